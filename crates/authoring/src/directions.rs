//! Figures in which the awards of a region pull apart: one pays more where the figure rises,
//! another less. The bounds of their sum are not at the ends of stretches then, but where the
//! awards bend. The engine tries those for one such figure in awards without a limit; all else is
//! refused.

use super::declarations::Declarations;
use super::limits::WrittenLimit;
use super::lines::Lines;
use super::linked::{AwardPosition, position_of};
use super::message::Message;
use huiqi_rules::bends::Roundings;
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::LimitRule;
use huiqi_rules::policy::{AmountRule, Award, Cap, Policy};
use huiqi_rules::question::QuestionIndex;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Which way an amount goes where a figure rises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Rises,
    Falls,
}

impl Direction {
    const fn turned(self) -> Self {
        match self {
            Self::Rises => Self::Falls,
            Self::Falls => Self::Rises,
        }
    }
}

/// A figure and which way a part goes with it.
type Moves = Vec<(QuestionIndex, Direction)>;

/// Notes figures in which awards of one region pull apart, and amounts that are too large.
pub(super) fn check(
    declared: &Declarations,
    policies: &[Policy],
    limits: &[WrittenLimit],
    positions: &[AwardPosition],
) {
    let all: Vec<&Award> = policies.iter().flat_map(|policy| policy.awards).collect();
    for award in &all {
        let mut inner = Decimal::ZERO;
        if (largest(declared, &all, award, &mut inner) > LARGEST || inner > LARGEST_PART)
            && let Some(position) = position_of(positions, award.id)
        {
            let open = multiplied(declared, award);
            let open = open.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            position.problem(say!(
                "the amount can be larger than any sum, as it multiplies figures without a `most`: \
                 write a `most` into one of these questions: {open}",
                "相乘的几个数都没有上限，金额会大得算不了：给其中一道题写 `most`：{open}"
            ));
        }
    }
    let mut apart = Apart { declared, positions, noted: Vec::new() };
    for documents in together(declared) {
        let here: Vec<&Policy> =
            documents.iter().map(|index| &policies[usize::from(*index)]).collect();
        let mut seen: Vec<Mover<'_>> = Vec::new();
        let mut lines = Lines::new(declared);
        for award in here.iter().flat_map(|policy| policy.awards) {
            lines.add(&all, award);
            let mut moves = Moves::new();
            for terms in award.all_terms() {
                of_amount(&all, &terms.amount, Direction::Rises, &mut moves);
            }
            seen.push(Mover { id: award.id, award: Some(award), moves });
        }
        let is_here = |limit: &&WrittenLimit| {
            let document = limit.limit.id.split_once('/').map_or("", |(document, _)| document);
            here.iter().any(|policy| document == policy.id)
        };
        for limit in limits.iter().filter(is_here) {
            let mut moves = Moves::new();
            for rule in limit.limit.all_rules() {
                if let LimitRule::AtMost(figure, ..) = rule {
                    lines.add_limit(&all, limit.limit.id, figure);
                    of_formula(&all, figure, Direction::Rises, &mut moves);
                }
            }
            seen.push(Mover { id: limit.limit.id, award: None, moves });
        }
        let limited: Vec<&str> = limits
            .iter()
            .flat_map(|limit| limit.limit.memberships())
            .map(|(member, _)| member)
            .chain(here.iter().flat_map(|policy| {
                policy.highest_only.iter().flat_map(|rule| {
                    rule.awards.iter().map(|award| policy.awards[usize::from(*award)].id)
                })
            }))
            .collect();
        apart.check(&all, &seen, &limited, limits);
        lines.check(positions);
    }
}

/// An award pays no more than this, 10^24: sums of many are still exact.
const LARGEST: Decimal = power_of_ten(24);
/// No part of it is more than this before a cap takes it down: a decimal holds 10^28.
pub(super) const LARGEST_PART: Decimal = power_of_ten(26);

const fn power_of_ten(power: u32) -> Decimal {
    let number = 10_u128.pow(power);
    Decimal::from_parts(number as u32, (number >> 32) as u32, (number >> 64) as u32, false, 0)
}

