/** The demonstration in a folder of a web server: all of it is kept when it is opened first, and needs no network from then on. */

const cacheName = "castellan-demonstration-VERSION";
const files = ["./", "icon.svg", "manifest.webmanifest"];

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function keep() {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
  await self.skipWaiting();
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("castellan-demonstration-") && name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}
