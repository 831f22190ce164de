// Checks the demonstration district: node check.mjs [folder]. Prints the figures; exit code 1 when anything is wrong.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Ledger, SegmentIndex, cross } from './src/ledger.mjs';
import { areaOf, chainages, metres, same } from './src/measure.mjs';
import { communes as known, planCommune } from './src/units.mjs';

const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
const planMetres = 12400;
const planTolerance = 5;
const hardened = new Set(['nhua', 'lang_nhua', 'btxm', 'gach', 'da_dam', 'cap_phoi', 'soi_do']); // plan: ap and ngo
const surfaces = new Set([...hardened, 'dat', null]);
const classes = ['huyen', 'xa', 'ap', 'ngo', 'nd', 'other'];

let failures = 0;
function expect(condition, message) {
  if (condition) return;
  ++failures;
  if (failures <= 30) console.error(`FAILED: ${message}`);
}

/** Features of a file with `positions` on the 1e-7 degree lattice; checks the layout of the file itself. */
function read(name) {
  const text = readFileSync(join(folder, `${name}.geojson`), 'utf8');
  const { features } = JSON.parse(text);
  expect(text.split('\n').length === features.length + 3, `${name}: one feature a line`);
  expect(text.normalize('NFC') === text, `${name}: text is not NFC`);
  const whole = (position) => position.map((value) => {
    const scaled = Math.round(value * 1e7);
    expect(scaled / 1e7 === value, `${name}: ${value} has more than 7 decimals`);
    return scaled;
  });
  return features.map(({ properties, geometry }) => {
    const { coordinates } = geometry;
    if (geometry.type === 'Point') return { ...properties, at: whole(coordinates) };
    if (geometry.type === 'LineString') return { ...properties, line: coordinates.map(whole) };
    expect(coordinates.length === 1, `${name} ${properties.code}: one ring`);
    const ring = coordinates[0].map(whole);
    expect(same(ring[0], ring.at(-1)), `${name} ${properties.code}: ring is closed`);
    return { ...properties, ring: ring.slice(0, -1) };
  });
}

function unique(features, name) {
  const codes = new Set(features.map(({ code }) => code));
  expect(codes.size === features.length && !codes.has(null), `${name}: codes are unique`);
}

function edges(ring) {
  return ring.map((a, i) => [a, ring[(i + 1) % ring.length]]);
}

/** Twice the area in lattice units, exact. */
function doubledArea(ring) {
  const [ox, oy] = ring[0];
  return edges(ring).reduce((sum, [a, b]) => sum + BigInt((a[0] - ox) * (b[1] - oy) - (b[0] - ox) * (a[1] - oy)), 0n);
}

/** Directed edges that are left when every edge that occurs in both directions is taken out. */
function outline(rings, label) {
  const left = new Map();
  for (const [a, b] of rings.flatMap(edges)) {
    expect(!left.has(`${a}|${b}`), `${label}: edge ${a} ${b} twice, so an overlap`);
    if (!left.delete(`${b}|${a}`)) left.set(`${a}|${b}`, [a, b]);
  }
  return left;
}

function checkNoCrossing(segments, label) {
  const index = new SegmentIndex();
  for (const segment of segments) {
    for (const other of index.near(segment.a, segment.b)) {
      const bad = cross(segment.a, segment.b, other.a, other.b);
      expect(!bad, `${label}: ${segment.of} and ${other.of} cross near ${segment.a}`);
      const twice = [segment.a, segment.b].map(String).sort().join() === [other.a, other.b].map(String).sort().join();
      expect(!twice, `${label}: ${segment.of} and ${other.of} share the segment at ${segment.a}`);
    }
    index.add(segment);
  }
}

function checkUnits(communes, hamlets) {
  unique(communes, 'communes');
  unique(hamlets, 'hamlets');
  expect(communes.length === known.length && hamlets.length === 102, '13 communes and 102 hamlets');
  for (const commune of communes) {
    const own = hamlets.filter(({ parent }) => parent === commune.code);
    const union = outline(own.map(({ ring }) => ring), commune.name);
    const border = new Set(edges(commune.ring).map(([a, b]) => `${a}|${b}`));
    expect(union.size === border.size && [...union.keys()].every((key) => border.has(key)), `${commune.name}: hamlets fill it`);
    const sum = own.reduce((total, { ring }) => total + doubledArea(ring), 0n);
    expect(sum === doubledArea(commune.ring), `${commune.name}: areas of hamlets add up`);
    expect(doubledArea(commune.ring) > 0n && own.every(({ ring }) => doubledArea(ring) > 0n), `${commune.name}: rings turn left`);
    expect(new Set(own.map(({ name }) => name)).size === own.length, `${commune.name}: two hamlets of one name`);
    commune.km2 = areaOf(commune.ring) / 1e6;
    if (commune.area_km2_official) {
      expect(Math.abs(commune.km2 / commune.area_km2_official - 1) < 0.005, `${commune.name}: ${commune.km2} km2`);
    }
    const people = own.reduce((total, { population }) => total + (population ?? NaN), 0);
    expect(commune.population === null || people === commune.population, `${commune.name}: people`);
  }
  expect(hamlets.filter(({ population }) => population === null).length === 4, 'four hamlets without a population');
  const district = outline(communes.map(({ ring }) => ring), 'district');
  const next = new Map([...district.values()].map(([a, b]) => [String(a), b]));
  let steps = 0;
  let at = [...district.values()][0][0];
  do at = next.get(String(at)); while (++steps < district.size && String(at) !== String([...district.values()][0][0]));
  expect(steps === district.size && next.size === district.size, 'the district is one part without holes');
  const drawn = new Map();
  for (const { ring, code } of hamlets) {
    for (const [a, b] of edges(ring)) drawn.set([a, b].map(String).sort().join('|'), { a, b, of: code });
  }
  checkNoCrossing([...drawn.values()], 'borders');
}

