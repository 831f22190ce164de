import { date } from "../format";
import { isPast } from "../state";
import { useController, useSelected, useWords } from "./context";

/** Says that figures are of another day, or of what was known then; and leads back. */
export function PastNote() {
  const { t } = useWords();
  const controller = useController();
  const route = useSelected((state) => state.route);
  // The view of the plan goes to the last day of its year by itself and says so.
  if (!isPast(route) || route.view === "plan") return null;
  const { asOf, recordedAsOf } = route;
  const known = recordedAsOf?.startsWith("r")
    ? t("past.revision", { n: recordedAsOf.slice(1) })
    : recordedAsOf && t("past.recorded", { date: date(recordedAsOf) });
  return (
    <aside class="past" aria-label={t("past.label")}>
      <p>
        <strong>
          {[asOf ? t("past.asOf", { date: date(asOf) }) : t("past.today"), known].filter(Boolean).join(", ")}.
        </strong>{" "}
        {t("past.off")} {known && t("past.map")}
      </p>
      <button type="button" class="button" onClick={() => controller.go({ asOf: null, recordedAsOf: null })}>
        {t("past.back")}
      </button>
    </aside>
  );
}
