// The search of a city's addresses. No DOM: the same module answers in a browser and in Node.
//
//   const index = await open({ base: 'https://…/search/3f2a…/', fetch });
//   const found = await index.ask('ленина 12а');
//   found.hits      [{ kind, url, label, exact, … }], the best first
//   found.nearest   houses near the one that isn't there
//   found.why       what the list is: 'sure', 'several', 'guess', 'unlike', 'absent', 'code', 'lone', 'none'
//   found.absent    the house that isn't there, «12 корп. 5»
//
// `find` answers at once from what is loaded, `ask` fetches the parts that the query needs first.

import { fromCyrillicKeys, fromLatinKeys, plain } from './letters.js';
import { tokens } from './query.js';
import { city } from './city.js';
import { answer } from './rank.js';
import { CODE_WORD, asksOrganisation, lookUp, organisations, record, typedIds } from './parts.js';

function index(town, get, root) {
  const parts = {};
  const ids = town.head.ids;
  const org = town.head.org || {};

  // A part of the index if it is here; else its name goes to the list of those that are lacking.
  const partOf = (name, lacking) => {
    if (!parts[name] && !lacking.includes(name)) lacking.push(name);
    return parts[name];
  };

  const byId = (codes, lacking) => codes.map((id) => {
    const part = partOf('i' + ((ids.first.filter((first) => first <= id).length || 1) - 1), lacking);
    const house = part ? lookUp(part, id, ids.width) : -1;
    return house >= 0 && Object.assign(town.byOrdinal(house), { id, exact: true });
  }).filter(Boolean);

  const byAddress = (query) => {
    let best = answer(town, tokens(query, town.words.ids));
    const other = (text, price) => {
      const one = best.cost > price ? answer(town, tokens(text, town.words.ids)) : best;
      if (one.cost + price < best.cost) best = one;
    };
    if (/[a-z[\];',.]/i.test(query)) {
      // Commas and dots between words were perhaps no letters.
      other(fromLatinKeys(query.replace(/[,.;'](?=\s+\S|\d)/g, ' ')), 0.1);
      other(fromLatinKeys(query), 0.15);
    }
    if (best.cost > 0.9) other(fromCyrillicKeys(query), 0.15);
    return best;
  };

  const byName = (query, cost, lacking) => {
    const hits = [];
    if (query[2] && (cost >= 0.25 || asksOrganisation(query))) {
      for (let i = 0; i < org.names; i++) {
        const part = partOf('n' + i, lacking);
        if (part) hits.push(...part.find(query));
      }
      hits.sort((a, b) => a.cost - b.cost);
      if (hits[0]) hits[0].exact = hits[0].cost < 0.25 && !alike(hits);
    }
    return hits.slice(0, 4);
  };

  const alike = (names) => names[1] && names[1].cost < names[0].cost + 0.05;

  // What is to be said of a list.
  const reason = (first, found, names) => {
    if (!first || first !== names[0]) return first && first.exact ? 'sure' : found.why;
    return first.exact ? 'sure' : first.cost < 0.25 && alike(names) ? 'several' : 'guess';
  };

  // Whose house it is. One block of owners is asked for, that of the first house.
  const company = (hit, lacking) => {
    const part = org.names && hit.house >= 0 && partOf('o' + Math.floor(hit.house / org.block), lacking[0] ? [] : lacking);
    const which = part ? record(part, hit.house % org.block, org.width) - 1 : -1;
    const names = which >= 0 && partOf('n' + Math.floor(which / org.chunk), lacking);
    if (names) hit.company = names.list[which % org.chunk].label;
  };

  // `lacking`: parts that may hold the answer; `more`: parts that tell the companies of the houses shown.
  const find = (typed) => {
    const query = plain(typed.slice(0, 200)).trim();
    const lacking = [];
    const more = [];
    const codes = typedIds(ids ? query : '');
    let found = byAddress(query);
    // «QP6RA» is a code or nothing.
    const coded = codes[0] && (CODE_WORD.test(query) || /^\S*\d\S*$/.test(query)) && !(found.cost < 0.25 && /^(\d+\D+|\D+\d+\D?)$/.test(query));
    if (coded) found = { hits: [], nearest: [], cost: 9, why: 'code' };
    const names = byName(coded ? '' : query, found.cost, lacking);
    // Of an address and a name that fit as well, the address is meant.
    const lists = names[0] && names[0].cost + 0.2 < found.cost ? [names, found.hits] : [found.hits, names];
    const hits = byId(codes, lacking).concat(...lists).slice(0, 8);
    const nearest = hits[0] && hits[0].kind === 'street' ? found.nearest : [];
    hits.concat(nearest).forEach((hit, i) => {
      hit.exact = !i && !!hit.exact;
      hit.url = root + hit.path;
      company(hit, more);
    });
    return { hits, nearest, lacking, more, why: reason(hits[0], found, names), absent: found.absent };
  };

  return {
    find,
    // `rounds`: how often parts may be fetched to tell the houses' companies; 3 are enough.
    ask(query, rounds) {
      const found = find(query);
      const names = found.lacking.concat(rounds ? found.more.slice(0, 2) : []);
      return Promise.all(names.map((name) => get(name).then((text) => {
        parts[name] = name[0] === 'n' ? organisations(text) : text;
      }))).then(() => (rounds > 1 && names[0] ? this.ask(query, rounds - 1) : find(query)));
    },
  };
}

// `base`: the folder of the index, with a slash at its end; `root`: the site's own, before `doma/`; `fetch` as in
// browsers, for Node and tests.
export function open({ base, root = '/', fetch: load = fetch }) {
  const get = (name) => load(base + name + '.txt').then((response) => {
    if (!response.ok) throw new Error(name + ': ' + response.status);
    return response.text();
  });
  return get('city').then((text) => index(city(text), get, root));
}
