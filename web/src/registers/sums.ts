/** What the panel of the capital ledger shows of its entries and sums. */
import { number } from "../format";
import type { Lang } from "../types";
import type { CapitalEntry, CapitalSums } from "./types";

export const sumColumns = [
  "planned_vnd",
  "allocated_vnd",
  "disbursed_vnd",
  "settled_vnd",
  "remaining_vnd",
  "unsettled_vnd",
] as const;
export type SumColumn = (typeof sumColumns)[number];

/** The entries up to a day, newest first, and how many there are after it; without a day all of them. */
export function entriesTo(entries: readonly CapitalEntry[], day: string | null) {
  const rows = entries.filter(({ on }) => day === null || on <= day);
  return { rows: rows.sort((a, b) => b.on.localeCompare(a.on)), later: entries.length - rows.length };
}

/** Writes amounts in millions: all with the same decimals, none where all are whole; a dash for what is unknown. */
export function millions(all: readonly CapitalSums[], lang: Lang): (vnd: number | null) => string {
  const isWhole = all.every((sums) => sumColumns.every((column) => (sums[column] ?? 0) % 1e6 === 0));
  return (vnd) => (vnd === null ? "–" : number(vnd / 1e6, lang, isWhole ? 0 : 2));
}
