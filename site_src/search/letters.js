// Letters: one alphabet, two keyboards, and what Russian becomes when it is typed in Latin.

import { DASHES, KEYS_CYRILLIC, KEYS_LATIN, LOOK_ALIKES, TRANSLITERATION } from './vocabulary.js';

/**
 * A table from each of some characters to others.
 * @param {string} from
 * @param {string | string[]} to
 */
export function table(from, to) {
  /** @type {Record<string, string>} */
  const map = {};
  for (let i = 0; i < from.length; i++) map[from[i]] = to[i];
  return map;
}

// The shifted punctuation keys are letters too: Ё Х Ъ Ж Э Б Ю.
const TO_CYRILLIC = table(KEYS_LATIN + '~{}:"<>/?|#', KEYS_CYRILLIC + 'ёхъжэбю.,/№');
const TO_LATIN = table(KEYS_CYRILLIC, KEYS_LATIN);
const HALF = LOOK_ALIKES.length / 2;
const ALIKE = table(LOOK_ALIKES.slice(0, HALF), LOOK_ALIKES.slice(HALF));
const DASH = new RegExp('[' + DASHES + ']', 'g');

// Characters that only look otherwise become plain ones: «１２» is 12, any blank a blank. A № tells nothing.
/** @type {(text: string) => string} */
export const plain = (text) => text.replace(/№/g, ' ').normalize('NFKC');

// Letters of Russia's peoples and of old spelling, as they are typed without them: «Кәрим» is «карим».
const PEOPLES = table('әөүҗңһҥҕҫҡғҙӕіѣҳӈӄӑӗӳӱӧӓӹӵӝӟӥ', 'аоужнхнгскгзаиехнкаеууоаычжзи');

/**
 * Lower case, ё as е, any dash "-", any slash "/", no apostrophes, Russian letters for those of other peoples.
 * @param {string} text
 */
export function fold(text) {
  return plain(text).toLowerCase().replace(DASH, '-').replace(/[\\|∕⁄]/g, '/').replace(/['’ʼ`]/g, '')
    .replace(/ё/g, 'е').replace(/[іѣґ-ӿ]/g, (c) => PEOPLES[c] || c);
}

/**
 * «ktybyf 12f» -> «ленина 12а». A slash between digits was meant.
 * @param {string} text
 */
export function fromLatinKeys(text) {
  return text.toLowerCase().replace(/\d\/(?=\d)|[^а-яё\d\s-]/g, (c) => TO_CYRILLIC[c] || c);
}

/**
 * «дутштф» -> «lenina», «7л3йч» -> «7k3qx».
 * @param {string} text
 */
export function fromCyrillicKeys(text) {
  return text.toLowerCase().replace(/[а-яё]/g, (c) => TO_LATIN[c]);
}

/**
 * Latin letters that are drawn as Cyrillic ones become so: «12A».
 * @param {string} text
 */
export function alike(text) {
  return text.toLowerCase().replace(/[a-z]/g, (c) => ALIKE[c] || c);
}

/**
 * A table from Cyrillic to Latin letters, of a text such as «аa бb».
 * @param {string} text
 */
export function pairs(text) {
  /** @type {Record<string, string>} */
  const map = {};
  text.split(' ').forEach((pair) => { map[pair[0]] = pair.slice(1); });
  return map;
}
export const SOUNDS = pairs(TRANSLITERATION);
// What a table has becomes Latin; everything else stays.
/** @type {(text: string, map: Record<string, string>) => string} */
export const inLatin = (text, map) => text.toLowerCase().replace(/[а-яё]/g, (c) => (c in map ? map[c] : map['е']));

/**
 * One spelling for all the transliterations of a word. Applied to both sides, so that a step that loses something
 * costs nothing but a rare coincidence: sh = shch, y = j = i, ye = yo = e, kh = h, x = ks, ts = c.
 * @param {string} word
 */
export function latinKey(word) {
  /** @type {[RegExp, string][]} */
  const rules = [
    [/kh|^x/g, 'h'], [/sh?ch|sh/g, 'w'], [/x/g, 'ks'], [/t[sz]/g, 'c'], [/ph/g, 'f'], [/zh/g, '%'], [/[yj]/g, 'i'],
    [/i[eo]/g, 'e'], [/i+/g, 'i'],
  ];
  return rules.reduce((text, rule) => text.replace(rule[0], rule[1]), inLatin(word, SOUNDS));
}

// Neighbours on the keyboard are what a finger slips to.
/** @type {(a: string, b: string) => boolean} */
export const neighbours = (a, b) => KEYS_CYRILLIC.includes(a + b) || KEYS_CYRILLIC.includes(b + a);
