/** Works, tasks and gifts that somebody adds to a plan: what the forms send. */
import { parseMeasure, type Stretch, stretchOf } from "../edit/stretch";
import { parseDate } from "../format";
import type { CriterionRef, Plan } from "../plan/types";
import type { FacilityKind, FacilityRecord, RoadRecord, Surface } from "../types";
import { type Asked, bad, type Fund, funds, optionalDay, optionalNumber } from "./requests";

export const workKinds = [
  "road",
  "classrooms",
  "cultural_house",
  "cultural_centre",
  "sports_ground",
  "sanitation",
  "health_station",
  "housing",
  "traffic_signs",
] as const;
export type WorkKind = (typeof workKinds)[number];

export const workActions = ["build", "repair", "convert", "equip"] as const;
export type WorkAction = (typeof workActions)[number];

/** What a work of a kind is done to; the first is what it makes where the map has nothing yet. */
export const placesOf: Partial<Record<WorkKind, readonly FacilityKind[]>> = {
  classrooms: ["kindergarten", "primary", "lower_secondary", "multi_level_school"],
  cultural_house: ["cultural_house"],
  cultural_centre: ["commune_cultural_centre"],
  sports_ground: ["sports_ground"],
  sanitation: ["cultural_house", "commune_cultural_centre", "kindergarten", "primary", "health_station"],
  health_station: ["health_station"],
};

/** Quantities of the kinds that are counted and have no place on the map. */
export const countedIn: Partial<Record<WorkKind, string>> = { road: "m", housing: "house" };

export interface NewWork {
  title: string;
  kind: WorkKind;
  action: WorkAction;
  unit: string;
  /** The name of a hamlet of the commune; empty: not of one. */
  hamlet: string;
  /** Of a road work: the stretch as it is typed. */
  from: string;
  to: string;
  surface: Surface;
  width: string;
  /** Of a building: `place` is the id of a facility; empty: the map has none yet. */
  place: string;
  placeKind: FacilityKind | null;
  rooms: Record<string, string>;
  toilet: boolean;
  well: boolean;
  amount: string;
  cost: string;
  funds: Record<Fund, string>;
  plannedFrom: string;
  plannedTo: string;
  owner: string;
  note: string;
  criterion: string;
}

export function emptyWork(unit: string): NewWork {
  return {
    ...{ title: "", kind: "road", action: "build", unit, hamlet: "" },
    ...{ from: "", to: "", surface: "btxm", width: "" },
    ...{ place: "", placeKind: null, rooms: {}, toilet: true, well: false, amount: "" },
    ...{ cost: "", plannedFrom: "", plannedTo: "", owner: "", note: "", criterion: "" },
    funds: { province_cement: "", district_sand_stone: "", people: "", programme: "", adp: "" },
  };
}

/** A part of a road, as it is typed. */
export interface RoadPiece {
  road: RoadRecord;
  from: string;
  to: string;
}

export interface Around {
  plan: string;
  /** The set that criteria are of. */
  set: string | null;
  /** The road whose stretch is being typed. */
  road: RoadRecord | null;
  /** Stretches that were chosen before it: each becomes a work of its own. */
  pieces?: readonly RoadPiece[];
  facilities: readonly FacilityRecord[];
}

/** What is done along a road; null when the typed ends are none of it. */
export function stretchOfWork(draft: Pick<NewWork, "from" | "to">, road: RoadRecord): Stretch | null {
  return stretchOf(draft.from, draft.to, road.length_m);
}

/** Whether two of the stretches would build the same metres twice. */
export function overlapping(pieces: readonly RoadPiece[]): boolean {
  const known = pieces.flatMap((piece) => {
    const stretch = stretchOfWork(piece, piece.road);
    return stretch ? [{ id: piece.road.id, ...stretch }] : [];
  });
  return known.some((a, i) =>
    known.slice(i + 1).some((b) => a.id === b.id && a.from_m < b.to_m && b.from_m < a.to_m),
  );
}

/** All the stretches that works are made along: those chosen before, then the one that is being typed. */
export function piecesOf(
  draft: NewWork,
  { road, pieces = [] }: Pick<Around, "road" | "pieces">,
): RoadPiece[] {
  return [...pieces, ...(road ? [{ road, from: draft.from, to: draft.to }] : [])];
}

const tenth = (metres: number) => Math.round(metres * 10) / 10;

function roadMembers(draft: NewWork, piece: RoadPiece | null): Record<string, unknown> | null {
  const width = parseMeasure(draft.width);
  if (width === null) return null;
  const shared = { surfaces: [draft.surface], ...(width === undefined ? {} : { width_m: width }) };
  if (!piece) return shared;
  const { road } = piece;
  const stretch = stretchOfWork(piece, road);
  if (!stretch) return null;
  const code = road.code ? { road: road.code } : {};
  return {
    ...shared,
    amount: { exactly: tenth(stretch.to_m - stretch.from_m), unit: "m" },
    stretches: [{ ...code, road_id: road.id, ...stretch }],
  };
}

function placeMembers(draft: NewWork, facilities: readonly FacilityRecord[]): Record<string, unknown> {
  const kinds = placesOf[draft.kind];
  if (!kinds) return {};
  const known = facilities.find(({ id }) => String(id) === draft.place);
  if (known) return { place: { kind: known.kind, name: known.name }, facility: known.id };
  const kind = draft.placeKind && kinds.includes(draft.placeKind) ? draft.placeKind : kinds[0];
  return { place: { kind } };
}

/** What a work is called: as it is typed, else as suggested; of several each says where it is, too. */
export type Suggest = (piece: RoadPiece | null) => { title: string; where: string };

