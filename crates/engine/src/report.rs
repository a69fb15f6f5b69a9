//! The result as data: bounds, outcomes, reasons, steps. Words are put to it in `wording`; nothing
//! here computes.

use super::calculation::Calculation;
use super::index::AwardIndex;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answer;
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Formula, Gap, Worth};
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::money::Rate;
use huiqi_rules::moves::Move;
use huiqi_rules::policy::{Award, AwardDays, DocumentState, HighestOnly, Policy, Reading, Support};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::truth::Truth;
use rust_decimal::Decimal;
use time::Date;

/// The part of a report that the questions are drawn from: the total, and what is still open.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The day of the claim.
    pub on: Date,
    /// The bounds of the total.
    pub total: Amount,
    /// The unanswered questions that can still change an award, in the authors' order.
    pub asks: Vec<Ask>,
    /// The region's documents and their state on the day.
    pub documents: Vec<DocumentReport>,
}

/// What a company can expect, for its answers so far, on a day, under the chosen readings.
#[derive(Debug)]
pub struct Report {
    /// The total, the questions and the documents.
    pub outline: Outline,
    /// Every award of the region's documents, in document order.
    pub awards: Vec<AwardReport>,
    /// The highest-only groups.
    pub groups: Vec<GroupReport>,
    /// The limits over several awards together, each before those that it is under.
    pub limits: Vec<LimitReport>,
    /// The supports without an amount that are open to the company, or may be.
    pub supports: Vec<SupportReport>,
    /// The disputed readings that make a difference here.
    pub readings: Vec<ReadingReport>,
    /// What its reasons and steps follow from; none where the region is not answered.
    pub(super) calculation: Option<Calculation>,
}

impl Report {
    /// Returns the limits that take something from these awards, or may take it. Of those of which
    /// the highest is paid, that is so where more than one can pay.
    pub fn limits_that_take(&self) -> impl Iterator<Item = &LimitReport> {
        let can_pay = |id: &str| {
            self.awards.iter().any(|award| award.award.id == id && !award.amount.is_zero())
        };
        self.limits.iter().filter(move |limit| match limit.limit.rule {
            LimitRule::AtMost(..) => !limit.cut.is_zero(),
            LimitRule::Highest => limit.awards.iter().filter(|award| can_pay(award.id)).count() > 1,
        })
    }
}

/// An unanswered question and what depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// The question.
    pub question: QuestionIndex,
    /// How many awards it can change.
    pub awards: usize,
    /// The most that those awards can bring together.
    pub most: Level,
}

/// One award's part of the result. [`Report::reasons`] says why, [`Report::steps`] how the amount
/// came about.
#[derive(Debug)]
pub struct AwardReport {
    /// The document.
    pub policy: &'static Policy,
    /// The award.
    pub award: &'static Award,
    /// The days on which it counts under the chosen readings.
    pub days: AwardDays,
    /// Its bounds, after matters claimed elsewhere, before highest-only groups.
    pub amount: Amount,
    /// What became of it.
    pub outcome: Outcome,
    /// Why its ends differ, or why it may still be set aside.
    pub open_because: OpenBecause,
    /// What its document leaves open of a computed amount.
    pub gap: Gap,
    /// The one award in whose favour it is set aside.
    pub set_aside_for: Option<&'static Award>,
    /// The unanswered questions that can still change it.
    pub missing: Vec<QuestionIndex>,
    /// Where it is not in force: what it would have paid on its nearest day, from the same answers.
    pub would_have_paid: Option<(Date, Amount)>,
    /// Its index among the awards of the report.
    pub(super) index: AwardIndex,
}

/// What became of an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its least is its most and nothing can set it aside.
    Certain,
    /// Something is still open.
    Possible,
    /// It pays nothing.
    NotMet,
    /// Another award of its group is always paid instead.
    SetAside,
    /// It is not in force on the day.
    NotInForce,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] =
        [Self::Certain, Self::Possible, Self::NotMet, Self::SetAside, Self::NotInForce];

    /// Returns its name in the JavaScript interface and in receipts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Possible => "possible",
            Self::NotMet => "not_met",
            Self::SetAside => "set_aside",
            Self::NotInForce => "not_in_force",
        }
    }
}

/// Why an award is an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenBecause {
    /// A question is open.
    pub answer: bool,
    /// The document names only a ceiling.
    pub ceiling: bool,
    /// A contest is undecided.
    pub competition: bool,
    /// The document is silent.
    pub document_silent: bool,
    /// How a sum is spread over items with a cap each is not asked.
    pub spread: bool,
}

