import { useEffect, useState } from "preact/hooks";
import { joinRoads, retire, splitRoad } from "../../edit/requests";
import { parseStation } from "../../edit/stretch";
import { date, length, parseDate, stationing } from "../../format";
import { neighbours } from "../../map/edit";
import type { FacilityRecord, RoadRecord } from "../../types";
import { useSelected } from "../context";
import { Strip } from "../strip";
import { useDoing, useEdit, useEditing, useSay } from "./context";
import { Comment, Day, Text } from "./fields";
import { Frame } from "./frame";
import { Trouble } from "./trouble";

export function SplitForm({ road }: { road: RoadRecord }) {
  const control = useEdit();
  const { lang, t, say } = useSay();
  const [at, setAt] = useState(stationing(road.length_m / 2));
  const [comment, setComment] = useState("");
  const at_m = parseStation(at);
  const good = at_m !== null && at_m > 0 && at_m < road.length_m;
  useEffect(() => {
    control.controller.store.set({ interval: good ? { from_m: 0, to_m: at_m } : null });
  }, [at]);
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    setAt(stationing(((event.clientX - box.left) / box.width) * road.length_m));
  };
  return (
    <Frame
      title={`${say("form.title.split")}: ${road.name || t("roads.unnamed")}`}
      request={good ? splitRoad(road, at_m, comment) : null}
      bad={say("form.badAt")}
      said={say("toast.saved")}
    >
      {/* The field below takes the keyboard. */}
      <div class="edit-range" onPointerDown={point}>
        <div class="edit-range-box">
          <Strip road={road} pointed={null} onPoint={() => undefined} />
          {good && <div class="edit-cut" style={{ left: `${(at_m / road.length_m) * 100}%` }} />}
        </div>
      </div>
      <div class="edit-fields">
        <Text label={say("form.at")} value={at} invalid={!good} onInput={setAt} />
        <Comment value={comment} onInput={setComment} />
      </div>
      {good && (
        <p class="edit-length" aria-live="polite">
          {say("form.splitNote", { a: length(at_m, lang), b: length(road.length_m - at_m, lang) })}
        </p>
      )}
    </Frame>
  );
}

export function JoinForm({ road }: { road: RoadRecord }) {
  const control = useEdit();
  const { lang, t, say } = useSay();
  const picked = useEditing((state) => state.picked);
  const [near, setNear] = useState<{ id: number; name: string }[]>([]);
  const [other, setOther] = useState<RoadRecord | null>(null);
  const [comment, setComment] = useState("");
  const { busy, problem, run } = useDoing();
  const choose = (id: number) => void run(async () => setOther(await control.getRoad(id)));
  useEffect(() => {
    // Both were looked at again.
    if (other) choose(other.id);
    return neighbours(road, setNear);
  }, [road]);
  useEffect(() => {
    if (picked && picked.id !== road.id) choose(picked.id);
  }, [picked]);
  const again = () => other && choose(other.id);
  return (
    <Frame
      title={`${say("form.title.join")}: ${road.name || t("roads.unnamed")}`}
      request={other ? joinRoads(road, [other], comment) : null}
      bad={say("form.joinHint")}
      said={say("toast.saved")}
    >
      <p class="quiet">{say("form.joinHint")}</p>
      {near.length === 0 && !other && <p class="quiet">{say("form.noNeighbour")}</p>}
      <p class="buttons">
        {near.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="chip"
            aria-pressed={other?.id === id}
            onClick={() => choose(id)}
          >
            {name || t("roads.unnamed")}
          </button>
        ))}
      </p>
      {problem && <Trouble problem={problem} busy={busy} again={again} />}
      {other && (
        <p aria-live="polite">
          {say("form.joinWith")} <strong>{other.name || t("roads.unnamed")}</strong> (
          {length(other.length_m, lang)})
        </p>
      )}
      <div class="edit-fields">
        <Comment value={comment} onInput={setComment} />
      </div>
    </Frame>
  );
}

export function RetireForm({ road, facility }: { road: RoadRecord | null; facility: FacilityRecord | null }) {
  const { t, say } = useSay();
  const today = useSelected((state) => state.atlas.value?.as_of) ?? "";
  const [typed, setTyped] = useState(date(today));
  const [comment, setComment] = useState("");
  const day = parseDate(typed);
  const record = road ?? facility;
  if (!record) return null;
  return (
    <Frame
      title={`${say("form.title.retire")}: ${record.name || t(road ? "roads.unnamed" : "kind.other")}`}
      request={day ? retire(road ? "roads" : "facilities", record, day, comment) : null}
      bad={say("form.badDay")}
      said={say("toast.saved")}
    >
      <p class="quiet">{say(road ? "form.retireNote" : "form.retireFacilityNote")}</p>
      <div class="edit-fields">
        <Day label={say("form.lastDay")} value={typed} onInput={setTyped} />
        <Comment value={comment} onInput={setComment} />
      </div>
    </Frame>
  );
}
