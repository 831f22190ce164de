import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { date, list, stationing } from "../../format";
import {
  type Basis,
  type BasisRow,
  featuresOfWork,
  hamletOfWork,
  isPlaced,
  nowhere,
  placesOfWork,
} from "../../plan/basis";
import type { Shown } from "../../plan/control";
import { href } from "../../state";
import { useSelected } from "../context";
import { CloseButton, Dialog } from "../dialog";
import { useAnswer, usePlan, useSay } from "./context";
import { amountWords } from "./words";

interface OpensProps {
  basis: () => Basis;
  /** What the number is of, where its place does not say so to who does not see it; `children` is plain text then. */
  of?: string;
  children: ComponentChildren;
}

/** For rooms that come without the view around them. */
export type Opener = FunctionComponent<OpensProps>;
export type WorkRows = typeof useWorkRow;

/** A number that opens the list of what it is made of. */
export function Opens({ basis, of, children }: OpensProps) {
  const control = usePlan();
  return (
    <button
      type="button"
      class="opens"
      aria-haspopup="dialog"
      aria-label={of && `${[children].flat().join("")}, ${of}`}
      onClick={() => control.open(basis())}
    >
      {children}
    </button>
  );
}

/** How works are told of wherever a number is made of them. */
export function useWorkRow(): (
  id: string,
  more?: { amount?: string; notes?: readonly string[] },
) => BasisRow {
  const { lang, say } = useSay();
  const units = useSelected((state) => state.units);
  const plan = useAnswer((state) => state.plan.value);
  const works = useAnswer((state) => state.progress.value?.works);
  return (id, { amount, notes = [] } = {}) => {
    const work = works?.find((one) => one.id === id);
    const whole = plan?.works.find((one) => one.id === id);
    const shared = { key: id, notes, ...(amount === undefined ? {} : { amount }) };
    if (!work)
      return {
        ...shared,
        title: whole?.title[lang] ?? id,
        features: nowhere,
        commune: whole?.unit ?? null,
        links: [],
      };
    const state = [say(`works.state.${work.state}`), work.accepted_on && date(work.accepted_on)];
    const rooms = Object.entries(work.rooms).map(
      ([type, count]) => `${count} ${(plan?.room_types[type]?.[lang] ?? type).toLowerCase()}`,
    );
    const where = [hamletOfWork(work, units), units.get(work.unit)?.name ?? work.unit].filter(
      (one) => one !== null,
    );
    const what = [
      state.filter(Boolean).join(" "),
      work.amount && amountWords(work.amount, lang, say),
      list(rooms, lang),
      where.join(", "),
    ];
    return {
      ...shared,
      title: work.title[lang],
      notes: [what.filter(Boolean).join(" · "), ...notes],
      features: featuresOfWork(work, units),
      commune: work.unit,
      links: [
        ...work.stretches.map(({ road, from_m, to_m }) => ({
          name: say("basis.road", { id: road }),
          stretch: `${stationing(from_m)} – ${stationing(to_m)}`,
          to: { road, facility: null },
        })),
        ...placesOfWork(work).map(({ id: facility, name }) => ({ name, to: { facility, road: null } })),
      ],
    };
  };
}

