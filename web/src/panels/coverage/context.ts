import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CoverageControl, CoverageState } from "../../coverage/control";
import { coverageWords, type Say } from "../../i18n/coverage";
import type { Lang } from "../../types";
import { usePart, useSelected } from "../context";

export const CoverageContext = createContext<CoverageControl | null>(null);

export function useCoverage(): CoverageControl {
  const control = useContext(CoverageContext);
  if (!control) throw new Error("no coverage around this panel");
  return control;
}

/** A part of the state of coverage. */
export function useAnswer<T>(select: (state: CoverageState) => T): T {
  return usePart(useCoverage().store, select);
}

export function useSay(): { lang: Lang; say: Say } {
  const lang = useSelected((state) => state.route.lang);
  return { lang, say: coverageWords(lang) };
}
