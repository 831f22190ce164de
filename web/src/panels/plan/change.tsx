import type { ComponentType } from "preact";
import { useRef, useState } from "preact/hooks";
import { planWords } from "../../i18n/plan";
import { reaches } from "../../plan/reading";
import { criterionStates, type Plan, workStates } from "../../plan/types";
import type { LonLat } from "../../types";
import { useController, useSelected } from "../context";
import { focusAgain } from "../shared/focus";
import type { Subject } from "../works";
import { useAnswer, usePlan, useSay } from "./context";

const parts = { words: planWords, workStates, criterionStates };

type Form = ComponentType<{ subject: Subject; onClose: () => void }>;

/** Whether somebody may change what is of a commune, or of the district as a whole. */
export function useMayChange(unit: string | null, right = "edit_plan"): boolean {
  const session = useSelected((state) => state.session);
  const everywhere = session?.rights[right] === "everywhere";
  return everywhere || (unit !== null && reaches(session, right, unit));
}

/** What something new of the plan begins with: where, and the criteria that it may be for. */
export function useBeginning(plan: Plan) {
  const control = usePlan();
  const criteria = useAnswer((state) => state.criteria.value?.rows[0]?.criteria) ?? [];
  return { unit: control.unit, plan, set: control.set, criteria };
}

interface ChangeProps {
  unit: string | null;
  /** What somebody must be allowed to do there. */
  right?: string;
  /** What may be changed here, each with a button of its own. */
  subjects: readonly Subject[];
}

export type Changer = ComponentType<ChangeProps>;

/** Buttons that open a form below them. What the forms need comes with the first click. */
export function Change({ unit, right, subjects }: ChangeProps) {
  const controller = useController();
  const { say } = useSay();
  const control = usePlan();
  const may = useMayChange(unit, right);
  const opener = useRef<HTMLButtonElement | null>(null);
  const [open, setOpen] = useState<Subject | null>(null);
  const [Form, setForm] = useState<Form | null>(null);
  if (!may) return null;
  const show = async (subject: Subject) => {
    const [{ formsOf }, edit] = await Promise.all([import("../works"), controller.edit()]);
    const draw = (lines: readonly LonLat[][]) => control.draw(lines);
    setForm((known: Form | null) => known ?? formsOf(edit, { ...parts, draw }));
    setOpen(subject);
  };
  const close = () => {
    setOpen(null);
    focusAgain(opener.current);
  };
  return (
    <div class="plan-change">
      <div class="buttons">
        {subjects.map((subject) => (
          <button
            key={subject.what}
            type="button"
            class="button button-small"
            aria-expanded={open?.what === subject.what}
            onClick={(event) => {
              opener.current = event.currentTarget;
              if (open?.what === subject.what) close();
              else void show(subject);
            }}
          >
            {say(`change.${subject.what}`)}
          </button>
        ))}
      </div>
      {open && Form && <Form key={open.what} subject={open} onClose={close} />}
    </div>
  );
}
