/* Reads packs/index.json: null where it is no index of this format. Each edition gets the names of
   the places whose rules it changed, and whether one of them has an edition before it; "newest" are
   the places that have a pack, each with the edition that is in use. ES5. */
window.huiqiIndex = function (text) {
  "use strict";
  try {
    var index = JSON.parse(text);
    if (index.format !== 1) { return null; }
    var isName = function (name) { return typeof name === "string" && /^[\w.-]+$/.test(name); };
    var editions = index.editions.map(function (one) {
      ["edition", "day", "author", "reviewer", "reason", "rules"].forEach(function (key) {
        if (typeof one[key] !== "string") { throw new Error(key); }
      });
      if (!isName(one.edition)) { throw new Error("edition"); }
      return { edition: one.edition, day: one.day, author: one.author, reviewer: one.reviewer,
        reason: one.reason, rules: one.rules, places: [], hasFormer: false,
        documents: (one.documents || []).map(String), more: Number(one.more_documents) || 0,
        recalled: typeof one.recalled === "string" ? one.recalled : "" };
    });
    var places = 0, newest = [];
    index.regions.forEach(function (region) {
      var packs = region.packs || [];
      if (packs.length) { places += 1; }
      var used = null, file = null;
      var within = region.within === undefined ? 0 : region.within;
      if (!isName(region.id) || !index.regions[within]) { throw new Error("region"); }
      packs.forEach(function (pack, at) {
        var edition = editions[pack[0]];
        if (!/^[0-9a-fA-F]{16}$/.test(pack[1])) { throw new Error("hash"); }
        edition.places.push(String(region.name));
        edition.hasFormer = edition.hasFormer || at > 0;
        if (!edition.recalled) {
          used = edition;
          file = pack;
        }
      });
      if (used) {
        newest.push({ id: region.id, name: String(region.name), edition: used,
          file: region.id + "-" + used.edition + ".huiqi", hash: file[1], size: file[2] });
      }
    });
    return { editions: editions, places: places, newest: newest };
  } catch (error) { return null; }
};
