import type { Session } from "../account/types";
import { date, number } from "../format";
import type { Lang } from "../types";
import type { Cell, ReportList, ReportRow, ReportTable, Standing } from "./types";

/** Whether somebody may do something in a commune, or (null) in the district; the server has the last word. */
export function may(session: Session | null, right: string, unit: string | null): boolean {
  const reach = session?.rights[right] ?? "nowhere";
  if (reach !== "own_communes") return reach === "everywhere";
  return unit !== null && (session?.user?.communes.includes(unit) ?? false);
}

/** A cell as text; an empty one reads as a dash. */
export function cellText(
  cell: Cell,
  decimals: number,
  lang: Lang,
  words: { yes: string; no: string },
): string {
  if (cell === null) return "–";
  if (typeof cell === "number")
    return number(cell, lang, Number.isInteger(cell) && decimals === 0 ? 0 : decimals);
  if (typeof cell === "boolean") return cell ? words.yes : words.no;
  return typeof cell === "object" ? date(cell.day) : cell;
}

/** Sums of the columns that have one; null for the others. */
export function sumsOf(table: ReportTable): (number | null)[] | null {
  if (!table.columns.some(({ sum }) => sum) || table.rows.length === 0) return null;
  return table.columns.map(({ sum }, i) =>
    sum ? table.rows.reduce((all, row) => all + (typeof row[i] === "number" ? row[i] : 0), 0) : null,
  );
}

/** Who has not handed in what was due, by period: of one commune, or of all. */
export function overdue(
  list: ReportList,
  commune: string | null,
): { period: string; units: ReportRow["unit"][] }[] {
  return list.periods
    .map(({ id }) => ({
      period: id,
      units: list.rows
        .filter(({ unit }) => commune === null || unit?.code === commune)
        .filter((row) => row.reports.some((one) => one.period === id && one.overdue))
        .map(({ unit }) => unit),
    }))
    .filter(({ units }) => units.length > 0);
}

/** How the report of a unit for a period stands; null for one that does not report. */
export function standingOf(
  list: ReportList,
  unit: string | null,
  period: string,
): { row: ReportRow; standing: Standing } | null {
  const row = list.rows.find((one) => (one.unit?.code ?? null) === unit);
  const standing = row?.reports.find((one) => one.period === period);
  return row && standing ? { row, standing } : null;
}
