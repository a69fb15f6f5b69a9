/* Registers the service worker, and asks before a new version takes over. Loaded once the page is drawn; never in a frame, never from a folder. */
(function () {
  "use strict";
  var workers = navigator.serviceWorker;
  var banner = document.getElementById("update");
  if (!workers || !banner || window.top !== window || location.protocol.indexOf("http") !== 0) { return; }
  var waiting = null;
  var asked = false;

  function offer(worker) {
    waiting = worker;
    banner.removeAttribute("hidden");
  }

  document.getElementById("update--take").onclick = function () {
    asked = true;
    waiting.postMessage("huiqi:update");
  };
  document.getElementById("update--later").onclick = function () { banner.setAttribute("hidden", ""); };

  workers.addEventListener("controllerchange", function () {
    /* The first worker of all takes over without a word: it serves what is already here. */
    if (asked) { location.reload(); }
  });

  /* A new version may be on its way already, or come later. */
  function watch(worker) {
    if (!worker) { return; }
    worker.addEventListener("statechange", function () {
      if (worker.state === "installed" && workers.controller) { offer(worker); }
    });
  }

  workers.register("sw.js").then(function (registration) {
    if (registration.waiting && workers.controller) { offer(registration.waiting); }
    watch(registration.installing);
    registration.addEventListener("updatefound", function () { watch(registration.installing); });
    /* By itself a browser looks when it sees fit. Without a network nothing is found, and nothing is to be said. */
    registration.update().then(null, function () {});
  }, function () { /* A host may refuse it: the page works all the same, with a network. */ });
}());
