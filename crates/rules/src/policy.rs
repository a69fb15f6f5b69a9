//! The shape of a policy document as data. The tables behind it are baked by policies/build.rs from
//! policies/*.toml.

pub use super::amount_rule::{AmountRule, Cap, Grade, Promise};
pub use super::award_days::{AwardDays, OwnDays};
pub use super::reading::{Reading, ReadingIndex, ReadingSet};
pub use super::recognition::Recognition;
pub use super::support::{Goal, Support, Unpriced};

use super::answer::Answer;
use super::apply::Apply;
use super::condition::{Condition, Leaf};
use super::formerly::FormerQuestion;
use super::government::GovernmentLevel;
use super::limit::SumLimit;
use super::moves::Move;
use super::question::{Constraint, Question, QuestionIndex, Variables};
use super::synonym::{EverydayWords, Synonym};
use rust_decimal::Decimal;
use time::Date;

/// Everything the engine knows: regions, questions, documents. The shipped set is in the package
/// `huiqi-policies`.
#[derive(Debug)]
pub struct PolicySet {
    /// The edition of the rule set, such as "2026.11".
    pub edition: &'static str,
    /// The regions, in the order in which they are offered.
    pub regions: &'static [Region],
    /// The steps of the questionnaire, in order.
    pub steps: &'static [QuestionStep],
    /// Parts of a step that carry a line of their own.
    pub sections: &'static [Section],
    /// What the result supposes of every company.
    pub assumptions: &'static [&'static str],
    /// The questions in the authors' order; the first asks for the region, and its options are the
    /// regions.
    pub questions: &'static [Question],
    /// The rules between answers.
    pub constraints: &'static [Constraint],
    /// What a company can do to be paid more, in the authors' order.
    pub moves: &'static [Move],
    /// The questions of former editions, and what becomes of their answers.
    pub formerly: &'static [FormerQuestion],
    /// Other words for questions and options.
    pub synonyms: &'static [Synonym],
    /// Everyday words for what documents say.
    pub everyday_words: &'static [EverydayWords],
    /// The documents, in order of their ids' first appearance in regions.
    pub policies: &'static [Policy],
    /// What links of the first form can name.
    pub first_form: FirstForm,
}

/// The ids that were there while links of the first form were written. Such a link names nothing
/// else, so that a later id with the same hash is never taken for one of these.
#[derive(Clone, Copy, Debug, Default)]
pub struct FirstForm {
    /// Regions.
    pub regions: &'static [&'static str],
    /// Questions, those of former editions too.
    pub questions: &'static [&'static str],
    /// Readings, by their full ids.
    pub readings: &'static [&'static str],
}

/// A rule set is itself and no other.
impl PartialEq for PolicySet {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl PolicySet {
    /// The question that asks for the region.
    pub const REGION: QuestionIndex = QuestionIndex(0);

    /// Returns a question by its index.
    #[must_use]
    pub fn question(&self, index: QuestionIndex) -> &'static Question {
        &self.questions[usize::from(index.0)]
    }

    /// Returns the index of the question with this id.
    #[must_use]
    pub fn question_index(&self, id: &str) -> Option<QuestionIndex> {
        self.questions
            .iter()
            .position(|question| question.id == id)
            .map(|index| QuestionIndex(index as u16))
    }

    /// Returns the index of each question, in the authors' order.
    pub fn question_indices(&self) -> impl Iterator<Item = QuestionIndex> + use<> {
        (0..self.questions.len() as u16).map(QuestionIndex)
    }

    /// Returns the documents that hold in a region.
    pub fn policies_in(&self, region: &str) -> impl Iterator<Item = &'static Policy> + use<'_> {
        let region = self.regions.iter().find(|candidate| candidate.id == region);
        region.map_or(&[][..], |region| region.policies).iter().map(|index| self.policy(*index))
    }

