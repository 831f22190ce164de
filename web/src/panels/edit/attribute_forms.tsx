import { useEffect, useState } from "preact/hooks";
import { addFacility, editFacility, editRoad } from "../../edit/requests";
import type { FacilityDraft, RoadDraft } from "../../edit/types";
import { conditionName } from "../../names";
import { type FacilityRecord, facilityKinds, type LonLat, type RoadRecord, roadClasses } from "../../types";
import { useEdit, useSay } from "./context";
import { Choice, Comment, Text } from "./fields";
import { Frame } from "./frame";
import { PointField, useDrawing } from "./points";

interface FieldsProps<T> {
  draft: T;
  change: (part: Partial<T>) => void;
}

export function RoadFields({ draft, change }: FieldsProps<RoadDraft>) {
  const { t, say } = useSay();
  return (
    <div class="edit-fields">
      <Text label={say("form.name")} value={draft.name} onInput={(name) => change({ name })} />
      <Text label={say("form.code")} value={draft.code} onInput={(code) => change({ code })} />
      <Choice
        label={say("form.class")}
        value={draft.class}
        options={roadClasses}
        name={(one) => t(`class.${one}`)}
        onChange={(value) => change({ class: value })}
      />
      <Comment value={draft.comment} onInput={(comment) => change({ comment })} />
    </div>
  );
}

export function RoadForm({ road }: { road: RoadRecord }) {
  const { t, say } = useSay();
  const [draft, setDraft] = useState<RoadDraft>({
    name: road.name,
    code: road.code,
    class: road.class,
    comment: "",
  });
  return (
    <Frame
      title={`${say("form.title.road")}: ${road.name || t("roads.unnamed")}`}
      request={editRoad(road, draft)}
      bad={say("form.nothing")}
      said={say("toast.saved")}
    >
      <RoadFields draft={draft} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
    </Frame>
  );
}

const conditions = ["", "good", "repair", "new", "degraded"] as const;

function FacilityFields({ draft, change }: FieldsProps<FacilityDraft>) {
  const { t, say } = useSay();
  const known = (conditions as readonly string[]).includes(draft.condition);
  return (
    <div class="edit-fields">
      <Choice
        label={say("form.kind")}
        value={draft.kind}
        options={facilityKinds}
        name={(kind) => t(`kind.${kind}`)}
        onChange={(kind) => change({ kind })}
      />
      <Text label={say("form.name")} value={draft.name} onInput={(name) => change({ name })} />
      <Text label={say("form.code")} value={draft.code} onInput={(code) => change({ code })} />
      <Choice<string>
        label={say("form.condition")}
        value={draft.condition}
        options={known ? conditions : [...conditions, draft.condition]}
        name={(condition) => conditionName(condition, t)}
        onChange={(condition) => change({ condition })}
      />
      <Comment value={draft.comment} onInput={(comment) => change({ comment })} />
    </div>
  );
}

/** A draft whose place is what is drawn on the map. */
function useFacilityDraft(first: FacilityDraft) {
  const control = useEdit();
  const [draft, setDraft] = useState(first);
  const points = useDrawing("point", first.place ? [first.place] : []);
  const change = (part: Partial<FacilityDraft>) => setDraft((old) => ({ ...old, ...part }));
  const [place, setPlace] = useState<LonLat | null>(first.place);
  useEffect(() => setPlace(points[0] ?? null), [points]);
  const fields = (
    <>
      <p class="quiet edit-draws">{control.words.say("form.pointHint")}</p>
      <PointField place={place} onPlace={(typed) => control.draw([typed])} />
      <FacilityFields draft={draft} change={change} />
    </>
  );
  return { draft: { ...draft, place }, fields };
}

export function NewFacilityForm() {
  const { say } = useSay();
  const first = { name: "", code: "", condition: "", comment: "", place: null } as const;
  const { draft, fields } = useFacilityDraft({ ...first, kind: "cultural_house" });
  return (
    <Frame
      title={say("form.title.add-facility")}
      request={addFacility(draft)}
      bad={say("form.pointHint")}
      said={say("toast.saved")}
    >
      {fields}
    </Frame>
  );
}

export function FacilityForm({ facility }: { facility: FacilityRecord }) {
  const { t, say } = useSay();
  const { draft, fields } = useFacilityDraft({
    name: facility.name,
    code: facility.code,
    kind: facility.kind,
    condition: facility.condition ?? "",
    place: facility.location,
    comment: "",
  });
  return (
    <Frame
      title={`${say("form.title.facility")}: ${facility.name || t(`kind.${facility.kind}`)}`}
      request={editFacility(facility, draft)}
      bad={say("form.nothing")}
      said={say("toast.saved")}
    >
      {fields}
    </Frame>
  );
}
