//! What needs all documents: conditions taken over from other awards, amounts measured by other
//! awards, and what such amounts read.

use super::amounts;
use super::conditions::reads;
use super::declarations::Declarations;
use super::directions::{pulled_apart, ways};
use super::possible::is_possible;
use super::read::{Position, unknown};
use super::regions::{Matters, matters};
use super::rewrite::{self, Replace};
use super::words::{keep, keep_all};
use huiqi_rules::bends::{bends, kinks};
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Computed, Formula, Gap, evaluate};
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::money::Rate;
use huiqi_rules::policy::{AmountRule, Award, Cap, Grade, OtherTerms, Policy, Promise, Terms};
use huiqi_rules::question::{QuestionIndex, Variables};
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;

/// An award's full id and where its amount is written.
pub(super) type AwardPosition = (&'static str, Position);

/// Returns the awards of each document with everything in its place that one takes from another.
/// Returns `None` where awards are measured by each other in a circle: no order exists then.
pub(super) fn named(
    declared: &Declarations,
    policies: &[Policy],
    positions: &[AwardPosition],
) -> Option<Vec<Vec<Award>>> {
    let all = All { declared, policies, positions };
    for met in declared.met.borrow().iter() {
        all.check_met(&met.award, met.parts);
    }
    let named: Vec<Vec<Award>> = policies
        .iter()
        .map(|policy| policy.awards.iter().map(|award| all.named(policy, award)).collect())
        .collect();
    let flat: Vec<&Award> = named.iter().flatten().collect();
    let circles = flat.iter().filter(|award| check_links(&flat, award, positions)).count();
    if circles > 0 {
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
    let limit = |limit: &SumLimit| match limit.rule {
        LimitRule::AtMost(figure, _, evaluate) => {
            let reads = figure.reads(|question| &declared.questions[usize::from(question.0)]);
            SumLimit { rule: LimitRule::AtMost(figure, reads, evaluate), ..*limit }
        }
        LimitRule::Highest => SumLimit { ..*limit },
    };
    let finished = policies.into_iter().zip(finished);
    let finished = finished.map(|(policy, awards)| Policy {
        awards,
        limits: keep_all(policy.limits.iter().map(limit).collect()),
        ..policy
    });
    finished.collect()
}

/// Returns an award whose shares of figures in which awards pull apart are computed amounts: only
/// of those the engine knows where they bend.
fn as_computed(award: &Award, apart: &[QuestionIndex]) -> Award {
    let terms = |terms: &Terms| {
        let goes = |question: &QuestionIndex| apart.contains(question);
        let (share, of, gap) = match terms.amount {
            AmountRule::Share { rate, of, cap, promise } => {
                let share = share_of(rate, of);
                let cap_goes = matches!(cap, Some(Cap::Question(cap)) if goes(&cap));
                if !goes(&of) && !cap_goes {
                    return *terms;
                }
                let cap = cap.map(|cap| match cap {
                    Cap::Sum(sum) => Formula::Constant(sum.decimal(), Notation::Money),
                    Cap::Question(question) => Formula::Figure(question),
                });
                let share = cap.map_or(share, |cap| Formula::Lesser(keep_all(vec![share, cap])));
                let is_ceiling = promise == Promise::Ceiling;
                (share, None, if is_ceiling { Gap::Ceiling } else { Gap::None })
            }
            AmountRule::Match { rate, of } => (share_of(rate, of), Some(of), Gap::None),
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Graded { .. }
            | AmountRule::Computed(_) => return *terms,
        };
        if of.is_some_and(|of| !goes(&of)) {
            return *terms;
        }
        let nothing = Formula::Constant(Decimal::ZERO, Notation::Money);
        let computed = Computed {
            least: if gap == Gap::Ceiling { nothing } else { share },
            most: share,
            gap,
            awards: &[],
            conditions: &[],
            ways: &[],
            evaluate,
            bends,
            kinks,
        };
        Terms { amount: AmountRule::Computed(Box::leak(Box::new(computed))), ..*terms }
    };
    let other =
        |other: &OtherTerms| OtherTerms { readings: other.readings, terms: terms(&other.terms) };
    Award {
        terms: terms(&award.terms),
        others: keep_all(award.others.iter().map(other).collect()),
        ..*award
    }
}

fn share_of(rate: Rate, of: QuestionIndex) -> Formula {
    let rate = (rate.percent() / Decimal::ONE_HUNDRED).normalize();
    let rate = Formula::Constant(rate, Notation::Percent);
    Formula::Product(keep_all(vec![rate, Formula::Figure(of)]))
}

struct All<'a> {
    declared: &'a Declarations,
    policies: &'a [Policy],
    positions: &'a [AwardPosition],
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

    fn document_of(&self, parts: &'static [Condition]) -> Option<&'static str> {
        let holds = |policy: &&Policy| {
            policy.awards.iter().flat_map(Award::all_terms).any(|terms| mentions(terms, parts))
        };
        self.policies.iter().find(holds).map(|policy| policy.id)
    }

    fn check_met(&self, award: &super::read::TomlText, parts: &'static [Condition]) {
        let Some(document) = self.document_of(parts) else { return };
        match self.award(document, &award.text) {
            None => {
                let ids = self.policies.iter().filter(|policy| policy.id == document);
                let ids = ids.flat_map(|policy| policy.awards).map(|award| own_id(award.id));
                award.position.problem(unknown("award", &award.text, ids));
            }
            Some(other) if !other.others.is_empty() => award.position.problem(format!(
                "a reading changes award `{}`; its condition cannot be taken over by `met`: give \
                 the condition a name in [[definitions]] and let the reading change that",
                award.text
            )),
            Some(_) => {}
        }
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
        let is_computed = |terms: &Terms| matches!(terms.amount, AmountRule::Computed(_));
        if named.all_terms().any(is_computed)
            && let Some(position) = position_of(self.positions, award.id)
        {
            named.all_terms().for_each(|terms| check_cases(self.declared, terms, position));
        }
        named
    }
}

impl Replace for Names<'_> {
    fn all(&self, parts: &'static [Condition]) -> Option<Condition> {
        let is_met = |met: &&super::definitions::MetCondition| std::ptr::eq(met.parts, parts);
        if let Some(met) = self.all.declared.met.borrow().iter().find(is_met) {
            let other = self.all.award(self.document, &met.award.text)?;
            if self.within.contains(&other.id) {
                met.award.position.problem("awards take over each other's conditions");
                return Some(Condition::All(&[]));
            }
            let document = other.id.split_once('/').map_or("", |(document, _)| document);
            let within = [self.within.clone(), vec![other.id]].concat();
            let names = Names { all: self.all, document: keep(document), within };
            return Some(rewrite::condition(other.terms.condition, &names));
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

fn own_id(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, own)| own)
}

pub(super) fn mentions(terms: &Terms, parts: &'static [Condition]) -> bool {
    fn below(condition: &Condition, wanted: &'static [Condition]) -> bool {
        match condition {
            Condition::All(parts) if std::ptr::eq(*parts, wanted) => true,
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().any(|part| below(part, wanted))
            }
            Condition::Not(part) => below(part, wanted),
            Condition::Leaf(_) => false,
        }
    }
    let mut found = below(&terms.condition, parts)
        || terms.silent_unless.as_ref().is_some_and(|silent| below(silent, parts));
    if let AmountRule::Computed(computed) = &terms.amount {
        for formula in computed.formulas() {
            formula.each_condition(&mut |condition| found |= below(condition, parts));
        }
    }
    found
}

pub(super) fn position_of<'p>(positions: &'p [AwardPosition], id: &str) -> Option<&'p Position> {
    positions.iter().find(|(award, _)| *award == id).map(|(_, position)| position)
}

