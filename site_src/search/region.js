// The search of a region: finds the city in what was typed, then asks that city's own index for the rest.
//
// The list of cities has the format of a city's index, its streets are the cities. CORE, the beginning of the SHA-256
// of search.js, is written before this module by the build.

import { open } from './search.js';

/** @import { Answering, Found, Hit, Index } from './types' */
/** @typedef {{ city: Found, rest: string }} Reading */

const CERTAINTY = ['sure', 'several', 'guess', 'unlike'];
const MOST_WORDS = 4; // of a city's name, with what stands before it: «город Ростов на Дону»

/** @type {(found: Found) => number} */
const rankOf = (found) => {
  const rank = found.hits[0] ? CERTAINTY.indexOf(found.why) : -1;
  return rank < 0 ? 9 : rank;
};

/**
 * The reading in which a city is named best: it stands first or last, the longer name counts.
 * @param {Index} cities
 * @param {string} typed
 * @returns {Reading}
 */
function read(cities, typed) {
  // Between Cyrillic letters a comma is one; on another layout it may be a letter.
  const words = (/[а-яё]/i.test(typed) ? typed.replace(/,/g, ', ') : typed).trim().split(/\s+/);
  /** @type {Reading} */
  let best = { city: cities.find(typed), rest: '' };
  for (let n = Math.min(MOST_WORDS, words.length - 1); n > 0; n--) {
    [[words.slice(0, n), words.slice(n)], [words.slice(-n), words.slice(0, -n)]].forEach((parts) => {
      const city = cities.find(parts[0].join(' '));
      // A name that isn't finished has nothing behind it.
      if (rankOf(city) < rankOf(best.city)) best = { city, rest: parts[1].join(' ') };
    });
  }
  return best;
}

/**
 * Opens the search of a region.
 * @param {object} where
 * @param {string} where.base the folder with the list of cities, with a slash at its end
 * @param {string} [where.root] where the cities' sites are, `*` in the place of a city's name
 * @param {(address: string) => Promise<Answering>} [where.fetch] as in browsers, for Node and tests
 * @param {(address: string) => Promise<{ open: typeof open }>} [where.load] gets a module, as `import` does
 * @returns {Promise<Index>}
 */
export function openRegion({ base, root = '/*/', fetch: get = fetch, load = (address) => import(address) }) {
  /** @type {Record<string, Index>} */
  const known = {};
  /** @type {Record<string, Promise<void>>} */
  const coming = {};

  // The address of a city's site: with all the others', or one of its own.
  /** @type {(hit: Hit) => string} */
  const siteOf = (hit) => {
    const slug = decodeURIComponent(hit.path.replace(/\/$/, '').replace(/.*\//, ''));
    return slug.includes('/') ? slug : new URL(root.replace('*', slug), base).href;
  };

  /** @type {(site: string) => Promise<Index>} */
  const openCity = (site) => get(site + 'data/v1/city.json').then((response) => {
    if (!response.ok) throw new Error(site + response.status);
    return response.text();
  }).then((text) => {
    const place = JSON.parse(text).search;
    const where = { base: site + place.folder, root: new URL(site).pathname, fetch: get };
    return place.module.includes(CORE) ? open(where) : load(site + place.module).then((module) => module.open(where));
  });

  // Resolves when a city's index is known; a failure is tried again by the next letter.
  /** @type {(site: string) => Promise<void>} */
  const bring = (site) => coming[site] || (coming[site] = openCity(site).then((city) => {
    known[site] = city;
  }).catch((error) => {
    delete coming[site];
    throw error;
  }));

  return open({ base, root, fetch: get }).then((cities) => {
    /** @type {(typed: string, answer: (city: Index, rest: string) => Found) => Found} */
    const find = (typed, answer) => {
      const reading = read(cities, typed);
      const found = reading.city;
      const hits = found.hits.map((hit) => Object.assign(hit, {
        kind: 'city', url: siteOf(hit) + (reading.rest && '?q=' + encodeURIComponent(reading.rest)), exact: hit.exact && !reading.rest,
      }));
      const site = hits[0] && siteOf(hits[0]);
      const rank = rankOf(found);
      if (rank > 2) {
        return Object.assign(found, { hits: rank < 9 ? hits : [], nearest: [], why: 'none', says: 'Начните с города, потом улица и дом.' });
      }
      // A city on a host of its own shows the answer itself.
      if (!reading.rest || rank === 1 || new URL(site).origin !== new URL(base).origin) {
        const says = hits[1] ? 'Выберите город.' : 'Допишите улицу и дом.';
        return Object.assign(found, { hits, says: reading.rest && !hits[1] ? 'Откройте город: там найдётся и дом.' : says });
      }
      const city = known[site];
      if (!city) return Object.assign(found, { hits: hits.slice(0, 1), says: '', lacking: [site] });
      const inner = answer(city, reading.rest);
      inner.hits.concat(inner.nearest).forEach((hit) => {
        hit.note = hits[0].label;
      });
      if (rank) inner.hits.forEach((hit) => { hit.exact = false; });
      return inner;
    };
    /** @type {Index} */
    const whole = {
      find: (typed) => find(typed, (city, rest) => city.find(rest)),
      ask(typed, rounds = 0) {
        const first = whole.find(typed);
        const site = first.lacking[0];
        if (site && !known[site] && first.hits[0] && first.hits[0].kind === 'city') {
          return bring(site).then(() => whole.ask(typed, rounds));
        }
        const reading = read(cities, typed);
        const city = reading.rest && reading.city.hits[0] && known[siteOf(reading.city.hits[0])];
        return city ? city.ask(reading.rest, rounds).then(() => whole.find(typed)) : Promise.resolve(first);
      },
    };
    return whole;
  });
}
