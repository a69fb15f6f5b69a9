/* What a text, a list and a telephone number are, as in Rust. ES5. */
window.huiqiText = {
  text: function (value) { return typeof value === "string"; },
  word: function (value) { return typeof value === "boolean"; },
  list: function (value) { return Object.prototype.toString.call(value) === "[object Array]"; },
  object: function (value) {
    return typeof value === "object" && value !== null && !window.huiqiText.list(value);
  },
  blank: function (words) {
    return /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/.test(words);
  },
  line: function (words, longest) {
    return words.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "x").length <= longest &&
      !/[\u0000-\u001f\u007f-\u009f]/.test(words);
  },
  telephone: function (words) {
    var digits = words.replace(/[^0-9]/g, "").length;
    return digits >= 3 && digits <= 40 && /^[0-9 \-+()（）转、]*$/.test(words);
  }
};

/* Checks site.json as the build does: crates/release/src/site.rs. A test holds both against the same
   files. ES5. */
window.huiqiCheckSite = function (text, rules) {
  "use strict";
  var LONGEST = 60;
  /* In the order of the build's own list. */
  var KEYS = ["title", "host", "contacts", "record", "site_code", "police_record",
    "government_mark", "report_errors", "address", "stale_days", "embed_origins", "unsafe_eval",
    "recalled", "packs", "pack_keys", "documents"];
  var MARKS = ["police_record", "government_mark", "report_errors"];
  var is = window.huiqiText;
  var problems = [];

  /* What is wrong for this build alone is right for another one, whose file this may be. */
  function problem(key, words, isOfBuild) {
    problems.push({ key: key, words: (key === "site.json" ? "" : key + "：") + words,
      isOfBuild: !!isOfBuild });
  }

  function shown(value) { return "，现在写的是 " + JSON.stringify(value); }

  function isAddress(words) { return /^https?:\/\/[!#-&(-;=?-\[\]_a-z|~]+$/.test(words); }

  function isOrigin(words) {
    var usual = words.indexOf("https") === 0 ? ":443" : ":80";
    return /^https?:\/\/[a-z0-9\-.:\[\]]+$/.test(words) &&
      words.slice(-usual.length) !== usual;
  }

  /* What JSON.parse takes and the build does not: the same key twice, numbers with a fraction. */
  function readTwice() {
    var token = /"(?:[^"\\]|\\.)*"|[{}\[\],:]|[-+.\w]+/g;
    var open = [], last = "", key = "", found;
    while ((found = token.exec(text))) {
      var one = found[0];
      if (one === "{" || one === "[") {
        open.push({ of: key, keys: [] });
      } else if (one === "}" || one === "]") {
        open.pop();
      } else if (one === ":") {
        var top = open[open.length - 1];
        key = JSON.parse(last);
        if (top.keys.indexOf(key) >= 0 && !(open.length === 2 && top.of === "documents")) {
          problem(key, "写了两次");
        }
        top.keys.push(key);
      } else if (/^-?[0-9].*[.eE]/.test(one)) {
        problem(key, "不能写小数" + shown(one));
      }
      last = one;
    }
  }

  function parsed() {
    try {
      return JSON.parse(text, function (key, value) {
        if (typeof value === "string" &&
          /[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/.test(value)) {
          throw new Error("半个字");
        }
        return value;
      });
    } catch (error) {
      problem("site.json", "不是 JSON，检查逗号、引号、括号是否成对（" + error.message + "）");
      return null;
    }
  }

  /* The keys of an object; its values alone in a list count as well, in this order. */
  function object(place, value, keys, required) {
    var known = {};
    if (is.list(value) && value.length <= keys.length) {
      value.forEach(function (one, index) { known[keys[index]] = one; });
    } else if (is.object(value)) {
      Object.keys(value).forEach(function (key) {
        if (keys.indexOf(key) < 0) {
          problem(place + key, "没有这个键，可以写：" + keys.join("、"));
        }
        known[key] = value[key];
      });
    } else {
      problem(place.slice(0, -1) || "site.json", "要写成 { … }");
      return known;
    }
    required.forEach(function (key) {
      if (known[key] === undefined) { problem(place + key, "没有写"); }
    });
    return known;
  }

  function kind(place, value, isKind, words) {
    if (value !== undefined && !isKind(value)) { problem(place, words + shown(value)); }
  }

  function texts(place, values) {
    kind(place, values, is.list, "要写成 [ … ]");
    (is.list(values) ? values : []).forEach(function (one) {
      kind(place, one, is.text, "要用引号括起来");
    });
    return values || [];
  }

  /* The file with every key in its place and of its kind. */
  function shaped(value) {
    var site = object("", value, KEYS, ["title"]);
    ["title", "host", "record", "site_code", "address"].forEach(function (key) {
      kind(key, site[key], is.text, "要用引号括起来");
      site[key] = site[key] || "";
    });
    ["unsafe_eval", "packs"].forEach(function (key) {
      kind(key, site[key], is.word, "只能写 true 或 false");
    });
    kind("stale_days", site.stale_days, function (days) {
      return typeof days === "number" && days >= 0 && days < 4294967296;
    }, "要写天数，不加引号");
    if (site.stale_days === undefined) { site.stale_days = 180; }
    ["embed_origins", "recalled", "pack_keys"].forEach(function (key) {
      site[key] = texts(key, site[key]);
    });
    kind("contacts", site.contacts, is.list, "要写成 [ … ]");
    site.contacts = (is.list(site.contacts) ? site.contacts : []).map(function (one) {
      var contact = object("contacts.", one, ["office", "phone"], ["office", "phone"]);
      kind("contacts.office", contact.office, is.text, "要用引号括起来");
      kind("contacts.phone", contact.phone, is.text, "要用引号括起来");
      return contact;
    });
    MARKS.forEach(function (key) {
      if (site[key] === undefined || site[key] === null) {
        site[key] = null;
        return;
      }
      site[key] = object(key + ".", site[key], ["text", "address"], ["text"]);
      kind(key + ".text", site[key].text, is.text, "要用引号括起来");
      kind(key + ".address", site[key].address, is.text, "要用引号括起来");
      site[key].address = site[key].address || "";
    });
    kind("documents", site.documents, is.object, "要写成 { … }");
    site.documents = is.object(site.documents) ? site.documents : {};
    Object.keys(site.documents).forEach(function (id) {
      kind("documents." + id, site.documents[id], is.text, "要用引号括起来");
    });
    return site;
  }

  function check(site) {
    function line(key, words) {
      if (!is.line(words, LONGEST)) { problem(key, "只能写一行，最多 " + LONGEST + " 个字" + shown(words)); }
    }
    function address(key, words) {
      if (!isAddress(words)) {
        problem(key, "网址要以 https:// 或 http:// 开头，不能有空格和引号" + shown(words));
      }
    }
    if (is.blank(site.title)) { problem("title", "不能空着，它是页面的名称"); }
    ["title", "host", "record"].forEach(function (key) { line(key, site[key]); });
    site.contacts.forEach(function (contact) {
      line("contacts.office", contact.office);
      line("contacts.phone", contact.phone);
    });
    if (site.site_code && !/^[0-9]{10}$/.test(site.site_code)) {
      problem("site_code", "要写 10 位数字" + shown(site.site_code));
    }
    MARKS.forEach(function (key) {
      var link = site[key];
      if (!link) { return; }
      if (is.blank(link.text) || !is.line(link.text, LONGEST)) {
        problem(key + ".text", "要写一行字，最多 " + LONGEST + " 个字" + shown(link.text));
      }
      if (link.address) { address(key + ".address", link.address); }
    });
    site.contacts.forEach(function (contact) {
      if (is.blank(contact.office) || !is.telephone(contact.phone)) {
        problem("contacts", "要写单位和电话，电话是 3 到 40 位数字，可以有空格、- + 转 、和括号" +
          shown(contact));
      }
    });
    if (site.address && (!isAddress(site.address) || /[?#]/.test(site.address))) {
      problem("address", "网址要以 https:// 或 http:// 开头，不能有 ? 和 #" + shown(site.address));
    }
    if (site.stale_days < 1 || site.stale_days > 3650) {
      problem("stale_days", "可以写 1 到 3650" + shown(site.stale_days));
    }
    site.embed_origins.forEach(function (origin) {
      if (!isOrigin(origin)) {
        problem("embed_origins", "要像 https://www.example.gov.cn，后面不写别的" + shown(origin));
      }
    });
    site.pack_keys.forEach(function (key) {
      if (!/^[0-9a-fA-F]{64}$/.test(key)) {
        problem("pack_keys", "每个公钥是 64 位十六进制数字" + shown(key));
      }
    });
    if (site.pack_keys.length && !site.packs) {
      problem("pack_keys", "没有写 \"packs\": true，公钥不起作用");
    }
    site.recalled.forEach(function (edition) {
      if (!/^[0-9.]+$/.test(edition)) {
        problem("recalled", "要写规则版本，如 2026.11" + shown(edition));
      } else if (edition === rules.edition) {
        problem("recalled", "不能是这个页面自己的规则版本" + shown(edition), true);
      }
    });
    Object.keys(site.documents).sort().forEach(function (id) {
      if (rules.documents.indexOf(id) < 0) {
        problem("documents", "没有这份文件 " + JSON.stringify(id) + "，可以写：" +
          rules.documents.join("、"), true);
      }
      address("documents." + id, site.documents[id]);
    });
  }

  text = text.replace(/^\ufeff/, "");
  var site = null;
  if (text.indexOf("\ufffd") >= 0) {
    problem("site.json", "有乱码，请用记事本另存为 UTF-8 编码");
  } else {
    var value = parsed();
    if (!problems.length) {
      readTwice();
      site = shaped(value);
    }
    if (!problems.length) { check(site); }
  }
  return { site: site, problems: problems };
};
