//! The rules of several places, from packs: each place has its newest ones.

use huiqi_pack::{Loaded, hash, read};
use huiqi_policies::{POLICIES, RULES_HASH};
use huiqi_publish::{Archive, IndexedRegion, PackArchive};
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_sheets::ledger::RuleNote;
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::wording::{recalled_edition, recalled_in_table};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;

/// An archive of packs beside the rules of this program.
pub(crate) struct Archived<'a> {
    packs: PackArchive<'a>,
}

impl<'a> Archived<'a> {
    /// Reads its index.
    pub(crate) fn open(archive: &'a dyn Archive, folder: &'a str) -> Result<Self, String> {
        Ok(Self { packs: PackArchive::open(archive, folder, &[])? })
    }

    /// Returns the rules of this program, beside which the other places have names alone.
    pub(crate) fn names(&self) -> RuleBook {
        RuleBook::with(&POLICIES, &[], &self.places())
    }

    /// Returns the rules of these places, and what is to be said of those of which all were
    /// recalled.
    pub(crate) fn book(&self, places: &[&str]) -> Result<(RuleBook, Vec<RuleNote>), String> {
        let (mut sets, mut notes) = (Vec::new(), Vec::new());
        let is_named = |region: &&IndexedRegion| places.contains(&region.id.as_str());
        for region in self.packs.index.regions.iter().filter(is_named) {
            if let Some(pack) = self.packs.used(region, &POLICIES, RULES_HASH) {
                sets.push(self.packs.load(&region.id, pack)?.set());
            }
            if let Some(why) = self.packs.index.recalled(region, &POLICIES) {
                let words = recalled_in_table(&region.name, why);
                notes.push(RuleNote { region: Some(region.id.clone()), words });
            }
        }
        Ok((RuleBook::with(&POLICIES, &sets, &self.places()), notes))
    }

    /// Returns the pack that the page uses for a place; none where the bundled rules serve it.
    ///
    /// # Errors
    /// It is missing or refused, or everything of the place was recalled.
    pub(crate) fn pack_in_use(&self, place: &str) -> Result<Option<Vec<u8>>, String> {
        let all = &self.packs.index.regions;
        let Some(region) = all.iter().find(|one| one.id == place) else { return Ok(None) };
        if let Some(why) = self.packs.index.recalled(region, &POLICIES) {
            return Err(recalled_in_table(&region.name, why));
        }
        let used = self.packs.used(region, &POLICIES, RULES_HASH);
        let read = |pack| Ok(self.packs.checked(place, pack)?.1);
        used.map(read).transpose()
    }

    /// Returns the pack that a receipt names: its path, and its bytes.
    ///
    /// # Errors
    /// There is none, or it is refused.
    pub(crate) fn of_receipt(
        &self,
        (place, edition, rules): (&str, &str, &str),
    ) -> Result<(String, Vec<u8>), String> {
        Ok(self.packs.of_receipt(place, edition, rules)?)
    }

    /// Returns why an edition was recalled, in a sentence; none where it was not.
    pub(crate) fn recall_of(&self, edition: &str) -> Option<String> {
        let own = self.packs.index.editions.iter().find(|one| one.edition == edition)?;
        own.recalled.as_deref().map(|why| recalled_edition(edition, why))
    }

    /// Returns the places that only packs are for, by their ids and names.
    fn places(&self) -> Vec<(String, String)> {
        let is_bundled = |id: &str| POLICIES.regions.iter().any(|own| own.id == id);
        let all = self.packs.index.regions.iter();
        let of_packs = all.filter(|one| !one.packs.is_empty() && !is_bundled(&one.id));
        of_packs.map(|one| (one.id.clone(), one.name.clone())).collect()
    }
}

/// A pack that was named.
struct NamedPack {
    name: String,
    hash: String,
    set: &'static PolicySet,
}

impl NamedPack {
    /// Returns its places: those that it has documents of.
    fn places(&self) -> impl Iterator<Item = &'static Region> + use<> {
        self.set.regions.iter().filter(|own| !own.policies.is_empty())
    }

    fn has(&self, region: &Region) -> bool {
        self.places().any(|own| own.id == region.id)
    }
}

/// Returns the rules of packs, pairs of a name and bytes, and which of them are not used since
/// others of their places are newer.
pub(crate) fn of_packs(packs: &Array) -> Result<(RuleBook, Vec<String>), String> {
    let mut all: Vec<NamedPack> = Vec::new();
    for pair in packs.iter() {
        let pair: Array = pair.unchecked_into();
        let name = pair.get(0).as_string().unwrap_or_default();
        let bytes = Uint8Array::new(&pair.get(1)).to_vec();
        let loaded: Loaded =
            read(&bytes).map_err(|refusal| format!("{name}: {}", refusal.sentence()))?;
        let pack = NamedPack { name, hash: hash(&bytes), set: loaded.set() };
        if all.iter().all(|known| known.hash != pack.hash) {
            all.push(pack);
        }
    }
    // The newest first: a later edition has a greater name.
    all.sort_by_key(|pack| std::cmp::Reverse(pack.set.edition));
    let (mut used, mut lines): (Vec<NamedPack>, Vec<String>) = (Vec::new(), Vec::new());
    for pack in all {
        let newer =
            pack.places().find_map(|own| Some((own, used.iter().find(|one| one.has(own))?)));
        let Some((place, newer)) = newer else {
            used.push(pack);
            continue;
        };
        let (name, other, place) = (&pack.name, &newer.name, place.name);
        if newer.set.edition == pack.set.edition {
            return Err(format!(
                "{other} and {name} are both {place} in edition {}; name one of them",
                pack.set.edition
            ));
        }
        lines.push(format!(
            "{name} is not used: {other} has the newer edition {} of {place}",
            newer.set.edition
        ));
    }
    let sets: Vec<&'static PolicySet> = used.iter().map(|pack| pack.set).collect();
    let Some((first, others)) = sets.split_first() else {
        return Err("no pack was named".to_owned());
    };
    Ok((RuleBook::with(first, others, &[]), lines))
}
