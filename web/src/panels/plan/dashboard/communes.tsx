import type { CommuneCourse } from "../../../dashboard/types";
import { compareNames } from "../../../format";
import type { SayDashboard } from "../../../i18n/dashboard";
import { href } from "../../../state";
import type { Bilingual, UnitRef } from "../../../types";
import { useSelected } from "../../context";

interface Row {
  unit: UnitRef;
  /** Criteria that are not met. */
  codes: { code: string; title: Bilingual }[];
  /** Null: the plan has no works there. */
  course: CommuneCourse | null;
}

/** Where something is missing or late, the most first. */
export function Communes({ rows, say }: { rows: readonly Row[]; say: SayDashboard }) {
  const route = useSelected((state) => state.route);
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
                {codes.length === 0
                  ? say("communes.none")
                  : say("communes.codes", { list: codes.map(({ code }) => code).join(", ") })}
              </td>
              <td class="number">
                {course ? say("of", { n: course.finished, all: course.works }) : say("communes.none")}
              </td>
              <td class={course && course.late > 0 ? "number plan-warning" : "number"}>
                {course ? course.late : say("communes.none")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
