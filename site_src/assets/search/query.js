// What was typed, as tokens. A token: `w` the folded word or digits, `n` its number or -1, `g` what stands before it
// ('' = glued to the last one, ' ', '-', '/', ','), `i` its place, `r` the parts it may play in an address, `l` it is
// in Latin letters, `said` it is a number in words.

import {
  BUILDING, CORPUS, HOUSE, INSIDE, LITERA, NAMED_AFTER, NUMBERS, PLACES, RANKS, REGIONS, TYPES,
} from './vocabulary.js';
import { alike, fold, latinKey } from './letters.js';
import { distance, stem } from './words.js';

const NOTHING = { t: [] };
const roles = new Map();

// A word and, unless it is short, its other cases; the same word in Latin letters.
function note(words, part, type) {
  for (const word of words.split(' ')) {
    for (const key of [word, '*' + latinKey(word)].concat(word.length > 4 ? '~' + stem(word) : [])) {
      const role = roles.get(key) || { t: [] };
      role[part] = true;
      if (type) role.t.push(type);
      roles.set(key, role);
    }
  }
}

// Parts: h house, k corpus, s building, l litera, f flat or entrance (with its number), x to be passed over,
// d a kind of region (its name tells nothing either), / a slash, t the types of street.
note(HOUSE, 'h');
note(CORPUS, 'k');
note(BUILDING + ' с', 's');
note(LITERA, 'l');
note(INSIDE, 'f');
note('на по в у со из и № n ' + PLACES + ' ' + NAMED_AFTER, 'x');
note(REGIONS, 'd');
note('дробь', '/');

// A rank or what is left of one: «генерала», «ген».
export const isRank = (word) => !!word[1] && (' ' + RANKS).includes(' ' + word);

const known = [];

// Learns a street type, «проспект пр-кт пр-т …»; returns its name.
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

const numbers = new Map();
NUMBERS.replace(/([а-я]+)(\d+)/g, (all, word, value) => {
  numbers.set(word, +value);
  // From «пят»: «пятнадцат», «пятьдесят», «пятьсот».
  if (value < 10) numbers.set(word + 'надцат', +value + 10).set(word + 'ьдесят', value * 10).set(word + 'ьсот', value * 100);
});

// «двенадцать», «двенадцатой» -> 12, «12» -> 12, -1 for other words.
export function numeral(word) {
  if (/^\d/.test(word)) return +word;
  return numbers.get(word) || numbers.get(stem(word)) || -1;
}

// What a typed word may be; a common type of street also with a slip.
function part(word, latin) {
  const role = roles.get(latin ? '*' + latinKey(word) : word) || roles.get('~' + stem(word));
  if (role || latin || word.length < 4) return role || NOTHING;
  const close = common.filter((name) => Math.abs(name.length - word.length) < 2 && distance(word, name, 1)[0] <= 1);
  return close.length ? { t: close, type: true, slip: true } : NOTHING;
}

// Words and numbers of a name: «2-я Большая Садовая» -> 2, большая, садовая. «Имени» tells no streets apart.
export function pieces(folded) {
  return (folded.replace(/^\s*имени /, '').replace(/(\d)-?[а-я]{1,2}(?![а-я])/g, '$1')
    .match(/\d+|[а-яa-z]+/g) || []).map((word) => {
    const n = numeral(word);
    return { n, w: n < 0 ? years(word) : '' + n };
  });
}

const years = (word) => (/^лети[яею]$/.test(word) ? 'лет' : word);

export function tokens(text) {
  const list = [];
  let glue = ' ';
  for (const piece of fold(text).match(/\d+|[а-яa-z]+([-./][а-яa-z]+)*|[^\sа-яa-z\d.]|[\s.]+/g) || []) {
    if (/^[\s.]/.test(piece)) glue = glue || ' ';
    else if (/^[^а-яa-z\d№]/.test(piece)) glue = /[-/]/.test(piece) ? piece : ',';
    else {
      const word = /[a-z]/.test(piece) && /[а-я]/.test(piece) ? alike(piece) : piece;
      const latin = /[a-z]/.test(word);
      const whole = word.replace(/\./g, '');
      const split = /[-./]/.test(word) && (whole.length > 7 || part(whole, latin) === NOTHING);
      (split ? word.split(/[./]|(?=-)/) : [whole]).forEach((one, k) => {
        const w = years(one.replace('-', ''));
        const n = latin ? numeral(w.replace(/\D/g, '') || w) : numeral(w);
        const last = list[list.length - 1];
        const said = n >= 0 && !/\d/.test(w);
        if (said && last && last.said && last.n >= 20 && n > 0 && (last.n % 100 ? last.n % 10 === 0 && n < 10 : n < 100)) {
          last.n += n; // «двадцать пять», «сто двадцать пять»
        } else {
          list.push({
            w, n, said, g: one[0] === '-' ? '-' : k ? ' ' : glue, i: list.length, l: latin,
            r: n < 0 ? part(w, latin) : NOTHING,
          });
        }
      });
      glue = '';
    }
  }
  return list;
}
