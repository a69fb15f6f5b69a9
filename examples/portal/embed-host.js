/* What a portal does with the two events. Text from outside is shown as text. */
(function () {
  "use strict";
  var calculator = document.getElementById("zaozhuang");
  calculator.addEventListener("huiqi-step", function (event) {
    document.getElementById("step").textContent = "步骤：" + event.detail.step;
  });
  calculator.addEventListener("huiqi-result", function (event) {
    var result = event.detail;
    var most = result.most === null ? "没有上限" : result.most + " 元";
    var proof = "（" + result.on + "，规则 " + result.edition + "）";
    document.getElementById("result").textContent =
      "结果：至少 " + result.least + " 元，最多 " + most + proof;
  });
}());
