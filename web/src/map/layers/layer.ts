import type { LayerSpecification } from "maplibre-gl";
import type { Key } from "../../i18n";

/** How a legend draws one entry; the map draws the same thing with its own means. */
export type Sample =
  | {
      type: "line";
      color: string;
      width: number;
      dash?: number[];
      round?: boolean;
      core?: "solid" | "dashed";
      mark?: string;
    }
  | { type: "icon"; path: string; color: string; letters: string }
  | { type: "area"; color: string };

export interface LegendEntry {
  /** What a filter switches on and off; unique within its group. */
  id: string;
  label: Key;
  sample: Sample;
}

export const source = "atlas";
export const labelSource = "units";
export const selectionSource = "selection";
export const intervalSource = "interval";
export const font = ["Noto Sans"];

/** Of what waits for approval. */
export const pendingColor = "#7c2a86";

export type Layers = LayerSpecification[];

/** From this zoom on, single roads are what one looks at; below, the colours of the hamlets. */
export const roadZoom = 12.5;
