//! Many companies on the same day: totals and awards without reasons, with what a region's
//! documents say looked up once.

use super::chosen::ChosenReadings;
use super::completion::Completion;
use super::evaluate::missing;
use super::index::AwardIndex;
use super::scope::Scope;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Award, PolicySet};
use huiqi_rules::question::QuestionIndex;
use std::collections::HashMap;
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
    /// The latest regions and days.
    known: Vec<Scope>,
    /// The one that the next takes the place of.
    oldest: usize,
    /// The totals of companies with open questions, which take longest and are often alike.
    totals: HashMap<Vec<u8>, (Amount, usize)>,
    /// How many questions they are asked.
    asks: HashMap<Vec<u8>, usize>,
}

/// So many regions and days are kept: the rows of a table are on few of them, or each on its own.
const MOST_KNOWN: usize = 64;
/// So many totals are kept.
const MOST_TOTALS: usize = 4_096;

impl Screener {
    /// For a rule set, under these readings.
    #[must_use]
    pub fn new(set: &'static PolicySet, readings: ChosenReadings) -> Self {
        Self {
            set,
            readings,
            known: Vec::new(),
            oldest: 0,
            totals: HashMap::new(),
            asks: HashMap::new(),
        }
    }

    /// Returns the bounds of one company's total on a day, without the awards: what a first look
    /// over many rows needs.
    pub fn total(&mut self, answers: &Answers, on: Date) -> (Amount, usize) {
        let Some(index) = self.scope(answers, on) else { return NOWHERE };
        let scope = &self.known[index];
        let mut completion = Completion::of(scope.set, scope.region, answers);
        let unanswered = unanswered(scope, &completion);
        let key = (unanswered > 0).then(|| key(answers, on));
        if let Some(known) = key.as_ref().and_then(|key| self.totals.get(key)) {
            return *known;
        }
        let total = scope.search(&mut completion).sum(&scope.everything);
        if let Some(key) = key {
            if self.totals.len() >= MOST_TOTALS {
                self.totals.clear();
            }
            self.totals.insert(key, (total, unanswered));
        }
        (total, unanswered)
    }

    /// Returns how many questions can still change an award of one company on a day.
    pub fn asks(&mut self, answers: &Answers, on: Date) -> usize {
        let Some(index) = self.scope(answers, on) else { return NOWHERE.1 };
        let scope = &self.known[index];
        let mut completion = Completion::of(scope.set, scope.region, answers);
        if unanswered(scope, &completion) == 0 {
            return 0;
        }
        let key = key(answers, on);
        if let Some(known) = self.asks.get(&key) {
            return *known;
        }
        let mut search = scope.search(&mut completion);
        let mut asked: Vec<QuestionIndex> = missing(scope, &mut search).concat();
        asked.sort_unstable_by_key(|question| question.0);
        asked.dedup();
        if self.asks.len() >= MOST_TOTALS {
            self.asks.clear();
        }
        self.asks.insert(key, asked.len());
        asked.len()
    }

    /// Returns what one company can expect on a day.
    pub fn brief(&mut self, answers: &Answers, on: Date) -> Brief {
        let Some(index) = self.scope(answers, on) else {
            return Brief { total: NOWHERE.0, awards: Vec::new(), unanswered: NOWHERE.1 };
        };
        let scope = &self.known[index];
        let mut completion = Completion::of(scope.set, scope.region, answers);
        let mut search = scope.search(&mut completion);
        let amount = |award: &AwardIndex| (scope.award(*award).award, search.award(*award).amount);
        let awards = scope.everything.iter().map(amount).collect();
        let total = search.sum(&scope.everything);
        Brief { total, awards, unanswered: unanswered(scope, &completion) }
    }

    /// Returns the index of the region's scope on a day.
    fn scope(&mut self, answers: &Answers, on: Date) -> Option<usize> {
        let region = answers.region()?;
        let known = self
            .known
            .iter()
            .position(|scope| scope.on == on && std::ptr::eq(scope.region, region));
        if known.is_some() {
            return known;
        }
        let scope = Scope::of(self.set, answers, on, &self.readings)?;
        if self.known.len() < MOST_KNOWN {
            self.known.push(scope);
            return Some(self.known.len() - 1);
        }
        let index = self.oldest;
        self.known[index] = scope;
        self.oldest = (index + 1) % MOST_KNOWN;
        Some(index)
    }
}

/// Returns what tells one company's answers and day from another's.
fn key(answers: &Answers, on: Date) -> Vec<u8> {
    let mut key = on.to_julian_day().to_le_bytes().to_vec();
    for (question, answer) in answers.iter() {
        key.extend(question.0.to_le_bytes());
        match answer {
            Answer::Option(option) => key.extend(option.to_le_bytes()),
            Answer::Options(options) => key.extend(options.to_le_bytes()),
            Answer::YesNo(yes) => key.push(u8::from(*yes)),
            Answer::Figure(figure) => key.extend(figure.serialize()),
        }
    }
    key
}

/// What is known of a company whose region is not: nothing, and one question to ask.
const NOWHERE: (Amount, usize) = (Amount { least: Level::ZERO, most: Level::Open }, 1);

/// Returns how many questions that the region's documents read are not answered.
fn unanswered(scope: &Scope, completion: &Completion) -> usize {
    let open = completion.open & scope.reads();
    if open.is_empty() {
        0
    } else {
        let questions = scope.region.questions.iter().map(|index| scope.set.question(*index));
        questions.filter(|question| question.variables().meets(open)).count()
    }
}
