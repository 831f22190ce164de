import { useEffect, useRef, useState } from "preact/hooks";
import { isSupposed, isTried, serviceOf } from "../../coverage/question";
import type { WhatIf } from "../../coverage/types";
import { number } from "../../format";
import { parsePlace } from "../../place";
import { useSelected, useWords } from "../context";
import { useAnswer, useCoverage, useSay } from "./context";

/** Trying changes without storing any: one more facility, one less, a road hardened, the best places. */
export function WhatIfPanel() {
  const { say } = useSay();
  const control = useCoverage();
  const picking = useAnswer((state) => state.picking);
  const trying = useAnswer((state) => isSupposed(state.supposition)) || picking;
  // Whoever takes the last trial back goes on reading here: only the reader closes it.
  const [open, setOpen] = useState(trying);
  useEffect(() => {
    if (trying) setOpen(true);
  }, [trying]);
  return (
    <details class="fold what-if" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("whatIf.title")}</summary>
      <div class="fold-body">
        <p class="quiet">{say("whatIf.note")}</p>
        <div class="buttons">
          <button type="button" class="button" aria-pressed={picking} onClick={() => control.pick(!picking)}>
            {say("whatIf.add")}
          </button>
          <button type="button" class="button" onClick={() => control.findSites()}>
            {say("whatIf.best")}
          </button>
        </div>
        {picking && (
          <p class="picking" role="status">
            {say("whatIf.picking")}
          </p>
        )}
        <PlaceField />
        <Selected />
        <Supposed />
        <Effect />
        <Best />
      </div>
    </details>
  );
}

/** A place by its coordinates, for the keyboard and for lists of coordinates. */
function PlaceField() {
  const { say } = useSay();
  const control = useCoverage();
  const [text, setText] = useState("");
  const [bad, setBad] = useState(false);
  const put = (event: Event) => {
    event.preventDefault();
    const place = parsePlace(text);
    setBad(place === null);
    if (!place) return;
    setText("");
    control.addFacility(place);
  };
  return (
    <form class="place-field" onSubmit={put}>
      <div class="field">
        <label for="suppose-place">{say("whatIf.place")}</label>
        <input
          id="suppose-place"
          type="text"
          inputMode="text"
          autocomplete="off"
          placeholder={say("whatIf.placeHint")}
          value={text}
          aria-invalid={bad}
          aria-describedby={bad ? "suppose-hint" : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {bad && (
          <p class="bad" id="suppose-hint" role="alert">
            {say("whatIf.badPlace")}
          </p>
        )}
      </div>
      <button type="submit" class="button">
        {say("whatIf.put")}
      </button>
    </form>
  );
}

/** What can be supposed about the record that is open. */
function Selected() {
  const { say } = useSay();
  const control = useCoverage();
  const facility = useSelected((state) => state.facility.value);
  const road = useSelected((state) => state.road.value);
  const route = useSelected((state) => state.route);
  const supposition = useAnswer((state) => state.supposition);
  const norms = useAnswer((state) => state.norms.value);
  const service = norms ? serviceOf(route, norms) : undefined;
  const { t } = useWords();
  if (facility && service?.kinds.includes(facility.kind)) {
    if (supposition.removed.some(({ id }) => id === facility.id)) return null;
    const { id, name } = facility;
    return (
      <button
        type="button"
        class="button"
        onClick={() => control.suppose({ removed: [...supposition.removed, { id, name }] })}
      >
        {`${say("whatIf.removeThis")}: ${name}`}
      </button>
    );
  }
  if (!road || supposition.hardened.some((one) => one.road === road.id)) return null;
  const name = road.name || t("roads.unnamed");
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => control.suppose({ hardened: [...supposition.hardened, { road: road.id, name }] })}
      >
        {`${say("whatIf.hardenThis")}: ${name}`}
      </button>
      {!route.season && <p class="quiet">{say("whatIf.seasonOnly")}</p>}
    </>
  );
}

