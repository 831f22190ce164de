import { useState } from "preact/hooks";
import {
  choosesCrs,
  type ExportChoice,
  type ExportFormat,
  type ExportLayer,
  exportAddress,
  exportLayers,
  formatsOf,
} from "../exports";
import { date } from "../format";
import { reportName } from "../names";
import { useSelected, useWords } from "./context";
import { Dialog } from "./dialog";
import { Download } from "./download";

const wgs84 = "EPSG:4326";

export function ExportDialog() {
  const { lang, t } = useWords();
  const route = useSelected((state) => state.route);
  const units = useSelected((state) => state.units);
  const atlas = useSelected((state) => state.atlas.value);
  const office = atlas?.office_crs ?? wgs84;
  const [layer, setLayer] = useState<ExportChoice["layer"]>("roads");
  const [format, setFormat] = useState<ExportFormat>("shp.zip");
  const [crs, setCrs] = useState(office);
  const [whole, setWhole] = useState(route.unit === null);
  const unit = whole ? null : route.unit;
  const choice = { ...route, layer, format, crs, unit };
  const isPreset = layer === "roads" && format === "shp.zip" && crs === office;
  const changeLayer = (next: ExportChoice["layer"]) => {
    setLayer(next);
    const formats = formatsOf(next);
    if (!formats.includes(format)) setFormat(formats[0] ?? "csv");
  };
  const preset = () => {
    setLayer("roads");
    setFormat("shp.zip");
    setCrs(office);
  };
  const scopes: [boolean, string][] = [[true, t("export.whole")]];
  if (route.unit !== null) {
    const unitRef = { unit: { code: route.unit, name: route.unit } };
    scopes.unshift([false, reportName(unitRef, units, atlas, lang, t)]);
  }
  return (
    <Dialog title={t("export.title")}>
      <div class="export">
        <button type="button" class="chip" aria-pressed={isPreset} onClick={preset}>
          {t("export.preset")}
        </button>
        <label class="field">
          <span>{t("export.layer")}</span>
          <select value={layer} onChange={(event) => changeLayer(event.currentTarget.value as ExportLayer)}>
            {exportLayers.map((name) => (
              <option key={name} value={name}>
                {t(`layer.${name}`)}
              </option>
            ))}
            <option value="report">{t("export.report")}</option>
          </select>
        </label>
        <label class="field">
          <span>{t("export.format")}</span>
          <select value={format} onChange={(event) => setFormat(event.currentTarget.value as ExportFormat)}>
            {formatsOf(layer).map((name) => (
              <option key={name} value={name}>
                {formatNames[name]}
              </option>
            ))}
          </select>
        </label>
        {choosesCrs(choice) && (
          <label class="field">
            <span>{t("export.crs")}</span>
            <select value={crs} onChange={(event) => setCrs(event.currentTarget.value)}>
              <option value={office}>{t("export.office", { crs: office })}</option>
              <option value={wgs84}>{t("export.wgs84")}</option>
            </select>
          </label>
        )}
        <fieldset class="scope">
          <legend>{t("export.scope")}</legend>
          {scopes.map(([value, label]) => (
            <label key={String(value)} class="choice">
              <input type="radio" name="scope" checked={whole === value} onChange={() => setWhole(value)} />
              {label}
            </label>
          ))}
        </fieldset>
        <p class="quiet">{t("export.note", { date: date(route.asOf ?? atlas?.as_of ?? "") })}</p>
        <div class="buttons">
          <Download url={exportAddress(choice)} class="button button-primary">
            {t("export.download")}
          </Download>
        </div>
      </div>
    </Dialog>
  );
}

const formatNames: Record<ExportFormat, string> = {
  "shp.zip": "Shapefile (.shp.zip)",
  gpkg: "GeoPackage (.gpkg)",
  geojson: "GeoJSON (.geojson)",
  kml: "KML (.kml)",
  csv: "CSV (.csv)",
  xlsx: "Excel (.xlsx)",
};
