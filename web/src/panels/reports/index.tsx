import "../../styles/reports.css";
import { useEffect, useState } from "preact/hooks";
import { address, changeJson, getJson, type Problem } from "../../api";
import { date, list as listed } from "../../format";
import { reportWords, type SayReport } from "../../i18n/reports";
import { problemOf } from "../../loader";
import { unitName } from "../../names";
import { cellText, may, overdue, standingOf, sumsOf } from "../../reports/reading";
import type { Period, Report, ReportList, ReportRow, ReportTable, Standing } from "../../reports/types";
import type { Lang } from "../../types";
import { useController, useSelected, useWords } from "../context";
import { Download } from "../download";
import { useDoing } from "../shared/doing";

/** Periodic reports of a commune, or of the district: drafted, handed in, decided, printed; and who is late. */
export function Reports({ unit, year }: { unit: string | null; year: number }) {
  const { lang, t } = useWords();
  const say = reportWords(lang);
  const revision = useSelected((state) => state.atlas.value?.revision);
  const user = useSelected((state) => state.session?.user?.name);
  const [list, setList] = useState<ReportList | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    getJson<ReportList>(address("/api/period-reports", { year }), { lang, signal: abort.signal }).then(
      (answer) => {
        setList(answer);
        setProblem(null);
      },
      (error: unknown) => !abort.signal.aborted && setProblem(problemOf(error)),
    );
    return () => abort.abort();
  }, [year, revision, user, round]);
  if (problem) {
    return (
      <p class="bad" role="alert">
        {problem.detail || t("error.offline")}
      </p>
    );
  }
  if (!list) return <p class="quiet">{t("loading")}</p>;
  const begun = list.periods.filter((one) => one.begun);
  const period = list.periods.find(({ id }) => id === chosen) ?? begun.at(-1) ?? list.periods[0];
  const found = period && standingOf(list, unit, period.id);
  return (
    <div class="reports">
      <p class="quiet">{say("note", { n: list.due_days, source: list.due_source })}</p>
      {unit === null && <p class="quiet">{say("choose")}</p>}
      <div class="field">
        <label for="report-period">{say("period")}</label>
        <select
          id="report-period"
          value={period?.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {list.periods.map((one) => (
            <option key={one.id} value={one.id} disabled={!one.begun}>
              {one.title[lang]}
            </option>
          ))}
        </select>
      </div>
      {period && found && (
        <One
          key={`${unit}-${period.id}-${round}`}
          unit={unit}
          period={period}
          row={found.row}
          standing={found.standing}
          changed={() => setRound(round + 1)}
        />
      )}
      <Late list={list} unit={unit} say={say} lang={lang} />
    </div>
  );
}

interface OneProps {
  unit: string | null;
  period: Period;
  row: ReportRow;
  standing: Standing;
  changed: () => void;
}

function One({ unit, period, row, standing, changed }: OneProps) {
  const { lang, t } = useWords();
  const say = reportWords(lang);
  const controller = useController();
  const units = useSelected((state) => state.units);
  const session = useSelected((state) => state.session);
  const rules = useSelected((state) => state.route.rules);
  const [shown, setShown] = useState<{ report: Report; draft: boolean } | null>(null);
  const { busy, problem, run } = useDoing();
  const [remark, setRemark] = useState("");
  const [why, setWhy] = useState("");
  const known = unit === null ? undefined : units.get(unit);
  const name = known ? unitName(known.name, known.kind, lang, t) : say("district");
  const handedIn = standing.state === "accepted" ? "accepted" : "waiting";
  const isThere = standing.state !== "missing";
  const url = (version: string, format?: string) =>
    address(`/api/period-reports/${period.id}`, {
      unit,
      version,
      rules: version === "draft" ? rules : null,
      format,
    });

  const change = (work: () => Promise<unknown>, done: string) =>
    run(async () => {
      await work();
      controller.announce(done);
      changed();
    });
  const show = (draft: boolean) =>
    run(async () => {
      const report = await getJson<Report>(url(draft ? "draft" : handedIn), { lang });
      setShown({ report, draft });
    });
  const submit = () =>
    change(
      () =>
        changeJson(
          "POST",
          "/api/period-reports",
          {
            period: period.id,
            ...(unit === null ? {} : { unit }),
            ...(rules === null ? {} : { rules }),
            ...(remark.trim() ? { note: remark.trim() } : {}),
          },
          { lang },
        ),
      say("submitted"),
    );
  const decide = (what: "accept" | "return", body: unknown, done: string) =>
    change(() => changeJson("POST", `/api/proposals/${standing.proposal}/${what}`, body, { lang }), done);

  const maySubmit = row.may_submit && may(session, "edit_plan", unit);
  const mayDecide = standing.state === "waiting" && may(session, "decide_proposal", unit);
  return (
    <section class="report" aria-busy={busy}>
      <h2>{say("of", { name })}</h2>
      <p>
        <strong class={`report-${standing.state}`}>{say(`state.${standing.state}`)}</strong>{" "}
        {standing.overdue && <strong class="plan-warning">! {say("late")}</strong>}{" "}
        <span class="quiet">
          {standing.by !== null && standing.at !== null
            ? say("by", { by: standing.by, date: date(standing.at) })
            : say("due", { date: date(period.due_on) })}
        </span>
      </p>
      {standing.reason && <p>{say("reason", { reason: standing.reason })}</p>}
      {problem && (
        <p class="bad" role="alert">
          {problem.detail || t("error.offline")}
        </p>
      )}
      {isThere && (
        <Versions
          name={say("kept")}
          url={(format) => url(handedIn, format)}
          show={() => show(false)}
          say={say}
        />
      )}
      {standing.state !== "accepted" && (
        <Versions
          name={say("draft")}
          url={(format) => url("draft", format)}
          show={() => show(true)}
          say={say}
        />
      )}
      {shown && <Figures report={shown.report} lang={lang} say={say} />}
      {maySubmit && standing.state !== "waiting" && (
        <div class="report-form">
          <div class="field">
            <label for="report-remark">{say("remark")}</label>
            <textarea
              id="report-remark"
              rows={2}
              maxLength={2000}
              value={remark}
              onInput={(event) => setRemark(event.currentTarget.value)}
            />
          </div>
          <button type="button" class="button button-primary" disabled={busy} onClick={submit}>
            {say("submit")}
          </button>
        </div>
      )}
      {mayDecide && (
        <div class="report-form">
          <button
            type="button"
            class="button button-primary"
            disabled={busy}
            onClick={() => decide("accept", {}, say("accepted"))}
          >
            {say("accept")}
          </button>
          <div class="field">
            <label for="report-why">{say("why")}</label>
            <input
              id="report-why"
              type="text"
              maxLength={500}
              value={why}
              onInput={(event) => setWhy(event.currentTarget.value)}
            />
          </div>
          <button
            type="button"
            class="button"
            disabled={busy || why.trim() === ""}
            onClick={() => decide("return", { reason: why.trim() }, say("returned"))}
          >
            {say("giveBack")}
          </button>
        </div>
      )}
    </section>
  );
}

