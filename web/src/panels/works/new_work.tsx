import { useEffect, useState } from "preact/hooks";
import { slice } from "../../chainage";
import { stationing } from "../../format";
import { translator } from "../../i18n";
import { roomName, roomTypes } from "../../i18n/rooms";
import { type SayWorks, worksWords } from "../../i18n/works";
import { kindName, unitName } from "../../names";
import type { Plan } from "../../plan/types";
import { type FacilityRecord, type LonLat, type RoadRecord, surfaces } from "../../types";
import {
  countedIn,
  emptyWork,
  type NewWork,
  newWork,
  piecesOf,
  placesOf,
  type RoadPiece,
  type Suggest,
  stretchOfWork,
  workActions,
  workKinds,
} from "../../works/drafts";
import { funds } from "../../works/requests";
import { useSelected } from "../context";
import { CloseButton } from "../dialog";
import { useSay } from "../edit/context";
import { Choice, type FieldsProps, Rarely, Text } from "../edit/fields";
import { usePlanParts } from "./context";
import { Frame } from "./frame";
import { RoadStretch } from "./road_stretch";

export interface NewWorkProps {
  unit: string | null;
  plan: Plan;
  set: string | null;
  criteria: readonly { code: string; title: Record<"vi" | "en", string> }[];
  onClose: () => void;
}

/** A work that the plan does not have: where, what, along which road. */
export function NewWorkForm({ unit, plan, set, criteria, onClose }: NewWorkProps) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const units = useSelected((state) => state.units);
  const all = useSelected((state) => state.facilities.value) ?? [];
  const [draft, setDraft] = useState<NewWork>(() => emptyWork(unit ?? ""));
  const [road, setRoad] = useState<RoadRecord | null>(null);
  const [kept, setKept] = useState<readonly RoadPiece[]>([]);
  const { draw } = usePlanParts();
  const change = (part: Partial<NewWork>) => setDraft((old) => ({ ...old, ...part }));
  const facilities = all.filter(({ commune }) => commune?.code === draft.unit);
  const suggest: Suggest = (piece) => suggestion(draft, piece, facilities, word);
  const isRoad = draft.kind === "road";
  const around = { plan: plan.id, set, road: isRoad ? road : null, pieces: isRoad ? kept : [], facilities };
  const pieces = piecesOf(draft, around);
  const suggested = suggest(pieces[0] ?? null).title;
  const asked = newWork(draft, suggest, around);
  useEffect(() => {
    draw(isRoad ? kept.map(lineOf) : []);
    return () => draw([]);
  }, [kept, isRoad]);
  const keepOn = () => {
    if (!road) return;
    setKept([...kept, { road, from: draft.from, to: draft.to }]);
    setRoad(null);
  };
  const t = translator(lang);
  const nameOf = (code: string) => {
    const one = units.get(code);
    return one ? unitName(one.name, one.kind, lang, t) : word("form.choose");
  };
  const communes = plan.units.map(({ code }) => code).filter((code) => units.has(code));
  const hamlets = [...units.values()].filter(({ parent }) => parent === draft.unit);
  return (
    <Frame
      asked={asked}
      said={
        pieces.length > 1
          ? word("said.newWorks", { n: pieces.length })
          : word("said.newWork", { name: draft.title.trim() || suggested })
      }
      onClose={onClose}
    >
      {unit === null && (
        <Choice
          label={word("form.commune")}
          value={draft.unit}
          options={["", ...communes]}
          name={nameOf}
          onChange={(code) => change({ unit: code, hamlet: "", place: "" })}
        />
      )}
      <Choice
        label={word("form.workKind")}
        value={draft.kind}
        options={workKinds}
        name={(kind) => word(`workKind.${kind}`)}
        onChange={(kind) =>
          change({
            kind,
            place: "",
            amount: "",
            action: ["sanitation", "traffic_signs"].includes(kind) ? "equip" : "build",
          })
        }
      />
      <Choice
        label={word("form.action")}
        value={draft.action}
        options={workActions}
        name={(action) => word(`action.${action}`)}
        onChange={(action) => change({ action })}
      />
      <Choice
        label={word("form.hamlet")}
        value={draft.hamlet}
        options={["", ...hamlets.map(({ name }) => name)]}
        name={(name) => name || word("form.noHamlet")}
        onChange={(hamlet) => change({ hamlet })}
      />
      {isRoad && (
        <>
          {kept.length > 0 && (
            <Pieces
              pieces={kept}
              word={word}
              nameOf={(piece) => suggest(piece).where}
              drop={(i) => setKept(kept.filter((_, at) => at !== i))}
            />
          )}
          <RoadStretch
            unit={draft.unit}
            road={road}
            stretch={road && stretchOfWork(draft, road)}
            typed={draft}
            onRoad={setRoad}
            onStretch={change}
            onMore={keepOn}
          />
          <Choice
            label={word("form.surface")}
            value={draft.surface}
            options={surfaces.filter((one) => one !== "unknown")}
            name={(one) => t(`surface.${one}`)}
            onChange={(surface) => change({ surface })}
          />
          <Text
            label={word("form.width")}
            value={draft.width}
            inputMode="decimal"
            onInput={(width) => change({ width })}
          />
        </>
      )}
      <Building draft={draft} change={change} facilities={facilities} plan={plan} word={word} />
      {countedIn[draft.kind] && pieces.length === 0 && (
        <Text
          label={word(draft.kind === "road" ? "form.metres" : "form.houses")}
          value={draft.amount}
          inputMode="decimal"
          onInput={(amount) => change({ amount })}
        />
      )}
      <Text
        wide
        label={word("form.title")}
        value={draft.title}
        placeholder={suggested}
        onInput={(title) => change({ title })}
      />
      <Later draft={draft} change={change} criteria={criteria} several={pieces.length > 1} />
    </Frame>
  );
}

