// Which streets the words may mean, which house of theirs the rest, and in what order.

import { SIZES } from './vocabulary.js';
import { latinKey } from './letters.js';
import { stem } from './words.js';
import { readHouse, wantedKeys } from './houses.js';

const LIMIT = 8;
// Streets whose names fit as well as this, compared with the best, may hold the house.
const MARGIN = 0.3;
const NOMINATIVE = /(ая|яя|ый|ий|ой|ое|ее)$/;
const ORDINAL = /^(я|й|е|ая|ый|ой|ое|ий|ти|го|му|ую|ом|x|х|ых|ya|ia|ja|aya|y|iy|yy|i|oy|th|st|nd|rd)$/;
const sizes = new Set(SIZES.split(' ').map(stem));

// Takes the city's and the region's own names out: they tell nothing.
function withoutPlace(list, city) {
  const own = city.cityWords;
  const same = (t, word) => (t.l ? latinKey(t.w) === latinKey(word) : t.w === word
    || (t.w.length > 3 && stem(t.w) === stem(word) && list[t.i - own.length] && /^(г|город|городе|в)$/.test(list[t.i - own.length].w)));
  const out = new Set();
  list.forEach((t, i) => {
    if (own.length < list.length && own.every((word, k) => list[i + k] && same(list[i + k], word))) {
      own.forEach((word, k) => out.add(list[i + k]));
    }
    if (t.r.d && t.w.length > 1) {
      const named = list[i - 1];
      out.add(t);
      const name = named && named.n < 0 && !named.r.t.length && NOMINATIVE.test(named.w) ? named : /^(респ|край|обл)/.test(t.w) ? list[i + 1] : null;
      if (name && name.n < 0 && (name.l || NOMINATIVE.test(name.w) || /^респ/.test(t.w))) out.add(name);
    }
  });
  return out.size ? list.filter((t) => !out.has(t)) : list;
}

function candidates(city, list, found) {
  const set = new Set();
  list.forEach((t, j) => {
    for (const id of found[j].keys()) {
      for (const variant of city.byWord[id] || []) set.add(variant);
    }
    if (t.n >= 0 && list.some((other) => other.r.t.length)) {
      for (const variant of city.byNumber.get(t.n) || []) set.add(variant);
    }
  });
  if (!set.size) {
    // Only a settlement was named: all its streets.
    city.places.forEach((place, p) => {
      if (p && city.placeWords[p].every((id) => found.some((map) => map.get(id) < 0.5))) {
        city.variants.forEach((variant, i) => { if (variant.street.place === p && !variant.old) set.add(i); });
      }
    });
  }
  return set;
}

// One street against the tokens: {cost, weak, house}. `weak`: too unlike for one of its houses to be the answer.
function weigh(city, variant, list, found, last) {
  const used = new Array(list.length).fill(false);
  const matched = [];
  let cost = variant.old ? 0.05 : 0;
  let weak = false;
  let missing = 0;
  let at = -1;
  const pieces = variant.list;
  pieces.forEach((piece, k) => {
    let best = 9;
    let where = -1;
    for (let j = 0; j < list.length; j++) {
      const t = list[j];
      if (used[j]) continue;
      let price = 9;
      if (piece.n >= 0) {
        if (t.n !== piece.n || t.g === '/') continue;
        const next = list[j + 1];
        const previous = list[j - 1];
        price = next && next.i === t.i + 1 && next.g !== ' ' && ORDINAL.test(next.w) ? 0 : 0.02;
        if (previous && previous.r.h) price = 0.2;
        if (pieces.length > 1 && !near(t, k ? at : -1, list, pieces[k + 1], found)) price += 0.04;
      } else if (t.n < 0) {
        const known = found[j].get(piece.id);
        if (known !== undefined) price = known + (j > at || at < 0 ? 0 : 0.01);
        else if (t.w.length === 1 && !t.l && piece.w[0] === t.w && pieces.length > 1) price = 0.04;
        // A word that is cut short may stand only at the end, or it is an abbreviation.
        if (price >= 0.3 && price < 0.6 && j < last) price += 0.03;
      }
      if (price < best) {
        best = price;
        where = j;
      }
    }
    if (where < 0) {
      missing++;
      const rank = piece.n < 0 && (/^.$/.test(piece.w) || matched.rank);
      if (piece.n >= 0) { cost += 0.8; weak = true; } else if (rank) cost += 0.05;
      else if (NOMINATIVE.test(piece.w) && (k < pieces.length - 1 || sizes.has(stem(piece.w)))) { cost += 0.5; weak = true; }
      else cost += k < pieces.length - 1 ? 0.3 : 0.5;
    } else {
      used[where] = true;
      if (best >= 0.6 && best < 0.61) weak = true;
      cost += best;
      matched.push([piece, best]);
      at = where;
      const next = list[where + 1];
      if (piece.n >= 0 && next && next.g !== ' ' && next.i === list[where].i + 1 && ORDINAL.test(next.w)) used[where + 1] = true;
    }
  });
  const place = city.placeWords[variant.street.place];
  if (!matched.length && !(place.length && place.every((id) => found.some((map) => map.has(id))))) return null;
  // The type and the settlement.
  let typed = 0;
  let named = false;
  list.forEach((t, j) => {
    if (used[j] || t.n >= 0) return;
    if (t.r.t.length && (t.w.length > 1 || t.w === 'ш')) {
      if (t.r.t.indexOf(variant.type) >= 0) { used[j] = true; typed = 1; if (t.r.slip) cost += 0.3; }
      else if (!t.r.p && !t.r.h) { used[j] = true; typed = typed || -1; }
    }
    if (!used[j] && place.some((id) => found[j].has(id))) {
      const id = place.find((word) => found[j].has(word));
      used[j] = true;
      named = true;
      cost += found[j].get(id);
    }
  });
  const house = readHouse(list.filter((t, j) => !used[j]), list.all);
  if (house.number !== undefined && house.at.g === '-') cost += 0.3;
  if (typed < 0) { cost += 0.6; weak = true; }
  if (!typed && pieces.every((piece) => piece.n >= 0)) return null;
  if (variant.street.place && !named) cost += 0.15;
  for (const t of house.rest) {
    if (t.n >= 0) { cost += 0.7; weak = true; }
    else if (t.r.x || t.r.p || t.r.i || t.r.h || t.r.d || t.r.f || (t.g !== ' ' && ORDINAL.test(t.w))) cost += 0.01;
    else if (t.r.c || t.w.length === 1) cost += 0.05;
    else if (t.r.t.length) cost += 0.1;
    else if (t.w.length < 3) cost += 0.5;
    else { cost += 1; weak = true; }
  }
  if (missing && !matched.some((pair) => pair[1] < 0.9)) weak = true;
  // Of two equal ones, the street with more houses is meant more often.
  const prior = Math.min(Math.log(variant.street.count + 1), 5) / 500;
  return { variant, street: variant.street, cost: cost - prior, weak, house, matched };
}

