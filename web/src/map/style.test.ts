import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Unit } from "../types";
import { fillColor } from "./layers/hamlets";
import { buildStyle, unitLabels } from "./style";

const unit: Unit = {
  code: "25345",
  level: "commune",
  kind: "xa",
  // Decomposed on purpose: the font has composed letters.
  name: "Tân Hưng".normalize("NFD"),
  parent: null,
  population: null,
  households: null,
  bbox: [106, 11, 107, 12],
  center: [106.5, 11.5],
};

beforeAll(() => vi.stubGlobal("location", { href: "http://atlas.test/?unit=25345" }));
afterAll(() => vi.unstubAllGlobals());

describe("the map's style", () => {
  const tiles = ["http://atlas.test/tiles/{z}/{x}/{y}.mvt?v=3"];

  it("is valid", () => {
    expect(validateStyleMin(buildStyle({ tiles }, [unit]))).toEqual([]);
  });

  it("asks no other host for anything", () => {
    const urls = JSON.stringify(buildStyle({ tiles }, [unit])).match(/https?:\/\/[^/"]+/g) ?? [];
    expect(new Set(urls)).toEqual(new Set(["http://atlas.test"]));
  });

  it("has no glyph server, only font files", () => {
    const style = buildStyle({ tiles }, []);
    expect(style.glyphs).toBeUndefined();
    expect(Object.keys(style["font-faces"] ?? {})).toEqual(["Noto Sans"]);
  });

  it("writes composed letters", () => {
    expect(unitLabels([unit]).features[0]?.properties?.["label"]).toBe("Tân Hưng");
  });

  it("colours hamlets by steps, darker for more", () => {
    const expression = fillColor([500, 1000]) as unknown[];
    const step = expression[3] as unknown[];
    expect(step.slice(2)).toEqual(["#f3f0f9", 500, "#d5cbe8", 1000, "#ab98d0"]);
    expect(fillColor([])).toBe("#eceff1");
  });
});
