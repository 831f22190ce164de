import type { PlanCourse } from "../../../dashboard/types";
import type { SayDashboard } from "../../../i18n/dashboard";
import { type Basis, type BasisRow, featuresOfCommune, nowhere } from "../../../plan/basis";
import type { Plan, PlanReport } from "../../../plan/types";
import type { UnitRef } from "../../../types";
import { useSelected } from "../../context";
import { useWorkRow } from "../basis";
import { useAnswer, useSay } from "../context";
import { useTargetRow } from "../target_numbers";
import { useLateRow } from "./late";

/** What the numbers of the dashboard are made of; of one commune, or of all that is shown. */
export function useNumbers(plan: Plan, progress: PlanReport, course: PlanCourse | null, say: SayDashboard) {
  const { lang, say: sayPlan } = useSay();
  const units = useSelected((state) => state.units);
  const criteria = useAnswer((state) => state.criteria.value);
  const rowOf = useWorkRow();
  const lateRow = useLateRow(say);
  const targetRow = useTargetRow(plan);
  const named = (unit: UnitRef | null, words: "late.of" | "works.of", all: "tile.late" | "tile.works") =>
    unit ? say(words, { unit: unit.name }) : say(all).replace(/^./, (letter) => letter.toUpperCase());

  const unmet = (): Basis => {
    const rows = (criteria?.rows ?? []).flatMap(({ unit, criteria: all }) =>
      all
        .filter(({ state }) => state === "not_met")
        .map(({ code, title }): BasisRow => {
          const name = `${code} ${title[lang]}`;
          return {
            key: `${unit.code}-${code}`,
            title: progress.unit ? name : `${unit.name}: ${name}`,
            notes: [],
            features: progress.unit ? nowhere : featuresOfCommune(unit.code, units),
            commune: unit.code,
            to: { unit: unit.code, criterion: code, road: null, facility: null },
            links: [],
          };
        }),
    );
    const title = say(progress.unit ? "tile.criteria" : "tile.criteriaAll");
    return one(title, rows);
  };

  const late = (unit: UnitRef | null): Basis => {
    const rows = (course?.late ?? []).filter((work) => unit === null || work.unit.code === unit.code);
    return one(named(unit, "late.of", "tile.late"), rows.map(lateRow));
  };

  const works = (unit: UnitRef | null): Basis => {
    const counted = course?.curves.find(({ kind }) => kind === "works");
    const unitOf = (id: string | null) => progress.works.find((work) => work.id === id)?.unit;
    const mine = (counted?.parts ?? []).filter(({ work }) => unit === null || unitOf(work) === unit.code);
    const rows = (finished: boolean) =>
      mine.filter(({ actual }) => (actual !== null) === finished).map(({ work }) => rowOf(work ?? ""));
    const leftOut = counted ? counted.parts_total - counted.parts.length : 0;
    return {
      title: named(unit, "works.of", "tile.works"),
      parts: [
        { title: say("tile.finished"), rows: rows(true) },
        { title: say("tile.unfinished"), rows: rows(false), leftOut },
      ],
    };
  };

  const targets = (): Basis => {
    const rows = (reached: boolean) =>
      progress.targets.filter((target) => (target.reached === true) === reached).map(targetRow);
    return {
      title: sayPlan("targets.title"),
      parts: [
        { title: sayPlan("targets.reached"), rows: rows(true) },
        { title: say("tile.targetsLeft"), rows: rows(false) },
      ],
    };
  };
  return { unmet, late, works, targets };
}

const one = (title: string, rows: readonly BasisRow[]): Basis => {
  const name = title.replace(/^./, (letter) => letter.toUpperCase());
  return { title: name, parts: [{ title: name, rows }] };
};
