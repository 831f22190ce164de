import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import { distance } from "../chainage";
import type { EditControl } from "../edit/control";
import type { LonLat, RoadRecord } from "../types";
import { withMap } from "./current";
import { roadZoom, source } from "./layers/layer";

/** Ends of roads that are nearer than this are one place; tiles round by less. */
const touch_m = 6;

/** Half of what is shown where somebody begins to draw, degrees: too much to see single roads would be no help. */
const near = 0.004;

/** While a form is open a click selects nothing; one that asks for a road is told which. */
export function holdMap(control: EditControl): () => void {
  let held: MapLibreMap | null = null;
  let over = false;
  const click = (event: MapMouseEvent) => {
    if (control.store.get().form?.kind !== "join") return;
    const road = held?.queryRenderedFeatures(event.point, { layers: ["roads-hit"] })[0];
    if (road) control.store.set({ picked: { id: Number(road.properties["road_id"]) } });
  };
  withMap((map) => {
    if (over) return;
    held = map;
    map.getContainer().classList.add("picking");
    map.on("click", click);
  });
  return () => {
    over = true;
    held?.getContainer().classList.remove("picking");
    held?.off("click", click);
  };
}

/** Lets a line or a point be drawn; `road` is the one that is drawn anew. */
export function drawOnMap(control: EditControl, road?: RoadRecord): () => void {
  let stop: (() => void) | null = null;
  let over = false;
  withMap((map, show) => {
    if (over) return;
    // The form is drawn in the meantime, so that its height is known.
    requestAnimationFrame(() => {
      const { lng, lat } = map.getCenter();
      if (road) show(road.bbox);
      else if (map.getZoom() < roadZoom) show([lng - near, lat - near, lng + near, lat + near]);
    });
    void import("./draw").then((room) => {
      if (!over) stop = room.startDrawing(map, control, road?.id);
    });
  });
  return () => {
    over = true;
    stop?.();
  };
}

/** Roads that meet one of two ends, among those that the map has at hand; told again when the map has moved. */
export function neighbours(
  ends: readonly LonLat[],
  without: ReadonlySet<number>,
  tell: (roads: { id: number; name: string }[]) => void,
): () => void {
  const look = (map: MapLibreMap) => {
    const found = new Map<number, string>();
    for (const feature of map.querySourceFeatures(source, { sourceLayer: "roads" })) {
      const id = Number(feature.properties["road_id"]);
      if (without.has(id) || found.has(id) || !("coordinates" in feature.geometry)) continue;
      const points = feature.geometry.coordinates.flat(2) as number[];
      if (touches(points, ends)) found.set(id, String(feature.properties["name"] ?? ""));
    }
    tell([...found].map(([id, name]) => ({ id, name })));
  };
  let held: MapLibreMap | null = null;
  let over = false;
  const again = () => held && look(held);
  withMap((map) => {
    if (over) return;
    held = map;
    map.on("idle", again);
    look(map);
  });
  return () => {
    over = true;
    held?.off("idle", again);
  };
}

/** Whether a place in a flat list of coordinates lies at one of the ends. */
function touches(flat: readonly number[], ends: readonly LonLat[]): boolean {
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const point: LonLat = [flat[i] as number, flat[i + 1] as number];
    if (ends.some((end) => distance(end, point) < touch_m)) return true;
  }
  return false;
}
