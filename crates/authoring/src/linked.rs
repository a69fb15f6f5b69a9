//! What needs all documents: conditions taken over from other awards, amounts measured by other
//! awards, and what such amounts read.

mod reads;
mod unreached;

use self::reads::with_reads;
use super::as_formula::as_computed;
use super::declarations::{Declarations, MOST_OPTIONS};
use super::definitions::MetCondition;
use super::directions::pulled_apart;
use super::measured::{check_links, is_measured_by, read_by, unknown_award};
use super::message::Message;
use super::paid::{Comparer, PaidTest, why_not};
use super::possible::must_be_possible;
use super::read::Position;
use super::regions::matters;
use super::rewrite::{self, Replace};
use super::spans::Spans;
use super::words::{keep, keep_all};
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::limit::{LimitRule, OtherRule, SumLimit};
use huiqi_rules::policy::{
    AmountRule, Award, OtherTerms, Policy, PolicySet, Region, Support, Terms,
};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::Unit;
use std::cell::Cell;
use std::collections::HashMap;
use time::Date;

/// An award's full id and where its amount is written.
pub(super) type AwardPosition = (&'static str, Position);

/// Returns the awards of each document with everything in its place that one takes from another.
/// Returns `None` where awards are measured by each other in a circle: no order exists then.
pub(super) fn named(
    declared: &Declarations,
    policies: &[Policy],
    positions: &[AwardPosition],
) -> Option<Vec<Vec<Award>>> {
    let all = All { declared, policies, positions, next: Cell::new(0) };
    let named: Vec<Vec<Award>> = policies
        .iter()
        .map(|policy| policy.awards.iter().map(|award| all.named(policy, award)).collect())
        .collect();
    let flat: Vec<&Award> = named.iter().flatten().collect();
    for award in &flat {
        let read = read_by(award).into_iter().filter(|other| all.meets_nowhere(award.id, other));
        if let (Some(other), Some(position)) = (read.last(), all.position_of(award.id)) {
            position.problem(paid_nowhere(other));
        }
    }
    // Each circle once, at its first award.
    let mut circles: Vec<&Award> = Vec::new();
    for award in &flat {
        let is_of = |other: &&Award| {
            is_measured_by(&flat, award, other.id) && is_measured_by(&flat, other, award.id)
        };
        if !circles.iter().any(is_of) && check_links(declared, policies, &flat, award, positions) {
            circles.push(award);
        }
    }
    if !circles.is_empty() {
        return None;
    }
    let apart = pulled_apart(declared, &flat, &named);
    let computed = |award: &Award| as_computed(award, &apart);
    Some(named.iter().map(|awards| awards.iter().map(computed).collect()).collect())
}

/// Returns the documents with what their awards and limits read, now that the questions have their
/// variables.
pub(super) fn finished(
    declared: &Declarations,
    policies: Vec<Policy>,
    awards: &[Vec<Award>],
) -> Vec<Policy> {
    let flat: Vec<&Award> = awards.iter().flatten().collect();
    let matters = matters(&policies);
    let finished: Vec<&'static [Award]> = awards
        .iter()
        .map(|awards| {
            let finish = |award: &Award| with_reads(declared, &flat, &matters, award);
            keep_all(awards.iter().map(finish).collect())
        })
        .collect();
    let with_reads = |rule: LimitRule| match rule {
        LimitRule::AtMost(figure, _, evaluate) => {
            let reads = figure.reads(|question| &declared.questions[usize::from(question.0)]);
            LimitRule::AtMost(figure, reads, evaluate)
        }
        LimitRule::Highest => LimitRule::Highest,
    };
    let limit = |limit: &SumLimit| SumLimit {
        rule: with_reads(limit.rule),
        other_rule: limit
            .other_rule
            .map(|other| OtherRule { rule: with_reads(other.rule), ..other }),
        ..*limit
    };
    let finished = policies.into_iter().zip(finished);
    let finished = finished.map(|(policy, awards)| Policy {
        awards,
        limits: keep_all(policy.limits.iter().map(limit).collect()),
        ..policy
    });
    finished.collect()
}

/// Notes what is taken over from awards that are none; returns the documents with what supports and
/// the figures of limits take over in its place.
pub(super) fn besides_named(
    declared: &Declarations,
    policies: Vec<Policy>,
    positions: &[AwardPosition],
) -> Vec<Policy> {
    let all = All { declared, policies: &policies, positions, next: Cell::new(0) };
    for met in declared.met.borrow().iter() {
        all.check_met(met);
    }
    let of = |policy: &Policy| {
        let by =
            |asking: &'static str| Names { all: &all, document: policy.id, within: vec![asking] };
        let support = |one: &Support| Support {
            condition: one.condition.map(|written| rewrite::condition(written, &by(one.id))),
            ..*one
        };
        let rule = |rule: LimitRule, id: &'static str| match rule {
            LimitRule::AtMost(figure, reads, evaluate) => {
                LimitRule::AtMost(rewrite::formula(figure, &by(id)), reads, evaluate)
            }
            LimitRule::Highest => LimitRule::Highest,
        };
        let limit = |one: &SumLimit| SumLimit {
            rule: rule(one.rule, one.id),
            other_rule: one
                .other_rule
                .map(|other| OtherRule { rule: rule(other.rule, one.id), ..other }),
            ..*one
        };
        let takes = |condition: &Condition| declared.takes_over(condition);
        let changes = besides(policy).iter().any(takes);
        changes.then(|| {
            let supports = keep_all(policy.supports.iter().map(support).collect());
            (supports, keep_all(policy.limits.iter().map(limit).collect()))
        })
    };
    let found: Vec<_> = policies.iter().map(of).collect();
    let with = |(policy, found): (Policy, Option<_>)| match found {
        Some((supports, limits)) => Policy { supports, limits, ..policy },
        None => policy,
    };
    policies.into_iter().zip(found).map(with).collect()
}

