import { compareNames, date, list } from "../../format";
import { reportName } from "../../names";
import { rangeText, setOfPlan, signs, statedMean } from "../../plan/reading";
import {
  type CriteriaReport,
  type CriteriaSet,
  type Criterion,
  criterionStates,
  type UnitCriteria,
} from "../../plan/types";
import { href } from "../../state";
import { useController, useSelected, useWords } from "../context";
import { Failure } from "../failure";
import { Crumbs } from "../summary";
import { Opens } from "./basis";
import { useAnswer, usePlan, useSay } from "./context";
import { isMet, useCriteriaNumbers } from "./criteria_numbers";
import { Evidence } from "./evidence";

/** Which set of criteria is shown. */
export function SetChooser() {
  const { lang, say } = useSay();
  const controller = useController();
  const control = usePlan();
  const sets = useAnswer((state) => state.sets.value);
  const plan = useAnswer((state) => state.plan.value);
  useSelected((state) => state.route.set);
  if (!sets || !plan) return null;
  return (
    <label class="field plan-set">
      <span>{say("controls.set")}</span>
      <select
        id="criteria-set"
        value={control.set ?? ""}
        onChange={(event) => {
          const id = event.currentTarget.value;
          controller.go({ set: id === setOfPlan(plan) ? null : id, criterion: null });
        }}
      >
        {sets.sets
          .filter(({ level }) => level === "commune")
          .map((set) => (
            <option key={set.id} value={set.id}>
              {set.title[lang]}
            </option>
          ))}
      </select>
    </label>
  );
}

/** Headline, then communes × criteria, or the criteria of one commune. */
export function PlanSummary() {
  const { t } = useWords();
  const { say } = useSay();
  const control = usePlan();
  const criteria = useAnswer((state) => state.criteria);
  const sets = useAnswer((state) => state.sets);
  const plan = useAnswer((state) => state.plan);
  const unit = useSelected((state) => state.route.unit);
  const error = sets.error ?? plan.error ?? criteria.error;
  if (error?.status === 400 && unit !== null) {
    return (
      <>
        <Crumbs unit={{ code: unit, name: unit }} />
        <p class="quiet waiting">{error.detail || say("headline.notJudged")}</p>
      </>
    );
  }
  if (error) return <Failure problem={error} retry={() => control.retry()} />;
  const report = criteria.value;
  if (!report || !sets.value || !plan.value) return <p class="quiet waiting">{t("loading")}</p>;
  const row = report.unit ? report.rows[0] : undefined;
  return (
    <>
      <Crumbs unit={report.unit} />
      <Headline report={report} />
      {row && <Evidence row={row} report={report} />}
      {row ? (
        <CriteriaList row={row} busy={criteria.loading} />
      ) : (
        <Matrix report={report} busy={criteria.loading} />
      )}
      <Signs />
      <Source report={report} sets={sets.value.sets} />
    </>
  );
}

function Headline({ report }: { report: CriteriaReport }) {
  const { lang, say } = useSay();
  const { t } = useWords();
  const units = useSelected((state) => state.units);
  const atlas = useSelected((state) => state.atlas.value);
  const plan = useAnswer((state) => state.plan.value);
  const row = report.unit ? report.rows[0] : undefined;
  const met = row ? row.met : report.mean_met;
  const all = report.set.size ?? "?";
  const { ofRow, ofAll } = useCriteriaNumbers(report);
  const known = report.rows[0] ? report.rows[0].criteria.length > 0 : false;
  const [before = "", after = ""] = say(row ? "headline.met" : "headline.mean", { n: "|", all }).split("|");
  const unmet = row?.criteria.filter(({ state }) => state === "not_met") ?? [];
  const stated = plan && !row ? statedMean(plan, report.set.id) : null;
  return (
    <header class="headline">
      <h1 class="headline-unit">{reportName(report, units, atlas, lang, t)}</h1>
      {known && met ? (
        <p class="headline-km">
          {before}
          <Opens basis={() => (row ? ofRow(row) : ofAll())}>
            <strong>{rangeText(met, lang, row ? 0 : 2)}</strong>
          </Opens>
          {after}
        </p>
      ) : (
        <p class="headline-km">{say("headline.noSet")}</p>
      )}
      {unmet.length > 0 && (
        <p class="headline-unknown">
          {say("headline.missing", {
            list: list(
              unmet.map(({ code, title }) => `${code} ${title[lang]}`),
              lang,
            ),
          })}
        </p>
      )}
      {stated && <p class="headline-unknown">{statedWords(stated, lang, say)}</p>}
      {!report.set.valid && (
        <p class="headline-unknown plan-warning">{say("headline.expired", { date: date(report.as_of) })}</p>
      )}
      <p class="headline-note">
        {say("headline.note", { set: report.set.title[lang], date: date(report.as_of) })}
      </p>
    </header>
  );
}

function statedWords(
  { amount, change }: NonNullable<ReturnType<typeof statedMean>>,
  lang: "vi" | "en",
  say: ReturnType<typeof useSay>["say"],
): string {
  const text = (value: number) => rangeText({ least: value, most: value }, lang, value % 1 === 0 ? 0 : 2);
  if (change === null) return say("headline.statedOnly", { n: text(amount) });
  return say("headline.stated", { n: text(amount), change: text(change) });
}

