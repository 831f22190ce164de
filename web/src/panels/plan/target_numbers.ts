import { date } from "../../format";
import { type Basis, type BasisRow, featuresOfCommune, nowhere } from "../../plan/basis";
import { featuresOf, type Highlight, highlightOf } from "../../plan/highlight";
import { rangeText } from "../../plan/reading";
import type { Plan, TargetProgress } from "../../plan/types";
import { useSelected } from "../context";
import { useAnswer, useSay } from "./context";
import { quantity, rangeQuantity } from "./words";

/** The unit that the figures of a target are in. */
export const unitOfTarget = (target: TargetProgress) =>
  target.amount?.unit ?? target.planned_baseline?.unit ?? (target.by_unit.length > 0 ? "criterion" : "");

export const idOfTarget = (target: { id: string }) => `target-${target.id}`;

/** How targets are told of where a number is made of them: their own places say the rest. */
export function useTargetRow(plan: Plan): (target: TargetProgress) => BasisRow {
  const { lang, say } = useSay();
  return (target) => {
    const whole = plan.targets.find(({ id }) => id === target.id);
    const now = target.value && rangeQuantity(target.value, unitOfTarget(target), lang, say);
    return {
      key: target.id,
      title: `${target.id} ${target.title[lang]}`,
      ...(now ? { amount: now } : {}),
      notes: now || !target.reason ? [] : [target.reason[lang]],
      features: nowhere,
      commune: whole?.units.length === 1 ? (whole.units[0] ?? null) : null,
      jump: idOfTarget(target),
      links: [],
    };
  };
}

/** The register that a target counts by: the fold that lists it. */
const registers = { cooperatives: "cooperatives", products: "products", hamlet_titles: "titles" };

/** What the number of a target rests on: marks of the map, a register, or a list of records. */
export type TargetNumber = { mark: Highlight } | { jump: string } | { basis: () => Basis };

export function useTargetNumber(plan: Plan | null, target: TargetProgress): TargetNumber | null {
  const { lang, say } = useSay();
  const units = useSelected((state) => state.units);
  const asOf = useAnswer((state) => state.progress.value?.as_of ?? "");
  const whole = plan?.targets.find(({ id }) => id === target.id);
  if (!plan || !whole || !target.value) return null;
  const title = `${target.id} ${target.title[lang]}`;
  const list = (name: string, rows: readonly BasisRow[]) => ({
    basis: (): Basis => ({ title, parts: [{ title: name, rows }] }),
  });
  const rowOfCommune = (code: string, more: Partial<BasisRow> = {}): BasisRow => ({
    key: code,
    title: units.get(code)?.name ?? plan.units.find((one) => one.code === code)?.name ?? code,
    notes: [],
    features: featuresOfCommune(code, units),
    commune: code,
    to: { unit: code, criterion: null, road: null, facility: null },
    links: [],
    ...more,
  });
  if (target.by_unit.length > 0) {
    const met = (range: TargetProgress["value"]) =>
      range ? say("count.criteria", { n: rangeText(range, lang) }) : "?";
    return list(
      title,
      target.by_unit.map((one) => rowOfCommune(one.unit, { amount: met(one.met) })),
    );
  }
  if (target.method === "declared") {
    const told = plan.progress.filter((one) => one.target === target.id && one.as_of <= asOf);
    return list(
      say("basis.declared"),
      told.map((one) => ({
        key: one.as_of,
        title: date(one.as_of),
        amount: quantity(one.value, unitOfTarget(target), lang, say),
        notes: [
          one.evidence,
          one.photos.length > 0 && say("declared.photos", { list: one.photos.join(", ") }),
        ].filter((note) => typeof note === "string"),
        features: featuresOf(one),
        commune: whole.units.length === 1 ? (whole.units[0] ?? null) : null,
        links: [],
      })),
    );
  }
  if (whole.counted) return { jump: registers[whole.counted.of] };
  if (!target.measured || !whole.measurement) return null;
  const mark: Highlight = { ...highlightOf(whole.measurement, target.measured), number: true };
  if ([mark.counted, mark.left, mark.open].some((one) => Object.keys(one).length > 0)) return { mark };
  // What the tiles do not know is listed where a commune is looked at.
  return list(
    say("basis.noFeatures"),
    plan.units.map(({ code }) => rowOfCommune(code)),
  );
}
