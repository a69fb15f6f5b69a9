/* ES5. Without it the pages still hold everything. */
(function (root) {
"use strict";
/* As src/model/keys.rs has it: each deployment its own, and in a folder each tab. */
var self = document.currentScript, path = (self && self.src || location.href).split(/[?#]/)[0];
var folder = path.replace(/^[a-z]+:\/\/[^\/]*/, "").replace(/(library\/)?[^\/]*$/, "");
var KEY = "huiqi" + folder + "large";
function storage() {
  return window[location.protocol === "file:" ? "sessionStorage" : "localStorage"];
}
function byId(id) { return document.getElementById("page--" + id); }
function each(list, act) { [].forEach.call(list, act); }

function large(button) {
  function show(on) {
    button.textContent = on ? "标准版" : "长辈版";
    button.setAttribute("aria-pressed", on);
    button.hidden = false;
  }
  button.onclick = function () {
    var on = root.classList.toggle("large");
    try { storage().setItem(KEY, on ? "1" : "0"); } catch (error) { /* None kept. */ }
    show(on);
  };
  show(root.classList.contains("large"));
}

function ages() {
  var now = new Date(), today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  each(document.querySelectorAll("[data-age]"), function (time) {
    var days = (today - Date.parse(time.getAttribute("datetime"))) / 864e5;
    if (days > 0) { time.insertAdjacentHTML("afterend", "（已过 " + days + " 天）"); }
  });
}

function fragment() {
  var text = location.hash.slice(1);
  try { return decodeURIComponent(text); } catch (error) { return text; }
}

function lost() {
  var note = byId("lost"), id = fragment();
  if (note) { note.hidden = !id || !id.indexOf("q=") || !!document.getElementById(id); }
}

/* Letter by letter, as src/entries.rs does. */
function fold(text) {
  return text.replace(/\s/g, " ").replace(/[A-\u2fff\uff01-\uff5e]/g, function (letter) {
    var code = letter.charCodeAt(0);
    var half = code > 65280 ? String.fromCharCode(code - 65248) : letter;
    var small = half.toLowerCase();
    return small[1] ? half : small;
  });
}

function mark(line, text, words) {
  var folded = fold(text), hit = [], place = 0, at, start, node;
  words.forEach(function (word) {
    for (at = -1; (at = folded.indexOf(word, at + 1)) >= 0;) {
      for (start = at; start < at + word.length; start += 1) { hit[start] = 1; }
    }
  });
  line.textContent = "";
  while (place < folded.length) {
    start = place;
    while (place < folded.length && hit[place] === hit[start]) { place += 1; }
    node = document.createTextNode(text.slice(start, place));
    (hit[start] ? line.appendChild(document.createElement("mark")) : line).appendChild(node);
  }
}

function search(form, field, found) {
  var items = [];
  each(byId("entries").children, function (item) {
    var parts = [];
    each(item.children, function (line) { parts.push([line, line.textContent]); });
    items.push([item, fold(item.textContent), parts]);
  });
  function show() {
    var words = fold(field.value).split(" ").filter(Boolean), count = 0;
    items.forEach(function (entry) {
      var match = words.every(function (word) { return entry[1].indexOf(word) >= 0; });
      entry[0].hidden = !match;
      if (match) {
        count += 1;
        entry[2].forEach(function (part) { mark(part[0], part[1], words); });
      }
    });
    byId("documents").hidden = !!words[0];
    var none = found.getAttribute("data-none");
    found.textContent = !words[0] ? "" : count ? "找到 " + count + " 处" : none;
  }
  function read() {
    field.value = fragment().indexOf("q=") ? "" : fragment().slice(2);
    show();
  }
  /* The first letter makes an address, so that Back leads to the whole list. */
  function typed(event) {
    var way = fragment().indexOf("q=") ? "pushState" : "replaceState";
    if (event.isComposing) { return; }
    try {
      history[way](0, "", "#q=" + encodeURIComponent(field.value));
    } catch (error) { /* No address. */ }
    lost();
    show();
  }
  form.hidden = false;
  form.onsubmit = function () { return false; };
  field.oninput = typed;
  field.addEventListener("compositionend", typed);
  window.onpopstate = read;
  read();
}

/* Before anything is drawn. */
try {
  if ((storage().getItem(KEY) || storage().getItem("huiqi-large")) === "1") {
    root.classList.add("large");
  }
} catch (error) { /* None kept. */ }
window.onhashchange = lost;
document.addEventListener("DOMContentLoaded", function () {
  large(byId("large"));
  ages();
  lost();
  if (byId("search")) { search(byId("search"), byId("query"), byId("found")); }
});
}(document.documentElement));
