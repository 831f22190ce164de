import { type ComponentType, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Controller } from "../controller";
import { AccountDialog } from "./account_button";
import { Actions } from "./actions";
import { ControllerContext, useController, useSelected } from "./context";
import { Controls } from "./controls";
import { Details } from "./details";
import { Later } from "./later";
import { Legend } from "./legend";
import { MapNote } from "./map_note";
import { More } from "./more";
import { Summary } from "./summary";
import { Tabs } from "./tabs";
import { Topbar } from "./topbar";
import { forView, Views } from "./views";

/** Which panel fills which place of index.html. The summary takes over what the server has written there. */
const places: Record<string, ComponentType> = {
  topbar: Topbar,
  views: Views,
  controls: Controls,
  "view-controls": forView("Controls", () => null),
  summary: forView("Summary", Summary),
  more: forView("More", More),
  actions: forView("Actions", Actions),
  legend: forView("Legend", Legend),
  "map-note": MapNote,
  details: Details,
  tabs: Tabs,
  editing: Editing,
  dialogs: Dialogs,
  live: Live,
};

export function renderPanels(controller: Controller): void {
  // The server's first paint is about roads; another view must not grow beside it.
  if (controller.store.get().route.view !== "roads") document.getElementById("summary")?.replaceChildren();
  for (const [id, Panel] of Object.entries(places)) {
    const place = document.getElementById(id);
    if (!place) throw new Error(`index.html has no element #${id}`);
    render(
      <ControllerContext.Provider value={controller}>
        <Panel />
      </ControllerContext.Provider>,
      place,
    );
  }
}

function Dialogs() {
  const controller = useController();
  const dialog = useSelected((state) => state.dialog);
  if (dialog === "export") return <LaterDialog key={dialog} get={exportDialog} />;
  if (dialog === "checks") return <LaterDialog key={dialog} get={checksDialog} />;
  if (dialog === "account") return <AccountDialog />;
  if (dialog === "import") return <LaterDialog key={dialog} get={importDialog(controller)} />;
  if (dialog === "history") return <Later part="HistoryDialog" />;
  if (dialog === "inbox") return <Later part="InboxDialog" />;
  return null;
}

const exportDialog = () => import("./export_dialog").then((room) => room.ExportDialog);
const checksDialog = () => import("./checks_dialog").then((room) => room.ChecksDialog);

const importDialog = (controller: Controller) => () =>
  Promise.all([import("./import"), controller.importing()]).then(([room, control]) => room.dialogOf(control));

/** A dialog that comes when it is first opened. */
function LaterDialog({ get }: { get: () => Promise<ComponentType> }) {
  const [shown, setShown] = useState<{ Dialog: ComponentType } | null>(null);
  useEffect(() => {
    void get().then((Dialog) => setShown({ Dialog }));
  }, []);
  return shown && <shown.Dialog />;
}

/** What editors find above the figures. */
function Editing() {
  return useSelected((state) => state.session?.edits) ? <Later part="Bar" /> : null;
}

function Live() {
  return <>{useSelected((state) => state.announcement)}</>;
}
