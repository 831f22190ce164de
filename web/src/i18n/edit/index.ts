import type { Lang } from "../../types";
import { fill } from "../index";
import { en } from "./en";
import { type EditKey, vi } from "./vi";

export type { EditKey } from "./vi";

const dictionaries: Record<Lang, Record<EditKey, string>> = { vi, en };

export type SayEdit = (key: EditKey, values?: Record<string, string | number>) => string;

export function editWords(lang: Lang): SayEdit {
  return (key, values = {}) => fill(dictionaries[lang][key], values);
}

export function isEditKey(text: string): text is EditKey {
  return Object.hasOwn(vi, text);
}