function titleOf(draft: NewWork, suggest: Suggest, piece: RoadPiece | null, several: boolean): string {
  const typed = draft.title.trim();
  const { title, where } = suggest(piece);
  return typed && several ? `${typed} – ${where}` : typed || title;
}

/** A draft work of a plan, or one for each stretch, in one change. */
export function newWork(draft: NewWork, suggest: Suggest, around: Around): Asked {
  if (!draft.unit) return bad("bad.unit");
  const isRoad = draft.kind === "road";
  const pieces = isRoad ? piecesOf(draft, around) : [];
  const places = pieces.length > 0 ? pieces : [null];
  const several = places.length > 1;
  const roads = places.map((piece) => (isRoad ? roadMembers(draft, piece) : {}));
  if (roads.includes(null)) return bad("bad.stretch");
  if (overlapping(pieces)) return bad("bad.overlap");
  // What is suggested rests on the stretch.
  const titles = places.map((piece) => titleOf(draft, suggest, piece, several));
  if (titles.includes("")) return bad("bad.text");
  const days = { planned_from: optionalDay(draft.plannedFrom), planned_to: optionalDay(draft.plannedTo) };
  if (Object.values(days).includes(undefined)) return bad("bad.day");
  const rooms = Object.entries(draft.kind === "classrooms" ? draft.rooms : {}).map(
    ([type, count]) => [type, optionalNumber(count)] as const,
  );
  const amount = optionalNumber(draft.amount);
  const cost_vnd = optionalNumber(draft.cost);
  const shares = funds.map((source) => [source, optionalNumber(draft.funds[source])] as const);
  const numbers = [amount, cost_vnd, ...rooms.map(([, n]) => n), ...shares.map(([, n]) => n)];
  if (numbers.includes(undefined)) return bad("bad.number");
  const unit = countedIn[draft.kind];
  const counted = amount != null && unit && pieces.length === 0 ? { amount: { exactly: amount, unit } } : {};
  const known = rooms.flatMap(([type, count]) => (count ? [[type, count]] : []));
  const funding = shares.flatMap(([source, amount_vnd]) =>
    amount_vnd == null ? [] : [{ source, amount_vnd }],
  );
  const criterion: CriterionRef | null =
    around.set && draft.criterion ? { set: around.set, code: draft.criterion } : null;
  const optional = {
    ...days,
    // The money of one work is not that of each.
    cost_vnd: several ? null : cost_vnd,
    hamlet: draft.hamlet || null,
    owner: draft.owner.trim() || null,
    note: draft.note.trim() || null,
    funding: funding.length > 0 && !several ? funding : null,
    criterion,
    rooms: known.length > 0 ? Object.fromEntries(known) : null,
    adds_toilet: (draft.kind === "sanitation" && draft.toilet) || null,
    adds_well: (draft.kind === "sanitation" && draft.well) || null,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null));
  const works = titles.map((title, i) => ({
    ...{ title, kind: draft.kind, action: draft.action, unit: draft.unit },
    ...counted,
    ...roads[i],
    ...placeMembers(draft, around.facilities),
    ...given,
  }));
  return {
    request: { method: "POST", path: "/api/works", body: { works, plan: around.plan } },
    bad: null,
  };
}

export interface NewTask {
  title: string;
  /** Code of a commune; empty: the district as a whole. */
  unit: string;
  owner: string;
  due: string;
  criterion: string;
  note: string;
}

/**
 * A task that the plan does not have. The server has no address for one, so it goes as an operation; `id` must stay
 * the same while the form is open.
 */
export function newTask(
  draft: NewTask,
  id: string,
  plan: Plan,
  { set, revision }: { set: string | null; revision: number },
): Asked {
  const title = draft.title.trim();
  if (!title) return bad("bad.text");
  const due = optionalDay(draft.due);
  if (due === undefined) return bad("bad.day");
  const body = {
    id,
    title: { vi: title, en: title },
    state: "open",
    ...(draft.unit ? { units: [draft.unit] } : {}),
    ...(draft.owner ? { owners: [draft.owner] } : {}),
    ...(due ? { due } : {}),
    ...(set && draft.criterion ? { criterion: { set, code: draft.criterion } } : {}),
    ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
  };
  const operation = { op: "set_plan_entry", plan: plan.id, kind: "task", body, is_new: true };
  return {
    request: {
      method: "POST",
      path: "/api/changesets",
      etag: `"r${revision}"`,
      body: { operations: [operation] },
    },
    bad: null,
  };
}

/** What residents gave, as it is typed. */
export interface Gift {
  day: string;
  money: string;
  land: string;
  labour: string;
  households: string;
  evidence: string;
  note: string;
}

export function giveTo(work: { id: string; unit: string }, plan: string, gift: Gift): Asked {
  const on = parseDate(gift.day);
  if (!on) return bad("bad.day");
  const numbers = {
    money_vnd: optionalNumber(gift.money),
    land_m2: optionalNumber(gift.land),
    labour_days: optionalNumber(gift.labour),
    households: optionalNumber(gift.households),
  };
  if (Object.values(numbers).includes(undefined)) return bad("bad.number");
  const { money_vnd, land_m2, labour_days } = numbers;
  if (!money_vnd && !land_m2 && !labour_days) return bad("bad.gift");
  const known = Object.entries(numbers).filter(([, value]) => value);
  const body = {
    ...{ work: work.id, unit: work.unit, on, plan },
    ...Object.fromEntries(known),
    ...(gift.evidence.trim() ? { evidence: gift.evidence.trim() } : {}),
    ...(gift.note.trim() ? { note: gift.note.trim() } : {}),
  };
  return { request: { method: "POST", path: "/api/contributions", body }, bad: null };
}
