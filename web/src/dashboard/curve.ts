/** Drawing a curve of sums: pure geometry, in percent of the drawing's width and height. */

/** A round number that is not less than the greatest; at least 1. */
export function niceTop(greatest: number): number {
  if (greatest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(greatest));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= greatest * (1 - 1e-12)) ?? 10;
  return Math.max(1, step * power);
}

/** Where the marks of the height stand: none, half, all. Pieces are whole: no half of an odd number. */
export function heightMarks(top: number, whole: boolean): number[] {
  const half = top / 2;
  return whole && !Number.isInteger(half) ? [0, top] : [0, half, top];
}

/** The middle of a month's share of the width. */
export const acrossOf = (month: number, months: number) => ((month + 0.5) / months) * 100;

const fixed = (value: number) => Math.round(value * 100) / 100;

/** The line as an SVG path, from the left; it ends where values end. */
export function pathOf(values: readonly (number | null)[], top: number): string {
  const points = values.flatMap((value, i) =>
    value === null ? [] : [`${fixed(acrossOf(i, values.length))} ${fixed(100 - (value / top) * 100)}`],
  );
  return points.length > 0 ? `M${points.join("L")}` : "";
}

/** The last month of which something is known to be done; null: none yet. */
export function lastKnown(values: readonly (number | null)[]): number | null {
  for (let i = values.length - 1; i >= 0; i -= 1) if (values[i] !== null) return i;
  return null;
}

/** Which months are named below a narrow drawing: the first, the last, and some between. */
export function namedMonths(months: number, most: number): number[] {
  const step = [1, 2, 3, 6, 12, 24].find((one) => months / one <= most) ?? months;
  return Array.from({ length: months }, (_, i) => i).filter((i) => i % step === step - 1 || step === 1);
}
