import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useController } from "./context";

type Part = "Bar" | "Tools" | "RecordHistory" | "HistoryDialog" | "InboxDialog";

/** A part of the page about editing; it comes when it is first looked at. */
export function Later({ part }: { part: Part }) {
  const controller = useController();
  const [parts, setParts] = useState<Record<Part, ComponentType> | null>(null);
  useEffect(() => {
    void Promise.all([import("./edit"), controller.edit()]).then(([room, control]) =>
      setParts(room.partsOf(control)),
    );
  }, []);
  const Shown = parts?.[part];
  return Shown ? <Shown /> : null;
}