/// Returns the figures with which an amount goes, once for each way: whether it rises with it.
pub(super) fn ways(all: &[&Award], amount: &AmountRule) -> Vec<(QuestionIndex, bool)> {
    let mut moves = Moves::new();
    of_amount(all, amount, Direction::Rises, &mut moves);
    moves.into_iter().map(|(question, way)| (question, way == Direction::Rises)).collect()
}

/// Returns the questions in which awards of one region pull apart.
pub(super) fn pulled_apart(
    declared: &Declarations,
    all: &[&Award],
    awards: &[Vec<Award>],
) -> Vec<QuestionIndex> {
    let mut found = Vec::new();
    for documents in together(declared) {
        let mut moves = Moves::new();
        for award in documents.iter().flat_map(|index| &awards[usize::from(*index)]) {
            for terms in award.all_terms() {
                of_amount(all, &terms.amount, Direction::Rises, &mut moves);
            }
        }
        let falls = |question| moves.contains(&(question, Direction::Falls));
        found.extend(
            moves.iter().map(|(question, _)| *question).filter(|question| {
                falls(*question) && moves.contains(&(*question, Direction::Rises))
            }),
        );
    }
    found
}

/// Returns the documents that hold together in a region, each such list once.
fn together(declared: &Declarations) -> BTreeSet<&'static [u16]> {
    declared.regions.iter().map(|region| region.policies).collect()
}

/// An award or a limit, and how it goes with figures.
struct Mover<'a> {
    id: &'static str,
    award: Option<&'a Award>,
    moves: Moves,
}

/// The check of one region after the other.
struct Apart<'a> {
    declared: &'a Declarations,
    positions: &'a [AwardPosition],
    noted: Vec<(QuestionIndex, &'static str)>,
}

/// Figures in which the same two awards pull apart, and why that is refused.
struct Pulled {
    rising: &'static str,
    falling: &'static str,
    questions: Vec<QuestionIndex>,
    why: Message,
}

impl Apart<'_> {
    fn check(
        &mut self,
        all: &[&Award],
        seen: &[Mover<'_>],
        limited: &[&str],
        limits: &[WrittenLimit],
    ) {
        let goes = |mover: &Mover<'_>, question, way| mover.moves.contains(&(question, way));
        let mut figures: Vec<QuestionIndex> = Vec::new();
        for (question, _) in seen.iter().flat_map(|mover| &mover.moves) {
            let both = [Direction::Rises, Direction::Falls]
                .iter()
                .all(|way| seen.iter().any(|mover| goes(mover, *question, *way)));
            if both && !figures.contains(question) {
                figures.push(*question);
            }
        }
        let mut pulled: Vec<Pulled> = Vec::new();
        for question in &figures {
            let first = |way| seen.iter().find(|mover| goes(mover, *question, way));
            let (Some(rising), Some(falling)) = (first(Direction::Rises), first(Direction::Falls))
            else {
                continue;
            };
            let movers =
                || seen.iter().filter(|mover| mover.moves.iter().any(|(own, _)| own == question));
            let under_limit =
                movers().find(|mover| mover.award.is_none() || limited.contains(&mover.id));
            let of_two = movers().find(|mover| {
                mover.moves.iter().any(|(own, _)| own != question && figures.contains(own))
            });
            let unit = self.declared.questions[usize::from(question.0)].kind.unit();
            let of_step = unit.map_or(0, |unit| unit.step().normalize().scale());
            let is_fine = |award: &&Award| roundings(all, award).repeat_after(of_step).is_none();
            let fine = movers().find(|mover| mover.award.as_ref().is_some_and(is_fine));
            let why = match (under_limit, of_two, fine) {
                (Some(mover), _, _) => {
                    say!("`{}` is under a limit or is one", "`{}` 在限额里，或者就是限额", mover.id)
                }
                (None, Some(mover), _) => {
                    say!(
                        "`{}` goes with another figure too in which awards pull apart",
                        "`{}` 还跟着另一个一增一减的数",
                        mover.id
                    )
                }
                (None, None, Some(mover)) => {
                    say!("`{}` has rates of too many decimals", "`{}` 的比例小数太多", mover.id)
                }
                (None, None, None) => continue,
            };
            if self.noted.contains(&(*question, falling.id)) {
                continue;
            }
            self.noted.push((*question, falling.id));
            let is_same =
                |pulled: &&mut Pulled| (pulled.rising, pulled.falling) == (rising.id, falling.id);
            match pulled.iter_mut().find(is_same) {
                Some(pulled) => pulled.questions.push(*question),
                None => pulled.push(Pulled {
                    rising: rising.id,
                    falling: falling.id,
                    questions: vec![*question],
                    why,
                }),
            }
        }
        pulled.iter().for_each(|pulled| self.note(pulled, limits));
    }

    fn note(&self, pulled: &Pulled, limits: &[WrittenLimit]) {
        let Pulled { rising, falling, questions, why } = pulled;
        let (rising, falling) = (*rising, *falling);
        let (why, because) = (&why.english, &why.chinese);
        let ids = questions
            .iter()
            .map(|question| format!("`{}`", self.declared.questions[usize::from(question.0)].id));
        let ids: Vec<String> = ids.collect();
        let (each, ids) = (if ids.len() == 1 { "" } else { " each" }, ids.join(", "));
        let of_limit = || limits.iter().find(|limit| limit.limit.id == falling);
        let position = position_of(self.positions, falling)
            .or_else(|| of_limit().map(|limit| &limit.position));
        let Some(position) = position else { return };
        position.problem(if rising == falling {
            say!(
                "{ids}{each} pulls two parts apart: one part of `{falling}` rises with it and \
                 another falls, and {why}; they have no exact bounds. Ask for the figure that is \
                 taken off in a question of its own",
                "{ids} 让两部分一增一减：`{falling}` 里有的跟着增加，有的跟着减少（{because}），\
                 算不出准确的上下限。要扣掉的数另外用一道题来问"
            )
        } else {
            say!(
                "{ids}{each} pulls two parts apart: `{rising}` rises with it and `{falling}` \
                 falls, and {why}; what they bring together has no exact bounds. Ask for the \
                 figure that is taken off in a question of its own",
                "{ids} 让两项一增一减：`{rising}` 跟着增加，`{falling}` 跟着减少（{because}），\
                 合起来算不出准确的上下限。要扣掉的数另外用一道题来问"
            )
        });
    }
}

