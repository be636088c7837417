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
    this.parts = {};
  }

  // A part of the index if it is here; else its name goes to the list of those that are lacking.
  part(name, lacking) {
    const part = this.parts[name];
    if (!part && lacking.indexOf(name) < 0) lacking.push(name);
    return part;
  }

  load(name) {
    return this.get(name).then((text) => {
      this.parts[name] = name[0] === 'n' ? new Organisations(text) : text;
    });
  }

  byId(query, lacking) {
    const { ids } = this.city.head;
    const hits = [];
    typedIds(ids ? query : '').forEach((id) => {
      const part = this.part('i' + (ids.first.filter((first) => first <= id).length - 1), lacking);
      const house = part ? lookUp(part, id, ids.width) : -1;
      if (house >= 0) hits.push(Object.assign(this.city.byOrdinal(house), { id, exact: true }));
    });
    return hits;
  }

  byAddress(query) {
    let best = answer(this.city, tokens(query));
    const other = (text, price) => {
      const one = best.cost > price ? answer(this.city, tokens(text)) : best;
      if (one.cost + price < best.cost) best = one;
    };
    if (/[a-z[\];',.]/i.test(query)) {
      // Commas and dots between words were perhaps no letters.
      other(fromLatinKeys(query.replace(/[,.;'](?=\s+\S|\d)/g, ' ')), 0.1);
      other(fromLatinKeys(query), 0.15);
    }
    if (best.cost > 0.9) other(fromCyrillicKeys(query), 0.15);
    return best;
  }

  byName(query, cost, lacking) {
    const hits = [];
    const { names } = this.city.head.org || {};
    if (query.length > 2 && (cost >= 0.25 || asksOrganisation(query))) {
      for (let i = 0; i < names; i++) hits.push(...((this.part('n' + i, lacking) || { find: () => [] }).find(query)));
      hits.sort((a, b) => a.cost - b.cost);
      if (hits[0]) hits[0].exact = hits[0].cost < 0.25 && !(hits[1] && hits[1].cost < hits[0].cost + 0.05);
    }
    return hits;
  }

  // Whose house it is.
  company(hit, lacking) {
    const { block, chunk, width } = this.city.head.org || {};
    const part = block && hit.house >= 0 && this.part('o' + Math.floor(hit.house / block), lacking);
    const which = part ? number(part.substr(hit.house % block * width, width)) - 1 : -1;
    const names = which >= 0 && this.part('n' + Math.floor(which / chunk), lacking);
    if (names) hit.company = names.list[which % chunk].label;
  }

  // `lacking`: parts that may hold the answer; `more`: parts that tell the companies of the houses shown.
  find(typed) {
    const query = typed.slice(0, LONGEST).trim();
    const lacking = [];
    const more = [];
    const found = query ? this.byAddress(query) : { hits: [], nearest: [] };
    const names = this.byName(query, found.cost, lacking);
    const lists = [this.byId(query, lacking), found.hits, names];
    if (names[0] && names[0].cost < found.cost) lists.splice(1, 2, names, found.hits);
    const hits = [].concat(...lists).slice(0, 8);
    const nearest = hits.length && hits[0].kind === 'street' ? found.nearest : [];
    hits.concat(nearest).forEach((hit, i) => {
      hit.exact = !i && !!hit.exact;
      hit.url = this.root + hit.path;
      this.company(hit, more);
    });
    return { hits, nearest, lacking, more };
  }

  // With `companies` the houses' companies are fetched too.
  ask(query, companies) {
    const found = this.find(query);
    const names = found.lacking.concat(companies ? found.more.slice(0, 2) : []);
    return names.length ? Promise.all(names.map((name) => this.load(name))).then(() => this.find(query))
      : Promise.resolve(found);
  }
}

// `base`: the folder of the index, with a slash at its end; `root`: the site's own, before `doma/`; `fetch` as in
// browsers, for Node and tests.
export function open({ base, root, fetch: load }) {
  const get = (name) => (load || fetch)(base + name + '.txt').then((response) => {
    if (!response.ok) throw new Error(name + ': ' + response.status);
    return response.text();
  });
  return get('city').then((text) => new Index(new City(text), get, root === undefined ? '/' : root));
}
