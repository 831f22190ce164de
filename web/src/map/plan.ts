import type { FilterSpecification, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import type { PlanControl } from "../plan/control";
import type { Highlight, Layer } from "../plan/highlight";
import { source } from "./layers/layer";

const never = ["boolean", false] as unknown as FilterSpecification;

/** The same as the swatches of the legend: solid counts, dashed does not, dotted is not known. */
const looks: Record<keyof Highlight, { color: string; dash?: [number, number] }> = {
  counted: { color: "#00688b" },
  left: { color: "#a33b12", dash: [2, 1.2] },
  open: { color: "#3f4a53", dash: [0.5, 1.2] },
};

const parts = ["counted", "left", "open"] as const;
const layers = ["hamlets", "roads", "facilities"] as const;

function layerOf(part: keyof Highlight, layer: Layer): LayerSpecification {
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

/** Marks on the map what an indicator counts, while somebody looks at it. */
export function addPlan(map: MapLibreMap, control: PlanControl): void {
  for (const layer of layers) for (const part of parts) map.addLayer(layerOf(part, layer), "labels-hamlets");
  const apply = (highlight: Highlight | null) => {
    for (const layer of layers)
      for (const part of parts) {
        const filter = highlight?.[part][layer] ?? never;
        map.setFilter(`plan-${part}-${layer}`, filter as unknown as FilterSpecification);
      }
  };
  control.store.subscribe((now, before) => now.highlight !== before.highlight && apply(now.highlight));
  apply(control.store.get().highlight);
}
