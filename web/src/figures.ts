import { compareNames } from "./format";
import type { ClassFigures, Figures, RoadClass, RoadReport, Surface, Unit } from "./types";
import { surfaces } from "./types";

export function noFigures(): Figures {
  return { total_m: 0, hardened_m: 0, remaining_m: 0, unknown_m: 0, pending_m: 0, by_surface_m: {} };
}

/** The sum of two figures, surface by surface. */
export function add(a: Figures, b: Figures): Figures {
  const by_surface_m: Partial<Record<Surface, number>> = {};
  for (const surface of surfaces) {
    const metres = (a.by_surface_m[surface] ?? 0) + (b.by_surface_m[surface] ?? 0);
    if (metres > 0) by_surface_m[surface] = metres;
  }
  return {
    total_m: a.total_m + b.total_m,
    hardened_m: a.hardened_m + b.hardened_m,
    remaining_m: a.remaining_m + b.remaining_m,
    unknown_m: a.unknown_m + b.unknown_m,
    pending_m: (a.pending_m ?? 0) + (b.pending_m ?? 0),
    by_surface_m,
  };
}

/** The figures of some road classes together. */
export function ofClasses(figures: ClassFigures, classes: readonly RoadClass[]): Figures {
  return classes.reduce((sum, name) => {
    const one = figures.by_class[name];
    return one ? add(sum, one) : sum;
  }, noFigures());
}

/** The share of the length that is known to be hardened; null where there is no road. */
export function hardenedShare(figures: Figures): number | null {
  return figures.total_m > 0 ? figures.hardened_m / figures.total_m : null;
}

export interface UnitRow {
  /** null is the row of what lies outside every unit. */
  code: string | null;
  name: string;
  unit: Unit | null;
  figures: Figures;
}

/**
 * One row per unit that the report is about, with the headline classes together: most remaining first, then by name.
 * A unit without any such road has a row of zeros, so that nobody looks for it in vain. What lies outside every unit
 * comes last, if there is any.
 */
export function unitRows(report: RoadReport, units: ReadonlyMap<string, Unit>): UnitRow[] {
  const rows = new Map<string, UnitRow>();
  for (const unit of units.values()) {
    if (isRowOf(unit, report)) {
      rows.set(unit.code, { code: unit.code, name: unit.name, unit, figures: noFigures() });
    }
  }
  for (const line of report.rows) {
    if (!report.headline_classes.includes(line.class)) continue;
    const { code, name } = line.unit;
    const row = rows.get(code) ?? { code, name, unit: units.get(code) ?? null, figures: noFigures() };
    rows.set(code, { ...row, figures: add(row.figures, line) });
  }
  const sorted = [...rows.values()].sort(
    (a, b) => b.figures.remaining_m - a.figures.remaining_m || compareNames(a.name, b.name),
  );
  const outside = ofClasses(report.outside, report.headline_classes);
  if (outside.total_m > 0) sorted.push({ code: null, name: "", unit: null, figures: outside });
  return sorted;
}

function isRowOf(unit: Unit, report: RoadReport): boolean {
  if (unit.level !== report.by) return false;
  return report.unit === null || unit.parent === report.unit.code || unit.code === report.unit.code;
}

/** Where the two parts of a bar end, in percent of the longest bar, with one decimal. */
export function bar(figures: Figures, rows: readonly UnitRow[]): { remaining: number; unknown: number } {
  const longest = Math.max(0, ...rows.map((row) => row.figures.remaining_m + row.figures.unknown_m));
  if (longest === 0) return { remaining: 0, unknown: 0 };
  const share = (metres: number) => Math.round((metres / longest) * 1000) / 10;
  return { remaining: share(figures.remaining_m), unknown: share(figures.unknown_m) };
}

/** Remaining metres of the headline classes by hamlet code; a hamlet without a road has no entry. */
export function remainingByUnit(report: RoadReport): Map<string, number> {
  const result = new Map<string, number>();
  for (const row of report.rows) {
    if (report.headline_classes.includes(row.class)) {
      result.set(row.unit.code, (result.get(row.unit.code) ?? 0) + row.remaining_m);
    }
  }
  return result;
}

/**
 * Four round upper limits in metres for five classes of a choropleth, about equal in number. Fewer when the values do
 * not spread; none when there is nothing to show.
 */
export function breaks(values: readonly number[]): number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const limits = [0.2, 0.4, 0.6, 0.8].map((share) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return roundUp(value);
  });
  return [...new Set(limits)].filter((limit) => limit > 0);
}

function roundUp(metres: number): number {
  const step = metres < 1000 ? 100 : metres < 10000 ? 500 : 1000;
  return Math.ceil(metres / step) * step;
}
