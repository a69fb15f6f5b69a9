/* The library: large type, ages, lost places, search. ES5; without it the pages still hold everything. */
(function () {
  "use strict";
  var root = document.documentElement, KEY = "huiqi-large";
  function byId(id) { return document.getElementById("page--" + id); }
  function each(list, act) { Array.prototype.forEach.call(list, act); }

  /* Large type is set before anything is drawn. */
  try { if (localStorage.getItem(KEY) === "1") { root.classList.add("large"); } } catch (error) { /* No storage: standard type. */ }
  function large() {
    var button = byId("large");
    function show(on) {
      button.textContent = on ? "标准版" : "长辈版";
      button.setAttribute("aria-pressed", String(on));
    }
    button.hidden = false;
    button.onclick = function () {
      var on = root.classList.toggle("large");
      try { if (on) { localStorage.setItem(KEY, "1"); } else { localStorage.removeItem(KEY); } } catch (error) { /* This page only. */ }
      show(on);
    };
    show(root.classList.contains("large"));
  }

  function ages() {
    var now = new Date(), today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    each(document.querySelectorAll("time[data-age]"), function (time) {
      var part = time.getAttribute("datetime").split("-");
      var days = Math.round((today - Date.UTC(part[0], part[1] - 1, part[2])) / 864e5);
      if (days > 0) { time.parentNode.insertBefore(document.createTextNode("（已过 " + days + " 天）"), time.nextSibling); }
    });
  }

  function fragment() {
    var text = location.hash.slice(1);
    try { return decodeURIComponent(text); } catch (error) { return text; }
  }

  function lost() {
    var note = byId("lost"), id = fragment();
    if (note) { note.hidden = !id || id.indexOf("q=") === 0 || !!document.getElementById(id); }
  }

  /* Letter by letter, so that places in the folded text are places in the text. src/entries.rs folds in the same way. */
  function fold(text) {
    return text.replace(/\s/g, " ").replace(/[A-\u2fff\uff01-\uff5e]/g, function (letter) {
      var code = letter.charCodeAt(0), half = code > 0xff00 ? String.fromCharCode(code - 0xfee0) : letter, small = half.toLowerCase();
      return small.length === 1 ? small : half;
    });
  }

  function mark(part, words) {
    var folded = fold(part.text), hit = [], place = 0;
    part.element.textContent = part.text;
    words.forEach(function (word) {
      for (var at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
        for (var i = 0; i < word.length; i += 1) { hit[at + i] = true; }
      }
    });
    if (!hit.length) { return; }
    part.element.textContent = "";
    while (place < part.text.length) {
      var start = place, on = hit[place], text, node;
      while (place < part.text.length && hit[place] === on) { place += 1; }
      text = document.createTextNode(part.text.slice(start, place));
      node = on ? document.createElement("mark") : text;
      if (on) { node.appendChild(text); }
      part.element.appendChild(node);
    }
  }

  function search() {
    var form = byId("search"), field = byId("query"), found = byId("found"), items = [], composing = false;
    if (!form) { return; }
    each(byId("entries").children, function (item) {
      var parts = [];
      each(item.children, function (element) { parts.push({ element: element, text: element.textContent }); });
      items.push({ item: item, parts: parts, text: fold(item.textContent) });
    });
    function show() {
      var words = fold(field.value).split(" ").filter(Boolean), count = 0;
      items.forEach(function (entry) {
        var match = words.every(function (word) { return entry.text.indexOf(word) >= 0; });
        entry.item.hidden = !match;
        if (match) { count += 1; entry.parts.forEach(function (part) { mark(part, words); }); }
      });
      document.getElementById("part--documents").hidden = words.length > 0;
      found.textContent = !words.length ? "" : count ? "找到 " + count + " 处" :
        "没有找到“" + field.value.trim() + "”。可以少写几个字、换个说法，或者只写部门、条款。";
    }
    function read() {
      var text = fragment();
      field.value = text.indexOf("q=") === 0 ? text.slice(2) : "";
      show();
    }
    function typed() {
      if (composing) { return; }
      var was = fragment().indexOf("q=") === 0, query = field.value.trim();
      var address = query ? "#q=" + encodeURIComponent(query) : location.pathname + location.search;
      /* The first letter makes an address of its own, so that Back leads to the whole list. */
      try { history[was ? "replaceState" : "pushState"](null, "", address); } catch (error) { /* Searching goes on without an address. */ }
      lost();
      show();
    }
    form.hidden = false;
    form.onsubmit = function (event) { event.preventDefault(); };
    field.addEventListener("compositionstart", function () { composing = true; });
    field.addEventListener("compositionend", function () { composing = false; typed(); });
    field.addEventListener("input", typed);
    addEventListener("popstate", read);
    read();
  }

  document.addEventListener("DOMContentLoaded", function () { large(); ages(); search(); lost(); });
  addEventListener("hashchange", lost);
}());
