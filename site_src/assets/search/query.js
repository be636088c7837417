// What was typed, as tokens. A token: `w` the folded word or digits, `n` its number or -1, `g` what stands before it
// ('' = glued to the last one, ' ', '-', '/', ','), `r` the parts it may play in an address.

import {
  BUILDING, CORPUS, HOUSE, INSIDE, LITERA, NAMED_AFTER, NUMBER, NUMBERS, PLACES, RANKS, REGIONS, TYPES,
} from './vocabulary.js';
import { alike, fold, latinKey } from './letters.js';
import { distance, stem } from './words.js';

// Parts: h house, k corpus, s building, l litera, f flat or entrance (with its number), x noise, p a kind of place,
// d a kind of region (its name is noise too), i named after, c rank, t the numbers of street types.
const roles = new Map();

function note(words, part, type) {
  for (const word of words.split(' ')) {
    for (const key of [word, '*' + latinKey(word)]) {
      const role = roles.get(key) || { t: [] };
      role[part] = true;
      if (type !== undefined) role.t.push(type);
      roles.set(key, role);
    }
  }
}

note(HOUSE, 'h');
note(CORPUS, 'k');
note(BUILDING + ' с', 's');
note(LITERA, 'l');
note(INSIDE, 'f');
note('на по в во у около возле рядом с со к от из и проживаю живу адрес ' + NUMBER, 'x');
note(PLACES, 'p');
note(REGIONS, 'd');
note(NAMED_AFTER, 'i');
note(RANKS, 'c');
note('дробь drob', '/');

// Street types by their number in the vocabulary; the first word of an entry is the name.
export const types = TYPES.split('|').map((line, number) => {
  const forms = line.split(' ').map(fold);
  forms.forEach((word) => note(word, '', number));
  const name = forms[0];
  if (name.length > 4) note('~' + stem(name), '', number);
  return line.split(' ')[0].replace(/_/g, ' ');
});

const numbers = new Map();
NUMBERS.replace(/([а-я]+)(\d+)/g, (all, word, value) => {
  numbers.set(word, +value);
  numbers.set('*' + latinKey(word), +value);
});

const NUMBER_ENDING = /(ь?(его|ему|ими|им|ем|ей|ю|и|их|я|е)|ый|ий|ой|ая|ое|ого|ому|ым|ом|ую|ые|ых|ь|а|о)$/;
const NOTHING = { t: [] };
// The first types of the vocabulary are those that most cities have.
const COMMON = 14;

// «двенадцать», «двенадцатой» -> 12, -1 for other words.
export function spoken(word) {
  const value = numbers.get(word) || numbers.get(word.replace(NUMBER_ENDING, ''));
  return value === undefined ? -1 : value;
}

function role(word, latin) {
  if (latin) return roles.get('*' + latinKey(word)) || NOTHING;
  return roles.get(word) || roles.get('~' + stem(word)) || NOTHING;
}

// «улциа»: a common type with a slip.
function slippedType(word) {
  const close = word.length < 4 ? [] : types.slice(0, COMMON).filter((name) => distance(word, name, 1)[0] <= 1);
  return close.length ? { t: [types.indexOf(close[0])], slip: true } : NOTHING;
}

function token(word, glue) {
  const latin = /[a-z]/.test(word);
  const number = /^\d+$/.test(word) ? +word : latin ? -1 : spoken(word);
  let parts = number < 0 ? role(word, latin) : NOTHING;
  if (parts === NOTHING && number < 0 && !latin) parts = slippedType(word);
  return { w: word, n: number, g: glue, l: latin, r: parts, said: number >= 0 && !/\d/.test(word) };
}

// «двадцать пять» is 25, «сто двадцать пять» 125.
function sums(tokens) {
  return tokens.reduce((list, next) => {
    const last = list[list.length - 1];
    if (next.said && last && last.said && next.n > 0 && last.n >= 20
      && (last.n % 100 ? last.n % 10 === 0 && next.n < 10 : next.n < 100)) last.n += next.n;
    else list.push(next);
    return list;
  }, []);
}

export function tokens(text) {
  const list = [];
  let glue = ' ';
  const word = /\d+|[а-яa-z]+(?:[-./][а-яa-z]+)*|[^\sа-яa-z\d.]|[\s.]+/g;
  for (const piece of fold(text).replace(/лети[яею](?=[^а-я]|$)/g, 'лет').match(word) || []) {
    if (/^[\s.]/.test(piece)) {
      if (!glue) glue = ' ';
    } else if (/^[^а-яa-z\d]/.test(piece)) {
      glue = piece === '-' || piece === '/' ? piece : ',';
    } else {
      const mixed = /[a-z]/.test(piece) && /[а-я]/.test(piece) ? alike(piece) : piece;
      const whole = role(mixed.replace(/\./g, ''), /[a-z]/.test(mixed));
      const parts = mixed.length < 8 && whole !== NOTHING ? [mixed.replace(/\./g, '')] : mixed.split(/[-./]/);
      parts.forEach((part, i) => {
        list.push(token(part, i ? mixed[mixed.indexOf(part) - 1] === '-' ? '-' : ' ' : glue));
      });
      glue = '';
    }
  }
  return sums(list).map((t, i) => Object.assign(t, { i }));
}
