import { useState } from "preact/hooks";
import { uuid } from "../../edit/keys";
import { date } from "../../format";
import { translator } from "../../i18n";
import { worksWords } from "../../i18n/works";
import { unitName } from "../../names";
import type { Plan } from "../../plan/types";
import { type Gift, giveTo, type NewTask, newTask } from "../../works/drafts";
import { useSelected } from "../context";
import { useSay } from "../edit/context";
import { Choice, Day, Rarely, Text } from "../edit/fields";
import { Frame } from "./frame";
import type { NewWorkProps } from "./new_work";

interface GiftProps {
  work: { id: string; unit: string; name: string };
  plan: Plan;
  onClose: () => void;
}

/** Money, land and labour that residents gave for a work. */
export function GiftForm({ work, plan, onClose }: GiftProps) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const today = useSelected((state) => state.route.asOf ?? state.atlas.value?.as_of) ?? "";
  const [gift, setGift] = useState<Gift>({
    ...{ day: date(today), money: "", land: "", labour: "", households: "", evidence: "", note: "" },
  });
  const change = (part: Partial<Gift>) => setGift((old) => ({ ...old, ...part }));
  return (
    <Frame
      asked={giveTo(work, plan.id, gift)}
      said={word("said.gift", { name: work.name })}
      onClose={onClose}
    >
      <Text
        label={word("gift.money")}
        value={gift.money}
        inputMode="decimal"
        onInput={(money) => change({ money })}
      />
      <Text
        label={word("gift.land")}
        value={gift.land}
        inputMode="decimal"
        onInput={(land) => change({ land })}
      />
      <Text
        label={word("gift.labour")}
        value={gift.labour}
        inputMode="decimal"
        onInput={(labour) => change({ labour })}
      />
      <Text
        label={word("gift.households")}
        value={gift.households}
        inputMode="numeric"
        onInput={(households) => change({ households })}
      />
      <Day label={word("gift.day")} value={gift.day} onInput={(day) => change({ day })} />
      <Text
        label={word("form.evidence")}
        value={gift.evidence}
        onInput={(evidence) => change({ evidence })}
      />
      <Text wide label={word("form.note")} value={gift.note} onInput={(note) => change({ note })} />
      <p class="quiet edit-wide">{word("gift.noNames")}</p>
    </Frame>
  );
}

/** A task that the plan does not have. */
export function NewTaskForm({ unit, plan, set, criteria, onClose }: NewWorkProps) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const t = translator(lang);
  const units = useSelected((state) => state.units);
  const revision = useSelected((state) => state.atlas.value?.revision ?? 0);
  const [id] = useState(() => `NV-${uuid().slice(0, 8)}`);
  const [draft, setDraft] = useState<NewTask>({
    ...{ title: "", unit: unit ?? "", owner: "", due: "", criterion: "", note: "" },
  });
  const change = (part: Partial<NewTask>) => setDraft((old) => ({ ...old, ...part }));
  const communes = plan.units.map(({ code }) => code).filter((code) => units.has(code));
  const named = (code: string) => {
    const one = units.get(code);
    return one ? unitName(one.name, one.kind, lang, t) : word("form.wholeDistrict");
  };
  return (
    <Frame asked={newTask(draft, id, plan, { set, revision })} said={word("said.newTask")} onClose={onClose}>
      <Text wide label={word("form.title")} value={draft.title} onInput={(title) => change({ title })} />
      {unit === null && (
        <Choice
          label={word("form.commune")}
          value={draft.unit}
          options={["", ...communes]}
          name={named}
          onChange={(code) => change({ unit: code })}
        />
      )}
      <Choice
        label={word("form.lead")}
        value={draft.owner}
        options={["", ...plan.departments.map((one) => one.id)]}
        name={(one) =>
          plan.departments.find((other) => other.id === one)?.name[lang] ?? word("form.unknownLead")
        }
        onChange={(owner) => change({ owner })}
      />
      <Text
        label={word("form.due")}
        value={draft.due}
        inputMode="numeric"
        onInput={(due) => change({ due })}
      />
      <Rarely>
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
    </Frame>
  );
}
