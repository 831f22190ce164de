// Schools, cultural houses and the other places, each beside a road of its hamlet.

import { distance } from './plane.mjs';
import { hamletPhrase } from './naming.mjs';
import { pointGap } from './network.mjs';
import { Random } from './random.mjs';
import { communes, planCommune } from './units.mjs';

const advancedCommune = '25438'; // Tân Quan: the plan's candidate for the advanced standard
const codeOf = {
  kindergarten: 'MN', primary: 'TH', lower_secondary: 'THCS', multi_level_school: 'LC', cultural_house: 'NVH',
  commune_cultural_centre: 'TTVH', health_station: 'YT', sports_ground: 'STT', market: 'CHO',
};

/** What the plan says about single cultural houses of Tân Hưng. */
const housesOfThePlan = { 'Sóc Xoài Lớn': 'new', 'Hưng Yên': 'new', 'Sóc Dầm': 'repair', 'Sóc Ứng': 'repair' };
/** The one hamlet of Tân Quan whose house has a toilet and a well: the plan names seven without, ấp 5 among them. */
const equippedHamlet = 'Long Bình';

/** Seats of schools, from and to; a second figure pair is for a branch, which holds a few classes. */
const seatsOf = {
  kindergarten: [[160, 300], [50, 110]],
  primary: [[300, 560], [90, 180]],
  lower_secondary: [[280, 520]],
  multi_level_school: [[640, 860]],
};

/** Gives schools made-up seats, in fives; one that is no school any more has none that are known. */
export function fillSeats(places, random) {
  for (const place of places.filter(({ kind }) => seatsOf[kind] !== undefined)) {
    const isBranch = place.name.includes(' – điểm ');
    const [low, high] = seatsOf[place.kind][isBranch ? 1 : 0];
    const seats = random.integer(low / 5, high / 5) * 5;
    place.seats = place.condition === 'repair' ? null : seats;
  }
}

export class FacilityMaker {
  #layer;
  #sites;
  #codes; // hamlet code per site
  #random;
  #list = [];
  #counts = new Map();

  constructor(layer, sites, codes, seed) {
    this.#layer = layer;
    this.#sites = sites;
    this.#codes = codes;
    this.#random = new Random(seed);
  }

  /** All facilities, in the order of communes; each with a sketch point `at`. */
  make() {
    communes.forEach((commune, index) => {
      const own = this.#sites.map((_, site) => site).filter((site) => this.#sites[site].commune === index);
      const centre = this.#layer.centres[index];
      const outer = own.filter((site) => site !== centre);
      this.#schools(commune, index, centre, outer);
      this.#communePlaces(commune, centre, outer);
      this.#culturalHouses(commune, own);
    });
    return this.#list;
  }

  #add(site, commune, kind, name, more = {}, at = this.#place(site)) {
    const key = `${commune.short}-${codeOf[kind]}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const facility = {
      code: `${key}-${String(count).padStart(2, '0')}`, kind, name, commune: commune.code, serves: null,
      condition: 'good', toilet: null, well: null, seats: null, area_m2: null, standard_met: null, ...more, at,
    };
    this.#list.push(facility);
    return facility;
  }

  /** A free spot 24 to 34 m beside a road of the hamlet, near its hub. */
  #place(site) {
    const { network } = this.#layer;
    const hub = network.vertices[this.#layer.hubs[site]];
    const starts = network.vertices
      .map((v, index) => ({ index, gap: distance(v, hub) }))
      .filter(({ index, gap }) => gap < 1800 && network.links[index].length >= 2 && this.#layer.hamletOf(index) === site)
      .sort((a, b) => a.gap - b.gap || a.index - b.index);
    for (const spread of [90, starts.length]) {
      for (let i = 0; i < 160; ++i) {
        const { index } = starts[this.#random.integer(0, Math.min(spread, starts.length) - 1)];
        const at = this.#beside(index, site);
        if (at) return at;
      }
    }
    throw new Error(`no free spot beside a road in hamlet site ${site}`);
  }

  #beside(vertex, site) {
    const { network } = this.#layer;
    const [v, w] = [network.vertices[vertex], network.vertices[network.links[vertex][0]]];
    const along = Math.atan2(w.y - v.y, w.x - v.x);
    const turn = along + (this.#random.chance(0.5) ? 0.5 : -0.5) * Math.PI;
    const reach = this.#random.between(24, 34);
    const at = { x: v.x + reach * Math.cos(turn), y: v.y + reach * Math.sin(turn) };
    if (this.#layer.locate(at) !== site) return null;
    if (this.#list.some((other) => distance(other.at, at) < 130)) return null;
    for (const { a, b } of network.near(at, at, 20)) {
      if (pointGap(at, network.vertices[a], network.vertices[b]) < 18) return null;
    }
    return at;
  }

  #school(met) {
    return { standard_met: met, toilet: true, well: this.#random.chance(0.5), condition: met === false ? 'degraded' : 'good' };
  }

  #schools(commune, index, centre, outer) {
    const met = () => (this.#random.chance(0.7) ? true : this.#random.chance(0.5) ? false : null);
    const plan = commune.code === planCommune;
    const { name } = commune;
    this.#add(centre, commune, 'kindergarten', `Trường Mầm non ${name}`, this.#school(plan ? false : met()));
    const branches = this.#random.shuffled(outer).slice(0, outer.length > 5 ? 2 : 1);
    for (const site of branches) {
      const title = `Trường Mầm non ${name} – điểm ${hamletPhrase(this.#sites[site])}`;
      this.#add(site, commune, 'kindergarten', title, this.#school(met()));
    }
    if (commune.code === advancedCommune) {
      const title = `Trường Tiểu học và Trung học cơ sở ${name}`;
      this.#add(centre, commune, 'multi_level_school', title, this.#school(false));
      return;
    }
    if (plan) {
      this.#add(centre, commune, 'primary', `Trường Tiểu học ${name} A`, this.#school(false));
      this.#add(this.#named(index, 'Sóc Ứng'), commune, 'primary', `Trường Tiểu học ${name} B`, this.#school(false));
    } else {
      this.#add(centre, commune, 'primary', `Trường Tiểu học ${name}`, this.#school(met()));
      const far = this.#random.shuffled(outer)[0];
      const title = `Trường Tiểu học ${name} – điểm ${hamletPhrase(this.#sites[far])}`;
      if (commune.target_km2 > 40) this.#add(far, commune, 'primary', title, this.#school(met()));
    }
    this.#add(centre, commune, 'lower_secondary', `Trường THCS ${name}`, this.#school(plan ? true : met()));
  }