// Does the number stand beside the neighbours that it has in the name?
function near(t, at, list, next, found) {
  if (at >= 0) return Math.abs(list[at].i - t.i) <= 2;
  if (!next || next.n >= 0) return true;
  return list.some((other, j) => found[j].has(next.id) && Math.abs(other.i - t.i) <= 2);
}

function nearest(city, street, house) {
  const list = city.keys(street).map((key, at) => {
    const number = parseInt(key, 10) || 0;
    const far = number === house.number ? 0 : ('' + number).startsWith('' + house.number) ? 0.5
      : Math.abs(number - house.number) + (number - house.number) % 2 / 4;
    return [far, at];
  });
  return list.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, LIMIT).map((pair) => city.houseHit(street, pair[1]));
}

// Answers one reading of a query: {cost, hits, nearest, sure}.
export function answer(city, all) {
  const list = withoutPlace(all, city);
  list.all = all;
  let last = list.length - 1;
  while (last > 0 && list[last].n >= 0) last--;
  const found = list.map((t) => {
    if (t.n >= 0 && !t.said) return new Map();
    if (t.r.x || (t.r.h && t.w.length < 4)) return new Map();
    return city.words.find(t.w, t.l);
  });
  const best = new Map();
  for (const number of candidates(city, list, found)) {
    const one = weigh(city, city.variants[number], list, found, last);
    const known = one && best.get(one.street);
    if (one && (!known || one.cost < known.cost)) best.set(one.street, one);
  }
  const ranked = Array.from(best.values()).sort((a, b) => a.cost - b.cost || a.street.i - b.street.i);
  if (!ranked.length) return { cost: 9, hits: [], nearest: [], asked: '' };
  const top = ranked.filter((one) => one.cost < ranked[0].cost + MARGIN);
  const strong = ranked.filter((one) => !one.weak);
  const asked = ranked[0].house.number !== undefined;
  if (!asked) {
    const hits = ranked.filter((one) => one.cost < ranked[0].cost + 1).slice(0, LIMIT)
      .map((one) => Object.assign(city.streetHit(one.street), { exact: false, cost: one.cost }));
    hits[0].exact = !ranked[0].weak && ranked[0].cost < 0.25 && (ranked.length < 2 || ranked[1].cost > ranked[0].cost + 0.05);
    return { cost: ranked[0].cost, hits, nearest: [], asked: '' };
  }
  const hits = [];
  const rest = [];
  let without = 0;
  for (const one of strong) {
    if (one.cost > strong[0].cost + MARGIN) break;
    if (one.house.number === undefined) continue;
    const keys = city.keys(one.street);
    let hit = -1;
    let sure = true;
    for (const [key, certain] of wantedKeys(one.house, city.head.slash)) {
      hit = keys.indexOf(key);
      if (hit >= 0) {
        sure = certain;
        break;
      }
    }
    if (hit < 0) {
      if (one.cost < strong[0].cost + 0.2) without++;
      continue;
    }
    hits.push({ one, hit, cost: one.cost + (sure ? 0 : 0.2), sure });
    // Lettered and further houses of the same number follow.
    const number = '' + one.house.number;
    keys.forEach((key, at) => {
      if (at !== hit && key.startsWith(number) && !/\d/.test(key[number.length] || '')) rest.push([one, at]);
    });
  }
  hits.sort((a, b) => a.cost - b.cost);
  if (hits.length) {
    const first = hits[0];
    const exact = first.sure && first.cost < 0.25 && !without && (hits.length < 2 || hits[1].cost > first.cost + 0.3);
    const shown = hits.map((h) => Object.assign(city.houseHit(h.one.street, h.hit), { exact: false, cost: h.cost }))
      .concat(rest.map((pair) => Object.assign(city.houseHit(pair[0].street, pair[1]), { exact: false }))).slice(0, LIMIT);
    shown[0].exact = exact;
    return { cost: first.cost, hits: shown, nearest: [], asked: 'house' };
  }
  const streets = (strong.length ? strong : top).filter((one, i, list0) => one.cost < list0[0].cost + 0.1).slice(0, 3);
  return {
    cost: ranked[0].cost + 0.5,
    hits: streets.map((one) => Object.assign(city.streetHit(one.street), { exact: false, cost: one.cost })),
    nearest: streets[0].house.number === undefined ? [] : nearest(city, streets[0].street, streets[0].house),
    asked: 'house',
  };
}
