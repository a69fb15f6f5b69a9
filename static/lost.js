/* In 404.html, which a server shows below any address, where no address relative to it is right.
   The page asks for this script in its own folder and in each one above it: where it came from is
   the folder of the calculator. ES5. */
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script || window.huiqiFolder) { return; }
  var folder = script.src.replace(/[^\/]*$/, "");
  window.huiqiFolder = folder;

  function mend(list) {
    [].forEach.call(list, function (element) {
      var address = element.getAttribute("href");
      if (address.charAt(0) !== "#" && !/^[a-z]+:/.test(address)) {
        element.href = folder + address;
      }
    });
  }

  /* Some programs escape the # of an address that they hand on: then what is behind it comes
     here. */
  function escaped() {
    var behind = location.pathname.split("%23")[1];
    var acts = document.querySelector(".acts-line");
    if (!behind || !acts) { return; }
    var link = document.createElement("a");
    link.id = "lost--open";
    link.textContent = "打开链接里的内容";
    link.href = folder + "index.html#" + behind + location.search;
    acts.insertBefore(link, acts.firstChild);
  }

  mend(document.querySelectorAll("link[href]"));
  var site = document.createElement("script");
  site.src = folder + "site.js";
  document.head.appendChild(site);
  document.addEventListener("DOMContentLoaded", function () {
    mend(document.querySelectorAll("a[href]"));
    escaped();
  });
}());
