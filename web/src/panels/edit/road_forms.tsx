import { useEffect, useState } from "preact/hooks";
import { endsOf } from "../../edit/line";
import { joinRoads, retire, retractSurface, splitRoad } from "../../edit/requests";
import { cutOf } from "../../edit/stretch";
import { recordWords } from "../../edit/words";
import { date, length, parseDate, stationing } from "../../format";
import { neighbours } from "../../map/edit";
import type { FacilityRecord, RoadRecord } from "../../types";
import { useSelected } from "../context";
import { useDoing } from "../shared/doing";
import { Strip } from "../strip";
import { useEdit, useEditing, useSay } from "./context";
import { Comment, Day, Text } from "./fields";
import { Frame } from "./frame";
import { Trouble } from "./trouble";

export function SplitForm({ road }: { road: RoadRecord }) {
  const control = useEdit();
  const { lang, t, say } = useSay();
  const [at, setAt] = useState(stationing(road.length_m / 2));
  const [comment, setComment] = useState("");
  const at_m = cutOf(at, road.length_m);
  const good = at_m !== null;
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
      bad={say("form.badAt", { length: length(road.length_m, lang) })}
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

/** Roads joined one after another: each must meet an end of what has been joined so far. */
export function JoinForm({ road }: { road: RoadRecord }) {
  const control = useEdit();
  const { lang, t, say } = useSay();
  const picked = useEditing((state) => state.picked);
  const [near, setNear] = useState<{ id: number; name: string }[]>([]);
  const [others, setOthers] = useState<readonly RoadRecord[]>([]);
  const [comment, setComment] = useState("");
  const { busy, problem, run } = useDoing();
  const all = [road, ...others];
  const ends = endsOf(all.map((one) => one.geometry.coordinates));
  const look = (ids: readonly number[]) =>
    run(async () => setOthers(await Promise.all(ids.map((id) => control.getRoad(id)))));
  const drop = (id: number) =>
    setOthers((old) =>
      old.slice(
        0,
        old.findIndex((one) => one.id === id),
      ),
    );
  const add = (id: number) => {
    if (id === road.id) return;
    if (others.some((one) => one.id === id)) drop(id);
    else
      void run(async () => {
        const one = await control.getRoad(id);
        setOthers((old) => [...old, one]);
      });
  };
  useEffect(() => {
    // All were looked at again.
    if (others.length > 0) void look(others.map((one) => one.id));
  }, [road]);
  useEffect(() => neighbours(ends, new Set(all.map((one) => one.id)), setNear), [road, others]);
  useEffect(() => {
    if (picked) add(picked.id);
  }, [picked]);
  const total = all.reduce((sum, one) => sum + one.length_m, 0);
  return (
    <Frame
      title={`${say("form.title.join")}: ${road.name || t("roads.unnamed")}`}
      request={others.length > 0 ? joinRoads(road, others, comment) : null}
      bad={say("form.joinHint")}
      said={say("toast.saved")}
    >
      <p class="quiet">{say("form.joinHint")}</p>
      {near.length === 0 && others.length === 0 && <p class="quiet">{say("form.noNeighbour")}</p>}
      {near.length > 0 && (
        <p class="buttons">
          {near.map(({ id, name }) => (
            <button key={id} type="button" class="chip" disabled={busy} onClick={() => add(id)}>
              + {name || say("subject.road", { id })}
            </button>
          ))}
        </p>
      )}
      {problem && (
        <Trouble problem={problem} busy={busy} again={() => void look(others.map((one) => one.id))} />
      )}
      {others.length > 0 && (
        <div aria-live="polite">
          <h3>{say("form.joinWith")}</h3>
          <ol class="edit-joined">
            {all.map((one) => (
              <li key={one.id}>
                <span>
                  <strong>{one.name || say("subject.road", { id: one.id })}</strong>{" "}
                  {length(one.length_m, lang)}
                </span>
                {one !== road && (
                  <button
                    type="button"
                    class="button"
                    aria-label={say("form.drop", { name: one.name || say("subject.road", { id: one.id }) })}
                    onClick={() => drop(one.id)}
                  >
                    ×
                  </button>
                )}
              </li>
            ))}
          </ol>
          <p class="edit-length">{say("form.joinTotal", { length: length(total, lang) })}</p>
        </div>
      )}
      <div class="edit-fields">
        <Comment value={comment} onInput={setComment} />
      </div>
    </Frame>
  );
}

/** One surface record is taken back, and what held before it holds again. */
export function RetractForm({ road, record }: { road: RoadRecord; record: number }) {
  const control = useEdit();
  const words = useSay();
  const { t, say } = words;
  const [comment, setComment] = useState("");
  const shown = road.surfaces.find((one) => one.record === record);
  useEffect(() => {
    control.controller.store.set({ interval: shown ? { from_m: shown.from_m, to_m: shown.to_m } : null });
  }, [record]);
  return (
    <Frame
      title={`${say("form.title.retract")}: ${road.name || t("roads.unnamed")}`}
      request={shown ? retractSurface(road, record, comment) : null}
      bad={say("form.nothing")}
      said={say("toast.retracted")}
    >
      {shown && <p>{recordWords(road, record, shown, words)}</p>}
      <p class="quiet">{say("tools.retractNote")}</p>
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
