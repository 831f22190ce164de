import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Problem } from "../../api";
import type { EditControl } from "../../edit/control";
import type { Words } from "../../edit/words";
import { translator } from "../../i18n";
import { editWords, type SayEdit } from "../../i18n/edit";
import { problemOf } from "../../loader";
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
  return { lang, t: translator(lang), say: editWords(lang) };
}

/** Something that the server is asked to do: whether it is under way, and what went wrong. */
export function useDoing() {
  const { controller } = useEdit();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      // The session may have ended meanwhile: signing in lies over the form, which stays.
      if (found.status === 401) {
        await controller.loadSession();
        controller.store.set({ dialog: "account" });
      }
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, forget: () => setProblem(null) };
}
