import "../../styles/maker.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { askFile, askJson, changeJson, type Problem } from "../../api";
import { kmUnit, length, number, percent, stationing } from "../../format";
import { isKey } from "../../i18n";
import { type MakerKey, makerWords, type SayMaker } from "../../i18n/maker";
import { problemOf } from "../../loader";
import { bodyOf, parseAmount, worksOf } from "../../maker/question";
import type { Figures, Interval, Proposal, Wish } from "../../maker/types";
import { drawProposal } from "../../map/maker";
import { unitName } from "../../names";
import { href } from "../../state";
import type { Lang } from "../../types";
import { useController, useSelected, useWords } from "../context";
import { save } from "../download";
import { useDoing } from "../shared/doing";

const mostRows = 40;

/** Which roads to harden for the money: a question, what is proposed, what it would change. */
export function Maker({ unit }: { unit: string | null }) {
  const { lang, t } = useWords();
  const say = makerWords(lang);
  const controller = useController();
  const route = useSelected((state) => state.route);
  const units = useSelected((state) => state.units);
  const atlas = useSelected((state) => state.atlas.value);
  const [wish, setWish] = useState<Wish>({ limit: "budget", amount: "2", aim: "people" });
  const [bad, setBad] = useState(false);
  const [answer, setAnswer] = useState<Proposal | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const place = { unit, asOf: route.asOf, rules: route.rules };
  const asked = useRef(0);
  const drop = () => {
    asked.current += 1;
    setAnswer(null);
    setProblem(null);
    setBusy(false);
    drawProposal([]);
  };
  // Another commune, day or rule set is another question; the map forgets with the panel.
  useEffect(() => drop, [unit, route.asOf, route.rules]);

  const ask = async (event: Event) => {
    event.preventDefault();
    const body = bodyOf(wish, place);
    setBad(body === null);
    if (!body) return;
    const mine = ++asked.current;
    setBusy(true);
    setProblem(null);
    try {
      const found = await askJson<Proposal>("/api/plan-maker", body, { lang });
      if (mine !== asked.current) return;
      setAnswer(found);
      drawProposal(found.proposal.intervals);
    } catch (error) {
      if (mine !== asked.current) return;
      setAnswer(null);
      setProblem(problemOf(error));
    } finally {
      if (mine === asked.current) setBusy(false);
    }
  };

  const chosen = unit === null ? undefined : units.get(unit);
  const name = chosen ? unitName(chosen.name, chosen.kind, lang, t) : (atlas?.name[lang] ?? "");
  return (
    <div class="maker">
      <p class="quiet">{say("note")}</p>
      <p>{say("place", { name })}</p>
      <form class="maker-form" onSubmit={ask}>
        <Choice
          id="maker-limit"
          label={say("limit")}
          value={wish.limit}
          options={["budget", "km"]}
          word={(value) => say(`limit.${value}`)}
          change={(limit) => setWish({ ...wish, limit })}
        />
        <div class="field">
          <label for="maker-amount">{say("amount")}</label>
          <input
            id="maker-amount"
            type="text"
            inputMode="decimal"
            autocomplete="off"
            value={wish.amount}
            aria-invalid={bad}
            aria-describedby={bad ? "maker-bad" : undefined}
            onInput={(event) => {
              const amount = event.currentTarget.value;
              setWish({ ...wish, amount });
              if (bad) setBad(parseAmount(amount) === null);
            }}
          />
          {bad && (
            <p class="bad" id="maker-bad" role="alert">
              {say("amount.bad")}
            </p>
          )}
        </div>
        <Choice
          id="maker-aim"
          label={say("aim")}
          value={wish.aim}
          options={["people", "kilometres"]}
          word={(value) => say(`aim.${value}`)}
          change={(aim) => setWish({ ...wish, aim })}
        />
        <button type="submit" class="button button-primary" aria-busy={busy} disabled={busy}>
          {say("ask")}
        </button>
      </form>
      {problem && (
        <p class="bad" role="alert">
          {problem.detail || t("error.offline")}
        </p>
      )}
      {answer && (
        <>
          <Answer answer={answer} say={say} lang={lang} />
          <div class="buttons">
            <button
              type="button"
              class="button"
              onClick={() => {
                const body = bodyOf(wish, place, "xlsx");
                if (!body) return;
                void askFile("/api/plan-maker", body, { lang })
                  .then(({ blob, name }) => save(blob, name))
                  .catch((error: unknown) => setProblem(problemOf(error)));
              }}
            >
              {say("file")}
            </button>
            <DraftWorks intervals={answer.proposal.intervals} say={say} />
            <button type="button" class="button" onClick={drop}>
              {say("clear")}
            </button>
            <button
              type="button"
              class="button only-phone"
              onClick={() => controller.store.set({ tab: "map" })}
            >
              {t("tabs.map")}
            </button>
          </div>
        </>
      )}
    </div>
  );
}

