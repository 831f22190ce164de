import { distance } from "../chainage";
import type { LonLat } from "../types";

/** A line under the hand: what it is, was, and would be again. */
export interface Drawn {
  points: readonly LonLat[];
  past: readonly (readonly LonLat[])[];
  future: readonly (readonly LonLat[])[];
}

const most_steps = 100;

export function begun(points: readonly LonLat[]): Drawn {
  return { points, past: [], future: [] };
}

export function drawn(before: Drawn, points: readonly LonLat[]): Drawn {
  if (samePoints(before.points, points)) return before;
  return { points, past: [...before.past, before.points].slice(-most_steps), future: [] };
}

export function undone(now: Drawn): Drawn {
  const points = now.past.at(-1);
  return points ? { points, past: now.past.slice(0, -1), future: [now.points, ...now.future] } : now;
}

export function redone(now: Drawn): Drawn {
  const [points, ...future] = now.future;
  return points ? { points, past: [...now.past, now.points], future } : now;
}

export function samePoints(a: readonly LonLat[], b: readonly LonLat[]): boolean {
  return a.length === b.length && a.every((point, i) => same(point, b[i]));
}

function same(a: LonLat, b: LonLat | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1];
}

/** Without points that repeat the one before. */
export function tidy(points: readonly LonLat[]): LonLat[] {
  return points.filter((point, i) => i === 0 || !same(point, points[i - 1]));
}

/** What is drawn so far, metres; for the screen only. */
export function drawnLength(points: readonly LonLat[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i] as LonLat, point), 0);
}

export type Project = (point: LonLat) => { x: number; y: number };

/**
 * Where a place snaps to: the nearest vertex of the lines within reach, else the nearest place on one of them; null when
 * none is near. Reach is in the units of `project`, pixels.
 */
export function snap(
  lines: readonly (readonly LonLat[])[],
  at: LonLat,
  project: Project,
  reach: number,
): LonLat | null {
  const target = project(at);
  const away = (point: LonLat) => {
    const { x, y } = project(point);
    return Math.hypot(x - target.x, y - target.y);
  };
  const vertex = nearest(lines.flat(), away, reach);
  if (vertex) return vertex;
  const feet = lines.flatMap((line) => line.slice(1).map((b, i) => foot(line[i] as LonLat, b, at, project)));
  return nearest(feet, away, reach);
}

function nearest(points: readonly LonLat[], away: (point: LonLat) => number, reach: number): LonLat | null {
  let best: LonLat | null = null;
  let least = reach;
  for (const point of points) {
    const distance = away(point);
    if (distance <= least) {
      best = point;
      least = distance;
    }
  }
  return best;
}

/** The place on a segment that is nearest to a point. */
function foot(a: LonLat, b: LonLat, at: LonLat, project: Project): LonLat {
  const [p, q, t] = [project(a), project(b), project(at)];
  const [dx, dy] = [q.x - p.x, q.y - p.y];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : ((t.x - p.x) * dx + (t.y - p.y) * dy) / square;
  const k = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k];
}

/** Points that lie within a few metres of a line's own are brought onto it: tiles round, records do not. */
export function refined(
  points: readonly LonLat[],
  lines: readonly (readonly LonLat[])[],
  within_m = 1.5,
): LonLat[] {
  return points.map((point) => {
    const scale = Math.cos((point[1] * Math.PI) / 180);
    const metres: Project = ([lon, lat]) => ({ x: lon * 111_195 * scale, y: lat * 111_195 });
    return snap(lines, point, metres, within_m) ?? point;
  });
}

/** The two ends of roads joined one after another. */
export function endsOf(lines: readonly (readonly LonLat[])[]): LonLat[] {
  const [first = [], ...rest] = lines;
  let [start, end] = [first[0], first.at(-1)];
  for (const line of rest) {
    const [a, b] = [line[0], line.at(-1)];
    if (!start || !end || !a || !b) break;
    // The server joins the ends that meet, whichever they are.
    const ways: [number, () => void][] = [
      [distance(end, a), () => (end = b)],
      [distance(end, b), () => (end = a)],
      [distance(start, b), () => (start = a)],
      [distance(start, a), () => (start = b)],
    ];
    const best = ways.reduce((one, other) => (other[0] < one[0] ? other : one));
    best[1]();
  }
  return start && end ? [start, end] : [];
}