/** The list that a number has opened. */
export function BasisDialog() {
  const { say } = useSay();
  const control = usePlan();
  const basis = useAnswer((state) => state.basis);
  if (!basis) return null;
  return (
    <Dialog key={basis.title} title={basis.title} onClose={() => control.open(null)}>
      <div class="basis">
        {basis.parts.map(({ title, told, rows, leftOut = 0 }) => (
          <section key={title}>
            {basis.parts.length > 1 && (
              <h3>
                {title}
                {!told && <span class="count">{rows.length + leftOut}</span>}
              </h3>
            )}
            {rows.length === 0 && <p class="quiet">{say("basis.none")}</p>}
            {rows.some(({ features }) => isPlaced(features)) && (
              <button type="button" class="button" onClick={() => void control.show(title, rows)}>
                {say("basis.all")}
              </button>
            )}
            <ul class="plan-items">
              {rows.map((row) => (
                <li key={row.key} class="plan-item">
                  <span>
                    <RowTitle row={row} />
                    {row.amount && (
                      <>
                        {" – "}
                        <strong>{row.amount}</strong>
                      </>
                    )}
                  </span>
                  {row.notes.map((note) => (
                    <span key={note} class="quiet">
                      {note}
                    </span>
                  ))}
                </li>
              ))}
            </ul>
            {leftOut > 0 && <p class="quiet">{say("basis.leftOut", { n: leftOut })}</p>}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** Leads to another part of the view, which may be folded; the list that led there is closed first. */
export function goTo(id: string): void {
  requestAnimationFrame(() => {
    const place = document.getElementById(id);
    const fold = place?.closest("details");
    if (fold) fold.open = true;
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "start" });
  });
}

/** Leads to the record's place on the map; what is told of elsewhere on the page leads there. */
export function RowTitle({ row }: { row: BasisRow }) {
  const control = usePlan();
  const route = useSelected((state) => state.route);
  if (row.to)
    return (
      <a href={href(route, row.to)} onClick={() => control.open(null)}>
        {row.title}
      </a>
    );
  const { jump } = row;
  const follow = () => {
    if (!jump) return void control.show(row.title, [row]);
    control.open(null);
    goTo(jump);
  };
  return (
    <button type="button" class="link" onClick={follow}>
      {row.title}
    </button>
  );
}

/** What is marked on the map: one record, or all that a number is made of. */
export function Card({ shown }: { shown: Shown }) {
  const { say } = useSay();
  const control = usePlan();
  const heading = useRef<HTMLHeadingElement>(null);
  const { title, rows, missing, within } = shown;
  const only = rows.length === 1 ? rows[0] : undefined;
  const unplaced = rows.filter(({ features }) => !isPlaced(features)).length;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title, rows]);
  return (
    <section class="marked marked-card" aria-labelledby="marked-title">
      <header>
        <h2 id="marked-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <CloseButton label={say("mark.off")} onClick={() => control.mark(null)} />
      </header>
      {only ? (
        <One row={only} names={shown.names} />
      ) : (
        <>
          <p class="quiet">
            {say("basis.count", { n: rows.length })}
            {unplaced > 0 && ` · ${say("basis.unplaced", { n: unplaced })}`}
          </p>
          <ul>
            {rows.map((row) => (
              <li key={row.key}>
                <button
                  type="button"
                  class="link"
                  onClick={() => void control.show(row.title, [row], { title, rows })}
                >
                  {row.title}
                </button>
                {row.amount && ` – ${row.amount}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {missing > 0 && <p class="plan-warning">! {say("basis.missing", { n: missing })}</p>}
      {within && (
        <button type="button" class="link" onClick={() => void control.show(within.title, within.rows)}>
          ‹ {say("basis.back", { n: within.rows.length })}
        </button>
      )}
    </section>
  );
}

function One({ row, names }: { row: BasisRow } & Pick<Shown, "names">) {
  const { say } = useSay();
  const route = useSelected((state) => state.route);
  return (
    <>
      {row.amount && (
        <p>
          <strong>{row.amount}</strong>
        </p>
      )}
      {row.notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {row.links.length > 0 && (
        <ul>
          {row.links.map(({ name, stretch, to }) => (
            <li key={`${name}${stretch}`}>
              <a href={href(route, to)}>
                {[names.get(to.road ?? 0) || name, stretch].filter(Boolean).join(": ")}
              </a>
            </li>
          ))}
        </ul>
      )}
      {!isPlaced(row.features) && (
        <p class="plan-warning">{say(row.commune ? "basis.noPlaceCommune" : "basis.noPlace")}</p>
      )}
    </>
  );
}
