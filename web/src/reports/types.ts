import type { Lang, UnitRef } from "../types";

export type ReportState = "missing" | "waiting" | "returned" | "accepted";

export interface Period {
  id: string;
  title: Record<Lang, string>;
  last_day: string;
  due_on: string;
  begun: boolean;
}

export interface Standing {
  period: string;
  state: ReportState;
  overdue: boolean;
  proposal: number | null;
  by: string | null;
  at: string | null;
  reason: string | null;
}

export interface ReportRow {
  /** Null: the district. */
  unit: UnitRef | null;
  may_submit: boolean;
  reports: Standing[];
}

export interface ReportList {
  year: number;
  due_days: number;
  due_source: string;
  periods: Period[];
  rows: ReportRow[];
}

export type Cell = string | number | boolean | null | { day: string };

export interface ReportTable {
  title: Record<Lang, string>;
  columns: { key: string; title: Record<Lang, string>; decimals: number; sum: boolean }[];
  rows: Cell[][];
}

/** A report: drafted, waiting or accepted. */
export interface Report {
  period: string;
  as_of: string;
  before: string;
  submitted_by?: string;
  submitted_on?: string;
  note?: string;
  tables: ReportTable[];
}
