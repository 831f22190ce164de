import { useEffect, useRef, useState } from "preact/hooks";
import { date, parseDate } from "../format";
import type { Atlas } from "../types";
import { useController, useSelected, useWords } from "./context";
import { PastNote } from "./past";

/** The day and the rule set that every figure on the page is computed for. */
export function Controls() {
  const { lang, t } = useWords();
  const controller = useController();
  const route = useSelected((state) => state.route);
  const rules = useSelected((state) => state.rules);
  const atlas = useSelected((state) => state.atlas.value);
  if (!rules || !atlas) return null;
  return (
    <fieldset class="controls-row">
      <legend class="visually-hidden">{t("controls.label")}</legend>
      <Day
        id="as-of"
        label={t(route.recordedAsOf ? "controls.exactly" : "controls.asOf")}
        day={route.asOf ?? atlas.as_of}
        otherwise={atlas.as_of}
        onDay={(day) => controller.go({ asOf: day === atlas.as_of ? null : day })}
      />
      <label class="field">
        <span>{t("controls.rules")}</span>
        <select
          value={route.rules ?? rules.default}
          onChange={(event) => {
            const id = event.currentTarget.value;
            controller.go({ rules: id === rules.default ? null : id });
          }}
        >
          {rules.rules.map((rule) => (
            <option key={rule.id} value={rule.id}>
              {rule.title[lang]}
              {rule.confirmed ? "" : ` (${t("controls.unconfirmed")})`}
            </option>
          ))}
        </select>
      </label>
      {route.view === "roads" && <Recorded atlas={atlas} />}
      {route.noDay && (
        <p class="past" role="alert">
          {t("controls.noDay", { text: route.noDay.slice(0, 20), day: date(route.asOf ?? atlas.as_of) })}
        </p>
      )}
      <PastNote />
    </fieldset>
  );
}

/** What was known by a day: rarely asked for, so it lies behind a button until somebody does. */
function Recorded({ atlas }: { atlas: Atlas }) {
  const { t } = useWords();
  const controller = useController();
  const recorded = useSelected((state) => state.route.recordedAsOf);
  const [open, setOpen] = useState(false);
  if (recorded === null && !open) {
    return (
      <button type="button" class="link recorded-open" onClick={() => setOpen(true)}>
        {t("controls.recordedOpen")}
      </button>
    );
  }
  return (
    <Day
      id="recorded-as-of"
      label={t("controls.recorded")}
      day={recorded ?? ""}
      otherwise=""
      onDay={(day) => controller.go({ recordedAsOf: day === "" || day >= atlas.as_of ? null : day })}
    />
  );
}

interface DayProps {
  id: string;
  label: string;
  /** YYYY-MM-DD, or empty. */
  day: string;
  /** What an empty field means. */
  otherwise: string;
  onDay: (day: string) => void;
}

/**
 * A day, typed as 05/11/2024 or picked. The browser's own date field alone would not do: it writes the day in the order
 * of the browser's language, and 05/11 must not become the 11th of May.
 */
function Day({ id, label, day: asOf, otherwise, onDay }: DayProps) {
  const { t } = useWords();
  const [text, setText] = useState(date(asOf));
  const [bad, setBad] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText(date(asOf));
    setBad(false);
  }, [asOf]);
  const take = (typed: string) => {
    const day = typed.trim() === "" ? otherwise : parseDate(typed);
    setBad(day === null);
    if (day !== null && day !== asOf) onDay(day);
  };
  return (
    <div class="field day">
      <label for={id}>{label}</label>
      <div class="day-input">
        <input
          id={id}
          inputMode="numeric"
          autocomplete="off"
          placeholder={t("controls.dayFormat")}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}-hint` : undefined}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onChange={(event) => take(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && take(text)}
        />
        <button type="button" aria-label={t("controls.pickDay")} onClick={() => picker.current?.showPicker()}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M3 5h14v12H3zM3 9h14M7 3v3m6-3v3" />
          </svg>
        </button>
        <input
          class="day-picker"
          type="date"
          ref={picker}
          tabIndex={-1}
          aria-hidden="true"
          value={asOf}
          onChange={(event) => take(event.currentTarget.value)}
        />
      </div>
      {bad && (
        <p class="bad" id={`${id}-hint`} role="alert">
          {t("controls.badDay")}
        </p>
      )}
    </div>
  );
}
