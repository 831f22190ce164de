import type { FacilityKind, Figures, LonLat, RoadClass, Surface, UnitRef } from "../types";

/** Records of the addresses about editing. */
export type Entity = "road" | "facility" | "surface_record" | "unit" | "population_point" | "plan_entry";

export interface Effect {
  as_of: string;
  rules: string;
  /** Only what changes. */
  rows: { unit: UnitRef | null; class: RoadClass; before: Figures; after: Figures }[];
  change: { total_m: number; hardened_m: number; remaining_m: number; unknown_m: number };
}

export interface Conflict {
  code: string;
  message: string;
  entity: Entity;
  id: number;
  from_m?: number;
  to_m?: number;
  field?: string;
}

/** A field that somebody else has changed meanwhile. */
export interface StaleField {
  entity: Entity;
  id: number;
  field: string;
  before: unknown;
  now: unknown;
  by: string;
  at: string;
  changeset: number;
}

export interface Preview {
  base: number;
  outcome: "decided" | "proposed";
  rows: number;
  communes: (string | null)[];
  roads: { id: number | null; before_m: number | null; after_m: number | null }[];
  conflicts: Conflict[];
  effect: Effect;
  /** Criteria of communes that would stand otherwise. */
  criteria?: {
    set: string;
    unit: UnitRef;
    criterion: string;
    before: { state: string; measured: string };
    after: { state: string; measured: string };
  }[];
}

export interface Applied {
  revision: number;
  changeset: number | null;
  at: string;
  repeated: boolean;
  changed: { entity: Entity; id: number; road?: number; etag?: string }[];
  effect: Effect | null;
}

export type ProposalState = "open" | "accepted" | "returned" | "withdrawn";

export interface Operation {
  op: string;
  [member: string]: unknown;
}

/** What is known of a road or facility besides its number. */
export interface About {
  name?: string;
  /** The one that holds most of it. */
  hamlet?: string | null;
}

export interface Subject extends About {
  entity: "road" | "facility";
  id: number;
}

export interface Proposal {
  id: number;
  state: ProposalState;
  author: string;
  at: string;
  comment: string;
  communes: (UnitRef | null)[];
  decided_by: string | null;
  decided_at: string | null;
  reason: string | null;
  changeset: number | null;
  operations: Operation[];
  /** The roads and facilities that the operations name. */
  subjects: Subject[];
}

export interface Proposals {
  counts: Record<ProposalState, number>;
  proposals: Proposal[];
}

export interface ChangeRecord {
  entity: Entity;
  id: number | string;
  action: "added" | "changed" | "withdrawn" | "retracted";
  /** Of a run of ids the last one; its changes are not told one by one. */
  last_id?: number;
  road?: number;
  /** Of a road, facility or unit. */
  name?: string;
  /** Of the road of a surface record. */
  road_name?: string;
  from_m?: number;
  to_m?: number;
  /** Of an item of a plan. */
  plan?: string;
  kind?: string;
  key?: string | null;
  fields?: Record<string, { before: unknown; after: unknown }>;
}

export interface Changeset {
  id: number;
  author: string;
  at: string;
  comment: string;
  source: string;
  rows: number;
  approved_by: string | null;
  changes?: ChangeRecord[];
  more_changes?: number;
}

export interface History {
  changesets: Changeset[];
  made_from?: number[];
  became?: number[];
}

/** One change as it is sent; without an etag it makes something new. */
export interface EditRequest {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: Record<string, unknown>;
  etag?: string;
}

export interface SurfaceDraft {
  from: string;
  to: string;
  surface: Surface;
  width: string;
  day: string;
  work: string;
  evidence: string;
  comment: string;
}

export interface RoadDraft {
  name: string;
  code: string;
  class: RoadClass;
  /** Code of a commune; empty: the one that holds most of the road. */
  managing_commune: string;
  /** Days as they are typed; empty: since ever, for ever. */
  valid_from: string;
  valid_to: string;
  comment: string;
}

/** Yes, no, or nobody knows. */
export type Known = boolean | null;

export interface FacilityDraft {
  name: string;
  code: string;
  kind: FacilityKind;
  condition: string;
  place: LonLat | null;
  /** Codes of hamlets. */
  serves: readonly string[];
  rooms: readonly RoomsDraft[];
  /** As they are typed; empty: not known. */
  seats: string;
  area: string;
  standard_met: Known;
  toilet: Known;
  well: Known;
  comment: string;
}

/** Rooms of one type, the number as it is typed. */
export interface RoomsDraft {
  type: string;
  count: string;
}
