import type { Map as MapLibreMap } from "maplibre-gl";
import { snap } from "../../edit/line";
import type { LonLat, RoadRecord } from "../../types";

type Line = readonly LonLat[];

/** Finds the roads near the pointer: as the tiles have them at once, exactly as soon as the server has said. */
export class Snapper {
  private readonly exact = new Map<number, Line>();
  private readonly asked = new Map<number, Promise<void>>();

  constructor(
    private readonly map: MapLibreMap,
    private readonly reach: number,
    private readonly get: (id: number) => Promise<RoadRecord>,
    /** The road that is drawn anew must not hold itself. */
    private readonly except?: number,
  ) {}

  readonly toCustom = ({ lng, lat }: { lng: number; lat: number }): LonLat | undefined => {
    const at = this.map.project([lng, lat]);
    const features = this.map.queryRenderedFeatures(
      [
        [at.x - this.reach, at.y - this.reach],
        [at.x + this.reach, at.y + this.reach],
      ],
      { layers: ["roads-hit"] },
    );
    const lines = features.flatMap(({ geometry, properties }) => {
      const id = Number(properties["road_id"]);
      if (id === this.except) return [];
      this.ask(id);
      const exact = this.exact.get(id);
      if (exact) return [exact];
      if (geometry.type === "LineString") return [geometry.coordinates as LonLat[]];
      return geometry.type === "MultiLineString" ? (geometry.coordinates as LonLat[][]) : [];
    });
    return snap(lines, [lng, lat], (point) => this.map.project(point), this.reach) ?? undefined;
  };

  /** All lines that anything may have snapped to, once they are there. */
  async exactLines(): Promise<Line[]> {
    await Promise.all(this.asked.values());
    return [...this.exact.values()];
  }

  private ask(id: number): void {
    if (this.asked.has(id)) return;
    const answer = this.get(id).then(
      (road) => void this.exact.set(id, road.geometry.coordinates),
      () => undefined,
    );
    this.asked.set(id, answer);
  }
}
