import type * as GeoJSON from "geojson";
import type { GeoJSONSource } from "maplibre-gl";
import type { Interval } from "../maker/types";
import type { BBox } from "../types";
import { withMap } from "./current";

const own = "maker";

function featuresOf(intervals: readonly Interval[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: intervals.map((one, i) => ({
      type: "Feature",
      properties: { rank: i + 1 },
      geometry: { type: "LineString", coordinates: one.line },
    })),
  };
}

function boxOf(intervals: readonly Interval[]): BBox | null {
  const points = intervals.flatMap(({ line }) => line);
  if (points.length === 0) return null;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Draws what is proposed over the roads; nothing when the list is empty. */
export function drawProposal(intervals: readonly Interval[]): void {
  withMap((map, show) => {
    const data = featuresOf(intervals);
    const source = map.getSource<GeoJSONSource>(own);
    if (source) source.setData(data);
    else {
      map.addSource(own, { type: "geojson", data });
      map.addLayer(
        {
          id: "maker-casing",
          type: "line",
          source: own,
          layout: { "line-cap": "round" },
          paint: { "line-color": "#ffffff", "line-width": 11 },
        },
        "labels-hamlets",
      );
      map.addLayer(
        {
          id: "maker-line",
          type: "line",
          source: own,
          layout: { "line-cap": "round" },
          paint: { "line-color": "#7a1fa2", "line-width": 7 },
        },
        "labels-hamlets",
      );
    }
    const box = boxOf(intervals);
    if (box) show(box);
  });
}