/// One condition and whether it holds.
#[derive(Debug)]
pub struct Reason {
    /// What is asked.
    pub what: ReasonKind,
    /// Whether it holds.
    pub truth: Truth,
    /// The company's own answer, for a condition on one question.
    pub answer: Option<Answer>,
    /// How many reasons it is a part of, as the document nests them.
    pub depth: usize,
}

impl Reason {
    /// Returns the outermost of these reasons, each with those that it consists of.
    pub fn outermost(reasons: &[Self]) -> impl Iterator<Item = (&Self, &[Self])> {
        let outermost = reasons.first().map_or(0, |first| first.depth);
        let each = reasons.chunk_by(move |_, next| next.depth > outermost);
        each.filter_map(<[Self]>::split_first)
    }
}

/// What a reason is about.
#[derive(Clone, Copy, Debug)]
pub enum ReasonKind {
    /// A condition of the award; `All`, `Any` and `Not` have parts.
    Condition(&'static Condition),
    /// The grade won is one that pays.
    Grade(QuestionIndex),
    /// The condition without which the document is silent; it never makes the award fail.
    SilentUnless(&'static Condition),
    /// The matter has not been claimed under another policy.
    NotClaimedElsewhere {
        /// The multi-choice of matters.
        question: QuestionIndex,
        /// The matter.
        matter: u16,
    },
}

/// The numbers that a part of an amount may have, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// The least.
    pub least: Worth,
    /// The most.
    pub most: Worth,
}

/// One step on the way to the amount. An open figure is an unanswered one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A fixed sum.
    Fixed(Amount),
    /// A grade and what it pays.
    Graded(QuestionIndex, Amount),
    /// The company's own sum.
    Base(QuestionIndex, Amount),
    /// A part of it.
    Share(Rate, Amount),
    /// A match of it.
    Match(Rate, Amount),
    /// The cap and what is left under it.
    Capped {
        /// The cap.
        cap: Amount,
        /// What is left.
        amount: Amount,
    },
    /// A part of a computed amount.
    Computed {
        /// The part: never a constant alone; the steps of what it consists of come before.
        formula: &'static Formula,
        /// Its own numbers.
        result: Numbers,
    },
    /// The one of several cases that is known to hold; the steps of its amount come before.
    Case {
        /// The cases.
        formula: &'static Formula,
        /// The place of the one that holds; behind the last where none of them does.
        place: usize,
        /// The numbers of the one that holds.
        result: Numbers,
    },
    /// Rounded to the fen, where that changed something.
    Rounded(Amount),
    /// The department decides: from nothing.
    Ceiling(Amount),
    /// The document names the least and the most.
    Range(Amount),
    /// How the sum is spread over the items is not asked.
    Spread(Amount),
    /// The document leaves the amount to a decision on each case.
    CaseByCase(Amount),
    /// The contest is undecided: from nothing.
    Undecided(Amount),
    /// The document is silent: from nothing.
    Silent(Amount),
    /// Claimed under another policy: nothing.
    ClaimedElsewhere(Amount),
}

impl Step {
    /// Returns the numbers of a part of a computed amount: a constant is itself, another part has
    /// a step among these.
    #[must_use]
    pub fn numbers_of(steps: &[Self], part: &Formula) -> Numbers {
        let of_step = |step: &Self| match step {
            Self::Computed { formula, result } | Self::Case { formula, result, .. }
                if *formula == part =>
            {
                Some(*result)
            }
            _ => None,
        };
        match part {
            Formula::Constant(number, _) => Numbers::exactly(Worth::Number(*number)),
            Formula::Unbounded => Numbers::exactly(Worth::Unbounded),
            _ => steps.iter().rev().find_map(of_step).unwrap_or(Numbers::ANY),
        }
    }
}

impl Numbers {
    /// Any number of zero or more.
    pub(super) const ANY: Self = Self { least: Worth::ZERO, most: Worth::Unbounded };

    /// Returns exactly this number.
    pub(super) const fn exactly(worth: Worth) -> Self {
        Self { least: worth, most: worth }
    }
}

/// A highest-only group.
#[derive(Debug)]
pub struct GroupReport {
    /// The rule.
    pub rule: &'static HighestOnly,
    /// Its members.
    pub awards: Vec<&'static Award>,
    /// What it pays.
    pub amount: Amount,
}

/// A limit over several awards together.
#[derive(Debug)]
pub struct LimitReport {
    /// The document.
    pub policy: &'static Policy,
    /// The limit.
    pub limit: &'static SumLimit,
    /// The awards under it, also under the limits below it.
    pub awards: Vec<&'static Award>,
    /// What they bring before it.
    pub before: Amount,
    /// What it lets through.
    pub amount: Amount,
    /// What a sum takes that they bring at most; nothing of those of which the highest is paid.
    /// Exact for a sum of the document; of another figure the ends may not be attained.
    pub cut: Amount,
}

