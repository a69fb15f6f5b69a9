/* Hears what goes wrong in the page's own programs, and counts starts that do not arrive. boot.js
   and single.js come after it. ES5. What it shows is in recover.js, which is loaded only then. */
(function () {
  "use strict";
  var script = document.currentScript;
  var address = script && script.getAttribute("data-recover");
  /* What went wrong first. */
  var about = null;
  /* How many starts of a part in a row did not arrive, this one included. It is kept with the tab:
     where that is refused, no kept answers can stop a start either. */
  var starts = 0;
  var key;
  var isFolder = location.protocol === "file:";

  function show(failed) {
    function arrived() {
      if (window.huiqiRecover) {
        window.huiqiRecover(about, starts);
      } else if (failed) {
        failed();
      }
    }
    if (window.huiqiRecover || !address) { arrived(); return; }
    var tag = document.createElement("script");
    tag.src = address;
    tag.onload = tag.onerror = arrived;
    document.head.appendChild(tag);
  }

  function crash(error) {
    if (about !== null) { return; }
    about = error + "\n" + (error.stack || "");
    document.getElementById("panic").removeAttribute("hidden");
    show();
  }

  /* A script of the portal may have its own mistakes: only ours are shown. In a folder a browser
     does not say whose mistake it is. A script that cannot be read is boot.js's own matter. */
  function hear(event) {
    var error = event.reason || event.error || "";
    var text = [event.message, event.filename, event.lineno, error, error.stack].join(" ");
    var isOurs = /wasm|RuntimeE|\/(boot|first|huiqi)[-\w]*\.js/.test(text);
    if (!/SyntaxE/.test(text) && (isOurs || isFolder && /^Script e/.test(text))) {
      crash(error || text);
    }
  }

  addEventListener("error", hear);
  addEventListener("unhandledrejection", hear);

  window.huiqiGuard = {
    crash: crash,
    /* Of a panic, all goes to the console, and the visitor's details have no text that may hold an
       answer. */
    panicked: function (file, line, literal, text) {
      console.error(text, file, line);
      crash(file + ":" + line + " " + literal);
    },
    /* Starts a part. After two starts that did not arrive, something is offered instead. */
    begin: function (name, go) {
      /* Frames of one page open side by side: each counts by itself, as it keeps by itself. */
      key = "huiqi" + location.pathname.replace(/[^\/]*$/, "") + "starts" +
        (document.documentElement.getAttribute("data-keep") || "") + "-" + name;
      try {
        starts = +(sessionStorage[key] || 0) + 1;
        sessionStorage[key] = starts;
      } catch (error) { starts = 1; }
      if (starts > 2) { show(go); } else { go(); }
    },
    /* The part is drawn, unless that is where it ends. */
    end: function () {
      setTimeout(function () {
        try { if (about === null) { delete sessionStorage[key]; } } catch (error) { starts = 0; }
      });
    }
  };
}());
