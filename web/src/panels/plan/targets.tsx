import { date, list, percent } from "../../format";
import { latestOf } from "../../plan/highlight";
import { progressOf, rangeText } from "../../plan/reading";
import type { TargetProgress } from "../../plan/types";
import { useSelected } from "../context";
import { goTo, Opens } from "./basis";
import { Change } from "./change";
import { useAnswer, usePlan, useSay } from "./context";
import { Item } from "./fold";
import { Proof } from "./mark";
import { idOfTarget, unitOfTarget, useTargetNumber } from "./target_numbers";
import { amountWords, rangeQuantity } from "./words";

/** A target: how far it has come, by what, and who may declare more. */
export function TargetItem({ target }: { target: TargetProgress }) {
  const { lang, say } = useSay();
  const units = useSelected((state) => state.units);
  const unit = unitOfTarget(target);
  const plan = useAnswer((state) => state.plan.value);
  const asOf = useAnswer((state) => state.progress.value?.as_of ?? "");
  const declared = latestOf(plan?.progress.filter((one) => one.target === target.id) ?? [], asOf);
  const done = progressOf(target);
  const share = (value: number) => percent(value, lang, 0);
  const now = target.value && say("targets.now", { n: rangeQuantity(target.value, unit, lang, say) });
  const facts = [
    target.amount && say("targets.goal", { n: amountWords(target.amount, lang, say) }),
    target.planned_baseline && say("targets.from", { n: amountWords(target.planned_baseline, lang, say) }),
    say(`targets.${target.method}`),
    target.due && say("targets.due", { date: date(target.due) }),
  ].filter(Boolean);
  const standing =
    target.reached === null ? "targets.unknown" : target.reached ? "targets.reached" : "targets.notReached";
  const [least, most] = done ? [share(done.least), share(done.most)] : ["", ""];
  return (
    <Item id={idOfTarget(target)} paragraph={target.paragraph}>
      <span>
        {target.id} {target.title[lang]} <strong class="target-standing">{say(standing)}</strong>
      </span>
      {done && (
        <>
          <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-done" width={Math.round(done.least * 1000) / 10} height="6" />
            <rect
              class="bar-unknown"
              x={Math.round(done.least * 1000) / 10}
              width={Math.round((done.most - done.least) * 1000) / 10}
              height="6"
            />
          </svg>
          <span class="quiet">{say("targets.bar", { n: least === most ? least : `${least}–${most}` })}</span>
        </>
      )}
      {now && <Now target={target} words={now} />}
      <span class="quiet">{facts.join(" · ")}</span>
      {!target.value && target.reason && <span class="quiet">{target.reason[lang]}</span>}
      {target.by_unit.length > 1 && (
        <span class="quiet">
          {say("targets.communes", {
            list: list(
              target.by_unit.map(
                (one) =>
                  `${units.get(one.unit)?.name ?? one.unit} ${one.met ? rangeText(one.met, lang) : "?"}`,
              ),
              lang,
            ),
          })}
        </span>
      )}
      {target.possible_parts.length > 0 && (
        <span class="quiet">{say("targets.parts", { list: list(target.possible_parts, lang) })}</span>
      )}
      {target.method === "declared" && <Proof declared={declared} />}
      {target.method !== "measured" && target.by_unit.length === 0 && (
        <Change
          unit={target.units.length === 1 ? (target.units[0] ?? null) : null}
          subjects={[{ what: "target", id: target.id, name: `${target.id} ${target.title[lang]}` }]}
        />
      )}
    </Item>
  );
}

/** Where the target stands: the number opens what it is computed from. */
function Now({ target, words }: { target: TargetProgress; words: string }) {
  const control = usePlan();
  const plan = useAnswer((state) => state.plan.value);
  const from = useTargetNumber(plan, target);
  if (!from) return <span>{words}</span>;
  if ("basis" in from)
    return (
      <span>
        <Opens basis={from.basis}>{words}</Opens>
      </span>
    );
  return (
    <span>
      <button
        type="button"
        class="opens"
        onClick={() => ("mark" in from ? control.mark(from.mark) : goTo(from.jump))}
      >
        {words}
      </button>
    </span>
  );
}
