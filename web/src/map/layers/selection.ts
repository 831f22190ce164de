import { intervalSource, type Layers, selectionSource, source } from "./layer";

/** What is selected stands out by a dark-edged yellow glow, under the roads' own pattern. */
export const below: Layers = [
  {
    id: "selection-edge",
    type: "line",
    source: selectionSource,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": "#14212b", "line-width": 17 },
  },
  {
    id: "selection-glow",
    type: "line",
    source: selectionSource,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": "#ffd84d", "line-width": 14 },
  },
  {
    id: "interval-glow",
    type: "line",
    source: intervalSource,
    layout: { "line-join": "round", "line-cap": "butt" },
    paint: { "line-color": "#14212b", "line-width": 18 },
  },
];

const outline = { "line-color": "#0b4a57", "line-width": 4 } as const;

export const units: Layers = [
  {
    id: "selected-commune",
    type: "line",
    source,
    "source-layer": "communes",
    filter: ["==", ["get", "code"], ""],
    layout: { "line-join": "round" },
    paint: outline,
  },
  {
    id: "selected-hamlet",
    type: "line",
    source,
    "source-layer": "hamlets",
    filter: ["==", ["get", "code"], ""],
    layout: { "line-join": "round" },
    paint: outline,
  },
];
