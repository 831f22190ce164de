import { useState } from "preact/hooks";
import { hasNeed, type Need, neediestFirst, needs, serviceOf } from "../../coverage/question";
import type { AssignmentRow } from "../../coverage/types";
import { compareNames, date } from "../../format";
import { reportName } from "../../names";
import { href } from "../../state";
import { useSelected, useWords } from "../context";
import { Failure } from "../failure";
import { Crumbs } from "../summary";
import { useAnswer, useCoverage, useSay } from "./context";

/** Which hamlets have a place of their own or a shared one, and what their places lack. Never about distance. */
export function Places() {
  const { lang, say } = useSay();
  const { t } = useWords();
  const control = useCoverage();
  const route = useSelected((state) => state.route);
  const units = useSelected((state) => state.units);
  const atlas = useSelected((state) => state.atlas.value);
  const report = useAnswer((state) => state.assignment);
  const norms = useAnswer((state) => state.norms.value);
  const [need, setNeed] = useState<Need | null>(null);
  if (report.error) return <Failure problem={report.error} retry={() => control.retry()} />;
  const service = norms ? serviceOf(route, norms) : undefined;
  if (!report.value || !service) return <p class="quiet waiting">{t("loading")}</p>;
  const { totals, rows } = report.value;
  const counts: Record<Need, number> = {
    none: totals.none,
    repair: totals.needs_repair,
    toilet: totals.needs_toilet,
    well: totals.needs_well,
  };
  const name = service.title[lang].toLowerCase();
  const shown = neediestFirst(rows, compareNames).filter((row) => need === null || hasNeed(row, need));
  return (
    <>
      <Crumbs unit={report.value.unit} />
      <header class="headline">
        <h1 class="headline-unit">{reportName(report.value, units, atlas, lang, t)}</h1>
        <p class="headline-km">
          {totals.none === 0 && totals.hamlets > 0
            ? say("places.none", { service: name })
            : say("places.headline", { n: totals.none, all: totals.hamlets, service: name })}
        </p>
        <p class="headline-note">{say("places.note", { date: date(report.value.as_of) })}</p>
      </header>
      <fieldset class="needs">
        <legend class="visually-hidden">{say("places.filter")}</legend>
        {[null, ...needs].map((one) => (
          <button
            key={one ?? "all"}
            type="button"
            class="chip"
            aria-pressed={need === one}
            onClick={() => setNeed(one)}
          >
            {one === null ? say("places.all") : say(`need.${one}`)}{" "}
            <span class="count">{one === null ? totals.hamlets : counts[one]}</span>
          </button>
        ))}
      </fieldset>
      <table class="units places" aria-busy={report.loading}>
        <caption>{say("places.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("places.hamlet")}</th>
            <th scope="col">{say("places.place")}</th>
            <th scope="col">{say("places.lacks")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <PlaceLine key={row.unit.code} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="quiet waiting">{say("places.noHamlets")}</p>}
    </>
  );
}

function PlaceLine({ row }: { row: AssignmentRow }) {
  const { say } = useSay();
  const route = useSelected((state) => state.route);
  const units = useSelected((state) => state.units);
  const commune = units.get(row.unit.parent ?? "");
  return (
    <tr class={`assigned-${row.assigned}`}>
      <th scope="row">
        <a href={href(route, { unit: row.unit.code, road: null, facility: null })}>{row.unit.name}</a>
        {route.unit === null && commune && <span class="quiet">{commune.name}</span>}
      </th>
      <td>
        <span class="assigned">
          <span aria-hidden="true">{row.assigned === "none" ? "✗" : "✓"}</span>{" "}
          {say(`assigned.${row.assigned}`)}
        </span>
        {row.places.map((place) => (
          <a key={place.id} class="place" href={href(route, { facility: place.id, road: null })}>
            {place.name}
          </a>
        ))}
        {row.planned.map((place) => (
          <span key={place.id} class="quiet">
            {say("places.planned", { name: place.name })}
          </span>
        ))}
      </td>
      <td>{lackWords(row, say)}</td>
    </tr>
  );
}

function lackWords(row: AssignmentRow, say: ReturnType<typeof useSay>["say"]): string {
  if (!row.needs) return "–";
  const lacking = needs.filter((need) => need !== "none" && hasNeed(row, need));
  if (lacking.length > 0) return lacking.map((need) => say(`need.${need}`)).join(", ");
  const open = Object.values(row.needs).some((value) => value === null);
  return say(open ? "places.unknown" : "places.enough");
}
