/* What the status page says of files that a page does not take: where a file is no JSON, and what
   is wrong with a pack. ES5. */

/* Why a text is no JSON, and where; empty where it is. */
window.huiqiJsonFault = function (text) {
  "use strict";
  var SIGNS = { "，": ",", "：": ":", "“": "\"", "”": "\"", "＂": "\"", "‘": "\"", "’": "\"",
    "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]", "、": ",", "；": ",", "。": "." };
  var LONG = 100;
  var at = 0, quote = -1, comma = false;

  function fail() { throw { isFault: true }; }

  function space() { while (/[ \t\r\n]/.test(text.charAt(at))) { at += 1; } }

  function take(one) {
    space();
    if (text.charAt(at) !== one) { fail(); }
    at += 1;
  }

  function string() {
    take("\"");
    quote = at;
    while (text.charAt(at) !== "\"") {
      if (text.charAt(at) < " ") { fail(); }
      if (text.charAt(at) === "\\") {
        at += 1;
        if (!/^(?:["\\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 5))) { fail(); }
      }
      at += 1;
    }
    at += 1;
    quote = -1;
  }

  function list(end, item) {
    at += 1;
    space();
    if (text.charAt(at) === end) { at += 1; return; }
    for (;;) {
      item();
      comma = false;
      space();
      if (text.charAt(at) === end) { at += 1; return; }
      take(",");
      comma = true;
      space();
    }
  }

  function value() {
    space();
    var one = text.charAt(at), word;
    if (one === "{") {
      list("}", function () { string(); take(":"); value(); });
    } else if (one === "[") {
      list("]", value);
    } else if (one === "\"") {
      string();
    } else {
      word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![-+.\w])/.exec(
        text.slice(at, at + LONG));
      if (!word) { fail(); }
      at += word[0].length;
    }
  }

  function where() {
    var before = text.slice(0, at).split("\n");
    var line = text.split("\n")[before.length - 1] || "";
    var column = before[before.length - 1].length + 1;
    return "第 " + before.length + " 行" + (line.length > LONG ? "第 " + column + " 个字" : "") +
      "附近，";
  }

  function sign(one) { return "`" + one + "` 是中文符号，要写英文的 `" + SIGNS[one] + "`"; }

  if (/^\s*$/.test(text)) { return "文件是空的"; }
  if (text.indexOf("\ufffd") >= 0) {
    return "有乱码，不是 UTF-8 编码，请用记事本另存为 UTF-8 编码";
  }
  if (/^\s*</.test(text)) { return "服务器回的是网页，不是这个文件，服务器上可能没有它"; }
  try {
    value();
    space();
    if (at < text.length) { fail(); }
    return "";
  } catch (error) {
    if (!error.isFault) { throw error; }
  }
  var one = text.charAt(at);
  if (quote >= 0) {
    var closing = /[“”＂]/.exec(text.slice(quote, at));
    if (closing) { return where() + sign(closing[0]); }
    return where() + (one >= " " ? "`\\` 要写成 `\\\\`" : "引号没有成对，或者文件到这里就断了");
  }
  if (SIGNS.hasOwnProperty(one)) { return where() + sign(one); }
  if (!one) { return where() + "文件到这里就断了，后面的内容没有了"; }
  if (comma && (one === "}" || one === "]")) { return where() + "`" + one + "` 前面多了一个逗号"; }
  return where() + "从 `" + text.slice(at, at + 12).split("\n")[0] +
    "` 起读不懂，检查前面的逗号、引号、括号";
};

/* Parts a pack: the bytes that signatures cover, and the signatures; null where it is cut. */
window.huiqiPackParts = function (bytes) {
  "use strict";
  var at = 11, part, count;
  for (part = 0; part < 3; part += 1) {
    if (at + 4 > bytes.length) { return null; }
    at += 4 + bytes[at] + bytes[at + 1] * 256 + bytes[at + 2] * 65536 + bytes[at + 3] * 16777216;
  }
  at += 32;
  count = bytes[at];
  if (at + 1 + count * 96 !== bytes.length) { return null; }
  return { covered: bytes.subarray(0, at), signatures: bytes.subarray(at + 1) };
};

/* What is wrong with a pack that can be seen without its hash; empty where nothing is. */
window.huiqiPackFault = function (bytes, size) {
  "use strict";
  /* The last format that this page reads. */
  var FORMAT = 2;
  var MAGIC = "huiqi-pack";
  var begin = String.fromCharCode.apply(null, [].slice.call(bytes, 0, MAGIC.length));
  if (!bytes.length) { return "文件是空的"; }
  if (/^\s*</.test(begin)) { return "服务器回的是网页，不是规则包，服务器上可能没有它"; }
  if (bytes.length !== size) {
    return "目录里写的是 " + size + " 字节，取到的是 " + bytes.length + " 字节，被截断或者改过";
  }
  if (begin !== MAGIC) { return "不是规则包"; }
  if (bytes[MAGIC.length] > FORMAT) { return "是更新的格式，这一份页面读不了，请先更新页面"; }
  return window.huiqiPackParts(bytes) ? "" : "不完整，被截断或者改过";
};
