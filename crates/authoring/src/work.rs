//! How much there is to try where a company has answered nothing but its region: what would take
//! longer than a page may think is refused.

use super::linked::{AwardPosition, position_of};
use super::message::Message;
use super::read::Position;
use super::words::keep_all;
use huiqi_engine::{ChosenReadings, computations};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Formula, evaluate};
use huiqi_rules::limit::{LimitRule, SumLimit};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, Award, AwardDays, DocumentState, Policy, PolicySet, Terms};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use std::collections::BTreeSet;
use time::Date;

/// So often awards may be computed for one report: at 0.5 µs each, which they take in Wasm at the
/// most, 200 ms.
const MOST_COMPUTATIONS: u64 = 400_000;
/// So many questions are tried for how much is left where they are answered.
const TRIED: usize = 6;
/// So many names are shown of what meets.
const SHOWN: usize = 6;
/// So many ways out are looked for of each kind: one is enough, and each costs its computations.
const WAYS_OUT: usize = 3;

/// Where awards and regions are written.
pub(super) struct Places<'p> {
    pub(super) awards: &'p [AwardPosition],
    pub(super) of_region: &'p dyn Fn(&str) -> Option<&'p Position>,
}

/// Notes regions whose documents take too long together, each group of documents once.
pub(super) fn check(set: &'static PolicySet, positions: &Places<'_>) {
    let mut seen: BTreeSet<&[u16]> = BTreeSet::new();
    for (index, region) in set.regions.iter().enumerate() {
        if region.policies.is_empty() || !seen.insert(region.policies) {
            continue;
        }
        let policies: Vec<&Policy> =
            region.policies.iter().map(|policy| set.policy(*policy)).collect();
        let Ok(answers) = Answers::none(set).with(PolicySet::REGION, Answer::Option(index as u16))
        else {
            continue;
        };
        let count = Count { set, on: busiest_day(&policies) };
        if count.of(&answers) == MOST_COMPUTATIONS {
            note(&count, region.id, &answers, &policies, positions);
        }
    }
}

/// How often awards are computed on a day.
struct Count {
    set: &'static PolicySet,
    on: Date,
}

impl Count {
    /// Returns how often for these answers, as far as is allowed: each computation takes time.
    fn of(&self, answers: &Answers) -> u64 {
        let readings = ChosenReadings::default();
        computations(self.set, answers, self.on, &readings, MOST_COMPUTATIONS)
    }

    /// Returns how often where one more question is answered; nothing where that answer is none.
    fn with(&self, answers: &Answers, question: QuestionIndex) -> Option<u64> {
        let answer = match self.set.question(question).kind {
            Kind::Single => Answer::Option(self.set.question(question).options.len() as u16 - 1),
            Kind::Multi => Answer::Options(0),
            Kind::YesNo => Answer::YesNo(true),
            Kind::Figure(unit) => Answer::Figure(unit.lowest().unwrap_or_default()),
        };
        Some(self.of(&answers.with(question, answer).ok()?))
    }
}

