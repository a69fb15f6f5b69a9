//! How far amounts move, and how many companies' do.

use huiqi_rules::amount::{Amount, Change, Level};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::ops::{AddAssign, Neg, Sub};

/// How far both ends of an amount move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// By so many yuan at the least.
    pub least: Decimal,
    /// By so many yuan at the most, where the most is a sum in both editions.
    pub most: Decimal,
    /// How many open tops there are more, or fewer where it is negative.
    pub opened: i64,
    /// How many tops are open in both editions: whether they move is not known.
    pub both_open: i64,
}

impl Shift {
    pub(crate) fn between(before: Amount, after: Amount) -> Self {
        let by = |change: Change| match change {
            Change::By(yuan) => (yuan, 0),
            Change::Opened => (Decimal::ZERO, 1),
            Change::Closed => (Decimal::ZERO, -1),
        };
        let (least, _) = by(Change::between(before.least, after.least));
        let (most, opened) = by(Change::between(before.most, after.most));
        let both_open = i64::from([before.most, after.most] == [Level::Open; 2]);
        Self { least, most, opened, both_open }
    }

    /// Whether nothing moves.
    #[must_use]
    pub fn is_none(&self) -> bool {
        Self { both_open: 0, ..*self } == Self::default()
    }

    fn ends(&self) -> [Ordering; 2] {
        let most = self.opened.cmp(&0).then(self.most.cmp(&Decimal::ZERO));
        [self.least.cmp(&Decimal::ZERO), most]
    }
}

impl AddAssign for Shift {
    fn add_assign(&mut self, other: Self) {
        self.least += other.least;
        self.most += other.most;
        self.opened += other.opened;
        self.both_open += other.both_open;
    }
}

impl Neg for Shift {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            least: -self.least,
            most: -self.most,
            opened: -self.opened,
            both_open: -self.both_open,
        }
    }
}

impl Sub for Shift {
    type Output = Self;

    fn sub(mut self, other: Self) -> Self {
        self += -other;
        self
    }
}

/// How many companies move, and by how much in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many companies' totals move.
    pub companies: usize,
    /// Those of them of which no end falls.
    pub more: usize,
    /// Those of them of which no end rises.
    pub less: usize,
    /// By how much in all.
    pub shift: Shift,
    /// The first few of them, by their index in the list.
    pub examples: Vec<usize>,
}

/// So many examples are kept.
pub(crate) const MOST_EXAMPLES: usize = 3;

impl Sum {
    pub(crate) fn add(&mut self, company: usize, shift: Shift) {
        if shift.is_none() {
            return;
        }
        let ends = shift.ends();
        self.companies += 1;
        self.more += usize::from(ends.iter().all(|end| end.is_ge()));
        self.less += usize::from(ends.iter().all(|end| end.is_le()));
        self.shift += shift;
        if self.examples.len() < MOST_EXAMPLES {
            self.examples.push(company);
        }
    }
}
