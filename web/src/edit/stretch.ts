/** What a planner types or drags along a road. Lengths are metres. */

export interface Stretch {
  from_m: number;
  to_m: number;
}

/** The shortest stretch or piece of a road; the server wants no less. */
const least_m = 1;

/** A chainage as people type it: `Km0+400`, `0+400`, `400`, `400 m`, `0,4 km`; null when it is none. */
export function parseStation(text: string): number | null {
  const typed = text.trim().toLowerCase().replace(/\s+/g, "");
  const station = /^(?:km)?(\d+)\+(\d{1,3}(?:[.,]\d+)?)$/.exec(typed);
  if (station) return Number(station[1]) * 1000 + decimal(station[2] ?? "");
  const plain = /^(\d+(?:[.,]\d+)?)(m|km)?$/.exec(typed);
  if (plain) return decimal(plain[1] ?? "") * (plain[2] === "km" ? 1000 : 1);
  const km = /^km(\d+)$/.exec(typed);
  return km ? Number(km[1]) * 1000 : null;
}

/** A typed chainage at which a road can be cut in two; null when it is none, or a piece would be next to nothing. */
export function cutOf(text: string, length_m: number): number | null {
  const at = parseStation(text);
  return at !== null && at >= least_m && length_m - at >= least_m ? at : null;
}

/** A measure as people type it, `3,5` or `3.5`; null when it is none. An empty text is undefined: not known. */
export function parseMeasure(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return undefined;
  return /^\d+([.,]\d+)?$/.test(typed) ? decimal(typed) : null;
}

function decimal(text: string): number {
  return Number(text.replace(",", "."));
}

/** Two typed chainages as a stretch of a road; null when they are none of it. An end is written to the metre only. */
export function stretchOf(from: string, to: string, length_m: number): Stretch | null {
  const a = parseStation(from);
  const b = parseStation(to);
  if (a === null || b === null) return null;
  const end = (at: number) => (Math.abs(at - length_m) < 1 ? length_m : at);
  const stretch = { from_m: end(a), to_m: end(b) };
  return stretch.to_m - stretch.from_m >= least_m && stretch.to_m <= length_m ? stretch : null;
}

export function isWhole(stretch: Stretch, length_m: number): boolean {
  return stretch.from_m <= 0 && stretch.to_m >= length_m;
}

/** Where an end of a stretch comes to lie when it is moved to a place: whole metres, inside the road, before the other. */
export function moved(stretch: Stretch, end: keyof Stretch, to: number, length_m: number): Stretch {
  const whole = to >= length_m - 0.5 ? length_m : Math.max(0, Math.round(to));
  if (end === "from_m") return { ...stretch, from_m: Math.max(0, Math.min(whole, stretch.to_m - least_m)) };
  return { ...stretch, to_m: Math.min(length_m, Math.max(whole, stretch.from_m + least_m)) };
}

/** How far a key moves an end; null for other keys. */
export function keyStep(key: string, shift: boolean): number | null {
  const step = shift ? 1 : 10;
  if (key === "ArrowRight" || key === "ArrowUp") return step;
  if (key === "ArrowLeft" || key === "ArrowDown") return -step;
  if (key === "PageUp") return 100;
  if (key === "PageDown") return -100;
  if (key === "Home") return Number.NEGATIVE_INFINITY;
  return key === "End" ? Number.POSITIVE_INFINITY : null;
}