/// Returns how an award is rounded, the most of each of its terms.
fn roundings(all: &[&Award], award: &Award) -> Roundings {
    let of = |amount: &AmountRule| match amount {
        AmountRule::Computed(computed) => Roundings::of(computed, &|id| {
            let other = all.iter().find(|other| other.id == id);
            other.map_or(Roundings::default(), |other| roundings(all, other))
        }),
        AmountRule::Share { rate, .. } | AmountRule::Match { rate, .. } => {
            let decimals = (rate.percent() / Decimal::ONE_HUNDRED).normalize().scale();
            Roundings { in_all: decimals, decimals, awards: 0 }
        }
        AmountRule::Fixed(_) | AmountRule::UpTo(_) | AmountRule::Graded { .. } => {
            Roundings::default()
        }
    };
    award.all_terms().map(|terms| of(&terms.amount)).fold(Roundings::default(), |most, own| {
        Roundings {
            in_all: most.in_all.max(own.in_all),
            decimals: most.decimals.max(own.decimals),
            awards: most.awards.max(own.awards),
        }
    })
}

fn add(moves: &mut Moves, question: QuestionIndex, direction: Direction) {
    if !moves.contains(&(question, direction)) {
        moves.push((question, direction));
    }
}

fn of_amount(all: &[&Award], amount: &AmountRule, way: Direction, moves: &mut Moves) {
    match amount {
        AmountRule::Fixed(_) | AmountRule::UpTo(_) | AmountRule::Graded { .. } => {}
        AmountRule::Match { of, .. } => add(moves, *of, way),
        AmountRule::Share { of, cap, .. } => {
            add(moves, *of, way);
            if let Some(Cap::Question(cap)) = cap {
                add(moves, *cap, way);
            }
        }
        AmountRule::Computed(computed) => {
            for formula in computed.formulas() {
                of_formula(all, formula, way, moves);
            }
        }
    }
}