    /// Returns a document by its index.
    #[must_use]
    pub fn policy(&self, index: u16) -> &'static Policy {
        &self.policies[usize::from(index)]
    }

    /// Whether the documents of a region ask a question at all.
    #[must_use]
    pub fn is_asked_in(&self, region: &str, question: QuestionIndex) -> bool {
        let region = self.regions.iter().find(|candidate| candidate.id == region);
        question == Self::REGION || region.is_some_and(|region| self.asks(region, question))
    }

    /// Whether the documents of a region ask a question beside the one for the region.
    #[must_use]
    pub fn asks(&self, region: &Region, question: QuestionIndex) -> bool {
        region.counts(question) && self.question(question).variables().meets(region.reads)
    }
}

/// An area where a company can be registered.
#[derive(Debug)]
pub struct Region {
    /// The id used in answers.
    pub id: &'static str,
    /// The name on the page.
    pub name: &'static str,
    /// A line below the name; may be empty.
    pub hint: &'static str,
    /// The wider area for whose other places this region is used, such as "山西省".
    pub rest_of: Option<&'static str>,
    /// The region that it lies within, by its index, such as the city of a county.
    pub within: Option<u16>,
    /// The documents that hold here, by their index: its own, and those of what it lies within.
    pub policies: &'static [u16],
    /// The questions that these read, in the authors' order, with those that a constraint ties to
    /// them. Each has variables of its own among these.
    pub questions: &'static [QuestionIndex],
    /// The constraints among these questions, by their index.
    pub constraints: &'static [u16],
    /// All that the documents read.
    pub reads: Variables,
    /// The beginnings of the codes of its administrative divisions; see [`super::division`].
    pub divisions: &'static [&'static str],
    /// How its name is read: the syllables of its letters without tones, parted by spaces; several
    /// readings of one letter by `/`.
    pub pinyin: &'static str,
    /// Whether it comes behind all others, for who is in none of them: 其他地区.
    pub is_last: bool,
}

impl Region {
    /// Whether an answer to a question counts here: to one that is asked, or to one that a
    /// constraint ties to it. Titles bound the tier where no document asks for titles.
    #[must_use]
    pub fn counts(&self, question: QuestionIndex) -> bool {
        self.questions.contains(&question)
    }
}

/// A step of the questionnaire.
#[derive(Debug)]
pub struct QuestionStep {
    /// The id used in addresses.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// One line below the heading; may be empty.
    pub intro: &'static str,
}

/// A part of a step that carries a line of its own.
#[derive(Clone, Debug)]
pub struct Section {
    /// The id that questions name.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The line below it.
    pub intro: &'static str,
}

/// One policy document: what a government issues, amends, repeals.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The id used in the ids of its awards.
    pub id: &'static str,
    /// The full title.
    pub title: &'static str,
    /// A name short enough for a list.
    pub short_title: &'static str,
    /// The document number (文号), or `None` where the text carries none.
    pub number: Option<&'static str>,
    /// Who issued it.
    pub issuer: &'static str,
    /// The date it carries.
    pub issued_on: Date,
    /// The first day it holds.
    pub valid_from: Date,
    /// The last day it holds, or `None` where the document states no end.
    pub valid_to: Option<Date>,
    /// What to say of its validity.
    pub validity_note: &'static str,
    /// The day on which its text was last checked against these data.
    pub checked_on: Date,
    /// Where its text is found, where that is known.
    pub source_url: Option<&'static str>,
    /// Whom to ask.
    pub enquiries: &'static str,
    /// Whose it is, where documents of several levels hold in a region.
    pub level: Option<GovernmentLevel>,
    /// The ids of the regions in which it holds, and in all that lies within them.
    pub regions: &'static [&'static str],
    /// How matters claimed under other policies are treated.
    pub claimed_elsewhere: Option<ClaimedElsewhere>,
    /// The awards with an amount, in document order.
    pub awards: &'static [Award],
    /// The rules that pay only the highest of several awards.
    pub highest_only: &'static [HighestOnly],
    /// The rules that limit what several awards bring together.
    pub limits: &'static [SumLimit],
    /// The clauses with two readings.
    pub readings: &'static [Reading],
    /// The supports without an amount.
    pub supports: &'static [Support],
    /// Goals and quotas that the document states and that no company can claim.
    pub goals: &'static [Goal],
    /// How titles are won, as far as the document says it.
    pub recognitions: &'static [Recognition],
    /// Made-up companies that show what the document pays.
    pub companies: &'static [Company],
}

