import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import { shareLimits } from "../../coverage/question";
import { font, type Layers, roadZoom, type Sample, source } from "./layer";

export const coverageSource = "coverage";
export const waySource = "way";
export const supposedSource = "supposed";

/** One hue, light to dark: the darker, the more people reach it. */
export const shareRamp = ["#f1f7f4", "#c3e0d3", "#86c2aa", "#43987d", "#0f5f4d"] as const;

/** Where nobody knows how many people live. */
export const noPeople = "#d9d5cc";

type Line = Extract<Sample, { type: "line" }>;

/** How roads and the way are drawn; widths are pixels of the legend. */
export const looks = {
  reached: { type: "line", color: "#0f5f4d", width: 5 },
  unreached: { type: "line", color: "#a33b12", width: 2.5, dash: [2, 1.6] },
  perhaps: { type: "line", color: "#5b6670", width: 4, dash: [0.4, 1.6], round: true },
  way: { type: "line", color: "#b3420a", width: 6, round: true },
} satisfies Record<string, Line>;

const share: ExpressionSpecification = [
  "case",
  ["has", "share"],
  [
    "step",
    ["to-number", ["get", "share"]],
    shareRamp[0],
    ...shareLimits.flatMap((limit, i) => [limit, shareRamp[i + 1] ?? shareRamp[4]]),
  ],
  noPeople,
] as unknown as ExpressionSpecification;

const areas = { type: "fill", source: coverageSource, paint: { "fill-color": share } } as const;

const width = (factor: number): ExpressionSpecification => [
  "interpolate",
  ["linear"],
  ["zoom"],
  9,
  0.5 * factor,
  12,
  1.6 * factor,
  14,
  3 * factor,
  17,
  5 * factor,
];

function road(id: keyof typeof looks, filter: FilterSpecification, factor: number): Layers[number] {
  const look: Line = looks[id];
  return {
    id: `coverage-${id}`,
    type: "line",
    source: coverageSource,
    "source-layer": "reach",
    filter,
    layout: { "line-join": "round", "line-cap": look.round ? "round" : "butt" },
    paint: {
      "line-color": look.color,
      "line-width": width(factor),
      ...(look.dash ? { "line-dasharray": look.dash } : {}),
    },
  };
}

/** How hamlets look that have a place, one that lacks something, or none. */
export const placeColors = { none: "#c4562b", needs: "#f0c987", well: "#bfe0d2" } as const;

/** By the hamlets' codes, which the answer brings. */
export function placeColor(none: readonly string[], needs: readonly string[]): ExpressionSpecification {
  const among = (codes: readonly string[]) => ["in", ["get", "code"], ["literal", [...codes]]];
  return [
    "case",
    among(none),
    placeColors.none,
    among(needs),
    placeColors.needs,
    placeColors.well,
  ] as unknown as ExpressionSpecification;
}

export const places: Layers = [
  {
    id: "places-hamlets",
    type: "fill",
    source,
    "source-layer": "hamlets",
    paint: {
      "fill-color": placeColors.well,
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], roadZoom - 1, 0.9, roadZoom + 1, 0.5],
    },
  },
];

/** Under the borders. */
export const under: Layers = [
  { ...areas, id: "coverage-communes", "source-layer": "communes", maxzoom: 9 },
  {
    ...areas,
    id: "coverage-hamlets",
    "source-layer": "hamlets",
    minzoom: 9,
    paint: {
      ...areas.paint,
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], roadZoom - 1, 0.95, roadZoom + 1, 0.6],
    },
  },
];

/** Where the roads are. */
export const over: Layers = [
  road("unreached", ["==", ["get", "reached"], false], 0.7),
  road("perhaps", ["!", ["has", "reached"]], 0.9),
  road("reached", ["==", ["get", "reached"], true], 1.1),
  {
    // A unit below the threshold is marked, not only coloured.
    id: "coverage-below",
    type: "line",
    source: coverageSource,
    "source-layer": "hamlets",
    minzoom: 11,
    filter: ["==", ["get", "below"], true],
    paint: { "line-color": "#a33b12", "line-width": 1.2, "line-opacity": 0.75, "line-offset": 3 },
  },
  {
    id: "coverage-way-edge",
    type: "line",
    source: waySource,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": "#ffffff", "line-width": 8 },
  },
  {
    id: "coverage-way",
    type: "line",
    source: waySource,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": looks.way.color, "line-width": 4.5 },
  },
];

/** Above the facilities' icons. */
export const top: Layers = [
  {
    id: "coverage-supposed",
    type: "circle",
    source: supposedSource,
    paint: {
      "circle-radius": 11,
      "circle-color": ["case", ["get", "site"], "#ffffff", "#b3420a"],
      "circle-stroke-color": ["case", ["get", "site"], "#b3420a", "#ffffff"],
      "circle-stroke-width": 3,
    },
  },
  {
    id: "coverage-supposed-name",
    type: "symbol",
    source: supposedSource,
    layout: {
      "text-field": ["get", "label"],
      "text-font": font,
      "text-size": 12,
      "text-allow-overlap": true,
    },
    paint: { "text-color": ["case", ["get", "site"], "#7a2c05", "#ffffff"] },
  },
];
