//! What a difference does to companies: each under both editions, and each change applied alone.

use super::entry::{Difference, Unit};
use super::hybrid::Hybrids;
use super::space::{Edition, Own, Space};
use huiqi_engine::{Brief, ChosenReadings, Screener};
use huiqi_rules::amount::{Amount, Change};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::carry::{GivenTo, Value, carry};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question};
use huiqi_rules::unit::decimal_text;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{AddAssign, Neg, Sub};
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

/// How far both ends of an amount move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// By so many yuan at the least.
    pub least: Decimal,
    /// By so many yuan at the most, where the most is a sum in both editions.
    pub most: Decimal,
    /// How many open tops there are more, or fewer where it is negative.
    pub opened: i64,
}

impl Shift {
    fn between(before: Amount, after: Amount) -> Self {
        let by = |change: Change| match change {
            Change::By(yuan) => (yuan, 0),
            Change::Opened => (Decimal::ZERO, 1),
            Change::Closed => (Decimal::ZERO, -1),
        };
        let (least, _) = by(Change::between(before.least, after.least));
        let (most, opened) = by(Change::between(before.most, after.most));
        Self { least, most, opened }
    }

    /// Whether nothing moves.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    fn ends(&self) -> [std::cmp::Ordering; 2] {
        let most = self.opened.cmp(&0).then(self.most.cmp(&Decimal::ZERO));
        [self.least.cmp(&Decimal::ZERO), most]
    }
}

impl AddAssign for Shift {
    fn add_assign(&mut self, other: Self) {
        self.least += other.least;
        self.most += other.most;
        self.opened += other.opened;
    }
}

impl Neg for Shift {
    type Output = Self;

    fn neg(self) -> Self {
        Self { least: -self.least, most: -self.most, opened: -self.opened }
    }
}

impl Sub for Shift {
    type Output = Self;

    fn sub(mut self, other: Self) -> Self {
        self += -other;
        self
    }
}

/// How many companies move, and by how much in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many companies' totals move.
    pub companies: usize,
    /// Those of them of which no end falls.
    pub more: usize,
    /// Those of them of which no end rises.
    pub less: usize,
    /// By how much in all.
    pub shift: Shift,
    /// The first few of them, by their index in the list.
    pub examples: Vec<usize>,
}

/// So many examples are kept.
const MOST_EXAMPLES: usize = 3;

impl Sum {
    fn add(&mut self, company: usize, shift: Shift) {
        if shift.is_none() {
            return;
        }
        let ends = shift.ends();
        self.companies += 1;
        self.more += usize::from(ends.iter().all(|end| end.is_ge()));
        self.less += usize::from(ends.iter().all(|end| end.is_le()));
        self.shift += shift;
        if self.examples.len() < MOST_EXAMPLES {
            self.examples.push(company);
        }
    }
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
    /// How many companies it brings a first document, so that no sum can be compared; with the
    /// first few of them.
    pub first_document: (usize, Vec<usize>),
}

impl Part {
    /// Whether it moves an amount of a company that was tried.
    #[must_use]
    pub const fn was_found(&self) -> bool {
        self.sum.companies > 0 || self.awards_only.0 > 0 || self.first_document.0 > 0
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
                let unit = if is_first { quotient.is.unit() } else { &huiqi_rules::unit::Unit::YUAN };
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

/// The answers of a company in one edition.
struct Taken {
    /// Its region, where the edition has it.
    region: Option<&'static str>,
    answers: Result<Answers, ()>,
    /// Whether the edition does not take all of them.
    is_partly: bool,
}

fn taken(set: &'static PolicySet, given_to: GivenTo<'_>, company: &Company) -> Taken {
    let carried = carry(set, given_to, &company.answers);
    let is_given = company.given_in != GivenIn::Either;
    let mut is_partly = !carried.unknown_answers.is_empty()
        || !carried.asked_again.is_empty()
        || carried.unknown_questions > 0;
    let mut given = Vec::new();
    for (index, value) in &carried.answers {
        match answer(set.question(*index), value) {
            Some(answer) => given.push((*index, answer)),
            None => is_partly |= *value != Value::Unclear,
        }
    }
    let answers = Answers::build(set, given).map_err(|_| ());
    let region = answers.as_ref().ok().and_then(Answers::region).map(|region| region.id);
    // What one edition alone asks is meant for that one.
    Taken { region, answers, is_partly: is_partly && is_given }
}

/// A company's answers in both editions.
struct Pair {
    company: usize,
    old: Answers,
    new: Answers,
    old_readings: ChosenReadings,
    new_readings: ChosenReadings,
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
    let mut found = Effect {
        compared: 0,
        skipped: Vec::new(),
        answers_left_out: 0,
        whole: Sum::default(),
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
                found.skipped.push((index, why));
            }
        }
    }
    for ((region, _), pairs) in groups {
        found.compared += pairs.len();
        of_region(difference, region, companies, &pairs, &mut found);
    }
    found.changes.sort_by_key(|change| change.company);
    found
}

