import latin from "@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2?url";
import vietnamese from "@fontsource-variable/noto-sans/files/noto-sans-vietnamese-wght-normal.woff2?url";
import type * as GeoJSON from "geojson";
import type { StyleSpecification } from "maplibre-gl";
import { mapName } from "../names";
import type { TileJson, Unit } from "../types";
import { allLayers } from "./layers";
import { intervalSource, labelSource, selectionSource, source } from "./layers/layer";

type FeatureCollection = GeoJSON.FeatureCollection;

/** The same ranges as src/styles/fonts.css; Vietnamese first, because Latin's combining marks are fewer. */
const vietnameseRange = [
  "U+0102-0103",
  "U+0110-0111",
  "U+0128-0129",
  "U+0168-0169",
  "U+01A0-01A1",
  "U+01AF-01B0",
  "U+0300-0301",
  "U+0303-0304",
  "U+0308-0309",
  "U+0323",
  "U+0329",
  "U+1EA0-1EF9",
  "U+20AB",
];
const latinRange = ["U+0000-00FF", "U+0131", "U+0152-0153", "U+02C6", "U+02DA", "U+02DC", "U+2000-206F"];

export const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Label points of all units; `label` is what is written. */
export function unitLabels(units: Iterable<Unit>): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: [...units].map((unit) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: unit.center },
      properties: { code: unit.code, level: unit.level, label: mapName(unit.name) },
    })),
  };
}

/** The whole style. There is no glyph server: labels are drawn from the two font files of the page. */
export function buildStyle(tileset: TileJson, units: Iterable<Unit>): StyleSpecification {
  const absolute = (url: string) => new URL(url, location.href).href;
  return {
    version: 8,
    "font-faces": {
      "Noto Sans": [
        { url: absolute(vietnamese), "unicode-range": vietnameseRange },
        { url: absolute(latin), "unicode-range": latinRange },
      ],
    },
    sources: {
      [source]: {
        type: "vector",
        tiles: tileset.tiles,
        minzoom: tileset.minzoom ?? 0,
        maxzoom: tileset.maxzoom ?? 14,
        ...(tileset.bounds ? { bounds: tileset.bounds } : {}),
        promoteId: { communes: "code", hamlets: "code" },
      },
      [labelSource]: { type: "geojson", data: unitLabels(units) },
      [selectionSource]: { type: "geojson", data: nothing },
      [intervalSource]: { type: "geojson", data: nothing },
    },
    layers: allLayers,
  };
}
