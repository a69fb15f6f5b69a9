/* Reads packs/index.json: null where it is no index of this format. Each edition gets the names of
   the places whose rules it changed. ES5. */
window.huiqiIndex = function (text) {
  "use strict";
  try {
    var index = JSON.parse(text);
    if (index.format !== 1) { return null; }
    var editions = index.editions.map(function (one) {
      ["edition", "day", "author", "reviewer", "reason", "rules"].forEach(function (key) {
        if (typeof one[key] !== "string") { throw new Error(key); }
      });
      return { edition: one.edition, day: one.day, author: one.author, reviewer: one.reviewer,
        reason: one.reason, rules: one.rules, places: [],
        recalled: typeof one.recalled === "string" ? one.recalled : "" };
    });
    var places = 0;
    index.regions.forEach(function (region) {
      var packs = region.packs || [];
      if (packs.length) { places += 1; }
      packs.forEach(function (pack) { editions[pack[0]].places.push(String(region.name)); });
    });
    return { editions: editions, places: places };
  } catch (error) { return null; }
};
