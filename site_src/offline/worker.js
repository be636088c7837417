// The service worker, which makes the site readable without a network. The build writes constants before it: PAGES, the
// paths of pages that every phone stores; LISTED, the file with their digests; ASSETS, paths that contain digests;
// INDEX, the folder of the search; OFFLINE, the path of the page «Нет связи»; LONE, whether only PAGES are its own, since
// other sites are below. A digest is a prefix of a SHA-256. The
// first line is a version number that changes with any page; it makes browsers install this file again and refresh
// their copies.

const DIGEST = 'X-Digest';
const NAMED = /\.([0-9a-f]{10})\.\w+$/;

async function digestOf(buffer) {
  const bytes = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', buffer)));
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, 10);
}

// Returns a file of the version; throws if it has another digest, as on a half-published site.
async function fetchExactly(path, digest) {
  const response = await fetch(root + path, { cache: 'no-cache' });
  const body = await response.arrayBuffer();
  if (!response.ok || await digestOf(body) !== digest) throw new Error(path);
  return [body, { [DIGEST]: digest, 'Content-Type': response.headers.get('Content-Type') || '' }];
}

// Returns [path, digest] pairs from a list; its paths are relative to `folder`.
async function readList(path, folder) {
  const response = await fetch(root + path, { cache: 'no-cache' });
  if (!response.ok) throw new Error(path);
  const rows = (await response.text()).split('\n').filter(Boolean).map((row) => row.split(' '));
  return rows.map((row) => [folder + row[1], row[0]]);
}

// Returns [path, digest] of every file of the version.
async function filesOfVersion() {
  const lists = await Promise.all([readList(INDEX + 'files.txt', INDEX), readList(LISTED, '')]);
  return ASSETS.map((path) => [path, NAMED.exec(path)[1]]).concat(lists[0], lists[1]);
}

// Stores the files of the version, all or nothing: until all are loaded, the old ones stay.
async function takeVersion() {
  const assets = await caches.open(assetsName);
  const known = new Map();
  for (const request of await assets.keys()) {
    const kept = await assets.match(request);
    known.set(kept.headers.get(DIGEST), kept);
  }
  const files = await Promise.all((await filesOfVersion()).map(async (file) => {
    const kept = known.get(file[1]);
    const found = kept ? [await kept.clone().arrayBuffer(), kept.headers] : await fetchExactly(file[0], file[1]);
    return [file[0]].concat(found);
  }));
  const pages = await caches.open(pagesName);
  // Assets first: a page must never be stored without its assets.
  for (const file of files.filter((one) => isAsset(one[0]))) {
    await assets.put(root + file[0], new Response(file[1], { headers: file[2] }));
  }
  for (const file of files.filter((one) => !isAsset(one[0]))) {
    await pages.put(root + file[0], stamped(new TextDecoder().decode(file[1])));
  }
}

// Reloads every stored page, and stores the pages opened before there was a worker.
async function refresh() {
  const cache = await caches.open(pagesName);
  const kept = (await cache.keys()).map((request) => request.url);
  const open = (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).map((client) => client.url)
    .filter((url) => url.startsWith(root));
  for (const key of new Set(kept.concat(open.map(keyOf)))) {
    if (isForeign(pathOf(key)) || isFixed(pathOf(key))) continue;
    await fetch(key, { cache: 'no-cache', redirect: 'manual' }).then((response) => keep(key, response)).catch(() => {});
  }
}

// Deletes assets of older versions, except those of pages that could not be refreshed.
async function sweep() {
  const assets = await caches.open(assetsName);
  const pages = await caches.open(pagesName);
  const texts = await Promise.all((await pages.keys()).map(async (request) => (await pages.match(request)).text()));
  for (const request of await assets.keys()) {
    const path = pathOf(request.url);
    if (!isFixed(path) && !texts.some((text) => text.includes(path))) await assets.delete(request);
  }
}

// Returns an asset. Its name contains its digest, which is checked before it is stored, so a stored one is right.
async function asset(event) {
  const found = caches.open(assetsName).then((cache) => cache.match(event.request));
  const kept = await soon(found, STORAGE_PATIENCE);
  if (kept) return kept;
  let response = await fetch(event.request).catch(() => null) || await soon(found, PATIENCE);
  if (!response) return Response.error();
  // The browser may have cached a 404 from a half-published site.
  if (!response.ok) response = await fetch(event.request, { cache: 'reload' });
  const named = NAMED.exec(event.request.url);
  if (response.ok && named) event.waitUntil(keepAsset(event.request, response.clone(), named[1]).catch(() => {}));
  return response;
}

async function keepAsset(request, response, digest) {
  const body = await response.arrayBuffer();
  const headers = { [DIGEST]: digest, 'Content-Type': response.headers.get('Content-Type') || '' };
  if (await digestOf(body) === digest) await (await caches.open(assetsName)).put(request, new Response(body, { headers }));
}

self.addEventListener('install', (event) => event.waitUntil(
  takeVersion().then(refresh).then(() => self.skipWaiting()),
));
self.addEventListener('activate', (event) => event.waitUntil(soon(sweep(), PATIENCE).then(() => self.clients.claim())));
self.addEventListener('fetch', (event) => {
  const request = event.request;
  if (request.method !== 'GET' || !request.url.startsWith(root)) return;
  const path = pathOf(request.url);
  if (request.mode === 'navigate') {
    if (!isForeign(path)) event.respondWith(page(event, keyOf(request.url)));
  } else if (isAsset(path)) event.respondWith(asset(event));
});
