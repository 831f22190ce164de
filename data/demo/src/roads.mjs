// Lays the roads of the district: district roads through the commune centres, commune roads to every hamlet, hamlet
// roads, lanes among the houses, field roads between them.

import { metres } from './measure.mjs';
import { contains, distance, lattice, signedArea, sketchOf } from './plane.mjs';
import { Network, signedTurn } from './network.mjs';
import { Random } from './random.mjs';
import { communes, planCommune } from './units.mjs';
import { ringOf } from './borders.mjs';

const rad = Math.PI / 180;

/** Through roads: commune codes in order; {out: degrees} leaves the district in that compass-like direction. */
const spine = [
  { code: 'QL13', name: 'Quốc lộ 13', via: [{ out: -88 }, '25357', '25354', { out: 80 }] },
  { code: 'DT756', name: 'Đường ĐT 756', via: [{ out: -75 }, '25438', '25345', '25327', { out: 70 }] },
  { code: 'DT757', name: 'Đường ĐT 757', via: [{ out: 185 }, '25330', '25327', { out: -5 }] },
  { code: 'DT752', name: 'Đường ĐT 752', via: [{ out: 15 }, '25349', { out: 190 }] },
  { code: 'DT754', name: 'Đường ĐT 754', via: ['25339', '25349', '25348', '25360'] },
  { code: 'DH01', name: 'Đường huyện Tân Khai – Tân Hiệp', via: ['25357', '25360', '25361', { out: 175 }] },
  { code: 'DH02', name: 'Đường huyện Thanh Bình – An Khương', via: ['25354', '25351', '25342', '25330', { out: 95 }] },
  { code: 'DH03', name: 'Đường huyện Tân Lợi – Tân Hưng', via: ['25342', '25345', { out: -15 }] },
  { code: 'DH04', name: 'Đường huyện Tân Khai – Tân Quan', via: ['25357', '25438'] },
  { code: 'DH05', name: 'Đường huyện Minh Đức – Thanh Bình', via: ['25348', '25354'] },
  { code: 'DH06', name: 'Đường huyện An Phú – Bình Long', via: ['25339', { out: -5 }] },
];

const accessRoad = { commune: '25438', length_m: 70, name: 'Đường vào Trung tâm Văn hóa – Thể thao xã Tân Quan' };

const styles = {
  huyen: { step: 105, wander: 0.05, pull: 0.1, clearance: 130, minLength: 500 },
  xa: { step: 75, wander: 0.07, pull: 0.09, clearance: 90, minLength: 260 },
  ap: { step: 58, wander: 0.075, pull: 0.08, clearance: 62, minLength: 240 },
  ngo: { step: 30, wander: 0.1, pull: 0, clearance: 36, minLength: 90 },
  nd: { step: 66, wander: 0.08, pull: 0, clearance: 105, minLength: 260 },
  other: { step: 80, wander: 0.03, pull: 0, clearance: 120, minLength: 500 },
};

/** Layer of the roads; keeps what the single steps share. */
export class RoadLayer {
  network = new Network();
  hubs = []; // per site: the vertex where the hamlet's life is
  culturalCentreAt = null; // where Tân Quan's cultural centre stands
  centres = []; // per commune: the site of its centre
  #random;
  #sites;
  #tiling;
  #rings;
  #hamletOf = []; // per vertex
  #classOf = []; // per vertex

  constructor(sites, tiling, seed) {
    this.#random = new Random(seed);
    this.#sites = sites;
    this.#tiling = tiling;
    this.#rings = tiling.cells.map((uses) => uses && boxed(ringOf(uses, tiling.arcs)));
  }

