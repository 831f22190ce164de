// Where the hamlets lie: communes get ground around their centres until they have their area, hamlets share it.

import { distance, sketchOf } from './plane.mjs';
import { Random } from './random.mjs';
import { communes, neighbourTown } from './units.mjs';

const cellSize = 250;
const halfWidth = 26000;
const rimWidth = 4200;
const rimAreaPerSite = 5.2e6;

/** Ground cells of 250 m with the index of their owner: a commune, the neighbour town (13) or nobody (-1). */
function ground() {
  const owners = [...communes, neighbourTown].map((unit) => {
    const centre = sketchOf(unit.lon, unit.lat);
    const area = unit.target_km2 * 1e6;
    return { wanted: centre, x: centre.x, y: centre.y, area, weight: area / Math.PI };
  });
  const count = Math.ceil((2 * halfWidth) / cellSize);
  const cells = [];
  for (let row = 0; row < count; ++row) {
    for (let column = 0; column < count; ++column) {
      cells.push({
        x: -halfWidth + (column + 0.5) * cellSize,
        y: -halfWidth + (row + 0.5) * cellSize,
        owner: -1,
      });
    }
  }
  for (let round = 0; round < 90; ++round) {
    claim(cells, owners);
    fillHoles(cells, owners, count);
    adjust(cells, owners);
  }
  return cells;
}

function nearestOwner(cell, owners) {
  let best = 0;
  let least = Infinity;
  owners.forEach((owner, index) => {
    const power = (cell.x - owner.x) ** 2 + (cell.y - owner.y) ** 2 - owner.weight;
    if (power < least) {
      least = power;
      best = index;
    }
  });
  return { best, least };
}

function claim(cells, owners) {
  for (const cell of cells) {
    const { best, least } = nearestOwner(cell, owners);
    cell.owner = least < 0 ? best : -1;
  }
}

/** Free ground that no corridor of 2 km joins to the outside goes to the nearest owner: no holes, no narrow bays. */
function fillHoles(cells, owners, count) {
  const disc = discOffsets(4);
  const spread = (marked) => {
    const wide = new Uint8Array(cells.length);
    for (let i = 0; i < cells.length; ++i) {
      if (!marked[i]) continue;
      for (const { dx, dy } of disc) {
        const column = (i % count) + dx;
        const row = Math.floor(i / count) + dy;
        if (column >= 0 && row >= 0 && column < count && row < count) wide[row * count + column] = 1;
      }
    }
    return wide;
  };
  const blocked = spread(cells.map((cell) => cell.owner !== -1));
  const open = spread(flood(blocked, count));
  cells.forEach((cell, index) => {
    if (cell.owner === -1 && !open[index]) cell.owner = nearestOwner(cell, owners).best;
  });
}

function discOffsets(radius) {
  const offsets = [];
  for (let dy = -radius; dy <= radius; ++dy) {
    for (let dx = -radius; dx <= radius; ++dx) if (dx * dx + dy * dy <= radius * radius) offsets.push({ dx, dy });
  }
  return offsets;
}

/** Cells that a walk from the first cell reaches without entering a blocked one. */
function flood(blocked, count) {
  const reached = new Uint8Array(blocked.length);
  const stack = [0];
  reached[0] = 1;
  while (stack.length > 0) {
    const at = stack.pop();
    const column = at % count;
    for (const next of [at - count, at + count, column > 0 ? at - 1 : -1, column < count - 1 ? at + 1 : -1]) {
      if (next < 0 || next >= blocked.length || reached[next] || blocked[next]) continue;
      reached[next] = 1;
      stack.push(next);
    }
  }
  return reached;
}

/** Moves every owner's weight towards its area and its site so that its ground stays around its centre. */
function adjust(cells, owners) {
  owners.forEach((owner, index) => {
    const own = cells.filter((cell) => cell.owner === index);
    const area = own.length * cellSize * cellSize;
    owner.weight += (0.3 * (owner.area - area)) / Math.PI;
    if (own.length === 0) return;
    const x = own.reduce((sum, cell) => sum + cell.x, 0) / own.length;
    const y = own.reduce((sum, cell) => sum + cell.y, 0) / own.length;
    owner.x = owner.wanted.x + 0.9 * (owner.x - owner.wanted.x) + 0.1 * (owner.wanted.x - x);
    owner.y = owner.wanted.y + 0.9 * (owner.y - owner.wanted.y) + 0.1 * (owner.wanted.y - y);
  });
}

/** Lloyd's method over cells; weight(cell) > 1 draws sites closer together. */
function share(cells, count, random, weight) {
  let sites = random.shuffled(cells).slice(0, count).map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < 14; ++round) {
    const sums = sites.map(() => ({ x: 0, y: 0, w: 0 }));
    for (const cell of cells) {
      let best = 0;
      let least = Infinity;
      for (let i = 0; i < sites.length; ++i) {
        const square = (cell.x - sites[i].x) ** 2 + (cell.y - sites[i].y) ** 2;
        if (square < least) {
          least = square;
          best = i;
        }
      }
      const w = weight(cell);
      sums[best].x += w * cell.x;
      sums[best].y += w * cell.y;
      sums[best].w += w;
    }
    sites = sums.map((sum, i) => (sum.w > 0 ? { x: sum.x / sum.w, y: sum.y / sum.w } : sites[i]));
  }
  return sites.map((site) => ({ x: site.x + random.between(-260, 260), y: site.y + random.between(-260, 260) }));
}

/** Named by direction, so that "Ấp 2" lies beside "Ấp 1". */
function aroundCentre(sites, centre) {
  const turn = (site) => Math.atan2(site.y - centre.y, site.x - centre.x);
  return [...sites].sort((a, b) => turn(b) - turn(a));
}

/** Sites of all hamlets {x, y, commune, hamlet} and of the rim around the district {x, y, commune: -1}. */
export function makeSites(seed) {
  const random = new Random(seed);
  const cells = ground();
  const sites = [];
  communes.forEach((commune, index) => {
    const own = cells.filter((cell) => cell.owner === index);
    const middle = sketchOf(commune.lon, commune.lat);
    const reach = Math.sqrt((commune.target_km2 * 1e6) / Math.PI);
    const weight = (cell) => 1 + 3 * Math.exp(-((distance(cell, middle) / (0.55 * reach)) ** 2));
    const found = share(own, commune.hamlets.length, random, weight);
    aroundCentre(found, middle).forEach((site, hamlet) => sites.push({ ...site, commune: index, hamlet }));
  });
  const inside = cells.filter((cell) => cell.owner >= 0 && cell.owner < communes.length);
  const rim = cells.filter((cell) => {
    if (cell.owner >= 0 && cell.owner < communes.length) return false;
    return inside.some((other) => Math.abs(cell.x - other.x) < rimWidth && distance(cell, other) < rimWidth);
  });
  const rimCount = Math.round((rim.length * cellSize * cellSize) / rimAreaPerSite);
  for (const site of share(rim, rimCount, random, () => 1)) sites.push({ ...site, commune: -1, hamlet: -1 });
  return sites;
}
