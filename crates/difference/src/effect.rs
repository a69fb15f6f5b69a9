//! What a difference does to companies: each under both editions, and each change applied alone.

use super::entry::{Difference, Unit};
use super::space::Own;
use super::sum::{MOST_EXAMPLES, Shift, Sum};
use super::trial::Trial;
use huiqi_engine::ChosenReadings;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::carry::{GivenTo, Value, carry};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question};
use huiqi_rules::unit::{Unit as Measure, decimal_text};
use time::Date;

/// A company to be computed under both editions. Answers and readings are by ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its name, for examples.
    pub name: String,
    /// The day of the claim.
    pub on: Date,
    /// Which edition's questions were answered.
    pub given_in: GivenIn,
    /// The answers, by the ids of questions and options, the region among them.
    pub answers: Vec<(String, Value)>,
    /// The readings that are taken the other way, by their full ids.
    pub readings: Vec<String>,
}

/// Which edition's questions were answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenIn {
    /// Those of the old edition, such as in a kept case: the new edition says what becomes of them.
    Old,
    /// Those of the new edition.
    New,
    /// Those of both: each edition takes what it asks.
    Either,
}

/// What one change brings when it alone is applied to the old edition.
#[derive(Clone, Debug)]
pub struct Part {
    /// What is exchanged.
    pub unit: Unit,
    /// The entries of the difference that it applies, by their index.
    pub entries: Vec<usize>,
    /// What it moves.
    pub sum: Sum,
    /// How many companies have an award whose own amount it moves while the total stays, such as
    /// where only the highest of several is paid; with the first few of them.
    pub awards_only: (usize, Vec<usize>),
    /// How many companies have an award whose own amount it moves while the total's least stays and
    /// its most hangs on a figure that is not answered: whether the total moves is not known; with
    /// the first few of them.
    pub undecided: (usize, Vec<usize>),
    /// How many companies it brings a first document, so that no sum can be compared; with the
    /// first few of them.
    pub first_document: (usize, Vec<usize>),
    /// How many companies answer its question in a way that only the new edition has, so that no
    /// sum can be compared; with the first few of them.
    pub only_in_new: (usize, Vec<usize>),
    /// The same, where only the old edition has the answer.
    pub only_in_old: (usize, Vec<usize>),
}

impl Part {
    /// Whether it moves an amount of a company that was tried, or decides that there is none to
    /// compare.
    #[must_use]
    pub const fn was_found(&self) -> bool {
        self.sum.companies > 0
            || self.awards_only.0 > 0
            || self.undecided.0 > 0
            || self.first_document.0 > 0
            || self.only_in_new.0 > 0
            || self.only_in_old.0 > 0
    }
}

/// What changes bring together beyond what each brings alone.
#[derive(Clone, Debug)]
pub struct Together {
    /// The changes, by their index in [`Effect::parts`].
    pub parts: Vec<usize>,
    /// What they move beyond their parts; added to the parts it gives the whole.
    pub sum: Sum,
}

/// One company whose total moves.
#[derive(Clone, Debug)]
pub struct CompanyChange {
    /// Its index in the list.
    pub company: usize,
    /// Its total under the old edition.
    pub before: Amount,
    /// Its total under the new edition.
    pub after: Amount,
    /// What each change brings alone, by its index in [`Effect::parts`]; those that bring nothing
    /// are left out.
    pub parts: Vec<(usize, Shift)>,
    /// What only arises together.
    pub together: Shift,
}

