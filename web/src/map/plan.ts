import type { FilterSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import type { PlanControl, PlanState } from "../plan/control";
import type { Highlight, Layer } from "../plan/highlight";
import type { BBox } from "../types";
import { source } from "./layers/layer";

const never = ["boolean", false] as unknown as FilterSpecification;

type Part = "counted" | "left" | "open";

/** The same as the swatches of the legend: solid counts, dashed does not, dotted is not known. */
const looks: Record<Part, { color: string; dash?: [number, number] }> = {
  counted: { color: "#00688b" },
  left: { color: "#a33b12", dash: [2, 1.2] },
  open: { color: "#3f4a53", dash: [0.5, 1.2] },
};

const parts = ["counted", "left", "open"] as const;
const linesSource = "plan-lines";
const layers = ["hamlets", "roads", "facilities"] as const;

function layerOf(part: Part, layer: Layer): LayerSpecification {
  const { color, dash } = looks[part];
  const shared = { id: `plan-${part}-${layer}`, source, "source-layer": layer, filter: never };
  if (layer === "facilities") {
    return {
      ...shared,
      type: "circle",
      paint: {
        "circle-radius": 15,
        "circle-color": color,
        "circle-opacity": 0.15,
        "circle-stroke-color": color,
        "circle-stroke-width": part === "counted" ? 4 : 2,
      },
    };
  }
  return {
    ...shared,
    type: "line",
    paint: {
      "line-color": color,
      "line-width": layer === "hamlets" ? 3 : 6,
      "line-opacity": 0.85,
      ...(dash ? { "line-dasharray": dash } : {}),
    },
  };
}

/** Stretches that lie on roads of the tiles: a light edge keeps them apart. */
function addLines(map: MapLibreMap): void {
  map.addSource(linesSource, { type: "geojson", data: dataOf([]) });
  for (const [id, color, width] of [
    ["plan-lines-edge", "#ffffff", 11],
    ["plan-lines", looks.counted.color, 7],
  ] as const) {
    const paint = { "line-color": color, "line-width": width };
    map.addLayer(
      { id, type: "line", source: linesSource, layout: { "line-cap": "round" }, paint },
      "labels-hamlets",
    );
  }
}

const dataOf = (lines: PlanState["lines"]) => ({
  type: "Feature" as const,
  properties: {},
  geometry: { type: "MultiLineString" as const, coordinates: [...lines] },
});

/** Marks on the map what a number counts, while somebody looks at it, and brings it into view. */
export function addPlan(map: MapLibreMap, control: PlanControl, show: (box: BBox) => void): void {
  for (const layer of layers) for (const part of parts) map.addLayer(layerOf(part, layer), "labels-hamlets");
  addLines(map);
  const apply = (highlight: Highlight | null) => {
    for (const layer of layers)
      for (const part of parts) {
        const filter = highlight?.[part][layer] ?? never;
        map.setFilter(`plan-${part}-${layer}`, filter as unknown as FilterSpecification);
      }
  };
  const draw = (lines: PlanState["lines"]) =>
    map.getSource<GeoJSONSource>(linesSource)?.setData(dataOf(lines));
  control.store.subscribe((now, before) => {
    if (now.highlight !== before.highlight) apply(now.highlight);
    if (now.lines !== before.lines) draw(now.lines);
    if (now.frame && now.frame !== before.frame) show(now.frame.bbox);
  });
  const { highlight, lines, frame, shown } = control.store.get();
  apply(highlight);
  draw(lines);
  if ((highlight || shown) && frame) show(frame.bbox);
}
