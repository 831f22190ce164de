import { hardenedShare } from "../figures";
import { km, kmUnit, number, percent } from "../format";
import { conditionName } from "../names";
import { href } from "../state";
import { facilityKinds, type RoadReport, roadClasses, surfaces } from "../types";
import { useController, useSelected, useWords } from "./context";

/** What stands below the table: people, all road classes and surfaces, facilities, findings. */
export function More() {
  const report = useSelected((state) => state.report.value);
  if (!report) return null;
  return (
    <>
      <People report={report} />
      <ByClass report={report} />
      <BySurface report={report} />
      <Facilities />
      <Findings />
      <HistoryButton />
    </>
  );
}

function People({ report }: { report: RoadReport }) {
  const { lang, t } = useWords();
  const units = useSelected((state) => state.units);
  const unit = report.unit ? units.get(report.unit.code) : undefined;
  if (!unit || (unit.population === null && unit.households === null)) return null;
  const parts = [
    unit.population === null ? null : t("population", { n: number(unit.population, lang) }),
    unit.households === null ? null : t("households", { n: number(unit.households, lang) }),
  ];
  return <p class="quiet">{parts.filter(Boolean).join(" · ")}</p>;
}

function ByClass({ report }: { report: RoadReport }) {
  const { lang, t } = useWords();
  const classes = roadClasses.filter((name) => report.totals.by_class[name]);
  if (classes.length === 0) return null;
  return (
    <details class="fold">
      <summary>{t("by.class")}</summary>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{t("table.class")}</th>
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
          {classes.map((name) => {
            const figures = report.totals.by_class[name];
            if (!figures) return null;
            const share = hardenedShare(figures);
            return (
              <tr key={name}>
                <th scope="row">{t(`class.${name}`)}</th>
                <td class="number">{km(figures.remaining_m, lang, 2)}</td>
                <td class="number">{share === null ? "–" : percent(share, lang)}</td>
                <td class="number">{km(figures.unknown_m, lang, 2)}</td>
                <td class="number">{km(figures.total_m, lang, 2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

function BySurface({ report }: { report: RoadReport }) {
  const { lang, t } = useWords();
  const present = surfaces.filter((surface) => (report.totals.by_surface_m[surface] ?? 0) > 0);
  if (present.length === 0) return null;
  return (
    <details class="fold">
      <summary>{t("by.surface")}</summary>
      <table class="figures">
        <tbody>
          {present.map((surface) => (
            <tr key={surface}>
              <th scope="row">{t(`surface.${surface}`)}</th>
              <td class="number">{kmUnit(report.totals.by_surface_m[surface] ?? 0, lang, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Facilities() {
  const { t } = useWords();
  const facilities = useSelected((state) => state.facilities);
  const route = useSelected((state) => state.route);
  const list = facilities.value ?? [];
  return (
    <details class="fold">
      <summary>
        {t("facilities.title")} {facilities.value && <span class="count">{list.length}</span>}
      </summary>
      {facilities.error && <p class="quiet">{facilities.error.title || t("error.offline")}</p>}
      {facilities.value && list.length === 0 && <p class="quiet">{t("facilities.none")}</p>}
      {facilityKinds
        .map((kind) => [kind, list.filter((facility) => facility.kind === kind)] as const)
        .filter(([, members]) => members.length > 0)
        .map(([kind, members]) => (
          <section key={kind} class="kind">
            <h3>{t(`kind.${kind}`)}</h3>
            <ul class="records">
              {members.map((facility) => (
                <li key={facility.id}>
                  <a href={href(route, { facility: facility.id, road: null })}>
                    {facility.name || t(`kind.${kind}`)}
                  </a>
                  <span class={`condition condition-${facility.condition || "unknown"}`}>
                    {conditionName(facility.condition, t)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </details>
  );
}

function HistoryButton() {
  const { t } = useWords();
  const { store } = useController();
  return (
    <button type="button" class="button button-wide" onClick={() => store.set({ dialog: "history" })}>
      {t("history.open")}
    </button>
  );
}

function Findings() {
  const { t } = useWords();
  const { store } = useController();
  const checks = useSelected((state) => state.checks.value);
  if (!checks) return null;
  if (checks.findings.length === 0) return <p class="quiet">{t("checks.none")}</p>;
  return (
    <button type="button" class="button button-wide" onClick={() => store.set({ dialog: "checks" })}>
      {t("checks.count", { n: checks.findings.length })}
    </button>
  );
}
