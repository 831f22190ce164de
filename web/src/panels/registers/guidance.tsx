import { useState } from "preact/hooks";
import { address } from "../../api";
import { date, number } from "../../format";
import { registerWords } from "../../i18n/registers";
import type { Guidance } from "../../registers/types";
import type { Bilingual } from "../../types";
import { useSelected, useWords } from "../context";
import { type RegisterProps, useList, useUnitName, Waiting } from "./answer";

const states = ["all", "waiting", "answered"] as const;

interface GuidanceProps extends RegisterProps {
  set: string | null;
  criteria: readonly { code: string; title: Bilingual }[];
}

/** What communes asked the departments of the district, and what these answered. */
export function GuidanceLog({ unit, plan, set, criteria, Change }: GuidanceProps) {
  const { lang } = useWords();
  const say = registerWords(lang);
  // Only those who look after all communes answer for the district.
  const decides = useSelected((state) => state.session?.rights["edit_plan"]) === "everywhere";
  const [state, setState] = useState<(typeof states)[number]>("all");
  const list = useList<{ guidance: Guidance[] }>(address("/api/guidance", { plan: plan.id, unit, state }));
  const nameOf = useUnitName(true);
  const rows = list.answer?.guidance ?? [];
  const about = (one: Guidance) =>
    one.criterion
      ? say("guidance.criterion", { code: one.criterion.code })
      : (plan.works.find(({ id }) => id === one.work)?.title[lang] ?? one.work);
  return (
    <>
      <Change unit={unit} subjects={[{ what: "newGuidance", unit, plan, set, criteria }]} />
      <div class="field register-filter">
        <label for="guidance-state">{say("guidance.show")}</label>
        <select
          id="guidance-state"
          value={state}
          onChange={(event) => setState(event.currentTarget.value as (typeof states)[number])}
        >
          {states.map((one) => (
            <option key={one} value={one}>
              {say(`guidance.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <Waiting list={list}>
        {rows.length === 0 && <p class="quiet">{say("none")}</p>}
        <ul class="plan-items">
          {rows.map((one) => (
            <li key={one.id} class="plan-item">
              <span>
                <strong>{nameOf(one.unit, null)}</strong> → {one.department_name[lang]}: {one.question}
              </span>
              <span class="quiet">
                {[
                  about(one),
                  say("guidance.asked", { who: one.asked_by, date: date(one.asked_on) }),
                  one.document,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
              {one.answer ? (
                <span>
                  {say("guidance.answer", {
                    who: one.answer.by,
                    date: date(one.answer.on),
                    n: number(one.days, lang),
                    text: one.answer.text,
                  })}
                  {one.answer.document && <span class="quiet"> · {one.answer.document}</span>}
                </span>
              ) : (
                <span class="plan-warning">{say("guidance.waitingDays", { n: number(one.days, lang) })}</span>
              )}
              <Change
                unit={one.unit}
                subjects={[
                  ...(decides ? [{ what: "guidanceAnswer" as const, of: one }] : []),
                  {
                    what: "removal",
                    path: `/api/guidance/${encodeURIComponent(one.id)}`,
                    etag: one.etag,
                    name: one.question,
                  },
                ]}
              />
            </li>
          ))}
        </ul>
      </Waiting>
    </>
  );
}
