import { describe, expect, it } from "vitest";
import { cellText, overdue, standingOf, sumsOf } from "./reading";
import type { ReportList, Standing } from "./types";

const words = { yes: "có", no: "không" };
const standing = (period: string, late: boolean): Standing => ({
  period,
  state: late ? "missing" : "accepted",
  overdue: late,
  proposal: null,
  by: null,
  at: null,
  reason: null,
});
const list: ReportList = {
  year: 2024,
  due_days: 10,
  due_source: "",
  periods: ["2024-Q1", "2024-Q2"].map((id) => ({
    id,
    title: { vi: id, en: id },
    last_day: "",
    due_on: "",
    begun: true,
  })),
  rows: [
    {
      unit: { code: "1", name: "A" },
      may_submit: true,
      reports: [standing("2024-Q1", true), standing("2024-Q2", false)],
    },
    { unit: null, may_submit: false, reports: [standing("2024-Q1", true), standing("2024-Q2", false)] },
  ],
};

describe("reports", () => {
  it("show cells by their kind", () => {
    expect(cellText(null, 2, "vi", words)).toBe("–");
    expect(cellText(1234.5, 2, "vi", words)).toBe("1.234,50");
    expect(cellText(true, 0, "vi", words)).toBe("có");
    expect(cellText({ day: "2024-11-05" }, 0, "vi", words)).toBe("05/11/2024");
    expect(cellText("Đường ấp", 0, "vi", words)).toBe("Đường ấp");
  });
  it("add up the columns that have a sum", () => {
    const columns = [false, true].map((sum) => ({ key: "", title: { vi: "", en: "" }, decimals: 0, sum }));
    expect(
      sumsOf({
        title: { vi: "", en: "" },
        columns,
        rows: [
          ["a", 1],
          ["b", 2.5],
          ["c", null],
        ],
      }),
    ).toEqual([null, 3.5]);
    expect(sumsOf({ title: { vi: "", en: "" }, columns: columns.slice(0, 1), rows: [["a"]] })).toBeNull();
  });
  it("tell who is late, and how one stands", () => {
    const a = { code: "1", name: "A" };
    expect(overdue(list, null)).toEqual([{ period: "2024-Q1", units: [a, null] }]);
    expect(overdue(list, "1")).toEqual([{ period: "2024-Q1", units: [a] }]);
    expect(overdue(list, "2")).toEqual([]);
    expect(standingOf(list, null, "2024-Q2")?.standing.state).toBe("accepted");
    expect(standingOf(list, "2", "2024-Q2")).toBeNull();
  });
});
