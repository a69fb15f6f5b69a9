/* Reads packs/index.json: null where it is no index of this format. Each edition gets the names of
   the places whose rules it changed, and whether one of them has an edition before it; "newest" are
   the places that have a pack, each with the edition that is in use. ES5. */
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
        reason: one.reason, rules: one.rules, places: [], hasFormer: false,
        documents: (one.documents || []).map(String), more: Number(one.more_documents) || 0,
        recalled: typeof one.recalled === "string" ? one.recalled : "" };
    });
    var places = 0, newest = [];
    index.regions.forEach(function (region) {
      var packs = region.packs || [];
      if (packs.length) { places += 1; }
      var used = null;
      packs.forEach(function (pack, at) {
        var edition = editions[pack[0]];
        edition.places.push(String(region.name));
        edition.hasFormer = edition.hasFormer || at > 0;
        if (!edition.recalled) { used = edition; }
      });
      if (used && /^[\w.-]+$/.test(region.id)) {
        newest.push({ id: region.id, name: String(region.name), edition: used });
      }
    });
    return { editions: editions, places: places, newest: newest };
  } catch (error) { return null; }
};
