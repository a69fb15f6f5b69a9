/* Starts the page. ES5, so that old browsers get a sentence and the list of documents instead of a white page. */
(function () {
  "use strict";
  var script = document.currentScript;
  var glue = script && script.getAttribute("data-js");
  var wasm = script && script.getAttribute("data-wasm");

  function say(text) {
    var line = document.getElementById("boot");
    if (line) { line.textContent = text; }
  }

  function load(address, done, failed) {
    var tag = document.createElement("script");
    tag.src = address;
    tag.onload = done;
    tag.onerror = failed;
    document.head.appendChild(tag);
  }

  function broken() {
    say("页面没有打开。可能是网络中断或版本已更新，请刷新；仍不行请换用新版浏览器（极速模式）。");
  }

  function start(bytes) {
    /* The glue declares wasm_bindgen as a script's own name, not as a property of window. */
    wasm_bindgen({ module_or_path: bytes }).then(null, broken);
  }

  /* The same module as text, for file:// and for hosts that do not serve .wasm. */
  function startFromCopy() {
    load(wasm + ".js", function () {
      var text = atob(window.huiqiWasm);
      var bytes = new Uint8Array(text.length);
      for (var i = 0; i < text.length; i += 1) { bytes[i] = text.charCodeAt(i); }
      delete window.huiqiWasm;
      start(bytes.buffer);
    }, broken);
  }

  function isWasm(buffer) {
    var head = new Uint8Array(buffer, 0, Math.min(4, buffer.byteLength));
    return head.length === 4 && head[0] === 0 && head[1] === 97 && head[2] === 115 && head[3] === 109;
  }

  if (!glue || !wasm || typeof WebAssembly !== "object" || typeof Promise !== "function" || typeof TextDecoder !== "function") {
    say("这个浏览器版本太旧，不能测算。请换用新版浏览器，或切换到极速模式。下面的文件仍可查看。");
    return;
  }
  load(glue, function () {
    if (location.protocol === "file:" || typeof fetch !== "function") {
      startFromCopy();
      return;
    }
    fetch(wasm).then(function (response) {
      return response.ok ? response.arrayBuffer() : new ArrayBuffer(0);
    }).then(function (buffer) {
      if (isWasm(buffer)) { start(buffer); } else { startFromCopy(); }
    }, startFromCopy);
  }, broken);
}());
