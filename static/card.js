/* At the end of the whole page's script: draws the picture of a result from its words, and returns
   it as an address that an image shows and a visitor saves. Empty where the browser draws none. */
window.huiqiCard = function (card) {
  "use strict";
  /* Twice as many points as a phone is wide. */
  var WIDTH = 750, EDGE = 48, SIGHT = WIDTH - 2 * EDGE;
  var style = getComputedStyle(document.documentElement);
  var family = getComputedStyle(document.body).fontFamily;
  var canvas = document.createElement("canvas");
  var pen = canvas.getContext && canvas.getContext("2d");
  var top = 0;
  /* What is drawn once the height is known. */
  var marks = [];

  function colour(name) { return style.getPropertyValue("--" + name).trim(); }

  function font(size, weight) { pen.font = (weight || 400) + " " + size + "px " + family; }

  /* Lines that fit, by letters and not by halves of a rare one; a number
     with its unit, or a word, stays whole. */
  function lines(text, width) {
    var parts = text.match(/[\w.,%:\/-]+(?: [万亿]?元)?|[\uD800-\uDBFF][\uDC00-\uDFFF]|[^]/g) || [];
    var found = [], line = "";
    parts.forEach(function (part) {
      var isEnd = /[，。：；、）”》]/.test(part);
      if (line && !isEnd && pen.measureText(line + part).width > width) {
        found.push(line);
        line = part === " " || part === "\u3000" ? "" : part;
      } else { line += part; }
    });
    if (line) { found.push(line); }
    return found;
  }

  function write(text, left, size, weight, tint, width, height) {
    font(size, weight);
    lines(text, width).forEach(function (line) {
      var at = top + height / 2;
      marks.push(function () {
        font(size, weight);
        pen.fillStyle = tint;
        pen.fillText(line, left, at);
      });
      top += height;
    });
  }

  function field(from, tint) {
    var to = top;
    marks.unshift(function () {
      pen.fillStyle = tint;
      pen.fillRect(0, from, WIDTH, to - from);
    });
  }

  function head() {
    top = EDGE;
    if (card.name) { write(card.name, EDGE, 36, 600, "#fff", SIGHT, 54); }
    write(card.place, EDGE, 30, 400, colour("on-blue-2"), SIGHT, 46);
    card.premises.forEach(function (words) {
      top += 16;
      write(words, EDGE, 30, 400, "#fff", SIGHT, 46);
    });
    top += 16;
    card.figures.forEach(function (figure) {
      var size = 96, beside, right;
      font(30);
      beside = EDGE + pen.measureText(figure[0]).width + 24;
      do { font(size, 500); size -= 6; } while (
        size > 30 && beside + pen.measureText(figure[1]).width > WIDTH - EDGE - 110);
      size += 6;
      right = beside + pen.measureText(figure[1]).width + 16;
      marks.push((function (base, size) {
        return function () {
          pen.textBaseline = "alphabetic";
          pen.fillStyle = "#fff";
          font(30);
          pen.fillText(figure[0], EDGE, base);
          font(size, 500);
          pen.fillText(figure[1], beside, base);
          font(36);
          pen.fillText(figure[2], right, base);
          pen.textBaseline = "middle";
        };
      }(top + 92, size)));
      top += 116;
    });
    if (card.words) {
      top += 8;
      write(card.words, EDGE, 30, 400, "#fff", SIGHT, 46);
    }
    top += 32;
    field(0, colour("blue-dark"));
  }

  function hatch(left, above) {
    pen.save();
    pen.beginPath();
    pen.rect(left, above, 28, 28);
    pen.clip();
    pen.lineWidth = 5;
    for (var at = -28; at < 28; at += 12) {
      pen.beginPath();
      pen.moveTo(left + at, above + 28);
      pen.lineTo(left + at + 28, above);
      pen.stroke();
    }
    pen.restore();
    pen.lineWidth = 2;
    pen.strokeRect(left + 1, above + 1, 26, 26);
  }

  function row(one) {
    var from, width;
    font(30, 600);
    width = pen.measureText(one.amount).width;
    from = top += 22;
    marks.push(function () {
      pen.fillStyle = pen.strokeStyle = colour("blue");
      if (one.is_sure) { pen.fillRect(EDGE, from + 8, 28, 28); }
      if (!one.is_sure && one.amount) { hatch(EDGE, from + 8); }
      font(30, 600);
      pen.fillStyle = colour("ink");
      pen.fillText(one.amount, WIDTH - EDGE - width, from + 23);
    });
    write(one.name, EDGE + 48, 30, 400, colour("ink"), SIGHT - 48 - 32 - width, 46);
    top += 22;
    marks.push((function (at) {
      return function () {
        pen.fillStyle = colour("line");
        pen.fillRect(EDGE, at, SIGHT, 2);
      };
    }(top)));
  }

  /* The path is lines of M x y.5h length, a module wide; modules are whole points. */
  function code(width, path, left, above) {
    var size = Math.max(3, Math.floor(264 / width));
    marks.push(function () {
      pen.fillStyle = "#fff";
      pen.fillRect(left, above, size * width, size * width);
      pen.fillStyle = "#000";
      path.replace(/M(\d+) (\d+)\.5h(\d+)/g, function (all, x, y, length) {
        pen.fillRect(left + x * size, above + y * size, length * size, size);
      });
    });
    return size * width;
  }

  function foot() {
    var from = top, left = EDGE, size = 0;
    top += 32;
    if (card.qr) {
      size = code(card.qr[0], card.qr[1], EDGE, top);
      left += size + 32;
    }
    from = [from, top];
    top += Math.max(0, (size - card.foot.length * 44) / 2);
    card.foot.forEach(function (words) {
      write(words, left, 26, 400, colour("ink-2"), WIDTH - EDGE - left, 44);
    });
    top = Math.max(top, from[1] + size) + 36;
    field(from[0], colour("wash"));
  }

  if (!pen) { return ""; }
  head();
  top += 10;
  card.rows.forEach(row);
  if (card.office) {
    top += 28;
    write(card.office, EDGE, 34, 600, colour("ink"), SIGHT, 50);
    write(card.contact, EDGE, 30, 400, colour("ink"), SIGHT, 46);
  }
  top += 28;
  foot();
  canvas.width = WIDTH;
  canvas.height = Math.ceil(top);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, WIDTH, canvas.height);
  pen.textBaseline = "middle";
  marks.forEach(function (mark) { mark(); });
  try { return canvas.toDataURL("image/png"); } catch (error) { return ""; }
};
