//! Which unanswered questions can still change an award.

use super::bounds::Search;
use super::completion::VariableValue;
use super::index::AwardIndex;
use super::pay::Rule;
use crate::report::Ask;
use huiqi_rules::amount::Amount;
use huiqi_rules::question::{QuestionIndex, Variables};
use std::ops::ControlFlow;

/// The values to try of some variables.
type Choices = Vec<(u16, Vec<VariableValue>)>;

impl Search<'_> {
    /// Returns the unanswered questions of which two answers, all else equal, give this award a
    /// different amount, in the authors' order.
    pub(super) fn missing(&mut self, award: AwardIndex) -> Vec<QuestionIndex> {
        let rule = self.rule(award);
        let open = self.completion.open & rule.reads;
        let mut missing = Vec::new();
        if open.is_empty() {
            return missing;
        }
        let choices = self.bent_choices(rule, open);
        // In the authors' order, which the numbers of variables do not have.
        for index in self.completion.questions() {
            let own = open & self.set.question(*index).variables();
            if own.is_empty() {
                continue;
            }
            let (of_own, of_others): (Choices, Choices) = choices
                .iter()
                .cloned()
                .partition(|(variable, _)| own.meets(Variables::one(*variable)));
            if self.differs(rule, &of_own, &of_others) {
                missing.push(*index);
            }
        }
        missing
    }

    fn differs(&mut self, rule: &Rule, own: &Choices, others: &Choices) -> bool {
        let flow = self.walk(Some(rule), others, &mut |search| {
            let mut first: Option<Amount> = None;
            search.walk(Some(rule), own, &mut |search| {
                let amount = search.pay(rule).amount;
                if *first.get_or_insert(amount) == amount {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })
        });
        flow.is_break()
    }

    /// Returns the values to try of these open variables, those too at which the award's amount
    /// bends.
    fn bent_choices(&mut self, rule: &Rule, variables: Variables) -> Choices {
        let mut choices = self.choices(variables, &[rule.terms]);
        for (variable, values) in &mut choices {
            self.add_kinks(rule.terms, *variable, values);
        }
        choices
    }
}

/// Returns what is asked, from the questions that each award misses.
pub(super) fn asks(search: &mut Search<'_>, missing: &[Vec<QuestionIndex>]) -> Vec<Ask> {
    let mut asks = Vec::new();
    let of_limits = search.open_of_limits();
    if missing.iter().all(Vec::is_empty) && of_limits.is_empty() {
        return asks;
    }
    for question in search.completion.questions().iter().copied() {
        let touched: Vec<AwardIndex> = (0..missing.len())
            .filter(|award| missing[*award].contains(&question))
            .map(AwardIndex)
            .collect();
        let touched = if touched.is_empty() && !of_limits.is_empty() {
            search.limited_by(search.set.question(question).variables() & of_limits)
        } else {
            touched
        };
        if !touched.is_empty() {
            asks.push(Ask { question, awards: touched.len(), most: search.sum(&touched).most });
        }
    }
    asks
}
