import { useSelected, useWords } from "./context";

/** What the map is doing while it is not there. */
export function MapNote() {
  const { t } = useWords();
  const map = useSelected((state) => state.map);
  if (map === "ready") return null;
  return <p class={map === "loading" ? "map-note" : "map-note map-note-firm"}>{t(`map.${map}`)}</p>;
}
