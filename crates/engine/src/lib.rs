//! Turns answers, complete or not, into a report with exact bounds and reasons.
//!
//! The order is: region, date, condition, amount, cap, rounding, matters claimed elsewhere,
//! highest-only groups, sum. Nothing here can fail: what could is refused when answers are built or
//! when policies are baked.

mod advice;
mod bounds;
mod completion;
mod ladder;
mod pay;
mod reasons;
mod relevance;
pub mod report;
mod screen;

use crate::report::{
    Ask, AwardReport, DocumentReport, DocumentState, GroupReport, OpenBecause, Outcome, Outline,
    ReadingReport, Report, SupportReport,
};
pub use advice::advise;
use bounds::Search;
use completion::Completion;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{Award, HighestOnly, Policy, PolicySet};
use huiqi_rules::question::{QuestionIndex, Variables};
use huiqi_rules::truth::Truth;
pub use ladder::ladder;
use pay::Rule;
use rust_decimal::Decimal;
pub use screen::{Brief, Screener};
use time::Date;

/// Which disputed clauses are read the other way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChosenReadings {
    others: Vec<&'static str>,
}

impl ChosenReadings {
    /// The same choice with this reading taken the other way.
    #[must_use]
    pub fn other(mut self, id: &'static str) -> Self {
        if !self.others.contains(&id) {
            self.others.push(id);
        }
        self
    }

    /// Whether this reading is taken the other way.
    #[must_use]
    pub fn is_other(&self, id: &str) -> bool {
        self.others.contains(&id)
    }

    /// The same choice with this reading alone switched.
    #[must_use]
    pub fn switched(&self, id: &'static str) -> Self {
        let mut others = self.others.clone();
        if self.is_other(id) {
            others.retain(|other| *other != id);
        } else {
            others.push(id);
        }
        Self { others }
    }
}

/// One award of the region with the terms that hold.
struct Entry {
    policy: &'static Policy,
    award: &'static Award,
}

impl Entry {
    /// The award as a day has it; `other` says which readings are taken the other way.
    fn rule(&self, set: &'static PolicySet, on: Date, other: impl Fn(&str) -> bool) -> Rule {
        let terms = match &self.award.other {
            Some(others) if other(self.policy.readings[usize::from(others.reading)].id) => {
                &others.terms
            }
            Some(_) | None => &self.award.terms,
        };
        let counts = in_force(self.policy, on)
            || (terms.counts_before_the_document
                && state(self.policy, on) == DocumentState::NotYet);
        let claimed = match (&self.policy.claimed_elsewhere, self.award.matter) {
            (Some(elsewhere), Some(matter)) => {
                Some(set.question(elsewhere.question).first_variable + matter)
            }
            (Some(_) | None, _) => None,
        };
        Rule { terms, claimed, counts, reads: if counts { terms.reads } else { Variables::NONE } }
    }
}

/// Which awards stand in a highest-only group under a choice of readings.
struct Groups {
    /// For each award the group it is in.
    of: Vec<Option<usize>>,
    all: Vec<(&'static HighestOnly, Vec<usize>)>,
}

/// The region of some answers with the rules that hold there under a choice of readings.
struct Region {
    id: &'static str,
    policies: Vec<&'static Policy>,
    entries: Vec<Entry>,
    /// One for each entry.
    rules: Vec<Rule>,
    groups: Groups,
}

impl Region {
    /// Nothing where the region is not answered.
    fn of(
        set: &'static PolicySet,
        answers: &Answers,
        on: Date,
        readings: &ChosenReadings,
    ) -> Option<Self> {
        let id = answers.region()?.id;
        let policies: Vec<&'static Policy> = set.policies_in(id).collect();
        let entries: Vec<Entry> = policies
            .iter()
            .flat_map(|policy| policy.awards.iter().map(|award| Entry { policy, award }))
            .collect();
        let rules =
            entries.iter().map(|entry| entry.rule(set, on, |id| readings.is_other(id))).collect();
        let groups = Groups::of(&policies, entries.len(), |id| readings.is_other(id));
        Some(Self { id, policies, entries, rules, groups })
    }

