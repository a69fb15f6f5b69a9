/* The status page: says to an operator whether what lies beside the page is right. ES5; in the same
   file, before it, are beside.js, site-check.js, apply-check.js, index-read.js and packs-check.js. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var BUILT = "@site@";
  var RULES = "@rules@";
  /* What counts as it was built in, and how each reads where it is left out. */
  var OF_BUILD = { embed_origins: [], unsafe_eval: true, recalled: [], packs: false, pack_keys: [] };
  var EDITION = "版次";
  /* So many packs at the most are checked without being asked to; so many are named. */
  var AT_ONCE = 50, MOST_NAMED = 30;
  var FOLDER = "packs/";
  var waits = 0, states = {};

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
    states[id] = state;
  }

  function sum() {
    var place = byId("all");
    function count(state) {
      return Object.keys(states).filter(function (id) { return states[id] === state; }).length;
    }
    var wrong = count("wrong"), notes = count("note");
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

  /* What is wrong, in words; of a file that is no JSON, where. */
  function said(text, problems) {
    var fault = window.huiqiJsonFault(text.replace(/^\ufeff/, ""));
    return fault ? [fault] : problems.map(function (problem) { return problem.words; });
  }

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
    var words = said(text, now.problems);
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
    var words = said(text, now.problems);
    if (words.length) {
      answer("apply", "wrong", words.length + " 处写错了，这几处不用，其余照用。", words);
    } else {
      answer("apply", "good", now.awards ? "正确，写了 " + now.awards + " 项奖补的申报信息。" :
        "正确，还没有写任何一项。");
    }
  }

  /* Asks for a file of packs/ anew: then(its answer, why there is none). */
  function ask(file, variable, id, how, then) {
    var inside = document.getElementById(id);
    if (inside) { then(inside.textContent, "", true); return; }
    if (location.protocol === "file:") {
      var script = document.createElement("script");
      var name = FOLDER + file + ".js";
      script.src = name;
      script.onload = function () {
        var text = window[variable];
        window[variable] = undefined;
        then(text, typeof text === "string" ? "" : name + " 不是 make packs 写的文件", true);
      };
      script.onerror = function () { then(null, "文件夹里没有 " + name, true); };
      document.head.appendChild(script);
      return;
    }
    if (!window.fetch) { then(null, "这个浏览器太旧，不能检查"); return; }
    fetch(FOLDER + file, { cache: "reload" }).then(function (response) {
      if (!response.ok) {
        then(null, response.status === 404 ? "服务器上没有这个文件（404）" :
          "服务器没有给出这个文件（" + response.status + "）");
        return undefined;
      }
      return response[how]().then(function (found) { then(found, ""); });
    }).catch(function () { then(null, "没有取到，请检查网络后刷新"); });
  }

  function bytes(found, isCoded) {
    if (!isCoded) { return new Uint8Array(found); }
    try {
      var letters = atob(found.trim()), all = new Uint8Array(letters.length), at;
      for (at = 0; at < letters.length; at += 1) { all[at] = letters.charCodeAt(at); }
      return all;
    } catch (error) { return new Uint8Array(0); }
  }

  function hex(buffer) {
    return [].map.call(new Uint8Array(buffer).subarray(0, 8), function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    }).join("");
  }

  /* The public keys count as built in. */
  function keys() {
    var site = window.huiqiCheckSite(BUILT, RULES).site;
    return site && site.pack_keys || [];
  }

  function subtle() { return window.crypto && window.crypto.subtle; }

  /* Loads the script that checks signatures, once. */
  function withSignatures(then) {
    if (window.huiqiSigned) { then(true); return; }
    var script = document.createElement("script");
    script.src = "signatures.js";
    script.onload = function () { then(!!window.huiqiSigned); };
    script.onerror = function () { then(false); };
    document.head.appendChild(script);
  }

  /* then(why a pack would be refused), empty where it would not. */
  function checkPack(one, then) {
    function signed(found) {
      if (!keys().length) { then(""); return; }
      withSignatures(function (isHere) {
        if (!isHere) { then("签名没有检查：signatures.js 没有取到"); return; }
        var parts = window.huiqiPackParts(found);
        window.huiqiSigned(parts.covered, parts.signatures, keys().join(" ").toLowerCase()).then(
          function (isSigned) { then(isSigned ? "" : "没有这个网站认可的签名"); },
          function () { then("签名没有检查：这个浏览器不能"); }
        );
      });
    }
    ask(one.file, "huiqiPack", "huiqiPack-" + one.file, "arrayBuffer", function (answer, why, coded) {
      if (why) { then(why); return; }
      var found = bytes(answer, coded);
      var fault = window.huiqiPackFault(found, one.size);
      if (fault) { then(fault); return; }
      if (!subtle()) { signed(found); return; }
      subtle().digest("SHA-256", found).then(function (hash) {
        hash = hex(hash);
        if (hash === one.hash.toLowerCase()) { signed(found); return; }
        then("校验码不对，目录里是 " + one.hash + "，文件是 " + hash +
          "：文件被改过，或者和目录不是同一次公布的");
      }, function () { then("校验码没有检查：这个浏览器不能"); });
    });
  }

  function count(number) { return String(number).replace(/\B(?=(\d{3})+$)/g, ","); }

  /* Checks the newest pack of each place, one after the other. */
  function checkPacks(index, words, show) {
    var all = index.newest, failed = [], at = 0;
    function end() {
      var checked = (subtle() ? ["大小", "校验码"] : ["大小"]).concat(keys().length ? ["签名"] : []);
      if (failed.length) {
        var more = failed.length - MOST_NAMED;
        answer("packs", "wrong", words + "正在用的 " + count(all.length) + " 个规则包里有 " +
          count(failed.length) + " 个不能用，这些地区按页面自带的规则算，没有自带的打不开。",
        failed.slice(0, MOST_NAMED).concat(more > 0 ? ["还有 " + count(more) + " 个"] : []));
      } else if (!subtle()) {
        answer("packs", "note", words + "正在用的规则包" + checked.join("、") +
          "都对。校验码在这里不能检查：网址不是 https 开头的，浏览器不让算。");
      } else {
        answer("packs", "good", words + (all.length ? "正在用的 " + count(all.length) +
          " 个规则包都取了一遍，" + checked.join("、") + "都对。" : ""));
      }
      show();
      done();
    }
    function next() {
      if (at === all.length) { end(); return; }
      var one = all[at];
      byId("packs").textContent = "正在核对规则包 " + count(at + 1) + " / " + count(all.length) +
        "……";
      at += 1;
      checkPack(one, function (why) {
        if (why) { failed.push(one.name + "（" + one.file + "）：" + why); }
        next();
      });
    }
    waits += 1;
    next();
  }

  function packs(text, why) {
    var NAME = FOLDER + "index.json";
    var served = "用的是自带的规则。";
    if (why) {
      answer("packs", "wrong", "启用了规则包，但是 " + NAME + " 没有读到，" + served, [why]);
      return;
    }
    var index = window.huiqiIndex(text);
    if (!index) {
      answer("packs", "wrong", NAME + " 不是这一版能读的目录，" + served,
        [window.huiqiJsonFault(text) || "写法不是 make packs 写的那样，请重新运行 make packs 再上传"]);
      return;
    }
    var recalled = index.editions.filter(function (one) { return one.recalled; }).length;
    var words = "启用了，目录里有 " + index.editions.length + " 个版次" +
      (recalled ? "，其中撤回 " + recalled + " 个" : "") + "，" + index.places + " 个地区有规则包。";
    function show() { editions(index); }
    if (index.newest.length <= AT_ONCE) {
      checkPacks(index, words, show);
      return;
    }
    answer("packs", "note", words + "规则包还没有逐个核对。");
    var label = "逐个核对 " + count(index.newest.length) + " 个规则包";
    var button = add(byId("packs"), "button", label, "btn");
    button.id = "check-packs";
    button.type = "button";
    button.onclick = function () { checkPacks(index, words, show); };
    show();
  }

  function editions(index) {
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
  if (byId("packs")) {
    waits += 1;
    ask("index.json", "huiqiPacks", "huiqiPacks", "text", function (text, why) {
      packs(why ? "" : text, why);
      done();
    });
  }
});
