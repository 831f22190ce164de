import type { LonLat } from "./types";

/** A place as people type it: `11,6 106,6`, `106.6, 11.6`, latitude and longitude in either order; null when it is none. */
export function parsePlace(text: string): LonLat | null {
  const numbers = text.match(/\d+(?:[.,]\d+)?/g)?.map((part) => Number(part.replace(",", "."))) ?? [];
  const [a, b] = numbers;
  if (numbers.length !== 2 || a === undefined || b === undefined) return null;
  const [lon, lat] = a > b ? [a, b] : [b, a];
  // Viet Nam and a margin: a slip of the comma would land elsewhere.
  return lon > 100 && lon < 112 && lat > 7 && lat < 25 ? [lon, lat] : null;
}
