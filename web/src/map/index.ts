import "maplibre-gl/dist/maplibre-gl.css";
import {
  type FilterSpecification,
  type GeoJSONSource,
  type IControl,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type VectorTileSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { getTileset } from "../api";
import { slice } from "../chainage";
import type { Controller } from "../controller";
import { breaks, ofClasses, remainingByUnit } from "../figures";
import { kmUnit } from "../format";
import { translator } from "../i18n";
import { reportName } from "../names";
import type { Route, State } from "../state";
import { type BBox, type LonLat, type RoadReport, surfaces, type Unit } from "../types";
import { arrived } from "./current";
import { addIcons } from "./icons";
import { answerPointer } from "./interactions";
import * as facilities from "./layers/facilities";
import * as hamlets from "./layers/hamlets";
import { intervalSource, labelSource, roadZoom, selectionSource, source } from "./layers/layer";
import * as roads from "./layers/roads";
import { buildStyle, nothing, unitLabels } from "./style";

setWorkerUrl(workerUrl);

/** Makes the map and keeps it in step with the store. Resolves when the map has been drawn for the first time. */
export async function startMap(container: HTMLElement, controller: Controller): Promise<void> {
  const { store } = controller;
  const { route, atlas, units } = store.get();
  const basis = { asOf: route.asOf, rules: route.rules };
  const tileset = await getTileset(basis, { lang: route.lang });
  const t = translator(route.lang);
  const isShared = location.hash !== "";
  const start = (route.unit ? units.get(route.unit)?.bbox : undefined) ?? atlas.value?.bbox;
  const width = container.clientWidth;
  const map = new MapLibreMap({
    container,
    style: buildStyle(tileset, units.values()),
    hash: true,
    ...(start ? { bounds: start, fitBoundsOptions: { padding: padding(container) } } : {}),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    minZoom: 5,
    maxZoom: 19,
    locale: {
      "NavigationControl.ZoomIn": t("map.zoomIn"),
      "NavigationControl.ZoomOut": t("map.zoomOut"),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new HomeControl(controller), "top-left");
  map.addControl(new ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
  map.on("dataloading", () => delete container.dataset["idle"]);
  map.on("movestart", () => delete container.dataset["idle"]);
  map.on("idle", () => {
    container.dataset["idle"] = "true";
  });
  map.once("style.load", () => addIcons(map));
  // A tile that fails leaves a hole, no dead map: it is asked for again when it comes into view.
  map.on("error", (event) => console.warn(event.error));
  await map.once("load");
  answerPointer(map, controller);
  keepInStep(map, controller);
  keepFitted(map, isShared ? null : (start ?? null), width);
  if (!isShared) reveal(map, store.get());
  arrived(map, (box) => show(map, box));
}

/** Applies the state once, and then every change of it. */
function keepInStep(map: MapLibreMap, controller: Controller): void {
  const { store } = controller;
  const state = store.get();
  applyFilters(map, state.route);
  applySelectedUnit(map, state.route.unit);
  applyHamletColours(map, state.hamletReport.value);
  applyRoad(map, state);
  applyInterval(map, state);
  applyLabel(map, state);
  const withCoverage = coverageOf(map, controller);
  const withPlan = planOf(map, controller);
  void withCoverage();
  void withPlan();
  store.subscribe((now, before) => {
    if (now.route.view !== before.route.view) {
      void withCoverage();
      void withPlan();
    }
    if (now.route !== before.route) {
      if (now.route.asOf !== before.route.asOf || now.route.rules !== before.route.rules) {
        void applyTileset(map, now.route);
      }
      applyFilters(map, now.route);
      if (now.route.unit !== before.route.unit) applySelectedUnit(map, now.route.unit);
    }
    if (now.hamletReport.value !== before.hamletReport.value) applyHamletColours(map, now.hamletReport.value);
    if (now.road.value !== before.road.value) applyRoad(map, now);
    if (now.road.value !== before.road.value || now.facility.value !== before.facility.value)
      reveal(map, now);
    if (now.interval !== before.interval) applyInterval(map, now);
    if (now.target && now.target !== before.target) show(map, now.target.bbox);
    if (now.units !== before.units) applyUnits(map, now.units.values());
    if (now.atlas.value !== before.atlas.value) followHome(map, now, before);
    if (now.report.value !== before.report.value || now.route.lang !== before.route.lang)
      applyLabel(map, now);
    // A map that was hidden behind the other tab does not know its size.
    if (now.tab !== before.tab) requestAnimationFrame(() => map.resize());
  });
}

/** Adds the layers of coverage when the view is looked at for the first time. */
function coverageOf(map: MapLibreMap, controller: Controller): () => Promise<void> {
  let added: Promise<unknown> | null = null;
  return async () => {
    const { view } = controller.store.get().route;
    if ((view === "roads" || view === "plan") && !added) return;
    added ??= Promise.all([import("./coverage"), controller.coverage()]).then(([room, control]) =>
      room.addCoverage(map, control, (box) => show(map, box)),
    );
    await added;
  };
}

/** Adds the marks of the plan when the view is looked at for the first time. */
function planOf(map: MapLibreMap, controller: Controller): () => Promise<void> {
  let added: Promise<unknown> | null = null;
  return async () => {
    if (controller.store.get().route.view !== "plan" && !added) return;
    added ??= Promise.all([import("./plan"), controller.plan()]).then(([room, control]) =>
      room.addPlan(map, control, (box) => show(map, box)),
    );
    await added;
  };
}

async function applyTileset(map: MapLibreMap, route: Route): Promise<void> {
  const tileset = await getTileset({ asOf: route.asOf, rules: route.rules }, { lang: route.lang });
  map.getSource<VectorTileSource>(source)?.setTiles(tileset.tiles);
}

function applyUnits(map: MapLibreMap, units: Iterable<Unit>): void {
  map.getSource<GeoJSONSource>(labelSource)?.setData(unitLabels(units));
}

/** Shows everything when there was nothing before, or when everything is what is shown. */
function followHome(map: MapLibreMap, now: State, before: State): void {
  const home = now.atlas.value?.bbox;
  const known = before.atlas.value?.bbox;
  if (!home || String(home) === String(known)) return;
  if (!known || String(fitted.get(map)) === String(known)) show(map, home);
}

function applyFilters(map: MapLibreMap, route: Route): void {
  // The view of coverage draws roads and facilities in its own way.
  if (route.view === "coverage") return;
  for (const surface of surfaces) {
    const visibility = route.hiddenSurfaces.includes(surface) ? "none" : "visible";
    for (const layer of roads.layersOf(surface)) map.setLayoutProperty(layer, "visibility", visibility);
  }
  for (const layer of roads.wholeLayers) map.setFilter(layer, roads.visible(route.hiddenSurfaces));
  map.setFilter("facilities", facilities.visible(route.hiddenKinds));
}

function applySelectedUnit(map: MapLibreMap, unit: string | null): void {
  const filter: FilterSpecification = ["==", ["get", "code"], unit ?? ""];
  map.setFilter("selected-commune", filter);
  map.setFilter("selected-hamlet", filter);
}

function applyHamletColours(map: MapLibreMap, report: RoadReport | null): void {
  if (!report) return;
  const remaining = remainingByUnit(report);
  map.removeFeatureState({ source, sourceLayer: "hamlets" });
  for (const [code, remaining_m] of remaining) {
    map.setFeatureState({ source, sourceLayer: "hamlets", id: code }, { remaining_m });
  }
  map.setPaintProperty("hamlets-area", "fill-color", hamlets.fillColor(breaks([...remaining.values()])));
}

function applyRoad(map: MapLibreMap, state: State): void {
  const road = state.road.value;
  const selection = map.getSource<GeoJSONSource>(selectionSource);
  selection?.setData(road ? { type: "Feature", geometry: road.geometry, properties: {} } : nothing);
}

function applyInterval(map: MapLibreMap, state: State): void {
  const road = state.road.value;
  const target = map.getSource<GeoJSONSource>(intervalSource);
  if (!road || !state.interval) {
    target?.setData(nothing);
    return;
  }
  const { from_m, to_m } = state.interval;
  const coordinates = slice(road.geometry.coordinates, road.length_m, from_m, to_m);
  target?.setData({ type: "Feature", geometry: { type: "LineString", coordinates }, properties: {} });
}

function applyLabel(map: MapLibreMap, state: State): void {
  const { report, units, atlas, route } = state;
  if (!report.value) return;
  const t = translator(route.lang);
  const unit = reportName(report.value, units, atlas.value, route.lang, t);
  const { remaining_m } = ofClasses(report.value.totals, report.value.headline_classes);
  map.getCanvas().setAttribute("aria-label", t("map.label", { unit, km: kmUnit(remaining_m, route.lang) }));
}

/** So much of a map must be left beside the legend, pixels. */
const least_beside = 240;

/** Room around what is shown, with more of it where the legend lies on a map that is wide enough for both. */
function padding(container: HTMLElement): { top: number; bottom: number; left: number; right: number } {
  const { clientWidth } = container;
  const legend = document.querySelector<HTMLElement>(".legend[open]")?.offsetWidth ?? 0;
  if (legend > 0 && clientWidth <= 720 && clientWidth - legend >= least_beside)
    return { top: 32, bottom: 48, left: 56, right: legend + 24 };
  const wide = clientWidth > 720;
  return wide ? { top: 32, bottom: 48, left: 64, right: 304 } : { top: 32, bottom: 48, left: 32, right: 32 };
}

/** How much of the map lies behind the record, or behind the form that has taken its place. */
function sheetHeight(): number {
  const sheets = document.querySelectorAll<HTMLElement>(".details-place > section");
  return Math.max(0, ...[...sheets].map((sheet) => sheet.offsetHeight));
}

/** How much of a narrow map lies behind the card of what is marked. */
function cardHeight(map: HTMLElement): number {
  if (map.clientWidth > 720) return 0;
  return document.querySelector<HTMLElement>(".marked-card")?.offsetHeight ?? 0;
}

/** What was brought into view last, until somebody moves the map by hand. */
const fitted = new WeakMap<MapLibreMap, BBox>();

/**
 * When the map gets wider or narrower, as beside the table of the plan, what it was to show stays in view; so it does
 * when the legend comes after the map and would lie on it.
 */
function keepFitted(map: MapLibreMap, first: BBox | null, width: number): void {
  if (first && !fitted.has(map)) fitted.set(map, first);
  map.on("movestart", (event) => {
    if (event.originalEvent) fitted.delete(map);
  });
  const again = () => {
    const bbox = fitted.get(map);
    if (bbox) show(map, bbox);
  };
  let known = width;
  const look = () => {
    const before = known;
    known = map.getContainer().clientWidth;
    if (known > 0 && before > 0 && known !== before) again();
  };
  map.on("resize", look);
  look();
  const place = document.getElementById("legend");
  const legend = new ResizeObserver(() => {
    if (!place?.offsetHeight) return;
    legend.disconnect();
    again();
  });
  if (place && !place.offsetHeight) legend.observe(place);
}

/** Brings a box into view: at once for people who asked for less motion. */
function show(map: MapLibreMap, bbox: BBox): void {
  fitted.set(map, bbox);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const sheet = sheetHeight();
  const room = padding(map.getContainer());
  map.fitBounds(bbox, {
    padding: { ...room, top: room.top + cardHeight(map.getContainer()), bottom: room.bottom + sheet },
    maxZoom: 15.5,
    duration: still ? 0 : 700,
  });
}

/** Moves the map only when the selected record is off the map, behind its own sheet, or too small to be seen. */
function reveal(map: MapLibreMap, state: State): void {
  const bbox = state.road.value?.bbox ?? boxOf(state.facility.value?.location);
  if (!bbox) return;
  // The sheet is drawn in the meantime, so that its height is known.
  requestAnimationFrame(() => {
    const sheet = sheetHeight();
    const { clientWidth, clientHeight } = map.getContainer();
    const corners = [map.project([bbox[0], bbox[3]]), map.project([bbox[2], bbox[1]])];
    const inside = corners.every(
      ({ x, y }) => x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight - sheet,
    );
    if (!inside || map.getZoom() < roadZoom - 0.5) show(map, bbox);
  });
}

function boxOf(point: LonLat | undefined): BBox | null {
  return point ? [point[0], point[1], point[0], point[1]] : null;
}

/** A button that shows everything again. */
class HomeControl implements IControl {
  private readonly controller: Controller;
  private element: HTMLElement | null = null;
  private stop: (() => void) | null = null;

  constructor(controller: Controller) {
    this.controller = controller;
  }

  onAdd(map: MapLibreMap): HTMLElement {
    const group = document.createElement("div");
    group.className = "maplibregl-ctrl maplibregl-ctrl-group";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-home";
    button.addEventListener("click", () => {
      const bbox = this.controller.store.get().atlas.value?.bbox;
      if (bbox) show(map, bbox);
    });
    const name = (state: State) => {
      const words = translator(state.route.lang)("map.home");
      button.title = words;
      button.setAttribute("aria-label", words);
    };
    name(this.controller.store.get());
    this.stop = this.controller.store.subscribe(name);
    group.append(button);
    this.element = group;
    return group;
  }

  onRemove(): void {
    this.stop?.();
    this.element?.remove();
  }
}
