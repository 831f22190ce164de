import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Keys } from "../../edit/keys";
import type { EditRequest } from "../../edit/types";
import { useSelected } from "../context";
import { useDoing } from "../shared/doing";
import { useEdit, useSay } from "./context";
import { type Previewed, PreviewNote, usePreview } from "./preview";
import { Conflicts, Trouble } from "./trouble";

interface FrameProps {
  title: string;
  /** null as long as what is typed is no edit; then `bad` says why. */
  request: EditRequest | null;
  bad: string | null;
  /** What is said when it has been saved. */
  said: string;
  /** Tells the form what saving would do. */
  onPreview?: (result: Previewed) => void;
  children: ComponentChildren;
}

/** Around every form: its name, what saving would do, what went wrong, Save and Cancel. */
export function Frame({ title, request, bad, said, onPreview, children }: FrameProps) {
  const { say } = useSay();
  const proposes = useSelected((state) => state.session?.edits) === "proposed";
  const heading = useRef<HTMLHeadingElement>(null);
  const saving = useSaving(request, said);
  const result = usePreview(request);
  const typed = useUnsaved(request);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => onPreview?.(result), [result]);
  const stale = result.problem?.status === 412 ? result.problem : null;
  const refused = result.problem && result.problem.status !== 0 ? result.problem : null;
  const problem = saving.problem ?? stale ?? refused;
  return (
    <section class="details edit-sheet" aria-labelledby="edit-title">
      <form
        onInput={typed}
        onSubmit={(event) => {
          event.preventDefault();
          saving.save();
        }}
      >
        <h2 id="edit-title" tabIndex={-1} ref={heading}>
          {title}
        </h2>
        {children}
        {!request && bad && saving.asked && (
          <p class="bad" role="alert">
            {bad}
          </p>
        )}
        {!problem && result.preview && result.preview.conflicts.length > 0 && (
          <div class="edit-trouble">
            <h3>{say("preview.conflicts")}</h3>
            <Conflicts conflicts={result.preview.conflicts} />
          </div>
        )}
        {problem && (
          <Trouble
            problem={problem}
            busy={saving.busy}
            again={saving.save}
            keep={() => saving.look(true)}
            reload={() => saving.look(false)}
          />
        )}
        {proposes && <p class="quiet">{say("proposedNote")}</p>}
        <Foot busy={saving.busy} proposes={proposes} result={result} />
      </form>
    </section>
  );
}

function Foot({ busy, proposes, result }: { busy: boolean; proposes: boolean; result: Previewed }) {
  const control = useEdit();
  const { say } = useSay();
  return (
    <div class="buttons edit-buttons">
      <button type="submit" class="button button-primary" aria-busy={busy}>
        {busy ? say("saving") : say(proposes ? "propose" : "save")}
      </button>
      <button type="button" class="button" onClick={() => control.close()}>
        {say("cancel")}
      </button>
      <PreviewNote result={result} />
    </div>
  );
}

/** Asks before the page is left with what nobody has saved: typed, drawn or dragged. */
function useUnsaved(request: EditRequest | null): () => void {
  const text = JSON.stringify(request);
  const first = useRef(text);
  const [typed, setTyped] = useState(false);
  const unsaved = typed || text !== first.current;
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
  return () => setTyped(true);
}

/** Saving with a key that stays the same until the request is another one. */
function useSaving(request: EditRequest | null, said: string) {
  const control = useEdit();
  const { busy, problem, run, forget } = useDoing();
  const keys = useRef(new Keys());
  const [asked, setAsked] = useState(false);
  const [wanted, setWanted] = useState(false);
  const text = JSON.stringify(request);
  const save = () => {
    setAsked(true);
    if (request && !busy) void run(() => control.save(request, keys.current.of(request), said));
  };
  /** The request is another one as soon as the record has been looked at again. */
  const look = (saves: boolean) =>
    void run(async () => {
      await control.look();
      setWanted(saves);
    });
  useEffect(() => {
    if (!wanted || busy) return;
    setWanted(false);
    save();
  }, [wanted, busy, text]);
  // What was said about another request is no longer true.
  useEffect(forget, [text]);
  return { busy, problem, asked, save, look };
}
