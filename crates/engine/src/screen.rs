//! Many companies on the same day: totals and awards without reasons, with what a region's
//! documents say looked up once.

use super::completion::Completion;
use super::{ChosenReadings, Region};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{Award, PolicySet};
use time::Date;

/// What one company can expect, in brief.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The bounds of the total, the same as [`super::evaluate`] gives.
    pub total: Amount,
    /// Each award of the region's documents by itself, in document order; those of a document that
    /// does not hold are 0.
    pub awards: Vec<(&'static Award, Amount)>,
    /// How many questions of the region's documents are not answered. Some of them may not matter
    /// beside the others.
    pub unanswered: usize,
}

/// Screens companies under the same readings. What it looked up for a region and a day serves every
/// later company there.
pub struct Screener {
    set: &'static PolicySet,
    readings: ChosenReadings,
    known: Vec<(Date, Region, Vec<usize>)>,
}

impl Screener {
    /// For a rule set, under these readings.
    #[must_use]
    pub const fn new(set: &'static PolicySet, readings: ChosenReadings) -> Self {
        Self { set, readings, known: Vec::new() }
    }

    /// The bounds of one company's total on a day, without the awards: what a first look over many
    /// rows needs.
    pub fn total(&mut self, answers: &Answers, on: Date) -> (Amount, usize) {
        let Some(place) = self.place(answers, on) else { return NOWHERE };
        let (_, region, everything) = &self.known[place];
        let mut completion = Completion::of(self.set, answers);
        let total = region.search_in(self.set, &mut completion).sum(everything);
        (total, unanswered(self.set, region, &completion))
    }

    /// What one company can expect on a day.
    pub fn brief(&mut self, answers: &Answers, on: Date) -> Brief {
        let Some(place) = self.place(answers, on) else {
            return Brief { total: NOWHERE.0, awards: Vec::new(), unanswered: NOWHERE.1 };
        };
        let (_, region, everything) = &self.known[place];
        let mut completion = Completion::of(self.set, answers);
        let mut search = region.search_in(self.set, &mut completion);
        let awards = region
            .entries
            .iter()
            .zip(everything)
            .map(|(entry, award)| (entry.award, search.award(*award).0))
            .collect();
        let total = search.sum(everything);
        Brief { total, awards, unanswered: unanswered(self.set, region, &completion) }
    }

    fn place(&mut self, answers: &Answers, on: Date) -> Option<usize> {
        let id = answers.region()?.id;
        let known = self.known.iter().position(|(day, region, _)| *day == on && region.id == id);
        known.or_else(|| {
            let region = Region::of(self.set, answers, on, &self.readings)?;
            let everything = region.everything();
            self.known.push((on, region, everything));
            Some(self.known.len() - 1)
        })
    }
}

/// What is known of a company whose region is not: nothing, and one question to ask.
const NOWHERE: (Amount, usize) = (Amount { least: Level::ZERO, most: Level::Open }, 1);

/// How many questions that the region's documents read are not answered.
fn unanswered(set: &PolicySet, region: &Region, completion: &Completion) -> usize {
    let open = completion.open & region.reads();
    if open.is_empty() {
        0
    } else {
        set.questions.iter().filter(|question| question.variables().meets(open)).count()
    }
}
