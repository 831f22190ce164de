/** How works of a plan go on in time: the server's answer. Days are YYYY-MM-DD; null is unknown. */
import type { WorkState } from "../plan/types";
import type { Bilingual, UnitRef } from "../types";

export interface LateWork {
  id: string;
  title: Bilingual;
  kind: string;
  unit: UnitRef;
  state: WorkState;
  due: string;
  /** `year`: the work has no day of its own, so the last one of its year. */
  due_from: "work" | "year";
  /** Since the due day. */
  days: number;
  acts: Bilingual;
}

export interface CommuneCourse {
  unit: UnitRef;
  works: number;
  finished: number;
  late: number;
}

/** A work, or an entry of the capital ledger, that a curve counts. */
export interface CurvePart {
  work: string | null;
  entry?: string;
  /** Null: nothing of it is planned. */
  due: string | null;
  planned: number | null;
  /** Null: not done, or on a day that is not known. */
  done_on: string | null;
  /** Null: not done by the day. */
  actual: number | null;
  so_far: number;
}

export interface Curve {
  kind: string;
  unit: string;
  /** Sums up to the end of each month. */
  planned: number[];
  /** Null: the month begins after the day. */
  actual: (number | null)[];
  /** Works whose quantity is not known; they are in neither line. */
  unknown: number;
  /** Finished without a day: in no month. */
  undated: number;
  /** Recorded of works that are not finished yet. */
  unfinished: number;
  parts: CurvePart[];
  /** Of which so many are listed as an answer holds. */
  parts_total: number;
}

export interface PlanCourse {
  unit: UnitRef | null;
  as_of: string;
  late: LateWork[];
  communes: CommuneCourse[];
  /** The last day of each. */
  months: string[];
  curves: Curve[];
}
