import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { planWords, type Say } from "../../i18n/plan";
import type { PlanControl, PlanState } from "../../plan/control";
import type { Lang } from "../../types";
import { usePart, useSelected } from "../context";

export const PlanContext = createContext<PlanControl | null>(null);

export function usePlan(): PlanControl {
  const control = useContext(PlanContext);
  if (!control) throw new Error("no plan around this panel");
  return control;
}

/** A part of the state of the plan. */
export function useAnswer<T>(select: (state: PlanState) => T): T {
  return usePart(usePlan().store, select);
}

export function useSay(): { lang: Lang; say: Say } {
  const lang = useSelected((state) => state.route.lang);
  return { lang, say: planWords(lang) };
}