  /** Lays everything and returns the roads, each with its path of vertices. */
  lay() {
    this.#layCentres();
    for (const route of spine) this.#layRoute(route);
    this.#layCommuneRoads();
    this.#layLinks('xa', (a, b) => a.commune !== b.commune, 0.22);
    this.#layBorderRoads(0.17);
    this.#layLinks('ap', (a, b) => a.commune === b.commune, 0.6);
    this.#layAccessRoad();
    for (const site of this.#hamlets()) this.#layBranches(site, 'ap', (0.7 + 0.085 * this.#areaOf(site)) * this.#random.between(0.7, 1.3));
    for (const site of this.#hamlets()) this.#layLanes(site);
    for (const site of this.#hamlets()) this.#layBranches(site, 'nd', this.#areaOf(site) * this.#random.between(0.18, 0.34));
    for (let i = 0; i < 14; ++i) this.#layBranches(this.#random.pick(this.#hamlets()), 'other', 1.2);
    return this.network.roads;
  }

  /** Index of the hamlet site whose cell holds the sketch point, or -1. */
  locate(p) {
    return this.#rings.findIndex((ring) => ring && ring.minX <= p.x && p.x <= ring.maxX && ring.minY <= p.y
      && p.y <= ring.maxY && contains(ring.points, p));
  }

  hamletOf(vertex) {
    return (this.#hamletOf[vertex] ??= this.locate(this.network.vertices[vertex]));
  }

  #hamlets() {
    return this.#sites.map((site, index) => index).filter((index) => this.#sites[index].commune >= 0);
  }

  #areaOf(site) {
    return this.#rings[site].area / 1e6;
  }

  #communeAt(p) {
    const site = this.locate(p);
    return site < 0 ? -1 : this.#sites[site].commune;
  }

  /** May a road of the class that began in commune `home` pass p? The plan commune keeps its own ap and ngo roads. */
  #permitted(road_class, home, p) {
    const commune = this.#communeAt(p);
    if (commune < 0) return false;
    if (road_class !== 'ap' && road_class !== 'ngo') return true;
    const code = (index) => communes[index]?.code;
    if (code(home) !== planCommune) return code(commune) !== planCommune && (road_class === 'ap' || commune === home);
    return [[70, 0], [-70, 0], [0, 70], [0, -70], [0, 0]].every(
      ([dx, dy]) => code(this.#communeAt({ x: p.x + dx, y: p.y + dy })) === planCommune);
  }

  #options(road_class, home, more) {
    return {
      ...styles[road_class],
      target: -1,
      random: this.#random,
      allowed: (p) => this.#permitted(road_class, home, p),
      joins: (v) => this.#permitted(road_class, home, this.network.vertices[v]),
      ...more,
    };
  }

