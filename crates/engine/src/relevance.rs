//! Which unanswered questions can still change an award.

use super::bounds::Search;
use super::index::AwardIndex;
use super::pay::pay;
use crate::report::Ask;
use huiqi_rules::amount::Amount;
use huiqi_rules::question::{QuestionIndex, Variables};
use std::ops::ControlFlow;

impl Search<'_> {
    /// Returns the unanswered questions of which two answers, all else equal, give this award a
    /// different amount.
    pub(super) fn missing(&mut self, award: AwardIndex) -> Vec<QuestionIndex> {
        let open = self.completion.open & self.rule(award).reads;
        let mut missing = Vec::new();
        let mut rest = open;
        while let Some(variable) = rest.first() {
            let question = self.completion.question_of(variable);
            let own = open & question.variables();
            rest = rest.without(own);
            if self.differs(award, own, open.without(own)) {
                missing.push(
                    self.set.question_index(question.id).expect("the question is of this set"),
                );
            }
        }
        missing
    }

    fn differs(&mut self, award: AwardIndex, own: Variables, others: Variables) -> bool {
        let rule = *self.rule(award);
        let flow = self.each(others, &[rule.terms], &mut |search| {
            let mut first: Option<Amount> = None;
            search.each(own, &[rule.terms], &mut |search| {
                let amount = pay(search.set, &rule, search.completion).amount;
                if *first.get_or_insert(amount) == amount {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })
        });
        flow.is_break()
    }
}

/// Returns what is asked, from the questions that each award misses.
pub(super) fn asks(search: &mut Search<'_>, missing: &[Vec<QuestionIndex>]) -> Vec<Ask> {
    let mut asks = Vec::new();
    if missing.iter().all(Vec::is_empty) {
        return asks;
    }
    for question in search.set.question_indices() {
        let touched: Vec<AwardIndex> = (0..missing.len())
            .filter(|award| missing[*award].contains(&question))
            .map(AwardIndex)
            .collect();
        if !touched.is_empty() {
            asks.push(Ask { question, awards: touched.len(), most: search.sum(&touched).most });
        }
    }
    asks
}
