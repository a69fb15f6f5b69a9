/* Starts the page: first the part that asks, then, once that is drawn, the whole. ES5, so that old
   browsers get a sentence and the list of documents instead of a white page. guard.js is in the
   same file before it; in another page's frame, framed.js comes before the page. */
(function () {
  "use strict";
  var script = document.currentScript;
  var guard = window.huiqiGuard;
  var first = part("data-js", "data-wasm", "huiqiFirst");
  var whole = part("data-whole-js", "data-whole-wasm", "huiqiWhole");
  var isFolder = location.protocol === "file:";
  /* Past what this browser, or a gateway, kept of a file. */
  var fresh = { cache: "reload" };
  var running = null;
  /* The first part, while it is there. */
  var asking = null;
  var waits = 0;
  whole.style = script && script.getAttribute("data-whole-css");
  /* The second click of a double click does nothing where the first led to another page. */
  var pressed = null;
  document.addEventListener("click", function (event) {
    if (event.detail > 1 && pressed && !document.contains(pressed)) {
      event.preventDefault();
      event.stopPropagation();
    } else { pressed = event.target; }
  }, true);

  function part(glue, wasm, name) {
    return {
      glue: script && script.getAttribute(glue),
      wasm: script && script.getAttribute(wasm),
      name: name,
      module: null,
      waiting: null
    };
  }

  /* Words of our own, never of an address. */
  function say(words) {
    var line = document.getElementById("boot") || document.getElementById("waiting");
    if (line) {
      line.innerHTML = "<span>" + words + "</span>";
      line.removeAttribute("hidden");
    }
  }

  function closed(reason) { say("页面没有打开：" + reason); }

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

  /* What the portal says of itself now. */
  function site() { load("site.js", nothing, nothing); }

  function old() {
    say("这个浏览器版本太旧，不能测算。请换用新版浏览器，或切换到极速模式。下面的文件仍可查看。");
    site();
  }

  /* New browsers let a visitor switch it off. */
  function off() {
    say("浏览器关闭了 WebAssembly，不能测算。请在设置里关闭“锁定模式”或“增强安全”，或换一个浏览器。下面的文件仍可查看。");
    site();
  }

  /* A file did not come, or is not what it should be. What a gateway refuses is not asked for
     again. Where a newer version took the place of this one, the page opens that, once; else it
     tries again by itself a few times, until someone has begun to answer. */
  function broken(again, address) {
    function later(reason) {
      closed(reason);
      waits += 1;
      if (!running && waits < 7) { setTimeout(again, 5000 * waits); }
    }
    if (isFolder) {
      closed("文件夹里的文件不全，或浏览器版本太旧。请拷贝整个文件夹，用新版浏览器（极速模式）打开。");
      return;
    }
    fetch(address, fresh).then(function (response) {
      var status = response.status;
      /* Some hosts send a page of theirs for every file that they do not have. */
      var isThere = response.ok && !/html/.test(response.headers.get("Content-Type"));
      if (status > 399 && status < 500 && status !== 404 && status !== 410) {
        closed("网站的安全检查没有放行（" + status + "）。请刷新，仍不行请联系网站管理员。");
        return null;
      }
      return fetch("index.html", fresh).then(function (response) {
        return response.ok ? response.text() : "";
      }).then(function (text) {
        var now = /data-js="([^"]*)"/.exec(text);
        var changed = "网站已换成新版本，";
        if (!now || now[1] === first.glue) {
          later(isThere ? "收到的文件不完整，请刷新；仍不行请换用新版浏览器（极速模式）。" :
            "网站正在更新，请稍后刷新。");
        } else if (running) {
          closed(changed + "请刷新。");
        } else if (history.state === now[1]) {
          /* Opened anew, this address is still the old page. */
          say(changed + "请打开<a href=index.html>新地址</a>。");
        } else {
          say(changed + "正在打开。");
          history.replaceState(now[1], "");
          location.reload();
        }
      });
    }).then(null, function () { later("文件没有取到，请检查网络后刷新。"); });
  }

  /* The same module as text, for file:// and for hosts that do not serve .wasm. */
  function copy(wanted, done, failed) {
    var address = wanted.wasm + ".js";
    load(address, function () {
      var bytes;
      try {
        /* It may be a page that the host sends for every file, or cut. */
        bytes = Uint8Array.from(atob(window.huiqiWasm), function (one) {
          return one.charCodeAt(0);
        });
      } catch (error) {
        failed(address);
        return;
      }
      delete window.huiqiWasm;
      done(bytes.buffer);
    }, function () { failed(address); });
  }

  /* What comes with no file, a page or a part of one is asked for as text. Where that cannot be
     compiled either, it is cut, or nothing may be compiled here: the smallest module shows it. */
  function compile(wanted, bytes, done, failed) {
    bytes.then(WebAssembly.compile).then(done, function () {
      copy(wanted, function (buffer) {
        WebAssembly.compile(buffer).then(done, function () {
          WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(function () {
            failed(wanted.wasm);
          }, function () {
            closed("网站的安全策略不许旧浏览器测算，请换用新版浏览器；仍不行请联系网站管理员。");
          });
        });
      }, failed);
    });
  }

  /* Fetches and compiles a part once; whoever asks meanwhile waits for it. A part that failed is
     asked for anew. */
  function prepare(wanted, done, failed) {
    if (wanted.module) { done(); return; }
    if (wanted.waiting) { wanted.waiting.push([done, failed]); return; }
    wanted.waiting = [[done, failed]];
    function tell(place, address) {
      var waiting = wanted.waiting || [];
      wanted.waiting = null;
      waiting.forEach(function (pair) { pair[place](address); });
    }
    function fail(address) { tell(1, address); }
    /* A script that this browser cannot read counts as loaded, as do a page in its place and half a
       script. The whole script ends with a mark. */
    function unread() {
      fetch(wanted.glue, fresh).then(function (response) { return response.text(); }).then(
        function (text) {
          if (/\/\/end\s*$/.test(text)) {
            wanted.waiting = null;
            ready(old);
          } else {
            fail(wanted.glue);
          }
        }).then(null, function () { fail(wanted.glue); });
    }
    /* The script and the module are fetched side by side. */
    function fetched() {
      var bytes = isFolder ? Promise.resolve(null) : fetch(wanted.wasm).then(function (response) {
        return response.arrayBuffer();
      }).then(null, function () { return null; });
      load(wanted.glue, function () {
        if (typeof window[wanted.name] === "function") {
          compile(wanted, bytes, function (module) { wanted.module = module; tell(0); }, fail);
        } else {
          unread();
        }
      }, function () { fail(wanted.glue); });
    }
    var sheet = wanted.style;
    wanted.style = null;
    if (sheet) { style(sheet, fetched); } else { fetched(); }
  }

  /* A part opens once, however often it is asked for meanwhile. */
  function start(wanted, then) {
    function again() { start(wanted, then); }
    if (wanted.opens) { return; }
    wanted.opens = true;
    prepare(wanted, function () {
      guard.begin(wanted.name, function () {
        window[wanted.name]({ module_or_path: wanted.module }).then(function () {
          guard.end();
          running = wanted;
          if (wanted === first) { asking = first; }
          then();
        }, guard.crash);
      });
    }, function (address) {
      wanted.opens = false;
      broken(again, address);
    });
  }

  function nothing() {}

  /* After everything that is needed now. Where the site has packs, their places join those of the
     first page. */
  function besides() {
    site();
    prepare(whole, function () {
      load("offline.js", nothing, nothing);
      if (asking && document.querySelector(".start") &&
        document.querySelector("[name=huiqi-packs]")) { start(whole, nothing); }
    }, nothing);
  }

  /* A browser compiles what a press calls when it is first called: here by events that nothing
     answers, before anyone presses. */
  function rehearse() {
    var heading = document.getElementById("heading");
    ["click", "input", "change"].forEach(function (name) {
      if (heading) { heading.dispatchEvent(new Event(name, { bubbles: true })); }
    });
    besides();
  }

  /* The first part calls this where it has no page for what is asked. */
  window.huiqiOpenWhole = function () {
    start(whole, nothing);
  };

  /* Whether the whole would be open in a moment. */
  window.huiqiIsPrepared = function () { return !!whole.module; };

  /* The whole calls this when it is drawn: the first part goes, and hands over what it kept. */
  window.huiqiTakeOver = function () {
    var former = asking;
    asking = null;
    return former ? window[former.name].stop() : undefined;
  };

  /* For tables.js, which comes with the whole. */
  window.huiqiBoot = { copy: copy, isFolder: isFolder, load: load, script: script };

  function open() {
    say("正在打开，请稍候。");
    /* Left open over midnight, the page looks at the day as it does when somebody comes back. */
    setInterval(function () { dispatchEvent(new Event("focus")); }, 20000);
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
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", then);
    } else {
      then();
    }
  }

  if (!first.glue || !window.Promise || !window.TextDecoder || !window.fetch) {
    ready(old);
  } else if (!window.WebAssembly) {
    /* Every browser in which the page works has both. */
    ready(Promise.allSettled ? off : old);
  } else {
    /* The files are asked for at once; what shows them waits until the page is there. */
    prepare(location.hash.length > 2 ? whole : first, nothing, nothing);
    ready(function () {
      if (window.parent !== window) { load("framed.js", open, open); } else { open(); }
    });
  }
}());
