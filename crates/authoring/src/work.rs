//! How much there is to try where a company has answered nothing but its region: what would take
//! longer than a page may think is refused.

use super::linked::{AwardPosition, position_of};
use super::read::named;
use huiqi_engine::{ChosenReadings, computations};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Award, Policy, PolicySet};
use huiqi_rules::question::{QuestionIndex, Variables};
use std::collections::BTreeSet;
use time::Date;

/// So often awards may be computed for one report: at 0.5 µs each, which they take in Wasm at the
/// most, 200 ms.
const MOST_COMPUTATIONS: u64 = 400_000;
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
        let readings = ChosenReadings::default();
        let needed =
            computations(set, &answers, busiest_day(&policies), &readings, MOST_COMPUTATIONS);
        if needed == MOST_COMPUTATIONS {
            note(set, region.id, &policies, positions);
        }
    }
}

/// Returns a day on which the most awards of some documents count.
fn busiest_day(policies: &[&Policy]) -> Date {
    let awards_on = |day: Date| -> usize {
        let there = policies.iter().filter(|policy| policy.is_in_force_on(day));
        there.map(|policy| policy.awards.len()).sum()
    };
    let days = policies.iter().map(|policy| policy.valid_from);
    days.max_by_key(|day| awards_on(*day)).expect("a region with documents")
}

/// Names the awards that hang together the most, and the questions in which they meet.
fn note(set: &PolicySet, region: &str, policies: &[&Policy], positions: &[AwardPosition]) {
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
    met.truncate(SHOWN);
    let questions: Vec<&str> = met.iter().map(|(_, question)| set.question(*question).id).collect();
    let mut together: Vec<&Award> =
        met.first().map_or_else(Vec::new, |(_, question)| readers(*question).copied().collect());
    // Those that read the most of these.
    let shared = met
        .iter()
        .fold(Variables::NONE, |all, (_, question)| all | set.question(*question).variables());
    together.sort_by_key(|award| std::cmp::Reverse((reads(award).0 & shared.0).count_ones()));
    together.truncate(SHOWN);
    let Some(position) = together.first().and_then(|award| position_of(positions, award.id)) else {
        return;
    };
    let awards: Vec<&str> = together.iter().map(|award| award.id).collect();
    position.problem(say!(
        "too much to try in `{region}`: where nothing but the region is answered, awards are \
         computed {MOST_COMPUTATIONS} times at the most, and this takes more; awards that ask \
         the same questions are tried together: {}, which ask {}; let fewer awards share a \
         question, or fewer stand under one limit",
        "`{region}` 要试的太多：只答了地区时，最多算 {MOST_COMPUTATIONS} 次，这里超过了；问同样\
         题目的几项要一起试：{}，都问 {}；让少几项问同一道题，或者少几项放在一个限额里",
        named(&awards),
        named(&questions)
    ));
}
