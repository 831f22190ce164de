import { address } from "../../api";
import { date, number } from "../../format";
import { registerWords } from "../../i18n/registers";
import type { Basis } from "../../plan/basis";
import type { CapitalEntry, CapitalReport, CapitalSums, CapitalType } from "../../registers/types";
import { useWords } from "../context";
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
  const list = useList<{ capital: CapitalEntry[] }>(address("/api/capital", { plan: plan.id, unit }));
  const report = useList<CapitalReport>(
    address("/api/reports/capital", { plan: plan.id, unit, by: "source" }),
  );
  const nameOf = useUnitName(true);
  const rows = [...(list.answer?.capital ?? [])].sort((a, b) => b.on.localeCompare(a.on));
  const workRow = useWorkRow();
  /** Entries that a sum is made of; those of a work are where it is. */
  const basisOf = (source: string | null, types: readonly CapitalType[], title: string): Basis => {
    const mine = rows.filter(
      (one) =>
        types.includes(one.type) &&
        (source === null || one.source === source) &&
        (report.answer === null || one.on <= report.answer.as_of),
    );
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
      {rows.length > 0 && report.answer && <Sums report={report.answer} basisOf={basisOf} Opens={Opens} />}
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

/** What each column is the sum of. */
const summed: Record<"allocated_vnd" | "disbursed_vnd" | "remaining_vnd", readonly CapitalType[]> = {
  allocated_vnd: ["allocation"],
  disbursed_vnd: ["disbursement"],
  remaining_vnd: ["allocation", "disbursement"],
};

function Sums({ report, basisOf, Opens }: SumsProps) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const columns = ["allocated_vnd", "disbursed_vnd", "remaining_vnd"] as const;
  const million = (vnd: number) => number(vnd / 1e6, lang, Number.isInteger(vnd / 1e6) ? 0 : 2);
  const cells = (sums: CapitalSums, source: string | null, name: string) =>
    columns.map((column) => {
      const title = `${name}: ${say(`capital.${column}`)}`;
      return (
        <td key={column} class="number">
          <Opens basis={() => basisOf(source, summed[column], title)} of={title}>
            {million(sums[column])}
          </Opens>
        </td>
      );
    });
  return (
    <table class="dash-table">
      <caption>{say("capital.caption", { date: date(report.as_of) })}</caption>
      <thead>
        <tr>
          <th scope="col">{say("capital.source")}</th>
          {columns.map((column) => (
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
  );
}
