import { useController, useSelected, useWords } from "./context";

/** On a phone: figures or map. On a wide screen both are there and the stylesheet hides this. */
export function Tabs() {
  const { t } = useWords();
  const { store } = useController();
  const tab = useSelected((state) => state.tab);
  return (
    <nav class="tabs" aria-label={t("tabs.label")}>
      {(["figures", "map"] as const).map((name) => (
        <button key={name} type="button" aria-pressed={tab === name} onClick={() => store.set({ tab: name })}>
          {t(`tabs.${name}`)}
        </button>
      ))}
    </nav>
  );
}