/// A document's state on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// It holds, and states its end.
    InForce,
    /// It holds, and states no end.
    InForceUnstatedEnd,
    /// Its first day is still to come.
    NotYet,
    /// Its last day has passed.
    Ended,
}

impl DocumentState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::InForce, Self::InForceUnstatedEnd, Self::NotYet, Self::Ended];

    /// Returns its name in the JavaScript interface and in receipts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::InForceUnstatedEnd => "in_force_unstated_end",
            Self::NotYet => "not_yet",
            Self::Ended => "ended",
        }
    }
}

impl Policy {
    /// Whether the document holds on a day; both ends of its window are inclusive.
    #[must_use]
    pub fn is_in_force_on(&self, day: Date) -> bool {
        match self.state_on(day) {
            DocumentState::InForce | DocumentState::InForceUnstatedEnd => true,
            DocumentState::NotYet | DocumentState::Ended => false,
        }
    }

    /// Returns the state of the document on a day.
    #[must_use]
    pub fn state_on(&self, day: Date) -> DocumentState {
        match self.valid_to {
            _ if day < self.valid_from => DocumentState::NotYet,
            Some(last) if day > last => DocumentState::Ended,
            Some(_) => DocumentState::InForce,
            None => DocumentState::InForceUnstatedEnd,
        }
    }

    /// Returns the day of the document's window that is nearest to a day outside it.
    #[must_use]
    pub fn nearest_day(&self, day: Date) -> Date {
        match self.valid_to {
            Some(last) if day > last => last,
            Some(_) | None => self.valid_from,
        }
    }

    /// Returns its readings with their indices.
    pub fn indexed_readings(&self) -> impl Iterator<Item = (ReadingIndex, &'static Reading)> {
        let indices = (0..).map(ReadingIndex);
        indices.zip(self.readings)
    }
}

/// A made-up company, to be loaded with one press.
#[derive(Debug)]
pub struct Company {
    /// Its name; that it is an example is said beside it.
    pub name: &'static str,
    /// The day of its claim.
    pub on: Date,
    /// Its answers, each question once.
    pub answers: &'static [(QuestionIndex, Answer)],
}

/// The rule that a matter claimed under another policy is not paid again.
#[derive(Clone, Debug)]
pub struct ClaimedElsewhere {
    /// The multi-choice whose options are the matters.
    pub question: QuestionIndex,
    /// The clause that says so.
    pub clause: &'static str,
}

/// The nature of a clause; it does not change with the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwardKind {
    /// Who meets the conditions is paid the amount.
    Entitlement,
    /// The document names only a ceiling.
    Ceiling,
    /// A contest or an assessment decides.
    Competitive,
}

/// One award with an amount.
#[derive(Clone, Debug)]
pub struct Award {
    /// The document's id, a slash, the award's own id.
    pub id: &'static str,
    /// The name on the page.
    pub name: &'static str,
    /// The clause, such as "三（十一）".
    pub clause: &'static str,
    /// Responsible departments.
    pub payers: &'static [&'static str],
    /// Who pays, where the document says it, such as "市财政".
    pub paid_by: Option<&'static str>,
    /// The nature of the clause.
    pub kind: AwardKind,
    /// What it pays and to whom, in our own words.
    pub summary: &'static str,
    /// How many are chosen, where a contest states it.
    pub quota: Option<&'static str>,
    /// The matter under which it may have been claimed elsewhere, as an option of the document's
    /// question.
    pub matter: Option<u16>,
    /// What must hold and what is paid, as the followed readings have it.
    pub terms: Terms,
    /// The same under other readings: one for each choice of the readings that change the award,
    /// except the followed ones.
    pub others: &'static [OtherTerms],
    /// What a title brings here, where that is less than the whole amount.
    pub title_brings: Option<&'static str>,
    /// What to know of a title that is won only later, where the document does not say.
    pub title_later: Option<&'static str>,
    /// What a company should know besides.
    pub notes: &'static [&'static str],
    /// How it is applied for, as far as the document states it.
    pub apply: Option<Apply>,
}

