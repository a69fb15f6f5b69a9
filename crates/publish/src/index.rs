//! The index of packs: which regions there are, and the packs of each, the newest last.

use crate::{EditionNote, Problem, pack_name};
use huiqi_authoring::Place;
use huiqi_rules::day::date_text;
use huiqi_rules::policy::{PolicySet, Region};
use serde::{Deserialize, Serialize};

/// The format of the index.
const FORMAT: u32 = 1;

/// The index of packs.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The format of the index itself.
    pub format: u32,
    /// Every edition that was published, the oldest first.
    pub editions: Vec<IndexedEdition>,
    /// The regions, in the authors' order.
    pub regions: Vec<IndexedRegion>,
}

/// An edition.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct IndexedEdition {
    /// Its name.
    pub edition: String,
    /// The day of its publication.
    pub day: String,
    /// Who wrote it.
    pub author: String,
    /// Who checked it.
    pub reviewer: String,
    /// What changed, and why.
    pub reason: String,
    /// The first 16 digits of the SHA-256 of its sources.
    pub rules: String,
    /// Why it must not be used any more; left out where it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalled: Option<String>,
    /// The short titles of the documents whose rules it changed, as many as an index has room for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// How many documents more it changed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more_documents: usize,
}

/// Whether nothing is counted.
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// So many documents of an edition are named.
const MOST_DOCUMENTS: usize = 12;

/// A region.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct IndexedRegion {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How its name is read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pinyin: String,
    /// The number of the region that it lies within.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
    /// Its packs, the newest last; none where it has no document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<IndexedPack>,
}

/// A pack: the number of its edition in the index, its hash, its size in bytes.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(from = "(usize, String, usize)", into = "(usize, String, usize)")]
pub struct IndexedPack {
    /// The number of its edition among those of the index.
    pub edition: usize,
    /// The hash of the file.
    pub hash: String,
    /// Its size in bytes.
    pub size: usize,
}

impl From<(usize, String, usize)> for IndexedPack {
    fn from((edition, hash, size): (usize, String, usize)) -> Self {
        Self { edition, hash, size }
    }
}

impl From<IndexedPack> for (usize, String, usize) {
    fn from(pack: IndexedPack) -> Self {
        (pack.edition, pack.hash, pack.size)
    }
}

impl Default for Index {
    fn default() -> Self {
        Self { format: FORMAT, editions: Vec::new(), regions: Vec::new() }
    }
}

impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// It is none, or of a newer format.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let index: Self =
            serde_json::from_slice(bytes).map_err(|error| format!("index.json: {error}"))?;
        if index.format != FORMAT {
            return Err(format!("index.json: format {} is not known here", index.format));
        }
        let is_known = |pack: &IndexedPack| pack.edition < index.editions.len();
        let all = index.regions.iter().flat_map(|region| &region.packs);
        if !all.clone().all(is_known) {
            return Err("index.json: a pack has no edition".to_owned());
        }
        let is_region = |region: &IndexedRegion| {
            region.within.is_none_or(|within| within < index.regions.len())
        };
        if !index.regions.iter().all(is_region) {
            return Err("index.json: a region lies within none".to_owned());
        }
        Ok(index)
    }

    /// Returns the newest pack of a region that was not recalled.
    #[must_use]
    pub fn newest_of<'r>(&self, region: &'r IndexedRegion) -> Option<&'r IndexedPack> {
        let is_used = |pack: &&IndexedPack| self.editions[pack.edition].recalled.is_none();
        region.packs.iter().rev().find(is_used)
    }

    /// Returns the names of the packs in use: of each region the newest that was not recalled.
    #[must_use]
    pub fn newest(&self) -> Vec<String> {
        let of = |region: &IndexedRegion| {
            let pack = self.newest_of(region)?;
            Some(pack_name(&region.id, &self.editions[pack.edition].edition))
        };
        self.regions.iter().filter_map(of).collect()
    }

    /// Returns why a region has no rules that may be used: all of its packs were recalled, and the
    /// bundled rules of the region with them, where it has some.
    #[must_use]
    pub fn recalled(&self, region: &IndexedRegion, bundled: &PolicySet) -> Option<&str> {
        let is_bundled = bundled.regions.iter().any(|own| own.id == region.id);
        let is_older =
            |pack: &IndexedPack| self.editions[pack.edition].edition.as_str() < bundled.edition;
        if self.newest_of(region).is_some_and(|pack| !is_bundled || !is_older(pack)) {
            return None;
        }
        let is_it = |pack: &&IndexedPack| {
            !is_bundled || self.editions[pack.edition].edition == bundled.edition
        };
        self.editions[region.packs.iter().rfind(is_it)?.edition].recalled.as_deref()
    }

    /// Returns the index as text, one region on a line.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = |items: Vec<String>| items.join(",\n");
        let json = |value: serde_json::Result<String>| value.expect("texts are JSON");
        let editions = self.editions.iter().map(|one| json(serde_json::to_string(one))).collect();
        let regions = self.regions.iter().map(|one| json(serde_json::to_string(one))).collect();
        format!(
            "{{\"format\":{},\"editions\":[\n{}\n],\"regions\":[\n{}\n]}}\n",
            self.format,
            lines(editions),
            lines(regions)
        )
    }

    /// Notes an edition; returns its number.
    pub(crate) fn edition(
        &mut self,
        edition: &str,
        place: &Place,
        rules: &str,
        note: &EditionNote,
    ) -> Result<usize, Problem> {
        for recalled in &note.recalled {
            let known = self.editions.iter_mut().find(|known| known.edition == recalled.edition);
            let Some(known) = known else {
                return Err(Problem::File(recalled.place.mistake(
                    "this edition was never published".to_owned(),
                    "要撤回的这一版没有公布过".to_owned(),
                )));
            };
            if recalled.edition == edition {
                return Err(Problem::File(
                    recalled.place.mistake(
                        "this is the edition itself; what takes its place is another edition"
                            .to_owned(),
                        "这就是现在这一版；改好以后用另一个版次公布，再撤回它".to_owned(),
                    ),
                ));
            }
            known.recalled = Some(recalled.why.clone());
        }
        let new = IndexedEdition {
            edition: edition.to_owned(),
            day: date_text(note.day),
            author: note.author.clone(),
            reviewer: note.reviewer.clone(),
            reason: note.reason.clone(),
            rules: rules.to_owned(),
            recalled: None,
            documents: Vec::new(),
            more_documents: 0,
        };
        let number = self.editions.iter().position(|known| known.edition == edition);
        let is_same = |known: &IndexedEdition| {
            // What it changed is known only once it is published.
            new == IndexedEdition { documents: Vec::new(), more_documents: 0, ..known.clone() }
        };
        match number {
            Some(number) if is_same(&self.editions[number]) => Ok(number),
            Some(_) => Err(Problem::File(place.mistake(
                "this edition was written before, with other rules or another note; write a later \
                 edition here, also where that one was never uploaded"
                    .to_owned(),
                "这一版已经生成过，规则或说明和这次不同；请在这里写一个更高的版次，没有上传过的也一样"
                    .to_owned(),
            ))),
            None => {
                self.comes_after(edition, place)?;
                self.goes_on(note)?;
                self.editions.push(new);
                Ok(self.editions.len() - 1)
            }
        }
    }

    /// Checks that an edition is the last one, or comes after it, by its name.
    pub(crate) fn comes_after(&self, edition: &str, place: &Place) -> Result<(), Problem> {
        let last = self.editions.iter().map(|known| known.edition.as_str()).max();
        match last.filter(|last| edition < *last) {
            None => Ok(()),
            Some(last) => Err(Problem::File(place.mistake(
                format!(
                    "comes before {last}, which was written already; write a later edition here"
                ),
                format!("比已经生成过的 {last} 低；请在这里写一个更高的版次"),
            ))),
        }
    }

    /// Checks that the note about a new edition is not that of the last one: neither its day, which
    /// may be wrong where the last one is recalled, nor its reason.
    fn goes_on(&self, note: &EditionNote) -> Result<(), Problem> {
        let counts = |known: &&IndexedEdition| known.recalled.is_none();
        let day = date_text(note.day);
        if let Some(last) = self.editions.iter().rev().find(counts).filter(|last| day < last.day) {
            let IndexedEdition { edition, day, .. } = last;
            return Err(Problem::File(note.day_place.mistake(
                format!("comes before {day}, the day of edition {edition}"),
                format!("早于 {day}，而那是版次 {edition} 的日子"),
            )));
        }
        let is_kept = |last: &&IndexedEdition| last.reason.trim() == note.reason.trim();
        if let Some(last) = self.editions.last().filter(is_kept) {
            let edition = &last.edition;
            return Err(Problem::File(note.reason_place.mistake(
                format!(
                    "is the reason of edition {edition}: write what changed in this one, and why; \
                     visitors read it"
                ),
                format!("和版次 {edition} 的一样：请写这一版改了什么、为什么，访问者会看到"),
            )));
        }
        Ok(())
    }

    /// Whether it says more than a former one beside an edition that is new: a pack, a place, what
    /// is recalled.
    pub(crate) fn says_more_than(&self, former: &Self) -> bool {
        let recalled = |index: &Self| {
            let all = index.editions.iter();
            all.filter_map(|one| one.recalled.clone()).collect::<Vec<_>>()
        };
        self.regions != former.regions || recalled(self) != recalled(former)
    }

    /// Notes a region and the region that it lies within; returns its number.
    pub(crate) fn region(&mut self, region: &Region, within: Option<&Region>) -> usize {
        let within = within.map(|within| self.number(within));
        let number = self.number(region);
        self.regions[number].within = within;
        number
    }

    fn number(&mut self, region: &Region) -> usize {
        let number = self.regions.iter().position(|known| known.id == region.id);
        let number = number.unwrap_or_else(|| {
            self.regions.push(IndexedRegion {
                id: region.id.to_owned(),
                name: String::new(),
                pinyin: String::new(),
                within: None,
                packs: Vec::new(),
            });
            self.regions.len() - 1
        });
        self.regions[number].name = region.name.to_owned();
        self.regions[number].pinyin = region.pinyin.to_owned();
        number
    }

    /// Notes a pack of a region.
    pub(crate) fn add(&mut self, region: usize, pack: IndexedPack) {
        self.regions[region].packs.push(pack);
    }

    /// Notes the documents that an edition changed, by their short titles.
    pub(crate) fn name_documents(&mut self, edition: usize, titles: &[&str]) {
        let own = &mut self.editions[edition];
        own.documents = titles.iter().take(MOST_DOCUMENTS).map(|&title| title.to_owned()).collect();
        own.more_documents = titles.len() - own.documents.len();
    }
}
