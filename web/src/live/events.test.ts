import { describe, expect, it } from "vitest";
import { nextDelay, parseCount, parseRevision, touchedTiles } from "./events";

describe("events of the server", () => {
  it("are read, and ignored when they are strange", () => {
    expect(parseRevision('{"revision":12,"proposals":0,"tiles":["0/0/0"]}')).toEqual({
      revision: 12,
      tiles: ["0/0/0"],
    });
    expect(parseRevision('{"revision":12,"tiles":null}')).toEqual({ revision: 12, tiles: null });
    expect(parseRevision('{"revision":12,"version":"12-a","tiles":[]}')).toEqual({
      revision: 12,
      version: "12-a",
      tiles: [],
    });
    expect(parseRevision("no")).toBeNull();
    expect(parseCount('{"open":3}')).toBe(3);
    expect(parseCount('{"revision":12,"proposals":0,"tiles":null}')).toBe(0);
    expect(parseCount('{"revision":12,"tiles":null}')).toBeNull();
    expect(parseCount("[]")).toBeNull();
  });

  it("name tiles, and mean the deeper ones inside the deepest", () => {
    expect(touchedTiles(["13/1/2", "14/3/5"], 15)).toEqual([
      { z: 13, x: 1, y: 2 },
      { z: 14, x: 3, y: 5 },
      { z: 15, x: 6, y: 10 },
      { z: 15, x: 7, y: 10 },
      { z: 15, x: 6, y: 11 },
      { z: 15, x: 7, y: 11 },
    ]);
    expect(touchedTiles(["x", "14/a/b"], 16)).toEqual([]);
  });

  it("are waited for ever longer after refusals", () => {
    expect([0, 5000, 200_000, 300_000].map(nextDelay)).toEqual([5000, 10_000, 300_000, 300_000]);
  });
});
