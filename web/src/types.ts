/** The records that the server sends. Lengths are metres, coordinates lon, lat (EPSG:4326), dates YYYY-MM-DD. */

export const surfaces = [
  "nhua",
  "btxm",
  "lang_nhua",
  "da_dam",
  "cap_phoi",
  "gach",
  "soi_do",
  "dat",
  "unknown",
] as const;
export type Surface = (typeof surfaces)[number];

export const roadClasses = ["xa", "ap", "ngo", "nd", "huyen", "other"] as const;
export type RoadClass = (typeof roadClasses)[number];

export const facilityKinds = [
  "kindergarten",
  "primary",
  "lower_secondary",
  "multi_level_school",
  "cultural_house",
  "commune_cultural_centre",
  "health_station",
  "sports_ground",
  "market",
  "other",
] as const;
export type FacilityKind = (typeof facilityKinds)[number];

export type UnitKind = "xa" | "phuong" | "thi_tran" | "ap" | "soc" | "thon" | "khu_pho";
export type Lang = "vi" | "en";
export type BBox = [west: number, south: number, east: number, north: number];
export type LonLat = [lon: number, lat: number];
export type Bilingual = Record<Lang, string>;

export interface Figures {
  total_m: number;
  hardened_m: number;
  /** Known and not hardened by the rule set. */
  remaining_m: number;
  unknown_m: number;
  /** Would become hardened if all open proposals were accepted. */
  pending_m?: number;
  by_surface_m: Partial<Record<Surface, number>>;
}

export interface UnitRef {
  code: string;
  name: string;
}

export interface Atlas {
  name: Bilingual;
  demo: boolean;
  revision: number;
  /** Of everything that tiles rest on. */
  version: string;
  /** Today, as the server sees it. */
  as_of: string;
  /** Null while nothing is mapped. */
  bbox: BBox | null;
  rules: string;
  office_crs: string;
}

export interface RuleSet {
  id: string;
  title: Bilingual;
  source: string;
  confirmed: boolean;
  headline_classes: RoadClass[];
  hardened: Partial<Record<RoadClass, Surface[]>>;
}

export interface RuleSets {
  default: string;
  rules: RuleSet[];
}

export interface Unit {
  code: string;
  level: "commune" | "hamlet";
  kind: UnitKind;
  name: string;
  parent: string | null;
  population: number | null;
  households: number | null;
  bbox: BBox;
  center: LonLat;
}

export interface Units {
  revision: number;
  /** The days on which these are the units; null is open. */
  first_day: string | null;
  last_day: string | null;
  units: Unit[];
}

export interface ReportRow extends Figures {
  unit: UnitRef & { parent: string | null };
  class: RoadClass;
}

export interface ClassFigures extends Figures {
  by_class: Partial<Record<RoadClass, Figures>>;
}

export interface RoadReport {
  unit: UnitRef | null;
  by: "hamlet" | "commune";
  as_of: string;
  revision: number;
  rules: { id: string; title: Bilingual };
  headline_classes: RoadClass[];
  rows: ReportRow[];
  totals: ClassFigures;
  outside: ClassFigures;
}

export interface SearchResult {
  type: "unit" | "road" | "facility";
  id: string;
  name: string;
  kind: string;
  parent: UnitRef | null;
  bbox: BBox;
  center: LonLat;
}

export interface SurfaceInterval {
  from_m: number;
  to_m: number;
  record: number | null;
  surface: Surface;
  width_m: number | null;
  hardened: boolean | null;
  effective_on: string | null;
  evidence: string | null;
}

export interface RoadPiece {
  from_m: number;
  to_m: number;
  unit: UnitRef | null;
}

export interface PendingSurface {
  proposal: number;
  author: string;
  at: string;
  from_m: number;
  to_m: number;
  surface: Surface;
}

export interface RoadRecord {
  id: number;
  /** For If-Match. */
  etag: string;
  /** Of the atlas, when the record was asked for. */
  revision: number;
  code: string;
  name: string;
  class: RoadClass;
  length_m: number;
  managing_commune: UnitRef | null;
  bbox: BBox;
  geometry: { type: "LineString"; coordinates: LonLat[] };
  valid_from: string;
  /** Last day of use; null is still used. */
  valid_to: string | null;
  as_of: string;
  rules: string;
  surfaces: SurfaceInterval[];
  pieces: RoadPiece[];
  /** Surfaces that open proposals would record. */
  pending?: PendingSurface[];
}

export interface FacilityRecord {
  id: number;
  /** For If-Match; not in lists. */
  etag?: string;
  kind: FacilityKind;
  code: string;
  name: string;
  location: LonLat;
  commune: UnitRef | null;
  serves: UnitRef[];
  standard_met: boolean | null;
  rooms: Record<string, number>;
  seats: number | null;
  area_m2: number | null;
  toilet: boolean | null;
  well: boolean | null;
  condition: string;
  /** Last day of use; null is still used. */
  valid_to: string | null;
}

export interface Finding {
  code: string;
  severity: "error" | "warning" | "info";
  message: Bilingual;
  unit: UnitRef | string | null;
  other: UnitRef | string | null;
  road: number | null;
  length_m: number | null;
  area_m2: number | null;
  at: LonLat | null;
}

export interface Checks {
  revision: number;
  findings: Finding[];
}

export interface TileJson {
  tiles: string[];
  minzoom?: number;
  maxzoom?: number;
  bounds?: BBox;
}

/** What the server puts into the first HTML. */
export interface Initial {
  atlas: Atlas;
  report: RoadReport;
  units: Units;
  rules: RuleSets;
}