    /// What a search finds for some answers.
    fn search<T>(
        &self,
        set: &'static PolicySet,
        answers: &Answers,
        found: impl FnOnce(&mut Search<'_>) -> T,
    ) -> T {
        found(&mut self.search_in(set, &mut Completion::of(set, answers)))
    }

    fn search_in<'a>(
        &'a self,
        set: &'static PolicySet,
        completion: &'a mut Completion,
    ) -> Search<'a> {
        Search::new(set, &self.rules, &self.groups.of, completion)
    }

    fn everything(&self) -> Vec<usize> {
        (0..self.entries.len()).collect()
    }

    /// What the awards that count read.
    fn reads(&self) -> Variables {
        self.rules.iter().fold(Variables::NONE, |all, rule| all | rule.reads)
    }

    /// The thresholds of the awards that count for one question, rising.
    fn thresholds(&self, set: &'static PolicySet, question: QuestionIndex) -> Vec<Decimal> {
        let mut thresholds = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.counts) {
            rule.terms.collect_thresholds(
                set,
                set.question(question).first_variable,
                &mut thresholds,
            );
        }
        huiqi_rules::order::sort(&mut thresholds, |left, right| left < right);
        thresholds
    }

    /// The documents, with how many of their awards count.
    fn documents(&self, on: Date) -> Vec<DocumentReport> {
        let counted = |policy| {
            self.entries
                .iter()
                .zip(&self.rules)
                .filter(|(entry, rule)| std::ptr::eq(entry.policy, policy) && rule.counts)
                .count()
        };
        self.policies
            .iter()
            .map(|policy| DocumentReport {
                policy,
                state: state(policy, on),
                counted: counted(*policy),
            })
            .collect()
    }
}

/// Whether an award's group lets it through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Always,
    Sometimes,
    Never,
}

