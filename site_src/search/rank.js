// Which streets the words may mean, which house of theirs the rest, and in what order.

import { latinKey } from './letters.js';
import { FEMININE, NOMINATIVE, OTHER_GENDER, stem } from './words.js';
import { isRank } from './query.js';
import { houseTitle, readHouse, wantedKeys } from './houses.js';

/** @import { Token, Variant, Weighed, City, Answer, Hit } from './types' */

const MOST = 8;
const NONE = new Map();
const ORDINAL = /^([аоыи]?[яй]|[ое]е|ти|го|му|ую|ом|ы?х|[ao]?[ijy]+a?|th|st)$/;
const FIRST_NAME = /^(николая|[а-я]{2,}([^ая]я|[а-я]а))$/;

// What a word or a number costs comes from words.js (0 itself, 0.1 a case, from 0.3 a beginning, from 0.8 a slip); what
// else may be amiss with a street costs this. What costs 1 or more makes the street weak as well.
const FORMER = 0.05; // a former name or another one
const NUMBER = 0.02; // «2 Садовая» for «2-я Садовая»
const NUMBER_DASHED = 0.4; // «Псковская-4» for «4-я Псковская»
const NUMBER_LAST = 0.1; // «Садовая 2», which may be a house
const CUT_INSIDE = 0.03; // a beginning that isn't the last word
const SWAPPED = 0.01; // «Маркса Карла»
const INITIAL = 0.04; // «К. Маркса»
const NO_INITIAL = 0.05; // «Горького» for «А. М. Горького»
const NO_FIRST_NAME = 0.35; // «Маркса»
const NO_SURNAME = 0.5; // «Карла»
const NO_TELLING_WORD = 0.8; // «Садовая» for «5-я Садовая» or «Большая Садовая»
const SLIP_IN_TYPE = 0.3; // «прсопект»
const ANOTHER_TYPE = 0.6; // «переулок Мира» where there is but проспект Мира
const STREET_FOR_ALL = 0.4; // «ул. Мира» there
const NO_SETTLEMENT = 0.15; // «Ленина» for that of Луговое
const FLAT = 0.3; // 45 of «12 45»
const NAME_LIKE_HOUSE = 0.3; // «прогресс-2» is a name
const ORDINAL_HOUSE = 0.15; // «6-я» too
const TOLD = 0.01; // a word that tells nothing: «дом», «чат», «в»
const RANK = 0.05; // «маршала», a letter alone
const INSIDE_ALONE = 0.3; // «подъезд» without a number
const SHORT_WORD = 0.5; // of two letters
const FIRST_NAME_ADDED = 0.95; // «Владимира Ленина» where the street is «Ленина»; a slip in a first name costs less
const WORD_ADDED = 1;
// A street may hold the house if its name fits as well as this, compared with the best.
const MARGIN = 0.3;
// Cheaper than this nothing was guessed.
const CERTAIN = 0.25;
// The same of a street without a house, which may still become another one's name.
const CERTAIN_STREET = 0.08;
// Streets that differ by less fit alike.
const TIE = 0.05;
// Dearer than this is more than the beginning of a word.
const BEGINNING = 0.55;
// How much a house costs that is one by a guess: 12/2 for 12 корп. 2.
const HOUSE_GUESSED = 0.2;
// What an address without its house costs beside a reading that has one.
const NO_HOUSE = 0.5;

/**
 * Without the names of the city and the region, which tell nothing.
 * @param {Token[]} list
 * @param {string[]} own the words of the city's name
 * @param {Map<string, number>} names the words of its streets: «улица Лесная Республика»
 */
function withoutPlace(list, own, names) {
  const out = new Set();
  /** @type {(t: Token | undefined, word: string, i: number) => boolean} */
  const same = (t, word, i) => !!t && (t.latin ? latinKey(t.word) === latinKey(word) : t.word === word
    || i > 0 && stem(t.word) === stem(word) && /^(г|город[ае]?|в)$/.test(list[i - 1].word));
  list.forEach((t, i) => {
    if (own.length < list.length && own.every((word, k) => same(list[i + k], word, i))) {
      own.forEach((word, k) => out.add(list[i + k]));
    }
    if (t.roles.region && t.word[1] && !names.has(t.word)) {
      out.add(t);
      // «Приморский край», «край Приморский», «Республика Коми»
      const name = [list[i - 1], list[i + 1]].find((one, k) => one && one.number < 0 && !one.roles.type
        && (k && /^респ/.test(t.word) || one.latin || NOMINATIVE.test(one.word)));
      if (name) out.add(name);
    }
  });
  return list.filter((t) => !out.has(t));
}

