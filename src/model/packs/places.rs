//! The places that packs are for: which edition of a place is used, and what is said of it.

use super::super::facts::RegionState;
use super::super::words;
use super::index::{PackEdition, PackIndex, PackRegion, WantedPack};
use super::{Bundled, PackFault, PackMark};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::places::{Place, places};
use huiqi_sitting::wording;
use huiqi_tables::wording::recalled_edition;
use time::Date;

/// Where the rules of an edition are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RuleSource {
    /// In the page.
    Bundled,
    /// In a pack of the site.
    Pack(WantedPack),
    /// In a file that the visitor opened, by the number of the choice.
    File(u32),
}

/// An edition of a place's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownEdition {
    /// Its name.
    pub(crate) edition: String,
    /// Whether it was recalled.
    pub(crate) is_recalled: bool,
    /// Where its rules are.
    pub(crate) source: RuleSource,
}

/// The places that packs are for, and the pack in use.
#[derive(Clone, Debug, Default)]
pub(crate) struct PackPlaces {
    /// The index with the bundled rules; none where the site has no packs.
    index: Option<(PackIndex, Bundled)>,
    /// The pack in use; none where the bundled rules are.
    pub(crate) pack: Option<PackMark>,
    /// The name of the place whose rules are on their way.
    pub(crate) coming: Option<String>,
    /// Why the rules of a place are not used.
    pub(crate) refused: String,
    /// The places whose packs were refused, and why: the bundled rules serve.
    pub(super) unusable: Vec<(String, PackFault)>,
    /// Why there is no index, where the site has packs.
    pub(crate) index_fault: Option<PackFault>,
    /// What was published while the page is open, once it was said.
    pub(super) since: Option<PackIndex>,
}

impl PackPlaces {
    /// Returns them at the start of a page.
    pub(crate) fn new(index: Option<PackIndex>, bundled: Bundled, pack: Option<PackMark>) -> Self {
        let index = index.map(|index| (index, bundled));
        Self { index, pack, ..Self::default() }
    }

    /// Returns what was published; none where the site has no packs.
    pub(crate) fn index(&self) -> Option<&PackIndex> {
        self.index.as_ref().map(|(index, _)| index)
    }

    /// Returns the same, with another index.
    pub(super) fn with_index(&self, index: PackIndex) -> Option<Self> {
        let (_, bundled) = self.index.as_ref()?;
        Some(Self { index: Some((index, *bundled)), ..self.clone() })
    }

    /// Returns the places whose published rules are not the bundled ones, each with its name and
    /// since when.
    pub(crate) fn published(&self) -> Vec<(String, String, String)> {
        let one = |(region, edition): (&PackRegion, &PackEdition)| {
            let day = read_date(&edition.day).map_or_else(|| edition.day.clone(), wording::date);
            let since = format!("规则版次 {}，{day}公布", edition.edition);
            (region.id.clone(), region.name.clone(), since)
        };
        self.published_regions().map(one).collect()
    }

    /// Whether there are such places.
    pub(crate) fn has_published(&self) -> bool {
        self.published_regions().next().is_some()
    }

    fn published_regions(&self) -> impl Iterator<Item = (&PackRegion, &PackEdition)> {
        self.index.iter().flat_map(|(index, bundled)| {
            index.regions.iter().filter_map(move |region| {
                let (edition, _) = index.newest_of(region)?;
                let is_bundled =
                    bundled.has(&region.id) && index.edition_has_rules(edition, bundled.rules);
                (!is_bundled).then(|| (region, &index.editions[edition]))
            })
        })
    }

    /// Whether the pack of a place was refused.
    pub(crate) fn is_unusable(&self, region: &str) -> bool {
        self.unusable.iter().any(|(own, _)| own == region)
    }

    /// Returns the bundled rules; none where the site has no packs.
    pub(crate) fn bundled(&self) -> Option<Bundled> {
        self.index.as_ref().map(|(_, bundled)| *bundled)
    }

    /// Whether the bundled rules serve a place whose pack is refused.
    pub(super) fn serves(&self, region: &str) -> bool {
        self.bundled().is_some_and(|bundled| bundled.has(region))
    }

