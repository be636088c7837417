// The main part of the index: the streets of a city, their houses, and who has a chat. docs/search.md has the format.

import { fold } from './letters.js';
import { wordList } from './words.js';
import { learn, pieces } from './query.js';
import { houseCount, houseKeys, houseSlug, houseTitle, slugify } from './houses.js';

const SIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export class City {
  constructor(text) {
    const [head, names, rows, chats, odd] = text.split('\n\n');
    this.head = JSON.parse(head);
    this.chats = chats;
    this.odd = JSON.parse(odd || '{}');
    this.types = this.head.types.map(learn);
    this.words = wordList();
    this.streets = [];
    this.byWord = [];
    this.byNumber = {};
    this.places = [{ name: '', words: [] }];
    this.own = pieces(fold(this.head.city)).map((piece) => piece.w);
    const folded = fold(names.replace(/[a-z]/g, ' ')).split('\n');
    const houses = rows.split('\n');
    let start = 0;
    names.split('\n').forEach((line, i) => {
      if (line[0] === '@') {
        this.places.push({ name: line.slice(1), words: pieces(folded[i]).map((piece) => this.words.add(piece.w)) });
        return;
      }
      const row = houses[this.streets.length];
      const street = { line, row, start, place: this.places[this.places.length - 1], i: this.streets.length };
      street.count = houseCount(row);
      start += street.count;
      this.streets.push(street);
      const written = line.split(/[~^]/);
      folded[i].split(/[~^]/).forEach((name, k) => {
        const code = written[k].match(/[a-z]/);
        const variant = { street, old: !!k, type: code ? fold(this.types[code[0].charCodeAt(0) - 97]) : '', list: pieces(name) };
        for (const piece of variant.list) {
          if (piece.n < 0) {
            piece.id = this.words.add(piece.w);
            (this.byWord[piece.id] || (this.byWord[piece.id] = [])).push(variant);
          } else if (variant.list.every((other) => other.n >= 0)) {
            (this.byNumber[piece.n] || (this.byNumber[piece.n] = [])).push(variant);
          }
        }
      });
    });
  }

  keys(street) {
    return street.keys || (street.keys = houseKeys(street.row));
  }

  // {kind, path, label} of a street; `aЛенина` holds its type as a letter.
  street(street) {
    const [name] = street.line.split(/[~^]/);
    const code = name.match(/[a-z]/);
    const type = code ? this.types[code[0].charCodeAt(0) - 97] : '';
    const place = street.place.name;
    const bare = name.replace(/[a-z]/, ' ').trim().replace(/^имени /i, '').replace(/(\d)-[а-я]{1,2}(?![а-я])/g, '$1');
    return {
      kind: 'street',
      path: 'doma/' + (place && slugify(place) + '/') + ((this.odd.s || {})[street.i] || slugify(type + ' ' + bare)) + '/',
      label: (place && place + ', ') + (type ? name.replace(/[a-z]/, ' ' + type + ' ').trim() : '«' + name + '»'),
    };
  }

  // {kind, path, label, street, number, chat, house} of the house at a place in its street's keys.
  house(street, at) {
    const hit = this.street(street);
    const house = street.start + at;
    const odd = (this.odd.h || {})[house] || '';
    const [slug, name] = (odd || houseSlug(this.keys(street)[at])).split('\t');
    const number = name || houseTitle(this.keys(street)[at]);
    return Object.assign(hit, {
      kind: 'house', house, number, street: hit.label, path: hit.path + slug + '/', label: hit.label + ', ' + number,
      chat: this.chats[1] ? !!(SIX.indexOf(this.chats[Math.floor(house / 6)]) >> house % 6 & 1) : this.chats === '1',
    });
  }

  // The house with a number in the index.
  byOrdinal(house) {
    const street = this.streets.find((one) => house < one.start + one.count);
    return this.house(street, house - street.start);
  }
}
