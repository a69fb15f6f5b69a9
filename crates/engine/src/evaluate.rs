//! All parts together: the report, and its outline.

use super::bounds::{Search, SumView};
use super::calculation::Calculation;
use super::chosen::ChosenReadings;
use super::completion::Completion;
use super::index::AwardIndex;
use super::limits::{LimitRule, Standing};
use super::outcome::{AwardState, both};
use super::pay::Pay;
use super::readings::ChosenResult;
use super::relevance::asks;
use super::scope::Scope;
use super::supports::supports;
use crate::report::{
    Ask, AwardReport, GroupReport, LimitReport, OpenBecause, Outcome, Outline, Report,
};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answers;
use huiqi_rules::formula::{Formula, Gap};
use huiqi_rules::policy::{AmountRule, Award, Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
use time::Date;

/// What is found of one award beside what it pays.
struct Finding {
    /// The unanswered questions that can still change it.
    missing: Vec<QuestionIndex>,
    /// Whether its limit lets it be paid.
    standing: Standing,
}

impl Finding {
    /// Why an award is open by itself that pays this.
    fn causes(&self, pay: Pay) -> OpenBecause {
        OpenBecause { answer: !self.missing.is_empty(), ..pay.causes }
    }
}

/// Returns what a company can expect for these answers, on this day, under these readings.
#[must_use]
pub fn evaluate(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
) -> Report {
    let Some(scope) = Scope::of(set, answers, on, readings) else {
        return Report {
            outline: nowhere(on),
            awards: Vec::new(),
            groups: Vec::new(),
            limits: Vec::new(),
            supports: Vec::new(),
            readings: Vec::new(),
            calculation: None,
        };
    };
    let mut completion = Completion::of(set, scope.region, answers);
    let mut search = scope.search(&mut completion);
    let missing = missing(&scope, &mut search);
    let known = KnownSums::of(&scope, &mut search);
    let total = known.total().unwrap_or_else(|| search.sum(&scope.everything));
    let outline = outline_of(&scope, &mut search, &missing, total);
    let findings = findings(&scope, &mut search, missing);
    let groups = groups(&scope, &mut search);
    let limits = limits(&scope, &mut search, &known);
    let awards = scope
        .everything
        .iter()
        .map(|award| award_report(&scope, &mut search, &findings, *award, readings))
        .collect();
    let alone = search.known();
    let readings =
        ChosenResult { scope: &scope, readings, total, alone }.differences(&mut completion);
    let supports = supports(&scope.policies, answers, on);
    let calculation = Some(Calculation::of(scope, completion));
    Report { outline, awards, groups, limits, supports, readings, calculation }
}

/// Returns every award of the region's documents with its bounds, each by itself, before limits.
#[must_use]
pub fn award_amounts(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
) -> Vec<(&'static Policy, &'static Award, Amount)> {
    let Some(scope) = Scope::of(set, answers, on, readings) else { return Vec::new() };
    scope.find(answers, |search| {
        let amount = |index: &AwardIndex| {
            let award = scope.award(*index);
            (award.policy, award.award, search.award(*index).amount)
        };
        scope.everything.iter().map(amount).collect()
    })
}

/// Returns the [`Outline`] of [`evaluate`], without the rest: what the questions are drawn from.
#[must_use]
pub fn outline(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
) -> Outline {
    let Some(scope) = Scope::of(set, answers, on, readings) else { return nowhere(on) };
    scope.find(answers, |search| {
        let missing = missing(&scope, search);
        let total = search.sum(&scope.everything);
        outline_of(&scope, search, &missing, total)
    })
}

/// Returns the same of one document of the region alone.
#[must_use]
pub fn outline_of_document(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
    policy: &'static Policy,
) -> Outline {
    let Some(region) = answers.region() else { return nowhere(on) };
    let scope = Scope::over(set, region, vec![policy], on, readings);
    scope.find(answers, |search| {
        let missing = missing(&scope, search);
        let total = search.sum(&scope.everything);
        outline_of(&scope, search, &missing, total)
    })
}

/// Where the region is not answered: nothing is known, and the region is asked.
fn nowhere(on: Date) -> Outline {
    Outline {
        on,
        total: Amount { least: Level::ZERO, most: Level::Open },
        asks: vec![Ask { question: PolicySet::REGION, awards: 0, most: Level::Open }],
        documents: Vec::new(),
    }
}

/// Returns the questions that each award misses.
pub(super) fn missing(scope: &Scope, search: &mut Search<'_>) -> Vec<Vec<QuestionIndex>> {
    scope.everything.iter().map(|award| search.missing(*award)).collect()
}

fn outline_of(
    scope: &Scope,
    search: &mut Search<'_>,
    missing: &[Vec<QuestionIndex>],
    total: Amount,
) -> Outline {
    Outline { on: scope.on, total, asks: asks(search, missing), documents: scope.documents() }
}

fn findings(
    scope: &Scope,
    search: &mut Search<'_>,
    missing: Vec<Vec<QuestionIndex>>,
) -> Vec<Finding> {
    let unlimited = |missing| Finding { missing, standing: Standing::Always };
    let mut findings: Vec<Finding> = missing.into_iter().map(unlimited).collect();
    // A limit that adds up lets all be paid.
    for limit in scope.limits.iter().filter(|limit| limit.rule.at_most().is_none()) {
        let paid = search.paid(limit);
        for (member, standing) in limit.standings(&paid) {
            findings[member.0].standing = findings[member.0].standing.and(standing);
        }
        // What is under a limit that another may be paid instead of, may be paid too.
        let of_inner = limit.inner.iter().zip(&paid[limit.members.len()..]);
        for (inner, is_paid) in of_inner {
            let is_alone = paid.iter().filter(|paid| **paid).count() == usize::from(*is_paid);
            let standing = match (is_paid, is_alone) {
                (true, true) => continue,
                (true, false) => Standing::Sometimes,
                (false, _) => Standing::Never(None),
            };
            for award in scope.below(*inner) {
                findings[award.0].standing = findings[award.0].standing.and(standing);
            }
        }
    }
    findings
}

fn groups(scope: &Scope, search: &mut Search<'_>) -> Vec<GroupReport> {
    let mut groups = Vec::new();
    for (index, limit) in scope.indexed_limits() {
        if let Some(rule) = limit.rule.group() {
            groups.push(GroupReport {
                rule,
                awards: limit.members.iter().map(|member| scope.award(*member).award).collect(),
                amount: search.sum_of(&limit.members, SumView::After(index)),
            });
        }
    }
    groups
}

/// What is known of sums while other questions may be open.
struct KnownSums {
    /// By limit: what is under it brings before it; at the end, what all awards bring. Of a limit
    /// that is open, no more than a part.
    sums: Vec<Option<Amount>>,
    /// By limit: whether it, or something under it, reads what is open.
    open_limits: Vec<bool>,
    /// Whether an award is open, by itself or through its limits.
    is_open: bool,
}

impl KnownSums {
    fn of(scope: &Scope, search: &mut Search<'_>) -> Self {
        let mut open_limits = vec![false; scope.limits.len()];
        let mut known = Vec::with_capacity(scope.everything.len());
        for award in &scope.everything {
            if search.reads(&[*award]).meets(search.completion.open) {
                let mut limit = scope.award(*award).limit;
                while let Some(index) = limit {
                    open_limits[usize::from(index.0)] = true;
                    limit = scope.limits[usize::from(index.0)].above;
                }
            } else {
                known.push(*award);
            }
        }
        let is_open = known.len() != scope.everything.len();
        Self { sums: search.known_sums(&known), open_limits, is_open }
    }

    /// Returns what all awards bring, where nothing that they read is open.
    fn total(&self) -> Option<Amount> {
        let total = self.sums.last().copied().flatten().unwrap_or(Amount::ZERO);
        (!self.is_open).then_some(total)
    }
}

fn limits(scope: &Scope, search: &mut Search<'_>, known: &KnownSums) -> Vec<LimitReport> {
    let mut reports = Vec::with_capacity(scope.limits.len());
    for (index, limit) in scope.indexed_limits() {
        if let LimitRule::Sum(policy, rule, _) = limit.rule {
            let below = scope.below(index);
            let place = usize::from(index.0);
            let is_known = !known.open_limits[place];
            let before = match known.sums[place] {
                // Of a limit of which the highest is paid, it is the highest.
                Some(before) if is_known && limit.rule.at_most().is_some() => before,
                Some(_) | None => search.sum_of(&below, SumView::Before(index)),
            };
            let figure = search.figure(limit);
            let cut = |figure: Amount| Amount {
                least: less(before.least, figure.most),
                most: less(before.most, figure.least),
            };
            let (amount, cut) = match (limit.rule.at_most(), figure) {
                // Both ends are limited by themselves: no answer moves them together.
                (Some((formula, ..)), Some(figure))
                    if is_known
                        || matches!(formula, Formula::Constant(..) | Formula::Unbounded) =>
                {
                    (before.up_to(figure), cut(figure))
                }
                // Between these: a figure and what it limits may hang on one answer.
                (Some(_), Some(figure)) => {
                    (search.sum_of(&below, SumView::After(index)), cut(figure))
                }
                (Some(_) | None, _) => (search.sum_of(&below, SumView::After(index)), Amount::ZERO),
            };
            let awards = below.iter().map(|award| scope.award(*award).award).collect();
            reports.push(LimitReport { policy, limit: rule, awards, before, amount, cut });
        }
    }
    reports
}

/// A level less another, or nothing where the other is larger. What is left of an open level is
/// open.
fn less(level: Level, other: Level) -> Level {
    match (level, other) {
        (Level::Sum(level), Level::Sum(other)) => Level::Sum(level.less(other)),
        (Level::Open, Level::Sum(_)) => Level::Open,
        (Level::Sum(_) | Level::Open, Level::Open) => Level::ZERO,
    }
}

fn award_report(
    scope: &Scope,
    search: &mut Search<'_>,
    findings: &[Finding],
    index: AwardIndex,
    readings: &ChosenReadings,
) -> AwardReport {
    let (own, finding) = (scope.award(index), &findings[index.0]);
    let (pay, standing) = (search.award(index), finding.standing);
    let amount = pay.amount;
    let facts = AwardState::of(own.rule.counts, amount, standing);
    let outcome = facts.outcome();
    let of_rivals = || {
        let of_rival = |rival: AwardIndex| findings[rival.0].causes(search.award(rival));
        scope.rivals(index).into_iter().map(of_rival).fold(OpenBecause::default(), both)
    };
    let open_because = facts.open_because(finding.causes(pay), of_rivals);
    let set_aside_for = match standing {
        Standing::Never(winner) if outcome == Outcome::SetAside => winner,
        Standing::Never(_) | Standing::Always | Standing::Sometimes => None,
    };
    // On the nearest day of an award that is not in force.
    let days = own.rule.terms.days;
    let would_have_paid = (!own.rule.counts).then(|| {
        let day = days.nearest_day(own.policy, scope.on);
        (day, search.amount(&scope.rule(own, day, readings.of(own.policy))).amount)
    });
    AwardReport {
        policy: own.policy,
        award: own.award,
        days,
        amount,
        outcome,
        open_because,
        gap: match &own.rule.terms.amount {
            AmountRule::Computed(computed) => computed.gap,
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Graded { .. }
            | AmountRule::Share { .. }
            | AmountRule::Match { .. } => Gap::None,
        },
        set_aside_for: set_aside_for.map(|winner| scope.award(winner).award),
        missing: finding.missing.clone(),
        would_have_paid,
        index,
    }
}
