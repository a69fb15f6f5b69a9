//! The search as computed amounts and comparisons of figures see it.

use super::bounds::Search;
use super::completion::{Completion, VariableValue};
use huiqi_rules::formula::{Computed, End, Formula, Worth};
use huiqi_rules::policy::{AmountRule, PolicySet, Terms};
use huiqi_rules::question::{Question, Variables};
use huiqi_rules::trial::{LARGE, Trial, TriedFigure, TriedFigures};
use rust_decimal::Decimal;
use std::ops::ControlFlow;

impl Search<'_> {
    /// Adds the values of a figure at which awards that pull apart in it may be least or most
    /// together, beside the ends of its stretches.
    pub(super) fn add_bends(
        &mut self,
        terms: &[&'static Terms],
        variable: u16,
        values: &mut Vec<VariableValue>,
    ) {
        if let Some(computed) = terms.iter().find_map(|terms| computed(terms)) {
            let bends = (computed.bends)(self, terms, variable);
            values.extend(bends.into_iter().map(tried));
        }
    }

    /// Adds the values of a figure at which two parts of the award's amount overtake each other.
    pub(super) fn add_kinks(
        &mut self,
        terms: &'static Terms,
        variable: u16,
        values: &mut Vec<VariableValue>,
    ) {
        if let Some(computed) = computed(terms) {
            values.extend((computed.kinks)(self, terms, variable).into_iter().map(tried));
        }
    }
}

fn tried(figure: Decimal) -> VariableValue {
    VariableValue::Sum(Some(figure))
}

fn computed(terms: &Terms) -> Option<&'static Computed> {
    match terms.amount {
        AmountRule::Computed(computed) => Some(computed),
        AmountRule::Fixed(_)
        | AmountRule::UpTo(_)
        | AmountRule::Graded { .. }
        | AmountRule::Share { .. }
        | AmountRule::Match { .. } => None,
    }
}

impl Trial for Search<'_> {
    fn set(&self) -> &'static PolicySet {
        self.set
    }

    fn terms_of(&self, award: &str) -> Option<&'static Terms> {
        self.rule_of(award).map(|rule| rule.terms)
    }

    fn question_of(&self, variable: u16) -> &'static Question {
        self.completion.question_of(variable)
    }

    fn ends(&self, variable: u16, terms: &[&'static Terms]) -> Vec<Option<Decimal>> {
        let values = self.completion.values(variable, terms).into_iter();
        values
            .map(|value| match value {
                VariableValue::Sum(sum) => sum,
                VariableValue::Option(_) | VariableValue::Bit(_) | VariableValue::Open => None,
            })
            .collect()
    }

    fn put(&mut self, variable: u16, value: Option<Decimal>) {
        self.completion.put(variable, value.map_or(VariableValue::Open, tried));
    }

    fn each(
        &mut self,
        variables: Variables,
        terms: &[&'static Terms],
        visit: &mut dyn FnMut(&mut dyn Trial),
    ) {
        let choices = self.choices(variables, terms);
        let _ = self.walk(None, &choices, &mut |search| {
            visit(search);
            ControlFlow::Continue(())
        });
    }

    fn worth(&self, computed: &Computed, part: &Formula) -> Worth {
        (computed.evaluate)(part, &self.facts(), End::Most)
    }
}

impl TriedFigures for Completion {
    fn set(&self) -> &'static PolicySet {
        self.set
    }

    fn figure(&self, variable: u16) -> TriedFigure {
        match self.get(variable) {
            VariableValue::Open => TriedFigure::Open,
            VariableValue::Sum(Some(sum)) if sum < LARGE => TriedFigure::Is(sum),
            VariableValue::Sum(_) | VariableValue::Option(_) | VariableValue::Bit(_) => {
                TriedFigure::AboveAll
            }
        }
    }
}
