/* The status page: says to an operator whether what lies beside the page is right. ES5; beside.js,
   site-check.js and apply-check.js are in the same file, before it. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var BUILT = "@site@";
  var RULES = "@rules@";
  /* What counts as it was built in, and how each reads where it is left out. */
  var OF_BUILD = { embed_origins: [], unsafe_eval: true, recalled: [], packs: false, pack_keys: [] };
  var EDITION = "版次";
  var waits = 0, wrong = 0, notes = 0;

  function byId(id) { return document.getElementById("status--" + id); }

  function add(to, name, words, className) {
    var made = document.createElement(name);
    made.textContent = words;
    if (className) { made.className = className; }
    return to.appendChild(made);
  }

  function list(to, items) {
    if (!items.length) { return; }
    var made = add(to, "ul", "", "plain");
    items.forEach(function (words) { add(made, "li", words); });
  }

  /* One answer: its state in words and by its look, and what there is to say of it. */
  function answer(id, state, words, items) {
    var place = byId(id);
    place.textContent = "";
    add(place, "p", words, "verdict verdict--" + state);
    list(place, items || []);
    if (state === "wrong") { wrong += 1; }
    if (state === "note") { notes += 1; }
  }

  function sum() {
    var place = byId("all");
    var words = "都正确。";
    if (wrong) { words = "有 " + wrong + " 处要改，见下面标红的。"; } else if (notes) {
      words = "能用，有 " + notes + " 处请看一下。";
    }
    place.textContent = words;
    place.className = "verdict verdict--all verdict--" + (wrong ? "wrong" : notes ? "note" : "good");
    document.documentElement.setAttribute("data-status", wrong ? "wrong" : notes ? "note" : "good");
  }

  function done() {
    waits -= 1;
    if (!waits) { sum(); }
  }

  function read(folder, file, variable, then) {
    waits += 1;
    window.huiqiBeside(folder, file, variable, function (text, isMissing) {
      then(text, isMissing);
      done();
    });
  }

  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  function site(text, isMissing) {
    if (text === undefined) {
      answer("site", "note", isMissing ? "页面旁边没有这个文件，用的是构建时的。" :
        "没有取到，请检查网络后刷新。访问者看到的是构建时的。");
      return;
    }
    text = text.replace(/^\ufeff/, "");
    if (text === BUILT) {
      answer("site", "good", "正确，和构建时的一样。");
      return;
    }
    var now = window.huiqiCheckSite(text, RULES);
    var words = now.problems.map(function (problem) { return problem.words; });
    if (words.length) {
      var isUsed = now.problems.every(function (problem) { return problem.isOfBuild; });
      answer("site", "wrong", words.length + " 处写错了，" + (isUsed ? "这几处不起作用，其余照用。" :
        "整个文件没有用，访问者看到的是构建时的。"), words);
      return;
    }
    var built = window.huiqiCheckSite(BUILT, RULES).site;
    var changed = [], apart = [];
    Object.keys(now.site).concat(Object.keys(built)).forEach(function (key, index, all) {
      if (all.indexOf(key) !== index) { return; }
      var isOfBuild = OF_BUILD.hasOwnProperty(key);
      var of = function (value) { return value === undefined && isOfBuild ? OF_BUILD[key] : value; };
      if (same(of(now.site[key]), of(built[key]))) { return; }
      if (isOfBuild) {
        apart.push(key + "：和构建时的不同，只认构建时的；要改请重新构建");
      } else {
        changed.push(key);
      }
    });
    answer("site", apart.length ? "note" : "good", changed.length ?
      "正确。和构建时不同的：" + changed.join("、") + "，访问者看到的是现在的。" :
      "正确，访问者看到的和构建时的一样。", apart);
  }

  function apply(text, isMissing) {
    if (text === undefined) {
      answer("apply", "note", isMissing ? "页面旁边没有这个文件，申报信息只有文件里写的。" :
        "没有取到，请检查网络后刷新。");
      return;
    }
    var now = window.huiqiCheckApply(text, RULES);
    var words = now.problems.map(function (problem) { return problem.words; });
    if (words.length) {
      answer("apply", "wrong", words.length + " 处写错了，这几处不用，其余照用。", words);
    } else {
      answer("apply", "good", now.awards ? "正确，写了 " + now.awards + " 项奖补的申报信息。" :
        "正确，还没有写任何一项。");
    }
  }

  function packs(text, isMissing) {
    if (text === undefined) {
      answer("packs", "wrong", isMissing ? "启用了规则包，但是没有 packs/index.json，用的是自带的规则。" :
        "没有取到 packs/index.json，请检查网络后刷新。");
      return;
    }
    var index = window.huiqiIndex(text);
    if (!index) {
      answer("packs", "wrong", "packs/index.json 不是这一版能读的目录，用的是自带的规则。");
      return;
    }
    var recalled = index.editions.filter(function (one) { return one.recalled; }).length;
    answer("packs", "good", "启用了，目录里有 " + index.editions.length + " 个版次" +
      (recalled ? "，其中撤回 " + recalled + " 个" : "") + "，" + index.places + " 个地区有规则包。");
    var table = document.createElement("table");
    table.className = "rows stack";
    var head = add(add(table, "thead", ""), "tr", "");
    var NAMES = [EDITION, "公布日期", "地区", "状态"];
    NAMES.forEach(function (name) { add(head, "th", name).setAttribute("scope", "col"); });
    var body = add(table, "tbody", "");
    index.editions.slice().reverse().forEach(function (one) {
      var row = add(body, "tr", "");
      add(row, "th", one.edition).setAttribute("scope", "row");
      [one.day, one.places.length + " 个", one.recalled ? "已撤回：" + one.recalled : "公布"].forEach(
        function (words, at) { add(row, "td", words).setAttribute("data-label", NAMES[at + 1]); });
    });
    byId("packs").appendChild(table);
  }

  byId("all").textContent = "正在检查，请稍候。";
  read("", "site.json", "huiqiSite", site);
  read("", "apply.json", "huiqiApply", apply);
  if (byId("packs")) { read("packs/", "index.json", "huiqiPacks", packs); }
});
