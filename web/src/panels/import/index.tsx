import "../../styles/import.css";
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { number, parseDate } from "../../format";
import { importWords } from "../../i18n/import";
import type { ImportControl } from "../../import/control";
import { encodings, endings, fieldMaps, guessedLayer, most_bytes, vn2000Zones } from "../../import/reading";
import { type ImportLayer, importLayers } from "../../import/types";
import { usePart, useSelected } from "../context";
import { Dialog } from "../dialog";
import { useDoing } from "../shared/doing";
import { Plan, Trouble } from "./plan";
import { Select } from "./select";

/** The dialog of imports: choose a file, see what it would change, write it. */
export function dialogOf(control: ImportControl): ComponentType {
  return function ImportDialog() {
    const lang = useSelected((state) => state.route.lang);
    const say = importWords(lang);
    const plan = usePart(control.store, (state) => state.plan);
    const done = usePart(control.store, (state) => state.done);
    return (
      <Dialog title={say("title")}>
        <div class="import">
          {done && !plan && (
            <p class="import-done" role="status">
              {say("done", {
                file: done.file,
                added: number(done.result.added, lang),
                changed: number(done.result.changed, lang),
                revision: done.result.revision,
              })}
            </p>
          )}
          {plan ? <Plan control={control} plan={plan} /> : <Choose control={control} />}
        </div>
      </Dialog>
    );
  };
}

function Choose({ control }: { control: ImportControl }) {
  const say = importWords(useSelected((state) => state.route.lang));
  const office = useSelected((state) => state.atlas.value?.office_crs) ?? "";
  const { file, draft } = usePart(control.store, (state) => state);
  const { busy, problem, run } = useDoing();
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const crs = useRef<HTMLSelectElement>(null);
  const lacksCrs = problem?.field === "crs";
  // Only who sent the file can say what its coordinates mean.
  useEffect(() => {
    if (lacksCrs) crs.current?.focus();
  }, [problem]);
  const tooLarge = file !== null && file.size > most_bytes;
  const badDay = draft.effective_on.trim() !== "" && parseDate(draft.effective_on) === null;
  const choose = (chosen: File | null) => {
    control.store.set({ file: chosen });
    const layer = chosen && guessedLayer(chosen.name);
    if (layer) control.change({ layer });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (file && !tooLarge && !badDay && !busy) void run(() => control.send());
    else if (!file) input.current?.focus();
  };
  return (
    <form class="import-form" onSubmit={submit}>
      <p class="quiet">{say("intro")}</p>
      <label class="field">
        <span>{say("file")}</span>
        <input
          ref={input}
          type="file"
          accept={endings.join(",")}
          onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      {((asked && !file) || tooLarge) && (
        <p class="bad" role="alert">
          {say(tooLarge ? "tooLarge" : "choose")}
        </p>
      )}
      <Select
        label={say("layer")}
        value={draft.layer}
        options={importLayers.map((layer) => [layer, say(`layer.${layer}`)])}
        onChange={(layer) => control.change({ layer: layer as ImportLayer })}
      />
      <label class="field">
        <span>{say("crs")}</span>
        <select
          ref={crs}
          value={draft.crs}
          aria-invalid={lacksCrs}
          onChange={(event) => control.change({ crs: event.currentTarget.value })}
        >
          <option value="">{say("crs.file")}</option>
          <option value={office}>{say("crs.office", { crs: office })}</option>
          <option value="EPSG:4326">{say("crs.wgs84")}</option>
          <optgroup label={say("crs.zones")}>
            {vn2000Zones
              .filter(([code]) => `EPSG:${code}` !== office)
              .map(([code, meridian]) => (
                <option key={code} value={`EPSG:${code}`}>
                  {`${meridian} (EPSG:${code})`}
                </option>
              ))}
          </optgroup>
        </select>
      </label>
      <details class="import-more">
        <summary>{say("more")}</summary>
        <div>
          <Select
            label={say("encoding")}
            value={draft.encoding}
            options={[["", say("auto")], ...encodings.map((one) => [one, one] as [string, string])]}
            onChange={(encoding) => control.change({ encoding })}
          />
          <Select
            label={say("map")}
            value={draft.map}
            options={[
              ["", say("auto")],
              ...fieldMaps.map((one) => [one, say(`map.${one}`)] as [string, string]),
            ]}
            onChange={(map) => control.change({ map })}
          />
          <label class="field">
            <span>{say("source")}</span>
            <input
              type="text"
              autocomplete="off"
              value={draft.source_layer}
              onInput={(event) => control.change({ source_layer: event.currentTarget.value })}
            />
          </label>
          {draft.layer === "roads" && (
            <label class="field">
              <span>{say("day")}</span>
              <input
                type="text"
                inputMode="numeric"
                autocomplete="off"
                value={draft.effective_on}
                aria-invalid={badDay}
                onInput={(event) => control.change({ effective_on: event.currentTarget.value })}
              />
            </label>
          )}
          {(draft.layer === "communes" || draft.layer === "hamlets") && (
            <label class="choice">
              <input
                type="checkbox"
                checked={draft.repair}
                onChange={(event) => control.change({ repair: event.currentTarget.checked })}
              />
              {say("repair")}
            </label>
          )}
        </div>
      </details>
      {badDay && <p class="bad">{say("badDay")}</p>}
      <Trouble problem={problem} />
      <div class="buttons">
        <button type="submit" class="button button-primary" aria-busy={busy} disabled={busy}>
          {say(busy ? "sending" : "preview")}
        </button>
      </div>
    </form>
  );
}
