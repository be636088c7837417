// The main part of the index: the streets of a city, their houses, and who has a chat. docs/search.md has the format.

import { fold } from './letters.js';
import { wordList } from './words.js';
import { learn, numeral, pieces } from './query.js';
import { houseCount, houseKeys, houseSlug, houseTitle, slugify } from './houses.js';

export function city(text) {
  const parts = text.split('\n\n');
  const head = JSON.parse(parts[0]);
  const chats = parts[3];
  const odd = JSON.parse(parts[4] || '{}');
  const types = head.types.map(learn);
  const words = wordList();
  const streets = [];
  const byWord = [];
  const byNumber = {};
  const names = parts[1].split('\n');
  const folded = fold(parts[1].replace(/[a-z]/g, ' ')).split('\n');
  const rows = parts[2].split('\n');
  const known = new Map();
  // A word of a name; a number in words is both: «Третьего Интернационала».
  const pieceOf = (w) => {
    if (!known.has(w)) known.set(w, { word: w, number: numeral(w), id: /\d/.test(w) ? -1 : words.add(w) });
    return known.get(w);
  };
  const foldedTypes = types.map(fold);
  // The place of a title's type among the types; there is none at -65.
  const typeOf = (name) => (name.match(/[a-z]/) || ' ')[0].charCodeAt(0) - 97;
  const places = new Set();
  let place = { name: '', words: [] };
  let start = 0;
  names.forEach((line, i) => {
    if (line[0] === '@') {
      pieces(folded[i]).forEach((word) => places.add(word));
      place = { name: line.slice(1), words: pieces(folded[i]).map(words.add) };
      return;
    }
    const row = rows[streets.length];
    const written = line.split(/[~^]/);
    const street = { name: written[0], row, start, place, index: streets.length, count: houseCount(row) };
    start += street.count;
    streets.push(street);
    folded[i].split(/[~^]/).forEach((name, k) => {
      const list = pieces(name).map(pieceOf);
      const variant = { street, old: !!k, type: foldedTypes[typeOf(written[k])], list };
      for (const piece of list) {
        if (piece.id >= 0) (byWord[piece.id] || (byWord[piece.id] = [])).push(variant);
        if (list.every((other) => other.number >= 0)) {
          (byNumber[piece.number] || (byNumber[piece.number] = [])).push(variant);
        }
      }
    });
  });

  const keys = (street) => street.keys || (street.keys = houseKeys(street.row));

  // {kind, path, label} of a street.
  const streetHit = (street) => {
    const type = types[typeOf(street.name)] || '';
    const where = street.place.name;
    const bare = street.name.replace(/[a-z]/, ' ').trim().replace(/^имени /i, '').replace(/(\d)-[а-я]{1,2}(?![а-я])/g, '$1');
    return {
      kind: 'street',
      path: 'doma/' + (where && slugify(where) + '/') + ((odd.s || {})[street.index] || slugify(type + ' ' + bare)) + '/',
      label: (where && where + ', ') + (type ? street.name.replace(/[a-z]/, ' ' + type + ' ').trim() : street.count ? '«' + bare + '»' : bare),
    };
  };

  // {kind, path, label, street, number, chat, house} of the house at a place in its street's keys.
  const houseHit = (street, at) => {
    const hit = streetHit(street);
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
      const street = streets.find((one) => house < one.start + one.count);
      return houseHit(street, house - street.start);
    },
  };
}