/// Writes a count in digits with commas.
fn written(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns a day on which the most awards of some documents count.
fn busiest_day(policies: &[&Policy]) -> Date {
    let days_of = |policy: &&Policy| policy.awards.iter().map(|award| award.terms.days);
    let awards_on = |day: Date| -> usize {
        let counts = |policy: &&Policy| {
            let in_force = |days: &AwardDays| match days.state_on(policy, day) {
                DocumentState::InForce | DocumentState::InForceUnstatedEnd => true,
                DocumentState::NotYet | DocumentState::Ended => false,
            };
            days_of(policy).filter(in_force).count()
        };
        policies.iter().map(counts).sum()
    };
    // One more award counts on the first day of a document or an award only.
    let first = |policy| days_of(policy).map(|days| days.window(policy).0);
    let days = policies.iter().flat_map(|policy| first(policy).chain([policy.valid_from]));
    days.max_by_key(|day| awards_on(*day)).expect("a region with documents")
}

/// Returns the rule set without something: an award that is never paid, or a limit that holds
/// nothing.
fn without(set: &'static PolicySet, id: &str) -> &'static PolicySet {
    let never = |award: &Award| Award {
        terms: Terms {
            condition: Condition::Any(&[]),
            amount: AmountRule::Fixed(Yuan::ZERO),
            silent_unless: None,
            reads: Variables::NONE,
            ..award.terms
        },
        others: &[],
        ..*award
    };
    let award = |award: &Award| if award.id == id { never(award) } else { Award { ..*award } };
    let unbounded = LimitRule::AtMost(Formula::Unbounded, Variables::NONE, evaluate);
    let limit = |limit: &SumLimit| {
        if limit.id == id {
            SumLimit { rule: unbounded, other_rule: None, ..*limit }
        } else {
            *limit
        }
    };
    let policy = |policy: &Policy| Policy {
        awards: keep_all(policy.awards.iter().map(award).collect()),
        limits: keep_all(policy.limits.iter().map(limit).collect()),
        ..policy.clone()
    };
    let policies = keep_all(set.policies.iter().map(policy).collect());
    Box::leak(Box::new(PolicySet { policies, ..*set }))
}

/// Says where too much is to be tried, and what would be enough to take away: a question that is
/// asked otherwise, an award, a limit. All that is said was counted.
fn note(
    count: &Count,
    region: &'static str,
    answers: &Answers,
    policies: &[&Policy],
    positions: &Places<'_>,
) {
    let set = count.set;
    let awards: Vec<&Award> = policies.iter().flat_map(|policy| policy.awards).collect();
    let reads =
        |award: &Award| award.all_terms().fold(Variables::NONE, |all, terms| all | terms.reads);
    let readers = |question: QuestionIndex| {
        let own = set.question(question).variables();
        awards.iter().filter(move |award| reads(award).meets(own))
    };
    let asked = set.question_indices().filter(|question| set.is_asked_in(region, *question));
    let mut met: Vec<(usize, QuestionIndex)> = asked
        .map(|question| (readers(question).count(), question))
        .filter(|(count, _)| *count > 1)
        .collect();
    met.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    met.truncate(TRIED);
    let mut left: Vec<(u64, QuestionIndex)> = Vec::new();
    for (_, question) in met {
        if left.iter().filter(|(count, _)| *count < MOST_COMPUTATIONS).count() < WAYS_OUT {
            left.extend(count.with(answers, question).map(|count| (count, question)));
        }
    }
    left.sort_by_key(|(count, _)| *count);
    let mut together: Vec<&Award> =
        left.first().map_or_else(Vec::new, |(_, question)| readers(*question).copied().collect());
    // Those that read the most of these.
    let shared = left
        .iter()
        .fold(Variables::NONE, |all, (_, question)| all | set.question(*question).variables());
    together.sort_by_key(|award| std::cmp::Reverse((reads(award).0 & shared.0).count_ones()));
    together.truncate(SHOWN);
    let Some(at) = together.first().and_then(|award| position_of(positions.awards, award.id))
    else {
        return;
    };
    let ids: Vec<&str> = together.iter().map(|award| award.id).collect();
    let limits = policies.iter().flat_map(|policy| policy.limits);
    let over: Vec<&str> = limits
        .filter(|limit| limit.members.iter().filter(|member| ids.contains(member)).count() > 1)
        .map(|limit| limit.id)
        .collect();
    let without = |id: &&str| {
        let set = without(set, id);
        // Answers belong to their set.
        let region = set.regions.iter().position(|one| one.id == region)?;
        let answer = Answer::Option(region as u16);
        let answers = Answers::none(set).with(PolicySet::REGION, answer).ok()?;
        let found = Count { set, on: count.on }.of(&answers);
        (found < MOST_COMPUTATIONS).then(|| (found, format!("`{id}`")))
    };
    let enough = left.iter().filter(|(count, _)| *count < MOST_COMPUTATIONS);
    let enough = enough.map(|(count, one)| (*count, format!("`{}`", set.question(*one).id)));
    let of_questions = listed(enough.collect());
    let of_awards = listed(ids.iter().filter_map(without).take(WAYS_OUT).collect());
    // A document has its limits: that one is left out is said where nothing else is enough.
    let is_enough = !of_questions.is_empty() || !of_awards.is_empty();
    let of_limits = over.iter().filter(|_| !is_enough).filter_map(without).take(WAYS_OUT);
    let of_limits = listed(of_limits.collect());
    let most = written(MOST_COMPUTATIONS);
    let mut said = say!(
        "too much to try in `{region}`: for a company that has answered only its region the page \
         would compute awards too often; {most} times are allowed",
        "`{region}` 要试的太多：企业只答了地区时，网页要算的次数太多，最多允许 {most} 次"
    );
    let mut add = |more: Message| {
        said.english.push_str(&more.english);
        said.chinese.push_str(&more.chinese);
    };
    let all = ids.join(", ");
    if over.is_empty() {
        add(say!(
            ". These are tried together, as they ask the same questions: {all}",
            "。这几项问同样的题，要一起试：{all}"
        ));
    } else {
        let over = over.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        add(say!(
            ". These are tried together, as they ask the same questions, under the limit {over}: \
             {all}",
            "。这几项问同样的题，都在限额 {over} 里，要一起试：{all}"
        ));
    }
    if !of_questions.is_empty() {
        add(say!(
            ". It is enough not to ask one of these questions in these awards (so many \
             computations are left): {of_questions}; ask a yes-no question in its place, with the \
             threshold in its words",
            "。这几项不再问下面任何一道题就够了（括号里是还要算的次数）：{of_questions}；可以改成一道\
             是非题，把门槛写在题里"
        ));
    }
    if !of_awards.is_empty() {
        add(say!(
            ". Or to leave out one of these awards: {of_awards}",
            "。或者去掉下面任何一项：{of_awards}"
        ));
    }
    if !of_limits.is_empty() {
        add(say!(
            ". It is enough to leave out the limit: {of_limits}",
            "。去掉限额就够了：{of_limits}"
        ));
    }
    if of_questions.is_empty() && of_awards.is_empty() && of_limits.is_empty() {
        let all = left.iter().map(|(_, one)| format!("`{}`", set.question(*one).id));
        let all = all.collect::<Vec<String>>().join(", ");
        add(say!(
            ". No single question, award or limit is enough: let several of these awards ask \
             yes-no questions in place of figures, or put fewer of them under one limit. The most \
             of them ask these questions: {all}",
            "。只改一道题、一项或一个限额还不够：这几项里多改几道是非题，或者少几项放进一个限额。问得最\
             多的题是：{all}"
        ));
    }
    // The file that adds the place is the one that was written last.
    let place = (positions.of_region)(region).filter(|place| place.is_of_documents());
    match place.filter(|place| !place.is_of_file(at)) {
        Some(place) => {
            let at = at.place();
            add(say!("; the first of them is in {at}", "；其中第一项在 {at}"));
            place.problem(said);
        }
        None => at.problem(said),
    }
}

/// Returns names with how much is left, the least first.
fn listed(mut found: Vec<(u64, String)>) -> String {
    found.sort();
    let one = |(count, name): &(u64, String)| format!("{name} ({})", written(*count));
    found.iter().map(one).collect::<Vec<String>>().join(", ")
}
