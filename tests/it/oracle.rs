//! An independent reading of the rules for complete answers, and plain enumeration of every
//! completion. Slow and simple on purpose: it shares no code with the engine, and the engine's
//! bounds are held against it.

mod enumeration;
mod grids;
mod limits;

pub(crate) use enumeration::enumerate;
pub(crate) use grids::{RegionGrids, thresholds};

use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::{Condition, Leaf, Relation, Test};
use huiqi_rules::formula::{Formula, Gap};
use huiqi_rules::policy::{
    AmountRule, Award, AwardDays, Cap, Grade, OtherTerms, Policy, PolicySet, Promise, Terms,
};
use huiqi_rules::question::QuestionIndex;
use rust_decimal::{Decimal, RoundingStrategy};
use time::Date;

/// A sum above every threshold and cap of every document, read as open.
pub(crate) fn far() -> Decimal {
    Decimal::from(100_000_000_000_000_000_000_000_i128)
}

fn is_far(sum: Decimal) -> bool {
    sum >= Decimal::from(100_000_000_000_000_000_i64)
}

/// A product of what is far is far too.
fn times(left: Decimal, right: Decimal) -> Decimal {
    left.checked_mul(right).unwrap_or(Decimal::MAX / Decimal::from(10_000))
}

fn compares(relation: Relation, left: Decimal, right: Decimal) -> bool {
    match relation {
        Relation::AtLeast => left >= right,
        Relation::Above => left > right,
        Relation::AtMost => left <= right,
        Relation::Below => left < right,
    }
}

/// `[lo, hi]` of one completion, in yuan.
pub(crate) type Pair = (Decimal, Decimal);

/// Bounds over all completions; `None` is an open top.
pub(crate) type Bounds = (Decimal, Option<Decimal>);

/// The question that reading `Q` of a policy switches, and the choice of readings as ids.
pub(crate) struct OracleCase<'a> {
    pub(crate) set: &'static PolicySet,
    pub(crate) region: &'static str,
    pub(crate) on: Date,
    pub(crate) others: &'a [&'static str],
}

pub(crate) fn holds(condition: &Condition, answers: &Answers) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, answers)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, answers)),
        Condition::Not(part) => !holds(part, answers),
        Condition::Leaf(Leaf { question, test, .. }) => match test {
            Test::AtLeastOption(option) => chosen(answers, *question) >= *option,
            Test::OneOf(options) => (options >> chosen(answers, *question)) & 1 == 1,
            Test::Includes(option) => (set_of(answers, *question) >> option) & 1 == 1,
            Test::IsYes => answers.get(*question) == Some(&Answer::YesNo(true)),
            Test::AtLeast(threshold) => figure(answers, *question) >= *threshold,
            Test::Compares(relation, threshold) => {
                compares(*relation, figure(answers, *question), *threshold)
            }
            Test::ComparesPart(test) => {
                let part = times(figure(answers, test.of), test.percent) / Decimal::ONE_HUNDRED;
                let part = part + test.plus;
                let own = figure(answers, *question);
                let own = test.rounded.map_or(own, |much| fen(times(own, much)));
                compares(test.relation, own, part)
            }
        },
    }
}

fn chosen(answers: &Answers, question: QuestionIndex) -> u16 {
    match answers.get(question) {
        Some(Answer::Option(option)) => *option,
        other => panic!("not a complete answer: {other:?}"),
    }
}

fn set_of(answers: &Answers, question: QuestionIndex) -> u64 {
    match answers.get(question) {
        Some(Answer::Options(options)) => *options,
        other => panic!("not a complete answer: {other:?}"),
    }
}

fn figure(answers: &Answers, question: QuestionIndex) -> Decimal {
    match answers.get(question) {
        Some(Answer::Figure(figure)) => *figure,
        other => panic!("not a complete answer: {other:?}"),
    }
}

fn fen(sum: Decimal) -> Decimal {
    sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The terms of an award under the readings chosen: those for exactly the readings that change it
/// and are taken the other way.
pub(crate) fn terms_of(
    case: &OracleCase<'_>,
    policy: &Policy,
    award: &'static Award,
) -> &'static Terms {
    let is_chosen = |reading: usize| {
        case.others.contains(&policy.readings[reading].id)
            && award.others.iter().any(|other| other.readings.0 >> reading & 1 == 1)
    };
    let wanted: Vec<bool> = (0..policy.readings.len()).map(is_chosen).collect();
    if !wanted.contains(&true) {
        return &award.terms;
    }
    let fits = |other: &&OtherTerms| {
        wanted
            .iter()
            .enumerate()
            .all(|(reading, wanted)| (other.readings.0 >> reading & 1 == 1) == *wanted)
    };
    &award.others.iter().find(fits).expect("terms for every choice of readings").terms
}

