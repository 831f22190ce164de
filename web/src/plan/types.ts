/** The server's answers about criteria and plans. Lengths are metres; null is unknown. */
import type { Bilingual, UnitRef } from "../types";

export const criterionStates = ["met", "not_met", "to_consolidate", "proposed", "no_data"] as const;
export type CriterionState = (typeof criterionStates)[number];

/** Both ends are the same where everything is known. */
export interface Range {
  least: number;
  most: number;
}

/** Whether something has been checked against the document that it comes from. */
export interface Trust {
  confirmed: boolean;
  reason?: Bilingual;
}

export interface PlanDocument extends Trust {
  id: string;
  issuer: string | null;
  title: Bilingual;
  issued_on: string | null;
}

/** An expression of the MapLibre style language. */
export type Expression = readonly [string, ...unknown[]];

export interface Measurement {
  measure:
    | "length"
    | "length_share"
    | "count"
    | "count_share"
    | "hamlet_share"
    | "people_share"
    | "access_index";
  layer: "roads" | "facilities" | "hamlets";
  where: Expression | null;
  of: Expression | null;
  unit: string;
}

export interface SetIndicator extends Trust {
  code: string;
  measurement: Measurement | null;
  evidence: Bilingual | null;
}

export interface CriteriaSet extends Trust {
  id: string;
  title: Bilingual;
  default: boolean;
  level: "commune" | "hamlet";
  valid_from: string;
  valid_to: string | null;
  size: number | null;
  documents: PlanDocument[];
  criteria: { code: string; title: Bilingual; indicators: SetIndicator[] }[];
}

export interface Threshold extends Trust {
  at_least?: number;
  at_most?: number;
  passed?: true;
  unknown?: true;
  document: string;
  assumed_not: string[];
}

export interface Features {
  stretches: { road: number; from_m: number; to_m: number }[];
  facilities: number[];
  hamlets: string[];
}

export interface Measured {
  value: Range | null;
  chosen: number;
  undecided: number;
  total: number;
  reason?: Bilingual;
  evidence?: Features;
  open?: Features;
}

export interface Indicator {
  code: string;
  title: Bilingual;
  unit: string;
  measured: Measured | null;
  threshold: Threshold | null;
  met: boolean | null;
}

export interface Criterion {
  code: string;
  title: Bilingual;
  state: CriterionState;
  measured: CriterionState;
  declared: (Trust & { state: CriterionState; as_of: string; evidence: string | null }) | null;
  disagree: boolean;
  tentative: boolean;
  indicators: Indicator[];
}

export interface UnitCriteria {
  unit: UnitRef;
  met: Range;
  criteria: Criterion[];
}

export interface PlanFinding {
  code: string;
  severity: "error" | "warning" | "info";
  message: Bilingual;
  unit: string | null;
}

export interface CriteriaReport {
  unit: UnitRef | null;
  as_of: string;
  set: Trust & { id: string; title: Bilingual; size: number | null; valid: boolean };
  rows: UnitCriteria[];
  mean_met: Range | null;
  findings: PlanFinding[];
}

/** A number as the plan gives it. */
export interface Amount {
  least: number | null;
  most: number | null;
  about: boolean;
  unit: string;
}

export interface TargetProgress {
  id: string;
  title: Bilingual;
  paragraph: string;
  units: string[];
  due: string | null;
  direction: "up" | "down";
  amount: Amount | null;
  planned_baseline: Amount | null;
  method: "none" | "measured" | "declared";
  baseline: Range | null;
  value: Range | null;
  reached: boolean | null;
  reason: Bilingual | null;
  by_unit: { unit: string; met: Range | null }[];
  possible_parts: string[];
  measured: Measured | null;
}

export const workStates = ["planned", "funded", "under_way", "done", "accepted", "cancelled"] as const;
export type WorkState = (typeof workStates)[number];

export interface WorkProgress {
  id: string;
  title: Bilingual;
  paragraph: string;
  unit: string;
  hamlet: string | null;
  rooms: Record<string, number>;
  amount: Amount | null;
  state: WorkState;
  accepted_on: string | null;
  places: { id: number; name: string }[];
  /** Where its roads are. */
  stretches: { road: number; from_m: number; to_m: number }[];
  on_map: boolean | null;
  may_overlap: string[];
}

export interface PlanReport {
  plan: { id: string; title: Bilingual; number: string | null; year: number };
  unit: UnitRef | null;
  as_of: string;
  targets: TargetProgress[];
  works: WorkProgress[];
  findings: PlanFinding[];
}

export interface CriterionRef {
  set: string;
  code: string;
}

interface Item {
  id: string;
  paragraph: string;
  rows: string[];
}

export interface Task extends Item {
  title: Bilingual;
  owners: string[];
  units: string[];
  criterion: CriterionRef | null;
  horizon_year: number | null;
  due: string | null;
  state: "open" | "under_way" | "done";
  etag: string;
}

export interface Difficulty extends Item {
  title: Bilingual;
  units: string[];
  criterion: CriterionRef | null;
  works: string[];
  kind: "difficulty" | "proposal";
  text: string | null;
  raised_by: string | null;
  raised_on: string | null;
  answer: { text: string; by: string; on: string } | null;
  etag: string;
}

/** What was declared of a criterion or a target, and what on the map proves it. */
export interface Declared {
  as_of: string;
  evidence: string | null;
  photos: string[];
  features: { road?: number; from_m?: number | null; to_m?: number | null; facility?: number }[];
}

export interface DeclaredResult extends Declared {
  set: string;
  unit: string;
  criterion: string;
  state: CriterionState;
  decided_by: string | null;
}

export interface DeclaredProgress extends Declared {
  target: string;
  value: number;
}

export interface Contribution {
  id: string;
  work: string;
  unit: string;
  on: string;
  money_vnd: number | null;
  land_m2: number | null;
  labour_days: number | null;
  households: number | null;
  evidence: string | null;
  note: string | null;
}

export interface Names {
  names: string[];
  paragraph: string;
}

/** All that a plan says. */
export interface Plan {
  id: string;
  title: Bilingual;
  number: string | null;
  issued_on: string | null;
  year: number;
  issuer: string | null;
  signed_by: Bilingual;
  parent: string | null;
  recipients: Names;
  report_periods: Names;
  statements: (Item & { text: Bilingual })[];
  documents: (Item & PlanDocument)[];
  departments: (Item & { name: Bilingual })[];
  units: { code: string; kind: string; name: string }[];
  targets: (Item & {
    title: Bilingual;
    amount: Amount | null;
    change: Amount | null;
    criteria: {
      set: string;
      least_met: number;
      gain: string[];
      consolidate: string[];
      mean: boolean;
    } | null;
    units: string[];
    measurement: Measurement | null;
    /** The register that the target counts by. */
    counted: { of: "cooperatives" | "products" | "hamlet_titles" } | null;
  })[];
  works: (Item & {
    title: Bilingual;
    unit: string;
    criterion: CriterionRef | null;
    year: number;
    rooms_at_least: boolean;
    draft: boolean;
    etag: string;
  })[];
  tasks: Task[];
  difficulties: Difficulty[];
  doubts: (Item & { text: Bilingual })[];
  results: DeclaredResult[];
  progress: DeclaredProgress[];
  contributions: Contribution[];
  room_types: Record<string, Bilingual>;
}
