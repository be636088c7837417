// Replaces the worker if the site has `offline: false`: unregisters it and deletes everything stored.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(soon(leave(), PATIENCE)));
