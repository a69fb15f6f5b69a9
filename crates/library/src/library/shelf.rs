//! The documents of the library: those of the bundled rules, and those that were published beside
//! the page and take their place.

use super::editions::PublishedEdition;
use super::html::day;
use crate::escape::escaped;
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_sitting::entries::{self, Entry, EntryKind};
use time::Date;

/// A document, with the rules that it is part of.
#[derive(Clone, Debug)]
pub struct Document {
    /// The rules.
    pub set: &'static PolicySet,
    /// The document.
    pub policy: &'static Policy,
    /// The day on which these rules were published beside the page; none of bundled ones.
    pub published_on: Option<Date>,
}

/// The rules of a region that were published beside the page.
#[derive(Clone, Copy, Debug)]
pub struct PublishedRules {
    /// Their tables.
    pub set: &'static PolicySet,
    /// The day of their publication.
    pub day: Date,
    /// The number of their edition: a later one has a larger number.
    pub number: usize,
}

/// A place, by its id and its name.
pub(super) type PlaceName = (&'static str, &'static str);

/// The documents that the library shows.
#[derive(Clone, Debug)]
pub struct Library {
    /// The bundled rules.
    pub(super) bundled: &'static PolicySet,
    /// The documents, in their order.
    pub documents: Vec<Document>,
    /// Every place of these documents.
    pub(super) places: Vec<PlaceName>,
    /// The places whose published rules it shows, each with their edition.
    published: Vec<(&'static str, &'static str)>,
    /// The editions that were published beside the page, the oldest first; none where nobody
    /// looked.
    pub(super) editions: Option<Vec<PublishedEdition>>,
}

impl Library {
    /// Returns the library of the bundled rules.
    #[must_use]
    pub fn bundled(set: &'static PolicySet) -> Self {
        let document = |policy| Document { set, policy, published_on: None };
        Self {
            bundled: set,
            documents: set.policies.iter().map(document).collect(),
            places: set.regions.iter().map(|region| (region.id, region.name)).collect(),
            published: Vec::new(),
            editions: None,
        }
    }

    /// Returns the library of rules that were published, without the bundled ones.
    #[must_use]
    pub fn published(rules: PublishedRules) -> Self {
        let set = rules.set;
        let document = |policy| Document { set, policy, published_on: Some(rules.day) };
        Self { documents: set.policies.iter().map(document).collect(), ..Self::bundled(set) }
    }

    /// Returns the library with what was published beside the page. Where a place has published
    /// rules, its bundled documents count no more; of a document in several packs the latest
    /// counts.
    #[must_use]
    pub fn with_published(
        mut self,
        all: &[PublishedRules],
        editions: Vec<PublishedEdition>,
    ) -> Self {
        for region in all.iter().flat_map(|rules| rules.set.regions) {
            if self.places.iter().all(|(id, _)| *id != region.id) {
                self.places.push((region.id, region.name));
            }
        }
        let places = |rules: &PublishedRules| {
            let edition = rules.set.edition;
            rules.set.regions.iter().map(move |region| (region.id, edition))
        };
        self.published = all.iter().flat_map(places).collect();
        let is_published = |id: &str| {
            all.iter().any(|rules| rules.set.regions.iter().any(|region| region.id == id))
        };
        let bundled: Vec<Document> = std::mem::take(&mut self.documents);
        let ids = bundled.iter().map(|document| document.policy.id);
        let later = all.iter().flat_map(|rules| rules.set.policies).map(|policy| policy.id);
        let mut order: Vec<&str> = Vec::new();
        for id in ids.chain(later) {
            if !order.contains(&id) {
                order.push(id);
            }
        }
        for id in order {
            let of = |rules: &PublishedRules| {
                let policy = rules.set.policies.iter().find(|policy| policy.id == id)?;
                Some((
                    rules.number,
                    Document { set: rules.set, policy, published_on: Some(rules.day) },
                ))
            };
            let latest = all.iter().filter_map(of).max_by_key(|(number, _)| *number);
            let own = bundled.iter().find(|document| document.policy.id == id);
            let counts = |own: &&Document| own.policy.regions.iter().any(|id| !is_published(id));
            let document = latest.map(|(_, document)| document);
            self.documents.extend(document.or_else(|| own.filter(counts).cloned()));
        }
        self.editions = Some(editions);
        self
    }

    /// Returns the names of the places in which a document holds.
    pub(super) fn places_of(&self, policy: &Policy) -> Vec<&'static str> {
        self.at(policy).map(|(_, name)| name).collect()
    }

    /// Returns the places in which a document holds.
    pub(super) fn at(&self, policy: &Policy) -> impl Iterator<Item = PlaceName> {
        self.places.iter().copied().filter(|(id, _)| policy.regions.contains(id))
    }

    /// Returns of which rules the documents of each place are, for the script that compares them
    /// with what was published since: an edition, or the hash of the bundled sources.
    pub(super) fn rules_of(
        &self,
        places: impl Iterator<Item = PlaceName>,
        bundled: &str,
    ) -> String {
        let of = |(id, _): PlaceName| {
            let mut published = self.published.iter();
            let edition =
                published.find(|(own, _)| *own == id).map_or(bundled, |(_, edition)| edition);
            format!("{id}@{edition}")
        };
        places.map(of).collect::<Vec<_>>().join(" ")
    }

    /// Returns every entry, document by document.
    pub(super) fn entries(&self) -> Vec<Entry> {
        self.documents.iter().flat_map(|document| self.entries_of(document)).collect()
    }

    fn entries_of(&self, document: &Document) -> Vec<Entry> {
        let mut all = entries::entries_of(document.set, document.policy);
        // The tables of one pack know the name of their own place alone.
        let own = entries::regions(document.set, document.policy).join("、");
        let every = self.places_of(document.policy).join("、");
        if own != every {
            for entry in all.iter_mut().filter(|entry| entry.kind == EntryKind::Document) {
                entry.text = entry.text.replace(&own, &every);
            }
        }
        all
    }

    /// Returns what the foot of a page says of the rules.
    pub(super) fn rules_line(&self) -> String {
        let checked = self.documents.iter().map(|document| document.policy.checked_on).min();
        let mut editions = vec![self.bundled.edition];
        for document in &self.documents {
            if !editions.contains(&document.set.edition) {
                editions.push(document.set.edition);
            }
        }
        rules_line(&editions.join("、"), checked)
    }
}

impl Document {
    /// Returns what the foot of its page says of the rules.
    pub(super) fn rules_line(&self, library: &Library) -> String {
        match self.published_on {
            Some(_) => rules_line(self.set.edition, Some(self.policy.checked_on)),
            None => library.rules_line(),
        }
    }
}

fn rules_line(edition: &str, checked: Option<Date>) -> String {
    let checked = checked.map_or(String::new(), |checked| format!("，{}核对", day(checked)));
    format!("规则版本 {}{checked}", escaped(edition))
}
