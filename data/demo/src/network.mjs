// The road network as a planar graph in sketch metres. A road grows step by step; where it comes near another road it
// joins it at one of its vertices or stops. So roads meet only at shared vertices and never cross unseen.

import { distance } from './plane.mjs';

const bucket = 150;
const joinAngle = 0.6; // radians; sharper forks look wrong and give slivers

export class Network {
  vertices = []; // {x, y}
  links = []; // per vertex: indexes of its neighbours
  roads = []; // {road_class, path: [vertex...], ...what the caller gave}
  #segments = new Map(); // bucket -> [{a, b}]

  addVertex({ x, y }) {
    this.vertices.push({ x, y });
    this.links.push([]);
    return this.vertices.length - 1;
  }

  /** Registers a road over existing vertices. */
  addRoad(path, properties) {
    for (let i = 1; i < path.length; ++i) {
      const [a, b] = [path[i - 1], path[i]];
      this.links[a].push(b);
      this.links[b].push(a);
      const segment = { a, b };
      for (const key of this.#keys(this.vertices[a], this.vertices[b], 0)) {
        if (!this.#segments.has(key)) this.#segments.set(key, []);
        this.#segments.get(key).push(segment);
      }
    }
    const road = { ...properties, path };
    this.roads.push(road);
    return road;
  }

  *#keys(p, q, margin) {
    const left = Math.floor((Math.min(p.x, q.x) - margin) / bucket);
    const right = Math.floor((Math.max(p.x, q.x) + margin) / bucket);
    const low = Math.floor((Math.min(p.y, q.y) - margin) / bucket);
    const high = Math.floor((Math.max(p.y, q.y) + margin) / bucket);
    for (let i = left; i <= right; ++i) for (let j = low; j <= high; ++j) yield i * 100003 + j;
  }

