import type { Interval, Wish } from "./types";

const perMilliard = 1e9;
const perKm = 1000;

/** A number as people type it, `12,5` or `12.5`; null when it is none above zero. */
export function parseAmount(text: string): number | null {
  const typed = text.trim();
  if (!/^\d+([.,]\d+)?$/.test(typed)) return null;
  const value = Number(typed.replace(",", "."));
  return value > 0 ? value : null;
}

export interface Place {
  unit: string | null;
  asOf: string | null;
  rules: string | null;
}

/** The body that asks the server; null when no amount is given. */
export function bodyOf(wish: Wish, place: Place, format?: "xlsx" | "csv"): Record<string, unknown> | null {
  const amount = parseAmount(wish.amount);
  if (amount === null) return null;
  return {
    ...(place.unit === null ? {} : { units: [place.unit] }),
    ...(place.asOf === null ? {} : { as_of: place.asOf }),
    ...(place.rules === null ? {} : { rules: place.rules }),
    ...(wish.limit === "budget" ? { budget_vnd: amount * perMilliard } : { length_m: amount * perKm }),
    aim: wish.aim,
    ...(format ? { format } : {}),
  };
}

/** Draft works of the stretches whose road has a code in a commune; how many others are left out. */
export function worksOf(
  intervals: readonly Interval[],
  titleOf: (interval: Interval) => string,
): { works: Record<string, unknown>[]; left: number } {
  const works = intervals.flatMap((one) =>
    one.road.code === null || one.commune === null
      ? []
      : [
          {
            title: titleOf(one),
            kind: "road",
            action: "build",
            unit: one.commune.code,
            ...(one.hamlet ? { hamlet: one.hamlet.name } : {}),
            surfaces: [one.surface],
            width_m: one.width_m,
            amount: { exactly: Math.round(one.length_m * 10) / 10, unit: "m" },
            cost_vnd: Math.round(one.vnd),
            stretches: [{ road: one.road.code, from_m: one.from_m, to_m: one.to_m }],
          },
        ],
  );
  return { works, left: intervals.length - works.length };
}
