/* The search of the library's first page, as crates/sitting/src/lookup.rs has it: words and what
   documents say for them, places, kinds, and what is nearest where nothing is found. ES5. */
window.huiqiSearch = function (byId, each, lost) {
"use strict";
var MOST_NEAR = 8;
var form = byId("search"), field = byId("query"), found = byId("found"), list = byId("entries");
var place = byId("place"), kind = byId("kind");
var data = JSON.parse(byId("words").getAttribute("data-words"));
var items = [];

/* Letter by letter, as crates/sitting/src/entries.rs does. */
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

/* The longest known word inside a word: they are sorted so. */
function knownIn(word) {
  return data.known.filter(function (known) { return word.indexOf(known[0]) >= 0; })[0];
}

/* Whether a text holds a word, or what documents say for it. What was found is noted. */
function holds(text, word, hits) {
  var known, at;
  if (!word || text.indexOf(word) >= 0) {
    if (word) { hits.push(word); }
    return true;
  }
  known = knownIn(word);
  if (!known) { return false; }
  at = word.indexOf(known[0]);
  return known[1].filter(function (said) {
    var has = text.indexOf(said) >= 0;
    if (has) { hits.push(said); }
    return has;
  }).length > 0 && holds(text, word.slice(0, at), hits) &&
    holds(text, word.slice(at + known[0].length), hits);
}

/* What an entry may share with what is typed: each pair of its letters, by letters and not by halves
   of a rare one, and each known word by what documents say. */
function shared(words) {
  var all = {};
  words.forEach(function (word) {
    var letters = Array.from(word), at;
    for (at = 0; at + 1 < letters.length; at += 1) {
      all[letters[at] + letters[at + 1]] = [letters[at] + letters[at + 1]];
    }
    data.known.forEach(function (known) {
      if (word.indexOf(known[0]) >= 0) { all[known[1]] = known[1]; }
    });
  });
  return Object.keys(all).map(function (key) { return all[key]; });
}

/* What few entries have counts more, and twice in a title. */
function nearest(words, chosen) {
  var best = 0;
  chosen.forEach(function (item) { item.score = 0; item.hits = []; });
  shared(words).forEach(function (ways) {
    var has = [];
    chosen.forEach(function (item) {
      var hits = ways.filter(function (way) { return item.text.indexOf(way) >= 0; });
      if (hits[0]) { has.push([item, hits]); }
    });
    has.forEach(function (pair) {
      var item = pair[0];
      var isNamed = pair[1].some(function (way) { return item.title.indexOf(way) >= 0; });
      item.score += Math.floor(chosen.length / has.length) * (isNamed ? 2 : 1);
      item.hits = item.hits.concat(pair[1]);
      best = Math.max(best, item.score);
    });
  });
  return chosen.filter(function (item) {
    return item.score > 0 && item.score * 2 >= best;
  }).sort(function (one, other) { return other.score - one.score; }).slice(0, MOST_NEAR);
}

function isChosen(item) {
  return (!place.value || (" " + item.places + " ").indexOf(" " + place.value + " ") >= 0) &&
    (!kind.value || item.kind === kind.value);
}

function show() {
  var words = fold(field.value).split(" ").filter(Boolean);
  var chosen = items.filter(isChosen), shown, isNear;
  shown = chosen.filter(function (item) {
    item.hits = [];
    return words.every(function (word) { return holds(item.text, word, item.hits); });
  });
  isNear = !shown.length;
  if (isNear) { shown = nearest(words, chosen); }
  items.forEach(function (item) { item.element.hidden = shown.indexOf(item) < 0; });
  /* In the order of the documents, unless some are nearer than others. */
  (isNear ? shown : items).forEach(function (item) { list.appendChild(item.element); });
  shown.forEach(function (item) {
    item.lines.forEach(function (line) { mark(line[0], line[1], item.hits); });
  });
  byId("documents").hidden = !!words[0] || !!place.value || !!kind.value;
  found.textContent = !byId("documents").hidden ? "" : !shown.length ?
    found.getAttribute("data-none") : isNear ?
      "没有完全对上的，下面 " + shown.length + " 处最接近：" : "找到 " + shown.length + " 处";
}

/* The value of a name in the address; what is written by hand may be anything. */
function said(name) {
  var part = new RegExp("[#&]" + name + "=([^&]*)").exec(location.hash);
  try { return part ? decodeURIComponent(part[1]) : ""; } catch (error) { return part[1]; }
}

function choose(control, value) {
  var isOne = [].some.call(control.options, function (option) { return option.value === value; });
  control.value = isOne ? value : "";
}

function read() {
  field.value = said("q");
  choose(place, said("place"));
  choose(kind, said("kind"));
  show();
}

/* The first letter makes an address, so that Back leads to the whole list. */
function changed(event) {
  var way = location.hash.indexOf("#q=") ? "pushState" : "replaceState";
  if (event.isComposing) { return; }
  try {
    history[way](0, "", "#q=" + encodeURIComponent(field.value) +
      (place.value && "&place=" + place.value) + (kind.value && "&kind=" + kind.value));
  } catch (error) { /* No address. */ }
  lost();
  show();
}

each(list.children, function (element) {
  var item = {
    element: element,
    lines: [],
    hits: [],
    score: 0,
    places: element.getAttribute("data-place"),
    kind: element.getAttribute("data-kind")
  };
  var texts = [];
  each(element.children, function (line) {
    item.lines.push([line, line.textContent]);
    texts.push(line.textContent);
  });
  texts.push(element.getAttribute("data-also"), data.places[element.getAttribute("data-document")]);
  item.title = fold(texts[0]);
  item.text = fold(texts.join("\n"));
  items.push(item);
});
form.hidden = false;
form.onsubmit = function () { return false; };
field.oninput = changed;
place.onchange = kind.onchange = changed;
field.addEventListener("compositionend", changed);
window.onpopstate = read;
read();
};