impl Award {
    /// Returns its terms where these readings of its document are taken the other way.
    #[must_use]
    pub fn terms_under(&self, others: ReadingSet) -> &Terms {
        // Most awards are changed by no reading.
        if self.others.is_empty() || others == ReadingSet::NONE {
            return &self.terms;
        }
        let chosen = others & self.changed_by();
        self.others
            .iter()
            .find(|other| other.readings == chosen)
            .map_or(&self.terms, |other| &other.terms)
    }

    /// Returns the readings that change its terms.
    #[must_use]
    pub fn changed_by(&self) -> ReadingSet {
        self.others.iter().fold(ReadingSet::NONE, |all, other| all | other.readings)
    }

    /// Returns its terms under every choice of readings, first the followed ones.
    pub fn all_terms(&self) -> impl Iterator<Item = &Terms> {
        std::iter::once(&self.terms).chain(self.others.iter().map(|other| &other.terms))
    }
}

/// An award's terms under a choice of readings that are not all the followed ones.
#[derive(Clone, Copy, Debug)]
pub struct OtherTerms {
    /// Those of the readings that change the award which are taken the other way.
    pub readings: ReadingSet,
    /// The terms then.
    pub terms: Terms,
}

/// What must hold and what is paid.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// What must hold.
    pub condition: Condition,
    /// What is paid.
    pub amount: AmountRule,
    /// Where this does not hold, the document is silent and the award runs from 0.
    pub silent_unless: Option<Condition>,
    /// The days on which they count.
    pub days: AwardDays,
    /// Every variable that the award's amount reads.
    pub reads: Variables,
}

impl Terms {
    /// Adds the thresholds of a figure, each once: the smallest figure that is above.
    pub fn collect_thresholds(
        &self,
        set: &PolicySet,
        variable: u16,
        thresholds: &mut Vec<Decimal>,
    ) {
        self.each_leaf(&mut |leaf| {
            let question = set.question(leaf.question);
            if question.first_variable == variable
                && let Some(unit) = question.kind.unit()
                && let Some(threshold) = leaf.test.cut(unit.step())
                && !thresholds.contains(&threshold)
            {
                thresholds.push(threshold);
            }
        });
    }

    /// Visits the leaves of all its conditions, those of its amount too.
    pub fn each_leaf(&self, visit: &mut dyn FnMut(&Leaf)) {
        for condition in [Some(&self.condition), self.silent_unless.as_ref()].into_iter().flatten()
        {
            condition.each_leaf(visit);
        }
        if let AmountRule::Computed(computed) = &self.amount {
            computed.conditions.iter().for_each(|condition| condition.each_leaf(visit));
        }
    }
}

/// A rule that pays only the highest of several awards.
#[derive(Debug)]
pub struct HighestOnly {
    /// The document's id, a slash, the rule's own id.
    pub id: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// The rule in a few words.
    pub name: &'static str,
    /// The awards, by their index in the document; empty where the rule holds under the other
    /// reading only.
    pub awards: &'static [u16],
    /// The members under the other reading, where one changes them.
    pub other: Option<OtherMembers>,
}

impl HighestOnly {
    /// Returns its members where these readings of its document are taken the other way; none where
    /// it does not exist then.
    #[must_use]
    pub fn members_under(&self, others: ReadingSet) -> &'static [u16] {
        match &self.other {
            Some(other) if others.contains(other.reading) => other.awards,
            Some(_) | None => self.awards,
        }
    }

    /// Whether a reading changes its members.
    #[must_use]
    pub fn is_changed_by(&self, reading: ReadingIndex) -> bool {
        self.other.as_ref().is_some_and(|other| other.reading == reading)
    }
}

/// A group's members under a reading that is not the followed one; empty where the group then does
/// not exist.
#[derive(Debug)]
pub struct OtherMembers {
    /// The reading.
    pub reading: ReadingIndex,
    /// The awards, by their index in the document.
    pub awards: &'static [u16],
}