/** Joins the features of equal code in the order of from_m, as an importer does. */
function joinRoads(features) {
  const roads = [];
  for (const [code, parts] of groupByCode(features)) {
    parts.sort((a, b) => a.from_m - b.from_m);
    const line = [...parts[0].line];
    for (let i = 1; i < parts.length; ++i) {
      expect(same(line.at(-1), parts[i].line[0]), `${code}: parts share their end`);
      expect(parts[i].from_m === parts[i - 1].to_m, `${code}: parts follow one another`);
      for (const key of ['name', 'road_class', 'managing_commune']) expect(parts[i][key] === parts[0][key], `${code}: ${key}`);
      line.push(...parts[i].line.slice(1));
    }
    const length = chainages(line).at(-1);
    if (parts.length === 1) expect(parts[0].from_m === null && parts[0].to_m === null, `${code}: chainage of one part`);
    else expect(parts[0].from_m === 0 && Math.abs(parts.at(-1).to_m - length) < 0.001, `${code}: parts cover the road`);
    for (const part of parts) checkPart(part, parts.length);
    roads.push({ ...parts[0], parts, line, length });
  }
  return roads;
}

function groupByCode(features) {
  const groups = new Map();
  for (const feature of features) {
    if (!groups.has(feature.code)) groups.set(feature.code, []);
    groups.get(feature.code).push(feature);
  }
  return groups;
}

function checkPart(part, count) {
  const length = chainages(part.line).at(-1);
  if (count > 1) expect(Math.abs(part.to_m - part.from_m - length) < 0.0011, `${part.code}: chainage is geodesic`);
  expect(surfaces.has(part.surface), `${part.code}: surface ${part.surface}`);
  expect((part.surface === null) === (part.effective_on === null), `${part.code}: unknown has no day`);
  expect(part.effective_on === null || /^20(1[5-9]|2[0-4])-\d\d-\d\d$/.test(part.effective_on), `${part.code}: day`);
  expect(part.line.every((p, i) => i === 0 || !same(p, part.line[i - 1])), `${part.code}: repeated vertex`);
}

function checkNetwork(roads) {
  checkNoCrossing(roads.flatMap(({ line, code }) => line.slice(1).map((b, i) => ({ a: line[i], b, of: code }))), 'roads');
  const root = new Map();
  const find = (key) => {
    let at = key;
    while (root.has(at)) at = root.get(at);
    return at;
  };
  const places = new Set();
  for (const { line } of roads) {
    line.forEach((p, i) => {
      places.add(String(p));
      const [a, b] = [find(String(line[Math.max(0, i - 1)])), find(String(p))];
      if (a !== b) root.set(a, b);
    });
  }
  expect(places.size - root.size === 1, `the network is in ${places.size - root.size} parts`);
}

/** Adds up the pieces of all roads; returns {byCommune, byClass, outside, border, plan}. */
function measure(roads, ledger) {
  const figures = { byCommune: {}, byClass: {}, outside: 0, border: 0, acrossHamlets: 0, acrossCommunes: 0, planHamlets: new Map() };
  for (const road of roads) {
    const hamlets = new Set();
    for (const part of road.parts) {
      for (const { hamlet, metres: length, border } of ledger.pieces(part.line, road.managing_commune)) {
        if (border) figures.border += length;
        if (length > 0.5) hamlets.add(hamlet?.code ?? 'outside');
        add(figures, road.road_class, part.surface, hamlet, length);
      }
    }
    if (hamlets.size > 1) ++figures.acrossHamlets;
    if (new Set([...hamlets].map((code) => code.slice(0, 5))).size > 1) ++figures.acrossCommunes;
    figures.byClass[road.road_class] ??= { roads: 0, km: 0 };
    ++figures.byClass[road.road_class].roads;
    figures.byClass[road.road_class].km += road.length / 1000;
  }
  return figures;
}

