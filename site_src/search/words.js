// Words of names: their case endings, how far apart two are, and the table that finds them.

import { latinKey, neighbours } from './letters.js';

const ENDING = /([ыи]ми|[ое]го|[ое]му|[ая]ми|[аяыи]х|[ое]в|[аяоеыи]м|[оеыи]й|[ая]я|[оеыи]е|[уюое]ю|[аяоеиыуюьй])$/;
export const FEMININE = /([ая]я|[ое]й|[уюое]ю)$/;
const MASCULINE = /([ыи]й|[ое]го|[ое]му|[ыиое]м|[ое]е)$/;
export const NOMINATIVE = /([ая]я|[ыио]й|[ое]е)$/;

// What the cases of a word share: «ленина», «ленине» -> «ленин»; «советской» -> «советск».
export function stem(word) {
  const short = word.replace(ENDING, '');
  return short.length > 1 ? short : word;
}

// What it costs that two words have the same stem: «советской» is a case of «Советская», never of «Советский»,
// «набережна» the beginning of «Набережная» and no case of «Набережный», «невский» no case of «Невского».
export const OTHER_GENDER = 0.6;

function caseCost(typed, word) {
  if (typed === word) return 0;
  const feminine = FEMININE.test(typed);
  const masculine = MASCULINE.test(typed);
  if (NOMINATIVE.test(word) && !feminine && !masculine && !word.startsWith(typed)) return 0.45;
  if (word.endsWith('ой')) return 0.1;
  if (/([ая]я|[ыи]й|[ое]е)$/.test(typed) && /[ое](го|й)$/.test(word)) return OTHER_GENDER;
  return feminine && MASCULINE.test(word) || masculine && !feminine && /[ая]я$/.test(word) ? OTHER_GENDER : 0.1;
}

// Optimal string alignment with the weights of a finger: a neighbour key and a swap cost less than any other slip.
// 9 is farther than the limit.
export function distance(a, b, limit) {
  const n = b.length;
  let before;
  let last = [];
  for (let j = 0; j <= n; j++) last.push(j * 0.9);
  for (let i = 1; i <= a.length; i++) {
    const row = [i * 0.9];
    let best = 9;
    for (let j = 1; j <= n; j++) {
      const p = a[i - 1];
      const q = b[j - 1];
      let cost = last[j - 1];
      if (p !== q) {
        cost = Math.min(cost + 1, last[j] + 0.9, row[j - 1] + 0.9);
        if (last[j - 1] + 0.8 < cost && (neighbours(p, q) || 'оаоеиеыиэе'.includes(p + q))) cost = last[j - 1] + 0.8;
        if (i > 1 && j > 1 && p === b[j - 2] && a[i - 2] === q) cost = Math.min(cost, before[j - 2] + 0.8);
      }
      row.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return 9;
    before = last;
    last = row;
  }
  return last[n];
}

// The letters of a word as bits.
function mask(word) {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

// A list of words that finds those which a typed word may be, each with a cost:
// 0 the word itself, 0.1 a case of it, 0.3 to 0.5 its beginning, 0.8 and more a slip.
export function wordList() {
  const ids = new Map();
  const stems = new Map();
  const memo = new Map();
  // The words as they look and as they sound, the latter once it is asked for.
  const tables = [];

  const search = (typed, latin) => {
    const found = new Map();
    if (!typed[1]) return found;
    const ends = typed.split('~');
    const words = tables[latin] || (tables[latin] = Array.from(ids.keys(), (word) => {
      const text = latin ? latinKey(word) : word;
      // «амурск-» has little to tell it from «самарск-».
      return [text, mask(text), text.search(/(ск|sk).{1,3}$/) + 1 || 99];
    }));
    let slips = typed.length < 3 ? 0 : typed.length < 7 ? 1 : typed.length < 9 ? 2 : 3;
    for (const id of !latin && stems.get(stem(typed)) || []) {
      const cost = caseCost(typed, words[id][0]);
      // A word that is known isn't looked for among slips; a case of a short one may be a slip all the same.
      if (cost < OTHER_GENDER && !(cost && typed.length < 6)) slips = 0;
      found.set(id, cost);
    }
    const own = mask(typed);
    words.forEach(([text, bits, root], id) => {
      if (ends[1]) {
        if (text.length >= typed.length && text.startsWith(ends[0]) && text.endsWith(ends[1])) found.set(id, 0.35);
        return;
      }
      let lacking = own & ~bits;
      for (let left = slips; lacking && left > 0; left--) lacking &= lacking - 1;
      if (lacking || found.has(id)) return;
      const length = text.length;
      if (text.startsWith(typed)) found.set(id, length > typed.length ? 0.3 + (length - typed.length) / 100 : 0.05);
      else if (slips && length > 3 && length >= typed.length - slips) {
        const limit = Math.min(slips, length < 8 || root < 6 ? 1 : length < 10 || root < 10 ? 2 : 2.7);
        const far = distance(typed, text, limit);
        if (far <= limit) found.set(id, far);
      }
    });
    return found;
  };

  return {
    ids,
    add(word) {
      if (!ids.has(word)) {
        const key = stem(word);
        stems.set(key, (stems.get(key) || []).concat(ids.size));
        ids.set(word, ids.size);
      }
      return ids.get(word);
    },
    // `latin`: the word was typed in Latin letters and is compared by its sound.
    find(typed, latin) {
      const key = +latin + typed;
      if (memo.size > 99) memo.clear();
      if (!memo.has(key)) memo.set(key, latin ? search(latinKey(typed), 1) : search(typed, 0));
      return memo.get(key);
    },
  };
}
