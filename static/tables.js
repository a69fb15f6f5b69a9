/* At the end of the whole page's script: starts the worker that computes tables. Opened from a
   folder, no worker can be loaded: then its script comes as text. single.js has its own. */
window.huiqiWorker = function (done, failed) {
  var boot = window.huiqiBoot;
  var glue = boot.script.getAttribute("data-portfolio-js");
  var portfolio = { wasm: boot.script.getAttribute("data-portfolio-wasm") };

  function run(address, buffer) {
    var worker;
    /* Some browsers refuse a worker here. */
    try { worker = new Worker(address); } catch (error) { failed(); return; }
    worker.postMessage(buffer, [buffer]);
    done(worker);
  }

  function isWasm(buffer) {
    var head = new Uint8Array(buffer, 0, Math.min(4, buffer.byteLength));
    return head.length === 4 && String.fromCharCode.apply(null, head) === "\0asm";
  }

  function text(address) {
    boot.copy(portfolio, function (buffer) { run(address, buffer); }, failed);
  }

  if (boot.isFolder) {
    boot.load(glue + ".js", function () {
      text(URL.createObjectURL(new Blob([window.huiqiWorkerText], { type: "text/javascript" })));
    }, failed);
    return;
  }
  fetch(portfolio.wasm).then(function (response) {
    return response.ok ? response.arrayBuffer() : new ArrayBuffer(0);
  }).then(function (buffer) {
    if (isWasm(buffer)) { run(glue, buffer); } else { text(glue); }
  }, function () { text(glue); });
};
