//! Turns answers, complete or not, into a report with exact bounds and reasons.
//!
//! The order is: region, date, condition, amount, cap, rounding, matters claimed elsewhere, highest-only groups, sum. Nothing here can
//! fail: what could is refused when answers are built or when policies are baked.

mod advice;
mod bounds;
mod completion;
mod ladder;
mod pay;
mod reasons;
mod relevance;
mod screen;

use crate::amount::{Amount, Level};
use crate::answers::{Answer, Answers};
use crate::policy::{Award, Condition, HighestOnly, Policy, PolicySet, Terms};
use crate::question::{QuestionIndex, Variables};
use crate::report::{Ask, AwardReport, DocumentReport, DocumentState, GroupReport, OpenBecause, Outcome, ReadingReport, Report, SupportReport};
use crate::truth::Truth;
pub use advice::advise;
use bounds::Search;
use completion::Completion;
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

/// The region's rules under a choice of readings.
struct Rules {
    rules: Vec<Rule>,
    group_of: Vec<Option<usize>>,
    groups: Vec<(&'static HighestOnly, Vec<usize>)>,
}

impl Rules {
    /// A search over them.
    fn search<'a>(&'a self, set: &'static PolicySet, completion: &'a mut Completion) -> Search<'a> {
        Search { set, rules: &self.rules, group_of: &self.group_of, completion }
    }
}

/// The region of some answers with the rules that hold there.
struct Region {
    id: &'static str,
    policies: Vec<&'static Policy>,
    entries: Vec<Entry>,
    rules: Rules,
}

impl Region {
    /// Nothing where the region is not answered.
    fn of(set: &'static PolicySet, answers: &Answers, on: Date, readings: &ChosenReadings) -> Option<Self> {
        let id = answers.region()?.id;
        let policies: Vec<&'static Policy> = set.policies_in(id).collect();
        let entries: Vec<Entry> = policies.iter().flat_map(|policy| policy.awards.iter().map(|award| Entry { policy, award })).collect();
        let rules = rules_for(set, &policies, &entries, readings, |policy, terms| counts(policy, terms, on));
        Some(Self { id, policies, entries, rules })
    }

    /// What a search finds for some answers.
    fn search<T>(&self, set: &'static PolicySet, answers: &Answers, found: impl FnOnce(&mut Search<'_>) -> T) -> T {
        found(&mut self.rules.search(set, &mut Completion::of(set, answers)))
    }

    fn everything(&self) -> Vec<usize> {
        (0..self.entries.len()).collect()
    }

    /// What the awards that count read.
    fn reads(&self) -> Variables {
        self.rules.rules.iter().fold(Variables::NONE, |all, rule| all | rule.reads)
    }

    /// The thresholds of the awards that count for one question, rising.
    fn thresholds(&self, set: &'static PolicySet, question: QuestionIndex) -> Vec<Decimal> {
        let mut thresholds = Vec::new();
        for rule in self.rules.rules.iter().filter(|rule| rule.counts) {
            rule.terms.collect_thresholds(set, set.question(question).first_variable, &mut thresholds);
        }
        crate::order::sort(&mut thresholds, |left, right| left < right);
        thresholds.dedup();
        thresholds
    }
}

