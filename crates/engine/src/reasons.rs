//! Why: the conditions of an award with what is known of each.

use super::bounds::Search;
use super::pay::Rule;
use super::scope::ScopeAward;
use crate::report::{Reason, ReasonKind};
use huiqi_rules::amount::Amount;
use huiqi_rules::condition::Condition;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, Grade};
use huiqi_rules::question::Variables;
use huiqi_rules::truth::Truth;
use std::ops::ControlFlow;

impl Search<'_> {
    /// Returns the conditions of an award that pays this, each before those that it consists of.
    pub(super) fn reasons(&mut self, own: &ScopeAward, pays: Amount) -> Vec<Reason> {
        let ScopeAward { policy, award, rule, .. } = own;
        let parts = if let Condition::All(parts) = &rule.terms.condition { parts.len() } else { 1 };
        let mut reasons = Vec::with_capacity(parts + 1);
        // Of what is paid for certain, the condition holds.
        let holds = pays.least.sum().is_none_or(|least| !least.is_zero());
        self.outermost(rule, &rule.terms.condition, holds, &mut reasons);
        if let AmountRule::Graded { question, grades, .. } = &rule.terms.amount {
            let truth = self.truth(self.set.question(*question).variables(), rule, &mut |search| {
                grades[usize::from(search.completion.option(search.set.question(*question)))]
                    != Grade::Sum(Yuan::ZERO)
            });
            let answer = self.completion.answer(*question);
            reasons.push(Reason { what: ReasonKind::Grade(*question), truth, answer, depth: 0 });
        }
        if let Some(condition) = &rule.terms.silent_unless {
            let truth = self.condition_truth(rule, condition);
            let answer = condition.question().and_then(|question| self.completion.answer(question));
            let what = ReasonKind::SilentUnless(condition);
            reasons.push(Reason { what, truth, answer, depth: 0 });
        }
        if let (Some(elsewhere), Some(matter), Some(variable)) =
            (&policy.claimed_elsewhere, award.matter, rule.claimed)
        {
            let truth = self.truth(Variables::one(variable), rule, &mut |search| {
                !search.completion.bit(variable)
            });
            let question = elsewhere.question;
            let what = ReasonKind::NotClaimedElsewhere { question, matter };
            let answer = self.completion.answer(question);
            reasons.push(Reason { what, truth, answer, depth: 0 });
        }
        reasons
    }

    /// Adds a condition as reasons of the outermost level, where an "all" is left out.
    fn outermost(
        &mut self,
        rule: &Rule,
        condition: &'static Condition,
        holds: bool,
        reasons: &mut Vec<Reason>,
    ) {
        if let Condition::All(parts) = condition {
            parts.iter().for_each(|part| self.outermost(rule, part, holds, reasons));
        } else {
            let truth = if holds { Truth::Yes } else { self.condition_truth(rule, condition) };
            self.condition(rule, condition, truth, 0, reasons);
        }
    }

    fn condition(
        &mut self,
        rule: &Rule,
        condition: &'static Condition,
        truth: Truth,
        depth: usize,
        reasons: &mut Vec<Reason>,
    ) {
        let answer = condition.question().and_then(|question| self.completion.answer(question));
        reasons.push(Reason { what: ReasonKind::Condition(condition), truth, answer, depth });
        for part in condition.parts() {
            let truth = self.condition_truth(rule, part);
            self.condition(rule, part, truth, depth + 1, reasons);
        }
    }

    /// Whether a condition holds, given only what is answered.
    pub(super) fn condition_truth(&mut self, rule: &Rule, condition: &'static Condition) -> Truth {
        if rule.counts && !rule.reads.meets(self.completion.open) {
            return Truth::of(self.completion.holds(condition));
        }
        let variables = condition.reads(|question| self.set.question(question));
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
}
