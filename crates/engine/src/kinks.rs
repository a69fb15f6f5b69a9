//! Where a computed amount bends over one figure: between two ends of its stretches an answer may
//! matter that matters at neither.

use super::bounds::Search;
use super::completion::VariableValue;
use super::index::AwardIndex;
use super::pay::Rule;
use huiqi_rules::formula::{Computed, End, Evaluate, Formula, Worth};
use huiqi_rules::policy::AmountRule;
use huiqi_rules::question::{Kind, Variables};
use huiqi_rules::unit::Unit;
use rust_decimal::Decimal;
use std::ops::ControlFlow;

/// Two parts of an amount that may overtake each other.
type Pair = (Formula, Formula);

/// So many steps beside a bend are tried at the most; rates whose roundings repeat less often are
/// refused where awards pull apart.
const MOST_BESIDE: i64 = 100;

impl Search<'_> {
    /// Returns the values of a figure at which awards that pull apart in it may be least or most
    /// together, beside the ends of its stretches: where one of them bends, and the steps beside
    /// until the roundings repeat.
    pub(super) fn bends(&mut self, awards: &[AwardIndex], variable: u8) -> Vec<VariableValue> {
        let rules: Vec<Rule> = awards.iter().map(|award| *self.rule(*award)).collect();
        self.bends_of(&rules, variable)
    }

    /// Returns the same for rules.
    pub(super) fn bends_of(&mut self, rules: &[Rule], variable: u8) -> Vec<VariableValue> {
        let question = self.completion.question_of(variable);
        let Kind::Figure(unit) = question.kind else { return Vec::new() };
        let ways = |rises: bool| {
            rules.iter().any(|rule| match &rule.terms.amount {
                AmountRule::Computed(computed) => computed.ways.iter().any(|(own, way)| {
                    *way == rises && self.set.question(*own).first_variable == variable
                }),
                AmountRule::Fixed(_)
                | AmountRule::UpTo(_)
                | AmountRule::Graded { .. }
                | AmountRule::Share { .. }
                | AmountRule::Match { .. } => false,
            })
        };
        // Where awards pull apart, all that go with the figure are computed ones.
        if !ways(false) || !ways(true) {
            return Vec::new();
        }
        let (mut bends, mut decimals) = (Vec::new(), 0);
        for rule in rules {
            bends.extend(self.kinks(rule, variable));
            if let AmountRule::Computed(computed) = &rule.terms.amount {
                decimals = decimals.max(self.decimals(computed));
            }
        }
        let terms: Vec<_> = rules.iter().map(|rule| rule.terms).collect();
        bends.extend(self.completion.values(variable, &terms));
        let beside = period(unit, decimals);
        let (lowest, highest) = (
            unit.lowest().and_then(|end| steps(unit, end)),
            unit.highest().and_then(|end| steps(unit, end)),
        );
        let mut tried: Vec<i64> = Vec::new();
        for bend in bends {
            let VariableValue::Sum(Some(figure)) = bend else { continue };
            let Some(at) = steps(unit, figure) else { continue };
            for near in at - beside..=at + beside {
                let is_there = lowest.is_none_or(|least| near >= least)
                    && highest.is_none_or(|most| near <= most);
                if is_there && !tried.contains(&near) {
                    tried.push(near);
                }
            }
        }
        let value = |steps| VariableValue::Sum(Some(Decimal::from(steps) * unit.step()));
        tried.into_iter().map(value).collect()
    }

    /// Returns the values of a figure, in order of the question, at which two parts of the award's
    /// amount overtake each other, on both sides; with the other figures at the ends of their
    /// stretches.
    pub(super) fn kinks(&mut self, rule: &Rule, variable: u8) -> Vec<VariableValue> {
        let AmountRule::Computed(computed) = &rule.terms.amount else { return Vec::new() };
        let Kind::Figure(unit) = self.completion.question_of(variable).kind else {
            return Vec::new();
        };
        let mut pairs = pairs(&computed.most);
        for other in computed.awards {
            pairs.extend(self.pairs_of(other));
        }
        let mut ends: Vec<Decimal> = Vec::new();
        for value in self.completion.values(variable, &[rule.terms]) {
            ends.push(match value {
                VariableValue::Sum(Some(sum)) => sum,
                VariableValue::Sum(None)
                | VariableValue::Option(_)
                | VariableValue::Bit(_)
                | VariableValue::Open => unit.most.into(),
            });
        }
        huiqi_rules::order::sort(&mut ends, |left, right| left < right);
        let mut found = Vec::new();
        for pair in &pairs {
            // What else the two parts read decides where they overtake each other.
            let mut reads = Variables::NONE;
            for part in [&pair.0, &pair.1] {
                reads = reads | part.reads(|question| self.set.question(question));
                part.each(&mut |part| {
                    if let Formula::Award(_) = part {
                        reads = reads | rule.reads;
                    }
                });
            }
            if !reads.meets(Variables::one(variable)) {
                continue;
            }
            let others = reads.without(Variables::one(variable));
            let _ = self.each(others, &[rule.terms], &mut |search| {
                for stretch in ends.windows(2) {
                    search.overtaken(computed.evaluate, pair, variable, unit, stretch, &mut found);
                }
                ControlFlow::Continue(())
            });
        }
        self.completion.put(variable, VariableValue::Open);
        found
    }

    /// Returns the pairs of the amount of another award, and of those that it reads.
    fn pairs_of(&self, id: &str) -> Vec<Pair> {
        let Some(rule) = self.rule_of(id) else { return Vec::new() };
        let AmountRule::Computed(computed) = &rule.terms.amount else { return Vec::new() };
        let mut found = pairs(&computed.most);
        for other in computed.awards {
            found.extend(self.pairs_of(other));
        }
        found
    }

    /// Returns how many decimals more than its figures an amount can have, with those that it reads.
    fn decimals(&self, computed: &Computed) -> u32 {
        let others = computed.awards.iter().filter_map(|id| self.rule_of(id));
        let of_others = others.map(|rule| match &rule.terms.amount {
            AmountRule::Computed(computed) => self.decimals(computed),
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Graded { .. }
            | AmountRule::Share { .. }
            | AmountRule::Match { .. } => 0,
        });
        computed.most.decimals() + of_others.sum::<u32>()
    }

    /// Adds the two neighbours between which the first of two parts overtakes the second, if it
    /// does in this stretch.
    fn overtaken(
        &mut self,
        evaluate: Evaluate,
        pair: &Pair,
        variable: u8,
        unit: &Unit,
        stretch: &[Decimal],
        found: &mut Vec<VariableValue>,
    ) {
        let is_above = |search: &mut Self, steps: i64| {
            let figure = Decimal::from(steps) * unit.step();
            search.completion.put(variable, VariableValue::Sum(Some(figure)));
            let facts = search.facts();
            let worth = |formula: &Formula| -> Worth { evaluate(formula, &facts, End::Most) };
            worth(&pair.0) > worth(&pair.1)
        };
        let (Some(mut low), Some(mut high)) = (steps(unit, stretch[0]), steps(unit, stretch[1]))
        else {
            return;
        };
        let below = is_above(self, low);
        if below == is_above(self, high) {
            return;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if is_above(self, middle) == below { low = middle } else { high = middle }
        }
        for steps in [low, high] {
            let value = VariableValue::Sum(Some(Decimal::from(steps) * unit.step()));
            if !found.contains(&value) {
                found.push(value);
            }
        }
    }
}

