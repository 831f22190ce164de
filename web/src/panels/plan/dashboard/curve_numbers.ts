import type { Curve, PlanCourse } from "../../../dashboard/types";
import { date } from "../../../format";
import { isDashboardKey, type SayDashboard } from "../../../i18n/dashboard";
import {
  amountOf,
  type BasisPart,
  type BasisRow,
  type CurveNumber,
  nowhere,
  partsOf,
} from "../../../plan/basis";
import type { useWorkRow } from "../basis";

/** What a curve counts, in words. */
export function curveName(kind: string, say: SayDashboard): string {
  const key = `curve.${kind}`;
  return isDashboardKey(key) ? say(key) : kind;
}

interface Words {
  say: SayDashboard;
  /** An amount of the curve. */
  amount: (value: number) => string;
  rowOf: ReturnType<typeof useWorkRow>;
}

/** The works, or entries of the ledger, that make a number of a curve. */
export function basisOfCurve(
  course: PlanCourse,
  curve: Curve,
  number: CurveNumber,
  title: string,
  { say, amount, rowOf }: Words,
): BasisPart {
  const rows = partsOf(curve, number).map((part): BasisRow => {
    const value = amountOf(part, number);
    // Of works that are counted every one is 1.
    const isCounted = curve.kind === "works" || value === null;
    const notes = [
      part.due && say("curve.by", { date: date(part.due) }),
      part.done_on && say("curve.doneOn", { date: date(part.done_on) }),
    ].filter((note) => note !== null);
    const more = { notes: notes.length > 0 ? [notes.join(" · ")] : [] };
    const told = isCounted ? more : { ...more, amount: amount(value) };
    if (part.entry === undefined) return rowOf(part.work ?? "", told);
    const entry = say("curve.entry", { id: part.entry });
    const day = date(part.due ?? part.done_on ?? course.as_of);
    if (part.work !== null)
      return {
        ...rowOf(part.work, { ...told, notes: [`${entry}, ${day}`] }),
        key: part.entry,
      };
    return {
      key: part.entry,
      title: entry,
      amount: amount(value ?? 0),
      notes: [day],
      features: nowhere,
      commune: course.unit?.code ?? null,
      links: [],
    };
  });
  return { title, told: true, rows, leftOut: curve.parts_total - curve.parts.length };
}