  #named(index, hamlet) {
    return this.#sites.findIndex((site) => site.commune === index && communes[index].hamlets[site.hamlet] === hamlet);
  }

  #communePlaces(commune, centre, outer) {
    const unit = `${commune.kind === 'xa' ? 'xã' : 'thị trấn'} ${commune.name}`;
    const advanced = commune.code === advancedCommune;
    const station = advanced ? { condition: 'degraded', standard_met: false } : { standard_met: true };
    this.#add(centre, commune, 'health_station', `Trạm Y tế ${unit}`, { ...station, toilet: true, well: true });
    this.#culturalCentre(commune, centre, unit, advanced);
    const ground = advanced ? 'new' : 'good';
    this.#add(centre, commune, 'sports_ground', `Sân thể thao ${unit}`, { condition: ground, area_m2: this.#random.integer(24, 90) * 100 });
    if (commune.target_km2 > 42) {
      const site = this.#random.pick(outer);
      this.#add(site, commune, 'sports_ground', `Sân bóng ${hamletPhrase(this.#sites[site])}`, { area_m2: this.#random.integer(15, 50) * 100 });
      this.#add(centre, commune, 'market', `Chợ ${commune.name}`, { toilet: true, area_m2: this.#random.integer(12, 60) * 100 });
    }
  }

  /** Tân Hưng has none yet: a site of its kindergarten is to become one. Tân Quan's lacks rooms, road and yard. */
  #culturalCentre(commune, centre, unit, advanced) {
    const name = `Trung tâm Văn hóa – Thể thao ${unit}`;
    if (commune.code === planCommune) {
      const old = this.#add(centre, commune, 'kindergarten', `Điểm Trường Mầm non ${commune.name} (cũ)`,
        { condition: 'repair', toilet: true, standard_met: false });
      const at = { x: old.at.x + 16, y: old.at.y };
      this.#add(centre, commune, 'commune_cultural_centre', name, { condition: 'new', standard_met: false }, at);
      return;
    }
    const at = advanced ? this.#layer.culturalCentreAt : this.#place(centre);
    this.#add(centre, commune, 'commune_cultural_centre', name, {
      standard_met: !advanced, toilet: !advanced, well: !advanced, seats: this.#random.integer(20, 30) * 10,
      area_m2: this.#random.integer(25, 50) * 100, condition: advanced ? 'repair' : 'good',
    }, at);
  }

  #culturalHouses(commune, own) {
    const waiting = [...own];
    const strict = commune.code === planCommune || commune.code === advancedCommune;
    while (waiting.length > 0) {
      const site = waiting.shift();
      if (!strict && this.#random.chance(0.09)) continue; // a hamlet without
      const served = [site];
      const near = waiting.findIndex((other) => distance(this.#sites[other], this.#sites[site]) < 2600);
      if (!strict && near >= 0 && this.#random.chance(0.1)) served.push(...waiting.splice(near, 1));
      this.#culturalHouse(commune, served);
    }
  }

  #culturalHouse(commune, served) {
    const hamlet = commune.hamlets[this.#sites[served[0]].hamlet];
    const phrases = served.map((site) => hamletPhrase(this.#sites[site]));
    const serves = served.map((site) => this.#codes[site]).join(';');
    const name = `Nhà văn hóa ${phrases.join(' và ')}`;
    const planned = commune.code === planCommune ? housesOfThePlan[hamlet] : undefined;
    if (planned === 'new') {
      this.#add(served[0], commune, 'cultural_house', name, { serves, condition: 'new', standard_met: false });
      return;
    }
    const equipped = commune.code === advancedCommune ? hamlet === equippedHamlet : this.#random.chance(0.85);
    this.#add(served[0], commune, 'cultural_house', name, {
      serves,
      condition: planned ?? (this.#random.chance(0.08) && commune.code !== advancedCommune ? 'degraded' : 'good'),
      toilet: equipped,
      well: equipped && (commune.code === advancedCommune || this.#random.chance(0.85)),
      seats: this.#random.integer(8, 15) * 10,
      area_m2: this.#random.integer(22, 60) * 10,
      standard_met: planned ? false : equipped,
    });
  }
}
