import { date } from "../format";
import { useWords } from "./context";

const day_ms = 86_400_000;

/** From which day on a road or facility is no longer used, where its last day is known. */
export function OutOfUse({ lastDay }: { lastDay: string | null }) {
  const { t } = useWords();
  if (lastDay === null) return null;
  const next = new Date(Date.parse(lastDay) + day_ms).toISOString();
  return <strong class="out-of-use">{t("record.outOfUse", { date: date(next) })}</strong>;
}
