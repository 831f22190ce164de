import { describe, expect, it } from "vitest";
import * as figures from "./figures";
import type { Figures, ReportRow, RoadReport, Unit } from "./types";

function metres(remaining_m: number, hardened_m = 0, unknown_m = 0): Figures {
  return {
    total_m: remaining_m + hardened_m + unknown_m,
    hardened_m,
    remaining_m,
    unknown_m,
    by_surface_m: { dat: remaining_m, btxm: hardened_m, unknown: unknown_m },
  };
}

function row(code: string, name: string, roadClass: ReportRow["class"], sum: Figures): ReportRow {
  return { unit: { code, name, parent: "1" }, class: roadClass, ...sum };
}

function hamlet(code: string, name: string, parent = "1"): Unit {
  return {
    code,
    level: "hamlet",
    kind: "ap",
    name,
    parent,
    population: null,
    households: null,
    bbox: [0, 0, 1, 1],
    center: [0.5, 0.5],
  };
}

const report: RoadReport = {
  unit: { code: "1", name: "Tân Hưng" },
  by: "hamlet",
  as_of: "2024-11-05",
  revision: 1,
  rules: { id: "r", title: { vi: "r", en: "r" } },
  headline_classes: ["ap", "ngo"],
  rows: [
    row("1-01", "Ấp 1", "ap", metres(100, 50)),
    row("1-01", "Ấp 1", "ngo", metres(200, 0, 30)),
    row("1-02", "Ấp 2", "xa", metres(9000)),
    row("1-03", "Ấp 3", "ap", metres(700)),
  ],
  totals: { ...metres(10_040), by_class: { ap: metres(840, 50), ngo: metres(200, 0, 30), xa: metres(9000) } },
  outside: { ...metres(40), by_class: { ap: metres(40) } },
};
const units = new Map(
  [
    hamlet("1-01", "Ấp 1"),
    hamlet("1-02", "Ấp 2"),
    hamlet("1-03", "Ấp 3"),
    hamlet("2-01", "Ấp khác", "2"),
  ].map((unit) => [unit.code, unit]),
);

describe("figures of a report", () => {
  it("sums the headline classes and nothing else", () => {
    const sum = figures.ofClasses(report.totals, report.headline_classes);
    expect(sum.remaining_m).toBe(1040);
    expect(sum.unknown_m).toBe(30);
    expect(sum.by_surface_m).toEqual({ dat: 1040, btxm: 50, unknown: 30 });
  });

  it("has one row per unit, most remaining first, outside last", () => {
    const rows = figures.unitRows(report, units);
    expect(rows.map((one) => [one.code, one.figures.remaining_m])).toEqual([
      ["1-03", 700],
      ["1-01", 300],
      ["1-02", 0],
      [null, 40],
    ]);
  });

  it("has rows that add up to the total", () => {
    const sum = figures.unitRows(report, units).reduce((all, one) => all + one.figures.total_m, 0);
    expect(sum).toBe(figures.ofClasses(report.totals, report.headline_classes).total_m);
  });

  it("knows no share where there is no road", () => {
    expect(figures.hardenedShare(figures.noFigures())).toBeNull();
    expect(figures.hardenedShare(metres(100, 300))).toBe(0.75);
  });

  it("counts unknown length as not hardened", () => {
    expect(figures.hardenedShare(metres(0, 50, 50))).toBe(0.5);
  });
});

describe("bars", () => {
  it("are measured by the longest", () => {
    const rows = figures.unitRows(report, units);
    expect(figures.bar(metres(350, 900, 70), rows)).toEqual({ remaining: 50, unknown: 10 });
  });

  it("are empty when nothing remains", () => {
    expect(figures.bar(metres(0), [])).toEqual({ remaining: 0, unknown: 0 });
  });
});

describe("the map's colours", () => {
  it("take the remaining metres of the headline classes", () => {
    expect([...figures.remainingByUnit(report)]).toEqual([
      ["1-01", 300],
      ["1-03", 700],
    ]);
  });

  it("change at round limits that rise", () => {
    const limits = figures.breaks([120, 480, 950, 1800, 2600, 3900, 5200, 0]);
    expect(limits).toEqual([500, 1000, 3000, 4000]);
  });

  it("have no limits without values", () => {
    expect(figures.breaks([])).toEqual([]);
    expect(figures.breaks([0, 0])).toEqual([]);
    expect(figures.breaks([300, 300])).toEqual([300]);
  });
});
