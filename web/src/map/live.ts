import type * as GeoJSON from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap, VectorTileSource } from "maplibre-gl";
import { address, getJson, getTileset } from "../api";
import type { Controller } from "../controller";
import { touchedTiles } from "../live/events";
import type { Change, State } from "../state";
import { pendingColor, source } from "./layers/layer";

const pendingSource = "pending";
const nothing: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** What waits for approval: dashed, and pale beside what counts. */
const layers: LayerSpecification[] = [
  {
    id: "pending-casing",
    type: "line",
    source: pendingSource,
    filter: ["==", ["geometry-type"], "LineString"],
    paint: { "line-color": "#ffffff", "line-width": 8, "line-opacity": 0.85 },
  },
  {
    id: "pending-line",
    type: "line",
    source: pendingSource,
    filter: ["==", ["geometry-type"], "LineString"],
    paint: { "line-color": pendingColor, "line-width": 5, "line-dasharray": [1.2, 1] },
  },
  {
    id: "pending-point",
    type: "circle",
    source: pendingSource,
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": 9,
      "circle-color": "#ffffff",
      "circle-stroke-color": pendingColor,
      "circle-stroke-width": 3,
    },
  },
];

/** Keeps tiles and what waits for approval in step with the server. */
export function keepLive(map: MapLibreMap, controller: Controller): void {
  const { store } = controller;
  map.addSource(pendingSource, { type: "geojson", data: nothing });
  for (const layer of layers) map.addLayer(layer, "labels-hamlets");
  const follow = (now: State, before: State) => {
    if (now.change && now.change !== before.change) void refreshTiles(map, now, now.change);
    if (now.pending !== before.pending || now.change !== before.change) void loadPending(map, now);
  };
  store.subscribe(follow);
  if (store.get().pending > 0) void loadPending(map, store.get());
}

async function loadPending(map: MapLibreMap, state: State): Promise<void> {
  const { route, pending } = state;
  const load = () =>
    getJson<GeoJSON.FeatureCollection>(address("/api/pending.geojson", { rules: route.rules }), {
      lang: route.lang,
    });
  const data = pending > 0 ? await load().catch(() => null) : nothing;
  if (data) map.getSource<GeoJSONSource>(pendingSource)?.setData(data);
}

/** MapLibre keeps tiles that went out of view; there is no public way to say that they are out of date. */
interface TileCaches {
  style?: { tileManagers?: Record<string, { _outOfViewCache?: { reset?: () => void } }> };
}

/** What a source was made with; there is no public way to say that it reaches farther now. */
interface SourceOptions {
  _options?: { bounds?: unknown };
}

async function refreshTiles(map: MapLibreMap, state: State, change: Change): Promise<void> {
  if (change.tiles?.length === 0) return;
  const { route } = state;
  const tileset = await getTileset({ asOf: route.asOf, rules: route.rules }, { lang: route.lang });
  const tiles = map.getSource<VectorTileSource>(source);
  if (!tiles) return;
  const options = (tiles as unknown as SourceOptions)._options;
  const isWider = options !== undefined && String(options.bounds) !== String(tileset.bounds);
  if (isWider) options.bounds = tileset.bounds;
  if (change.tiles === null || isWider) {
    tiles.setTiles(tileset.tiles);
    return;
  }
  // The addresses carry the revision: only what has changed is asked for under the new one.
  tiles.tiles = tileset.tiles;
  (map as unknown as TileCaches).style?.tileManagers?.[source]?._outOfViewCache?.reset?.();
  map.refreshTiles(source, touchedTiles(change.tiles, tileset.maxzoom ?? 16));
}
