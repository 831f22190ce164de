import { address } from "../../api";
import { date, number } from "../../format";
import { registerWords } from "../../i18n/registers";
import type { CapitalEntry, CapitalReport, CapitalSums } from "../../registers/types";
import { useWords } from "../context";
import { type RegisterProps, useList, useUnitName, Waiting } from "./answer";

/** Money that was allocated, disbursed and settled: sums by source, and each entry. */
export function Capital({ unit, plan, Change }: RegisterProps) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const list = useList<{ capital: CapitalEntry[] }>(address("/api/capital", { plan: plan.id, unit }));
  const report = useList<CapitalReport>(
    address("/api/reports/capital", { plan: plan.id, unit, by: "source" }),
  );
  const nameOf = useUnitName(true);
  const rows = [...(list.answer?.capital ?? [])].sort((a, b) => b.on.localeCompare(a.on));
  const titleOf = (work: string | null) => plan.works.find(({ id }) => id === work)?.title[lang];
  return (
    <Waiting list={list}>
      <Change unit={unit} subjects={[{ what: "newCapital", unit, plan, known: null }]} />
      {rows.length === 0 && <p class="quiet">{say("none")}</p>}
      {rows.length > 0 && report.answer && <Sums report={report.answer} />}
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

function Sums({ report }: { report: CapitalReport }) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const columns = ["allocated_vnd", "disbursed_vnd", "remaining_vnd"] as const;
  const million = (vnd: number) => number(vnd / 1e6, lang, Number.isInteger(vnd / 1e6) ? 0 : 2);
  const cells = (sums: CapitalSums) =>
    columns.map((column) => (
      <td key={column} class="number">
        {million(sums[column])}
      </td>
    ));
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
            {cells(row)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say("capital.sum")}</th>
          {cells(report.totals)}
        </tr>
      </tfoot>
    </table>
  );
}
