import { number, percent, roundLength } from "../../format";
import { href } from "../../state";
import { useSelected } from "../context";
import { Download } from "../download";
import { useAnswer, useFileAddress, useSay } from "./context";
import { WhatIfPanel } from "./what_if";

/** What stands below the table of coverage. */
export function CoverageMore() {
  return (
    <>
      <WhatIfPanel />
      <Access />
      <Capacity />
    </>
  );
}

function Access() {
  const { lang, say } = useSay();
  const fileAddress = useFileAddress();
  const report = useAnswer((state) => state.access.value);
  if (!report || report.totals.share === null) return null;
  const { share, possible_share } = report.totals;
  const away = report.not_rural.population ?? 0;
  return (
    <details class="fold" open>
      <summary>{say("access.title")}</summary>
      <div class="fold-body">
        <p>
          {say("access.value", {
            share: percent(share, lang),
            distance: roundLength(report.parameters.distance_m, lang),
          })}
        </p>
        {possible_share !== null && possible_share > share && (
          <p class="quiet">{say("access.unknown", { share: percent(possible_share, lang) })}</p>
        )}
        {away >= 1 && <p class="quiet">{say("access.notRural", { n: number(away, lang) })}</p>}
        <Download url={fileAddress("access", "xlsx")} class="button">
          XLSX
        </Download>
      </div>
    </details>
  );
}

function Capacity() {
  const { lang, say } = useSay();
  const fileAddress = useFileAddress();
  const route = useSelected((state) => state.route);
  const report = useAnswer((state) => state.capacity.value);
  if (!report) return null;
  const rows = [...report.rows].sort((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1));
  return (
    <details class="fold">
      <summary>
        {say("capacity.title")} <span class="count">{rows.length}</span>
      </summary>
      <p class="quiet fold-body">{rows.length === 0 ? say("capacity.none") : say("capacity.note")}</p>
      {rows.length > 0 && (
        <>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{say("capacity.facility")}</th>
                <th scope="col" class="number">
                  {say("capacity.seats")}
                </th>
                <th scope="col" class="number">
                  {say("capacity.assigned")}
                </th>
                <th scope="col" class="number">
                  {say("capacity.ratio")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.facility.id}>
                  <th scope="row">
                    <a href={href(route, { facility: row.facility.id, road: null })}>{row.facility.name}</a>
                  </th>
                  <td class="number">
                    {row.seats === null ? say("capacity.unknown") : number(row.seats, lang)}
                  </td>
                  <td class="number">{number(row.assigned, lang)}</td>
                  <td class="number">{row.ratio === null ? "–" : number(row.ratio, lang, 1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div class="fold-body">
            <Download url={fileAddress("capacity", "xlsx")} class="button">
              XLSX
            </Download>
          </div>
        </>
      )}
    </details>
  );
}
