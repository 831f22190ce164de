import "../../styles/works.css";
import type { EditControl } from "../../edit/control";
import type { Household } from "../../households/reading";
import type { CriterionState, Difficulty, Plan, Task } from "../../plan/types";
import type { CapitalEntry, Cooperative, Guidance, HamletTitle, Product, Title } from "../../registers/types";
import type { Bilingual } from "../../types";
import { EditContext } from "../edit/context";
import { HouseholdForm } from "../households/form";
import { CapitalForm, GuidanceAnswerForm, QuestionForm } from "./capital_forms";
import { PlanParts } from "./context";
import { GiftForm, NewTaskForm } from "./more_forms";
import { NewWorkForm } from "./new_work";
import { AnswerForm, DifficultyForm, ResultForm, TargetForm, TaskForm } from "./other_forms";
import { CooperativeForm, ProductForm, RemovalForm, TitleForm } from "./register_forms";
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
  | { what: "newCooperative" | "cooperative"; unit: string | null; plan: Plan; known: Cooperative | null }
  | {
      what: "newProduct" | "product";
      unit: string | null;
      plan: Plan;
      known: Product | null;
      cooperatives: readonly Cooperative[];
    }
  | {
      what: "title";
      of: { hamlet: string; title: Title; year: number; etag: string };
      known: HamletTitle;
      plan: Plan;
    }
  | { what: "newCapital" | "capital"; unit: string | null; plan: Plan; known: CapitalEntry | null }
  | { what: "guidanceAnswer"; of: Guidance }
  | { what: "removal"; path: string; etag: string; name: string; household?: boolean }
  | ({ what: "newWork" | "newTask" | "newGuidance" } & Beginning);

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
    case "newCooperative":
    case "cooperative":
      return <CooperativeForm {...subject} onClose={onClose} />;
    case "newProduct":
    case "product":
      return <ProductForm {...subject} onClose={onClose} />;
    case "newCapital":
    case "capital":
      return <CapitalForm {...subject} onClose={onClose} />;
    case "newGuidance":
      return <QuestionForm {...subject} onClose={onClose} />;
    case "guidanceAnswer":
      return <GuidanceAnswerForm of={subject.of} onClose={onClose} />;
    case "title":
      return <TitleForm {...subject} onClose={onClose} />;
    case "removal":
      return <RemovalForm {...subject} onClose={onClose} />;
    case "newWork":
      return <NewWorkForm {...subject} onClose={onClose} />;
    case "newTask":
      return <NewTaskForm {...subject} onClose={onClose} />;
  }
}
