//! What all companies of a table get, and how their amounts are spread.

use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_sitting::situation::Situation;
use huiqi_tables::Row;
use rust_decimal::Decimal;

/// Amounts are spread over these stretches, by where each begins, in yuan; the first begins above
/// nothing.
pub const STRETCHES: [u32; 5] = [0, 50_000, 100_000, 300_000, 1_000_000];

/// The totals of all companies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// How many rows hold a company.
    pub companies: u64,
    /// How many of them are sure of an amount.
    pub sure: u64,
    /// What they get at the least, in all.
    pub least: Yuan,
    /// What those can get at the most, in all, whose most is not open.
    pub most: Yuan,
    /// For how many the most is open.
    pub open: u64,
    /// How many get nothing at the most either, by documents that count.
    pub nothing: u64,
    /// How many say no region, or a day that could not be read, or are in a place whose rules are
    /// not here, and are not computed for that reason.
    pub without_region: u64,
    /// How many cells could not be read.
    pub faults: u64,
    /// In how many rows.
    pub faulty_rows: u64,
    /// How many get so much at the least, for each stretch.
    pub least_in: [u64; STRETCHES.len()],
    /// How many get so much at the most, for each stretch; those whose most is open are in none.
    pub most_in: [u64; STRETCHES.len()],
}

impl Default for Totals {
    fn default() -> Self {
        Self {
            companies: 0,
            sure: 0,
            least: Yuan::ZERO,
            most: Yuan::ZERO,
            open: 0,
            nothing: 0,
            without_region: 0,
            faults: 0,
            faulty_rows: 0,
            least_in: [0; STRETCHES.len()],
            most_in: [0; STRETCHES.len()],
        }
    }
}

impl Totals {
    /// Counts a company, of this row.
    pub(crate) fn count(&mut self, row: &Row, total: Amount, situation: Option<Situation>) {
        self.companies += 1;
        self.faults += row.faults.len() as u64;
        self.faulty_rows += u64::from(!row.faults.is_empty());
        self.without_region += u64::from(situation.is_none());
        if let Level::Sum(least) = total.least {
            self.least = self.least + least;
            self.sure += u64::from(!least.is_zero());
            count_in(&mut self.least_in, least);
        }
        match total.most {
            Level::Sum(most) => {
                self.most = self.most + most;
                self.nothing += u64::from(situation == Some(Situation::NotMet));
                count_in(&mut self.most_in, most);
            }
            Level::Open => self.open += 1,
        }
    }
}

fn count_in(stretches: &mut [u64; STRETCHES.len()], sum: Yuan) {
    let begins = |from: u32| sum.decimal() >= Decimal::from(from);
    if !sum.is_zero()
        && let Some(index) = STRETCHES.iter().rposition(|from| begins(*from))
    {
        stretches[index] += 1;
    }
}
