import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Say } from "../../i18n/plan";
import type { CriterionState, WorkState } from "../../plan/types";
import type { Lang, LonLat } from "../../types";

/** What the forms take from the view of the plan, which has it already. */
export interface PlanParts {
  words: (lang: Lang) => Say;
  workStates: readonly WorkState[];
  criterionStates: readonly CriterionState[];
  /** Lines that the map shows while a form is open. */
  draw: (lines: readonly LonLat[][]) => void;
}

export const PlanParts = createContext<PlanParts | null>(null);

export function usePlanParts(): PlanParts {
  const parts = useContext(PlanParts);
  if (!parts) throw new Error("no plan around this form");
  return parts;
}
