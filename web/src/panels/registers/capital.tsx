import { address } from "../../api";
import { date, number } from "../../format";
import { registerWords } from "../../i18n/registers";
import type { Basis } from "../../plan/basis";
import { entriesTo, millions, type SumColumn, sumColumns } from "../../registers/sums";
import type { CapitalEntry, CapitalReport, CapitalSums, CapitalType } from "../../registers/types";
import { useSelected, useWords } from "../context";
import { Download } from "../download";
import type { Opener, WorkRows } from "../plan/basis";
import { type RegisterProps, useList, useUnitName, Waiting } from "./answer";

interface CapitalProps extends RegisterProps {
  Opens: Opener;
  /** How the view tells of a work. */
  useWorkRow: WorkRows;
}

/** Money that was allocated, disbursed and settled: sums by source, and each entry. */
export function Capital({ unit, plan, Change, Opens, useWorkRow }: CapitalProps) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const as_of = useSelected((state) => state.route.asOf);
  const list = useList<{ capital: CapitalEntry[] }>(address("/api/capital", { plan: plan.id, unit }));
  const reportAt = (by: "source" | "work", format?: "xlsx" | "csv") =>
    address("/api/reports/capital", { plan: plan.id, unit, as_of, by, format });
  const report = useList<CapitalReport>(reportAt("source"));
  const nameOf = useUnitName(true);
  const { rows, later } = entriesTo(list.answer?.capital ?? [], as_of);
  const workRow = useWorkRow();
  /** Entries that a sum is made of; those of a work are where it is. */
  const basisOf = (source: string | null, types: readonly CapitalType[], title: string): Basis => {
    const mine = rows.filter((one) => types.includes(one.type) && (source === null || one.source === source));
    const entries = mine.map((one) => {
      const amount = say("capital.vnd", { n: number(one.amount_vnd, lang) });
      const what = `${date(one.on)}: ${say(`capital.${one.type}`)}`;
      const notes = [[what, one.source_name[lang], one.document, one.note].filter(Boolean).join(" · ")];
      if (one.work !== null) return { ...workRow(one.work, { amount, notes }), key: one.id };
      return {
        ...{ key: one.id, title: one.unit ? nameOf(one.unit, null) : say("capital.district") },
        ...{ amount, notes, commune: one.unit, links: [] },
        features: { stretches: [], facilities: [], hamlets: [] },
      };
    });
    return { title, parts: [{ title, rows: entries }] };
  };
  const titleOf = (work: string | null) => plan.works.find(({ id }) => id === work)?.title[lang];
  return (
    <Waiting list={list}>
      <Change unit={unit} subjects={[{ what: "newCapital", unit, plan, known: null }]} />
      {rows.length === 0 && <p class="quiet">{say("none")}</p>}
      {as_of && later > 0 && <p class="quiet">{say("capital.later", { n: later, date: date(as_of) })}</p>}
      {rows.length > 0 && report.answer && <Sums report={report.answer} basisOf={basisOf} Opens={Opens} />}
      {rows.length > 0 && (
        <p class="buttons">
          {(["xlsx", "csv"] as const).map((format) => (
            <Download key={format} url={reportAt("work", format)} class="button">
              {say(`capital.${format}`)}
            </Download>
          ))}
        </p>
      )}
      {report.answer?.findings.map((one, i) => (
        <p key={`${one.code}${i}`} class="plan-warning">
          ! {one.message[lang]}
        </p>
      ))}
      <ul class="plan-items">
        {rows.map((one) => (
          <li key={one.id} class="plan-item">
            <span>
              {date(one.on)}: {say(`capital.${one.type}`)}{" "}
              <strong>{say("capital.vnd", { n: number(one.amount_vnd, lang) })}</strong>
            </span>
            <span class="quiet">
              {[
                one.source_name[lang],
                titleOf(one.work) ?? one.work,
                one.unit ? nameOf(one.unit, null) : say("capital.district"),
                one.document,
                one.note,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Change
              unit={one.unit}
              subjects={[
                { what: "capital", unit, plan, known: one },
                {
                  what: "removal",
                  path: `/api/capital/${encodeURIComponent(one.id)}`,
                  etag: one.etag,
                  name: one.document,
                },
              ]}
            />
          </li>
        ))}
      </ul>
    </Waiting>
  );
}

interface SumsProps {
  report: CapitalReport;
  basisOf: (source: string | null, types: readonly CapitalType[], title: string) => Basis;
  Opens: Opener;
}

/** What each column is the sum of; what was planned is said by the works. */
const summed: Record<SumColumn, readonly CapitalType[]> = {
  planned_vnd: [],
  allocated_vnd: ["allocation"],
  disbursed_vnd: ["disbursement"],
  settled_vnd: ["settlement"],
  remaining_vnd: ["allocation", "disbursement"],
  unsettled_vnd: ["disbursement", "settlement"],
};

function Sums({ report, basisOf, Opens }: SumsProps) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const million = millions([...report.rows, report.totals], lang);
  const cells = (sums: CapitalSums, source: string | null, name: string) =>
    sumColumns.map((column) => {
      const title = `${name}: ${say(`capital.${column}`)}`;
      const shown = million(sums[column]);
      const types = summed[column];
      return (
        <td key={column} class="number">
          {types.length === 0 ? (
            shown
          ) : (
            <Opens basis={() => basisOf(source, types, title)} of={title}>
              {shown}
            </Opens>
          )}
        </td>
      );
    });
  return (
    <div class="table-scroll">
      <table class="dash-table capital-sums">
        <caption>{say("capital.caption", { date: date(report.as_of) })}</caption>
        <thead>
          <tr>
            <th scope="col">{say("capital.source")}</th>
            {sumColumns.map((column) => (
              <th key={column} scope="col" class="number">
                {say(`capital.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <tr key={row.source}>
              <th scope="row">{row.source_name[lang]}</th>
              {cells(row, row.source, row.source_name[lang])}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say("capital.sum")}</th>
            {cells(report.totals, null, say("capital.sum"))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
