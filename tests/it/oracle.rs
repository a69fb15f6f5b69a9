//! An independent reading of the rules for complete answers, and plain enumeration of every
//! completion. Slow and simple on purpose: it shares no code with the engine, and the engine's
//! bounds are held against it.

use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::{Condition, Leaf, Relation, Test};
use huiqi_rules::formula::{Formula, Gap};
use huiqi_rules::limit::LimitRule;
use huiqi_rules::policy::{
    AmountRule, Award, Cap, Grade, OtherTerms, Policy, PolicySet, Promise, Region, Terms,
};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::HashMap;
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
                let part = figure(answers, test.of) * test.percent / Decimal::ONE_HUNDRED;
                compares(test.relation, figure(answers, *question), part)
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
    let begun = case.on >= policy.valid_from || terms.counts_before_the_document;
    let ended = policy.valid_to.is_some_and(|last| case.on > last);
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

/// Where an award or a limit is in the tree of limits: the limit it is under.
struct OracleLimit {
    id: &'static str,
    /// The most that it lets through; `None` for the highest only.
    at_most: Option<&'static Formula>,
    members: Vec<&'static str>,
}

/// The limits of the documents in force, highest-only groups first.
fn limits_of(case: &OracleCase<'_>, policies: &[&'static Policy]) -> Vec<OracleLimit> {
    let mut limits = Vec::new();
    for policy in policies {
        for rule in policy.highest_only {
            let members = match &rule.other {
                Some(other)
                    if case.others.contains(&policy.readings[usize::from(other.reading.0)].id) =>
                {
                    other.awards
                }
                _ => rule.awards,
            };
            let members: Vec<&str> =
                members.iter().map(|member| policy.awards[usize::from(*member)].id).collect();
            if !members.is_empty() {
                limits.push(OracleLimit { id: rule.id, at_most: None, members });
            }
        }
    }
    for policy in policies {
        let begun = case.on >= policy.valid_from;
        let ended = policy.valid_to.is_some_and(|last| case.on > last);
        for limit in policy.limits.iter().filter(|_| begun && !ended) {
            let at_most = match &limit.rule {
                LimitRule::Highest => None,
                LimitRule::AtMost(figure, ..) => Some(figure),
            };
            limits.push(OracleLimit { id: limit.id, at_most, members: limit.members.to_vec() });
        }
    }
    limits
}

/// What one limit does in one completion: what is under it, and what it lets through.
#[derive(Clone, Copy)]
struct LimitPair {
    before: Pair,
    after: Pair,
    cut: Pair,
}

fn limit_pair(
    case: &OracleCase<'_>,
    limits: &[OracleLimit],
    own: &OracleLimit,
    paid: &HashMap<&'static str, Pair>,
    answers: &Answers,
) -> LimitPair {
    let zero = (Decimal::ZERO, Decimal::ZERO);
    let mut parts = Vec::new();
    for member in &own.members {
        let below = limits.iter().find(|limit| limit.id == *member);
        parts.extend(below.map(|below| limit_pair(case, limits, below, paid, answers).after));
        parts.extend(paid.get(member));
    }
    let sum = parts.iter().fold(zero, |sum, part| (sum.0 + part.0, sum.1 + part.1));
    match own.at_most {
        None => {
            let after = parts.iter().fold(zero, |top, part| (top.0.max(part.0), top.1.max(part.1)));
            LimitPair { before: sum, after, cut: zero }
        }
        Some(figure) => {
            let cap = fen(number(case, figure, answers, true));
            LimitPair {
                before: sum,
                after: (sum.0.min(cap), sum.1.min(cap)),
                cut: ((sum.0 - cap).max(Decimal::ZERO), (sum.1 - cap).max(Decimal::ZERO)),
            }
        }
    }
}

