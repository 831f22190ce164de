import { address } from "./api";

export const exportLayers = ["roads", "communes", "hamlets", "facilities"] as const;
export type ExportLayer = (typeof exportLayers)[number];

export const exportFormats = ["shp.zip", "gpkg", "geojson", "kml", "csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportChoice {
  layer: ExportLayer | "report";
  format: ExportFormat;
  crs: string;
  unit: string | null;
  asOf: string | null;
  /** What was known by then; of the report alone. */
  recordedAsOf: string | null;
  rules: string | null;
}

/** Formats of a choice: the report is a table, no map. */
export function formatsOf(layer: ExportChoice["layer"]): readonly ExportFormat[] {
  return layer === "report" ? ["xlsx", "csv"] : exportFormats;
}

/** GeoJSON and KML know longitude and latitude only; a report has no coordinates. */
export function choosesCrs(choice: Pick<ExportChoice, "layer" | "format">): boolean {
  return choice.layer !== "report" && choice.format !== "geojson" && choice.format !== "kml";
}

/** The address of the file for a choice. */
export function exportAddress(choice: ExportChoice): string {
  const { unit, asOf, recordedAsOf, rules, format } = choice;
  if (choice.layer === "report") {
    const by = unit === null ? "commune" : "hamlet";
    const recorded_as_of = recordedAsOf;
    return address("/api/reports/roads", { unit, by, as_of: asOf, recorded_as_of, rules, format });
  }
  const crs = choosesCrs(choice) ? choice.crs : null;
  // What is hardened is written on roads alone.
  const by = choice.layer === "roads" ? rules : null;
  return address(`/api/exports/${choice.layer}.${format}`, { unit, crs, as_of: asOf, rules: by });
}
