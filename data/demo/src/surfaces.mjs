// What the roads are made of: intervals of chainage, each with a surface, a width and the day from which it holds.

import { chainages, withVertexAt } from './measure.mjs';
import { Random } from './random.mjs';
import { communes, planCommune } from './units.mjs';

const tables = {
  huyen: { nhua: 90, lang_nhua: 10 },
  xa: { nhua: 42, lang_nhua: 24, btxm: 21, cap_phoi: 6, soi_do: 4, unknown: 3 },
  ap: { btxm: 47, lang_nhua: 12, soi_do: 17, cap_phoi: 7, nhua: 6, da_dam: 3, gach: 1, unknown: 7 },
  ngo: { btxm: 46, soi_do: 25, cap_phoi: 7, da_dam: 4, gach: 3, lang_nhua: 3, unknown: 12 },
  nd: { dat: 52, soi_do: 24, cap_phoi: 9, btxm: 8, unknown: 7 },
  other: { dat: 70, soi_do: 20, unknown: 10 },
};

const widths = {
  huyen: [7, 7, 9, 11],
  xa: [4, 5, 5.5, 6],
  ap: [3, 3.5, 4, 5],
  ngo: [2, 2.5, 3, 3.5],
  nd: [2.5, 3, 3.5],
  other: [3, 4, 5],
};

/** Kilometres of ap and ngo roads that are still earth, per commune: the plan's figure for one, a guess for the rest. */
const earthKilometres = {
  25327: 9.83, 25330: 8.14, 25339: 5.27, 25342: 7.41, [planCommune]: 12.4, 25348: 6.58, 25349: 10.72, 25351: 5.94,
  25354: 3.12, 25357: 1.36, 25360: 4.69, 25361: 6.23, 25438: 3.47,
};

const severalShare = 0.19; // of the roads long enough; about 15 % of all
const shortestInterval = 60;

/** Gives every road {line, code, ...} its `intervals` [{from, to, surface, width_m, effective_on}], vertices included. */
export function surface(roads, seed) {
  const random = new Random(seed);
  for (const road of roads) {
    road.intervals = cutPoints(road, random);
    let before = null;
    for (const interval of road.intervals) {
      do interval.surface = road.surface ?? random.weighted(tables[road.road_class]); while (interval.surface === before);
      before = interval.surface;
    }
  }
  for (const commune of communes) makeEarth(roads, commune.code, earthKilometres[commune.code] * 1000, random);
  for (const road of roads) for (const interval of road.intervals) describe(interval, road, random);
}

/** Bounds {from, to} as vertex indexes; a cut elsewhere than at a vertex adds one to the line. */
function cutPoints(road, random) {
  const length = chainages(road.line).at(-1);
  if (length < 260 || !random.chance(severalShare)) return [{ from: 0, to: road.line.length - 1 }];
  const parts = length < 500 ? 2 : random.integer(2, 4);
  const cuts = [0];
  for (let i = 1; i < parts; ++i) {
    const wanted = Math.round((length * (i + random.between(-0.3, 0.3))) / parts / 10) * 10;
    cuts.push(cutAt(road, wanted, cuts.at(-1)));
  }
  cuts.push(road.line.length - 1);
  return cuts.slice(1).map((to, i) => ({ from: cuts[i], to }));
}

/** Vertex index of a cut; a road on a border is cut at the border's own vertices only. */
function cutAt(road, chainage, after) {
  if (road.border) {
    const measure = chainages(road.line);
    return Math.max(after + 1, measure.findIndex((m) => m >= chainage));
  }
  const { line, index } = withVertexAt(road.line, chainage);
  road.line = line;
  return index;
}

function lengthOf(road, { from, to }) {
  const measure = chainages(road.line);
  return measure[to] - measure[from];
}

/** Turns ap and ngo intervals of a commune to earth until `wanted` metres are reached; exact for the plan commune. */
function makeEarth(roads, code, wanted, random) {
  const own = roads.filter((road) => road.managing_commune === code && (road.road_class === 'ap' || road.road_class === 'ngo'));
  let left = wanted;
  const order = random.shuffled(own);
  for (const road of order) {
    const interval = road.intervals.at(-1);
    const length = lengthOf(road, interval);
    const neighbours = road.intervals.length > 1 ? road.intervals.at(-2).surface : '';
    if (interval.surface === 'unknown' || road.border || neighbours === 'dat' || length > left - 250) continue;
    if (!random.chance(road.road_class === 'ngo' ? 0.8 : 0.35)) continue;
    interval.surface = 'dat';
    left -= length;
  }
  finishEarth(order, left);
}

/** The last metres: the end of one longer road. */
function finishEarth(roads, left) {
  const fits = (road) => {
    const [only, ...others] = road.intervals;
    return others.length === 0 && only.surface !== 'unknown' && only.surface !== 'dat' && !road.border
      && lengthOf(road, only) > left + shortestInterval;
  };
  const road = roads.find(fits);
  if (!road || left < shortestInterval) throw new Error(`no road takes the last ${left} m of earth`);
  const { line, index } = withVertexAt(road.line, lengthOf(road, road.intervals[0]) - left);
  road.line = line;
  road.intervals = [
    { from: 0, to: index, surface: road.intervals[0].surface },
    { from: index, to: line.length - 1, surface: 'dat' },
  ];
}

function describe(interval, road, random) {
  interval.width_m = random.chance(0.06) ? null : random.pick(widths[road.road_class]);
  interval.effective_on = day(interval.surface, random);
  if (interval.surface === 'unknown') {
    interval.surface = null;
    interval.effective_on = null;
    interval.width_m = null;
  }
}

/** A day between 2015 and 2024; every sixth paving is of 2024, earth is known from inventories. */
function day(kind, random) {
  if (kind === 'dat') return `${random.integer(2017, 2023)}-12-31`;
  const year = random.chance(0.16) ? 2024 : random.integer(2015, 2023);
  const two = (n) => String(n).padStart(2, '0');
  return `${year}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
}
