/** What the forms of the registers send. */
import { parseDate } from "../format";
import type {
  CapitalEntry,
  CapitalType,
  Cooperative,
  CooperativeKind,
  OwnerKind,
  Product,
  Title,
} from "../registers/types";
import { type Asked, bad, funds, optionalDay, optionalNumber, type WorkRecord } from "./requests";

interface Known {
  id: string;
  etag: string;
}

/** A new record with what is known; or of one that is known only what differs, an emptied member taken out. */
function put(path: string, known: Known | null, wanted: Record<string, unknown>, plan: string): Asked {
  if (known === null) {
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
    return { request: { method: "POST", path, body: { ...given, plan } }, bad: null };
  }
  const was = known as unknown as Record<string, unknown>;
  const body = Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => value !== (was[key] ?? null)),
  );
  if (Object.keys(body).length === 0) return bad("bad.same");
  const one = `${path}/${encodeURIComponent(known.id)}`;
  return { request: { method: "PATCH", path: one, etag: known.etag, body }, bad: null };
}

/** A record that should not be there. */
export function removeRecord(path: string, etag: string, why: string): Asked {
  const mark = path.includes("?") ? "&" : "?";
  const comment = why.trim() ? `${mark}comment=${encodeURIComponent(why.trim())}` : "";
  return { request: { method: "DELETE", path: `${path}${comment}`, etag }, bad: null };
}

const text = (typed: string) => typed.trim() || null;

export interface CooperativeDraft {
  name: string;
  unit: string;
  hamlet: string;
  kind: CooperativeKind;
  founded: string;
  dissolved: string;
  members: string;
  evidence: string;
  note: string;
}

export function saveCooperative(draft: CooperativeDraft, known: Cooperative | null, plan: string): Asked {
  if (!draft.name.trim()) return bad("bad.name");
  if (!draft.unit) return bad("bad.unit");
  const founded_on = optionalDay(draft.founded);
  const dissolved_on = optionalDay(draft.dissolved);
  if (founded_on === undefined || dissolved_on === undefined) return bad("bad.day");
  const members = optionalNumber(draft.members);
  if (members === undefined) return bad("bad.number");
  const wanted = {
    ...{ name: draft.name.trim(), unit: draft.unit, hamlet: draft.hamlet || null, kind: draft.kind },
    ...{ founded_on, dissolved_on, members, evidence: text(draft.evidence), note: text(draft.note) },
  };
  return put("/api/cooperatives", known, wanted, plan);
}

export interface ProductDraft {
  name: string;
  unit: string;
  hamlet: string;
  ownerKind: OwnerKind;
  cooperative: string;
  owner: string;
  /** Empty: not recognised yet. */
  stars: string;
  recognised: string;
  validTo: string;
  decision: string;
  note: string;
}

export function saveProduct(draft: ProductDraft, known: Product | null, plan: string): Asked {
  if (!draft.name.trim()) return bad("bad.name");
  if (!draft.unit) return bad("bad.unit");
  if (draft.ownerKind === "cooperative" && !draft.cooperative) return bad("bad.cooperative");
  if (draft.ownerKind === "enterprise" && !draft.owner.trim()) return bad("bad.owner");
  const isRecognised = draft.stars !== "";
  const recognised_on = isRecognised ? parseDate(draft.recognised) : null;
  const valid_to = isRecognised ? optionalDay(draft.validTo) : null;
  if ((isRecognised && recognised_on === null) || valid_to === undefined) return bad("bad.day");
  if (isRecognised && !draft.decision.trim()) return bad("bad.decision");
  const wanted = {
    ...{ name: draft.name.trim(), unit: draft.unit, hamlet: draft.hamlet || null },
    owner_kind: draft.ownerKind,
    cooperative: draft.ownerKind === "cooperative" ? draft.cooperative : null,
    owner: draft.ownerKind === "enterprise" ? draft.owner.trim() : null,
    stars: isRecognised ? Number(draft.stars) : null,
    ...{ recognised_on, valid_to, decision: isRecognised ? text(draft.decision) : null },
    note: text(draft.note),
  };
  return put("/api/products", known, wanted, plan);
}

export interface TitleDraft {
  recognised: "yes" | "no";
  decision: string;
  decided: string;
  note: string;
}

