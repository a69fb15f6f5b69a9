/* Registers the service worker, and asks before a new version takes over. Loaded once the page is
   drawn; never in a frame, never from a folder. ES5. */
(function () {
  "use strict";
  var workers = navigator.serviceWorker;
  if (!workers || window.top !== window || location.protocol.indexOf("http") !== 0) { return; }
  /* What the page says of itself: this file may come from a newer version, whose worker took over
     while the page was opening. */
  var script = document.querySelector("script[data-edition]");
  var edition = script ? script.getAttribute("data-edition") : "@edition@";
  /* Of this deployment: another one above it on the same host may be what controls the page. */
  var registration = null;
  var waiting = null;
  var banner = null;
  var isAgreed = false;
  var isReloading = false;
  /* Whether someone has pressed or typed since this was loaded. */
  var isUsed = false;

  ["keydown", "mousedown", "touchstart"].forEach(function (name) {
    addEventListener(name, function () { isUsed = true; }, true);
  });

  function reload() {
    if (!isReloading) {
      isReloading = true;
      location.reload();
    }
  }

  function take() {
    if (waiting && waiting.state === "installed") {
      isAgreed = true;
      waiting.postMessage("huiqi:update");
    } else {
      reload();
    }
  }

  function button(id, words, pressed) {
    var element = document.createElement("button");
    element.id = "update--" + id;
    element.type = "button";
    element.textContent = words;
    element.onclick = pressed;
    banner.appendChild(element);
  }

  /* A version with a mistake that was recalled has no 以后再说. */
  function offer(words, isRecalled) {
    if (!banner) {
      banner = document.createElement("div");
      banner.id = "update";
      banner.className = "update";
      banner.setAttribute("role", "status");
      document.body.insertBefore(banner, document.getElementById("announce"));
    }
    banner.textContent = words;
    banner.removeAttribute("hidden");
    button("take", "现在更新", take);
    if (!isRecalled) {
      button("later", "以后再说", function () { banner.setAttribute("hidden", ""); });
    }
  }

  function isNewer(worker) {
    if (worker.state === "installed" && registration.active) {
      waiting = worker;
      worker.postMessage("huiqi:waiting");
      offer("页面有新版本，可能更新了规则。", false);
    }
  }

  /* A new version may be on its way already, or come later. */
  function watch(worker) {
    if (worker) { worker.addEventListener("statechange", function () { isNewer(worker); }); }
  }

  /* The worker knows which editions were recalled. */
  function ask() {
    var active = registration && registration.active;
    if (active) { active.postMessage({ huiqi: "edition", edition: edition }); }
  }

  workers.addEventListener("controllerchange", function () {
    /* The first worker of all takes over without a word: it serves what is already here, and keeps
       what was fetched before it came and lies beside the page. */
    if (isAgreed) { reload(); return; }
    ask();
    var since = performance.now();
    function keep(entry) {
      var isBeside = /\/(packs\/[^/]*|(apply|site)\.json)$/.test(entry.name);
      if (isBeside && entry.startTime < since) { fetch(entry.name).then(null, function () {}); }
    }
    performance.getEntriesByType("resource").forEach(keep);
    /* What was asked for before and is still on its way is listed once it is here. */
    if (window.PerformanceObserver) {
      new PerformanceObserver(function (list) { list.getEntries().forEach(keep); })
        .observe({ entryTypes: ["resource"] });
    }
  });

  workers.addEventListener("message", function (event) {
    if (event.data !== "huiqi:recalled") { return; }
    /* Where a cache between still has the old page, opening it anew once is enough. */
    if (isUsed || performance.navigation.type === 1) {
      waiting = null;
      offer("本页的规则有错误，已经更正。请更新后再用。", true);
    } else {
      reload();
    }
  });

  /* A host that has no worker any more has withdrawn the page, or is just being changed: what is
     kept goes, and the next visit is the network's. */
  function forget() {
    fetch("sw.js", { cache: "no-store" }).then(function (response) {
      if (response.redirected || response.status !== 404 && response.status !== 410) {
        return null;
      }
      return registration.unregister().then(function () { return caches.keys(); });
    }).then(function (names) {
      (names || []).forEach(function (name) {
        if (name.indexOf("huiqi " + registration.scope + " ") === 0) { caches.delete(name); }
      });
    }).then(null, function () { /* Without a network everything stays. */ });
  }

  workers.register("sw.js").then(function (found) {
    registration = found;
    if (registration.waiting) { isNewer(registration.waiting); }
    watch(registration.installing);
    registration.addEventListener("updatefound", function () { watch(registration.installing); });
    ask();
    /* By itself a browser looks when it sees fit. What took over a moment ago Firefox may know only
       then. */
    registration.update().then(ask, forget);
  }, function () { /* A host may refuse it: the page works all the same, with a network. */ });
}());
