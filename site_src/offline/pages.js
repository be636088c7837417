// Pages come from the network, even if the browser's storage fails. A copy is shown, with a note, if the network fails.

const STORAGE_PATIENCE = 1500; // ms; limit of waiting for the browser's storage
const LAST_PATIENCE = 15000; // ms; limit of waiting for the network if there is nothing to show
const SHORT_PATIENCE = 500; // ms before a copy is shown if the network was silent a moment ago
const MOMENT = 60000; // ms
const LATE = {};
const MOST = 30; // most pages stored, the last visited ones; files of the version don't count
const UNLISTED = /^d\/[^/]*-/i; // pages with a link that is shared on the poster only
const PRINTED = /^d\/([^/-]+)\/?$/i;
const STRANGE_DAYS = 30; // another site must answer this long before everything is deleted: robot checks pass
const OURS = ' data-worker="'; // each of our pages names its worker
const REDIRECT = ' http-equiv="refresh"'; // together with `FOUND`: one of our redirects
const FOUND = ' rel="canonical"'; // pages without a canonical address are not stored
const BEGINNING = '<main id="main">';
const SAVED = 'X-Saved';
const strangeName = own + 'strange'; // holds the time of another site's first answer

// Answers that arrived after the copy was shown, until the page is reloaded.
const arrived = new Map();
let silent = 0; // when the network last did not answer in time; 0 after any answer

const pathOf = (url) => new URL(url).pathname.slice(new URL(root).pathname.length);
const isAsset = (path) => path.startsWith('assets/');
// Belongs to the version, and is stored as long as it.
const isFixed = (path) => path.startsWith(INDEX) || ASSETS.includes(path) || PAGES.includes(path);

// Returns the key of a page: its URL without query, fragment and file name, with the slash that hosts add.
function keyOf(url) {
  const found = new URL(url);
  return found.origin + found.pathname.replace(/\/index\.html$/, '').replace(/\/?$/, '/');
}

const isOurs = (text) => text.includes(OURS) || text.includes(REDIRECT) && text.includes(FOUND);

async function findCopy(key) {
  return (await caches.open(pagesName)).match(key);
}

const stamped = (text) => new Response(text, {
  headers: { 'Content-Type': 'text/html; charset=utf-8', [SAVED]: new Date().toISOString() },
});

// Stores the network's answer for a page, or deletes the copy of a page that no longer exists.
async function keep(key, response) {
  const path = pathOf(key);
  if (UNLISTED.test(path)) return;
  // The target of a redirect shows whose site it is.
  const text = await (response.type === 'opaqueredirect' ? await fetch(key, { cache: 'no-cache' }) : response).text();
  const gone = response.status === 404 || response.status === 410;
  if (!isOurs(text)) return gone || response.ok ? leaveIfGone(key, gone) : undefined;
  // Other statuses, such as 429 or 403, say nothing about the page.
  if (!gone && !response.ok && response.type !== 'opaqueredirect') return;
  await caches.delete(strangeName);
  if (isFixed(path)) return;
  const cache = await caches.open(pagesName);
  await cache.delete(key);
  if (response.ok && text.includes(FOUND)) await cache.put(key, stamped(text));
  const visited = (await cache.keys()).filter((request) => !isFixed(pathOf(request.url)));
  for (const request of visited.slice(0, -MOST)) await cache.delete(request);
}

// Called if the host answers with a foreign page: this site may have moved away. A host that answers every path with
// some page may also be showing a robot check; then everything is deleted only after `STRANGE_DAYS`.
async function leaveIfGone(key, gone) {
  const response = await fetch(self.location.href, { cache: 'no-store' });
  if (response.status === 404 || response.status === 410) return leave();
  if (!response.ok) return;
  if ((response.headers.get('Content-Type') || '').includes('javascript')) {
    if (gone && !isFixed(pathOf(key))) await (await caches.open(pagesName)).delete(key);
    return;
  }
  const cache = await caches.open(strangeName);
  const since = await cache.match(root);
  if (!since) await cache.put(root, stamped(''));
  else if (Date.now() - Date.parse(since.headers.get(SAVED)) > STRANGE_DAYS * 864e5) await leave();
}