/// Returns the conditions of a document that are those of no award: of its supports, and in the
/// figures of its limits.
fn besides(policy: &Policy) -> Vec<Condition> {
    let mut found: Vec<Condition> =
        policy.supports.iter().filter_map(|support| support.condition).collect();
    for rule in policy.limits.iter().flat_map(SumLimit::all_rules) {
        if let LimitRule::AtMost(figure, ..) = rule {
            figure.each_condition(&mut |condition| found.push(*condition));
        }
    }
    found
}

/// Whether a document, by its index, is among these.
fn here(index: usize, policies: &[u16]) -> bool {
    policies.iter().any(|at| usize::from(*at) == index)
}

/// What is said of an award that is read and of which nothing is ever paid.
fn paid_nowhere(other: &str) -> Message {
    say!(
        "award `{other}` is paid in no place in which this document holds: it would always be 0; \
         see the `regions` of both",
        "奖项 `{other}` 在这个文件管的地方都不给，永远是 0；看看两个文件的 `regions`"
    )
}

struct All<'a> {
    declared: &'a Declarations,
    policies: &'a [Policy],
    positions: &'a [AwardPosition],
    /// Where the next award is looked for first: they mostly follow each other.
    next: Cell<usize>,
}

/// Puts what is taken over into the place of its name.
struct Names<'a> {
    all: &'a All<'a>,
    document: &'static str,
    /// Awards whose conditions are being put in: one that comes again would never end.
    within: Vec<&'static str>,
}