  #commit(path, properties) {
    const rank = ['huyen', 'xa', 'ap', 'other', 'nd', 'ngo'];
    for (const v of path) {
      const known = this.#classOf[v];
      if (!known || rank.indexOf(properties.road_class) < rank.indexOf(known)) this.#classOf[v] = properties.road_class;
    }
    return this.network.addRoad(path, properties);
  }

  #layCentres() {
    communes.forEach((commune, index) => {
      const middle = sketchOf(commune.lon, commune.lat);
      const own = this.#hamlets().filter((site) => this.#sites[site].commune === index);
      own.sort((a, b) => distance(this.#sites[a], middle) - distance(this.#sites[b], middle));
      this.hubs[own[0]] = this.network.addVertex(this.#sites[own[0]]);
      this.centres[index] = own[0];
    });
  }

  #layRoute({ code, name, via }) {
    const centre = (unit) => this.hubs[this.centres[communes.findIndex((commune) => commune.code === unit)]];
    let path = null;
    let part = 0;
    const close = () => {
      if (path && path.length > 1) this.#commit(path, { road_class: 'huyen', name, route: part === 0 ? code : `${code}-${part + 1}` });
      if (path && path.length > 1) ++part;
      path = null;
    };
    for (let i = 1; i < via.length; ++i) {
      const [a, b] = [via[i - 1], via[i]];
      if (a.out !== undefined) {
        const leg = this.#leave(centre(b), a.out * rad);
        path = leg ? leg.reverse() : null;
        continue;
      }
      path ??= [centre(a)];
      const before = path.length > 1 ? path[path.length - 2] : -1;
      const leg = b.out !== undefined ? this.#leave(centre(a), b.out * rad, before) : this.#reach(centre(a), centre(b), 'huyen', before);
      if (!leg) {
        close();
        continue;
      }
      path.push(...leg.slice(1));
      if (b.out === undefined && path[path.length - 1] !== centre(b)) close();
    }
    close();
  }

  /** Tries walks from vertex to vertex until one arrives; else the first that joins some road. */
  #reach(from, to, road_class, before = -1, tries = 60) {
    const { vertices } = this.network;
    const aim = Math.atan2(vertices[to].y - vertices[from].y, vertices[to].x - vertices[from].x);
    const home = this.#communeAt(vertices[from]);
    let spare = null;
    for (let i = 0; i < tries; ++i) {
      const heading = aim + this.#random.between(-1, 1) * (0.15 + (1.4 * i) / tries);
      if (!this.network.headingFree(from, heading) || this.#turnsBack(from, heading, before)) continue;
      const walk = this.network.walk(from, this.#options(road_class, home, {
        heading,
        target: to,
        maxLength: 2.2 * distance(vertices[from], vertices[to]) + 500,
        allowed: (p) => (road_class === 'huyen' ? this.#communeAt(p) >= 0 : this.#permitted(road_class, home, p)),
      }));
      if (walk.join === to) return this.network.keep(from, walk);
      if (walk.join >= 0 && walk.points.length > 4 && !spare) spare = walk;
    }
    return spare && this.network.keep(from, spare);
  }

  #turnsBack(at, heading, before) {
    if (before < 0) return false;
    const [p, q] = [this.network.vertices[at], this.network.vertices[before]];
    return Math.abs(signedTurn(heading, Math.atan2(q.y - p.y, q.x - p.x))) < 1.2;
  }

  /** A road out of the district that ends some hundred metres past the border. */
  #leave(from, aim, before = -1) {
    let best = null;
    for (let i = 0; i < 40; ++i) {
      const heading = aim + this.#random.between(-1, 1) * (0.1 + i / 40);
      if (!this.network.headingFree(from, heading) || this.#turnsBack(from, heading, before)) continue;
      let outside = 0;
      const allowed = (p) => this.#communeAt(p) >= 0 || ++outside <= 5;
      const walk = this.network.walk(from, this.#options('huyen', -1, { heading, maxLength: 12000, allowed, wander: 0.03 }));
      if (outside > 5) return this.network.keep(from, walk);
      if (walk.join >= 0 && walk.points.length > 6) best ??= walk;
    }
    return best && this.network.keep(from, best);
  }

  #nearestVertex(p, reach, wanted = () => true) {
    let best = -1;
    let least = reach;
    this.network.vertices.forEach((v, index) => {
      const gap = distance(v, p);
      if (gap < least && this.network.links[index].length > 0 && wanted(index)) {
        least = gap;
        best = index;
      }
    });
    return best;
  }

  /** From every hamlet to its commune's centre, as far as the next road. */
  #layCommuneRoads() {
    for (const index of communes.keys()) {
      const centre = this.centres[index];
      const own = this.#hamlets().filter((site) => this.#sites[site].commune === index && site !== centre);
      own.sort((a, b) => distance(this.#sites[a], this.#sites[centre]) - distance(this.#sites[b], this.#sites[centre]));
      for (const site of own) {
        const here = this.#nearestVertex(this.#sites[site], 330, (v) => this.hamletOf(v) === site);
        this.hubs[site] = here >= 0 ? here : this.network.addVertex(this.#sites[site]);
        if (here >= 0) continue;
        const path = this.#reach(this.hubs[site], this.hubs[centre], 'xa')
          ?? this.#reach(this.hubs[site], this.#nearestVertex(this.#sites[site], 9000), 'xa');
        if (!path) throw new Error(`hamlet site ${site} found no road`);
        this.#commit(path, { road_class: 'xa', from: site, to: centre });
      }
    }
  }

  /** Roads between neighbouring hamlets. */
  #layLinks(road_class, wanted, share) {
    for (const { low, high } of this.#tiling.arcs.values()) {
      const [a, b] = [this.#sites[low], this.#sites[high]];
      if (a.commune < 0 || b.commune < 0 || !wanted(a, b) || !this.#random.chance(share)) continue;
      const path = this.#reach(this.hubs[low], this.hubs[high], road_class, -1, 16);
      if (!path || this.network.pathLength(path) < styles[road_class].minLength) continue;
      const arrival = this.hamletOf(path[path.length - 1]);
      this.#commit(path, { road_class, from: low, to: arrival >= 0 ? arrival : high });
    }
  }

  /** Roads that run exactly on a border between two hamlets: their vertices are the border's vertices. */
  #layBorderRoads(share) {
    for (const { low, high, points } of this.#tiling.arcs.values()) {
      const [a, b] = [this.#sites[low], this.#sites[high]];
      if (a.commune < 0 || b.commune < 0 || !this.#random.chance(share)) continue;
      const apart = a.commune !== b.commune;
      if (apart && [a, b].some((site) => communes[site.commune].code === planCommune)) continue;
      const road_class = apart || this.#random.chance(0.3) ? 'nd' : 'ap';
      const path = this.#alongBorder(points.slice(2, -2), road_class, a.commune);
      if (path) this.#commit(path, { road_class, from: low, to: high, border: true });
    }
  }

  #alongBorder(points, road_class, home) {
    for (let k = 0; k < points.length; ++k) {
      const v = this.#nearestVertex(points[k], 170);
      if (v < 0 || !this.#permitted(road_class, home, points[k]) || !this.network.canJoin(points[k], v, -1, 20)) continue;
      for (const direction of [1, -1]) {
        const taken = [];
        for (let i = k; i >= 0 && i < points.length && taken.length < 34; i += direction) {
          const p = points[i];
          const room = Math.min(38, 0.25 * distance(p, this.network.vertices[v]));
          if (i !== k && this.network.blocked(points[i - direction], p, room, [])) break;
          if (!this.#permitted(road_class, home, p)) break;
          taken.push(p);
        }
        if (taken.length >= 8) return this.network.keep(v, { points: taken, join: -1 });
      }
    }
    return null;
  }

  /** The 70 m that the plan wants to concrete: from a road of Tân Quan's centre to its cultural centre. */
  #layAccessRoad() {
    const site = this.centres[communes.findIndex((commune) => commune.code === accessRoad.commune)];
    const hub = this.network.vertices[this.hubs[site]];
    const near = (v) => distance(this.network.vertices[v], hub);
    const starts = this.#startsIn(site, (c) => c === 'huyen' || c === 'xa').filter((v) => near(v) > 150);
    for (const v of starts.sort((a, b) => near(a) - near(b))) {
      const at = this.network.vertices[v];
      const [a, b] = this.network.links[v].map((w) => this.network.vertices[w]);
      if (this.network.links[v].length !== 2) continue;
      const heading = Math.atan2(b.y - a.y, b.x - a.x) + 90 * rad;
      const along = (reach) => ({ x: at.x + reach * Math.cos(heading), y: at.y + reach * Math.sin(heading) });
      if (this.network.blocked(at, along(140), 20, [v]) || this.locate(along(140)) !== site) continue;
      let reach = accessRoad.length_m;
      for (let i = 0; i < 8; ++i) reach *= accessRoad.length_m / metres(lattice(at), lattice(along(reach)));
      const path = this.network.keep(v, { points: [along(reach)], join: -1 });
      this.#commit(path, { road_class: 'xa', from: site, to: site, name: accessRoad.name, surface: 'dat' });
      this.culturalCentreAt = along(reach + 24);
      return;
    }
    throw new Error('no room for the road to the cultural centre');
  }

  #startsIn(site, wanted) {
    const list = [];
    for (let v = 0; v < this.network.vertices.length; ++v) {
      if (this.network.links[v].length === 0 || this.hamletOf(v) !== site || !wanted(this.#classOf[v])) continue;
      list.push(v);
    }
    return list;
  }

  /** Roads away from the hamlet's roads until `kilometres` are laid or no room is found. */
  #layBranches(site, road_class, kilometres) {
    const starts = this.#startsIn(site, (c) => (road_class === 'ap' ? c === 'huyen' || c === 'xa' || c === 'ap' : c !== 'ngo'));
    if (starts.length === 0) return;
    let laid = 0;
    for (let i = 0; i < 40 && laid < kilometres * 1000; ++i) {
      const v = this.#random.pick(starts);
      const gap = distance(this.network.vertices[v], this.network.vertices[this.hubs[site]]);
      if (road_class !== 'ap' && this.#random.next() > gap / 1500) continue;
      const longest = road_class === 'ap' ? this.#random.between(380, 1700) : this.#random.between(350, 1500);
      laid += this.#branch(v, site, road_class, longest);
    }
  }

  #layLanes(site) {
    const town = communes[this.#sites[site].commune].kind === 'thi_tran' ? 1.7 : 1;
    const wanted = 2350 * town * this.#random.between(0.65, 1.4);
    const reach = 620 + 60 * Math.sqrt(this.#areaOf(site)) * town;
    const hub = this.network.vertices[this.hubs[site]];
    let laid = 0;
    let starts = [];
    for (let i = 0; i < 260 && laid < wanted; ++i) {
      if (i % 40 === 0) starts = this.#startsIn(site, (c) => c !== 'nd' && c !== 'other');
      const v = this.#random.pick(starts);
      const gap = distance(this.network.vertices[v], hub);
      const chance = Math.exp(-((gap / reach) ** 2)) * (this.#classOf[v] === 'ngo' ? 0.35 : 1) + 0.03;
      if (this.#random.chance(chance)) laid += this.#branch(v, site, 'ngo', this.#random.between(110, 560));
    }
  }

  /** One road square to the road at v; returns its length, 0 when there was no room. */
  #branch(v, site, road_class, maxLength) {
    const { vertices, links } = this.network;
    if (links[v].length !== 2 || links[v].some((w) => links[w].length > 2 && distance(vertices[v], vertices[w]) < 55)) return 0;
    const [a, b] = links[v].map((w) => vertices[w]);
    const along = Math.atan2(b.y - a.y, b.x - a.x);
    const heading = along + (this.#random.chance(0.5) ? 1 : -1) * 90 * rad + this.#random.between(-0.3, 0.3);
    if (!this.network.headingFree(v, heading, 0.9)) return 0;
    const home = this.#sites[site].commune;
    if (!this.#permitted(road_class, home, vertices[v])) return 0;
    const walk = this.network.walk(v, this.#options(road_class, home, { heading, maxLength }));
    if (walk.points.length < 2) return 0;
    const ends = walk.join >= 0 ? [vertices[walk.join]] : [];
    const line = [vertices[v], ...walk.points, ...ends];
    const length = line.slice(1).reduce((sum, p, i) => sum + distance(line[i], p), 0);
    if (length < styles[road_class].minLength) return 0;
    this.#commit(this.network.keep(v, walk), { road_class, from: site, to: site });
    return length;
  }
}

function boxed(points) {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  return {
    points,
    minX: Math.min(...xs),
    maxX: Math.max(...xs),
    minY: Math.min(...ys),
    maxY: Math.max(...ys),
    area: Math.abs(signedArea(points)),
  };
}
