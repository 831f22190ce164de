import { useSelected, useWords } from "./context";
import { PastNote } from "./past";

/** What the map is doing while it is not there. */
export function MapNote() {
  const { t } = useWords();
  const map = useSelected((state) => state.map);
  // On a phone the controls, which say it too, are behind the other tab.
  if (map === "ready") return <PastNote />;
  return <p class={map === "loading" ? "map-note" : "map-note map-note-firm"}>{t(`map.${map}`)}</p>;
}
