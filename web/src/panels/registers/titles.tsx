import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { address } from "../../api";
import { date, percent } from "../../format";
import { registerWords } from "../../i18n/registers";
import type { BasisRow } from "../../plan/basis";
import {
  type HamletTitle,
  type HamletTitles,
  type Title,
  type TitleState,
  titles,
} from "../../registers/types";
import { useSelected, useWords } from "../context";
import type { Opener } from "../plan/basis";
import { type RegisterProps, useList, Waiting } from "./answer";

/** Which hamlets have a title for a year: recognised, not recognised, or nobody has recorded it. */
export function Titles({ unit, plan, Change, Opens }: RegisterProps & { Opens: Opener }) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const [title, setTitle] = useState<Title>("cultural");
  const [year, setYear] = useState(plan.year);
  const as_of = useSelected((state) => state.route.asOf);
  const list = useList<HamletTitles>(address("/api/hamlet-titles", { title, year, unit, as_of }));
  const years = [plan.year - 1, plan.year, plan.year + 1];
  const rows = list.answer?.hamlets ?? [];
  const communes = [...new Set(rows.map(({ commune }) => commune.name))];
  return (
    <>
      <div class="register-choice">
        <div class="field">
          <label for="title-which">{say("title.which")}</label>
          <select
            id="title-which"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value as Title)}
          >
            {titles.map((one) => (
              <option key={one} value={one}>
                {say(`title.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="title-year">{say("title.year")}</label>
          <select
            id="title-year"
            value={String(year)}
            onChange={(event) => setYear(Number(event.currentTarget.value))}
          >
            {years.map((one) => (
              <option key={one} value={String(one)}>
                {one}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Waiting list={list}>
        {as_of && <p class="quiet">{say("title.to", { date: date(as_of) })}</p>}
        {list.answer && <Counts answer={list.answer} Opens={Opens} />}
        {communes.map((commune) => (
          <div key={commune} class="works-unit">
            {unit === null && <h2>{commune}</h2>}
            <ul class="plan-items">
              {rows
                .filter((one) => one.commune.name === commune)
                .map((one) => (
                  <One key={one.hamlet.code} one={one}>
                    <Change
                      unit={one.commune.code}
                      subjects={[
                        {
                          what: "title",
                          of: { hamlet: one.hamlet.code, title, year, etag: list.answer?.etag ?? "*" },
                          known: one,
                          plan,
                        },
                      ]}
                    />
                  </One>
                ))}
            </ul>
          </div>
        ))}
      </Waiting>
    </>
  );
}

const states = ["recognised", "not_recognised", "unknown"] as const;

/** How many hamlets there are of each kind: each number opens its hamlets. */
function Counts({ answer, Opens }: { answer: HamletTitles; Opens: Opener }) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const { counts, share } = answer;
  const least = share && percent(share.least / 100, lang);
  const most = share && percent(share.most / 100, lang);
  const rowOf = ({ hamlet, commune, decision }: HamletTitle): BasisRow => ({
    key: hamlet.code,
    title: hamlet.name,
    notes: [[commune.name, decision].filter(Boolean).join(" · ")],
    features: { stretches: [], facilities: [], hamlets: [hamlet.code] },
    commune: commune.code,
    links: [],
  });
  const partOf = (state: TitleState) => ({
    title: say(`title.state.${state}`),
    rows: answer.hamlets.filter((one) => one.state === state).map(rowOf),
  });
  const name = say(`title.${answer.title}`);
  // The sentence with each of its numbers as a button.
  const marked = say("title.counts", {
    recognised: "|recognised|",
    not: "|not_recognised|",
    unknown: "|unknown|",
    total: "|total|",
  });
  const numberOf = (key: string) => {
    if (key === "total") return { n: counts.total, parts: states.map(partOf), of: name };
    const state = states.find((one) => one === key);
    return state && { n: counts[state], parts: [partOf(state)], of: say(`title.state.${state}`) };
  };
  return (
    <p>
      {marked.split("|").map((piece) => {
        const found = numberOf(piece);
        return found ? (
          <Opens
            key={piece}
            basis={() => ({ title: name, parts: found.parts })}
            of={`${found.n} ${found.of}`}
          >
            {found.n}
          </Opens>
        ) : (
          piece
        );
      })}{" "}
      {share && say("title.share", { n: least === most ? (least ?? "") : `${least} – ${most}` })}
    </p>
  );
}

function One({ one, children }: { one: HamletTitle; children: ComponentChildren }) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const more = [one.decision, one.decided_on && date(one.decided_on), one.note].filter(Boolean).join(" · ");
  return (
    <li class="plan-item">
      <span>
        {one.hamlet.name}: {say(`title.state.${one.state}`)}
      </span>
      {more && <span class="quiet">{more}</span>}
      {children}
    </li>
  );
}
