// Houses of a street: how the index writes them, how people do, and the names they get.
//
// A house's key is its number and what follows: `12`, `12а`, `12/2`, `12k2` (корпус), `12s1` (строение), `12lА`
// (литера), `12-14`. Further parts have marks of their own, so that `12а*2` is «12А корп. 2»: ":" for "/", "*" for
// корпус, "=" for строение, "%" for литера. Letters inside a value are capitals, "~" and "\" stand for "-" and "/".

import { HOUSE_LETTERS } from './vocabulary.js';
import { SOUNDS, alike, inLatin, pairs, table } from './letters.js';

/** @import { Token, TypedHouse } from './types' */

// Keys of a street's houses from `AAбвBk1k2`: capitals step the number on by 1 to 26, "(120)" by more, "!" says that
// the plain number has no house, the rest are further houses of the same number, "<" has no number at all.
/**
 * @param {string} row
 */
export function houseKeys(row) {
  /** @type {string[]} */
  const list = [];
  let number = 0;
  row.replace(/(!?)([A-Z]|\((\d+)\))|<|[а-яksl/-][^A-Z(!<а-яksl/-]*/g, (text, none, step, far) => {
    if (!step) list.push(text === '<' ? text : number + text);
    else {
      number += +far || step.charCodeAt(0) - 64;
      if (!none) list.push('' + number);
    }
    return '';
  });
  return list;
}

/**
 * @param {string} row
 */
export function houseCount(row) {
  return row.replace(/!.|[^A-Z(<а-яksl/-]/g, '').length;
}

const MARKS = ['/', 'k', 's', 'l', '-'];
const FURTHER = [':', '*', '=', '%', '-'];
const TITLE = table('KSL*=%:~\\', [' корп. ', ' стр. ', ' лит. ', ' корп. ', ' стр. ', ' лит. ', '/', '-', '/']);

// «12А корп. 2», as on the house's own page.
/** @type {(key: string) => string} */
export const houseTitle = (key) => key.toUpperCase().replace(/[^\dА-Я/-]/g, (c) => TITLE[c] || c);

const LETTERS = Object.assign({}, SOUNDS, pairs(HOUSE_LETTERS));

/** @type {(text: string) => string} */
export const slugify = (text) => inLatin(text, SOUNDS).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/**
 * `12a`, `12-2`, `12k2`, `12a-k2`: generator/addresses/house.py has the same rule.
 * @param {string} key
 */
export function houseSlug(key) {
  const joint = /^[\d-]+[/:а-я]/i.test(key) ? '-' : '';
  return inLatin(key.replace(/-/g, '-i-').replace(/[/:\\~]/g, '-').replace('*', joint + 'k').replace('=', joint + 's')
    .replace(/[l%]/, '-lit-'), LETTERS);
}

/**
 * House letters that a typed one may be: drawn the same, or of the same sound, the latter first if the street is
 * in Latin letters too.
 * @param {Token} token
 * @param {Token[]} all
 */
function letters(token, all) {
  if (!token.latin) return [token.word];
  const sound = Object.keys(SOUNDS).find((c) => SOUNDS[c] === token.word);
  const list = [alike(token.word), sound || ''].filter((c) => /[а-я]/.test(c));
  return all.some((t) => t.latin && t.word[1]) ? list.reverse() : list;
}

const LETTER = /^[а-яa-z]$/;

/**
 * A house from the tokens that the street left over; no `number` if none was typed.
 * @param {Token[]} tokens
 * @param {Token[]} all the tokens of the query
 * @param {Set<Token>} placed those that named the settlement: «12 в Луговом» has no letter
 */
export function readHouse(tokens, all, placed) {
  /** @type {TypedHouse} */
  const house = { letter: [], parts: [], rest: [] };
  let named = false;
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i];
    const next = tokens[i + 1];
    const digits = next && next.number >= 0;
    const letter = LETTER.test(t.word);
    const at = house.at;
    // A part's value: «2», «2а», «а», «а2».
    /** @type {(mark: string) => void} */
    const value = (mark) => {
      const v = tokens[i];
      let text = v.number >= 0 ? '' + v.number : letters(v, all)[0];
      const tail = tokens[i + 1];
      if (v.number >= 0 && tail && !tail.gap && LETTER.test(tail.word) && !(tokens[i + 2] && tokens[i + 2].number >= 0)) {
        text += letters(tail, all)[0];
        i++;
      } else if (v.number < 0 && tail && !tail.gap && tail.number >= 0) {
        text += tail.number;
        i++;
      }
      house.parts.push([mark, text.toUpperCase()]);
    };
    if (t.number >= 0) {
      if (t.word.length === 6 && !t.said) continue; // a postcode
      if (!at) Object.assign(house, { number: t.number, at: t });
      else if (/[-/]/.test(t.gap)) value(t.gap);
      else if (t.gap === ' ' && !house.parts[0] && t.index - at.index < 3 && all[t.index - 1].word.length < 4 && !house.flat) house.flat = true;
      else house.rest.push(t);
    } else if (at && t.roles.inside && (digits || !letter)) {
      while (tokens[i + 1] && tokens[i + 1].number >= 0) i++;
    } else if (t.roles.slash && digits) {
      next.gap = '/';
    } else if (at && next && (t.roles.corpus || t.roles.building || t.roles.litera)
      && (digits || LETTER.test(next.word) && (!letter || t.word === 'к' && t.gap + next.gap && !(next.roles.idle && tokens[i + 2])))) {
      i++;
      value(t.roles.corpus ? 'k' : t.roles.building ? 's' : 'l');
    } else if (at && letter && t.gap === '/' && house.letter[0] && t.index === at.index + 2) {
      value('/'); // «14А/А»
    } else if (at && letter && t.index === at.index + 1 && !(t.roles.idle && all[t.index + 1] && all[t.index + 1].gap === ' ' && placed.has(all[t.index + 1]))) {
      if (t.gap === '/') value(t.gap);
      else {
        house.letter = letters(t, all);
        if (digits && !next.gap) { // «45а2»
          house.letter = house.letter.map((one) => one + next.number);
          i++;
        }
      }
    } else if (t.roles.house && (digits || !letter)) {
      if (at && digits && !named) {
        house.rest.push(at);
        house.number = house.at = undefined;
      }
      named = true;
    } else house.rest.push(t);
  }
  return house;
}

