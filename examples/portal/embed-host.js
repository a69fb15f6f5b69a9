/* What a portal does with the two events. Text from outside is shown as text. */
(function () {
  "use strict";
  var calculator = document.getElementById("zaozhuang");
  function problem(element, text) {
    var line = document.createElement("li");
    line.textContent = (element.id || "测算") + "：" + text;
    document.getElementById("problems").appendChild(line);
  }
  /* What was found before this script came, and what the calculator says later. */
  window.huiqi.problems.forEach(function (one) { problem(one.element, one.text); });
  document.addEventListener("huiqi-problem", function (event) {
    problem(event.target, event.detail.text);
  });
  calculator.addEventListener("huiqi-step", function (event) {
    document.getElementById("step").textContent = "步骤：" + event.detail.step;
  });
  calculator.addEventListener("huiqi-result", function (event) {
    var result = event.detail;
    var most = result.most === null ? "还说不出" : result.most + " 元";
    var proof = "（" + result.on + "，规则 " + result.edition + "）";
    document.getElementById("result").textContent =
      "结果：至少 " + result.least + " 元，最多 " + most + proof;
  });
}());
