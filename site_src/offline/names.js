// What the worker and the script that takes it away have in common. Classic scripts, ES2018, pressed into one function.

const root = self.registration.scope;
// Several sites may share one host, each below a path of its own.
const own = 'domchat ' + new URL(root).pathname + ' ';
const assetsName = own + 'assets';
const pagesName = own + 'pages';

// Forgets everything that was kept and ends; open pages stay as they are, the next ones come without a worker.
async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await self.registration.unregister();
}
