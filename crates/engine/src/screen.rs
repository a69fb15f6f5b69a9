//! Many companies on the same day: totals and awards without reasons, with what a region's
//! documents say looked up once.

use super::chosen::ChosenReadings;
use super::completion::Completion;
use super::index::AwardIndex;
use super::scope::Scope;
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
    known: Vec<Scope>,
}

impl Screener {
    /// For a rule set, under these readings.
    #[must_use]
    pub const fn new(set: &'static PolicySet, readings: ChosenReadings) -> Self {
        Self { set, readings, known: Vec::new() }
    }

    /// Returns the bounds of one company's total on a day, without the awards: what a first look
    /// over many rows needs.
    pub fn total(&mut self, answers: &Answers, on: Date) -> (Amount, usize) {
        let Some(scope) = self.scope(answers, on) else { return NOWHERE };
        let mut completion = Completion::of(scope.set, answers);
        let total = scope.search(&mut completion).sum(&scope.everything);
        (total, unanswered(scope, &completion))
    }

    /// Returns what one company can expect on a day.
    pub fn brief(&mut self, answers: &Answers, on: Date) -> Brief {
        let Some(scope) = self.scope(answers, on) else {
            return Brief { total: NOWHERE.0, awards: Vec::new(), unanswered: NOWHERE.1 };
        };
        let mut completion = Completion::of(scope.set, answers);
        let mut search = scope.search(&mut completion);
        let amount = |award: &AwardIndex| (scope.award(*award).award, search.award(*award).amount);
        let awards = scope.everything.iter().map(amount).collect();
        let total = search.sum(&scope.everything);
        Brief { total, awards, unanswered: unanswered(scope, &completion) }
    }

    fn scope(&mut self, answers: &Answers, on: Date) -> Option<&Scope> {
        let region = answers.region()?.id;
        let known = self.known.iter().position(|scope| scope.on == on && scope.region == region);
        let index = known.unwrap_or(self.known.len());
        if known.is_none() {
            self.known.push(Scope::of(self.set, answers, on, &self.readings)?);
        }
        self.known.get(index)
    }
}

/// What is known of a company whose region is not: nothing, and one question to ask.
const NOWHERE: (Amount, usize) = (Amount { least: Level::ZERO, most: Level::Open }, 1);

/// Returns how many questions that the region's documents read are not answered.
fn unanswered(scope: &Scope, completion: &Completion) -> usize {
    let open = completion.open & scope.reads();
    if open.is_empty() {
        0
    } else {
        scope.set.questions.iter().filter(|question| question.variables().meets(open)).count()
    }
}
