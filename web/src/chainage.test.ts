import { describe, expect, it } from "vitest";
import { distance, intervalAt, slice, ticks } from "./chainage";
import type { LonLat, SurfaceInterval } from "./types";

const line: LonLat[] = [
  [106.5, 11.6],
  [106.51, 11.6],
  [106.51, 11.61],
];

describe("cutting a line by chainage", () => {
  it("measures a degree of latitude as about 111 km", () => {
    expect(distance([106, 11], [106, 12])).toBeCloseTo(111_195, -1);
  });

  it("gives back the whole line for the whole length", () => {
    expect(slice(line, 2200, 0, 2200)).toEqual(line);
  });

  it("scales what is drawn to the official length", () => {
    const half = slice([line[0] as LonLat, line[1] as LonLat], 5000, 0, 2500);
    expect(half[1]?.[0]).toBeCloseTo(106.505, 9);
  });

  it("keeps the corners between the ends", () => {
    const part = slice(line, 2200, 1000, 1200);
    expect(part).toHaveLength(3);
    expect(part[1]).toEqual(line[1]);
  });

  it("clamps chainages beyond the end", () => {
    expect(slice(line, 2200, 2000, 9999).at(-1)).toEqual(line[2]);
  });
});

describe("the ruler", () => {
  it("has round steps and both ends", () => {
    expect(ticks(1840)).toEqual([0, 500, 1000, 1500, 1840]);
    expect(ticks(2200)).toEqual([0, 500, 1000, 1500, 2200]);
    expect(ticks(0)).toEqual([0]);
  });

  it("has room for every label on a narrow screen", () => {
    // 362 pixels, a label needs 84 of them.
    for (const length of [7, 70, 458, 500, 990, 1000, 4210]) {
      const apart = (length * 84) / 362;
      const marks = ticks(length, 5, apart);
      expect([marks[0], marks.at(-1)]).toEqual([0, length]);
      for (const [i, mark] of marks.slice(1).entries())
        expect(mark - (marks[i] as number), `${length} m`).toBeGreaterThanOrEqual(apart);
    }
    expect(ticks(458, 5, (458 * 84) / 362)).toEqual([0, 200, 458]);
  });
});

describe("the interval at a chainage", () => {
  const one = { from_m: 0, to_m: 400, surface: "btxm" } as SurfaceInterval;
  const two = { from_m: 400, to_m: 900, surface: "dat" } as SurfaceInterval;

  it("is half open", () => {
    expect(intervalAt([one, two], 399)).toBe(one);
    expect(intervalAt([one, two], 400)).toBe(two);
    expect(intervalAt([one, two], 900)).toBeNull();
  });
});
