import { breaks, remainingByUnit } from "../figures";
import { km } from "../format";
import { legend as facilityLegend } from "../map/layers/facilities";
import { noData, ramp } from "../map/layers/hamlets";
import { type LegendEntry, pendingColor } from "../map/layers/layer";
import { legend as roadLegend } from "../map/layers/roads";
import type { FacilityKind, Surface } from "../types";
import { useController, useSelected, useWords } from "./context";
import { SampleImage } from "./sample";

/** The legend is the filter: an entry that is switched off leaves the map. */
export function Legend() {
  const { t } = useWords();
  const controller = useController();
  const route = useSelected((state) => state.route);
  const map = useSelected((state) => state.map);
  const pending = useSelected((state) => state.pending);
  if (map !== "ready") return null;
  const wide = matchMedia("(min-width: 60rem)").matches;
  const hidden = route.hiddenSurfaces.length + route.hiddenKinds.length > 0;
  return (
    <details class="legend" open={wide}>
      <summary>{t("legend.title")}</summary>
      <div class="legend-body">
        <Scale />
        <p class="quiet">
          {t("legend.hint")}{" "}
          {hidden && (
            <button
              type="button"
              class="link"
              onClick={() => controller.go({ hiddenSurfaces: [], hiddenKinds: [] }, { replace: true })}
            >
              {t("legend.all")}
            </button>
          )}
        </p>
        {pending > 0 && (
          <p class="quiet legend-pending">
            <SampleImage sample={{ type: "line", color: pendingColor, width: 5, dash: [1.2, 1] }} />
            {t("legend.pending", { n: pending })}
          </p>
        )}
        <Group
          title={t("legend.surfaces")}
          entries={roadLegend}
          hidden={route.hiddenSurfaces}
          onChange={(ids) => controller.go({ hiddenSurfaces: ids as Surface[] }, { replace: true })}
        />
        <Group
          title={t("legend.facilities")}
          entries={facilityLegend}
          hidden={route.hiddenKinds}
          onChange={(ids) => controller.go({ hiddenKinds: ids as FacilityKind[] }, { replace: true })}
        />
        <p class="quiet need">
          <svg class="need-mark" viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="4" />
          </svg>
          {t("legend.need")}
        </p>
      </div>
    </details>
  );
}

interface GroupProps {
  title: string;
  entries: readonly LegendEntry[];
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
}

function Group({ title, entries, hidden, onChange }: GroupProps) {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{title}</legend>
      {entries.map((entry) => (
        <label key={entry.id} class="choice">
          <input
            type="checkbox"
            checked={!hidden.includes(entry.id)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? hidden.filter((id) => id !== entry.id) : [...hidden, entry.id],
              )
            }
          />
          <SampleImage sample={entry.sample} />
          {t(entry.label)}
        </label>
      ))}
    </fieldset>
  );
}

/** What the colours of the hamlets mean. */
function Scale() {
  const { lang, t } = useWords();
  const report = useSelected((state) => state.hamletReport.value);
  if (!report) return null;
  const limits = breaks([...remainingByUnit(report).values()]);
  if (limits.length === 0) return null;
  const labels = [0, ...limits].map((from, i) => {
    const to = limits[i];
    return to === undefined ? `≥ ${km(from, lang)}` : `${km(from, lang)} – ${km(to, lang)}`;
  });
  return (
    <section class="scale" aria-label={t("legend.remaining")}>
      <p class="scale-title">{t("legend.remaining")}</p>
      <ul>
        {labels.map((label, i) => (
          <li key={label}>
            <SampleImage sample={{ type: "area", color: ramp[i] ?? ramp[4] }} />
            {label}
          </li>
        ))}
        <li>
          <SampleImage sample={{ type: "area", color: noData }} />
          {t("legend.noData")}
        </li>
      </ul>
    </section>
  );
}
