/* Puts the calculator into any page: <huiqi-calculator region="…" locked plain theme="red" large
   results></huiqi-calculator>, or huiqi.embed(element, options). Version 1 of the messages; the
   other side is framed.js. ES5, no library, nothing global but `huiqi`. */
(function () {
  "use strict";
  var VERSION = 1;
  var NAME = "huiqi-calculator";
  /* Loaded as a module, or in a bundle, a script does not know its own element, which is then
     marked; any other vendor may have an embed.js. */
  var script = document.querySelector("script[data-huiqi][src]") || document.currentScript;
  if (!script || !script.src) {
    fault("找不到测算页的网址：请用 script 标签引入 embed.js，并写上 data-huiqi");
    return;
  }
  var link = document.createElement("a");
  link.href = script.src.replace(/[^\/]*$/, "");
  var base = link.href;
  var origin = link.protocol === "file:" ? "null" : link.protocol + "//" + link.host;
  var shown = [];
  var NAMES = ["region", "locked", "plain", "theme", "large", "results"];
  /* What was written wrong, for a page that shows it: element and text. */
  var problems = [];

  function fault(text) {
    if (window.console) { console.error("huiqi: " + text); }
  }

  function address(options, place) {
    var query = "?embed=" + VERSION;
    ["theme", "region"].forEach(function (name) {
      var wish = options[name];
      if (wish !== undefined && wish !== null) {
        query += "&" + name + "=" + encodeURIComponent(wish);
      }
    });
    ["large", "locked", "plain"].forEach(function (name) {
      if (options[name] === true) { query += "&" + name + "=1"; }
    });
    if (place > 0) { query += "&place=" + place; }
    return base + "index.html" + query;
  }

  /* The first number that no other frame of this page has. */
  function free() {
    var place = 0;
    function taken(one) { return one.place === place; }
    while (shown.some(taken)) { place += 1; }
    return place;
  }

  function tell(one, name, detail) {
    var event = document.createEvent("CustomEvent");
    event.initCustomEvent("huiqi-" + name, true, false, detail);
    one.element.dispatchEvent(event);
  }

  function problem(one, text) {
    fault(text);
    problems.push({ element: one.element, text: text });
    tell(one, "problem", { text: text });
  }

  function remove(one) {
    shown = shown.filter(function (other) { return other !== one; });
    if (one.frame.parentNode) { one.frame.parentNode.removeChild(one.frame); }
  }

  /* Once more on the same element, the new one takes the place of the old one, with its answers. */
  function embed(element, options) {
    if (!element || element.nodeType !== 1) {
      throw new TypeError("huiqi: embed 的第一个参数须是页面上的元素");
    }
    shown.filter(function (one) { return one.element === element; }).forEach(remove);
    var frame = document.createElement("iframe");
    var one = {
      element: element,
      frame: frame,
      results: !!options && options.results === true,
      place: free(),
      step: ""
    };
    frame.title = "惠企：政策测算";
    frame.setAttribute("allow", "clipboard-write; web-share");
    frame.style.cssText = "display:block;width:100%;height:600px;border:0";
    frame.src = address(options || {}, one.place);
    shown.push(one);
    while (element.firstChild) { element.removeChild(element.firstChild); }
    element.appendChild(frame);
    Object.keys(options || {}).forEach(function (name) {
      if (NAMES.indexOf(name) < 0) {
        problem(one, "没有 " + name.slice(0, 60) + " 这个属性，可以写：" + NAMES.join("、"));
      }
    });
    return { frame: frame, remove: function () { remove(one); } };
  }

  function hear(one, data) {
    if (data.type === "ready") {
      one.step = "";
      one.frame.contentWindow.postMessage(
        { huiqi: VERSION, type: "hello", results: one.results },
        origin === "null" ? "*" : origin
      );
    } else if (data.type === "height" && typeof data.height === "number" &&
        data.height > 0 && data.height < 100000) {
      one.frame.style.height = Math.ceil(data.height) + "px";
    } else if (data.type === "step" && typeof data.step === "string") {
      if (one.step && one.frame.getBoundingClientRect().top < 0) { one.frame.scrollIntoView(); }
      one.step = data.step;
      tell(one, "step", { step: data.step });
    } else if (data.type === "result" && one.results) {
      tell(one, "result", data.result);
    } else if (data.type === "problem") {
      problem(one, String(data.text));
    }
  }

  window.addEventListener("message", function (event) {
    var data = event.data;
    if (event.origin !== origin || !data || typeof data.huiqi !== "number") { return; }
    shown.forEach(function (one) {
      if (event.source !== one.frame.contentWindow) { return; }
      if (data.huiqi === VERSION) {
        hear(one, data);
      } else {
        fault("embed.js 与测算页面的版本不同，请刷新 embed.js");
      }
    });
  });

  function wishes(element) {
    var found = {};
    [].forEach.call(element.attributes, function (attribute) {
      var name = attribute.name;
      /* What any element may have is no wish, nor what a page's own tools mark it with. */
      if (/^(id|class|style|title|lang|dir|hidden|slot|part|role|tabindex)$|[-:_@]/.test(name)) {
        return;
      }
      found[name] = name === "region" || name === "theme" ? attribute.value : true;
    });
    return found;
  }

  window.huiqi = { version: VERSION, embed: embed, problems: problems };

  if (!window.customElements || !window.Reflect) {
    document.addEventListener("DOMContentLoaded", function () {
      [].forEach.call(document.querySelectorAll(NAME), function (element) {
        embed(element, wishes(element));
      });
    });
    return;
  }
  if (customElements.get(NAME)) { return; }

  function Calculator() { return Reflect.construct(HTMLElement, [], Calculator); }
  Object.setPrototypeOf(Calculator, HTMLElement);
  Calculator.prototype = Object.create(HTMLElement.prototype);
  Calculator.observedAttributes = NAMES;
  Calculator.prototype.connectedCallback = function () {
    this.style.display = "block";
    this.huiqi = embed(this, wishes(this));
  };
  Calculator.prototype.disconnectedCallback = function () {
    if (this.huiqi) { this.huiqi.remove(); }
    this.huiqi = null;
  };
  Calculator.prototype.attributeChangedCallback = function (name, before, now) {
    if (this.huiqi && before !== now) {
      this.huiqi.remove();
      this.huiqi = embed(this, wishes(this));
    }
  };
  customElements.define(NAME, Calculator);
}());
