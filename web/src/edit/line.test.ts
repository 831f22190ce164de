import { describe, expect, it } from "vitest";
import type { LonLat } from "../types";
import { begun, drawn, endsOf, redone, refined, snap, tidy, undone } from "./line";

const a: LonLat = [106, 11];
const b: LonLat = [106.001, 11];
const c: LonLat = [106.002, 11.001];
const flat = ([x, y]: LonLat) => ({ x, y });

describe("a line under the hand", () => {
  it("goes back and forth, and forgets the way forth when it is drawn on", () => {
    const two = drawn(drawn(begun([a]), [a, b]), [a, b, c]);
    expect(undone(two).points).toEqual([a, b]);
    expect(redone(undone(two)).points).toEqual([a, b, c]);
    expect(redone(drawn(undone(two), [a, c])).points).toEqual([a, c]);
    expect(undone(begun([a])).points).toEqual([a]);
    expect(drawn(two, [a, b, c])).toBe(two);
  });

  it("has no point twice", () => {
    expect(tidy([a, a, b, [...b], c])).toEqual([a, b, c]);
  });
});

describe("roads joined one after another", () => {
  const d: LonLat = [106.003, 11.001];
  it("have the ends that are still free, whichever way each was drawn", () => {
    expect(endsOf([[a, b]])).toEqual([a, b]);
    expect(
      endsOf([
        [a, b],
        [b, c],
      ]),
    ).toEqual([a, c]);
    expect(
      endsOf([
        [a, b],
        [c, b],
      ]),
    ).toEqual([a, c]);
    expect(
      endsOf([
        [b, c],
        [a, b],
        [d, c],
      ]),
    ).toEqual([a, d]);
    expect(endsOf([])).toEqual([]);
  });
});

describe("snapping", () => {
  const line: LonLat[] = [
    [0, 0],
    [10, 0],
  ];

  it("prefers a vertex within reach to a nearer place on the line", () => {
    expect(snap([line], [8.5, 0.1], flat, 2)).toEqual([10, 0]);
    expect(snap([line], [5, 1], flat, 2)).toEqual([5, 0]);
  });

  it("does not reach farther than it may", () => {
    expect(snap([line], [5, 3], flat, 2)).toBeNull();
    expect(snap([], [5, 3], flat, 2)).toBeNull();
  });

  it("brings what tiles have rounded onto the record's own vertex", () => {
    expect(refined([[106.000004, 11.000004], c], [[a, b]])).toEqual([a, c]);
  });
});
