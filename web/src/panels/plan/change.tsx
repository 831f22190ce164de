import type { ComponentType } from "preact";
import { useRef, useState } from "preact/hooks";
import { planWords } from "../../i18n/plan";
import { criterionStates, workStates } from "../../plan/types";
import { useController, useSelected } from "../context";
import type { Subject } from "../works";
import { useSay } from "./context";

const parts = { words: planWords, workStates, criterionStates };

type Form = ComponentType<{ subject: Subject; onClose: () => void }>;

/** Whether somebody may change what is of a commune, or of the district as a whole. */
export function useMayChange(unit: string | null): boolean {
  const session = useSelected((state) => state.session);
  const reach = session?.rights["edit_plan"] ?? "nowhere";
  if (reach !== "own_communes") return reach === "everywhere";
  return unit !== null && (session?.user?.communes.includes(unit) ?? false);
}

interface ChangeProps {
  unit: string | null;
  /** What may be changed here, each with a button of its own. */
  subjects: readonly Subject[];
}

/** Buttons that open a form below them. What the forms need comes with the first click. */
export function Change({ unit, subjects }: ChangeProps) {
  const controller = useController();
  const { say } = useSay();
  const may = useMayChange(unit);
  const opener = useRef<HTMLButtonElement | null>(null);
  const [open, setOpen] = useState<Subject | null>(null);
  const [Form, setForm] = useState<Form | null>(null);
  if (!may) return null;
  const show = async (subject: Subject) => {
    const [{ formsOf }, edit] = await Promise.all([import("../works"), controller.edit()]);
    setForm((known: Form | null) => known ?? formsOf(edit, parts));
    setOpen(subject);
  };
  const close = () => {
    setOpen(null);
    requestAnimationFrame(() => opener.current?.focus({ preventScroll: true }));
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
