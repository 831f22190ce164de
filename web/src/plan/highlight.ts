import { inTiles, propertiesOf } from "./reading";
import type { Declared, Expression, Features, Measured, Measurement } from "./types";

/** Filters of the map's tiles: what counts, what does not, and what nobody knows. */
export interface Highlight {
  counted: Filters;
  /** What is left; absent where the tiles do not know enough. Not of one commune alone. */
  left: Filters;
  open: Filters;
  /** Drawn exactly from Km to Km; the tiles know roads by what they are made of. */
  stretches?: Features["stretches"];
  /** What counts is counted in a number, which may be better when it is less. */
  number?: boolean;
}

export type Layer = Measurement["layer"];
export type Filters = Partial<Record<Layer, Expression>>;

const ids = (property: string, values: readonly (string | number)[]): Expression => [
  "in",
  ["get", property],
  ["literal", [...new Set(values)]],
];

function listed(features: Features | undefined, more: readonly Expression[]): Filters {
  if (!features) return {};
  const roads = features.stretches.map(({ road }) => road);
  return {
    ...(roads.length > 0 ? { roads: ["all", ids("road_id", roads), ...more] } : {}),
    ...(features.facilities.length > 0 ? { facilities: ids("facility_id", features.facilities) } : {}),
    ...(features.hamlets.length > 0 ? { hamlets: ids("code", features.hamlets) } : {}),
  };
}

/** Of more roads the map marks the roads as they are in its tiles. */
const mostRoads = 100;

/** What the map marks of features that somebody named: a work's roads, the evidence of a figure. */
export function highlightOfFeatures(features: Features): Highlight | null {
  const { stretches } = features;
  const exact = new Set(stretches.map(({ road }) => road)).size <= mostRoads;
  const counted = listed(exact ? { ...features, stretches: [] } : features, []);
  if (exact && stretches.length > 0) return { counted, left: {}, open: {}, stretches };
  return Object.keys(counted).length > 0 ? { counted, left: {}, open: {} } : null;
}

/** Hamlets by their codes. */
export function highlightOfHamlets(hamlets: readonly string[]): Filters {
  return listed({ stretches: [], facilities: [], hamlets: [...hamlets] }, []);
}

/** The latest declaration of something on a day, if there is any. */
export function latestOf<T extends Declared>(all: readonly T[], day: string): T | null {
  return all.reduce<T | null>(
    (latest, one) => (one.as_of <= day && (latest === null || latest.as_of <= one.as_of) ? one : latest),
    null,
  );
}

/** The features of a declaration, as measurements list them. */
export function featuresOf({ features }: Declared): Features {
  return {
    stretches: features.flatMap(({ road, from_m, to_m }) =>
      road === undefined ? [] : [{ road, from_m: from_m ?? 0, to_m: to_m ?? 0 }],
    ),
    facilities: features.flatMap(({ facility }) => (facility === undefined ? [] : [facility])),
    hamlets: [],
  };
}

/** What the map marks when somebody asks where a number comes from; of the whole atlas no features are listed. */
export function highlightOf(measurement: Measurement, measured: Measured): Highlight {
  const { layer, where, of } = measurement;
  const drawable = (expression: Expression | null): expression is Expression =>
    expression !== null && propertiesOf(expression).every((property) => inTiles[layer].includes(property));
  const narrow = [where, of].filter(drawable);
  const known = where ? [...new Set(propertiesOf(where))] : [];
  const isWhole = of === null || drawable(of);
  const sure: Expression[] = known.map((property) => ["has", property]);
  const counted: Filters =
    !measured.evidence && drawable(where) && isWhole ? { [layer]: ["all", ...(of ? [of] : []), where] } : {};
  const left: Filters =
    measurement.unit === "percent" && measurement.measure !== "hamlet_share" && drawable(where) && isWhole
      ? { [layer]: ["all", ...(of ? [of] : []), ...sure, ["!", where]] }
      : {};
  const unsure: Expression[] =
    layer === "roads" && drawable(where) && sure.length > 0 ? [["!", ["all", ...sure]]] : [];
  return {
    counted: measured.evidence ? listed(measured.evidence, layer === "roads" ? narrow : []) : counted,
    left,
    open: listed(measured.open, [...(drawable(of) && layer === "roads" ? [of] : []), ...unsure]),
  };
}
