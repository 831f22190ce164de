import { useState } from "preact/hooks";
import { date } from "../../format";
import { categories, type Household, type HouseholdDraft, putHousehold } from "../../households/reading";
import { householdWords } from "../../i18n/households";
import type { Plan } from "../../plan/types";
import { useSelected } from "../context";
import { useSay } from "../edit/context";
import { Choice, Text } from "../edit/fields";
import { Frame } from "../works/frame";

export interface HouseholdFormProps {
  /** The commune whose hamlets are offered; null: those of the communes that one looks after. */
  unit: string | null;
  plan: Plan;
  /** Null: a new one. Its hamlet and number say which it is and stay. */
  household: Household | null;
  onClose: () => void;
}

const counted = ["household", "house"];

export function HouseholdForm({ unit, plan, household, onClose }: HouseholdFormProps) {
  const { lang } = useSay();
  const say = householdWords(lang);
  const units = useSelected((state) => state.units);
  const own = useSelected((state) => state.session?.user?.communes) ?? [];
  const [draft, setDraft] = useState<HouseholdDraft>({
    hamlet: household?.hamlet ?? "",
    number: household?.number ?? "",
    category: household?.category ?? "poor",
    target: household?.target ?? "",
    support: household?.support ?? "",
    supported: household?.supported_on ? date(household.supported_on) : "",
    note: household?.note ?? "",
  });
  const change = (part: Partial<HouseholdDraft>) => setDraft((old) => ({ ...old, ...part }));
  const mine = (commune: string | null) =>
    commune !== null && (unit === null ? own.length === 0 || own.includes(commune) : commune === unit);
  const hamlets = [...units.values()].filter(({ level, parent }) => level === "hamlet" && mine(parent));
  const targets = plan.targets.filter(({ amount }) => counted.includes(amount?.unit ?? ""));
  const hamletName = (code: string) => {
    const one = units.get(code);
    if (!one) return say("form.choose");
    return unit === null ? `${one.name}, ${units.get(one.parent ?? "")?.name ?? ""}` : one.name;
  };
  return (
    <Frame
      asked={putHousehold(draft, plan.id)}
      said={say("said", { number: draft.number.trim() })}
      onClose={onClose}
      atOnce
    >
      {!household && (
        <>
          <Choice
            label={say("form.hamlet")}
            value={draft.hamlet}
            options={["", ...hamlets.map(({ code }) => code)]}
            name={hamletName}
            onChange={(hamlet) => change({ hamlet })}
          />
          <Text label={say("form.number")} value={draft.number} onInput={(number) => change({ number })} />
        </>
      )}
      <Choice
        label={say("form.category")}
        value={draft.category}
        options={categories}
        name={(one) => say(`category.${one}`)}
        onChange={(category) => change({ category })}
      />
      <Choice
        label={say("form.target")}
        value={draft.target}
        options={["", ...targets.map(({ id }) => id)]}
        name={(id) => {
          const one = targets.find((target) => target.id === id);
          return one ? `${one.id} ${one.title[lang]}` : say("form.noTarget");
        }}
        onChange={(target) => change({ target })}
      />
      <Text label={say("form.support")} value={draft.support} onInput={(support) => change({ support })} />
      <Text
        label={say("form.supported")}
        value={draft.supported}
        inputMode="numeric"
        onInput={(supported) => change({ supported })}
      />
      <Text wide label={say("form.note")} value={draft.note} onInput={(note) => change({ note })} />
    </Frame>
  );
}