/**
 * Keys that mean the typed house, best first, and whether that is sure.
 * @param {TypedHouse} house
 * @param {string} slash what a slash means in the city
 */
export function wantedKeys(house, slash) {
  /** @type {{ key: string, sure: boolean }[]} */
  const list = [];
  /** @type {(letter: string, parts: [string, string][], sure: boolean) => void} */
  const put = (letter, parts, sure) => { list.push({
    key: house.number + letter + parts.map((one, i) => (i || letter ? FURTHER[MARKS.indexOf(one[0])] : one[0]) + one[1]).join(''), sure,
  }); };
  const first = house.parts[0];
  const others = house.parts.slice(1);
  (house.letter[0] ? house.letter : ['']).forEach((letter, i) => put(letter, house.parts, !i));
  if (first) {
    // «12/2» may be written as 12 корп. 2 and the other way about; «12-2» may be either.
    MARKS.slice(0, 2).forEach((mark) => {
      if (/[-/k]/.test(first[0])) put(house.letter[0] || '', [[mark, first[1]], ...others], slash === 'corpus' && mark === 'k');
    });
    // «12 корп. А», «12/А» as 12А.
    if (/^[А-Я]$/.test(first[1]) && !house.letter[0]) put(first[1].toLowerCase(), others, false);
  } else house.letter.forEach((letter) => MARKS.forEach((mark) => put('', [[mark, letter.toUpperCase()]], false)));
  if (house.letter[0] === 'о') put('0', house.parts, false); // «1о» for 10
  // «12-45»: perhaps flat 45.
  if (first && first[0] === '-' && /\d/.test(first[1])) put(house.letter[0] || '', others, false);
  return list;
}
