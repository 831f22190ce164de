import "../../styles/works.css";
import type { EditControl } from "../../edit/control";
import type { Household } from "../../households/reading";
import type { CriterionState, Difficulty, Plan, Task } from "../../plan/types";
import type { Bilingual } from "../../types";
import { EditContext } from "../edit/context";
import { HouseholdForm } from "../households/form";
import { PlanParts } from "./context";
import { GiftForm, NewTaskForm } from "./more_forms";
import { NewWorkForm } from "./new_work";
import { AnswerForm, DifficultyForm, ResultForm, TargetForm, TaskForm } from "./other_forms";
import { WorkForm } from "./work_forms";

/** What of the plan somebody changes. */
export type Subject =
  | { what: "work" | "accept"; id: string }
  | { what: "target"; id: string; name: string }
  | { what: "result"; where: { set: string; unit: string; criterion: string }; state: CriterionState }
  | { what: "task"; task: Task }
  | { what: "difficulty"; unit: string | null }
  | { what: "answer"; difficulty: Difficulty }
  | { what: "gift"; work: { id: string; unit: string; name: string }; plan: Plan }
  | { what: "newHousehold" | "household"; unit: string | null; plan: Plan; household: Household | null }
  | ({ what: "newWork" | "newTask" } & Beginning);

/** What something new of a plan begins with. */
interface Beginning {
  unit: string | null;
  plan: Plan;
  set: string | null;
  criteria: readonly { code: string; title: Bilingual }[];
}

/** The form of a subject, where it is asked for. */
export function formsOf(edit: EditControl, parts: PlanParts) {
  return function PlanForm({ subject, onClose }: { subject: Subject; onClose: () => void }) {
    return (
      <EditContext.Provider value={edit}>
        <PlanParts.Provider value={parts}>
          <Form subject={subject} onClose={onClose} />
        </PlanParts.Provider>
      </EditContext.Provider>
    );
  };
}

function Form({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  switch (subject.what) {
    case "work":
    case "accept":
      return <WorkForm id={subject.id} kind={subject.what} onClose={onClose} />;
    case "target":
      return <TargetForm id={subject.id} name={subject.name} onClose={onClose} />;
    case "result":
      return <ResultForm where={subject.where} state={subject.state} onClose={onClose} />;
    case "task":
      return <TaskForm task={subject.task} onClose={onClose} />;
    case "difficulty":
      return <DifficultyForm unit={subject.unit} onClose={onClose} />;
    case "answer":
      return <AnswerForm difficulty={subject.difficulty} onClose={onClose} />;
    case "gift":
      return <GiftForm work={subject.work} plan={subject.plan} onClose={onClose} />;
    case "household":
    case "newHousehold":
      return <HouseholdForm {...subject} onClose={onClose} />;
    case "newWork":
      return <NewWorkForm {...subject} onClose={onClose} />;
    case "newTask":
      return <NewTaskForm {...subject} onClose={onClose} />;
  }
}