/// Notes cases that no answer can reach.
fn check_cases(declared: &Declarations, terms: &Terms, position: &Position) {
    let AmountRule::Computed(computed) = &terms.amount else { return };
    computed.most.each(&mut |part| {
        let Formula::Cases(cases, _) = part else { return };
        let mut earlier: Vec<Condition> = vec![terms.condition];
        for (number, case) in (1..).zip(*cases) {
            let reached = [earlier.clone(), vec![case.condition]].concat();
            if is_possible(declared, &Condition::All(keep_all(reached))) == Some(false) {
                position.problem(format!(
                    "case {number} of the amount can never be reached: see the condition of the \
                     award, the cases before it, and the `least` and `most` of its question \
                     (`steps` and `brackets` count from the highest)"
                ));
            }
            earlier.push(Condition::Not(&case.condition));
        }
    });
}

/// Notes awards that an amount reads and that are not there, or that read it in turn; and what may
/// not fall in an award that is open. Returns whether it reads itself.
fn check_links(all: &[&Award], award: &Award, positions: &[AwardPosition]) -> bool {
    let of = |award: &Award| -> Vec<&'static str> {
        let mut ids = Vec::new();
        for terms in award.all_terms() {
            if let AmountRule::Computed(computed) = terms.amount {
                ids.extend(computed.awards);
            }
        }
        ids
    };
    let mut next = of(award);
    if !award.all_terms().any(|terms| matches!(terms.amount, AmountRule::Computed(_))) {
        return false;
    }
    let Some(position) = position_of(positions, award.id) else { return false };
    let mut seen: Vec<&str> = Vec::new();
    while let Some(id) = next.pop() {
        let Some(other) = all.iter().find(|other| other.id == id) else {
            let own = award.id.split_once('/').map_or("", |(document, _)| document);
            let near = all.iter().map(|award| award.id).filter(|id| id.starts_with(own));
            position.problem(unknown("award", own_id(id), near.map(own_id)));
            continue;
        };
        if other.id == award.id {
            position.problem("an award is measured by itself, through the awards that it reads");
            return true;
        }
        if !seen.contains(&other.id) {
            seen.push(other.id);
            next.extend(of(other));
        }
    }
    for terms in award.all_terms() {
        let AmountRule::Computed(computed) = terms.amount else { continue };
        computed.most.each(&mut |part| {
            let Formula::Less([_, less]) = part else { return };
            less.each(&mut |part| {
                let Formula::Award(id) = part else { return };
                let other = all.iter().find(|other| other.id == *id);
                if other.is_some_and(|other| other.all_terms().any(leaves_open)) {
                    position.problem(format!(
                        "this amount falls where award `{}` rises, and the document leaves that \
                         one open: what is left has no exact bounds",
                        own_id(id)
                    ));
                }
            });
        });
    }
    false
}

