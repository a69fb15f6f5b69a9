/* Starts the page: first the part that asks, then, once that is drawn, the whole. ES5, so that old browsers get a sentence and the list of
   documents instead of a white page. In another page's frame, framed.js comes before both. */
(function () {
  "use strict";
  var script = document.currentScript;
  var first = part("data-js", "data-wasm", "huiqiFirst");
  var whole = part("data-whole-js", "data-whole-wasm", "huiqiWhole");
  var portfolio = part("data-portfolio-js", "data-portfolio-wasm", "");
  whole.style = script && script.getAttribute("data-whole-css");
  var running = null;

  function part(glue, wasm, name) {
    return { glue: script && script.getAttribute(glue), wasm: script && script.getAttribute(wasm), name: name, module: null, waiting: null };
  }

  function say(text) {
    var line = document.getElementById("boot") || document.getElementById("waiting");
    if (line) {
      line.textContent = text;
      line.removeAttribute("hidden");
    }
  }

  function load(address, done, failed) {
    var tag = document.createElement("script");
    tag.src = address;
    tag.onload = done;
    tag.onerror = failed;
    document.head.appendChild(tag);
  }

  /* A style that does not come is no reason to show nothing. */
  function style(address, done) {
    var tag = document.createElement("link");
    tag.rel = "stylesheet";
    tag.href = address;
    tag.onload = tag.onerror = done;
    document.head.appendChild(tag);
  }

  function old() {
    say("这个浏览器版本太旧，不能测算。请换用新版浏览器，或切换到极速模式。下面的文件仍可查看。");
  }

  /* A file did not come. Where a newer version took the place of this one, the page opens that; where the site is just being changed, it tries
     again by itself, until someone has begun to answer: then the visitor decides. */
  function broken(again) {
    var unknown = "页面没有打开。可能是网络中断或网站正在更新，请稍后刷新；仍不行请换用新版浏览器（极速模式）。";
    function later() {
      if (!running) { setTimeout(again, 5000); }
    }
    if (location.protocol === "file:" || typeof fetch !== "function") { say(unknown); return; }
    fetch("index.html", { cache: "reload" }).then(function (response) { return response.ok ? response.text() : ""; }).then(function (text) {
      var now = /data-js="([^"]*)"/.exec(text);
      if (!now || now[1] === first.glue) {
        say(unknown);
        later();
      } else if (running) {
        say("页面没有打开：网站已换成新版本，请刷新。您的答案已保存在本机。");
      } else {
        say("网站已换成新版本，正在打开。");
        location.reload();
      }
    }).then(null, function () {
      say(unknown);
      later();
    });
  }

  function isWasm(buffer) {
    var head = new Uint8Array(buffer, 0, Math.min(4, buffer.byteLength));
    return head.length === 4 && head[0] === 0 && head[1] === 97 && head[2] === 115 && head[3] === 109;
  }

  /* The same module as text, for file:// and for hosts that do not serve .wasm. */
  function copy(wanted, done, failed) {
    load(wanted.wasm + ".js", function () {
      var text = atob(window.huiqiWasm);
      var bytes = new Uint8Array(text.length);
      for (var i = 0; i < text.length; i += 1) { bytes[i] = text.charCodeAt(i); }
      delete window.huiqiWasm;
      done(bytes.buffer);
    }, failed);
  }

  function bytes(wanted, done, failed) {
    if (location.protocol === "file:" || typeof fetch !== "function") {
      copy(wanted, done, failed);
      return;
    }
    fetch(wanted.wasm).then(function (response) {
      return response.ok ? response.arrayBuffer() : new ArrayBuffer(0);
    }).then(function (buffer) {
      if (isWasm(buffer)) { done(buffer); } else { copy(wanted, done, failed); }
    }, function () { copy(wanted, done, failed); });
  }

  /* Fetches and compiles a part once; whoever asks meanwhile waits for it. A part that failed is asked for anew. */
  function prepare(wanted, done, failed) {
    if (wanted.module) { done(); return; }
    if (wanted.waiting) { wanted.waiting.push([done, failed]); return; }
    wanted.waiting = [[done, failed]];
    function tell(place) {
      var waiting = wanted.waiting || [];
      wanted.waiting = null;
      waiting.forEach(function (pair) { pair[place](); });
    }
    function fail() { tell(1); }
    /* The script and the module are fetched side by side. */
    function fetched() {
      var buffer = null;
      var readable = false;
      function arrived() {
        if (!readable || !buffer) { return; }
        WebAssembly.compile(buffer).then(function (module) { wanted.module = module; tell(0); }, fail);
      }
      load(wanted.glue, function () {
        readable = typeof window[wanted.name] === "function";
        /* A script that this browser cannot read counts as loaded. */
        if (!readable) { wanted.waiting = null; ready(old); }
        arrived();
      }, fail);
      bytes(wanted, function (found) { buffer = found; arrived(); }, fail);
    }
    var sheet = wanted.style;
    wanted.style = null;
    if (sheet) { style(sheet, fetched); } else { fetched(); }
  }

  function start(wanted, then) {
    function again() { start(wanted, then); }
    function failed() { broken(again); }
    prepare(wanted, function () {
      window[wanted.name]({ module_or_path: wanted.module }).then(function () { running = wanted; then(); }, failed);
    }, failed);
  }

  function nothing() {}

  /* After everything that is needed now. */
  function besides() {
    prepare(whole, function () { load("offline.js", nothing, nothing); }, nothing);
  }

  /* A browser compiles what a press calls when it is first called: here by events that leave the day as it is, before anyone presses. */
  function rehearse() {
    var day = document.getElementById("on");
    ["click", "input", "change"].forEach(function (name) { if (day) { day.dispatchEvent(new Event(name, { bubbles: true })); } });
    besides();
  }

  /* The first part calls this where it has no page for what is asked. */
  window.huiqiOpenWhole = function () {
    start(whole, nothing);
  };

  /* The whole calls this when it starts: the first part goes, and hands over what it kept. */
  window.huiqiTakeOver = function () {
    return running === first ? window[first.name].stop() : undefined;
  };

  /* Starts the worker that computes tables. Opened from a folder, no worker can be loaded: then its script comes as text. */
  window.huiqiWorker = function (done, failed) {
    function run(address) {
      bytes(portfolio, function (buffer) {
        var worker;
        /* Some browsers refuse a worker here. */
        try { worker = new Worker(address); } catch (error) { failed(); return; }
        worker.postMessage(buffer, [buffer]);
        done(worker);
      }, failed);
    }
    if (location.protocol === "file:") {
      load(portfolio.glue + ".js", function () {
        run(URL.createObjectURL(new Blob([window.huiqiWorkerText], { type: "text/javascript" })));
      }, failed);
    } else {
      run(portfolio.glue);
    }
  };

  function open() {
    say("正在打开，请稍候。");
    /* An address that names a page is for the whole: the first part has only the questions. */
    if (location.hash.length > 2) {
      start(whole, besides);
    } else {
      start(first, function () {
        var later = window.requestIdleCallback || setTimeout;
        later(rehearse);
      });
    }
  }

  function ready(then) {
    if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", then); } else { then(); }
  }

  if (!first.glue || typeof WebAssembly !== "object" || typeof Promise !== "function" || typeof TextDecoder !== "function") {
    ready(old);
  } else {
    /* The files are asked for at once; what shows them waits until the page is there. */
    prepare(location.hash.length > 2 ? whole : first, nothing, nothing);
    ready(function () {
      if (window.parent !== window) { load("framed.js", open, open); } else { open(); }
    });
  }
}());
