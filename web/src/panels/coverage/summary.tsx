import { serviceOf, standing, worstFirst } from "../../coverage/question";
import type { CoverageReport, CoverageRow, Service } from "../../coverage/types";
import { compareNames, date, number, percent, roundLength, roundPercent } from "../../format";
import { reportName } from "../../names";
import { href } from "../../state";
import { useSelected, useWords } from "../context";
import { Failure } from "../failure";
import { Crumbs } from "../summary";
import { useAnswer, useCoverage, useSay } from "./context";
import { WayCard } from "./way";

/** Headline and table of who reaches a service. */
export function CoverageSummary() {
  const { t } = useWords();
  const control = useCoverage();
  const route = useSelected((state) => state.route);
  const report = useAnswer((state) => state.report);
  const norms = useAnswer((state) => state.norms);
  const error = norms.error ?? report.error;
  if (error) return <Failure problem={error} retry={() => control.retry()} />;
  const service = norms.value ? serviceOf(route, norms.value) : undefined;
  if (!report.value || !service) return <p class="quiet waiting">{t("loading")}</p>;
  return (
    <>
      <Crumbs unit={report.value.unit} />
      <Headline report={report.value} service={service} />
      <WayCard report={report.value} />
      <PeopleTable report={report.value} busy={report.loading} />
    </>
  );
}

/** How the distance of a report is meant, in words. */
export function reachWords(report: CoverageReport, say: ReturnType<typeof useSay>["say"]): string {
  const { along, roads } = report.parameters;
  if (along === "straight") return say("headline.straight");
  return say(roads === "all" ? "headline.road" : "headline.season");
}

function Headline({ report, service }: { report: CoverageReport; service: Service }) {
  const { lang, say } = useSay();
  const { t } = useWords();
  const units = useSelected((state) => state.units);
  const atlas = useSelected((state) => state.atlas.value);
  const { totals, parameters } = report;
  const [before = "", after = ""] = say("headline.covered", {
    people: "|",
    share: totals.share === null ? "–" : percent(totals.share, lang),
    service: service.title[lang].toLowerCase(),
    distance: `${roundLength(parameters.distance_m, lang)} ${reachWords(report, say)}`,
  }).split("|");
  const known = totals.population !== null && totals.population > 0;
  return (
    <header class="headline">
      <h1 class="headline-unit">{reportName(report, units, atlas, lang, t)}</h1>
      {known ? (
        <p class="headline-km headline-people">
          {before}
          <strong>{number(totals.covered ?? 0, lang)}</strong>
          {after}
        </p>
      ) : (
        <p class="headline-km">{say("headline.nobody")}</p>
      )}
      {known && (
        <p class="headline-unknown">
          {say("headline.uncovered", { n: number(totals.uncovered ?? 0, lang) })}{" "}
          {(totals.unknown ?? 0) >= 0.5 && say("headline.unknown", { n: number(totals.unknown ?? 0, lang) })}
        </p>
      )}
      <p class="headline-note">
        {say("headline.note", {
          basis: basisWords(report, service, say),
          source: sourceWords(report, say),
          date: date(report.as_of),
        })}
      </p>
    </header>
  );
}

/** Where the distance comes from: a default may not look like a rule. */
function basisWords(report: CoverageReport, service: Service, say: ReturnType<typeof useSay>["say"]): string {
  if (report.parameters.distance_m !== service.distance_m) return say("basis.chosen");
  const source = service.sources["distance_m"] ?? "our default";
  return source === "our default" ? say("basis.default") : say("basis.document", { document: source });
}

function sourceWords(report: CoverageReport, say: ReturnType<typeof useSay>["say"]): string {
  const { imported, lattice } = report.method.population;
  if (imported === 0) return say("people.lattice");
  return lattice === 0 ? say("people.imported") : say("people.mixed", { imported, lattice });
}

function PeopleTable({ report, busy }: { report: CoverageReport; busy: boolean }) {
  const { lang, say } = useSay();
  const { t } = useWords();
  const { totals, elsewhere } = report;
  const threshold = roundPercent(report.parameters.threshold, lang);
  const rows = worstFirst(report.rows, compareNames);
  const people = (value: number | null) => (value === null ? "–" : number(value, lang));
  return (
    <>
      <p class="coverage-counts quiet">
        {report.units_below_threshold > 0 &&
          say("count.below", { n: report.units_below_threshold, threshold })}{" "}
        {report.units_without_population > 0 && say("count.unknown", { n: report.units_without_population })}
      </p>
      <table class="units people" aria-busy={busy}>
        <caption>{say("table.caption", { threshold })}</caption>
        <thead>
          <tr>
            <th scope="col">{t(report.by === "commune" ? "table.commune" : "table.hamlet")}</th>
            <th scope="col" class="number">
              {say("table.share")}
            </th>
            <th scope="col" class="number">
              {say("table.uncovered")}
            </th>
            <th scope="col" class="number">
              {say("table.unknown")}
            </th>
            <th scope="col" class="number">
              {say("table.population")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PeopleLine key={row.unit.code} row={row} />
          ))}
          {(elsewhere.population ?? 0) >= 0.5 && (
            <tr>
              <th scope="row">{say("table.elsewhere")}</th>
              <td class="number">–</td>
              <td class="number">{people(elsewhere.uncovered)}</td>
              <td class="number">{people(elsewhere.unknown)}</td>
              <td class="number">{people(elsewhere.population)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("table.sum")}</th>
            <td class="number">{totals.share === null ? "–" : percent(totals.share, lang)}</td>
            <td class="number">{people(totals.uncovered)}</td>
            <td class="number">{people(totals.unknown)}</td>
            <td class="number">{people(totals.population)}</td>
          </tr>
        </tfoot>
      </table>
    </>
  );
}

const signs = { below: "▼", met: "✓", open: "?" } as const;

function PeopleLine({ row }: { row: CoverageRow }) {
  const { lang, say } = useSay();
  const route = useSelected((state) => state.route);
  const stands = standing(row);
  const width = (share: number | null) => Math.round((share ?? 0) * 1000) / 10;
  return (
    <tr class={`standing-${stands}`}>
      <th scope="row">
        <a
          href={href(route, { unit: row.unit.code, road: null, facility: null })}
          aria-current={row.unit.code === route.unit ? "true" : undefined}
        >
          {row.unit.name}
        </a>
        <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect class="bar-covered" width={width(row.share)} height="6" />
          <rect
            class="bar-unknown"
            x={width(row.share)}
            width={width(row.possible_share) - width(row.share)}
            height="6"
          />
        </svg>
        <span class="standing">
          <span aria-hidden="true">{signs[stands]}</span> {say(`standing.${stands}`)}
        </span>
      </th>
      {row.population === null ? (
        <td class="number" colSpan={4}>
          {say("table.noPopulation")}
        </td>
      ) : (
        <>
          <td class="number">{row.share === null ? "–" : percent(row.share, lang)}</td>
          <td class="number">{number(row.uncovered ?? 0, lang)}</td>
          <td class="number">{number(row.unknown ?? 0, lang)}</td>
          <td class="number">{number(row.population, lang)}</td>
        </>
      )}
    </tr>
  );
}
