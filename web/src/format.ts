import type { Lang } from "./types";

const locales: Record<Lang, string> = { vi: "vi-VN", en: "en-GB" };

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locales[lang], options);
    formats.set(key, format);
  }
  return format;
}

/** A plain number: `1.234,5` in Vietnamese. */
export function number(value: number, lang: Lang, digits = 0): string {
  return numberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** An area with its unit: `250 m²`, and no more decimals than there are, at most one. */
export function area(square_metres: number, lang: Lang): string {
  return `${number(square_metres, lang, Number.isInteger(square_metres) ? 0 : 1)}\u00a0m²`;
}

/** Metres as a number of kilometres, without the unit: 12 400 gives `12,4`. */
export function km(metres: number, lang: Lang, digits = 1): string {
  return number(metres / 1000, lang, digits);
}

/** Metres as kilometres with the unit: `12,4 km`; the space does not break. */
export function kmUnit(metres: number, lang: Lang, digits = 1): string {
  return `${km(metres, lang, digits)}\u00a0km`;
}

/** A length as people say it: `280 m` below one kilometre, `1,25 km` from there on. */
export function length(metres: number, lang: Lang): string {
  return metres < 1000 ? `${number(metres, lang)}\u00a0m` : kmUnit(metres, lang, 2);
}

/** A round length as people say it: `500 m`, `2 km`, `1,5 km`. */
export function roundLength(metres: number, lang: Lang): string {
  if (metres < 1000) return length(metres, lang);
  const digits = metres % 1000 === 0 ? 0 : metres % 100 === 0 ? 1 : 2;
  return kmUnit(metres, lang, digits);
}

/** A share that somebody set: `80%`, `72,5%`. */
export function roundPercent(share: number, lang: Lang): string {
  return percent(share, lang, Math.abs(share * 100 - Math.round(share * 100)) < 1e-9 ? 0 : 1);
}

/** A share between 0 and 1: `86,7%`. A share below 1 never reads 100,0%. */
export function percent(share: number, lang: Lang, digits = 1): string {
  const shown = share < 1 && share > 0.9995 ? 0.999 : share;
  return numberFormat(lang, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(shown);
}

/** `2024-11-05` as `05/11/2024`, in both languages. A text that is no such date comes back as it is. */
export function date(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : iso;
}

/** `2024-11-05T07:00:00Z` as `05/11/2024 14:00`, in the time of the reader's machine. */
export function dateTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(time.getDate())}/${two(time.getMonth() + 1)}/${time.getFullYear()}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** A day as people type it, `5/11/2024` or `05-11-2024` or ISO, as YYYY-MM-DD; null when it is no real day. */
export function parseDate(text: string): string | null {
  const typed = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  const iso = typed ? `${typed[3]}-${typed[2]?.padStart(2, "0")}-${typed[1]?.padStart(2, "0")}` : text.trim();
  return isDate(iso) ? iso : null;
}

/** Whether a text is a real day, YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Chainage as stationing: 400 gives `Km0+400`, 1 250,4 gives `Km1+250`. */
export function stationing(metres: number): string {
  const whole = Math.round(metres);
  return `Km${Math.floor(whole / 1000)}+${String(whole % 1000).padStart(3, "0")}`;
}

/** Things joined as in speech: `ấp và tổ/xóm`. */
export function list(items: readonly string[], lang: Lang): string {
  return new Intl.ListFormat(locales[lang], { type: "conjunction" }).format(items);
}

const collator = new Intl.Collator("vi", { numeric: true });

/** Orders Vietnamese names: An, Ăn, Ân, Ấp 2, Ấp 10, Bình, Dương, Đồng Nơ. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
