//! Exact bounds over all completions.
//!
//! Parts that share no open variable are independent: the bounds of their sum are the sums of their
//! bounds, and a highest-only group of independent awards has the larger of each end. So only what
//! parts share is enumerated, and each award by itself below that.

use super::completion::{Completion, Value};
use super::pay::{Rule, pay};
use crate::report::OpenBecause;
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::{AmountRule, Cap, PolicySet, Terms};
use huiqi_rules::question::{Kind, Variables};
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;
use std::ops::ControlFlow;

/// The awards of a region on a day under the chosen readings, and the values found so far.
pub(super) struct Search<'a> {
    pub(super) set: &'static PolicySet,
    /// One for each award, in document order.
    pub(super) rules: &'a [Rule],
    /// For each award the group it is in.
    pub(super) group_of: &'a [Option<usize>],
    pub(super) completion: &'a mut Completion,
    /// What no answer decides, before any value is tried.
    open: Variables,
    /// For each award its own bounds, once found where no value that sways it was tried.
    alone: Vec<Option<(Amount, OpenBecause)>>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        set: &'static PolicySet,
        rules: &'a [Rule],
        group_of: &'a [Option<usize>],
        completion: &'a mut Completion,
    ) -> Self {
        Self::knowing(vec![None; rules.len()], set, rules, group_of, completion)
    }

    /// The same with what another search found of the awards for which the same rules hold.
    pub(super) fn knowing(
        alone: Vec<Option<(Amount, OpenBecause)>>,
        set: &'static PolicySet,
        rules: &'a [Rule],
        group_of: &'a [Option<usize>],
        completion: &'a mut Completion,
    ) -> Self {
        let open = completion.open;
        Self { set, rules, group_of, completion, open, alone }
    }

    /// What was found of each award by itself.
    pub(super) fn known(self) -> Vec<Option<(Amount, OpenBecause)>> {
        self.alone
    }

    /// Runs `visit` once for every completion of these variables, until it breaks.
    pub(super) fn each(
        &mut self,
        variables: Variables,
        terms: &[&'static Terms],
        visit: &mut dyn FnMut(&mut Self) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut rest = self.completion.open & variables;
        let mut choices = Vec::new();
        while let Some(variable) = rest.first() {
            rest = rest.without(Variables::one(variable));
            choices.push((variable, self.completion.values(variable, terms)));
        }
        self.walk(&choices, visit)
    }

    fn walk(
        &mut self,
        choices: &[(u8, Vec<Value>)],
        visit: &mut dyn FnMut(&mut Self) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(((variable, values), rest)) = choices.split_first() else { return visit(self) };
        let mut flow = ControlFlow::Continue(());
        for value in values {
            // What was tried before may leave fewer values than there were at the start.
            if flow.is_continue() && self.completion.allows(*variable, *value) {
                self.completion.put(*variable, *value);
                flow = self.walk(rest, visit);
            }
        }
        self.completion.put(*variable, Value::Open);
        flow
    }

    /// One award's own bounds over the variables that are still open, and every cause met on the
    /// way.
    pub(super) fn award(&mut self, award: usize) -> (Amount, OpenBecause) {
        let reads = self.rules[award].reads;
        // Whether a value that is tried bounds or decides what the award reads. What is tried
        // before a ladder never sways an award that reads the ladder alone: most awards share the
        // ladder, so it is tried first.
        let is_swayed = self.completion.open != self.open
            && (reads | self.completion.ladders(reads))
                .meets(self.open.without(self.completion.open));
        if let Some(known) = self.alone[award]
            && !is_swayed
        {
            return known;
        }
        let rules = self.rules;
        let found = self.amount(&rules[award]);
        if !is_swayed {
            self.alone[award] = Some(found);
        }
        found
    }

    /// The same of an award that need not be one of the region's on the day.
    pub(super) fn amount(&mut self, rule: &Rule) -> (Amount, OpenBecause) {
        if !rule.reads.meets(self.completion.open) {
            return pay(self.set, rule, self.completion);
        }
        let mut found: Option<(Amount, OpenBecause)> = None;
        let _ = self.each(rule.reads, &[rule.terms], &mut |search| {
            let (amount, because) = pay(search.set, rule, search.completion);
            found = Some(found.map_or((amount, because), |(hull, before)| {
                (hull.hull(amount), both(before, because))
            }));
            ControlFlow::Continue(())
        });
        found.expect("a variable always has a value left to take")
    }

    /// The bounds of the sum of these awards, each highest-only group counted once.
    pub(super) fn sum(&mut self, awards: &[usize]) -> Amount {
        if !self.reads(awards).meets(self.completion.open) {
            return self.settled_sum(awards);
        }
        let mut total = Amount::ZERO;
        let mut rest = awards.to_vec();
        while !rest.is_empty() {
            let part = self.take_part(&mut rest);
            total = total + self.part(&part);
        }
        total
    }

    /// The same where nothing is open: every award has its one value.
    fn settled_sum(&mut self, awards: &[usize]) -> Amount {
        let mut total = Amount::ZERO;
        for (place, award) in awards.iter().enumerate() {
            let group = self.group_of[*award];
            if group.is_none() {
                let amount = self.award(*award).0;
                // Most awards pay nothing.
                total = if amount.is_zero() { total } else { total + amount };
            } else if awards[..place].iter().all(|earlier| self.group_of[*earlier] != group) {
                let mut highest = Amount::ZERO;
                for member in
                    awards[place..].iter().filter(|member| self.group_of[**member] == group)
                {
                    highest = highest.highest(self.award(*member).0);
                }
                total = total + highest;
            }
        }
        total
    }

    /// Takes out of `rest` one award and all that hang together with it, through a group or an open
    /// variable.
    pub(super) fn take_part(&self, rest: &mut Vec<usize>) -> Vec<usize> {
        let everything = self.reads(rest);
        let mut part = vec![rest.remove(0)];
        let mut next = 0;
        while let Some(&award) = part.get(next) {
            next += 1;
            let linked = self.linked(award, everything);
            let mut place = 0;
            while let Some(&other) = rest.get(place) {
                let grouped =
                    self.group_of[award].is_some() && self.group_of[award] == self.group_of[other];
                if grouped || linked.meets(self.linked(other, everything)) {
                    part.push(rest.remove(place));
                } else {
                    place += 1;
                }
            }
        }
        part
    }

    /// The bounds of awards that hang together.
    fn part(&mut self, part: &[usize]) -> Amount {
        if let [single] = part {
            return self.award(*single).0;
        }
        let Some(variable) = self.most_shared(part) else {
            // Nothing is shared, so what holds them together is a group.
            return part
                .iter()
                .map(|award| self.award(*award).0)
                .reduce(Amount::highest)
                .expect("a part has an award");
        };
        let terms: Vec<_> = part.iter().map(|award| self.rules[*award].terms).collect();
        let mut hull: Option<Amount> = None;
        for value in self.completion.values(variable, &terms) {
            self.completion.put(variable, value);
            let amount = self.sum(part);
            hull = Some(hull.map_or(amount, |hull| hull.hull(amount)));
        }
        self.completion.put(variable, Value::Open);
        hull.expect("a variable always has a value left to take")
    }

    /// The open variable that most of these awards share, if two share any.
    fn most_shared(&self, part: &[usize]) -> Option<u8> {
        let everything = self.reads(part);
        let linked: Vec<Variables> =
            part.iter().map(|award| self.linked(*award, everything)).collect();
        let mut rest = linked.iter().fold(Variables::NONE, |all, variables| all | *variables);
        let mut shared = Vec::new();
        while let Some(variable) = rest.first() {
            rest = rest.without(Variables::one(variable));
            let sharers =
                linked.iter().filter(|variables| variables.meets(Variables::one(variable))).count();
            if sharers >= 2 {
                shared.push((sharers, variable));
            }
        }
        shared.into_iter().max().map(|(_, variable)| variable)
    }

    fn reads(&self, awards: &[usize]) -> Variables {
        awards.iter().fold(Variables::NONE, |all, award| all | self.rules[*award].reads)
    }

    /// The open variables of an award, with those that a constraint ties to them where another
    /// award reads them.
    fn linked(&self, award: usize, others: Variables) -> Variables {
        let own = self.completion.open & self.rules[award].reads;
        own | (self.completion.open & self.completion.ladders(own) & others)
    }

    /// Which members of a highest-only group are the one that is paid, in some completion.
    ///
    /// An award that only a document's silence, ceiling or contest leaves open may be paid where
    /// its top is above the others' least.
    pub(super) fn winners(&mut self, members: &[usize]) -> Vec<bool> {
        let mut winners = vec![false; members.len()];
        self.mark_winners(members, &mut winners);
        winners
    }

    /// The values of a shared variable at which each of these awards is ahead that is ahead
    /// anywhere.
    ///
    /// Over a sum an award is constant or min(rate × sum, cap). Unlike a bound, who is ahead may
    /// change inside a stretch between thresholds; but where an award is beaten as it reaches its
    /// cap, it is beaten below by the same shares and above by the same sums. So the ends of the
    /// stretches, the places where a cap is reached, and the largest sum that can be answered are
    /// enough.
    fn decisive(&self, members: &[usize], variable: u8) -> Vec<Value> {
        let terms: Vec<_> = members.iter().map(|award| self.rules[*award].terms).collect();
        let mut values = self.completion.values(variable, &terms);
        let unit = match self.completion.question_of(variable).kind {
            Kind::Figure(unit) if unit.notation == Notation::Money => unit,
            Kind::Figure(_) | Kind::Single | Kind::Multi | Kind::YesNo => return values,
        };
        // Above every threshold two open shares could not be told apart.
        values.retain(|value| *value != Value::Sum(None));
        values.push(Value::Sum(Some(unit.most())));
        let at = |sum: Decimal| Value::Sum(Some(sum.round_dp(2)));
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
        values
    }

    /// A sum that is answered, or the ends of its stretches.
    fn sums(&self, variable: u8, terms: &'static Terms) -> Vec<Decimal> {
        let values = match self.completion.get(variable) {
            Value::Open => self.completion.values(variable, &[terms]),
            known @ (Value::Sum(_) | Value::Option(_) | Value::Bit(_)) => vec![known],
        };
        values
            .iter()
            .filter_map(|value| if let Value::Sum(sum) = value { *sum } else { None })
            .collect()
    }

    fn mark_winners(&mut self, members: &[usize], winners: &mut [bool]) {
        if let Some(variable) = self.most_shared(members) {
            for value in self.decisive(members, variable) {
                self.completion.put(variable, value);
                self.mark_winners(members, winners);
            }
            self.completion.put(variable, Value::Open);
            return;
        }
        let amounts: Vec<Amount> = members.iter().map(|award| self.award(*award).0).collect();
        for (place, amount) in amounts.iter().enumerate() {
            let beats = |other: usize, rival: &Amount| {
                if place < other { amount.most >= rival.least } else { amount.most > rival.least }
            };
            winners[place] |= amounts
                .iter()
                .enumerate()
                .all(|(other, rival)| other == place || beats(other, rival));
        }
    }
}

/// What leaves one of two amounts open, beside answers that are missing.
pub(super) fn both(left: OpenBecause, right: OpenBecause) -> OpenBecause {
    OpenBecause {
        answer: false,
        ceiling: left.ceiling || right.ceiling,
        competition: left.competition || right.competition,
        document_silent: left.document_silent || right.document_silent,
    }
}
