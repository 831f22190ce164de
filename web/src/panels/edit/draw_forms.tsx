import { useState } from "preact/hooks";
import { addRoad, far_m, goodDays, redrawRoad } from "../../edit/requests";
import type { RoadDraft } from "../../edit/types";
import { length } from "../../format";
import type { RoadRecord } from "../../types";
import { RoadFields } from "./attribute_forms";
import { useSay } from "./context";
import { Comment } from "./fields";
import { Frame } from "./frame";
import { PointList, useDrawing } from "./points";
import type { Previewed } from "./preview";

export function NewRoadForm() {
  const { say } = useSay();
  const points = useDrawing("line", []);
  const [draft, setDraft] = useState<RoadDraft>({
    ...{ name: "", code: "", class: "ap", comment: "" },
    ...{ managing_commune: "", valid_from: "", valid_to: "" },
  });
  return (
    <Frame
      title={say("form.title.add-road")}
      request={points.length < 2 ? null : addRoad(points, draft)}
      bad={say(goodDays(draft) ? "form.tooFew" : "form.badDay")}
      said={say("toast.saved")}
    >
      <p class="quiet edit-draws">{say("form.lineHint")}</p>
      <PointList points={points} />
      <RoadFields draft={draft} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
    </Frame>
  );
}

export function RedrawForm({ road }: { road: RoadRecord }) {
  const { lang, t, say } = useSay();
  const points = useDrawing("line", road.geometry.coordinates, road);
  const [comment, setComment] = useState("");
  const [lost, setLost] = useState<readonly number[]>([]);
  const [givesUp, setGivesUp] = useState(false);
  const [farther, setFarther] = useState(false);
  const same = JSON.stringify(points) === JSON.stringify(road.geometry.coordinates);
  const enough = points.length >= 2;
  // What cannot be carried over is named by the preview; to give it up is a decision of its own.
  const learn = ({ preview }: Previewed) => {
    const records =
      preview?.conflicts.flatMap((one) => (one.entity === "surface_record" ? [one.id] : [])) ?? [];
    if (records.length > 0) setLost((old) => [...new Set([...old, ...records])]);
  };
  return (
    <Frame
      title={`${say("form.title.redraw")}: ${road.name || t("roads.unnamed")}`}
      request={
        same || !enough ? null : redrawRoad(road, points, { giveUp: givesUp ? lost : [], farther, comment })
      }
      bad={say(enough ? "form.nothing" : "form.tooFew")}
      said={say("toast.saved")}
      onPreview={learn}
    >
      <p class="quiet edit-draws">{say("form.redrawHint")}</p>
      <PointList points={points} />
      {lost.length > 0 && (
        <>
          <label class="choice">
            <input type="checkbox" checked={farther} onChange={() => setFarther(!farther)} />
            {say("form.farther", { length: length(far_m, lang) })}
          </label>
          <label class="choice">
            <input type="checkbox" checked={givesUp} onChange={() => setGivesUp(!givesUp)} />
            {say("form.giveUp")}
          </label>
        </>
      )}
      <div class="edit-fields">
        <Comment value={comment} onInput={setComment} />
      </div>
    </Frame>
  );
}
