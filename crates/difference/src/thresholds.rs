//! The questions that awards read, and the figures around which something changes.

use super::space::Own;
use huiqi_rules::condition::Test;
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::policy::{AmountRule, Award, Cap, Terms};
use huiqi_rules::question::QuestionIndex;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Visits the questions that terms read.
pub(crate) fn each_question(terms: &Terms, visit: &mut dyn FnMut(QuestionIndex)) {
    terms.each_leaf(&mut |leaf| {
        visit(leaf.question);
        if let Test::ComparesPart(test) = leaf.test {
            visit(test.of);
        }
    });
    match &terms.amount {
        AmountRule::Fixed(_) | AmountRule::UpTo(_) => {}
        AmountRule::Graded { question, .. } => visit(*question),
        AmountRule::Share { of, cap, .. } => {
            visit(*of);
            if let Some(Cap::Question(cap)) = cap {
                visit(*cap);
            }
        }
        AmountRule::Match { of, .. } => visit(*of),
        AmountRule::Computed(computed) => {
            for formula in computed.formulas() {
                formula.each(&mut |part| {
                    if let Formula::Figure(question) = part {
                        visit(*question);
                    }
                });
            }
        }
    }
}

/// Adds the figures around which something changes: thresholds of conditions, and where caps,
/// brackets and steps of amounts begin.
pub(crate) fn figures_of(own: Own, figures: &mut BTreeMap<&'static str, BTreeSet<Decimal>>) {
    let mut add = |index: QuestionIndex, figure: Decimal| {
        figures.entry(own.set.question(index).id).or_default().insert(figure);
    };
    for policy in own.policies() {
        for terms in policy.awards.iter().flat_map(Award::all_terms) {
            terms.each_leaf(&mut |leaf| {
                if let Some((_, threshold)) = leaf.test.threshold() {
                    add(leaf.question, threshold);
                }
                if let Test::ComparesPart(test) = leaf.test
                    && let Some(both) = test.of_both()
                {
                    add(leaf.question, both);
                    add(test.of, both);
                }
            });
            match &terms.amount {
                AmountRule::Fixed(_) | AmountRule::UpTo(_) | AmountRule::Graded { .. } => {}
                AmountRule::Share { rate, of, cap, .. } => {
                    add(*of, SOME_SUM);
                    match cap {
                        Some(Cap::Sum(sum)) => {
                            let whole =
                                (sum.decimal() * Decimal::ONE_HUNDRED).checked_div(rate.percent());
                            add(*of, whole.unwrap_or(SOME_SUM));
                        }
                        Some(Cap::Question(cap)) => add(*cap, SOME_SUM),
                        None => {}
                    }
                }
                AmountRule::Match { of, .. } => add(*of, SOME_SUM),
                AmountRule::Computed(computed) => {
                    computed.formulas().into_iter().for_each(|part| bends_of(part, &mut add));
                }
            }
        }
        for rule in policy.limits.iter().flat_map(SumLimit::all_rules) {
            if let LimitRule::AtMost(formula, _, _) = rule {
                bends_of(formula, &mut add);
            }
        }
    }
}

/// A sum of which a share is worth naming: a million.
const SOME_SUM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Adds the figures around which a formula bends: the constants in it, and each divided by each
/// rate beside it.
fn bends_of(formula: &Formula, add: &mut dyn FnMut(QuestionIndex, Decimal)) {
    let (mut read, mut sums, mut rates) = (Vec::new(), vec![SOME_SUM], Vec::new());
    formula.each(&mut |part| match part {
        Formula::Figure(question) => read.push(*question),
        Formula::Constant(number, _) if *number > Decimal::ONE => sums.push(*number),
        Formula::Constant(number, _) if !number.is_zero() => rates.push(*number),
        Formula::FullSteps(_, per) => sums.push(*per),
        Formula::Progressive(_, brackets) => sums.extend(brackets.iter().map(|(from, _)| *from)),
        Formula::Constant(..)
        | Formula::Unbounded
        | Formula::Sum(_)
        | Formula::Product(_)
        | Formula::Lesser(_)
        | Formula::Greater(_)
        | Formula::Less(_)
        | Formula::Divided(..)
        | Formula::Cases(..)
        | Formula::Award(_) => {}
    });
    for question in read {
        for sum in &sums {
            add(question, *sum);
            for rate in rates.iter().chain(&sums) {
                if let Some(whole) = sum.checked_div(*rate) {
                    add(question, whole);
                }
            }
        }
    }
}
