import type { BBox, Bilingual } from "../types";

/** Records of the addresses about imports. */
export const importLayers = ["communes", "hamlets", "roads", "facilities", "population"] as const;
export type ImportLayer = (typeof importLayers)[number];

export interface ImportIssue {
  /** An error means that the row is refused. */
  severity: "error" | "warning";
  code: string;
  /** 1-based; null is the whole file. */
  row: number | null;
  field: string | null;
  message: Bilingual;
}

/** What a file would change, with nothing written. */
export interface ImportPlan {
  id: number;
  file: string;
  layer: ImportLayer;
  driver: string;
  crs: string | null;
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  surface_records: number;
  skipped: number;
  /** The first ones. */
  issues: ImportIssue[];
  issue_counts: Record<string, number>;
  unmapped: { field: string; values: { value: string; rows: number }[]; of: number }[];
  bbox: BBox | null;
  sample: { entity: "unit" | "road" | "facility"; name: string; code: string | null; is_new: boolean }[];
  revision: number;
  expires_in_s: number;
}

export interface Imported {
  revision: number;
  changeset: number;
  added: number;
  changed: number;
  surface_records: number;
}

/** How a file is to be read; what is empty is found out by the server. */
export interface ImportDraft {
  layer: ImportLayer;
  crs: string;
  encoding: string;
  map: string;
  source_layer: string;
  /** As it is typed. */
  effective_on: string;
  repair: boolean;
}
