import { useState } from "preact/hooks";
import { date } from "../../format";
import { translator } from "../../i18n";
import { registerWords } from "../../i18n/registers";
import { unitName } from "../../names";
import type { Plan } from "../../plan/types";
import {
  type Cooperative,
  cooperativeKinds,
  type HamletTitle,
  ownerKinds,
  type Product,
  type Title,
} from "../../registers/types";
import {
  type CooperativeDraft,
  type ProductDraft,
  recordTitle,
  removeRecord,
  saveCooperative,
  saveProduct,
  type TitleDraft,
} from "../../works/register_requests";
import { useSelected } from "../context";
import { useSay } from "../edit/context";
import { Choice, type FieldsProps, Rarely, Text } from "../edit/fields";
import { Frame } from "./frame";

const typed = (day: string | null | undefined) => (day ? date(day) : "");

interface PlaceProps extends FieldsProps<{ unit: string; hamlet: string }> {
  /** The commune that is looked at; null: one chooses. */
  unit: string | null;
  plan: Plan;
}

/** Commune and hamlet. */
function PlaceFields({ unit, plan, draft, change }: PlaceProps) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const t = translator(lang);
  const units = useSelected((state) => state.units);
  const communes = plan.units.map(({ code }) => code).filter((code) => units.has(code));
  const hamlets = [...units.values()].filter(({ parent }) => parent === draft.unit);
  return (
    <>
      {unit === null && (
        <Choice
          label={say("form.commune")}
          value={draft.unit}
          options={["", ...communes]}
          name={(code) => {
            const one = units.get(code);
            return one ? unitName(one.name, one.kind, lang, t) : say("form.choose");
          }}
          onChange={(code) => change({ unit: code, hamlet: "" })}
        />
      )}
      <Choice
        label={say("form.hamlet")}
        value={draft.hamlet}
        options={["", ...hamlets.map(({ code }) => code)]}
        name={(code) => units.get(code)?.name ?? say("form.noHamlet")}
        onChange={(hamlet) => change({ hamlet })}
      />
    </>
  );
}

export interface CooperativeProps {
  unit: string | null;
  plan: Plan;
  known: Cooperative | null;
  onClose: () => void;
}

export function CooperativeForm({ unit, plan, known, onClose }: CooperativeProps) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const [draft, setDraft] = useState<CooperativeDraft>({
    name: known?.name ?? "",
    unit: known?.unit ?? unit ?? "",
    hamlet: known?.hamlet ?? "",
    kind: known?.kind ?? "agriculture",
    founded: typed(known?.founded_on),
    dissolved: typed(known?.dissolved_on),
    members: known?.members == null ? "" : String(known.members),
    evidence: known?.evidence ?? "",
    note: known?.note ?? "",
  });
  const change = (part: Partial<CooperativeDraft>) => setDraft((old) => ({ ...old, ...part }));
  return (
    <Frame
      asked={saveCooperative(draft, known, plan.id)}
      said={say("said", { name: draft.name.trim() })}
      onClose={onClose}
    >
      <Text wide label={say("form.name")} value={draft.name} onInput={(name) => change({ name })} />
      <PlaceFields unit={unit} plan={plan} draft={draft} change={change} />
      <Choice
        label={say("form.kind")}
        value={draft.kind}
        options={cooperativeKinds}
        name={(kind) => say(`coop.kind.${kind}`)}
        onChange={(kind) => change({ kind })}
      />
      <Text
        label={say("form.founded")}
        value={draft.founded}
        inputMode="numeric"
        onInput={(founded) => change({ founded })}
      />
      <Text
        label={say("form.members")}
        value={draft.members}
        inputMode="numeric"
        onInput={(members) => change({ members })}
      />
      <Text
        label={say("form.evidence")}
        value={draft.evidence}
        onInput={(evidence) => change({ evidence })}
      />
      <Rarely>
        <Text
          label={say("form.dissolved")}
          value={draft.dissolved}
          inputMode="numeric"
          onInput={(dissolved) => change({ dissolved })}
        />
        <Text wide label={say("form.note")} value={draft.note} onInput={(note) => change({ note })} />
      </Rarely>
    </Frame>
  );
}

export interface ProductProps {
  unit: string | null;
  plan: Plan;
  known: Product | null;
  cooperatives: readonly Cooperative[];
  onClose: () => void;
}

