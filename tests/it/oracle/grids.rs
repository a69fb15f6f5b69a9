//! The answers that matter of each question of a region.

use super::far;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::{Condition, Test};
use huiqi_rules::formula::{Computed, Formula};
use huiqi_rules::limit::LimitRule;
use huiqi_rules::policy::{AmountRule, Award, Cap, Policy, PolicySet, Region};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

/// What a region asks, with every answer that matters: found once for all companies of the region.
pub(crate) struct RegionGrids {
    pub(crate) policies: Vec<&'static Policy>,
    questions: Vec<(QuestionIndex, Vec<Answer>)>,
}

impl RegionGrids {
    /// Returns those of a region of a set.
    pub(crate) fn of(set: &'static PolicySet, region: &'static str) -> &'static Self {
        type Found = HashMap<(usize, &'static str), &'static RegionGrids>;
        static FOUND: LazyLock<Mutex<Found>> = LazyLock::new(Mutex::default);
        let key = (std::ptr::from_ref(set).addr(), region);
        let mut found = FOUND.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        found.entry(key).or_insert_with(|| {
            let policies: Vec<&'static Policy> = set.policies_in(region).collect();
            let with_grid = |question| (question, grid(set, &policies, question));
            let questions = relevant(set, &policies).into_iter().map(with_grid).collect();
            Box::leak(Box::new(Self { policies, questions }))
        })
    }

    /// Returns the questions without an answer, each with its grid.
    pub(crate) fn open<'a, 'b>(
        &'a self,
        answers: &'b Answers,
    ) -> impl Iterator<Item = (QuestionIndex, &'a [Answer])> + use<'a, 'b> {
        let is_open = |(question, _): &&(QuestionIndex, _)| answers.get(*question).is_none();
        self.questions.iter().filter(is_open).map(|(question, grid)| (*question, grid.as_slice()))
    }

    /// Returns how many completions there are, contradictions included.
    pub(crate) fn completions(&self, answers: &Answers) -> usize {
        // A document with many questions of its own has more than can be counted.
        self.open(answers).map(|(_, grid)| grid.len()).fold(1, usize::saturating_mul)
    }

    /// Returns how many awards all its documents have.
    pub(crate) fn awards(&self) -> usize {
        self.policies.iter().map(|policy| policy.awards.len()).sum()
    }
}

