//! Exact bounds over all completions.
//!
//! Parts that share no open variable are independent: the bounds of their sum are the sums of their
//! bounds, and a limit over independent awards works on each end. So only what parts share is
//! enumerated, and each award by itself below that.

use super::completion::{Completion, VariableValue};
use super::index::{AwardIndex, LimitIndex};
use super::limits::Limit;
use super::outcome::both;
use super::pay::{PaidFacts, Pay, Rule, pay, rounded};
use super::scope::{Scope, ScopeAward};
use super::tree::Cluster;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::Answers;
use huiqi_rules::formula::End;
use huiqi_rules::policy::{PolicySet, Terms};
use huiqi_rules::question::Variables;
use std::ops::ControlFlow;

/// The awards of a scope in the completions of some answers, and the values tried so far.
pub(super) struct Search<'a> {
    pub(super) set: &'static PolicySet,
    /// By [`AwardIndex`].
    awards: &'a [ScopeAward],
    /// By [`LimitIndex`].
    pub(super) limits: &'a [Limit],
    pub(super) completion: &'a mut Completion,
    /// What no answer decides, before any value is tried.
    open: Variables,
    /// By [`AwardIndex`]: what the award pays, once found where no value that sways it was tried.
    alone: Vec<Option<Pay>>,
    /// What clusters of a sum brought with values that were tried, by their first award.
    pub(super) clusters: Vec<Vec<Cluster>>,
    /// What a sum is of.
    view: SumView,
}

