import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { planWords, type Say } from "../../i18n/plan";
import type { PlanControl, PlanState } from "../../plan/control";
import type { Lang } from "../../types";
import { useSelected } from "../context";

export const PlanContext = createContext<PlanControl | null>(null);

export function usePlan(): PlanControl {
  const control = useContext(PlanContext);
  if (!control) throw new Error("no plan around this panel");
  return control;
}

/** A part of the state of the plan; the panel is drawn again when that part is another object or value. */
export function useAnswer<T>(select: (state: PlanState) => T): T {
  const { store } = usePlan();
  const [value, setValue] = useState<{ of: T }>(() => ({ of: select(store.get()) }));
  useEffect(() => {
    const update = (state: PlanState) =>
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
  return { lang, say: planWords(lang) };
}
