//! How the total moves with one figure, as it is drawn: in percent of the width and points of the
//! height, with its words and its table.

use crate::wording;
use crate::wording::figures::{grouped, parts};
use huiqi_engine::report::{Curve, CurvePoint, MarkKind};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;

/// Where the ground line is.
pub const GROUND: u32 = 176;
/// Where the largest total is.
const TOP: u32 = 28;
/// Marks nearer than this to one before, in percent, are named in the table alone.
const NEAR: u32 = 24;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurveDrawing {
    /// The question for the figure.
    pub question: QuestionIndex,
    /// The heading.
    pub heading: String,
    /// All of it in words.
    pub spoken: String,
    /// The corners of what is certain, in a box of 100 by [`GROUND`].
    pub sure: String,
    /// The corners of what lies above the most, which covers the hatched field; none where both
    /// ends are the same.
    pub cover: Option<String>,
    /// The line of the most: each piece from left and height to left and height.
    pub most: Vec<[String; 4]>,
    /// The totals beside the heights.
    pub heights: Vec<(String, String)>,
    /// The figures below.
    pub figures: Vec<(String, String)>,
    /// Thresholds and caps.
    pub marks: Vec<CurveLabel>,
    /// The present answer, with the height of its ring.
    pub now: Option<(CurveLabel, String)>,
    /// What it says besides.
    pub notes: Vec<String>,
    /// The heads of the table.
    pub heads: [String; 3],
    /// Its rows: the figure with what it is, the least, the most.
    pub rows: Vec<CurveRow>,
}

/// A place on the axis with words, and the side on which they end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurveLabel {
    /// The place in percent of the width.
    pub left: String,
    /// The words; empty where there is no room.
    pub words: String,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurveRow {
    /// The figure, and whether it is a threshold, a cap, the present answer.
    pub figure: String,
    /// The least total there.
    pub least: String,
    /// The most.
    pub most: String,
    /// Whether it is the present answer.
    pub is_now: bool,
}

/// The scale of both axes.
struct Axes {
    unit: &'static Unit,
    from: Decimal,
    to: Decimal,
    /// The total at the top, in yuan.
    top: Decimal,
}

impl Axes {
    fn left(&self, figure: Decimal) -> Decimal {
        (figure - self.from) * Decimal::ONE_HUNDRED / (self.to - self.from)
    }

    fn height(&self, level: Level) -> Decimal {
        let ground = Decimal::from(GROUND);
        let room = Decimal::from(GROUND - TOP);
        match level {
            Level::Sum(sum) => ground - sum.decimal() * room / self.top,
            Level::Open => Decimal::from(TOP),
        }
    }

    fn corner(&self, point: &CurvePoint, level: Level) -> String {
        format!("{} {}", short(self.left(point.figure)), short(self.height(level)))
    }
}

fn short(number: Decimal) -> String {
    number.round_dp(2).normalize().to_string()
}

fn percent(number: Decimal) -> String {
    format!("{}%", short(number))
}

/// Returns the side on which words end, by their place in percent.
fn anchor(left: Decimal) -> &'static str {
    if left < Decimal::from(18) {
        "start"
    } else if left > Decimal::from(82) {
        "end"
    } else {
        "middle"
    }
}

/// Returns what is drawn of a curve, over figures up to the last of it or of another beside it.
#[must_use]
pub fn drawing(set: &PolicySet, curve: &Curve, beside: &[&Curve]) -> Option<CurveDrawing> {
    let unit = set.question(curve.question).kind.unit()?;
    let (first, last) = (curve.points.first()?, curve.points.last()?);
    let all = || beside.iter().copied().chain([curve]).flat_map(|curve| &curve.points);
    let top = all().filter_map(|point| highest(point.total)).max()?;
    let axes = Axes { unit, from: first.figure, to: last.figure, top: round_above(top) };
    let top = axes.top;
    let name = set.question(curve.question).short;
    let notes = notes(name, unit, curve);
    let rows = rows(unit, curve);
    let table: Vec<String> =
        rows.iter().map(|row| format!("{}：{}至{}", row.figure, row.least, row.most)).collect();
    Some(CurveDrawing {
        question: curve.question,
        heading: format!("合计怎么随{name}变（纵向是合计，{}）", unit_of_heights(top)),
        spoken: format!("合计随{name}变化。{}", table.join("；")),
        sure: sure(&axes, curve),
        cover: cover(&axes, curve),
        most: most(&axes, curve),
        heights: heights(&axes),
        figures: figures(&axes),
        marks: marks(&axes, curve),
        now: now(&axes, curve),
        notes,
        heads: [name.to_owned(), "合计至少".to_owned(), "合计最多".to_owned()],
        rows,
    })
}

