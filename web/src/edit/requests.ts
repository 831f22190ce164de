import { address } from "../api";
import { date, parseDate } from "../format";
import type { FacilityRecord, LonLat, RoadRecord } from "../types";
import { isWhole, parseMeasure, stretchOf } from "./stretch";
import type { EditRequest, FacilityDraft, RoadDraft, RoomsDraft, SurfaceDraft } from "./types";

/** What forms send. A field that nobody filled in is left out; one that was cleared is sent empty. */

export function recordSurface(road: RoadRecord, draft: SurfaceDraft, day: string): EditRequest | null {
  const stretch = stretchOf(draft.from, draft.to, road.length_m);
  const width_m = parseMeasure(draft.width);
  if (!stretch || width_m === null) return null;
  return {
    method: "POST",
    path: `/api/roads/${road.id}/surfaces`,
    etag: road.etag,
    body: filled({
      ...(isWhole(stretch, road.length_m) ? {} : stretch),
      surface: draft.surface,
      width_m,
      effective_on: day,
      work: draft.work.trim(),
      evidence: draft.evidence.trim(),
      comment: draft.comment.trim(),
    }),
  };
}

/** The first day there is: nobody knows since when. */
export const everSince = "1900-01-01";

/** The form of a road that is there. */
export function roadDraft(road: RoadRecord): RoadDraft {
  return {
    name: road.name,
    code: road.code,
    class: road.class,
    managing_commune: road.managing_commune?.code ?? "",
    valid_from: road.valid_from === everSince ? "" : date(road.valid_from),
    valid_to: road.valid_to ? date(road.valid_to) : "",
    comment: "",
  };
}

/** Whether both days of a form are days or empty. */
export function goodDays(draft: RoadDraft): boolean {
  return [draft.valid_from, draft.valid_to].every((typed) => typed.trim() === "" || parseDate(typed));
}

const day = (typed: string) => (typed.trim() === "" ? null : parseDate(typed));

/** null while a day is none. */
export function addRoad(line: readonly LonLat[], draft: RoadDraft): EditRequest | null {
  if (!goodDays(draft)) return null;
  const { comment, ...fields } = trimmed(draft);
  const days = { valid_from: day(fields.valid_from) ?? "", valid_to: day(fields.valid_to) ?? "" };
  const body = filled({ geometry: lineString(line), ...fields, ...days, comment });
  return { method: "POST", path: "/api/roads", body };
}

/** How far a surface is carried to the new line when somebody says that it is the same road. */
export const far_m = 200;

export function redrawRoad(
  road: RoadRecord,
  line: readonly LonLat[],
  how: { giveUp: readonly number[]; farther: boolean; comment: string },
): EditRequest {
  return {
    method: "PUT",
    path: `/api/roads/${road.id}/geometry`,
    etag: road.etag,
    body: filled({
      geometry: lineString(line),
      comment: how.comment.trim(),
      ...(how.farther ? { tolerance_m: far_m } : {}),
      ...(how.giveUp.length > 0 ? { give_up: how.giveUp } : {}),
    }),
  };
}

export function splitRoad(road: RoadRecord, at_m: number, comment: string): EditRequest {
  const body = filled({ at_m, comment: comment.trim() });
  return { method: "POST", path: `/api/roads/${road.id}/split`, etag: road.etag, body };
}

/** All must be as they were seen: what counts is the oldest of them. */
export function joinRoads(road: RoadRecord, others: readonly RoadRecord[], comment: string): EditRequest {
  const roads = [road, ...others].map((one) => one.id);
  return {
    method: "POST",
    path: "/api/roads/join",
    etag: `"r${Math.min(...[road, ...others].map((one) => one.revision))}"`,
    body: filled({ roads, comment: comment.trim() }),
  };
}

export function retire(
  what: "roads" | "facilities",
  record: { id: number; etag?: string },
  last_day: string,
  comment: string,
): EditRequest {
  const path = address(`/api/${what}/${record.id}`, { last_day, comment: comment.trim() });
  return { method: "DELETE", path, ...(record.etag ? { etag: record.etag } : {}) };
}

/** Takes one surface record back: what held before holds again. */
export function retractSurface(road: RoadRecord, record: number, comment: string): EditRequest {
  const path = address(`/api/roads/${road.id}/surfaces/${record}`, { comment: comment.trim() });
  return { method: "DELETE", path, etag: road.etag };
}

/** Only what differs from the record; null when nothing does, or a day is none. */
export function editRoad(road: RoadRecord, draft: RoadDraft): EditRequest | null {
  if (!goodDays(draft)) return null;
  const { comment, ...fields } = trimmed(draft);
  const was = { ...road, managing_commune: road.managing_commune?.code ?? "" };
  const days = { valid_from: day(fields.valid_from) ?? everSince, valid_to: day(fields.valid_to) };
  const body = different(was, { ...fields, ...days });
  if (Object.keys(body).length === 0) return null;
  const path = `/api/roads/${road.id}`;
  return { method: "PATCH", path, etag: road.etag, body: withComment(body, comment) };
}

