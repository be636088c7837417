// Stands in the place of the worker where the site keeps nothing (`offline: false`): the phones that have one forget it.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(soon(leave(), PATIENCE)));
