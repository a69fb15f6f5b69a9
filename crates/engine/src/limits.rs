//! Limits over awards: rules under which several awards together bring something else than their
//! sum. Each rule is matched here and nowhere else.

use super::index::AwardIndex;
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::HighestOnly;

/// A limit with the awards that are under it. An award is under one limit at most.
pub(super) struct Limit {
    pub(super) rule: LimitRule,
    pub(super) members: Vec<AwardIndex>,
}

/// What a limit does.
#[derive(Clone, Copy)]
pub(super) enum LimitRule {
    /// Only the highest of the awards is paid.
    Highest(&'static HighestOnly),
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

impl LimitRule {
    /// Returns the document's rule.
    pub(super) const fn source(self) -> &'static HighestOnly {
        match self {
            Self::Highest(rule) => rule,
        }
    }

    /// Returns what awards under the limit bring together; whatever is still open, each has its
    /// own.
    pub(super) fn together(self, amounts: impl Iterator<Item = Amount>) -> Amount {
        match self {
            Self::Highest(_) => amounts.fold(Amount::ZERO, Amount::highest),
        }
    }

    /// Marks those of these awards that may be paid; whatever is still open, each has its own.
    ///
    /// An award that only a document's silence, ceiling or contest leaves open may be paid where
    /// its top is above the others' least. Of equal ones the first is paid.
    pub(super) fn mark_paid(self, amounts: &[Amount], paid: &mut [bool]) {
        match self {
            Self::Highest(_) => {
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
    }
}

impl Limit {
    /// Returns each member with its standing, given which of them are paid in some completion.
    pub(super) fn standings(&self, paid: &[bool]) -> impl Iterator<Item = (AwardIndex, Standing)> {
        let members = self.members.iter().copied().zip(paid.iter().copied());
        let mut winners = members.clone().filter(|(_, paid)| *paid);
        let (first, second) = (winners.next(), winners.next());
        let only = if second.is_none() { first.map(|(winner, _)| winner) } else { None };
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
        let together = |amounts: &[Amount]| HIGHEST.together(amounts.iter().copied());
        assert_eq!(together(&[yuan(2, 5), yuan(3, 4)]), yuan(3, 5));
        assert_eq!(together(&[yuan(0, 0)]), yuan(0, 0));
        assert_eq!(together(&[]), yuan(0, 0));
    }

    #[test]
    fn the_first_of_equal_awards_is_paid_and_an_open_one_may_be() {
        let paid = |amounts: &[Amount]| {
            let mut paid = vec![false; amounts.len()];
            HIGHEST.mark_paid(amounts, &mut paid);
            paid
        };
        assert_eq!(paid(&[yuan(5, 5), yuan(5, 5)]), [true, false]);
        assert_eq!(paid(&[yuan(5, 5), yuan(0, 5)]), [true, false]);
        assert_eq!(paid(&[yuan(0, 5), yuan(5, 5)]), [true, true]);
        assert_eq!(paid(&[yuan(5, 5), yuan(0, 6), yuan(1, 4)]), [true, true, false]);
        let mut before = [false, true];
        HIGHEST.mark_paid(&[yuan(5, 5), yuan(0, 0)], &mut before);
        assert_eq!(before, [true, true], "what was paid in an earlier completion stays so");
    }

    #[test]
    fn who_is_paid_in_some_completions_decides_where_an_award_stands() {
        let members: Vec<AwardIndex> = [4, 7, 9].map(AwardIndex).to_vec();
        let limit = Limit { rule: HIGHEST, members };
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
