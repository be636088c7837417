// What was typed, as tokens.

import {
  BUILDING, CORPUS, HOUSE, INSIDE, LITERA, NAMED_AFTER, NUMBERS, PLACES, RANKS, REGIONS, TYPES,
} from './vocabulary.js';
import { alike, fold, latinKey } from './letters.js';
import { distance, stem } from './words.js';

/** @import { Roles, Token } from './types' */

/** @type {Roles} */
const NOTHING = { types: [] };
/** @type {Map<string, Roles>} */
const roles = new Map();

/**
 * Notes what words may be; of each, unless it is short, its other cases, and the same word in Latin letters.
 * @param {string} words
 * @param {Exclude<keyof Roles, 'types'>} part
 * @param {string} [type]
 */
function note(words, part, type) {
  for (const word of words.split(' ')) {
    for (const key of [word, '*' + latinKey(word)].concat(word.length > 4 ? '~' + stem(word) : [])) {
      const role = roles.get(key) || { types: [] };
      role[part] = true;
      if (type) role.types.push(type);
      roles.set(key, role);
    }
  }
}

// `inside`: a flat or an entrance, with its number; `idle`: to be passed over; `region`: a kind of region, whose name tells
// nothing either.
note(HOUSE, 'house');
note(CORPUS, 'corpus');
note(BUILDING + ' с', 'building');
note(LITERA, 'litera');
note(INSIDE + ' лс счет счетчик', 'inside');
note('на по в у со из и ' + PLACES + ' ' + NAMED_AFTER
  + ' чат чата группа ссылка макс максе домовой жильцов соседей'
  + ' адрес адресу куда живу мой найди покажи ну где как есть ли вступить войти хочу нужен пожалуйста лицевой', 'idle');
note(REGIONS, 'region');
note('дробь', 'slash');

// A rank or what is left of one: «генерала», «ген».
/** @type {(word: string) => boolean} */
export const isRank = (word) => !!word[1] && (' ' + RANKS).includes(' ' + word);

/** @type {string[]} */
const known = [];

/**
 * Learns a street type, «проспект пркт прт …»; returns its name.
 * @param {string} line
 */
export function learn(line) {
  const name = line.split(' ')[0];
  const folded = fold(name);
  if (!known.includes(folded)) {
    known.push(folded);
    note(folded + fold(line.slice(name.length)), 'type', folded);
  }
  return name.replace(/_/g, ' ');
}
TYPES.split('|').forEach(learn);
const common = known.slice();

/** @type {Map<string, number>} */
const numbers = new Map();
NUMBERS.replace(/([а-я]+)(\d+)/g, (all, word, digits) => {
  const value = +digits;
  numbers.set(word, value);
  // From «пят»: «пятнадцат», «пятьдесят», «пятьсот».
  if (value < 10) numbers.set(word + 'надцат', value + 10).set(word + 'ьдесят', value * 10).set(word + 'ьсот', value * 100);
  return '';
});

// «шеснадцать» -> 16
/** @type {(word: string) => number | undefined} */
const slipped = (word) => numbers.get(Array.from(numbers.keys()).find((one) => distance(stem(word), one, 1) <= 1) || '');

/**
 * «двенадцать», «двенадцатой» -> 12, «12» -> 12, -1 for other words.
 * @param {string} word
 */
export function numeral(word) {
  if (/^\d/.test(word)) return +word;
  return numbers.get(word) || numbers.get(stem(word)) || (word === 'ноль' ? 0 : /цат/.test(word) && slipped(word) || -1);
}

/**
 * What a typed word may be; a common type of street also with a slip.
 * @param {string} word
 * @param {boolean} latin
 * @returns {Roles}
 */
function part(word, latin) {
  const role = roles.get(latin ? '*' + latinKey(word) : word) || roles.get('~' + stem(word));
  if (role || latin || word.length < 4) return role || NOTHING;
  const close = common.filter((name) => distance(word, name, 1) <= 1);
  return close.length ? { types: close, type: true, slip: true } : NOTHING;
}

