//! What a difference consists of.

use huiqi_rules::policy::{PolicySet, Region};

/// The difference of two editions.
#[derive(Debug)]
pub struct Difference {
    /// The old edition.
    pub old: &'static PolicySet,
    /// The new edition.
    pub new: &'static PolicySet,
    /// What changed, document after document in the order of the new edition, and in the order of
    /// each document; what belongs to no document comes last.
    pub entries: Vec<Entry>,
}

impl Difference {
    /// Whether nothing changed: then no report differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the regions with documents whose reports something here can change, those of the new
    /// edition first. In every other region all reports are the same.
    #[must_use]
    pub fn touched_regions(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        for set in [self.new, self.old] {
            let with_documents = set.regions.iter().filter(|region| !region.policies.is_empty());
            for region in with_documents {
                let is_touched = || self.entries.iter().any(|entry| entry.touches(set, region));
                if !found.contains(&region.id) && is_touched() {
                    found.push(region.id);
                }
            }
        }
        found
    }

    /// Returns how many changes can change an amount.
    #[must_use]
    pub fn amounts(&self) -> usize {
        self.entries.iter().filter(|entry| entry.reach == Reach::Amounts).count()
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The document, by its id; `None` for what all documents share.
    pub document: Option<&'static str>,
    /// Its short title; empty for what all documents share.
    pub document_title: &'static str,
    /// The clause; empty where the change is of no clause.
    pub clause: &'static str,
    /// The id of what changed: an award, a group, a limit, a question, a document.
    pub id: String,
    /// Its name on the page.
    pub name: String,
    /// Whether it is new, gone, or changed.
    pub change: Change,
    /// Which of its properties changed, in words; empty where it is new or gone, and for the
    /// amount itself.
    pub field: String,
    /// The property in the old edition, in words; empty where there was none.
    pub before: String,
    /// The property in the new edition, in words; empty where there is none.
    pub after: String,
    /// The change as a part of a sentence, without document, clause and name.
    pub text: String,
    /// What the change can reach.
    pub reach: Reach,
    /// What is exchanged to apply this change alone; several entries may share one.
    pub unit: Option<Unit>,
    /// Where the change can be seen, if it is of no document.
    pub scope: Scope,
}

impl Entry {
    /// Whether it can change a report of this region of one of the sets. What is of no document,
    /// no region and no question is part of all.
    fn touches(&self, set: &PolicySet, region: &Region) -> bool {
        if let Some(document) = self.document {
            return region.policies.iter().any(|index| set.policy(*index).id == document);
        }
        match &self.scope {
            Scope::Everywhere => true,
            Scope::Region(id) => region.id == *id,
            Scope::Questions(ids) => {
                region.questions.iter().any(|index| ids.contains(&set.question(*index).id))
            }
        }
    }
}

/// Where a change can be seen that is of no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere.
    Everywhere,
    /// In a region.
    Region(&'static str),
    /// Where one of these questions is asked.
    Questions(Vec<&'static str>),
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only the new edition has it.
    Added,
    /// Only the old edition has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

/// What a change can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It can change an amount.
    Amounts,
    /// It changes what is shown, and no amount.
    Words,
}

/// The smallest thing that is exchanged as a whole where one change is applied alone, by full ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A document with everything in it is there or not.
    Document(&'static str),
    /// The first and the last day of a document.
    Days(&'static str),
    /// The regions in which a document holds.
    Regions(&'static str),
    /// The question for matters claimed under other policies.
    ClaimedElsewhere(&'static str),
    /// An award is there or not.
    Award(&'static str),
    /// What an award asks.
    Condition(&'static str),
    /// What an award pays.
    Amount(&'static str),
    /// Whom the document leaves out without saying so.
    Silence(&'static str),
    /// The days on which an award counts.
    AwardDays(&'static str),
    /// The matter under which an award may have been claimed elsewhere.
    Matter(&'static str),
    /// A highest-only group.
    Group(&'static str),
    /// A limit over several awards.
    Limit(&'static str),
    /// What can be answered to a question, and what becomes of former answers.
    Question(&'static str),
}

impl Unit {
    /// Returns the id of the document, award, group, limit or question.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Document(id)
            | Self::Days(id)
            | Self::Regions(id)
            | Self::ClaimedElsewhere(id)
            | Self::Award(id)
            | Self::Condition(id)
            | Self::Amount(id)
            | Self::Silence(id)
            | Self::AwardDays(id)
            | Self::Matter(id)
            | Self::Group(id)
            | Self::Limit(id)
            | Self::Question(id) => id,
        }
    }

    /// Returns the id of the document that it belongs to; `None` for a question.
    #[must_use]
    pub fn document(&self) -> Option<&'static str> {
        match self {
            Self::Document(id)
            | Self::Days(id)
            | Self::Regions(id)
            | Self::ClaimedElsewhere(id) => Some(id),
            Self::Award(id)
            | Self::Condition(id)
            | Self::Amount(id)
            | Self::Silence(id)
            | Self::AwardDays(id)
            | Self::Matter(id)
            | Self::Group(id)
            | Self::Limit(id) => id.split_once('/').map(|(document, _)| document),
            Self::Question(_) => None,
        }
    }
}
