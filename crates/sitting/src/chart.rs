//! The bars of a result: where each begins and ends, in percent of the width, exact to a hundredth.
//!
//! Linear from 0. Where one part dwarfs the rest, the axis runs linear over the rest and the large
//! part is cut, which the page says in words.

use crate::wording::figures::fen;
use huiqi_engine::report::{AwardReport, Outcome, Report};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::order::sort;
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
    /// The position of the least total.
    pub least: String,
    /// The position of the greatest total; none while it is open.
    pub most: Option<String>,
    /// Whether a bar is cut.
    pub is_cut: bool,
}

/// So much of the width the linear part takes where a bar is cut.
const LINEAR: Decimal = Decimal::from_parts(80, 0, 0, false, 0);
/// The right edge of what is drawn.
const EDGE: Decimal = Decimal::from_parts(98, 0, 0, false, 0);

struct Scale {
    /// The sum at `end`.
    limit: Decimal,
    /// Its position in percent.
    end: Decimal,
}

impl Scale {
    fn position(&self, level: Level) -> Decimal {
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

/// Returns the chart of a report; nothing where nothing is paid.
#[must_use]
pub fn chart(report: &Report) -> Option<Chart<'_>> {
    let mut counted: Vec<(&AwardReport, Look)> = Vec::new();
    for wanted in [Look::Sure, Look::Out, Look::May] {
        let mut awards: Vec<&AwardReport> =
            report.awards.iter().filter(|award| look(award) == Some(wanted)).collect();
        // The largest possible part comes last, so that only the end of the chart is ever cut.
        if wanted == Look::May {
            sort(&mut awards, |left, right| left.amount.most < right.amount.most);
        }
        counted.extend(awards.into_iter().map(|award| (award, wanted)));
    }
    if counted.is_empty() {
        return None;
    }
    // Parts that exclude each other do not add up to the top; then each is drawn from its own
    // beginning.
    let parts = counted.iter().filter(|(_, look)| *look != Look::Out);
    let adds_up = parts.clone().fold(Amount::ZERO, |sum, (award, _)| sum + award.amount).most
        == report.outline.total.most;
    let scale =
        scale(report.outline.total, &parts.map(|(award, _)| award.amount).collect::<Vec<_>>());
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
        let (left, right) = (scale.position(from), scale.position(to));
        let cut = to == Level::Open || matches!(to, Level::Sum(sum) if sum.decimal() > scale.limit);
        bars.push(Bar {
            report: award,
            look,
            from: shown(left.min(EDGE - Decimal::ONE)),
            width: shown((right - left).max(Decimal::ONE)),
            cut,
        });
    }
    let is_cut = bars.iter().any(|bar| bar.cut);
    let most = (report.outline.total.most != Level::Open)
        .then(|| shown(scale.position(report.outline.total.most)));
    Some(Chart { bars, least: shown(scale.position(report.outline.total.least)), most, is_cut })
}

fn scale(total: Amount, parts: &[Amount]) -> Scale {
    let sums: Vec<Yuan> = parts.iter().filter_map(|part| part.most.sum()).collect();
    let largest = sums.iter().copied().max().unwrap_or(Yuan::ZERO);
    let rest = sums.iter().copied().fold(Yuan::ZERO, |all, sum| all + sum).less(largest);
    let dwarfs = !rest.is_zero() && largest.decimal() > rest.decimal() * Decimal::from(4);
    let at_least_one = |sum: Decimal| sum.max(Decimal::ONE);
    match total.most {
        Level::Open => Scale { limit: at_least_one((largest + rest).decimal()), end: LINEAR },
        Level::Sum(_) if dwarfs => {
            Scale { limit: at_least_one(rest.decimal() * Decimal::TWO), end: LINEAR }
        }
        Level::Sum(_) => Scale { limit: at_least_one((largest + rest).decimal()), end: EDGE },
    }
}

/// Returns the thin bar of the live line: where certain ends and, unless open, where most ends.
#[must_use]
pub fn live(total: Amount) -> (String, bool) {
    match (total.least, total.most) {
        (Level::Sum(least), Level::Sum(most)) if most.is_zero() => (shown(least.decimal()), true),
        (Level::Sum(least), Level::Sum(most)) => {
            // In whole numbers: a division of decimals is the largest function that the page would
            // have.
            let (least, most) = (fen(least), fen(most).max(1));
            let hundredths = (least.saturating_mul(10_000).saturating_add(most / 2)) / most;
            let hundredths = hundredths.min(10_000) as u32;
            (shown(Decimal::from_parts(hundredths, 0, 0, false, 2)), true)
        }
        (Level::Sum(least), Level::Open) => {
            (if least.is_zero() { "0%" } else { "30%" }.to_owned(), false)
        }
        (Level::Open, _) => ("0%".to_owned(), false),
    }
}

