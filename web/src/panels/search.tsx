import { useEffect, useRef, useState } from "preact/hooks";
import { search } from "../api";
import { kindName, unitName } from "../names";
import type { SearchResult, UnitKind } from "../types";
import { useController, useSelected, useWords } from "./context";

type Answer = { q: string; results: SearchResult[]; failed: boolean };

const wait_ms = 120;

/** Finds units, roads and facilities while one types; accents may be left out. */
export function Search() {
  const { lang, t } = useWords();
  const controller = useController();
  const hasAtlas = useSelected((state) => state.atlas.value !== null);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const wanted = useRef(false);

  useEffect(() => {
    const q = text.trim();
    if (q === "") {
      setAnswer(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const results = await search(q, { lang, signal: abort.signal });
        setAnswer({ q, results, failed: false });
        controller.announce(
          results.length > 0 ? t("search.count", { n: results.length }) : t("search.none", { q }),
        );
      } catch {
        if (!abort.signal.aborted) setAnswer({ q, results: [], failed: true });
      }
      setActive(0);
    }, wait_ms);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, lang]);

  useEffect(() => {
    const focusOnSlash = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || target.matches("input, select, textarea")) {
        return;
      }
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", focusOnSlash);
    return () => document.removeEventListener("keydown", focusOnSlash);
  }, []);

  const results = answer?.results ?? [];
  const choose = (result: SearchResult) => {
    wanted.current = false;
    setOpen(false);
    setText("");
    show(result);
  };
  const show = (result: SearchResult) => {
    if (result.type === "unit") controller.selectUnit(result.id);
    else if (result.type === "road") controller.selectRoad(Number(result.id));
    else controller.selectFacility(Number(result.id));
  };
  // Enter may come before the answer does; the first result of the answer to what was typed is then taken.
  useEffect(() => {
    const first = answer?.results[0];
    if (wanted.current && first && answer?.q === text.trim()) choose(first);
  }, [answer]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setOpen(true);
      setActive(results.length === 0 ? 0 : (active + step + results.length) % results.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const result = results[active];
      if (result && answer?.q === text.trim()) choose(result);
      else wanted.current = true;
    } else if (event.key === "Escape") {
      setOpen(false);
      setText("");
    }
  };

  const showList = open && answer !== null && text.trim() !== "";
  return (
    <search class="search">
      <label class="visually-hidden" for="search-input">
        {t("search.label")}
      </label>
      <svg class="search-icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M8.5 2.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12Zm4.4 10.4 4.6 4.6" />
      </svg>
      <input
        id="search-input"
        ref={input}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder={t("search.placeholder")}
        aria-expanded={showList}
        aria-controls="search-results"
        aria-autocomplete="list"
        aria-activedescendant={showList && results.length > 0 ? `search-result-${active}` : undefined}
        disabled={!hasAtlas}
        value={text}
        onInput={(event) => {
          wanted.current = false;
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <kbd class="search-key">/</kbd>
      <div
        class="search-results"
        id="search-results"
        role="listbox"
        aria-label={t("search.label")}
        hidden={!showList}
      >
        {results.map((result, i) => (
          <Option
            key={`${result.type}${result.id}`}
            result={result}
            index={i}
            active={i === active}
            onChoose={() => choose(result)}
          />
        ))}
        {answer !== null && results.length === 0 && (
          <NoResult words={answer.failed ? t("search.failed") : t("search.none", { q: answer.q })} />
        )}
      </div>
    </search>
  );
}

function NoResult({ words }: { words: string }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: nothing to choose, but a listbox holds options only
    <div class="search-none" role="option" aria-disabled="true" aria-selected="false">
      {words}
    </div>
  );
}

interface OptionProps {
  result: SearchResult;
  index: number;
  active: boolean;
  onChoose: () => void;
}

function Option({ result, index, active, onChoose }: OptionProps) {
  const { lang, t } = useWords();
  const name = result.type === "unit" ? unitName(result.name, result.kind as UnitKind, lang, t) : result.name;
  return (
    // The input keeps the focus and the keys; an option only answers to the pointer.
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox (aria-activedescendant)
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox takes the keys
    <div
      class="search-option"
      role="option"
      id={`search-result-${index}`}
      aria-selected={active}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span class="search-name">{name || t("roads.unnamed")}</span>
      <span class="search-kind">
        {[kindName(result.type, result.kind, t), result.parent?.name].filter(Boolean).join(" · ")}
      </span>
    </div>
  );
}
