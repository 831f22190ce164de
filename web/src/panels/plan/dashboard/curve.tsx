import { useRef, useState } from "preact/hooks";
import { acrossOf, heightMarks, lastKnown, namedMonths, niceTop, pathOf } from "../../../dashboard/curve";
import type { Curve, PlanCourse } from "../../../dashboard/types";
import { date, kmUnit, number } from "../../../format";
import type { SayDashboard } from "../../../i18n/dashboard";
import type { Basis, CurveNumber } from "../../../plan/basis";
import type { Lang } from "../../../types";
import { useWords } from "../../context";
import { Opens, useWorkRow } from "../basis";
import { usePlan } from "../context";
import { basisOfCurve, curveName } from "./curve_numbers";

/** How many months are named below the drawing. */
const mostNamed = 4;

/** Planned against actual, added up by month: a drawing, and the same as a table. */
export function CurvePart({ course, say }: { course: PlanCourse; say: SayDashboard }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const curves = course.curves;
  const curve = curves.find(({ kind }) => kind === chosen) ?? curves[0];
  const nameOf = (kind: string) => curveName(kind, say);
  return (
    <section class="dash-part">
      <h2>{say("curve.title")}</h2>
      {!curve && <p class="quiet">{say("curve.none")}</p>}
      {curves.length > 1 && (
        <div class="field">
          <label for="curve-kind">{say("curve.kind")}</label>
          <select
            id="curve-kind"
            value={curve?.kind}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {curves.map(({ kind }) => (
              <option key={kind} value={kind}>
                {nameOf(kind)}
              </option>
            ))}
          </select>
        </div>
      )}
      {curve && <Drawing course={course} curve={curve} name={nameOf(curve.kind)} say={say} />}
    </section>
  );
}

interface DrawingProps {
  course: PlanCourse;
  curve: Curve;
  name: string;
  say: SayDashboard;
}

/** An amount of a curve as people say it. */
function amountOf(value: number, curve: Curve, lang: Lang, say: SayDashboard): string {
  if (curve.unit === "m") return kmUnit(value, lang, 2);
  if (curve.unit !== "vnd") return number(value, lang);
  return value >= 1e9
    ? say("money.milliard", { n: number(value / 1e9, lang, 2) })
    : say("money.million", { n: number(value / 1e6, lang) });
}

