import type { CommuneCourse } from "../../../dashboard/types";
import { compareNames } from "../../../format";
import type { SayDashboard } from "../../../i18n/dashboard";
import type { Basis } from "../../../plan/basis";
import { href } from "../../../state";
import type { Bilingual, UnitRef } from "../../../types";
import { useSelected } from "../../context";
import { Opens } from "../basis";

interface Row {
  unit: UnitRef;
  /** Criteria that are not met. */
  codes: { code: string; title: Bilingual }[];
  /** Null: the plan has no works there. */
  course: CommuneCourse | null;
}

interface CommunesProps {
  rows: readonly Row[];
  say: SayDashboard;
  /** What numbers of a commune are made of. */
  worksOf: (unit: UnitRef) => Basis;
  lateOf: (unit: UnitRef) => Basis;
}

/** Where something is missing or late, the most first. */
export function Communes({ rows, say, worksOf, lateOf }: CommunesProps) {
  const route = useSelected((state) => state.route);
  const { lang } = route;
  const sorted = [...rows].sort(
    (a, b) =>
      b.codes.length - a.codes.length ||
      (b.course?.late ?? 0) - (a.course?.late ?? 0) ||
      compareNames(a.unit.name, b.unit.name),
  );
  return (
    <section class="dash-part">
      <h2>{say("communes.title")}</h2>
      <table class="dash-table">
        <caption>{say("communes.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("communes.unit")}</th>
            <th scope="col">{say("communes.criteria")}</th>
            <th scope="col" class="number">
              {say("communes.works")}
            </th>
            <th scope="col" class="number">
              {say("communes.late")}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ unit, codes, course }) => (
            <tr key={unit.code}>
              <th scope="row">
                <a href={href(route, { unit: unit.code, criterion: null, road: null, facility: null })}>
                  {unit.name}
                </a>
              </th>
              <td>
                {codes.length === 0 ? say("communes.none") : say("communes.codes", { list: "" })}
                {codes.map(({ code, title }, i) => (
                  <>
                    {i > 0 && ", "}
                    <a
                      key={code}
                      href={href(route, { unit: unit.code, criterion: code, road: null, facility: null })}
                      title={title[lang]}
                    >
                      {code}
                    </a>
                  </>
                ))}
              </td>
              <td class="number">
                {course ? (
                  <Opens basis={() => worksOf(unit)} of={say("works.of", { unit: unit.name })}>
                    {say("of", { n: course.finished, all: course.works })}
                  </Opens>
                ) : (
                  say("communes.none")
                )}
              </td>
              <td class={course && course.late > 0 ? "number plan-warning" : "number"}>
                {course ? (
                  <Opens basis={() => lateOf(unit)} of={say("late.of", { unit: unit.name })}>
                    {course.late}
                  </Opens>
                ) : (
                  say("communes.none")
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