function Matrix({ report, busy }: { report: CriteriaReport; busy: boolean }) {
  const { lang, say } = useSay();
  const route = useSelected((state) => state.route);
  const rows = [...report.rows].sort((a, b) => compareNames(a.unit.name, b.unit.name));
  const columns = rows[0]?.criteria ?? [];
  const size = report.set.size ?? columns.length;
  const { ofRow, ofAll, ofColumn } = useCriteriaNumbers(report);
  const metIn = (column: number) => rows.filter(({ criteria }) => isMet(criteria[column])).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="matrix-scroll" aria-label={say("matrix.region")} tabIndex={0}>
      <table class="units matrix" aria-busy={busy}>
        <caption>{say("matrix.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("matrix.commune")}</th>
            <th scope="col" class="number">
              {say("matrix.count")}
            </th>
            {columns.map(({ code, title }) => (
              <th key={code} scope="col" class="matrix-column">
                <span class="matrix-name">{title[lang]}</span>
                <span class="matrix-code">{code}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit.code}>
              <th scope="row">
                <a href={href(route, { unit: row.unit.code, criterion: null, road: null, facility: null })}>
                  {row.unit.name}
                </a>
              </th>
              <td class="number">
                <Opens basis={() => ofRow(row)} of={say("matrix.countOf", { unit: row.unit.name })}>
                  {rangeText(row.met, lang)}/{size}
                </Opens>
              </td>
              {row.criteria.map((criterion) => (
                <Cell key={criterion.code} row={row} criterion={criterion} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say("matrix.sum")}</th>
            <td class="number">
              {report.mean_met && (
                <Opens
                  basis={ofAll}
                  of={say("matrix.mean")}
                >{`⌀ ${rangeText(report.mean_met, lang, 2)}`}</Opens>
              )}
            </td>
            {columns.map(({ code, title }, i) => (
              <td key={code} class="matrix-sum">
                <Opens basis={() => ofColumn(i)} of={`${code} ${title[lang]}`}>
                  {metIn(i)}/{rows.length}
                </Opens>
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Cell({ row, criterion }: { row: UnitCriteria; criterion: Criterion }) {
  const { lang, say } = useSay();
  const route = useSelected((state) => state.route);
  const { code, title, state, disagree } = criterion;
  const label = say("matrix.cell", {
    unit: row.unit.name,
    code,
    title: title[lang],
    state: say(`state.${state}`),
  });
  return (
    <td class="matrix-cell">
      <a
        class={`cell cell-${state}`}
        href={href(route, { unit: row.unit.code, criterion: code, road: null, facility: null })}
        aria-label={disagree ? `${label} – ${say("matrix.disagree")}` : label}
      >
        <span class="cell-sign">{`${signs[state]}${disagree ? "!" : ""}`}</span>
        <span class="cell-word">{say(`short.${state}`)}</span>
      </a>
    </td>
  );
}

/** The criteria of one commune, one below the other. */
function CriteriaList({ row, busy }: { row: UnitCriteria; busy: boolean }) {
  const { lang, say } = useSay();
  const route = useSelected((state) => state.route);
  return (
    <table class="units criteria-list" aria-busy={busy}>
      <caption>{say("list.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("list.criterion")}</th>
          <th scope="col">{say("list.state")}</th>
        </tr>
      </thead>
      <tbody>
        {row.criteria.map(({ code, title, state, disagree }) => (
          <tr key={code}>
            <th scope="row">
              <a
                href={href(route, { criterion: code, road: null, facility: null })}
                aria-current={route.criterion === code ? "true" : undefined}
              >
                {code} {title[lang]}
              </a>
            </th>
            <td>
              <span class={`state state-${state}`}>
                <span class={`state-sign cell-${state}`} aria-hidden="true">
                  {signs[state]}
                </span>
                {say(`state.${state}`)}
                {disagree && <span class="plan-warning"> ! {say("matrix.disagree")}</span>}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Which documents the set comes from, and when it is in force. */
function Source({ report, sets }: { report: CriteriaReport; sets: readonly CriteriaSet[] }) {
  const { say } = useSay();
  const set = sets.find(({ id }) => id === report.set.id);
  if (!set) return null;
  const to = set.valid_to ? date(set.valid_to) : say("headline.open");
  return (
    <p class="quiet plan-source">
      {say("headline.valid", { from: date(set.valid_from), to })} {say("headline.documents")}:{" "}
      {set.documents.map(({ id }) => id).join(", ")}
    </p>
  );
}

function Signs() {
  const { say } = useSay();
  return (
    <ul class="signs" aria-label={say("matrix.legend")}>
      {criterionStates.map((state) => (
        <li key={state}>
          <span class={`state-sign cell-${state}`} aria-hidden="true">
            {signs[state]}
          </span>
          {say(`state.${state}`)}
        </li>
      ))}
      <li>
        <strong>!</strong> {say("matrix.disagree")}
      </li>
    </ul>
  );
}
