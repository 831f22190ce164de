import type { CriteriaSet, Plan } from "../plan/types";

/** Members of an item of a plan, as its file has them. */
export type Body = Readonly<Record<string, unknown>>;

/** What becomes of an item of a plan. */
export interface EntryChange {
  plan: string;
  kind: string;
  key: string;
  action: "added" | "changed" | "withdrawn";
  /** What differs alone, where no more is told; null: nothing is there. */
  before: Body | null;
  after: Body | null;
}

/** By what names are told: without them codes stand. */
export interface Book {
  plan: Plan | null;
  sets: readonly CriteriaSet[];
}
