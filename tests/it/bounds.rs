//! The engine against plain enumeration, over all shipped documents and the made-up one, for random
//! incomplete answers, days and readings.

use crate::made_up;
use crate::oracle::{self, OracleCase, RegionGrids};
use huiqi_engine::report::{GroupReport, LimitReport, Outcome, Report};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::LimitRule;
use huiqi_rules::policy::{AmountRule, Award, PolicySet};
use huiqi_rules::question::QuestionIndex;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::{Config, TestCaseError};
use rust_decimal::Decimal;
use time::{Date, Duration};

/// More completions than this are not enumerated: further questions are answered first.
pub(crate) const COMPLETIONS: usize = 4_000;

/// Nor more completions times awards: where a region has many awards, more is answered.
const AWARDS_OF_COMPLETIONS: usize = 40_000;

/// So many awards are evaluated again after one more answer, of all answers to all open questions.
const AWARDS_AFTER_ANSWERS: usize = 2_000;

/// So many random cases, or as many as PROPTEST_CASES says.
pub(crate) fn random_cases(cases: u32) -> Config {
    let config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { Config { cases, ..config } }
}

/// One throw of the dice: which questions are answered, and with which value of their grid.
#[derive(Clone, Debug)]
pub(crate) struct Throw {
    region: usize,
    day: usize,
    readings: u32,
    rolls: Vec<(u16, u32)>,
}

pub(crate) fn throws() -> impl Strategy<Value = Throw> {
    (
        any::<u16>(),
        any::<u16>(),
        any::<u32>(),
        proptest::collection::vec((0..100_u16, any::<u32>()), 48),
    )
        .prop_map(|(region, day, readings, rolls)| {
            Throw {
                region: usize::from(region),
                day: usize::from(day),
                // Half of all throws follow every reading.
                readings: if readings % 2 == 0 { 0 } else { readings >> 1 },
                rolls,
            }
        })
}

pub(crate) struct Play {
    pub(crate) set: &'static PolicySet,
    pub(crate) region: &'static str,
    pub(crate) on: Date,
    pub(crate) others: Vec<&'static str>,
    pub(crate) readings: ChosenReadings,
    pub(crate) answers: Answers,
}

impl Play {
    /// Returns a company with so many completions at the most, or with any number of them.
    pub(crate) fn of(set: &'static PolicySet, throw: &Throw, completions: Option<usize>) -> Self {
        let regions: Vec<&'static str> = set
            .regions
            .iter()
            .map(|region| region.id)
            .filter(|id| set.policies_in(id).next().is_some())
            .collect();
        let region = regions[throw.region % regions.len()];
        let grids = RegionGrids::of(set, region);
        let policies = &grids.policies;
        let mut days: Vec<Date> = Vec::new();
        for policy in policies {
            days.extend([policy.valid_from, policy.valid_from - Duration::days(1)]);
            let last = policy.valid_to.unwrap_or(policy.valid_from + Duration::days(900));
            // Inside the window most often, since outside it nothing is asked.
            days.extend([last, last, last, last + Duration::days(1)]);
            let terms = policy.awards.iter().flat_map(Award::all_terms);
            for own in terms.filter_map(|terms| terms.days.own()) {
                days.extend(own.first.into_iter().flat_map(|day| [day - Duration::days(1), day]));
                days.extend(own.last.into_iter().flat_map(|day| [day, day + Duration::days(1)]));
            }
        }
        let on = days[throw.day % days.len()];
        let all: Vec<&'static str> = policies
            .iter()
            .flat_map(|policy| policy.readings.iter().map(|reading| reading.id))
            .collect();
        let others: Vec<&'static str> = all
            .into_iter()
            .enumerate()
            .filter(|(index, _)| throw.readings >> index & 1 == 1)
            .map(|(_, id)| id)
            .collect();
        let readings =
            others.iter().fold(ChosenReadings::default(), |readings, id| readings.other(id));

        let index = set
            .regions
            .iter()
            .position(|candidate| candidate.id == region)
            .expect("the region is one of the set");
        let mut answers = Answers::none(set)
            .with(PolicySet::REGION, Answer::Option(index as u16))
            .expect("a region contradicts nothing");
        let rolls =
            |question: QuestionIndex| throw.rolls[usize::from(question.0) % throw.rolls.len()];
        let mut open = Vec::new();
        for (question, grid) in grids.open(&answers.clone()) {
            if rolls(question).0 < 65 {
                answers = Self::answer(answers, question, grid, rolls(question).1);
            } else {
                open.push((question, grid));
            }
        }
        let most = completions.map(|most| most.min(AWARDS_OF_COMPLETIONS / grids.awards()).max(1));
        // In no order of the documents, so that any of the questions may be those that stay open.
        open.sort_by_key(|(question, _)| rolls(*question).1.rotate_left(16));
        for (question, grid) in open {
            if most.is_some_and(|most| grids.completions(&answers) > most) {
                answers = Self::answer(answers, question, grid, rolls(question).1);
            }
        }
        Self { set, region, on, others, readings, answers }
    }

