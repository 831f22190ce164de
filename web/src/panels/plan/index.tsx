import "../../styles/plan.css";
import "../../styles/plan_items.css";
import type { ComponentType } from "preact";
import type { PlanControl } from "../../plan/control";
import { useSelected } from "../context";
import { Download } from "../download";
import { Legend } from "../legend";
import { PlanContext, useAnswer, usePlan, useSay } from "./context";
import { PlanMore } from "./more";
import { PlanSummary, SetChooser } from "./summary";

/** The parts of the page in the view of the plan. */
export function partsOf(control: PlanControl) {
  const part = (Part: ComponentType): ComponentType =>
    function PlanPart() {
      return (
        <PlanContext.Provider value={control}>
          <Part />
        </PlanContext.Provider>
      );
    };
  return {
    Controls: part(SetChooser),
    Summary: part(PlanSummary),
    More: part(PlanMore),
    Actions: part(PlanActions),
    Legend: part(PlanLegend),
  };
}

/** What is shown, as files. */
function PlanActions() {
  const { say } = useSay();
  const control = usePlan();
  // The set is known when the plan has come; commune, day and rules are the route's.
  useSelected((state) => state.route);
  useAnswer((state) => state.plan.value);
  return (
    <>
      <Download url={control.fileAddress("criteria", "xlsx")} class="button button-primary">
        {say("file.criteria")}
      </Download>
      <Download url={control.fileAddress("plan", "xlsx")} class="button">
        {say("file.plan")}
      </Download>
    </>
  );
}

/** What is marked, in place of what the map always draws. */
function PlanLegend() {
  const { say } = useSay();
  const control = usePlan();
  const highlight = useAnswer((state) => state.highlight);
  if (!highlight) return <Legend />;
  return (
    <div class="marked" role="status">
      {(["counted", "left", "open"] as const).map(
        (part) =>
          Object.keys(highlight[part]).length > 0 && (
            <p key={part}>
              <span class={`swatch swatch-${part}`} aria-hidden="true" />
              {say(`mark.${part}`)}
            </p>
          ),
      )}
      <button type="button" class="button" onClick={() => control.mark(null)}>
        {say("mark.off")}
      </button>
    </div>
  );
}