export function ProductForm({ unit, plan, known, cooperatives, onClose }: ProductProps) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const [draft, setDraft] = useState<ProductDraft>({
    name: known?.name ?? "",
    unit: known?.unit ?? unit ?? "",
    hamlet: known?.hamlet ?? "",
    ownerKind: known?.owner_kind ?? "cooperative",
    cooperative: known?.cooperative ?? "",
    owner: known?.owner ?? "",
    stars: known?.stars == null ? "" : String(known.stars),
    recognised: typed(known?.recognised_on),
    validTo: typed(known?.valid_to),
    decision: known?.decision ?? "",
    note: known?.note ?? "",
  });
  const change = (part: Partial<ProductDraft>) => setDraft((old) => ({ ...old, ...part }));
  return (
    <Frame
      asked={saveProduct(draft, known, plan.id)}
      said={say("said", { name: draft.name.trim() })}
      onClose={onClose}
    >
      <Text wide label={say("form.name")} value={draft.name} onInput={(name) => change({ name })} />
      <PlaceFields unit={unit} plan={plan} draft={draft} change={change} />
      <Choice
        label={say("form.ownerKind")}
        value={draft.ownerKind}
        options={ownerKinds}
        name={(kind) => say(`form.owner.${kind}`)}
        onChange={(ownerKind) => change({ ownerKind })}
      />
      {draft.ownerKind === "cooperative" && (
        <Choice
          label={say("form.cooperative")}
          value={draft.cooperative}
          options={["", ...cooperatives.map(({ id }) => id)]}
          name={(id) => cooperatives.find((one) => one.id === id)?.name ?? say("form.chooseCooperative")}
          onChange={(cooperative) => change({ cooperative })}
        />
      )}
      {draft.ownerKind === "enterprise" && (
        <Text label={say("form.owner")} value={draft.owner} onInput={(owner) => change({ owner })} />
      )}
      <Choice
        label={say("form.stars")}
        value={draft.stars}
        options={["", "3", "4", "5"]}
        name={(n) => (n === "" ? say("form.noStars") : say("form.star", { n }))}
        onChange={(stars) => change({ stars })}
      />
      {draft.stars !== "" && (
        <>
          <Text
            label={say("form.recognised")}
            value={draft.recognised}
            inputMode="numeric"
            onInput={(recognised) => change({ recognised })}
          />
          <Text
            label={say("form.validTo")}
            value={draft.validTo}
            inputMode="numeric"
            onInput={(validTo) => change({ validTo })}
          />
          <Text
            label={say("form.decision")}
            value={draft.decision}
            onInput={(decision) => change({ decision })}
          />
        </>
      )}
      <Text wide label={say("form.note")} value={draft.note} onInput={(note) => change({ note })} />
    </Frame>
  );
}

export interface TitleProps {
  of: { hamlet: string; title: Title; year: number; etag: string };
  known: HamletTitle;
  plan: Plan;
  onClose: () => void;
}

export function TitleForm({ of, known, plan, onClose }: TitleProps) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const [draft, setDraft] = useState<TitleDraft>({
    recognised: known.state === "not_recognised" ? "no" : "yes",
    decision: known.decision ?? "",
    decided: typed(known.decided_on),
    note: known.note ?? "",
  });
  const change = (part: Partial<TitleDraft>) => setDraft((old) => ({ ...old, ...part }));
  return (
    <Frame
      asked={recordTitle(of, draft, plan.id)}
      said={say("said", { name: known.hamlet.name })}
      onClose={onClose}
    >
      <Choice
        label={say("form.state")}
        value={draft.recognised}
        options={["yes", "no"] as const}
        name={(one) => say(`form.${one}`)}
        onChange={(recognised) => change({ recognised })}
      />
      <Text
        label={say("form.decision")}
        value={draft.decision}
        onInput={(decision) => change({ decision })}
      />
      <Text
        label={say("form.decided")}
        value={draft.decided}
        inputMode="numeric"
        onInput={(decided) => change({ decided })}
      />
      <Text wide label={say("form.note")} value={draft.note} onInput={(note) => change({ note })} />
    </Frame>
  );
}

export interface RemovalProps {
  path: string;
  etag: string;
  name: string;
  /** Of a household no reason is asked for: others read the history. */
  household?: boolean;
  onClose: () => void;
}

/** Takes a record off its list. */
export function RemovalForm({ path, etag, name, household = false, onClose }: RemovalProps) {
  const { lang } = useSay();
  const say = registerWords(lang);
  const [why, setWhy] = useState("");
  return (
    <Frame
      asked={removeRecord(path, etag, why)}
      said={say("said.removed", { name })}
      onClose={onClose}
      atOnce={household}
    >
      <p class="edit-wide">{say("form.remove", { name })}</p>
      {!household && <Text wide label={say("form.why")} value={why} onInput={setWhy} />}
    </Frame>
  );
}