/** The form of a facility that is there. */
export function facilityDraft(facility: FacilityRecord): FacilityDraft {
  const { name, code, kind, standard_met, toilet, well } = facility;
  return {
    ...{ name, code, kind, standard_met, toilet, well },
    condition: facility.condition ?? "",
    place: facility.location,
    serves: facility.serves.map((unit) => unit.code),
    rooms: Object.entries(facility.rooms ?? {}).map(([type, count]) => ({ type, count: String(count) })),
    seats: facility.seats === null ? "" : String(facility.seats),
    area: facility.area_m2 === null ? "" : String(facility.area_m2).replace(".", ","),
    comment: "",
  };
}

/** What the fields of a form say of a facility; null when a number is none, or a type stands twice. */
function facilityFields(draft: FacilityDraft) {
  const { name, code, kind, condition, standard_met, toilet, well } = trimmed(draft);
  const seats = parseCount(draft.seats);
  const area_m2 = parseAmount(draft.area);
  const rooms = roomsOf(draft.rooms);
  if (seats === undefined || area_m2 === undefined || rooms === null) return null;
  const serves = [...draft.serves].sort();
  return { name, code, kind, condition, standard_met, toilet, well, serves, rooms, seats, area_m2 };
}

/** A whole number; null when nothing is typed, undefined when it is none. */
export function parseCount(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  return /^(\d{1,9}|\d{1,3}(\.\d{3}){1,2})$/.test(text) ? Number(text.replaceAll(".", "")) : undefined;
}

/** A number from 0 on, `1234,5`; null when nothing is typed, undefined when it is none. */
export function parseAmount(typed: string): number | null | undefined {
  if (typed.trim() === "") return null;
  const value = /^\d{1,9}([.,]\d{1,3})?$/.test(typed.trim()) ? Number(typed.trim().replace(",", ".")) : -1;
  return value >= 0 ? value : undefined;
}

/** Numbers by type; rows without a number are not known and left out. */
export function roomsOf(rows: readonly RoomsDraft[]): Record<string, number> | null {
  const rooms: Record<string, number> = {};
  for (const { type, count } of rows) {
    const number = parseCount(count);
    if (number === undefined || type.trim() in rooms) return null;
    if (number !== null && type.trim() !== "") rooms[type.trim()] = number;
  }
  return rooms;
}

/** null without a place, or while a number is none. */
export function addFacility(draft: FacilityDraft): EditRequest | null {
  const fields = facilityFields(draft);
  if (!draft.place || !fields) return null;
  const known = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && !isEmpty(value)),
  );
  const body = filled({ ...known, location: draft.place, comment: draft.comment.trim() });
  return { method: "POST", path: "/api/facilities", body };
}

/** Only what differs from the record; what was cleared is sent as not known. */
export function editFacility(facility: FacilityRecord, draft: FacilityDraft): EditRequest | null {
  const fields = facilityFields(draft);
  if (!fields) return null;
  const serves = facility.serves.map((unit) => unit.code).sort();
  const was = { ...facility, serves, rooms: facility.rooms ?? {} };
  const body: Record<string, unknown> = different(was, fields);
  const there = facility.location;
  const { place } = draft;
  if (place && (place[0] !== there[0] || place[1] !== there[1])) body["location"] = place;
  if (Object.keys(body).length === 0) return null;
  return {
    method: "PATCH",
    path: `/api/facilities/${facility.id}`,
    ...(facility.etag ? { etag: facility.etag } : {}),
    body: withComment(body, draft.comment),
  };
}

const isEmpty = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

function lineString(coordinates: readonly LonLat[]) {
  return { type: "LineString", coordinates: coordinates.map(([lon, lat]) => [round(lon), round(lat)]) };
}

/** To the seventh decimal of a degree, a centimetre. */
export function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

function trimmed<T extends object>(fields: T): T {
  const texts = Object.entries(fields).map(([key, value]) => [
    key,
    typeof value === "string" ? value.trim() : value,
  ]);
  return Object.fromEntries(texts) as T;
}

function filled(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined),
  );
}

function different(record: object, fields: Record<string, unknown>): Record<string, unknown> {
  const old = record as Record<string, unknown>;
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => !same(old[key], value)));
}

/** A text that is not there is empty; numbers, lists and tables are compared by what they hold. */
function same(old: unknown, value: unknown): boolean {
  if (typeof value === "string") return (old ?? "") === value;
  return stable(old ?? null) === stable(value);
}

function stable(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withComment(body: Record<string, unknown>, comment: string): Record<string, unknown> {
  return comment.trim() === "" ? body : { ...body, comment: comment.trim() };
}
