import { describe, expect, it } from "vitest";
import type { Session } from "../account/types";
import { noFigures } from "../figures";
import type { RoadRecord, RoadReport, Unit } from "../types";
import { communeEffects, communeOf } from "./effect";
import { communesOfRoad, mayEdit } from "./rights";
import type { Effect } from "./types";

const units = new Map(
  [
    { code: "1", level: "commune", parent: null },
    { code: "1-1", level: "hamlet", parent: "1" },
    { code: "2", level: "commune", parent: null },
  ].map((unit) => [unit.code, unit as Unit]),
);
const figures = (remaining_m: number) => ({ ...noFigures(), total_m: 5000, remaining_m });

describe("what an edit does to a commune's headline", () => {
  const report = {
    unit: { code: "1", name: "Xã Một" },
    headline_classes: ["ap"],
    totals: { ...figures(0), by_class: { ap: figures(3000), xa: figures(900) } },
  } as unknown as RoadReport;
  const row = (code: string, name: string, before: number, after: number) => ({
    unit: { code, name: code },
    class: name,
    before: figures(before),
    after: figures(after),
  });

  it("counts its hamlets' rows in the headline classes only", () => {
    const effect = {
      rows: [row("1-1", "ap", 800, 520), row("1-1", "xa", 100, 0), row("2", "ap", 50, 0)],
    } as unknown as Effect;
    expect(communeEffects(effect, [report], units)).toEqual([
      { commune: report.unit, before_m: 3000, after_m: 2720 },
    ]);
  });

  it("knows the commune of a hamlet", () => {
    expect([communeOf("1-1", units), communeOf("2", units), communeOf("9", units)]).toEqual(["1", "2", "9"]);
  });
});

describe("who may edit where", () => {
  const road = { pieces: [{ unit: { code: "1-1" } }, { unit: null }, { unit: { code: "1" } }] };
  const session = (reach: string) =>
    ({ rights: { edit_road: reach }, user: { communes: ["1"] } }) as unknown as Session;

  it("is within one's own communes when that is all", () => {
    const communes = communesOfRoad(road as unknown as RoadRecord, units);
    expect(communes).toEqual(["1"]);
    expect(mayEdit(session("own_communes"), "edit_road", communes)).toBe(true);
    expect(mayEdit(session("own_communes"), "edit_road", ["1", "2"])).toBe(false);
    expect(mayEdit(session("everywhere"), "edit_road", ["2"])).toBe(true);
    expect(mayEdit(session("nowhere"), "edit_road", [])).toBe(false);
    expect(mayEdit(null, "edit_road", [])).toBe(false);
  });
});