/// What a company can expect for these answers, on this day, under these readings.
#[must_use]
pub fn evaluate(set: &'static PolicySet, answers: &Answers, on: Date, readings: &ChosenReadings) -> Report {
    let Some(Region { policies, entries, rules, .. }) = Region::of(set, answers, on, readings) else { return unplaced(on) };
    let mut completion = Completion::of(set, answers);
    let everything: Vec<usize> = (0..entries.len()).collect();
    let mut search = rules.search(set, &mut completion);
    let amounts: Vec<(Amount, OpenBecause)> = everything.iter().map(|award| search.award(*award)).collect();
    let total = search.sum(&everything);
    let groups: Vec<GroupReport> = rules
        .groups
        .iter()
        .map(|(rule, members)| GroupReport {
            rule,
            awards: members.iter().map(|member| entries[*member].award).collect(),
            amount: search.sum(members),
        })
        .collect();
    let winners: Vec<Vec<bool>> = rules.groups.iter().map(|(_, members)| search.winners(members)).collect();
    let missing: Vec<Vec<QuestionIndex>> = everything.iter().map(|award| search.missing(*award)).collect();
    let asks = asks(set, &mut search, &missing);

    let mut awards = Vec::with_capacity(entries.len());
    for ((place, entry), missing) in entries.iter().enumerate().zip(missing) {
        let rule = rules.rules[place];
        let (amount, causes) = amounts[place];
        let standing = standing(place, &rules, &winners);
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
        open_because.answer = !missing.is_empty();
        if outcome == Outcome::Possible && standing == Standing::Sometimes {
            let rivals = rules.groups[rules.group_of[place].expect("only an award of a group can be set aside")].1.iter();
            let open = rivals.filter(|rival| **rival != place).fold(OpenBecause::default(), |open, rival| bounds::both(open, amounts[*rival].1));
            open_because = if amount.is_exact() { open } else { open_because };
            open_because.answer |= !search.completion.untried(group_reads(place, &rules)).is_empty();
        }
        if matches!(outcome, Outcome::Certain | Outcome::NotMet | Outcome::NotInForce) {
            open_because = OpenBecause::default();
        }
        let reasons = search.reasons(&rule, entry.policy, entry.award, answers);
        let steps = search.steps(&rule);
        awards.push(AwardReport {
            policy: entry.policy,
            award: entry.award,
            amount,
            outcome,
            open_because,
            reasons,
            steps,
            set_aside_for: if outcome == Outcome::SetAside { only_winner(place, &rules, &winners).map(|winner| entries[winner].award) } else { None },
            missing,
            would_have_paid: None,
        });
    }

    // What a document that is not in force would have paid on its nearest day.
    for policy in policies.iter().filter(|policy| !in_force(policy, on)) {
        let day = nearest_day(policy, on);
        let then = rules_for(set, &policies, &entries, readings, |policy, terms| counts(policy, terms, day));
        let mut search = then.search(set, &mut completion);
        for (place, award) in awards.iter_mut().enumerate() {
            if award.outcome == Outcome::NotInForce && award.policy.id == policy.id {
                award.would_have_paid = Some((day, search.award(place).0));
            }
        }
    }

    let mut reading_reports = Vec::new();
    for policy in &policies {
        for reading in policy.readings {
            let switched = rules_for(set, &policies, &entries, &readings.switched(reading.id), |policy, terms| counts(policy, terms, on));
            let mut search = switched.search(set, &mut completion);
            let other_total = search.sum(&everything);
            let differs = other_total != total
                || everything.iter().any(|place| {
                    entries[*place].policy.id == policy.id
                        && reads_differently(entries[*place].award, policy, reading.id)
                        && search.award(*place).0 != amounts[*place].0
                });
            if differs {
                reading_reports.push(ReadingReport { reading, chosen_other: readings.is_other(reading.id), total: other_total });
            }
        }
    }

    let supports = policies.iter().filter(|policy| in_force(policy, on)).flat_map(|policy| supports(policy, answers)).collect();
    Report { on, total, awards, groups, supports, asks, readings: reading_reports, documents: documents(&policies, &entries, &rules, on) }
}

/// The total, the questions and the documents of [`evaluate`], without awards, groups, supports and readings: what the questions are drawn from.
#[must_use]
pub fn outline(set: &'static PolicySet, answers: &Answers, on: Date, readings: &ChosenReadings) -> Report {
    let Some(Region { policies, entries, rules, .. }) = Region::of(set, answers, on, readings) else { return unplaced(on) };
    let mut completion = Completion::of(set, answers);
    let everything: Vec<usize> = (0..entries.len()).collect();
    let mut search = rules.search(set, &mut completion);
    let missing: Vec<Vec<QuestionIndex>> = everything.iter().map(|award| search.missing(*award)).collect();
    let (total, asks) = (search.sum(&everything), asks(set, &mut search, &missing));
    Report { total, asks, documents: documents(&policies, &entries, &rules, on), ..unplaced(on) }
}

/// Where the region is not answered: nothing is known, and the region is asked.
fn unplaced(on: Date) -> Report {
    Report {
        on,
        total: Amount { least: Level::ZERO, most: Level::Open },
        awards: Vec::new(),
        groups: Vec::new(),
        supports: Vec::new(),
        asks: vec![Ask { question: PolicySet::REGION, awards: 0, most: Level::Open }],
        readings: Vec::new(),
        documents: Vec::new(),
    }
}