// Whether a number has the ending of an ordinal behind it: «5-я».
/** @type {(list: Token[], j: number) => boolean} */
const ordinal = (list, j) => {
  const next = list[j + 1];
  return !!next && list[j].number >= 0 && next.gap !== ' ' && next.index === list[j].index + 1 && ORDINAL.test(next.word);
};

/**
 * Without entrances and flats: «кв. 45», «2-й подъезд».
 * @param {Token[]} list
 */
function withoutInside(list) {
  const out = new Set();
  const count = list.filter((t) => t.number >= 0).length;
  const houseLast = count > 2 && list[list.length - 1].number >= 0;
  list.forEach((t, j) => {
    const next = list[j + 1];
    // «мкр. 5, 12П»: «п» may be the house's letter.
    if (!t.roles.inside || count < (t.word[1] || t.gap ? 2 : 3)) return;
    if (!t.word[1] && !t.gap && list[j - 1] && list[j - 1].gap === '/') return; // «7/6П»
    let k = j - 1;
    const nth = k > 0 && ordinal(list, k - 1);
    if (nth) k--;
    const one = list[k];
    const before = list[k - 1];
    // In «3-й подъезд, 14-я Садовая» and «1 подъезд 8 Марта 12» the next number is the street's.
    const own = one && one.number >= 0 && !before && (nth || houseLast || next && next.gap === ',' || ordinal(list, j + 1));
    if (next && next.number >= 0 && !own) out.add(t).add(next);
    else if (one && one.number >= 0 && (!before || nth || before.number >= 0 || !before.word[1])) {
      out.add(t).add(one);
      if (nth) out.add(list[k + 1]);
    }
  });
  return list.filter((t) => !out.has(t));
}

/**
 * One name of a street against the tokens, or null if they don't name it.
 * @param {Variant} variant
 * @param {Token[]} list
 * @param {Token[]} all the tokens before any were left out
 * @param {Map<number, number>[]} found words of the city that each token may be, with their costs
 * @param {number} last the place of the last word
 * @returns {Weighed | null} `weak`: too unlike for one of its houses to be the answer
 */
