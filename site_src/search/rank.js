// Which streets the words may mean, which house of theirs the rest, and in what order.

import { latinKey } from './letters.js';
import { NOMINATIVE, OTHER_GENDER, stem } from './words.js';
import { isRank } from './query.js';
import { houseTitle, readHouse, wantedKeys } from './houses.js';

const MOST = 8;
const NONE = new Map();
// A street may hold the house if its name fits as well as this, compared with the best.
const MARGIN = 0.3;
// Cheaper than this nothing was guessed.
const CERTAIN = 0.25;
// Dearer than this is more than the beginning of a word.
const BEGINNING = 0.55;
const ORDINAL = /^([аоыи]?[яй]|[ое]е|ти|го|му|ую|ом|ы?х|[ao]?[ijy]+a?|th|st)$/;

// Without the names of the city and the region, which tell nothing.
function withoutPlace(list, own) {
  const out = new Set();
  const same = (t, word, i) => t && (t.l ? latinKey(t.w) === latinKey(word) : t.w === word
    || i && stem(t.w) === stem(word) && /^(г|город[ае]?|в)$/.test(list[i - 1].w));
  list.forEach((t, i) => {
    if (own.length < list.length && own.every((word, k) => same(list[i + k], word, i))) {
      own.forEach((word, k) => out.add(list[i + k]));
    }
    if (t.r.d && t.w[1]) {
      out.add(t);
      const name = [list[i - 1], list[i + 1]].find((one, k) => one && one.n < 0 && !one.r.type
        && (k ? /^респ/.test(t.w) : one.l || NOMINATIVE.test(one.w)));
      if (name) out.add(name);
    }
  });
  return list.filter((t) => !out.has(t));
}

const ordinal = (list, j) => {
  const next = list[j + 1];
  return next && list[j].n >= 0 && next.g !== ' ' && next.i === list[j].i + 1 && ORDINAL.test(next.w);
};

// Without entrances and flats: «кв. 45», «2-й подъезд».
function withoutInside(list) {
  const out = new Set();
  const count = list.filter((t) => t.n >= 0).length;
  list.forEach((t, j) => {
    const next = list[j + 1];
    if (!t.r.f || count < 2) return;
    let k = j - 1;
    const nth = k > 0 && ordinal(list, k - 1);
    if (nth) k--;
    const one = list[k];
    const before = list[k - 1];
    // In «3-й подъезд, 14-я Садовая» the next number is the street's.
    const own = one && one.n >= 0 && !before && (nth || next && next.g === ',' || ordinal(list, j + 1));
    if (next && next.n >= 0 && !own) out.add(t).add(next);
    else {
      if (one && one.n >= 0 && (!before || nth || before.n >= 0 || !before.w[1])) {
        out.add(t).add(one);
        if (nth) out.add(list[k + 1]);
      }
    }
  });
  return list.filter((t) => !out.has(t));
}

// One street against the tokens: {cost, weak, house}. `weak`: too unlike for one of its houses to be the answer.
function weigh(variant, list, found, last) {
  const street = variant.street;
  const name = variant.list;
  const used = [];
  let cost = (variant.old ? 0.05 : 0) - Math.min(Math.log(street.count || 1), 5) / 500;
  let weak = false;
  let at = -1;
  let gender = false;
  let start;
  name.forEach((piece, k) => {
    let best = 9;
    let where = -1;
    list.forEach((t, j) => {
      if (used[j]) return;
      let price = 9;
      if (t.n >= 0 && t.n === piece.n && t.g !== '/') price = ordinal(list, j) ? 0 : 0.02;
      else if (found[j].has(piece.id)) {
        price = found[j].get(piece.id);
        // A word that is cut short stands at the end, or it is an abbreviation.
        if (j < last && price >= 0.3 && price < OTHER_GENDER) price += 0.03;
        if (j < at) price += 0.01;
      } else if (t.n < 0 && t.w === piece.w[0] && name[1] && !(j && list[j - 1].n >= 0)) price = 0.04; // an initial
      if (price < best) {
        best = price;
        where = j;
      }
    });
    if (where < 0) {
      // What tells two streets apart may not be missing: numbers, «Большая»; a rank or a first name may.
      const tells = piece.n >= 0 || NOMINATIVE.test(piece.w);
      weak = weak || tells || !name[k + 1] && !!piece.w[1];
      cost += tells ? 0.8 : !piece.w[1] ? 0.05 : name[k + 1] ? MARGIN + 0.05 : 0.5;
    } else {
      used[where] = true;
      gender = gender || best >= OTHER_GENDER && best < OTHER_GENDER + 0.05;
      cost += best;
      if (!start && best < 0.2 && !NOMINATIVE.test(piece.w)) start = list[where];
      at = where;
      if (piece.n >= 0 && ordinal(list, where)) used[where + 1] = true;
    }
  });
  let typed = 0;
  let anyType = false;
  let named = !street.place.words.length;
  const placed = new Set();
  list.forEach((t, j) => {
    if (used[j] || t.n >= 0) return;
    const place = street.place.words.find((id) => found[j].has(id));
    if (place !== undefined) {
      used[j] = named = true;
      placed.add(t);
      cost += found[j].get(place);
    } else if (t.r.type && (t.w[1] || t.w === 'ш') && !(t.r.x || t.r.h)) {
      used[j] = true;
      typed = t.r.t.includes(variant.type) ? 1 : typed || -1;
      anyType = anyType || t.r.t.includes('улица');
      if (t.r.slip) cost += MARGIN;
    }
  });
  // A number alone is no name: «5 мкр» or «шестая», but not «6».
  if (at < 0 ? !named : !typed && /\d/.test(list[at].w) && name.every((piece) => piece.n >= 0) && !ordinal(list, at)) return null;
  const house = readHouse(list.filter((t, j) => !used[j]), list.all, placed);
  if (!named) cost += 0.15;
  // People write «ул.» for everything.
  if (typed < 0) {
    cost += anyType ? 0.4 : 0.6;
    weak = weak || !anyType;
  }
  // «Советский переулок» is what people call «переулок Советская».
  if (gender && typed > 0) cost -= MARGIN;
  else weak = weak || gender;
  if (house.flat) cost += MARGIN;
  // «прогресс-2» and «6-я» are names rather than houses.
  if (house.at && house.at.g === '-') cost += MARGIN;
  if (house.at && ordinal(list.all, house.at.i)) cost += 0.15;
  for (const t of house.rest) {
    if (t.r.x && t.w[1] || t.r.d || t.r.h || t.r.f || t.g !== ' ' && ORDINAL.test(t.w)) cost += 0.01;
    else if (isRank(t.w) || t.n < 0 && !t.w[1]) cost += 0.05;
    else if (t.n < 0 && !t.w[2]) cost += 0.5;
    // «Владимира Ленина»: a first name that the street's own name has not.
    else if (start && t.i === start.i - 1 && start.g === ' ' && !t.place && /^(николая|[а-я]{2,}([^ая]я|[а-я]а))$/.test(t.w)) cost += 0.4;
    else {
      cost += 1;
      weak = true;
    }
  }
  return { street, cost: cost + weak, weak, house };
}

