import type { Lang } from "../types";
import { type Key, vi } from "./vi";

export type { Key } from "./vi";

/** Vietnamese comes with the page, other languages when somebody chooses them. */
const dictionaries: { vi: Record<Key, string> } & Partial<Record<Lang, Record<Key, string>>> = { vi };

export function hasWords(lang: Lang): boolean {
  return dictionaries[lang] !== undefined;
}

/** Fetches the words of a language. Without them the page speaks Vietnamese. */
export async function loadWords(lang: Lang): Promise<void> {
  if (lang === "en") dictionaries.en ??= (await import("./en")).en;
}

/**
 * A text in which `{name}` is replaced by the value of that name, and `{name|row|rows}` by one of the words: the first
 * when the value is one.
 */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)(?:\|(.*?)\|(.*?))?\}/g, (mark, name: string, one?: string, more?: string) => {
    const value = String(values[name] ?? mark);
    return (value === "1" ? one : more) ?? value;
  });
}

/** The words for a key; `{name}` is replaced by the value of that name. */
export function translate(lang: Lang, key: Key, values: Record<string, string | number> = {}): string {
  return fill((dictionaries[lang] ?? vi)[key], values);
}

export type Translate = (key: Key, values?: Record<string, string | number>) => string;

/** `translate` with the language already chosen. */
export function translator(lang: Lang): Translate {
  return (key, values) => translate(lang, key, values);
}

/** Whether a text from the server, such as a condition, is a key of the dictionary. */
export function isKey(text: string): text is Key {
  return Object.hasOwn(vi, text);
}