interface DraftWorksProps {
  intervals: Interval[];
  say: SayMaker;
}

/** What is proposed as draft works of the plan, for those who may write some in all its communes. */
function DraftWorks({ intervals, say }: DraftWorksProps) {
  const { lang, t } = useWords();
  const session = useSelected((state) => state.session);
  const controller = useController();
  const [done, setDone] = useState<string | null>(null);
  const { busy, problem, run } = useDoing();
  useEffect(() => setDone(null), [intervals]);
  const nameOf = (one: Interval) => one.road.name ?? one.road.code ?? String(one.road.id);
  const { works, left } = worksOf(intervals, (one) =>
    say("draft.title", { road: nameOf(one), from: stationing(one.from_m), to: stationing(one.to_m) }),
  );
  const reach = session?.rights["edit_plan"] ?? "nowhere";
  const own = session?.user?.communes ?? [];
  const mayDraft =
    reach === "everywhere" ||
    (reach === "own_communes" && works.every(({ unit }) => own.includes(String(unit))));
  if (!mayDraft || works.length === 0) return null;
  if (done !== null) return <p role="status">{done}</p>;
  const make = () =>
    run(async () => {
      await changeJson("POST", "/api/works", { works }, { lang });
      const told = say(session?.edits === "proposed" ? "proposed" : "drafted", { n: works.length });
      setDone(left > 0 ? `${told} ${say("leftOut", { n: left })}` : told);
      controller.announce(told);
    });
  return (
    <>
      <button type="button" class="button" disabled={busy} onClick={make}>
        {say("draft")}
      </button>
      {problem && (
        <p class="bad" role="alert">
          {problem.detail || t("error.offline")}
        </p>
      )}
    </>
  );
}

interface ChoiceProps<T extends string> {
  id: string;
  label: string;
  value: T;
  options: readonly T[];
  word: (value: T) => string;
  change: (value: T) => void;
}

function Choice<T extends string>({ id, label, value, options, word, change }: ChoiceProps<T>) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => change(event.currentTarget.value as T)}>
        {options.map((one) => (
          <option key={one} value={one}>
            {word(one)}
          </option>
        ))}
      </select>
    </div>
  );
}

function money(vnd: number, lang: Lang, say: SayMaker): string {
  return vnd >= 1e9
    ? say("milliard", { n: number(vnd / 1e9, lang, 2) })
    : say("million", { n: number(vnd / 1e6, lang, vnd >= 1e7 ? 0 : 2) });
}

function Answer({ answer, say, lang }: { answer: Proposal; say: SayMaker; lang: Lang }) {
  const { proposal, remaining, people } = answer;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: "start" }), [answer]);
  return (
    <div class="maker-answer" role="status" ref={element}>
      <p>
        {say("remaining", { km: kmUnit(remaining.length_m, lang), money: money(remaining.vnd, lang, say) })}
      </p>
      <p class="maker-result">
        {proposal.intervals.length === 0
          ? say("none")
          : say("result", {
              n: proposal.intervals.length,
              km: kmUnit(proposal.length_m, lang, 2),
              money: money(proposal.vnd, lang, say),
              people: number(proposal.people_gained, lang),
            })}
      </p>
      {proposal.people_bound !== null && (
        <p class="quiet">{say("bound", { n: number(proposal.people_bound, lang) })}</p>
      )}
      {people.hamlets_unknown > 0 && (
        <p class="plan-warning">{say("unknown", { n: people.hamlets_unknown })}</p>
      )}
      <Effect answer={answer} say={say} lang={lang} />
      {proposal.intervals.length > 0 && <Intervals intervals={proposal.intervals} say={say} lang={lang} />}
      <Costs answer={answer} say={say} lang={lang} />
    </div>
  );
}