function Supposed() {
  const { lang, say } = useSay();
  const control = useCoverage();
  const route = useSelected((state) => state.route);
  const norms = useAnswer((state) => state.norms.value);
  const supposition = useAnswer((state) => state.supposition);
  if (!isSupposed(supposition)) return null;
  const { added, removed, hardened } = supposition;
  const service = (norms ? serviceOf(route, norms)?.title[lang] : undefined)?.toLowerCase() ?? "";
  const entries = [
    ...added.map((one) => ({
      text: say("whatIf.added", { service, name: one.name }),
      undo: () => control.suppose({ added: added.filter((other) => other !== one) }),
    })),
    ...removed.map((one) => ({
      text: say("whatIf.removed", { name: one.name }),
      undo: () => control.suppose({ removed: removed.filter((other) => other !== one) }),
    })),
    ...hardened.map((one) => ({
      text: say("whatIf.hardened", { name: one.name }),
      undo: () => control.suppose({ hardened: hardened.filter((other) => other !== one) }),
    })),
  ];
  return (
    <ul class="supposed">
      {entries.map(({ text, undo }) => (
        <li key={text}>
          {text}
          <button type="button" class="link" onClick={undo} aria-label={`${say("whatIf.undo")}: ${text}`}>
            {say("whatIf.undo")}
          </button>
        </li>
      ))}
      {entries.length > 1 && (
        <li>
          <button type="button" class="link" onClick={() => control.forgetSupposition()}>
            {say("whatIf.undoAll")}
          </button>
        </li>
      )}
    </ul>
  );
}

/** How many people more or fewer, by unit. */
function Effect() {
  const { lang, say } = useSay();
  const { t } = useWords();
  const whatIf = useAnswer((state) => state.whatIf);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: "nearest" }), [whatIf.value]);
  if (whatIf.error) {
    return (
      <p class="bad" role="alert">
        {whatIf.error.detail || t("error.offline")}
      </p>
    );
  }
  if (!whatIf.value) return whatIf.loading ? <p class="quiet">{t("loading")}</p> : null;
  const answer: WhatIf = whatIf.value;
  const change = (people: number) => {
    const n = number(Math.abs(people), lang);
    if (Math.abs(people) < 0.5) return say("whatIf.same");
    return say(people > 0 ? "whatIf.more" : "whatIf.less", { n });
  };
  return (
    <div class="effect" role="status" aria-busy={whatIf.loading} ref={element}>
      <p>
        {say("whatIf.effect", {
          covered: number(answer.after.covered ?? 0, lang),
          change: change(answer.difference.covered),
        })}
      </p>
      <ul>
        {answer.rows
          .filter((row) => Math.abs(row.covered_change) >= 0.5)
          .map((row) => (
            <li key={row.unit.code}>{`${row.unit.name}: ${change(row.covered_change)}`}</li>
          ))}
      </ul>
    </div>
  );
}

function Best() {
  const { lang, say } = useSay();
  const { t } = useWords();
  const control = useCoverage();
  const sites = useAnswer((state) => state.sites);
  const supposition = useAnswer((state) => state.supposition);
  if (sites.error) {
    return (
      <p class="bad" role="alert">
        {sites.error.detail || t("error.offline")}
      </p>
    );
  }
  if (!sites.value) return sites.loading ? <p class="quiet">{t("loading")}</p> : null;
  if (sites.value.sites.length === 0) return <p>{say("whatIf.bestNone")}</p>;
  return (
    <div class="best">
      <p>{say("whatIf.bestNote", { n: sites.value.candidates })}</p>
      <ol>
        {sites.value.sites.map((site) => (
          <li key={site.location.join()}>
            {`${site.hamlet?.name ?? site.location.join(", ")}: ${say("whatIf.gained", { n: number(site.gained, lang) })}`}
            {isTried(supposition, site.location) ? (
              <span class="quiet">{say("whatIf.tried")}</span>
            ) : (
              <button
                type="button"
                class="link"
                aria-label={`${say("whatIf.try")}: ${site.hamlet?.name ?? ""}`}
                onClick={() => control.addFacility(site.location)}
              >
                {say("whatIf.try")}
              </button>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
