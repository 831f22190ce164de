// Chainage: geodesic metres on the WGS 84 ellipsoid along a line of lattice positions.

import geodesic from 'geographiclib-geodesic';

import { degrees } from './plane.mjs';

const wgs84 = geodesic.Geodesic.WGS84;

/** Geodesic metres between two lattice positions (Karney 2013). */
export function metres(a, b) {
  const [lonA, latA] = degrees(a);
  const [lonB, latB] = degrees(b);
  return wgs84.Inverse(latA, lonA, latB, lonB, geodesic.Geodesic.DISTANCE).s12;
}

/** Chainage of every vertex of a line. */
export function chainages(line) {
  const result = [0];
  for (let i = 1; i < line.length; ++i) result.push(result[i - 1] + metres(line[i - 1], line[i]));
  return result;
}

/** Makes sure that the line has a vertex at the chainage (to within the lattice, 1 cm); returns {line, index}. */
export function withVertexAt(line, chainage) {
  const measure = chainages(line);
  const next = measure.findIndex((m) => m >= chainage);
  if (next <= 0) throw new RangeError(`chainage ${chainage} is not inside the line`);
  const t = (chainage - measure[next - 1]) / (measure[next] - measure[next - 1]);
  const [a, b] = [line[next - 1], line[next]];
  const at = [Math.round(a[0] + t * (b[0] - a[0])), Math.round(a[1] + t * (b[1] - a[1]))];
  if (same(at, a)) return { line, index: next - 1 };
  if (same(at, b)) return { line, index: next };
  return { line: [...line.slice(0, next), at, ...line.slice(next)], index: next };
}

/** Geodesic area in square metres of a ring of lattice positions (first not repeated). */
export function areaOf(ring) {
  const polygon = wgs84.Polygon(false);
  for (const position of ring) {
    const [lon, lat] = degrees(position);
    polygon.AddPoint(lat, lon);
  }
  return polygon.Compute(false, true).area;
}

export function same(a, b) {
  return a[0] === b[0] && a[1] === b[1];
}
