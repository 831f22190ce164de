import { useState } from "preact/hooks";
import { date, length, number, stationing } from "../format";
import { href } from "../state";
import type { RoadRecord, SurfaceInterval, UnitRef } from "../types";
import { useController, useSelected, useWords } from "./context";
import { Later } from "./later";
import { OutOfUse } from "./record_use";
import { Strip } from "./strip";

/** A road: what it is, what it is made of from Km to Km, and through which hamlets it goes. */
export function RoadDetails({ road }: { road: RoadRecord }) {
  const { lang, t } = useWords();
  const controller = useController();
  const [pointed, setPointed] = useState<SurfaceInterval | null>(null);
  const point = (interval: SurfaceInterval | null) => {
    setPointed(interval);
    controller.store.set({ interval: interval && { from_m: interval.from_m, to_m: interval.to_m } });
  };
  return (
    <>
      <header class="details-head">
        <h2 id="details-title" tabIndex={-1}>
          {road.name || t("roads.unnamed")}
        </h2>
        <p class="facts">
          <span>{t(`class.${road.class}`)}</span>
          <span>{length(road.length_m, lang)}</span>
          {road.code && <span>{`${t("road.code")} ${road.code}`}</span>}
          {road.managing_commune && (
            <span>
              {t("road.commune")} <UnitLink unit={road.managing_commune} />
            </span>
          )}
          <OutOfUse lastDay={road.valid_to} />
        </p>
      </header>
      <Later part="Tools" />
      <h3>{t("road.strip")}</h3>
      <Strip road={road} pointed={pointed} onPoint={point} />
      <p class="readout">{pointed ? <Readout interval={pointed} /> : t("road.hint")}</p>
      <IntervalTable road={road} pointed={pointed} onPoint={point} />
      <h3>{t("road.pieces")}</h3>
      <ul class="pieces">
        {road.pieces.map((piece) => (
          <li key={piece.from_m}>
            {piece.unit ? <UnitLink unit={piece.unit} /> : t("table.outside.hamlets")}{" "}
            <span class="quiet">
              {`${stationing(piece.from_m)} – ${stationing(piece.to_m)}, ${length(piece.to_m - piece.from_m, lang)}`}
            </span>
          </li>
        ))}
      </ul>
      <Later part="RecordHistory" />
    </>
  );
}

/** A link to a unit from inside a record. */
export function UnitLink({ unit }: { unit: UnitRef }) {
  const route = useSelected((state) => state.route);
  return <a href={href(route, { unit: unit.code, road: null, facility: null })}>{unit.name}</a>;
}

function Readout({ interval }: { interval: SurfaceInterval }) {
  const { lang, t } = useWords();
  const parts = [
    length(interval.to_m - interval.from_m, lang),
    t(`surface.${interval.surface}`),
    interval.width_m === null ? null : `${t("road.width")} ${number(interval.width_m, lang, 1)}\u00a0m`,
    hardenedWord(interval.hardened),
    interval.effective_on && `${t("road.since")} ${date(interval.effective_on)}`,
  ];
  function hardenedWord(hardened: boolean | null): string {
    if (hardened === null) return t("road.hardenedUnknown");
    return t(hardened ? "road.hardened" : "road.notHardened");
  }
  return (
    <>
      <strong>{`${stationing(interval.from_m)} – ${stationing(interval.to_m)}`}</strong>{" "}
      {parts.filter(Boolean).join(" · ")}
    </>
  );
}

interface IntervalTableProps {
  road: RoadRecord;
  pointed: SurfaceInterval | null;
  onPoint: (interval: SurfaceInterval | null) => void;
}

/** The strip in words; its buttons point at the stretch on the strip and on the map. */
function IntervalTable({ road, pointed, onPoint }: IntervalTableProps) {
  const { lang, t } = useWords();
  return (
    <div class="table-scroll">
      <table class="intervals">
        <thead>
          <tr>
            <th scope="col">{t("road.interval")}</th>
            <th scope="col">{t("table.surface")}</th>
            <th scope="col" class="number">
              {t("table.length")}
            </th>
            <th scope="col" class="number">
              {t("road.width")}
            </th>
            <th scope="col">{t("road.status")}</th>
            <th scope="col">{t("road.since")}</th>
            <th scope="col">{t("road.evidence")}</th>
          </tr>
        </thead>
        <tbody>
          {road.surfaces.map((one) => (
            <tr key={one.from_m} class={one === pointed ? "pointed" : undefined}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  aria-pressed={one === pointed}
                  onClick={() => onPoint(one === pointed ? null : one)}
                  onFocus={() => onPoint(one)}
                >
                  {`${stationing(one.from_m)} – ${stationing(one.to_m)}`}
                </button>
              </th>
              <td>{t(`surface.${one.surface}`)}</td>
              <td class="number">{length(one.to_m - one.from_m, lang)}</td>
              <td class="number">
                {one.width_m === null ? t("value.unknown") : `${number(one.width_m, lang, 1)}\u00a0m`}
              </td>
              <td>
                {one.hardened === null ? t("value.unknown") : t(one.hardened ? "value.yes" : "value.no")}
              </td>
              <td>{one.effective_on ? date(one.effective_on) : "–"}</td>
              <td>{one.evidence || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
