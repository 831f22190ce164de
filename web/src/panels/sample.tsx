import type { Sample } from "../map/layers/layer";

/** Draws a legend sample as SVG: the same colours, widths and dashes as on the map. */
export function SampleImage({ sample }: { sample: Sample }) {
  if (sample.type === "area") return <AreaSample color={sample.color} />;
  if (sample.type === "icon") return <IconSample {...sample} />;
  return (
    <svg class="sample sample-line" viewBox="0 0 44 16" aria-hidden="true">
      <LineMark sample={sample} x1={2} x2={42} y={8} />
      {sample.mark && (
        <text class="sample-mark" x="22" y="13">
          {sample.mark}
        </text>
      )}
    </svg>
  );
}

type LineSample = Extract<Sample, { type: "line" }>;

/** A horizontal line in the look of a surface. */
export function LineMark({ sample, x1, x2, y }: { sample: LineSample; x1: number; x2: number; y: number }) {
  const { color, width, dash, round, core } = sample;
  return (
    <>
      <line
        x1={round ? x1 + width / 2 : x1}
        x2={x2}
        y1={y}
        y2={y}
        stroke={color}
        stroke-width={width}
        stroke-linecap={round ? "round" : "butt"}
        stroke-dasharray={dash?.map((part) => part * width).join(" ")}
      />
      {core && (
        <line
          x1={x1}
          x2={x2}
          y1={y}
          y2={y}
          stroke="#fff"
          stroke-width={width * 0.42}
          stroke-dasharray={core === "dashed" ? "6 6" : undefined}
        />
      )}
    </>
  );
}

function AreaSample({ color }: { color: string }) {
  return (
    <svg class="sample sample-area" viewBox="0 0 24 16" aria-hidden="true">
      <rect x="0.5" y="0.5" width="23" height="15" fill={color} stroke="#5d6f7e" />
    </svg>
  );
}

function IconSample({ path, color, letters }: { path: string; color: string; letters: string }) {
  return (
    <svg class="sample sample-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} fill={color} />
      <text class={letters.length > 1 ? "icon-letters" : "icon-letter"} x="12" y="13">
        {letters}
      </text>
    </svg>
  );
}
