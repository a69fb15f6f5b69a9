//! Exact bounds over all completions.
//!
//! Parts that share no open variable are independent: the bounds of their sum are the sums of their
//! bounds, and a limit over independent awards works on each end. So only what parts share is
//! enumerated, and each award by itself below that.

use super::completion::{Completion, VariableValue};
use super::index::{AwardIndex, LimitIndex};
use super::limits::Limit;
use super::outcome::both;
use super::pay::{Pay, Rule, pay};
use super::scope::{Scope, ScopeAward};
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{PolicySet, Terms};
use huiqi_rules::question::Variables;
use std::ops::ControlFlow;

/// The awards of a scope in the completions of some answers, and the values tried so far.
pub(super) struct Search<'a> {
    pub(super) set: &'static PolicySet,
    /// By [`AwardIndex`].
    awards: &'a [ScopeAward],
    /// By [`LimitIndex`].
    limits: &'a [Limit],
    pub(super) completion: &'a mut Completion,
    /// What no answer decides, before any value is tried.
    open: Variables,
    /// By [`AwardIndex`]: what the award pays, once found where no value that sways it was tried.
    alone: Vec<Option<Pay>>,
}

impl<'a> Search<'a> {
    /// Returns the search with what another one found of awards for which the same rules hold.
    pub(super) fn knowing(
        alone: Vec<Option<Pay>>,
        set: &'static PolicySet,
        awards: &'a [ScopeAward],
        limits: &'a [Limit],
        completion: &'a mut Completion,
    ) -> Self {
        let open = completion.open;
        Self { set, awards, limits, completion, open, alone }
    }

    /// Returns what was found of each award by itself.
    pub(super) fn known(self) -> Vec<Option<Pay>> {
        self.alone
    }

    pub(super) fn rule(&self, award: AwardIndex) -> &'a Rule {
        let awards: &'a [ScopeAward] = self.awards;
        &awards[award.0].rule
    }

    fn limit(&self, award: AwardIndex) -> Option<LimitIndex> {
        self.awards[award.0].limit
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
        choices: &[(u8, Vec<VariableValue>)],
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
        self.completion.put(*variable, VariableValue::Open);
        flow
    }

    /// Returns one award's own bounds over the variables that are still open, and every cause met
    /// on the way.
    pub(super) fn award(&mut self, award: AwardIndex) -> Pay {
        let rule = self.rule(award);
        // Whether a value that is tried bounds or decides what the award reads. What is tried
        // before a ladder never sways an award that reads the ladder alone: most awards share the
        // ladder, so it is tried first.
        let is_swayed = self.completion.open != self.open
            && (rule.reads | self.completion.ladders(rule.reads))
                .meets(self.open.without(self.completion.open));
        if let Some(known) = self.alone[award.0]
            && !is_swayed
        {
            return known;
        }
        let found = self.amount(rule);
        if !is_swayed {
            self.alone[award.0] = Some(found);
        }
        found
    }

    /// Returns the same of an award that need not be one of the region's on the day.
    pub(super) fn amount(&mut self, rule: &Rule) -> Pay {
        if !rule.reads.meets(self.completion.open) {
            return pay(self.set, rule, self.completion);
        }
        let mut found: Option<Pay> = None;
        let _ = self.each(rule.reads, &[rule.terms], &mut |search| {
            let own = pay(search.set, rule, search.completion);
            found = Some(found.map_or(own, |before| Pay {
                amount: before.amount.hull(own.amount),
                causes: both(before.causes, own.causes),
            }));
            ControlFlow::Continue(())
        });
        found.expect("a variable always has a value left to take")
    }

    /// Returns the bounds of what these awards bring together, under their limits.
    pub(super) fn sum(&mut self, awards: &[AwardIndex]) -> Amount {
        if !self.reads(awards).meets(self.completion.open) {
            return self.independent_sum(awards);
        }
        let mut total = Amount::ZERO;
        let mut rest = awards.to_vec();
        while !rest.is_empty() {
            let part = self.take_part(&mut rest);
            total = total + self.part(&part);
        }
        total
    }

    /// Returns the same where the awards share nothing that is open.
    fn independent_sum(&mut self, awards: &[AwardIndex]) -> Amount {
        let all = self.awards;
        let mut total = Amount::ZERO;
        for (nth, award) in awards.iter().enumerate() {
            let Some(limit) = self.limit(*award) else {
                let amount = self.award(*award).amount;
                // Most awards pay nothing.
                total = if amount.is_zero() { total } else { total + amount };
                continue;
            };
            let is_under = |award: &&AwardIndex| all[award.0].limit == Some(limit);
            if !awards[..nth].iter().any(|earlier| is_under(&earlier)) {
                let rule = self.limits[usize::from(limit.0)].rule;
                let members = awards[nth..].iter().filter(is_under);
                total = total + rule.together(members.map(|member| self.award(*member).amount));
            }
        }
        total
    }

    /// Takes out of `rest` one award and all that hang together with it, through a limit or an open
    /// variable.
    pub(super) fn take_part(&self, rest: &mut Vec<AwardIndex>) -> Vec<AwardIndex> {
        let everything = self.reads(rest);
        let mut part = vec![rest.remove(0)];
        let mut next = 0;
        while let Some(&award) = part.get(next) {
            next += 1;
            let linked = self.linked(award, everything);
            let mut candidate = 0;
            while let Some(&other) = rest.get(candidate) {
                let limit = self.limit(award);
                let limited = limit.is_some() && limit == self.limit(other);
                if limited || linked.meets(self.linked(other, everything)) {
                    part.push(rest.remove(candidate));
                } else {
                    candidate += 1;
                }
            }
        }
        part
    }

    /// Returns the bounds of awards that hang together.
    fn part(&mut self, part: &[AwardIndex]) -> Amount {
        if let [single] = part {
            return self.award(*single).amount;
        }
        // Where nothing is shared, what holds them together is a limit.
        let Some(variable) = self.most_shared(part) else { return self.independent_sum(part) };
        let terms: Vec<_> = part.iter().map(|award| self.rule(*award).terms).collect();
        let mut hull: Option<Amount> = None;
        for value in self.completion.values(variable, &terms) {
            self.completion.put(variable, value);
            let amount = self.sum(part);
            hull = Some(hull.map_or(amount, |hull| hull.hull(amount)));
        }
        self.completion.put(variable, VariableValue::Open);
        hull.expect("a variable always has a value left to take")
    }

    /// Returns the open variable that most of these awards share, if two share any.
    pub(super) fn most_shared(&self, part: &[AwardIndex]) -> Option<u8> {
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

    fn reads(&self, awards: &[AwardIndex]) -> Variables {
        awards.iter().fold(Variables::NONE, |all, award| all | self.rule(*award).reads)
    }

    /// Returns the open variables of an award, with those that a constraint ties to them where
    /// another award reads them.
    fn linked(&self, award: AwardIndex, others: Variables) -> Variables {
        let own = self.completion.open & self.rule(award).reads;
        own | (self.completion.open & self.completion.ladders(own) & others)
    }
}

impl Scope {
    /// Returns a search among the completions of some answers.
    pub(super) fn search<'a>(&'a self, completion: &'a mut Completion) -> Search<'a> {
        let unknown = vec![None; self.awards.len()];
        Search::knowing(unknown, self.set, &self.awards, &self.limits, completion)
    }

    /// Returns what a search among the completions of these answers finds.
    pub(super) fn find<T>(&self, answers: &Answers, find: impl FnOnce(&mut Search<'_>) -> T) -> T {
        find(&mut self.search(&mut Completion::of(self.set, answers)))
    }
}
