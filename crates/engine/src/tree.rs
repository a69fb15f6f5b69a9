//! Bounds of what is under a tree of limits.
//!
//! What is under one limit hangs together through it, and need not be tried together: parts that
//! share nothing open have bounds of their own, and a limit works on both ends of what they bring.
//! So only parts that share something open are tried together, at the lowest limit over them.

use super::bounds::{Search, shared};
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

    /// Returns what lies directly under a limit of these awards, which all are under it.
    fn children(&self, limit: LimitIndex, awards: &[AwardIndex]) -> Vec<Child> {
        let mut children: Vec<Child> = Vec::new();
        for award in awards {
            let (mut inner, mut above) = (None, self.limit(*award));
            while above.is_some() && above != Some(limit) {
                inner = above;
                above = above.and_then(|own| self.limits[usize::from(own.0)].above);
            }
            let known = |child: &&mut Child| inner.is_some() && child.limit == inner;
            match children.iter_mut().find(known) {
                Some(child) => child.awards.push(*award),
                None => children.push(Child { limit: inner, awards: vec![*award] }),
            }
        }
        children
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
        let everything = self.reads(&all);
        let linked = cluster.iter().map(|child| self.linked_of(child, everything));
        let variable =
            shared(&linked.collect::<Vec<_>>()).expect("two that hang together share one");
        self.tried(variable, &all, &mut |search| search.together(rule, cluster.clone()))
    }
}
