import { useEffect, useState } from "preact/hooks";
import { recordSurface } from "../../edit/requests";
import { moved, parseMeasure, type Stretch, stretchOf } from "../../edit/stretch";
import type { SurfaceDraft } from "../../edit/types";
import { surfaceWord } from "../../edit/words";
import { date, kmUnit, parseDate, stationing } from "../../format";
import { type RoadRecord, surfaces } from "../../types";
import { useSelected } from "../context";
import { useEdit, useSay } from "./context";
import { Choice, Comment, Day, Rarely, Text } from "./fields";
import { Frame } from "./frame";
import { Range } from "./range";

/** What was recorded last: works of one day are much alike. */
let last: Pick<SurfaceDraft, "surface" | "width" | "work"> = { surface: "btxm", width: "", work: "" };

/** Records of what a road, or a part of it, is made now. */
export function SurfaceForm({ road }: { road: RoadRecord }) {
  const control = useEdit();
  const words = useSay();
  const { lang, t, say } = words;
  const today = useSelected((state) => state.atlas.value?.as_of) ?? "";
  const [draft, setDraft] = useState<SurfaceDraft>({
    from: stationing(0),
    to: stationing(road.length_m),
    ...last,
    day: date(today),
    evidence: "",
    comment: "",
  });
  const change = (part: Partial<SurfaceDraft>) => setDraft((old) => ({ ...old, ...part }));
  const day = parseDate(draft.day);
  const stretch = stretchOf(draft.from, draft.to, road.length_m);
  const request = day ? recordSurface(road, draft, day) : null;
  const badWidth = parseMeasure(draft.width) === null;
  const shown = stretch ?? { from_m: 0, to_m: road.length_m };
  useEffect(() => {
    control.controller.store.set({ interval: stretch });
    last = { surface: draft.surface, width: draft.width, work: draft.work };
  }, [draft]);
  const move = ({ from_m, to_m }: Stretch) => change({ from: stationing(from_m), to: stationing(to_m) });
  return (
    <Frame
      title={`${say("form.title.surface")}: ${road.name || t("roads.unnamed")}`}
      request={request}
      bad={
        !stretch ? say("form.badStretch") : badWidth ? say("form.badWidth") : day ? null : say("form.badDay")
      }
      said={say("toast.surface", {
        length: kmUnit(shown.to_m - shown.from_m, lang, 2),
        surface: surfaceWord(draft.surface, words),
      })}
    >
      <Range road={road} stretch={moved(shown, "from_m", shown.from_m, road.length_m)} onMove={move} />
      <Fields draft={draft} change={change} badStretch={!stretch} />
    </Frame>
  );
}

interface FieldsProps {
  draft: SurfaceDraft;
  change: (part: Partial<SurfaceDraft>) => void;
  badStretch: boolean;
}

function Fields({ draft, change, badStretch }: FieldsProps) {
  const { t, say } = useSay();
  return (
    <>
      <div class="edit-fields">
        <Text
          label={say("form.from")}
          value={draft.from}
          invalid={badStretch}
          onInput={(from) => change({ from })}
        />
        <Text label={say("form.to")} value={draft.to} invalid={badStretch} onInput={(to) => change({ to })} />
        <Choice
          label={say("form.surface")}
          value={draft.surface}
          options={surfaces}
          name={(surface) => t(`surface.${surface}`)}
          onChange={(surface) => change({ surface })}
        />
        <Text
          label={say("form.width")}
          inputMode="decimal"
          value={draft.width}
          invalid={parseMeasure(draft.width) === null}
          onInput={(width) => change({ width })}
        />
        <Day label={say("form.day")} value={draft.day} onInput={(typed) => change({ day: typed })} />
        <Text
          label={say("form.evidence")}
          value={draft.evidence}
          onInput={(evidence) => change({ evidence })}
        />
      </div>
      <Rarely>
        <Text wide label={say("form.work")} value={draft.work} onInput={(work) => change({ work })} />
        <Comment value={draft.comment} onInput={(comment) => change({ comment })} />
      </Rarely>
    </>
  );
}
