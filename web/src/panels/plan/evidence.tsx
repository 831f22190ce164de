import { useEffect, useRef } from "preact/hooks";
import { date, list } from "../../format";
import { highlightOf, latestOf } from "../../plan/highlight";
import { concerns, isAbout, isLate, missing, quantityOf, rest, signs } from "../../plan/reading";
import type {
  CriteriaReport,
  Criterion,
  Features,
  Indicator,
  Measurement,
  Range,
  SetIndicator,
  Threshold,
  UnitCriteria,
} from "../../plan/types";
import { href } from "../../state";
import { useController, useSelected } from "../context";
import { CloseButton } from "../dialog";
import { Change } from "./change";
import { useAnswer, usePlan, useSay } from "./context";
import { Proof } from "./mark";
import { paragraphWords, rangeQuantity } from "./words";

/** Why a criterion stands as it does in a commune, what is left, and who acts. */
export function Evidence({ row, report }: { row: UnitCriteria; report: CriteriaReport }) {
  const { lang, say } = useSay();
  const controller = useController();
  const code = useSelected((state) => state.route.criterion);
  const results = useAnswer((state) => state.plan.value?.results) ?? [];
  const heading = useRef<HTMLHeadingElement>(null);
  const criterion = row.criteria.find((one) => one.code === code);
  useEffect(() => {
    if (!criterion) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, [code, row.unit.code]);
  if (!criterion) return null;
  const { declared, measured, state } = criterion;
  const finding = report.findings[0];
  const result = latestOf(
    results.filter(
      (one) => one.set === report.set.id && one.unit === row.unit.code && one.criterion === criterion.code,
    ),
    report.as_of,
  );
  return (
    <section class="evidence" aria-labelledby="evidence-title">
      <header class="evidence-head">
        <h2 id="evidence-title" ref={heading} tabIndex={-1}>
          <span class={`state-sign cell-${state}`} aria-hidden="true">
            {signs[state]}
          </span>
          {criterion.code} {criterion.title[lang]}: {say(`state.${state}`)}
        </h2>
        <CloseButton label={say("evidence.close")} onClick={() => controller.go({ criterion: null })} />
      </header>
      {criterion.disagree && (
        <p class="plan-warning">
          ! {say("evidence.disagree")}. {finding?.message[lang]}
        </p>
      )}
      <dl class="evidence-facts">
        <dt>{say("evidence.declared")}</dt>
        <dd>
          {declared
            ? say(result?.decided_by ? "evidence.recordedAt" : "evidence.declaredAt", {
                state: say(`state.${declared.state}`),
                date: date(declared.as_of),
                evidence: declared.evidence ?? "–",
              })
            : say("evidence.notDeclared")}
          {declared && !declared.confirmed && <span class="quiet"> {declared.reason?.[lang]}</span>}
        </dd>
        <dt>{say("evidence.measured")}</dt>
        <dd>
          {measured === "no_data" ? say("evidence.cannot") : say(`state.${measured}`)}
          {criterion.tentative && <span class="quiet"> {say("evidence.tentative")}</span>}
        </dd>
      </dl>
      <Proof declared={result} />
      <Change
        unit={row.unit.code}
        subjects={[
          {
            what: "result",
            where: { set: report.set.id, unit: row.unit.code, criterion: criterion.code },
            state,
          },
        ]}
      />
      <ToDo criterion={criterion} unit={row.unit.code} set={report.set.id} />
      <h3>{say("evidence.indicators")}</h3>
      {criterion.indicators.length === 0 && <p class="quiet">{say("evidence.none")}</p>}
      <ul class="indicators">
        {criterion.indicators.map((indicator) => (
          <IndicatorItem key={indicator.code} indicator={indicator} criterion={criterion} />
        ))}
      </ul>
    </section>
  );
}

function IndicatorItem({ indicator, criterion }: { indicator: Indicator; criterion: Criterion }) {
  const { lang, say } = useSay();
  const control = usePlan();
  const sets = useAnswer((state) => state.sets.value);
  const known = sets?.sets
    .find(({ id }) => id === control.set)
    ?.criteria.find(({ code }) => code === criterion.code)
    ?.indicators.find(({ code }) => code === indicator.code);
  const { measured, threshold } = indicator;
  const measurement = known?.measurement ?? null;
  return (
    <li class="indicator">
      <p class="indicator-title">
        {indicator.code} {indicator.title[lang]}
      </p>
      <p class="quiet">
        {say("evidence.threshold")}: <ThresholdWords threshold={threshold} unit={indicator.unit} />
      </p>
      {measured && measurement ? (
        <Measure indicator={indicator} measurement={measurement} />
      ) : (
        <p>{say("evidence.byPapers", { what: papers(known, lang) })}</p>
      )}
    </li>
  );
}

function papers(known: SetIndicator | undefined, lang: "vi" | "en"): string {
  return known?.evidence ? known.evidence[lang].replace(/^./, (letter) => letter.toLowerCase()) : "–";
}

function ThresholdWords({ threshold, unit }: { threshold: Threshold | null; unit: string }) {
  const { lang, say } = useSay();
  if (!threshold) return <>{say("evidence.noThreshold")}</>;
  const value = (n: number) => rangeQuantity({ least: n, most: n }, unit, lang, say);
  const words =
    threshold.at_least !== undefined
      ? say("evidence.atLeast", { n: value(threshold.at_least) })
      : threshold.at_most !== undefined
        ? say("evidence.atMost", { n: value(threshold.at_most) })
        : say(threshold.passed ? "evidence.passed" : "evidence.unknownThreshold");
  const checked = say(threshold.confirmed ? "evidence.confirmed" : "evidence.unconfirmed");
  return (
    <>
      {words} ({threshold.document}, {checked}){threshold.reason ? ` – ${threshold.reason[lang]}` : ""}
      {threshold.assumed_not.length > 0 &&
        ` ${say("evidence.assumed", { list: threshold.assumed_not.join(", ") })}`}
    </>
  );
}

function Measure({ indicator, measurement }: { indicator: Indicator; measurement: Measurement }) {
  const { lang, say } = useSay();
  const control = usePlan();
  const { measured } = indicator;
  if (!measured) return null;
  const kind = quantityOf(measurement);
  const words = (range: Range) =>
    kind === "m"
      ? rangeQuantity(range, "m", lang, say)
      : say(`unit.${kind}`, { n: rangeQuantity(range, "", lang, say) });
  const exact = (value: number) => words({ least: value, most: value });
  const lacking = missing(indicator, measurement);
  const isShare = measurement.unit === "percent";
  const left = isShare ? rest(measured) : null;
  return (
    <>
      <p>
        {say("evidence.value")}:{" "}
        <strong>
          {measured.value
            ? rangeQuantity(measured.value, measurement.unit, lang, say)
            : (measured.reason?.[lang] ?? "?")}
        </strong>
        {isShare && measured.value && (
          <span class="quiet">
            {" "}
            (
            {say("evidence.ofTotal", {
              n: words({ least: measured.chosen, most: measured.chosen + measured.undecided }),
              total: exact(measured.total),
            })}
            )
          </span>
        )}
      </p>
      {lacking && (
        <p class={lacking.most > 0 ? "lacking" : ""}>
          {lacking.most > 0 ? say("evidence.missing", { n: words(lacking) }) : say("evidence.enough")}
        </p>
      )}
      {!lacking && left && left.most > 0 && <p class="lacking">{say("evidence.rest", { n: words(left) })}</p>}
      <Places indicator={indicator} measurement={measurement} />
      {measured.evidence && (
        <button type="button" class="button" onClick={() => control.mark(highlightOf(measurement, measured))}>
          {say("evidence.show")}
        </button>
      )}
    </>
  );
}

/** Where something is missing, and where nobody knows: hamlets and facilities by name. */
function Places({ indicator, measurement }: { indicator: Indicator; measurement: Measurement }) {
  const { lang, say } = useSay();
  const control = usePlan();
  const units = useSelected((state) => state.units);
  const facilities = useSelected((state) => state.facilities.value);
  const route = useSelected((state) => state.route);
  const { evidence, open } = indicator.measured ?? {};
  if (!evidence || !open) return null;
  const kind = quantityOf(measurement);
  const seen = [...evidence.hamlets, ...open.hamlets];
  const hamlets =
    kind === "hamlet"
      ? [...units.values()].filter(({ code, parent }) => parent === control.unit && !seen.includes(code))
      : [];
  const names = ({ hamlets: codes, facilities: ids }: Features) => [
    ...codes.map((code) => units.get(code)?.name ?? code),
    ...(kind === "facility"
      ? ids.map((id) => facilities?.find((one) => one.id === id)?.name ?? `#${id}`)
      : []),
  ];
  const unclear = names(open);
  return (
    <>
      {hamlets.length > 0 && (
        <p>
          {say("evidence.places", { list: "" })}
          {hamlets.map((hamlet, i) => (
            <>
              {i > 0 && ", "}
              <a key={hamlet.code} href={href(route, { view: "places", unit: hamlet.code, service: null })}>
                {hamlet.name}
              </a>
            </>
          ))}
        </p>
      )}
      {unclear.length > 0 && <p class="quiet">{say("evidence.openPlaces", { list: list(unclear, lang) })}</p>}
    </>
  );
}

/** What the plan says is left to do, and who is to do it. */
function ToDo({ criterion, unit, set }: { criterion: Criterion; unit: string; set: string }) {
  const { lang, say } = useSay();
  const plan = useAnswer((state) => state.plan.value);
  const progress = useAnswer((state) => state.progress.value);
  const today = useSelected((state) => state.atlas.value?.as_of ?? "");
  if (!plan) return null;
  const mine = <T extends { criterion: { set: string; code: string } | null }>(items: readonly T[]) =>
    items.filter((item) => isAbout(item.criterion, set, criterion.code));
  const works = mine(plan.works).filter((work) => work.unit === unit);
  const tasks = mine(plan.tasks).filter((task) => concerns(task.units, unit));
  const difficulties = mine(plan.difficulties).filter((one) => concerns(one.units, unit));
  const owners = [...new Set(tasks.flatMap((task) => task.owners))];
  const named = (id: string) => plan.departments.find((one) => one.id === id)?.name[lang] ?? id;
  return (
    <>
      <h3>{say("evidence.plan")}</h3>
      <ul class="to-do">
        {difficulties.map((one) => (
          <li key={`d-${one.id}`}>
            {one.title[lang]}{" "}
            {one.paragraph && <span class="quiet">({paragraphWords(one.paragraph, say)})</span>}
          </li>
        ))}
        {works.map(({ id }) => {
          const work = progress?.works.find((one) => one.id === id);
          if (!work) return null;
          return (
            <li key={id}>
              {work.title[lang]} – {say(`works.state.${work.state}`)}{" "}
              {isLate(work, plan.year, today) && (
                <strong class="plan-warning">! {say("works.late", { year: plan.year })}</strong>
              )}{" "}
              {work.paragraph && <span class="quiet">({paragraphWords(work.paragraph, say)})</span>}
            </li>
          );
        })}
        {tasks.map((task) => (
          <li key={`t-${task.id}`}>
            {task.title[lang]} <span class="quiet">({paragraphWords(task.paragraph, say)})</span>
          </li>
        ))}
      </ul>
      {works.length + tasks.length + difficulties.length === 0 && (
        <p class="quiet">{say("evidence.nothing")}</p>
      )}
      <p>
        {say("evidence.who")}:{" "}
        {owners.length > 0
          ? list(owners.map(named), lang)
          : say("evidence.whoUnknown", { name: named("criteria") })}
      </p>
    </>
  );
}
