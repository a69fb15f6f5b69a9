//! The bars of a result: where each begins and ends, in percent of the width, exact to a hundredth.
//!
//! Linear from 0. Where one part dwarfs the rest, the axis runs linear over the rest and the large part is cut, which the page says in words.

use crate::amount::{Amount, Level};
use crate::money::Yuan;
use crate::report::{AwardReport, Outcome, Report};
use rust_decimal::Decimal;

/// How a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Solid: certain.
    Sure,
    /// Hatched: possible.
    May,
    /// Outlined: not counted.
    Out,
}

/// One award's bar.
#[derive(Debug)]
pub struct Bar<'a> {
    /// The award.
    pub report: &'a AwardReport,
    /// How it is drawn.
    pub look: Look,
    /// Its left end.
    pub from: String,
    /// Its width.
    pub width: String,
    /// Whether it is cut.
    pub cut: bool,
}

/// The whole chart.
#[derive(Debug)]
pub struct Chart<'a> {
    /// The bars, certain ones first.
    pub bars: Vec<Bar<'a>>,
    /// Where the least of the total stands.
    pub least: String,
    /// Where the most of the total stands; none while it is open.
    pub most: Option<String>,
    /// Whether a bar is cut.
    pub is_cut: bool,
}

/// So much of the width the linear part takes where a bar is cut.
const LINEAR: Decimal = Decimal::from_parts(80, 0, 0, false, 0);
/// The right edge of what is drawn.
const EDGE: Decimal = Decimal::from_parts(98, 0, 0, false, 0);

struct Scale {
    /// The sum that stands at `end`.
    limit: Decimal,
    /// The percentage at which it stands.
    end: Decimal,
}

impl Scale {
    fn place(&self, level: Level) -> Decimal {
        match level {
            Level::Sum(sum) if sum.decimal() <= self.limit => sum.decimal() * self.end / self.limit,
            Level::Sum(_) | Level::Open => EDGE,
        }
    }
}

fn shown(percent: Decimal) -> String {
    format!("{}%", percent.round_dp(2).normalize())
}

fn look(report: &AwardReport) -> Option<Look> {
    match report.outcome {
        Outcome::Certain => Some(Look::Sure),
        Outcome::Possible => Some(Look::May),
        Outcome::SetAside => Some(Look::Out),
        Outcome::NotMet | Outcome::NotInForce => None,
    }
}

/// The chart of a report; nothing where nothing is paid.
#[must_use]
pub fn chart(report: &Report) -> Option<Chart<'_>> {
    let counted: Vec<(&AwardReport, Look)> = [Look::Sure, Look::Out, Look::May]
        .into_iter()
        .flat_map(|wanted| report.awards.iter().filter_map(move |award| look(award).filter(|look| *look == wanted).map(|look| (award, look))))
        .collect();
    if counted.is_empty() {
        return None;
    }
    // Parts that exclude each other do not add up to the top; then each is drawn from its own beginning.
    let parts = counted.iter().filter(|(_, look)| *look != Look::Out);
    let adds_up = parts.clone().fold(Amount::ZERO, |sum, (award, _)| sum + award.amount).most == report.total.most;
    let scale = scale(report.total, &parts.map(|(award, _)| award.amount).collect::<Vec<_>>());
    let mut next = Level::ZERO;
    let mut bars = Vec::new();
    for (award, look) in counted {
        let from = match look {
            Look::Sure => next,
            Look::May if adds_up => next,
            Look::May => Level::ZERO,
            Look::Out => Level::ZERO,
        };
        let to = from + award.amount.most;
        if look == Look::Sure || (look == Look::May && adds_up) {
            next = to;
        }
        let (left, right) = (scale.place(from), scale.place(to));
        let cut = to == Level::Open || matches!(to, Level::Sum(sum) if sum.decimal() > scale.limit);
        bars.push(Bar { report: award, look, from: shown(left.min(EDGE - Decimal::ONE)), width: shown((right - left).max(Decimal::ONE)), cut });
    }
    let is_cut = bars.iter().any(|bar| bar.cut);
    let most = (report.total.most != Level::Open).then(|| shown(scale.place(report.total.most)));
    Some(Chart { bars, least: shown(scale.place(report.total.least)), most, is_cut })
}

fn scale(total: Amount, parts: &[Amount]) -> Scale {
    let sums: Vec<Yuan> = parts.iter().filter_map(|part| part.most.sum()).collect();
    let largest = sums.iter().copied().max().unwrap_or(Yuan::ZERO);
    let rest = sums.iter().copied().fold(Yuan::ZERO, |all, sum| all + sum).less(largest);
    let dwarfs = !rest.is_zero() && largest.decimal() > rest.decimal() * Decimal::from(4);
    let at_least_one = |sum: Decimal| sum.max(Decimal::ONE);
    match total.most {
        Level::Open => Scale { limit: at_least_one((largest + rest).decimal()), end: LINEAR },
        Level::Sum(_) if dwarfs => Scale { limit: at_least_one(rest.decimal() * Decimal::TWO), end: LINEAR },
        Level::Sum(_) => Scale { limit: at_least_one((largest + rest).decimal()), end: EDGE },
    }
}

/// The thin bar of the live line: where certain ends and, unless open, where most ends.
#[must_use]
pub fn live(total: Amount) -> (String, bool) {
    match (total.least, total.most) {
        (Level::Sum(least), Level::Sum(most)) if most.is_zero() => (shown(least.decimal()), true),
        (Level::Sum(least), Level::Sum(most)) => (shown(least.decimal() * Decimal::ONE_HUNDRED / most.decimal()), true),
        (Level::Sum(least), Level::Open) => (if least.is_zero() { "0%" } else { "30%" }.to_owned(), false),
        (Level::Open, _) => ("0%".to_owned(), false),
    }
}
