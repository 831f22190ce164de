import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../api";
import { type CommuneEffect, communeEffects } from "../../edit/effect";
import type { EditRequest, Preview } from "../../edit/types";
import { communeName } from "../../edit/words";
import { kmUnit, length } from "../../format";
import { problemOf } from "../../loader";
import { useSelected } from "../context";
import { useEdit, useSay } from "./context";

const pause_ms = 300;

export interface Previewed {
  preview: Preview | null;
  effects: CommuneEffect[];
  problem: Problem | null;
  busy: boolean;
}

const nothing: Previewed = { preview: null, effects: [], problem: null, busy: false };

/** Asks what a request would lead to, a little after the last change of it; and again when the atlas changes. */
export function usePreview(request: EditRequest | null): Previewed {
  const control = useEdit();
  const change = useSelected((state) => state.change);
  const units = useSelected((state) => state.units);
  const [result, setResult] = useState<Previewed>(nothing);
  const text = JSON.stringify(request);
  useEffect(() => {
    if (!request) {
      setResult(nothing);
      return;
    }
    const abort = new AbortController();
    const ask = async () => {
      setResult((old) => ({ ...old, busy: true }));
      try {
        const preview = await control.preview(request, abort.signal);
        // Where no road is concerned, kilometres say nothing.
        const communes = preview.roads.length > 0 ? preview.communes : [];
        const codes = communes.filter((code) => code !== null).slice(0, 4);
        const reports = await Promise.all(codes.map((code) => control.reportOf(code)));
        if (abort.signal.aborted) return;
        const effects = communeEffects(preview.effect, reports, units);
        setResult({ preview, effects, problem: null, busy: false });
      } catch (error) {
        if (!abort.signal.aborted) setResult({ ...nothing, problem: problemOf(error) });
      }
    };
    const timer = setTimeout(() => void ask(), pause_ms);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, change]);
  return result;
}

/** What saving would do to the kilometres that remain. */
export function PreviewNote({ result }: { result: Previewed }) {
  const { lang, say } = useSay();
  const { preview, effects, busy } = result;
  const hardened = preview?.effect.change.hardened_m ?? 0;
  const unknown = preview?.effect.change.unknown_m ?? 0;
  const signed = (metres: number) => `${metres > 0 ? "+" : "−"}${length(Math.abs(metres), lang)}`;
  const moved = effects.some((effect) => Math.abs(effect.after_m - effect.before_m) >= 0.5);
  return (
    <div class="edit-preview" role="status" aria-label={say("preview.label")} aria-busy={busy}>
      {!preview && busy && <p class="quiet">{say("preview.working")}</p>}
      {effects.map((effect) => (
        <CommuneLine key={effect.commune.code} effect={effect} />
      ))}
      {preview && !moved && Math.abs(hardened) >= 1 && (
        <p>{say("preview.hardened", { change: signed(hardened) })}</p>
      )}
      {preview && !moved && Math.abs(unknown) >= 1 && (
        <p>{say("preview.unknown", { change: signed(unknown) })}</p>
      )}
      {/* A road that goes into another one has no length of its own any more. */}
      {preview?.roads
        .filter(
          ({ before_m, after_m }) =>
            before_m !== null && after_m !== null && Math.abs(after_m - before_m) >= 0.5,
        )
        .map((road) => (
          <p key={road.id}>
            {say("preview.length", {
              before: length(road.before_m ?? 0, lang),
              after: length(road.after_m ?? 0, lang),
            })}
          </p>
        ))}
    </div>
  );
}

function CommuneLine({ effect }: { effect: CommuneEffect }) {
  const { lang, say } = useSay();
  const units = useSelected((state) => state.units);
  const same = Math.abs(effect.before_m - effect.after_m) < 0.5;
  const values = {
    commune: communeName(effect.commune.code, units),
    before: kmUnit(effect.before_m, lang, 2),
    after: kmUnit(effect.after_m, lang, 2),
  };
  return <p>{say(same ? "preview.same" : "preview.remaining", values)}</p>;
}
