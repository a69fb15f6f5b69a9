//! How a computed amount comes about, from what is answered.

use super::bounds::Search;
use super::completion::VariableValue;
use super::pay::{Rule, rounded};
use crate::report::{Numbers, Step};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::formula::{Case, Computed, Formula, Gap, Worth};
use huiqi_rules::money::Yuan;
use huiqi_rules::truth::Truth;

impl Search<'_> {
    /// Adds the steps of a computed amount, and returns what they lead to.
    pub(super) fn computed(
        &mut self,
        rule: &Rule,
        computed: &'static Computed,
        steps: &mut Vec<Step>,
    ) -> Amount {
        let most = self.formula_part(rule, &computed.most, steps);
        let end = |worth| match worth {
            Worth::Number(number) => Level::Sum(Yuan::from_decimal(number).unwrap_or(Yuan::ZERO)),
            Worth::Unbounded => Level::Open,
        };
        let exact = Amount { least: end(most.least), most: end(most.most) };
        let mut amount = Amount { least: rounded(most.least), most: rounded(most.most) };
        if amount != exact {
            steps.push(Step::Rounded(amount));
        }
        match computed.gap {
            Gap::None => {}
            Gap::Ceiling => {
                amount.least = Level::ZERO;
                steps.push(Step::Ceiling(amount));
            }
            Gap::Range => {
                amount.least = rounded(self.formula_part(rule, &computed.least, steps).least);
                steps.push(Step::Range(amount));
            }
            Gap::Spread => {
                amount.least = rounded(self.numbers(rule, &computed.least).least);
                steps.push(Step::Spread(amount));
            }
            Gap::CaseByCase => {
                amount.least = Level::ZERO;
                steps.push(Step::CaseByCase(amount));
            }
        }
        amount
    }

    /// Adds the steps of one part, and returns its numbers.
    fn formula_part(
        &mut self,
        rule: &Rule,
        formula: &'static Formula,
        steps: &mut Vec<Step>,
    ) -> Numbers {
        let (place, result) = match formula {
            Formula::Constant(number, _) => return Numbers::exactly(Worth::Number(*number)),
            Formula::Unbounded => return Numbers::exactly(Worth::Unbounded),
            Formula::Figure(_) | Formula::Award(_) => (None, self.numbers(rule, formula)),
            Formula::Cases(cases, otherwise) => match self.case(rule, cases, otherwise) {
                Some((part, place)) => (Some(place), self.formula_part(rule, part, steps)),
                None => (None, self.numbers(rule, formula)),
            },
            Formula::Sum(_)
            | Formula::Product(_)
            | Formula::Lesser(_)
            | Formula::Greater(_)
            | Formula::Less(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..) => {
                let mut is_exact = true;
                let exact = formula.combine(&mut formula.combined_parts().iter().map(|part| {
                    let own = self.formula_part(rule, part, steps);
                    is_exact &= own.least == own.most;
                    own.least
                }));
                if is_exact {
                    (None, Numbers::exactly(exact))
                } else {
                    let own = formula.combined_parts().iter();
                    let parts = own.map(|part| Step::numbers_of(steps, part));
                    (None, combined(formula, &parts.collect::<Vec<_>>()))
                }
            }
        };
        steps.push(match place {
            Some(place) => Step::Case { formula, place, result },
            None => Step::Computed { formula, result },
        });
        result
    }

    /// Returns the case that holds, where that is known, and its place.
    fn case(
        &mut self,
        rule: &Rule,
        cases: &'static [Case],
        otherwise: &'static Formula,
    ) -> Option<(&'static Formula, usize)> {
        for (place, case) in cases.iter().enumerate() {
            match self.condition_truth(rule, &case.condition) {
                Truth::Yes => return Some((&case.then, place)),
                Truth::Unknown => return None,
                Truth::No => {}
            }
        }
        Some((otherwise, cases.len()))
    }

    /// Returns the numbers that a part may have, each figure that is open by itself.
    fn numbers(&mut self, rule: &Rule, formula: &'static Formula) -> Numbers {
        match formula {
            Formula::Figure(question) => {
                let question = self.set.question(*question);
                if self.completion.get(question.first_variable) == VariableValue::Open {
                    let unit = question.kind.unit();
                    let end = |end: Option<_>| end.map(Worth::Number);
                    Numbers {
                        least: end(unit.and_then(|unit| unit.lowest())).unwrap_or(Worth::ZERO),
                        most: end(unit.and_then(|unit| unit.highest())).unwrap_or(Worth::Unbounded),
                    }
                } else {
                    let own = self.completion.worth(question);
                    Numbers { least: own, most: own }
                }
            }
            Formula::Award(id) => {
                let amount = self.paid_by(id);
                let worth = |level: Level| {
                    level.sum().map_or(Worth::Unbounded, |sum| Worth::Number(sum.decimal()))
                };
                Numbers { least: worth(amount.least), most: worth(amount.most) }
            }
            Formula::Cases(cases, otherwise) => match self.case(rule, cases, otherwise) {
                Some((part, _)) => self.numbers(rule, part),
                None => {
                    let of_others = self.numbers(rule, otherwise);
                    cases.iter().fold(of_others, |hull, case| {
                        let own = self.numbers(rule, &case.then);
                        Numbers { least: hull.least.min(own.least), most: hull.most.max(own.most) }
                    })
                }
            },
            Formula::Constant(..)
            | Formula::Unbounded
            | Formula::Sum(_)
            | Formula::Product(_)
            | Formula::Lesser(_)
            | Formula::Greater(_)
            | Formula::Less(_)
            | Formula::Divided(..)
            | Formula::FullSteps(..)
            | Formula::Progressive(..) => {
                let own = formula.combined_parts().iter();
                let parts = own.map(|part| self.numbers(rule, part));
                combined(formula, &parts.collect::<Vec<_>>())
            }
        }
    }
}

/// Returns what a formula makes of the numbers of its parts.
fn combined(formula: &Formula, parts: &[Numbers]) -> Numbers {
    // The second part of a difference pulls the other way.
    let falls = |index| index == 1 && matches!(formula, Formula::Less(_));
    let numbered = || parts.iter().enumerate();
    let least = numbered().map(|(index, part)| if falls(index) { part.most } else { part.least });
    let least = formula.combine(&mut { least });
    if parts.iter().all(|part| part.least == part.most) {
        return Numbers { least, most: least };
    }
    let most = numbered().map(|(index, part)| if falls(index) { part.least } else { part.most });
    Numbers { least, most: formula.combine(&mut { most }) }
}