/** What a work is called until somebody says otherwise: what is done, and where. */
function suggestion(
  draft: NewWork,
  piece: RoadPiece | null,
  facilities: readonly FacilityRecord[],
  word: SayWorks,
): { title: string; where: string } {
  const action = word(`action.${draft.action}`);
  if (draft.kind !== "road") return { title: placeSuggestion(draft, action, facilities, word), where: "" };
  const stretch = piece && stretchOfWork(piece, piece.road);
  if (!stretch) return { title: "", where: "" };
  const { road } = piece;
  const name = road.name || road.code || `#${road.id}`;
  const where = `${name}, ${stationing(stretch.from_m)}–${stationing(stretch.to_m)}`;
  return { title: `${action}: ${where}`, where };
}

function placeSuggestion(
  draft: NewWork,
  action: string,
  facilities: readonly FacilityRecord[],
  word: SayWorks,
): string {
  const known = facilities.find(({ id }) => String(id) === draft.place);
  const what = word(`workKind.${draft.kind}`);
  if (known && draft.kind !== "sanitation" && draft.kind !== "classrooms") return `${action}: ${known.name}`;
  const where = known?.name ?? draft.hamlet;
  return where ? `${action}: ${what}, ${where}` : "";
}

/** A stretch as the map draws it. */
function lineOf(piece: RoadPiece): LonLat[] {
  const { road } = piece;
  const { from_m, to_m } = stretchOfWork(piece, road) ?? { from_m: 0, to_m: 0 };
  return slice(road.geometry.coordinates, road.length_m, from_m, to_m);
}

interface PiecesProps {
  pieces: readonly RoadPiece[];
  word: SayWorks;
  nameOf: (piece: RoadPiece) => string;
  drop: (at: number) => void;
}