impl All<'_> {
    fn award(&self, document: &str, id: &str) -> Option<&Award> {
        let full = full_id(document, id);
        self.policies.iter().flat_map(|policy| policy.awards).find(|award| award.id == full)
    }

    fn position_of(&self, id: &str) -> Option<&Position> {
        let (before, after) = self.positions.split_at(self.next.get());
        let found = after.iter().chain(before).position(|(award, _)| *award == id)?;
        let found = (self.next.get() + found) % self.positions.len();
        self.next.set(found + 1);
        Some(&self.positions[found].1)
    }

    fn document_of(&self, parts: &'static [Condition]) -> Option<&'static str> {
        let holds = |policy: &&Policy| {
            policy.awards.iter().flat_map(Award::all_terms).any(|terms| mentions(terms, parts))
                || besides(policy).iter().any(|condition| is_in(condition, parts))
        };
        self.policies.iter().find(holds).map(|policy| policy.id)
    }

    fn check_met(&self, met: &MetCondition) {
        let award = &met.award;
        let Some(document) = self.document_of(met.parts) else { return };
        match self.award(document, &award.text) {
            None if self.declared.is_absent(self.policies, &award.text, &award.position) => {}
            None => {
                let all = self.policies.iter().flat_map(|policy| policy.awards);
                let all = all.map(|award| award.id);
                award.position.problem(unknown_award(document, &award.text, all));
            }
            Some(other) if !other.others.is_empty() && met.pays.is_some() => {
                award.position.problem(say!(
                    "a reading changes award `{}`; what it pays cannot be asked by `paid`: ask for \
                     that sum in a question of its own",
                    "奖项 `{}` 有另一种理解，不能用 `paid` 问它给了多少：这个数另外用一道题来问",
                    award.text
                ));
            }
            Some(other) if !other.others.is_empty() => award.position.problem(say!(
                "a reading changes award `{}`; its condition cannot be taken over by `met`: \
                 give the condition a name in [[definitions]], let the reading change that, and \
                 write `{{ defined = \"…\" }}` here; of an award of another document, ask in a \
                 question of your own",
                "奖项 `{}` 有另一种理解，不能用 `met` 借它的条件：在 [[definitions]] 里给条件起\
                 个名，让另一种理解去改那个，这里写 `{{ defined = \"…\" }}`；别的文件的奖项，另外用一道\
                 题来问",
                award.text
            )),
            Some(_) => {}
        }
    }

    /// Returns that the matter of an award was not claimed elsewhere.
    fn matter_left(&self, award: &Award) -> Option<Condition> {
        let (question, option) = matters(self.policies).of(award)?;
        let leaf = Leaf { question, test: Test::Includes(option), says: None };
        Some(Condition::Not(Box::leak(Box::new(Condition::Leaf(leaf)))))
    }

    /// Returns the index of the document of an award.
    fn index_of(&self, award: &str) -> Option<usize> {
        let holds = |policy: &Policy| award.strip_prefix(policy.id).is_some_and(is_own);
        self.policies.iter().position(holds)
    }

    /// Whether the documents of two awards hold in no place together.
    fn meets_nowhere(&self, own: &str, other: &str) -> bool {
        let (Some(own), Some(other)) = (self.index_of(own), self.index_of(other)) else {
            return false;
        };
        let holds = |index: usize| {
            let is_in = move |region: &&Region| here(index, region.policies);
            self.declared.regions.iter().filter(is_in)
        };
        // Of a document without a place that is said, and nothing else.
        let have_places = holds(own).next().is_some() && holds(other).next().is_some();
        have_places && !holds(own).any(|region| here(other, region.policies))
    }

    /// Returns that the company is where an award of another document is paid, unless it always is;
    /// notes a document that is not in force on every day of the one that asks.
    fn place_of(&self, other: &Award, asking: &str, position: &Position) -> Option<Condition> {
        let (theirs, own) = (self.index_of(other.id)?, self.index_of(asking)?);
        let (before, after) = (&self.policies[theirs], &self.policies[own]);
        let (first, last) = other.terms.days.window(before);
        let is_in_force = |(own_first, own_last): (Date, Option<Date>)| {
            let ends_later = last.is_none_or(|last| own_last.is_some_and(|own| last >= own));
            first <= own_first && ends_later
        };
        // A limit and a support have the days of their document.
        let is_always_in_force = match self.award(after.id, own_id(asking)) {
            Some(asked_by) => {
                asked_by.all_terms().all(|terms| is_in_force(terms.days.window(after)))
            }
            None => is_in_force((after.valid_from, after.valid_to)),
        };
        if !is_always_in_force {
            let from = last.map_or(format!("from {first}"), |last| format!("{first} to {last}"));
            let has = last.map_or(format!("{first} 起"), |last| format!("{first} 至 {last}"));
            position.problem(say!(
                "award `{}` is not in force on every day of the one that asks, only {from}: give \
                 the one that asks `valid_from` and `valid_to` of its own within these days",
                "奖项 `{}` 的有效期是{has}，不是在问它的这一项的每一天都有效：`paid` 只能在这些天里问，\
                 给问它的这一项写上自己的 `valid_from`、`valid_to`，在这个范围里",
                other.id
            ));
        }
        let regions = (0..).zip(&self.declared.regions);
        let both: Vec<(u16, bool)> = regions
            .filter(|(_, region)| here(own, region.policies))
            .map(|(index, region)| (index, here(theirs, region.policies)))
            .collect();
        if self.meets_nowhere(asking, other.id) {
            position.problem(paid_nowhere(other.id));
            return None;
        }
        if both.iter().all(|(_, is_paid)| *is_paid) {
            return None;
        }
        let paid_in = both.iter().filter(|(_, is_paid)| *is_paid).map(|(index, _)| *index);
        let options = paid_in.fold(0, |mask, index| {
            if usize::from(index) >= MOST_OPTIONS {
                position.problem(say!(
                    "`paid` of a document of other places works for the first {MOST_OPTIONS} \
                     regions alone",
                    "`paid` 问别处的文件，只能用在前 {MOST_OPTIONS} 个地区"
                ));
                mask
            } else {
                mask | 1_u64 << index
            }
        });
        let test = Test::OneOf(options);
        Some(Condition::Leaf(Leaf { question: PolicySet::REGION, test, says: None }))
    }

    fn named(&self, policy: &Policy, award: &Award) -> Award {
        let by = Names { all: self, document: policy.id, within: vec![award.id] };
        let terms = |terms: &Terms| rewrite::terms(terms, &by);
        let other = |other: &OtherTerms| OtherTerms {
            readings: other.readings,
            terms: terms(&other.terms),
        };
        let named = Award {
            terms: terms(&award.terms),
            others: keep_all(award.others.iter().map(other).collect()),
            ..*award
        };
        if let Some(position) = self.position_of(award.id) {
            for (written, terms) in award.all_terms().zip(named.all_terms()) {
                if self.declared.takes_over(&written.condition) {
                    must_be_possible(self.declared, &terms.condition, position);
                }
            }
        }
        if let Some(position) = self.position_of(award.id) {
            // Circles of awards that measure each other are not yet looked for.
            let spans = Spans { declared: self.declared, awards: &HashMap::new() };
            unreached::check(&spans, &named, position);
        }
        named
    }
}