    /// One more answer from the question's grid; the next that contradicts nothing.
    fn answer(answers: Answers, question: QuestionIndex, grid: &[Answer], pick: u32) -> Answers {
        Self::given(grid, pick as usize)
            .find_map(|answer| answers.with(question, answer.clone()).ok())
            .expect("some answer contradicts nothing")
    }

    /// The answers of a grid that a company can give, from one of them on.
    fn given(grid: &[Answer], first: usize) -> impl Iterator<Item = &Answer> {
        let first = first % grid.len();
        let far = Answer::Figure(oracle::far());
        grid[first..].iter().chain(&grid[..first]).filter(move |answer| **answer != far)
    }

    fn report(&self) -> Report {
        evaluate(self.set, &self.answers, self.on, &self.readings)
    }
}

/// Returns all that a report says.
fn shown(report: &Report) -> String {
    let steps = report.awards.iter().map(|award| report.steps(award));
    format!("{:?} {report:?}", steps.collect::<Vec<_>>())
}

fn ends(amount: Amount) -> (Decimal, Option<Decimal>) {
    let Level::Sum(least) = amount.least else {
        panic!("the lower end of a result is always a sum")
    };
    (least.decimal(), amount.most.sum().map(huiqi_rules::money::Yuan::decimal))
}

/// Whether an award, or one that it is compared with, has a computed amount; or whether it is under
/// several limits.
fn is_computed(report: &Report, index: usize) -> bool {
    let own = report.awards[index].award.id;
    let computed = |id: &str| {
        let award = report.awards.iter().find(|award| award.award.id == id);
        award.is_some_and(|award| {
            let mut terms = award.award.all_terms();
            terms.any(|terms| matches!(terms.amount, AmountRule::Computed(_)))
        })
    };
    let in_group = |group: &GroupReport| group.awards.iter().any(|award| award.id == own);
    let groups = report.groups.iter().filter(|group| in_group(group));
    let mut rivals = groups.flat_map(|group| &group.awards);
    let highest = |limit: &LimitReport| matches!(limit.limit.rule, LimitRule::Highest);
    let is_under = |limit: &LimitReport| limit.awards.iter().any(|award| award.id == own);
    computed(own)
        || rivals.any(|award| computed(award.id))
        || report.limits.iter().any(|limit| highest(limit) && is_under(limit))
}

