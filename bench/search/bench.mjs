// Asks the index of a folder the questions of a file and measures. Usage: node bench.mjs MODULE INDEX QUESTIONS
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const [modulePath, folder, questionFile] = process.argv.slice(2);
const { open } = await import(pathToFileURL(resolve(modulePath)));
const { queries } = JSON.parse(readFileSync(questionFile, 'utf8'));
const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`)]));
const gz = (bytes) => gzipSync(bytes, { level: 9 }).length;
const br = (bytes) => brotliCompressSync(bytes).length;
let fetched = 0;
const fetchFile = async (url) => {
  const bytes = files.get(url.split('/').pop());
  if (!bytes) return { ok: false, status: 404 };
  fetched += Math.min(gz(bytes), br(bytes));
  return { ok: true, text: async () => bytes.toString('utf8') };
};
const now = () => Number(process.hrtime.bigint()) / 1e6;
const quantile = (list, q) => list[Math.min(list.length - 1, Math.floor(list.length * q))];

// The heap of one open index, after a first question; then opening, the first time cold.
const settle = () => { for (let i = 0; i < 3; i++) if (global.gc) global.gc(); };
const opened = [];
const timedOpen = async () => {
  const text = files.get('city.txt').toString('utf8');
  const start = now();
  const one = await open({ base: 'x/', fetch: async () => ({ ok: true, text: async () => text }) });
  opened.push(now() - start);
  return one;
};
settle();
const before = process.memoryUsage().heapUsed;
const kept = await timedOpen();
kept.find('ленина 1');
settle();
const heap = process.memoryUsage().heapUsed - before;
for (let i = 0; i < 4; i++) await timedOpen();
const index = await open({ base: 'x/', fetch: fetchFile, root: '' });

const kinds = {};
const failures = [];
let certain = 0;
let certainWrong = 0;
for (const { kind, q, want } of queries) {
  const found = await index.ask(q);
  const row = kinds[kind] || (kinds[kind] = { n: 0, hit1: 0, hit5: 0, honest: 0 });
  row.n++;
  // Where the house isn't there, the first house of the whole list counts.
  const shown = kind.startsWith('near_') ? found.hits.concat(found.nearest).filter((hit) => hit.kind === 'house') : found.hits;
  const urls = shown.map((hit) => hit.url);
  const first = found.hits[0];
  if (first && first.exact) {
    certain++;
    const wrong = want.length ? !want.includes(first.url) : first.kind === 'house';
    if (wrong) {
      certainWrong++;
      failures.push(['CERTAIN', kind, q, first.label, want[0]]);
    }
  }
  if (want.length) {
    if (want.includes(urls[0])) row.hit1++;
    else failures.push(['hit', kind, q, first ? (shown[0] || first).label + (first.exact ? ' !' : '') : '-', want[0]]);
    if (urls.slice(0, 5).some((url) => want.includes(url))) row.hit5++;
  } else if (!found.hits.some((hit) => hit.kind !== 'street')) row.honest++;
  else failures.push(['dishonest', kind, q, first.label]);
}

// Every beginning of the questions is a keystroke.
const strokes = [];
for (const { q } of queries.filter((query, i) => i % 5 === 0)) {
  for (let i = 1; i <= q.length; i++) {
    const start = now();
    index.find(q.slice(0, i));
    strokes.push(now() - start);
  }
}
strokes.sort((a, b) => a - b);

// What one query fetches beside the main part, each from nothing.
let alone = 0;
for (const { q } of queries.filter((query, i) => i % 17 === 0)) {
  const one = await open({ base: 'x/', fetch: fetchFile, root: '' });
  fetched = 0;
  await one.ask(q, 3);
  alone = Math.max(alone, fetched);
}

const total = (name, rows) => rows.reduce((sum, row) => sum + row[name], 0);
const asked = Object.entries(kinds).filter(([kind]) => !kind.startsWith('no_') || kind === 'no_type' || kind === 'no_blanks');
const absent = Object.entries(kinds).filter(([kind]) => kind.startsWith('no_') && kind !== 'no_type' && kind !== 'no_blanks');
const rows = asked.map(([, row]) => row);
const part = (name) => [...files].filter(([file]) => file.startsWith(name)).reduce((sum, [, bytes]) => sum + gz(bytes), 0);
const code = readFileSync(modulePath);
const worst = asked.map(([kind, row]) => [row.hit1 / row.n, kind, row.n]).sort((a, b) => a[0] - b[0]);
console.log(JSON.stringify({
  hit1: total('hit1', rows) / total('n', rows),
  hit5: total('hit5', rows) / total('n', rows),
  n: total('n', rows),
  kinds: asked.length,
  worst,
  negatives: total('honest', absent.map(([, row]) => row)) / total('n', absent.map(([, row]) => row)),
  absent: total('n', absent.map(([, row]) => row)),
  absentKinds: absent.map(([kind, row]) => [row.honest / row.n, kind, row.n]),
  certain: certain / queries.length,
  certainWrong: certainWrong / queries.length,
  code: [gz(code), br(code)],
  city: [gz(files.get('city.txt')), br(files.get('city.txt'))],
  others: { ids: part('i'), companies: part('o') + part('n') },
  fetched: alone,
  open: opened.map((ms) => +ms.toFixed(1)),
  keystroke: [quantile(strokes, 0.5), quantile(strokes, 0.95), strokes[strokes.length - 1]].map((ms) => +ms.toFixed(3)),
  strokes: strokes.length,
  heap: +(heap / 1e6).toFixed(1),
  failures,
}));
