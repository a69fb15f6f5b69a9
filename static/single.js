/* The page in one file: starts it from what the file holds, and shows the library's pages, which
   lie in it too, in a frame above it. ES5. guard.js and recover.js are before it. */
(function () {
  "use strict";
  var frame = null;
  var library = null;

  function byId(id) { return document.getElementById(id); }

  function say(text) {
    var line = byId("boot");
    if (line) { line.textContent = text; }
  }

  function bytes(id) {
    var text = atob(byId(id).textContent);
    var found = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i += 1) { found[i] = text.charCodeAt(i); }
    return found.buffer;
  }

  window.huiqiOpenWhole = function () {};
  window.huiqiTakeOver = function () { return undefined; };
  window.huiqiWorker = function (done, failed) {
    try {
      var text = JSON.parse(byId("single--worker").textContent);
      var script = new Blob([text], { type: "text/javascript" });
      var worker = new Worker(URL.createObjectURL(script));
      var module = bytes("single--tables");
      worker.postMessage(module, [module]);
      done(worker);
    } catch (error) { failed(); }
  };

  function close() {
    if (frame) { document.body.removeChild(frame); }
    frame = null;
    byId("app").removeAttribute("hidden");
  }

  /* Opens a page of the library, or one of the calculator's own. */
  function open(address) {
    var parts = address.replace(/^(\.\.?\/)+/, "").split("#");
    var name = parts[0].replace(/^library\//, "");
    if (name === "index.html" && address.indexOf("../") === 0) {
      close();
      if (parts[1]) { location.hash = parts[1]; }
      return;
    }
    library = library || JSON.parse(byId("single--library").textContent);
    if (!library[name]) { return; }
    var head = "";
    ["single--style", "single--result", "single--library-style"].forEach(function (id) {
      head += "<style>" + byId(id).textContent + "</style>";
    });
    ["single--library-script", "single--links"].forEach(function (id) {
      head += "<script>" + JSON.parse(byId(id).textContent) + "<\/script>";
    });
    var html = library[name].replace("<!--head-->", function () { return head; });
    if (document.documentElement.classList.contains("large")) {
      html = html.replace("<html ", "<html class=\"large\" ");
    }
    close();
    frame = document.createElement("iframe");
    frame.className = "single";
    frame.title = "文件库";
    var place = parts[1] ? "#" + parts[1] : "";
    frame.src = URL.createObjectURL(new Blob([html], { type: "text/html" })) + place;
    byId("app").setAttribute("hidden", "");
    document.body.appendChild(frame);
    frame.focus();
  }

  function show(event) {
    var page = event.state && event.state.library;
    if (page) { open(page); } else { close(); }
  }

  function visit(address) {
    var leaves = address.indexOf("../") === 0;
    /* Back leads to what was seen before. */
    if (!leaves) { history.pushState({ library: address }, "", location.href); }
    open(address);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='library/']") : null;
    if (link) {
      event.preventDefault();
      visit(link.getAttribute("href"));
    }
  }, true);
  window.addEventListener("popstate", show);
  window.addEventListener("message", function (event) {
    var link = event.data && event.data.huiqiLink;
    if (frame && event.source === frame.contentWindow && typeof link === "string") {
      visit(link);
    }
  });

  /* Every browser in which the page works has Promise.allSettled and WebAssembly; new browsers let
     a visitor switch the second off. */
  var isNew = window.Promise && Promise.allSettled && window.TextDecoder;
  if (!window.WebAssembly || !isNew || !window.huiqiWhole) {
    say(isNew && !window.WebAssembly ?
      "浏览器关闭了 WebAssembly，不能测算。请在设置里关闭“锁定模式”或“增强安全”，或换一个浏览器。下面的文件仍可查看。" :
      "这个浏览器版本太旧，不能测算。请换用新版浏览器，或切换到极速模式。下面的文件仍可查看。");
    return;
  }
  say("正在打开，请稍候。");
  WebAssembly.compile(bytes("single--page")).then(function (module) {
    window.huiqiGuard.begin("huiqiWhole", function () {
      window.huiqiWhole({ module_or_path: module }).then(
        window.huiqiGuard.end, window.huiqiGuard.crash);
    });
  }, function () {
    say("页面没有打开。请换用新版浏览器（极速模式）再试。");
  });
}());
