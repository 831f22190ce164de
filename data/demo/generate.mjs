// Makes the demonstration district: node generate.mjs [folder]. The same program always writes the same bytes.

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { communeUses, fitAreas, ringOf } from './src/borders.mjs';
import { FacilityMaker, fillSeats } from './src/facilities.mjs';
import { chainages } from './src/measure.mjs';
import { Naming } from './src/naming.mjs';
import { degrees, lattice } from './src/plane.mjs';
import { Random } from './src/random.mjs';
import { RoadLayer } from './src/roads.mjs';
import { makeSites } from './src/sites.mjs';
import { surface } from './src/surfaces.mjs';
import { communes, hamletKind } from './src/units.mjs';

const seed = 694; // the district's statistical code until 2025

/** One GeoJSON file, one feature a line, so that a change shows as a readable difference. */
function write(folder, name, features) {
  const lines = features.map(({ properties, geometry }) => JSON.stringify({ type: 'Feature', properties, geometry }));
  const text = `{"type":"FeatureCollection","name":"${name}","features":[\n${lines.join(',\n')}\n]}\n`;
  writeFileSync(join(folder, `${name}.geojson`), text);
}

function polygon(sketchRing) {
  const ring = sketchRing.map(lattice).map(degrees);
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}

/** "25345-03" per site: hamlets are numbered in the order of their commune's list. */
function hamletCodes(sites) {
  return sites.map(({ commune, hamlet }) =>
    (commune < 0 ? null : `${communes[commune].code}-${String(hamlet + 1).padStart(2, '0')}`));
}

/**
 * Splits a known population over the hamlets so that the parts add up to it. Where the commune's is unknown, each hamlet has
 * a made-up one, but for the few that show what an unknown population looks like.
 */
function hamletPopulations(commune, random, guess) {
  if (commune.population === undefined) {
    return commune.hamlets.map((hamlet) => (commune.uncounted?.includes(hamlet) ? null : guess.integer(420, 1180)));
  }
  const weights = commune.hamlets.map(() => random.between(0.7, 1.4));
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => Math.floor((commune.population * weight) / sum));
  parts[0] += commune.population - parts.reduce((a, b) => a + b, 0);
  return parts;
}

function communeFeatures(sites, tiling) {
  return communes.map((commune, index) => ({
    properties: {
      code: commune.code, kind: commune.kind, name: commune.name, population: commune.population ?? null,
      households: null, area_km2_official: commune.official_km2 ?? null,
    },
    geometry: polygon(ringOf(communeUses(index, sites, tiling), tiling.arcs)),
  }));
}

function hamletFeatures(sites, tiling, codes) {
  const random = new Random(seed + 1);
  const guess = new Random(seed + 5);
  const populations = communes.map((commune) => hamletPopulations(commune, random, guess));
  return sites
    .map(({ commune, hamlet }, site) => ({ commune, hamlet, site }))
    .filter(({ commune }) => commune >= 0)
    .sort((a, b) => a.commune - b.commune || a.hamlet - b.hamlet)
    .map(({ commune, hamlet, site }) => ({
      properties: {
        code: codes[site], kind: hamletKind(communes[commune], communes[commune].hamlets[hamlet]),
        name: communes[commune].hamlets[hamlet], parent: communes[commune].code,
        population: populations[commune][hamlet], households: null,
      },
      geometry: polygon(ringOf(tiling.cells[site], tiling.arcs)),
    }));
}

/** The commune in which most vertices of the road lie; district roads are the district's. */
function managingCommune(road, layer, sites) {
  if (road.road_class === 'huyen') return -1;
  const votes = new Map();
  for (const vertex of road.path) {
    const site = layer.hamletOf(vertex);
    if (site >= 0) votes.set(sites[site].commune, (votes.get(sites[site].commune) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
}

function labelledRoads(layer, sites) {
  const naming = new Naming(sites);
  return layer.network.roads
    .map((road) => ({ ...road, commune: managingCommune(road, layer, sites) }))
    .sort((a, b) => a.commune - b.commune)
    .map((road) => ({
      ...road,
      ...naming.label(road, road.commune),
      managing_commune: communes[road.commune]?.code ?? null,
      line: road.path.map((vertex) => lattice(layer.network.vertices[vertex])),
    }));
}

/** One feature per surface interval; a road of one interval needs no chainage. */
function roadFeatures(roads) {
  return [...roads].sort((a, b) => (a.code < b.code ? -1 : 1)).flatMap((road) => {
    const measure = chainages(road.line);
    const metre = (index) => Math.round(measure[index] * 1000) / 1000;
    return road.intervals.map((interval) => ({
      properties: {
        code: road.code, name: road.name, road_class: road.road_class, managing_commune: road.managing_commune,
        from_m: road.intervals.length > 1 ? metre(interval.from) : null,
        to_m: road.intervals.length > 1 ? metre(interval.to) : null,
        surface: interval.surface, width_m: interval.width_m, effective_on: interval.effective_on,
      },
      geometry: { type: 'LineString', coordinates: road.line.slice(interval.from, interval.to + 1).map(degrees) },
    }));
  });
}

function facilityFeatures(layer, sites, codes) {
  const places = new FacilityMaker(layer, sites, codes, seed + 4).make();
  fillSeats(places, new Random(seed + 6));
  return places.map(({ at, ...properties }) => ({
    properties,
    geometry: { type: 'Point', coordinates: degrees(lattice(at)) },
  }));
}

const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
const sites = makeSites(seed);
const tiling = fitAreas(sites);
const codes = hamletCodes(sites);
const layer = new RoadLayer(sites, tiling, seed + 2);
layer.lay();
const roads = labelledRoads(layer, sites);
surface(roads, seed + 3);
write(folder, 'communes', communeFeatures(sites, tiling));
write(folder, 'hamlets', hamletFeatures(sites, tiling, codes));
write(folder, 'roads', roadFeatures(roads));
write(folder, 'facilities', facilityFeatures(layer, sites, codes));
