/* Reads a file that lies beside the page: its script where the page was opened from a folder. The
   text is none where the file is missing; then the second value says whether a server said so. ES5. */
window.huiqiBeside = function (folder, file, variable, then) {
  "use strict";
  if (location.protocol === "file:") {
    var script = document.createElement("script");
    script.src = folder + file + ".js";
    script.onload = function () { then(window[variable], false); };
    script.onerror = function () { then(undefined, true); };
    document.head.appendChild(script);
    return;
  }
  if (!window.fetch) { then(undefined, false); return; }
  fetch(folder + file, { cache: "no-cache" }).then(function (response) {
    if (!response.ok) { return then(undefined, true); }
    return response.text().then(function (text) {
      /* Some hosts send a page of theirs for every file that they do not have. */
      if (/^\s*</.test(text)) { then(undefined, true); } else { then(text, false); }
    });
  }, function () { then(undefined, false); });
};
