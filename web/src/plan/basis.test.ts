import { describe, expect, it } from "vitest";
import type { Curve, CurvePart } from "../dashboard/types";
import type { FacilityRecord, Unit } from "../types";
import {
  amountOf,
  boxOf,
  type CurveNumber,
  featuresOfCommune,
  featuresOfWork,
  hamletOfWork,
  nowhere,
  partsOf,
  together,
} from "./basis";
import { highlightOf, highlightOfFeatures } from "./highlight";
import type { Measured, Measurement, WorkProgress } from "./types";

const part = (work: string, more: Partial<CurvePart>): CurvePart => ({
  ...{ work, due: "2024-06-30", planned: 100, done_on: null, actual: null, so_far: 0 },
  ...more,
});
const curve = {
  kind: "road_m",
  parts: [
    part("A", { due: "2024-03-31", done_on: "2024-04-01", actual: 90 }),
    part("B", { so_far: 40 }),
    part("C", { planned: null }),
    part("D", { actual: 100 }),
  ],
} as unknown as Curve;
const made = (number: CurveNumber) =>
  partsOf(curve, number).map((one) => [one.work, amountOf(one, number)] as const);

describe("a number of the curve", () => {
  it("is made of the works that are due, or done, by the end of its month", () => {
    expect(made({ line: "planned", until: "2024-05-31" })).toEqual([["A", 100]]);
    expect(made({ line: "planned", until: "2024-06-30" })).toEqual([
      ["A", 100],
      ["B", 100],
      ["D", 100],
    ]);
    expect(made({ line: "actual", until: "2024-03-31" })).toEqual([]);
    expect(made({ line: "actual", until: "2024-04-01" })).toEqual([["A", 90]]);
  });

  it("that is in neither line has its works, too", () => {
    expect(made({ line: "unknown" })).toEqual([["C", null]]);
    expect(made({ line: "undated" })).toEqual([["D", 100]]);
    expect(made({ line: "unfinished" })).toEqual([["B", 40]]);
  });

  it("of the ledger has what was allocated apart from what was disbursed", () => {
    const disbursed = part("", { due: null, planned: null, done_on: "2024-02-01", actual: 5 });
    const ledger = { parts: [part("", { due: "2024-02-01", planned: 7 }), disbursed] } as unknown as Curve;
    const amounts = (number: CurveNumber) => partsOf(ledger, number).map((one) => amountOf(one, number));
    expect(amounts({ line: "planned", until: "2024-02-29" })).toEqual([7]);
    expect(amounts({ line: "actual", until: "2024-02-29" })).toEqual([5]);
    expect(amounts({ line: "unknown" })).toEqual([]);
  });
});

const units = new Map(
  (
    [
      { code: "c-01", parent: "c", name: "Sóc Dầm", bbox: [106, 11, 106.1, 11.1] },
      { code: "c-02", parent: "c", name: "Hưng Yên", bbox: [106.2, 11.2, 106.3, 11.3] },
      { code: "d-01", parent: "d", name: "Sóc Dầm", bbox: [107, 12, 107.1, 12.1] },
    ] as Unit[]
  ).map((unit) => [unit.code, unit]),
);
const work = (more: Partial<WorkProgress>) =>
  ({ unit: "c", hamlet: null, places: [], stretches: [], ...more }) as unknown as WorkProgress;

describe("where a work is", () => {
  it("is where its roads and places are, else its hamlet in its own commune", () => {
    const stretches = [{ road: 7, from_m: 100, to_m: 400 }];
    expect(featuresOfWork(work({ stretches, hamlet: "Sóc Dầm" }), units)).toEqual({ ...nowhere, stretches });
    expect(featuresOfWork(work({ places: [{ id: 3, name: "Trường A" }] }), units).facilities).toEqual([3]);
    const doubtful = [
      { id: 3, name: "Trường A" },
      { id: 4, name: "Trường B" },
    ];
    expect(featuresOfWork(work({ places: doubtful, hamlet: "Sóc Dầm" }), units)).toEqual({
      ...nowhere,
      hamlets: ["c-01"],
    });
    expect(featuresOfWork(work({ hamlet: "Sóc Dầm" }), units).hamlets).toEqual(["c-01"]);
    expect(featuresOfWork(work({ hamlet: "Ấp khác" }), units)).toEqual(nowhere);
    // A work that was added has the code of its hamlet.
    expect(featuresOfWork(work({ hamlet: "c-01" }), units).hamlets).toEqual(["c-01"]);
    const named = ["c-01", "Sóc Dầm", "Ấp khác", null].map((hamlet) => hamletOfWork(work({ hamlet }), units));
    expect(named).toEqual(["Sóc Dầm", "Sóc Dầm", "Ấp khác", null]);
    expect(featuresOfWork(work({}), units)).toEqual(nowhere);
  });

  it("is framed with everything else of the number", () => {
    const facilities = [{ id: 3, location: [106.5, 11.05] }] as unknown as FacilityRecord[];
    const all = together([{ ...nowhere, facilities: [3] }, featuresOfCommune("c", units)]);
    expect(all.hamlets).toEqual(["c-01", "c-02"]);
    expect(boxOf(all, [[[105.9, 11.0]]], { units, facilities })).toEqual([105.9, 11, 106.5, 11.3]);
    expect(boxOf(nowhere, [], { units, facilities })).toBeNull();
  });

  it("is marked from Km to Km, and by its tiles where there are too many roads", () => {
    const stretches = [{ road: 7, from_m: 100, to_m: 400 }];
    expect(highlightOfFeatures({ ...nowhere, stretches })).toEqual({
      ...{ counted: {}, left: {}, open: {} },
      stretches,
    });
    const many = Array.from({ length: 101 }, (_, road) => ({ road, from_m: 0, to_m: 1 }));
    const found = highlightOfFeatures({ ...nowhere, stretches: many });
    expect(found?.stretches).toBeUndefined();
    expect(found?.counted.roads?.[0]).toBe("all");
    expect(highlightOfFeatures(nowhere)).toBeNull();
  });
});

describe("a figure of the whole atlas", () => {
  const measured = { value: null, chosen: 0, undecided: 0, total: 0 } as Measured;
  const share = {
    ...{ measure: "length_share", layer: "roads", unit: "percent" },
    where: ["==", ["get", "hardened"], true],
    of: ["in", ["get", "class"], ["literal", ["ap"]]],
  } as Measurement;
  it("is marked by its own condition, as no features are listed", () => {
    expect(highlightOf(share, measured).counted.roads).toEqual(["all", share.of, share.where]);
  });
  it("is not, where the tiles do not know enough", () => {
    const wide: Measurement = { ...share, where: [">=", ["get", "width_m"], 3] };
    expect(highlightOf(wide, measured).counted).toEqual({});
  });
});