function Drawing({ course, curve, name, say }: DrawingProps) {
  const { lang } = useWords();
  const rowOf = useWorkRow();
  const { months } = course;
  const greatest = Math.max(...curve.planned, ...curve.actual.map((value) => value ?? 0));
  const top = niceTop(greatest);
  const isWhole = curve.unit !== "m" && curve.unit !== "vnd";
  const amount = (value: number) => amountOf(value, curve, lang, say);
  const monthOf = (i: number) => {
    const [year = "", month = ""] = (months[i] ?? "").split("-");
    return say("curve.monthOf", { month, year });
  };
  const last = lastKnown(curve.actual);
  const end = months.length - 1;
  const label =
    last === null
      ? say("curve.labelNone", { date: monthOf(end), planned: amount(curve.planned[end] ?? 0) })
      : say("curve.label", {
          date: monthOf(last),
          planned: amount(curve.planned[last] ?? 0),
          actual: amount(curve.actual[last] ?? 0),
        });
  const partOf = (number: CurveNumber, title: string) =>
    basisOfCurve(course, curve, number, title, { say, amount, rowOf });
  const lineTitle = (line: "planned" | "actual", i: number) => {
    const n = amount((line === "planned" ? curve.planned[i] : curve.actual[i]) ?? 0);
    return say(`curve.${line}Until`, { date: monthOf(i), n });
  };
  const lineOf = (line: "planned" | "actual", i: number) => {
    const until = months[i] ?? "";
    // Nothing of a day that has not come is done.
    const day = line === "actual" && until > course.as_of ? course.as_of : until;
    return partOf({ line, until: day }, lineTitle(line, i));
  };
  const basisOfLine = (line: "planned" | "actual", i: number) => () => {
    const part = lineOf(line, i);
    return { title: `${name}. ${part.title}`, parts: [part] };
  };
  const basisOfMonth = (i: number) => {
    const lines = curve.actual[i] === null ? (["planned"] as const) : (["planned", "actual"] as const);
    return {
      title: `${name}. ${say("curve.until", { date: monthOf(i) })}`,
      parts: lines.map((line) => lineOf(line, i)),
    };
  };
  const numbersOf = (i: number) =>
    say("curve.numbers", {
      date: monthOf(i),
      planned: amount(curve.planned[i] ?? 0),
      actual: curve.actual[i] === null ? say("communes.none") : amount(curve.actual[i] ?? 0),
    });
  const notes = [
    curve.unknown > 0 && ([{ line: "unknown" }, say("curve.unknown", { n: curve.unknown })] as const),
    curve.undated > 0 && ([{ line: "undated" }, say("curve.undated", { n: amount(curve.undated) })] as const),
    curve.unfinished > 0 &&
      ([{ line: "unfinished" }, say("curve.unfinished", { n: amount(curve.unfinished) })] as const),
  ].filter((note) => note !== false);
  return (
    <>
      <p>{label}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: the months in it are buttons, a picture has none */}
      <figure class="curve" role="group" aria-label={`${name}. ${label}`}>
        <div class="curve-box">
          {heightMarks(top, isWhole).map((mark) => (
            <span key={mark} class="curve-height" style={{ bottom: `${(mark / top) * 100}%` }}>
              {amount(mark)}
            </span>
          ))}
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {heightMarks(top, isWhole).map((mark) => (
              <line
                key={mark}
                class="curve-grid"
                x1="0"
                x2="100"
                y1={100 - (mark / top) * 100}
                y2={100 - (mark / top) * 100}
              />
            ))}
            <path class="curve-planned" d={pathOf(curve.planned, top)} />
            <path class="curve-actual" d={pathOf(curve.actual, top)} />
          </svg>
          {last !== null && (
            <span
              class="curve-end"
              style={{
                left: `${acrossOf(last, months.length)}%`,
                bottom: `${((curve.actual[last] ?? 0) / top) * 100}%`,
              }}
            />
          )}
          <Months
            count={months.length}
            first={last ?? 0}
            touchName={say("curve.touch")}
            nameOf={numbersOf}
            basisOf={basisOfMonth}
          />
        </div>
        <div class="curve-months" aria-hidden="true">
          {namedMonths(months.length, mostNamed).map((i) => (
            <span key={i} style={{ left: `${acrossOf(i, months.length)}%` }}>
              {monthOf(i)}
            </span>
          ))}
        </div>
      </figure>
      <p class="quiet">{say("curve.choose")}</p>
      <ul class="curve-legend">
        {(["planned", "actual"] as const).map((line) => (
          <li key={line}>
            <svg width="34" height="8" viewBox="0 0 34 8" aria-hidden="true">
              <path class={`curve-${line}`} d="M0 4H34" />
            </svg>
            {say(`curve.${line}`)}
          </li>
        ))}
      </ul>
      {notes.map(([number, note]) => (
        <p key={number.line} class="quiet">
          <Opens basis={() => ({ title: name, parts: [partOf(number, note)] })}>{note}</Opens>
        </p>
      ))}
      <details class="dash-rest" open>
        <summary>{say("curve.table")}</summary>
        <table class="dash-table">
          <caption class="visually-hidden">{`${say("curve.title")}: ${name}`}</caption>
          <thead>
            <tr>
              <th scope="col">{say("curve.month")}</th>
              <th scope="col" class="number">
                {say("curve.planned")}
              </th>
              <th scope="col" class="number">
                {say("curve.actual")}
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map((day, i) => (
              <tr key={day}>
                <th scope="row">{monthOf(i)}</th>
                <td class="number">
                  <Opens basis={basisOfLine("planned", i)} of={lineTitle("planned", i)}>
                    {amount(curve.planned[i] ?? 0)}
                  </Opens>
                </td>
                <td class="number">
                  {curve.actual[i] === null ? (
                    say("communes.none")
                  ) : (
                    <Opens basis={basisOfLine("actual", i)} of={lineTitle("actual", i)}>
                      {amount(curve.actual[i] ?? 0)}
                    </Opens>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p class="quiet">{say("late.asOf", { date: date(course.as_of) })}</p>
    </>
  );
}

interface MonthsProps {
  count: number;
  /** The month that the keyboard comes to first. */
  first: number;
  /** Of the one button that a thumb finds over all months. */
  touchName: string;
  nameOf: (month: number) => string;
  basisOf: (month: number) => Basis;
}

/** A button over each month of the drawing: one stop of the keyboard, arrows go on from there. */
function Months({ count, first, touchName, nameOf, basisOf }: MonthsProps) {
  const control = usePlan();
  const [at, setAt] = useState(first);
  const place = useRef<HTMLDivElement>(null);
  const stop = Math.min(at, count - 1);
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: stop - 1,
      ArrowRight: stop + 1,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(count - 1, Math.max(0, to));
    setAt(next);
    (place.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  const touch = (event: MouseEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    // A key has no place: it opens the month that arrows would begin from.
    const at = event.detail === 0 ? stop : Math.floor(((event.clientX - left) / width) * count);
    control.open(basisOf(Math.min(count - 1, Math.max(0, at))));
  };
  return (
    <>
      <button
        type="button"
        class="curve-touch"
        aria-label={touchName}
        aria-haspopup="dialog"
        onClick={touch}
      />
      <div class="curve-columns" ref={place}>
        {Array.from({ length: count }, (_, i) => (
          <button
            key={nameOf(i)}
            type="button"
            tabIndex={i === stop ? 0 : -1}
            title={nameOf(i)}
            aria-label={nameOf(i)}
            aria-haspopup="dialog"
            onFocus={() => setAt(i)}
            onKeyDown={move}
            onClick={() => control.open(basisOf(i))}
          />
        ))}
      </div>
    </>
  );
}