/// Every value that matters of a question: all options, and for a sum the grid around its
/// thresholds and caps.
fn grid(
    set: &'static PolicySet,
    policies: &[&'static Policy],
    question: QuestionIndex,
) -> Vec<Answer> {
    let shape = set.question(question);
    match shape.kind {
        Kind::Single => (0..shape.options.len() as u16).map(Answer::Option).collect(),
        Kind::Multi => {
            // What no award reads changes nothing; only a contradiction looks at every option.
            let bounded = set.constraints.iter().any(|constraint| constraint.multi == question);
            let reads = reads(policies);
            let matters: Vec<u16> = (0..shape.options.len() as u16)
                .filter(|option| {
                    bounded || reads.meets(Variables::one(shape.first_variable + option))
                })
                .collect();
            let subset = |bits: u64| {
                let chosen = matters.iter().enumerate().filter(|(index, _)| bits >> index & 1 == 1);
                chosen.fold(0, |all, (_, option)| all | 1_u64 << option)
            };
            (0..1_u64 << matters.len()).map(subset).map(Answer::Options).collect()
        }
        Kind::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
        Kind::Figure(unit) => {
            let mut sums = vec![Decimal::ZERO, far()];
            if unit.takes_negative() {
                sums = vec![-Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND];
            }
            let cent = unit.step();
            for terms in policies.iter().flat_map(|policy| policy.awards).flat_map(Award::all_terms)
            {
                thresholds(&terms.condition, question, &mut sums);
                if let Some(condition) = &terms.silent_unless {
                    thresholds(condition, question, &mut sums);
                }
                if let AmountRule::Share { rate, of, cap: Some(Cap::Sum(cap)), .. } = &terms.amount
                    && *of == question
                {
                    sums.push((cap.decimal() * Decimal::ONE_HUNDRED / rate.percent()).round_dp(2));
                }
                if let AmountRule::Computed(computed) = &terms.amount {
                    computed_sums(computed, question, &mut sums);
                }
            }
            let range = (unit.lowest(), unit.highest());
            sums.extend([range.0, range.1].into_iter().flatten());
            if let (Some(least), Some(most)) = range
                && (most - least) / cent <= Decimal::from(3_000)
            {
                let steps = (0..=3_000).map(|step| least + Decimal::from(step) * cent);
                sums.extend(steps);
            }
            // On the grid of the question, and inside its range.
            for sum in &mut sums {
                *sum = (*sum / cent).floor() * cent;
            }
            let below: Vec<Decimal> = sums
                .iter()
                .filter(|sum| **sum != far() && (**sum > Decimal::ZERO))
                .map(|sum| sum - cent)
                .collect();
            sums.extend(below);
            sums.retain(|sum| {
                range.0.is_none_or(|least| *sum >= least) && range.1.is_none_or(|most| *sum <= most)
            });
            sums.sort();
            sums.dedup();
            sums.into_iter().map(Answer::Figure).collect()
        }
    }
}

/// The figures of a question at which its comparison with an answered figure changes.
pub(super) fn on_the_line(
    set: &'static PolicySet,
    policies: &[&'static Policy],
    question: QuestionIndex,
    answers: &Answers,
) -> Vec<Answer> {
    let Kind::Figure(unit) = set.question(question).kind else { return Vec::new() };
    let mut lines = Vec::new();
    for terms in policies.iter().flat_map(|policy| policy.awards).flat_map(Award::all_terms) {
        terms.each_leaf(&mut |leaf| {
            let Test::ComparesPart(test) = leaf.test else { return };
            let given = |other| match answers.get(other) {
                Some(Answer::Figure(figure)) => Some(*figure),
                _ => None,
            };
            if leaf.question == question {
                lines.extend(given(test.of).map(|whole| {
                    let part = whole * test.percent / Decimal::ONE_HUNDRED + test.plus;
                    part / test.rounded.unwrap_or(Decimal::ONE)
                }));
            } else if test.of == question {
                lines.extend(given(leaf.question).map(|part| {
                    let part = part * test.rounded.unwrap_or(Decimal::ONE);
                    (part - test.plus) * Decimal::ONE_HUNDRED / test.percent
                }));
            }
        });
    }
    let step = unit.step();
    let beside = |line: Decimal| {
        let at = (line / step).floor() * step;
        [at - step, at, at + step]
    };
    let is_there = |figure: &Decimal| {
        let (least, most) = (unit.lowest(), unit.highest());
        least.is_none_or(|least| *figure >= least) && most.is_none_or(|most| *figure <= most)
    };
    lines.into_iter().flat_map(beside).filter(is_there).map(Answer::Figure).collect()
}

/// Every figure that a condition names for a question.
pub(crate) fn thresholds(condition: &Condition, question: QuestionIndex, sums: &mut Vec<Decimal>) {
    condition.each_leaf(&mut |leaf| match leaf.test {
        Test::AtLeast(threshold) if leaf.question == question => sums.push(threshold),
        Test::Compares(_, threshold) if leaf.question == question => {
            sums.extend([threshold, threshold + Decimal::ONE, threshold + Decimal::new(1, 2)]);
        }
        // Some pairs on both sides of the line, and on it.
        Test::ComparesPart(test) if leaf.question == question => {
            sums.extend([Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND, test.plus]);
        }
        Test::ComparesPart(test) if test.of == question => {
            let whole = |part: Decimal| (part - test.plus) * Decimal::ONE_HUNDRED / test.percent;
            let wholes = [whole(Decimal::ONE_THOUSAND), whole(Decimal::ZERO)];
            sums.extend(wholes.into_iter().filter(|whole| !whole.is_sign_negative()));
            sums.push(Decimal::ONE_HUNDRED);
        }
        _ => {}
    });
}

/// Figures of a question at which a computed amount may bend: its constants, and its sums divided
/// by its rates and its sums for one.
fn computed_sums(computed: &'static Computed, question: QuestionIndex, sums: &mut Vec<Decimal>) {
    let (mut constants, mut reads_it) = (Vec::new(), false);
    for formula in computed.formulas() {
        formula.each(&mut |part| match part {
            Formula::Constant(number, _) => constants.push(*number),
            Formula::FullSteps(_, per) => constants.push(*per),
            Formula::Progressive(_, brackets) => {
                brackets.iter().for_each(|(from, _)| constants.push(*from));
            }
            Formula::Figure(figure) => reads_it |= *figure == question,
            Formula::Cases(cases, _) => {
                cases.iter().for_each(|case| thresholds(&case.condition, question, sums));
            }
            _ => {}
        });
    }
    if reads_it {
        for first in &constants {
            sums.push(*first);
            let others = constants.iter().filter(|second| !second.is_zero());
            sums.extend(others.map(|second| first / second));
        }
    }
}

/// What the awards of these documents read, under either reading.
fn reads(policies: &[&'static Policy]) -> Variables {
    let mut reads = Variables::NONE;
    for award in policies.iter().flat_map(|policy| policy.awards) {
        reads = award.all_terms().fold(reads, |all, terms| all | terms.reads);
    }
    reads
}

/// The questions that the figures of limits read.
fn of_limits(policies: &[&'static Policy]) -> Vec<QuestionIndex> {
    let mut questions = Vec::new();
    for limit in policies.iter().flat_map(|policy| policy.limits) {
        let others = limit.other_rule.iter().map(|other| &other.rule);
        for rule in others.chain([&limit.rule]) {
            let LimitRule::AtMost(figure, ..) = rule else { continue };
            figure.each(&mut |part| {
                if let Formula::Figure(question) = part {
                    questions.push(*question);
                }
            });
        }
    }
    questions
}

/// The questions that a region's documents read, plus those that a contradiction ties to them.
fn relevant(set: &'static PolicySet, policies: &[&'static Policy]) -> Vec<QuestionIndex> {
    let mut reads = reads(policies);
    // Questions of other regions may have the same variables.
    let holds_all = |region: &&Region| {
        let here: Vec<&str> = set.policies_in(region.id).map(|policy| policy.id).collect();
        policies.iter().all(|policy| here.contains(&policy.id))
    };
    let regions: Vec<&Region> = set.regions.iter().filter(holds_all).collect();
    let is_here =
        |question: &QuestionIndex| regions.iter().any(|region| region.questions.contains(question));
    for constraint in set.constraints.iter().filter(|one| is_here(&one.multi)) {
        let (multi, ladder) = (
            set.question(constraint.multi).variables(),
            set.question(constraint.ladder).variables(),
        );
        if reads.meets(multi) || reads.meets(ladder) {
            reads = reads | multi | ladder;
        }
    }
    (0..set.questions.len() as u16)
        .map(QuestionIndex)
        .filter(is_here)
        .filter(|question| {
            set.question(*question).variables().meets(reads)
                || of_limits(policies).contains(question)
        })
        .collect()
}
