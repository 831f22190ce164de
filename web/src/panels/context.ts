import { createContext } from "preact";
import { useContext, useLayoutEffect, useState } from "preact/hooks";
import type { Controller } from "../controller";
import { type Translate, translator } from "../i18n";
import type { State, Store } from "../state";
import type { Lang } from "../types";

export const ControllerContext = createContext<Controller | null>(null);

export function useController(): Controller {
  const controller = useContext(ControllerContext);
  if (!controller) throw new Error("no controller around this panel");
  return controller;
}

/**
 * A part of a store; the panel is drawn again when that part is another object or value. Listens before anybody can type:
 * what comes later would take back what was typed.
 */
export function usePart<S, T>(store: Store<S>, select: (state: S) => T): T {
  const [value, setValue] = useState<{ of: T }>(() => ({ of: select(store.get()) }));
  useLayoutEffect(() => {
    const update = (state: S) =>
      setValue((old) => {
        const next = select(state);
        return Object.is(old.of, next) ? old : { of: next };
      });
    update(store.get());
    return store.subscribe(update);
  }, [store]);
  return value.of;
}

/** A part of the state of the page. */
export function useSelected<T>(select: (state: State) => T): T {
  return usePart(useController().store, select);
}

/** The language of the page and its words. */
export function useWords(): { lang: Lang; t: Translate } {
  const lang = useSelected((state) => state.route.lang);
  return { lang, t: translator(lang) };
}
