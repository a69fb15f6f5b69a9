//! How much there is to try where a company has answered nothing but its region: what would take
//! longer than a page may think is refused.

use super::linked::{AwardPosition, position_of};
use super::message::Message;
use super::read::named;
use huiqi_engine::{ChosenReadings, computations};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Award, AwardDays, DocumentState, Policy, PolicySet};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use std::collections::BTreeSet;
use time::Date;

/// So often awards may be computed for one report: at 0.5 µs each, which they take in Wasm at the
/// most, 200 ms.
const MOST_COMPUTATIONS: u64 = 400_000;
/// So far what takes too long is counted, so that an author sees by how much.
const COUNTED: u64 = 1_000_000;
/// So many questions are tried for how much is left where they are answered.
const TRIED: usize = 6;
/// So many names are shown of what meets.
const SHOWN: usize = 6;

/// Notes regions whose documents take too long together, each group of documents once.
pub(super) fn check(set: &'static PolicySet, positions: &[AwardPosition]) {
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
        if count.of(&answers, MOST_COMPUTATIONS) == MOST_COMPUTATIONS {
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
    fn of(&self, answers: &Answers, most: u64) -> u64 {
        computations(self.set, answers, self.on, &ChosenReadings::default(), most)
    }

    /// Returns how often where one more question is answered; nothing where that answer is none.
    fn with(&self, answers: &Answers, question: QuestionIndex) -> Option<u64> {
        let answer = match self.set.question(question).kind {
            Kind::Single => Answer::Option(self.set.question(question).options.len() as u16 - 1),
            Kind::Multi => Answer::Options(0),
            Kind::YesNo => Answer::YesNo(true),
            Kind::Figure(unit) => Answer::Figure(unit.lowest().unwrap_or_default()),
        };
        Some(self.of(&answers.with(question, answer).ok()?, COUNTED))
    }
}

/// Writes a count in digits with commas; one that was not counted to its end is "more than".
fn written(count: u64) -> Message {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if count == COUNTED {
        say!("more than {grouped}", "超过 {grouped}")
    } else {
        say!("{grouped}", "{grouped}")
    }
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

/// Names the awards that hang together the most, the limit over them, and how much is left where
/// one of the questions is answered in which they meet.
fn note(
    count: &Count,
    region: &str,
    answers: &Answers,
    policies: &[&Policy],
    positions: &[AwardPosition],
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
    let mut left: Vec<(u64, QuestionIndex)> = met
        .iter()
        .filter_map(|(_, question)| Some((count.with(answers, *question)?, *question)))
        .collect();
    left.sort_by_key(|(count, _)| *count);
    left.truncate(SHOWN);
    let mut together: Vec<&Award> =
        left.first().map_or_else(Vec::new, |(_, question)| readers(*question).copied().collect());
    // Those that read the most of these.
    let shared = left
        .iter()
        .fold(Variables::NONE, |all, (_, question)| all | set.question(*question).variables());
    together.sort_by_key(|award| std::cmp::Reverse((reads(award).0 & shared.0).count_ones()));
    together.truncate(SHOWN);
    let Some(position) = together.first().and_then(|award| position_of(positions, award.id)) else {
        return;
    };
    let questions = |language: fn(Message) -> String| -> String {
        let one = |(count, question): &(u64, QuestionIndex)| {
            format!("`{}` {}", set.question(*question).id, language(written(*count)))
        };
        left.iter().map(one).collect::<Vec<String>>().join(", ")
    };
    let (left, rest) = (questions(|said| said.english), questions(|said| said.chinese));
    let ids: Vec<&str> = together.iter().map(|award| award.id).collect();
    let limits = policies.iter().flat_map(|policy| policy.limits);
    let over: Vec<String> = limits
        .filter(|limit| limit.members.iter().filter(|member| ids.contains(member)).count() > 1)
        .map(|limit| format!("`{}`", limit.id))
        .collect();
    let (under, within) = if over.is_empty() {
        (String::new(), String::new())
    } else {
        let over = over.join(", ");
        (format!(", under the limit {over}"), format!("（都在限额 {over} 里）"))
    };
    let needed = written(count.of(answers, COUNTED));
    let (needed, times, ids) = (needed.english, needed.chinese, named(&ids));
    let most = written(MOST_COMPUTATIONS).english;
    position.problem(Message {
        english: format!(
            "too much to try in `{region}`: for a company that has answered only its region the \
             page would compute awards {needed} times, and {most} times are allowed. These ask the \
             same questions and are tried together{under}: {ids}. Where one more question is \
             answered, so many computations are left: {left}. The first of them costs the most: \
             let fewer of these awards ask it, for example by a yes-no question in its place, or \
             put fewer of them under one limit"
        ),
        chinese: format!(
            "`{region}` 要试的太多：企业只答了地区时，网页要算 {times} 次，最多允许 {most} 次。这\
             几项问同样的题，要一起试{within}：{ids}。多答下面一道题，还要算的次数是：{rest}。排\
             在前面的题最费：让少几项问它（比如改成一道是非题），或者少几项放进一个限额"
        ),
        unknown: None,
    });
}
