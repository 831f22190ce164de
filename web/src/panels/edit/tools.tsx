import type { FormKind } from "../../edit/control";
import { communesOfFacility, communesOfRoad, mayEdit } from "../../edit/rights";
import { stretchWord, valueWord } from "../../edit/words";
import type { FacilityRecord, RoadRecord } from "../../types";
import { useSelected } from "../context";
import { useEdit, useSay } from "./context";

/** What can be done to the record that is shown, by those who may. */
export function Tools() {
  const route = useSelected((state) => state.route);
  const road = useSelected((state) => state.road.value);
  const facility = useSelected((state) => state.facility.value);
  const edits = useSelected((state) => state.session?.edits);
  return (
    <>
      {route.road !== null && <Waiting road={road} />}
      {edits && route.road !== null && road && <RoadTools road={road} />}
      {edits && route.road === null && facility && <FacilityTools facility={facility} />}
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
            who: one.author,
          })}
        </li>
      ))}
    </ul>
  );
}

function RoadTools({ road }: { road: RoadRecord }) {
  const { say } = useSay();
  const session = useSelected((state) => state.session);
  const units = useSelected((state) => state.units);
  const communes = communesOfRoad(road, units);
  const records = mayEdit(session, "record_surface", communes);
  const edits = mayEdit(session, "edit_road", communes);
  if (!records && !edits) return <p class="quiet">{say("tools.notYours")}</p>;
  return (
    <fieldset class="edit-tools">
      <legend class="visually-hidden">{say("tools.label")}</legend>
      {records && <Tool kind="surface" label={say("tools.surface")} road={road} primary />}
      {edits &&
        (["road", "redraw", "split", "join", "retire"] as const).map((kind) => (
          <Tool key={kind} kind={kind} label={say(`tools.${kind}`)} road={road} />
        ))}
    </fieldset>
  );
}

function FacilityTools({ facility }: { facility: FacilityRecord }) {
  const { say } = useSay();
  const session = useSelected((state) => state.session);
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
  const isPast = useSelected((state) => state.route.asOf) !== null;
  const open = async () => {
    // What is shown of a past day is no ground for an edit of today.
    const present = road && isPast ? await control.getRoad(road.id) : road;
    control.open(kind, { ...(present ? { road: present } : {}), ...(facility ? { facility } : {}) });
  };
  return (
    <button type="button" class={primary ? "button button-primary" : "button"} onClick={() => void open()}>
      {label}
    </button>
  );
}
