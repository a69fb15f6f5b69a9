//! How the total moves with one figure, all other answers as they are: the points between which it
//! is a straight line, and where it jumps or stops to rise. The points come from the thresholds and
//! caps of the rules; what lies between them is tried, and halved where it is no straight line.

use super::chosen::ChosenReadings;
use super::completion::Completion;
use super::scope::Scope;
use crate::report::{Curve, CurveMark, CurvePoint, MarkKind};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::order::sort;
use huiqi_rules::policy::{AmountRule, Cap, PolicySet, Terms};
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::Decimal;
use time::Date;

/// So many totals are computed at the most; a curve that needs more is not drawn.
const MOST_TRIED: usize = 600;
/// So many parts of a stretch are compared with the straight line.
const PARTS: u8 = 4;
/// A total is rounded to the fen, so a straight line is met within that.
const FEN: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Returns how the total moves with a figure, up to `reach` at the least; none where it stays the
/// same, or is no straight line between few points.
#[must_use]
pub fn curve(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
    question: QuestionIndex,
    reach: Decimal,
) -> Option<Curve> {
    let Kind::Figure(unit) = set.question(question).kind else { return None };
    let scope = Scope::of(set, answers, on, readings)?;
    let mut plot = Plot { scope: &scope, answers, question, unit, tried: Vec::new() };
    let own = match answers.get(question) {
        Some(Answer::Figure(own)) => Some(*own),
        Some(Answer::Option(_) | Answer::Options(_) | Answer::YesNo(_)) | None => None,
    };
    let thresholds = scope.thresholds(question);
    let caps = plot.caps();
    let (start, end) = range(unit, own, reach, thresholds.iter().chain(&caps).copied());
    let mut figures = vec![start, end];
    figures.extend(thresholds.iter().flat_map(|threshold| [*threshold - unit.step(), *threshold]));
    figures.extend(caps.into_iter().chain(own));
    figures.retain(|figure| (start..=end).contains(figure));
    sort(&mut figures, |left, right| left < right);
    figures.dedup();
    let mut all = vec![figures[0]];
    for stretch in figures.windows(2) {
        plot.refine(stretch[0], stretch[1], &mut all)?;
        all.push(stretch[1]);
    }
    let mut points = Vec::new();
    for figure in all {
        points.push(CurvePoint { figure, total: plot.total(figure)? });
    }
    if points.iter().all(|point| point.total == points[0].total) {
        return None;
    }
    let marks = plot.marks(&points);
    let stays = |point: &CurvePoint| {
        Some(point.figure) == own || marks.iter().any(|mark| mark.figure == point.figure)
    };
    let points = without_straight(points, stays);
    Some(Curve { question, own, points, marks })
}

/// Returns the first and the last figure that are drawn: past everything that the rules name, and
/// past the company's own.
fn range(
    unit: &Unit,
    own: Option<Decimal>,
    reach: Decimal,
    named: impl Iterator<Item = Decimal>,
) -> (Decimal, Decimal) {
    let usual = match unit.notation {
        Notation::Money => 100_000,
        Notation::Percent => 20,
        Notation::Number => 10,
    };
    let (mut first, mut last) = (Decimal::ZERO, Decimal::ZERO);
    for figure in named.chain(own) {
        first = first.min(figure);
        last = last.max(figure);
    }
    let last = if last.is_zero() { Decimal::from(usual) } else { round_above(last) };
    let last = last.max(reach);
    let (lowest, highest) = (unit.lowest(), unit.highest());
    (
        lowest.map_or(first, |lowest| lowest.max(first)),
        highest.map_or(last, |highest| highest.min(last)),
    )
}

/// Returns a round figure that is a fifth more than this one, or somewhat above that.
fn round_above(figure: Decimal) -> Decimal {
    let wanted = figure * Decimal::from_parts(12, 0, 0, false, 1);
    let mut unit = Decimal::ONE;
    while unit * Decimal::TEN < wanted {
        unit *= Decimal::TEN;
    }
    let round = [1, 2, 3, 4, 6, 8, 10].map(|times| unit * Decimal::from(times));
    round.into_iter().find(|round| *round >= wanted).unwrap_or(unit * Decimal::TEN)
}

/// One figure tried under a scope.
struct Plot<'a> {
    scope: &'a Scope,
    answers: &'a Answers,
    question: QuestionIndex,
    unit: &'static Unit,
    tried: Vec<(Decimal, Amount)>,
}