fn highest(total: Amount) -> Option<Decimal> {
    total.most.max(total.least).sum().or(total.least.sum()).map(Yuan::decimal)
}

/// Returns a round sum at or above this one, of which the half is round too.
fn round_above(sum: Decimal) -> Decimal {
    let mut unit = Decimal::ONE;
    while unit * Decimal::TEN < sum {
        unit *= Decimal::TEN;
    }
    let round = [1, 2, 4, 6, 8, 10].map(|times| unit * Decimal::from(times));
    round.into_iter().find(|round| *round >= sum).unwrap_or(unit * Decimal::TEN)
}

fn sure(axes: &Axes, curve: &Curve) -> String {
    let mut corners = vec![format!("0 {GROUND}")];
    corners.extend(curve.points.iter().map(|point| axes.corner(point, point.total.least)));
    corners.push(format!("100 {GROUND}"));
    corners.join(" ")
}

/// Returns the corners of all above the most; a little wider than the box, so that no edge shows.
fn cover(axes: &Axes, curve: &Curve) -> Option<String> {
    let is_exact = curve.points.iter().all(|point| point.total.is_exact());
    let height = |point: Option<&CurvePoint>| {
        point.map_or(String::new(), |point| short(axes.height(point.total.most)))
    };
    let mut corners = vec!["-1 -2".to_owned(), "101 -2".to_owned()];
    corners.push(format!("101 {}", height(curve.points.last())));
    corners.extend(curve.points.iter().rev().map(|point| axes.corner(point, point.total.most)));
    corners.push(format!("-1 {}", height(curve.points.first())));
    (!is_exact).then(|| corners.join(" "))
}

fn most(axes: &Axes, curve: &Curve) -> Vec<[String; 4]> {
    let piece = |two: &[CurvePoint]| {
        let is_closed = two.iter().all(|point| point.total.most != Level::Open);
        let place = |point: &CurvePoint| {
            [percent(axes.left(point.figure)), short(axes.height(point.total.most))]
        };
        let ([left, height], [to_left, to_height]) = (place(&two[0]), place(&two[1]));
        is_closed.then_some([left, height, to_left, to_height])
    };
    curve.points.windows(2).filter_map(piece).collect()
}

fn heights(axes: &Axes) -> Vec<(String, String)> {
    let at = |part: u8| {
        let sum = axes.top * Decimal::from(part) / Decimal::TWO;
        let level = Yuan::from_decimal(sum).map_or(Level::ZERO, Level::Sum);
        let words = if part == 0 { "0".to_owned() } else { tick_sum(axes.top, sum) };
        (short(axes.height(level)), words)
    };
    [0, 1, 2].map(at).into()
}

fn unit_of_heights(top: Decimal) -> &'static str {
    if top < Decimal::from(10_000) { "元" } else { "万元" }
}

/// Returns a sum beside the axis, without its unit, which the heading of the axis has.
fn tick_sum(top: Decimal, sum: Decimal) -> String {
    if top < Decimal::from(10_000) { grouped(sum) } else { grouped(sum / Decimal::from(10_000)) }
}

fn figures(axes: &Axes) -> Vec<(String, String)> {
    let at = |part: u8| {
        let share = Decimal::from(part) / Decimal::TWO;
        let figure = axes.unit.at_or_below(axes.from + (axes.to - axes.from) * share);
        let words = match (axes.unit.notation, part) {
            (_, 0) if figure.is_zero() => "0".to_owned(),
            (Notation::Money, 1) => tick_sum(axes.to, figure),
            _ => figure_words(axes.unit, figure),
        };
        (percent(axes.left(figure)), words)
    };
    [0, 1, 2].map(at).into()
}

/// Returns a figure in words: "1,000 万元", "12.5%".
fn figure_words(unit: &Unit, figure: Decimal) -> String {
    match (unit.notation, Yuan::from_decimal(figure)) {
        (Notation::Money, Some(sum)) => {
            let (number, unit) = parts(sum);
            format!("{number} {unit}")
        }
        (Notation::Money, None) | (Notation::Percent | Notation::Number, _) => {
            wording::figures::figure(unit, figure)
        }
    }
}

