import { ofClasses } from "../figures";
import type { RoadClass, RoadReport, Unit, UnitRef } from "../types";
import type { Effect } from "./types";

/** What an edit does to the headline of a commune. */
export interface CommuneEffect {
  commune: UnitRef;
  before_m: number;
  after_m: number;
}

/** The commune that a unit is or lies in. */
export function communeOf(code: string, units: ReadonlyMap<string, Unit>): string {
  const unit = units.get(code);
  return unit?.level === "hamlet" && unit.parent !== null ? unit.parent : code;
}

/** How much less remains in a commune, in the classes of the headline. */
function saved(
  effect: Effect,
  commune: string,
  classes: readonly RoadClass[],
  units: ReadonlyMap<string, Unit>,
) {
  let metres = 0;
  for (const row of effect.rows) {
    if (!row.unit || !classes.includes(row.class) || communeOf(row.unit.code, units) !== commune) continue;
    metres += row.before.remaining_m - row.after.remaining_m;
  }
  return metres;
}

/** Headlines before and after, from the present report of each commune. */
export function communeEffects(
  effect: Effect,
  reports: readonly RoadReport[],
  units: ReadonlyMap<string, Unit>,
): CommuneEffect[] {
  return reports.flatMap((report) => {
    if (!report.unit) return [];
    const before_m = remaining(report);
    const after_m = before_m - saved(effect, report.unit.code, report.headline_classes, units);
    return [{ commune: report.unit, before_m, after_m: Math.max(0, after_m) }];
  });
}

export function remaining(report: RoadReport): number {
  return ofClasses(report.totals, report.headline_classes).remaining_m;
}
