/* The page in a frame of another page: takes the host's wishes from the address. It tells a host
   that the site allows how tall the page is and which step is open, and hands a result over where
   the visitor says so. Any other host gets neither: both follow from the answers. The other side is
   embed.js. */
(function () {
  "use strict";
  var VERSION = 1;
  var REGIONS = ["@regions@"];
  var root = document.documentElement;
  var host = null;
  /* Whether the host may know how tall the page is and which step is open. */
  var isTrusted = false;
  var told = { height: 0, step: "" };
  var problems = [];

  /* What the address says under a name; no text of it is ever shown. */
  function wish(name) {
    var found = new RegExp("[?&]" + name + "=([^&]*)").exec(location.search);
    try { return found ? decodeURIComponent(found[1]) : null; } catch (error) { return found[1]; }
  }

  function oneOf(name, allowed) {
    var value = wish(name);
    if (value === null || allowed.indexOf(value) >= 0) { return value; }
    problems.push(name + " 不能是 " + value.slice(0, 60) + "，可以是：" + allowed.join("、"));
    return null;
  }

  function allowed() {
    var meta = document.querySelector("meta[name=huiqi-embed-origins]");
    return meta ? meta.getAttribute("content").split(" ") : [];
  }

  function post(type, more) {
    if (host === null) { return; }
    more.huiqi = VERSION;
    more.type = type;
    /* A host without an origin (a file, a sandbox) can be named by no address; what goes there is
       no secret. */
    window.parent.postMessage(more, host === "null" ? "*" : host);
  }

  function tellHeight() {
    var height = Math.ceil(document.body.getBoundingClientRect().height);
    if (isTrusted && height > 0 && height !== told.height) {
      told.height = height;
      post("height", { height: height });
    }
  }

  /* The name of the page alone: the rest of an address may hold answers. */
  function tellStep() {
    var found = /^#\/([a-z_]+)/.exec(location.hash);
    var step = found ? found[1] : "";
    if (isTrusted && step && step !== told.step) {
      told.step = step;
      post("step", { step: step });
    }
  }

  window.addEventListener("message", function (event) {
    var data = event.data;
    var isHost = event.source === window.parent;
    if (!isHost || !data || data.huiqi !== VERSION || data.type !== "hello") { return; }
    if (host !== null) { return; }
    host = event.origin;
    var isListed = host !== "null" && allowed().indexOf(host) >= 0;
    isTrusted = isListed || host === location.origin;
    if (!isTrusted) {
      problems.push(host + " 不在测算网站的 embed_origins 里：不告诉高度和步骤，框架高度不会自动调整");
    }
    if (data.results === true && isListed) {
      root.setAttribute("data-host", host);
      window.dispatchEvent(new Event("huiqi:host"));
    }
    problems.forEach(function (text) { post("problem", { text: text }); });
    tellHeight();
    tellStep();
  });

  /* The page calls this when the visitor says so. */
  window.huiqiTell = function (result) {
    if (root.getAttribute("data-host") === host) { post("result", { result: result }); }
  };

  /* Other pages open beside the host and not inside its frame. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.getAttribute("href").charAt(0) !== "#") {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }, true);

  root.classList.add("framed");
  /* What only frames look like: no tabs, a place that cannot be changed. */
  var look = document.createElement("link");
  look.rel = "stylesheet";
  look.href = "framed.css";
  document.head.appendChild(look);
  if (oneOf("theme", ["blue", "red"]) === "red") { root.setAttribute("data-theme", "red"); }
  if (oneOf("large", ["1"])) { root.classList.add("large"); }
  /* Which places packs are for is known once their index is read; the page checks it then. */
  var wished = wish("region");
  var isInPack = /^[a-z0-9_-]{1,64}$/.test(wished) &&
    document.querySelector("meta[name=huiqi-packs]");
  var region = oneOf("region", isInPack ? REGIONS.concat(wished) : REGIONS);
  if (region) { root.setAttribute("data-region", region); }
  if (oneOf("plain", ["1"])) { root.classList.add("plain"); }
  /* The page begins with the first question behind the place: boot.js opens the whole page for an
     address that names a page, and that one knows locks. */
  if (oneOf("locked", ["1"])) {
    if (region) {
      root.setAttribute("data-locked", "");
      root.classList.add("locked");
      if (location.hash.length < 3) { location.replace("#/where_and_when"); }
    } else {
      problems.push("locked 要和 region 一起写，没有写 region 时不起作用");
    }
  }
  /* Several on one page keep their answers apart. */
  var place = /^[1-9][0-9]?$/.test(wish("place")) ? "-" + wish("place") : "";
  root.setAttribute("data-keep", "-framed" + (region ? "-" + region : "") + place);

  new MutationObserver(tellStep).observe(
    document.querySelector("title"),
    { childList: true, characterData: true, subtree: true }
  );
  if (typeof ResizeObserver === "function") {
    new ResizeObserver(tellHeight).observe(document.body);
  }
  window.parent.postMessage({ huiqi: VERSION, type: "ready" }, "*");
}());
