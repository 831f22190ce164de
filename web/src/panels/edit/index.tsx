import "../../styles/edit.css";
import "../../styles/edit_choices.css";
import "../../styles/edit_history.css";
import "../../styles/edit_line.css";
import { type ComponentType, render } from "preact";
import { useEffect } from "preact/hooks";
import type { EditControl } from "../../edit/control";
import { holdMap } from "../../map/edit";
import { ControllerContext } from "../context";
import { focusAgain } from "../shared/focus";
import { FacilityForm, NewFacilityForm, RoadForm } from "./attribute_forms";
import { Bar } from "./bar";
import { EditContext, useEdit, useEditing } from "./context";
import { NewRoadForm, RedrawForm } from "./draw_forms";
import { HistoryDialog, RecordHistory } from "./history";
import { InboxDialog } from "./inbox";
import { JoinForm, RetireForm, RetractForm, SplitForm } from "./road_forms";
import { SurfaceForm } from "./surface_form";
import { Toasts } from "./toast";
import { Tools } from "./tools";

let mounted = false;

/** The parts of the page about editing. The form lies on the map, and messages on everything. */
export function partsOf(control: EditControl) {
  const part = (Part: ComponentType): ComponentType =>
    function EditPart() {
      return (
        <ControllerContext.Provider value={control.controller}>
          <EditContext.Provider value={control}>
            <Part />
          </EditContext.Provider>
        </ControllerContext.Provider>
      );
    };
  if (!mounted) {
    mounted = true;
    const Form = part(Sheet);
    const Messages = part(Toasts);
    render(<Form />, place("stage", "details-place edit-place"));
    render(<Messages />, place(null, "edit-toasts-place"));
  }
  return {
    Bar: part(Bar),
    Tools: part(Tools),
    RecordHistory: part(RecordHistory),
    HistoryDialog: part(HistoryDialog),
    InboxDialog: part(InboxDialog),
  };
}

function place(parent: string | null, name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  const around = (parent && document.getElementById(parent)) || document.body;
  around.append(element);
  return element;
}

/** The form that is open. Beneath it the map selects nothing, and the record is hidden. */
function Sheet() {
  const control = useEdit();
  const form = useEditing((state) => state.form);
  const isOpen = form !== null;
  useEffect(() => {
    if (!isOpen) return;
    const stage = document.getElementById("stage");
    stage?.classList.add("editing");
    const letGo = holdMap(control);
    // Escape closes the record; a form with something in it it must not.
    const keep = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open], [aria-expanded=true]"))
        event.stopPropagation();
    };
    window.addEventListener("keydown", keep, true);
    return () => {
      window.removeEventListener("keydown", keep, true);
      stage?.classList.remove("editing");
      letGo();
      focusAgain(control.opener);
    };
  }, [isOpen]);
  if (!form) return null;
  const { kind, road, facility } = form;
  if (kind === "add-road") return <NewRoadForm />;
  if (kind === "add-facility") return <NewFacilityForm />;
  if (kind === "retire") return <RetireForm road={road} facility={facility} />;
  if (facility) return <FacilityForm facility={facility} />;
  if (!road) return null;
  if (kind === "retract") return <RetractForm road={road} record={form.record ?? 0} />;
  if (kind === "surface") return <SurfaceForm road={road} />;
  if (kind === "road") return <RoadForm road={road} />;
  if (kind === "redraw") return <RedrawForm road={road} />;
  if (kind === "split") return <SplitForm road={road} />;
  return <JoinForm road={road} />;
}
