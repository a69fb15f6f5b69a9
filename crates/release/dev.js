/* Only in `make dev`: loads the page again when a newer one is built. */
(function () {
  "use strict";
  var seen = null;
  setInterval(function () {
    fetch("built.txt", { cache: "no-store" }).then(function (response) {
      return response.text();
    }).then(function (built) {
      if (seen !== null && seen !== built) { location.reload(); }
      seen = built;
    }).then(null, function () { /* The server was stopped. */ });
  }, 500);
}());
