//! Bounds of what awards bring together, under a tree of limits.
//!
//! What is under one limit hangs together through it, and need not be tried together: parts that
//! share nothing open have bounds of their own, and a limit works on both ends of what they bring.
//! So only parts that share something open are tried together, at the lowest limit over them. All
//! that a sum is of is seen as under one limit that lets everything through.

use super::bounds::{Search, shared};
use super::completion::VariableValue;
use super::index::{AwardIndex, LimitIndex};
use huiqi_rules::amount::Amount;
use huiqi_rules::question::Variables;

/// What lies directly under a limit: an award, or a limit with those awards under it that are
/// looked at.
#[derive(Clone)]
struct Child {
    limit: Option<LimitIndex>,
    awards: Vec<AwardIndex>,
}

/// How many clusters are remembered of each first award at the most.
const REMEMBERED: usize = 100;

/// Children of a limit that hang together, with what they brought when some values were tried.
pub(super) struct Cluster {
    limit: Option<LimitIndex>,
    awards: Vec<AwardIndex>,
    values: Vec<VariableValue>,
    amount: Amount,
}

impl Search<'_> {
    /// Returns what those of these awards bring that are under a limit, after it; without a limit,
    /// what they all bring.
    pub(super) fn tree(&mut self, limit: Option<LimitIndex>, awards: &[AwardIndex]) -> Amount {
        let figure = limit.and_then(|limit| self.limits[usize::from(limit.0)].rule.at_most());
        // The figure may hang on an answer that what is under it hangs on too.
        let open = figure.and_then(|(_, reads, _)| (reads & self.completion.open).first());
        if let Some(variable) = open {
            return self.tried(variable, awards, &mut |search| search.tree(limit, awards));
        }
        if !self.reads(awards).meets(self.completion.open) {
            return self.known_sum(limit, awards).unwrap_or(Amount::ZERO);
        }
        let children = self.children(limit, awards);
        let together = self.together(limit, children);
        limit.map_or(together, |limit| self.let_through(limit, together))
    }

    /// Returns the same where nothing that is read is open; none where none of them is under the
    /// limit.
    fn known_sum(&mut self, limit: Option<LimitIndex>, awards: &[AwardIndex]) -> Option<Amount> {
        let mut found = self.found_under_each(awards);
        self.gather(limit, &mut found)
    }

    /// Returns what these awards bring before each limit, by [`LimitIndex`], and what they bring in
    /// all at the end; each is looked at once, and nothing that they and their limits read is open.
    pub(super) fn known_sums(&mut self, awards: &[AwardIndex]) -> Vec<Option<Amount>> {
        let mut found = self.found_under_each(awards);
        self.gather(None, &mut found);
        found
    }

    /// Returns what awards bring that are directly under each limit, and under none at the end.
    fn found_under_each(&mut self, awards: &[AwardIndex]) -> Vec<Option<Amount>> {
        let mut found = vec![None; self.limits.len() + 1];
        for award in awards {
            let limit = self.limit_of(*award);
            let own = self.award(*award).amount;
            let before = &mut found[self.place(limit)];
            *before = Some(self.with(limit, *before, own));
        }
        found
    }

    /// Adds to what is found under a limit what comes through the limits under it, and returns what
    /// comes through this one.
    fn gather(
        &mut self,
        limit: Option<LimitIndex>,
        found: &mut [Option<Amount>],
    ) -> Option<Amount> {
        let place = self.place(limit);
        for index in 0..self.limits.len() {
            let inner = LimitIndex(index as u16);
            if self.above(inner) == limit
                && let Some(own) = self.gather(Some(inner), found)
            {
                found[place] = Some(self.with(limit, found[place], own));
            }
        }
        let before = found[place]?;
        Some(limit.map_or(before, |limit| self.let_through(limit, before)))
    }

    /// Returns where what is under a limit is found; what is under none comes last.
    fn place(&self, limit: Option<LimitIndex>) -> usize {
        limit.map_or(self.limits.len(), |limit| usize::from(limit.0))
    }

    /// Returns what lies directly under a limit of these awards, which all are under it.
    fn children(&self, limit: Option<LimitIndex>, awards: &[AwardIndex]) -> Vec<Child> {
        let mut children: Vec<Child> = Vec::new();
        for award in awards {
            let mut inner = self.limit_of(*award);
            while let Some(own) = inner
                && inner != limit
                && self.above(own) != limit
            {
                inner = self.above(own);
            }
            let inner = inner.filter(|_| inner != limit);
            let known = |child: &&mut Child| inner.is_some() && child.limit == inner;
            match children.iter_mut().find(known) {
                Some(child) => child.awards.push(*award),
                None => children.push(Child { limit: inner, awards: vec![*award] }),
            }
        }
        children
    }

    /// Returns what is found under a limit, with one more.
    fn with(&self, limit: Option<LimitIndex>, found: Option<Amount>, own: Amount) -> Amount {
        let found = found.unwrap_or(Amount::ZERO);
        match limit {
            None => found + own,
            Some(limit) => self.limits[usize::from(limit.0)].rule.with(found, own),
        }
    }

    /// Returns what children of a limit bring before it.
    fn together(&mut self, limit: Option<LimitIndex>, mut children: Vec<Child>) -> Amount {
        let everything = self.read_by(&children);
        let mut found = None;
        while let Some(child) = children.pop() {
            let cluster = self.take_cluster(child, &mut children, everything);
            let own = self.cluster(limit, cluster);
            found = Some(self.with(limit, found, own));
        }
        found.unwrap_or(Amount::ZERO)
    }

    /// Returns what one child of a limit brings before it.
    fn child(&mut self, child: &Child) -> Amount {
        match child.limit {
            None => self.award(child.awards[0]).amount,
            limit @ Some(_) => self.tree(limit, &child.awards),
        }
    }

    /// Takes out of some children all that hang together with one through an open variable.
    fn take_cluster(&self, one: Child, rest: &mut Vec<Child>, everything: Variables) -> Vec<Child> {
        let mut cluster = vec![one];
        let mut next = 0;
        while let Some(child) = cluster.get(next) {
            next += 1;
            let linked = self.linked_of(child, everything);
            let mut candidate = 0;
            while let Some(other) = rest.get(candidate) {
                if linked.meets(self.linked_of(other, everything)) {
                    cluster.push(rest.swap_remove(candidate));
                } else {
                    candidate += 1;
                }
            }
        }
        cluster
    }

    fn read_by(&self, children: &[Child]) -> Variables {
        children.iter().fold(Variables::NONE, |all, child| all | self.reads(&child.awards))
    }

    fn linked_of(&self, child: &Child, everything: Variables) -> Variables {
        let linked = |award: &AwardIndex| self.linked(*award, everything);
        child.awards.iter().fold(Variables::NONE, |all, award| all | linked(award))
    }

    /// Returns the bounds of children of a limit that hang together, before it.
    fn cluster(&mut self, limit: Option<LimitIndex>, cluster: Vec<Child>) -> Amount {
        let everything = self.read_by(&cluster);
        let awards: Vec<AwardIndex> =
            cluster.iter().flat_map(|child| child.awards.clone()).collect();
        let mut swaying = self.swaying(everything);
        // What all that is tried sways is met once with each of its values.
        let is_met_again = swaying != self.tried_variables();
        let mut values = Vec::new();
        while let Some(variable) = swaying.first() {
            swaying = swaying.without(Variables::one(variable));
            values.push(self.completion.get(variable));
        }
        let is_same = |known: &&Cluster| {
            known.limit == limit && known.values == values && known.awards == awards
        };
        let first = awards[0].0;
        let of_first = self.clusters.get(first);
        if is_met_again && let Some(known) = of_first.and_then(|own| own.iter().find(is_same)) {
            return known.amount;
        }
        let amount = match cluster.as_slice() {
            [child] => self.child(child),
            several => {
                let linked = several.iter().map(|child| self.linked_of(child, everything));
                let variable = shared(&linked.collect::<Vec<_>>());
                let variable = variable.expect("two that hang together share one");
                self.tried(variable, &awards, &mut |search| {
                    search.together(limit, several.to_vec())
                })
            }
        };
        if is_met_again {
            if self.clusters.len() <= first {
                self.clusters.resize_with(first + 1, Vec::new);
            }
            let known = &mut self.clusters[first];
            if known.len() == REMEMBERED {
                known.clear();
            }
            known.push(Cluster { limit, awards, values, amount });
        }
        amount
    }
}
