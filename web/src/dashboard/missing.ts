/** What a commune still lacks of the criteria, where, and who acts: pure functions. */
import { concerns, isAbout, missing, quantityOf, rest } from "../plan/reading";
import type {
  CriteriaSet,
  Criterion,
  Indicator,
  Measurement,
  Plan,
  Range,
  UnitCriteria,
  WorkProgress,
} from "../plan/types";
import type { Unit } from "../types";

/** One indicator that is not reached. */
export interface LackingPart {
  indicator: Indicator;
  measurement: Measurement;
  /** To the threshold; or, where nobody knows the threshold, all that does not count. */
  amount: Range;
  known: boolean;
}

export interface Lack {
  criterion: Criterion;
  parts: LackingPart[];
  works: WorkProgress[];
  /** Ids of departments; empty: the plan does not say. */
  owners: string[];
}

function partOf(indicator: Indicator, set: CriteriaSet | undefined, code: string): LackingPart | null {
  const measurement = set?.criteria
    .find((one) => one.code === code)
    ?.indicators.find((one) => one.code === indicator.code)?.measurement;
  if (!measurement || !indicator.measured) return null;
  const toThreshold = missing(indicator, measurement);
  if (toThreshold)
    return toThreshold.most > 0 ? { indicator, measurement, amount: toThreshold, known: true } : null;
  if (measurement.unit !== "percent" || !indicator.threshold?.unknown) return null;
  const left = rest(indicator.measured);
  return left.most > 0 ? { indicator, measurement, amount: left, known: false } : null;
}

/** Not met as declared, or met as declared while the map measures less. */
export function isLacking({ state, disagree, measured }: Criterion): boolean {
  return state === "not_met" || (disagree && measured === "not_met");
}

/** What a commune lacks, criterion by criterion; those that are declared as not met first. */
export function lacksOf(
  row: UnitCriteria,
  set: CriteriaSet | undefined,
  plan: Plan,
  works: readonly WorkProgress[],
): Lack[] {
  const unit = row.unit.code;
  const lacks = row.criteria.filter(isLacking).map((criterion) => {
    const mine = <T extends { criterion: { set: string; code: string } | null }>(items: readonly T[]) =>
      items.filter((item) => set !== undefined && isAbout(item.criterion, set.id, criterion.code));
    const ids = mine(plan.works).filter((work) => work.unit === unit);
    const open = (work: WorkProgress) => !["done", "accepted", "cancelled"].includes(work.state);
    return {
      criterion,
      parts: criterion.indicators.flatMap((one) => partOf(one, set, criterion.code) ?? []),
      works: works.filter((work) => open(work) && ids.some(({ id }) => id === work.id)),
      owners: [
        ...new Set(
          mine(plan.tasks)
            .filter(({ units }) => concerns(units, unit))
            .flatMap(({ owners }) => owners),
        ),
      ],
    };
  });
  return [...lacks].sort(
    (a, b) => Number(a.criterion.state !== "not_met") - Number(b.criterion.state !== "not_met"),
  );
}

/** Hamlets of a commune that an indicator does not count, nor may count. */
export function hamletsLeft(part: LackingPart, units: ReadonlyMap<string, Unit>, commune: string): Unit[] {
  const { evidence, open } = part.indicator.measured ?? {};
  if (!evidence || !open || quantityOf(part.measurement) !== "hamlet") return [];
  const seen = new Set([...evidence.hamlets, ...open.hamlets]);
  return [...units.values()].filter(({ code, parent }) => parent === commune && !seen.has(code));
}

/** Where works are, each place once. */
export function placesOfWorks(works: readonly WorkProgress[]): string[] {
  return [
    ...new Set(
      works.flatMap(({ hamlet, places }) => {
        const [only] = places;
        if (places.length === 1 && only) return [only.name];
        return hamlet ? [hamlet] : [];
      }),
    ),
  ];
}

/**
 * The day that lateness is told of. A plan whose year is over is looked at on its last day; what is late is late today.
 */
export function courseDay(asOf: string | null, year: number): string | null {
  return asOf === `${year}-12-31` ? null : asOf;
}
