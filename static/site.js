/* Reads site.json from beside the page at each visit: an operator changes a telephone number with a
   text editor. What was built in serves where there is none, or a wrong one, which is named on the
   console alone. Everything is shown as text. Keys, packs and the origins of host pages count as
   built in. ES5; beside.js and site-check.js are in the same file, before it. */
(function () {
  "use strict";
  var BUILT = "@site@";
  var RULES = { edition: "@edition@", documents: ["@documents@"] };
  var script = document.currentScript;
  var folder = (script && script.src || "").replace(/[^\/]*$/, "");

  function element(name, words) {
    var made = document.createElement(name);
    made.textContent = words;
    return made;
  }

  function link(address, words) {
    var made = element("a", words);
    made.setAttribute("href", address);
    return made;
  }

  /* Who runs the site and whom to ask, as the build writes it. */
  function foot(site) {
    var host = document.createElement("div"), records = document.createElement("div");
    function line(label, words) {
      return words ? element("p", label + words) : null;
    }
    function add(part, made) { if (made) { part.appendChild(made); } }
    add(host, line("主办单位：", site.host));
    site.contacts.forEach(function (contact) {
      var made = element("p", "咨询：" + contact.office + "　");
      made.appendChild(link("tel:" + contact.phone.replace(/[^0-9+]/g, ""), contact.phone));
      host.appendChild(made);
    });
    add(records, line("", site.record));
    add(records, line("网站标识码：", site.site_code));
    [site.police_record, site.government_mark, site.report_errors].forEach(function (mark) {
      if (!mark) { return; }
      var made = element("p", mark.address ? "" : mark.text);
      if (mark.address) {
        made.appendChild(link(mark.address, mark.text)).setAttribute("rel", "noreferrer");
      }
      records.appendChild(made);
    });
    if (!host.firstChild && !records.firstChild) { return null; }
    var made = document.createElement("footer"), wrap = document.createElement("div");
    made.className = "foot foot--site";
    made.setAttribute("aria-label", "主办单位");
    wrap.className = "wrap foot__in";
    wrap.appendChild(host);
    wrap.appendChild(records);
    made.appendChild(wrap);
    return made;
  }

  function showFoot(site) {
    var old = document.querySelector(".foot--site"), app = document.getElementById("app");
    var made = foot(site);
    if (made) { document.body.insertBefore(made, old || (app ? app.nextSibling : null)); }
    if (old) { document.body.removeChild(old); }
  }

  /* What the calculator reads in its head. */
  function tell(name, content) {
    var meta = document.querySelector("meta[name=huiqi-" + name + "]");
    if (!meta) {
      meta = document.createElement("meta");
      meta.setAttribute("name", "huiqi-" + name);
      document.head.appendChild(meta);
    }
    meta.setAttribute("content", content);
  }

  function plain(words) { return words.replace(/[|;]/g, " "); }

  /* The name stands first or last in the title of a window. The masthead may be drawn by a module,
     which keeps the node of the text. */
  function rename(former, name) {
    var title = document.title, brand = document.querySelector(".brand b");
    function ends(words) { return title.slice(-words.length - 3) === " - " + words; }
    if (title.indexOf(former + "：") === 0) {
      document.title = name + title.slice(former.length);
    } else if (ends(former) && !ends(name)) {
      document.title = title.slice(0, -former.length) + name;
    }
    if (brand && brand.firstChild) { brand.firstChild.data = name; }
  }

  /* The part that asks knows the name that was built in, and writes it with each of its pages. */
  function keepName(former, name) {
    new MutationObserver(function () { rename(former, name); }).observe(
      document.querySelector("title"),
      { childList: true, characterData: true, subtree: true }
    );
  }

  /* The official address of a document, on its page in the library. */
  function showSource(site) {
    var place = document.getElementById("page--source");
    if (!place) { return; }
    var address = site.documents[place.getAttribute("data-document")] ||
      place.getAttribute("data-own");
    place.textContent = address ? "" : place.getAttribute("data-none");
    if (address) {
      var made = place.appendChild(link(address, address));
      made.className = "source";
      made.setAttribute("rel", "noreferrer");
    }
  }

  function show(site) {
    if (document.querySelector("meta[name=huiqi-title]")) {
      tell("title", site.title);
      tell("contacts", site.contacts.map(function (contact) {
        return plain(contact.office) + "|" + plain(contact.phone);
      }).join(";"));
      tell("address", site.address);
      tell("stale-days", String(site.stale_days));
      tell("documents", Object.keys(site.documents).map(function (id) {
        return id + " " + site.documents[id];
      }).join(" "));
    }
    var brand = isPlain() ? document.querySelector(".brand b") : null;
    var former = brand ? brand.textContent : JSON.parse(BUILT).title;
    rename(former, site.title);
    if (!isPlain()) { keepName(former, site.title); }
    showFoot(site);
    showSource(site);
    window.dispatchEvent(new Event("huiqi:site"));
  }

  /* A plain page may have been written anew since the build, with other words. */
  function isPlain() { return !document.querySelector("meta[name=huiqi-title]"); }

  function take(text) {
    var isBuilt = typeof text === "string" && text.replace(/^\ufeff/, "") === BUILT;
    if (typeof text !== "string" || isBuilt && !isPlain()) { return; }
    var read = window.huiqiCheckSite(text, RULES);
    read.problems.forEach(function (problem) { console.warn("site.json: " + problem.words); });
    if (!read.problems.every(function (problem) { return problem.isOfBuild; })) { return; }
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", function () { show(read.site); });
    } else {
      show(read.site);
    }
  }

  window.huiqiBeside(folder, "site.json", "huiqiSite", take);
}());
