import type { Map as MapLibreMap } from "maplibre-gl";
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPointMode, TerraDrawSelectMode } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { EditControl } from "../../edit/control";
import { refined, samePoints, tidy } from "../../edit/line";
import type { LonLat } from "../../types";
import { Snapper } from "./snapper";

const colour = "#c2185b";
const light = "#ffffff";
/** A finger needs more room than a mouse. */
const reach_px = matchMedia("(pointer: coarse)").matches ? 26 : 14;

/**
 * Draws what the form is about: terra-draw takes the pointer, the control has what is true. A line that is being drawn is
 * told point by point; every other change of it, typed or undone, is put on the map anew.
 */
export function startDrawing(map: MapLibreMap, control: EditControl, road?: number): () => void {
  const snapper = new Snapper(map, reach_px, (id) => control.getRoad(id), road);
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 7 }),
    modes: modes(snapper),
    tracked: true,
  });
  draw.start();
  const session = new Session(draw, control, snapper);
  control.drawer = session;
  const unsubscribe = control.store.subscribe((now, before) => {
    // Later: terra-draw may be in the middle of making the very feature that would be cleared away.
    if (now.drawing && now.drawing !== before.drawing) queueMicrotask(() => session.follow());
  });
  session.show();
  return () => {
    unsubscribe();
    control.drawer = null;
    if (draw.enabled) draw.stop();
  };
}

function modes(snapper: Snapper) {
  const snapping = { toCustom: snapper.toCustom };
  const line = { lineStringColor: colour, lineStringWidth: 4 } as const;
  const point = {
    pointColor: colour,
    pointOutlineColor: light,
    pointOutlineWidth: 3,
    pointWidth: 9,
  } as const;
  return [
    new TerraDrawLineStringMode({
      snapping,
      pointerDistance: reach_px,
      keyEvents: { cancel: null, finish: "Enter" },
      styles: {
        ...line,
        closingPointColor: light,
        closingPointOutlineColor: colour,
        closingPointOutlineWidth: 3,
        closingPointWidth: 7,
        snappingPointColor: "#ffd84d",
        snappingPointOutlineColor: "#14212b",
        snappingPointOutlineWidth: 2,
        snappingPointWidth: 7,
      },
    }),
    new TerraDrawPointMode({ styles: point }),
    new TerraDrawSelectMode({
      pointerDistance: reach_px,
      allowManualDeselection: false,
      keyEvents: null,
      flags: {
        linestring: {
          feature: {
            draggable: false,
            coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping },
          },
        },
      },
      styles: {
        selectedLineStringColor: colour,
        selectedLineStringWidth: 4,
        selectionPointColor: light,
        selectionPointOutlineColor: colour,
        selectionPointOutlineWidth: 3,
        selectionPointWidth: 6,
        midPointColor: colour,
        midPointOutlineColor: light,
        midPointOutlineWidth: 1,
        midPointWidth: 4,
      },
    }),
  ];
}

type Feature = ReturnType<TerraDraw["getSnapshot"]>[number];

class Session {
  /** What the map shows already. */
  private shown: readonly LonLat[] = [];

  constructor(
    private readonly draw: TerraDraw,
    private readonly control: EditControl,
    private readonly snapper: Snapper,
  ) {
    draw.on("change", (_ids, _type, context) => {
      if (!(context && "origin" in context) && draw.getModeState() === "drawing") this.tell(this.committed());
    });
    draw.on("finish", (id) => {
      const feature = draw.getSnapshotFeature(id);
      // terra-draw goes on with the feature after it has told.
      if (feature) setTimeout(() => void this.finished(feature));
    });
  }

  undo(): boolean {
    return this.stepInside("undo");
  }

  redo(): boolean {
    return this.stepInside("redo");
  }

  /** The control's drawing has changed: by the map itself, or by typing, undoing and the like. */
  follow(): void {
    const { drawing } = this.control.store.get();
    if (drawing && this.draw.enabled && !samePoints(drawing.points, this.shown)) this.show();
  }

  /** Puts on the map what the control has. */
  show(): void {
    const { drawing } = this.control.store.get();
    if (!drawing) return;
    this.shown = drawing.points;
    // A mode that is left tidies up what it had begun: that must still be there.
    this.draw.setMode("static");
    this.draw.clear();
    const points = drawing.points.map(([lon, lat]) => [lon, lat]);
    if (drawing.kind === "point") {
      this.draw.setMode("point");
      const [at] = points;
      if (at) this.add({ type: "Point", coordinates: at }, "point");
      return;
    }
    if (points.length < 2) {
      this.draw.setMode("linestring");
      return;
    }
    this.draw.setMode("select");
    const id = this.add({ type: "LineString", coordinates: points }, "linestring");
    if (id !== undefined) this.draw.selectFeature(id);
  }

  private add(geometry: Feature["geometry"], mode: string) {
    const feature = { type: "Feature", geometry, properties: { mode } } as Feature;
    return this.draw.addFeatures([feature])[0]?.id;
  }

  private tell(points: readonly LonLat[]): void {
    this.shown = points;
    this.control.draw(points);
  }

  /** The points of an unfinished line; the last one follows the pointer. */
  private committed(): LonLat[] {
    const line = this.draw.getSnapshot().find((feature) => feature.properties["mode"] === "linestring");
    const points = line?.geometry.type === "LineString" ? (line.geometry.coordinates as LonLat[]) : [];
    return tidy(points.slice(0, -1));
  }

  /** Tiles round their places: what was drawn on them is brought onto the records' own, and shown so. */
  private async finished(feature: Feature): Promise<void> {
    const { type, coordinates } = feature.geometry;
    const points = type === "Point" ? [coordinates as LonLat] : tidy(coordinates as LonLat[]);
    if (type === "Point") {
      this.control.draw(points);
      this.show();
      return;
    }
    this.tell(points);
    const exact = refined(points, await this.snapper.exactLines());
    const now = this.control.store.get().drawing?.points;
    if (now && samePoints(now, points)) this.control.draw(exact);
    this.show();
  }

  /** A step back within a line that is not finished; terra-draw knows how. */
  private stepInside(step: "undo" | "redo"): boolean {
    const can = step === "undo" ? this.draw.canUndo() : this.draw.canRedo();
    if (!can || this.draw.getModeState() !== "drawing") return false;
    this.draw[step]();
    this.tell(this.committed());
    return true;
  }
}
