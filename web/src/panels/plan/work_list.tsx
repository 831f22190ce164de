import { date, list } from "../../format";
import { hamletOfWork, isPlaced } from "../../plan/basis";
import { byUnit, isLate, plainNumber } from "../../plan/reading";
import type { Contribution, Plan, PlanReport, WorkProgress } from "../../plan/types";
import { href } from "../../state";
import { useSelected } from "../context";
import { useWorkRow } from "./basis";
import { Change, useBeginning } from "./change";
import { usePlan, useSay } from "./context";
import { Fold, Item } from "./fold";
import { amountWords } from "./words";

/** The works of the plan, by commune. */
export function Works({ plan, progress }: { plan: Plan; progress: PlanReport }) {
  const { say } = useSay();
  const units = useSelected((state) => state.units);
  const route = useSelected((state) => state.route);
  const groups = byUnit(progress.works);
  const beginning = useBeginning(plan);
  return (
    <Fold title={say("works.title")} count={progress.works.length} open>
      <Change unit={beginning.unit} subjects={[{ what: "newWork", ...beginning }]} />
      {groups.length === 0 && <p class="quiet">{say("works.none")}</p>}
      {groups.map(([unit, works]) => (
        <div key={unit} class="works-unit">
          {progress.unit === null && (
            <h2>
              <a href={href(route, { unit, criterion: null })}>{units.get(unit)?.name ?? unit}</a>
            </h2>
          )}
          <ul class="plan-items">
            {works.map((work) => (
              <WorkItem key={work.id} work={work} plan={plan} />
            ))}
          </ul>
        </div>
      ))}
    </Fold>
  );
}

function WorkItem({ work, plan }: { work: WorkProgress; plan: Plan }) {
  const { lang, say } = useSay();
  const route = useSelected((state) => state.route);
  const today = useSelected((state) => state.atlas.value?.as_of ?? "");
  const units = useSelected((state) => state.units);
  const control = usePlan();
  const row = useWorkRow()(work.id);
  const whole = plan.works.find(({ id }) => id === work.id);
  const rooms = Object.entries(work.rooms).map(
    ([type, count]) => `${count} ${(plan.room_types[type]?.[lang] ?? type).toLowerCase()}`,
  );
  const quantities = [
    work.amount ? amountWords(work.amount, lang, say) : null,
    rooms.length > 0
      ? say(whole?.rooms_at_least ? "amount.least" : "amount.exactly", { n: list(rooms, lang) })
      : null,
  ].filter(Boolean);
  const gifts = plan.contributions.filter((one) => one.work === work.id);
  const only = work.places.length === 1 ? work.places[0] : undefined;
  return (
    <Item paragraph={work.paragraph}>
      <span>
        {work.title[lang]}
        {quantities.length > 0 && ` – ${quantities.join(", ")}`}
      </span>
      <span>
        {say(`works.state.${work.state}`)}
        {work.accepted_on && ` ${date(work.accepted_on)}`}{" "}
        {isLate(work, plan.year, today) && (
          <strong class="plan-warning late">! {say("works.late", { year: plan.year })}</strong>
        )}
      </span>
      <span class="quiet">
        {[
          whole?.draft ? say("works.draft") : null,
          hamletOfWork(work, units),
          work.on_map === null ? null : say(work.on_map ? "works.onMap" : "works.notOnMap"),
          work.may_overlap.length > 0 ? say("works.overlap", { list: list(work.may_overlap, lang) }) : null,
        ]
          .filter(Boolean)
          .join(" · ")}
        {only && (
          <>
            {" "}
            <a href={href(route, { facility: only.id, road: null })}>{only.name}</a>
          </>
        )}
      </span>
      <Given gifts={gifts} />
      {isPlaced(row.features) && (
        <button type="button" class="button button-small" onClick={() => void control.show(row.title, [row])}>
          {say("evidence.show")}
        </button>
      )}
      <Change
        unit={work.unit}
        subjects={[
          { what: "work", id: work.id },
          ...(["accepted", "cancelled"].includes(work.state)
            ? []
            : [{ what: "accept" as const, id: work.id }]),
          { what: "gift", work: { id: work.id, unit: work.unit, name: work.title[lang] }, plan },
        ]}
      />
    </Item>
  );
}

/** What residents gave for a work: all together, and each time. */
function Given({ gifts }: { gifts: readonly Contribution[] }) {
  const { lang, say } = useSay();
  if (gifts.length === 0) return null;
  const each = [...gifts].sort((a, b) => b.on.localeCompare(a.on));
  return (
    <>
      <span class="quiet">{say("works.given", { list: givenWords(gifts, lang, say) })}</span>
      <details class="given">
        <summary>
          {say("given.each")} <span class="count">{gifts.length}</span>
        </summary>
        <ul>
          {each.map((one) => (
            <li key={one.id}>
              {date(one.on)}: {givenWords([one], lang, say)}
              <span class="quiet">
                {[one.households && say("given.households", { n: one.households }), one.evidence, one.note]
                  .filter(Boolean)
                  .map((text) => ` · ${text}`)
                  .join("")}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** What residents gave, kind by kind; empty when nobody gave anything. */
function givenWords(
  all: readonly Contribution[],
  lang: "vi" | "en",
  say: ReturnType<typeof useSay>["say"],
): string {
  const sum = (key: "money_vnd" | "land_m2" | "labour_days") =>
    all.reduce((total, one) => total + (one[key] ?? 0), 0);
  const parts = (
    [
      ["given.money", sum("money_vnd")],
      ["given.land", sum("land_m2")],
      ["given.labour", sum("labour_days")],
    ] as const
  ).filter(([, total]) => total > 0);
  return list(
    parts.map(([key, total]) => say(key, { n: plainNumber(total, lang) })),
    lang,
  );
}
