// Pages come from the network. A copy is shown only where the network is silent, and says so.

const PATIENCE = 4000; // ms that a copy waits for the network: whoever blocks a site often answers nothing at all
const LAST_PATIENCE = 15000; // where there is no copy
const MOST = 30; // pages kept, the last visited; what comes with the version is not counted
const UNLISTED = /^d\/[^/]*-/i; // the link of a chat that stands on its poster only
const PRINTED = /^d\/([^/-]+)\/?$/i;
const OURS = ' data-worker="'; // each of our pages names its worker
const REDIRECT = ' http-equiv="refresh"';
const FOUND = ' rel="canonical"'; // pages without an address to be known by are not kept
const BEGINNING = '<main id="main">';
const SAVED = 'X-Saved';

// What arrived after its copy was shown, until that page is loaded anew.
const arrived = new Map();

const pathOf = (url) => new URL(url).pathname.slice(new URL(root).pathname.length);
const isAsset = (path) => path.startsWith('assets/');
// Comes with the version, and is kept as long as it.
const isFixed = (path) => path.startsWith(INDEX) || ASSETS.includes(path) || PAGES.includes(path);
const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

// Under which address a page is kept: without question and anchor, and with the slash that hosts add.
function keyOf(url) {
  const found = new URL(url);
  return found.origin + found.pathname.replace(/\/?$/, '/');
}

const stamped = (text) => new Response(text, {
  headers: { 'Content-Type': 'text/html; charset=utf-8', [SAVED]: new Date().toISOString() },
});

// Keeps what the network answered for a page, or forgets the copy of a page that is gone.
async function keep(key, response) {
  const path = pathOf(key);
  if (response.status >= 500 || UNLISTED.test(path)) return;
  const text = await response.text();
  const ours = text.includes(OURS) || text.includes(REDIRECT);
  if (isFixed(path) && ours) return;
  const cache = await caches.open(pagesName);
  if (!isFixed(path)) await cache.delete(key);
  if (response.ok && ours && text.includes(FOUND)) await cache.put(key, stamped(text));
  else if (!ours && response.type !== 'opaqueredirect') return leaveIfGone();
  const visited = (await cache.keys()).filter((request) => !isFixed(pathOf(request.url)));
  for (const request of visited.slice(0, -MOST)) await cache.delete(request);
}

// The host answers with something else: perhaps this site has moved away.
async function leaveIfGone() {
  const response = await fetch(self.location.href, { cache: 'no-store' });
  const type = response.headers.get('Content-Type') || '';
  if (response.status === 404 || response.status === 410 || response.ok && !type.includes('javascript')) await leave();
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

// The page «Нет связи» with the pages that can be read; their titles are HTML already.
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
  if (!page) return Response.error();
  const list = rows.length ? '<h2>Сохранено в\u00a0телефоне</h2><ul class="rows">' + rows.join('') + '</ul>' : '';
  return new Response((await page.text()).replace('<div id="saved">', (found) => found + list), { headers: page.headers });
}

// The network spoke after all: whoever looks at an outdated copy, or at none, sees what is true now.
async function correct(event, key, copy, network) {
  const response = await network;
  const same = copy && await response.clone().text() === await copy.text();
  const client = same ? null : await self.clients.get(event.resultingClientId);
  if (!client || keyOf(client.url) !== key) return;
  arrived.set(key, response);
  await client.navigate(client.url).catch(() => {});
  arrived.delete(key);
}

async function page(event, key) {
  const late = arrived.get(key);
  if (late) {
    arrived.delete(key);
    return late;
  }
  const copy = await (await caches.open(pagesName)).match(key);
  const network = fetch(event.request, { cache: 'no-cache' }).then((response) => {
    if (response.status >= 500 && copy) throw new Error(response.status);
    return response;
  });
  const kept = network.then((response) => keep(key, response.clone()));
  event.waitUntil(kept.catch(() => {}));
  const first = await Promise.race([network.catch(() => null), wait(copy ? PATIENCE : LAST_PATIENCE)]);
  if (first) return first;
  event.waitUntil(correct(event, key, copy && copy.clone(), network.then((response) => response.clone())).catch(() => {}));
  return copy ? withNote(copy) : withoutCopy(pathOf(key));
}
