import type { LateWork, PlanCourse } from "../../../dashboard/types";
import { date, number } from "../../../format";
import type { SayDashboard } from "../../../i18n/dashboard";
import { href } from "../../../state";
import { useSelected } from "../../context";
import { RowTitle, useWorkRow } from "../basis";
import { useSay } from "../context";

const most = 5;

/** Works that are not finished though their day has passed, the latest first. */
export function Late({ course, say }: { course: PlanCourse; say: SayDashboard }) {
  const { late, as_of } = course;
  const item = (work: LateWork) => (
    <Item key={work.id} work={work} say={say} district={course.unit === null} />
  );
  return (
    <section class="dash-part">
      <h2>
        {say("late.title")} <span class="count">{late.length}</span>
      </h2>
      <p class="quiet">{say(late.length === 0 ? "late.none" : "late.asOf", { date: date(as_of) })}</p>
      <ul class="plan-items">{late.slice(0, most).map(item)}</ul>
      {late.length > most && (
        <details class="dash-rest">
          <summary>{say("late.all", { n: late.length })}</summary>
          <ul class="plan-items">{late.slice(most).map(item)}</ul>
        </details>
      )}
    </section>
  );
}

/** How late works are told of wherever they are listed. */
export function useLateRow(say: SayDashboard) {
  const { lang } = useSay();
  const rowOf = useWorkRow();
  return ({ id, days, due_from, due, acts }: LateWork) =>
    rowOf(id, {
      amount: say("late.days", { n: number(days, lang) }),
      notes: [
        say(due_from === "year" ? "late.dueYear" : "late.due", { date: date(due) }),
        say("late.acts", { who: acts[lang] }),
      ],
    });
}

function Item({ work, say, district }: { work: LateWork; say: SayDashboard; district: boolean }) {
  const { lang, say: sayPlan } = useSay();
  const route = useSelected((state) => state.route);
  const row = useLateRow(say)(work);
  const due = say(work.due_from === "year" ? "late.dueYear" : "late.due", { date: date(work.due) });
  return (
    <li>
      <span>
        {district && (
          <>
            <a href={href(route, { unit: work.unit.code, criterion: null, road: null, facility: null })}>
              {work.unit.name}
            </a>
            {": "}
          </>
        )}
        <RowTitle row={{ ...row, title: work.title[lang] }} />
      </span>
      <span>
        {sayPlan(`works.state.${work.state}`)} ·{" "}
        <strong class="plan-warning">! {say("late.days", { n: number(work.days, lang) })}</strong>
      </span>
      <span class="quiet">
        {due} · {say("late.acts", { who: work.acts[lang] })}
      </span>
    </li>
  );
}
