import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { EditControl } from "../../edit/control";
import type { Words } from "../../edit/words";
import { translator } from "../../i18n";
import { editWords, type SayEdit } from "../../i18n/edit";
import { usePart, useSelected } from "../context";

export const EditContext = createContext<EditControl | null>(null);

export function useEdit(): EditControl {
  const control = useContext(EditContext);
  if (!control) throw new Error("no editing around this panel");
  return control;
}

type EditState = ReturnType<EditControl["store"]["get"]>;

/** A part of the state of editing. */
export function useEditing<T>(select: (state: EditState) => T): T {
  return usePart(useEdit().store, select);
}

export function useSay(): Words & { say: SayEdit } {
  const lang = useSelected((state) => state.route.lang);
  const units = useSelected((state) => state.units);
  const people = useEditing((state) => state.people);
  return { lang, t: translator(lang), say: editWords(lang), units, people };
}
