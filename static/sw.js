/* After one visit the page works without a network. Files come from this version's own cache; a new version waits until the visitor agrees. */
"use strict";
const VERSION = "@version@";
const FILES = ["@files@"];
const CACHE = "huiqi-" + VERSION;

self.addEventListener("install", (event) => {
  /* Past the browser's own cache, so that a version is never mixed with an older one. */
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.indexOf("huiqi-") === 0 && name !== CACHE);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "huiqi:update") { self.skipWaiting(); }
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) { return; }
  const wanted = new URL(request.url);
  wanted.search = "";
  wanted.hash = "";
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(wanted.href)).then((found) => found || fetch(request)));
});
