//! Why: the conditions of an award with what is known of each, and the way to its amount.

use super::bounds::Search;
use super::completion::VariableValue;
use super::pay::Rule;
use super::scope::ScopeAward;
use crate::report::{Reason, ReasonKind, Step};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answers;
use huiqi_rules::condition::Condition;
use huiqi_rules::policy::{AmountRule, Cap, Grade, Promise};
use huiqi_rules::question::{QuestionIndex, Variables};
use huiqi_rules::truth::Truth;
use std::ops::ControlFlow;

impl Search<'_> {
    /// Returns the conditions of an award, nested as the document nests them.
    pub(super) fn reasons(&mut self, own: &ScopeAward, answers: &Answers) -> Vec<Reason> {
        let ScopeAward { policy, award, rule, .. } = own;
        let parts = if let Condition::All(parts) = &rule.terms.condition { parts.len() } else { 1 };
        let mut reasons = Vec::with_capacity(parts + 1);
        self.outermost(rule, &rule.terms.condition, answers, &mut reasons);
        if let AmountRule::Graded { question, grades, .. } = &rule.terms.amount {
            let truth = self.truth(self.set.question(*question).variables(), rule, &mut |search| {
                grades[usize::from(search.completion.option(search.set.question(*question)))]
                    != Grade::Sum(huiqi_rules::money::Yuan::ZERO)
            });
            reasons.push(Reason {
                what: ReasonKind::Grade(*question),
                truth,
                answer: answers.get(*question).cloned(),
                parts: Vec::new(),
            });
        }
        if let Some(condition) = &rule.terms.silent_unless {
            let truth = self.condition_truth(rule, condition);
            let answer = condition.question().and_then(|question| answers.get(question).cloned());
            reasons.push(Reason {
                what: ReasonKind::SilentUnless(condition),
                truth,
                answer,
                parts: Vec::new(),
            });
        }
        if let (Some(elsewhere), Some(matter), Some(variable)) =
            (&policy.claimed_elsewhere, award.matter, rule.claimed)
        {
            let truth = self.truth(Variables::one(variable), rule, &mut |search| {
                !search.completion.bit(variable)
            });
            let what = ReasonKind::NotClaimedElsewhere { question: elsewhere.question, matter };
            reasons.push(Reason {
                what,
                truth,
                answer: answers.get(elsewhere.question).cloned(),
                parts: Vec::new(),
            });
        }
        reasons
    }

    /// Returns a condition as reasons of the outermost level, where an "all" is left out.
    fn outermost(
        &mut self,
        rule: &Rule,
        condition: &'static Condition,
        answers: &Answers,
        reasons: &mut Vec<Reason>,
    ) {
        if let Condition::All(parts) = condition {
            parts.iter().for_each(|part| self.outermost(rule, part, answers, reasons));
        } else {
            reasons.push(self.condition(rule, condition, answers));
        }
    }

    fn condition(
        &mut self,
        rule: &Rule,
        condition: &'static Condition,
        answers: &Answers,
    ) -> Reason {
        Reason {
            what: ReasonKind::Condition(condition),
            truth: self.condition_truth(rule, condition),
            answer: condition.question().and_then(|question| answers.get(question).cloned()),
            parts: condition
                .parts()
                .iter()
                .map(|part| self.condition(rule, part, answers))
                .collect(),
        }
    }

    /// Whether a condition holds, given only what is answered.
    pub(super) fn condition_truth(&mut self, rule: &Rule, condition: &'static Condition) -> Truth {
        let is_known = rule.counts && !rule.reads.meets(self.completion.open);
        let variables = if is_known {
            Variables::NONE
        } else {
            condition.reads(|question| self.set.question(question))
        };
        self.truth(variables, rule, &mut |search| search.completion.holds(condition))
    }

    fn truth(
        &mut self,
        variables: Variables,
        rule: &Rule,
        holds: &mut dyn FnMut(&mut Self) -> bool,
    ) -> Truth {
        if !variables.meets(self.completion.open) {
            return Truth::of(holds(self));
        }
        let mut found: Option<Truth> = None;
        let _ = self.each(variables, &[rule.terms], &mut |search| {
            let truth = Truth::of(holds(search));
            let merged = found.map_or(truth, |before| before.merge(truth));
            found = Some(merged);
            // Nothing makes it known again.
            if merged == Truth::Unknown {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        found.expect("a variable always has a value left to take")
    }

    /// Returns how the amount comes about where the condition holds, of an award that pays this.
    pub(super) fn steps(&mut self, rule: &Rule, pays: Amount) -> Vec<Step> {
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
        highest: huiqi_rules::money::Yuan,
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