function weigh(variant, list, all, found, last) {
  const street = variant.street;
  const name = variant.list;
  /** @type {boolean[]} */
  const used = [];
  // Of streets that fit alike the longer one comes first.
  let cost = (variant.old ? FORMER : 0) - Math.min(Math.log(street.count || 1), 5) / 500;
  let weak = false;
  let at = -1;
  /** @type {Token | undefined} */
  let other; // an adjective of another gender than the name's
  /** @type {Token | undefined} */
  let start;
  name.forEach((piece, k) => {
    let best = 9;
    let where = -1;
    list.forEach((t, j) => {
      if (used[j]) return;
      let price = 9;
      if (t.number >= 0 && t.number === piece.number && t.gap !== '/') {
        price = ordinal(list, j) ? 0 : t.gap === '-' && name[k + 1] ? NUMBER_DASHED : name[1] && !list[j + 1] ? NUMBER_LAST : NUMBER;
      } else if (found[j].has(piece.id)) {
        price = found[j].get(piece.id) || 0;
        // A word that is cut short stands at the end, or it is an abbreviation.
        if (j < last && price >= 0.3 && price < OTHER_GENDER) price += CUT_INSIDE;
        if (j < at) price += SWAPPED;
      } else if (t.number < 0 && t.word === piece.word[0] && name[1] && !(j && list[j - 1].number >= 0)) price = INITIAL;
      if (price < best) {
        best = price;
        where = j;
      }
    });
    if (where < 0) {
      // What tells two streets apart may not be missing: numbers, «Большая»; a rank or a first name may.
      const tells = piece.number >= 0 || NOMINATIVE.test(piece.word);
      weak = weak || tells || !name[k + 1] && !!piece.word[1];
      cost += tells ? NO_TELLING_WORD : !piece.word[1] ? NO_INITIAL
        : name[k + 1] ? NO_FIRST_NAME : NO_SURNAME;
    } else {
      used[where] = true;
      if (best >= OTHER_GENDER && best < OTHER_GENDER + 0.05) other = list[where];
      cost += best;
      if (!start && best < 0.2 && !NOMINATIVE.test(piece.word)) start = list[where];
      at = where;
      if (piece.number >= 0 && ordinal(list, where)) used[where + 1] = true;
    }
  });
  let typed = 0; // 1 the street's own type, -1 another one
  let anyType = false;
  let named = !street.place.words.length;
  const placed = new Set();
  list.forEach((t, j) => {
    if (used[j] || t.number >= 0) return;
    // «стр.» is no beginning of «Стрельна».
    const sure = t.roles.corpus || t.roles.building || t.roles.litera;
    const place = street.place.words.find((id) => found[j].has(id) && !(sure && found[j].get(id)));
    if (place !== undefined) {
      used[j] = named = true;
      placed.add(t);
      cost += found[j].get(place) || 0;
    } else if (t.roles.type && (t.word[1] || t.word === 'ш' && (t.gap || !j)) && !(t.roles.idle || t.roles.house)) {
      used[j] = true;
      typed = t.roles.types.includes(variant.type || '') ? 1 : typed || -1;
      anyType = anyType || t.roles.types.includes('улица');
      if (t.roles.slip) cost += SLIP_IN_TYPE;
    }
  });
  // A number alone is no name: «5 мкр» or «шестая», but neither «6» nor «первого».
  if (at < 0 ? !named : !typed && name.every((piece) => piece.number >= 0) && /(\d|го)$/.test(list[at].word)
    && !ordinal(list, at)) return null;
  const house = readHouse(list.filter((t, j) => !used[j]), all, placed);
  if (!named) cost += NO_SETTLEMENT;
  if (typed < 0) {
    cost += anyType ? STREET_FOR_ALL : ANOTHER_TYPE;
    weak = weak || !anyType;
  }
  // «Советский переулок» is what people call «переулок Советская»; «улица Советский» is another street.
  if (other && typed > 0 && FEMININE.test(other.word) === /[аяь]$/.test(variant.type || '')) cost -= MARGIN;
  else weak = weak || !!other;
  if (house.flat) cost += FLAT;
  if (house.at && house.at.gap === '-') cost += NAME_LIKE_HOUSE;
  if (house.at && ordinal(all, house.at.index)) cost += ORDINAL_HOUSE;
  for (const t of house.rest) {
    if (t.roles.idle && t.word[1] || t.roles.region || t.roles.house || t.gap !== ' ' && ORDINAL.test(t.word)) cost += TOLD;
    else if (t.roles.inside && t.word[1]) cost += INSIDE_ALONE;
    else if (isRank(t.word) || t.number < 0 && !t.word[1]) cost += RANK;
    else if (t.number < 0 && !t.word[2]) cost += SHORT_WORD;
    else if (start && t.index === start.index - 1 && start.gap === ' ' && !t.settlement && FIRST_NAME.test(t.word)) {
      cost += FIRST_NAME_ADDED;
    } else {
      cost += WORD_ADDED;
      weak = true;
    }
  }
  return { street, cost: cost + +weak, weak, house, former: variant.former };
}

/**
 * Places of the houses near a number: itself, those that begin with it, the others by how far they are.
 * @param {string[]} keys
 * @param {number} house
 * @returns {number[][]} how far, and which
 */
function nearest(keys, house) {
  return keys.map((key, at) => {
    const number = parseInt(key, 10) || 9999;
    return [number === house ? 0 : key.startsWith('' + house) ? 1 : Math.abs(number - house) + 1, at];
  }).sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST);
}

/**
 * Answers one reading of a query.
 * @param {City} city
 * @param {Token[]} all
 * @returns {Answer}
 */