    /// Returns what is said of a place whose pack is refused.
    pub(super) fn refusal(&self, region: &str, fault: &PackFault) -> String {
        let Some((index, bundled)) = self.index.as_ref().filter(|_| self.serves(region)) else {
            return fault.sentence();
        };
        let newest = index.newest(region).map(|wanted| &index.editions[wanted.edition].edition);
        let name = index.regions.iter().find(|own| own.id == region);
        let name = name.map_or(region, |own| own.name.as_str());
        words::not_newest(name, newest.map(String::as_str), fault, bundled.set.edition)
    }

    /// Returns what a table says of a place whose pack is refused.
    pub(crate) fn refusal_in_table(&self, region: &str, name: &str, fault: &PackFault) -> String {
        if self.serves(region) {
            return self.refusal(region, fault);
        }
        let newest = self
            .index()
            .and_then(|index| Some(index.editions[index.newest(region)?.edition].edition.as_str()));
        words::not_computed(name, newest, fault)
    }

    /// Returns that a place of a table has newer rules than it was computed by.
    pub(crate) fn behind_in_table(&self, region: &str) -> Option<String> {
        let (index, bundled) = self.index.as_ref()?;
        let wanted = index.newest(region)?;
        let own = index.regions.iter().find(|own| own.id == region)?;
        let newest = &index.editions[wanted.edition].edition;
        Some(words::behind_in_table(&own.name, newest, bundled.set.edition))
    }

    /// Returns the newest edition of a place that is not among the rules in use, with the name of
    /// the place.
    pub(super) fn newer(&self, set: &PolicySet, region: &str) -> Option<(&str, &str)> {
        let (index, _) = self.index.as_ref()?;
        let wanted = index.newest(region).filter(|_| self.needs_other_rules(set, region))?;
        let own = index.regions.iter().find(|own| own.id == region)?;
        Some((&own.name, &index.editions[wanted.edition].edition))
    }

    /// Returns the newest edition of a place, and what changed.
    pub(super) fn newest_edition(&self, region: &str) -> Option<(&str, &str)> {
        let index = self.index()?;
        let edition = &index.editions[index.newest(region)?.edition];
        Some((&edition.edition, &edition.reason))
    }

    /// Returns that an edition was recalled, and why.
    pub(crate) fn recall_of(&self, edition: &str) -> Option<String> {
        self.index()?.recall(edition).map(|why| recalled_edition(edition, why))
    }

    /// Returns the names of the places whose rules an edition changed; none where it is unknown.
    pub(crate) fn places_of_edition(&self, edition: &str) -> Option<Vec<&str>> {
        self.index()?.places_of_edition(edition)
    }

    /// Whether the site has packs.
    pub(crate) const fn has_index(&self) -> bool {
        self.index.is_some()
    }

    /// Returns the pack of a region in an edition, of these sources where they are known.
    pub(crate) fn of_edition(
        &self,
        region: &str,
        edition: &str,
        rules: Option<&str>,
    ) -> Option<WantedPack> {
        self.index.as_ref()?.0.of_edition(region, edition, rules)
    }

    /// Returns the places of which there are several editions, by their ids and names.
    pub(crate) fn compared_places(&self) -> Vec<(String, String)> {
        let Some((index, _)) = &self.index else { return Vec::new() };
        let has_several =
            |region: &&PackRegion| self.editions_among(&region.id, Some(region)).len() > 1;
        let place = |region: &PackRegion| (region.id.clone(), region.name.clone());
        index.regions.iter().filter(has_several).map(place).collect()
    }

    /// Returns the editions of a place, the oldest first, among them the bundled one where it is
    /// another.
    pub(crate) fn editions_of(&self, region: &str) -> Vec<KnownEdition> {
        let regions = self.index.iter().flat_map(|(index, _)| &index.regions);
        self.editions_among(region, regions.into_iter().find(|own| own.id == region))
    }

