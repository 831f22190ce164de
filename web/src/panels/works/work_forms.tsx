import { useEffect, useState } from "preact/hooks";
import { getJson } from "../../api";
import { date } from "../../format";
import { translator } from "../../i18n";
import { worksWords } from "../../i18n/works";
import { type Surface, surfaces } from "../../types";
import {
  acceptWork,
  type Fund,
  funds,
  updateWork,
  type WorkDraft,
  type WorkRecord,
} from "../../works/requests";
import { useSelected } from "../context";
import { useSay } from "../edit/context";
import { Choice, Day, Rarely, Text } from "../edit/fields";
import { Trouble } from "../edit/trouble";
import { useDoing } from "../shared/doing";
import { usePlanParts } from "./context";
import { Frame } from "./frame";

export interface WorkFormProps {
  id: string;
  kind: "work" | "accept";
  onClose: () => void;
}

/** Looks at the work as it stands, then shows its form. */
export function WorkForm({ id, kind, onClose }: WorkFormProps) {
  const { lang } = useSay();
  const { busy, problem, run } = useDoing();
  const [work, setWork] = useState<WorkRecord | null>(null);
  const look = () =>
    void run(async () => setWork(await getJson(`/api/works/${encodeURIComponent(id)}`, { lang })));
  useEffect(look, [id]);
  if (problem && !work) return <Trouble problem={problem} busy={busy} again={look} />;
  if (!work) return null;
  return kind === "accept" ? (
    <AcceptForm work={work} onClose={onClose} />
  ) : (
    <UpdateForm work={work} onClose={onClose} />
  );
}

const text = (value: number | undefined) => (value === undefined ? "" : String(value).replace(".", ","));
const day = (value: string | undefined) => (value === undefined ? "" : date(value));

function draftOf(work: WorkRecord): WorkDraft {
  const share = (source: Fund) => text(work.funding?.find((one) => one.source === source)?.amount_vnd);
  return {
    state: work.state,
    started: day(work.started_on),
    finished: day(work.finished_on),
    actual: text(work.actual),
    cost: text(work.cost_vnd),
    funds: Object.fromEntries(funds.map((source) => [source, share(source)])) as WorkDraft["funds"],
    owner: work.owner ?? "",
    note: work.note ?? "",
    evidence: work.evidence ?? "",
  };
}

interface FormProps {
  work: WorkRecord;
  onClose: () => void;
}

function UpdateForm({ work, onClose }: FormProps) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const { words, workStates } = usePlanParts();
  const say = words(lang);
  const [draft, setDraft] = useState(() => draftOf(work));
  const change = (part: Partial<WorkDraft>) => setDraft((old) => ({ ...old, ...part }));
  const states = workStates.filter((state) => state !== "accepted" || work.state === "accepted");
  return (
    <Frame
      asked={updateWork(work, draft)}
      said={word("said.work", { name: work.title[lang] })}
      onClose={onClose}
    >
      <Choice
        label={word("form.state")}
        value={draft.state}
        options={states}
        name={(state) => say(`works.state.${state}`)}
        onChange={(state) => change({ state })}
      />
      <Text label={word("form.started")} value={draft.started} onInput={(started) => change({ started })} />
      <Text
        label={word("form.finished")}
        value={draft.finished}
        onInput={(finished) => change({ finished })}
      />
      <Text
        label={word("form.actual")}
        value={draft.actual}
        inputMode="decimal"
        onInput={(actual) => change({ actual })}
      />
      <Rarely>
        <Text label={word("form.owner")} value={draft.owner} onInput={(owner) => change({ owner })} />
        <Text
          label={word("form.cost")}
          value={draft.cost}
          inputMode="decimal"
          onInput={(cost) => change({ cost })}
        />
        {funds.map((source) => (
          <Text
            key={source}
            label={word(`fund.${source}`)}
            value={draft.funds[source]}
            inputMode="decimal"
            onInput={(amount) => change({ funds: { ...draft.funds, [source]: amount } })}
          />
        ))}
        <Text
          wide
          label={word("form.evidence")}
          value={draft.evidence}
          onInput={(evidence) => change({ evidence })}
        />
        <Text wide label={word("form.note")} value={draft.note} onInput={(note) => change({ note })} />
      </Rarely>
    </Frame>
  );
}

/** Surfaces that a road work may get; one that is known already is first. */
function surfacesOf(work: WorkRecord): readonly Surface[] {
  if (work.kind !== "road") return [];
  const planned = work.stretches?.map(({ surface }) => surface).find(Boolean);
  const allowed = work.surfaces ?? surfaces.filter((one) => one !== "unknown");
  return planned ? [planned, ...allowed.filter((one) => one !== planned)] : allowed;
}

function AcceptForm({ work, onClose }: FormProps) {
  const { lang } = useSay();
  const t = translator(lang);
  const word = worksWords(lang);
  // The day that is looked at: a plan is accepted in its own year.
  const today = useSelected((state) => state.route.asOf ?? state.atlas.value?.as_of) ?? "";
  const selected = useSelected((state) => state.route.facility);
  const named = useSelected((state) => state.facilities.value);
  const allowed = surfacesOf(work);
  const places = [
    ...work.places,
    ...(selected !== null && !work.places.some(({ id }) => id === selected)
      ? [{ id: selected, name: named?.find(({ id }) => id === selected)?.name ?? `#${selected}` }]
      : []),
  ];
  const [accepted, setDay] = useState(date(today));
  const [surface, setSurface] = useState<Surface | null>(allowed[0] ?? null);
  const [place, setPlace] = useState<string>(
    work.places.length === 1 ? String(work.places[0]?.id) : selected === null ? "" : String(selected),
  );
  const [evidence, setEvidence] = useState(work.evidence ?? "");
  const facility = place === "" ? null : Number(place);
  const asked = acceptWork(work, { day: accepted, surface, facility, evidence });
  return (
    <Frame asked={asked} said={word("said.accept", { name: work.title[lang] })} onClose={onClose}>
      <Day label={word("form.acceptedOn")} value={accepted} onInput={setDay} />
      {surface && allowed.length > 1 && (
        <Choice
          label={word("form.surface")}
          value={surface}
          options={allowed}
          name={(one) => t(`surface.${one}`)}
          onChange={setSurface}
        />
      )}
      {work.place && (
        <Choice
          label={word("form.place")}
          value={place}
          options={["", ...places.map(({ id }) => String(id))]}
          name={(id) => places.find((one) => String(one.id) === id)?.name ?? word("form.placeUnknown")}
          onChange={setPlace}
        />
      )}
      <Text label={word("form.evidence")} value={evidence} onInput={setEvidence} />
    </Frame>
  );
}
