//! The awards that are paid to the companies of a list: which, to how many, how much.

use super::ledger::Ledger;
use huiqi_engine::report::Outcome;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::amount::Level;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{Award, Policy, PolicySet};
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use huiqi_tables::message::{AwardList, PaidAward};

/// The awards of a longer list are not looked at one by one.
pub const MOST_COMPANIES: usize = 20_000;

/// A list whose awards are being counted.
pub struct AwardScan {
    next: usize,
    counts: Vec<Count>,
    paid: Vec<Box<[u16]>>,
}

#[derive(Clone, Copy)]
struct Count {
    certain: u64,
    possible: u64,
    least: Yuan,
}

impl AwardScan {
    /// For companies of a rule set.
    #[must_use]
    pub fn new(set: &'static PolicySet) -> Self {
        let count = Count { certain: 0, possible: 0, least: Yuan::ZERO };
        Self { next: 0, counts: vec![count; awards(set).count()], paid: Vec::new() }
    }

    /// Looks at the next company; false at the end.
    pub fn step(&mut self, ledger: &Ledger) -> bool {
        let Some(company) = ledger.companies().get(self.next) else { return false };
        self.next += 1;
        let mut own = Vec::new();
        if company.situation.is_some_and(Situation::has_figure) {
            let row = ledger.row(company);
            let report = evaluate(ledger.set(), &row.answers, row.on, &ChosenReadings::default());
            for paid in &report.awards {
                let index = awards(ledger.set()).position(|(_, one)| std::ptr::eq(one, paid.award));
                let Some(index) = index else { continue };
                let count = &mut self.counts[index];
                match (paid.outcome, paid.amount.least) {
                    (Outcome::Certain, Level::Sum(least)) if !least.is_zero() => {
                        count.certain += 1;
                        count.least = count.least + least;
                    }
                    (Outcome::Possible, _) => count.possible += 1,
                    (
                        Outcome::Certain
                        | Outcome::NotMet
                        | Outcome::SetAside
                        | Outcome::NotInForce,
                        _,
                    ) => continue,
                }
                own.push(index as u16);
            }
        }
        self.paid.push(own.into_boxed_slice());
        true
    }

    /// Returns the awards that are paid or may be, and for each company which.
    #[must_use]
    pub fn finish(self, ledger: &Ledger) -> (AwardList, Vec<Box<[u16]>>) {
        let counted = self.counts.iter().zip(awards(ledger.set())).enumerate();
        let mut found: Vec<(usize, Count, (&Policy, &Award))> = counted
            .filter(|(_, (count, _))| count.certain > 0 || count.possible > 0)
            .map(|(index, (count, award))| (index, *count, award))
            .collect();
        found.sort_by_key(|(_, count, _)| std::cmp::Reverse((count.least, count.possible)));
        let sum = found.iter().fold(Yuan::ZERO, |sum, (_, count, _)| sum + count.least);
        let total = (sum == ledger.totals().least).then(|| wording::money(sum));
        let one = |(index, count, (policy, award)): (usize, Count, (&Policy, &Award))| PaidAward {
            award: index as u16,
            name: award.name.to_owned(),
            clause: format!("{}　{}", policy.short_title, award.clause),
            certain: count.certain,
            possible: count.possible,
            least: wording::money(count.least),
        };
        (AwardList { awards: found.into_iter().map(one).collect(), total }, self.paid)
    }
}

/// Returns every award of a rule set in its order, which is its index here.
pub fn awards(set: &'static PolicySet) -> impl Iterator<Item = (&'static Policy, &'static Award)> {
    set.policies.iter().flat_map(|policy| policy.awards.iter().map(move |award| (policy, award)))
}