export function answer(city, all) {
  const list = withoutInside(withoutPlace(all, city.own, city.words.ids));
  for (const t of list) t.settlement = city.places.has(t.word);
  let last = list.length - 1;
  while (last > 0 && list[last].number >= 0) last--;
  const found = list.map((t) => (t.number >= 0 && !t.said || (t.roles.idle || t.roles.house) && !t.word[3] ? NONE
    : city.words.find(t.word, t.latin)));
  /** @type {Set<Variant>} */
  const variants = new Set();
  const typed = list.some((t) => t.roles.type);
  list.forEach((t, j) => {
    found[j].forEach((cost, id) => (city.byWord[id] || []).forEach((one) => variants.add(one)));
    if (t.said || typed || ordinal(list, j)) (city.byNumber[t.number] || []).forEach((one) => variants.add(one));
  });
  const best = new Map();
  variants.forEach((variant) => {
    const one = weigh(variant, list, all, found, last);
    if (one && !(best.has(one.street) && best.get(one.street).cost <= one.cost)) best.set(one.street, one);
  });
  /** @type {Weighed[]} */
  const ranked = Array.from(best.values()).sort((a, b) => a.cost - b.cost || a.street.index - b.street.index);
  if (!ranked.length) return { cost: 9, hits: [], nearest: [], why: list[1] || !list[0] || list[0].number < 0 ? 'none' : 'lone' };
  const top = ranked[0];
  if (top.house.number === undefined) {
    const hits = ranked.filter((one) => one.cost < top.cost + 1).slice(0, MOST).map((one) => city.streetHit(one.street, one.former));
    const alike = !!ranked[1] && ranked[1].cost < top.cost + TIE;
    hits[0].exact = !top.weak && top.cost < CERTAIN_STREET && !alike;
    return { cost: top.cost, hits, nearest: [], why: top.weak ? 'unlike' : alike && top.cost < BEGINNING ? 'several' : 'guess' };
  }
  const strong = ranked.filter((one) => !one.weak);
  const right = [];
  /** @type {Hit[]} */
  const further = [];
  /** @type {Hit[]} */
  const also = []; // the same house in streets that fit less: «Юрия Гагарина» beside «Гагарина»
  let lacking = 9;
  for (const one of strong) {
    if (one.cost > strong[0].cost + BEGINNING) break;
    if (one.house.number === undefined) continue;
    const keys = city.keys(one.street);
    const known = wantedKeys(one.house, city.head.slash).find((wanted) => keys.includes(wanted.key));
    if (one.cost > strong[0].cost + MARGIN) {
      if (known) also.push(city.houseHit(one.street, keys.indexOf(known.key), one.former));
    } else if (!known) lacking = Math.min(lacking, one.cost);
    else {
      right.push({ street: one.street, former: one.former, at: keys.indexOf(known.key), sure: known.sure, cost: one.cost + (known.sure ? 0 : HOUSE_GUESSED) });
      // Lettered and further houses of the number follow.
      keys.forEach((other, at) => {
        if (other !== known.key && parseInt(other, 10) === one.house.number) further.push(city.houseHit(one.street, at, one.former));
      });
    }
  }
  if (right.length) {
    right.sort((a, b) => a.cost - b.cost);
    const first = right[0];
    const second = right[1];
    const hits = right.map((one) => city.houseHit(one.street, one.at, one.former)).concat(further, also);
    const alike = !!second && second.cost < first.cost + MARGIN;
    hits[0].exact = first.sure && first.cost < Math.min(CERTAIN, lacking - 0.1) && !alike;
    return {
      cost: first.cost, hits: hits.slice(0, MOST), nearest: [],
      why: alike && second.sure && first.sure && first.cost < CERTAIN ? 'several' : 'guess',
    };
  }
  const streets = (strong[0] ? strong : ranked).filter((one, i, every) => one.cost < every[0].cost + 0.1);
  // Of streets that fit alike the one first that has a house of the number, or of one that is still being typed.
  /** @type {Map<Weighed, number[][]>} */
  const near = new Map(streets.map((one) => [
    one, strong[0] && one.house.number !== undefined ? nearest(city.keys(one.street), one.house.number) : [],
  ]));
  /** @type {(one: Weighed) => number[][]} */
  const beside = (one) => near.get(one) || [];
  /** @type {(one: Weighed) => number} */
  const far = (one) => Math.min((beside(one)[0] || [9])[0], 2);
  streets.sort((a, b) => far(a) - far(b));
  const asked = strong[0] && strong[0].house;
  // What the number may become, the house in streets of a like name, then neighbours.
  const pairs = beside(streets[0]);
  const whole = asked && (asked.parts[0] || asked.letter[0]); // «2 корп. 1» becomes no 20
  const begun = pairs.filter((pair) => pair[0] < (whole ? 0 : 2)).length;
  const shown = pairs.map((pair) => city.houseHit(streets[0].street, pair[1], streets[0].former));
  shown.splice(begun, 0, ...also);
  return {
    cost: top.cost + NO_HOUSE,
    hits: streets.slice(0, 3).map((one) => city.streetHit(one.street, one.former)),
    nearest: shown.slice(0, MOST),
    why: !asked ? 'unlike' : asked.at ? 'absent' : 'guess',
    absent: asked && asked.at && houseTitle(wantedKeys(asked, city.head.slash)[0].key),
  };
}
