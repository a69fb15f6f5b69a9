//! The region of some answers with its rules on a day, under a choice of readings.

use super::chosen::ChosenReadings;
use super::index::{AwardIndex, LimitIndex};
use super::limits::{Limit, LimitRule};
use super::pay::{OtherAwards, Rule};
use crate::report::DocumentReport;
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::{Award, DocumentState, Policy, PolicySet, ReadingSet, Region};
use huiqi_rules::question::{QuestionIndex, Variables};
use rust_decimal::Decimal;
use time::Date;

/// An award of the region with the rules that hold for it.
#[derive(Clone, Copy)]
pub(super) struct ScopeAward {
    pub(super) policy: &'static Policy,
    pub(super) award: &'static Award,
    pub(super) rule: Rule,
    /// The limit that it is under.
    pub(super) limit: Option<LimitIndex>,
}

/// The region of some answers with its rules.
pub(super) struct Scope {
    pub(super) set: &'static PolicySet,
    pub(super) on: Date,
    pub(super) region: &'static Region,
    pub(super) policies: Vec<&'static Policy>,
    /// By [`AwardIndex`].
    pub(super) awards: Vec<ScopeAward>,
    /// By [`LimitIndex`].
    pub(super) limits: Vec<Limit>,
    /// The index of every award.
    pub(super) everything: Vec<AwardIndex>,
}

impl Scope {
    /// Returns nothing where the region is not answered.
    pub(super) fn of(
        set: &'static PolicySet,
        answers: &Answers,
        on: Date,
        readings: &ChosenReadings,
    ) -> Option<Self> {
        let region = answers.region()?;
        let policies = region.policies.iter().map(|index| set.policy(*index)).collect();
        Some(Self::over(set, region, policies, on, readings))
    }

    /// Returns some documents of a region.
    pub(super) fn over(
        set: &'static PolicySet,
        region: &'static Region,
        policies: Vec<&'static Policy>,
        on: Date,
        readings: &ChosenReadings,
    ) -> Self {
        let mut awards = Vec::new();
        for policy in &policies {
            let chosen = readings.of(policy);
            awards.extend(policy.awards.iter().map(|award| ScopeAward {
                policy,
                award,
                rule: rule(set, policy, award, on, chosen),
                limit: None,
            }));
        }
        let limits = limits_of(&policies, &mut awards, on, |policy| readings.of(policy));
        let everything = (0..awards.len()).map(AwardIndex).collect();
        Self { set, on, region, policies, awards, limits, everything }
    }

    pub(super) fn award(&self, award: AwardIndex) -> &ScopeAward {
        &self.awards[award.0]
    }

    /// Returns the other awards under its limits of which only the highest is paid.
    pub(super) fn rivals(&self, award: AwardIndex) -> Vec<AwardIndex> {
        let mut rivals = Vec::new();
        let mut limit = self.award(award).limit;
        while let Some(index) = limit {
            let own = &self.limits[usize::from(index.0)];
            if own.rule.at_most().is_none() {
                rivals.extend(self.below(index).into_iter().filter(|rival| *rival != award));
            }
            limit = own.above;
        }
        rivals
    }

    /// Returns the limits with their indices.
    pub(super) fn indexed_limits(&self) -> impl Iterator<Item = (LimitIndex, &Limit)> {
        (0..).map(LimitIndex).zip(&self.limits)
    }

    /// Returns the awards under a limit and under those below it, in order.
    pub(super) fn below(&self, limit: LimitIndex) -> Vec<AwardIndex> {
        let mut awards = Vec::with_capacity(self.awards.len());
        self.add_below(limit, &mut awards);
        huiqi_rules::order::sort(&mut awards, |left, right| left.0 < right.0);
        awards
    }

    fn add_below(&self, limit: LimitIndex, awards: &mut Vec<AwardIndex>) {
        let own = &self.limits[usize::from(limit.0)];
        awards.extend(&own.members);
        own.inner.iter().for_each(|inner| self.add_below(*inner, awards));
    }

    /// Returns the rules for one award on another day or under other readings of its document.
    pub(super) fn rule(&self, award: &ScopeAward, on: Date, chosen: ReadingSet) -> Rule {
        rule(self.set, award.policy, award.award, on, chosen)
    }

    /// Returns what the awards that count read, and their limits.
    pub(super) fn reads(&self) -> Variables {
        let awards = self.awards.iter().fold(Variables::NONE, |all, award| all | award.rule.reads);
        self.limits.iter().fold(awards, |all, limit| all | limit.reads)
    }

    /// Returns the awards that count and read one of these variables.
    pub(super) fn reading(&self, variables: Variables) -> Vec<AwardIndex> {
        let reads = |award: &AwardIndex| self.award(*award).rule.reads.meets(variables);
        self.everything.iter().copied().filter(reads).collect()
    }

