import type { BBox, Finding } from "../types";
import { useController, useSelected, useWords } from "./context";
import { Dialog } from "./dialog";

const signs: Record<Finding["severity"], string> = { error: "✗", warning: "!", info: "i" };
const order: Finding["severity"][] = ["error", "warning", "info"];

/** What the server found doubtful in the data, worst first; each finding leads to its place. */
export function ChecksDialog() {
  const { lang, t } = useWords();
  const { store } = useController();
  const checks = useSelected((state) => state.checks.value);
  const findings = [...(checks?.findings ?? [])].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
  return (
    <Dialog title={t("checks.title")}>
      <ul class="findings">
        {findings.map((finding, i) => (
          <li key={`${finding.code}${i}`} class={`finding finding-${finding.severity}`}>
            <span class="severity">
              <span class="sign" aria-hidden="true">
                {signs[finding.severity]}
              </span>
              {t(`checks.${finding.severity}`)}
            </span>
            <span class="message">{finding.message[lang]}</span>
            <ShowButton finding={finding} onShown={() => store.set({ dialog: null })} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function ShowButton({ finding, onShown }: { finding: Finding; onShown: () => void }) {
  const { t } = useWords();
  const controller = useController();
  const units = useSelected((state) => state.units);
  const named = typeof finding.unit === "string" ? finding.unit : finding.unit?.code;
  // A unit that the data lack cannot be shown.
  const code = named && units.has(named) ? named : null;
  if (!finding.at && !finding.road && !code) return null;
  const show = () => {
    onShown();
    controller.store.set({ tab: "map" });
    const bbox = finding.at ? around(finding.at) : null;
    if (finding.road) controller.selectRoad(finding.road);
    else if (bbox) controller.store.set({ target: { bbox } });
    else if (code) controller.selectUnit(code);
  };
  return (
    <button type="button" class="button" onClick={show}>
      {t("checks.show")}
    </button>
  );
}

function around([lon, lat]: [number, number]): BBox {
  const half = 0.002;
  return [lon - half, lat - half, lon + half, lat + half];
}
