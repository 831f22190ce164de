import type { FormKind } from "../../edit/control";
import { communesOfFacility, communesOfRoad, isOver, mayEdit } from "../../edit/rights";
import { personWord, recordWords, stretchWord, valueWord } from "../../edit/words";
import { isPast } from "../../state";
import type { FacilityRecord, RoadRecord } from "../../types";
import { useSelected } from "../context";
import { useEdit, useSay } from "./context";

/** What can be done to the record that is shown, by those who may. */
export function Tools() {
  const { t } = useSay();
  const route = useSelected((state) => state.route);
  const road = useSelected((state) => state.road.value);
  const facility = useSelected((state) => state.facility.value);
  const past = isPast(route);
  const edits = useSelected((state) => state.session?.edits) && !past;
  return (
    <>
      {route.road !== null && <Waiting road={road} />}
      {edits && route.road !== null && road && <RoadTools road={road} />}
      {edits && route.road === null && facility && <FacilityTools facility={facility} />}
      {past && <p class="quiet">{t("past.off")}</p>}
    </>
  );
}

/** What is proposed for the road and does not count yet. */
function Waiting({ road }: { road: RoadRecord | null }) {
  const words = useSay();
  const list = road?.pending ?? [];
  if (list.length === 0) return null;
  return (
    <ul class="edit-waiting">
      {list.map((one) => (
        <li key={`${one.proposal}-${one.from_m}`}>
          {words.say("tools.waiting", {
            surface: valueWord("surface", one.surface, words),
            stretch: stretchWord({ from_m: one.from_m, to_m: one.to_m }, words),
            who: personWord(one.author, words),
          })}
        </li>
      ))}
    </ul>
  );
}

const roadForms = ["road", "redraw", "split", "join", "retire"] as const;

function useToday(): string {
  return useSelected((state) => state.atlas.value?.as_of) ?? "";
}

function RoadTools({ road }: { road: RoadRecord }) {
  const { say } = useSay();
  const session = useSelected((state) => state.session);
  const units = useSelected((state) => state.units);
  const over = isOver(road, useToday());
  const communes = communesOfRoad(road, units);
  const records = mayEdit(session, "record_surface", communes);
  const edits = mayEdit(session, "edit_road", communes);
  if (!records && !edits) return <p class="quiet">{say("tools.notYours")}</p>;
  return (
    <>
      <fieldset class="edit-tools">
        <legend class="visually-hidden">{say("tools.label")}</legend>
        {records && !over && <Tool kind="surface" label={say("tools.surface")} road={road} primary />}
        {edits &&
          (over ? (["road"] as const) : roadForms).map((kind) => (
            <Tool key={kind} kind={kind} label={say(`tools.${kind}`)} road={road} />
          ))}
      </fieldset>
      {records && !over && <Records road={road} />}
    </>
  );
}

/** The surface records that hold now, each with a way to take it back. */
function Records({ road }: { road: RoadRecord }) {
  const control = useEdit();
  const words = useSay();
  const { say } = words;
  const seen = new Map(road.surfaces.flatMap((one) => (one.record === null ? [] : [[one.record, one]])));
  if (seen.size === 0) return null;
  return (
    <details class="edit-rarely edit-records">
      <summary>{say("tools.records")}</summary>
      <ul>
        {[...seen].map(([record, one]) => (
          <li key={record}>
            <span>{recordWords(road, record, one, words)}</span>
            <button
              type="button"
              class="button"
              aria-label={say("tools.retractLong", { record: recordWords(road, record, one, words) })}
              onClick={() => control.open("retract", { road, record })}
            >
              {say("tools.retract")}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function FacilityTools({ facility }: { facility: FacilityRecord }) {
  const { say } = useSay();
  const session = useSelected((state) => state.session);
  if (isOver(facility, useToday())) return null;
  if (!mayEdit(session, "edit_facility", communesOfFacility(facility)))
    return <p class="quiet">{say("tools.notYours")}</p>;
  return (
    <fieldset class="edit-tools">
      <legend class="visually-hidden">{say("tools.label")}</legend>
      <Tool kind="facility" label={say("tools.move")} facility={facility} primary />
      <Tool kind="retire" label={say("tools.retire")} facility={facility} />
    </fieldset>
  );
}

interface ToolProps {
  kind: FormKind;
  label: string;
  road?: RoadRecord;
  facility?: FacilityRecord;
  primary?: boolean;
}

function Tool({ kind, label, road, facility, primary }: ToolProps) {
  const control = useEdit();
  const open = () => control.open(kind, { ...(road ? { road } : {}), ...(facility ? { facility } : {}) });
  return (
    <button type="button" class={primary ? "button button-primary" : "button"} onClick={open}>
      {label}
    </button>
  );
}
