import { useEffect, useState } from "preact/hooks";
import { distanceSteps, serviceOf } from "../../coverage/question";
import type { Norms, Service } from "../../coverage/types";
import { number } from "../../format";
import type { Route } from "../../state";
import { useController, useSelected } from "../context";
import { useAnswer, useSay } from "./context";

/** The question: which facility, how far, along what. */
export function CoverageControls() {
  const { say } = useSay();
  const controller = useController();
  const route = useSelected((state) => state.route);
  const norms = useAnswer((state) => state.norms.value);
  const service = norms ? serviceOf(route, norms) : undefined;
  if (!norms || !service) return null;
  const along = route.along ?? service.along;
  return (
    <fieldset class="controls-row coverage-controls coverage-question">
      <legend class="visually-hidden">{say("controls.label")}</legend>
      <ServiceField norms={norms} service={service} />
      <Distance route={route} service={service} />
      <label class="field">
        <span>{say("controls.along")}</span>
        <select
          value={along}
          onChange={(event) => {
            const value = event.currentTarget.value === "straight" ? "straight" : "road";
            controller.go({ along: value === service.along ? null : value });
          }}
        >
          <option value="road">{say("controls.road")}</option>
          <option value="straight">{say("controls.straight")}</option>
        </select>
      </label>
      <Threshold route={route} service={service} />
      <label class="choice coverage-season">
        <input
          type="checkbox"
          checked={route.season}
          disabled={along === "straight"}
          onChange={(event) => controller.go({ season: event.currentTarget.checked })}
        />
        <span>
          {say("controls.season")} <span class="quiet">({say("controls.seasonHint")})</span>
        </span>
      </label>
    </fieldset>
  );
}

/** Which kind of place hamlets should have. */
export function PlacesControls() {
  const { say } = useSay();
  const route = useSelected((state) => state.route);
  const norms = useAnswer((state) => state.norms.value);
  const service = norms ? serviceOf(route, norms) : undefined;
  if (!norms || !service) return null;
  return (
    <fieldset class="controls-row coverage-controls">
      <legend class="visually-hidden">{say("controls.label")}</legend>
      <ServiceField norms={norms} service={service} />
    </fieldset>
  );
}

function ServiceField({ norms, service }: { norms: Norms; service: Service }) {
  const { lang, say } = useSay();
  const controller = useController();
  return (
    <label class="field">
      <span>{say("controls.service")}</span>
      <select
        id="service"
        value={service.code}
        onChange={(event) =>
          controller.go({ service: event.currentTarget.value, distance: null, along: null, threshold: null })
        }
      >
        {norms.services.map((one) => (
          <option key={one.code} value={one.code}>
            {one.title[lang]}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberFieldProps {
  id: string;
  label: string;
  shown: string;
  wrong: string;
  list?: readonly string[];
  take: (value: number) => boolean;
}

/** A number that is taken when the field is left or Enter pressed. */
function NumberField({ id, label, shown, wrong, list, take }: NumberFieldProps) {
  const [text, setText] = useState(shown);
  const [bad, setBad] = useState(false);
  useEffect(() => {
    setText(shown);
    setBad(false);
  }, [shown]);
  const read = (typed: string) => {
    // 1.500 and 1,500 are both fifteen hundred here: nobody measures half millimetres.
    const digits = typed.trim().replace(/[.,\s](?=\d{3}\b)/g, "");
    const value = /^\d+([.,]\d+)?$/.test(digits) ? Number(digits.replace(",", ".")) : Number.NaN;
    setBad(!take(value));
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        list={list ? `${id}-list` : undefined}
        value={text}
        aria-invalid={bad}
        aria-describedby={bad ? `${id}-hint` : undefined}
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={(event) => read(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && read(text)}
      />
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {bad && (
        <p class="bad" id={`${id}-hint`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

function Distance({ route, service }: { route: Route; service: Service }) {
  const { lang, say } = useSay();
  const controller = useController();
  const metres = route.distance ?? service.distance_m;
  return (
    <NumberField
      id="distance"
      label={say("controls.distance")}
      shown={number(metres, lang)}
      wrong={say("controls.badDistance")}
      list={distanceSteps.map((step) => number(step, lang))}
      take={(value) => {
        const good = value >= 1 && value <= 100_000;
        if (good && value !== metres) {
          controller.go({ distance: value === service.distance_m ? null : value });
        }
        return good;
      }}
    />
  );
}

function Threshold({ route, service }: { route: Route; service: Service }) {
  const { lang, say } = useSay();
  const controller = useController();
  const share = route.threshold ?? service.threshold;
  return (
    <NumberField
      id="threshold"
      label={say("controls.threshold")}
      shown={number(share * 100, lang, Number.isInteger(share * 100) ? 0 : 1)}
      wrong={say("controls.badThreshold")}
      take={(value) => {
        const good = value >= 0 && value <= 100;
        if (good && value / 100 !== share) {
          controller.go({ threshold: value / 100 === service.threshold ? null : value / 100 });
        }
        return good;
      }}
    />
  );
}
