// Letters: one alphabet, two keyboards, and what Russian becomes when it is typed in Latin.

import { KEYS_LATIN, KEYS_CYRILLIC, LOOK_ALIKES, DASHES, QUOTES } from './vocabulary.js';

function table(from, to) {
  const map = {};
  for (let i = 0; i < from.length; i++) map[from[i]] = to[i];
  return map;
}

// The shifted punctuation keys are letters too: Ё Х Ъ Ж Э Б Ю.
const TO_CYRILLIC = table(KEYS_LATIN + '~{}:"<>/?|#', KEYS_CYRILLIC + 'ёхъжэбю.,/№');
const TO_LATIN = table(KEYS_CYRILLIC, KEYS_LATIN);
const ALIKE = table(LOOK_ALIKES.slice(0, LOOK_ALIKES.length / 2), LOOK_ALIKES.slice(LOOK_ALIKES.length / 2));
const DASH = new RegExp('[' + DASHES + ']', 'g');
const QUOTE = new RegExp('[' + QUOTES + ']', 'g');

// Lower case, ё as е, any dash "-", any slash "/", no quotes.
export function fold(text) {
  return text.normalize('NFC').replace(DASH, '-').replace(QUOTE, '').replace(/[\\|]/g, '/').toLowerCase()
    .replace(/ё/g, 'е');
}

// «ktybyf 12f» -> «ленина 12а». A slash between digits was meant.
export function fromLatinKeys(text) {
  return text.toLowerCase().replace(/\d\/(?=\d)|[^а-яё\d\s-]/g, (c) => TO_CYRILLIC[c] || c);
}

// «дутштф» -> «lenina», «7л3йч» -> «7k3qx».
export function fromCyrillicKeys(text) {
  return text.toLowerCase().replace(/[а-яё]/g, (c) => TO_LATIN[c] || c);
}

// Latin letters drawn as Cyrillic ones become so: «12A».
export function alike(text) {
  return text.replace(/[a-z]/gi, (c) => ALIKE[c] || ALIKE[c.toUpperCase()] || c).toLowerCase();
}

const SOUNDS = table('абвгдежзийклмнопрстуфхцчшщъыьэюя', [
  'a', 'b', 'v', 'g', 'd', 'e', 'zh', 'z', 'i', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'r', 's', 't', 'u', 'f', 'h', 'c',
  'ch', 'w', 'w', '', 'i', '', 'e', 'iu', 'ia',
]);

// One spelling for all the transliterations of a word. Applied to both sides, so that a lossy step costs nothing
// but a rare coincidence: sh = shch = sch, y = j = i, ye = e, yo = e, kh = h = x-, ts = c, apostrophes are nothing.
export function latinKey(word) {
  return word.replace(/[а-я]/g, (c) => SOUNDS[c])
    .replace(/['`’]/g, '').replace(/shch|sch|sh/g, 'w').replace(/kh|^x/g, 'h').replace(/x/g, 'ks')
    .replace(/t[sz]|^tc/g, 'c').replace(/ph/g, 'f').replace(/zh/g, '%').replace(/[yj]/g, 'i').replace(/%/g, 'j')
    .replace(/i[eo]/g, 'e').replace(/i+/g, 'i');
}

// Where each letter lies on the keyboard: neighbours are what a finger slips to.
const PLACE = {};
['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'].forEach((row, y) => {
  for (let x = 0; x < row.length; x++) PLACE[row[x]] = [x + y / 2, y];
});

export function neighbours(a, b) {
  const p = PLACE[a] || PLACE[TO_CYRILLIC[a]];
  const q = PLACE[b] || PLACE[TO_CYRILLIC[b]];
  return !!p && !!q && Math.abs(p[0] - q[0]) < 1.6 && Math.abs(p[1] - q[1]) < 1.1;
}
