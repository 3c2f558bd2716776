/**
 * Serves the terminal's page and program without the network. The list of files, with a name for this very edition of them,
 * is made by the build: another list is another worker, which fetches all of it before it takes over.
 */

import { edition, files } from "./terminal_files.js";

const worker = /** @type {any} */ (globalThis);
const name = `castellan-terminal-${edition}`;

worker.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: "no-cache", credentials: "same-origin" }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const others = caches.keys().then((all) => all.filter((one) => one.startsWith("castellan-terminal-") && one !== name));
  event.waitUntil(others.then((old) => Promise.all(old.map((one) => caches.delete(one)))).then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== worker.location.origin || pathname.startsWith("/api/")) return;
  event.respondWith(
    caches
      .open(name)
      .then((cache) => cache.match(pathname))
      .then((kept) => kept ?? fetch(event.request)),
  );
});
