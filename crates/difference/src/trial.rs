//! Companies computed under both editions, in steps: a page shows how far it is, and can stop.

use super::between::RegionTrial;
use super::effect::{
    Company, Effect, Pair, Skipped, note_answer, note_first_document, pair, parts,
};
use super::entry::Difference;
use super::sum::Sum;
use std::collections::BTreeMap;

/// Companies of one region under the same readings.
type Group = ((&'static str, Vec<String>), Vec<Pair>);

/// Companies that are being computed under both editions of a difference.
pub struct Trial {
    found: Effect,
    waiting: Vec<Group>,
    current: Option<RegionTrial>,
}

impl Trial {
    /// Returns the trial of these companies before the first one.
    #[must_use]
    pub fn new(difference: &Difference, companies: &[Company]) -> Self {
        let mut found = Effect {
            compared: 0,
            skipped: Vec::new(),
            answers_left_out: 0,
            whole: Sum::default(),
            undecided: 0,
            undecided_first: Vec::new(),
            parts: parts(difference),
            together: Vec::new(),
            changes: Vec::new(),
        };
        let mut groups: BTreeMap<(&'static str, Vec<String>), Vec<Pair>> = BTreeMap::new();
        for (index, company) in companies.iter().enumerate() {
            match pair(difference, index, company) {
                Ok((region, pair, is_partly)) => {
                    found.answers_left_out += usize::from(is_partly);
                    let mut readings = company.readings.clone();
                    readings.sort_unstable();
                    groups.entry((region, readings)).or_default().push(pair);
                }
                Err(why) => {
                    if why == Skipped::NoDocumentInOld {
                        note_first_document(difference, &mut found, index, company);
                    }
                    note_answer(&mut found, index, why);
                    found.skipped.push((index, why));
                }
            }
        }
        let mut waiting: Vec<Group> = groups.into_iter().collect();
        waiting.reverse();
        Self { found, waiting, current: None }
    }

    /// Computes so many more companies; false where none is left. The difference and the companies
    /// are those that it began with.
    pub fn step(&mut self, difference: &Difference, companies: &[Company], most: usize) -> bool {
        for _ in 0..most {
            loop {
                if let Some(current) = &mut self.current
                    && current.next(companies, &mut self.found)
                {
                    break;
                }
                let Some(((region, _), pairs)) = self.waiting.pop() else { return false };
                self.current = RegionTrial::of(difference, region, pairs, &mut self.found.parts);
            }
        }
        self.current.is_some()
    }

    /// Returns how many companies were computed or cannot be compared.
    #[must_use]
    pub const fn done(&self) -> usize {
        self.found.compared + self.found.skipped.len()
    }

    /// Returns what was found so far.
    #[must_use]
    pub fn finish(mut self) -> Effect {
        self.found.changes.sort_by_key(|change| change.company);
        self.found
    }
}
