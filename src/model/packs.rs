//! Rules that lie beside the page: which places they are for, and which pack of a place is used.
//! What the index says is text of a file, and is checked before it is used.

use super::effect::{Effect, Then};
use super::facts::RegionState;
use super::notice::{Notice, Offer};
use super::whole::{Action, Whole};
use super::words;
use huiqi_pack::{Head, Refusal};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::link::region_of;
use huiqi_sitting::places::{Place, places};
use huiqi_sitting::questionnaire::{Page, kept_region};
use huiqi_sitting::wording;
use serde::Deserialize;
use time::Date;

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
    regions: Vec<PackRegion>,
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
struct PackRegion {
    id: String,
    name: String,
    #[serde(default)]
    pinyin: String,
    #[serde(default)]
    within: Option<usize>,
    #[serde(default)]
    packs: Vec<(usize, String, u32)>,
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
    edition: usize,
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
    fn newest_of<'a>(&self, own: &'a PackRegion) -> Option<(usize, &'a str)> {
        let is_used = |(edition, _, _): &&(usize, String, u32)| {
            self.editions[*edition].recalled.is_none() && !self.is_older(&own.id, *edition)
        };
        let (edition, hash, _) = own.packs.iter().rev().find(is_used)?;
        Some((*edition, hash))
    }

    /// Returns the pack of a region in an edition, also of one that was recalled: what was computed
    /// by it is to be explained.
    fn of_edition(&self, region: &str, edition: &str, rules: Option<&str>) -> Option<WantedPack> {
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

    fn edition_has_rules(&self, edition: usize, rules: &str) -> bool {
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
    fn recall(&self, edition: &str) -> Option<&str> {
        let named = self.editions.iter().filter(|own| own.edition == edition);
        named.filter_map(|own| own.recalled.as_deref()).next_back()
    }

    /// Whether an edition is one of these, and the names of the places whose rules it changed.
    fn places_of_edition(&self, edition: &str) -> Option<Vec<&str>> {
        let number = self.editions.iter().rposition(|own| own.edition == edition)?;
        let has = |own: &&PackRegion| own.packs.iter().any(|(own, _, _)| *own == number);
        Some(self.regions.iter().filter(has).map(|own| own.name.as_str()).collect())
    }

    /// Returns the names of the places that a region lies within, the widest first.
    fn wider(&self, region: &PackRegion) -> String {
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

/// Why rules that lie beside the page are not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PackFault {
    /// Nobody answered.
    NoAnswer,
    /// The site does not have the file.
    Missing,
    /// The file is not what the index says, or none of its kind.
    Changed,
    /// No key of the site signed it.
    Unsigned,
    /// Only a newer page reads it.
    NewerFormat,
    /// All editions of the place that could be used were recalled; why.
    Recalled(String),
}

impl PackFault {
    /// Returns what is said where no other rules serve.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::NoAnswer => "这个地方的规则没有取到，请检查网络后再试。".to_owned(),
            Self::Missing => {
                "这个地方的规则没有取到，可能网站正在更新，请过几分钟再试。".to_owned()
            }
            Self::Changed => Refusal::Damaged("").sentence().to_owned(),
            Self::Unsigned => "规则包没有本网站认可的签名，没有采用。".to_owned(),
            Self::NewerFormat => Refusal::NewerFormat(0).sentence().to_owned(),
            Self::Recalled(why) => words::recalled(why),
        }
    }
}

impl From<&Refusal> for PackFault {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NewerFormat(_) => Self::NewerFormat,
            Refusal::NotAPack | Refusal::Damaged(_) => Self::Changed,
        }
    }
}

/// What is done with rules that lie beside the page.
#[derive(Clone, Debug)]
pub(crate) enum PackAction {
    /// Opens the page over the rules of this place.
    Open(String),
    /// Opens the page over the rules of the case in view.
    Follow,
    /// Those of this place are not used; why.
    Refused(String, PackFault),
}

impl From<PackAction> for Action {
    fn from(action: PackAction) -> Self {
        Self::Pack(action)
    }
}

/// What a pack in use says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PackMark {
    /// Its edition and the day of its publication, in words.
    pub(crate) edition: String,
    /// The first 16 digits of the SHA-256 of its sources.
    pub(crate) rules: String,
    /// What changed, and why.
    pub(crate) reason: String,
    /// The day of its publication.
    pub(super) day: Date,
    /// The hash of the file.
    hash: String,
}

