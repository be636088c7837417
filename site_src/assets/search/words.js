// Words of names: their case endings, how far apart two are, and the table that finds them.

import { latinKey, neighbours } from './letters.js';

const ENDING = /([ыи]ми|[ое]го|[ое]му|[ая]ми|[аяыи]х|[ое]в|[аяоеыи]м|[оеыи]й|[ая]я|[оеыи]е|[уюое]ю|[аяоеиыуюьй])$/;
const FEMININE = /([ая]я|[ое]й|[уюое]ю)$/;
const MASCULINE = /([ыи]й|[ое]го|[ое]му|[ыиое]м|[ое]е)$/;
export const NOMINATIVE = /([ая]я|[ыио]й|[ое]е)$/;

// What the cases of a word share: «ленина», «ленине» -> «ленин»; «советской» -> «советск».
export function stem(word) {
  const short = word.replace(ENDING, '');
  return short.length > 1 ? short : word;
}

// What it costs that two words have the same stem: «советской» is a case of «Советская», never of «Советский»,
// «набережна» the beginning of «Набережная» and no case of «Набережный».
export const OTHER_GENDER = 0.6;

function caseCost(typed, word) {
  if (typed === word) return 0;
  const feminine = FEMININE.test(typed);
  const masculine = MASCULINE.test(typed);
  if (NOMINATIVE.test(word) && !feminine && !masculine && !word.startsWith(typed)) return 0.3;
  if (word.endsWith('ой')) return 0.1;
  return feminine && MASCULINE.test(word) || masculine && !feminine && /[ая]я$/.test(word) ? OTHER_GENDER : 0.1;
}

// Optimal string alignment with the weights of a finger: a neighbour key and a swap cost less than any other slip.
// Two answers: the distance of the words, and of `a` to the nearest beginning of `b`; 9 is far.
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
    if (best > limit) return [9, 9];
    before = last;
    last = row;
  }
  return [last[n], Math.min.apply(null, last)];
}

// The letters of a word as bits.
function mask(word) {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

// A list of words that finds those which a typed word may be, each with a cost:
// 0 the word itself, 0.1 a case of it, 0.3 to 0.5 its beginning, 0.8 and more a slip.
export class Words {
  constructor() {
    this.list = [];
    this.ids = new Map();
    this.stems = new Map();
    this.memo = new Map();
  }

  add(word) {
    let id = this.ids.get(word);
    if (id === undefined) {
      id = this.list.push(word) - 1;
      this.ids.set(word, id);
      const key = stem(word);
      this.stems.set(key, (this.stems.get(key) || []).concat(id));
    }
    return id;
  }

  // `latin`: the word was typed in Latin letters and is compared by its sound.
  find(typed, latin) {
    const key = latin + typed;
    if (!this.memo.has(key)) {
      if (this.memo.size > 99) this.memo.clear();
      this.memo.set(key, this.search(latin ? latinKey(typed) : typed, latin));
    }
    return this.memo.get(key);
  }

  search(typed, latin) {
    const found = new Map();
    if (typed.length < 2) return found;
    const name = latin ? 'sounds' : 'looks';
    const words = this[name] || (this[name] = this.list.map((word) => {
      const text = latin ? latinKey(word) : word;
      return { text, mask: mask(text) };
    }));
    let sure = false;
    for (const id of !latin && this.stems.get(stem(typed)) || []) {
      const cost = caseCost(typed, words[id].text);
      sure = sure || cost < OTHER_GENDER;
      found.set(id, cost);
    }
    const slips = sure || typed.length < 3 ? 0 : typed.length < 8 ? 1 : 2;
    const own = mask(typed);
    words.forEach((word, id) => {
      let lacking = own & ~word.mask;
      const { text } = word;
      const long = text.length;
      if (!lacking && text.startsWith(typed)) {
        if (!found.has(id)) found.set(id, long > typed.length ? 0.3 + (long - typed.length) / 100 : 0.05);
        return;
      }
      for (let left = slips; lacking && left >= 0; left--) lacking &= lacking - 1;
      if (lacking || !slips || long < 4 || long < typed.length - slips || found.has(id)) return;
      const limit = long < 8 ? 1 : slips;
      const [whole, part] = distance(typed, text, limit);
      if (whole <= limit) found.set(id, whole);
      else if (typed.length > 4 && part <= 1) found.set(id, part + 0.4);
    });
    return found;
  }
}
