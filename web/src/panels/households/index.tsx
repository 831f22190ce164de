import { useEffect, useState } from "preact/hooks";
import { address, getJson, type Problem } from "../../api";
import { date, list } from "../../format";
import {
  byHamlet,
  categories,
  countsOf,
  type Household,
  type Shown,
  shownOf,
} from "../../households/reading";
import { householdWords, type SayHousehold } from "../../i18n/households";
import { problemOf } from "../../loader";
import type { Plan } from "../../plan/types";
import { useSelected, useWords } from "../context";
import type { Changer } from "../plan/change";

interface HouseholdsProps {
  /** A commune; null: all that somebody may see. */
  unit: string | null;
  plan: Plan;
  /** The buttons that open a form; this room comes without the view around it. */
  Change: Changer;
}

/** Households that the plan looks after. Nothing of it is kept when somebody leaves. */
export function Households({ unit, plan, Change }: HouseholdsProps) {
  const { lang, t } = useWords();
  const say = householdWords(lang);
  const revision = useSelected((state) => state.atlas.value?.revision);
  const user = useSelected((state) => state.session?.user?.name);
  const units = useSelected((state) => state.units);
  const [all, setAll] = useState<readonly Household[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [shown, setShown] = useState<Shown>("all");
  useEffect(() => {
    const abort = new AbortController();
    const url = address("/api/households", { unit, plan: plan.id });
    getJson<{ households: Household[] }>(url, { lang, signal: abort.signal }).then(
      (answer) => {
        setAll(answer.households);
        setProblem(null);
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setAll(null);
        setProblem(problemOf(error));
      },
    );
    return () => abort.abort();
  }, [unit, plan.id, revision, user, lang]);
  if (problem) {
    return (
      <p class="bad" role="alert">
        {problem.detail || t("error.offline")}
      </p>
    );
  }
  if (!all) return <p class="quiet">{t("loading")}</p>;
  const nameOf = (code: string) => {
    const hamlet = units.get(code);
    const commune = unit === null ? units.get(hamlet?.parent ?? "")?.name : undefined;
    return [hamlet?.name ?? code, commune].filter(Boolean).join(", ");
  };
  const left = shownOf(all, shown);
  return (
    <div class="households">
      <p class="quiet">{say("note")}</p>
      <Change
        unit={unit}
        right="edit_household"
        subjects={[{ what: "newHousehold", unit, plan, household: null }]}
      />
      {all.length === 0 ? (
        <p class="quiet">{say("none")}</p>
      ) : (
        <>
          <p>{countWords(all, say, lang)}</p>
          <div class="field">
            <label for="households-shown">{say("show")}</label>
            <select
              id="households-shown"
              value={shown}
              onChange={(event) => setShown(event.currentTarget.value as Shown)}
            >
              <option value="all">{say("show.all")}</option>
              <option value="waiting">{say("show.waiting")}</option>
              {categories.map((one) => (
                <option key={one} value={one}>
                  {say(`category.${one}`)}
                </option>
              ))}
            </select>
          </div>
          {left.length === 0 && <p class="quiet">{say("noneShown")}</p>}
          {byHamlet(left, nameOf).map(({ hamlet, households }) => (
            <div key={hamlet} class="works-unit">
              <h2>
                {nameOf(hamlet)} <span class="count">{households.length}</span>
              </h2>
              <ul class="plan-items">
                {households.map((one) => (
                  <One key={one.number} household={one} plan={plan} say={say} Change={Change} />
                ))}
              </ul>
            </div>
          ))}
        </>
      )}
    </div>
  );
}

function countWords(all: readonly Household[], say: SayHousehold, lang: "vi" | "en"): string {
  const counts = countsOf(all);
  const parts = categories.filter((one) => counts.by[one] > 0);
  return say("counts", {
    all: counts.all,
    supported: counts.supported,
    list: list(
      parts.map((one) => say(`count.${one}`, { n: counts.by[one] })),
      lang,
    ),
  });
}

interface OneProps {
  household: Household;
  plan: Plan;
  say: SayHousehold;
  Change: Changer;
}

function One({ household, plan, say, Change }: OneProps) {
  const units = useSelected((state) => state.units);
  const { number, category, support, supported_on, target, note } = household;
  const standing = supported_on
    ? support
      ? say("supported", { support, date: date(supported_on) })
      : say("supportedOnly", { date: date(supported_on) })
    : support
      ? say("planned", { support })
      : say("waiting");
  const more = [target && say("counts_for", { target }), note].filter(Boolean).join(" · ");
  return (
    <li class="plan-item">
      <span>
        {say("one", { number })} – {say(`category.${category}`).toLowerCase()}
      </span>
      <span>{standing}</span>
      {more && <span class="quiet">{more}</span>}
      <Change
        unit={units.get(household.hamlet)?.parent ?? null}
        right="edit_household"
        subjects={[{ what: "household", unit: null, plan, household }]}
      />
    </li>
  );
}
