/** Registers that a plan counts by: co-operatives, products, titles of hamlets. Null is unknown. */
import type { Bilingual, UnitRef } from "../types";

export const cooperativeKinds = [
  "agriculture",
  "industry_craft",
  "construction",
  "trade_services",
  "transport",
  "credit",
  "environment",
  "other",
] as const;
export type CooperativeKind = (typeof cooperativeKinds)[number];

interface Row {
  id: string;
  plan: string;
  etag: string;
  name: string;
  /** Codes of commune and hamlet. */
  unit: string;
  hamlet: string | null;
  note: string | null;
}

export interface Cooperative extends Row {
  kind: CooperativeKind;
  founded_on: string | null;
  dissolved_on: string | null;
  members: number | null;
  evidence: string | null;
}

export const ownerKinds = ["cooperative", "enterprise", "household"] as const;
export type OwnerKind = (typeof ownerKinds)[number];

export interface Product extends Row {
  owner_kind: OwnerKind;
  /** Id of a co-operative. */
  cooperative: string | null;
  /** Of an enterprise its name. */
  owner: string | null;
  owner_name: string | null;
  stars: number | null;
  recognised_on: string | null;
  valid_to: string | null;
  decision: string | null;
}

export const titles = ["cultural", "model_residential"] as const;
export type Title = (typeof titles)[number];

export type TitleState = "recognised" | "not_recognised" | "unknown";

export interface HamletTitle {
  hamlet: UnitRef;
  commune: UnitRef;
  state: TitleState;
  decided_on: string | null;
  decision: string | null;
  note: string | null;
}

export interface HamletTitles {
  etag: string;
  title: Title;
  year: number;
  counts: { recognised: number; not_recognised: number; unknown: number; total: number };
  /** Percent; null: nothing is recorded. */
  share: { least: number; most: number } | null;
  hamlets: HamletTitle[];
}

export const capitalTypes = ["allocation", "disbursement", "settlement"] as const;
export type CapitalType = (typeof capitalTypes)[number];

/** An entry of the capital ledger; below zero: taken back or paid back. */
export interface CapitalEntry {
  id: string;
  etag: string;
  type: CapitalType;
  work: string | null;
  /** Null: the district's. */
  unit: string | null;
  source: string;
  source_name: Bilingual;
  on: string;
  amount_vnd: number;
  document: string;
  note: string | null;
}

export interface CapitalSums {
  /** As far as the works' funding is known; null: none is. */
  planned_vnd: number | null;
  allocated_vnd: number;
  disbursed_vnd: number;
  settled_vnd: number;
  remaining_vnd: number;
  /** Disbursed and not settled. */
  unsettled_vnd: number;
}

export interface CapitalReport {
  as_of: string;
  rows: (CapitalSums & { source: string; source_name: Bilingual })[];
  totals: CapitalSums;
  findings: { code: string; severity: string; message: Bilingual }[];
}

/** What a commune asked a department of the district. */
export interface Guidance {
  id: string;
  etag: string;
  unit: string;
  department: string;
  department_name: Bilingual;
  criterion: { set: string; code: string } | null;
  work: string | null;
  question: string;
  asked_by: string;
  asked_on: string;
  document: string | null;
  answer: { text: string; by: string; on: string; document: string | null } | null;
  /** Until the answer, else today. */
  days: number;
}
