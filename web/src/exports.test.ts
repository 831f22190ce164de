import { describe, expect, it } from "vitest";
import { choosesCrs, exportAddress, formatsOf } from "./exports";

const choice = { crs: "EPSG:9212", unit: "25345", asOf: "2024-06-30", recordedAsOf: null, rules: null };

describe("exports", () => {
  it("ask for layer, unit, coordinate system and day", () => {
    expect(exportAddress({ ...choice, layer: "roads", format: "shp.zip" })).toBe(
      "/api/exports/roads.shp.zip?unit=25345&crs=EPSG%3A9212&as_of=2024-06-30",
    );
  });

  it("write what is hardened by the rule that is shown", () => {
    const byRule = { ...choice, rules: "qd-1", format: "gpkg" } as const;
    for (const layer of ["roads", "report"] as const)
      expect(exportAddress({ ...byRule, layer })).toContain("&rules=qd-1");
    for (const layer of ["communes", "hamlets", "facilities"] as const)
      expect(exportAddress({ ...byRule, layer })).not.toContain("rules");
  });

  it("follow what was known at a time in the report alone", () => {
    const known = { ...choice, recordedAsOf: "r4", format: "xlsx" } as const;
    expect(exportAddress({ ...known, layer: "report" })).toContain("&recorded_as_of=r4");
    expect(exportAddress({ ...known, layer: "roads" })).not.toContain("recorded_as_of");
  });

  it("name no coordinate system where the format has only one", () => {
    expect(choosesCrs({ layer: "roads", format: "geojson" })).toBe(false);
    expect(exportAddress({ ...choice, layer: "roads", format: "kml" })).not.toContain("crs");
  });

  it("make the report by hamlet inside a unit and by commune over everything", () => {
    expect(exportAddress({ ...choice, layer: "report", format: "xlsx" })).toContain("by=hamlet");
    expect(exportAddress({ ...choice, unit: null, layer: "report", format: "xlsx" })).toContain("by=commune");
    expect(formatsOf("report")).toEqual(["xlsx", "csv"]);
  });
});
