import "../../styles/plan.css";
import "../../styles/plan_items.css";
import type { ComponentType } from "preact";
import type { PlanControl } from "../../plan/control";
import type { Highlight } from "../../plan/highlight";
import { useSelected } from "../context";
import { Download } from "../download";
import { Legend } from "../legend";
import { BasisDialog, Card } from "./basis";
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
      <BasisDialog />
      <Download url={control.fileAddress("criteria", "xlsx")} class="button button-primary">
        {say("file.criteria")}
      </Download>
      <Download url={control.fileAddress("plan", "xlsx")} class="button">
        {say("file.plan")}
      </Download>
    </>
  );
}

/** What a part of the marks is: of a number, or of what is met; hamlets are of the commune alone. */
function wordOf({ left, number }: Highlight, part: "counted" | "left" | "open") {
  if (part === "open") return "mark.open";
  if (number) return `mark.number.${part}` as const;
  return part === "left" && !left.roads && !left.facilities ? "mark.leftHere" : (`mark.${part}` as const);
}

/** What is marked, in place of what the map always draws. */
function PlanLegend() {
  const { say } = useSay();
  const control = usePlan();
  const highlight = useAnswer((state) => state.highlight);
  const shown = useAnswer((state) => state.shown);
  if (shown) return <Card shown={shown} />;
  if (!highlight) return <Legend />;
  return (
    <div class="marked" role="status">
      {(["counted", "left", "open"] as const).map(
        (part) =>
          Object.keys(highlight[part]).length > 0 && (
            <p key={part}>
              <span class={`swatch swatch-${part}`} aria-hidden="true" />
              {say(wordOf(highlight, part))}
            </p>
          ),
      )}
      <button type="button" class="button" onClick={() => control.mark(null)}>
        {say("mark.off")}
      </button>
    </div>
  );
}