/** Replaces what is recorded of the same hamlet, title and year. */
export function recordTitle(
  of: { hamlet: string; title: Title; year: number; etag: string },
  draft: TitleDraft,
  plan: string,
): Asked {
  const recognised = draft.recognised === "yes";
  if (recognised && !draft.decision.trim()) return bad("bad.decision");
  const decided_on = optionalDay(draft.decided);
  if (decided_on === undefined) return bad("bad.day");
  const { hamlet, title, year, etag } = of;
  const body = {
    ...{ hamlet, title, year, recognised, plan },
    ...(draft.decision.trim() ? { decision: draft.decision.trim() } : {}),
    ...(decided_on ? { decided_on } : {}),
    ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
  };
  return { request: { method: "POST", path: "/api/hamlet-titles", etag, body }, bad: null };
}

export interface CapitalDraft {
  type: CapitalType;
  source: string;
  /** Id of a work; empty: of none alone. */
  work: string;
  unit: string;
  on: string;
  amount: string;
  document: string;
  note: string;
}

/** An amount in whole đồng, also below zero: `1.200.000`, `-500.000`; null when it is none. */
export function parseVnd(typed: string): number | null {
  const [, minus = "", digits = ""] = /^([-−]?)(\d{1,3}(?:\.\d{3})+|\d+)$/.exec(typed.trim()) ?? [];
  const value = Number(digits.replaceAll(".", ""));
  if (digits === "" || value === 0) return null;
  return minus ? -value : value;
}

export function saveCapital(draft: CapitalDraft, known: CapitalEntry | null, plan: string): Asked {
  const on = parseDate(draft.on);
  if (!on) return bad("bad.day");
  const amount_vnd = parseVnd(draft.amount);
  if (amount_vnd === null) return bad("bad.money");
  if (!draft.document.trim()) return bad("bad.decision");
  const wanted = {
    ...{ type: draft.type, source: draft.source, on, amount_vnd, document: draft.document.trim() },
    ...{ work: draft.work || null, unit: draft.unit || null, note: text(draft.note) },
  };
  return put("/api/capital", known, wanted, plan);
}

/** Sources of money to choose from: those of the work first, as its plan names them; what is chosen stays. */
export function sourcesFor(funding: WorkRecord["funding"], chosen: string): string[] {
  return [...new Set([...(funding ?? []).map(({ source }) => source), ...funds, chosen])];
}

/** What is written once a work is chosen: it lies in its commune, and has its own source where it has one. */
export function withWork(
  draft: CapitalDraft,
  work: Pick<WorkRecord, "id" | "unit" | "funding"> | undefined,
): CapitalDraft {
  if (!work) return { ...draft, work: "" };
  const own = (work.funding ?? []).map(({ source }) => source);
  const source = own.includes(draft.source) ? draft.source : (own[0] ?? draft.source);
  return { ...draft, work: work.id, unit: work.unit, source };
}

export interface QuestionDraft {
  unit: string;
  department: string;
  /** `criterion:2` or `work:H1`: what it is about. */
  about: string;
  question: string;
  document: string;
}

export function askGuidance(draft: QuestionDraft, set: string | null, plan: string): Asked {
  if (!draft.unit) return bad("bad.unit");
  if (!draft.department) return bad("bad.department");
  const [kind = "", id = ""] = draft.about.split(/:(.*)/);
  if (!id || (kind === "criterion" && !set)) return bad("bad.about");
  if (!draft.question.trim()) return bad("bad.text");
  const body = {
    ...{ unit: draft.unit, department: draft.department, question: draft.question.trim(), plan },
    ...(kind === "criterion" ? { criterion: { set, code: id } } : { work: id }),
    ...(draft.document.trim() ? { document: draft.document.trim() } : {}),
  };
  return { request: { method: "POST", path: "/api/guidance", body }, bad: null };
}

export function answerGuidance(of: Known, answer: string, document: string): Asked {
  if (!answer.trim()) return bad("bad.text");
  const body = { text: answer.trim(), ...(document.trim() ? { document: document.trim() } : {}) };
  const path = `/api/guidance/${encodeURIComponent(of.id)}/answer`;
  return { request: { method: "POST", path, etag: of.etag, body }, bad: null };
}
