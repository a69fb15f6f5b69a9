//! Between which numbers a part of an amount lies, over all answers that meet some conditions. The
//! ends may lie further apart than any answer brings them, and never closer: what is beyond them is
//! beyond every answer.

use super::as_formula;
use super::declarations::Declarations;
use super::directions::LARGEST_PART;
use super::possible::is_possible;
use super::words::keep_all;
use huiqi_rules::condition::{Condition, Leaf, Relation, Test};
use huiqi_rules::formula::{Case, Formula, Worth};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, Award, Terms};
use huiqi_rules::question::QuestionIndex;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// From the least to the most.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) least: Worth,
    pub(super) most: Worth,
}

/// What spans follow from.
pub(super) struct Spans<'a> {
    pub(super) declared: &'a Declarations,
    /// The awards by which amounts may be measured; of any other one nothing is known.
    pub(super) awards: &'a HashMap<&'static str, &'a Award>,
}

/// A part of cases, and what holds where it is reached.
pub(super) struct Branch {
    pub(super) path: Vec<Condition>,
    pub(super) then: &'static Formula,
}

/// Returns each case with what holds where it is reached, and the last one, which none of the
/// others is.
pub(super) fn branches(
    cases: &'static [Case],
    otherwise: &'static Formula,
    path: &[Condition],
) -> Vec<Branch> {
    let mut before = path.to_vec();
    let mut found = Vec::new();
    for case in cases {
        let path = [before.as_slice(), &[case.condition]].concat();
        found.push(Branch { path, then: &case.then });
        before.push(Condition::Not(&case.condition));
    }
    found.push(Branch { path: before, then: otherwise });
    found
}

impl Span {
    const fn anything() -> Self {
        Self { least: Worth::ZERO, most: Worth::Unbounded }
    }

    fn hull(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    /// Returns the span without numbers that are too large to compute with.
    fn held(self) -> Self {
        let largest = Worth::Number(LARGEST_PART);
        let most = if self.most > largest { Worth::Unbounded } else { self.most };
        Self { least: self.least.min(largest), most }
    }
}

impl Spans<'_> {
    /// Whether some answers meet all of these; where that takes too long to find out, they do.
    pub(super) fn can_be(&self, path: &[Condition]) -> bool {
        is_possible(self.declared, &Condition::All(keep_all(path.to_vec()))) != Some(false)
    }

    /// Returns the numbers of a part where all of these hold.
    pub(super) fn of(&self, formula: &Formula, path: &[Condition]) -> Span {
        let own = match formula {
            Formula::Figure(question) => self.figure(*question, path),
            Formula::Award(id) => {
                let other = self.awards.get(id);
                let most = other.map_or(Worth::Unbounded, |other| self.paid_at_most(other));
                Span { most, ..Span::anything() }
            }
            Formula::Cases(cases, otherwise) => {
                let reached = branches(cases, otherwise, path).into_iter();
                let reached = reached.filter(|branch| self.can_be(&branch.path));
                let spans = reached.map(|branch| self.of(branch.then, &branch.path));
                spans.reduce(Span::hull).unwrap_or(Span::anything())
            }
            Formula::Less([from, less]) => {
                let (from, less) = (self.of(from, path), self.of(less, path));
                let most = match from.most {
                    Worth::Unbounded => Worth::Unbounded,
                    Worth::Number(_) => from.most.less(less.least),
                };
                Span { least: from.least.less(less.most), most }
            }
            Formula::Constant(..)
            | Formula::Unbounded
            | Formula::Sum(_)
            | Formula::Product(_)
            | Formula::Lesser(_)
            | Formula::Greater(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..) => {
                let parts = formula.combined_parts().iter();
                let parts: Vec<Span> = parts.map(|part| self.of(part, path)).collect();
                // Each of them rises with each of its parts.
                Span {
                    least: formula.combine(&mut parts.iter().map(|part| part.least)),
                    most: formula.combine(&mut parts.iter().map(|part| part.most)),
                }
            }
        };
        own.held()
    }

    /// Returns the answers to a question for a figure.
    fn figure(&self, question: QuestionIndex, path: &[Condition]) -> Span {
        let asked = &self.declared.questions[usize::from(question.0)];
        let Some(unit) = asked.kind.unit() else { return Span::anything() };
        let lowest = unit.lowest().unwrap_or_else(|| unit.least.into());
        let highest = unit.highest().unwrap_or_else(|| unit.most.into());
        let (mut tops, mut bottoms) = (vec![highest], vec![lowest]);
        for condition in path {
            condition.each_leaf(&mut |leaf| {
                let cut = leaf.test.cut(unit.step()).filter(|_| leaf.question == question);
                tops.extend(cut.map(|cut| cut - unit.step()));
                bottoms.extend(cut);
            });
        }
        tops.sort_unstable_by(|left, right| right.cmp(left));
        bottoms.sort_unstable();
        let is_inside = |figure: &Decimal| (lowest..=highest).contains(figure);
        let is_answer = |test| {
            let leaf = Condition::Leaf(Leaf { question, test, says: None });
            path.is_empty() || self.can_be(&[path, &[leaf]].concat())
        };
        let most = tops.into_iter().filter(is_inside).find(|top| is_answer(Test::AtLeast(*top)));
        let least = bottoms
            .into_iter()
            .filter(is_inside)
            .find(|bottom| is_answer(Test::Compares(Relation::AtMost, *bottom)));
        let is_open = |most: &Decimal| *most == highest && unit.highest().is_none();
        Span {
            least: Worth::Number(least.unwrap_or(lowest).max(Decimal::ZERO)),
            most: most.filter(|most| !is_open(most)).map_or(Worth::Unbounded, Worth::Number),
        }
    }

    /// Returns a number that an award is never above, whatever the reading.
    pub(super) fn paid_at_most(&self, award: &Award) -> Worth {
        let most = award.all_terms().map(|terms| self.paid_under(terms));
        most.max().unwrap_or(Worth::Unbounded)
    }

    fn paid_under(&self, terms: &Terms) -> Worth {
        if let AmountRule::Graded { highest, .. } = terms.amount {
            return Worth::Number(highest.decimal());
        }
        let computed = as_formula::computed(&terms.amount);
        computed.map_or(Worth::Unbounded, |computed| {
            rounded(self.of(&computed.most, &[terms.condition]).most)
        })
    }
}

/// Returns a sum rounded to the fen, as what is paid is.
fn rounded(sum: Worth) -> Worth {
    let Worth::Number(number) = sum else { return sum };
    let rounded = Yuan::from_decimal(number).map(Yuan::rounded_to_fen);
    rounded.map_or(Worth::Unbounded, |sum| Worth::Number(sum.decimal()))
}
