// Words of street names: their case endings, how far apart two are, and the table that finds them.

import { latinKey, neighbours } from './letters.js';

const ENDING = new RegExp('(ыми|ими|ого|его|ому|ему|ами|ями|ах|ях|ов|ев|ам|ям|ой|ей|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ою'
  + '|ею|ом|ем|ым|им|ых|их|[аяоеиыуюьй])$');
const FEMININE = /(ая|яя|ой|ей|ую|юю|ою|ею)$/;
const MASCULINE = /(ый|ий|ого|его|ому|ему|ым|им|ом|ем|ое|ее)$/;

// What the cases of a word share: «ленина», «ленине» -> «ленин»; «советской» -> «советск».
export function stem(word) {
  const short = word.replace(ENDING, '');
  return short.length > 1 ? short : word;
}

// «советской» is a case of «Советская», never of «Советский».
function otherGender(typed, word) {
  if (word.endsWith('ой')) return false;
  return FEMININE.test(typed) ? MASCULINE.test(word) : MASCULINE.test(typed) && /(ая|яя)$/.test(word);
}

// «набережна» is the beginning of «Набережная» and no case of «Набережный».
function bareAdjective(typed, word) {
  return /(ая|яя|ый|ий|ой|ое|ее)$/.test(word) && !FEMININE.test(typed) && !MASCULINE.test(typed) && !word.startsWith(typed);
}

const INSERT = 0.9;

function change(a, b) {
  return neighbours(a, b) || 'оа ао еи ие ыи иы еэ эе'.includes(a + b) ? 0.8 : 1;
}

// Optimal string alignment with the weights of a finger: a neighbour key and a swap cost less than any other slip.
// Two answers: the distance of the words, and of `a` to the nearest beginning of `b`.
export function distance(a, b, limit) {
  const n = b.length;
  let before = [];
  let last = [];
  for (let j = 0; j <= n; j++) last.push(j * INSERT);
  for (let i = 1; i <= a.length; i++) {
    const row = [i * INSERT];
    let best = row[0];
    for (let j = 1; j <= n; j++) {
      let cost = last[j - 1];
      if (a[i - 1] !== b[j - 1]) {
        cost = Math.min(cost + change(a[i - 1], b[j - 1]), last[j] + INSERT, row[j - 1] + INSERT);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 0.8);
        }
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

function mask(word) {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function ones(bits) {
  let count = 0;
  for (; bits; bits &= bits - 1) count++;
  return count;
}

// A list of words that finds those which a typed word may be, each with a cost:
// 0 the word itself, 0.1 a case of it, 0.3 to 0.5 its beginning, 0.8 and more a slip.
export class Words {
  constructor() {
    this.list = [];
    this.ids = new Map();
    this.stems = new Map();
    this.masks = null;
    this.memo = new Map();
  }

  add(word) {
    let id = this.ids.get(word);
    if (id === undefined) {
      id = this.list.length;
      this.list.push(word);
      this.ids.set(word, id);
      const key = stem(word);
      const same = this.stems.get(key);
      if (same) same.push(id);
      else this.stems.set(key, [id]);
    }
    return id;
  }

  // `latin`: the word was typed in Latin letters and is compared by its sound.
  find(typed, latin) {
    const key = (latin ? '*' : '') + typed;
    let found = this.memo.get(key);
    if (!found) {
      if (this.memo.size > 99) this.memo.clear();
      found = latin ? this.search(latinKey(typed), this.sounds || (this.sounds = this.list.map(latinKey)), true)
        : this.search(typed, this.list, false);
      this.memo.set(key, found);
    }
    return found;
  }

  search(typed, list, latin) {
    const found = new Map();
    if (typed.length < 2) return found;
    let sure = false;
    const name = latin ? 'soundMasks' : 'masks';
    const masks = this[name] || (this[name] = list.map(mask));
    const own = mask(typed);
    if (!latin) {
      for (const id of this.stems.get(stem(typed)) || []) {
        const cost = list[id] === typed ? 0 : otherGender(typed, list[id]) ? 0.6
          : bareAdjective(typed, list[id]) ? 0.3 : 0.1;
        if (cost < 0.4) sure = true;
        found.set(id, cost);
      }
    } else {
      sure = list.indexOf(typed) >= 0;
    }
    const slips = typed.length < 3 || sure ? 0 : typed.length < 8 ? 1 : 2;
    for (let id = 0; id < list.length; id++) {
      const lacking = own & ~masks[id];
      if (lacking && (!slips || ones(lacking) > slips)) continue;
      const word = list[id];
      if (found.has(id)) continue;
      if (!lacking && word.startsWith(typed)) {
        const rest = word.length - typed.length;
        found.set(id, rest ? 0.3 + Math.min(rest, 20) / 100 : 0.05);
      } else if (slips && word.length > 3 && word.length >= typed.length - slips) {
        const limit = word.length < 8 ? 1 : slips;
        const [whole, part] = distance(typed, word, limit);
        if (whole <= limit) found.set(id, whole);
        else if (typed.length > 4 && part <= 1) found.set(id, part + 0.4);
      }
    }
    return found;
  }
}