function dateOf(copy) {
  const date = new Date(copy.headers.get(SAVED));
  const day = date.toLocaleDateString('ru', { day: 'numeric', month: 'long', year: 'numeric' }).replace(/\s*г\.$/, '');
  return (day + ', ' + date.toLocaleTimeString('ru', { hour: '2-digit', minute: '2-digit' })).replace(/ /g, '\u00a0');
}

async function withNote(copy) {
  const text = await copy.text();
  const note = '<p class="saved" role="status">Нет связи с\u00a0сайтом. Это копия от\u00a0' + dateOf(copy)
    + ', с\u00a0тех пор ссылку на\u00a0чат могли заменить.</p>';
  return new Response(text.replace(BEGINNING, (found) => found + note), { headers: copy.headers });
}

// Returns the page «Нет связи» with a list of the stored pages; their titles are already escaped.
async function withoutCopy(path) {
  const typed = PRINTED.exec(path);
  if (typed) return Response.redirect(root + '?q=' + typed[1], 302);
  const cache = await caches.open(pagesName);
  const rows = [];
  for (const request of await cache.keys()) {
    if (isFixed(pathOf(request.url)) || PRINTED.test(pathOf(request.url))) continue;
    const title = /<title>([^<]*)<\/title>/.exec(await (await cache.match(request)).text());
    rows.unshift('<li><a href="' + new URL(request.url).pathname + '">' + title[1].replace(/ — [^—]*$/, '') + '</a></li>');
  }
  const page = await cache.match(root + OFFLINE);
  if (!page) return null;
  const list = rows.length ? '<h2>Сохранено в\u00a0телефоне</h2><ul class="rows">' + rows.join('') + '</ul>' : '';
  return new Response((await page.text()).replace('<div id="saved">', (found) => found + list), { headers: page.headers });
}

// Reloads the page when the network answers after all and the copy shown, if any, is outdated.
async function correct(event, key, copy, network) {
  const response = await network;
  const same = copy && await response.clone().text() === await copy.text();
  const client = same ? null : await self.clients.get(event.resultingClientId);
  if (!client || keyOf(client.url) !== key) return;
  arrived.set(key, response);
  await client.navigate(client.url).catch(() => {});
  arrived.delete(key);
}

// Returns how long to wait for the network: shorter if there is something to show, as for a printed code, which the
// stored search finds, and not long for each page in turn.
function patience(key, copy) {
  if (!copy && !PRINTED.test(pathOf(key))) return LAST_PATIENCE;
  return Date.now() - silent < MOMENT ? SHORT_PATIENCE : PATIENCE;
}

async function page(event, key) {
  const late = arrived.get(key);
  if (late) {
    arrived.delete(key);
    return late;
  }
  const answer = fetch(event.request, { cache: 'no-cache' });
  const found = soon(findCopy(key), STORAGE_PATIENCE);
  event.waitUntil(soon(answer.then((response) => keep(key, response.clone())), LAST_PATIENCE * 2));
  const network = answer.then(async (response) => {
    silent = 0;
    if (response.status >= 500 && await found) throw new Error(response.status);
    return response;
  });
  const limit = found.then((copy) => wait(patience(key, copy))).then(() => LATE);
  const first = await Promise.race([network.catch(() => null), limit]);
  if (first === LATE) silent = Date.now();
  else if (first) return first;
  const copy = await found;
  const shown = await (copy ? withNote(copy.clone()) : soon(withoutCopy(pathOf(key)), STORAGE_PATIENCE));
  if (!shown) return network;
  event.waitUntil(correct(event, key, copy, network.then((response) => response.clone())).catch(() => {}));
  return shown;
}