    fn editions_among(&self, region: &str, own: Option<&PackRegion>) -> Vec<KnownEdition> {
        let Some((index, bundled)) = &self.index else { return Vec::new() };
        let packs = own.map_or(&[][..], |own| &own.packs);
        let mut found: Vec<KnownEdition> = packs
            .iter()
            .map(|(number, hash, _)| {
                let own = &index.editions[*number];
                KnownEdition {
                    edition: own.edition.clone(),
                    is_recalled: own.recalled.is_some(),
                    source: RuleSource::Pack(WantedPack {
                        region: region.to_owned(),
                        file: format!("{region}-{}.huiqi", own.edition),
                        hash: hash.clone(),
                        edition: *number,
                    }),
                }
            })
            .collect();
        let edition = bundled.set.edition;
        let is_published = index.editions.iter().any(|own| own.rules == bundled.rules)
            || found.iter().any(|own| own.edition == edition);
        if bundled.has(region) && !is_published {
            let later = found.iter().position(|own| own.edition.as_str() > edition);
            let place = later.unwrap_or(found.len());
            let source = RuleSource::Bundled;
            let own = KnownEdition { edition: edition.to_owned(), is_recalled: false, source };
            found.insert(place, own);
        }
        found
    }

    /// Returns all places, those of the bundled rules first; none where the site has no packs.
    pub(crate) fn places(&self) -> Vec<Place> {
        let Some((index, bundled)) = &self.index else { return Vec::new() };
        let mut all = places(bundled.set);
        let at: Vec<usize> = index
            .regions
            .iter()
            .scan(all.len(), |next, region| {
                let known = bundled.set.regions.iter().position(|own| own.id == region.id);
                Some(known.unwrap_or_else(|| {
                    *next += 1;
                    *next - 1
                }))
            })
            .collect();
        for (number, region) in index.regions.iter().enumerate() {
            let is_covered = !region.packs.is_empty();
            if let Some(own) = all.get_mut(at[number]) {
                own.is_covered |= is_covered;
                continue;
            }
            all.push(Place {
                id: region.id.clone(),
                name: region.name.clone(),
                wider: index.wider(region),
                pinyin: region.pinyin.clone(),
                within: region.within.map(|within| at[within]),
                is_covered,
                is_last: false,
            });
        }
        // 其他地区 stays the last one of a list: its index is not used by any `within`.
        all
    }

    /// Whether a region has other rules than those in use: the newest pack, or the bundled ones.
    pub(crate) fn needs_other_rules(&self, set: &PolicySet, region: &str) -> bool {
        let Some((index, bundled)) = &self.index else { return false };
        if set.regions.iter().all(|own| own.id != region) {
            return true;
        }
        match (index.newest(region), &self.pack) {
            (Some(wanted), Some(pack)) => wanted.hash != pack.hash,
            (Some(wanted), None) => {
                !(bundled.has(region) && index.has_rules(&wanted, bundled.rules))
            }
            (None, Some(_)) => true,
            (None, None) => false,
        }
    }

    /// Returns the rank of a place in a list: the bundled ones as they are without packs, then the
    /// others, and 其他地区 last. What is there already never moves.
    pub(crate) fn rank(&self, place: &Place, on: Date) -> (bool, bool, usize) {
        match &self.index {
            Some((_, bundled)) if bundled.has(&place.id) => {
                let rank = RegionState::in_set(bundled.set, &place.id, on).rank();
                (place.is_last, false, rank)
            }
            Some(_) | None => (place.is_last, true, 0),
        }
    }

    /// Returns what there is in a place that the rules in use do not hold.
    pub(crate) fn state(&self, place: &Place, on: Date) -> PlaceState {
        match &self.index {
            Some((index, bundled))
                if bundled.has(&place.id)
                    && index
                        .newest(&place.id)
                        .is_none_or(|newest| index.has_rules(&newest, bundled.rules)) =>
            {
                PlaceState::Bundled(RegionState::in_set(bundled.set, &place.id, on))
            }
            Some(_) | None if place.is_covered => PlaceState::InPack,
            Some(_) | None => PlaceState::Bundled(RegionState::NotCovered),
        }
    }
}

/// What there is in a place that the rules in use do not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceState {
    /// What the bundled rules say.
    Bundled(RegionState),
    /// Documents in a pack; how many awards they have is not known before it is here.
    InPack,
}