    /// Returns the thresholds of the awards that count for one question, rising.
    pub(super) fn thresholds(&self, question: QuestionIndex) -> Vec<Decimal> {
        let variable = self.set.question(question).first_variable;
        let mut thresholds = Vec::new();
        for award in self.awards.iter().filter(|award| award.rule.counts) {
            award.rule.terms.collect_thresholds(self.set, variable, &mut thresholds);
        }
        let highest = self.set.question(question).kind.unit().and_then(|unit| unit.highest());
        thresholds.retain(|threshold| highest.is_none_or(|highest| *threshold <= highest));
        huiqi_rules::order::sort(&mut thresholds, |left, right| left < right);
        thresholds
    }

    /// Returns the documents, with how many of their awards count.
    pub(super) fn documents(&self) -> Vec<DocumentReport> {
        let counts = |policy: &Policy| {
            let own = self.awards.iter().filter(|award| std::ptr::eq(award.policy, policy));
            own.filter(|award| award.rule.counts).count()
        };
        let document = |policy: &&'static Policy| DocumentReport {
            policy,
            state: policy.state_on(self.on),
            counted: counts(policy),
        };
        self.policies.iter().map(document).collect()
    }
}

impl OtherAwards for &[ScopeAward] {
    fn rule_of(&self, id: &str) -> Option<&Rule> {
        self.iter().find(|other| other.award.id == id).map(|other| &other.rule)
    }
}

fn rule(
    set: &'static PolicySet,
    policy: &'static Policy,
    award: &'static Award,
    on: Date,
    chosen: ReadingSet,
) -> Rule {
    let terms = award.terms_under(chosen);
    let counts = match policy.state_on(on) {
        DocumentState::InForce | DocumentState::InForceUnstatedEnd => true,
        DocumentState::NotYet => terms.days.counts_earlier(),
        DocumentState::Ended => false,
    } && terms.days.is_within(on);
    let claimed = match (&policy.claimed_elsewhere, award.matter) {
        (Some(elsewhere), Some(matter)) => {
            Some(set.question(elsewhere.question).first_variable + matter)
        }
        (Some(_) | None, _) => None,
    };
    Rule { terms, claimed, counts, reads: if counts { terms.reads } else { Variables::NONE } }
}

/// Those of these documents, one after the other, under their chosen readings; each award is
/// given the index of its limit.
pub(super) fn limits_of(
    policies: &[&'static Policy],
    awards: &mut [ScopeAward],
    on: Date,
    chosen: impl Fn(&Policy) -> ReadingSet,
) -> Vec<Limit> {
    awards.iter_mut().for_each(|award| award.limit = None);
    let mut limits: Vec<Limit> = Vec::new();
    // What each of them names, but for groups.
    let mut named: Vec<&'static [&'static str]> = Vec::new();
    let mut first = 0;
    for policy in policies {
        for rule in policy.highest_only {
            let members = rule.members_under(chosen(policy));
            if members.is_empty() {
                continue;
            }
            let members: Vec<AwardIndex> =
                members.iter().map(|member| AwardIndex(first + usize::from(*member))).collect();
            for member in &members {
                awards[member.0].limit = Some(LimitIndex(limits.len() as u16));
            }
            limits.push(Limit::over(LimitRule::Highest(rule), members));
            named.push(&[]);
        }
        first += policy.awards.len();
    }
    // A limit binds only while its own document is in force.
    for policy in policies.iter().filter(|policy| policy.is_in_force_on(on)) {
        for limit in policy.limits {
            let members = limit.members_under(chosen(policy));
            if !members.is_empty() {
                let rule = limit.rule_under(chosen(policy));
                let own = Vec::with_capacity(members.len());
                limits.push(Limit::over(LimitRule::Sum(policy, limit, rule), own));
                named.push(members);
            }
        }
    }
    // Awards first, then limits. What a limit names mostly follows what was named before.
    let whole = awards.len() + limits.len();
    let mut next = 0;
    for (index, members) in named.into_iter().enumerate() {
        let above = LimitIndex(index as u16);
        for member in members {
            let id = |at: usize| match at.checked_sub(awards.len()) {
                None => awards[at].award.id,
                Some(limit) => limits[limit].id(),
            };
            let Some(found) = (next..whole).chain(0..next).find(|at| id(*at) == *member) else {
                continue;
            };
            next = found + 1;
            match found.checked_sub(awards.len()) {
                None => awards[found].limit = Some(above),
                Some(inner) => {
                    limits[inner].above = Some(above);
                    limits[index].inner.push(LimitIndex(inner as u16));
                }
            }
        }
    }
    // In the documents' order: of equal awards the first is paid.
    for (award, own) in awards.iter().enumerate() {
        if let Some(limit) = own.limit
            && let own = &mut limits[usize::from(limit.0)]
            && own.rule.group().is_none()
        {
            own.members.push(AwardIndex(award));
        }
    }
    for index in 0..limits.len() {
        let mut at = Some(index);
        while let Some(above) = at {
            if let Some((_, reads, _)) = limits[above].rule.at_most() {
                limits[index].reads = limits[index].reads | reads;
            }
            at = limits[above].above.map(|above| usize::from(above.0));
        }
    }
    limits
}
