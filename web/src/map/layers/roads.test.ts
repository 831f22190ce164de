import { describe, expect, it } from "vitest";
import { surfaces } from "../../types";
import { legend, looks } from "./roads";

/** Relative luminance of `#rrggbb`, as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** What is left of a look when all colour is gone. */
function pattern(surface: (typeof surfaces)[number]): string {
  const { dash, round, core, width } = looks[surface];
  return JSON.stringify([dash ?? [], round ?? false, core ?? "", dash || core ? 0 : width]);
}

describe("road surfaces on the map", () => {
  it("each have a pattern of their own, for black-and-white prints", () => {
    expect(new Set(surfaces.map(pattern)).size).toBe(surfaces.length);
  });

  it("stand out from white paper by 3 to 1 at least", () => {
    for (const surface of surfaces) {
      const contrast = 1.05 / (luminance(looks[surface].color) + 0.05);
      expect(contrast, surface).toBeGreaterThanOrEqual(3);
    }
  });

  it("all have a legend entry", () => {
    expect(legend.map((entry) => entry.id)).toEqual([...surfaces]);
  });
});