fn documents(policies: &[&'static Policy], entries: &[Entry], rules: &Rules, on: Date) -> Vec<DocumentReport> {
    let counted = |policy: &Policy| entries.iter().zip(&rules.rules).filter(|(entry, rule)| entry.policy.id == policy.id && rule.counts).count();
    policies.iter().map(|policy| DocumentReport { policy, state: state(policy, on), counted: counted(policy) }).collect()
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

fn counts(policy: &Policy, terms: &Terms, on: Date) -> bool {
    in_force(policy, on) || (terms.counts_before_the_document && on < policy.valid_from)
}

fn reads_differently(award: &Award, policy: &Policy, reading: &str) -> bool {
    award.other.as_ref().is_some_and(|other| policy.readings[usize::from(other.reading)].id == reading)
}

fn rules_for(
    set: &'static PolicySet,
    policies: &[&'static Policy],
    entries: &[Entry],
    readings: &ChosenReadings,
    counts: impl Fn(&Policy, &Terms) -> bool,
) -> Rules {
    let mut rules = Vec::with_capacity(entries.len());
    for entry in entries {
        let terms = match &entry.award.other {
            Some(other) if readings.is_other(entry.policy.readings[usize::from(other.reading)].id) => &other.terms,
            Some(_) | None => &entry.award.terms,
        };
        let counts = counts(entry.policy, terms);
        let claimed = match (&entry.policy.claimed_elsewhere, entry.award.matter) {
            (Some(elsewhere), Some(matter)) => Some(set.question(elsewhere.question).first_variable + matter),
            (Some(_) | None, _) => None,
        };
        let reads = if counts { terms.reads } else { Variables::NONE };
        rules.push(Rule { terms, claimed, counts, reads });
    }
    let mut group_of = vec![None; entries.len()];
    let mut groups = Vec::new();
    let mut first = 0;
    for policy in policies {
        for rule in policy.highest_only {
            let members = match &rule.other {
                Some(other) if readings.is_other(policy.readings[usize::from(other.reading)].id) => other.awards,
                Some(_) | None => rule.awards,
            };
            if !members.is_empty() {
                let members: Vec<usize> = members.iter().map(|member| first + usize::from(*member)).collect();
                members.iter().for_each(|member| group_of[*member] = Some(groups.len()));
                groups.push((rule, members));
            }
        }
        first += policy.awards.len();
    }
    Rules { rules, group_of, groups }
}

/// Whether an award's group lets it through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Always,
    Sometimes,
    Never,
}

fn standing(award: usize, rules: &Rules, winners: &[Vec<bool>]) -> Standing {
    let Some(group) = rules.group_of[award] else { return Standing::Always };
    let place = rules.groups[group].1.iter().position(|member| *member == award).expect("an award is a member of its group");
    let others = winners[group].iter().enumerate().any(|(other, wins)| *wins && other != place);
    match (winners[group][place], others) {
        (true, false) => Standing::Always,
        (true, true) => Standing::Sometimes,
        (false, _) => Standing::Never,
    }
}

fn only_winner(award: usize, rules: &Rules, winners: &[Vec<bool>]) -> Option<usize> {
    let group = rules.group_of[award]?;
    let mut who = winners[group].iter().enumerate().filter(|(_, wins)| **wins).map(|(place, _)| rules.groups[group].1[place]);
    match (who.next(), who.next()) {
        (Some(winner), None) => Some(winner),
        (_, Some(_)) | (None, None) => None,
    }
}

fn group_reads(award: usize, rules: &Rules) -> Variables {
    let members = rules.group_of[award].map_or(&[][..], |group| &rules.groups[group].1);
    members.iter().fold(Variables::NONE, |all, member| all | rules.rules[*member].reads)
}

/// From the questions that each award misses.
fn asks(set: &'static PolicySet, search: &mut Search<'_>, missing: &[Vec<QuestionIndex>]) -> Vec<Ask> {
    let mut asks = Vec::new();
    for place in 0..set.questions.len() {
        let question = QuestionIndex(place as u8);
        let touched: Vec<usize> = (0..missing.len()).filter(|award| missing[*award].contains(&question)).collect();
        if !touched.is_empty() {
            asks.push(Ask { question, awards: touched.len(), most: search.sum(&touched).most });
        }
    }
    asks
}

fn supports(policy: &'static Policy, answers: &Answers) -> Vec<SupportReport> {
    let shown = policy.supports.iter().filter(|support| support.kind != crate::policy::Support::GOAL);
    shown
        .filter_map(|support| {
            let truth = support.condition.as_ref().map_or(Truth::Yes, |condition| support_truth(condition, answers));
            (truth != Truth::No).then_some(SupportReport { policy, support, truth })
        })
        .collect()
}

/// A support looks at the answers themselves: a question that is not answered leaves it unknown.
fn support_truth(condition: &Condition, answers: &Answers) -> Truth {
    let every = |parts: &[Condition], decisive: Truth| {
        let truths: Vec<Truth> = parts.iter().map(|part| support_truth(part, answers)).collect();
        if truths.contains(&decisive) {
            decisive
        } else if truths.contains(&Truth::Unknown) {
            Truth::Unknown
        } else if decisive == Truth::No {
            Truth::Yes
        } else {
            Truth::No
        }
    };
    match condition {
        Condition::All(parts) => every(parts, Truth::No),
        Condition::Any(parts) => every(parts, Truth::Yes),
        Condition::Not(part) => match support_truth(part, answers) {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        },
        Condition::AtLeastOption { question, option, .. } => {
            answered(answers, *question, |answer| matches!(answer, Answer::Option(chosen) if chosen >= option))
        }
        Condition::OneOf { question, options, .. } => {
            answered(answers, *question, |answer| matches!(answer, Answer::Option(chosen) if options >> chosen & 1 == 1))
        }
        Condition::Includes { question, option, .. } => {
            answered(answers, *question, |answer| matches!(answer, Answer::Options(chosen) if chosen >> option & 1 == 1))
        }
        Condition::IsYes { question, .. } => answered(answers, *question, |answer| *answer == Answer::YesNo(true)),
        Condition::AtLeast { question, threshold, .. } => {
            answered(answers, *question, |answer| matches!(answer, Answer::Figure(figure) if figure >= threshold))
        }
    }
}

fn answered(answers: &Answers, question: QuestionIndex, holds: impl Fn(&Answer) -> bool) -> Truth {
    answers.get(question).map_or(Truth::Unknown, |answer| Truth::of(holds(answer)))
}
