import { font, type Layers, labelSource } from "./layer";

const halo = { "text-halo-color": "#ffffff", "text-halo-width": 2 } as const;

/** Names of hamlets at the label points that the server gives; they make way for the icons of facilities. */
export const hamlets: Layers = [
  {
    id: "labels-hamlets",
    type: "symbol",
    source: labelSource,
    filter: ["==", ["get", "level"], "hamlet"],
    minzoom: 10.8,
    layout: {
      "text-field": ["get", "label"],
      "text-font": font,
      "text-size": ["interpolate", ["linear"], ["zoom"], 11, 11, 15, 15],
      "text-max-width": 7,
      "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
      "text-radial-offset": 1.2,
      "text-justify": "auto",
      "text-padding": 4,
    },
    paint: { "text-color": "#263642", ...halo },
  },
];

export const communes: Layers = [
  {
    id: "labels-communes",
    type: "symbol",
    source: labelSource,
    filter: ["==", ["get", "level"], "commune"],
    maxzoom: 13.5,
    layout: {
      "text-field": ["upcase", ["get", "label"]],
      "text-font": font,
      "text-size": ["interpolate", ["linear"], ["zoom"], 9, 11, 12, 15],
      "text-letter-spacing": 0.06,
      "text-max-width": 8,
      "symbol-sort-key": 0,
    },
    paint: { "text-color": "#0b3540", ...halo },
  },
];
