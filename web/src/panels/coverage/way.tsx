import type { CoverageReport } from "../../coverage/types";
import { length, percent } from "../../format";
import { useSelected } from "../context";
import { useAnswer, useSay } from "./context";

/** From a hamlet to its nearest facility: the length, leg by leg; the map draws it. */
export function WayCard({ report }: { report: CoverageReport }) {
  const { lang, say } = useSay();
  const way = useAnswer((state) => state.way.value);
  const units = useSelected((state) => state.units);
  const isHamlet = report.unit !== null && units.get(report.unit.code)?.level === "hamlet";
  if (!isHamlet || !way) return null;
  const nearest = report.rows[0]?.nearest;
  return (
    <section class="way" aria-labelledby="way-title">
      <h2 id="way-title">{say("way.title")}</h2>
      {way.facility === null || way.metres === null ? (
        <p>{say("way.none")}</p>
      ) : (
        <>
          <p>{say("way.from", { facility: way.facility.name, metres: length(way.metres, lang) })}</p>
          <p class="quiet">
            {way.along === "straight"
              ? say("way.straight")
              : say("way.legs", {
                  access: length(way.access_m ?? 0, lang),
                  road: length(way.road_m ?? 0, lang),
                  egress: length(way.egress_m ?? 0, lang),
                })}
          </p>
        </>
      )}
      {nearest && (
        <p class="quiet">
          {say("way.typical", {
            share: percent(nearest.share, lang),
            facility: nearest.name,
            metres: length(nearest.mean_m, lang),
          })}
        </p>
      )}
    </section>
  );
}