/// What an award pays for complete answers, from date to matters claimed elsewhere.
fn pays(
    case: &OracleCase<'_>,
    policy: &'static Policy,
    award: &'static Award,
    answers: &Answers,
) -> Pair {
    let nothing = (Decimal::ZERO, Decimal::ZERO);
    let terms = terms_of(case, policy, award);
    let (own_first, own_last, earlier) = match terms.days {
        AwardDays::OfDocument => (None, None, false),
        AwardDays::EarlierToo => (None, None, true),
        AwardDays::Own(own) => (own.first, own.last, own.earlier_too),
    };
    let begun =
        (case.on >= policy.valid_from || earlier) && own_first.is_none_or(|first| case.on >= first);
    let ended = [policy.valid_to, own_last].into_iter().flatten().any(|last| case.on > last);
    let claimed = match (&policy.claimed_elsewhere, award.matter) {
        (Some(elsewhere), Some(matter)) => (set_of(answers, elsewhere.question) >> matter) & 1 == 1,
        _ => false,
    };
    if !begun || ended || claimed || !holds(&terms.condition, answers) {
        return nothing;
    }
    let (mut least, most) = match &terms.amount {
        AmountRule::Fixed(sum) => (sum.decimal(), sum.decimal()),
        AmountRule::UpTo(sum) => (Decimal::ZERO, sum.decimal()),
        AmountRule::Graded { question, grades, .. } => {
            match grades[usize::from(chosen(answers, *question))] {
                Grade::Sum(sum) => (sum.decimal(), sum.decimal()),
                Grade::Undecided => {
                    let sums = grades.iter().filter_map(|grade| {
                        if let Grade::Sum(sum) = grade { Some(sum.decimal()) } else { None }
                    });
                    (Decimal::ZERO, sums.max().expect("a contest has a prize"))
                }
            }
        }
        AmountRule::Share { rate, of, cap, promise } => {
            let share = figure(answers, *of) * rate.percent() / Decimal::ONE_HUNDRED;
            let share = match cap {
                None => share,
                Some(Cap::Sum(sum)) => share.min(sum.decimal()),
                Some(Cap::Question(question)) => share.min(figure(answers, *question)),
            };
            let share = fen(share);
            (if *promise == Promise::Ceiling { Decimal::ZERO } else { share }, share)
        }
        AmountRule::Match { rate, of } => {
            let sum = fen(figure(answers, *of) * rate.percent() / Decimal::ONE_HUNDRED);
            (sum, sum)
        }
        AmountRule::Computed(computed) => {
            let least = number(case, &computed.least, answers, false);
            let most = match computed.gap {
                Gap::CaseByCase => far(),
                _ => number(case, &computed.most, answers, true),
            };
            (fen(least), fen(most))
        }
    };
    if terms.silent_unless.as_ref().is_some_and(|condition| !holds(condition, answers)) {
        least = Decimal::ZERO;
    }
    (least, most)
}

/// The number of a formula, of its upper end where `upper` says so.
fn number(case: &OracleCase<'_>, formula: &Formula, answers: &Answers, upper: bool) -> Decimal {
    let of = |part: &Formula| number(case, part, answers, upper);
    match formula {
        Formula::Constant(number, _) => *number,
        Formula::Unbounded => far(),
        Formula::Figure(question) => figure(answers, *question),
        Formula::Sum(parts) => parts.iter().map(of).sum(),
        Formula::Product(parts) => parts.iter().map(of).fold(Decimal::ONE, times),
        Formula::Lesser(parts) => parts.iter().map(of).min().expect("a lesser has parts"),
        Formula::Greater(parts) => parts.iter().map(of).max().expect("a greater has parts"),
        Formula::Less([from, less]) => (of(from) - of(less)).max(Decimal::ZERO),
        Formula::Divided(part, by) => of(part) / by,
        Formula::FullSteps(part, per) => (of(part) / per).floor(),
        Formula::Progressive(part, brackets) => {
            let whole = of(part);
            let mut sum = Decimal::ZERO;
            for (index, (from, rate)) in brackets.iter().enumerate() {
                let to = brackets.get(index + 1).map_or(whole, |(to, _)| whole.min(*to));
                if to > *from {
                    sum += times(to - from, *rate);
                }
            }
            sum
        }
        Formula::Cases(cases, otherwise) => cases
            .iter()
            .find(|case| holds(&case.condition, answers))
            .map_or_else(|| of(otherwise), |case| of(&case.then)),
        Formula::Award(id) => {
            let mut pair = (Decimal::ZERO, Decimal::ZERO);
            for policy in case.set.policies_in(case.region) {
                for award in policy.awards.iter().filter(|award| award.id == *id) {
                    pair = pays(case, policy, award, answers);
                }
            }
            if upper { pair.1 } else { pair.0 }
        }
    }
}
