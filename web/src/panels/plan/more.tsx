import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { date, list, percent } from "../../format";
import { isPlanKey } from "../../i18n/plan";
import { highlightOf, highlightOfFeatures, latestOf } from "../../plan/highlight";
import { byUnit, concerns, isLate, plainNumber, progressOf, rangeText } from "../../plan/reading";
import type { Contribution, Plan, PlanReport, TargetProgress, WorkProgress } from "../../plan/types";
import { href } from "../../state";
import { useSelected } from "../context";
import { Download } from "../download";
import { Change } from "./change";
import { useAnswer, usePlan, useSay } from "./context";
import { Mark, Proof } from "./mark";
import { amountWords, rangeQuantity } from "./words";

/** Everything else that the plan says: of one commune, or of all. */
export function PlanMore() {
  const { lang, say } = useSay();
  const control = usePlan();
  const plan = useAnswer((state) => state.plan.value);
  const progress = useAnswer((state) => state.progress.value);
  useSelected((state) => state.route);
  if (!plan || !progress) return null;
  const { unit } = control;
  const tasks = plan.tasks.filter((task) => concerns(task.units, unit));
  const difficulties = plan.difficulties.filter((one) => concerns(one.units, unit));
  const named = (id: string) => plan.departments.find((one) => one.id === id)?.name[lang] ?? id;
  return (
    <>
      <Fold title={say("targets.title")} count={progress.targets.length} open>
        <ul class="plan-items">
          {progress.targets.map((target) => (
            <TargetItem key={target.id} target={target} />
          ))}
        </ul>
      </Fold>
      <LaterFold title={say("maker.title")} load={loadMaker} props={{ unit }} />
      <LaterFold title={say("reports.title")} load={loadReports} props={{ unit, year: plan.year }} />
      <Works plan={plan} progress={progress} />
      <Fold title={say("tasks.title")} count={tasks.length}>
        <ul class="plan-items">
          {tasks.map((task) => (
            <Item key={task.id} paragraph={task.paragraph}>
              {task.title[lang]}
              <span class="quiet">
                {say(`tasks.state.${task.state}`)} ·{" "}
                {task.owners.length > 0 ? list(task.owners.map(named), lang) : say("tasks.noOwner")}
                {task.horizon_year !== null && ` · ${say("tasks.horizon", { year: task.horizon_year })}`}
              </span>
              <Change
                unit={task.units.length === 1 ? (task.units[0] ?? null) : null}
                subjects={[{ what: "task", task }]}
              />
            </Item>
          ))}
        </ul>
      </Fold>
      <Fold title={say("difficulties.title")} count={difficulties.length}>
        <ul class="plan-items">
          {difficulties.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.title[lang]}
              {one.text && <span class="quiet">{one.text}</span>}
              {one.raised_on && (
                <span class="quiet">
                  {say("difficulties.raised", { who: one.raised_by ?? "", date: date(one.raised_on) })}
                  {!one.answer && ` · ${say("difficulties.open")}`}
                </span>
              )}
              {one.answer && (
                <span>
                  {say("difficulties.answer", {
                    who: one.answer.by,
                    date: date(one.answer.on),
                    text: one.answer.text,
                  })}
                </span>
              )}
              <Change
                unit={one.units.length === 1 ? (one.units[0] ?? null) : null}
                subjects={[{ what: "answer", difficulty: one }]}
              />
            </Item>
          ))}
        </ul>
        <Change unit={unit} subjects={[{ what: "difficulty", unit }]} />
      </Fold>
      <Fold title={say("departments.title")} count={plan.departments.length}>
        <ul class="plan-items">
          {plan.departments.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.name[lang]}
            </Item>
          ))}
        </ul>
      </Fold>
      {unit === null && <Whole plan={plan} progress={progress} />}
      <p class="buttons">
        <Download url={control.fileAddress("criteria", "csv")} class="button">
          {say("file.criteriaCsv")}
        </Download>
        <Download url={control.fileAddress("plan", "csv")} class="button">
          {say("file.planCsv")}
        </Download>
      </p>
    </>
  );
}

