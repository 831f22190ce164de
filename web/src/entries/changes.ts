/** What becomes of items of a plan: which members differ, and what the item is called. */
import type { ChangeRecord, Operation } from "../edit/types";
import { entryWords, fieldsInOrder, isEntryKey } from "../i18n/entries";
import type { Body, EntryChange } from "./types";
import { criterionWord, type EntryWords, fieldLabel, memberWord } from "./values";

/** A member and what it was and becomes. */
export interface Difference {
  field: string;
  before: unknown;
  after: unknown;
}

/** What tells which item it is; its title says so already. */
const ofTheKey = ["id", "key", "plan", "etag"];

/** A value so that two of the same meaning are written alike: nothing, null and an empty list are one. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.map(canonical) : null;
  if (value === undefined || value === false) return null;
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([key, one]) => [key, canonical(one)] as const);
  return Object.fromEntries(members.filter(([, one]) => one !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const written = (value: unknown) => JSON.stringify(canonical(value));

/** Members that differ, in the order in which people read them. What a list tells besides the item is left out. */
export function differences({ before, after, kind }: EntryChange): Difference[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const order = (field: string) => fieldsInOrder.indexOf(field) >>> 0;
  return [...fields]
    .filter((field) => !ofTheKey.includes(field) && !ofTheTitle[kind]?.includes(field))
    .filter((field) => (after && field in after) || isEntryKey(`field.${field}`))
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter(({ before, after }) => written(before) !== written(after))
    .sort((a, b) => order(a.field) - order(b.field));
}

/** What the title says already. */
const ofTheTitle: Record<string, readonly string[]> = {
  criterion_result: ["criterion"],
  hamlet_title: ["title"],
};

/** Fields of a key such as `xa-ntm-2021/25345/2/2024-06-01`. */
const keyed: Record<string, readonly string[]> = {
  criterion_result: ["set", "unit", "criterion", "as_of"],
  target_result: ["target", "as_of"],
  hamlet_title: ["hamlet", "title", "year"],
  period_report: ["unit", "period"],
};

/** What the key of an item says of it. */
export function ofKey(kind: string, key: string): Body {
  const parts = key.split("/");
  const fields = keyed[kind] ?? ["id"];
  return Object.fromEntries(fields.map((field, i) => [field, parts[i]]));
}

/** What an item is called: its own title, else that of what it is about; and its code. */
export function titleWord({ kind, key, before, after }: EntryChange, words: EntryWords): string {
  const body: Body = { ...ofKey(kind, key), ...before, ...after };
  const word = (field: string) => (body[field] == null ? "" : memberWord(field, body[field], words));
  const id = keyed[kind] ? "" : key;
  const titles: Record<string, () => readonly string[]> = {
    criterion_result: () => [criterionWord(body["set"], String(body["criterion"]), words), word("unit")],
    target_result: () => [word("target")],
    hamlet_title: () => [word("title"), word("hamlet"), word("year")],
    period_report: () => [body["unit"] === "district" ? "" : word("unit"), word("period")],
    work: () => [word("title") || memberWord("work", key, words)],
    capital: () => [word("type"), word("work") || word("unit")],
    contribution: () => [word("work")],
    guidance: () => [word("question")],
  };
  const parts = (titles[kind]?.() ?? [word("title") || word("name")]).filter((part) => part && part !== id);
  return [parts.join(", "), id && `(${id})`].filter(Boolean).join(" ");
}

/** `Sửa vốn: Phân bổ, Trường Tiểu học Tân Hưng A (V1)`. */
export function entryWord(change: EntryChange, words: EntryWords): string {
  const say = entryWords(words.lang);
  const key = `item.${change.kind}`;
  const item = isEntryKey(key) ? say(key) : change.kind.replaceAll("_", " ");
  const title = titleWord(change, words);
  return say(`action.${change.action}`, { what: title ? say("titled", { what: item, title }) : item });
}

/** The lines below the title: of something new or taken off one value, of a change both. */
export function entryRows(change: EntryChange, words: EntryWords): { label: string; values: string[] }[] {
  const { action } = change;
  return differences(change).map(({ field, before, after }) => {
    const [was, is] = [memberWord(field, before, words), memberWord(field, after, words)];
    const values = hasBoth(change) ? [was, is] : [action === "withdrawn" ? was : is];
    return { label: fieldLabel(field, words), values };
  });
}

/** Whether both are known: what was and what becomes. */
export const hasBoth = ({ action, before }: EntryChange) => action === "changed" && before !== null;

/** An operation of a proposal; `now` is what stands: null where nothing does, undefined where nobody knows. */
export function proposed(operation: Operation, now: Body | null | undefined): EntryChange {
  const after = (operation["body"] ?? null) as Body | null;
  const isNew = operation["is_new"] === true || now === null;
  const action = after === null ? "withdrawn" : isNew ? "added" : "changed";
  return { ...placeOf(operation), action, before: isNew ? null : (now ?? null), after };
}

/** Where the item of an operation belongs. */
export function placeOf(operation: Operation): { plan: string; kind: string; key: string } {
  const kind = String(operation["kind"]);
  const body = (operation["body"] ?? {}) as Body;
  const own = keyed[kind]?.map((field) => body[field] ?? "district").join("/") ?? body["id"];
  return { plan: String(operation["plan"]), kind, key: String(operation["key"] ?? own ?? "") };
}

/**
 * A change as the history tells it: among the members, the kind of item, unless the item has a kind of its own, and its
 * commune, which of a household is all that is told.
 */
export function recorded(change: ChangeRecord): EntryChange {
  const { plan = "", kind = "", key, action, fields = {} } = change;
  const isOwn = (field: string) =>
    (field !== "commune" || kind === "household") &&
    (field !== "kind" || kind === "difficulty" || (fields[field]?.after ?? fields[field]?.before) !== kind);
  const side = (which: "before" | "after") =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, one]) => (isOwn(field) ? [[field, one[which]]] : [])),
    );
  return {
    ...{ plan, kind, key: key ?? "" },
    action: action === "retracted" ? "withdrawn" : action,
    before: side("before"),
    after: side("after"),
  };
}
