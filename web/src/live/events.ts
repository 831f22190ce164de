import type { Change } from "../state";

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The data of an event `revision`; null when it is not understood. */
export function parseRevision(text: string): Change | null {
  const { revision, version, tiles } = parse(text);
  if (typeof revision !== "number") return null;
  const change = { revision, tiles: Array.isArray(tiles) ? tiles.map(String) : null };
  return typeof version === "string" ? { ...change, version } : change;
}

/** The number of open proposals in an event `proposals` or `revision`. */
export function parseCount(text: string): number | null {
  const { open, proposals = open } = parse(text);
  return typeof proposals === "number" ? proposals : null;
}

/** How long to wait after one more refusal: 5 s, then twice as long each time, at most 5 minutes. */
export function nextDelay(before: number): number {
  return Math.min(300_000, Math.max(5000, before * 2));
}

export interface TileId {
  z: number;
  x: number;
  y: number;
}

/** Tiles that may have changed, with those inside the deepest that the server names, down to the deepest there are. */
export function touchedTiles(names: readonly string[], deepest: number, named = 14): TileId[] {
  const result: TileId[] = [];
  for (const name of names) {
    const [z = Number.NaN, x = Number.NaN, y = Number.NaN] = name.split("/").map(Number);
    if (![z, x, y].every(Number.isInteger)) continue;
    const below = z === named ? Math.max(0, deepest - z) : 0;
    for (let step = 0; step <= below; step += 1) {
      const side = 2 ** step;
      for (let i = 0; i < side * side; i += 1)
        result.push({ z: z + step, x: x * side + (i % side), y: y * side + Math.floor(i / side) });
    }
  }
  return result;
}