function Effect({ answer, say, lang }: { answer: Proposal; say: SayMaker; lang: Lang }) {
  const { effect, people } = answer;
  const share = (figures: Figures) => (figures.share === null ? "–" : percent(figures.share, lang));
  const rows: [string, string, string][] = [
    [
      say("effect.hardened"),
      kmUnit(effect.roads.before.hardened_m, lang, 2),
      kmUnit(effect.roads.after.hardened_m, lang, 2),
    ],
    [say("effect.door"), number(people.before.to_all, lang), number(people.after.to_all, lang)],
    ...effect.reached.map((one): [string, string, string] => [
      say("effect.reached", {
        service: one.title[lang].toLowerCase(),
        distance: kmUnit(one.distance_m, lang, 0),
      }),
      number(one.before.covered, lang),
      number(one.after.covered, lang),
    ]),
    [say("effect.access"), share(effect.access.before), share(effect.access.after)],
    ...indicatorRows(answer, say, lang),
  ];
  return (
    <table class="maker-table">
      <caption>{say("effect.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("effect.what")}</th>
          <th scope="col">{say("effect.before")}</th>
          <th scope="col">{say("effect.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, before, after]) => (
          <tr key={what} class={before === after ? "" : "maker-changed"}>
            <th scope="row">{what}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of one commune its indicators; of many only those that the proposal changes. */
function indicatorRows(answer: Proposal, say: SayMaker, lang: Lang): [string, string, string][] {
  const { indicators } = answer.effect;
  const one = new Set(indicators.map(({ commune }) => commune.code)).size === 1;
  const value = (bounds: { least: number } | null, met: boolean | null) =>
    bounds === null
      ? "–"
      : `${percent(bounds.least / 100, lang)}${met === null ? "" : ` (${say(met ? "effect.met" : "effect.notMet")})`}`;
  return indicators
    .filter((row) => one || row.before?.least !== row.after?.least)
    .map((row) => [
      `${one ? "" : `${row.commune.name}: `}${say("effect.indicator", { code: row.code, title: row.title[lang] })}`,
      value(row.before, row.met_before),
      value(row.after, row.met_after),
    ]);
}

function Intervals({ intervals, say, lang }: { intervals: Interval[]; say: SayMaker; lang: Lang }) {
  const route = useSelected((state) => state.route);
  const rest = intervals.length - mostRows;
  return (
    <>
      <table class="maker-table maker-list">
        <caption>
          {say("list.title")} <span class="quiet">{say("list.caption")}</span>
        </caption>
        <thead>
          <tr>
            {(["road", "length", "cost", "people"] as const).map((column) => (
              <th key={column} scope="col">
                {say(`list.${column}` satisfies MakerKey)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {intervals.slice(0, mostRows).map((one) => (
            <tr key={`${one.road.id}-${one.from_m}`}>
              <th scope="row">
                <a href={href(route, { road: one.road.id, facility: null })}>
                  {one.road.name ?? one.road.code ?? say("list.unnamed", { id: one.road.id })}
                </a>
                <span class="quiet">
                  {`${stationing(one.from_m)}–${stationing(one.to_m)} · ${one.hamlet?.name ?? one.commune?.name ?? ""}`}
                </span>
              </th>
              <td>{length(one.length_m, lang)}</td>
              <td>{money(one.vnd, lang, say)}</td>
              <td>{number(one.people, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p class="quiet">{say("list.more", { n: rest })}</p>}
    </>
  );
}

/** What a metre was reckoned at, and who says so. */
function Costs({ answer, say, lang }: { answer: Proposal; say: SayMaker; lang: Lang }) {
  const { t } = useWords();
  const built = new Set(answer.proposal.intervals.map(({ road }) => road.class as string));
  const rows = answer.costs.rows.filter((row) => built.has(row.class));
  if (rows.length === 0) return null;
  const word = (key: string, otherwise: string) => (isKey(key) ? t(key) : otherwise);
  return (
    <details class="fold">
      <summary>{say("costs")}</summary>
      <ul class="plan-items">
        {rows.map((row) => (
          <li key={row.class}>
            {say("costs.row", {
              class: word(`class.${row.class}`, row.class),
              surface: word(`surface.${row.surface}`, row.surface),
              width: number(row.width_m, lang, 1),
              money: money(row.vnd_per_m, lang, say),
              source: row.source,
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
