import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { getJson, type Problem } from "../../api";
import { problemOf } from "../../loader";
import type { Plan } from "../../plan/types";
import { useSelected, useWords } from "../context";
import type { Changer } from "../plan/change";

export interface RegisterProps {
  /** A commune; null: all. */
  unit: string | null;
  plan: Plan;
  /** The buttons that open a form; these rooms come without the view around them. */
  Change: Changer;
}

/** What an address answers, asked again when the atlas changes. */
export function useList<T>(url: string): { answer: T | null; problem: Problem | null } {
  const lang = useSelected((state) => state.route.lang);
  const revision = useSelected((state) => state.atlas.value?.revision);
  const [known, setKnown] = useState<{ url: string; answer: T } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    getJson<T>(url, { lang, signal: abort.signal }).then(
      (answer) => {
        setKnown({ url, answer });
        setProblem(null);
      },
      (error: unknown) => !abort.signal.aborted && setProblem(problemOf(error)),
    );
    return () => abort.abort();
  }, [url, revision, lang]);
  return { answer: known?.url === url ? known.answer : null, problem };
}

/** The list once it is there, else why it is not. */
export function Waiting({
  list,
  children,
}: {
  list: { answer: unknown; problem: Problem | null };
  children: ComponentChildren;
}) {
  const { t } = useWords();
  if (list.problem) {
    return (
      <p class="bad" role="alert">
        {list.problem.detail || t("error.offline")}
      </p>
    );
  }
  return list.answer ? children : <p class="quiet">{t("loading")}</p>;
}

/** The name of a unit, of a hamlet also its commune's where all are listed. */
export function useUnitName(all: boolean): (unit: string, hamlet: string | null) => string {
  const units = useSelected((state) => state.units);
  return (unit, hamlet) =>
    [hamlet && (units.get(hamlet)?.name ?? hamlet), (all || !hamlet) && (units.get(unit)?.name ?? unit)]
      .filter(Boolean)
      .join(", ");
}
