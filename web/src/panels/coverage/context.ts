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

/** The address of what is shown, as a file: that of the question and the unit of the moment. */
export function useFileAddress(): CoverageControl["fileAddress"] {
  const control = useCoverage();
  // Without a service in the route the norms say which one is meant.
  useSelected((state) => state.route);
  useAnswer((state) => state.norms.value);
  return (what, format) => control.fileAddress(what, format);
}

export function useSay(): { lang: Lang; say: Say } {
  const lang = useSelected((state) => state.route.lang);
  return { lang, say: coverageWords(lang) };
}
