import { bar, hardenedShare, ofClasses, type UnitRow, unitRows } from "../figures";
import { date, km, kmUnit, percent } from "../format";
import { classList, headlineParts, reportName, unitName } from "../names";
import { href, isPast } from "../state";
import type { RoadReport, UnitRef } from "../types";
import { useController, useSelected, useWords } from "./context";
import { Failure } from "./failure";

/** Headline and table. The server writes the same markup into the first HTML: see README.md before changing it. */
export function Summary() {
  const report = useSelected((state) => state.report);
  const atlas = useSelected((state) => state.atlas);
  const { t } = useWords();
  const error = atlas.error ?? report.error;
  if (error) return <Failure problem={error} />;
  if (!report.value || !atlas.value) return <p class="quiet waiting">{t("loading")}</p>;
  return (
    <>
      <Crumbs unit={report.value.unit} />
      <Headline report={report.value} />
      <UnitTable report={report.value} busy={report.loading} />
    </>
  );
}

/** The way up from a unit. */
export function Crumbs({ unit }: { unit: UnitRef | null }) {
  const { lang, t } = useWords();
  const route = useSelected((state) => state.route);
  const units = useSelected((state) => state.units);
  const atlas = useSelected((state) => state.atlas.value);
  if (unit === null) return null;
  const parent = units.get(units.get(unit.code)?.parent ?? "");
  return (
    <nav class="crumbs" aria-label={t("crumbs.label")}>
      <a href={href(route, { unit: null, road: null, facility: null })}>{atlas?.name[lang]}</a>
      {parent && (
        <a href={href(route, { unit: parent.code, road: null, facility: null })}>
          {unitName(parent.name, parent.kind, lang, t)}
        </a>
      )}
    </nav>
  );
}

function Headline({ report }: { report: RoadReport }) {
  const { lang, t } = useWords();
  const units = useSelected((state) => state.units);
  const atlas = useSelected((state) => state.atlas.value);
  const figures = ofClasses(report.totals, report.headline_classes);
  const [before, after] = headlineParts(report, lang, t);
  const isHamlet = report.unit !== null && units.get(report.unit.code)?.level === "hamlet";
  const digits = isHamlet ? 2 : 1;
  return (
    <header class="headline">
      <h1 class="headline-unit">{reportName(report, units, atlas, lang, t)}</h1>
      {figures.total_m > 0 ? (
        <p class="headline-km">
          {before}
          <strong>{kmUnit(figures.remaining_m, lang, digits)}</strong>
          {after}
        </p>
      ) : (
        <p class="headline-km">{t("headline.none")}</p>
      )}
      {figures.unknown_m > 0 && (
        <p class="headline-unknown">
          {t("headline.unknown", { km: kmUnit(figures.unknown_m, lang, digits) })}
        </p>
      )}
      {(figures.pending_m ?? 0) >= 1 && (
        <p class="headline-unknown">
          {t("headline.pending", { km: kmUnit(figures.pending_m ?? 0, lang, 2) })}
        </p>
      )}
      <p class="headline-note">
        {t("headline.note", { rules: report.rules.title[lang], date: date(report.as_of) })}
      </p>
    </header>
  );
}

function UnitTable({ report, busy }: { report: RoadReport; busy: boolean }) {
  const { lang, t } = useWords();
  const units = useSelected((state) => state.units);
  const rows = unitRows(report, units);
  if (rows.length === 0) return <NoUnits />;
  const digits = report.by === "commune" ? 1 : 2;
  const sum = ofClasses(report.totals, report.headline_classes);
  const share = hardenedShare(sum);
  return (
    <table class="units" aria-busy={busy}>
      <caption>{t("table.caption", { classes: classList(report.headline_classes, lang, t) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t(report.by === "commune" ? "table.commune" : "table.hamlet")}</th>
          <th scope="col" class="number">
            {t("table.remaining")}
          </th>
          <th scope="col" class="number">
            {t("table.hardened")}
          </th>
          <th scope="col" class="number">
            {t("table.unknown")}
          </th>
          <th scope="col" class="number">
            {t("table.total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <UnitLine key={row.code ?? ""} row={row} rows={rows} digits={digits} by={report.by} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("table.sum")}</th>
          <td class="number">{km(sum.remaining_m, lang, digits)}</td>
          <td class="number">{share === null ? "–" : percent(share, lang)}</td>
          <td class="number">{km(sum.unknown_m, lang, digits)}</td>
          <td class="number">{km(sum.total_m, lang, digits)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Where an atlas begins: whoever may bring files in finds the way to do so here. */
function NoUnits() {
  const { t } = useWords();
  const { store } = useController();
  const imports = useSelected(
    (state) => !isPast(state.route) && state.session?.rights["import_data"] === "everywhere",
  );
  if (!imports) return <p class="quiet waiting">{t("table.empty")}</p>;
  return (
    <div class="waiting">
      <p class="quiet">{t("table.begin")}</p>
      <button type="button" class="button button-primary" onClick={() => store.set({ dialog: "import" })}>
        {t("table.beginImport")}
      </button>
    </div>
  );
}

interface UnitLineProps {
  row: UnitRow;
  rows: readonly UnitRow[];
  digits: number;
  by: RoadReport["by"];
}

function UnitLine({ row, rows, digits, by }: UnitLineProps) {
  const { lang, t } = useWords();
  const route = useSelected((state) => state.route);
  const { figures } = row;
  const share = hardenedShare(figures);
  const shape = bar(figures, rows);
  return (
    <tr>
      <th scope="row">
        {row.code === null ? (
          t(by === "commune" ? "table.outside.communes" : "table.outside.hamlets")
        ) : (
          <a
            href={href(route, { unit: row.code, road: null, facility: null })}
            aria-current={row.code === route.unit ? "true" : undefined}
          >
            {row.name}
          </a>
        )}
        <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect class="bar-remaining" width={shape.remaining} height="6" />
          <rect class="bar-unknown" x={shape.remaining} width={shape.unknown} height="6" />
        </svg>
      </th>
      <td class="number">{km(figures.remaining_m, lang, digits)}</td>
      <td class="number">{share === null ? t("table.noRoads") : percent(share, lang)}</td>
      <td class="number">{km(figures.unknown_m, lang, digits)}</td>
      <td class="number">{km(figures.total_m, lang, digits)}</td>
    </tr>
  );
}
