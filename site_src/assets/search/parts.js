// The parts of the index that are fetched when a query needs them: printed ids, organisations.

import { fold, fromCyrillicKeys } from './letters.js';
import { Words } from './words.js';
import { tokens } from './query.js';
import { slugify } from './houses.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CONFUSED = {
  O: '0', I: '1', L: '1', О: '0', А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', З: '3',
};
const ID = /^[0-9A-HJKMNP-TV-Z]{5}$/;

// Ids that were perhaps typed: as drawn (К for K), and as the same keys of the other layout. Addresses too:
// «chat.example.ru/D/7K3QX».
export function typedIds(query) {
  const bare = query.trim().replace(/^(.*\/)?d\//i, '').replace(/\/$/, '').replace(/^(код|id|№)\s*/i, '').replace(/[\s._-]/g, '');
  if (bare.length !== 5) return [];
  const read = (text) => text.toUpperCase().replace(/./g, (c) => CONFUSED[c] || c);
  return [read(bare), read(fromCyrillicKeys(bare))].filter((id, i, list) => ID.test(id) && list.indexOf(id) === i);
}

export function number(text) {
  let value = 0;
  for (const c of text) value = value * 32 + CROCKFORD.indexOf(c);
  return value;
}

// A house's number in the index by its id, in a part of sorted ids and, after a new line, numbers; -1 if it isn't there.
export function lookUp(text, id, width) {
  const end = text.indexOf('\n');
  for (let at = text.indexOf(id); at >= 0 && at < end; at = text.indexOf(id, at + 1)) {
    if (at % 5 === 0) return number(text.substr(end + 1 + at / 5 * width, width));
  }
  return -1;
}

const FORMS = /^(ук|ооо|оао|ао|пао|зао|тсж|тсн|жск|муп|мкп|гуп|мбу|мку|ип|жэу|рэу|рсо|управляющая|компания|организация)$/;

// Names of organisations: lines of `kind`, "\t", name and, where it isn't the name in Latin letters, "\t", slug.
export class Organisations {
  constructor(first) {
    this.first = first;
    this.words = new Words();
    this.list = [];
  }

  add(text) {
    for (const line of text.split('\n')) {
      const [kind, name, own] = line.split('\t');
      const slug = own || slugify(name);
      const words = tokens(name).map((t) => (t.n >= 0 ? '' + t.n : t.w));
      words.forEach((word) => this.words.add(word));
      this.list.push({ kind, label: name, path: kind + '/' + slug + '/', words });
    }
  }

  // Organisations that have all the words of the query, each perhaps with a slip.
  find(query) {
    const typed = tokens(fold(query)).filter((t) => t.n >= 0 || t.w.length > 1);
    const telling = typed.filter((t) => !FORMS.test(t.w));
    const form = typed.filter((t) => FORMS.test(t.w)).map((t) => t.w);
    if (!telling.length) return [];
    const found = telling.map((t) => (t.n >= 0 ? new Map([[this.words.ids.get('' + t.n), 0]]) : this.words.find(t.w, t.l)));
    const hits = [];
    for (const one of this.list) {
      let cost = 0;
      for (const map of found) {
        cost += Math.min.apply(null, one.words.map((word) => {
          const known = map.get(this.words.ids.get(word));
          return known === undefined ? 9 : known;
        }));
      }
      if (cost < 2.5) {
        const forms = one.words.filter((word) => FORMS.test(word));
        cost += Math.max(0, one.words.length - forms.length - telling.length) / 10
          + (form.join() === forms.join() ? 0 : form.some((word) => forms.indexOf(word) >= 0) ? 0.1 : form.length ? 0.2 : 0);
        hits.push({ kind: one.kind, path: one.path, label: one.label, cost, exact: false });
      }
    }
    hits.sort((a, b) => a.cost - b.cost || (a.label < b.label ? -1 : 1));
    if (hits.length) hits[0].exact = hits[0].cost < 0.25 && (hits.length < 2 || hits[1].cost > hits[0].cost + 0.09);
    return hits.slice(0, 8);
  }
}

export function asksOrganisation(query) {
  return tokens(query).some((t) => FORMS.test(t.w));
}
