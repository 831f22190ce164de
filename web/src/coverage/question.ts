import type { Query } from "../api";
import type { Route } from "../state";
import type { LonLat } from "../types";
import type { AssignmentRow, CoverageRow, Norms, Parameters, Service, Supposition } from "./types";

/** What a view asks about when the address does not say. */
export const firstService = { coverage: "primary", places: "cultural_house" } as const;

/** Steps that planners think in, in metres. */
export const distanceSteps = [500, 1000, 2000, 3000, 5000, 10_000];

export const nothingSupposed: Supposition = { added: [], removed: [], hardened: [] };

export function serviceOf(route: Route, norms: Norms): Service | undefined {
  const wanted = route.service ?? (route.view === "places" ? firstService.places : firstService.coverage);
  return norms.services.find((service) => service.code === wanted) ?? norms.services[0];
}

/** The parameters of a question as the address of an answer takes them; what the route leaves open stays the norm's. */
export function questionOf(route: Route): Query {
  return {
    facility: route.service ?? firstService.coverage,
    distance_m: route.distance,
    along: route.along,
    roads: route.season ? "all_season" : null,
    threshold: route.threshold,
    rules: route.rules,
    as_of: route.asOf,
  };
}

/** The same with what is supposed, as the body of a question. */
export function supposing(route: Route, supposition: Supposition): Record<string, unknown> {
  const given = Object.entries(questionOf(route)).filter(([, value]) => value !== null);
  return {
    ...Object.fromEntries(given),
    ...(route.unit === null ? { by: "commune" } : { unit: route.unit }),
    add_facilities: supposition.added.map(({ location }) => ({ location })),
    remove_facilities: supposition.removed.map(({ id }) => id),
    surfaces: supposition.hardened.map(({ road }) => ({ road, surface: "btxm" })),
  };
}

export function isSupposed(supposition: Supposition): boolean {
  return supposition.added.length + supposition.removed.length + supposition.hardened.length > 0;
}

/** The least covered first; units whose people nobody knows last. */
export function worstFirst<Row extends { share: number | null; unit: { name: string } }>(
  rows: readonly Row[],
  compare: (a: string, b: string) => number,
): Row[] {
  const rank = (row: Row) => row.share ?? 2;
  return [...rows].sort((a, b) => rank(a) - rank(b) || compare(a.unit.name, b.unit.name));
}

export type Need = "none" | "repair" | "toilet" | "well";
export const needs = ["none", "repair", "toilet", "well"] as const;

export function hasNeed(row: AssignmentRow, need: Need): boolean {
  return need === "none" ? row.assigned === "none" : row.needs?.[need] === true;
}

/** Hamlets without a place first, then those whose place lacks most. */
export function neediestFirst(
  rows: readonly AssignmentRow[],
  compare: (a: string, b: string) => number,
): AssignmentRow[] {
  const count = (row: AssignmentRow) =>
    row.assigned === "none" ? 9 : needs.filter((need) => need !== "none" && hasNeed(row, need)).length;
  return [...rows].sort((a, b) => count(b) - count(a) || compare(a.unit.name, b.unit.name));
}

/** How a unit stands, for a sign and a word: below the threshold, over it, or nobody can say. */
export function standing(row: Pick<CoverageRow, "share" | "below_threshold">): "below" | "met" | "open" {
  if (row.share === null || row.below_threshold === null) return "open";
  return row.below_threshold ? "below" : "met";
}

/** Limits of the classes of share on the map and in its legend. */
export const shareLimits = [0.2, 0.4, 0.6, 0.8] as const;

export function sameQuestion(parameters: Parameters, service: Service): boolean {
  return (
    parameters.distance_m === service.distance_m &&
    parameters.along === service.along &&
    parameters.roads === "all" &&
    parameters.threshold === service.threshold
  );
}

/** A place to the seventh decimal of a degree, a centimetre. */
export function rounded(place: LonLat): LonLat {
  return [Math.round(place[0] * 1e7) / 1e7, Math.round(place[1] * 1e7) / 1e7];
}

/** Whether a facility is supposed at a place already. */
export function isTried({ added }: Supposition, place: LonLat): boolean {
  return added.some(({ location }) => location.join() === rounded(place).join());
}
