// Boundaries: a power diagram of the hamlet sites whose edges are drawn once, as wiggly arcs, and used by both sides.

import { centroid, distance, signedArea, warp } from './plane.mjs';
import { Random, seedOf } from './random.mjs';
import { communes } from './units.mjs';

const frame = 30000;
const arcStep = 75;
const kiteShare = 0.82;

/** Cell of one site as the cyclic list of its neighbours' indexes, by cutting the frame with every bisector. */
function neighbourRing(sites, index) {
  const site = sites[index];
  let polygon = [
    { x: -frame, y: -frame, next: -1 },
    { x: frame, y: -frame, next: -2 },
    { x: frame, y: frame, next: -3 },
    { x: -frame, y: frame, next: -4 },
  ];
  sites.forEach((other, j) => {
    if (j === index) return;
    const side = (p) =>
      (p.x - other.x) ** 2 + (p.y - other.y) ** 2 - other.weight - ((p.x - site.x) ** 2 + (p.y - site.y) ** 2 - site.weight);
    polygon = cut(polygon, side, j);
  });
  return polygon.map((vertex) => vertex.next);
}

/** Keeps the part with side >= 0; every vertex carries the label of the edge that starts at it. */
function cut(polygon, side, label) {
  const values = polygon.map(side);
  if (values.every((value) => value >= 0)) return polygon;
  const kept = [];
  polygon.forEach((p, i) => {
    const q = polygon[(i + 1) % polygon.length];
    const a = values[i];
    const b = values[(i + 1) % polygon.length];
    if (a >= 0) kept.push(p);
    if (a >= 0 === b >= 0) return;
    const t = a / (a - b);
    const at = { x: p.x + t * (q.x - p.x), y: p.y + t * (q.y - p.y) };
    kept.push({ ...at, next: a >= 0 ? label : p.next });
  });
  return kept;
}

/** The point of equal power of three sites: computed from the sorted triple, so the same for all three cells. */
function corner(sites, triple) {
  const [a, b, c] = [...triple].sort((m, n) => m - n).map((i) => sites[i]);
  const row = (s) => [2 * (s.x - a.x), 2 * (s.y - a.y), s.x ** 2 + s.y ** 2 - s.weight - (a.x ** 2 + a.y ** 2 - a.weight)];
  const [p, q, r] = row(b);
  const [s, t, u] = row(c);
  const d = p * t - q * s;
  return { x: (r * t - q * u) / d, y: (p * u - r * s) / d };
}

/** Midpoint displacement across the chord, kept within the kite of the two cells' centres. */
function wiggle(a, b, kite, seed) {
  const random = new Random(seed);
  const length = distance(a, b);
  const levels = Math.max(0, Math.ceil(Math.log2(length / arcStep)));
  const count = 2 ** levels;
  const offset = new Float64Array(count + 1);
  let reach = 0.17 * length;
  for (let span = count; span > 1; span /= 2) {
    for (let i = span / 2; i < count; i += span) {
      offset[i] = (offset[i - span / 2] + offset[i + span / 2]) / 2 + random.between(-reach, reach);
    }
    reach *= 0.52;
  }
  const normal = { x: (a.y - b.y) / length, y: (b.x - a.x) / length };
  let scale = 1;
  for (let i = 1; i < count; ++i) {
    const t = i / count;
    const limit = kite.map((tip) => kiteShare * heightUnder(a, b, tip, t, normal));
    const room = offset[i] > 0 ? Math.max(...limit) : -Math.min(...limit);
    if (Math.abs(offset[i]) > room) scale = Math.min(scale, room / Math.abs(offset[i]));
  }
  const points = [a];
  for (let i = 1; i < count; ++i) {
    const t = i / count;
    points.push({
      x: a.x + t * (b.x - a.x) + scale * offset[i] * normal.x,
      y: a.y + t * (b.y - a.y) + scale * offset[i] * normal.y,
    });
  }
  return [...points, b];
}