impl Plot<'_> {
    /// Returns the total at a figure; none once too many were tried.
    fn total(&mut self, figure: Decimal) -> Option<Amount> {
        if let Some((_, known)) = self.tried.iter().find(|(tried, _)| *tried == figure) {
            return Some(*known);
        }
        if self.tried.len() == MOST_TRIED {
            return None;
        }
        let answers = self.answers.replaced(self.question, Answer::Figure(figure));
        let total = self.scope.find(&answers, |search| search.sum(&self.scope.everything));
        self.tried.push((figure, total));
        Some(total)
    }

    /// Returns the figures at which a cap begins to bind, and where parts of computed amounts
    /// overtake each other.
    fn caps(&self) -> Vec<Decimal> {
        let mut found = Vec::new();
        for award in self.scope.awards.iter().filter(|award| award.rule.counts) {
            found.extend(self.cap(award.rule.terms));
            if let AmountRule::Computed(computed) = &award.rule.terms.amount {
                let open = self.answers.without(self.question);
                let mut completion = Completion::of(self.scope.set, self.scope.region, &open);
                let mut search = self.scope.search(&mut completion);
                let variable = self.scope.set.question(self.question).first_variable;
                found.extend((computed.kinks)(&mut search, award.rule.terms, variable));
            }
        }
        found
    }

    /// Returns the figure at which the cap of a share begins to bind.
    fn cap(&self, terms: &Terms) -> Option<Decimal> {
        let AmountRule::Share { rate, of, cap: Some(cap), .. } = &terms.amount else { return None };
        let own = |question: QuestionIndex| match self.answers.get(question) {
            Some(Answer::Figure(figure)) => Some(*figure),
            Some(Answer::Option(_) | Answer::Options(_) | Answer::YesNo(_)) | None => None,
        };
        let part = rate.percent();
        match cap {
            // The cap is the figure: it binds below the share.
            Cap::Question(by) if *by == self.question => {
                Some(self.at_or_above(own(*of)? * part / Decimal::ONE_HUNDRED))
            }
            Cap::Sum(_) | Cap::Question(_) if *of != self.question => None,
            Cap::Sum(sum) => self.reached(sum.decimal(), part),
            Cap::Question(by) => self.reached(own(*by)?, part),
        }
    }

    fn reached(&self, cap: Decimal, percent: Decimal) -> Option<Decimal> {
        (cap * Decimal::ONE_HUNDRED).checked_div(percent).map(|figure| self.at_or_above(figure))
    }

    fn at_or_above(&self, figure: Decimal) -> Decimal {
        let below = self.unit.at_or_below(figure);
        if below < figure { below + self.unit.step() } else { below }
    }

    /// Adds the figures inside a stretch at which the straight line ends.
    fn refine(&mut self, from: Decimal, to: Decimal, found: &mut Vec<Decimal>) -> Option<()> {
        if self.is_straight(from, to)? {
            return Some(());
        }
        if let Some(bend) = self.bend(from, to)? {
            found.push(bend);
            return Some(());
        }
        let middle = self.unit.at_or_below((from + to) / Decimal::TWO);
        if middle > from && middle < to {
            self.refine(from, middle, found)?;
            found.push(middle);
            self.refine(middle, to, found)?;
        }
        Some(())
    }

    /// Whether the total is a straight line between two figures, as far as it is tried.
    fn is_straight(&mut self, from: Decimal, to: Decimal) -> Option<bool> {
        if to - from <= self.unit.step() {
            return Some(true);
        }
        let (first, last) = (self.total(from)?, self.total(to)?);
        for part in 1..PARTS {
            let part = (to - from) * Decimal::from(part) / Decimal::from(PARTS);
            let figure = self.unit.at_or_below(from + part);
            if figure > from && figure < to {
                let between = self.total(figure)?;
                let share = (figure - from, to - from);
                if !(is_on(first.least, between.least, last.least, share)
                    && is_on(first.most, between.most, last.most, share))
                {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    /// Returns the one figure of a stretch before and after which the total is a straight line.
    fn bend(&mut self, from: Decimal, to: Decimal) -> Option<Option<Decimal>> {
        let part = self.unit.at_or_below((to - from) / Decimal::from(8));
        if part < self.unit.step() {
            return Some(None);
        }
        let totals = [from, from + part, to - part, to].map(|figure| self.total(figure));
        let [Some(first), Some(second), Some(third), Some(last)] = totals else { return None };
        let ends: [fn(&Amount) -> Level; 2] = [|total| total.least, |total| total.most];
        for end in ends {
            let sums = [first, second, third, last].map(|total| end(&total).sum());
            let [Some(first), Some(second), Some(third), Some(last)] = sums else { continue };
            let (rise, fall) =
                (second.decimal() - first.decimal(), last.decimal() - third.decimal());
            // first + rise · t = last - fall · (whole - t), with t in parts.
            let whole = (to - from) / part;
            let crossing = (last.decimal() - first.decimal() - fall * whole)
                .checked_div(rise - fall)
                .map(|parts| from + parts * part);
            let Some(crossing) = crossing.filter(|figure| *figure > from && *figure < to) else {
                continue;
            };
            // Rules name round figures; a total rounded to the fen shows them nearly.
            for round in [10_000, 100, 1] {
                let round = Decimal::from(round);
                let near = (crossing / round).round() * round;
                for figure in [near, self.unit.at_or_below(crossing)] {
                    if figure > from
                        && figure < to
                        && self.is_straight(from, figure)?
                        && self.is_straight(figure, to)?
                    {
                        return Some(Some(figure));
                    }
                }
            }
        }
        Some(None)
    }

    /// Returns where the total jumps, and where it stops to rise.
    fn marks(&self, points: &[CurvePoint]) -> Vec<CurveMark> {
        let mut marks = Vec::new();
        for at in 1..points.len() {
            let (before, now) = (&points[at - 1], &points[at]);
            let is_step = now.figure - before.figure <= self.unit.step();
            if is_step && jumps(before.total, now.total) {
                marks.push(CurveMark { figure: now.figure, kind: MarkKind::Threshold });
            } else if let Some(after) = points.get(at + 1)
                && stops(before, now, after)
            {
                marks.push(CurveMark { figure: now.figure, kind: MarkKind::Cap });
            }
        }
        marks
    }
}

/// Whether a level between two others is on their straight line, at this share of the way.
fn is_on(first: Level, between: Level, last: Level, share: (Decimal, Decimal)) -> bool {
    match (first, between, last) {
        (Level::Open, Level::Open, Level::Open) => true,
        (Level::Sum(first), Level::Sum(between), Level::Sum(last)) => {
            let (first, last) = (first.decimal(), last.decimal());
            let line = first + (last - first) * share.0 / share.1;
            (between.decimal() - line).abs() <= FEN
        }
        (Level::Sum(_) | Level::Open, _, _) => false,
    }
}

/// Whether the total moves by more than a yuan from one figure to the next.
fn jumps(before: Amount, now: Amount) -> bool {
    let moves = |before: Level, now: Level| match (before, now) {
        (Level::Sum(before), Level::Sum(now)) => {
            (now.decimal() - before.decimal()).abs() > Decimal::ONE
        }
        (Level::Open, Level::Open) => false,
        (Level::Sum(_), Level::Open) | (Level::Open, Level::Sum(_)) => true,
    };
    moves(before.least, now.least) || moves(before.most, now.most)
}

/// Whether an end of the total rises up to a figure, and not after it.
fn stops(before: &CurvePoint, now: &CurvePoint, after: &CurvePoint) -> bool {
    let stops = |before: Level, now: Level, after: Level| before < now && now == after;
    stops(before.total.least, now.total.least, after.total.least)
        || stops(before.total.most, now.total.most, after.total.most)
}

/// Leaves out the points on the straight line of those beside them, but for these.
fn without_straight(
    points: Vec<CurvePoint>,
    stays: impl Fn(&CurvePoint) -> bool,
) -> Vec<CurvePoint> {
    let mut kept: Vec<CurvePoint> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let is_between = match (kept.last(), points.get(at + 1)) {
            (Some(before), Some(after)) => {
                let share = (point.figure - before.figure, after.figure - before.figure);
                let on = |end: fn(&Amount) -> Level| {
                    is_on(end(&before.total), end(&point.total), end(&after.total), share)
                };
                on(|total| total.least) && on(|total| total.most)
            }
            (None, _) | (_, None) => false,
        };
        if !is_between || stays(point) {
            kept.push(*point);
        }
    }
    kept
}