/// What a sum is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SumView {
    /// Awards under all their limits.
    Whole,
    /// What is under one limit, after it.
    After(LimitIndex),
    /// What is under one limit, before it.
    Before(LimitIndex),
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
        let view = SumView::Whole;
        Self { set, awards, limits, completion, open, alone, clusters: Vec::new(), view }
    }

    /// Returns what was found of each award by itself.
    pub(super) fn known(self) -> Vec<Option<Pay>> {
        self.alone
    }

    pub(super) fn rule(&self, award: AwardIndex) -> &'a Rule {
        let awards: &'a [ScopeAward] = self.awards;
        &awards[award.0].rule
    }

    pub(super) fn limit(&self, award: AwardIndex) -> Option<LimitIndex> {
        self.awards[award.0].limit
    }

    /// Runs `visit` once for every completion of these variables, until it breaks.
    pub(super) fn each(
        &mut self,
        variables: Variables,
        terms: &[&'static Terms],
        visit: &mut dyn FnMut(&mut Self) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let choices = self.choices(variables, terms);
        self.walk(None, &choices, visit)
    }

    /// Returns the values to try of each of these variables that is open.
    pub(super) fn choices(
        &self,
        variables: Variables,
        terms: &[&'static Terms],
    ) -> Vec<(u16, Vec<VariableValue>)> {
        let mut rest = self.completion.open & variables;
        let mut choices = Vec::new();
        while let Some(variable) = rest.first() {
            rest = rest.without(Variables::one(variable));
            choices.push((variable, self.completion.values(variable, terms)));
        }
        choices
    }

    /// Returns the rules of another award of the region; none where it is not there.
    pub(super) fn rule_of(&self, id: &str) -> Option<&'a Rule> {
        self.awards.iter().find(|other| other.award.id == id).map(|other| &other.rule)
    }

    /// Returns what a formula reads in the one completion that is tried.
    pub(super) fn facts(&self) -> PaidFacts<'_> {
        PaidFacts { set: self.set, awards: &self.awards, completion: self.completion }
    }

    /// Runs `visit` once for every completion of these choices, until it breaks; where a rule
    /// already pays nothing, once for all that are left.
    pub(super) fn walk(
        &mut self,
        rule: Option<&Rule>,
        choices: &[(u16, Vec<VariableValue>)],
        visit: &mut dyn FnMut(&mut Self) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let is_left = |_: &_| !rule.is_some_and(|rule| rule.pays_nothing(self.completion));
        let Some(((variable, values), rest)) = choices.split_first().filter(is_left) else {
            return visit(self);
        };
        let mut flow = ControlFlow::Continue(());
        for value in values {
            // What was tried before may leave fewer values than there were at the start.
            if flow.is_continue() && self.completion.allows(*variable, *value) {
                self.completion.put(*variable, *value);
                flow = self.walk(rule, rest, visit);
            }
        }
        self.completion.put(*variable, VariableValue::Open);
        flow
    }

    /// Returns one award's own bounds over the variables that are still open, and every cause met
    /// on the way.
    pub(super) fn award(&mut self, award: AwardIndex) -> Pay {
        let rule = self.rule(award);
        let is_tried = self.open != self.completion.open;
        if is_tried && !self.swaying(rule.reads).is_empty() {
            return self.amount(rule);
        }
        let known = self.alone[award.0];
        known.unwrap_or_else(|| {
            let found = self.amount(rule);
            self.alone[award.0] = Some(found);
            found
        })
    }

    /// Returns the variables that a value is tried of.
    pub(super) fn tried_variables(&self) -> Variables {
        self.open.without(self.completion.open)
    }

    /// Returns those of them whose values bound or decide what reads these variables.
    pub(super) fn swaying(&self, reads: Variables) -> Variables {
        self.completion.tied(reads) & self.tried_variables()
    }

    /// Returns the same of an award that need not be one of the region's on the day.
    pub(super) fn amount(&mut self, rule: &Rule) -> Pay {
        if !rule.reads.meets(self.completion.open) {
            return self.pay(rule);
        }
        let mut found: Option<Pay> = None;
        let mut choices = self.choices(rule.reads, &[rule.terms]);
        for (variable, values) in &mut choices {
            self.add_bends(&[rule.terms], *variable, values);
        }
        let _ = self.walk(Some(rule), &choices, &mut |search| {
            let own = search.pay(rule);
            found = Some(found.map_or(own, |before| Pay {
                amount: before.amount.hull(own.amount),
                causes: both(before.causes, own.causes),
            }));
            ControlFlow::Continue(())
        });
        found.expect("a variable always has a value left to take")
    }

    /// Returns what an award pays in the one completion that is tried.
    pub(super) fn pay(&self, rule: &Rule) -> Pay {
        pay(self.set, &self.awards, rule, self.completion)
    }

    /// Returns the bounds of another award of the region by itself; nothing where it is not there.
    pub(super) fn paid_by(&mut self, id: &str) -> Amount {
        let other = self.awards.iter().position(|other| other.award.id == id);
        other.map_or(Amount::ZERO, |other| self.award(AwardIndex(other)).amount)
    }

    /// Returns the bounds of what is under a limit, seen in one way.
    pub(super) fn sum_of(&mut self, awards: &[AwardIndex], view: SumView) -> Amount {
        self.view = view;
        self.clusters.clear();
        let amount = self.sum(awards);
        self.view = SumView::Whole;
        self.clusters.clear();
        amount
    }

    /// Returns the bounds of all that is under a limit, after it.
    pub(super) fn under(&mut self, limit: LimitIndex) -> Amount {
        let mut awards = Vec::new();
        let mut limits = vec![limit];
        while let Some(next) = limits.pop() {
            let next = &self.limits[usize::from(next.0)];
            awards.extend(&next.members);
            limits.extend(&next.inner);
        }
        self.sum_of(&awards, SumView::After(limit))
    }

    /// Returns the open variables that figures of limits read.
    pub(super) fn open_of_limits(&self) -> Variables {
        let reads = self.limits.iter().fold(Variables::NONE, |all, limit| all | limit.reads);
        reads & self.completion.open
    }

    /// Returns the awards under limits whose figures read one of these variables.
    pub(super) fn limited_by(&self, variables: Variables) -> Vec<AwardIndex> {
        let is_limited = |award: &AwardIndex| {
            self.limit(*award)
                .is_some_and(|limit| self.limits[usize::from(limit.0)].reads.meets(variables))
        };
        (0..self.awards.len()).map(AwardIndex).filter(is_limited).collect()
    }

    /// Returns the limit that an award is directly under, as the view has it.
    pub(super) fn limit_of(&self, award: AwardIndex) -> Option<LimitIndex> {
        self.limit(award).filter(|limit| self.view != SumView::Before(*limit))
    }

    /// Returns the limit that a limit is directly under, as the view has it.
    pub(super) fn above(&self, limit: LimitIndex) -> Option<LimitIndex> {
        let above = self.limits[usize::from(limit.0)].above;
        above.filter(|above| {
            self.view != SumView::Before(*above) && self.view != SumView::After(limit)
        })
    }

    /// Returns the outermost limit over an award that the view has.
    fn root(&self, award: AwardIndex) -> Option<LimitIndex> {
        let mut root = self.limit_of(award)?;
        while let Some(above) = self.above(root) {
            root = above;
        }
        Some(root)
    }

    /// Returns what a limit lets through of what is under it; nothing that its figure
    /// reads is shared.
    pub(super) fn let_through(&mut self, limit: LimitIndex, together: Amount) -> Amount {
        let figure = self.figure(&self.limits[usize::from(limit.0)]);
        figure.map_or(together, |figure| together.up_to(figure))
    }

    /// Returns the bounds of a limit's own figure; none where it has none.
    pub(super) fn figure(&mut self, limit: &Limit) -> Option<Amount> {
        let (figure, reads, evaluate) = limit.rule.at_most()?;
        let own = |search: &Self| {
            // Rounded as an award is.
            let level = rounded(evaluate(figure, &search.facts(), End::Most));
            Amount::exactly(search.completion.bounded(level))
        };
        if !reads.meets(self.completion.open) {
            return Some(own(self));
        }
        let mut found: Option<Amount> = None;
        let _ = self.each(reads, &[], &mut |search| {
            let own = own(search);
            found = Some(found.map_or(own, |before| before.hull(own)));
            ControlFlow::Continue(())
        });
        found
    }

    /// Returns the bounds of what these awards bring together, under their limits.
    pub(super) fn sum(&mut self, awards: &[AwardIndex]) -> Amount {
        self.tree(None, awards)
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
            let root = self.root(award);
            let mut candidate = 0;
            while let Some(&other) = rest.get(candidate) {
                let limited = root.is_some() && root == self.root(other);
                if limited || linked.meets(self.linked(other, everything)) {
                    part.push(rest.remove(candidate));
                } else {
                    candidate += 1;
                }
            }
        }
        part
    }

    /// Returns the hull of what awards bring with each value that a variable can take.
    pub(super) fn tried(
        &mut self,
        variable: u16,
        awards: &[AwardIndex],
        bring: &mut dyn FnMut(&mut Self) -> Amount,
    ) -> Amount {
        let terms: Vec<_> = awards.iter().map(|award| self.rule(*award).terms).collect();
        let mut hull: Option<Amount> = None;
        let mut values = self.completion.values(variable, &terms);
        self.add_bends(&terms, variable, &mut values);
        for value in values {
            self.completion.put(variable, value);
            let amount = bring(self);
            hull = Some(hull.map_or(amount, |hull| hull.hull(amount)));
        }
        self.completion.put(variable, VariableValue::Open);
        hull.expect("a variable always has a value left to take")
    }

    /// Returns the open variable that most of these awards share, if two share any.
    pub(super) fn most_shared(&self, part: &[AwardIndex]) -> Option<u16> {
        let everything = self.reads(part);
        shared(&part.iter().map(|award| self.linked(*award, everything)).collect::<Vec<_>>())
    }

    pub(super) fn reads(&self, awards: &[AwardIndex]) -> Variables {
        awards.iter().fold(Variables::NONE, |all, award| all | self.reads_of(*award))
    }

    /// Returns what an award and the figures of its limits read.
    fn reads_of(&self, award: AwardIndex) -> Variables {
        let own = self.rule(award).reads;
        self.limit(award).map_or(own, |limit| own | self.limits[usize::from(limit.0)].reads)
    }

    /// Returns the open variables of an award, with those that a constraint ties to them where
    /// another award reads them.
    pub(super) fn linked(&self, award: AwardIndex, others: Variables) -> Variables {
        let own = self.completion.open & self.reads_of(award);
        own | (self.completion.open & self.completion.ladders(own) & others)
    }
}

/// Returns the variable that most of these share, if two share any.
pub(super) fn shared(linked: &[Variables]) -> Option<u16> {
    let mut rest = linked.iter().fold(Variables::NONE, |all, variables| all | *variables);
    let (mut most, mut shared) = (2, None);
    while let Some(variable) = rest.first() {
        let own = Variables::one(variable);
        rest = rest.without(own);
        let sharers = linked.iter().filter(|variables| variables.meets(own)).count();
        if sharers >= most {
            (most, shared) = (sharers, Some(variable));
        }
    }
    shared
}

impl Scope {
    /// Returns a search among the completions of some answers.
    pub(super) fn search<'a>(&'a self, completion: &'a mut Completion) -> Search<'a> {
        let unknown = vec![None; self.awards.len()];
        Search::knowing(unknown, self.set, &self.awards, &self.limits, completion)
    }

    /// Returns what a search among the completions of these answers finds.
    pub(super) fn find<T>(&self, answers: &Answers, find: impl FnOnce(&mut Search<'_>) -> T) -> T {
        find(&mut self.search(&mut Completion::of(self.set, self.region, answers)))
    }
}
