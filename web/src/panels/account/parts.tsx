import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../api";
import { useWords } from "../context";
import { useSay } from "./context";

/** What the server said against it. */
export function Trouble({ problem }: { problem: Problem | null }) {
  const { t } = useWords();
  if (!problem) return null;
  return (
    <p class="account-trouble" role="alert">
      {problem.status === 0 ? t("error.offline") : problem.detail || problem.title}
    </p>
  );
}

interface PasswordFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  kind: "current-password" | "new-password";
  hint?: string;
  invalid?: boolean;
}

export function PasswordField({ label, value, onInput, kind, hint, invalid }: PasswordFieldProps) {
  const { say } = useSay();
  const [shown, setShown] = useState(false);
  const field = {
    id: `${kind}-field`,
    autocomplete: kind,
    required: true,
    value,
    "aria-invalid": invalid,
    "aria-describedby": hint ? `${kind}-hint` : undefined,
    onInput: (event: { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="account-password">
      <div class="field">
        <label for={`${kind}-field`}>{label}</label>
        {shown ? <input type="text" {...field} /> : <input type="password" {...field} />}
      </div>
      {hint && (
        <p class="quiet" id={`${kind}-hint`}>
          {hint}
        </p>
      )}
      <label class="choice">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        {say("signIn.show")}
      </label>
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  autocomplete?: string;
  invalid?: boolean;
  /** Takes the focus when the dialog opens. */
  first?: boolean;
}

export function TextField({ label, value, onInput, autocomplete = "off", invalid, first }: TextFieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        autofocus={first}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        value={value}
        aria-invalid={invalid}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}

/** Something to hand on that is shown once. */
export function Secret({ note, text }: { note: string; text: string }) {
  const { say } = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    input.current?.select();
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div class="account-secret" role="status">
      <label class="field">
        <span>{note}</span>
        <input
          ref={input}
          type="text"
          readonly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <button type="button" class="button" onClick={copy}>
        {say(copied ? "copied" : "copy")}
      </button>
    </div>
  );
}
