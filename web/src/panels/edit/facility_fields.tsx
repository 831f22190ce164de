import { useId } from "preact/hooks";
import { parseAmount, parseCount, roomsOf } from "../../edit/requests";
import type { FacilityDraft, Known, RoomsDraft } from "../../edit/types";
import { hamletsOf } from "../../edit/words";
import { roomName, roomTypes } from "../../i18n/rooms";
import { conditionName } from "../../names";
import { facilityKinds } from "../../types";
import { useSelected } from "../context";
import { useSay } from "./context";
import { Choice, Comment, type FieldsProps, Text } from "./fields";

const conditions = ["", "good", "repair", "new", "degraded"] as const;

/** Everything that a facility's record says besides its place. What nobody knows stays so. */
export function FacilityFields({ draft, change }: FieldsProps<FacilityDraft>) {
  const { t, say } = useSay();
  const known = (conditions as readonly string[]).includes(draft.condition);
  return (
    <>
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
        <Text
          label={say("form.seats")}
          inputMode="numeric"
          value={draft.seats}
          invalid={parseCount(draft.seats) === undefined}
          onInput={(seats) => change({ seats })}
        />
        <Text
          label={say("form.area")}
          inputMode="decimal"
          value={draft.area}
          invalid={parseAmount(draft.area) === undefined}
          onInput={(area) => change({ area })}
        />
      </div>
      <div class="edit-fields">
        {(["standard_met", "toilet", "well"] as const).map((field) => (
          <ThreeState
            key={field}
            label={say(`form.${field}`)}
            value={draft[field]}
            onChange={(value) => change({ [field]: value })}
          />
        ))}
      </div>
      <Serves codes={draft.serves} onChange={(serves) => change({ serves })} />
      <Rooms rows={draft.rooms} onChange={(rooms) => change({ rooms })} />
      <div class="edit-fields">
        <Comment value={draft.comment} onInput={(comment) => change({ comment })} />
      </div>
    </>
  );
}

const states: readonly Known[] = [true, false, null];

/** Yes, no, or nobody knows: three of a kind, none of them the absence of another. */
function ThreeState(props: { label: string; value: Known; onChange: (value: Known) => void }) {
  const { t } = useSay();
  const name = useId();
  return (
    <fieldset class="edit-three">
      <legend>{props.label}</legend>
      {states.map((state) => (
        <label key={String(state)}>
          <input
            type="radio"
            name={name}
            checked={props.value === state}
            onChange={() => props.onChange(state)}
          />
          <span>{t(state === null ? "value.unknown" : state ? "value.yes" : "value.no")}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The hamlets that a place serves, which may be several. */
function Serves({ codes, onChange }: { codes: readonly string[]; onChange: (codes: string[]) => void }) {
  const { say } = useSay();
  const units = useSelected((state) => state.units);
  const others = hamletsOf(units).filter((group) => group.hamlets.length > 0);
  return (
    <fieldset class="edit-list">
      <legend>{say("form.serves")}</legend>
      {codes.length === 0 && <p class="quiet">{say("form.servesNone")}</p>}
      <ul class="edit-chips">
        {codes.map((code) => {
          const name = units.get(code)?.name ?? code;
          return (
            <li key={code}>
              {name}
              <button
                type="button"
                aria-label={say("form.drop", { name })}
                onClick={() => onChange(codes.filter((one) => one !== code))}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
      <label class="field">
        <span class="visually-hidden">{say("form.servesAdd")}</span>
        <select
          value=""
          onChange={(event) => {
            const code = event.currentTarget.value;
            event.currentTarget.value = "";
            if (code && !codes.includes(code)) onChange([...codes, code]);
          }}
        >
          <option value="">{say("form.servesAdd")}</option>
          {others.map(({ commune, hamlets }) => (
            <optgroup key={commune} label={commune}>
              {hamlets.map((hamlet) => (
                <option key={hamlet.code} value={hamlet.code} disabled={codes.includes(hamlet.code)}>
                  {hamlet.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

/** Rooms by type: those that norms ask for, and any that the office has of its own. */
function Rooms({ rows, onChange }: { rows: readonly RoomsDraft[]; onChange: (rows: RoomsDraft[]) => void }) {
  const { lang, say } = useSay();
  const set = (i: number, part: Partial<RoomsDraft>) =>
    onChange(rows.map((row, j) => (i === j ? { ...row, ...part } : row)));
  const left = roomTypes.filter((type) => rows.every((row) => row.type !== type));
  return (
    <fieldset class="edit-list">
      <legend>{say("form.rooms")}</legend>
      {rows.length === 0 && <p class="quiet">{say("form.roomsNone")}</p>}
      <ul class="edit-rooms">
        {rows.map((row, i) => (
          <li key={row.type}>
            <Text
              label={roomName(row.type, lang)}
              inputMode="numeric"
              value={row.count}
              invalid={parseCount(row.count) === undefined}
              onInput={(count) => set(i, { count })}
            />
            <button
              type="button"
              class="button"
              aria-label={say("form.drop", { name: roomName(row.type, lang) })}
              onClick={() => onChange(rows.filter((_, j) => j !== i))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <label class="field">
          <span class="visually-hidden">{say("form.roomsAdd")}</span>
          <select
            value=""
            onChange={(event) => {
              const type = event.currentTarget.value;
              event.currentTarget.value = "";
              if (type) onChange([...rows, { type, count: "" }]);
            }}
          >
            <option value="">{say("form.roomsAdd")}</option>
            {left.map((type) => (
              <option key={type} value={type}>
                {roomName(type, lang)}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  );
}

/** Why the form's fields are no facility yet; null when they are one. */
export function badNumbers(draft: FacilityDraft): boolean {
  return (
    parseCount(draft.seats) === undefined ||
    parseAmount(draft.area) === undefined ||
    roomsOf(draft.rooms) === null
  );
}