/// Returns the certain part and the top of one amount among several that share an axis, in percent
/// of its width. Where one top dwarfs the others, more than four times the next, the axis ends at
/// twice the next and the large one runs to the edge.
#[must_use]
pub fn part_of(amount: Amount, all: &[Amount]) -> (String, String) {
    let mut tops: Vec<Yuan> =
        all.iter().flat_map(|each| [each.least, each.most]).filter_map(Level::sum).collect();
    sort(&mut tops, |left, right| left < right);
    tops.dedup();
    let largest = tops.last().map_or(Decimal::ONE, |top| top.decimal()).max(Decimal::ONE);
    let next = tops.iter().rev().nth(1).map_or(Decimal::ZERO, |top| top.decimal());
    let dwarfs = !next.is_zero() && largest > next * Decimal::from(4);
    let open = all.iter().any(|each| each.most == Level::Open);
    let limit = if dwarfs { next * Decimal::TWO } else { largest };
    let scale = Scale { limit, end: if dwarfs || open { LINEAR } else { EDGE } };
    (shown(scale.position(amount.least)), shown(scale.position(amount.most)))
}

#[cfg(test)]
mod tests {
    use super::{Look, chart, live, part_of};
    use huiqi_engine::{ChosenReadings, evaluate};
    use huiqi_policies::POLICIES;
    use huiqi_rules::amount::{Amount, Level};
    use huiqi_rules::answers::{Answer, Answers};
    use huiqi_rules::day::read_date;
    use huiqi_rules::money::Yuan;

    #[test]
    fn each_possible_bar_begins_where_the_one_before_ends_and_the_largest_is_cut_last() {
        let question = |id: &str| POLICIES.question_index(id).expect("a question");
        let choice = |id: &str, option: &str| {
            (
                question(id),
                Answer::Option(POLICIES.question(question(id)).option(option).expect("an option")),
            )
        };
        let given = [
            choice("region", "zaozhuang"),
            choice("certification_tier", "national_giant"),
            (question("listings"), Answer::Options(0b1000)),
            choice("smart_factory_award", "applied"),
            choice("platform_contest_prize", "none"),
            (question("first_certified_tiers"), Answer::Options(0b1000)),
            (question("claimed_elsewhere"), Answer::Options(0)),
            (question("government_show_booth_fee_yuan"), Answer::Figure(0.into())),
        ];
        let answers = Answers::build(&POLICIES, given).expect("no contradiction");
        let report = evaluate(
            &POLICIES,
            &answers,
            read_date("2026-11-21").expect("a day"),
            &ChosenReadings::default(),
        );
        let chart = chart(&report).expect("something is paid");
        // 30 certain, 20 possible, 1000 possible: 50 on the linear 80%, 100 at its end.
        let bars: Vec<_> = chart
            .bars
            .iter()
            .map(|bar| (bar.look, bar.from.as_str(), bar.width.as_str(), bar.cut))
            .collect();
        assert_eq!(
            bars,
            [
                (Look::Sure, "0%", "24%", false),
                (Look::May, "24%", "16%", false),
                (Look::May, "40%", "58%", true)
            ]
        );
        assert_eq!((chart.least.as_str(), chart.most.as_deref()), ("24%", Some("98%")));
    }

    #[test]
    fn amounts_side_by_side_share_one_axis_and_only_the_one_that_dwarfs_the_rest_is_cut() {
        let wan = |least: u64, most: u64| Amount {
            least: Level::Sum(Yuan::from_fen(least)),
            most: Level::Sum(Yuan::from_fen(most)),
        };
        let three = [wan(34, 1084), wan(134, 184), wan(58, 1088)];
        // 1084 and 1088 are near each other: linear to 1088 at 98%.
        assert_eq!(part_of(three[1], &three), ("12.07%".to_owned(), "16.57%".to_owned()));
        // 1000 dwarfs 40: linear to 80 at 80%, the large one to the edge.
        let two = [wan(20, 40), wan(40, 1000)];
        assert_eq!(part_of(two[0], &two), ("20%".to_owned(), "40%".to_owned()));
        assert_eq!(part_of(two[1], &two), ("40%".to_owned(), "98%".to_owned()));
        let open = Amount { least: Level::ZERO, most: Level::Open };
        assert_eq!(part_of(open, &[open, wan(5, 10)]), ("0%".to_owned(), "98%".to_owned()));
        assert_eq!(part_of(Amount::ZERO, &[Amount::ZERO]), ("0%".to_owned(), "0%".to_owned()));
    }

    #[test]
    fn the_live_bar_has_no_end_while_the_top_is_open() {
        let quarter = Amount {
            least: Level::Sum(Yuan::from_fen(100)),
            most: Level::Sum(Yuan::from_fen(400)),
        };
        assert_eq!(live(quarter), ("25%".to_owned(), true));
        let of = |least, most| Amount {
            least: Level::Sum(Yuan::from_fen(least)),
            most: Level::Sum(Yuan::from_fen(most)),
        };
        assert_eq!(live(of(100, 300)), ("33.33%".to_owned(), true));
        assert_eq!(live(of(200, 300)), ("66.67%".to_owned(), true));
        assert_eq!(live(of(300, 300)), ("100%".to_owned(), true));
        assert_eq!(
            live(Amount { least: Level::ZERO, most: Level::Open }),
            ("0%".to_owned(), false)
        );
        assert_eq!(live(Amount::ZERO), ("0%".to_owned(), true));
    }
}
