/** What the answers about criteria and plans mean: pure functions. */
import type { Session } from "../account/types";
import { number } from "../format";
import type { Lang } from "../types";
import type {
  Amount,
  CriterionRef,
  CriterionState,
  Indicator,
  Measurement,
  Plan,
  Range,
  TargetProgress,
  WorkProgress,
} from "./types";

/** A shape for each state, beside its word and colour. */
export const signs: Record<CriterionState, string> = {
  met: "✓",
  not_met: "✗",
  to_consolidate: "◐",
  proposed: "△",
  no_data: "?",
};

/** `14`, or `14–16` where it depends on what is unknown. */
export function rangeText(range: Range, lang: Lang, digits = 0): string {
  const least = number(range.least, lang, digits);
  const most = number(range.most, lang, digits);
  return least === most ? least : `${least}–${most}`;
}

/** A number with as many decimals as it needs, two at most. */
export function plainNumber(value: number, lang: Lang): string {
  const digits =
    [0, 1].find((one) => Math.abs(value * 10 ** one - Math.round(value * 10 ** one)) < 1e-9) ?? 2;
  return number(value, lang, digits);
}

/** The quantity of a measurement: what is missing is counted in it. */
export function quantityOf(measurement: Measurement): "m" | "facility" | "hamlet" | "person" {
  if (measurement.measure === "length" || measurement.measure === "length_share") return "m";
  if (measurement.measure === "hamlet_share") return "hamlet";
  if (measurement.measure === "people_share" || measurement.measure === "access_index") return "person";
  return measurement.layer === "hamlets" ? "hamlet" : "facility";
}

/** How much is missing to the threshold; null where that is not known. */
export function missing(indicator: Indicator, measurement: Measurement): Range | null {
  const { measured, threshold } = indicator;
  if (!measured?.value || !threshold) return null;
  const isShare = measurement.unit === "percent";
  if (threshold.at_least !== undefined) {
    const needed = isShare ? (threshold.at_least / 100) * measured.total : threshold.at_least;
    const most = Math.max(0, needed - measured.chosen);
    return { least: Math.max(0, most - measured.undecided), most };
  }
  if (threshold.at_most !== undefined) {
    const allowed = isShare ? (threshold.at_most / 100) * measured.total : threshold.at_most;
    const least = Math.max(0, measured.chosen - allowed);
    return { least, most: Math.max(0, measured.chosen + measured.undecided - allowed) };
  }
  return null;
}

/** The mean of a set that the plan states: to be reached, and against the year before. */
export function statedMean(plan: Plan, set: string): { amount: number; change: number | null } | null {
  const target = plan.targets.find(({ criteria }) => criteria?.mean && criteria.set === set);
  const amount = target?.amount?.least ?? target?.amount?.most;
  if (amount === null || amount === undefined) return null;
  return { amount, change: target?.change?.least ?? null };
}

/** The set that a plan speaks of first; what is shown when nobody has chosen one. */
export function setOfPlan(plan: Plan): string | null {
  return plan.targets.find(({ criteria }) => criteria)?.criteria?.set ?? null;
}

/** Something of a plan that is for a unit: for it by name, or for the whole district. */
export function concerns(units: readonly string[], unit: string | null): boolean {
  return unit === null || units.length === 0 || units.includes(unit);
}

export function isAbout(reference: CriterionRef | null, set: string, code: string): boolean {
  return reference?.set === set && reference.code === code;
}

/** Whether somebody may do what a right names in a commune, or in any where none is chosen; the server has the last word. */
export function reaches(session: Session | null, right: string, commune: string | null): boolean {
  const reach = session?.rights[right] ?? "nowhere";
  if (reach !== "own_communes") return reach === "everywhere";
  const own = session?.user?.communes ?? [];
  return commune === null ? own.length > 0 : own.includes(commune);
}

/** Planned for a year that is over, and not there yet. */
export function isLate(work: WorkProgress, year: number, day: string): boolean {
  const open = ["planned", "funded", "under_way"].includes(work.state);
  return open && day > `${year}-12-31`;
}

/** How much of a target is done, 0 to 1: what is sure, and what may be. Null where nobody can say. */
export function progressOf(target: TargetProgress): Range | null {
  const { value, direction } = target;
  if (!value) return null;
  const goal = target.amount?.least ?? target.amount?.most ?? null;
  const share = (done: number, whole: number) => (whole > 0 ? Math.min(1, Math.max(0, done / whole)) : null);
  if (direction === "up") {
    if (goal === null) return null;
    const least = share(value.least, goal);
    const most = share(value.most, goal);
    return least === null || most === null ? null : { least, most };
  }
  const from =
    target.planned_baseline?.most ?? target.planned_baseline?.least ?? target.baseline?.most ?? null;
  if (from === null) return null;
  // Without an amount the plan wants it all gone.
  const least = share(from - value.most, from - (goal ?? 0));
  const most = share(from - value.least, from - (goal ?? 0));
  return least === null || most === null ? null : { least, most };
}

/** `khoảng`, `ít nhất`: how the plan words an amount. */
export function amountWording(amount: Amount): "about" | "least" | "most" | "range" | "exactly" {
  const { least, most } = amount;
  if (amount.about) return "about";
  if (least !== null && most !== null) return least === most ? "exactly" : "range";
  return least !== null ? "least" : "most";
}

/** What the tiles know of each feature; a filter over anything else cannot be drawn. */
export const inTiles: Record<Measurement["layer"], readonly string[]> = {
  roads: ["road_id", "from_m", "to_m", "class", "surface", "hardened", "name"],
  facilities: ["facility_id", "kind", "name", "condition"],
  hamlets: ["code", "name", "kind", "parent"],
};

/** The properties that an expression asks for. */
export function propertiesOf(expression: unknown): string[] {
  if (!Array.isArray(expression)) return [];
  const [operator, first] = expression;
  if (operator === "literal") return [];
  if (operator === "get" || operator === "has") return [String(first)];
  return expression.slice(1).flatMap(propertiesOf);
}

/** What does not count of a share, whatever the threshold: sure, and at most. */
export function rest(measured: { chosen: number; undecided: number; total: number }): Range {
  const most = Math.max(0, measured.total - measured.chosen);
  return { least: Math.max(0, most - measured.undecided), most };
}

/** Works by commune, in the order of the plan. */
export function byUnit<T extends { unit: string }>(works: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const work of works) groups.set(work.unit, [...(groups.get(work.unit) ?? []), work]);
  return [...groups];
}
