/* Whether one of these keys signed the bytes of a pack. Loaded only where a site has keys; the
   module is inside, so that it also works from a folder. Keys are hexadecimal, parted by spaces. */
(function () {
  "use strict";
  var ready = null;
  function module() {
    var letters = atob("@wasm@");
    return WebAssembly.instantiate(Uint8Array.from(letters, function (one) {
      return one.charCodeAt(0);
    }));
  }
  function digits(text) {
    return (text.match(/[0-9a-f]{2}/g) || []).map(function (pair) { return parseInt(pair, 16); });
  }
  window.huiqiSigned = function (covered, signatures, keys) {
    var known = Uint8Array.from(digits(keys));
    var all = new Uint8Array(covered.length + signatures.length + known.length);
    all.set(covered);
    all.set(signatures, covered.length);
    all.set(known, covered.length + signatures.length);
    ready = ready || module();
    return ready.then(function (made) {
      var door = made.instance.exports;
      var start = door.room(all.length);
      new Uint8Array(door.memory.buffer).set(all, start);
      return door.check(covered.length, signatures.length) === 1;
    });
  };
}());