/// Why a company has no amounts to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skipped {
    /// It names no region.
    NoRegion,
    /// It names a region that neither edition has.
    OtherRegion,
    /// Its region is not in the old edition.
    RegionNotInOld,
    /// Its region is not in the new edition.
    RegionNotInNew,
    /// The old edition has no document for its region: nothing is known then, which is no 0.
    NoDocumentInOld,
    /// The new edition has no document for its region.
    NoDocumentInNew,
    /// Its answers contradict each other in one of the editions.
    Contradiction,
    /// Both editions ask this question, and only the new one has its answer: the old one cannot be
    /// asked about it.
    AnswerOnlyInNew(&'static str),
    /// The same, where only the old edition has the answer.
    AnswerOnlyInOld(&'static str),
}

/// What a difference does to companies.
#[derive(Debug)]
pub struct Effect {
    /// How many companies were computed under both editions.
    pub compared: usize,
    /// Those that were not, by their index, and why.
    pub skipped: Vec<(usize, Skipped)>,
    /// How many companies have an answer that one of the editions does not take.
    pub answers_left_out: usize,
    /// What all changes move together.
    pub whole: Sum,
    /// How many companies' totals do not move in what is known, while an award moves and their most
    /// hangs on a figure that is not answered.
    pub undecided: usize,
    /// The first of these, by their index, with their totals under both editions.
    pub undecided_first: Vec<(usize, [Amount; 2])>,
    /// What each change moves alone.
    pub parts: Vec<Part>,
    /// What changes move only together. All parts and these give the whole.
    pub together: Vec<Together>,
    /// Every company whose total moves, or that a change alone would move.
    pub changes: Vec<CompanyChange>,
}

/// Returns the answers of an edition by ids, as a [`Company`] has them.
#[must_use]
pub fn values(set: &PolicySet, answers: &Answers) -> Vec<(String, Value)> {
    let value = |question: &Question, answer: &Answer| match answer {
        Answer::Option(option) => {
            Value::Option(question.options[usize::from(*option)].id.to_owned())
        }
        Answer::Options(bits) => {
            let options = question.options.iter().enumerate();
            let chosen = options.filter(|(index, _)| bits >> index & 1 == 1);
            Value::Options(chosen.map(|(_, option)| option.id.to_owned()).collect())
        }
        Answer::YesNo(yes) => Value::YesNo(*yes),
        Answer::Figure(figure) => Value::Figure(decimal_text(*figure)),
    };
    let one = |(index, answer)| {
        let question = set.question(index);
        (question.id.to_owned(), value(question, answer))
    };
    answers.iter().map(one).collect()
}

/// Returns an answer by ids as the question's answer; "not clear" and what cannot be read are none.
fn answer(question: &Question, value: &Value) -> Option<Answer> {
    match (value, question.kind) {
        (Value::Option(id), Kind::Single) => question.option(id).map(Answer::Option),
        (Value::Options(ids), Kind::Multi) => {
            let options = ids.iter().map(|id| question.option(id)).collect::<Option<Vec<u16>>>()?;
            Some(Answer::Options(options.into_iter().fold(0, |bits, option| bits | 1 << option)))
        }
        (Value::YesNo(yes), Kind::YesNo) => Some(Answer::YesNo(*yes)),
        (Value::Figure(typed), Kind::Figure(unit)) => {
            unit.read_typed(typed).ok().flatten().map(Answer::Figure)
        }
        (Value::Sums([of, to]), Kind::Figure(_)) => {
            let quotient = question.quotient?;
            let money = |typed: &str, is_first: bool| {
                let unit = if is_first { quotient.is.unit() } else { &Measure::YUAN };
                unit.read_typed_steps(typed).ok().flatten()
            };
            quotient.is.percent(money(of, true)?, money(to, false)?).ok().map(Answer::Figure)
        }
        (Value::Unclear | Value::Sums(_), _)
        | (Value::Option(_), Kind::Multi | Kind::YesNo | Kind::Figure(_))
        | (Value::Options(_), Kind::Single | Kind::YesNo | Kind::Figure(_))
        | (Value::YesNo(_), Kind::Single | Kind::Multi | Kind::Figure(_))
        | (Value::Figure(_), Kind::Single | Kind::Multi | Kind::YesNo) => None,
    }
}

/// Returns answers by ids as an edition takes them, and whether it takes all of them; nothing where
/// they contradict each other there.
#[must_use]
pub fn answers(
    set: &'static PolicySet,
    given_to: GivenTo<'_>,
    given: &[(String, Value)],
) -> Option<(Answers, bool)> {
    let carried = carry(set, given_to, given);
    let mut is_whole = carried.unknown_answers.is_empty()
        && carried.asked_again.is_empty()
        && carried.unknown_questions == 0;
    let mut taken = Vec::new();
    for (index, value) in &carried.answers {
        match answer(set.question(*index), value) {
            Some(answer) => taken.push((*index, answer)),
            None => is_whole &= *value == Value::Unclear,
        }
    }
    Answers::build(set, taken).ok().map(|answers| (answers, is_whole))
}

/// A company's answers in both editions.
pub(crate) struct Pair {
    pub(crate) company: usize,
    pub(crate) old: Answers,
    pub(crate) new: Answers,
    pub(crate) old_readings: ChosenReadings,
    pub(crate) new_readings: ChosenReadings,
}

fn chosen(set: &'static PolicySet, wanted: &[String]) -> ChosenReadings {
    let all = set.policies.iter().flat_map(|policy| policy.readings);
    let own = all.filter(|reading| wanted.iter().any(|id| id == reading.id));
    own.fold(ChosenReadings::default(), |chosen, reading| chosen.other(reading.id))
}

/// Computes companies under both editions of a difference.
///
/// Each change is applied alone to the old edition; what several bring only together is named with
/// them. So the parts and what arises together give the whole. The sets in between are kept until
/// the process ends: two for each change and region.
#[must_use]
pub fn effect(difference: &Difference, companies: &[Company]) -> Effect {
    let mut trial = Trial::new(difference, companies);
    while trial.step(difference, companies, companies.len()) {}
    trial.finish()
}

/// Returns the changes that can move amounts, each with its entries.
pub(crate) fn parts(difference: &Difference) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (index, entry) in difference.entries.iter().enumerate() {
        let Some(unit) = &entry.unit else { continue };
        match parts.iter_mut().find(|part| part.unit == *unit) {
            Some(part) => part.entries.push(index),
            None => parts.push(part(unit.clone(), vec![index])),
        }
    }
    parts
}

