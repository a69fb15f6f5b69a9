//! The index of packs: which editions and places a site has.
//! What the index says is text of a file, and is checked before it is used.

use huiqi_rules::policy::PolicySet;
use huiqi_sitting::link::region_of;
use huiqi_sitting::questionnaire::kept_region;
use serde::Deserialize;

/// The format of the index that this version reads.
const FORMAT: u32 = 1;

/// So many places at the most lie within each other.
const MOST_WIDER: usize = 8;

/// The index of packs, as `packs/index.json` has it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct PackIndex {
    format: u32,
    /// Every edition, the oldest first.
    pub(crate) editions: Vec<PackEdition>,
    pub(super) regions: Vec<PackRegion>,
    /// The edition and the regions of the bundled rules.
    #[serde(skip)]
    bundled: (&'static str, Vec<&'static str>),
}

/// An edition.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct PackEdition {
    /// Its name.
    pub(crate) edition: String,
    /// The day of its publication.
    pub(crate) day: String,
    /// What changed, and why.
    pub(crate) reason: String,
    /// The first 16 digits of the SHA-256 of its sources.
    pub(crate) rules: String,
    /// Why it must not be used any more.
    #[serde(default)]
    pub(crate) recalled: Option<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(super) struct PackRegion {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) pinyin: String,
    #[serde(default)]
    pub(super) within: Option<usize>,
    #[serde(default)]
    pub(super) packs: Vec<(usize, String, u32)>,
}

/// A pack to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WantedPack {
    /// The region.
    pub(crate) region: String,
    /// The name of the file in `packs/`.
    pub(crate) file: String,
    /// The hash of the file.
    pub(crate) hash: String,
    /// The number of its edition in the index.
    pub(super) edition: usize,
}

impl PackIndex {
    /// Whether it is one that this version reads, and every name in it may stand in an address.
    pub(crate) fn is_sound(&self) -> bool {
        let is_name = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        };
        let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        self.format == FORMAT
            && self.editions.iter().all(|edition| is_name(&edition.edition))
            && self.regions.iter().all(|region| {
                let is_pack = |(edition, hash, _): &(usize, String, u32)| {
                    *edition < self.editions.len() && is_hash(hash)
                };
                is_name(&region.id)
                    && region.within.is_none_or(|within| within < self.regions.len())
                    && region.packs.iter().all(is_pack)
            })
    }

    /// Returns the index beside these bundled rules: a pack that was published before them, and
    /// lies beside a page that was built since, does not take their place.
    pub(crate) fn beside(mut self, bundled: &PolicySet) -> Self {
        let regions = bundled.regions.iter().map(|region| region.id).collect();
        self.bundled = (bundled.edition, regions);
        self
    }

    fn is_older(&self, region: &str, edition: usize) -> bool {
        let (bundled, regions) = &self.bundled;
        regions.contains(&region) && self.editions[edition].edition.as_str() < *bundled
    }

    /// Returns the newest pack of a region that was not recalled, and is no older than the bundled
    /// rules of the region.
    pub(crate) fn newest(&self, region: &str) -> Option<WantedPack> {
        let own = self.regions.iter().find(|own| own.id == region)?;
        let (edition, hash) = self.newest_of(own)?;
        Some(WantedPack {
            region: region.to_owned(),
            file: format!("{region}-{}.huiqi", self.editions[edition].edition),
            hash: hash.to_owned(),
            edition,
        })
    }

    /// Returns the edition of that pack and its hash.
    pub(super) fn newest_of<'a>(&self, own: &'a PackRegion) -> Option<(usize, &'a str)> {
        let is_used = |(edition, _, _): &&(usize, String, u32)| {
            self.editions[*edition].recalled.is_none() && !self.is_older(&own.id, *edition)
        };
        let (edition, hash, _) = own.packs.iter().rev().find(is_used)?;
        Some((*edition, hash))
    }

    /// Returns the pack of a region in an edition, also of one that was recalled: what was computed
    /// by it is to be explained.
    pub(super) fn of_edition(
        &self,
        region: &str,
        edition: &str,
        rules: Option<&str>,
    ) -> Option<WantedPack> {
        let own = self.regions.iter().find(|own| own.id == region)?;
        let is_it = |(number, _, _): &&(usize, String, u32)| {
            let found = &self.editions[*number];
            found.edition == edition && rules.is_none_or(|rules| rules == found.rules)
        };
        let (number, hash, _) = own.packs.iter().rev().find(is_it)?;
        Some(WantedPack {
            region: region.to_owned(),
            file: format!("{region}-{edition}.huiqi"),
            hash: hash.clone(),
            edition: *number,
        })
    }

    /// Whether a pack was made from these sources.
    pub(crate) fn has_rules(&self, wanted: &WantedPack, rules: &str) -> bool {
        self.edition_has_rules(wanted.edition, rules)
    }

    pub(super) fn edition_has_rules(&self, edition: usize, rules: &str) -> bool {
        self.editions[edition].rules == rules
    }

    /// Returns why a region has no rules that may be used: all of its packs were recalled, and
    /// the bundled rules with them.
    pub(crate) fn recalled(&self, region: &str) -> Option<&str> {
        let own = self.regions.iter().find(|own| own.id == region)?;
        if self.newest(region).is_some() {
            return None;
        }
        let (bundled, regions) = &self.bundled;
        let is_used = |(edition, _, _): &&(usize, String, u32)| {
            !regions.contains(&region) || self.editions[*edition].edition == *bundled
        };
        let last = own.packs.iter().rfind(is_used)?;
        self.editions[last.0].recalled.as_deref()
    }

    /// Returns why an edition was recalled.
    pub(super) fn recall(&self, edition: &str) -> Option<&str> {
        let named = self.editions.iter().filter(|own| own.edition == edition);
        named.filter_map(|own| own.recalled.as_deref()).next_back()
    }

    /// Whether an edition is one of these, and the names of the places whose rules it changed.
    pub(super) fn places_of_edition(&self, edition: &str) -> Option<Vec<&str>> {
        let number = self.editions.iter().rposition(|own| own.edition == edition)?;
        let has = |own: &&PackRegion| own.packs.iter().any(|(own, _, _)| *own == number);
        Some(self.regions.iter().filter(has).map(|own| own.name.as_str()).collect())
    }

    /// Returns the names of the places that a region lies within, the widest first.
    pub(super) fn wider(&self, region: &PackRegion) -> String {
        let mut names = Vec::new();
        let mut outer = region.within;
        // A circle ends too.
        while let Some(next) = outer.filter(|_| names.len() < MOST_WIDER) {
            names.push(self.regions[next].name.as_str());
            outer = self.regions[next].within;
        }
        names.reverse();
        names.join(" · ")
    }

    /// Returns the region for which rules are wanted: that of the link, of the address, of the
    /// portal, of the kept answers. None where it has no pack.
    pub(crate) fn wanted(
        &self,
        code: Option<&str>,
        named: Option<&str>,
        preset: Option<&str>,
        kept: Option<&str>,
    ) -> Option<&str> {
        let ids = || self.regions.iter().map(|region| region.id.as_str());
        let region = match code {
            Some(code) => region_of(code, ids()),
            None => named.or(preset).or_else(|| kept.and_then(kept_region)),
        }?;
        ids().find(|id| *id == region)
    }
}