/// A support that is open to the company, or may be.
#[derive(Debug)]
pub struct SupportReport {
    /// The document.
    pub policy: &'static Policy,
    /// The support.
    pub support: &'static Support,
    /// `Yes`, or `Unknown` while its condition's question is open.
    pub truth: Truth,
}

/// A disputed reading that makes a difference.
#[derive(Debug)]
pub struct ReadingReport {
    /// The reading.
    pub reading: &'static Reading,
    /// Whether the other reading is the one chosen here.
    pub chosen_other: bool,
    /// The total with this reading alone switched.
    pub total: Amount,
}

/// A document of the region.
#[derive(Clone, Debug)]
pub struct DocumentReport {
    /// The document.
    pub policy: &'static Policy,
    /// Its state on the day.
    pub state: DocumentState,
    /// How many of its awards count on the day.
    pub counted: usize,
}

/// What would bring more (差一步), for the present answers, day and readings.
#[derive(Debug)]
pub struct Advice {
    /// The bounds of the total as they are.
    pub total: Amount,
    /// Every single move that raises the least or the most of the total, by gain of the least, then
    /// of the most.
    pub moves: Vec<MoveAdvice>,
    /// The best two moves that together bring what neither brings alone.
    pub pair: Option<MoveAdvice>,
}

/// One move, or two together, and what they would bring.
#[derive(Debug)]
pub struct MoveAdvice {
    /// What is to be done.
    pub steps: Vec<MoveStep>,
    /// The answers that change with it, in the authors' order.
    pub sets: Vec<(QuestionIndex, Answer)>,
    /// The bounds of the total afterwards.
    pub total: Amount,
    /// The awards that change, each by itself, in document order.
    pub awards: Vec<AwardChange>,
}

/// A move with the figure it must reach, where it is one about a threshold.
#[derive(Clone, Copy, Debug)]
pub struct MoveStep {
    /// The move.
    pub movement: &'static Move,
    /// The smallest figure that is enough.
    pub reaches: Option<Reach>,
}

/// A figure and the smallest one that is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The question for the figure.
    pub question: QuestionIndex,
    /// The company's own figure.
    pub own: Decimal,
    /// The figure to reach.
    pub wanted: Decimal,
}

/// One award before and after.
#[derive(Clone, Copy, Debug)]
pub struct AwardChange {
    /// The award.
    pub award: &'static Award,
    /// Its bounds as they are.
    pub before: Amount,
    /// Its bounds afterwards.
    pub after: Amount,
}

/// What each certification would pay if it were the next one won (晋级路线), given the other answers.
#[derive(Debug)]
pub struct Ladder {
    /// The single choice that is the ladder.
    pub question: QuestionIndex,
    /// The rung held; none where it is not answered.
    pub held: Option<u16>,
    /// The titles of the region that something pays for, and the one held; lowest first.
    pub rungs: Vec<Rung>,
    /// Two titles above the one held that both pay for being won.
    pub pairs: Vec<RungPair>,
}

/// One title.
#[derive(Debug)]
pub struct Rung {
    /// The option of the ladder.
    pub option: u16,
    /// What it would bring; none for the title held. One below it is won beside it: only the awards
    /// for winning count.
    pub pays: Option<RungPays>,
}

/// What a title would bring if it were first certified next.
#[derive(Debug)]
pub struct RungPays {
    /// The awards that depend on the title and pay something, each by itself.
    pub awards: Vec<(&'static Award, Amount)>,
    /// Those awards together, each highest-only group counted once.
    pub amount: Amount,
    /// The total with it.
    pub total: Amount,
}

/// Two titles won in one year, or in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RungPair {
    /// The lower title.
    pub lower: u16,
    /// The higher one.
    pub upper: u16,
    /// What winning them pays in two years together.
    pub apart: Amount,
    /// What winning them pays in one year.
    pub together: Amount,
}

/// How the total moves with one figure, all other answers as they are. Between two points next to
/// each other it is a straight line; where it jumps, the two are one step of the figure apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// The question for the figure.
    pub question: QuestionIndex,
    /// The company's own figure.
    pub own: Option<Decimal>,
    /// The points, by figure.
    pub points: Vec<CurvePoint>,
    /// Where it jumps or stops to rise, by figure.
    pub marks: Vec<CurveMark>,
}

/// The total at a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurvePoint {
    /// The figure.
    pub figure: Decimal,
    /// The bounds of the total.
    pub total: Amount,
}

/// A figure at which something changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurveMark {
    /// The figure.
    pub figure: Decimal,
    /// What changes.
    pub kind: MarkKind,
}

/// What changes at a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The total jumps: the figure is the first that is enough.
    Threshold,
    /// The total rises no more.
    Cap,
}
