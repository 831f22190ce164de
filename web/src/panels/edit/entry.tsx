import { useEffect, useMemo, useState } from "preact/hooks";
import type { ChangeRecord, Operation } from "../../edit/types";
import { type Ask, asker } from "../../entries/asking";
import { useSelected } from "../context";
import { useSay } from "./context";

/** What the items of one list are looked up with, each address once until the atlas changes. */
export function useAsk(): Ask {
  const lang = useSelected((state) => state.route.lang);
  const change = useSelected((state) => state.change);
  return useMemo(() => asker(lang), [lang, change]);
}

type Shown = { ask: Ask } & ({ operation: Operation; open: boolean } | { change: ChangeRecord });

/** A change of an item of a plan in words, which come when there is one. */
export function Entry(shown: Shown) {
  const words = useSay();
  const [room, setRoom] = useState<typeof import("../entries") | null>(null);
  useEffect(() => void import("../entries").then((loaded) => setRoom(loaded)), []);
  if (!room) return <p class="quiet">{words.t("loading")}</p>;
  if ("change" in shown) return <room.RecordedEntry words={words} {...shown} />;
  return <room.ProposedEntry words={words} {...shown} />;
}
