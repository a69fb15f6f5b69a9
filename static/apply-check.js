/* Checks apply.json as the page does: crates/sitting/src/corrections.rs. A test holds both against
   the same files. ES5; site-check.js is in the same file, before it. */
window.huiqiCheckApply = function (text, rules) {
  "use strict";
  var LONGEST = 300;
  var is = window.huiqiText;
  var problems = [];

  function problem(place, words) { problems.push({ key: place, words: place + "：" + words }); }

  function has(keys, key) { return Object.prototype.hasOwnProperty.call(keys, key); }

  /* The keys of an object that were asked for. */
  function object(place, value, keys) {
    var known = {};
    if (!is.object(value)) {
      problem(place, "要写成 { … }");
      return known;
    }
    Object.keys(value).forEach(function (key) {
      if (keys.indexOf(key) < 0) {
        problem(place + "." + key, "没有这个键，可以写：" + keys.join("、"));
      } else {
        known[key] = value[key];
      }
    });
    return known;
  }

  /* One line of text; null where it is not there or none. */
  function line(place, keys, key) {
    if (!has(keys, key)) { return null; }
    var value = keys[key];
    if (typeof value === "string" && !is.blank(value) && is.line(value, LONGEST)) { return value; }
    problem(place + "." + key, "要写一行字，最多 " + LONGEST + " 个字");
    return null;
  }

  function required(place, keys, key) {
    if (!has(keys, key)) { problem(place + "." + key, "没有写"); }
    return line(place, keys, key);
  }

  function word(place, key, words, allowed) {
    if (words !== null && allowed.indexOf(words) < 0) {
      problem(place + "." + key, "只能写：" + allowed.join("、"));
    }
  }

  function day(place, keys, key) {
    var words = required(place, keys, key);
    if (words === null) { return null; }
    var parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(words) || ["", "0", "0", "0"];
    var year = +parts[1], month = +parts[2];
    var isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    var days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] || 0;
    if (+parts[3] < 1 || +parts[3] > days) {
      problem(place + "." + key, "没有这一天，要写成 2027-03-01");
      return null;
    }
    return words;
  }

  function list(place, keys, key, one) {
    if (!has(keys, key)) { return; }
    if (!is.list(keys[key])) {
      problem(place + "." + key, "要写成 [ … ]");
      return;
    }
    keys[key].forEach(function (item) { one(place + "." + key, item); });
  }

  function window_(place, value) {
    var keys = object(place, value, ["from", "to", "yearly"]);
    if (has(keys, "yearly")) {
      if (Object.keys(keys).length > 1) {
        problem(place, "写起止两天，或者写一句话，不能都写");
      } else {
        line(place, keys, "yearly");
      }
      return;
    }
    var from = day(place, keys, "from"), to = day(place, keys, "to");
    if (from && to && to < from) { problem(place, "结束的一天在开始的一天之前"); }
  }

  function material(place, value) {
    var keys = object(place, value, ["name", "form"]);
    required(place, keys, "name");
    word(place, "form", line(place, keys, "form"), rules.forms);
  }

  function apply(id, value) {
    var keys = object(id, value,
      ["mode", "windows", "where", "telephone", "materials", "before", "status"]);
    word(id, "mode", line(id, keys, "mode"), rules.modes);
    var telephone = line(id, keys, "telephone");
    if (telephone !== null && !is.telephone(telephone)) {
      problem(id + ".telephone", "不是电话号码");
    }
    list(id, keys, "windows", window_);
    list(id, keys, "materials", material);
    line(id, keys, "before");
    if (has(keys, "where")) {
      var where = object(id + ".where", keys.where, ["office", "address"]);
      required(id + ".where", where, "office");
      line(id + ".where", where, "address");
    }
    if (has(keys, "status")) {
      var status = object(id + ".status", keys.status, ["is", "as_of", "source"]);
      word(id + ".status", "is", required(id + ".status", status, "is"), rules.states);
      required(id + ".status", status, "source");
      day(id + ".status", status, "as_of");
    }
  }

  var value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problem("apply.json", "不是 JSON，检查逗号、引号、括号是否成对（" + error.message + "）");
    return { problems: problems, awards: 0 };
  }
  var awards = object("apply.json", value, ["awards"]).awards;
  if (is.object(awards)) {
    Object.keys(awards).forEach(function (id) {
      if (rules.awards.indexOf(id) < 0) {
        problem(id, "没有这一项奖补");
      } else {
        apply(id, awards[id]);
      }
    });
  } else if (!problems.length) {
    problem("awards", "要写成 { … }，里面是各项奖补的编号");
  }
  return { problems: problems, awards: is.object(awards) ? Object.keys(awards).length : 0 };
};
