import { useEffect, useState } from "preact/hooks";
import { address, getJson } from "../../api";
import { communeOf } from "../../edit/effect";
import { communesOfRoad } from "../../edit/rights";
import { moved, type Stretch } from "../../edit/stretch";
import { length, stationing } from "../../format";
import { translator } from "../../i18n";
import { worksWords } from "../../i18n/works";
import type { RoadRecord, SearchResult, Unit } from "../../types";
import { useSelected } from "../context";
import { useEdit, useSay } from "../edit/context";
import { Text } from "../edit/fields";
import { Range } from "../edit/range";

const wait_ms = 200;
const most = 6;

interface StretchProps {
  /** The commune of the work; empty: not chosen yet. */
  unit: string;
  road: RoadRecord | null;
  /** Null: the typed ends are none of the road. */
  stretch: Stretch | null;
  typed: { from: string; to: string };
  onRoad: (road: RoadRecord | null) => void;
  onStretch: (typed: { from: string; to: string }) => void;
  /** Keeps the stretch, for another one to be chosen. */
  onMore: () => void;
}

/** A road, clicked on the map or found by name, and from where to where; the map draws it. */
export function RoadStretch({ unit, road, stretch, typed, onRoad, onStretch, onMore }: StretchProps) {
  const control = useEdit();
  const { lang } = useSay();
  const word = worksWords(lang);
  const t = translator(lang);
  const units = useSelected((state) => state.units);
  const selected = useSelected((state) => state.route.road);
  const { controller } = control;
  useEffect(() => {
    if (selected === null || selected === road?.id) return;
    let gone = false;
    control.getRoad(selected).then(
      (found) => {
        if (gone) return;
        onRoad(found);
        onStretch({ from: stationing(0), to: stationing(found.length_m) });
      },
      () => undefined, // Its own panel says that the record could not be read.
    );
    return () => {
      gone = true;
    };
  }, [selected]);
  useEffect(() => {
    controller.store.set({ interval: stretch });
    return () => controller.store.set({ interval: null });
  }, [road?.id, stretch?.from_m, stretch?.to_m]);
  const pick = (id: number) => {
    controller.selectRoad(id);
    // On a phone the form goes on; the map is one tap away.
    controller.store.set({ tab: "figures" });
  };
  if (!road) return <RoadFinder unit={unit} onPick={pick} />;
  const shown = stretch ?? { from_m: 0, to_m: road.length_m };
  const elsewhere = unit !== "" && !communesOfRoad(road, units).includes(unit);
  const move = ({ from_m, to_m }: Stretch) => onStretch({ from: stationing(from_m), to: stationing(to_m) });
  return (
    <div class="edit-wide works-road">
      <p>
        <strong>{road.name || t("roads.unnamed")}</strong>{" "}
        <span class="quiet">{[road.code, length(road.length_m, lang)].filter(Boolean).join(" · ")}</span>
      </p>
      {elsewhere && <p class="plan-warning">! {word("road.elsewhere")}</p>}
      <Range road={road} stretch={moved(shown, "from_m", shown.from_m, road.length_m)} onMove={move} />
      <div class="edit-fields">
        <Text
          label={word("form.from")}
          value={typed.from}
          invalid={stretch === null}
          onInput={(from) => onStretch({ ...typed, from })}
        />
        <Text
          label={word("form.to")}
          value={typed.to}
          invalid={stretch === null}
          onInput={(to) => onStretch({ ...typed, to })}
        />
      </div>
      <p class="buttons">
        {stretch && (
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              controller.closeDetails();
              onMore();
            }}
          >
            {word("road.more")}
          </button>
        )}
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            controller.closeDetails();
            onRoad(null);
          }}
        >
          {word("road.other")}
        </button>
        <ToMap />
      </p>
    </div>
  );
}

/** On a phone the map lies behind its tab. */
function ToMap() {
  const control = useEdit();
  const { lang } = useSay();
  return (
    <button
      type="button"
      class="button button-small works-phone"
      onClick={() => control.controller.store.set({ tab: "map" })}
    >
      {worksWords(lang)("road.map")}
    </button>
  );
}

/** The roads among what was found, those of a commune before others. */
function nearFirst(
  found: readonly SearchResult[],
  unit: string,
  units: ReadonlyMap<string, Unit>,
): SearchResult[] {
  const isHere = ({ parent }: SearchResult) => parent !== null && communeOf(parent.code, units) === unit;
  const roads = found.filter(({ type }) => type === "road");
  return [...roads.filter(isHere), ...roads.filter((one) => !isHere(one))];
}

function RoadFinder({ unit, onPick }: { unit: string; onPick: (id: number) => void }) {
  const units = useSelected((state) => state.units);
  const { lang } = useSay();
  const word = worksWords(lang);
  const t = translator(lang);
  const [text, setText] = useState("");
  const [found, setFound] = useState<SearchResult[] | null>(null);
  useEffect(() => {
    const q = text.trim();
    if (q === "") {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      getJson<{ results: SearchResult[] }>(address("/api/search", { q, limit: 50 }), {
        lang,
        signal: abort.signal,
      }).then(
        ({ results }) => setFound(nearFirst(results, unit, units).slice(0, most)),
        () => !abort.signal.aborted && setFound([]),
      );
    }, wait_ms);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, lang, unit]);
  return (
    <div class="edit-wide works-road">
      <Text wide label={word("road.find")} value={text} onInput={setText} />
      <div aria-live="polite">
        {found?.length === 0 && <p class="quiet">{word("road.none")}</p>}
        {found && found.length > 0 && (
          <ul class="works-found">
            {found.map((one) => (
              <li key={one.id}>
                <button type="button" class="button button-small" onClick={() => onPick(Number(one.id))}>
                  {one.name || t("roads.unnamed")}{" "}
                  {one.parent && <span class="quiet">{one.parent.name}</span>}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p class="buttons">
        <ToMap />
      </p>
    </div>
  );
}
