import type { ComponentChildren } from "preact";
import { parseDate } from "../../format";
import { useSay } from "./context";

export interface FieldsProps<T> {
  draft: T;
  change: (part: Partial<T>) => void;
}

interface TextProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  invalid?: boolean;
  inputMode?: "text" | "numeric" | "decimal";
  wide?: boolean;
  /** What an empty field means. */
  placeholder?: string;
  onEnter?: () => void;
  onLeave?: () => void;
}

export function Text(props: TextProps) {
  const { label, value, onInput, invalid, inputMode, wide, placeholder, onEnter, onLeave } = props;
  return (
    <label class={wide ? "field edit-wide" : "field"}>
      <span>{label}</span>
      <input
        type="text"
        autocomplete="off"
        inputMode={inputMode}
        placeholder={placeholder}
        value={value}
        aria-invalid={invalid}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !onEnter) return;
          event.preventDefault();
          onEnter();
        }}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly T[];
  name: (option: T) => string;
  onChange: (value: T) => void;
}

export function Choice<T extends string>({ label, value, options, name, onChange }: ChoiceProps<T>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A day, typed as 05/11/2024. */
export function Day({
  label,
  value,
  onInput,
}: {
  label: string;
  value: string;
  onInput: (value: string) => void;
}) {
  return (
    <Text
      label={label}
      value={value}
      onInput={onInput}
      inputMode="numeric"
      invalid={parseDate(value) === null}
    />
  );
}

export function Comment({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  const { say } = useSay();
  return <Text wide label={say("form.comment")} value={value} onInput={onInput} />;
}

/** What is rarely filled in. */
export function Rarely({ children }: { children: ComponentChildren }) {
  const { say } = useSay();
  return (
    <details class="edit-rarely">
      <summary>{say("form.more")}</summary>
      <div class="edit-fields">{children}</div>
    </details>
  );
}
