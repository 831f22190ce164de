import { address } from "../api";
import type { FacilityRecord, LonLat, RoadRecord } from "../types";
import { isWhole, parseMeasure, stretchOf } from "./stretch";
import type { EditRequest, FacilityDraft, RoadDraft, SurfaceDraft } from "./types";

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

export function addRoad(line: readonly LonLat[], draft: RoadDraft): EditRequest {
  const body = { geometry: lineString(line), ...draft, name: draft.name.trim(), code: draft.code.trim() };
  return { method: "POST", path: "/api/roads", body: filled(body) };
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

/** Only what differs from the record; null when nothing does. */
export function editRoad(road: RoadRecord, draft: RoadDraft): EditRequest | null {
  const body = different(road, { name: draft.name.trim(), code: draft.code.trim(), class: draft.class });
  if (Object.keys(body).length === 0) return null;
  const path = `/api/roads/${road.id}`;
  return { method: "PATCH", path, etag: road.etag, body: withComment(body, draft.comment) };
}

export function addFacility(draft: FacilityDraft): EditRequest | null {
  const { place, ...rest } = draft;
  if (!place) return null;
  return { method: "POST", path: "/api/facilities", body: filled({ ...trimmed(rest), location: place }) };
}

export function editFacility(facility: FacilityRecord, draft: FacilityDraft): EditRequest | null {
  const { place, comment, ...rest } = draft;
  const body: Record<string, unknown> = different(facility, trimmed(rest));
  const there = facility.location;
  if (place && (place[0] !== there[0] || place[1] !== there[1])) body["location"] = place;
  if (Object.keys(body).length === 0) return null;
  return {
    method: "PATCH",
    path: `/api/facilities/${facility.id}`,
    ...(facility.etag ? { etag: facility.etag } : {}),
    body: withComment(body, comment),
  };
}

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
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => (old[key] ?? "") !== value));
}

function withComment(body: Record<string, unknown>, comment: string): Record<string, unknown> {
  return comment.trim() === "" ? body : { ...body, comment: comment.trim() };
}
