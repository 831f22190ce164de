import { describe, expect, it } from "vitest";
import { bodyOf, parseAmount, worksOf } from "./question";
import type { Interval } from "./types";

describe("amounts", () => {
  it("are read with a comma or a point", () => {
    expect(parseAmount("12,5")).toBe(12.5);
    expect(parseAmount(" 12.5 ")).toBe(12.5);
    expect(parseAmount("3")).toBe(3);
  });
  it("are nothing when they are no number above zero", () => {
    for (const text of ["", "0", "-1", "1.000,5", "abc", "1e9"]) expect(parseAmount(text)).toBeNull();
  });
});

describe("the question", () => {
  const place = { unit: "25345", asOf: "2024-12-31", rules: null };
  it("carries money in đồng and lengths in metres", () => {
    expect(bodyOf({ limit: "budget", amount: "2,5", aim: "people" }, place)).toEqual({
      units: ["25345"],
      as_of: "2024-12-31",
      budget_vnd: 2.5e9,
      aim: "people",
    });
    expect(
      bodyOf({ limit: "km", amount: "1,2", aim: "kilometres" }, { ...place, unit: null }, "xlsx"),
    ).toEqual({
      as_of: "2024-12-31",
      length_m: 1200,
      aim: "kilometres",
      format: "xlsx",
    });
  });
  it("is none without an amount", () => {
    expect(bodyOf({ limit: "km", amount: "", aim: "people" }, place)).toBeNull();
  });
});

describe("draft works", () => {
  const interval: Interval = {
    road: { id: 1, code: "TH-01", name: null, class: "ap" },
    from_m: 10,
    to_m: 60.04,
    length_m: 50.04,
    old_surface: "dat",
    surface: "btxm",
    width_m: 3.5,
    vnd: 57_546_000.4,
    people: 3,
    hamlet: { code: "25345-01", name: "Ấp 1" },
    commune: { code: "25345", name: "Xã Tân Hưng" },
    line: [],
  };
  it("name road, stretch and cost; those on a road without a code are left out", () => {
    const nameless = { ...interval, road: { ...interval.road, code: null } };
    const { works, left } = worksOf([interval, nameless], () => "Cứng hoá");
    expect(left).toBe(1);
    expect(works).toEqual([
      {
        title: "Cứng hoá",
        kind: "road",
        action: "build",
        unit: "25345",
        hamlet: "Ấp 1",
        surfaces: ["btxm"],
        width_m: 3.5,
        amount: { exactly: 50, unit: "m" },
        cost_vnd: 57_546_000,
        stretches: [{ road: "TH-01", from_m: 10, to_m: 60.04 }],
      },
    ]);
  });
});
