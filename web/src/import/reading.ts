import { address } from "../api";
import { parseDate } from "../format";
import type { ImportDraft, ImportIssue, ImportPlan } from "./types";

/** What the server takes at most. */
export const most_bytes = 64 * 1024 * 1024;

/** Endings that can be read. */
export const endings = [
  ".zip",
  ".gpkg",
  ".geojson",
  ".json",
  ".kml",
  ".kmz",
  ".csv",
  ".osm",
  ".pbf",
  ".tif",
  ".asc",
] as const;

/** EPSG codes of VN-2000 by central meridian, as the office's maps name them. */
export const vn2000Zones: readonly (readonly [code: number, meridian: string])[] = [
  [9205, "103°00′"],
  [9206, "104°00′"],
  [9207, "104°30′"],
  [9208, "104°45′"],
  [9209, "105°30′"],
  [9210, "105°45′"],
  [9211, "106°00′"],
  [9212, "106°15′"],
  [9213, "106°30′"],
  [9214, "107°00′"],
  [9215, "107°15′"],
  [9216, "107°30′"],
  [5899, "107°45′"],
  [9217, "108°15′"],
  [9218, "108°30′"],
];

export const encodings = ["UTF-8", "TCVN3", "VNI", "CP1258", "CP1252"] as const;
export const fieldMaps = ["ntm-atlas", "ntm-atlas-shp", "osm"] as const;

/** Where a file is sent to; null while the day is none. */
export function uploadAddress(file: string, draft: ImportDraft): string | null {
  const { layer, crs, encoding, map, source_layer } = draft;
  const typed = layer === "roads" ? draft.effective_on.trim() : "";
  const effective_on = typed === "" ? null : parseDate(typed);
  if (typed !== "" && effective_on === null) return null;
  const areas = layer === "communes" || layer === "hamlets";
  return address("/api/imports", {
    file,
    layer,
    crs,
    encoding,
    map,
    source_layer: source_layer.trim(),
    effective_on,
    invalid_polygons: areas && draft.repair ? "repair" : null,
  });
}

/** The layer that a file's name speaks of; null when it says nothing. */
export function guessedLayer(file: string): ImportDraft["layer"] | null {
  const bare = file
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll("đ", "d");
  if (/duong|giao_?thong|road/.test(bare)) return "roads";
  if (/dan_?(so|cu)|popul|ho_?dan/.test(bare)) return "population";
  if (/truong|nha_?van_?hoa|nvh|cong_?trinh|facilit|school/.test(bare)) return "facilities";
  if (/(^|[^a-z])(ap|thon|soc|khu_?pho)([^a-z]|$)|hamlet/.test(bare)) return "hamlets";
  if (/(^|[^a-z])(xa|phuong|hanh_?chinh)([^a-z]|$)|commune/.test(bare)) return "communes";
  return null;
}

/** Findings of one kind together, refused rows first; each with how many there are. */
export function issueGroups(plan: ImportPlan): { issue: ImportIssue; rows: number[]; count: number }[] {
  const groups = new Map<string, { issue: ImportIssue; rows: number[]; count: number }>();
  const named = new Set(plan.issues.filter(({ row }) => row !== null).map(({ code }) => code));
  for (const issue of plan.issues) {
    // How many more there are stands with the rows that are named.
    if (issue.row === null && named.has(issue.code)) continue;
    const key = `${issue.code}|${issue.field ?? ""}|${issue.row === null ? issue.message.vi : ""}`;
    const group = groups.get(key) ?? { issue, rows: [], count: 0 };
    group.count += 1;
    if (issue.row !== null) group.rows.push(issue.row);
    groups.set(key, group);
  }
  const weight = ({ issue }: { issue: ImportIssue }) => (issue.severity === "error" ? 0 : 1);
  return [...groups.values()].sort((a, b) => weight(a) - weight(b));
}

/** Whether there are texts that no encoding was known for. */
export function lacksEncoding(plan: ImportPlan): boolean {
  return (plan.issue_counts["bad-encoding"] ?? 0) > 0;
}

/** Whether there is anything to write. */
export function writes(plan: ImportPlan): boolean {
  return plan.added + plan.changed + plan.surface_records > 0;
}
