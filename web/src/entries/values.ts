/** Members of items of a plan in words. */
import { personWord, surfaceWord, type Words } from "../edit/words";
import { area, date, length, list, number, stationing } from "../format";
import { isKey } from "../i18n";
import { entryWords, isEntryKey } from "../i18n/entries";
import { isPlanKey, planWords } from "../i18n/plan";
import { isRegisterKey, registerWords } from "../i18n/registers";
import { roomName } from "../i18n/rooms";
import { isWorksKey, worksWords } from "../i18n/works";
import { unitName } from "../names";
import { plainNumber } from "../plan/reading";
import type { Surface } from "../types";
import type { Body, Book } from "./types";

export interface EntryWords extends Words {
  book: Book;
  /** Of the items that are told of: a `state` or `kind` means another thing in each. */
  kind: string;
}

/** Where the words of a member are, by kind of item and else for all. */
const dictionaryOf: Record<string, string> = {
  "criterion_result.state": "state",
  "work.state": "works.state",
  "task.state": "tasks.state",
  "work.kind": "workKind",
  "difficulty.kind": "kind",
  "cooperative.kind": "coop.kind",
  action: "action",
  type: "capital",
  owner_kind: "form.owner",
  source: "fund",
  title: "title",
};

/** A word of one of the dictionaries; of a state without its sign, which the map's colours go with. */
function known(field: string, value: string, { kind, lang }: EntryWords): string | null {
  const prefix = dictionaryOf[`${kind}.${field}`] ?? dictionaryOf[field];
  const key = `${prefix}.${value}`;
  if (prefix === undefined) return null;
  if (isWorksKey(key)) return worksWords(lang)(key);
  if (isPlanKey(key)) return planWords(lang)(key).replace(/^[^\p{L}\p{N}]+/u, "");
  if (isRegisterKey(key)) return registerWords(lang)(key);
  return null;
}

/** A word that comes with the page. */
function ofPage(key: string, { t }: EntryWords): string | null {
  return isKey(key) ? t(key) : null;
}

function unitWord(code: string, { units, lang, t }: EntryWords): string {
  const unit = units?.get(code);
  return unit ? unitName(unit.name, unit.kind, lang, t) : code;
}

/** The title of what an id names; the id where nobody knows it. */
function named<T extends { id: string }>(
  items: readonly T[] | undefined,
  id: string,
  title: (item: T) => string,
) {
  const found = items?.find((one) => one.id === id);
  return found ? title(found) : id;
}

/** `5 Trường học`, where the set of criteria is known. */
export function criterionWord(set: unknown, code: string, { book, lang }: EntryWords): string {
  const criteria = book.sets.find(({ id }) => id === set)?.criteria;
  const found = criteria?.find((one) => one.code === code);
  return found ? `${code} ${found.title[lang]}` : code;
}

/** What codes in a member stand for. */
function nameOf(field: string, text: string, words: EntryWords): string | null {
  const { lang, book } = words;
  const plan = book.plan ?? undefined;
  switch (field) {
    case "unit":
    case "units":
    case "commune":
    case "hamlet":
      return unitWord(text, words);
    case "work":
    case "works":
    case "may_overlap":
      return named(plan?.works, text, ({ title }) => title[lang]);
    case "target":
      return named(plan?.targets, text, ({ title }) => title[lang]);
    case "set":
      return named(book.sets, text, ({ title }) => title[lang]);
    case "department":
    case "owners":
      return named(plan?.departments, text, ({ name }) => name[lang]);
    case "asked_by":
    case "raised_by":
    case "decided_by":
    case "submitted_by":
      return personWord(text, words);
    case "surfaces":
      return surfaceWord(text as Surface, words);
    case "road_classes":
      return ofPage(`class.${text}`, words);
    default:
      return known(field, text, words);
  }
}

function numberWord(field: string, value: number, { lang }: EntryWords): string {
  if (field.endsWith("_vnd")) return registerWords(lang)("capital.vnd", { n: number(value, lang) });
  if (field === "land_m2") return area(value, lang);
  if (field === "width_m") return `${plainNumber(value, lang)}\u00a0m`;
  // A year has no thousands.
  return field.endsWith("year") ? String(value) : plainNumber(value, lang);
}

function amountWord(amount: Body, { lang }: EntryWords): string {
  const say = entryWords(lang);
  const words = planWords(lang);
  const count = `count.${amount["unit"]}`;
  const quantity = (value: number) =>
    amount["unit"] === "m"
      ? length(value, lang)
      : [plainNumber(value, lang), isPlanKey(count) ? words(count) : ""].filter(Boolean).join(" ");
  const parts = Object.entries(amount).flatMap(([how, value]) => {
    if (typeof value !== "number") return [];
    const n = quantity(value);
    return how === "about" || how === "least" || how === "most" ? [say(how, { n })] : [n];
  });
  return parts.join(", ");
}

/** `đường số 7 Km0+000–Km0+280`, or a facility. */
function placeWord(place: Body, words: EntryWords): string {
  const { road_id, road, facility, from_m, to_m } = place;
  const { say } = words;
  if (facility !== undefined) return say("subject.facility", { id: String(facility) });
  const where = [from_m, to_m].filter((at) => typeof at === "number").map(stationing);
  const surface = typeof place["surface"] === "string" ? surfaceWord(place["surface"] as Surface, words) : "";
  const name = say("subject.road", { id: String(road_id ?? road) });
  return [name, where.join("–"), surface].filter(Boolean).join(" ");
}

function objectWord(field: string, value: Body, words: EntryWords): string {
  const { lang } = words;
  const text = (member: string) => (value[member] === undefined ? "" : String(value[member]));
  switch (field) {
    case "criterion":
      return criterionWord(value["set"], text("code"), words);
    case "amount":
      return amountWord(value, words);
    case "rooms":
      return Object.entries(value)
        .map(([type, n]) => `${roomName(type, lang).toLowerCase()}: ${n}`)
        .join(", ");
    case "answer":
      return entryWords(lang)("answered", {
        who: personWord(text("by"), words),
        date: date(text("on")),
        text: text("text"),
      });
    case "funding":
      return [
        memberWord("source", value["source"], words),
        memberWord("amount_vnd", value["amount_vnd"], words),
      ]
        .filter((part) => part !== "–")
        .join(": ");
    case "stretches":
    case "features":
      return placeWord(value, words);
    case "place":
      return text("name") || ofPage(`kind.${text("kind")}`, words) || text("kind");
    default:
      if (typeof value[lang] === "string") return value[lang] as string;
      return Object.entries(value)
        .map(([member, one]) => `${fieldLabel(member, words)}: ${memberWord(member, one, words)}`)
        .join(", ");
  }
}

/** A member of an item in words; a dash where there is none. */
export function memberWord(field: string, value: unknown, words: EntryWords): string {
  const { lang, t } = words;
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  if (typeof value === "number") return numberWord(field, value, words);
  if (Array.isArray(value)) {
    const parts = value.map((one) => memberWord(field, one, words));
    return field === "stretches" || field === "funding" ? parts.join("; ") : list(parts, lang);
  }
  if (typeof value === "object") return objectWord(field, value as Body, words);
  const text = String(value);
  return nameOf(field, text, words) ?? date(text);
}

/** What a member is called; those of later servers by their own name. */
export function fieldLabel(field: string, { lang }: EntryWords): string {
  const key = `field.${field}`;
  return isEntryKey(key) ? entryWords(lang)(key) : field.replaceAll("_", " ");
}