/** Stretches that were chosen before the one that is being typed. */
function Pieces({ pieces, word, nameOf, drop }: PiecesProps) {
  return (
    <div class="edit-wide">
      <p id="works-pieces">{word("road.pieces")}</p>
      <ul class="works-pieces" aria-labelledby="works-pieces">
        {pieces.map((piece, i) => (
          <li key={`${piece.road.id}-${piece.from}-${piece.to}`}>
            <span>{nameOf(piece)}</span>
            <CloseButton label={word("road.drop", { name: nameOf(piece) })} onClick={() => drop(i)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface BuildingProps extends FieldsProps<NewWork> {
  facilities: readonly FacilityRecord[];
  plan: Plan;
  word: SayWorks;
}

/** What a work that is no road is done to, and what comes of it. */
function Building({ draft, change, facilities, plan, word }: BuildingProps) {
  const { lang } = useSay();
  const t = translator(lang);
  const kinds = placesOf[draft.kind];
  if (!kinds) return null;
  const fitting = facilities.filter(({ kind }) => kinds.includes(kind));
  return (
    <>
      <Choice
        label={word("form.place")}
        value={draft.place}
        options={["", ...fitting.map(({ id }) => String(id))]}
        name={(id) => fitting.find((one) => String(one.id) === id)?.name ?? word("form.newPlace")}
        onChange={(place) => change({ place })}
      />
      {draft.place === "" && kinds.length > 1 && (
        <Choice
          label={word("form.placeKind")}
          value={draft.placeKind ?? kinds[0] ?? "other"}
          options={kinds}
          name={(kind) => kindName("facility", kind, t)}
          onChange={(placeKind) => change({ placeKind })}
        />
      )}
      {draft.kind === "sanitation" &&
        (["toilet", "well"] as const).map((what) => (
          <label key={what} class="field works-check">
            <input
              type="checkbox"
              checked={draft[what]}
              onChange={(event) => change({ [what]: event.currentTarget.checked })}
            />
            <span>{word(`form.${what}`)}</span>
          </label>
        ))}
      {draft.kind === "classrooms" && (
        <fieldset class="works-group edit-wide">
          <legend>{word("form.rooms")}</legend>
          <div class="edit-fields">
            {roomTypes
              .filter((type) => plan.room_types[type])
              .map((type) => (
                <Text
                  key={type}
                  label={roomName(type, lang)}
                  value={draft.rooms[type] ?? ""}
                  inputMode="numeric"
                  onInput={(count) => change({ rooms: { ...draft.rooms, [type]: count } })}
                />
              ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

interface LaterProps extends FieldsProps<NewWork> {
  criteria: NewWorkProps["criteria"];
  /** Of several works money is written apart. */
  several: boolean;
}

/** When, by whom and from which money: what is often not known yet. */
function Later({ draft, change, criteria, several }: LaterProps) {
  const { lang } = useSay();
  const word = worksWords(lang);
  return (
    <Rarely>
      <Text
        label={word("form.plannedFrom")}
        value={draft.plannedFrom}
        inputMode="numeric"
        onInput={(plannedFrom) => change({ plannedFrom })}
      />
      <Text
        label={word("form.plannedTo")}
        value={draft.plannedTo}
        inputMode="numeric"
        onInput={(plannedTo) => change({ plannedTo })}
      />
      {several ? (
        <p class="quiet edit-wide">{word("road.money")}</p>
      ) : (
        <Text
          label={word("form.cost")}
          value={draft.cost}
          inputMode="decimal"
          onInput={(cost) => change({ cost })}
        />
      )}
      <Text label={word("form.owner")} value={draft.owner} onInput={(owner) => change({ owner })} />
      {(several ? [] : funds).map((source) => (
        <Text
          key={source}
          label={word(`fund.${source}`)}
          value={draft.funds[source]}
          inputMode="decimal"
          onInput={(amount) => change({ funds: { ...draft.funds, [source]: amount } })}
        />
      ))}
      <Choice
        label={word("form.criterion")}
        value={draft.criterion}
        options={["", ...criteria.map(({ code }) => code)]}
        name={(code) => {
          const one = criteria.find((criterion) => criterion.code === code);
          return one ? `${one.code} ${one.title[lang]}` : word("form.noCriterion");
        }}
        onChange={(criterion) => change({ criterion })}
      />
      <Text wide label={word("form.note")} value={draft.note} onInput={(note) => change({ note })} />
    </Rarely>
  );
}
