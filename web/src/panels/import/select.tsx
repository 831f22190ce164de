import type { Ref } from "preact";

interface SelectProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string) => void;
  /** Of the choice itself, to bring the focus there. */
  choice?: Ref<HTMLSelectElement> | null;
}

export function Select({ label, value, options, onChange, choice = null }: SelectProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select ref={choice} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