/** What is about no commune. */
function Whole({ plan, progress }: { plan: Plan; progress: PlanReport }) {
  const { lang, say } = useSay();
  const periods = plan.report_periods.names.map((name) => {
    const key = `period.${name}`;
    return isPlanKey(key) ? say(key) : name;
  });
  return (
    <>
      <Fold title={say("documents.title")} count={plan.documents.length}>
        <ul class="plan-items">
          {plan.documents.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              <span>
                <strong>{one.id}</strong>
                {one.issued_on && ` (${date(one.issued_on)})`} – {one.title[lang]}
              </span>
              <span class="quiet">
                {one.issuer}
                {one.id === plan.parent && ` · ${say("documents.parent")}`}
                {!one.confirmed && ` · ${say("evidence.unconfirmed")}: ${one.reason?.[lang] ?? ""}`}
              </span>
            </Item>
          ))}
        </ul>
      </Fold>
      <Fold title={say("statements.title")} count={plan.statements.length}>
        <ul class="plan-items">
          {plan.statements.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.text[lang]}
            </Item>
          ))}
        </ul>
      </Fold>
      <Fold title={say("doubts.title")} count={plan.doubts.length}>
        <ul class="plan-items">
          {plan.doubts.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.text[lang]}
            </Item>
          ))}
        </ul>
      </Fold>
      {progress.findings.length > 0 && (
        <Fold title={say("findings.title")} count={progress.findings.length}>
          <ul class="plan-items">
            {progress.findings.map((finding, i) => (
              <li key={`${finding.code}${i}`}>{finding.message[lang]}</li>
            ))}
          </ul>
        </Fold>
      )}
      <Fold title={say("about.title")}>
        <dl class="evidence-facts">
          <dt>{say("about.number")}</dt>
          <dd>{plan.number ?? say("about.blank")}</dd>
          <dt>{say("about.issued")}</dt>
          <dd>{plan.issued_on ? date(plan.issued_on) : say("about.blank")}</dd>
          <dt>{say("about.year")}</dt>
          <dd>{plan.year}</dd>
          <dt>{say("about.issuer")}</dt>
          <dd>{plan.issuer}</dd>
          <dt>{say("about.signed")}</dt>
          <dd>{plan.signed_by[lang]}</dd>
          <dt>{say("about.reports")}</dt>
          <dd>
            {list(periods, lang)} ({say("paragraph", { p: plan.report_periods.paragraph })})
          </dd>
          <dt>{say("about.recipients")}</dt>
          <dd>{plan.recipients.names.join("; ")}</dd>
        </dl>
      </Fold>
    </>
  );
}

/** A room of its own that comes when somebody opens it. */
function LaterFold<P extends object>({ title, load, props }: LaterFoldProps<P>) {
  const [open, setOpen] = useState(false);
  const [Shown, setShown] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    if (open && !Shown) void load().then((room) => setShown(() => room));
  }, [open]);
  return (
    <details class="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <div>{Shown && <Shown {...props} />}</div>
    </details>
  );
}

interface LaterFoldProps<P> {
  title: string;
  load: () => Promise<ComponentType<P>>;
  props: P;
}

const loadMaker = () => import("../maker").then((room) => room.Maker);
const loadReports = () => import("../reports").then((room) => room.Reports);

