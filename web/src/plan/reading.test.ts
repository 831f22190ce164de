import { describe, expect, it } from "vitest";
import type { Session } from "../account/types";
import { highlightOf } from "./highlight";
import {
  byUnit,
  concerns,
  isLate,
  missing,
  progressOf,
  propertiesOf,
  rangeText,
  reaches,
  statedMean,
} from "./reading";
import type { Indicator, Measured, Measurement, Plan, TargetProgress, WorkProgress } from "./types";

const title = { vi: "", en: "" };
const share: Measurement = {
  measure: "length_share",
  layer: "roads",
  where: ["==", ["get", "hardened"], true],
  of: ["in", ["get", "class"], ["literal", ["ap", "ngo"]]],
  unit: "percent",
};

function indicator(measured: Partial<Measured>, threshold: Partial<Indicator["threshold"]>): Indicator {
  return {
    code: "2.2",
    title,
    unit: "percent",
    measured: { value: { least: 60, most: 80 }, chosen: 60, undecided: 20, total: 100, ...measured },
    threshold: { document: "QĐ", confirmed: true, assumed_not: [], ...threshold },
    met: null,
  };
}

describe("what is missing to a threshold", () => {
  it("is a range where something is unknown", () => {
    expect(missing(indicator({}, { at_least: 100 }), share)).toEqual({ least: 20, most: 40 });
    expect(missing(indicator({}, { at_least: 70 }), share)).toEqual({ least: 0, most: 10 });
    expect(missing(indicator({}, { at_most: 50 }), share)).toEqual({ least: 10, most: 30 });
  });
  it("is not known without a threshold or a value", () => {
    expect(missing(indicator({}, { unknown: true }), share)).toBeNull();
    expect(missing(indicator({ value: null }, { at_least: 100 }), share)).toBeNull();
  });
});

describe("progress of a target", () => {
  const target = (change: Partial<TargetProgress>): TargetProgress => ({
    id: "T1",
    title,
    paragraph: "",
    units: [],
    due: null,
    direction: "up",
    amount: null,
    planned_baseline: null,
    method: "measured",
    baseline: null,
    value: null,
    reached: null,
    reason: null,
    by_unit: [],
    possible_parts: [],
    measured: null,
    ...change,
  });
  const exactly = (value: number) => ({ least: value, most: value, about: false, unit: "m" });
  it("goes up to the amount", () => {
    const value = { least: 5, most: 30 };
    expect(progressOf(target({ value, amount: exactly(20) }))).toEqual({ least: 0.25, most: 1 });
  });
  it("goes down from what the plan says to nothing", () => {
    const value = { least: 6, most: 9 };
    expect(progressOf(target({ value, direction: "down", planned_baseline: exactly(12) }))).toEqual({
      least: 0.25,
      most: 0.5,
    });
  });
  it("is not made up", () => {
    expect(progressOf(target({ amount: exactly(20) }))).toBeNull();
    expect(progressOf(target({ value: { least: 5, most: 5 } }))).toBeNull();
  });
});

describe("the plan", () => {
  it("states a mean, and against the year before", () => {
    const amount = (least: number) => ({ least, most: least, about: true, unit: "criterion" });
    const criteria = { set: "s", least_met: 0, gain: [], consolidate: [], mean: true };
    const plan = { targets: [{ criteria, amount: amount(19), change: amount(0.42) }] } as unknown as Plan;
    expect(statedMean(plan, "s")).toEqual({ amount: 19, change: 0.42 });
    expect(statedMean(plan, "other")).toBeNull();
  });
  it("has works that are late once its year is over, unless they are done", () => {
    const work = (state: WorkProgress["state"]) => ({ state }) as WorkProgress;
    expect(isLate(work("planned"), 2024, "2024-12-31")).toBe(false);
    expect(isLate(work("planned"), 2024, "2025-01-01")).toBe(true);
    expect(isLate(work("funded"), 2024, "2025-01-01")).toBe(true);
    expect(isLate(work("accepted"), 2024, "2025-01-01")).toBe(false);
    expect(isLate(work("cancelled"), 2024, "2025-01-01")).toBe(false);
  });
  it("concerns a commune by name, or all", () => {
    expect(concerns(["1"], "1")).toBe(true);
    expect(concerns(["1"], "2")).toBe(false);
    expect(concerns([], "2")).toBe(true);
    expect(concerns(["1"], null)).toBe(true);
  });
  it("keeps its order within a commune", () => {
    const works = [
      { unit: "b", id: 1 },
      { unit: "a", id: 2 },
      { unit: "b", id: 3 },
    ];
    expect(byUnit(works).map(([unit, of]) => [unit, of.length])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });
});

describe("what the map marks", () => {
  const stretches = [{ road: 7, from_m: 0, to_m: 10 }];
  const measured: Measured = {
    value: null,
    chosen: 0,
    undecided: 0,
    total: 0,
    evidence: { stretches, facilities: [], hamlets: [] },
    open: { stretches: [], facilities: [], hamlets: [] },
  };
  it("is what was counted, by id and by the indicator's own filter", () => {
    const { counted, left, open } = highlightOf(share, measured);
    expect(counted.roads).toEqual([
      "all",
      ["in", ["get", "road_id"], ["literal", [7]]],
      share.where,
      share.of,
    ]);
    expect(left.roads).toEqual(["all", share.of, ["has", "hardened"], ["!", share.where]]);
    expect(open).toEqual({});
  });
  it("leaves out what the tiles do not know", () => {
    const wide: Measurement = { ...share, where: [">=", ["get", "width_m"], 3] };
    expect(highlightOf(wide, measured).left).toEqual({});
    expect(propertiesOf(share.of)).toEqual(["class"]);
  });
});

describe("words", () => {
  it("say from where to where", () => {
    expect(rangeText({ least: 14, most: 14 }, "vi")).toBe("14");
    expect(rangeText({ least: 14, most: 16 }, "vi")).toBe("14–16");
  });
});

const session = (reach: Session["rights"][string], communes: string[]) =>
  ({ rights: { read_household: reach }, user: { communes } }) as unknown as Session;

describe("who may see households", () => {
  it("are for their commune and those who decide, and for nobody else", () => {
    expect(reaches(null, "read_household", null)).toBe(false);
    expect(reaches(session("nowhere", []), "read_household", "25345")).toBe(false);
    expect(reaches(session("own_communes", ["25345"]), "read_household", "25345")).toBe(true);
    expect(reaches(session("own_communes", ["25345"]), "read_household", "25330")).toBe(false);
    expect(reaches(session("own_communes", ["25345"]), "read_household", null)).toBe(true);
    expect(reaches(session("everywhere", []), "read_household", "25330")).toBe(true);
  });
});
