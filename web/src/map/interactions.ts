import type { MapGeoJSONFeature, Map as MapLibreMap, Point } from "maplibre-gl";
import type { Controller } from "../controller";
import { roadZoom } from "./layers/layer";

/** Half the side of the box around the pointer in which a facility or a road counts as hit, in pixels. */
const reach = 6;

/** What is under the pointer, the smallest thing first. */
function hit(map: MapLibreMap, point: Point): MapGeoJSONFeature | undefined {
  const box: [[number, number], [number, number]] = [
    [point.x - reach, point.y - reach],
    [point.x + reach, point.y + reach],
  ];
  const facility = map.queryRenderedFeatures(box, { layers: ["facilities"] })[0];
  if (facility) return facility;
  const road = map.queryRenderedFeatures([point.x, point.y], { layers: ["roads-hit"] })[0];
  if (road) return road;
  return map.queryRenderedFeatures([point.x, point.y], { layers: ["hamlets-area", "communes-area"] })[0];
}

/** Clicks select; the cursor and a label tell beforehand what a click would select. */
export function answerPointer(map: MapLibreMap, controller: Controller): void {
  map.on("click", (event) => {
    if (map.getContainer().classList.contains("picking")) return;
    const feature = hit(map, event.point);
    if (feature) select(map, controller, feature);
  });
  const tip = document.createElement("div");
  tip.className = "map-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  map.getContainer().append(tip);
  map.on("mousemove", (event) => {
    const feature = hit(map, event.point);
    const name = feature ? tipText(map, controller, feature) : "";
    map.getCanvas().style.cursor = feature ? "pointer" : "";
    tip.hidden = name === "";
    tip.textContent = name;
    tip.style.transform = `translate(${event.point.x + 14}px, ${event.point.y + 14}px)`;
  });
  map.on("mouseout", () => {
    tip.hidden = true;
  });
}

function select(map: MapLibreMap, controller: Controller, feature: MapGeoJSONFeature): void {
  const { properties } = feature;
  if (feature.sourceLayer === "facilities") controller.selectFacility(Number(properties["facility_id"]));
  else if (feature.sourceLayer === "roads") controller.selectRoad(Number(properties["road_id"]));
  else controller.selectUnit(unitOf(map, controller, feature));
}

/** A hamlet stands for its commune as long as one looks at the whole district. */
function unitOf(map: MapLibreMap, controller: Controller, feature: MapGeoJSONFeature): string {
  const code = String(feature.properties["code"]);
  const { units, route } = controller.store.get();
  const unit = units.get(code);
  if (unit?.level !== "hamlet" || unit.parent === null) return code;
  const selected = route.unit ? units.get(route.unit) : undefined;
  const commune = selected?.level === "hamlet" ? selected.parent : (selected?.code ?? null);
  return map.getZoom() >= roadZoom || commune === unit.parent ? code : unit.parent;
}

function tipText(map: MapLibreMap, controller: Controller, feature: MapGeoJSONFeature): string {
  if (feature.sourceLayer === "roads" || feature.sourceLayer === "facilities") {
    return String(feature.properties["name"] ?? "");
  }
  return controller.store.get().units.get(unitOf(map, controller, feature))?.name ?? "";
}
