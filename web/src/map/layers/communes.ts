import { type Layers, source } from "./layer";

/** Commune boundaries, and an invisible area to point at. */
export const layers: Layers = [
  {
    id: "communes-area",
    type: "fill",
    source,
    "source-layer": "communes",
    paint: {
      "fill-color": "#ffffff",
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], 8, 0.9, 13, 0.4],
    },
  },
];

export const boundary: Layers = [
  {
    id: "communes-line",
    type: "line",
    source,
    "source-layer": "communes",
    layout: { "line-join": "round" },
    paint: {
      "line-color": "#33424f",
      "line-width": ["interpolate", ["linear"], ["zoom"], 8, 1, 12, 2, 16, 3],
      "line-opacity": 0.85,
    },
  },
];
