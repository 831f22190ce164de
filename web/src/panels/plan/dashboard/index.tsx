import "../../../styles/dashboard.css";
import { useEffect, useState } from "preact/hooks";
import { address, getJson, type Problem } from "../../../api";
import { courseDay } from "../../../dashboard/missing";
import type { PlanCourse } from "../../../dashboard/types";
import { dashboardWords } from "../../../i18n/dashboard";
import { problemOf } from "../../../loader";
import type { Plan, PlanReport } from "../../../plan/types";
import { useSelected, useWords } from "../../context";
import { Opens } from "../basis";
import { useAnswer } from "../context";
import { Fold } from "../fold";
import { Communes } from "./communes";
import { CurvePart } from "./curve";
import { Late } from "./late";
import { Missing } from "./missing";
import { useNumbers } from "./numbers";

/** What a commune or the district lacks, who acts, what is late, and how far the works have come. */
export function Dashboard({ plan, progress }: { plan: Plan; progress: PlanReport }) {
  const { lang, t } = useWords();
  const say = dashboardWords(lang);
  const criteria = useAnswer((state) => state.criteria.value);
  const { course, problem } = useCourse(plan);
  const unit = progress.unit?.code ?? null;
  const row = unit === null ? undefined : criteria?.rows.find((one) => one.unit.code === unit);
  const finished = course?.communes.reduce((sum, one) => sum + one.finished, 0) ?? 0;
  const all = course?.communes.reduce((sum, one) => sum + one.works, 0) ?? 0;
  const numbers = useNumbers(plan, progress, course, say);
  const unmet = numbers.unmet();
  const reached = progress.targets.filter((target) => target.reached === true).length;
  const criteriaWords = say(unit === null ? "tile.criteriaAll" : "tile.criteria");
  const tiles = [
    criteria && { n: String(unmet.parts[0]?.rows.length ?? 0), what: criteriaWords, basis: () => unmet },
    course && { n: String(course.late.length), what: say("tile.late"), basis: () => numbers.late(null) },
    course && {
      n: say("of", { n: finished, all }),
      what: say("tile.works"),
      basis: () => numbers.works(null),
    },
    {
      n: say("of", { n: reached, all: progress.targets.length }),
      what: say("tile.targets"),
      basis: numbers.targets,
    },
  ];
  return (
    <Fold title={say("title")} open>
      <ul class="tiles">
        {tiles.map(
          (tile) =>
            tile && (
              <li key={tile.what}>
                <Opens basis={tile.basis}>
                  <strong>{tile.n}</strong> {tile.what}
                </Opens>
              </li>
            ),
        )}
      </ul>
      {row && <Missing row={row} plan={plan} progress={progress} say={say} />}
      {problem && (
        <p class="bad" role="alert">
          {problem.detail || t("error.offline")}
        </p>
      )}
      {course && unit === null && criteria && (
        <Communes
          rows={criteria.rows.map((one) => ({
            unit: one.unit,
            codes: one.criteria.filter(({ state }) => state === "not_met"),
            course: course.communes.find((other) => other.unit.code === one.unit.code) ?? null,
          }))}
          say={say}
          worksOf={numbers.works}
          lateOf={numbers.late}
        />
      )}
      {course && <Late course={course} say={say} />}
      {course && <CurvePart course={course} say={say} />}
    </Fold>
  );
}

function useCourse(plan: Plan): { course: PlanCourse | null; problem: Problem | null } {
  const lang = useSelected((state) => state.route.lang);
  const asOf = courseDay(
    useSelected((state) => state.route.asOf),
    plan.year,
  );
  const unit = useAnswer((state) => state.progress.value?.unit?.code ?? null);
  const revision = useSelected((state) => state.atlas.value?.revision);
  const [course, setCourse] = useState<PlanCourse | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const url = address(`/api/plans/${encodeURIComponent(plan.id)}/progress`, { unit, as_of: asOf });
    getJson<PlanCourse>(url, { lang, signal: abort.signal }).then(
      (answer) => {
        setCourse(answer);
        setProblem(null);
      },
      (error: unknown) => !abort.signal.aborted && setProblem(problemOf(error)),
    );
    return () => abort.abort();
  }, [plan.id, unit, asOf, revision, lang]);
  // What is of another commune is not shown beside this one.
  const isOfUnit = (course?.unit?.code ?? null) === unit;
  return { course: isOfUnit ? course : null, problem };
}
