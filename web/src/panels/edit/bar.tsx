import { mayEdit } from "../../edit/rights";
import { isPast } from "../../state";
import { useSelected } from "../context";
import { useEdit, useSay } from "./context";

/** What editors find above the figures: the inbox, and what is not there yet. */
export function Bar() {
  const control = useEdit();
  const { say } = useSay();
  const session = useSelected((state) => state.session);
  const pending = useSelected((state) => state.pending);
  const decides = session?.edits === "decided";
  const past = isPast(useSelected((state) => state.route));
  const may = (right: string) => !past && mayEdit(session, right, []);
  return (
    <nav class="edit-bar" aria-label={say("bar.label")}>
      <button type="button" class="chip" onClick={() => control.controller.store.set({ dialog: "inbox" })}>
        {say(decides ? "bar.inbox" : "bar.mine")}
        {decides && <span class="count">{pending}</span>}
      </button>
      {may("edit_road") && (
        <button type="button" class="chip" onClick={() => control.open("add-road")}>
          {say("bar.addRoad")}
        </button>
      )}
      {may("edit_facility") && (
        <button type="button" class="chip" onClick={() => control.open("add-facility")}>
          {say("bar.addFacility")}
        </button>
      )}
      {may("import_data") && (
        <button type="button" class="chip" onClick={() => control.controller.store.set({ dialog: "import" })}>
          {say("bar.import")}
        </button>
      )}
    </nav>
  );
}
