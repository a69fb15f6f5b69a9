/* 版次: the editions that were published beside the page, the newest first. ES5; beside.js and
   index-read.js are in the same file, before it. */
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

  function places(names) {
    var more = names.length > MOST ? "等 " + names.length + " 个地区" : "";
    return names.slice(0, MOST).join("、") + more || "没有地区的规则改变";
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
    fact(facts, "改动的地区", places(one.places));
    fact(facts, "规则校验码", one.rules);
    return made;
  }

  function show(place, text, isMissing) {
    var index = text === undefined ? null : window.huiqiIndex(text);
    place.textContent = "";
    if (!index || !index.editions.length) {
      add(place, "p", index || isMissing ? "这里还没有公布过版次。" :
        "这次没有取到，请检查网络后刷新。", "note note--box");
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

  document.addEventListener("DOMContentLoaded", function () {
    var place = document.getElementById("page--editions");
    if (place) {
      window.huiqiBeside(folder, "index.json", "huiqiPacks", function (text, isMissing) {
        show(place, text, isMissing);
      });
    }
  });
}());
