import { useEffect, useState } from "preact/hooks";
import { address, getJson } from "../../api";
import { date } from "../../format";
import { translator } from "../../i18n";
import { registerWords } from "../../i18n/registers";
import { worksWords } from "../../i18n/works";
import { unitName } from "../../names";
import type { Plan } from "../../plan/types";
import { type CapitalEntry, capitalTypes, type Guidance } from "../../registers/types";
import {
  answerGuidance,
  askGuidance,
  type CapitalDraft,
  type QuestionDraft,
  saveCapital,
  sourcesFor,
  withWork,
} from "../../works/register_requests";
import { type Fund, funds, type WorkRecord } from "../../works/requests";
import { useSelected } from "../context";
import { useSay } from "../edit/context";
import { Choice, Day, Text } from "../edit/fields";
import { Frame } from "./frame";
import type { NewWorkProps } from "./new_work";

/** What a commune is called in a list, or words for none. */
function useCommunes(plan: Plan, none: string) {
  const { lang } = useSay();
  const t = translator(lang);
  const units = useSelected((state) => state.units);
  const name = (code: string) => {
    const one = units.get(code);
    return one ? unitName(one.name, one.kind, lang, t) : none;
  };
  return { communes: plan.units.map(({ code }) => code).filter((code) => units.has(code)), name };
}

/** The works with what funds them; none until they are there. */
function useWorkRecords(plan: string): readonly WorkRecord[] {
  const { lang } = useSay();
  const [works, setWorks] = useState<readonly WorkRecord[]>([]);
  useEffect(() => {
    const answer = getJson<{ works: WorkRecord[] }>(address("/api/works", { plan }), { lang });
    // Without them the form still serves: every source can be chosen.
    answer.then((known) => setWorks(known.works)).catch(console.warn);
  }, [plan, lang]);
  return works;
}

export interface CapitalProps {
  unit: string | null;
  plan: Plan;
  known: CapitalEntry | null;
  onClose: () => void;
}

/** Money that was allocated, disbursed or settled on a day. */
export function CapitalForm({ unit, plan, known, onClose }: CapitalProps) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const word = worksWords(lang);
  const today = useSelected((state) => state.route.asOf ?? state.atlas.value?.as_of) ?? "";
  const { communes, name } = useCommunes(plan, say("capital.district"));
  const [draft, setDraft] = useState<CapitalDraft>({
    type: known?.type ?? "allocation",
    source: known?.source ?? "programme",
    work: known?.work ?? "",
    unit: known ? (known.unit ?? "") : (unit ?? ""),
    on: date(known?.on ?? today),
    amount: known ? String(known.amount_vnd) : "",
    document: known?.document ?? "",
    note: known?.note ?? "",
  });
  const change = (part: Partial<CapitalDraft>) => setDraft((old) => ({ ...old, ...part }));
  const works = plan.works.filter((work) => draft.unit === "" || work.unit === draft.unit);
  const records = useWorkRecords(plan.id);
  const fundingOf = (work: string) => records.find(({ id }) => id === work)?.funding;
  const choose = (id: string) => {
    const work = plan.works.find((one) => one.id === id);
    const funding = fundingOf(id);
    setDraft((old) => withWork(old, work && { ...work, ...(funding && { funding }) }));
  };
  // A work may be chosen before it is known what funds it.
  useEffect(() => {
    if (draft.work !== (known?.work ?? "")) choose(draft.work);
  }, [records]);
  return (
    <Frame
      asked={saveCapital(draft, known, plan.id)}
      said={say("said", { name: draft.document.trim() })}
      onClose={onClose}
    >
      <Choice
        label={say("capital.type")}
        value={draft.type}
        options={capitalTypes}
        name={(type) => say(`capital.${type}`)}
        onChange={(type) => change({ type })}
      />
      <Choice
        label={say("capital.source")}
        value={draft.source}
        options={sourcesFor(fundingOf(draft.work), draft.source)}
        name={(source) => (funds.includes(source as Fund) ? word(`fund.${source as Fund}`) : source)}
        onChange={(source) => change({ source })}
      />
      <Text
        label={say("capital.amount")}
        value={draft.amount}
        inputMode="text"
        onInput={(amount) => change({ amount })}
      />
      <Day label={say("capital.on")} value={draft.on} onInput={(on) => change({ on })} />
      {unit === null && (
        <Choice
          label={say("form.commune")}
          value={draft.unit}
          options={["", ...communes]}
          name={name}
          onChange={(code) => change({ unit: code, work: "" })}
        />
      )}
      <Choice
        label={say("capital.work")}
        value={draft.work}
        options={["", ...works.map(({ id }) => id)]}
        name={(id) => works.find((one) => one.id === id)?.title[lang] ?? say("capital.noWork")}
        onChange={choose}
      />
      <Text
        label={say("form.decision")}
        value={draft.document}
        onInput={(document) => change({ document })}
      />
      <Text wide label={say("form.note")} value={draft.note} onInput={(note) => change({ note })} />
    </Frame>
  );
}

/** What a commune asks a department. */
export function QuestionForm({ unit, plan, set, criteria, onClose }: NewWorkProps) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const { communes, name } = useCommunes(plan, say("form.choose"));
  const [draft, setDraft] = useState<QuestionDraft>({
    ...{ unit: unit ?? "", department: "", about: "", question: "", document: "" },
  });
  const change = (part: Partial<QuestionDraft>) => setDraft((old) => ({ ...old, ...part }));
  const works = plan.works.filter((work) => work.unit === draft.unit);
  const subjects = [
    ...criteria.map(({ code, title }) => ({ id: `criterion:${code}`, name: `${code} ${title[lang]}` })),
    ...works.map(({ id, title }) => ({ id: `work:${id}`, name: title[lang] })),
  ];
  return (
    <Frame asked={askGuidance(draft, set, plan.id)} said={say("guidance.said")} onClose={onClose}>
      {unit === null && (
        <Choice
          label={say("form.commune")}
          value={draft.unit}
          options={["", ...communes]}
          name={name}
          onChange={(code) => change({ unit: code })}
        />
      )}
      <Choice
        label={say("guidance.department")}
        value={draft.department}
        options={["", ...plan.departments.map(({ id }) => id)]}
        name={(id) => plan.departments.find((one) => one.id === id)?.name[lang] ?? say("guidance.choose")}
        onChange={(department) => change({ department })}
      />
      <Choice
        label={say("guidance.about")}
        value={draft.about}
        options={["", ...subjects.map(({ id }) => id)]}
        name={(id) => subjects.find((one) => one.id === id)?.name ?? say("guidance.choose")}
        onChange={(about) => change({ about })}
      />
      <Text
        wide
        label={say("guidance.question")}
        value={draft.question}
        onInput={(question) => change({ question })}
      />
      <Text
        label={say("guidance.document")}
        value={draft.document}
        onInput={(document) => change({ document })}
      />
    </Frame>
  );
}

export function GuidanceAnswerForm({ of, onClose }: { of: Guidance; onClose: () => void }) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const [text, setText] = useState(of.answer?.text ?? "");
  const [document, setDocument] = useState(of.answer?.document ?? "");
  return (
    <Frame asked={answerGuidance(of, text, document)} said={say("guidance.answered")} onClose={onClose}>
      <Text wide label={say("guidance.text")} value={text} onInput={setText} />
      <Text label={say("guidance.document")} value={document} onInput={setDocument} />
    </Frame>
  );
}