/// Returns the changes that can move amounts, each with its entries.
fn parts(difference: &Difference) -> Vec<Part> {
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

fn part(unit: Unit, entries: Vec<usize>) -> Part {
    Part {
        unit,
        entries,
        sum: Sum::default(),
        awards_only: (0, Vec::new()),
        first_document: (0, Vec::new()),
    }
}

fn pair(
    difference: &Difference,
    index: usize,
    company: &Company,
) -> Result<(&'static str, Pair, bool), Skipped> {
    let (old_set, new_set) = (difference.old, difference.new);
    let (to_old, to_new) = match company.given_in {
        GivenIn::Old => {
            (GivenTo::Edition(old_set.edition), GivenTo::Edition(old_set.edition))
        }
        GivenIn::New => {
            (GivenTo::Edition(new_set.edition), GivenTo::Edition(new_set.edition))
        }
        GivenIn::Either => (GivenTo::AnyEdition, GivenTo::AnyEdition),
    };
    let old = taken(old_set, to_old, company);
    let new = taken(new_set, to_new, company);
    let (Ok(old_answers), Ok(new_answers)) = (old.answers, new.answers) else {
        return Err(Skipped::Contradiction);
    };
    let region = match (old.region, new.region) {
        (Some(old), Some(_)) => old,
        (Some(_), None) => return Err(Skipped::RegionNotInNew),
        (None, Some(_)) => return Err(Skipped::RegionNotInOld),
        (None, None) => return Err(Skipped::NoRegion),
    };
    if old_set.policies_in(region).next().is_none() {
        return Err(Skipped::NoDocumentInOld);
    }
    if new_set.policies_in(region).next().is_none() {
        return Err(Skipped::NoDocumentInNew);
    }
    let pair = Pair {
        company: index,
        old: old_answers,
        new: new_answers,
        old_readings: chosen(old_set, &company.readings),
        new_readings: chosen(new_set, &company.readings),
    };
    Ok((region, pair, old.is_partly || new.is_partly))
}

/// Notes the documents that are the first ones for a company and bring it an amount.
fn note_first_document(
    difference: &Difference,
    found: &mut Effect,
    index: usize,
    company: &Company,
) {
    let new = difference.new;
    let Ok(answers) = taken(new, GivenTo::AnyEdition, company).answers else { return };
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
            | Unit::EarlierDays(_)
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

fn note((count, examples): &mut (usize, Vec<usize>), company: usize) {
    *count += 1;
    if examples.len() < MOST_EXAMPLES {
        examples.push(company);
    }
}

/// The questions that both editions ask and that a company answers otherwise in each: what became
/// of former answers.
fn answered_apart(pairs: &[Pair], old: Own, new: Own) -> BTreeSet<&'static str> {
    let mut apart = BTreeSet::new();
    for pair in pairs {
        let (before, after) = (values(old.set, &pair.old), values(new.set, &pair.new));
        for index in old.region.questions {
            let id = old.set.question(*index).id;
            let of = |values: &[(String, Value)]| {
                values.iter().find(|(own, _)| own == id).map(|(_, value)| value.clone())
            };
            let is_asked = |index: &huiqi_rules::question::QuestionIndex| {
                new.set.question(*index).id == id
            };
            if new.region.questions.iter().any(is_asked) && of(&before) != of(&after) {
                apart.insert(id);
            }
        }
    }
    apart
}

/// Computes the companies of a region under the same readings.
fn of_region(
    difference: &Difference,
    region: &str,
    companies: &[Company],
    pairs: &[Pair],
    found: &mut Effect,
) {
    let own = |set: &'static PolicySet| {
        let region = set.regions.iter().find(|own| own.id == region);
        region.map(|region| Own { set, region })
    };
    let (Some(old), Some(new), Some(first)) =
        (own(difference.old), own(difference.new), pairs.first())
    else {
        return;
    };
    let space = Space::of(old, new, &answered_apart(pairs, old, new));
    let mut whole = [
        Screener::new(old.set, first.old_readings.clone()),
        Screener::new(new.set, first.new_readings.clone()),
    ];
    let mut between = space.as_ref().map(|space| {
        for id in &space.apart {
            // What became of former answers is a change too, where the tables say no other.
            let unit = Unit::Question(id);
            if !found.parts.iter().any(|part| part.unit == unit) {
                found.parts.push(part(unit, Vec::new()));
            }
        }
        let hybrids = Hybrids {
            space,
            old_readings: &first.old_readings,
            new_readings: &first.new_readings,
        };
        Between::of(&hybrids, &found.parts)
    });
    for pair in pairs {
        let on = companies[pair.company].on;
        let (before, after) =
            (whole[0].total(&pair.old, on).0, whole[1].total(&pair.new, on).0);
        let moved = Shift::between(before, after);
        let mut rest = moved;
        let mut shifts = Vec::new();
        if let (Some(between), Some(space)) = (&mut between, &space) {
            for (index, shift) in between.alone(space, pair, on, &mut found.parts) {
                rest = rest - shift;
                shifts.push((index, shift));
                found.parts[index].sum.add(pair.company, shift);
            }
            if !rest.is_none() {
                let parts = between.involved(space, pair, on, &shifts);
                together(&mut found.together, parts, pair.company, rest);
            }
        } else if !rest.is_none() {
            together(&mut found.together, Vec::new(), pair.company, rest);
        }
        found.whole.add(pair.company, moved);
        if !moved.is_none() || !shifts.is_empty() {
            found.changes.push(CompanyChange {
                company: pair.company,
                before,
                after,
                parts: shifts,
                together: rest,
            });
        }
    }
}