function add(figures, road_class, surface, hamlet, length) {
  if (!hamlet) {
    figures.outside += length;
    return;
  }
  const row = (figures.byCommune[hamlet.parent] ??= { total: 0, ap_ngo: 0, remaining: 0, soi_do: 0, unknown: 0 });
  row.total += length / 1000;
  if (road_class !== 'ap' && road_class !== 'ngo') return;
  row.ap_ngo += length / 1000;
  if (surface === null) row.unknown += length / 1000;
  else if (surface === 'soi_do') row.soi_do += length / 1000;
  else if (!hardened.has(surface)) {
    row.remaining += length / 1000;
    if (hamlet.parent === planCommune) figures.planHamlets.set(hamlet.code, (figures.planHamlets.get(hamlet.code) ?? 0) + length);
  }
}

function checkFigures(roads, figures) {
  const plan = figures.byCommune[planCommune];
  expect(Math.abs(plan.remaining * 1000 - planMetres) <= planTolerance, `plan commune: ${plan.remaining} km remain`);
  expect(figures.planHamlets.size >= 8, 'the remaining roads lie in several hamlets');
  expect(plan.soi_do > 1 && plan.unknown > 0.5, 'plan commune has red gravel and unknown roads');
  const [ledgerSum, networkSum] = [
    Object.values(figures.byCommune).reduce((sum, { total }) => sum + total, figures.outside / 1000),
    roads.reduce((sum, { length }) => sum + length / 1000, 0),
  ];
  expect(Math.abs(ledgerSum - networkSum) < 1e-6, 'hamlets and outside add up to the network');
  const several = roads.filter(({ parts }) => parts.length > 1).length / roads.length;
  expect(several > 0.12 && several < 0.18, `${several} of the roads have several surfaces`);
  expect(classes.every((name) => figures.byClass[name]?.roads > 0), 'every road class occurs');
  const used = new Set(roads.flatMap(({ parts }) => parts.map(({ surface }) => surface)));
  expect([...surfaces].every((name) => used.has(name)), 'every surface occurs');
  expect(figures.border > 2000 && figures.acrossCommunes > 20, 'roads on and across borders');
  return { several, networkSum };
}

function checkFacilities(facilities, hamlets, ledger, roads) {
  unique(facilities, 'facilities');
  const byCode = new Map(hamlets.map((hamlet) => [hamlet.code, hamlet]));
  const vertices = roads.flatMap(({ line }) => line);
  for (const place of facilities) {
    const hamlet = ledger.hamletAt(place.at);
    expect(hamlet?.parent === place.commune, `${place.code}: stands in its commune`);
    const served = place.serves?.split(';') ?? [];
    expect(served.every((code) => byCode.get(code)?.parent === place.commune), `${place.code}: serves ${place.serves}`);
    if (served.length > 0) expect(served.includes(hamlet?.code), `${place.code}: stands in a hamlet that it serves`);
    const gap = vertices.reduce((least, v) => Math.min(least, Math.hypot(v[0] - place.at[0], v[1] - place.at[1])), Infinity);
    expect(gap < 9000, `${place.code}: far from every road`); // lattice units, about 100 m
  }
  const schools = facilities.filter(({ code }) => /-(MN|TH|THCS|LC)-/.test(code));
  expect(schools.filter(({ seats }) => seats === null).length === 1, 'all schools but a former one have seats');
  const dry = facilities.filter(({ kind, commune, toilet }) => kind === 'cultural_house' && commune === '25438' && toilet === false);
  expect(dry.length === 7, `Tân Quan: ${dry.length} cultural houses without a toilet`);
}

const [communes, hamlets, features, facilities] = ['communes', 'hamlets', 'roads', 'facilities'].map(read);
checkUnits(communes, hamlets);
const roads = joinRoads(features);
checkNetwork(roads);
const ledger = new Ledger(hamlets);
const figures = measure(roads, ledger);
const { several, networkSum } = checkFigures(roads, figures);
checkFacilities(facilities, hamlets, ledger, roads);
const access = roads.find(({ name }) => name.includes('Trung tâm Văn hóa'));
expect(access && Math.abs(metres(access.line[0], access.line.at(-1)) - 70) < 0.05, 'the access road is 70 m long');

const fixed = (value) => Number(value.toFixed(3));
console.table(Object.fromEntries(communes.map(({ name, code, km2 }) => [name, {
  km2: fixed(km2), ...Object.fromEntries(Object.entries(figures.byCommune[code]).map(([key, value]) => [key, fixed(value)])),
}])));
console.table(Object.fromEntries(Object.entries(figures.byClass).map(([key, { roads: n, km }]) => [key, { roads: n, km: fixed(km) }])));
console.log(`${roads.length} roads in ${features.length} features, ${fixed(networkSum)} km; several surfaces: ${fixed(100 * several)} %;`
  + ` outside: ${fixed(figures.outside / 1000)} km; on borders: ${fixed(figures.border / 1000)} km;`
  + ` across hamlets: ${figures.acrossHamlets}, communes: ${figures.acrossCommunes}; ${facilities.length} facilities`);
console.log([...figures.planHamlets].map(([code, length]) => `${code}: ${fixed(length / 1000)}`).join(', '));
console.log(failures === 0 ? 'all checks passed' : `${failures} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;
