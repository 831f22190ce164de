import { hamletsLeft, type Lack, type LackingPart, lacksOf, placesOfWorks } from "../../../dashboard/missing";
import { list } from "../../../format";
import type { SayDashboard } from "../../../i18n/dashboard";
import { highlightOf, highlightOfHamlets } from "../../../plan/highlight";
import { quantityOf, signs } from "../../../plan/reading";
import type { Plan, PlanReport, UnitCriteria } from "../../../plan/types";
import { href } from "../../../state";
import { useSelected, useWords } from "../../context";
import { Opens, RowTitle, useWorkRow } from "../basis";
import { useAnswer, usePlan, useSay } from "../context";
import { rangeQuantity } from "../words";

const mostWorks = 3;

interface MissingProps {
  row: UnitCriteria;
  plan: Plan;
  progress: PlanReport;
  say: SayDashboard;
}

/** What a commune lacks: how much, where, and who acts. */
export function Missing({ row, plan, progress, say }: MissingProps) {
  const control = usePlan();
  const sets = useAnswer((state) => state.sets.value);
  const set = sets?.sets.find(({ id }) => id === control.set);
  const lacks = lacksOf(row, set, plan, progress.works);
  return (
    <section class="dash-part">
      <h2>{say("missing.title")}</h2>
      {lacks.length === 0 && <p class="quiet">{say("missing.none")}</p>}
      <ul class="plan-items">
        {lacks.map((lack) => (
          <LackItem key={lack.criterion.code} lack={lack} row={row} plan={plan} say={say} />
        ))}
      </ul>
    </section>
  );
}

interface LackProps {
  lack: Lack;
  row: UnitCriteria;
  plan: Plan;
  say: SayDashboard;
}

function LackItem({ lack, row, plan, say }: LackProps) {
  const { lang } = useWords();
  const route = useSelected((state) => state.route);
  const units = useSelected((state) => state.units);
  const { criterion, parts, works, owners } = lack;
  const declared = criterion.state === "not_met";
  const named = (id: string) => plan.departments.find((one) => one.id === id)?.name[lang] ?? id;
  const hamlets = parts.flatMap((part) => hamletsLeft(part, units, row.unit.code));
  const places = [...new Set([...hamlets.map(({ name }) => name), ...placesOfWorks(works)])];
  const rowOf = useWorkRow();
  const more = works.length - mostWorks;
  const worksBasis = () => {
    const title = `${criterion.code} ${criterion.title[lang]}`;
    return { title, parts: [{ title, rows: works.map(({ id }) => rowOf(id)) }] };
  };
  const who =
    owners.length > 0 ? list(owners.map(named), lang) : say("missing.whoCommune", { commune: row.unit.name });
  return (
    <li class="dash-lack">
      <a
        class="dash-criterion"
        href={href(route, { unit: row.unit.code, criterion: criterion.code, road: null, facility: null })}
      >
        <span class={`state-sign cell-${declared ? "not_met" : "to_consolidate"}`} aria-hidden="true">
          {declared ? signs.not_met : "!"}
        </span>
        {criterion.code} {criterion.title[lang]}
      </a>
      {!declared && <span class="plan-warning">{say("missing.disagree")}</span>}
      {parts.map((part) => (
        <PartLine key={part.indicator.code} part={part} commune={row.unit.code} say={say} />
      ))}
      {parts.length === 0 && works.length === 0 && <span class="quiet">{say("missing.nothing")}</span>}
      {works.length > 0 && (
        <>
          <span>{say("missing.works")}</span>
          <ul class="dash-works">
            {works.slice(0, mostWorks).map(({ id }) => (
              <li key={id}>
                <RowTitle row={rowOf(id)} />
              </li>
            ))}
            {more > 0 && (
              <li>
                <Opens basis={worksBasis}>{say("missing.more", { n: more })}</Opens>
              </li>
            )}
          </ul>
        </>
      )}
      {places.length > 0 && <span>{say("missing.where", { list: list(places, lang) })}</span>}
      <span class="quiet">{say("missing.who", { list: who })}</span>
    </li>
  );
}

interface PartProps {
  part: LackingPart;
  commune: string;
  say: SayDashboard;
}

/** How much is missing: the number marks on the map what counts, and what does not. */
function PartLine({ part, commune, say }: PartProps) {
  const { lang, say: sayPlan } = useSay();
  const control = usePlan();
  const units = useSelected((state) => state.units);
  const kind = quantityOf(part.measurement);
  const n =
    kind === "m"
      ? rangeQuantity(part.amount, "m", lang, sayPlan)
      : sayPlan(`unit.${kind}`, { n: rangeQuantity(part.amount, "", lang, sayPlan) });
  const title = `${part.indicator.code} ${part.indicator.title[lang]}`;
  const { measured } = part.indicator;
  const words = say(part.known ? "missing.part" : "missing.partRest", { n });
  const show = () => {
    if (!measured) return;
    const found = highlightOf(part.measurement, measured);
    const left = highlightOfHamlets(hamletsLeft(part, units, commune).map(({ code }) => code));
    control.mark({ ...found, left: { ...found.left, ...left } });
  };
  return (
    <span>
      {measured?.evidence ? (
        <button type="button" class="opens dash-amount" onClick={show}>
          {words}
        </button>
      ) : (
        <strong class="dash-amount">{words}</strong>
      )}
      {` – ${title}`}
    </span>
  );
}
