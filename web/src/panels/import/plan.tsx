import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../api";
import { number } from "../../format";
import { importWords } from "../../i18n/import";
import type { ImportControl } from "../../import/control";
import { encodings, issueGroups, lacksEncoding, writes } from "../../import/reading";
import type { ImportPlan } from "../../import/types";
import { usePart, useSelected } from "../context";
import { useDoing } from "../shared/doing";
import { Select } from "./select";

/** Of the rows of a finding so many are named. */
const most_rows = 8;

/** What a file would change, what is wrong with it, and the decision. */
export function Plan({ control, plan }: { control: ImportControl; plan: ImportPlan }) {
  const lang = useSelected((state) => state.route.lang);
  const say = importWords(lang);
  const renewed = usePart(control.store, (state) => state.renewed);
  const { busy, problem, run } = useDoing();
  const [comment, setComment] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!lacksEncoding(plan)) heading.current?.focus();
  }, [plan]);
  const { store } = control.controller;
  const show = () => {
    // The dialog shows the plan again when it is opened again.
    store.set({ dialog: null, tab: "map" });
    if (plan.bbox) store.set({ target: { bbox: plan.bbox } });
  };
  const counts = (["added", "changed", "unchanged", "skipped"] as const).map(
    (key) => [key, plan[key]] as const,
  );
  return (
    <>
      <h3 tabIndex={-1} ref={heading}>
        {say("result", { file: plan.file, layer: say(`layer.${plan.layer}`) })}
      </h3>
      {renewed && (
        <p class="import-renewed" role="alert">
          {say("renewed")}
        </p>
      )}
      <p class="quiet">
        {say("found", {
          read: number(plan.read, lang),
          driver: plan.driver,
          crs: plan.crs ? `, ${plan.crs}` : "",
        })}
      </p>
      <dl class="import-counts">
        {counts.map(([key, count]) => (
          <div key={key} class={key === "skipped" && count > 0 ? "import-bad" : undefined}>
            <dt>{say(key)}</dt>
            <dd>{number(count, lang)}</dd>
          </div>
        ))}
        {plan.layer === "roads" && (
          <div>
            <dt>{say("surfaces")}</dt>
            <dd>{number(plan.surface_records, lang)}</dd>
          </div>
        )}
      </dl>
      {plan.bbox && (
        <p>
          <button type="button" class="button" onClick={show}>
            {say("show")}
          </button>
        </p>
      )}
      <Issues plan={plan} />
      {lacksEncoding(plan) && <ReadAgain control={control} plan={plan} />}
      <Unmapped plan={plan} />
      <Sample plan={plan} />
      <Trouble problem={problem} />
      {writes(plan) ? (
        <label class="field">
          <span>{say("comment")}</span>
          <input
            type="text"
            autocomplete="off"
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
      ) : (
        <p>
          <strong>
            {plan.skipped > 0 ? say("allRefused", { n: number(plan.skipped, lang) }) : say("nothing")}
          </strong>
        </p>
      )}
      <div class="buttons import-buttons">
        {writes(plan) && (
          <button
            type="button"
            class="button button-primary"
            aria-busy={busy}
            disabled={busy}
            onClick={() => void run(() => control.commit(comment))}
          >
            {say(busy ? "committing" : "commit")}
          </button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => void run(() => control.drop())}>
          {say("drop")}
        </button>
      </div>
    </>
  );
}

function Issues({ plan }: { plan: ImportPlan }) {
  const lang = useSelected((state) => state.route.lang);
  const say = importWords(lang);
  const groups = issueGroups(plan);
  if (groups.length === 0) return null;
  return (
    <section>
      <h4>{say("issues")}</h4>
      <ul class="import-issues">
        {groups.map(({ issue, rows }) => {
          const first = rows.slice(0, most_rows).join(", ");
          const left = (plan.issue_counts[issue.code] ?? rows.length) - most_rows;
          const where = [
            rows.length > 0 && say(left > 0 ? "rowsMore" : "rows", { rows: first, n: number(left, lang) }),
            issue.field && say("column", { field: issue.field }),
          ].filter(Boolean);
          return (
            <li key={`${issue.code}${issue.field}${issue.row}`} class={`import-${issue.severity}`}>
              <strong>{say(issue.severity === "error" ? "refused" : "noted")}</strong> {issue.message[lang]}{" "}
              {where.length > 0 && <span class="quiet">({where.join("; ")})</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Texts that could not be read: the same file once more, in the encoding that somebody knows it to have. */
function ReadAgain({ control, plan }: { control: ImportControl; plan: ImportPlan }) {
  const say = importWords(useSelected((state) => state.route.lang));
  const encoding = usePart(control.store, (state) => state.draft.encoding);
  const { busy, problem, run } = useDoing();
  const choice = useRef<HTMLSelectElement>(null);
  useEffect(() => choice.current?.focus(), [plan]);
  return (
    <section class="import-again">
      <p>{say("lacksEncoding")}</p>
      <Select
        label={say("encoding")}
        value={encoding}
        options={[["", say("auto")], ...encodings.map((one) => [one, one] as const)]}
        onChange={(chosen) => control.change({ encoding: chosen })}
        choice={choice}
      />
      <button
        type="button"
        class="button"
        aria-busy={busy}
        disabled={busy}
        onClick={() => void run(() => control.readAgain())}
      >
        {say(busy ? "sending" : "readAgain")}
      </button>
      <Trouble problem={problem} />
    </section>
  );
}

function Unmapped({ plan }: { plan: ImportPlan }) {
  const lang = useSelected((state) => state.route.lang);
  const say = importWords(lang);
  if (plan.unmapped.length === 0) return null;
  return (
    <details class="import-more">
      <summary>{say("unmapped")}</summary>
      <ul>
        {plan.unmapped.map(({ field, values }) => (
          <li key={field}>
            <strong>{field}</strong>:{" "}
            {values.map(({ value, rows }) => `${value} (${number(rows, lang)})`).join(", ")}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Sample({ plan }: { plan: ImportPlan }) {
  const say = importWords(useSelected((state) => state.route.lang));
  if (plan.sample.length === 0) return null;
  return (
    <details class="import-more">
      <summary>{say("sample")}</summary>
      <ul>
        {plan.sample.map((one, i) => (
          <li key={`${one.code}${i}`}>
            {one.name || say("unnamed")} {one.code && <span class="quiet">{one.code}</span>}{" "}
            <span class="count">{say(one.is_new ? "new" : "update")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the server said against it. */
export function Trouble({ problem }: { problem: Problem | null }) {
  const say = importWords(useSelected((state) => state.route.lang));
  if (!problem) return null;
  return (
    <p class="import-trouble" role="alert">
      {problem.status === 0 ? say("offline") : problem.detail || problem.title}
    </p>
  );
}
