import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import { type Surface, surfaces } from "../../types";
import { font, type Layers, type LegendEntry, source } from "./layer";

/**
 * How each surface is drawn. Families share a colour of the Okabe-Ito set (asphalt black, concrete blue, crushed stone
 * green, brick purple, laterite amber, earth vermilion), and every surface has a pattern of its own, so that a
 * black-and-white print can be read.
 */
export interface Look {
  color: string;
  /** Factor on the width of the road's class. */
  width: number;
  /** In line widths. */
  dash?: number[];
  round?: boolean;
  /** A white line inside: makes a double line, or a ladder when dashed. */
  core?: "solid" | "dashed";
}

export const looks: Record<Surface, Look> = {
  nhua: { color: "#1a1a1a", width: 1.25, core: "solid" },
  lang_nhua: { color: "#1a1a1a", width: 1.1, core: "dashed" },
  btxm: { color: "#0072b2", width: 1.2 },
  da_dam: { color: "#00795a", width: 0.65 },
  cap_phoi: { color: "#00795a", width: 0.9, dash: [4, 1.3, 1, 1.3] },
  gach: { color: "#a8548a", width: 1, dash: [1.2, 0.6] },
  soi_do: { color: "#b56a00", width: 1, dash: [5, 1.6] },
  dat: { color: "#c94f00", width: 1, dash: [0.01, 1.9], round: true },
  unknown: { color: "#6b7680", width: 0.5 },
};

/** Line width in pixels by zoom and road class, times a factor, plus a number of pixels. */
function lineWidth(factor: number, more = 0): ExpressionSpecification {
  const at = (big: number, middle: number, small: number): ExpressionSpecification => [
    "match",
    ["get", "class"],
    ["huyen", "xa"],
    big * factor + more,
    "ap",
    middle * factor + more,
    small * factor + more,
  ];
  return [
    "interpolate",
    ["exponential", 1.4],
    ["zoom"],
    8,
    at(0.7, 0.4, 0.3),
    11,
    at(1.6, 1, 0.8),
    13,
    at(3.6, 2.8, 2.4),
    17,
    at(11, 9, 8),
  ] as ExpressionSpecification;
}

function only(surface: Surface): FilterSpecification {
  return ["==", ["get", "surface"], surface];
}

function surfaceLayers(surface: Surface): Layers {
  const look = looks[surface];
  const cap = look.round ? "round" : "butt";
  const shared = { source, "source-layer": "roads", filter: only(surface) } as const;
  const layers: Layers = [
    {
      id: `roads-${surface}`,
      type: "line",
      ...shared,
      layout: { "line-join": "round", "line-cap": cap },
      paint: {
        "line-color": look.color,
        "line-width": lineWidth(look.width),
        ...(look.dash ? { "line-dasharray": look.dash } : {}),
      },
    },
  ];
  if (look.core) {
    layers.push({
      id: `roads-${surface}-core`,
      type: "line",
      ...shared,
      minzoom: 11,
      layout: { "line-join": "round", "line-cap": "butt" },
      paint: {
        "line-color": "#ffffff",
        "line-width": lineWidth(look.width * 0.42),
        ...(look.core === "dashed" ? { "line-dasharray": [4, 4] } : {}),
      },
    });
  }
  if (surface === "unknown") {
    layers.push({
      id: "roads-unknown-mark",
      type: "symbol",
      ...shared,
      minzoom: 13,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 70,
        "text-field": "?",
        "text-font": font,
        "text-size": 13,
        "text-keep-upright": true,
        "text-rotation-alignment": "viewport",
      },
      paint: { "text-color": "#4a545d", "text-halo-color": "#ffffff", "text-halo-width": 2 },
    });
  }
  return layers;
}

/** Ids of the layers that draw one surface. */
export function layersOf(surface: Surface): string[] {
  return surfaceLayers(surface).map((layer) => layer.id);
}

/** Which roads are drawn at all when some surfaces are switched off. */
export function visible(hidden: readonly Surface[]): FilterSpecification {
  return ["!", ["in", ["get", "surface"], ["literal", [...hidden]]]];
}

/** Layers that draw every surface at once and need `visible()` as their filter. */
export const wholeLayers = ["roads-casing", "roads-hit", "roads-name"];

/** From here on a click means a road; farther out roads are hairlines and people mean the hamlet or commune. */
const hitZoom = 11;

const drawn: Surface[] = [
  "unknown",
  "dat",
  "soi_do",
  "gach",
  "cap_phoi",
  "da_dam",
  "btxm",
  "lang_nhua",
  "nhua",
];

export const layers: Layers = [
  {
    id: "roads-casing",
    type: "line",
    source,
    "source-layer": "roads",
    minzoom: 11,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": "#ffffff", "line-width": lineWidth(1.25, 2), "line-opacity": 0.9 },
  },
  ...drawn.flatMap(surfaceLayers),
  {
    // Wide and invisible, so that a finger finds a thin road.
    id: "roads-hit",
    type: "line",
    source,
    "source-layer": "roads",
    minzoom: hitZoom,
    paint: {
      "line-color": "#000000",
      "line-opacity": 0,
      "line-width": ["interpolate", ["linear"], ["zoom"], hitZoom, 8, 14, 16],
    },
  },
];

export const names: Layers = [
  {
    id: "roads-name",
    type: "symbol",
    source,
    "source-layer": "roads",
    minzoom: 13.5,
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 350,
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": font,
      "text-size": ["interpolate", ["linear"], ["zoom"], 13.5, 11, 17, 14],
      "text-offset": [0, -0.9],
    },
    paint: { "text-color": "#1f2d38", "text-halo-color": "#ffffff", "text-halo-width": 1.8 },
  },
];

export const legend: LegendEntry[] = surfaces.map((surface) => {
  const { color, width, dash, round, core } = looks[surface];
  return {
    id: surface,
    label: `surface.${surface}`,
    sample: {
      type: "line",
      color,
      width: width * 5,
      ...(dash ? { dash } : {}),
      ...(round ? { round } : {}),
      ...(core ? { core } : {}),
      ...(surface === "unknown" ? { mark: "?" } : {}),
    },
  };
});
