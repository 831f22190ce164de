import { useEffect, useState } from "preact/hooks";
import { address, getJson, type Problem } from "../../api";
import { date } from "../../format";
import {
  byHamlet,
  categories,
  countsOf,
  type Household,
  pathOf,
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
          <Counts all={all} say={say} shown={shown} choose={setShown} />
          <div class="field">
            <label for="households-shown">{say("show")}</label>
            <select
              id="households-shown"
              value={shown}
              onChange={(event) => setShown(event.currentTarget.value as Shown)}
            >
              <option value="all">{say("show.all")}</option>
              <option value="waiting">{say("show.waiting")}</option>
              <option value="supported">{say("show.supported")}</option>
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

interface CountsProps {
  all: readonly Household[];
  say: SayHousehold;
  shown: Shown;
  choose: (shown: Shown) => void;
}

/** How many there are of each kind: each number leaves the list with those alone. */
function Counts({ all, say, shown, choose }: CountsProps) {
  const counts = countsOf(all);
  const parts = categories.filter((one) => counts.by[one] > 0);
  const number = (what: Shown, words: string) => (
    <button type="button" class="opens" aria-pressed={shown === what} onClick={() => choose(what)}>
      {words}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a sentence, no set of fields
    <p role="group" aria-label={say("counts")}>
      {number("all", `${say("count.all", { n: counts.all })}:`)}{" "}
      {parts.map((one, i) => (
        <>
          {i > 0 && ", "}
          {number(one, say(`count.${one}`, { n: counts.by[one] }))}
        </>
      ))}
      . {number("supported", say("count.supported", { n: counts.supported }))}.
    </p>
  );
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
        subjects={[
          { what: "household", unit: null, plan, household },
          {
            what: "removal",
            path: pathOf(household),
            etag: household.etag,
            name: say("one", { number }),
            household: true,
          },
        ]}
      />
    </li>
  );
}
