//! The bars of a result: where each begins and ends, in percent of the width, exact to a hundredth.
//!
//! Each bar begins at 0, and the axis is linear. Where one dwarfs the rest, the axis runs over the
//! rest and the large one is cut, which the page says in words.

use crate::wording::figures::{fen, grouped};
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

/// One award's bar, from the common zero.
#[derive(Debug)]
pub struct Bar<'a> {
    /// The award.
    pub report: &'a AwardReport,
    /// How it is drawn.
    pub look: Look,
    /// How far it is certain.
    pub sure: String,
    /// How far it may reach.
    pub most: String,
    /// Whether it is cut.
    pub cut: bool,
}

/// The whole chart.
#[derive(Debug)]
pub struct Chart<'a> {
    /// The bars, certain ones first.
    pub bars: Vec<Bar<'a>>,
    /// What is below them.
    pub axis: Axis,
    /// Whether a bar is cut.
    pub is_cut: bool,
}

/// What is below the bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The sums.
    pub ticks: Vec<Tick>,
    /// Their unit, which has no room beside a sum.
    pub unit: &'static str,
}

/// A sum below the bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its place in percent of the width.
    pub left: String,
    /// The sum, without its unit.
    pub words: String,
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

    fn is_cut(&self, level: Level) -> bool {
        level == Level::Open || matches!(level, Level::Sum(sum) if sum.decimal() > self.limit)
    }

    /// Returns round sums from zero up to the limit, at most five: there is room for as many on a
    /// phone.
    fn axis(&self) -> Axis {
        let mut unit = Decimal::ONE;
        while unit * Decimal::TEN < self.limit {
            unit *= Decimal::TEN;
        }
        let tenth = unit / Decimal::TEN;
        let steps = [tenth * Decimal::TWO, tenth * Decimal::from(5), unit, unit * Decimal::TWO];
        let fits = |step: &Decimal| *step * Decimal::from(4) >= self.limit;
        let step = steps.into_iter().find(fits).unwrap_or(unit * Decimal::from(5));
        let wan = Decimal::from(10_000);
        let is_large = self.limit >= wan;
        let mut ticks = Vec::new();
        let mut sum = Decimal::ZERO;
        while sum <= self.limit {
            ticks.push(Tick {
                left: shown(sum * self.end / self.limit),
                words: grouped(if is_large { sum / wan } else { sum }),
            });
            sum += step;
        }
        Axis { ticks, unit: if is_large { "万元" } else { "元" } }
    }

    /// Returns the scale on which all of these begin at zero. Where one top dwarfs the others, more
    /// than four times the next, it ends at twice the next and the large one is cut.
    fn over(all: &[Amount]) -> Self {
        let mut tops: Vec<Yuan> =
            all.iter().flat_map(|each| [each.least, each.most]).filter_map(Level::sum).collect();
        sort(&mut tops, |left, right| left < right);
        tops.dedup();
        let largest = tops.last().map_or(Decimal::ONE, |top| top.decimal()).max(Decimal::ONE);
        let next = tops.iter().rev().nth(1).map_or(Decimal::ZERO, |top| top.decimal());
        let dwarfs = !next.is_zero() && largest > next * Decimal::from(4);
        let open = all.iter().any(|each| each.most == Level::Open);
        let limit = if dwarfs { next * Decimal::TWO } else { largest };
        Self { limit, end: if dwarfs || open { LINEAR } else { EDGE } }
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
    let amounts: Vec<Amount> = counted.iter().map(|(award, _)| award.amount).collect();
    let scale = Scale::over(&amounts);
    let mut bars = Vec::new();
    for (report, look) in counted {
        bars.push(Bar {
            report,
            look,
            sure: shown(scale.position(report.amount.least)),
            most: shown(scale.position(report.amount.most).max(Decimal::ONE)),
            cut: scale.is_cut(report.amount.most),
        });
    }
    let is_cut = bars.iter().any(|bar| bar.cut);
    Some(Chart { bars, axis: scale.axis(), is_cut })
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
/// of its width.
#[must_use]
pub fn part_of(amount: Amount, all: &[Amount]) -> (String, String) {
    let scale = Scale::over(all);
    (shown(scale.position(amount.least)), shown(scale.position(amount.most)))
}

/// Returns what is below several amounts that share an axis.
#[must_use]
pub fn axis(all: &[Amount]) -> Axis {
    Scale::over(all).axis()
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
    fn every_bar_begins_at_zero_and_only_the_one_that_dwarfs_the_rest_is_cut() {
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
            (question("listings"), Answer::Options(crate::chosen::options("listings", &["bse"]))),
            choice("smart_factory_award", "applied"),
            choice("platform_contest_prize", "none"),
            (
                question("first_certified_tiers"),
                Answer::Options(crate::chosen::titles(&["national_giant"])),
            ),
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
        // 30 certain, 20 possible, 1000 possible: 60 on the linear 80%, the last one cut.
        let bars: Vec<_> = chart
            .bars
            .iter()
            .map(|bar| (bar.look, bar.sure.as_str(), bar.most.as_str(), bar.cut))
            .collect();
        assert_eq!(
            bars,
            [
                (Look::Sure, "40%", "40%", false),
                (Look::May, "0%", "26.67%", false),
                (Look::May, "0%", "98%", true)
            ]
        );
        let ticks: Vec<_> =
            chart.axis.ticks.iter().map(|tick| (tick.left.as_str(), tick.words.as_str())).collect();
        assert_eq!(ticks, [("0%", "0"), ("26.67%", "20"), ("53.33%", "40"), ("80%", "60")]);
        assert_eq!(chart.axis.unit, "万元");
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
