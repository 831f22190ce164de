import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Keys } from "../../edit/keys";
import { worksWords } from "../../i18n/works";
import type { Asked } from "../../works/requests";
import { useSelected } from "../context";
import { useEdit, useSay } from "../edit/context";
import { type Previewed, PreviewNote, usePreview } from "../edit/preview";
import { Trouble } from "../edit/trouble";
import { useDoing } from "../shared/doing";
import { usePlanParts } from "./context";

interface FrameProps {
  asked: Asked;
  said: string;
  onClose: () => void;
  /** Decided whoever sends it: others must not read it as a proposal. */
  atOnce?: boolean;
  children: ComponentChildren;
}

/** Around every form of the plan: what saving would do, what went wrong, Save and Cancel. */
export function Frame({ asked, said, onClose, atOnce = false, children }: FrameProps) {
  const control = useEdit();
  const { lang, say } = useSay();
  const word = worksWords(lang);
  const proposes = useSelected((state) => state.session?.edits) === "proposed" && !atOnce;
  const { busy, problem, run, forget } = useDoing();
  const [tried, setTried] = useState(false);
  const keys = useRef(new Keys());
  const form = useRef<HTMLFormElement>(null);
  const { request } = asked;
  const result = usePreview(request);
  useEffect(() => form.current?.querySelector<HTMLElement>("select, input, button")?.focus(), []);
  useEffect(forget, [JSON.stringify(request)]);
  const save = () => {
    setTried(true);
    if (!request || busy) return;
    void run(async () => {
      await control.save(request, keys.current.of(request), said);
      onClose();
    });
  };
  const refused = result.problem && result.problem.status !== 0 ? result.problem : null;
  const trouble = problem ?? refused;
  return (
    <form
      ref={form}
      class="works-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="edit-fields">{children}</div>
      {tried && asked.bad && (
        <p class="bad" role="alert">
          {word(asked.bad)}
        </p>
      )}
      {trouble && <Trouble problem={trouble} busy={busy} again={save} />}
      {proposes && <p class="quiet">{say("proposedNote")}</p>}
      <div class="buttons edit-buttons">
        <button type="submit" class="button button-primary" aria-busy={busy}>
          {busy ? say("saving") : say(proposes ? "propose" : "save")}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {say("cancel")}
        </button>
        <PreviewNote result={result} />
        <CriteriaNote result={result} />
      </div>
    </form>
  );
}

/** Which criteria would stand otherwise. */
function CriteriaNote({ result }: { result: Previewed }) {
  const { lang } = useSay();
  const word = worksWords(lang);
  const { words, criterionStates } = usePlanParts();
  const say = words(lang);
  const state = (name: string) => {
    const known = criterionStates.find((one) => one === name);
    return known ? say(`state.${known}`).toLowerCase() : name;
  };
  return (
    <>
      {result.preview?.criteria?.map(({ set, unit, criterion, before, after }) => (
        <p key={`${set}${unit?.code}${criterion}`}>
          {word("effect.criterion", {
            code: criterion,
            unit: unit?.name ?? "",
            before: state(before.state === after.state ? before.measured : before.state),
            after: state(before.state === after.state ? after.measured : after.state),
          })}
        </p>
      ))}
    </>
  );
}
