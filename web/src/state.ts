import type { Session, Setup } from "./account/types";
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

/** What the page is about: roads, who reaches a service, which hamlets have a place of their own, or the plan. */
export const views = ["roads", "coverage", "places", "plan"] as const;
export type View = (typeof views)[number];

/** What the URL says: everything that a shared link must bring back. */
export interface Route {
  unit: string | null;
  road: number | null;
  facility: number | null;
  /** YYYY-MM-DD; null is today. */
  asOf: string | null;
  /** What the address has for the day and is none. */
  noDay: string | null;
  /** A day, or a revision such as `r120`: what was known by then; null is what is known now. Of the view of roads alone. */
  recordedAsOf: string | null;
  /** Id of a rule set; null is the default of the atlas. */
  rules: string | null;
  lang: Lang;
  hiddenSurfaces: readonly Surface[];
  hiddenKinds: readonly FacilityKind[];
  view: View;
  /** A service of the norms; null is the first of the view. Here and below null is the norm's own value. */
  service: string | null;
  /** Metres. */
  distance: number | null;
  along: "road" | "straight" | null;
  /** Only roads that are passable all year. */
  season: boolean;
  /** 0 to 1. */
  threshold: number | null;
  /** A set of criteria; null is the plan's own. */
  set: string | null;
  /** Code of a criterion of the set. */
  criterion: string | null;
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
  dialog: "export" | "checks" | "account" | "history" | "inbox" | "import" | null;
  /** The last change of the atlas on the server; `tiles` are those that may differ, null is any. */
  change: Change | null;
  /** Proposals that wait for an approver. */
  pending: number;
  /** Who is signed in; null until the server has said. */
  session: Session | null;
  /** The set-up link that the page was opened with. */
  setup: Setup | null;
  /** Said to screen readers. */
  announcement: string;
}

export interface Change {
  revision: number;
  version?: string;
  /** `zoom/x/y` */
  tiles: readonly string[] | null;
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

function numberIn(text: string | null, min: number, max: number): number | null {
  const value = text && /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}

function chosen<T extends string>(text: string | null, known: readonly T[]): T[] {
  const words = (text ?? "").split(",");
  return known.filter((word) => words.includes(word));
}

/** Reads the query of the page; whatever is malformed counts as absent. */
export function parseRoute(search: string): Route {
  const query = new URLSearchParams(search);
  const asOf = query.get("as_of");
  const recorded = query.get("recorded_as_of");
  const view = views.find((one) => one === query.get("view")) ?? "roads";
  return {
    unit: query.get("unit") || null,
    road: positiveInteger(query.get("road")),
    facility: positiveInteger(query.get("facility")),
    asOf: asOf && isDate(asOf) ? asOf : null,
    noDay: asOf && !isDate(asOf) ? asOf : null,
    recordedAsOf: view === "roads" && recorded && isKnownState(recorded) ? recorded : null,
    rules: query.get("rules") || null,
    lang: query.get("lang") === "en" ? "en" : "vi",
    hiddenSurfaces: chosen(query.get("hide"), surfaces),
    hiddenKinds: chosen(query.get("hide_kinds"), facilityKinds),
    view,
    service: /^[a-z_]{1,40}$/.test(query.get("service") ?? "") ? query.get("service") : null,
    distance: numberIn(query.get("distance"), 1, 100_000),
    along: (["road", "straight"] as const).find((word) => word === query.get("along")) ?? null,
    season: query.get("season") === "1",
    threshold: numberIn(query.get("threshold"), 0, 1),
    set: query.get("set") || null,
    criterion: query.get("criterion") || null,
  };
}

/** Writes a route as a query with a leading `?`; the empty route is `/`'s own, an empty text. */
export function formatRoute(route: Route): string {
  const query = new URLSearchParams();
  if (route.view !== "roads") {
    query.set("view", route.view);
    if (route.service) query.set("service", route.service);
  }
  if (route.view === "coverage") {
    if (route.distance !== null) query.set("distance", String(route.distance));
    if (route.along) query.set("along", route.along);
    if (route.season) query.set("season", "1");
    if (route.threshold !== null) query.set("threshold", String(route.threshold));
  }
  if (route.view === "plan") {
    if (route.set) query.set("set", route.set);
    if (route.criterion) query.set("criterion", route.criterion);
  }
  if (route.unit) query.set("unit", route.unit);
  if (route.road) query.set("road", String(route.road));
  if (route.facility) query.set("facility", String(route.facility));
  if (route.asOf) query.set("as_of", route.asOf);
  if (route.recordedAsOf && route.view === "roads") query.set("recorded_as_of", route.recordedAsOf);
  if (route.rules) query.set("rules", route.rules);
  if (route.lang !== "vi") query.set("lang", route.lang);
  if (route.hiddenSurfaces.length > 0) query.set("hide", route.hiddenSurfaces.join(","));
  if (route.hiddenKinds.length > 0) query.set("hide_kinds", route.hiddenKinds.join(","));
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** A day or a revision. */
function isKnownState(text: string): boolean {
  return isDate(text) || /^r[1-9]\d{0,14}$/.test(text);
}

/** Whether the page shows another day, or what was known at another time, than those of now. */
export function isPast(route: Route): boolean {
  return (route.asOf ?? route.recordedAsOf) !== null;
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
    change: null,
    pending: 0,
    session: null,
    setup: null,
    announcement: "",
  };
}
