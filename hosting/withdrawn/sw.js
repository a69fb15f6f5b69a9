/* Withdraws the calculator: put this file in the place of sw.js. Every browser that kept the page
   for use without a network drops it at the next visit and opens what the site has now. Leave it
   there for some months. */
"use strict";
const SCOPE = self.registration.scope;

async function drop() {
  for (const name of await caches.keys()) {
    const isOurs = name.indexOf("huiqi " + SCOPE + " ") === 0 || name.indexOf("huiqi-") === 0 &&
      await (await caches.open(name)).match(SCOPE + "boot.js");
    if (isOurs) { await caches.delete(name); }
  }
}

async function withdraw() {
  /* Where no cache can be opened there is nothing to drop. */
  await drop().catch(() => {});
  await self.registration.unregister();
  const pages = await self.clients.matchAll({ type: "window" });
  await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => {})));
}

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(withdraw()));
/* Now and then Chromium leaves this worker waiting all the same. The page says so, or asks for its
   edition: what is kept goes, and the page opens itself anew. */
self.addEventListener("message", (event) => event.waitUntil(
  withdraw().then(() => event.source.postMessage("huiqi:recalled"))));
