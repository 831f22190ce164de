import { useEffect, useRef, useState } from "preact/hooks";
import { intervalAt, ticks } from "../chainage";
import { stationing } from "../format";
import { legend } from "../map/layers/roads";
import type { RoadRecord, Surface, SurfaceInterval } from "../types";
import { LineMark } from "./sample";

/** Units of the drawing; the stylesheet stretches it to the width of the panel. */
const width = 1000;

/** What a label of the ruler and half of its neighbour take, pixels. */
const label_px = 84;

interface StripProps {
  road: RoadRecord;
  pointed: SurfaceInterval | null;
  onPoint: (interval: SurfaceInterval | null) => void;
}

/** The road stretched out straight: surfaces above, hamlets below, kilometres at the foot. */
export function Strip({ road, pointed, onPoint }: StripProps) {
  const ruler = useRef<HTMLDivElement>(null);
  const [ruler_px, setRuler] = useState(0);
  useEffect(() => {
    const watch = new ResizeObserver(([one]) => setRuler(one?.contentRect.width ?? 0));
    if (ruler.current) watch.observe(ruler.current);
    return () => watch.disconnect();
  }, []);
  const apart_m = ruler_px > 0 ? (road.length_m * label_px) / ruler_px : 0;
  const x = (metres: number) => (metres / road.length_m) * width;
  const pointAt = (event: PointerEvent) => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const at_m = ((event.clientX - box.left) / box.width) * road.length_m;
    onPoint(intervalAt(road.surfaces, at_m));
  };
  return (
    // The table below says the same in words and takes the keyboard.
    <div class="strip" aria-hidden="true">
      <svg
        class="strip-surfaces"
        aria-hidden="true"
        viewBox={`0 0 ${width} 40`}
        preserveAspectRatio="none"
        onPointerMove={pointAt}
        onPointerDown={pointAt}
      >
        {road.surfaces.map((one) => (
          <g key={one.from_m}>
            <rect
              class={one === pointed ? "strip-cell pointed" : "strip-cell"}
              x={x(one.from_m)}
              width={x(one.to_m) - x(one.from_m)}
              height="40"
            />
            <SurfaceMark surface={one.surface} x1={x(one.from_m)} x2={x(one.to_m)} />
          </g>
        ))}
      </svg>
      <div class="strip-pieces">
        {road.pieces.map((piece) => (
          <span
            key={piece.from_m}
            class="strip-piece"
            style={{ flexGrow: Math.max(1, piece.to_m - piece.from_m) }}
          >
            {piece.unit?.name ?? "–"}
          </span>
        ))}
      </div>
      <div class="strip-ruler" ref={ruler}>
        {ticks(road.length_m, 5, apart_m).map((at, i, all) => (
          <span
            key={at}
            class={i === all.length - 1 ? "strip-tick last" : i === 0 ? "strip-tick first" : "strip-tick"}
            style={{ left: `${(at / road.length_m) * 100}%` }}
          >
            {stationing(at)}
          </span>
        ))}
      </div>
    </div>
  );
}

function SurfaceMark({ surface, x1, x2 }: { surface: Surface; x1: number; x2: number }) {
  const sample = legend.find((entry) => entry.id === surface)?.sample;
  if (sample?.type !== "line") return null;
  return <LineMark sample={{ ...sample, width: sample.width * 2.2 }} x1={x1} x2={x2} y={20} />;
}
