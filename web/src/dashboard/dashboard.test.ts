import { describe, expect, it } from "vitest";
import type { CriteriaSet, Criterion, Plan, UnitCriteria, WorkProgress } from "../plan/types";
import type { Unit } from "../types";
import { acrossOf, heightMarks, lastKnown, namedMonths, niceTop, pathOf } from "./curve";
import { courseDay, hamletsLeft, lacksOf, placesOfWorks } from "./missing";

describe("the curve", () => {
  it("ends at a round number that is enough", () => {
    expect([0, 0.4, 1, 7, 10, 11, 24, 26, 96, 12_470, 3e9].map(niceTop)).toEqual([
      1, 1, 1, 10, 10, 20, 25, 50, 100, 20_000, 5e9,
    ]);
    for (const greatest of [3, 17, 240, 99_999]) expect(niceTop(greatest)).toBeGreaterThanOrEqual(greatest);
  });

  it("has no half pieces at its side", () => {
    expect(heightMarks(10, true)).toEqual([0, 5, 10]);
    expect(heightMarks(25, true)).toEqual([0, 25]);
    expect(heightMarks(25, false)).toEqual([0, 12.5, 25]);
  });

  it("is drawn from the left and the foot, as far as something is known", () => {
    expect(acrossOf(0, 4)).toBe(12.5);
    expect(pathOf([0, 5, 10, null], 10)).toBe("M12.5 100L37.5 50L62.5 0");
    expect(pathOf([null, null], 10)).toBe("");
    expect(lastKnown([0, 3, null])).toBe(1);
    expect(lastKnown([null])).toBeNull();
  });

  it("names as many months as there is room for, the last among them", () => {
    expect(namedMonths(12, 4)).toEqual([2, 5, 8, 11]);
    expect(namedMonths(24, 4)).toEqual([5, 11, 17, 23]);
    expect(namedMonths(3, 4)).toEqual([0, 1, 2]);
  });
});

const title = { vi: "", en: "" };
const criterion = (code: string, more: Partial<Criterion>): Criterion => ({
  ...{ code, title, state: "met", measured: "met", declared: null, disagree: false, tentative: false },
  indicators: [],
  ...more,
});
const features = (hamlets: string[]) => ({ stretches: [], facilities: [], hamlets });
const houses = criterion("6", {
  state: "not_met",
  indicators: [
    {
      ...{ code: "6.3", title, unit: "percent", met: false },
      measured: {
        ...{ value: { least: 50, most: 75 }, chosen: 2, undecided: 1, total: 4 },
        ...{ evidence: features(["c-01", "c-02"]), open: features(["c-03"]) },
      },
      threshold: { at_least: 100, document: "QĐ", confirmed: true, assumed_not: [] },
    },
  ],
});
const set = {
  id: "s",
  criteria: [
    {
      code: "6",
      indicators: [
        { code: "6.3", measurement: { measure: "hamlet_share", layer: "hamlets", unit: "percent" } },
      ],
    },
  ],
} as unknown as CriteriaSet;
const plan = {
  works: [
    { id: "H6", unit: "c", criterion: { set: "s", code: "6" } },
    { id: "H7", unit: "c", criterion: { set: "s", code: "6" } },
    { id: "X", unit: "other", criterion: { set: "s", code: "6" } },
  ],
  tasks: [{ id: "t", units: [], owners: ["culture"], criterion: { set: "s", code: "6" } }],
} as unknown as Plan;
const works = [
  { id: "H6", state: "planned", hamlet: "Sóc Dầm", places: [] },
  { id: "H7", state: "done", hamlet: "Hưng Yên", places: [] },
  { id: "X", state: "planned", hamlet: "Ấp 5", places: [] },
] as unknown as WorkProgress[];
const row = (criteria: Criterion[]) => ({ unit: { code: "c", name: "C" }, criteria }) as UnitCriteria;

describe("what a commune lacks", () => {
  it("is how much, what is left to be done, and who acts", () => {
    const [lack] = lacksOf(row([criterion("1", {}), houses]), set, plan, works);
    expect(lack?.criterion.code).toBe("6");
    // Of four hamlets two count and one may.
    expect(lack?.parts.map(({ amount, known }) => ({ amount, known }))).toEqual([
      { amount: { least: 1, most: 2 }, known: true },
    ]);
    expect(lack?.works.map(({ id }) => id)).toEqual(["H6"]);
    expect(lack?.owners).toEqual(["culture"]);
    expect(placesOfWorks(lack?.works ?? [])).toEqual(["Sóc Dầm"]);
  });

  it("is where nothing counts, nor may count", () => {
    const units = new Map(
      ["c-01", "c-02", "c-03", "c-04"].map((code) => [code, { code, parent: "c" } as Unit]),
    );
    const part = lacksOf(row([houses]), set, plan, works)[0]?.parts[0];
    expect(part && hamletsLeft(part, units, "c").map(({ code }) => code)).toEqual(["c-04"]);
  });

  it("is also what was declared while the map measures less, after what is declared as not met", () => {
    const doubtful = criterion("2", { disagree: true, measured: "not_met" });
    const unheard = criterion("3", { disagree: true, measured: "met", state: "not_met" });
    expect(
      lacksOf(row([doubtful, unheard, houses]), set, plan, works).map((one) => one.criterion.code),
    ).toEqual(["3", "6", "2"]);
  });

  it("is late today, also of a plan whose year is over", () => {
    expect(courseDay("2024-12-31", 2024)).toBeNull();
    expect(courseDay("2024-07-10", 2024)).toBe("2024-07-10");
    expect(courseDay(null, 2024)).toBeNull();
  });
});