pub(crate) fn agrees_with_enumeration(
    set: &'static PolicySet,
    throw: &Throw,
) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, Some(COMPLETIONS));
    let report = play.report();
    let found = oracle::enumerate(
        &OracleCase { set, region: play.region, on: play.on, others: &play.others },
        &play.answers,
    );
    prop_assert!(found.completions > 0);
    for (index, award) in report.awards.iter().enumerate() {
        prop_assert_eq!(ends(award.amount), found.awards[index], "{}", award.award.id);
        let zero = found.awards[index] == (Decimal::ZERO, Some(Decimal::ZERO));
        let exact = found.awards[index].1 == Some(found.awards[index].0);
        let in_force = award.outcome != Outcome::NotInForce;
        let set_aside = found.always_set_aside[index] && !zero && in_force;
        let certain = !zero && exact && found.never_set_aside[index];
        let is = |outcome| award.outcome == outcome;
        if is_computed(&report, index) {
            // Of computed amounts, "possible" may be said where another outcome is true.
            let (aside, certain) =
                (set_aside || !is(Outcome::SetAside), certain || !is(Outcome::Certain));
            prop_assert!(aside && certain, "{} {:?}", award.award.id, award.outcome);
        } else {
            prop_assert_eq!(is(Outcome::SetAside), set_aside, "{}", award.award.id);
            prop_assert_eq!(is(Outcome::Certain), certain, "{}", award.award.id);
        }
    }
    prop_assert_eq!(report.groups.len(), found.groups.len());
    for (group, (members, bounds)) in report.groups.iter().zip(&found.groups) {
        let ids: Vec<&str> = members.iter().map(|member| report.awards[*member].award.id).collect();
        prop_assert_eq!(group.awards.iter().map(|award| award.id).collect::<Vec<_>>(), ids);
        prop_assert_eq!(ends(group.amount), *bounds);
    }
    prop_assert_eq!(report.limits.len(), found.limits.len());
    for (limit, (id, [before, after, cut])) in report.limits.iter().zip(&found.limits) {
        prop_assert_eq!(limit.limit.id, *id);
        prop_assert_eq!(ends(limit.before), *before, "before {}", id);
        prop_assert_eq!(ends(limit.amount), *after, "after {}", id);
        let chosen = play.readings.of(limit.policy);
        if let LimitRule::AtMost(Formula::Constant(..), ..) | LimitRule::Highest =
            limit.limit.rule_under(chosen)
        {
            prop_assert_eq!(ends(limit.cut), *cut, "cut by {}", id);
        } else {
            // A figure and what it limits may hang on one answer: the ends hold all that is there.
            let (least, most) = ends(limit.cut);
            prop_assert!(least <= cut.0, "cut by {}", id);
            prop_assert!(most.is_none_or(|most| cut.1.is_some_and(|cut| cut <= most)));
        }
        // What a result leaves out brings the same as if it were not there.
        if !report.limits_that_take().any(|one| one.limit.id == *id) {
            prop_assert_eq!(before, after, "{} takes nothing", id);
        }
    }
    prop_assert_eq!(ends(report.outline.total), found.total);
    prop_assert_eq!(
        report.outline.asks.iter().map(|ask| ask.question).collect::<Vec<_>>(),
        found.asks
    );
    Ok(())
}

fn narrows_with_every_answer(set: &'static PolicySet, throw: &Throw) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, None);
    let before = play.report();
    let grids = RegionGrids::of(set, play.region);
    let open: Vec<(QuestionIndex, &[Answer])> = grids.open(&play.answers).collect();
    let answered = AWARDS_AFTER_ANSWERS / (grids.awards() * open.len()).max(1);
    for (question, grid) in open {
        // Of a large region, some answers to each question, other ones for each company.
        let apart = grid.len().div_ceil(answered.max(1));
        for answer in Play::given(grid, throw.day).step_by(apart) {
            let Ok(answers) = play.answers.with(question, answer.clone()) else { continue };
            let after = evaluate(set, &answers, play.on, &play.readings);
            let pairs = before
                .awards
                .iter()
                .map(|award| award.amount)
                .zip(after.awards.iter().map(|award| award.amount));
            for (wide, narrow) in pairs.chain([(before.outline.total, after.outline.total)]) {
                prop_assert!(
                    narrow.least >= wide.least && narrow.most <= wide.most,
                    "{wide:?} became {narrow:?}"
                );
            }
            let asked = |report: &Report| -> Vec<QuestionIndex> {
                report.outline.asks.iter().map(|ask| ask.question).collect()
            };
            let (fewer, asked) = (asked(&after), asked(&before));
            prop_assert!(fewer.iter().all(|question| asked.contains(question)));
        }
    }
    Ok(())
}

