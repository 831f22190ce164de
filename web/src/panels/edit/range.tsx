import { useEffect, useRef } from "preact/hooks";
import { keyStep, moved, type Stretch } from "../../edit/stretch";
import { length, stationing } from "../../format";
import type { RoadRecord } from "../../types";
import { Strip } from "../strip";
import { useSay } from "./context";

interface RangeProps {
  road: RoadRecord;
  stretch: Stretch;
  onMove: (stretch: Stretch) => void;
}

/** The road stretched out, with a handle at either end of the part that is meant. */
export function Range({ road, stretch, onMove }: RangeProps) {
  const { lang, say } = useSay();
  const box = useRef<HTMLDivElement>(null);
  const share = (at: number) => `${(at / road.length_m) * 100}%`;
  const whole = stretch.from_m <= 0 && stretch.to_m >= road.length_m;
  return (
    <div class="edit-range">
      <div class="edit-range-box" ref={box}>
        <Strip road={road} pointed={null} onPoint={() => undefined} />
        <div class="edit-outside" style={{ left: "0", width: share(stretch.from_m) }} />
        <div
          class="edit-outside"
          style={{ left: share(stretch.to_m), width: share(road.length_m - stretch.to_m) }}
        />
        <Handle name={say("form.fromHandle")} end="from_m" box={box} {...{ road, stretch, onMove }} />
        <Handle name={say("form.toHandle")} end="to_m" box={box} {...{ road, stretch, onMove }} />
      </div>
      <p class="edit-length" aria-live="polite">
        <strong>{length(stretch.to_m - stretch.from_m, lang)}</strong>
        {whole && ` (${say("form.whole")})`}
      </p>
    </div>
  );
}

interface HandleProps extends RangeProps {
  name: string;
  end: keyof Stretch;
  box: { current: HTMLDivElement | null };
}

/** Dragged by pointer or moved by keys: 10 m, with Shift 1 m, Page keys 100 m. */
function Handle({ name, end, box, road, stretch, onMove }: HandleProps) {
  const at = stretch[end];
  const element = useRef<HTMLButtonElement>(null);
  const latest = useRef({ stretch, onMove });
  latest.current = { stretch, onMove };
  useEffect(() => {
    const handle = element.current;
    if (!handle) return;
    const drag = (event: PointerEvent) => {
      const area = box.current?.getBoundingClientRect();
      if (!area || !handle.hasPointerCapture(event.pointerId)) return;
      const to = ((event.clientX - area.left) / area.width) * road.length_m;
      latest.current.onMove(moved(latest.current.stretch, end, to, road.length_m));
    };
    const take = (event: PointerEvent) => {
      handle.setPointerCapture(event.pointerId);
    };
    handle.addEventListener("pointerdown", take);
    handle.addEventListener("pointermove", drag);
    return () => {
      handle.removeEventListener("pointerdown", take);
      handle.removeEventListener("pointermove", drag);
    };
  }, [road, end]);
  return (
    <button
      type="button"
      class={`edit-handle edit-handle-${end === "from_m" ? "from" : "to"}`}
      ref={element}
      role="slider"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={Math.round(road.length_m)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={stationing(at)}
      style={{ left: `${(at / road.length_m) * 100}%` }}
      onKeyDown={(event) => {
        const step = keyStep(event.key, event.shiftKey);
        if (step === null) return;
        event.preventDefault();
        onMove(moved(stretch, end, at + step, road.length_m));
      }}
    />
  );
}
