/** What a number of the plan is made of, and where that is: pure functions. */
import type { Curve, CurvePart } from "../dashboard/types";
import type { Route } from "../state";
import type { BBox, FacilityRecord, LonLat, Unit } from "../types";
import type { Features, WorkProgress } from "./types";

/** One of the records that a number is made of. */
export interface BasisRow {
  key: string;
  title: string;
  /** What it gives to the number, in words. */
  amount?: string;
  /** What else is to be known of it, a line each. */
  notes: readonly string[];
  features: Features;
  /** Code of the commune that the map shows where it knows no better place; null: the whole atlas. */
  commune: string | null;
  /** Where on the page it is told of; without, its title leads to the map. */
  to?: Partial<Route>;
  /** The same, by the id of an element of this view. */
  jump?: string;
  /** Records that tell more; of a road from where to where. */
  links: readonly { name: string; stretch?: string; to: Partial<Route> }[];
}

export interface BasisPart {
  title: string;
  /** The title has the number already. */
  told?: boolean;
  rows: readonly BasisRow[];
  /** So many more are not listed. */
  leftOut?: number;
}

/** All that a number is made of, list by list. */
export interface Basis {
  title: string;
  parts: readonly BasisPart[];
}

export const nowhere: Features = { stretches: [], facilities: [], hamlets: [] };

export const isPlaced = ({ stretches, facilities, hamlets }: Features) =>
  stretches.length + facilities.length + hamlets.length > 0;

/** Of several places that a work may be at nobody knows which it is. */
export const placesOfWork = ({ places }: WorkProgress) => (places.length === 1 ? places : []);

/** The hamlet of a work by name: a plan's file has names, works that are added have codes. */
export const hamletOfWork = ({ hamlet }: WorkProgress, units: ReadonlyMap<string, Unit>) =>
  hamlet && (units.get(hamlet)?.name ?? hamlet);

/** Where a work is: its roads and its place, else the hamlet that it is in. */
export function featuresOfWork(work: WorkProgress, units: ReadonlyMap<string, Unit>): Features {
  const facilities = placesOfWork(work).map(({ id }) => id);
  if (work.stretches.length + facilities.length > 0)
    return { stretches: work.stretches, facilities, hamlets: [] };
  const hamlets = [...units.values()].filter(
    ({ parent, name, code }) =>
      work.hamlet !== null && parent === work.unit && (name === work.hamlet || code === work.hamlet),
  );
  return { ...nowhere, hamlets: hamlets.map(({ code }) => code) };
}

/** A commune is shown by the hamlets that it is made of. */
export function featuresOfCommune(commune: string, units: ReadonlyMap<string, Unit>): Features {
  const hamlets = [...units.values()].filter(({ parent }) => parent === commune).map(({ code }) => code);
  return { ...nowhere, hamlets };
}

export function together(all: readonly Features[]): Features {
  return {
    stretches: all.flatMap(({ stretches }) => stretches),
    facilities: [...new Set(all.flatMap(({ facilities }) => facilities))],
    hamlets: [...new Set(all.flatMap(({ hamlets }) => hamlets))],
  };
}

function around(boxes: readonly BBox[]): BBox | null {
  if (boxes.length === 0) return null;
  const of = (i: 0 | 1 | 2 | 3) => boxes.map((box) => box[i]);
  return [Math.min(...of(0)), Math.min(...of(1)), Math.max(...of(2)), Math.max(...of(3))];
}

/** What the map frames: features, as far as it is known where they are; null: of none. */
export function boxOf(
  { facilities, hamlets }: Features,
  lines: readonly (readonly LonLat[])[],
  known: { units: ReadonlyMap<string, Unit>; facilities: readonly FacilityRecord[] },
): BBox | null {
  const points = [
    ...lines.flat(),
    ...known.facilities.filter(({ id }) => facilities.includes(id)).map(({ location }) => location),
  ];
  const areas = hamlets.flatMap((code) => known.units.get(code)?.bbox ?? []);
  const boxes = Array.from({ length: areas.length / 4 }, (_, i) => areas.slice(i * 4, i * 4 + 4) as BBox);
  return around([...points.map(([lon, lat]): BBox => [lon, lat, lon, lat]), ...boxes]);
}

/** Which number of a curve: a line at the end of a month, or what is in neither line. */
export type CurveNumber =
  | { line: "planned" | "actual"; until: string }
  | { line: "unknown" | "undated" | "unfinished" };

/** The parts that make a number of a curve. */
export function partsOf(curve: Curve, number: CurveNumber): CurvePart[] {
  return curve.parts.filter(({ due, planned, done_on, actual, so_far }) => {
    if (number.line === "planned") return due !== null && planned !== null && due <= number.until;
    if (number.line === "actual") return done_on !== null && actual !== null && done_on <= number.until;
    if (number.line === "unknown") return planned === null && due !== null;
    return number.line === "undated" ? actual !== null && done_on === null : so_far > 0;
  });
}

/** What a part gives to such a number; null where nobody knows. */
export function amountOf(part: CurvePart, { line }: CurveNumber): number | null {
  if (line === "planned") return part.planned;
  if (line === "unfinished") return part.so_far;
  return line === "unknown" ? null : part.actual;
}
