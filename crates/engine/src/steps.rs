//! How the amounts of a report came about.

use super::bounds::Search;
use super::completion::VariableValue;
use super::scope::ScopeAward;
use crate::report::Step;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, Cap, Grade, Promise};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::truth::Truth;

impl Search<'_> {
    /// Returns how the amount comes about where the condition holds, of an award that pays this.
    pub(super) fn steps(&mut self, own: &ScopeAward, pays: Amount) -> Vec<Step> {
        let rule = &own.rule;
        let mut may_hold = || self.condition_truth(rule, &rule.terms.condition) != Truth::No;
        if !rule.counts || (pays.is_zero() && !may_hold()) {
            return Vec::new();
        }
        let mut steps = Vec::with_capacity(5);
        let mut amount = match &rule.terms.amount {
            AmountRule::Fixed(sum) => {
                let amount = Amount::exactly(Level::Sum(*sum));
                steps.push(Step::Fixed(amount));
                amount
            }
            AmountRule::UpTo(sum) => {
                steps.push(Step::Fixed(Amount::exactly(Level::Sum(*sum))));
                let amount = Amount { least: Level::ZERO, most: Level::Sum(*sum) };
                steps.push(Step::Ceiling(amount));
                amount
            }
            AmountRule::Graded { question, grades, highest } => {
                self.graded(*question, grades, *highest, &mut steps)
            }
            AmountRule::Share { rate, of, cap, promise } => {
                let base = self.range(*of);
                steps.push(Step::Base(*of, base));
                let share = Amount { least: base.least.times(*rate), most: base.most.times(*rate) };
                steps.push(Step::Share(*rate, share));
                let mut amount = self.capped(share, cap.as_ref(), &mut steps);
                amount = rounded(amount, &mut steps);
                if *promise == Promise::Ceiling {
                    amount.least = Level::ZERO;
                    steps.push(Step::Ceiling(amount));
                }
                amount
            }
            AmountRule::Match { rate, of } => {
                let base = self.range(*of);
                steps.push(Step::Base(*of, base));
                let matched =
                    Amount { least: base.least.times(*rate), most: base.most.times(*rate) };
                steps.push(Step::Match(*rate, matched));
                rounded(matched, &mut steps)
            }
            AmountRule::Computed(computed) => self.computed(rule, computed, &mut steps),
        };
        if let Some(condition) = &rule.terms.silent_unless
            && self.condition_truth(rule, condition) == Truth::No
        {
            amount.least = Level::ZERO;
            steps.push(Step::Silent(amount));
        }
        if rule
            .claimed
            .is_some_and(|variable| self.completion.get(variable) == VariableValue::Bit(true))
        {
            steps.push(Step::ClaimedElsewhere(Amount::ZERO));
        }
        steps
    }

    fn graded(
        &mut self,
        question: QuestionIndex,
        grades: &'static [Grade],
        highest: Yuan,
        steps: &mut Vec<Step>,
    ) -> Amount {
        let undecided = Amount { least: Level::ZERO, most: Level::Sum(highest) };
        let of = |grade: Grade| match grade {
            Grade::Sum(sum) => Amount::exactly(Level::Sum(sum)),
            Grade::Undecided => undecided,
        };
        match self.completion.get(self.set.question(question).first_variable) {
            VariableValue::Option(option) => {
                let grade = grades[usize::from(option)];
                match grade {
                    Grade::Sum(_) => steps.push(Step::Graded(question, of(grade))),
                    Grade::Undecided => {
                        steps.push(Step::Graded(question, Amount::exactly(Level::Sum(highest))));
                        steps.push(Step::Undecided(undecided));
                    }
                }
                of(grade)
            }
            VariableValue::Open | VariableValue::Bit(_) | VariableValue::Sum(_) => {
                let amount = grades
                    .iter()
                    .map(|grade| of(*grade))
                    .reduce(Amount::hull)
                    .expect("every option has a grade");
                steps.push(Step::Graded(question, amount));
                amount
            }
        }
    }

    fn capped(&self, share: Amount, cap: Option<&Cap>, steps: &mut Vec<Step>) -> Amount {
        let cap = match cap {
            None => return share,
            Some(Cap::Sum(sum)) => Amount::exactly(Level::Sum(*sum)),
            Some(Cap::Question(question)) => self.range(*question),
        };
        let amount = Amount { least: share.least.min(cap.least), most: share.most.min(cap.most) };
        steps.push(Step::Capped { cap, amount });
        amount
    }

    /// Returns a sum as answered, or anything from nothing up.
    fn range(&self, question: QuestionIndex) -> Amount {
        let question = self.set.question(question);
        match self.completion.get(question.first_variable) {
            VariableValue::Open => Amount { least: Level::ZERO, most: Level::Open },
            VariableValue::Sum(_) | VariableValue::Option(_) | VariableValue::Bit(_) => {
                Amount::exactly(self.completion.level(question))
            }
        }
    }
}

fn rounded(amount: Amount, steps: &mut Vec<Step>) -> Amount {
    let rounded =
        Amount { least: amount.least.rounded_to_fen(), most: amount.most.rounded_to_fen() };
    if rounded != amount {
        steps.push(Step::Rounded(rounded));
    }
    rounded
}
