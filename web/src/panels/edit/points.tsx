import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { drawnLength } from "../../edit/line";
import { round } from "../../edit/requests";
import { length, number } from "../../format";
import { drawOnMap } from "../../map/edit";
import { parsePlace } from "../../place";
import type { LonLat, RoadRecord } from "../../types";
import { useEdit, useEditing, useSay } from "./context";
import { Text } from "./fields";

const none: readonly LonLat[] = [];

/** Draws on the map as long as the form is there; what is drawn so far. */
export function useDrawing(
  kind: "line" | "point",
  first: readonly LonLat[],
  road?: RoadRecord,
): readonly LonLat[] {
  const control = useEdit();
  // Before anybody can type: what begins later would take back what was typed.
  useLayoutEffect(() => control.begin(kind, first), []);
  useEffect(() => drawOnMap(control, road), []);
  return useEditing((state) => state.drawing?.points) ?? none;
}

/** A place as it is typed: latitude first, as phones and maps write it. */
export function placeText([lon, lat]: LonLat): string {
  return `${number(lat, "en", 6)} ${number(lon, "en", 6)}`;
}

interface PointFieldProps {
  place: LonLat | null;
  onPlace: (place: LonLat) => void;
  label?: string;
}

/** A place in numbers, for those who have them, and for those who cannot point. */
export function PointField({ place, onPlace, label }: PointFieldProps) {
  const { say } = useSay();
  const [text, setText] = useState(place ? placeText(place) : "");
  const [bad, setBad] = useState(false);
  useLayoutEffect(() => {
    setText(place ? placeText(place) : "");
    setBad(false);
  }, [place?.[0], place?.[1]]);
  const take = () => {
    const typed = parsePlace(text);
    setBad(typed === null);
    if (typed && (!place || text !== placeText(place))) onPlace(typed);
  };
  return (
    <div class="edit-point">
      <Text
        label={label ?? say("form.place")}
        value={text}
        invalid={bad}
        inputMode="decimal"
        onInput={setText}
        onEnter={take}
        onLeave={() => text.trim() && take()}
      />
      <button type="button" class="button" onClick={take}>
        {say("form.setPoint")}
      </button>
      {bad && (
        <p class="bad" role="alert">
          {say("form.badPlace")}
        </p>
      )}
    </div>
  );
}

/** Undo and redo, and every point of the line in numbers. */
export function PointList({ points }: { points: readonly LonLat[] }) {
  const control = useEdit();
  const { lang, say } = useSay();
  const drawing = useEditing((state) => state.drawing);
  const [text, setText] = useState("");
  const [bad, setBad] = useState(false);
  const add = () => {
    const typed = parsePlace(text);
    setBad(typed === null);
    if (!typed) return;
    control.draw([...points, typed]);
    setText("");
  };
  const set = (i: number, place: LonLat) => control.draw(points.map((one, j) => (i === j ? place : one)));
  return (
    <>
      <p class="buttons">
        <button type="button" class="button" onClick={() => control.step("undo")}>
          {say("undo")}
        </button>
        <button
          type="button"
          class="button"
          disabled={!control.drawer && drawing?.future.length === 0}
          onClick={() => control.step("redo")}
        >
          {say("redo")}
        </button>
        <span class="edit-length" aria-live="polite">
          {say("form.drawn", { length: length(drawnLength(points), lang), n: points.length })}
        </span>
      </p>
      <details class="edit-rarely">
        <summary>{say("form.points")}</summary>
        <ol class="edit-points">
          {points.map((point, i) => (
            <li key={i}>
              <PointField
                label={say("form.point", { n: i + 1 })}
                place={point}
                onPlace={(to) => set(i, to)}
              />
              <button
                type="button"
                class="button"
                onClick={() => control.draw(points.filter((_, j) => j !== i))}
              >
                {say("form.dropPoint", { n: i + 1 })}
              </button>
            </li>
          ))}
        </ol>
        <div class="edit-point">
          <Text
            label={say("form.newPoint")}
            value={text}
            invalid={bad}
            inputMode="decimal"
            onInput={setText}
            onEnter={add}
          />
          <button type="button" class="button" onClick={add}>
            {say("form.addPoint")}
          </button>
          {bad && (
            <p class="bad" role="alert">
              {say("form.badPlace")}
            </p>
          )}
        </div>
      </details>
    </>
  );
}

/** To the seventh decimal of a degree, a centimetre. */
export function rounded([lon, lat]: LonLat): LonLat {
  return [round(lon), round(lat)];
}
