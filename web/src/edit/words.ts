import { date, dateTime, length, number, stationing } from "../format";
import type { Translate } from "../i18n";
import { isKey } from "../i18n";
import { isEditKey, type SayEdit } from "../i18n/edit";
import { mapName } from "../names";
import type { Lang, Surface, Unit } from "../types";
import type { ChangeRecord, Operation, StaleField } from "./types";

/** What puts records of edits into words. */
export interface Words {
  lang: Lang;
  t: Translate;
  say: SayEdit;
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
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  if (typeof value === "number") return numberWord(field, value, lang);
  if (Array.isArray(value)) return value.map((one) => valueWord("", one, words)).join(", ") || "–";
  if (typeof value === "object") return objectWord(value as Record<string, unknown>, words);
  const text = String(value);
  for (const key of [`${field}.${text}`, `${field === "kind" ? "kind" : "surface"}.${text}`])
    if (isKey(key)) return t(key);
  const own = `value.${text}`;
  if (isEditKey(own)) return say(own);
  return date(text);
}

function numberWord(field: string, value: number, lang: Lang): string {
  if (field === "from_m" || field === "to_m") return stationing(value);
  if (field === "width_m") return `${number(value, lang, 1)}\u00a0m`;
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

/** One operation of a proposal. */
export function operationWord(operation: Operation, words: Words): string {
  const key = `op.${operation.op}`;
  if (!isEditKey(key)) return operation.op;
  const text = (member: string) => (operation[member] === undefined ? "–" : String(operation[member]));
  const surface = operation["surface"];
  return words.say(key, {
    road: text("road"),
    facility: text("facility"),
    name: text("name"),
    roads: Array.isArray(operation["roads"]) ? operation["roads"].join(", ") : "",
    at: typeof operation["at_m"] === "number" ? stationing(operation["at_m"]) : "",
    surface: typeof surface === "string" ? valueWord("surface", surface, words) : "",
    stretch: stretchWord(operation, words),
  });
}

/** `thêm mặt đường Km0+120–Km0+400`. */
export function changeWord(change: ChangeRecord, words: Words): string {
  const { say } = words;
  const what = say(`entity.${change.entity}`);
  const where =
    change.last_id !== undefined && change.last_id !== change.id
      ? say("history.run", { from: change.id, to: change.last_id })
      : change.entity === "surface_record"
        ? stretchWord(change as { [member: string]: unknown } & ChangeRecord, words)
        : String(change.id);
  return `${say(`action.${change.action}`)} ${what} ${where}`;
}

/** Who changed what, from what to what. */
export function staleWord(field: StaleField, words: Words): string {
  return words.say("stale.what", {
    who: field.by,
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
