// What the worker and the script that takes it away have in common. Classic scripts, ES2018, pressed into one function.

const root = self.registration.scope;
// Several sites may share one host, each below a path of its own.
const own = 'domchat ' + new URL(root).pathname + ' ';
const assetsName = own + 'assets';
const pagesName = own + 'pages';
const PATIENCE = 4000; // ms that a copy waits for the network: whoever blocks a site often answers nothing at all

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
// The answer, or undefined if it fails or isn't there in time: a browser's storage may be broken or stuck.
const soon = (promise, time) => Promise.race([promise.catch(() => {}), wait(time)]);

// Ends, and forgets everything that was kept; open pages stay as they are, the next ones come without a worker.
async function leave() {
  await self.registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
}
