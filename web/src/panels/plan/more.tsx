import { date, list } from "../../format";
import { concerns, reaches } from "../../plan/reading";
import type { Plan, PlanReport, Task } from "../../plan/types";
import { useSelected } from "../context";
import { Download } from "../download";
import { Whole } from "./about";
import { Opens, useWorkRow } from "./basis";
import { Change, useBeginning, useMayChange } from "./change";
import { useAnswer, usePlan, useSay } from "./context";
import { Dashboard } from "./dashboard";
import { Fold, Item, LaterFold } from "./fold";
import { TargetItem } from "./targets";
import { Works } from "./work_list";

const loadMaker = () => import("../maker").then((room) => room.Maker);
const loadHouseholds = () => import("../households").then((room) => room.Households);
const loadCooperatives = () => import("../registers").then((room) => room.Cooperatives);
const loadProducts = () => import("../registers").then((room) => room.Products);
const loadTitles = () => import("../registers").then((room) => room.Titles);
const loadCapital = () => import("../registers").then((room) => room.Capital);
const loadGuidance = () => import("../registers").then((room) => room.GuidanceLog);
const loadReports = () => import("../reports").then((room) => room.Reports);

/** Everything else that the plan says: of one commune, or of all. */
export function PlanMore() {
  const plan = useAnswer((state) => state.plan.value);
  const progress = useAnswer((state) => state.progress.value);
  useSelected((state) => state.route);
  return plan && progress ? <Parts plan={plan} progress={progress} /> : null;
}

function Parts({ plan, progress }: { plan: Plan; progress: PlanReport }) {
  const { lang, say } = useSay();
  const control = usePlan();
  const session = useSelected((state) => state.session);
  useSelected((state) => state.route);
  const beginning = useBeginning(plan);
  const { unit } = beginning;
  // The district answers what communes raise.
  const answers = useMayChange(null);
  const tasks = plan.tasks.filter((task) => concerns(task.units, unit));
  const difficulties = plan.difficulties.filter((one) => concerns(one.units, unit));
  return (
    <>
      <Dashboard plan={plan} progress={progress} />
      <Fold title={say("targets.title")} count={progress.targets.length} open>
        <ul class="plan-items">
          {progress.targets.map((target) => (
            <TargetItem key={target.id} target={target} />
          ))}
        </ul>
      </Fold>
      <LaterFold title={say("maker.title")} load={loadMaker} props={{ unit }} />
      <LaterFold title={say("reports.title")} load={loadReports} props={{ unit, year: plan.year }} />
      <Works plan={plan} progress={progress} />
      {reaches(session, "read_household", unit) && (
        <LaterFold title={say("households.title")} load={loadHouseholds} props={{ unit, plan, Change }} />
      )}
      <LaterFold
        title={say("capital.title")}
        load={loadCapital}
        props={{ unit, plan, Change, Opens, useWorkRow }}
      />
      <LaterFold
        id="cooperatives"
        title={say("cooperatives.title")}
        load={loadCooperatives}
        props={{ unit, plan, Change }}
      />
      <LaterFold
        id="products"
        title={say("products.title")}
        load={loadProducts}
        props={{ unit, plan, Change }}
      />
      <LaterFold
        id="titles"
        title={say("hamletTitles.title")}
        load={loadTitles}
        props={{ unit, plan, Change, Opens }}
      />
      <LaterFold title={say("guidance.title")} load={loadGuidance} props={{ ...beginning, Change }} />
      <Tasks plan={plan} tasks={tasks} beginning={beginning} />
      <Fold title={say("difficulties.title")} count={difficulties.length}>
        <ul class="plan-items">
          {difficulties.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.title[lang]}
              {one.text && <span class="quiet">{one.text}</span>}
              {one.raised_on && (
                <span class="quiet">
                  {say("difficulties.raised", { who: one.raised_by ?? "", date: date(one.raised_on) })}
                  {!one.answer && ` · ${say("difficulties.open")}`}
                </span>
              )}
              {one.answer && (
                <span>
                  {say("difficulties.answer", {
                    who: one.answer.by,
                    date: date(one.answer.on),
                    text: one.answer.text,
                  })}
                </span>
              )}
              {answers && (
                <Change
                  unit={one.units.length === 1 ? (one.units[0] ?? null) : null}
                  subjects={[{ what: "answer", difficulty: one }]}
                />
              )}
            </Item>
          ))}
        </ul>
        <Change unit={unit} subjects={[{ what: "difficulty", unit }]} />
      </Fold>
      <Fold title={say("departments.title")} count={plan.departments.length}>
        <ul class="plan-items">
          {plan.departments.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.name[lang]}
            </Item>
          ))}
        </ul>
      </Fold>
      {unit === null && <Whole plan={plan} progress={progress} />}
      <p class="buttons">
        <Download url={control.fileAddress("criteria", "csv")} class="button">
          {say("file.criteriaCsv")}
        </Download>
        <Download url={control.fileAddress("plan", "csv")} class="button">
          {say("file.planCsv")}
        </Download>
      </p>
    </>
  );
}

/** Who does what by when. */
interface TasksProps {
  plan: Plan;
  tasks: readonly Task[];
  beginning: ReturnType<typeof useBeginning>;
}

function Tasks({ plan, tasks, beginning }: TasksProps) {
  const { lang, say } = useSay();
  const named = (id: string) => plan.departments.find((one) => one.id === id)?.name[lang] ?? id;
  return (
    <Fold title={say("tasks.title")} count={tasks.length}>
      <Change unit={beginning.unit} subjects={[{ what: "newTask", ...beginning }]} />
      <ul class="plan-items">
        {tasks.map((task) => (
          <Item key={task.id} paragraph={task.paragraph}>
            {task.title[lang]}
            <span class="quiet">
              {say(`tasks.state.${task.state}`)} ·{" "}
              {task.owners.length > 0 ? list(task.owners.map(named), lang) : say("tasks.noOwner")}
              {task.horizon_year !== null && ` · ${say("tasks.horizon", { year: task.horizon_year })}`}
              {task.due && ` · ${say("targets.due", { date: date(task.due) })}`}
            </span>
            <Change
              unit={task.units.length === 1 ? (task.units[0] ?? null) : null}
              subjects={[{ what: "task", task }]}
            />
          </Item>
        ))}
      </ul>
    </Fold>
  );
}