fn leaves_only_the_documents_open(
    set: &'static PolicySet,
    throw: &Throw,
) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, Some(1));
    let report = play.report();
    prop_assert!(report.outline.asks.is_empty());
    let mut total = Amount::ZERO;
    let is_limited = |id: &str| report.limits.iter().any(|limit| limit.limit.members.contains(&id));
    for award in &report.awards {
        prop_assert!(!award.open_because.answer && award.missing.is_empty());
        let open = award.open_because.ceiling
            || award.open_because.competition
            || award.open_because.document_silent
            || award.open_because.spread;
        prop_assert!(award.amount.is_exact() || open, "{} is open without a cause", award.award.id);
        // Only where the document leaves each case to a decision.
        let is_by_case = format!("{:?}", award.policy.awards).contains("Unbounded");
        prop_assert!(award.amount.most != Level::Open || is_by_case);
        let is_grouped =
            |group: &GroupReport| group.awards.iter().any(|member| member.id == award.award.id);
        if !is_limited(award.award.id) && !report.groups.iter().any(is_grouped) {
            total = total + award.amount;
        }
    }
    let groups = report.groups.iter().map(|group| (group.rule.id, group.amount));
    let limits = report.limits.iter().map(|limit| (limit.limit.id, limit.amount));
    total = groups
        .chain(limits)
        .filter(|(id, _)| !is_limited(id))
        .fold(total, |total, (_, amount)| total + amount);
    prop_assert_eq!(report.outline.total, total);
    Ok(())
}

fn does_not_mind_the_order(set: &'static PolicySet, throw: &Throw) -> Result<(), TestCaseError> {
    let play = Play::of(set, throw, None);
    let mut given: Vec<(QuestionIndex, Answer)> =
        play.answers.iter().map(|(question, answer)| (question, answer.clone())).collect();
    given.sort_by_key(|(question, _)| throw.rolls[usize::from(question.0) % throw.rolls.len()].1);
    let mut answers = Answers::none(set);
    for (question, answer) in given {
        answers = answers
            .with(question, answer)
            .expect("no part of answers without contradiction has one");
    }
    prop_assert_eq!(
        shown(&evaluate(set, &answers, play.on, &play.readings)),
        shown(&play.report())
    );
    Ok(())
}

proptest! {
    #![proptest_config(random_cases(300))]

    #[test]
    fn all_of_a_shipped_report_is_that_of_plain_enumeration(throw in throws()) {
        agrees_with_enumeration(&POLICIES, &throw)?;
    }

    #[test]
    fn all_of_a_made_up_report_is_that_of_plain_enumeration(throw in throws()) {
        agrees_with_enumeration(made_up::set(), &throw)?;
    }

    #[test]
    fn all_of_a_report_with_new_documents_is_that_of_plain_enumeration(throw in throws()) {
        agrees_with_enumeration(made_up::set_of_new(), &throw)?;
    }

    #[test]
    fn one_more_answer_never_widens(throw in throws()) {
        narrows_with_every_answer(&POLICIES, &throw)?;
        narrows_with_every_answer(made_up::set(), &throw)?;
        narrows_with_every_answer(made_up::set_of_new(), &throw)?;
    }

    #[test]
    fn complete_answers_leave_open_only_what_the_documents_leave_open(throw in throws()) {
        leaves_only_the_documents_open(&POLICIES, &throw)?;
        leaves_only_the_documents_open(made_up::set(), &throw)?;
        leaves_only_the_documents_open(made_up::set_of_new(), &throw)?;
    }

    #[test]
    fn the_order_of_answering_never_matters(throw in throws()) {
        does_not_mind_the_order(&POLICIES, &throw)?;
        does_not_mind_the_order(made_up::set(), &throw)?;
        does_not_mind_the_order(made_up::set_of_new(), &throw)?;
    }
}