fn marks(axes: &Axes, curve: &Curve) -> Vec<CurveLabel> {
    let mut named: Option<Decimal> = None;
    let label = |mark: &huiqi_engine::report::CurveMark| {
        let left = axes.left(mark.figure);
        let has_room = named.is_none_or(|before| left - before >= Decimal::from(NEAR));
        let figure = figure_words(axes.unit, mark.figure);
        let words = match mark.kind {
            MarkKind::Threshold => format!("{figure}起"),
            MarkKind::Cap => format!("{figure}封顶"),
        };
        if has_room {
            named = Some(left);
        }
        let words = if has_room { words } else { String::new() };
        CurveLabel { left: percent(left), words, anchor: anchor(left) }
    };
    curve.marks.iter().map(label).collect()
}

fn now(axes: &Axes, curve: &Curve) -> Option<(CurveLabel, String)> {
    let own = curve.own?;
    let point = curve.points.iter().find(|point| point.figure == own)?;
    let left = axes.left(own);
    let level = if point.total.most == Level::Open { point.total.least } else { point.total.most };
    let words = format!("现在 {}", wording::amount(point.total));
    let label = CurveLabel { left: percent(left), words, anchor: anchor(left) };
    Some((label, short(axes.height(level))))
}

fn rows(unit: &Unit, curve: &Curve) -> Vec<CurveRow> {
    let row = |(at, point): (usize, &CurvePoint)| {
        let mark = curve.marks.iter().find(|mark| mark.figure == point.figure);
        let is_below = curve.points.get(at + 1).is_some_and(|next| {
            next.figure - point.figure <= unit.step()
                && curve.marks.iter().any(|mark| mark.figure == next.figure)
        });
        let is_now = Some(point.figure) == curve.own;
        let words = figure_words(unit, point.figure);
        let mut figure = match curve.points.get(at + 1) {
            Some(next) if is_below && !is_now => {
                format!("不到 {}", figure_words(unit, next.figure))
            }
            Some(_) | None => words,
        };
        figure.push_str(match mark.map(|mark| mark.kind) {
            Some(MarkKind::Threshold) => "（门槛）",
            Some(MarkKind::Cap) => "（封顶）",
            None => "",
        });
        if is_now {
            figure.push_str("（现在）");
        }
        CurveRow {
            figure,
            least: wording::level(point.total.least),
            most: wording::level(point.total.most),
            is_now,
        }
    };
    curve.points.iter().enumerate().map(row).collect()
}

/// Returns how fast the total rises, and whether it ends.
fn notes(name: &str, unit: &Unit, curve: &Curve) -> Vec<String> {
    let mut notes = Vec::new();
    let Some(last) = curve.points.last() else { return notes };
    if unit.notation == Notation::Money {
        let own = curve.own.unwrap_or(last.figure);
        let rises = |two: &&[CurvePoint]| {
            two[1].figure - two[0].figure > unit.step() && two[0].total.most < two[1].total.most
        };
        let is_own = |two: &&[CurvePoint]| two[0].figure <= own && own <= two[1].figure;
        let pieces = || curve.points.windows(2).filter(rises);
        let piece = pieces().find(is_own).or_else(|| pieces().next_back());
        notes.extend(piece.and_then(|two| slope(name, two)));
    }
    let before = curve.points.iter().rev().nth(1);
    let rises_on = before.is_some_and(|before| {
        before.total.most < last.total.most && last.figure - before.figure > unit.step()
    });
    let is_capped = curve.marks.iter().any(|mark| mark.kind == MarkKind::Cap);
    if rises_on && !is_capped {
        notes.push("文件没有写封顶。".to_owned());
    }
    if curve.points.iter().any(|point| !point.total.is_exact()) {
        notes.push("实的是至少，斜线是有可能。".to_owned());
    }
    notes
}

/// Returns "展位费每多 1 万元，合计多 5,000 元", where that is exact.
fn slope(name: &str, two: &[CurvePoint]) -> Option<String> {
    let step = Decimal::from(10_000);
    let more = |from: Level, to: Level| {
        let (from, to) = (from.sum()?.decimal(), to.sum()?.decimal());
        let more = (to - from) * step / (two[1].figure - two[0].figure);
        // The ends are rounded to the fen.
        Yuan::from_decimal(more.round_dp(0))
            .filter(|sum| (sum.decimal() - more).abs() <= Decimal::from_parts(1, 0, 0, false, 2))
    };
    let least = more(two[0].total.least, two[1].total.least)?;
    let most = more(two[0].total.most, two[1].total.most)?;
    let words = if least == most {
        format!("合计多 {}", wording::full_yuan(most))
    } else {
        format!("合计最多多 {}", wording::full_yuan(most))
    };
    let of_step = Yuan::from_decimal(step).map_or(String::new(), wording::money);
    Some(format!("{name}每多 {of_step}，{words}。"))
}

