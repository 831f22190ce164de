// The drawing plane. Borders and roads are laid out in straight plane metres ("sketch" coordinates) and then bent
// by one smooth, one-to-one warp: what shares a vertex or does not cross before the warp is the same after it.

import { noise } from './random.mjs';

const origin = { lon: 106.6, lat: 11.63 };
const metresPerDegree = { lon: 109049, lat: 110627 }; // WGS 84 at the origin's latitude
const octaves = [
  { size: 5200, reach: 620 },
  { size: 2100, reach: 210 },
  { size: 800, reach: 62 },
  { size: 310, reach: 15 },
];

/** Sketch metres of a place, before the warp. */
export function sketchOf(lon, lat) {
  return {
    x: (lon - origin.lon) * metresPerDegree.lon,
    y: (lat - origin.lat) * metresPerDegree.lat,
  };
}

/** Plane metres of a sketch point, after the warp. */
export function warp(p) {
  let { x, y } = p;
  octaves.forEach(({ size, reach }, index) => {
    x += reach * noise(p.x / size, p.y / size, 101 + index);
    y += reach * noise(p.x / size, p.y / size, 201 + index);
  });
  return { x, y };
}

/** [lon, lat] in whole 1e-7 degrees of a sketch point; all output is on this lattice. */
export function lattice(p) {
  const q = warp(p);
  return [
    Math.round((origin.lon + q.x / metresPerDegree.lon) * 1e7),
    Math.round((origin.lat + q.y / metresPerDegree.lat) * 1e7),
  ];
}

/** [lon, lat] in degrees of a lattice position. */
export function degrees([lon, lat]) {
  return [lon / 1e7, lat / 1e7];
}

export function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Area within a ring of plane points (first not repeated), positive when counter-clockwise. */
export function signedArea(ring) {
  let twice = 0;
  for (let i = 0; i < ring.length; ++i) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

/** Centre of mass of a ring of plane points. */
export function centroid(ring) {
  let x = 0;
  let y = 0;
  for (let i = 0; i < ring.length; ++i) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    const cross = a.x * b.y - b.x * a.y;
    x += (a.x + b.x) * cross;
    y += (a.y + b.y) * cross;
  }
  const factor = 1 / (6 * signedArea(ring));
  return { x: x * factor, y: y * factor };
}

/** Is p within the ring (even-odd rule)? */
export function contains(ring, p) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) {
      inside = !inside;
    }
  }
  return inside;
}