/// Whether something else under a limit that pays only the highest is surely, or may be, paid
/// instead of an award or of what holds it. Of equal ones either may be the one that is paid.
fn beaten_under_limits(
    case: &OracleCase<'_>,
    limits: &[OracleLimit],
    paid: &HashMap<&'static str, Pair>,
    answers: &Answers,
    award: &'static str,
) -> (bool, bool) {
    let value = |id: &'static str| {
        let below = limits.iter().find(|limit| limit.id == id);
        below.map_or_else(
            || paid.get(id).copied().unwrap_or_default(),
            |below| limit_pair(case, limits, below, paid, answers).after,
        )
    };
    let (mut surely, mut maybe, mut at) = (false, false, award);
    while let Some(limit) = limits.iter().find(|limit| limit.members.contains(&at)) {
        let is_group = case
            .set
            .policies
            .iter()
            .any(|policy| policy.highest_only.iter().any(|group| group.id == limit.id));
        if limit.at_most.is_none() && !is_group {
            let own = value(at);
            for other in limit.members.iter().filter(|other| **other != at).map(|id| value(id)) {
                surely |= other.0 >= own.1;
                maybe |= other.1 > own.0;
            }
        }
        at = limit.id;
    }
    (surely, maybe)
}

/// What the enumeration found.
pub(crate) struct Enumeration {
    pub(crate) completions: usize,
    /// Bounds of each award; `None` is an open top.
    pub(crate) awards: Vec<Bounds>,
    /// Bounds of each highest-only group, with its members by index.
    pub(crate) groups: Vec<(Vec<usize>, Bounds)>,
    /// Each limit over several awards: before it, after it, what it takes.
    pub(crate) limits: Vec<(&'static str, [Bounds; 3])>,
    pub(crate) total: Bounds,
    pub(crate) asks: Vec<QuestionIndex>,
    /// Whether, in every completion, another award of the group is the one that is paid; and
    /// whether in none.
    pub(crate) always_set_aside: Vec<bool>,
    pub(crate) never_set_aside: Vec<bool>,
}

fn widen(bounds: &mut Option<Pair>, pair: Pair) {
    *bounds = Some(bounds.map_or(pair, |(least, most)| (least.min(pair.0), most.max(pair.1))));
}

fn closed(bounds: Option<Pair>) -> Bounds {
    let (least, most) = bounds.expect("there is a completion");
    (least, if is_far(most) { None } else { Some(most) })
}

fn groups_of(case: &OracleCase<'_>, policies: &[&'static Policy]) -> Vec<Vec<usize>> {
    let mut first = 0;
    let mut groups = Vec::new();
    for policy in policies {
        for rule in policy.highest_only {
            let members = match &rule.other {
                Some(other)
                    if case.others.contains(&policy.readings[usize::from(other.reading.0)].id) =>
                {
                    other.awards
                }
                _ => rule.awards,
            };
            if !members.is_empty() {
                groups.push(members.iter().map(|member| first + usize::from(*member)).collect());
            }
        }
        first += policy.awards.len();
    }
    groups
}