fn together(all: &mut Vec<Together>, parts: Vec<usize>, company: usize, rest: Shift) {
    match all.iter_mut().find(|own| own.parts == parts) {
        Some(own) => own.sum.add(company, rest),
        None => {
            let mut sum = Sum::default();
            sum.add(company, rest);
            all.push(Together { parts, sum });
        }
    }
}

/// The sets between two editions of a region.
struct Between {
    /// The old edition, in the space of both.
    base: Screener,
    base_set: &'static PolicySet,
    new: Screener,
    /// For each change that touches the region, its index, the old edition with it alone, and the
    /// new one without it alone.
    changes: Vec<(usize, Screener, Screener)>,
}

impl Between {
    fn of(hybrids: &Hybrids<'_>, parts: &[Part]) -> Self {
        let screener = |set| Screener::new(set, ChosenReadings::default());
        let base_set = hybrids.set(&|_| Edition::Old);
        let touches = |part: &&(usize, &Part)| hybrids.space.is_touched_by(&part.1.unit);
        let numbered: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
        let changes = numbered.iter().filter(touches).map(|(index, part)| {
            let is_it = |unit: &Unit| *unit == part.unit;
            let alone = hybrids.set(&|unit| if is_it(unit) { Edition::New } else { Edition::Old });
            let without =
                hybrids.set(&|unit| if is_it(unit) { Edition::Old } else { Edition::New });
            (*index, screener(alone), screener(without))
        });
        let changes = changes.collect();
        let new = screener(hybrids.set(&|_| Edition::New));
        Self { base: screener(base_set), base_set, new, changes }
    }

    /// Returns what each change brings alone; notes awards that move while the total stays.
    fn alone(
        &mut self,
        space: &Space,
        pair: &Pair,
        on: Date,
        parts: &mut [Part],
    ) -> Vec<(usize, Shift)> {
        let Some(answers) = space.answers(self.base_set, &pair.old, &pair.new) else {
            return Vec::new();
        };
        if self.changes.is_empty() {
            return Vec::new();
        }
        let base = self.base.brief(&answers, on);
        let mut shifts = Vec::new();
        for (index, alone, _) in &mut self.changes {
            let brief = alone.brief(&answers, on);
            let shift = Shift::between(base.total, brief.total);
            if !shift.is_none() {
                shifts.push((*index, shift));
            } else if moves_an_award(&base, &brief) {
                note(&mut parts[*index].awards_only, pair.company);
            }
        }
        shifts
    }

    /// Returns the changes that something arising together hangs on: those that bring another
    /// amount to all others than to the old edition.
    fn involved(
        &mut self,
        space: &Space,
        pair: &Pair,
        on: Date,
        alone: &[(usize, Shift)],
    ) -> Vec<usize> {
        let Some(answers) = space.answers(self.base_set, &pair.old, &pair.new) else {
            return Vec::new();
        };
        let new = self.new.total(&answers, on).0;
        let mut involved = Vec::new();
        for (index, _, without) in &mut self.changes {
            let last = Shift::between(without.total(&answers, on).0, new);
            let first = alone.iter().find(|(own, _)| own == index);
            if first.map_or(Shift::default(), |(_, shift)| *shift) != last {
                involved.push(*index);
            }
        }
        involved
    }
}

/// Whether an award has another amount, or is only in one of them with an amount.
fn moves_an_award(before: &Brief, after: &Brief) -> bool {
    let of = |brief: &Brief, id: &str| {
        let own = brief.awards.iter().find(|(award, _)| award.id == id);
        own.map_or(Amount::ZERO, |(_, amount)| *amount)
    };
    let ids = before.awards.iter().chain(&after.awards).map(|(award, _)| award.id);
    ids.into_iter().any(|id| of(before, id) != of(after, id))
}