pub(crate) fn part(unit: Unit, entries: Vec<usize>) -> Part {
    Part {
        unit,
        entries,
        sum: Sum::default(),
        awards_only: (0, Vec::new()),
        undecided: (0, Vec::new()),
        first_document: (0, Vec::new()),
        only_in_new: (0, Vec::new()),
        only_in_old: (0, Vec::new()),
    }
}

pub(crate) fn pair(
    difference: &Difference,
    index: usize,
    company: &Company,
) -> Result<(&'static str, Pair, bool), Skipped> {
    let (old_set, new_set) = (difference.old, difference.new);
    let (to_old, to_new) = match company.given_in {
        GivenIn::Old => (GivenTo::Edition(old_set.edition), GivenTo::Edition(old_set.edition)),
        GivenIn::New => (GivenTo::Edition(new_set.edition), GivenTo::Edition(new_set.edition)),
        GivenIn::Either => (GivenTo::AnyEdition, GivenTo::AnyEdition),
    };
    let taken = |set, given_to| answers(set, given_to, &company.answers);
    let (Some((old, old_is_whole)), Some((new, new_is_whole))) =
        (taken(old_set, to_old), taken(new_set, to_new))
    else {
        return Err(Skipped::Contradiction);
    };
    // What one edition alone asks is meant for that one.
    let is_partly = company.given_in != GivenIn::Either && !(old_is_whole && new_is_whole);
    let (old_region, new_region) = match (old.region(), new.region()) {
        (Some(old), Some(new)) => (old, new),
        (Some(_), None) => return Err(Skipped::RegionNotInNew),
        (None, Some(_)) => return Err(Skipped::RegionNotInOld),
        (None, None) => {
            let region = new_set.question(PolicySet::REGION).id;
            let names_one = company.answers.iter().any(|(id, _)| id == region);
            return Err(if names_one { Skipped::OtherRegion } else { Skipped::NoRegion });
        }
    };
    let region = old_region.id;
    if old_set.policies_in(region).next().is_none() {
        return Err(Skipped::NoDocumentInOld);
    }
    if new_set.policies_in(region).next().is_none() {
        return Err(Skipped::NoDocumentInNew);
    }
    // What the new edition does not take of answers to the old one, it asks again.
    if company.given_in != GivenIn::Old {
        let own = |set, region| Own { set, region };
        let sides = [(own(old_set, old_region), &old), (own(new_set, new_region), &new)];
        if let Some(why) = answered_in_one(sides) {
            return Err(why);
        }
    }
    let pair = Pair {
        company: index,
        old,
        new,
        old_readings: chosen(old_set, &company.readings),
        new_readings: chosen(new_set, &company.readings),
    };
    Ok((region, pair, is_partly))
}