impl Names<'_> {
    /// Returns the condition under which another award pays so much in a region of this document.
    fn paid(
        &self,
        other: &Award,
        terms: &Terms,
        tests: &[PaidTest],
        position: &Position,
    ) -> Condition {
        let declared = self.all.declared;
        let unit = |question: QuestionIndex| {
            declared.questions[usize::from(question.0)].kind.unit().unwrap_or(&Unit::YUAN)
        };
        let comparer = Comparer { unit: &unit };
        let mut asked = vec![terms.condition];
        asked.extend(self.all.matter_left(other));
        asked.extend(self.all.place_of(other, self.within[0], position));
        let terms = Terms { condition: Condition::All(keep_all(asked)), ..*terms };
        if !other.others.is_empty() {
            // Which is said where it is asked.
            return Condition::All(&[]);
        }
        let mut found = Vec::new();
        for test in tests {
            match comparer.paid(&terms, *test) {
                Some(condition) => found.push(condition),
                None => {
                    let why = why_not(&terms, *test);
                    let (why, because) = (why.english, why.chinese);
                    position.problem(say!(
                        "what award `{}` pays cannot be compared so: {why}; ask for that sum in a \
                         question of its own",
                        "奖项 `{}` 给多少不能这样比：{because}；这个数另外用一道题来问",
                        own_id(other.id)
                    ));
                    return Condition::All(&[]);
                }
            }
        }
        Condition::All(keep_all(found))
    }
}

impl Replace for Names<'_> {
    fn all(&self, parts: &'static [Condition]) -> Option<Condition> {
        let is_met = |met: &&MetCondition| std::ptr::eq(met.parts, parts);
        if let Some(met) = self.all.declared.met.borrow().iter().find(is_met) {
            let other = self.all.award(self.document, &met.award.text)?;
            if self.within.contains(&other.id) {
                met.award.position.problem(say!(
                    "awards take over each other's conditions",
                    "几个奖项互相借条件，绕成了圈"
                ));
                return Some(Condition::All(&[]));
            }
            let document = other.id.split_once('/').map_or("", |(document, _)| document);
            let within = [self.within.clone(), vec![other.id]].concat();
            let names = Names { all: self.all, document: keep(document), within };
            return Some(match &met.pays {
                None => rewrite::condition(other.terms.condition, &names),
                Some(tests) => {
                    let terms = rewrite::terms(&other.terms, &names);
                    self.paid(other, &terms, tests, &met.award.position)
                }
            });
        }
        // A definition is a list of one part: nothing needs to be said of "all" of it.
        match parts {
            [single] => Some(rewrite::condition(*single, self)),
            _ => None,
        }
    }

    fn award(&self, id: &'static str) -> &'static str {
        keep(&full_id(self.document, id))
    }
}

fn full_id(document: &str, id: &str) -> String {
    if id.contains('/') { id.to_owned() } else { format!("{document}/{id}") }
}

/// Whether what follows the id of a document is the id of one of its awards.
fn is_own(rest: &str) -> bool {
    rest.starts_with('/')
}

pub(super) fn own_id(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, own)| own)
}

/// Whether a condition is this list of parts, or has it in a part.
fn is_in(condition: &Condition, wanted: &'static [Condition]) -> bool {
    match condition {
        Condition::All(parts) if std::ptr::eq(*parts, wanted) => true,
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().any(|part| is_in(part, wanted))
        }
        Condition::Not(part) => is_in(part, wanted),
        Condition::Leaf(_) => false,
    }
}

pub(super) fn mentions(terms: &Terms, parts: &'static [Condition]) -> bool {
    let mut found = is_in(&terms.condition, parts)
        || terms.silent_unless.as_ref().is_some_and(|silent| is_in(silent, parts));
    if let AmountRule::Computed(computed) = &terms.amount {
        for formula in computed.formulas() {
            formula.each_condition(&mut |condition| found |= is_in(condition, parts));
        }
    }
    found
}

pub(super) fn position_of<'p>(positions: &'p [AwardPosition], id: &str) -> Option<&'p Position> {
    positions.iter().find(|(award, _)| *award == id).map(|(_, position)| position)
}
