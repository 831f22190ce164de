import type { Problem } from "./api";
import { isDate } from "./format";
import type {
  Atlas,
  Checks,
  FacilityKind,
  FacilityRecord,
  Lang,
  RoadRecord,
  RoadReport,
  RuleSets,
  Surface,
  Unit,
} from "./types";
import { facilityKinds, surfaces } from "./types";

/** What the URL says: everything that a shared link must bring back. */
export interface Route {
  unit: string | null;
  road: number | null;
  facility: number | null;
  /** YYYY-MM-DD; null is today. */
  asOf: string | null;
  /** Id of a rule set; null is the default of the atlas. */
  rules: string | null;
  lang: Lang;
  hiddenSurfaces: readonly Surface[];
  hiddenKinds: readonly FacilityKind[];
}

/** Something that comes from the server. A value stays on screen while a newer one is under way. */
export interface Loadable<T> {
  loading: boolean;
  value: T | null;
  error: Problem | null;
}

export const idle = { loading: false, value: null, error: null } as const;

export interface State {
  route: Route;
  atlas: Loadable<Atlas>;
  rules: RuleSets | null;
  units: ReadonlyMap<string, Unit>;
  /** The report of the selected unit, or of the whole atlas by commune. */
  report: Loadable<RoadReport>;
  /** The whole atlas by hamlet, for the map. */
  hamletReport: Loadable<RoadReport>;
  road: Loadable<RoadRecord>;
  facility: Loadable<FacilityRecord>;
  facilities: Loadable<FacilityRecord[]>;
  checks: Loadable<Checks>;
  /** The stretch of the selected road that is pointed at. */
  interval: { from_m: number; to_m: number } | null;
  /** A place that the map shall show next; each request is a new object. */
  target: { bbox: [number, number, number, number] } | null;
  tab: "figures" | "map";
  map: "loading" | "ready" | "unavailable" | "failed";
  dialog: "export" | "checks" | null;
  /** Said to screen readers. */
  announcement: string;
}

type Listener<T> = (state: T, previous: T) => void;

export interface Store<T> {
  get(): T;
  set(change: Partial<T>): void;
  subscribe(listener: Listener<T>): () => void;
}

/** A value that tells its listeners about every change. */
export function createStore<T extends object>(first: T): Store<T> {
  let state = first;
  const listeners = new Set<Listener<T>>();
  return {
    get: () => state,
    set(change) {
      const previous = state;
      state = { ...state, ...change };
      for (const listener of [...listeners]) {
        listener(state, previous);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function positiveInteger(text: string | null): number | null {
  return text && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

function chosen<T extends string>(text: string | null, known: readonly T[]): T[] {
  const words = (text ?? "").split(",");
  return known.filter((word) => words.includes(word));
}

/** Reads the query of the page; whatever is malformed counts as absent. */
export function parseRoute(search: string): Route {
  const query = new URLSearchParams(search);
  const asOf = query.get("as_of");
  return {
    unit: query.get("unit") || null,
    road: positiveInteger(query.get("road")),
    facility: positiveInteger(query.get("facility")),
    asOf: asOf && isDate(asOf) ? asOf : null,
    rules: query.get("rules") || null,
    lang: query.get("lang") === "en" ? "en" : "vi",
    hiddenSurfaces: chosen(query.get("hide"), surfaces),
    hiddenKinds: chosen(query.get("hide_kinds"), facilityKinds),
  };
}

/** Writes a route as a query with a leading `?`; the empty route is `/`'s own, an empty text. */
export function formatRoute(route: Route): string {
  const query = new URLSearchParams();
  if (route.unit) query.set("unit", route.unit);
  if (route.road) query.set("road", String(route.road));
  if (route.facility) query.set("facility", String(route.facility));
  if (route.asOf) query.set("as_of", route.asOf);
  if (route.rules) query.set("rules", route.rules);
  if (route.lang !== "vi") query.set("lang", route.lang);
  if (route.hiddenSurfaces.length > 0) query.set("hide", route.hiddenSurfaces.join(","));
  if (route.hiddenKinds.length > 0) query.set("hide_kinds", route.hiddenKinds.join(","));
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** The link to a route, for a real `<a href>`. */
export function href(route: Route, change: Partial<Route>): string {
  return `/${formatRoute({ ...route, ...change })}`;
}

export function firstState(route: Route): State {
  return {
    route,
    atlas: idle,
    rules: null,
    units: new Map(),
    report: idle,
    hamletReport: idle,
    road: idle,
    facility: idle,
    facilities: idle,
    checks: idle,
    interval: null,
    target: null,
    tab: route.road !== null || route.facility !== null ? "map" : "figures",
    map: "loading",
    dialog: null,
    announcement: "",
  };
}
