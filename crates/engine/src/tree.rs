//! Bounds of what is under a tree of limits.
//!
//! What is under one limit hangs together through it, and need not be tried together: parts that
//! share nothing open have bounds of their own, and a limit works on both ends of what they bring.
//! So only parts that share something open are tried together, at the lowest limit over them.

use super::bounds::Search;
use super::completion::VariableValue;
use super::index::{AwardIndex, LimitIndex};
use super::limits::LimitRule;
use huiqi_rules::amount::Amount;
use huiqi_rules::question::Variables;

/// An award under a limit, or a limit below it with those awards under it that are looked at.
#[derive(Clone)]
struct Child {
    limit: Option<LimitIndex>,
    awards: Vec<AwardIndex>,
}

impl Search<'_> {
    /// Returns the one limit over all of these awards, where what is under it need not be tried
    /// together: no figure of a limit is open, and it has limits below it or parts of its own.
    pub(super) fn tree_over(&self, part: &[AwardIndex]) -> Option<LimitIndex> {
        let root = self.root(part[0])?;
        let is_under = |award: &AwardIndex| self.root(*award) == Some(root);
        if !part.iter().all(is_under) {
            return None;
        }
        // With what the limits above it read.
        let is_open = |award: &AwardIndex| {
            let limit = self.limit(*award);
            limit.is_some_and(|limit| {
                self.limits[usize::from(limit.0)].reads.meets(self.completion.open)
            })
        };
        if part.iter().any(is_open) {
            return None;
        }
        let mut children = self.children(root, part);
        let whole = children.len();
        let first = self.take_cluster(&mut children);
        let has_inner = first.iter().chain(&children).any(|child| child.limit.is_some());
        (has_inner || first.len() < whole).then_some(root)
    }

    /// Returns what those of these awards bring that are under a limit, after it.
    pub(super) fn tree(&mut self, limit: LimitIndex, awards: &[AwardIndex]) -> Amount {
        let rule = self.limits[usize::from(limit.0)].rule;
        let children = self.children(limit, awards);
        let together = self.together(rule, children);
        self.let_through(limit, together)
    }

    fn children(&self, limit: LimitIndex, awards: &[AwardIndex]) -> Vec<Child> {
        let own = &self.limits[usize::from(limit.0)];
        let member = |award: &AwardIndex| Child { limit: None, awards: vec![*award] };
        let members = own.members.iter().filter(|member| awards.contains(member));
        let mut children: Vec<Child> = members.map(member).collect();
        for inner in &own.inner {
            let mut below = Vec::new();
            self.collect_below(*inner, &mut below);
            below.retain(|award| awards.contains(award));
            if !below.is_empty() {
                children.push(Child { limit: Some(*inner), awards: below });
            }
        }
        children
    }

    fn collect_below(&self, limit: LimitIndex, below: &mut Vec<AwardIndex>) {
        let own = &self.limits[usize::from(limit.0)];
        below.extend(&own.members);
        own.inner.iter().for_each(|inner| self.collect_below(*inner, below));
    }

    /// Returns what children of a limit bring before it.
    fn together(&mut self, rule: LimitRule, mut children: Vec<Child>) -> Amount {
        let mut found = Amount::ZERO;
        while !children.is_empty() {
            let cluster = self.take_cluster(&mut children);
            found = rule.with(found, self.cluster(rule, cluster));
        }
        found
    }

    /// Takes out of some children one and all that hang together with it through an open variable.
    fn take_cluster(&self, rest: &mut Vec<Child>) -> Vec<Child> {
        let all: Vec<AwardIndex> = rest.iter().flat_map(|child| child.awards.clone()).collect();
        let everything = self.reads(&all);
        let mut cluster = vec![rest.remove(0)];
        let mut next = 0;
        while let Some(child) = cluster.get(next) {
            next += 1;
            let linked = self.linked_of(child, everything);
            let mut candidate = 0;
            while let Some(other) = rest.get(candidate) {
                if linked.meets(self.linked_of(other, everything)) {
                    cluster.push(rest.remove(candidate));
                } else {
                    candidate += 1;
                }
            }
        }
        cluster
    }

    fn linked_of(&self, child: &Child, everything: Variables) -> Variables {
        let linked = |award: &AwardIndex| self.linked(*award, everything);
        child.awards.iter().fold(Variables::NONE, |all, award| all | linked(award))
    }

    /// Returns the bounds of children of a limit that hang together, before it.
    fn cluster(&mut self, rule: LimitRule, cluster: Vec<Child>) -> Amount {
        if let [child] = cluster.as_slice() {
            return match child.limit {
                None => self.award(child.awards[0]).amount,
                Some(limit) => self.tree(limit, &child.awards),
            };
        }
        let all: Vec<AwardIndex> = cluster.iter().flat_map(|child| child.awards.clone()).collect();
        let variable = self.shared_by(&cluster, self.reads(&all));
        let terms: Vec<_> = all.iter().map(|award| self.rule(*award).terms).collect();
        let mut values = self.completion.values(variable, &terms);
        self.add_bends(&terms, variable, &mut values);
        let mut hull: Option<Amount> = None;
        for value in values {
            self.completion.put(variable, value);
            let amount = self.together(rule, cluster.clone());
            hull = Some(hull.map_or(amount, |hull| hull.hull(amount)));
        }
        self.completion.put(variable, VariableValue::Open);
        hull.expect("a variable always has a value left to take")
    }

    /// Returns the open variable that most children of a cluster share.
    fn shared_by(&self, cluster: &[Child], everything: Variables) -> u16 {
        let linked: Vec<Variables> =
            cluster.iter().map(|child| self.linked_of(child, everything)).collect();
        let mut rest = linked.iter().fold(Variables::NONE, |all, variables| all | *variables);
        let (mut most, mut shared) = (0, 0);
        while let Some(variable) = rest.first() {
            let own = Variables::one(variable);
            rest = rest.without(own);
            let sharers = linked.iter().filter(|variables| variables.meets(own)).count();
            if sharers > most {
                (most, shared) = (sharers, variable);
            }
        }
        shared
    }
}
