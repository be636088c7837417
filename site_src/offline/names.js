// Shared by the worker and by `leave.js`. Classic scripts in ES2018, minified as one function.

const root = self.registration.scope;
// Several sites may share a host, each below its own path.
const own = 'domchat ' + new URL(root).pathname + ' ';
const assetsName = own + 'assets';
const pagesName = own + 'pages';
const PATIENCE = 4000; // ms before a copy is shown: a blocked site often does not answer at all

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
// Returns the answer, or undefined if it fails or is late: a browser's storage may be broken or stuck.
const soon = (promise, time) => Promise.race([promise.catch(() => {}), wait(time)]);

// Unregisters the worker and deletes everything stored; open pages stay, later ones load without a worker.
async function leave() {
  await self.registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
}
