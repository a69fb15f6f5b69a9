//! Limits over awards: rules under which several awards together bring something else than their
//! sum. They are a tree: an award or a limit is under one limit at most. Each rule is matched here
//! and nowhere else.

use super::index::{AwardIndex, LimitIndex};
use huiqi_rules::amount::Amount;
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::{self, SumLimit};
use huiqi_rules::policy::{HighestOnly, Policy};
use huiqi_rules::question::Variables;

/// A limit with what is under it.
pub(super) struct Limit {
    pub(super) rule: LimitRule,
    /// The awards that are under it and under no other limit below it.
    pub(super) members: Vec<AwardIndex>,
    /// The limits that are under it.
    pub(super) inner: Vec<LimitIndex>,
    /// The limit that it is under.
    pub(super) above: Option<LimitIndex>,
    /// What its own figure and those of the limits above it read.
    pub(super) reads: Variables,
}

/// What a limit does.
#[derive(Clone, Copy)]
pub(super) enum LimitRule {
    /// Only the highest of the awards is paid.
    Highest(&'static HighestOnly),
    /// The rule of a limit over several awards, with what it lets through by the chosen readings.
    Sum(&'static Policy, &'static SumLimit, &'static limit::LimitRule),
}

/// Whether the limit over an award lets it be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In every completion, or it is under no limit.
    Always,
    /// In some completions only.
    Sometimes,
    /// In none; with the one award that is paid instead, where it is always the same.
    Never(Option<AwardIndex>),
}

impl Standing {
    /// Returns the standing of an award that two limits let be paid so.
    pub(super) const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never(_), _) | (_, Self::Always) => self,
            (_, Self::Never(_)) | (Self::Always, _) => other,
            (Self::Sometimes, Self::Sometimes) => self,
        }
    }
}

impl LimitRule {
    /// Returns the document's rule of a highest-only group.
    pub(super) const fn group(self) -> Option<&'static HighestOnly> {
        match self {
            Self::Highest(rule) => Some(rule),
            Self::Sum(..) => None,
        }
    }

    /// Returns the figure up to which it lets through.
    pub(super) const fn at_most(self) -> Option<(&'static Formula, Variables, limit::Evaluate)> {
        match self {
            Self::Sum(.., limit::LimitRule::AtMost(figure, reads, evaluate)) => {
                Some((figure, *reads, *evaluate))
            }
            Self::Highest(_) | Self::Sum(.., limit::LimitRule::Highest) => None,
        }
    }

    /// Returns what awards under the limit and another one bring before a figure of it; whatever is
    /// still open, each has its own.
    pub(super) fn with(self, before: Amount, amount: Amount) -> Amount {
        if self.at_most().is_some() { before + amount } else { before.highest(amount) }
    }

    /// Marks those of these awards that may be paid where only the highest is; whatever is still
    /// open, each has its own.
    ///
    /// An award that only a document's silence, ceiling or contest leaves open may be paid where
    /// its top is above the others' least. Of equal ones the first is paid.
    pub(super) fn mark_paid(amounts: &[Amount], paid: &mut [bool]) {
        for (own, amount) in amounts.iter().enumerate() {
            let beats = |(rival, other): (usize, &Amount)| {
                rival == own
                    || amount.most > other.least
                    || (own < rival && amount.most == other.least)
            };
            paid[own] |= amounts.iter().enumerate().all(beats);
        }
    }
}

impl Limit {
    pub(super) const fn over(rule: LimitRule, members: Vec<AwardIndex>) -> Self {
        Self { rule, members, inner: Vec::new(), above: None, reads: Variables::NONE }
    }

    pub(super) fn id(&self) -> &'static str {
        match self.rule {
            LimitRule::Highest(rule) => rule.id,
            LimitRule::Sum(_, rule, _) => rule.id,
        }
    }

    /// Returns each member with its standing where only the highest is paid, given which of them,
    /// and of the limits below, are paid in some completion.
    pub(super) fn standings(&self, paid: &[bool]) -> impl Iterator<Item = (AwardIndex, Standing)> {
        let members = self.members.iter().copied().zip(paid.iter().copied());
        let winner = members.clone().find(|(_, paid)| *paid);
        let is_alone = paid.iter().filter(|paid| **paid).count() == 1;
        let only = winner.map(|(winner, _)| winner).filter(|_| is_alone);
        members.map(move |(member, paid)| match (paid, only) {
            (true, Some(_)) => (member, Standing::Always),
            (true, None) => (member, Standing::Sometimes),
            (false, _) => (member, Standing::Never(only)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, LimitRule, Standing};
    use crate::index::AwardIndex;
    use huiqi_rules::amount::{Amount, Level};
    use huiqi_rules::money::Yuan;
    use huiqi_rules::policy::HighestOnly;

    static RULE: HighestOnly =
        HighestOnly { id: "made-up/rule", clause: "", name: "", awards: &[], other: None };
    const HIGHEST: LimitRule = LimitRule::Highest(&RULE);

    fn yuan(least: u64, most: u64) -> Amount {
        let level = |yuan: u64| Level::Sum(Yuan::from_fen(yuan * 100));
        Amount { least: level(least), most: level(most) }
    }

    #[test]
    fn the_highest_of_several_is_the_larger_of_each_end() {
        let together = |amounts: &[Amount]| {
            let with = |before, amount: &Amount| HIGHEST.with(before, *amount);
            amounts.iter().fold(Amount::ZERO, with)
        };
        assert_eq!(together(&[yuan(2, 5), yuan(3, 4)]), yuan(3, 5));
        assert_eq!(together(&[yuan(0, 0)]), yuan(0, 0));
        assert_eq!(together(&[]), yuan(0, 0));
    }

    #[test]
    fn the_first_of_equal_awards_is_paid_and_an_open_one_may_be() {
        let paid = |amounts: &[Amount]| {
            let mut paid = vec![false; amounts.len()];
            LimitRule::mark_paid(amounts, &mut paid);
            paid
        };
        assert_eq!(paid(&[yuan(5, 5), yuan(5, 5)]), [true, false]);
        assert_eq!(paid(&[yuan(5, 5), yuan(0, 5)]), [true, false]);
        assert_eq!(paid(&[yuan(0, 5), yuan(5, 5)]), [true, true]);
        assert_eq!(paid(&[yuan(5, 5), yuan(0, 6), yuan(1, 4)]), [true, true, false]);
        let mut before = [false, true];
        LimitRule::mark_paid(&[yuan(5, 5), yuan(0, 0)], &mut before);
        assert_eq!(before, [true, true], "what was paid in an earlier completion stays so");
    }

    #[test]
    fn who_is_paid_in_some_completions_decides_where_an_award_stands() {
        let members: Vec<AwardIndex> = [4, 7, 9].map(AwardIndex).to_vec();
        let limit = Limit::over(HIGHEST, members);
        let standings = |paid: &[bool]| -> Vec<Standing> {
            limit.standings(paid).map(|(_, standing)| standing).collect()
        };
        let (always, sometimes) = (Standing::Always, Standing::Sometimes);
        let instead = Standing::Never(Some(AwardIndex(7)));
        assert_eq!(standings(&[false, true, false]), [instead, always, instead]);
        let never = Standing::Never(None);
        assert_eq!(standings(&[true, false, true]), [sometimes, never, sometimes]);
    }
}
