import { parseMeasure } from "../edit/stretch";
import type { EditRequest } from "../edit/types";
import { parseDate } from "../format";
import type { CriterionState, Declared, WorkState } from "../plan/types";
import type { Surface } from "../types";

/** A work as the server tells it: the members of a plan file. */
export interface WorkRecord {
  id: string;
  title: { vi: string; en: string };
  kind: string;
  unit: string;
  state: WorkState;
  etag: string;
  surfaces?: Surface[];
  stretches?: { surface?: Surface }[];
  accepted_on?: string;
  started_on?: string;
  finished_on?: string;
  actual?: number;
  cost_vnd?: number;
  funding?: { source: string; amount_vnd?: number }[];
  owner?: string;
  note?: string;
  evidence?: string;
  place?: { kind: string; name?: string };
  facility?: number;
  places: { id: number; name: string }[];
  roads: { id: number; name: string; from_m: number; to_m: number }[];
}

export const funds = ["province_cement", "district_sand_stone", "people", "programme", "adp"] as const;
export type Fund = (typeof funds)[number];

export interface WorkDraft {
  state: WorkState;
  started: string;
  finished: string;
  actual: string;
  cost: string;
  funds: Record<Fund, string>;
  owner: string;
  note: string;
  evidence: string;
}

/** Why what is typed is no edit yet; `null` when it is one. */
export type Bad =
  | "bad.day"
  | "bad.number"
  | "bad.text"
  | "bad.evidence"
  | "bad.same"
  | "bad.unit"
  | "bad.stretch"
  | "bad.overlap"
  | "bad.gift"
  | "bad.hamlet"
  | "bad.household"
  | "bad.name"
  | "bad.cooperative"
  | "bad.owner"
  | "bad.decision"
  | "bad.money"
  | "bad.department"
  | "bad.about"
  | null;
export interface Asked {
  request: EditRequest | null;
  bad: Bad;
}

export const bad = (why: Exclude<Bad, null>): Asked => ({ request: null, bad: why });

/** `undefined`: not a day; `null`: empty. */
export function optionalDay(text: string): string | null | undefined {
  if (text.trim() === "") return null;
  return parseDate(text) ?? undefined;
}

/** `undefined`: not a number; `null`: empty. Thousands may be written with points: 1.200.000. */
export function optionalNumber(text: string): number | null | undefined {
  const plain = /^\d{1,3}(\.\d{3})+$/.test(text.trim()) ? text.replaceAll(".", "") : text;
  if (plain.trim() === "") return null;
  return parseMeasure(plain) ?? undefined;
}

const etagOf = (work: { etag: string }) => ({ etag: work.etag });
const path = (id: string) => encodeURIComponent(id);

/** Only what differs; an emptied field takes its member out. */
export function updateWork(work: WorkRecord, draft: WorkDraft): Asked {
  const days = { started_on: optionalDay(draft.started), finished_on: optionalDay(draft.finished) };
  if (Object.values(days).includes(undefined)) return bad("bad.day");
  const numbers = { actual: optionalNumber(draft.actual), cost_vnd: optionalNumber(draft.cost) };
  const shares = funds.map((source) => [source, optionalNumber(draft.funds[source])] as const);
  if ([...Object.values(numbers), ...shares.map(([, amount]) => amount)].includes(undefined))
    return bad("bad.number");
  const kept = (work.funding ?? []).filter(({ source }) => !(funds as readonly string[]).includes(source));
  const funding = [
    ...kept,
    ...shares.flatMap(([source, amount_vnd]) => (amount_vnd == null ? [] : [{ source, amount_vnd }])),
  ];
  const wanted: Record<string, unknown> = {
    state: draft.state,
    ...days,
    ...numbers,
    funding: funding.length > 0 ? funding : null,
    owner: draft.owner.trim() || null,
    note: draft.note.trim() || null,
    evidence: draft.evidence.trim() || null,
  };
  const was = work as unknown as Record<string, unknown>;
  const body = Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key] ?? null),
    ),
  );
  if (Object.keys(body).length === 0) return bad("bad.same");
  return {
    request: { method: "PATCH", path: `/api/works/${path(work.id)}`, ...etagOf(work), body },
    bad: null,
  };
}

export interface Acceptance {
  day: string;
  surface: Surface | null;
  facility: number | null;
  evidence: string;
}

export function acceptWork(work: WorkRecord, { day, surface, facility, evidence }: Acceptance): Asked {
  const accepted_on = parseDate(day);
  if (!accepted_on) return bad("bad.day");
  const body = {
    accepted_on,
    ...(surface ? { surface } : {}),
    ...(facility !== null ? { facility } : {}),
    ...(evidence.trim() ? { evidence: evidence.trim() } : {}),
  };
  return {
    request: { method: "POST", path: `/api/works/${path(work.id)}/accept`, ...etagOf(work), body },
    bad: null,
  };
}

export interface Proof {
  evidence: string;
  photos: string;
  features: Declared["features"];
}

function proofOf({ evidence, photos, features }: Proof) {
  const list = photos
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  return {
    evidence: evidence.trim(),
    ...(list.length > 0 ? { photos: list } : {}),
    ...(features.length > 0 ? { features } : {}),
  };
}

export function declareTarget(target: string, value: string, day: string, proof: Proof): Asked {
  const number = optionalNumber(value);
  if (number == null) return bad("bad.number");
  const as_of = parseDate(day);
  if (!as_of) return bad("bad.day");
  if (!proof.evidence.trim()) return bad("bad.evidence");
  const body = { value: number, as_of, ...proofOf(proof) };
  return { request: { method: "POST", path: `/api/targets/${path(target)}/results`, body }, bad: null };
}

export function recordResult(
  where: { set: string; unit: string; criterion: string },
  state: CriterionState,
  day: string,
  proof: Proof,
): Asked {
  const as_of = parseDate(day);
  if (!as_of) return bad("bad.day");
  if (!proof.evidence.trim()) return bad("bad.evidence");
  const body = { ...where, state, as_of, ...proofOf(proof) };
  return { request: { method: "POST", path: "/api/results", body }, bad: null };
}

export function raiseDifficulty(
  unit: string | null,
  kind: "difficulty" | "proposal",
  title: string,
  text: string,
): Asked {
  if (!title.trim()) return bad("bad.text");
  const body = {
    title: title.trim(),
    kind,
    ...(unit ? { units: [unit] } : {}),
    ...(text.trim() ? { text: text.trim() } : {}),
  };
  return { request: { method: "POST", path: "/api/difficulties", body }, bad: null };
}

export function answerDifficulty(one: { id: string; etag: string }, text: string): Asked {
  if (!text.trim()) return bad("bad.text");
  const body = { text: text.trim() };
  return {
    request: { method: "POST", path: `/api/difficulties/${path(one.id)}/answer`, ...etagOf(one), body },
    bad: null,
  };
}

export function updateTask(task: { id: string; etag: string; state: string }, state: string): Asked {
  if (task.state === state) return bad("bad.same");
  return {
    request: { method: "PATCH", path: `/api/tasks/${path(task.id)}`, ...etagOf(task), body: { state } },
    bad: null,
  };
}