/// Returns the first question that both editions ask in the same way and of which only one has the
/// company's answer, such as an option that is new.
fn answered_in_one([old, new]: [(Own, &Answers); 2]) -> Option<Skipped> {
    let ((old, old_answers), (new, new_answers)) = (old, new);
    new.region.questions.iter().find_map(|index| {
        let question = new.set.question(*index);
        let before = old.asks(question.id)?;
        let is_alike = old.set.question(before).kind.id() == question.kind.id();
        match (old_answers.get(before), new_answers.get(*index)) {
            (None, Some(_)) if is_alike => Some(Skipped::AnswerOnlyInNew(question.id)),
            (Some(_), None) if is_alike => Some(Skipped::AnswerOnlyInOld(question.id)),
            (None | Some(_), None | Some(_)) => None,
        }
    })
}

/// Notes with its question a company that only one edition can be asked about.
pub(crate) fn note_answer(found: &mut Effect, index: usize, why: Skipped) {
    for part in &mut found.parts {
        match why {
            Skipped::AnswerOnlyInNew(id) if part.unit == Unit::Question(id) => {
                note(&mut part.only_in_new, index);
            }
            Skipped::AnswerOnlyInOld(id) if part.unit == Unit::Question(id) => {
                note(&mut part.only_in_old, index);
            }
            Skipped::AnswerOnlyInNew(_)
            | Skipped::AnswerOnlyInOld(_)
            | Skipped::NoRegion
            | Skipped::OtherRegion
            | Skipped::RegionNotInOld
            | Skipped::RegionNotInNew
            | Skipped::NoDocumentInOld
            | Skipped::NoDocumentInNew
            | Skipped::Contradiction => {}
        }
    }
}

/// Notes the documents that are the first ones for a company and bring it an amount.
pub(crate) fn note_first_document(
    difference: &Difference,
    found: &mut Effect,
    index: usize,
    company: &Company,
) {
    let new = difference.new;
    let Some((answers, _)) = answers(new, GivenTo::AnyEdition, &company.answers) else { return };
    let readings = chosen(new, &company.readings);
    let awards = huiqi_engine::award_amounts(new, &answers, company.on, &readings);
    for part in &mut found.parts {
        let is_of_it = |id: &str| match part.unit {
            Unit::Document(own) | Unit::Regions(own) => own == id,
            Unit::Days(_)
            | Unit::ClaimedElsewhere(_)
            | Unit::Award(_)
            | Unit::Condition(_)
            | Unit::Amount(_)
            | Unit::Silence(_)
            | Unit::AwardDays(_)
            | Unit::Matter(_)
            | Unit::Group(_)
            | Unit::Limit(_)
            | Unit::Question(_) => false,
        };
        let pays = awards.iter().any(|(policy, _, sum)| is_of_it(policy.id) && !sum.is_zero());
        if pays {
            note(&mut part.first_document, index);
        }
    }
}

/// Counts a company, and keeps the first few as examples.
pub(crate) fn note((count, examples): &mut (usize, Vec<usize>), company: usize) {
    *count += 1;
    if examples.len() < MOST_EXAMPLES {
        examples.push(company);
    }
}