impl Groups {
    /// Those of these documents, one after the other; `other` says which readings are taken the
    /// other way.
    fn of(policies: &[&'static Policy], awards: usize, other: impl Fn(&str) -> bool) -> Self {
        let mut groups = Self { of: vec![None; awards], all: Vec::new() };
        let mut first = 0;
        for policy in policies {
            for rule in policy.highest_only {
                let members = match &rule.other {
                    Some(others) if other(policy.readings[usize::from(others.reading)].id) => {
                        others.awards
                    }
                    Some(_) | None => rule.awards,
                };
                if !members.is_empty() {
                    let members: Vec<usize> =
                        members.iter().map(|member| first + usize::from(*member)).collect();
                    members.iter().for_each(|member| groups.of[*member] = Some(groups.all.len()));
                    groups.all.push((rule, members));
                }
            }
            first += policy.awards.len();
        }
        groups
    }

    /// The awards of an award's group; none where it is in no group.
    fn members(&self, award: usize) -> &[usize] {
        self.of[award].map_or(&[], |group| &self.all[group].1)
    }

    fn standing(&self, award: usize, winners: &[Vec<bool>]) -> Standing {
        let Some(group) = self.of[award] else { return Standing::Always };
        let place = self.all[group]
            .1
            .iter()
            .position(|member| *member == award)
            .expect("an award is a member of its group");
        let others = winners[group].iter().enumerate().any(|(other, wins)| *wins && other != place);
        match (winners[group][place], others) {
            (true, false) => Standing::Always,
            (true, true) => Standing::Sometimes,
            (false, _) => Standing::Never,
        }
    }

    fn only_winner(&self, award: usize, winners: &[Vec<bool>]) -> Option<usize> {
        let group = self.of[award]?;
        let mut who = winners[group]
            .iter()
            .enumerate()
            .filter(|(_, wins)| **wins)
            .map(|(place, _)| self.all[group].1[place]);
        match (who.next(), who.next()) {
            (Some(winner), None) => Some(winner),
            (_, Some(_)) | (None, None) => None,
        }
    }
}

/// What a company can expect for these answers, on this day, under these readings.
#[must_use]
pub fn evaluate(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
) -> Report {
    let Some(region) = Region::of(set, answers, on, readings) else {
        return Report {
            outline: nowhere(on),
            awards: Vec::new(),
            groups: Vec::new(),
            supports: Vec::new(),
            readings: Vec::new(),
        };
    };
    let Region { policies, entries, rules, groups, .. } = &region;
    let mut completion = Completion::of(set, answers);
    let everything = region.everything();
    let mut search = region.search_in(set, &mut completion);
    let amounts: Vec<(Amount, OpenBecause)> =
        everything.iter().map(|award| search.award(*award)).collect();
    let total = search.sum(&everything);
    let group_reports: Vec<GroupReport> = groups
        .all
        .iter()
        .map(|(rule, members)| GroupReport {
            rule,
            awards: members.iter().map(|member| entries[*member].award).collect(),
            amount: search.sum(members),
        })
        .collect();
    let winners: Vec<Vec<bool>> =
        groups.all.iter().map(|(_, members)| search.winners(members)).collect();
    let missing: Vec<Vec<QuestionIndex>> =
        everything.iter().map(|award| search.missing(*award)).collect();
    let asks = asks(set, &mut search, &missing);
    let misses: Vec<bool> = missing.iter().map(|missing| !missing.is_empty()).collect();

    let mut awards = Vec::with_capacity(entries.len());
    for ((place, entry), missing) in entries.iter().enumerate().zip(missing) {
        let rule = rules[place];
        let (amount, causes) = amounts[place];
        let standing = groups.standing(place, &winners);
        let outcome = if !rule.counts {
            Outcome::NotInForce
        } else if amount.is_zero() {
            Outcome::NotMet
        } else if standing == Standing::Never {
            Outcome::SetAside
        } else if amount.is_exact() && standing == Standing::Always {
            Outcome::Certain
        } else {
            Outcome::Possible
        };
        let mut open_because = causes;
        open_because.answer = misses[place];
        if standing == Standing::Sometimes {
            let members = groups.members(place);
            let open = members
                .iter()
                .filter(|rival| **rival != place)
                .fold(OpenBecause::default(), |open, rival| bounds::both(open, amounts[*rival].1));
            open_because = if amount.is_exact() { open } else { open_because };
            open_because.answer |= members.iter().any(|member| misses[*member]);
        }
        if matches!(outcome, Outcome::Certain | Outcome::NotMet | Outcome::NotInForce) {
            open_because = OpenBecause::default();
        }
        let reasons = search.reasons(&rule, entry.policy, entry.award, answers);
        let steps = search.steps(&rule);
        // On the nearest day of a document that is not in force.
        let would_have_paid = (!rule.counts).then(|| {
            let day = nearest_day(entry.policy, on);
            (day, search.amount(&entry.rule(set, day, |id| readings.is_other(id))).0)
        });
        awards.push(AwardReport {
            policy: entry.policy,
            award: entry.award,
            amount,
            outcome,
            open_because,
            reasons,
            steps,
            set_aside_for: if outcome == Outcome::SetAside {
                groups.only_winner(place, &winners).map(|winner| entries[winner].award)
            } else {
                None
            },
            missing,
            would_have_paid,
        });
    }

    let told = Told { on, readings, total, amounts: &amounts, alone: search.known() };
    let reading_reports = told.readings(set, &region, &mut completion);
    let supports = supports(policies, answers, on);
    Report {
        outline: Outline { on, total, asks, documents: region.documents(on) },
        awards,
        groups: group_reports,
        supports,
        readings: reading_reports,
    }
}

/// What a report says under the chosen readings, to hold another reading against.
struct Told<'a> {
    on: Date,
    readings: &'a ChosenReadings,
    total: Amount,
    amounts: &'a [(Amount, OpenBecause)],
    alone: Vec<Option<(Amount, OpenBecause)>>,
}

