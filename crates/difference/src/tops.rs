//! What is known of a most that hangs on a figure which nobody typed: without that figure it is a
//! sum, which may be another one in each edition.

use super::effect::{Company, Effect, pair};
use super::entry::Difference;
use huiqi_engine::{ChosenReadings, outline};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answers;
use huiqi_sitting::open::OpenTop;
use huiqi_sitting::wording::{amount, total};
use time::Date;

/// So many companies are said.
pub(crate) const MOST_KNOWN: usize = 5;

/// Returns the totals of a company under both editions in words, each with what is known of an open
/// most.
pub(crate) fn totals(difference: &Difference, company: &Company, ends: [Amount; 2]) -> [String; 2] {
    let plain = || ends.map(amount);
    if ends.iter().all(|own| own.most != Level::Open) {
        return plain();
    }
    let Ok((_, pair, _)) = pair(difference, 0, company) else { return plain() };
    let [before, after] = ends;
    [
        words(pair.old, company.on, &pair.old_readings, before),
        words(pair.new, company.on, &pair.new_readings, after),
    ]
}

fn words(answers: Answers, on: Date, readings: &ChosenReadings, own: Amount) -> String {
    let set = answers.set();
    let is_open = own.most == Level::Open;
    let top = is_open.then(|| {
        let outlined = outline(set, &answers, on, readings);
        OpenTop::of_answers(set, answers, (on, readings), &outlined)
    });
    match top.flatten() {
        Some(top) => total(set, own, Some(&top)),
        None => amount(own),
    }
}

/// Returns the first companies whose total stays in what was compared, while what is known of their
/// open most is another sum; and those whose least moves too, where nothing else names them.
pub(crate) fn known(
    difference: &Difference,
    effect: &Effect,
    companies: &[Company],
    names_changes: bool,
) -> Vec<String> {
    let is_open = |own: &[Amount; 2]| own.iter().all(|own| own.most == Level::Open);
    let changes = effect.changes.iter().filter(|_| names_changes);
    let changes = changes.map(|change| (change.company, [change.before, change.after]));
    let all = effect.undecided_first.iter().copied().chain(changes);
    let line = |(index, ends): (usize, [Amount; 2])| {
        let company = companies.get(index)?;
        let [before, after] = totals(difference, company, ends);
        (before != after).then(|| format!("{}：原来{before}；现在{after}。", company.name))
    };
    all.filter(|(_, ends)| is_open(ends)).filter_map(line).take(MOST_KNOWN).collect()
}
