import type * as GeoJSON from "geojson";
import type { GeoJSONSource, Map as MapLibreMap, VectorTileSource } from "maplibre-gl";
import { address, onOrigin } from "../api";
import type { CoverageControl, CoverageState } from "../coverage/control";
import { hasNeed, needs, questionOf, serviceOf } from "../coverage/question";
import type { AssignmentRow } from "../coverage/types";
import { facilityKinds, type LonLat } from "../types";
import { allLayers } from "./layers";
import * as coverage from "./layers/coverage";
import * as facilities from "./layers/facilities";
import * as hamlets from "./layers/hamlets";
import { nothing } from "./style";

const own = [...coverage.under, ...coverage.over, ...coverage.top].map((layer) => layer.id);

/** Layers that give way to the roads that are reached. */
const roads = allLayers
  .map((layer) => layer.id)
  .filter((id) => id.startsWith("roads-") && id !== "roads-hit" && id !== "roads-name");

/** Keeps the map of coverage in step; it is drawn while the view is coverage. */
export function addCoverage(map: MapLibreMap, control: CoverageControl, show: (box: Box) => void): Layer {
  const { controller } = control;
  map.addSource(coverage.coverageSource, {
    type: "vector",
    tiles: [template(control)],
    maxzoom: 16,
    promoteId: { communes: "code", hamlets: "code" },
  });
  map.addSource(coverage.waySource, { type: "geojson", data: nothing });
  map.addSource(coverage.supposedSource, { type: "geojson", data: nothing });
  for (const layer of [...coverage.places, ...coverage.under]) map.addLayer(layer, "hamlets-line");
  for (const layer of coverage.over) map.addLayer(layer, "labels-hamlets");
  for (const layer of coverage.top) map.addLayer(layer);
  const layer = new Layer(map, control, show);
  controller.store.subscribe((now, before) => now.route !== before.route && layer.follow());
  control.store.subscribe((now, before) => layer.answer(now, before));
  map.on("click", (event) => {
    if (control.store.get().picking) control.addFacility([event.lngLat.lng, event.lngLat.lat]);
  });
  layer.follow();
  return layer;
}

type Box = [west: number, south: number, east: number, north: number];

function template(control: CoverageControl): string {
  const version = control.controller.store.get().atlas.value?.version ?? null;
  const url = address("/tiles/coverage/0/0/0.mvt", { ...questionOf(control.route), v: version });
  return onOrigin(url.replace("/0/0/0.mvt", "/{z}/{x}/{y}.mvt"), location.origin);
}

export class Layer {
  private tiles = "";

  constructor(
    private readonly map: MapLibreMap,
    private readonly control: CoverageControl,
    private readonly show: (box: Box) => void,
  ) {}

  /** The view is on or off, the question may be another. */
  follow(): void {
    const { route } = this.control;
    const on = route.view === "coverage";
    this.visible(own, on);
    this.visible(["places-hamlets"], route.view === "places");
    // Invisible, but still there to be clicked.
    this.map.setPaintProperty(
      "hamlets-area",
      "fill-opacity",
      on || route.view === "places" ? 0 : hamlets.opacity,
    );
    if (on) this.visible(roads, false);
    this.colourPlaces(this.control.store.get());
    this.showPicking(this.control.store.get());
    if (!on) return;
    const tiles = template(this.control);
    if (tiles !== this.tiles) {
      this.tiles = tiles;
      this.map.getSource<VectorTileSource>(coverage.coverageSource)?.setTiles([tiles]);
    }
    this.filterFacilities();
    this.drawWay(this.control.store.get());
    this.drawSupposed(this.control.store.get());
  }

  answer(now: CoverageState, before: CoverageState): void {
    if (now.norms.value !== before.norms.value) this.filterFacilities();
    if (now.assignment.value !== before.assignment.value) this.colourPlaces(now);
    if (now.way.value !== before.way.value) this.drawWay(now);
    if (now.supposition !== before.supposition || now.sites.value !== before.sites.value)
      this.drawSupposed(now);
    if (now.picking !== before.picking) this.showPicking(now);
  }

  /** Only places that give the service are of interest. */
  private filterFacilities(): void {
    const { route, store } = this.control;
    const norms = store.get().norms.value;
    const service = norms && serviceOf(route, norms);
    if (!service || route.view !== "coverage") return;
    const others = facilityKinds.filter((kind) => !service.kinds.includes(kind));
    this.map.setFilter("facilities", facilities.visible(others));
  }

  /** While one picks a place a click selects nothing. */
  private showPicking({ picking }: CoverageState): void {
    this.map.getContainer().classList.toggle("picking", picking);
  }

  private colourPlaces({ assignment }: CoverageState): void {
    const rows = assignment.value?.rows ?? [];
    const codes = (wanted: (row: AssignmentRow) => boolean) =>
      rows.filter(wanted).map((row) => row.unit.code);
    const color = coverage.placeColor(
      codes((row) => hasNeed(row, "none")),
      codes((row) => needs.some((need) => hasNeed(row, need))),
    );
    this.map.setPaintProperty("places-hamlets", "fill-color", color);
  }

  private drawWay({ way }: CoverageState): void {
    const line = way.value?.geometry;
    const source = this.map.getSource<GeoJSONSource>(coverage.waySource);
    source?.setData(line ? { type: "Feature", geometry: line, properties: {} } : nothing);
    if (line) this.show(boxOf(line.coordinates));
  }

  private drawSupposed({ supposition, sites }: CoverageState): void {
    const point = (location: LonLat, label: string, site: boolean): GeoJSON.Feature => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: location },
      properties: { label, site },
    });
    const features = [
      ...(sites.value?.sites ?? []).map((site, i) => point(site.location, String(i + 1), true)),
      ...supposition.added.map((one) => point(one.location, one.name, false)),
    ];
    this.map
      .getSource<GeoJSONSource>(coverage.supposedSource)
      ?.setData({ type: "FeatureCollection", features });
  }

  private visible(layers: readonly string[], on: boolean): void {
    for (const layer of layers) this.map.setLayoutProperty(layer, "visibility", on ? "visible" : "none");
  }
}

function boxOf(line: readonly LonLat[]): Box {
  const lons = line.map(([lon]) => lon);
  const lats = line.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