impl PackMark {
    /// Returns what is shown of a pack with this hash.
    pub(crate) fn of(head: &Head, hash: String) -> Self {
        Self {
            edition: format!("{}（{}公布）", head.edition, wording::date(head.day)),
            rules: head.rules.clone(),
            reason: head.reason.clone(),
            day: head.day,
            hash,
        }
    }
}

/// The bundled rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bundled {
    /// Their tables.
    pub(crate) set: &'static PolicySet,
    /// The first 16 digits of the SHA-256 of their sources.
    pub(crate) rules: &'static str,
}

impl Bundled {
    /// Whether a place is one of theirs.
    pub(crate) fn has(self, region: &str) -> bool {
        self.set.regions.iter().any(|own| own.id == region)
    }
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
    unusable: Vec<(String, PackFault)>,
    /// Why there is no index, where the site has packs.
    pub(crate) index_fault: Option<PackFault>,
}

impl PackPlaces {
    /// Returns them at the start of a page.
    pub(crate) fn new(index: Option<PackIndex>, bundled: Bundled, pack: Option<PackMark>) -> Self {
        let index = index.map(|index| (index, bundled));
        Self { index, pack, ..Self::default() }
    }

    /// Returns what was published; none where the site has no packs.
    pub(super) fn index(&self) -> Option<&PackIndex> {
        self.index.as_ref().map(|(index, _)| index)
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
    pub(super) fn has_published(&self) -> bool {
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
    pub(super) fn is_unusable(&self, region: &str) -> bool {
        self.unusable.iter().any(|(own, _)| own == region)
    }

    /// Returns the bundled rules; none where the site has no packs.
    pub(super) fn bundled(&self) -> Option<Bundled> {
        self.index.as_ref().map(|(_, bundled)| *bundled)
    }

    /// Whether the bundled rules serve a place whose pack is refused.
    fn serves(&self, region: &str) -> bool {
        self.bundled().is_some_and(|bundled| bundled.has(region))
    }

    /// Returns what is said of a place whose pack is refused.
    fn refusal(&self, region: &str, fault: &PackFault) -> String {
        let Some((index, bundled)) = self.index.as_ref().filter(|_| self.serves(region)) else {
            return fault.sentence();
        };
        let newest = index.newest(region).map(|wanted| &index.editions[wanted.edition].edition);
        let name = index.regions.iter().find(|own| own.id == region);
        let name = name.map_or(region, |own| own.name.as_str());
        words::not_newest(name, newest.map(String::as_str), fault, bundled.set.edition)
    }

    /// Returns the newest edition of a place that is not among the rules in use, with the name of
    /// the place.
    fn newer(&self, set: &PolicySet, region: &str) -> Option<(&str, &str)> {
        let (index, _) = self.index.as_ref()?;
        let wanted = index.newest(region).filter(|_| self.needs_other_rules(set, region))?;
        let own = index.regions.iter().find(|own| own.id == region)?;
        Some((&own.name, &index.editions[wanted.edition].edition))
    }

    /// Returns that an edition was recalled, and why.
    pub(super) fn recall_of(&self, edition: &str) -> Option<String> {
        self.index()?.recall(edition).map(|why| words::recalled_edition(edition, why))
    }

    /// Returns the names of the places whose rules an edition changed; none where it is unknown.
    pub(super) fn places_of_edition(&self, edition: &str) -> Option<Vec<&str>> {
        self.index()?.places_of_edition(edition)
    }

    /// Whether the site has packs.
    pub(super) const fn has_index(&self) -> bool {
        self.index.is_some()
    }

    /// Returns the pack of a region in an edition, of these sources where they are known.
    pub(super) fn of_edition(
        &self,
        region: &str,
        edition: &str,
        rules: Option<&str>,
    ) -> Option<WantedPack> {
        self.index.as_ref()?.0.of_edition(region, edition, rules)
    }

    /// Returns the places of which there are several editions, by their ids and names.
    pub(super) fn compared_places(&self) -> Vec<(String, String)> {
        let Some((index, _)) = &self.index else { return Vec::new() };
        let has_several =
            |region: &&PackRegion| self.editions_among(&region.id, Some(region)).len() > 1;
        let place = |region: &PackRegion| (region.id.clone(), region.name.clone());
        index.regions.iter().filter(has_several).map(place).collect()
    }

    /// Returns the editions of a place, the oldest first, among them the bundled one where it is
    /// another.
    pub(super) fn editions_of(&self, region: &str) -> Vec<KnownEdition> {
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

impl Whole {
    /// Says that what was kept is computed by another edition, and that its own was recalled.
    pub(crate) fn note_new_edition(&mut self, kept: &str) {
        let own = self.session().set().edition;
        let mut former = kept.lines().filter_map(|line| line.strip_prefix("edition\t"));
        let recalled = former.find_map(|edition| Some((edition, self.packs.recall_of(edition)?)));
        let is_before = recalled.as_ref().is_some_and(|(edition, _)| own < *edition);
        let mut lines = Vec::from_iter(recalled.map(|(_, words)| words));
        match &self.packs.pack {
            // What serves again is no news.
            Some(pack) if !is_before => {
                lines.push(words::new_edition(&pack.edition, &pack.reason));
            }
            Some(_) | None if lines.is_empty() => return,
            Some(_) | None => lines.push(words::computed_again(own)),
        }
        let region = self.session().region().unwrap_or_default();
        let is_compared = self.packs.editions_of(region).len() > 1;
        let offer = if is_compared { Offer::Difference } else { Offer::Nothing };
        self.notices.push(Notice { offer, ..Notice::of(lines) });
    }

    /// Returns why a place is not computed by its newest rules: they, or the index, cannot be
    /// used. None where nothing is known to be wrong.
    pub(crate) fn not_newest(&self, region: Option<&str>) -> Option<String> {
        if let Some(fault) = &self.packs.index_fault {
            return Some(words::no_index(fault, self.session().set().edition));
        }
        let region = region.filter(|region| self.packs.serves(region))?;
        if let Some((_, fault)) = self.packs.unusable.iter().find(|(own, _)| own == region) {
            return Some(self.packs.refusal(region, fault));
        }
        self.packs.index()?.recalled(region).map(words::recalled)
    }

    /// Returns that a place has newer rules than those in use, whether or not they can be used, and
    /// what to do to have `what` by them.
    pub(crate) fn behind(&self, region: &str, what: &str) -> Option<String> {
        self.not_newest(Some(region)).or_else(|| {
            let set = self.session().set();
            let (name, newest) = self.packs.newer(set, region)?;
            Some(words::behind(name, newest, set.edition, what))
        })
    }

    /// Returns which places of a table, by their indices, have newer rules than those that it was
    /// computed by.
    pub(crate) fn behind_of_table(&self, regions: &[u16]) -> Vec<String> {
        // The page itself says it of all places, and of the one in view.
        let in_view = self.session().region();
        if self.not_newest(None).is_some() {
            return Vec::new();
        }
        let all = &self.session().set().regions;
        let ids = regions.iter().filter_map(|region| all.get(usize::from(*region)));
        let is_said = |id: &&str| in_view == Some(*id) && self.not_newest(in_view).is_some();
        let ids = ids.map(|region| region.id).filter(|id| !is_said(id));
        ids.filter_map(|id| self.behind(id, "批量测算")).collect()
    }

    /// Performs what is done with rules beside the page.
    pub(super) fn perform_pack(&mut self, action: PackAction) -> Vec<Effect> {
        match action {
            PackAction::Open(region) => {
                self.change_place(&region, Then::GoOn).into_iter().collect()
            }
            PackAction::Follow => self.follow_case().into_iter().collect(),
            PackAction::Refused(region, fault) => {
                let sentence = self.packs.refusal(&region, &fault);
                self.packs.coming = None;
                // The choice of a place says it itself, and of a place that goes on with the
                // bundled rules every page.
                if self.session().page != Page::Step(0) && !self.packs.serves(&region) {
                    self.notices.push(Notice::of(vec![sentence.clone()]));
                }
                self.packs.refused = sentence;
                self.packs.unusable.retain(|(own, _)| *own != region);
                self.packs.unusable.push((region, fault));
                Vec::new()
            }
        }
    }
}