/// Returns after how many steps of a figure the roundings of amounts repeat, with so many decimals
/// more than the figure has.
fn period(unit: &Unit, decimals: u32) -> i64 {
    let of_step = unit.step().normalize().scale();
    let more = (of_step + decimals).saturating_sub(2);
    10_i64.checked_pow(more).unwrap_or(MOST_BESIDE).clamp(1, MOST_BESIDE)
}

/// Returns how many steps of a unit a figure is.
fn steps(unit: &Unit, figure: Decimal) -> Option<i64> {
    let hundredths = figure.normalize();
    let scale = hundredths.scale();
    let mantissa = i64::try_from(hundredths.mantissa()).ok()?;
    let hundredths = mantissa.checked_mul(10_i64.checked_pow(2_u32.checked_sub(scale)?)?)?;
    Some(hundredths / i64::from(unit.hundredths_of_step()))
}

/// Returns the pairs of parts of which only the smaller, the larger, or the difference counts.
fn pairs(formula: &Formula) -> Vec<Pair> {
    let mut pairs = Vec::new();
    formula.each(&mut |part| match part {
        Formula::Lesser(parts) | Formula::Greater(parts) => {
            for (index, first) in parts.iter().enumerate() {
                pairs.extend(parts[index + 1..].iter().map(|second| (*first, *second)));
            }
        }
        Formula::Less([from, less]) => pairs.push((*from, *less)),
        Formula::Progressive(whole, brackets) => {
            let notation = huiqi_rules::unit::Notation::Money;
            let begin =
                |(from, _): &(Decimal, Decimal)| (**whole, Formula::Constant(*from, notation));
            pairs.extend(brackets.iter().map(begin));
        }
        Formula::Constant(..)
        | Formula::Unbounded
        | Formula::Figure(_)
        | Formula::Sum(_)
        | Formula::Product(_)
        | Formula::Divided(..)
        | Formula::FullSteps(..)
        | Formula::Cases(..)
        | Formula::Award(_) => {}
    });
    pairs
}
