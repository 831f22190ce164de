import { describe, expect, it } from "vitest";
import { entriesTo, millions } from "./sums";
import type { CapitalEntry, CapitalSums } from "./types";

const entry = (on: string) => ({ id: on, on }) as CapitalEntry;
const sums = (vnd: number) =>
  ({
    ...{ planned_vnd: null, allocated_vnd: vnd, disbursed_vnd: 0, settled_vnd: 0 },
    ...{ remaining_vnd: vnd, unsettled_vnd: 0 },
  }) satisfies CapitalSums;

describe("the capital ledger", () => {
  const entries = [entry("2024-05-15"), entry("2024-07-09"), entry("2024-03-02")];

  it("ends with the day of the page, and says how much comes after it", () => {
    const { rows, later } = entriesTo(entries, "2024-05-15");
    expect(rows.map(({ on }) => on)).toEqual(["2024-05-15", "2024-03-02"]);
    expect(later).toBe(1);
    expect(entriesTo(entries, null)).toMatchObject({ rows: [{ on: "2024-07-09" }, {}, {}], later: 0 });
  });

  it("writes all sums of a table with the same decimals", () => {
    const whole = millions([sums(1_000_000_000), sums(300_000_000)], "vi");
    expect([whole(1_000_000_000), whole(300_000_000), whole(null)]).toEqual(["1.000", "300", "–"]);
    const broken = millions([sums(1_000_004_000), sums(300_000_000)], "vi");
    expect([broken(1_000_004_000), broken(300_000_000)]).toEqual(["1.000,00", "300,00"]);
  });
});
