import type { LonLat, SurfaceInterval } from "./types";

const earth_m = 6371008.8;

/** Great-circle distance in metres; for placing things on screen only, official lengths are the server's. */
export function distance(a: LonLat, b: LonLat): number {
  const radians = Math.PI / 180;
  const dLat = (b[1] - a[1]) * radians;
  const dLon = (b[0] - a[0]) * radians;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * radians) * Math.cos(b[1] * radians) * Math.sin(dLon / 2) ** 2;
  return 2 * earth_m * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * The part of a line between two chainages. `length_m` is the official length of the whole line: the drawn line is
 * scaled to it, so that the last chainage is exactly its end.
 */
export function slice(line: readonly LonLat[], length_m: number, from_m: number, to_m: number): LonLat[] {
  const steps = line.slice(1).map((point, i) => distance(line[i] as LonLat, point));
  const drawn = steps.reduce((sum, step) => sum + step, 0);
  if (drawn === 0 || length_m <= 0) return [...line];
  const scale = drawn / length_m;
  const from = Math.max(0, from_m) * scale;
  const to = Math.min(length_m, to_m) * scale;
  const result: LonLat[] = [];
  let before = 0;
  for (const [i, step] of steps.entries()) {
    const a = line[i] as LonLat;
    const b = line[i + 1] as LonLat;
    const after = before + step;
    if (after >= from && before <= to) {
      if (result.length === 0) result.push(between(a, b, step === 0 ? 0 : (from - before) / step));
      result.push(between(a, b, step === 0 ? 1 : Math.min(1, (to - before) / step)));
    }
    before = after;
  }
  return result;
}

function between(a: LonLat, b: LonLat, share: number): LonLat {
  const t = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/**
 * Chainages for the marks of a ruler: 0, a round step of 1, 2 or 5, and the end; at most `most` + 2 of them, and none
 * nearer to another than `apart_m`, which its label needs.
 */
export function ticks(length_m: number, most = 5, apart_m = 0): number[] {
  if (length_m <= 0) return [0];
  const rough = Math.max(length_m / most, apart_m);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  const marks: number[] = [];
  // A mark too near the end would write its label over the end's own.
  const last = length_m - Math.max(step * 0.6, apart_m);
  for (let at = 0; at === 0 || at < last; at += step) marks.push(at);
  return [...marks, length_m];
}

/** The interval that holds a chainage, if any. */
export function intervalAt(intervals: readonly SurfaceInterval[], at_m: number): SurfaceInterval | null {
  return intervals.find((one) => at_m >= one.from_m && at_m < one.to_m) ?? null;
}
