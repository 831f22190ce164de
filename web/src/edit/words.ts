import { area, date, dateTime, length, number, stationing } from "../format";
import type { Translate } from "../i18n";
import { isKey } from "../i18n";
import { isEditKey, type SayEdit } from "../i18n/edit";
import { roomName } from "../i18n/rooms";
import { mapName } from "../names";
import type { Lang, RoadRecord, Surface, SurfaceInterval, Unit } from "../types";
import type { About, ChangeRecord, Operation, StaleField, Subject } from "./types";

/** What puts records of edits into words. */
export interface Words {
  lang: Lang;
  t: Translate;
  say: SayEdit;
  /** Without them codes stand for names. */
  units?: ReadonlyMap<string, Unit>;
  /** Full names by the name to sign in with; only for those who are signed in. */
  people?: ReadonlyMap<string, string>;
}

/** Somebody as people call them, where the reader may know that. */
export function personWord(name: string, { people }: Words): string {
  return people?.get(name) ?? name;
}

const shortSurface: Partial<Record<Surface, string>> = { btxm: "BTXM", nhua: "BTN" };

/** A surface inside a sentence: offices write BTXM. */
export function surfaceWord(surface: Surface, { t }: Words): string {
  return shortSurface[surface] ?? t(`surface.${surface}`).toLowerCase();
}

export function fieldName(field: string, { say }: Words): string {
  const key = `field.${field}`;
  return isEditKey(key) ? say(key) : field;
}

/** A value of a field, as the history has it, in words. */
export function valueWord(field: string, value: unknown, words: Words): string {
  const { lang, t, say } = words;
  if (isUnknown(field, value)) return t("value.unknown");
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  if (typeof value === "number") return numberWord(field, value, lang);
  if (Array.isArray(value)) return value.map((one) => valueWord(field, one, words)).join(", ") || "–";
  if (field === "rooms") return roomsWord(value as Record<string, number>, words);
  if (typeof value === "object") return objectWord(value as Record<string, unknown>, words);
  const text = String(value);
  if (unitFields.includes(field)) return words.units?.get(text)?.name ?? text;
  if (field === "valid_from" && text === "1900-01-01") return say("form.everSince");
  for (const key of [`${field}.${text}`, `${field === "kind" ? "kind" : "surface"}.${text}`])
    if (isKey(key)) return t(key);
  const own = `value.${text}`;
  if (isEditKey(own)) return say(own);
  return date(text);
}

const maybeUnknown = ["standard_met", "toilet", "well", "seats", "area_m2", "width_m", "rooms", "serves"];

