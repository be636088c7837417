// Houses of a street: how the index writes them, how people do, and the names they get.
//
// A house's key is its number and what follows: `12`, `12а`, `12/2`, `12k2` (корпус), `12s1` (строение), `12lА`
// (литера), `12-14`; further parts are joined by "+": `12а+k2`. Letters inside a value are capitals.

import { HOUSE_LETTERS, TRANSLITERATION } from './vocabulary.js';
import { alike } from './letters.js';

const PIECE = /(!?)(?:([A-Z])|\((\d+)\))|<([^>]*)>|([а-яksl/-][^A-Z(!<а-яksl/+-]*(?:\+.[^A-Z(!<а-яksl/+-]*)*)/g;

// Keys of a street's houses from `AAбвBk1k2`: capitals step the number on by 1 to 26, "(120)" by more, "!" says that
// the plain number has no house, the rest are further houses of the same number. `<…>` is a house without a number.
export function houseKeys(line) {
  const list = [];
  let number = 0;
  line.replace(PIECE, (all, none, step, far, odd, tail) => {
    if (odd !== undefined) list.push('<' + odd);
    else if (tail) list.push(number + tail);
    else {
      number += far ? +far : step.charCodeAt(0) - 64;
      if (!none) list.push('' + number);
    }
    return '';
  });
  return list;
}

export function houseCount(line) {
  return (line.replace(/<[^>]*>/g, 'A').replace(/\+./g, '').match(/[A-Z(а-яksl/-]/g) || []).length
    - (line.match(/!/g) || []).length;
}

const partsOf = (key) => key.match(/^\d+|\+?[а-яksl/-][^ksl/а-я+-]*/g) || [];
const plainValue = (value) => value.replace(/~/g, '-').replace(/\\/g, '/');
const MARK = { k: ' корп. ', s: ' стр. ', l: ' лит. ' };

// «12А корп. 2», as on the house's own page.
export function houseTitle(key) {
  if (key[0] === '<') return key.slice(1).split('|')[0];
  return partsOf(key).map((part) => {
    const own = part.replace('+', '');
    return plainValue(MARK[own[0]] ? MARK[own[0]] + own.slice(1) : own.toUpperCase());
  }).join('');
}

function tableOf(text) {
  const table = {};
  text.split(' ').forEach((pair) => { table[pair[0]] = pair.slice(1); });
  return table;
}
const LATIN_LETTERS = tableOf(TRANSLITERATION);
const HOUSE_LATIN = Object.assign({}, LATIN_LETTERS, tableOf(HOUSE_LETTERS));
const inLatin = (text, table) => text.toLowerCase().replace(/ё/g, 'е').replace(/[а-я]/g, (c) => table[c]);

export const slugify = (text) => inLatin(text, LATIN_LETTERS).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

// `12a`, `12-2`, `12k2`, `12a-k2`: generator/addresses/house.py has the same rule.
export function houseSlug(key) {
  if (key[0] === '<') return key.split('|')[1];
  let joint = '';
  return partsOf(key).map((part) => {
    const own = part.replace('+', '');
    const value = inLatin(plainValue(own), HOUSE_LATIN);
    if (own[0] === '-') return '-i' + value;
    if (own[0] === 'l') return '-lit-' + value.slice(1);
    if (own[0] === 'k' || own[0] === 's') return joint + value;
    if (/^[/а-я]/.test(own)) joint = '-';
    return value.replace('/', '-');
  }).join('');
}

// House letters that a typed one may be: the look-alike first for a capital or beside Cyrillic, else the sound.
const SOUND = { w: 'в', z: 'з', j: 'ж', q: 'к', c: 'с' };
function letters(token) {
  if (!token.l) return [token.w];
  const sounds = 'abvgdezijklmnoprstuf';
  const sound = SOUND[token.w] || 'абвгдезийклмнопрстуф'[sounds.indexOf(token.w)];
  const drawn = alike(token.w);
  const list = /[а-я]/.test(drawn) ? [drawn] : [];
  if (sound) list.push(sound);
  return list;
}

const LETTER = /^[а-яa-z]$/;

// A house from the tokens that the street left over: {number, letter: [...], parts: [[mark, value]], rest: tokens}
// with `rest` what makes no sense in a house. Null: no number was typed.
export function readHouse(tokens, all) {
  let house = null;
  let named = false;
  const rest = [];
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i];
    const next = tokens[i + 1];
    const digits = next && next.n >= 0;
    if (house && t.r.f && (digits || t.w.length > 1)) {
      while (tokens[i + 1] && (tokens[i + 1].n >= 0)) i++;
      continue;
    }
    if (t.n >= 0) {
      if (t.w.length === 6 && !t.said) continue; // a postcode
      if (!house) house = { number: t.n, letter: [], parts: [], at: t };
      else if (t.g === '/' || t.slash) i = value(house, '/', tokens, i);
      else if (t.g === '-') i = value(house, '-', tokens, i);
      else rest.push(t);
    } else if (t.r['/'] && digits) {
      next.slash = true;
    } else if (house && next && (t.r.k || t.r.s || t.r.l) && (digits || (LETTER.test(next.w) && !next.r.f))
      && (t.w.length > 1 || digits)) {
      i = value(house, t.r.k ? 'k' : t.r.s ? 's' : 'l', tokens, i + 1);
    } else if (house && LETTER.test(t.w) && t.i === house.at.i + 1 && !preposition(t, all[t.i + 1])) {
      house.letter = t.g === '/' ? [] : letters(t);
      if (t.g === '/') house.parts.push(['/', t.w]);
    } else if (t.r.h && (digits || t.w.length > 1)) {
      if (house && digits && !named) { rest.push(house.at); house = null; }
      named = true;
    } else {
      rest.push(t);
    }
  }
  if (house) house.rest = rest;
  return house || { rest };
}

// «12 в Луговом»
function preposition(t, next) {
  return t.g === ' ' && t.r.x && next && next.n < 0 && next.w.length > 2;
}

// A part's value: «2», «2а», «а».
function value(house, mark, tokens, i) {
  const t = tokens[i];
  let text = t.n >= 0 ? '' + t.n : letters(t)[0] || t.w;
  const next = tokens[i + 1];
  if (t.n >= 0 && next && next.g === '' && LETTER.test(next.w) && !(tokens[i + 2] && tokens[i + 2].n >= 0)) {
    text += letters(next)[0] || next.w;
    i++;
  }
  house.parts.push([mark, text.toUpperCase()]);
  return i;
}

// Keys that mean the typed house, best first: [key, certain].
export function wantedKeys(house, slash) {
  const head = house.letter.length ? house.letter.map((letter) => house.number + letter) : ['' + house.number];
  const list = [];
  const put = (key, sure) => { list.push([key.replace(/^(\d+)\+/, '$1'), sure]); };
  const tail = (all) => all.map((part) => '+' + part[0] + part[1]).join('');
  head.forEach((start, i) => put(start + tail(house.parts), !i));
  const [first, ...others] = house.parts;
  if (first) {
    const swap = { '/': 'k', k: '/' }[first[0]] || (first[0] === '-' ? '/' : '');
    if (swap) put(head[0] + tail([[swap, first[1]], ...others]), slash === 'corpus' && swap === 'k');
    if (first[0] === '-') put(head[0] + tail([['k', first[1]], ...others]), false);
    if (/^[А-Я]$/.test(first[1]) && !house.letter.length) {
      put(head[0] + first[1].toLowerCase() + tail(others), false);
    }
  } else {
    house.letter.forEach((letter) => ['k', 'l', 's', '/'].forEach((mark) => {
      put('' + house.number + mark + letter.toUpperCase(), false);
    }));
  }
  return list;
}
