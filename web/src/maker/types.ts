import type { LonLat, RoadClass, UnitRef } from "../types";

/** People within reach of a service, or of an all-season road. */
export interface Figures {
  population: number;
  covered: number;
  unknown: number;
  share: number | null;
}

export interface Change<T> {
  before: T;
  after: T;
}

/** A stretch that is proposed. */
export interface Interval {
  road: { id: number; code: string | null; name: string | null; class: RoadClass };
  from_m: number;
  to_m: number;
  length_m: number;
  old_surface: string;
  surface: string;
  width_m: number;
  vnd: number;
  people: number;
  hamlet: UnitRef | null;
  commune: UnitRef | null;
  line: LonLat[];
}

type Bounds = { least: number; most: number } | null;

export interface IndicatorChange {
  commune: UnitRef;
  code: string;
  title: { vi: string; en: string };
  threshold: { at_least: number; confirmed: boolean } | null;
  before: Bounds;
  after: Bounds;
  met_before: boolean | null;
  met_after: boolean | null;
}

/** The answer of the plan maker. */
export interface Proposal {
  costs: { rows: { class: string; surface: string; width_m: number; vnd_per_m: number; source: string }[] };
  remaining: { length_m: number; vnd: number };
  proposal: {
    length_m: number;
    vnd: number;
    people_gained: number;
    people_bound: number | null;
    intervals: Interval[];
  };
  people: {
    population: number;
    hamlets_unknown: number;
    before: { to_all: number };
    after: { to_all: number };
  };
  effect: {
    roads: Change<{ total_m: number; hardened_m: number; remaining_m: number; unknown_m: number }>;
    indicators: IndicatorChange[];
    reached: (Change<Figures> & { service: string; title: { vi: string; en: string }; distance_m: number })[];
    access: Change<Figures>;
  };
}

/** What the form says. */
export interface Wish {
  limit: "budget" | "km";
  /** Milliards of đồng, or kilometres, as typed. */
  amount: string;
  aim: "people" | "kilometres";
}
