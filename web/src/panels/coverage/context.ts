import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { CoverageControl, CoverageState } from "../../coverage/control";
import { coverageWords, type Say } from "../../i18n/coverage";
import type { Lang } from "../../types";
import { useSelected } from "../context";

export const CoverageContext = createContext<CoverageControl | null>(null);

export function useCoverage(): CoverageControl {
  const control = useContext(CoverageContext);
  if (!control) throw new Error("no coverage around this panel");
  return control;
}

/** A part of the state of coverage; the panel is drawn again when that part is another object or value. */
export function useAnswer<T>(select: (state: CoverageState) => T): T {
  const { store } = useCoverage();
  const [value, setValue] = useState<{ of: T }>(() => ({ of: select(store.get()) }));
  useEffect(() => {
    const update = (state: CoverageState) =>
      setValue((old) => {
        const next = select(state);
        return Object.is(old.of, next) ? old : { of: next };
      });
    update(store.get());
    return store.subscribe(update);
  }, [store]);
  return value.of;
}

export function useSay(): { lang: Lang; say: Say } {
  const lang = useSelected((state) => state.route.lang);
  return { lang, say: coverageWords(lang) };
}
