//! Which unanswered questions can still change an award.

use super::bounds::Search;
use super::pay::pay;
use huiqi_rules::amount::Amount;
use huiqi_rules::question::{QuestionIndex, Variables};
use std::ops::ControlFlow;

impl Search<'_> {
    /// The unanswered questions of which two answers, all else equal, give this award a different
    /// amount.
    pub(super) fn missing(&mut self, award: usize) -> Vec<QuestionIndex> {
        let open = self.completion.open & self.rules[award].reads;
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

    fn differs(&mut self, award: usize, own: Variables, others: Variables) -> bool {
        let rule = self.rules[award];
        let flow = self.each(others, &[rule.terms], &mut |search| {
            let mut first: Option<Amount> = None;
            search.each(own, &[rule.terms], &mut |search| {
                let amount = pay(search.set, &rule, search.completion).0;
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
