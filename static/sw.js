/* After one visit the page works without a network. Files come from this version's own cache; a new
   version waits until the visitor agrees, unless the one here was recalled. Whatever fails here,
   the network answers. */
"use strict";
const EDITION = "@edition@";
const VERSION = "@version@";
/* Editions with a mistake, which give way at once. */
const RECALLED = ["@recalled@"];
const FILES = ["@files@"];
/* Another deployment on the same host has caches of its own. */
const OURS = "huiqi " + self.registration.scope + " ";
const CACHE = OURS + EDITION + " " + VERSION;
const INDEX = /\/packs\/index\.json$/;
/* Rules that lie beside the page are of no version of it. */
const PACKS = OURS + "packs";

/* Returns the names of the caches of other versions of this deployment. Names once were without its
   address: those hold it. */
async function former() {
  const found = [];
  for (const name of await caches.keys()) {
    const isOurs = name.indexOf(OURS) === 0 || name.indexOf("huiqi-") === 0 &&
      await (await caches.open(name)).match(self.registration.scope + "boot.js");
    if (isOurs && name !== CACHE && name !== PACKS) { found.push(name); }
  }
  return found;
}

/* Of a name without an edition nobody knows which it is. */
function isRecalled(name) {
  const edition = name.indexOf(OURS) === 0 ? name.slice(OURS.length).split(" ")[0] : RECALLED[0];
  return RECALLED.indexOf(edition) >= 0;
}

/* Keeps a file, past the browser's own cache, so that a version is never mixed with an older one.
   What came by a redirect is never kept: a browser refuses it for a page, and it may be another
   site's. A host that answers with a page for every file has not this one. */
async function keep(cache, entry) {
  const file = entry[0];
  const response = await fetch(new Request(file, { cache: "reload" }));
  const isPage = /(^|\/|\.html)$/.test(file);
  if (response.redirected && isPage) {
    const folder = file.replace(/index\.html$/, "");
    if (folder !== file) { await keep(cache, [folder || "./"]); }
    return;
  }
  const kind = response.headers.get("Content-Type") || "";
  if (!response.ok || response.redirected || !isPage && kind.indexOf("text/html") === 0) {
    throw new Error(file + " cannot be kept");
  }
  /* A gateway that gives up sends a part. The portal may edit what has no size here. */
  if (entry[1] && (await response.clone().arrayBuffer()).byteLength !== entry[1]) {
    throw new Error(file + " came in part");
  }
  await cache.put(file, response);
}

/* Returns what is kept of an address, with index.html at its end or without. */
async function kept(address) {
  const cache = await caches.open(CACHE);
  const other = /\/index\.html$/.test(address) ? address.replace(/index\.html$/, "") :
    address.replace(/\/$/, "/index.html");
  return await cache.match(address) || await cache.match(other);
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map((entry) => keep(cache, entry)));
    if (!await kept(self.registration.scope)) { throw new Error("the page cannot be kept"); }
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await replace();
}

/* Takes the place of an edition that was recalled. */
async function replace() {
  if ((await former()).some(isRecalled)) { await self.skipWaiting(); }
}

async function activate() {
  await Promise.all((await former()).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/* Whether an answer is an index of packs: a host may send a page, or a part, under its name. */
async function isIndex(response) {
  try {
    const index = JSON.parse(await response.clone().text());
    return index.format === 1 && Array.isArray(index.editions) && Array.isArray(index.regions);
  } catch (error) { return false; }
}

/* Fetches a file and keeps a copy of it for offline. An index takes the place of another only where
   it is one. */
async function fetched(request, address, name) {
  const response = await fetch(request);
  const kind = response.headers.get("Content-Type") || "";
  const isKept = response.ok && !response.redirected && kind.indexOf("text/html") !== 0;
  if (isKept && (!INDEX.test(address) || await isIndex(response))) {
    const copy = response.clone();
    await caches.open(name).then((cache) => cache.put(address, copy)).catch(() => undefined);
  }
  return response;
}

/* What changes without a new version of the page: the copy is for offline. */
async function latest(request, address, name) {
  try {
    return await fetched(request, address, name);
  } catch (error) {
    const found = await caches.open(name).then((cache) => cache.match(address));
    if (found) { return found; }
    throw error;
  }
}

/* The name of a pack is that of its content. One that the page refused is asked for anew. A newer
   one of the place takes its place. */
async function pack(request, address) {
  const cache = await caches.open(PACKS);
  const found = request.cache === "reload" ? undefined : await cache.match(address);
  if (found) { return found; }
  const response = await fetched(request, address, PACKS);
  const place = address.slice(0, address.lastIndexOf("-") + 1);
  if (response.ok) {
    for (const other of await cache.keys()) {
      const isOther = other.url !== address && other.url.indexOf(place) === 0;
      if (isOther && other.url.indexOf("-", place.length) < 0) { await cache.delete(other); }
    }
  }
  return response;
}

async function answer(request) {
  const wanted = new URL(request.url);
  wanted.search = "";
  wanted.hash = "";
  if (/\/(apply|site)\.json$/.test(wanted.pathname)) { return latest(request, wanted.href, CACHE); }
  if (INDEX.test(wanted.pathname)) { return latest(request, wanted.href, PACKS); }
  if (/\/packs\/[^/]*\.huiqi$/.test(wanted.pathname)) { return pack(request, wanted.href); }
  try {
    const found = await kept(wanted.href);
    if (found) { return found; }
  } catch (error) { /* A cache that cannot be opened. */ }
  return fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  const data = event.data;
  if (data === "huiqi:update") { self.skipWaiting(); }
  /* Now and then Chromium leaves a worker waiting that must not wait. */
  if (data === "huiqi:waiting") { event.waitUntil(replace()); }
  if (data && data.huiqi === "edition" && RECALLED.indexOf(data.edition) >= 0) {
    event.source.postMessage("huiqi:recalled");
  }
});

self.addEventListener("fetch", (event) => {
  const isOurs = event.request.url.indexOf(self.registration.scope) === 0;
  if (event.request.method === "GET" && isOurs) { event.respondWith(answer(event.request)); }
});
