import { isSupposed, serviceOf, shareLimits } from "../../coverage/question";
import { percent } from "../../format";
import { looks, noPeople, placeColors, shareRamp } from "../../map/layers/coverage";
import { icons } from "../../map/layers/facilities";
import { useSelected, useWords } from "../context";
import { SampleImage } from "../sample";
import { useAnswer, useSay } from "./context";

/** What the map of coverage means. */
export function CoverageLegend() {
  const { lang, say } = useSay();
  const { t } = useWords();
  const route = useSelected((state) => state.route);
  const map = useSelected((state) => state.map);
  const norms = useAnswer((state) => state.norms.value);
  const way = useAnswer((state) => state.way.value);
  const supposition = useAnswer((state) => state.supposition);
  const service = norms ? serviceOf(route, norms) : undefined;
  if (map !== "ready" || !service) return null;
  const wide = matchMedia("(min-width: 60rem)").matches;
  const along = route.along ?? service.along;
  const limits = [0, ...shareLimits, 1];
  return (
    <details class="legend" open={wide}>
      <summary>{say("legend.title")}</summary>
      <div class="legend-body">
        <section class="scale" aria-label={say("legend.hamlets")}>
          <p class="scale-title">{say("legend.hamlets")}</p>
          <ul>
            {shareRamp.map((color, i) => (
              <li key={color}>
                <SampleImage sample={{ type: "area", color }} />
                {`${percent(limits[i] ?? 0, lang, 0)} – ${percent(limits[i + 1] ?? 1, lang, 0)}`}
              </li>
            ))}
            <li>
              <SampleImage sample={{ type: "area", color: noPeople }} />
              {say("legend.noData")}
            </li>
          </ul>
        </section>
        {along === "road" && (
          <fieldset>
            <legend>{say("legend.roads")}</legend>
            {(["reached", "unreached", "perhaps"] as const)
              .filter((look) => look !== "perhaps" || route.season)
              .map((look) => (
                <p key={look} class="choice">
                  <SampleImage sample={looks[look]} />
                  {say(`legend.${look}`)}
                </p>
              ))}
          </fieldset>
        )}
        {way?.geometry && (
          <p class="choice">
            <SampleImage sample={looks.way} />
            {say("legend.way")}
          </p>
        )}
        {service.kinds.map((kind) => (
          <p key={kind} class="choice">
            <SampleImage sample={{ type: "icon", ...icons[kind] }} />
            {t(`kind.${kind}`)}
          </p>
        ))}
        {isSupposed(supposition) && (
          <p class="choice">
            <SampleImage sample={{ type: "icon", path: supposedPath, color: "#b3420a", letters: "+" }} />
            {say("legend.supposed")}
          </p>
        )}
      </div>
    </details>
  );
}

/** What the colours of the hamlets mean in the view of places. */
export function PlacesLegend() {
  const { say } = useSay();
  const map = useSelected((state) => state.map);
  if (map !== "ready") return null;
  const wide = matchMedia("(min-width: 60rem)").matches;
  return (
    <details class="legend" open={wide}>
      <summary>{say("legend.places")}</summary>
      <div class="legend-body">
        {(["none", "needs", "well"] as const).map((look) => (
          <p key={look} class="choice">
            <SampleImage sample={{ type: "area", color: placeColors[look] }} />
            {say(`legend.place.${look}`)}
          </p>
        ))}
      </div>
    </details>
  );
}

const supposedPath = "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z";
