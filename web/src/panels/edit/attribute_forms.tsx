import { useState } from "preact/hooks";
import { addFacility, editFacility, editRoad, facilityDraft, goodDays, roadDraft } from "../../edit/requests";
import type { FacilityDraft, RoadDraft } from "../../edit/types";
import { communesByName } from "../../edit/words";
import { parseDate } from "../../format";
import { type FacilityRecord, type RoadRecord, roadClasses } from "../../types";
import { useSelected } from "../context";
import { useEdit, useSay } from "./context";
import { badNumbers, FacilityFields } from "./facility_fields";
import { Choice, Comment, type FieldsProps, Text } from "./fields";
import { Frame } from "./frame";
import { PointField, useDrawing } from "./points";

export function RoadFields({ draft, change }: FieldsProps<RoadDraft>) {
  const { t, say } = useSay();
  const units = useSelected((state) => state.units);
  const communes = communesByName(units);
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
      <Choice
        label={say("form.commune")}
        value={draft.managing_commune}
        options={["", ...communes.map((unit) => unit.code)]}
        name={(code) => (code === "" ? say("form.communeByPlace") : (units.get(code)?.name ?? code))}
        onChange={(managing_commune) => change({ managing_commune })}
      />
      {(["valid_from", "valid_to"] as const).map((field) => (
        <Text
          key={field}
          label={say(`form.${field}`)}
          inputMode="numeric"
          value={draft[field]}
          placeholder={say(field === "valid_from" ? "form.everSince" : "form.forEver")}
          invalid={draft[field].trim() !== "" && parseDate(draft[field]) === null}
          onInput={(typed) => change({ [field]: typed })}
        />
      ))}
      <Comment value={draft.comment} onInput={(comment) => change({ comment })} />
    </div>
  );
}

export function RoadForm({ road }: { road: RoadRecord }) {
  const { t, say } = useSay();
  const [draft, setDraft] = useState<RoadDraft>(() => roadDraft(road));
  return (
    <Frame
      title={`${say("form.title.road")}: ${road.name || t("roads.unnamed")}`}
      request={editRoad(road, draft)}
      bad={say(goodDays(draft) ? "form.nothing" : "form.badDay")}
      said={say("toast.saved")}
    >
      <RoadFields draft={draft} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
    </Frame>
  );
}

/** A draft whose place is what is drawn on the map. */
function useFacilityDraft(first: FacilityDraft) {
  const control = useEdit();
  const [draft, setDraft] = useState(first);
  const points = useDrawing("point", first.place ? [first.place] : []);
  const change = (part: Partial<FacilityDraft>) => setDraft((old) => ({ ...old, ...part }));
  const place = points[0] ?? null;
  const fields = (
    <>
      <p class="quiet edit-draws">{control.words.say("form.pointHint")}</p>
      <PointField place={place} onPlace={(typed) => control.draw([typed])} />
      <FacilityFields draft={draft} change={change} />
    </>
  );
  return { draft: { ...draft, place }, fields };
}

const nothingKnown: FacilityDraft = {
  name: "",
  code: "",
  kind: "cultural_house",
  condition: "",
  place: null,
  serves: [],
  rooms: [],
  seats: "",
  area: "",
  standard_met: null,
  toilet: null,
  well: null,
  comment: "",
};

export function NewFacilityForm() {
  const { say } = useSay();
  const { draft, fields } = useFacilityDraft(nothingKnown);
  return (
    <Frame
      title={say("form.title.add-facility")}
      request={addFacility(draft)}
      bad={say(badNumbers(draft) ? "form.badNumber" : "form.pointHint")}
      said={say("toast.saved")}
    >
      {fields}
    </Frame>
  );
}

export function FacilityForm({ facility }: { facility: FacilityRecord }) {
  const { t, say } = useSay();
  const { draft, fields } = useFacilityDraft(facilityDraft(facility));
  return (
    <Frame
      title={`${say("form.title.facility")}: ${facility.name || t(`kind.${facility.kind}`)}`}
      request={editFacility(facility, draft)}
      bad={say(badNumbers(draft) ? "form.badNumber" : "form.nothing")}
      said={say("toast.saved")}
    >
      {fields}
    </Frame>
  );
}