fn of_formula(all: &[&Award], formula: &Formula, way: Direction, moves: &mut Moves) {
    match formula {
        Formula::Constant(..) | Formula::Unbounded => {}
        Formula::Figure(question) => add(moves, *question, way),
        Formula::Less([from, less]) => {
            of_formula(all, from, way, moves);
            of_formula(all, less, way.turned(), moves);
        }
        Formula::Award(id) => {
            let other = all.iter().find(|other| other.id == *id);
            for terms in other.into_iter().flat_map(|other| other.all_terms()) {
                of_amount(all, &terms.amount, way, moves);
            }
        }
        Formula::Sum(_)
        | Formula::Product(_)
        | Formula::Lesser(_)
        | Formula::Greater(_)
        | Formula::Divided(..)
        | Formula::FullSteps(..)
        | Formula::Progressive(..)
        | Formula::Cases(..) => {
            formula.parts().for_each(|part| of_formula(all, part, way, moves));
        }
    }
}

/// Returns the figures without a `most` that an award multiplies.
fn multiplied(declared: &Declarations, award: &Award) -> Vec<&'static str> {
    let mut found = Vec::new();
    for terms in award.all_terms() {
        let AmountRule::Computed(computed) = terms.amount else { continue };
        computed.most.each(&mut |part| {
            let Formula::Product(_) = part else { return };
            part.each(&mut |part| {
                let Formula::Figure(question) = part else { return };
                let question = &declared.questions[usize::from(question.0)];
                let is_open = question.kind.unit().is_none_or(|unit| unit.highest().is_none());
                if is_open && !found.contains(&question.id) {
                    found.push(question.id);
                }
            });
        });
    }
    found
}

/// Returns a number that an award can never be above, with figures as large as they can be typed;
/// `part` becomes the largest of its parts, where that is larger.
fn largest(declared: &Declarations, all: &[&Award], award: &Award, part: &mut Decimal) -> Decimal {
    let mut of = |amount: &AmountRule| match amount {
        AmountRule::Computed(computed) => largest_of(declared, all, &computed.most, part),
        AmountRule::Fixed(_)
        | AmountRule::UpTo(_)
        | AmountRule::Graded { .. }
        | AmountRule::Share { .. }
        | AmountRule::Match { .. } => Decimal::ZERO,
    };
    award.all_terms().map(|terms| of(&terms.amount)).max().unwrap_or_default()
}

fn largest_of(
    declared: &Declarations,
    all: &[&Award],
    formula: &Formula,
    part: &mut Decimal,
) -> Decimal {
    let parts: Vec<Decimal> =
        formula.parts().map(|inner| largest_of(declared, all, inner, part)).collect();
    let parts = || parts.iter().copied();
    let largest = match formula {
        Formula::Constant(number, _) => *number,
        Formula::Unbounded => Decimal::ZERO,
        Formula::Figure(question) => {
            let unit = declared.questions[usize::from(question.0)].kind.unit();
            unit.map_or(Decimal::ZERO, |unit| unit.highest().unwrap_or(unit.most.into()))
        }
        Formula::Sum(_) => parts().fold(Decimal::ZERO, Decimal::saturating_add),
        Formula::Product(_) => parts().fold(Decimal::ONE, Decimal::saturating_mul),
        Formula::Progressive(_, brackets) => {
            let rate = brackets.iter().map(|(_, rate)| *rate).max().unwrap_or_default();
            parts().fold(rate, Decimal::saturating_mul)
        }
        // What has no end is no cap.
        Formula::Lesser(all) => {
            let is_cap = |part: &Formula| !matches!(part, Formula::Unbounded);
            let caps = parts().zip(*all).filter(|(_, part)| is_cap(part));
            caps.map(|(largest, _)| largest).min().unwrap_or_default()
        }
        Formula::Greater(_)
        | Formula::Less(_)
        | Formula::Divided(..)
        | Formula::FullSteps(..)
        | Formula::Cases(..) => parts().max().unwrap_or_default(),
        Formula::Award(id) => all
            .iter()
            .find(|other| other.id == *id)
            .map_or(Decimal::ZERO, |other| largest(declared, all, other, part)),
    };
    *part = largest.max(*part);
    largest
}
