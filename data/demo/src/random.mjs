// Repeatable randomness: the same seed gives the same district on every machine.

/** Random source (mulberry32) with the few draws that the generator needs. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Uniform in [low, high). */
  between(low, high) {
    return low + (high - low) * this.next();
  }

  /** Whole number in [low, high], both ends included. */
  integer(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** Key of a {key: weight} table, drawn by weight. */
  weighted(table) {
    const entries = Object.entries(table);
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries[entries.length - 1][0];
  }

  shuffled(list) {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; --i) {
      const j = this.integer(0, i);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }
}

/** Seed for a thing that must not depend on the order in which things are made. */
export function seedOf(...numbers) {
  let hash = 2166136261;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number + 0x9e37), 16777619);
    hash ^= hash >>> 13;
  }
  return hash >>> 0;
}

/** Smooth two-dimensional gradient noise in about [-0.7, 0.7], feature size 1. */
export function noise(x, y, seed) {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const corner = (dx, dy) => {
    const turn = (seedOf(column + dx, row + dy, seed) / 4294967296) * 2 * Math.PI;
    return Math.cos(turn) * (fx - dx) + Math.sin(turn) * (fy - dy);
  };
  const fade = (t) => t * t * t * (t * (t * 6 - 15) + 10);
  const u = fade(fx);
  const low = corner(0, 0) * (1 - u) + corner(1, 0) * u;
  const high = corner(0, 1) * (1 - u) + corner(1, 1) * u;
  return low + (high - low) * fade(fy);
}