/// Whether a document leaves an amount open in a complete answer.
fn leaves_open(terms: &Terms) -> bool {
    let by_amount = match terms.amount {
        AmountRule::Fixed(_) | AmountRule::Match { .. } => false,
        AmountRule::UpTo(_) => true,
        AmountRule::Graded { grades, .. } => grades.contains(&Grade::Undecided),
        AmountRule::Share { promise, .. } => promise == Promise::Ceiling,
        AmountRule::Computed(computed) => computed.gap != Gap::None,
    };
    by_amount || terms.silent_unless.is_some()
}

/// Returns an award with all that it reads, also through the awards that it is measured by.
fn with_reads(declared: &Declarations, all: &[&Award], matters: &Matters, award: &Award) -> Award {
    let terms = |terms: &Terms| {
        let amount = match terms.amount {
            AmountRule::Computed(computed) => {
                let mut asked = of_cases(computed);
                asked_by(all, computed.awards, &mut vec![award.id], &mut asked);
                AmountRule::Computed(Box::leak(Box::new(Computed {
                    conditions: keep_all(asked),
                    ways: keep_all(ways(all, &terms.amount)),
                    ..*computed
                })))
            }
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Graded { .. }
            | AmountRule::Share { .. }
            | AmountRule::Match { .. } => terms.amount,
        };
        Terms {
            amount,
            reads: reads_of(declared, all, matters, (award, terms), &mut vec![award.id]),
            ..*terms
        }
    };
    let other =
        |other: &OtherTerms| OtherTerms { readings: other.readings, terms: terms(&other.terms) };
    Award {
        terms: terms(&award.terms),
        others: keep_all(award.others.iter().map(other).collect()),
        ..*award
    }
}

/// Returns the conditions of the cases of an amount.
fn of_cases(computed: &Computed) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for formula in computed.formulas() {
        formula.each_condition(&mut |condition| conditions.push(*condition));
    }
    conditions
}

/// Adds what awards ask, and what those that they read ask.
fn asked_by(
    all: &[&Award],
    ids: &[&'static str],
    within: &mut Vec<&'static str>,
    asked: &mut Vec<Condition>,
) {
    for id in ids {
        let Some(other) = all.iter().find(|other| other.id == *id) else { continue };
        if within.contains(id) {
            continue;
        }
        within.push(id);
        for terms in other.all_terms() {
            asked.push(terms.condition);
            asked.extend(terms.silent_unless);
            if let AmountRule::Computed(computed) = terms.amount {
                asked.extend(of_cases(computed));
                asked_by(all, computed.awards, within, asked);
            }
        }
    }
}

fn reads_of(
    declared: &Declarations,
    all: &[&Award],
    matters: &Matters,
    (award, terms): (&Award, &Terms),
    within: &mut Vec<&'static str>,
) -> Variables {
    let mut own = reads(declared, &terms.condition) | amounts::reads(declared, &terms.amount);
    if let Some(silent) = &terms.silent_unless {
        own = own | reads(declared, silent);
    }
    if let Some((question, option)) = matters.of(award) {
        own = own | declared.variable(question, option);
    }
    if let AmountRule::Computed(computed) = terms.amount {
        for id in computed.awards {
            let Some(other) = all.iter().find(|other| other.id == *id) else { continue };
            if !within.contains(id) {
                within.push(id);
                for terms in other.all_terms() {
                    own = own | reads_of(declared, all, matters, (other, terms), within);
                }
            }
        }
    }
    own
}
