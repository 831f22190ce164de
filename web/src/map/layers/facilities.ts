import type { FilterSpecification } from "maplibre-gl";
import { type FacilityKind, facilityKinds } from "../../types";
import { font, type Layers, type LegendEntry, source } from "./layer";

export interface Icon {
  /** SVG path in a box of 24 by 24. */
  path: string;
  color: string;
  letters: string;
}

const square = "M4 3h16a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z";
const house = "M12 1.5 22.5 9H21v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9H1.500Z";
const disc = "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z";
const diamond = "M12 1 23 12 12 23 1 12Z";

/** Shape tells the family (school, house of culture, other), the letters are those that offices write in their lists. */
export const icons: Record<FacilityKind, Icon> = {
  kindergarten: { path: square, color: "#00507d", letters: "MN" },
  primary: { path: square, color: "#00507d", letters: "TH" },
  lower_secondary: { path: square, color: "#00507d", letters: "CS" },
  multi_level_school: { path: square, color: "#00507d", letters: "LC" },
  cultural_house: { path: house, color: "#7a2e66", letters: "VH" },
  commune_cultural_centre: { path: house, color: "#7a2e66", letters: "TT" },
  health_station: { path: disc, color: "#8c1d18", letters: "+" },
  sports_ground: { path: disc, color: "#2f5d34", letters: "TD" },
  market: { path: diamond, color: "#4c4a3f", letters: "C" },
  other: { path: diamond, color: "#4c4a3f", letters: "" },
};

/** Conditions that mean work: the icon then carries an orange mark. */
export const needs = ["repair", "new", "degraded"];

export function visible(hidden: readonly FacilityKind[]): FilterSpecification {
  return ["!", ["in", ["get", "kind"], ["literal", [...hidden]]]];
}

export const layers: Layers = [
  {
    id: "facilities",
    type: "symbol",
    source,
    "source-layer": "facilities",
    minzoom: 10,
    layout: {
      "icon-image": [
        "concat",
        "facility-",
        ["get", "kind"],
        ["case", ["in", ["coalesce", ["get", "condition"], ""], ["literal", needs]], "-need", ""],
      ],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.34, 11.5, 0.6, 13, 0.85, 16, 1.1],
      "icon-allow-overlap": true,
      "text-field": ["step", ["zoom"], "", 13.5, ["coalesce", ["get", "name"], ""]],
      "text-font": font,
      "text-size": 12,
      "text-anchor": "top",
      "text-offset": [0, 1.1],
      "text-max-width": 9,
      "text-optional": true,
    },
    paint: { "text-color": "#14212b", "text-halo-color": "#ffffff", "text-halo-width": 1.8 },
  },
];

export const legend: LegendEntry[] = facilityKinds.map((kind) => ({
  id: kind,
  label: `kind.${kind}`,
  sample: { type: "icon", ...icons[kind] },
}));
