import type { Highlight } from "../../plan/highlight";
import { featuresOf, highlightOfFeatures } from "../../plan/highlight";
import type { Declared } from "../../plan/types";
import { usePlan, useSay } from "./context";

/** Shows on the map where a number comes from; nothing where the map has nothing to show. */
export function Mark({ highlight }: { highlight: Highlight | null }) {
  const { say } = useSay();
  const control = usePlan();
  if (!highlight) return null;
  return (
    <button type="button" class="button button-small" onClick={() => control.mark(highlight)}>
      {say("declared.show")}
    </button>
  );
}

/** Photos and features of what was declared. */
export function Proof({ declared }: { declared: Declared | null }) {
  const { say } = useSay();
  if (!declared) return null;
  return (
    <>
      {declared.photos.length > 0 && (
        <span class="quiet">{say("declared.photos", { list: declared.photos.join(", ") })}</span>
      )}
      <Mark highlight={highlightOfFeatures(featuresOf(declared))} />
    </>
  );
}
