/* What a page that failed offers: details to copy, and after two starts in a row that did not
   arrive the kept answers as a file, and a new beginning. ES5, with nothing of the page's own
   programs. guard.js calls it. */
window.huiqiRecover = function (about, starts) {
  "use strict";
  var panel = document.getElementById("panic");
  var script = document.querySelector("script[data-whole-wasm]");
  var folder = location.pathname.replace(/[^\/]*$/, "");

  function add(name, words) {
    var element = document.createElement(name);
    element.textContent = words;
    panel.appendChild(element);
    return element;
  }

  function button(id, words, pressed) {
    var element = add("button", words);
    element.id = "panic--" + id;
    element.type = "button";
    element.className = "btn";
    element.onclick = function () { pressed(element); };
  }

  function text(id, words, label) {
    var area = document.getElementById(id) || add("textarea", "");
    area.id = id;
    area.readOnly = true;
    area.rows = 8;
    area.setAttribute("aria-label", label);
    area.value = words;
    return area;
  }

  /* What this deployment keeps: names carry its path, those of former editions none. */
  function ours() {
    var found = [];
    ["localStorage", "sessionStorage"].forEach(function (name) {
      try {
        for (var i = 0; i < window[name].length; i += 1) {
          var key = window[name].key(i);
          var path = /\/(.*\/)?/.exec(key);
          if (key.indexOf("huiqi") === 0 && (!path || path[0] === folder)) {
            found.push({ storage: window[name], key: key, text: window[name].getItem(key) });
          }
        }
      } catch (error) { /* Nothing can be kept here. */ }
    });
    return found;
  }

  /* All of it as a file that 案例 reads: the open answers, cases in one text or in one each. */
  function cases() {
    var all = "";
    var seen = [];
    function add(text) { all += text.replace(/\n*$/, "\n"); }
    ours().forEach(function (one) {
      if (seen.indexOf(one.text) >= 0) { return; }
      seen.push(one.text);
      var record = /^huiqi case \d+\n([^]*?)^session\n([^]*)$/m.exec(one.text);
      if (record) {
        add("case\t" + (/^name\t(.*)$/m.exec(record[1]) || ["", "案例"])[1] + "\n" + record[2]);
      } else if (/^huiqi 1\n/.test(one.text)) {
        add("case\t案例\n" + one.text);
      } else if (/^huiqi (cases \d+|[2-9]\d*)\n/.test(one.text)) {
        add(one.text.replace(/^.*\n/, "").replace(/^case\*\t/gm, "case\t"));
      }
    });
    return all && "huiqi cases 1\n" + all;
  }

  function details() {
    var commit = document.querySelector("meta[name=huiqi-build]");
    function named(name) { return script ? script.getAttribute(name) : ""; }
    /* An address may hold answers behind its name. */
    var place = String(about || "").replace(/[#?][^\s:)]*/g, "").slice(0, 1500);
    return [
      "规则版本 @edition@，规则校验码 @rules@，提交 " + (commit ? commit.content : ""),
      "页面 " + (script ? named("data-wasm") + " " + named("data-whole-wasm") : "单个文件"),
      "位置 " + place,
      "浏览器 " + navigator.userAgent
    ].join("\n");
  }

  function copy() {
    text("panic--details", details(), "错误信息").select();
    try { document.execCommand("copy"); } catch (error) { /* It is there to be copied by hand. */ }
  }

  function save() {
    var link = document.createElement("a");
    var name = "huiqi-cases.txt";
    link.href = URL.createObjectURL(new Blob([cases()], { type: "text/plain" }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    text("panic--cases", cases(), "保存的答案").select();
    document.getElementById("panic--said").textContent =
      "已请浏览器保存 " + name + "。没有得到文件的，请复制下面的文字，存成文本文件。以后在“案例”页可以导入。";
  }

  function clear(element) {
    if (!element.isAsked) {
      element.isAsked = true;
      element.textContent = "再按一次：删掉本机保存的答案和案例";
      return;
    }
    /* Other pages of this browser hear of it. */
    try {
      localStorage.setItem("huiqi" + folder + "ended", "1");
    } catch (error) { /* Nothing is kept for them either. */ }
    ours().forEach(function (one) { one.storage.removeItem(one.key); });
    location.replace(location.pathname + location.search);
  }

  function again() {
    ours().forEach(function (one) {
      if (/starts-[-\w]+$/.test(one.key)) { one.storage.removeItem(one.key); }
    });
    location.reload();
  }

  var kept = cases();
  panel.removeAttribute("hidden");
  if (starts > 1) {
    panel.textContent = "页面连续没有打开，可能是保存的答案引起的。";
    if (kept) { add("p", "请先导出，再清空并重新开始；导出的文件以后可以导入。"); }
    if (kept) { button("export", "导出", save); }
    button("clear", "清空并重新开始", clear);
    button("again", "再试一次", again);
    add("p", "").id = "panic--said";
  } else if (kept) {
    add("p", "已经填写的答案还在本机。");
  }
  if (about) { button("copy", "复制错误信息", copy); }
};