interface VersionsProps {
  name: string;
  url: (format?: string) => string;
  show: () => void;
  say: SayReport;
}

/** A report on the page, on paper and as a workbook. */
function Versions({ name, url, show, say }: VersionsProps) {
  return (
    <div class="report-version">
      <span>{name}</span>
      <span class="buttons">
        <button type="button" class="button" onClick={show}>
          {say("show")}
        </button>
        <a class="button" href={url("html")} target="_blank" rel="noopener">
          {say("print")}
        </a>
        <Download url={url("xlsx")} class="button">
          {say("file")}
        </Download>
      </span>
    </div>
  );
}

function Figures({ report, lang, say }: { report: Report; lang: Lang; say: SayReport }) {
  return (
    <div class="report-figures" role="status">
      <p class="quiet">{say("compare", { now: date(report.as_of), before: date(report.before) })}</p>
      {report.note && <p>{report.note}</p>}
      {report.tables.map((table) => (
        <FiguresTable key={table.title.vi} table={table} lang={lang} say={say} />
      ))}
    </div>
  );
}

function FiguresTable({ table, lang, say }: { table: ReportTable; lang: Lang; say: SayReport }) {
  const words = { yes: say("yes"), no: say("no") };
  const sums = sumsOf(table);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by the keyboard too
    <section class="report-scroll" tabIndex={0} aria-label={table.title[lang]}>
      <table class="report-table">
        <caption>{table.title[lang]}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.key} scope="col">
                {column.title[lang]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {table.columns.map((column, c) => {
                const cell = row[c] ?? null;
                return (
                  <td key={column.key} class={typeof cell === "number" ? "report-number" : ""}>
                    {cellText(cell, column.decimals, lang, words)}
                  </td>
                );
              })}
            </tr>
          ))}
          {sums && (
            <tr class="report-sum">
              {table.columns.map((column, c) => (
                <td key={column.key} class={c === 0 ? "" : "report-number"}>
                  {c === 0
                    ? say("sum")
                    : sums[c] == null
                      ? ""
                      : cellText(sums[c], column.decimals, lang, words)}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

interface LateProps {
  list: ReportList;
  unit: string | null;
  say: SayReport;
  lang: Lang;
}

/** What a commune is late with; for the district, who is late with what. */
function Late({ list, unit, say, lang }: LateProps) {
  const rows = overdue(list, unit);
  const titles = new Map(list.periods.map((one) => [one.id, one.title[lang]]));
  return (
    <section class="report-late">
      <h2>{say("late.title")}</h2>
      {rows.length === 0 && <p>{say("late.none")}</p>}
      {rows.map(({ period, units }) => {
        const title = titles.get(period) ?? period;
        if (unit !== null) return <p key={period}>{title}</p>;
        const names = units.map((one) => one?.name ?? say("district"));
        return (
          <details key={period}>
            <summary>{say("late.row", { period: title, n: units.length })}</summary>
            <p>{listed(names, lang)}</p>
          </details>
        );
      })}
    </section>
  );
}
