import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../../api";
import type { Conflict, StaleField } from "../../edit/types";
import { staleWord } from "../../edit/words";
import { useSay } from "./context";

interface TroubleProps {
  problem: Problem;
  busy: boolean;
  /** Sends the same again. */
  again: () => void;
  /** Saves what was typed on top of what others did. */
  keep?: (() => void) | undefined;
  /** Shows what others did, under what was typed. */
  reload?: (() => void) | undefined;
}

/** Why something is not saved, in words, and what can be done about it. Nothing that was typed is lost. */
export function Trouble({ problem, busy, again, keep, reload }: TroubleProps) {
  const { say } = useSay();
  if (problem.status === 412) return <Stale {...{ problem, busy, keep, reload }} />;
  const offline = problem.status === 0;
  const conflicts = (problem.more?.["conflicts"] as Conflict[] | undefined) ?? [];
  return (
    <Alert title={say(offline ? "offline.title" : "trouble.title")}>
      {offline && <p>{say("offline.hint")}</p>}
      {!offline && conflicts.length === 0 && <p>{problem.detail || problem.title}</p>}
      <Conflicts conflicts={conflicts} />
      {(offline || problem.status >= 500) && (
        <p class="buttons">
          <button type="button" class="button" disabled={busy} onClick={again}>
            {say("offline.again")}
          </button>
        </p>
      )}
    </Alert>
  );
}

/** Comes above the buttons that stay at the foot of the form, not behind them. */
function Alert({ title, children }: { title: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div class="edit-trouble" role="alert" ref={box}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Stale({ problem, busy, keep, reload }: Pick<TroubleProps, "problem" | "busy" | "keep" | "reload">) {
  const words = useSay();
  const { say } = words;
  const changed = (problem.more?.["changed"] as StaleField[] | undefined) ?? [];
  return (
    <Alert title={say("stale.title")}>
      {changed.length === 0 && <p>{problem.detail}</p>}
      <ul>
        {changed.map((field) => (
          <li key={`${field.entity}${field.id}${field.field}${field.changeset}`}>
            {staleWord(field, words)}
          </li>
        ))}
      </ul>
      {keep && reload && (
        <>
          <p class="quiet">{say("stale.hint")}</p>
          <p class="buttons">
            <button type="button" class="button" disabled={busy} onClick={reload}>
              {say("stale.reload")}
            </button>
            <button type="button" class="button" disabled={busy} onClick={keep}>
              {say("stale.keep")}
            </button>
          </p>
        </>
      )}
    </Alert>
  );
}

export function Conflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  if (conflicts.length === 0) return null;
  return (
    <ul class="edit-conflicts">
      {conflicts.map((conflict) => (
        <li key={`${conflict.code}${conflict.entity}${conflict.id}${conflict.from_m}${conflict.field}`}>
          {conflict.message}
        </li>
      ))}
    </ul>
  );
}
