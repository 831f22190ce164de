import { exportAddress } from "../exports";
import { useController, useSelected, useWords } from "./context";
import { Download } from "./download";

/** The foot of the panel: the delivery that is asked for most in one click, everything else in the dialog. */
export function Actions() {
  const { t } = useWords();
  const { store } = useController();
  const route = useSelected((state) => state.route);
  const atlas = useSelected((state) => state.atlas.value);
  if (!atlas) return null;
  const url = exportAddress({ ...route, layer: "roads", format: "shp.zip", crs: atlas.office_crs });
  return (
    <>
      <Download url={url} class="button button-primary">
        {t("export.main")}
      </Download>
      <button type="button" class="button" onClick={() => store.set({ dialog: "export" })}>
        {t("export.more")}
      </button>
    </>
  );
}
