// The checker's own road ledger: metres of road per hamlet, computed from the written files alone.

import { metres } from './measure.mjs';

const bucket = 20000; // lattice units, about 220 m

/** Finds segments by place; positions are lattice positions. */
export class SegmentIndex {
  #buckets = new Map();

  add(segment) {
    for (const key of keys(segment.a, segment.b)) {
      if (!this.#buckets.has(key)) this.#buckets.set(key, []);
      this.#buckets.get(key).push(segment);
    }
  }

  /** Segments that share a bucket with a-b, each once. */
  near(a, b) {
    const found = new Set();
    for (const key of keys(a, b)) for (const segment of this.#buckets.get(key) ?? []) found.add(segment);
    return found;
  }
}

function* keys(a, b) {
  const low = [0, 1].map((k) => Math.floor(Math.min(a[k], b[k]) / bucket));
  const high = [0, 1].map((k) => Math.floor(Math.max(a[k], b[k]) / bucket));
  for (let i = low[0]; i <= high[0]; ++i) for (let j = low[1]; j <= high[1]; ++j) yield i * 1e6 + j;
}

/** Which side of a-b is c on? Exact: the district is small enough for whole numbers below 2^53. */
export function side(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Do the segments cross at a point within both, or does an end of one lie within the other? */
export function cross(a, b, c, d) {
  const [c1, d1, a1, b1] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)].map(Math.sign);
  if (c1 * d1 < 0 && a1 * b1 < 0) return true;
  const within = (p, q, r, s) => s === 0 && (r[0] - p[0]) * (r[0] - q[0]) + (r[1] - p[1]) * (r[1] - q[1]) < 0;
  return within(a, b, c, c1) || within(a, b, d, d1) || within(c, d, a, a1) || within(c, d, b, b1);
}

/** Is the (not necessarily whole) lattice position within the ring? */
export function within(ring, [x, y]) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i], ring[j]];
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Assigns road pieces to hamlets [{code, parent, ring}]; a piece on a border goes by the rule of the atlas. */
export class Ledger {
  #hamlets;
  #borders = new SegmentIndex();
  #onBorder = new Map(); // "a|b" -> hamlets on both sides

  constructor(hamlets) {
    this.#hamlets = hamlets.map((hamlet) => ({ ...hamlet, box: boxOf(hamlet.ring) }));
    for (const hamlet of this.#hamlets) {
      hamlet.ring.forEach((a, i) => {
        const b = hamlet.ring[(i + 1) % hamlet.ring.length];
        this.#borders.add({ a, b });
        const key = [a, b].map(String).sort().join('|');
        this.#onBorder.set(key, [...(this.#onBorder.get(key) ?? []), hamlet]);
      });
    }
  }

  hamletAt(p) {
    return this.#hamlets.find(({ box, ring }) =>
      box[0] <= p[0] && p[0] <= box[2] && box[1] <= p[1] && p[1] <= box[3] && within(ring, p)) ?? null;
  }

  /** [{hamlet or null, metres, border}] of one line. */
  pieces(line, managing_commune) {
    const result = [];
    for (let i = 1; i < line.length; ++i) {
      const [a, b] = [line[i - 1], line[i]];
      const length = metres(a, b);
      const shared = this.#onBorder.get([a, b].map(String).sort().join('|'));
      if (shared) {
        const own = shared.filter((hamlet) => hamlet.parent === managing_commune);
        const [first] = (own.length > 0 ? own : shared).sort((m, n) => (m.code < n.code ? -1 : 1));
        result.push({ hamlet: first, metres: length, border: shared.length === 2 });
        continue;
      }
      const cuts = [0, ...this.#cuts(a, b), 1];
      for (let k = 1; k < cuts.length; ++k) {
        const t = (cuts[k - 1] + cuts[k]) / 2;
        const middle = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
        result.push({ hamlet: this.hamletAt(middle), metres: (cuts[k] - cuts[k - 1]) * length, border: false });
      }
    }
    return result;
  }

  #cuts(a, b) {
    const cuts = new Set();
    for (const { a: c, b: d } of this.#borders.near(a, b)) {
      const [c1, d1, a1, b1] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
      if (c1 > 0 === d1 > 0 || a1 > 0 === b1 > 0) continue;
      cuts.add(a1 / (a1 - b1));
    }
    return [...cuts].filter((t) => t > 0 && t < 1).sort((s, t) => s - t);
  }
}

function boxOf(ring) {
  const [x, y] = [0, 1].map((k) => ring.map((p) => p[k]));
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}
