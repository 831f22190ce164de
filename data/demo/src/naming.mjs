// Names and codes of roads, in the manner of a commune's road list.

import { communes } from './units.mjs';

const codeOf = { xa: 'XA', ap: 'AP', ngo: 'NG', nd: 'ND', other: 'KH' };

/** "ấp Hưng Yên", "ấp 5", "khu phố 3": a hamlet within a sentence. */
export function hamletPhrase(site) {
  const commune = communes[site.commune];
  const name = commune.hamlets[site.hamlet];
  if (name.startsWith('Ấp ')) return `ấp ${name.slice(3)}`;
  if (name.startsWith('Khu phố ')) return `khu phố ${name.slice(8)}`;
  return `ấp ${name}`;
}

/** Hands out road names and codes; counts what it has handed out. */
export class Naming {
  #sites;
  #counts = new Map();

  constructor(sites) {
    this.#sites = sites;
  }

  #next(key) {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }

  /** Code and name of a laid road; `commune` is the index of its managing commune (unused for district roads). */
  label(road, commune) {
    if (road.road_class === 'huyen') return { code: `HQ-${road.route}`, name: road.name };
    const prefix = `${communes[commune].short}-${codeOf[road.road_class]}`;
    const code = `${prefix}-${String(this.#next(prefix)).padStart(3, '0')}`;
    return { code, name: road.name ?? this.#name(road) };
  }

  #name(road) {
    const [from, to] = [this.#sites[road.from], this.#sites[road.to]];
    const apart = from.commune !== to.commune;
    if (road.road_class === 'xa') {
      if (apart) return `Đường liên xã ${communes[from.commune].name} – ${communes[to.commune].name}`;
      const kind = communes[from.commune].kind === 'xa' ? 'xã' : 'thị trấn';
      return `Đường trục ${kind} ${communes[from.commune].name} – ${hamletPhrase(from).replace(/^ấp (?=\D)/, '')}`;
    }
    const here = hamletPhrase(from);
    if (road.road_class === 'ap' && road.from !== road.to) {
      const plain = (site) => hamletPhrase(site).replace(/^(ấp|khu phố) /, '');
      return `Đường liên ${here.startsWith('khu phố') ? 'khu phố' : 'ấp'} ${plain(from)} – ${plain(to)}`;
    }
    const number = this.#next(`${road.road_class}:${road.from}`);
    if (road.road_class === 'ap') return number === 1 ? `Đường ${here}` : `Đường ${here}, nhánh ${number}`;
    if (road.road_class === 'nd') return `Đường nội đồng ${number} ${here}`;
    if (road.road_class === 'other') return `Đường lô cao su ${number} ${here}`;
    const group = Math.ceil(number / 2);
    return number % 2 === 1 ? `Tổ ${group} ${here}` : `Tổ ${group} ${here}, ngõ 2`;
  }
}
