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
    <div class="edit-trouble" role="alert">
      <h3>{say(offline ? "offline.title" : "trouble.title")}</h3>
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
    </div>
  );
}

function Stale({ problem, busy, keep, reload }: Pick<TroubleProps, "problem" | "busy" | "keep" | "reload">) {
  const words = useSay();
  const { say } = words;
  const changed = (problem.more?.["changed"] as StaleField[] | undefined) ?? [];
  return (
    <div class="edit-trouble" role="alert">
      <h3>{say("stale.title")}</h3>
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
    </div>
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
