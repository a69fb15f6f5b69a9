//! Which awards under a limit are paid, in some completion.

use super::bounds::Search;
use super::completion::VariableValue;
use super::index::AwardIndex;
use super::limits::{Limit, LimitRule};
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::{AmountRule, Cap, Terms};
use huiqi_rules::question::Kind;
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;

impl Search<'_> {
    /// For each award under a limit that pays only the highest, and each limit below it, whether it
    /// is paid in some completion.
    ///
    /// Where it cannot be said exactly, more may be paid than are: an award is never called set
    /// aside that may be paid. So it is with limits below, and with computed amounts that share a
    /// figure.
    pub(super) fn paid(&mut self, limit: &Limit) -> Vec<bool> {
        let mut paid = vec![false; limit.members.len() + limit.inner.len()];
        self.mark_paid(limit, &mut paid);
        paid
    }

    fn mark_paid(&mut self, limit: &Limit, paid: &mut [bool]) {
        let members = &limit.members;
        let is_computed =
            |award: &AwardIndex| matches!(self.rule(*award).terms.amount, AmountRule::Computed(_));
        let exact = limit.inner.is_empty() && !members.iter().any(is_computed);
        let shared = self.most_shared(members).filter(|variable| {
            exact || self.completion.question_of(*variable).kind.unit().is_none()
        });
        if let Some(variable) = shared {
            for value in self.decisive(members, variable) {
                self.completion.put(variable, value);
                self.mark_paid(limit, paid);
            }
            self.completion.put(variable, VariableValue::Open);
            return;
        }
        let mut amounts: Vec<Amount> =
            members.iter().map(|award| self.award(*award).amount).collect();
        amounts.extend(limit.inner.iter().map(|inner| self.under(*inner)));
        LimitRule::mark_paid(&amounts, paid);
    }

    /// Returns the values of a shared variable at which each of these awards is ahead that is ahead
    /// anywhere.
    ///
    /// Over a sum an award is constant or min(rate × sum, cap). Unlike a bound, who is ahead may
    /// change inside a stretch between thresholds; but where an award is beaten as it reaches its
    /// cap, it is beaten below by the same shares and above by the same sums. So the ends of the
    /// stretches, the places where a cap is reached, and the largest sum that can be answered are
    /// enough.
    fn decisive(&self, members: &[AwardIndex], variable: u16) -> Vec<VariableValue> {
        let terms: Vec<_> = members.iter().map(|award| self.rule(*award).terms).collect();
        let mut values = self.completion.values(variable, &terms);
        let unit = match self.completion.question_of(variable).kind {
            Kind::Figure(unit) if unit.notation == Notation::Money => unit,
            Kind::Figure(_) | Kind::Single | Kind::Multi | Kind::YesNo => return values,
        };
        // Above every threshold two open shares would look the same.
        values.retain(|value| *value != VariableValue::Sum(None));
        let largest = unit.highest().unwrap_or_else(|| unit.most.into());
        values.push(VariableValue::Sum(Some(largest)));
        let at = |sum: Decimal| VariableValue::Sum(Some(sum.round_dp(2)));
        for terms in terms {
            if let AmountRule::Share { rate, of, cap: Some(cap), .. } = &terms.amount {
                let (base, percent) = (self.set.question(*of).first_variable, rate.percent());
                let caps = match cap {
                    Cap::Sum(sum) => vec![sum.decimal()],
                    Cap::Question(cap) if self.set.question(*cap).first_variable == variable => {
                        // The variable is the cap itself.
                        values.extend(
                            self.sums(base, terms)
                                .into_iter()
                                .map(|base| at(base * percent / Decimal::ONE_HUNDRED)),
                        );
                        continue;
                    }
                    Cap::Question(cap) => self.sums(self.set.question(*cap).first_variable, terms),
                };
                if base == variable {
                    values.extend(
                        caps.into_iter().map(|cap| at(cap * Decimal::ONE_HUNDRED / percent)),
                    );
                }
            }
        }
        let lowest = unit.lowest().unwrap_or(Decimal::ZERO);
        let is_there = |sum: Decimal| (lowest..=largest).contains(&sum);
        values.retain(|value| match value {
            VariableValue::Sum(Some(sum)) => is_there(*sum),
            VariableValue::Sum(None)
            | VariableValue::Option(_)
            | VariableValue::Bit(_)
            | VariableValue::Open => true,
        });
        values
    }

    /// Returns a sum that is answered, or the ends of its stretches.
    fn sums(&self, variable: u16, terms: &'static Terms) -> Vec<Decimal> {
        let values = match self.completion.get(variable) {
            VariableValue::Open => self.completion.values(variable, &[terms]),
            known @ (VariableValue::Sum(_) | VariableValue::Option(_) | VariableValue::Bit(_)) => {
                vec![known]
            }
        };
        values
            .iter()
            .filter_map(|value| if let VariableValue::Sum(sum) = value { *sum } else { None })
            .collect()
    }
}
