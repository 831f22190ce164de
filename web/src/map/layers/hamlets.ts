import type { ExpressionSpecification } from "maplibre-gl";
import { type Layers, roadZoom, source } from "./layer";

/** One hue, light to dark: the darker, the more road is left to harden. */
export const ramp = ["#f3f0f9", "#d5cbe8", "#ab98d0", "#7c62b0", "#4d2a86"] as const;

/** Where nothing is known, or no road is. */
export const noData = "#eceff1";

/** The colour for a hamlet's remaining metres, which the map gets as the feature state `remaining_m`. */
export function fillColor(limits: readonly number[]): ExpressionSpecification | string {
  if (limits.length === 0) return noData;
  const steps = limits.flatMap((limit, i) => [limit, ramp[Math.min(i + 1, ramp.length - 1)] ?? ramp[4]]);
  return [
    "case",
    ["==", ["feature-state", "remaining_m"], null],
    noData,
    ["step", ["to-number", ["feature-state", "remaining_m"]], ramp[0], ...steps],
  ] as unknown as ExpressionSpecification;
}

export const opacity: ExpressionSpecification = [
  "interpolate",
  ["linear"],
  ["zoom"],
  roadZoom - 1.5,
  0.85,
  roadZoom + 0.5,
  0.3,
];

export const layers: Layers = [
  {
    id: "hamlets-area",
    type: "fill",
    source,
    "source-layer": "hamlets",
    paint: {
      "fill-color": noData,
      "fill-opacity": opacity,
    },
  },
  {
    id: "hamlets-line",
    type: "line",
    source,
    "source-layer": "hamlets",
    minzoom: 9,
    paint: {
      "line-color": "#5d6f7e",
      "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.4, 13, 1.1, 16, 1.6],
      "line-dasharray": [4, 2],
    },
  },
];
