// The main part of the index: the streets of a city, their houses, and who has a chat. docs/search.md has the format.

import { fold } from './letters.js';
import { wordList } from './words.js';
import { learn, numeral, pieces } from './query.js';
import { houseCount, houseKeys, houseSlug, houseTitle, slugify } from './houses.js';

/** @import { City, Head, Piece, Street, Variant } from './types' */

/**
 * The city of the main part's text.
 * @param {string} text
 * @returns {City}
 */
export function city(text) {
  const parts = text.split('\n\n');
  /** @type {Head} */
  const head = JSON.parse(parts[0]);
  const chats = parts[3];
  /** @type {{ s?: Record<number, string>, h?: Record<number, string> }} */
  const odd = JSON.parse(parts[4] || '{}');
  const types = head.types.map(learn);
  const words = wordList();
  /** @type {Street[]} */
  const streets = [];
  /** @type {Variant[][]} */
  const byWord = [];
  /** @type {Record<number, Variant[]>} */
  const byNumber = {};
  const names = parts[1].split('\n');
  const folded = fold(parts[1].replace(/[a-z]/g, ' ')).split('\n');
  const rows = parts[2].split('\n');
  /** @type {Map<string, Piece>} */
  const known = new Map();
  // A word of a name; a number in words is both: «Третьего Интернационала».
  /** @type {(word: string) => Piece} */
  const pieceOf = (word) => {
    const piece = known.get(word) || { word, number: numeral(word), id: /\d/.test(word) ? -1 : words.add(word) };
    known.set(word, piece);
    return piece;
  };
  const foldedTypes = types.map(fold);
  // The place of a title's type among the types; there is none at -65.
  /** @type {(name: string) => number} */
  const typeOf = (name) => (name.match(/[a-z]/) || ' ')[0].charCodeAt(0) - 97;
  /** @type {Set<string>} */
  const places = new Set();
  /** @type {Street['place']} */
  let place = { name: '', words: [] };
  let start = 0;
  names.forEach((line, i) => {
    if (line[0] === '@') {
      pieces(folded[i]).forEach((word) => places.add(word));
      place = { name: line.slice(1), words: pieces(folded[i]).map(words.add) };
      return;
    }
    const row = rows[streets.length];
    const written = line.split(/(?=[~^])/);
    /** @type {Street} */
    const street = { name: written[0], row, start, place, index: streets.length, count: houseCount(row) };
    start += street.count;
    streets.push(street);
    folded[i].split(/(?=[~^])/).forEach((name, k) => {
      const list = pieces(name).map(pieceOf);
      const variant = { street, old: !!k, former: written[k][0] === '^' ? written[k].slice(1) : '', type: foldedTypes[typeOf(written[k])], list };
      for (const piece of list) {
        if (piece.id >= 0) (byWord[piece.id] || (byWord[piece.id] = [])).push(variant);
        if (list.every((other) => other.number >= 0)) {
          (byNumber[piece.number] || (byNumber[piece.number] = [])).push(variant);
        }
      }
    });
  });

  /** @type {(street: Street) => string[]} */
  const keys = (street) => street.keys || (street.keys = houseKeys(street.row));

  // A title as people read it.
  /** @type {(name: string) => string} */
  const title = (name) => name.replace(/[a-z]/, ' ' + types[typeOf(name)] + ' ').trim();

  // {kind, path, label, former} of a street.
  /** @type {City['streetHit']} */
  const streetHit = (street, former) => {
    const type = types[typeOf(street.name)] || '';
    const where = street.place.name;
    const bare = street.name.replace(/[a-z]/, ' ').trim().replace(/^имени /i, '').replace(/(\d)-[а-я]{1,2}(?![а-я])/g, '$1');
    return {
      kind: 'street',
      path: 'doma/' + (where && slugify(where) + '/') + ((odd.s || {})[street.index] || slugify(type + ' ' + bare)) + '/',
      label: (where && where + ', ') + (type ? title(street.name) : street.count ? '«' + bare + '»' : bare),
      former: former && title(former),
    };
  };

  // {kind, path, label, street, number, chat, house} of the house at a place in its street's keys.
  /** @type {City['houseHit']} */
  const houseHit = (street, at, former) => {
    const hit = streetHit(street, former);
    const house = street.start + at;
    const key = keys(street)[at];
    const own = ((odd.h || {})[house] || houseSlug(key)).split('\t');
    const number = own[1] || houseTitle(key);
    return Object.assign(hit, {
      kind: 'house', house, number, street: hit.label, path: hit.path + own[0] + '/', label: hit.label + ', ' + number,
      // Six houses a character, from "#" on; one character if all are alike.
      chat: chats[1] ? !!(chats.charCodeAt(house / 6) - 35 >> house % 6 & 1) : chats === '1',
    });
  };

  return {
    head,
    words,
    byWord,
    byNumber,
    places,
    own: pieces(fold(head.city)),
    keys,
    streetHit,
    houseHit,
    // The house with a number in the index.
    byOrdinal(house) {
      const after = streets.findIndex((one) => house < one.start + one.count);
      return houseHit(streets[after], house - streets[after].start);
    },
  };
}