function nearest(city, street, house) {
  return city.keys(street).map((key, at) => {
    const number = parseInt(key, 10) || 9999;
    return [number === house ? 0 : key.startsWith(house) ? 1 : Math.abs(number - house) + 1, at];
  }).sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST);
}

// Answers one reading of a query: {cost, hits, nearest}.
export function answer(city, all) {
  const list = withoutInside(withoutPlace(all, city.own));
  list.all = all;
  for (const t of list) t.place = city.places.has(t.w);
  let last = list.length - 1;
  while (last > 0 && list[last].n >= 0) last--;
  const found = list.map((t) => (t.n >= 0 && !t.said || t.r.x && !t.w[3] || t.r.h && !t.w[3] ? NONE : city.words.find(t.w, t.l)));
  const variants = new Set();
  list.forEach((t, j) => {
    found[j].forEach((cost, id) => (city.byWord[id] || []).forEach((one) => variants.add(one)));
    if (t.said || ordinal(list, j) || list.some((other) => other.r.type)) (city.byNumber[t.n] || []).forEach((one) => variants.add(one));
  });
  const best = new Map();
  variants.forEach((variant) => {
    const one = weigh(variant, list, found, last);
    if (one && !(best.has(one.street) && best.get(one.street).cost <= one.cost)) best.set(one.street, one);
  });
  const ranked = Array.from(best.values()).sort((a, b) => a.cost - b.cost || a.street.i - b.street.i);
  if (!ranked.length) return { cost: 9, hits: [], nearest: [], lone: list.length === 1 && list[0].n >= 0 };
  const top = ranked[0];
  if (top.house.number === undefined) {
    const hits = ranked.filter((one) => one.cost < top.cost + 1).slice(0, MOST).map((one) => city.streetHit(one.street));
    const alike = ranked[1] && ranked[1].cost < top.cost + 0.05;
    hits[0].exact = !top.weak && top.cost < 0.08 && !alike;
    return { cost: top.cost, hits, nearest: [], several: alike && top.cost < BEGINNING, unlike: top.weak };
  }
  const strong = ranked.filter((one) => !one.weak);
  const right = [];
  const further = [];
  let lacking = 9;
  for (const one of strong) {
    if (one.cost > strong[0].cost + MARGIN) break;
    if (one.house.number === undefined) continue;
    const keys = city.keys(one.street);
    const known = wantedKeys(one.house, city.head.slash).find((pair) => keys.includes(pair[0]));
    if (!known) lacking = Math.min(lacking, one.cost);
    else {
      right.push({ one, at: keys.indexOf(known[0]), sure: known[1], cost: one.cost + (known[1] ? 0 : 0.2) });
      // Lettered and further houses of the number follow.
      keys.forEach((other, at) => {
        if (other !== known[0] && parseInt(other, 10) === one.house.number) further.push(city.houseHit(one.street, at));
      });
    }
  }
  if (right.length) {
    right.sort((a, b) => a.cost - b.cost);
    const first = right[0];
    const second = right[1];
    const hits = right.map((one) => city.houseHit(one.one.street, one.at)).concat(further);
    hits[0].exact = first.sure && first.cost < Math.min(CERTAIN, lacking - 0.1) && !(second && second.cost < first.cost + MARGIN);
    return {
      cost: first.cost, hits: hits.slice(0, MOST), nearest: [],
      several: second && second.sure && first.sure && first.cost < CERTAIN && second.cost < first.cost + MARGIN,
    };
  }
  const streets = (strong[0] ? strong : ranked).filter((one, i, every) => one.cost < every[0].cost + 0.1);
  // Of streets that fit alike the one first that has a house of the number, or of one that is still being typed.
  const near = new Map(streets.map((one) => [one, strong[0] && one.house.at ? nearest(city, one.street, one.house.number) : []]));
  const far = (one) => Math.min((near.get(one)[0] || [9])[0], 2);
  streets.sort((a, b) => far(a) - far(b));
  return {
    cost: top.cost + 0.5,
    hits: streets.slice(0, 3).map((one) => city.streetHit(one.street)),
    nearest: near.get(streets[0]).map((pair) => city.houseHit(streets[0].street, pair[1])),
    absent: strong[0] && strong[0].house.at && houseTitle(wantedKeys(strong[0].house, city.head.slash)[0][0]),
    unlike: !strong[0],
  };
}
