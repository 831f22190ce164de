/** The server's answers about coverage. People are persons, lengths metres; null is unknown. */
import type { Bilingual, FacilityKind, LonLat, UnitRef } from "../types";

export type Along = "road" | "straight";

export interface Service {
  code: string;
  title: Bilingual;
  kinds: FacilityKind[];
  distance_m: number;
  along: Along;
  access_m: number;
  threshold: number;
  sources: Record<string, string>;
}

export interface Norms {
  id: string;
  title: Bilingual;
  spacing_m: number;
  snap_m: number;
  access_index_m: number;
  sources: Record<string, string>;
  services: Service[];
}

export interface People {
  population: number | null;
  covered: number | null;
  uncovered: number | null;
  unknown: number | null;
  share: number | null;
  possible_share: number | null;
}

export interface PlaceRef {
  /** null for one that is only supposed. */
  id: number | null;
  name: string;
  kind: FacilityKind;
  location: LonLat;
}

export interface CoverageRow extends People {
  unit: UnitRef & { parent: string | null };
  source: "imported" | "lattice" | "unknown" | null;
  rural: boolean;
  nearest: { facility: number | null; name: string; mean_m: number; share: number } | null;
  below_threshold: boolean | null;
}

interface PeopleReport {
  unit: UnitRef | null;
  by: "hamlet" | "commune";
  as_of: string;
  revision: number;
  rules: { id: string; title: Bilingual };
  method: { population: { imported: number; lattice: number; unknown: number } };
  elsewhere: People;
  totals: People;
  units_without_population: number;
}

export interface Parameters {
  distance_m: number;
  along: Along;
  roads: "all" | "all_season";
  access_m: number;
  threshold: number;
  spacing_m: number;
  snap_m: number;
}

export interface CoverageReport extends PeopleReport {
  facility: { code: string; title: Bilingual };
  parameters: Parameters;
  rows: CoverageRow[];
  units_below_threshold: number;
  facilities: PlaceRef[];
}

export interface AccessReport extends PeopleReport {
  parameters: { distance_m: number };
  rows: Omit<CoverageRow, "nearest" | "below_threshold">[];
  not_rural: People;
}

export interface AssignmentRow {
  unit: UnitRef & { parent: string | null };
  assigned: "own" | "shared" | "none";
  places: { id: number; name: string }[];
  planned: { id: number; name: string }[];
  needs: { repair: boolean | null; toilet: boolean | null; well: boolean | null } | null;
}

export interface AssignmentReport {
  unit: UnitRef | null;
  as_of: string;
  facility: { code: string; title: Bilingual };
  rows: AssignmentRow[];
  totals: Record<
    "hamlets" | "own" | "shared" | "none" | "needs_repair" | "needs_toilet" | "needs_well",
    number
  >;
}

export interface CapacityReport {
  rows: {
    facility: Omit<PlaceRef, "location">;
    commune: UnitRef | null;
    seats: number | null;
    assigned: number;
    within: number;
    ratio: number | null;
  }[];
  nobody: number;
}

export interface Sites {
  candidates: number;
  sites: { location: LonLat; hamlet: UnitRef | null; gained: number }[];
  before: People;
  after: People;
}

export interface Way {
  facility: PlaceRef | null;
  from: LonLat;
  along: Along;
  metres: number | null;
  access_m: number | null;
  road_m: number | null;
  egress_m: number | null;
  geometry: { type: "LineString"; coordinates: LonLat[] } | null;
}

export interface WhatIf {
  before: People;
  after: People;
  difference: { covered: number; uncovered: number; unknown: number };
  rows: { unit: UnitRef & { parent: string | null }; covered_change: number }[];
}

/** Facilities and surfaces that are supposed to be there, or not to. */
export interface Supposition {
  added: readonly { location: LonLat; name: string }[];
  removed: readonly { id: number; name: string }[];
  hardened: readonly { road: number; name: string }[];
}