/// Every value that matters of a question: all options, and for a sum the grid around its
/// thresholds and caps.
pub(crate) fn grid(
    set: &'static PolicySet,
    policies: &[&'static Policy],
    question: QuestionIndex,
) -> Vec<Answer> {
    let shape = set.question(question);
    match shape.kind {
        Kind::Single => (0..shape.options.len() as u16).map(Answer::Option).collect(),
        Kind::Multi => {
            // What no award reads changes nothing; only a contradiction looks at every option.
            let bounded = set.constraints.iter().any(|constraint| constraint.multi == question);
            let reads = reads(policies);
            let matters: Vec<u16> = (0..shape.options.len() as u16)
                .filter(|option| {
                    bounded || reads.meets(Variables::one(shape.first_variable + option))
                })
                .collect();
            let subset = |bits: u64| {
                let chosen = matters.iter().enumerate().filter(|(index, _)| bits >> index & 1 == 1);
                chosen.fold(0, |all, (_, option)| all | 1_u64 << option)
            };
            (0..1_u64 << matters.len()).map(subset).map(Answer::Options).collect()
        }
        Kind::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
        Kind::Figure(unit) => {
            let mut sums = vec![Decimal::ZERO, far()];
            if unit.takes_negative() {
                sums = vec![-Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND];
            }
            let cent = unit.step();
            for terms in policies.iter().flat_map(|policy| policy.awards).flat_map(Award::all_terms)
            {
                thresholds(&terms.condition, question, &mut sums);
                if let Some(condition) = &terms.silent_unless {
                    thresholds(condition, question, &mut sums);
                }
                if let AmountRule::Share { rate, of, cap: Some(Cap::Sum(cap)), .. } = &terms.amount
                    && *of == question
                {
                    sums.push((cap.decimal() * Decimal::ONE_HUNDRED / rate.percent()).round_dp(2));
                }
                if let AmountRule::Computed(computed) = &terms.amount {
                    computed_sums(computed, question, &mut sums);
                }
            }
            let range = (unit.lowest(), unit.highest());
            sums.extend([range.0, range.1].into_iter().flatten());
            if let (Some(least), Some(most)) = range
                && (most - least) / cent <= Decimal::from(3_000)
            {
                let steps = (0..=3_000).map(|step| least + Decimal::from(step) * cent);
                sums.extend(steps);
            }
            // On the grid of the question, and inside its range.
            for sum in &mut sums {
                *sum = (*sum / cent).floor() * cent;
            }
            let below: Vec<Decimal> = sums
                .iter()
                .filter(|sum| **sum != far() && (**sum > Decimal::ZERO))
                .map(|sum| sum - cent)
                .collect();
            sums.extend(below);
            sums.retain(|sum| {
                range.0.is_none_or(|least| *sum >= least) && range.1.is_none_or(|most| *sum <= most)
            });
            sums.sort();
            sums.dedup();
            sums.into_iter().map(Answer::Figure).collect()
        }
    }
}

/// The figures of a question at which its comparison with an answered figure changes.
fn on_the_line(
    set: &'static PolicySet,
    policies: &[&'static Policy],
    question: QuestionIndex,
    answers: &Answers,
) -> Vec<Answer> {
    let Kind::Figure(unit) = set.question(question).kind else { return Vec::new() };
    let mut lines = Vec::new();
    for terms in policies.iter().flat_map(|policy| policy.awards).flat_map(Award::all_terms) {
        terms.condition.each_leaf(&mut |leaf| {
            let Test::ComparesPart(test) = leaf.test else { return };
            let given = |other| match answers.get(other) {
                Some(Answer::Figure(figure)) => Some(*figure),
                _ => None,
            };
            if leaf.question == question {
                lines.extend(
                    given(test.of).map(|whole| whole * test.percent / Decimal::ONE_HUNDRED),
                );
            } else if test.of == question {
                lines.extend(
                    given(leaf.question).map(|part| part * Decimal::ONE_HUNDRED / test.percent),
                );
            }
        });
    }
    let step = unit.step();
    let beside = |line: Decimal| {
        let at = (line / step).floor() * step;
        [at - step, at, at + step]
    };
    let is_there = |figure: &Decimal| {
        let (least, most) = (unit.lowest(), unit.highest());
        least.is_none_or(|least| *figure >= least) && most.is_none_or(|most| *figure <= most)
    };
    lines.into_iter().flat_map(beside).filter(is_there).map(Answer::Figure).collect()
}

/// Every figure that a condition names for a question.
pub(crate) fn thresholds(condition: &Condition, question: QuestionIndex, sums: &mut Vec<Decimal>) {
    condition.each_leaf(&mut |leaf| match leaf.test {
        Test::AtLeast(threshold) if leaf.question == question => sums.push(threshold),
        Test::Compares(_, threshold) if leaf.question == question => {
            sums.extend([threshold, threshold + Decimal::ONE, threshold + Decimal::new(1, 2)]);
        }
        // Some pairs on both sides of the line, and on it.
        Test::ComparesPart(_) if leaf.question == question => {
            sums.extend([Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND]);
        }
        Test::ComparesPart(test) if test.of == question => {
            let whole = Decimal::ONE_THOUSAND * Decimal::ONE_HUNDRED / test.percent;
            sums.extend([Decimal::ONE_HUNDRED, whole]);
        }
        _ => {}
    });
}

/// Figures of a question at which a computed amount may bend: its constants, and its sums divided
/// by its rates and its sums for one.
fn computed_sums(
    computed: &'static huiqi_rules::formula::Computed,
    question: QuestionIndex,
    sums: &mut Vec<Decimal>,
) {
    let (mut constants, mut reads_it) = (Vec::new(), false);
    for formula in computed.formulas() {
        formula.each(&mut |part| match part {
            Formula::Constant(number, _) => constants.push(*number),
            Formula::FullSteps(_, per) => constants.push(*per),
            Formula::Progressive(_, brackets) => {
                brackets.iter().for_each(|(from, _)| constants.push(*from));
            }
            Formula::Figure(figure) => reads_it |= *figure == question,
            Formula::Cases(cases, _) => {
                cases.iter().for_each(|case| thresholds(&case.condition, question, sums));
            }
            _ => {}
        });
    }
    if reads_it {
        for first in &constants {
            sums.push(*first);
            let others = constants.iter().filter(|second| !second.is_zero());
            sums.extend(others.map(|second| first / second));
        }
    }
}

/// What the awards of these documents read, under either reading.
fn reads(policies: &[&'static Policy]) -> Variables {
    let mut reads = Variables::NONE;
    for award in policies.iter().flat_map(|policy| policy.awards) {
        reads = award.all_terms().fold(reads, |all, terms| all | terms.reads);
    }
    reads
}

/// The questions that the figures of limits read.
fn of_limits(policies: &[&'static Policy]) -> Vec<QuestionIndex> {
    let mut questions = Vec::new();
    for limit in policies.iter().flat_map(|policy| policy.limits) {
        if let LimitRule::AtMost(figure, ..) = &limit.rule {
            figure.each(&mut |part| {
                if let Formula::Figure(question) = part {
                    questions.push(*question);
                }
            });
        }
    }
    questions
}

/// The questions that a region's documents read, plus those that a contradiction ties to them.
pub(crate) fn relevant(
    set: &'static PolicySet,
    policies: &[&'static Policy],
) -> Vec<QuestionIndex> {
    let mut reads = reads(policies);
    // Questions of other regions may have the same variables.
    let holds_all = |region: &&Region| {
        let here: Vec<&str> = set.policies_in(region.id).map(|policy| policy.id).collect();
        policies.iter().all(|policy| here.contains(&policy.id))
    };
    let regions: Vec<&Region> = set.regions.iter().filter(holds_all).collect();
    let is_here =
        |question: &QuestionIndex| regions.iter().any(|region| region.questions.contains(question));
    for constraint in set.constraints.iter().filter(|one| is_here(&one.multi)) {
        let (multi, ladder) = (
            set.question(constraint.multi).variables(),
            set.question(constraint.ladder).variables(),
        );
        if reads.meets(multi) || reads.meets(ladder) {
            reads = reads | multi | ladder;
        }
    }
    (0..set.questions.len() as u16)
        .map(QuestionIndex)
        .filter(is_here)
        .filter(|question| {
            set.question(*question).variables().meets(reads)
                || of_limits(policies).contains(question)
        })
        .collect()
}

/// Tries every completion of `answers`.
pub(crate) fn enumerate(case: &OracleCase<'_>, answers: &Answers) -> Enumeration {
    let policies: Vec<&'static Policy> = case.set.policies_in(case.region).collect();
    let awards: Vec<(&'static Policy, &'static Award)> = policies
        .iter()
        .flat_map(|policy| policy.awards.iter().map(|award| (*policy, award)))
        .collect();
    let groups = groups_of(case, &policies);
    let limits = limits_of(case, &policies);
    let own: Vec<&OracleLimit> = limits
        .iter()
        .filter(|limit| {
            policies.iter().any(|policy| policy.limits.iter().any(|own| own.id == limit.id))
        })
        .collect();
    let is_below = |id: &str| limits.iter().any(|limit| limit.members.contains(&id));
    let open: Vec<QuestionIndex> = relevant(case.set, &policies)
        .into_iter()
        .filter(|question| answers.get(*question).is_none())
        .collect();
    let grids: Vec<Vec<Answer>> = open
        .iter()
        .map(|question| {
            let mut grid = grid(case.set, &policies, *question);
            grid.extend(on_the_line(case.set, &policies, *question, answers));
            grid
        })
        .collect();

    let mut completions = 0;
    let mut bounds: Vec<Option<Pair>> = vec![None; awards.len()];
    let mut group_bounds: Vec<Option<Pair>> = vec![None; groups.len()];
    let mut limit_bounds: Vec<[Option<Pair>; 3]> = vec![[None; 3]; own.len()];
    let mut total_bounds = None;
    let mut always = vec![true; awards.len()];
    let mut never = vec![true; awards.len()];
    let mut seen: Vec<HashMap<Vec<usize>, Vec<Pair>>> = vec![HashMap::new(); open.len()];
    let mut asked = vec![false; open.len()];
    let mut indices = vec![0; open.len()];
    'next: loop {
        let given = answers.iter().map(|(question, answer)| (question, answer.clone()));
        let chosen = open
            .iter()
            .zip(&grids)
            .zip(&indices)
            .map(|((question, grid), index)| (*question, grid[*index].clone()));
        if let Ok(complete) = Answers::build(case.set, given.chain(chosen)) {
            completions += 1;
            let paid: Vec<Pair> =
                awards.iter().map(|(policy, award)| pays(case, policy, award, &complete)).collect();
            paid.iter().enumerate().for_each(|(index, pair)| widen(&mut bounds[index], *pair));
            let by_id: HashMap<&'static str, Pair> =
                awards.iter().map(|(_, award)| award.id).zip(paid.iter().copied()).collect();
            let mut total = (Decimal::ZERO, Decimal::ZERO);
            for (index, pair) in paid.iter().enumerate() {
                let group = groups.iter().find(|members| members.contains(&index));
                if !is_below(awards[index].1.id) {
                    total = (total.0 + pair.0, total.1 + pair.1);
                }
                let beaten = |other: usize, surely: bool| {
                    let (mine, theirs) =
                        if surely { (pair.1, paid[other].0) } else { (pair.0, paid[other].1) };
                    theirs > mine || (theirs == mine && other < index)
                };
                let rivals: Vec<usize> = group.map_or(Vec::new(), |members| {
                    members.iter().copied().filter(|member| *member != index).collect()
                });
                let by_limits =
                    beaten_under_limits(case, &limits, &by_id, &complete, awards[index].1.id);
                always[index] &= rivals.iter().any(|other| beaten(*other, true)) || by_limits.0;
                never[index] &= !rivals.iter().any(|other| beaten(*other, false)) && !by_limits.1;
            }
            for (group, members) in groups.iter().enumerate() {
                let highest = (
                    members
                        .iter()
                        .map(|member| paid[*member].0)
                        .max()
                        .expect("a group has members"),
                    members
                        .iter()
                        .map(|member| paid[*member].1)
                        .max()
                        .expect("a group has members"),
                );
                widen(&mut group_bounds[group], highest);
            }
            for limit in limits.iter().filter(|limit| !is_below(limit.id)) {
                let after = limit_pair(case, &limits, limit, &by_id, &complete).after;
                total = (total.0 + after.0, total.1 + after.1);
            }
            for (limit, bounds) in own.iter().zip(&mut limit_bounds) {
                let pair = limit_pair(case, &limits, limit, &by_id, &complete);
                for (bounds, pair) in bounds.iter_mut().zip([pair.before, pair.after, pair.cut]) {
                    widen(bounds, pair);
                }
            }
            widen(&mut total_bounds, total);
            for index in 0..open.len() {
                let mut key = indices.clone();
                key[index] = usize::MAX;
                let mut differs = paid.clone();
                // The figure of a limit is asked for too.
                differs.extend(limits.iter().filter_map(|limit| limit.at_most).map(|figure| {
                    let cap = fen(number(case, figure, &complete, true));
                    (cap, cap)
                }));
                let before = seen[index].entry(key).or_insert_with(|| differs.clone());
                asked[index] |= *before != differs;
            }
        }
        for index in (0..indices.len()).rev() {
            indices[index] += 1;
            if indices[index] < grids[index].len() {
                continue 'next;
            }
            indices[index] = 0;
        }
        break;
    }
    let zero = (Decimal::ZERO, Some(Decimal::ZERO));
    Enumeration {
        completions,
        awards: bounds.into_iter().map(closed).collect(),
        groups: groups.into_iter().zip(group_bounds.into_iter().map(closed)).collect(),
        limits: own
            .iter()
            .zip(limit_bounds)
            .map(|(limit, bounds)| (limit.id, bounds.map(closed)))
            .collect(),
        total: if awards.is_empty() { zero } else { closed(total_bounds) },
        asks: open
            .iter()
            .zip(asked)
            .filter(|(_, asked)| *asked)
            .map(|(question, _)| *question)
            .collect(),
        always_set_aside: always,
        never_set_aside: never,
    }
}

/// How many completions there are, contradictions included.
pub(crate) fn size(set: &'static PolicySet, region: &'static str, answers: &Answers) -> usize {
    let policies: Vec<&'static Policy> = set.policies_in(region).collect();
    let open =
        relevant(set, &policies).into_iter().filter(|question| answers.get(*question).is_none());
    // A document with many questions of its own has more completions than can be counted.
    open.map(|question| grid(set, &policies, question).len()).fold(1, usize::saturating_mul)
}
