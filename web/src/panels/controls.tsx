import { useEffect, useRef, useState } from "preact/hooks";
import { date, parseDate } from "../format";
import type { Atlas } from "../types";
import { useController, useSelected, useWords } from "./context";

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
      <Day atlas={atlas} />
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
    </fieldset>
  );
}

/**
 * A day, typed as 05/11/2024 or picked. The browser's own date field alone would not do: it writes the day in the order
 * of the browser's language, and 05/11 must not become the 11th of May.
 */
function Day({ atlas }: { atlas: Atlas }) {
  const { t } = useWords();
  const controller = useController();
  const asOf = useSelected((state) => state.route.asOf) ?? atlas.as_of;
  const [text, setText] = useState(date(asOf));
  const [bad, setBad] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText(date(asOf));
    setBad(false);
  }, [asOf]);
  const take = (typed: string) => {
    const day = typed.trim() === "" ? atlas.as_of : parseDate(typed);
    setBad(day === null);
    if (day === null || day === asOf) return;
    controller.go({ asOf: day === atlas.as_of ? null : day });
  };
  return (
    <div class="field day">
      <label for="as-of">{t("controls.asOf")}</label>
      <div class="day-input">
        <input
          id="as-of"
          inputMode="numeric"
          autocomplete="off"
          placeholder={t("controls.dayFormat")}
          aria-invalid={bad}
          aria-describedby={bad ? "as-of-hint" : undefined}
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
        <p class="bad" id="as-of-hint" role="alert">
          {t("controls.badDay")}
        </p>
      )}
    </div>
  );
}
