import type { Map as MapLibreMap } from "maplibre-gl";
import type { BBox } from "../types";

type Use = (map: MapLibreMap, show: (bbox: BBox) => void) => void;

let present: Parameters<Use> | null = null;
const waiting: Use[] = [];

/** The map has been drawn. */
export function arrived(...map: Parameters<Use>): void {
  present = map;
  for (const use of waiting.splice(0)) use(...map);
}

/** For what comes later than the map, or before it: on a phone the map waits behind its tab. */
export function withMap(use: Use): void {
  if (present) use(...present);
  else waiting.push(use);
}
