// The search of a city's addresses. No DOM: the same module answers in a browser and in Node.
//
//   const index = await open({ base: 'https://…/search/3f2a…/', fetch });
//   const found = await index.ask('ленина 12а');
//   found.hits      [{ kind, url, label, exact, … }], the best first
//   found.nearest   houses near the one that isn't there
//
// `find` answers at once from what is loaded, `ask` fetches the parts that the query needs first.

import { fromCyrillicKeys, fromLatinKeys } from './letters.js';
import { tokens } from './query.js';
import { City } from './city.js';
import { answer } from './rank.js';
import { Organisations, asksOrganisation, lookUp, number, typedIds } from './parts.js';

const LONGEST = 200;

class Index {
  constructor(city, get, root) {
    this.city = city;
    this.get = get;
    this.root = root;
    this.parts = new Map();
    this.organisations = null;
  }

  load(name) {
    if (!this.parts.has(name)) {
      this.parts.set(name, null);
      return this.get(name).then((text) => {
        this.parts.set(name, text);
        if (name.startsWith('org')) {
          const part = this.names || (this.names = []);
          part[+name.slice(4)] = new Organisations();
          part[+name.slice(4)].add(text);
        }
      }, () => { this.parts.delete(name); });
    }
    return Promise.resolve();
  }

  // The hits for an id; the names of parts that are lacking go to `wants`.
  byId(query, wants) {
    const ids = this.city.head.ids;
    const hits = [];
    for (const id of ids ? typedIds(query) : []) {
      let shard = ids.first.length - 1;
      while (shard > 0 && ids.first[shard] > id) shard--;
      const name = 'id-' + shard;
      const part = this.parts.get(name);
      if (!part) wants.push(name);
      const house = part ? lookUp(part, id, ids.width) : -1;
      if (house >= 0) {
        const street = this.city.streetOf(house);
        hits.push(Object.assign(this.city.houseHit(street, house - street.start), { id, exact: true, cost: 0 }));
      }
    }
    return hits;
  }

  byAddress(query) {
    let best = answer(this.city, tokens(query));
    const other = (text, price) => {
      if (best.cost < price) return;
      const one = answer(this.city, tokens(text));
      if (one.cost + price < best.cost) best = one;
    };
    if (/[a-z[\];',.]/i.test(query)) {
      const calm = query.replace(/[,.;'](?=\s+\S|\d)/g, ' ');
      other(fromLatinKeys(calm), 0.1);
      if (calm !== query) other(fromLatinKeys(query), 0.15);
    }
    if (best.cost > 0.9 && /[а-яё]/i.test(query)) other(fromCyrillicKeys(query), 0.15);
    return best;
  }

  byName(query, address, wants) {
    const parts = this.city.head.org;
    const asked = asksOrganisation(query);
    if (!parts || query.trim().length < 3 || (!asked && address.cost < 0.25)) return [];
    const hits = [];
    for (let i = 0; i < parts.names; i++) {
      if (this.names && this.names[i]) hits.push(...this.names[i].find(query));
      else wants.push('org-' + i);
    }
    return hits.sort((a, b) => a.cost - b.cost);
  }

  // Whose house it is, where that is known without another fetch.
  company(hit, wants) {
    const parts = this.city.head.org;
    if (!parts || hit.house === undefined) return;
    const name = 'of-' + Math.floor(hit.house / parts.block);
    const part = this.parts.get(name);
    if (!part) {
      if (wants.indexOf(name) < 0) wants.push(name);
      return;
    }
    const which = number(part.substr((hit.house % parts.block) * parts.width, parts.width)) - 1;
    if (which < 0) return;
    const chunk = Math.floor(which / parts.chunk);
    if (this.names && this.names[chunk]) hit.company = this.names[chunk].list[which % parts.chunk].label;
    else if (wants.indexOf('org-' + chunk) < 0) wants.push('org-' + chunk);
  }

  find(query) {
    const text = query.slice(0, LONGEST);
    const wants = [];
    const found = text.trim() ? this.byAddress(text) : { hits: [], nearest: [], asked: '' };
    const ids = this.byId(text, wants);
    const names = this.byName(text, found, wants);
    let hits = found.hits;
    if (names.length && (!hits.length || names[0].cost < hits[0].cost)) {
      hits = names.concat(hits.map((hit) => Object.assign(hit, { exact: false })));
    } else hits = hits.concat(names.map((hit) => Object.assign(hit, { exact: false })));
    hits = ids.concat(ids.length ? hits.map((hit) => Object.assign(hit, { exact: false })) : hits).slice(0, 8);
    const nice = [];
    for (const hit of hits.concat(found.nearest)) {
      hit.url = this.root + hit.path;
      this.company(hit, nice);
    }
    // `wants`: parts that may hold the answer; `nice`: parts that tell the companies of the houses shown.
    return { hits, nearest: hits.length && hits[0].kind !== 'street' ? [] : found.nearest, wants, nice };
  }

  ask(query, options) {
    const found = this.find(query);
    const names = found.wants.concat(options && options.companies ? found.nice.slice(0, 3) : []);
    const lacking = names.filter((name) => !this.parts.has(name));
    if (!lacking.length) return Promise.resolve(found);
    return Promise.all(lacking.map((name) => this.load(name))).then(() => this.find(query));
  }
}

// `base`: the folder of the index, with a slash at its end; `root`: the site's own, before `doma/`.
export function open(options) {
  const load = options.fetch || fetch;
  const get = (name) => load(options.base + name + '.txt').then((answered) => {
    if (!answered.ok) throw new Error(name + ': ' + answered.status);
    return answered.text();
  });
  return get('city').then((text) => new Index(new City(text), get, options.root === undefined ? '/' : options.root));
}