/**
 * Words and numbers of a name: «2-я Большая Садовая» -> 2, большая, садовая. «Имени» tells no streets apart.
 * @param {string} folded
 * @returns {string[]}
 */
export function pieces(folded) {
  return (folded.replace(/^\s*имени /, '').replace(/(\d)-?[а-я]{1,2}(?![а-я])/g, '$1')
    .match(/\d+|[а-яa-z]+/g) || []).map((word) => years(word)).reduce((/** @type {string[]} */ all, word) => {
    // «Двадцать Пятого Октября» is 25, as when it is typed.
    const tens = numeral(all[all.length - 1] || '');
    const ones = numeral(word);
    if (tens > 19 && tens % 10 === 0 && ones > 0 && ones < 10 && !/\d/.test(all[all.length - 1] + word)) {
      return all.slice(0, -1).concat('' + (tens + ones));
    }
    return all.concat(word);
  }, []);
}

/** @type {(word: string) => string} */
const years = (word) => (/^(лети|let[ijy])[яеюijyaeu]+$/.test(word) ? 'лет' : word);

// Abbreviations lose their dash: «пр-т», «б-р».
const ABBREVIATION = /[а-яa-z]+-[а-яa-z]+/g;
/** @type {(word: string) => string} */
const closed = (word) => {
  const one = word.replace('-', '');
  return roles.has(one) || roles.has('*' + latinKey(one)) ? one : word;
};

// «сов-кая» is one word whose middle is missing: "сов~кая".
const CUT = /([а-я]{2})-((?:н|с?к)?(?:[ая]я|[ыио]й|ое|[яй]))(?![а-яa-z])/g;

// Two words of the city or a type and a word that were typed as one.
/** @type {(word: string, names: Map<string, number>) => string} */
const parted = (word, names) => {
  for (let i = 3; !names.has(word) && i < word.length - 2; i++) {
    const left = word.slice(0, i);
    if ((names.has(left) || known.includes(left)) && (names.has(word.slice(i)) || word.slice(i) === 'имени')) return left + ' ' + word.slice(i);
  }
  return word;
};

/**
 * What was typed as tokens.
 * @param {string} text
 * @param {Map<string, number>} [names] the words of the city's names, which may have been glued together
 */
export function tokens(text, names) {
  /** @type {Token[]} */
  const list = [];
  let folded = fold(text).replace(ABBREVIATION, closed).replace(CUT, '$1~$2');
  // A letter that is drawn like a digit: «з0», «l2».
  folded = folded.replace(/(\d ?)(?!кв)(к|корп|стр|лит)([а-я])(?![а-яa-z])/g, '$1$2 $3'); // «29кА»
  folded = folded.replace('л/с', 'лс').replace(/(^|[ ,])(з|[li])(?=\d)/g, (all, gap, c) => gap + (c === 'з' ? 3 : 1));
  if (names) {
    folded = folded.replace(/[а-я]{7,}/g, (word) => parted(word, names))
      // «пуш кина»
      .replace(/([а-я]{2,}) (?=([а-я]{2,}))/g, (all, left, right) => (names.has(left) || names.has(right) || !names.has(left + right) ? all : left));
  }
  folded.replace(/([^\dа-яa-z]*)(\d+|[а-яa-z~]+)/g, (all, gap, typed) => {
    const w = years(/[а-я]/.test(typed) ? alike(typed) : typed);
    const l = /[a-z]/.test(w);
    const n = numeral(w);
    const said = n >= 0 && !/\d/.test(w);
    const last = list[list.length - 1];
    if (said && last && last.said && n && last.number > 19 && (last.number % 100 ? last.number % 10 === 0 && n < 10 : n < 100)) {
      last.number += n; // «двадцать пять», «сто двадцать пять»
    } else {
      const g = (gap.match(/[-/,]/) || [gap && ' '])[0];
      list.push({ word: w, number: n, said, gap: g, latin: l, index: list.length, roles: n < 0 ? part(w, l) : NOTHING });
    }
    return '';
  });
  return list;
}
