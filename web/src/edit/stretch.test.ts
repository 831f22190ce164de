import { describe, expect, it } from "vitest";
import { cutOf, isWhole, keyStep, moved, parseMeasure, parseStation, stretchOf } from "./stretch";

describe("a chainage that is typed", () => {
  it("is read in every way that people write it", () => {
    for (const text of ["Km0+400", "km0+400", "0+400", " 400 ", "400 m", "0,4 km", "0.4km"])
      expect(parseStation(text), text).toBeCloseTo(400);
    expect(parseStation("Km2")).toBe(2000);
    expect(parseStation("Km12+005,5")).toBe(12_005.5);
  });

  it("is refused when it is none", () => {
    for (const text of ["", "Km", "Km0+", "-3", "4+00+1", "abc", "Km0+4000"])
      expect(parseStation(text), text).toBeNull();
  });
});

describe("a cut", () => {
  it("leaves a metre on both sides", () => {
    expect(cutOf("0,4 km", 853.194)).toBe(400);
    for (const text of ["0,4", "Km0+853", "1 km", "abc"]) expect(cutOf(text, 853.194), text).toBeNull();
  });
});

describe("a stretch", () => {
  it("is a metre long at least", () => {
    expect(stretchOf("100", "100,5", 800)).toBeNull();
    expect(stretchOf("100", "101", 800)).toEqual({ from_m: 100, to_m: 101 });
  });

  it("reaches the very end when it is typed to the metre", () => {
    expect(stretchOf("Km0+000", "Km1+089", 1089.4665)).toEqual({ from_m: 0, to_m: 1089.4665 });
    expect(isWhole({ from_m: 0, to_m: 1089.4665 }, 1089.4665)).toBe(true);
  });

  it("is none when it is empty, turned round, or beyond the road", () => {
    for (const [from, to] of [
      ["200", "200"],
      ["300", "200"],
      ["0", "1200"],
      ["x", "20"],
    ] as const)
      expect(stretchOf(from, to, 1000)).toBeNull();
  });

  it("keeps its ends apart and on the road when one is moved", () => {
    const stretch = { from_m: 100, to_m: 200 };
    expect(moved(stretch, "from_m", 150.4, 999.5)).toEqual({ from_m: 150, to_m: 200 });
    expect(moved(stretch, "from_m", 500, 999.5)).toEqual({ from_m: 199, to_m: 200 });
    expect(moved(stretch, "to_m", 50, 999.5)).toEqual({ from_m: 100, to_m: 101 });
    expect(moved(stretch, "to_m", Number.POSITIVE_INFINITY, 999.5)).toEqual({ from_m: 100, to_m: 999.5 });
    expect(moved(stretch, "from_m", Number.NEGATIVE_INFINITY, 999.5)).toEqual({ from_m: 0, to_m: 200 });
  });

  it("is moved by keys in steps", () => {
    expect(keyStep("ArrowLeft", false)).toBe(-10);
    expect(keyStep("ArrowRight", true)).toBe(1);
    expect(keyStep("PageUp", false)).toBe(100);
    expect(keyStep("Tab", false)).toBeNull();
  });
});

describe("a measure", () => {
  it("takes both decimal signs, and may be unknown", () => {
    expect(parseMeasure("3,5")).toBe(3.5);
    expect(parseMeasure("3.5")).toBe(3.5);
    expect(parseMeasure(" ")).toBeUndefined();
    expect(parseMeasure("rộng")).toBeNull();
  });
});
