import { describe, expect, it } from "vitest";
import { guessedLayer, issueGroups, lacksEncoding, uploadAddress, writes } from "./reading";
import type { ImportDraft, ImportIssue, ImportPlan } from "./types";

const draft: ImportDraft = {
  layer: "roads",
  crs: "",
  encoding: "",
  map: "",
  source_layer: " ",
  effective_on: "",
  repair: false,
};

describe("a file on its way in", () => {
  it("goes with what somebody chose and nothing else", () => {
    expect(uploadAddress("đường.zip", draft)).toBe(
      "/api/imports?file=%C4%91%C6%B0%E1%BB%9Dng.zip&layer=roads",
    );
    const chosen = { ...draft, crs: "EPSG:9212", encoding: "TCVN3", effective_on: "5/11/2024", repair: true };
    expect(uploadAddress("a.zip", chosen)).toBe(
      "/api/imports?file=a.zip&layer=roads&crs=EPSG%3A9212&encoding=TCVN3&effective_on=2024-11-05",
    );
    expect(uploadAddress("a.zip", { ...chosen, layer: "hamlets" })).toMatch(/invalid_polygons=repair$/);
    expect(uploadAddress("a.zip", { ...draft, effective_on: "mai" })).toBeNull();
  });

  it("may say by its name what it holds", () => {
    const names = ["Đường_Tân_Hưng.zip", "ranh_ap.shp.zip", "TRUONG.csv", "xa.gpkg", "dan_so.csv", "x.zip"];
    expect(names.map(guessedLayer)).toEqual([
      "roads",
      "hamlets",
      "facilities",
      "communes",
      "population",
      null,
    ]);
  });

  it("has its findings by kind, refused rows first", () => {
    const issue = (severity: ImportIssue["severity"], code: string, row: number | null): ImportIssue => ({
      ...{ severity, code, row, field: null },
      message: { vi: code, en: code },
    });
    const issues = [
      issue("warning", "no-day", 1),
      issue("error", "too-short", 4),
      issue("warning", "no-day", 2),
      issue("error", "too-short", 9),
      issue("warning", "too-short", null), // 2024 more are not listed
      issue("warning", "suspicious-crs", null),
    ];
    const plan = { issues, added: 0, changed: 0, surface_records: 1 } as unknown as ImportPlan;
    expect(issueGroups(plan).map(({ issue: one, rows, count }) => [one.code, rows, count])).toEqual([
      ["too-short", [4, 9], 2],
      ["no-day", [1, 2], 2],
      ["suspicious-crs", [], 1],
    ]);
    expect(writes(plan)).toBe(true);
    expect(writes({ ...plan, surface_records: 0 })).toBe(false);
    expect(lacksEncoding({ ...plan, issue_counts: { "too-short": 2 } })).toBe(false);
    expect(lacksEncoding({ ...plan, issue_counts: { "bad-encoding": 1 } })).toBe(true);
  });
});
