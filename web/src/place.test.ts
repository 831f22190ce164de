import { describe, expect, it } from "vitest";
import { parsePlace } from "./place";

describe("a place that is typed", () => {
  it("is read in both orders and with both decimal signs", () => {
    for (const text of ["11,612 106,601", "106.601, 11.612", "11.612;106.601", "  11,612   106,601 "]) {
      expect(parsePlace(text), text).toEqual([106.601, 11.612]);
    }
  });

  it("is refused when it is none, or far away", () => {
    for (const text of ["", "11", "11 12", "abc", "48.1 11.6", "11,6 106,6 5"]) {
      expect(parsePlace(text), text).toBeNull();
    }
  });
});
