import * as communes from "./communes";
import * as facilities from "./facilities";
import * as hamlets from "./hamlets";
import * as labels from "./labels";
import type { Layers } from "./layer";
import * as roads from "./roads";
import * as selection from "./selection";

/** All layers in drawing order, the first at the bottom. */
export const allLayers: Layers = [
  { id: "background", type: "background", paint: { "background-color": "#e4e8eb" } },
  ...communes.layers,
  ...hamlets.layers,
  ...communes.boundary,
  ...selection.units,
  ...selection.below,
  ...roads.layers,
  ...roads.names,
  ...labels.hamlets,
  ...facilities.layers,
  ...labels.communes,
];