  /** Segments that may come within margin of the line p-q, each once. */
  near(p, q, margin) {
    const found = new Set();
    for (const key of this.#keys(p, q, margin)) for (const segment of this.#segments.get(key) ?? []) found.add(segment);
    return found;
  }

  /** Length of a path of vertices in sketch metres. */
  pathLength(path) {
    let sum = 0;
    for (let i = 1; i < path.length; ++i) sum += distance(this.vertices[path[i - 1]], this.vertices[path[i]]);
    return sum;
  }

  /** Would p-q cross or come within clearance of a segment that does not end at one of the vertices in except? */
  blocked(p, q, clearance, except) {
    for (const { a, b } of this.near(p, q, clearance)) {
      if (except.includes(a) || except.includes(b)) continue;
      const [s, t] = [this.vertices[a], this.vertices[b]];
      if (segmentsMeet(p, q, s, t) || segmentGap(p, q, s, t) < clearance) return true;
    }
    return false;
  }

  /** Can a road from point p end at vertex v: open fork, nothing in between? `from` is p's vertex or -1. */
  canJoin(p, v, from, clearance = 9) {
    const at = this.vertices[v];
    if (v === from || (from >= 0 && this.links[v].includes(from))) return false;
    if (this.links[v].length >= 5) return false;
    const heading = Math.atan2(p.y - at.y, p.x - at.x);
    for (const other of this.links[v]) {
      const o = this.vertices[other];
      if (turnBetween(heading, Math.atan2(o.y - at.y, o.x - at.x)) < joinAngle) return false;
    }
    return !this.blocked(p, at, clearance, from >= 0 ? [v, from] : [v]);
  }

  /** Is the heading free of other roads at vertex v? */
  headingFree(v, heading, angle = joinAngle) {
    const at = this.vertices[v];
    return this.links[v].every((other) => {
      const o = this.vertices[other];
      return turnBetween(heading, Math.atan2(o.y - at.y, o.x - at.x)) >= angle;
    });
  }

  /**
   * Walks from vertex `start` and returns {points, join}: the new points after the start and the vertex that the walk
   * ends at, or -1 for a dead end. Nothing is registered. Options: heading, step, maxLength, wander (radians a step),
   * target (vertex), pull (0..1, towards the target), clearance, allowed(point), joins(vertex), random.
   */
  walk(start, options) {
    const { step, maxLength, random, clearance } = options;
    const origin = this.vertices[start];
    const goal = options.target >= 0 ? this.vertices[options.target] : null;
    let { heading } = options;
    let bend = 0;
    let at = origin;
    let last = start;
    const points = [];
    const end = (join) => ({ points, join });
    for (let length = 0; length < maxLength; length += step) {
      if (goal && distance(at, goal) < 1.7 * step && this.#joinable(at, options.target, last, points, options)) {
        return end(options.target);
      }
      bend = 0.8 * bend + options.wander * random.between(-1, 1);
      heading += bend;
      if (goal) heading += options.pull * signedTurn(heading, Math.atan2(goal.y - at.y, goal.x - at.x));
      const next = { x: at.x + step * Math.cos(heading), y: at.y + step * Math.sin(heading) };
      if (!options.allowed(next)) return end(-1);
      if (points.some((p) => distance(p, next) < 0.9 * step)) return end(-1);
      const room = Math.min(clearance, 0.25 * distance(origin, next));
      if (this.blocked(at, next, room, points.length === 0 ? [start] : [])) {
        return end(this.#joinNear(at, next, last, points, options));
      }
      points.push(next);
      at = next;
      last = -1;
    }
    return end(-1);
  }

  #joinable(at, v, last, points, options) {
    if (!options.joins(v)) return false;
    const before = points.length > 1 ? points[points.length - 2] : null;
    const target = this.vertices[v];
    if (before && turnBetween(Math.atan2(target.y - at.y, target.x - at.x), Math.atan2(before.y - at.y, before.x - at.x)) < 0.7) {
      return false;
    }
    for (let i = 1; i < points.length - 1; ++i) if (segmentsMeet(at, target, points[i - 1], points[i])) return false;
    return this.canJoin(at, v, last);
  }

  #joinNear(at, next, last, points, options) {
    const candidates = new Set();
    for (const { a, b } of this.near(at, next, options.clearance)) candidates.add(a).add(b);
    const ahead = [...candidates]
      .filter((v) => distance(this.vertices[v], at) < Math.max(2.6 * options.step, 2.2 * options.clearance))
      .filter((v) => distance(this.vertices[v], at) > 0.35 * options.step)
      .sort((v, w) => distance(this.vertices[v], next) - distance(this.vertices[w], next) || v - w);
    for (const v of ahead.slice(0, 6)) if (this.#joinable(at, v, last, points, options)) return v;
    return -1;
  }

  /** Registers a walk: makes its vertices and returns the road's path. */
  keep(start, { points, join }) {
    const path = [start, ...points.map((p) => this.addVertex(p))];
    return join >= 0 ? [...path, join] : path;
  }

  /** Component number of every vertex that a road uses; -1 for the others. */
  components() {
    const component = new Int32Array(this.vertices.length).fill(-1);
    let count = 0;
    for (let v = 0; v < component.length; ++v) {
      if (component[v] >= 0 || this.links[v].length === 0) continue;
      const stack = [v];
      component[v] = count;
      while (stack.length > 0) {
        for (const w of this.links[stack.pop()]) {
          if (component[w] >= 0) continue;
          component[w] = count;
          stack.push(w);
        }
      }
      ++count;
    }
    return { component, count };
  }
}

export function signedTurn(from, to) {
  let turn = to - from;
  while (turn > Math.PI) turn -= 2 * Math.PI;
  while (turn < -Math.PI) turn += 2 * Math.PI;
  return turn;
}

export function turnBetween(a, b) {
  return Math.abs(signedTurn(a, b));
}

function side(p, q, r) {
  return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
}

function segmentsMeet(p, q, s, t) {
  return side(p, q, s) > 0 !== side(p, q, t) > 0 && side(s, t, p) > 0 !== side(s, t, q) > 0;
}

/** Distance of point r from segment p-q. */
export function pointGap(r, p, q) {
  const square = (q.x - p.x) ** 2 + (q.y - p.y) ** 2;
  const along = square === 0 ? 0 : ((r.x - p.x) * (q.x - p.x) + (r.y - p.y) * (q.y - p.y)) / square;
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(r.x - p.x - t * (q.x - p.x), r.y - p.y - t * (q.y - p.y));
}

function segmentGap(p, q, s, t) {
  return Math.min(pointGap(p, s, t), pointGap(q, s, t), pointGap(s, p, q), pointGap(t, p, q));
}