function TargetItem({ target }: { target: TargetProgress }) {
  const { lang, say } = useSay();
  const units = useSelected((state) => state.units);
  const unit =
    target.amount?.unit ?? target.planned_baseline?.unit ?? (target.by_unit.length > 0 ? "criterion" : "");
  const plan = useAnswer((state) => state.plan.value);
  const asOf = useAnswer((state) => state.progress.value?.as_of ?? "");
  const whole = plan?.targets.find(({ id }) => id === target.id);
  const declared = latestOf(plan?.progress.filter((one) => one.target === target.id) ?? [], asOf);
  const done = progressOf(target);
  const share = (value: number) => percent(value, lang, 0);
  const facts = [
    target.value && say("targets.now", { n: rangeQuantity(target.value, unit, lang, say) }),
    target.amount && say("targets.goal", { n: amountWords(target.amount, lang, say) }),
    target.planned_baseline && say("targets.from", { n: amountWords(target.planned_baseline, lang, say) }),
    say(`targets.${target.method}`),
    target.due && say("targets.due", { date: date(target.due) }),
  ].filter(Boolean);
  const standing =
    target.reached === null ? "targets.unknown" : target.reached ? "targets.reached" : "targets.notReached";
  const amounts =
    done && (done.least === done.most ? share(done.least) : `${share(done.least)}–${share(done.most)}`);
  return (
    <Item paragraph={target.paragraph}>
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
          <span class="quiet">{say("targets.bar", { n: amounts ?? "" })}</span>
        </>
      )}
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
      {target.method === "measured" && target.measured?.evidence && whole?.measurement && (
        <Mark highlight={highlightOf(whole.measurement, target.measured)} />
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

function Works({ plan, progress }: { plan: Plan; progress: PlanReport }) {
  const { say } = useSay();
  const units = useSelected((state) => state.units);
  const route = useSelected((state) => state.route);
  const groups = byUnit(progress.works);
  return (
    <Fold title={say("works.title")} count={progress.works.length} open>
      {groups.length === 0 && <p class="quiet">{say("works.none")}</p>}
      {groups.map(([unit, works]) => (
        <div key={unit} class="works-unit">
          {progress.unit === null && (
            <h2>
              <a href={href(route, { unit, criterion: null })}>{units.get(unit)?.name ?? unit}</a>
            </h2>
          )}
          <ul class="plan-items">
            {works.map((work) => (
              <WorkItem key={work.id} work={work} plan={plan} />
            ))}
          </ul>
        </div>
      ))}
    </Fold>
  );
}

function WorkItem({ work, plan }: { work: WorkProgress; plan: Plan }) {
  const { lang, say } = useSay();
  const route = useSelected((state) => state.route);
  const today = useSelected((state) => state.atlas.value?.as_of ?? "");
  const whole = plan.works.find(({ id }) => id === work.id);
  const rooms = Object.entries(work.rooms).map(
    ([type, count]) => `${count} ${(plan.room_types[type]?.[lang] ?? type).toLowerCase()}`,
  );
  const quantities = [
    work.amount ? amountWords(work.amount, lang, say) : null,
    rooms.length > 0
      ? say(whole?.rooms_at_least ? "amount.least" : "amount.exactly", { n: list(rooms, lang) })
      : null,
  ].filter(Boolean);
  const given = givenWords(
    plan.contributions.filter((one) => one.work === work.id),
    lang,
    say,
  );
  const only = work.places.length === 1 ? work.places[0] : undefined;
  return (
    <Item paragraph={work.paragraph}>
      <span>
        {work.title[lang]}
        {quantities.length > 0 && ` – ${quantities.join(", ")}`}
      </span>
      <span>
        {say(`works.state.${work.state}`)}
        {work.accepted_on && ` ${date(work.accepted_on)}`}{" "}
        {isLate(work, plan.year, today) && (
          <strong class="plan-warning late">! {say("works.late", { year: plan.year })}</strong>
        )}
      </span>
      <span class="quiet">
        {[
          whole?.draft ? say("works.draft") : null,
          work.hamlet,
          work.on_map === null ? null : say(work.on_map ? "works.onMap" : "works.notOnMap"),
          work.may_overlap.length > 0 ? say("works.overlap", { list: list(work.may_overlap, lang) }) : null,
        ]
          .filter(Boolean)
          .join(" · ")}
        {only && (
          <>
            {" "}
            <a href={href(route, { facility: only.id, road: null })}>{only.name}</a>
          </>
        )}
      </span>
      {given && <span class="quiet">{say("works.given", { list: given })}</span>}
      <Mark highlight={highlightOfFeatures({ stretches: work.stretches, facilities: [], hamlets: [] })} />
      <Change
        unit={work.unit}
        subjects={[
          { what: "work", id: work.id },
          ...(["accepted", "cancelled"].includes(work.state)
            ? []
            : [{ what: "accept" as const, id: work.id }]),
        ]}
      />
    </Item>
  );
}

/** What residents gave, kind by kind; empty when nobody gave anything. */
function givenWords(
  all: readonly Contribution[],
  lang: "vi" | "en",
  say: ReturnType<typeof useSay>["say"],
): string {
  const sum = (key: "money_vnd" | "land_m2" | "labour_days") =>
    all.reduce((total, one) => total + (one[key] ?? 0), 0);
  const parts = (
    [
      ["given.money", sum("money_vnd")],
      ["given.land", sum("land_m2")],
      ["given.labour", sum("labour_days")],
    ] as const
  ).filter(([, total]) => total > 0);
  return list(
    parts.map(([key, total]) => say(key, { n: plainNumber(total, lang) })),
    lang,
  );
}

function Item({ paragraph, children }: { paragraph: string; children: ComponentChildren }) {
  const { say } = useSay();
  return (
    <li class="plan-item">
      {children}
      {paragraph && <span class="plan-paragraph">{say("paragraph", { p: paragraph })}</span>}
    </li>
  );
}

interface FoldProps {
  title: string;
  count?: number;
  open?: boolean;
  children: ComponentChildren;
}

function Fold({ title, count, open = false, children }: FoldProps) {
  return (
    <details class="fold" open={open}>
      <summary>
        {title} {count !== undefined && <span class="count">{count}</span>}
      </summary>
      <div>{children}</div>
    </details>
  );
}
