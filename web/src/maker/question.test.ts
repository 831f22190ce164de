import { describe, expect, it } from "vitest";
import { bodyOf, parseAmount } from "./question";

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
