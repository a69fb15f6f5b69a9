/* ES5. Without it the pages still hold everything. search.js is in the same file, before it. */
(function (root) {
"use strict";
/* As src/model/keys.rs has it: each deployment its own, and in a folder each tab. */
var self = document.currentScript, path = (self && self.src || location.href).split(/[?#]/)[0];
var folder = path.replace(/^[a-z]+:\/\/[^\/]*/, "").replace(/(library\/)?[^\/]*$/, "");
var KEY = "huiqi" + folder + "large";
function storage() {
  return window[location.protocol === "file:" ? "sessionStorage" : "localStorage"];
}
function byId(id) { return document.getElementById("page--" + id); }
function each(list, act) { [].forEach.call(list, act); }
function fragment() {
  var text = location.hash.slice(1);
  try { return decodeURIComponent(text); } catch (error) { return text; }
}

function large(button) {
  function show(on) {
    button.textContent = on ? "标准版" : "长辈版";
    button.setAttribute("aria-pressed", on);
    button.hidden = false;
  }
  button.onclick = function () {
    var on = root.classList.toggle("large");
    try { storage().setItem(KEY, on ? "1" : "0"); } catch (error) { /* None kept. */ }
    show(on);
  };
  show(root.classList.contains("large"));
}

function ages() {
  var now = new Date(), today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  each(document.querySelectorAll("[data-age]"), function (time) {
    var days = (today - Date.parse(time.getAttribute("datetime"))) / 864e5;
    if (days > 0) { time.insertAdjacentHTML("afterend", "（已过 " + days + " 天）"); }
  });
}

function lost() {
  var note = byId("lost"), id = fragment();
  if (note) { note.hidden = !id || !id.indexOf("q=") || !!document.getElementById(id); }
}

/* Before anything is drawn. */
try {
  if ((storage().getItem(KEY) || storage().getItem("huiqi-large")) === "1") {
    root.classList.add("large");
  }
} catch (error) { /* None kept. */ }
window.onhashchange = lost;
document.addEventListener("DOMContentLoaded", function () {
  large(byId("large"));
  ages();
  lost();
  if (byId("search")) { window.huiqiSearch(byId, each, lost); }
});
}(document.documentElement));
