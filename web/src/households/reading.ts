/** Households that a plan looks after: how they are counted, what the form sends. */
import { address } from "../api";
import { compareNames } from "../format";
import { type Asked, bad, optionalDay } from "../works/requests";

export const categories = ["poor", "near_poor", "policy", "other"] as const;
export type Category = (typeof categories)[number];

/** As the server tells it to those who may know; it has no names of people. */
export interface Household {
  plan: string;
  /** Code of the hamlet. */
  hamlet: string;
  /** Of the household in its hamlet's list. */
  number: string;
  category: Category;
  /** The target that it counts for once it is supported. */
  target: string | null;
  support: string | null;
  supported_on: string | null;
  note: string | null;
  /** For If-Match. */
  etag: string;
}

/** Where the server has a household, in the list of its plan. */
export const pathOf = ({ hamlet, number, plan }: Household) =>
  address("/api/households", { hamlet, number, plan });

export interface HouseholdCounts {
  all: number;
  supported: number;
  by: Record<Category, number>;
}

export function countsOf(households: readonly Household[]): HouseholdCounts {
  const by = { poor: 0, near_poor: 0, policy: 0, other: 0 };
  for (const { category } of households) by[category] += 1;
  return { all: households.length, supported: households.filter((one) => one.supported_on).length, by };
}

/** By hamlet, the hamlets in the order of their names, households as they are numbered. */
export function byHamlet(
  households: readonly Household[],
  nameOf: (hamlet: string) => string,
): { hamlet: string; households: Household[] }[] {
  const hamlets = [...new Set(households.map(({ hamlet }) => hamlet))];
  return hamlets
    .sort((a, b) => compareNames(nameOf(a), nameOf(b)) || compareNames(a, b))
    .map((hamlet) => ({
      hamlet,
      households: households
        .filter((one) => one.hamlet === hamlet)
        .sort((a, b) => compareNames(a.number, b.number)),
    }));
}

export type Shown = "all" | "waiting" | "supported" | Category;

/** What a filter leaves. */
export function shownOf(households: readonly Household[], shown: Shown): readonly Household[] {
  if (shown === "all") return households;
  if (shown === "waiting") return households.filter((one) => !one.supported_on);
  if (shown === "supported") return households.filter((one) => one.supported_on);
  return households.filter(({ category }) => category === shown);
}

export interface HouseholdDraft {
  hamlet: string;
  number: string;
  category: Category;
  target: string;
  support: string;
  supported: string;
  note: string;
}

/** The household as it is to stand: a number that is known already is changed. */
export function putHousehold(draft: HouseholdDraft, plan: string): Asked {
  if (!draft.hamlet) return bad("bad.hamlet");
  if (!draft.number.trim()) return bad("bad.household");
  const supported_on = optionalDay(draft.supported);
  if (supported_on === undefined) return bad("bad.day");
  const body = {
    ...{ hamlet: draft.hamlet, number: draft.number.trim(), category: draft.category, plan },
    ...(draft.target ? { target: draft.target } : {}),
    ...(draft.support.trim() ? { support: draft.support.trim() } : {}),
    ...(supported_on ? { supported_on } : {}),
    ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
  };
  return { request: { method: "POST", path: "/api/households", body }, bad: null };
}
