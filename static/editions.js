/* What was published beside the page since it was written: 版次, the newest edition first; places and
   documents whose rules in use are others. ES5; beside.js and index-read.js are in the same file,
   before it. */
(function () {
  "use strict";
  var MOST = 30;
  var script = document.currentScript;
  var folder = (script && script.src || "").replace(/library\/[^\/]*$/, "") + "packs/";

  function add(to, name, words, className) {
    var made = document.createElement(name);
    made.textContent = words;
    if (className) { made.className = className; }
    return to.appendChild(made);
  }

  function fact(to, name, words) {
    var row = add(to, "div", "");
    add(row, "dt", name);
    return add(row, "dd", words);
  }

  function day(text) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    return parts ? +parts[1] + "年" + +parts[2] + "月" + +parts[3] + "日" : text;
  }

  function named(names, count, what, none) {
    var more = count > Math.min(names.length, MOST) ? "等 " + count + " " + what : "";
    return names.slice(0, MOST).join("、") + more || none;
  }

  function edition(one, isNewest) {
    var made = document.createElement("article");
    made.className = "item";
    made.id = "edition--" + one.edition;
    var name = add(made, "h3", one.edition, "item__h");
    if (one.recalled) { add(name, "span", "已撤回", "tag"); }
    if (isNewest) { add(name, "span", "最新", "tag"); }
    if (one.recalled) {
      add(made, "p", "已撤回，不再使用：" + one.recalled, "note note--box note--care");
    }
    var facts = add(made, "dl", "", "facts");
    fact(facts, "公布日期", day(one.day));
    fact(facts, "改了什么", one.reason);
    fact(facts, "编写", one.author);
    fact(facts, "核对", one.reviewer);
    fact(facts, "文件", named(one.documents, one.documents.length + one.more, "份文件", "没有写明"));
    fact(facts, "地区", named(one.places, one.places.length, "个地区", "没有新的规则包"));
    fact(facts, "规则校验码", one.rules);
    if (one.hasFormer) {
      var link = add(add(made, "p", ""), "a", "和前一版对比：哪一条变了，金额差多少");
      link.href = "../index.html#/difference?new=" + encodeURIComponent(one.edition);
    }
    return made;
  }

  /* Why there is no index, where it should be there. */
  function unread(text) {
    return text === undefined ? "这次没有取到，请检查网络后刷新。" :
      "后来公布的版次读不出来，可能网站正在更新，过几分钟再打开。";
  }

  function show(place, text, isMissing) {
    var index = text === undefined ? null : window.huiqiIndex(text);
    place.textContent = "";
    if (!index || !index.editions.length) {
      add(place, "p", index || isMissing ? "这里还没有公布过版次。" : unread(text), "note note--box");
      if (text !== undefined && !index) {
        console.warn("packs/index.json: not an index of packs of this format");
      }
      return;
    }
    var isFound = false;
    index.editions.slice().reverse().forEach(function (one) {
      place.appendChild(edition(one, !isFound && !one.recalled));
      isFound = isFound || !one.recalled;
    });
  }

  /* The places whose rules in use are not those that a page was written with. */
  function elsewhere(index, place, isOwn) {
    var has = " " + place.getAttribute("data-has") + " ";
    var built = place.getAttribute("data-edition");
    return index.newest.filter(function (one) {
      var isHere = has.indexOf(" " + one.id + "@") >= 0;
      /* What is older than a page does not take its place. */
      return (isHere ? one.edition.edition >= built : !isOwn) &&
        has.indexOf(" " + one.id + "@" + one.edition.edition + " ") < 0 &&
        has.indexOf(" " + one.id + "@" + one.edition.rules + " ") < 0;
    });
  }

  function since(one) {
    return one.name + "：" + one.edition.edition + "，" + day(one.edition.day) + "公布";
  }

  /* The library's first page: places that came later, with the way to their documents. */
  function showPlaces(place, index, text, isMissing) {
    var part = document.getElementById("part--elsewhere"), all, list;
    place.textContent = "";
    if (!index && !isMissing) {
      add(place, "p", unread(text), "note note--box");
      return;
    }
    all = index ? elsewhere(index, place, false) : [];
    part.hidden = !all.length;
    if (!all.length) { return; }
    add(place, "p", "下面地区的规则是后来公布的，这一页的文件和搜索里没有，或者是以前的内容。点开可以看现在的文件、搜索和测算。",
      "section__p");
    list = add(place, "ul", "", "list");
    all.forEach(function (one) {
      var link = add(add(add(list, "li", ""), "p", "", "list__name"), "a", since(one));
      link.href = "../index.html#/library/" + one.id;
    });
  }

  /* The page of a document whose rules were amended since. */
  function showNewer(place, index) {
    var one = index ? elsewhere(index, place, true)[0] : null, words, link;
    if (!one) { return; }
    words = add(place, "p", one.name + "的规则在" + day(one.edition.day) + "更新到 " +
      one.edition.edition + "，这一页是以前的内容。", "note note--box note--care");
    link = add(words, "a", "看现在的文件");
    link.href = "../index.html#/library/" + one.id;
  }

  document.addEventListener("DOMContentLoaded", function () {
    var editions = document.getElementById("page--editions");
    var places = document.getElementById("page--elsewhere");
    var newer = document.getElementById("page--newer");
    if (!editions && !places && !newer) { return; }
    window.huiqiBeside(folder, "index.json", "huiqiPacks", function (text, isMissing) {
      var index = text === undefined ? null : window.huiqiIndex(text);
      if (editions) { show(editions, text, isMissing); }
      if (places) { showPlaces(places, index, text, isMissing); }
      if (newer) { showNewer(newer, index); }
    });
  });
}());