/** Signed height of triangle (a, b, tip) over the chord at t. */
function heightUnder(a, b, tip, t, normal) {
  const height = (tip.x - a.x) * normal.x + (tip.y - a.y) * normal.y;
  const foot = ((tip.x - a.x) * (b.x - a.x) + (tip.y - a.y) * (b.y - a.y)) / distance(a, b) ** 2;
  if (foot <= 0 || foot >= 1) return height * (t < 0.5 ? t : 1 - t);
  return height * Math.min(t / foot, (1 - t) / (1 - foot));
}

/** All cells and arcs for given weights. An arc is keyed "low:high" by its two sites and runs from corner to corner. */
export function tessellate(sites) {
  const rings = sites.map((site, index) => (site.commune >= 0 ? neighbourRing(sites, index) : null));
  const wanted = new Set();
  rings.forEach((ring) => ring?.forEach((j) => wanted.add(j)));
  for (const j of wanted) rings[j] ??= neighbourRing(sites, j);
  const corners = (i) => {
    const ring = rings[i];
    return ring.map((j, k) => (ring[(k + ring.length - 1) % ring.length] < 0 || j < 0 ? null
      : corner(sites, [i, j, ring[(k + ring.length - 1) % ring.length]])));
  };
  const centres = rings.map((ring, i) => {
    if (!ring) return null;
    const known = corners(i);
    return known.every(Boolean) ? centroid(known) : sites[i];
  });
  const arcs = new Map();
  const cells = sites.map((site, i) => (site.commune < 0 ? null : outline(i, rings[i], corners(i), centres, arcs)));
  return { cells, arcs };
}

function outline(index, ring, corners, centres, arcs) {
  return ring.map((other, k) => {
    const low = Math.min(index, other);
    const high = Math.max(index, other);
    const key = `${low}:${high}`;
    const forward = index === low;
    if (!arcs.has(key)) {
      const a = corners[k];
      const b = corners[(k + 1) % ring.length];
      const [from, to] = forward ? [a, b] : [b, a];
      arcs.set(key, { low, high, points: wiggle(from, to, [centres[low], centres[high]], seedOf(low, high, 7)) });
    }
    return { key, forward };
  });
}

/** Ring of sketch points (first not repeated) of a chain of arc uses. */
export function ringOf(uses, arcs) {
  return uses.flatMap(({ key, forward }) => {
    const { points } = arcs.get(key);
    return (forward ? points : [...points].reverse()).slice(0, -1);
  });
}

/** Chains the arcs that belong to one commune only into its outer ring, counter-clockwise. */
export function communeUses(commune, sites, { cells, arcs }) {
  const border = [];
  cells.forEach((uses, i) => {
    if (!uses || sites[i].commune !== commune) return;
    for (const use of uses) {
      const { low, high } = arcs.get(use.key);
      const other = low === i ? high : low;
      if (sites[other].commune !== commune) border.push(use);
    }
  });
  const end = (use, last) => {
    const { points } = arcs.get(use.key);
    const p = use.forward === last ? points[points.length - 1] : points[0];
    return `${p.x},${p.y}`;
  };
  const starts = new Map(border.map((use) => [end(use, false), use]));
  const chain = [border[0]];
  for (let at = end(border[0], true); starts.get(at) !== border[0]; at = end(chain[chain.length - 1], true)) {
    if (!starts.has(at) || chain.length > border.length) throw new Error(`border of commune ${commune} is not one ring`);
    chain.push(starts.get(at));
  }
  if (chain.length !== border.length) throw new Error(`commune ${commune} is in several parts or has a hole`);
  return chain;
}

/** Gives every hamlet site the weight with which its commune reaches its area after the warp. */
export function fitAreas(sites) {
  for (const site of sites) site.weight = 0;
  let tiling = tessellate(sites);
  for (let round = 0; round < 18; ++round) {
    communes.forEach((commune, index) => {
      const ring = ringOf(communeUses(index, sites, tiling), tiling.arcs).map(warp);
      const area = signedArea(ring);
      const border = ring.reduce((sum, p, i) => sum + distance(p, ring[(i + 1) % ring.length]), 0);
      const spacing = Math.sqrt(area / commune.hamlets.length);
      const shift = ((commune.target_km2 * 1e6 - area) / border) * 2 * spacing;
      for (const site of sites) if (site.commune === index) site.weight += 0.8 * shift;
    });
    tiling = tessellate(sites);
  }
  return tiling;
}
