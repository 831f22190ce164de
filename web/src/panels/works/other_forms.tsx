import { useState } from "preact/hooks";
import { date } from "../../format";
import { worksWords } from "../../i18n/works";
import type { CriterionState, Difficulty, Task } from "../../plan/types";
import {
  answerDifficulty,
  declareTarget,
  type Proof,
  raiseDifficulty,
  recordResult,
  updateTask,
} from "../../works/requests";
import { useSelected } from "../context";
import { useSay } from "../edit/context";
import { Choice, Day, Text } from "../edit/fields";
import { usePlanParts } from "./context";
import { Frame } from "./frame";

/** Minutes, photos, and what is selected on the map. */
function useProof() {
  const { lang } = useSay();
  const word = worksWords(lang);
  const route = useSelected((state) => state.route);
  const [evidence, setEvidence] = useState("");
  const [photos, setPhotos] = useState("");
  const [attached, setAttached] = useState(true);
  const here =
    route.road !== null
      ? [{ road: route.road }]
      : route.facility !== null
        ? [{ facility: route.facility }]
        : [];
  const proof: Proof = { evidence, photos, features: attached ? here : [] };
  const fields = (
    <>
      <Text wide label={word("form.evidence")} value={evidence} onInput={setEvidence} />
      <Text wide label={word("form.photos")} value={photos} onInput={setPhotos} />
      {here.length > 0 && (
        <label class="field edit-wide works-check">
          <input
            type="checkbox"
            checked={attached}
            onChange={(event) => setAttached(event.currentTarget.checked)}
          />
          <span>{word("form.here")}</span>
        </label>
      )}
    </>
  );
  return { proof, fields };
}

function useDay(): [string, (day: string) => void] {
  const shown = useSelected((state) => state.route.asOf ?? state.atlas.value?.as_of) ?? "";
  return useState(date(shown));
}

export function TargetForm({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const [value, setValue] = useState("");
  const [day, setDay] = useDay();
  const { proof, fields } = useProof();
  return (
    <Frame
      asked={declareTarget(id, value, day, proof)}
      said={word("said.target", { name })}
      onClose={onClose}
    >
      <Text label={word("form.value")} value={value} inputMode="decimal" onInput={setValue} />
      <Day label={word("form.asOf")} value={day} onInput={setDay} />
      {fields}
    </Frame>
  );
}

interface ResultFormProps {
  where: { set: string; unit: string; criterion: string };
  state: CriterionState;
  onClose: () => void;
}

export function ResultForm({ where, state: now, onClose }: ResultFormProps) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const { words, criterionStates } = usePlanParts();
  const say = words(lang);
  const [state, setState] = useState<CriterionState>(now === "not_met" ? "met" : now);
  const [day, setDay] = useDay();
  const { proof, fields } = useProof();
  return (
    <Frame
      asked={recordResult(where, state, day, proof)}
      said={word("said.result", { name: where.criterion })}
      onClose={onClose}
    >
      <Choice
        label={word("form.state")}
        value={state}
        options={criterionStates}
        name={(one) => say(`state.${one}`)}
        onChange={setState}
      />
      <Day label={word("form.asOf")} value={day} onInput={setDay} />
      {fields}
    </Frame>
  );
}

export function DifficultyForm({ unit, onClose }: { unit: string | null; onClose: () => void }) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const [kind, setKind] = useState<Difficulty["kind"]>("difficulty");
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  return (
    <Frame asked={raiseDifficulty(unit, kind, title, text)} said={word("said.difficulty")} onClose={onClose}>
      <Choice
        label={word("form.kind")}
        value={kind}
        options={["difficulty", "proposal"] as const}
        name={(one) => word(`kind.${one}`)}
        onChange={setKind}
      />
      <Text wide label={word("form.title")} value={title} onInput={setTitle} />
      <Text wide label={word("form.text")} value={text} onInput={setText} />
    </Frame>
  );
}

export function AnswerForm({ difficulty, onClose }: { difficulty: Difficulty; onClose: () => void }) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const [text, setText] = useState(difficulty.answer?.text ?? "");
  return (
    <Frame asked={answerDifficulty(difficulty, text)} said={word("said.answer")} onClose={onClose}>
      <Text wide label={word("form.answer")} value={text} onInput={setText} />
    </Frame>
  );
}

export function TaskForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const say = usePlanParts().words(lang);
  const [state, setState] = useState(task.state);
  return (
    <Frame
      asked={updateTask(task, state)}
      said={word("said.work", { name: task.title[lang] })}
      onClose={onClose}
    >
      <Choice
        label={word("form.state")}
        value={state}
        options={["open", "under_way", "done"] as const}
        name={(one) => say(`tasks.state.${one}`)}
        onChange={setState}
      />
    </Frame>
  );
}