impl Told<'_> {
    /// The readings that change the total or an award when they alone are switched; only what they
    /// change is computed again.
    fn readings(
        &self,
        set: &'static PolicySet,
        region: &Region,
        completion: &mut Completion,
    ) -> Vec<ReadingReport> {
        let Region { policies, entries, rules, groups, .. } = region;
        let everything = region.everything();
        let mut reports = Vec::new();
        for policy in policies {
            for (number, reading) in policy.readings.iter().enumerate() {
                let other = |id: &str| self.readings.is_other(id) != (id == reading.id);
                let is_touched = |place: &usize| {
                    let Entry { policy: own, award } = &entries[*place];
                    std::ptr::eq(*own, *policy)
                        && award
                            .other
                            .as_ref()
                            .is_some_and(|other| usize::from(other.reading) == number)
                };
                let touched: Vec<usize> = everything.iter().copied().filter(is_touched).collect();
                let mut switched = rules.clone();
                touched
                    .iter()
                    .for_each(|place| switched[*place] = entries[*place].rule(set, self.on, other));
                let regroups = policy.highest_only.iter().any(|rule| {
                    rule.other.as_ref().is_some_and(|other| usize::from(other.reading) == number)
                });
                let regrouped = regroups.then(|| Groups::of(policies, entries.len(), other));
                let group_of = &regrouped.as_ref().unwrap_or(groups).of;
                let mut alone = self.alone.clone();
                touched.iter().for_each(|place| alone[*place] = None);
                let mut search = Search::knowing(alone, set, &switched, group_of, completion);
                let total = search.sum(&everything);
                if total != self.total
                    || touched.iter().any(|place| search.award(*place).0 != self.amounts[*place].0)
                {
                    reports.push(ReadingReport {
                        reading,
                        chosen_other: self.readings.is_other(reading.id),
                        total,
                    });
                }
            }
        }
        reports
    }
}

/// The total, the questions and the documents of [`evaluate`], without awards, groups, supports and
/// readings: what the questions are drawn from.
#[must_use]
pub fn outline(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
) -> Outline {
    let Some(region) = Region::of(set, answers, on, readings) else { return nowhere(on) };
    region.search(set, answers, |search| {
        let everything = region.everything();
        let missing: Vec<Vec<QuestionIndex>> =
            everything.iter().map(|award| search.missing(*award)).collect();
        let total = search.sum(&everything);
        let asks = asks(set, search, &missing);
        Outline { on, total, asks, documents: region.documents(on) }
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

/// Whether a document holds on a day; both ends of its window are inclusive.
#[must_use]
pub fn in_force(policy: &Policy, on: Date) -> bool {
    on >= policy.valid_from && policy.valid_to.is_none_or(|last| on <= last)
}

/// The day of a document's window that is nearest to a day outside it.
#[must_use]
pub fn nearest_day(policy: &Policy, on: Date) -> Date {
    match policy.valid_to {
        Some(last) if on > last => last,
        Some(_) | None => policy.valid_from,
    }
}

fn state(policy: &Policy, on: Date) -> DocumentState {
    if on < policy.valid_from {
        DocumentState::NotYet
    } else if !in_force(policy, on) {
        DocumentState::Ended
    } else if policy.valid_to.is_some() {
        DocumentState::InForce
    } else {
        DocumentState::InForceUnstatedEnd
    }
}

/// From the questions that each award misses.
fn asks(
    set: &'static PolicySet,
    search: &mut Search<'_>,
    missing: &[Vec<QuestionIndex>],
) -> Vec<Ask> {
    let mut asks = Vec::new();
    if missing.iter().all(Vec::is_empty) {
        return asks;
    }
    for place in 0..set.questions.len() {
        let question = QuestionIndex(place as u8);
        let touched: Vec<usize> =
            (0..missing.len()).filter(|award| missing[*award].contains(&question)).collect();
        if !touched.is_empty() {
            asks.push(Ask { question, awards: touched.len(), most: search.sum(&touched).most });
        }
    }
    asks
}

fn supports(policies: &[&'static Policy], answers: &Answers, on: Date) -> Vec<SupportReport> {
    let mut supports = Vec::new();
    for policy in policies.iter().filter(|policy| in_force(policy, on)) {
        for support in policy
            .supports
            .iter()
            .filter(|support| support.kind != huiqi_rules::policy::Support::GOAL)
        {
            let truth =
                support.condition.as_ref().map_or(Truth::Yes, |condition| answers.truth(condition));
            if truth != Truth::No {
                supports.push(SupportReport { policy, support, truth });
            }
        }
    }
    supports
}
