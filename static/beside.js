/* Reads a file that lies beside the page: its script where the page was opened from a folder, a part
   of the page that is one file. The text is none where the file is missing; then the second value
   says whether it is known to be. ES5. */
window.huiqiBeside = function (folder, file, variable, then) {
  "use strict";
  var inside = document.getElementById(variable);
  if (inside) { then(inside.textContent, false); return; }
  if (location.protocol === "file:") {
    var script = document.createElement("script");
    script.src = folder + file + ".js";
    script.onload = function () { then(window[variable], false); };
    script.onerror = function () { then(undefined, true); };
    document.head.appendChild(script);
    return;
  }
  if (!window.fetch || location.protocol.indexOf("http") !== 0) { then(undefined, true); return; }
  fetch(folder + file, { cache: "no-cache" }).then(function (response) {
    if (!response.ok) { return then(undefined, true); }
    return response.text().then(function (text) {
      /* Some hosts send a page of theirs for every file that they do not have. */
      if (/^\s*</.test(text)) { then(undefined, true); } else { then(text, false); }
    });
  }, function () { then(undefined, false); });
};
