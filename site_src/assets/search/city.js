// The main part of the index: the streets of a city, their houses, and who has a chat. docs/search.md has the format.

import { Words } from './words.js';
import { tokens, types } from './query.js';
import { houseCount, houseKeys, houseSlug, houseTitle, slugify } from './houses.js';

const SIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// Words and numbers of a name: «2-я Большая Садовая» -> 2, большая, садовая. «Имени» tells no streets apart.
function pieces(name) {
  const list = [];
  for (const t of tokens(name.replace(/^имени /i, ''))) {
    if (/^(я|й|е|ая|ый|ой|ое|ти|и|х|го)$/.test(t.w) && t.i && list.length && list[list.length - 1].n >= 0 && t.g === '-') continue;
    list.push({ w: t.n >= 0 ? '' + t.n : t.w, n: t.n });
  }
  return list;
}

export class City {
  constructor(text) {
    const [head, names, lines, chats, odd] = text.split('\n\n');
    this.head = JSON.parse(head);
    this.words = new Words();
    this.streets = [];
    this.variants = [];
    this.byWord = [];
    this.byNumber = new Map();
    this.places = [''];
    this.chats = chats;
    this.odd = odd ? JSON.parse(odd) : {};
    this.kinds = this.head.types.map((name) => types.indexOf(name));
    const rows = lines.split('\n');
    let start = 0;
    for (const line of names.split('\n')) {
      if (line[0] === '@') {
        this.places.push(line.slice(1));
        continue;
      }
      const row = rows[this.streets.length];
      const street = { place: this.places.length - 1, row, start, count: houseCount(row), i: this.streets.length };
      this.name(street, line);
      this.streets.push(street);
      start += street.count;
    }
    this.size = start;
    this.placeWords = this.places.map((place) => pieces(place).map((piece) => this.words.add(piece.w)));
    this.cityWords = pieces(this.head.city).map((piece) => piece.w);
  }

  // A line such as `aЛенина~bЛенина^aСтарая`: the title, aliases after "~", former names after "^".
  name(street, line) {
    line.match(/[~^]?[^~^]+/g).forEach((text, i) => {
      const coded = text.replace(/^[~^]/, '');
      const code = coded.match(/[a-z]/);
      const kind = code ? code[0].charCodeAt(0) - 97 : -1;
      const name = coded.replace(/ ?[a-z] ?/, ' ').trim();
      if (!i) {
        street.title = code ? coded.replace(/[a-z]/, (c, at) => (at ? ' ' : '') + this.head.types[kind]
          + (at < coded.length - 1 ? ' ' : '')) : '«' + coded + '»';
        street.kind = kind;
        street.name = name;
      }
      const list = pieces(name).map((piece) => {
        const known = piece.n >= 0 ? { n: piece.n } : { n: -1, w: piece.w, id: this.words.add(piece.w) };
        return known;
      });
      const variant = { street, list, type: kind < 0 ? -1 : this.kinds[kind], old: i > 0, text: i ? name : '' };
      const number = this.variants.push(variant) - 1;
      for (const piece of list) {
        if (piece.n < 0) (this.byWord[piece.id] || (this.byWord[piece.id] = [])).push(number);
      }
      if (list.every((piece) => piece.n >= 0)) {
        for (const piece of list) {
          const same = this.byNumber.get(piece.n);
          if (same) same.push(number);
          else this.byNumber.set(piece.n, [number]);
        }
      }
    });
  }

  keys(street) {
    return street.keys || (street.keys = houseKeys(street.row));
  }

  hasChat(house) {
    if (this.chats.length < 2) return this.chats === '1';
    return !!(SIX.indexOf(this.chats[Math.floor(house / 6)]) >> (house % 6) & 1);
  }

  streetPath(street) {
    const place = this.places[street.place];
    const kind = street.kind < 0 ? '' : this.head.types[street.kind] + '-';
    const own = (this.odd.streets || {})[street.i] || slugify(kind + street.name.replace(/^имени /i, '').replace(/(\d)-(ая|ый|ой|ое|ти|го|я|й|е|и|х)(?![а-я])/g, '$1'));
    return 'doma/' + (place ? slugify(place) + '/' : '') + own + '/';
  }

  streetLabel(street) {
    const place = this.places[street.place];
    return (place ? place + ', ' : '') + street.title;
  }

  streetHit(street) {
    return { kind: 'street', path: this.streetPath(street), label: this.streetLabel(street), count: street.count };
  }

  // The house at a place in its street's keys.
  houseHit(street, at) {
    const key = this.keys(street)[at];
    const house = street.start + at;
    const own = (this.odd.houses || {})[house] || houseSlug(key);
    return {
      kind: 'house', house, path: this.streetPath(street) + own + '/', street: this.streetLabel(street),
      number: houseTitle(key), label: this.streetLabel(street) + ', ' + houseTitle(key), chat: this.hasChat(house),
    };
  }

  // The street of a house's number in the index.
  streetOf(house) {
    let low = 0;
    for (let high = this.streets.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (this.streets[middle].start <= house) low = middle;
      else high = middle - 1;
    }
    return this.streets[low];
  }
}