/** Nothing is known: for these fields that is a value, not the lack of one. */
function isUnknown(field: string, value: unknown): boolean {
  if (!maybeUnknown.includes(field)) return false;
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

const unitFields = ["serves", "managing_commune", "commune", "parent", "predecessors"];

function roomsWord(rooms: Record<string, number>, { lang }: Words): string {
  const parts = Object.entries(rooms).map(
    ([type, count]) => `${roomName(type, lang).toLowerCase()}: ${count}`,
  );
  return parts.join(", ") || "–";
}

function numberWord(field: string, value: number, lang: Lang): string {
  if (field === "from_m" || field === "to_m") return stationing(value);
  if (field === "width_m") return `${number(value, lang, 1)}\u00a0m`;
  if (field === "area_m2") return area(value, lang);
  if (field === "location" || field === "") return number(value, lang, Number.isInteger(value) ? 0 : 5);
  return Number.isInteger(value) ? String(value) : number(value, lang, 2);
}

function objectWord(value: Record<string, unknown>, words: Words): string {
  const { lang, say } = words;
  const n = value["vertices"] ?? (value["coordinates"] as unknown[] | undefined)?.length;
  if (typeof n === "number") {
    const metres = value["length_m"];
    return say("value.line", { n, length: typeof metres === "number" ? length(metres, lang) : "…" });
  }
  if (typeof value["surface"] === "string") return recordWord(value, words);
  return Object.entries(value)
    .map(([key, one]) => `${key.replaceAll("_", " ")}: ${valueWord(key, one, words)}`)
    .join(", ");
}

/** `Bê tông xi măng Km0+120–Km0+400, 3,5 m`. */
function recordWord(value: Record<string, unknown>, words: Words): string {
  const parts = [
    `${valueWord("surface", value["surface"], words)} ${stretchWord(value, words)}`.trim(),
    value["width_m"] ? valueWord("width_m", value["width_m"], words) : null,
    value["effective_on"] ? valueWord("effective_on", value["effective_on"], words) : null,
    value["state"] === "retracted" ? words.say("value.retracted") : null,
  ];
  return parts.filter(Boolean).join(", ");
}

/** `Km0+120–Km0+400`, or that it is the whole road. */
export function stretchWord(value: { [member: string]: unknown }, { say }: Words): string {
  const { from_m, to_m } = value;
  if (typeof from_m !== "number" || typeof to_m !== "number") return `(${say("form.whole")})`;
  return `${stationing(from_m)}–${stationing(to_m)}`;
}

/** `đường số 8 “Đường vào chùa” (Ấp 2)`: what an operation or a change is about. */
export function subjectWord(entity: "road" | "facility", id: unknown, words: Words, about?: About): string {
  const { say } = words;
  const number = say(`subject.${entity}`, { id: String(id) });
  const name = about?.name ? ` “${about.name}”` : "";
  return `${number}${name}${about?.hamlet ? ` (${about.hamlet})` : ""}`;
}

/** What is not said in the sentence of an operation itself. */
const listed: Record<string, readonly string[]> = {
  add_surface: ["width_m", "effective_on", "work", "evidence"],
  add_road: ["class", "code", "managing_commune", "valid_from", "valid_to"],
  edit_road: ["name", "code", "class", "managing_commune", "valid_from", "valid_to"],
  retire_road: ["last_day"],
  retire_facility: ["last_day"],
};
const ofFacility = [
  "kind",
  "code",
  "condition",
  "serves",
  "standard_met",
  "rooms",
  "seats",
  "area_m2",
  "toilet",
];
listed["add_facility"] = [...ofFacility, "well"];
listed["edit_facility"] = ["name", ...ofFacility, "well", "commune", "valid_from", "valid_to"];

/** `Bê tông xi măng Km0+120–Km0+400, từ 05/11/2024, BB 12`; of a record in several pieces all of them. */
export function recordWords(road: RoadRecord, record: number, one: SurfaceInterval, words: Words): string {
  const pieces = road.surfaces.filter((piece) => piece.record === record);
  const where = pieces.map(({ from_m, to_m }) => stretchWord({ from_m, to_m }, words)).join(", ");
  const parts = [
    `${valueWord("surface", one.surface, words)} ${where}`,
    one.width_m === null ? null : valueWord("width_m", one.width_m, words),
    one.effective_on &&
      `${words.t("road.since").toLowerCase()} ${valueWord("effective_on", one.effective_on, words)}`,
    one.evidence,
  ];
  return parts.filter(Boolean).join(", ");
}

/** One operation of a proposal: `Bê tông xi măng Km0+120–Km0+400 trên đường số 8 (Ấp 2); bề rộng: 3,5 m`. */
export function operationWord(operation: Operation, words: Words, subjects: readonly Subject[] = []): string {
  const key = `op.${operation.op}`;
  if (!isEditKey(key)) return operation.op;
  const about = (entity: "road" | "facility", id: unknown) =>
    subjectWord(
      entity,
      id,
      words,
      subjects.find((one) => one.entity === entity && one.id === id),
    );
  const surface = operation["surface"];
  const ids = Array.isArray(operation["roads"]) ? operation["roads"] : [];
  const sentence = words.say(key, {
    road: about("road", operation["road"]),
    facility: about("facility", operation["facility"]),
    name: String(operation["name"] || "–"),
    roads: ids.map((id) => about("road", id)).join(", "),
    at: typeof operation["at_m"] === "number" ? stationing(operation["at_m"]) : "",
    surface: typeof surface === "string" ? valueWord("surface", surface, words) : "",
    stretch: stretchWord(operation, words),
  });
  const details = (listed[operation.op] ?? [])
    .filter((field) => operation[field] !== undefined)
    .map((field) => `${fieldName(field, words)}: ${valueWord(field, operation[field], words)}`);
  return [sentence, ...details].join("; ");
}

/** `thêm mặt đường Km0+120–Km0+400`, `sửa đường số 8 “Đường vào chùa”`. */
export function changeWord(change: ChangeRecord, words: Words): string {
  const { say } = words;
  const what = say(`entity.${change.entity}`);
  const doing = say(`action.${change.action}`);
  if (change.last_id !== undefined && change.last_id !== change.id)
    return `${doing} ${what} ${say("history.run", { from: change.id, to: change.last_id })}`;
  if (change.entity === "surface_record")
    return `${doing} ${what} ${stretchWord(change as { [member: string]: unknown } & ChangeRecord, words)}`;
  if (change.entity === "road" || change.entity === "facility")
    return `${doing} ${subjectWord(change.entity, change.id, words, change)}`;
  return `${doing} ${what} ${change.name || change.key || change.id}`;
}

/** Who changed what, from what to what. */
export function staleWord(field: StaleField, words: Words): string {
  return words.say("stale.what", {
    who: personWord(field.by, words),
    when: dateTime(field.at),
    field: fieldName(field.field, words),
    before: valueWord(field.field, field.before, words),
    now: valueWord(field.field, field.now, words),
  });
}

/** A commune as in speech: `Tân Hưng`. */
export function communeName(code: string, units: ReadonlyMap<string, Unit>): string {
  return mapName(units.get(code)?.name ?? code);
}

/** Communes by name, as lists show them. */
export function communesByName(units: ReadonlyMap<string, Unit>): Unit[] {
  return ofLevel(units, "commune");
}

/** Every commune's hamlets, by name. */
export function hamletsOf(units: ReadonlyMap<string, Unit>): { commune: string; hamlets: Unit[] }[] {
  const hamlets = ofLevel(units, "hamlet");
  return communesByName(units).map(({ code, name }) => ({
    commune: name,
    hamlets: hamlets.filter((hamlet) => hamlet.parent === code),
  }));
}

function ofLevel(units: ReadonlyMap<string, Unit>, level: Unit["level"]): Unit[] {
  return [...units.values()]
    .filter((unit) => unit.level === level)
    .sort((a, b) => a.name.localeCompare(b.name, "vi", { numeric: true }));
}
