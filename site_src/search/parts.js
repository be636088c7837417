// The parts of the index that are fetched when a query needs them: printed ids, organisations.

import { fold, fromCyrillicKeys } from './letters.js';
import { wordList } from './words.js';
import { pieces, tokens } from './query.js';
import { slugify } from './houses.js';

const CONFUSED = 'OILОАВЕКМНРСТУХ';
const MEANT = '0110ABEKMHPCTYX';

// «Код дома: 7K3QX».
export const CODE_WORD = /^[\s#:]*((код|номер|дом)[а-я]*[\s#:.]*)+/i;

// Ids that were perhaps typed: as drawn (К for K), and as the same keys of the other layout. Addresses too:
// «chat.example.ru/D/7K3QX».
export function typedIds(query) {
  const bare = query.replace(CODE_WORD, '').replace(/^(.*\/)?d\//i, '').replace(/[\s./_#-]/g, '');
  return [bare, fromCyrillicKeys(bare)].map((text) => text.toUpperCase().replace(/./g, (c) => MEANT[CONFUSED.indexOf(c)] || c))
    .filter((id, i, list) => /^[0-9A-HJKMNP-TV-Z]{5}$/.test(id) && list.indexOf(id) === i);
}

// The number of a record of fixed width.
export const record = (text, at, width) => parseInt(text.substr(at * width, width), 32);

// A house's number in the index by its id, in a part of ids and, after a new line, numbers; -1 if it isn't there.
export function lookUp(part, id, width) {
  const end = part.indexOf('\n');
  const ids = part.slice(0, end);
  let at = ids.indexOf(id);
  while (at % 5 > 0) at = ids.indexOf(id, at + 1);
  return at < 0 ? -1 : record(part.slice(end + 1), at / 5, width);
}

const FORMS = /^(ук|ооо|[оп]?ао|зао|тс[жн]|жск|м[укб][пу]|гуп|ип|[жр]эу|рсо|управляющая|компания|организация)$/;

export const asksOrganisation = (query) => tokens(query).some((t) => FORMS.test(t.word));

// Said of a service that is missed rather than of its supplier.
const IDLE = /^(нет|телефон|служба|отключили)$/;

// Organisations: lines of folder, "\t", name, "\t", slug where it isn't the name in Latin letters, "\t", words for what
// it does.
export function organisations(text) {
  const known = wordList();
  const list = text.split('\n').map((line) => {
    const row = line.split('\t');
    const words = pieces(fold(row[1]));
    const services = pieces(fold(row[3] || ''));
    words.concat(services).forEach(known.add);
    return { kind: row[0], label: row[1], path: row[0] + '/' + (row[2] || slugify(row[1])) + '/', words, services };
  });
  return {
    list,
    // Organisations that have all the words of the query, each perhaps with a slip.
    find(query) {
      const typed = tokens(query).filter((t) => t.number >= 0 || t.word[1]);
      const form = typed.find((t) => FORMS.test(t.word));
      const telling = typed.filter((t) => !FORMS.test(t.word));
      const costs = (asked) => asked.map((t) => (t.number < 0 ? known.find(t.word, t.latin) : new Map([[known.ids.get('' + t.number), 0]])));
      const named = costs(telling);
      const missed = costs(telling.filter((t) => !IDLE.test(t.word)));
      // What it costs that each word that was typed is one of these.
      const sum = (every, words) => every.reduce((cost, map) => cost + Math.min(9, ...words.map((word) => {
        const one = map.get(known.ids.get(word));
        return one >= 0 ? one : 9;
      })), 0);
      return list.map(({ kind, label, path, words, services }) => {
        const forms = words.filter((word) => FORMS.test(word));
        const cost = Math.min(sum(named, words) + Math.max(0, words.length - forms.length - telling.length) / 10
          + (form && forms[0] !== form.word ? 0.2 : 0), missed[0] ? sum(missed, services) : 9);
        return { kind, label, path, cost };
      }).filter((hit) => telling[0] && hit.cost < 2.5);
    },
  };
}