#[cfg(test)]
mod tests {
    use super::{CurveDrawing, drawing};
    use huiqi_engine::report::{Curve, CurveMark, CurvePoint, MarkKind};
    use huiqi_policies::POLICIES;
    use huiqi_rules::amount::{Amount, Level};
    use huiqi_rules::money::Yuan;
    use rust_decimal::Decimal;

    /// A curve over investment: figure, least and most in yuan; an open top is none.
    fn drawn(
        own: Option<i64>,
        points: &[(i64, u64, Option<u64>)],
        marks: &[(i64, MarkKind)],
    ) -> CurveDrawing {
        let level = |yuan: u64| Level::Sum(Yuan::from_fen(yuan * 100));
        let curve = Curve {
            question: POLICIES.question_index("project_investment_yuan").expect("a question"),
            own: own.map(Decimal::from),
            points: points
                .iter()
                .map(|(figure, least, most)| CurvePoint {
                    figure: Decimal::from(*figure),
                    total: Amount { least: level(*least), most: most.map_or(Level::Open, level) },
                })
                .collect(),
            marks: marks
                .iter()
                .map(|(figure, kind)| CurveMark { figure: Decimal::from(*figure), kind: *kind })
                .collect(),
        };
        drawing(&POLICIES, &curve, &[]).expect("a figure")
    }

    #[test]
    fn a_line_rises_from_a_common_zero_with_the_present_answer_on_it() {
        let found = drawn(
            Some(86_500),
            &[
                (0, 100_000, Some(100_000)),
                (86_500, 143_250, Some(143_250)),
                (200_000, 200_000, Some(200_000)),
            ],
            &[],
        );
        // 20 万 is at the top of 148 points over the ground at 176.
        assert_eq!(found.sure, "0 176 0 102 43.25 70 100 28 100 176");
        assert_eq!(found.cover, None);
        let words: Vec<_> = found.heights.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["0", "10", "20"]);
        let words: Vec<_> = found.figures.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["0", "10", "20 万元"]);
        let (label, height) = found.now.expect("an answer");
        assert_eq!((label.left.as_str(), height.as_str()), ("43.25%", "70"));
        assert_eq!((label.words.as_str(), label.anchor), ("现在 143,250 元", "middle"));
        assert!(found.notes[0].ends_with("每多 1 万元，合计多 5,000 元。"), "{:?}", found.notes);
        assert_eq!(found.notes[1], "文件没有写封顶。");
        assert!(found.heading.contains("万元"));
    }

    #[test]
    fn thresholds_and_caps_are_named_and_the_table_says_all_of_it() {
        let found = drawn(
            Some(1_400_000),
            &[
                (0, 0, Some(0)),
                (1_400_000, 0, Some(0)),
                (1_499_999, 0, Some(0)),
                (1_500_000, 600_000, Some(600_000)),
                (12_500_000, 5_000_000, Some(5_000_000)),
                (15_000_000, 5_000_000, Some(5_000_000)),
            ],
            &[(1_500_000, MarkKind::Threshold), (12_500_000, MarkKind::Cap)],
        );
        let marks: Vec<_> =
            found.marks.iter().map(|mark| (mark.words.as_str(), mark.anchor)).collect();
        assert_eq!(marks, [("150 万元起", "start"), ("1,250 万元封顶", "end")]);
        let rows: Vec<_> = found.rows.iter().map(|row| row.figure.as_str()).collect();
        assert_eq!(
            rows,
            [
                "0 元",
                "140 万元（现在）",
                "1,499,999 元",
                "150 万元（门槛）",
                "1,250 万元（封顶）",
                "1,500 万元"
            ]
        );
        assert_eq!(found.rows.iter().filter(|row| row.is_now).count(), 1);
        assert!(!found.notes.iter().any(|note| note.contains("没有写封顶")), "{:?}", found.notes);
    }

    #[test]
    fn what_may_be_is_hatched_below_the_most_and_an_open_top_has_no_line() {
        let found = drawn(
            None,
            &[(0, 200_000, Some(500_000)), (10_000_000, 200_000, Some(2_500_000))],
            &[],
        );
        assert_eq!(found.most.len(), 1);
        assert!(found.cover.is_some_and(|corners| corners.starts_with("-1 -2 101 -2 101 ")));
        assert!(found.now.is_none());
        assert!(found.notes.iter().any(|note| note.contains("斜线是有可能")));
        assert!(found.notes[0].contains("合计最多多 2,000 元"), "{:?}", found.notes);
        let open = drawn(None, &[(0, 0, None), (100_000, 50_000, None)], &[]);
        assert!(open.most.is_empty());
        assert_eq!(open.rows[1].most, "还说不出");
    }
}
