//! Random editions: the shipped sources with a word, a sum, a day changed anywhere. An empty
//! difference means that no report differs, and what is said to change no amount changes none.

use crate::bounds::{Play, Throw, random_cases, throws};
use crate::difference::set_of;
use crate::shipped;
use huiqi_authoring::{Source, load};
use huiqi_difference::{Difference, Reach, answers, difference, effect, population, values};
use huiqi_engine::report::Report;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::carry::GivenTo;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::wording;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestCaseError, TestRunner};
use std::fmt::Write;
use time::Date;

/// A place in the sources, and which of the changes that fit there.
type Pick = (u32, u8);

/// Returns the sources with one word of the tables changed; `None` where nothing fits there.
fn changed(mut sources: Vec<Source>, (place, way): Pick) -> Option<Vec<Source>> {
    let all: Vec<(usize, usize)> = sources
        .iter()
        .enumerate()
        .flat_map(|(file, source)| {
            let mut is_example = false;
            let of_tables = source.text.lines().enumerate().filter_map(move |(line, text)| {
                if text.starts_with('[') {
                    is_example = text.contains("examples");
                }
                (!is_example && text.contains(['"', '='])).then_some((file, line))
            });
            of_tables.collect::<Vec<_>>()
        })
        .collect();
    let (file, number) = all[place as usize % all.len()];
    let mut lines: Vec<String> = sources[file].text.lines().map(str::to_owned).collect();
    let ids: Vec<String> = lines.iter().filter_map(|line| Some(own_id(line)?.to_owned())).collect();
    lines[number] = changed_line(&lines[number], way, &ids)?;
    sources[file].text = lines.join("\n") + "\n";
    Some(sources)
}

fn own_id(line: &str) -> Option<&str> {
    line.strip_prefix("id = \"")?.strip_suffix('"')
}

/// Changes one quoted word of a line, or a word without quotes.
fn changed_line(line: &str, way: u8, ids: &[String]) -> Option<String> {
    let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    if quoted.is_empty() || way.is_multiple_of(7) {
        let pairs = [
            ("true", "false"),
            ("false", "true"),
            ("at_least", "above"),
            ("includes", "one_of"),
            ("all = [", "any = ["),
            ("any = [", "all = ["),
            ("fixed", "up_to"),
            ("up_to", "fixed"),
        ];
        let (from, to) = pairs.into_iter().find(|(from, _)| line.contains(from))?;
        return Some(line.replacen(from, to, 1));
    }
    let word = quoted[usize::from(way) % quoted.len()];
    let whole = format!("\"{word}\"");
    if way.is_multiple_of(5) && line.contains(&format!("{whole}, ")) {
        return Some(line.replacen(&format!("{whole}, "), "", 1));
    }
    let to = match word {
        "entitlement" => "ceiling".to_owned(),
        "ceiling" | "competitive" => "entitlement".to_owned(),
        _ if word.ends_with("万元") => format!("1{word}"),
        _ if word.ends_with('%') => format!("1{word}"),
        _ if word.starts_with("20") && word.len() == 10 => word.replacen("20", "19", 1),
        _ if word.is_ascii() && way.is_multiple_of(2) => {
            let known = ids.iter().position(|id| id == word)?;
            ids[(known + 1 + usize::from(way) / 2) % ids.len()].clone()
        }
        _ if word.is_ascii() => {
            let others: Vec<&&str> = quoted.iter().filter(|other| **other != word).collect();
            (*others.first()?).to_string()
        }
        _ => format!("{word}改"),
    };
    Some(line.replacen(&whole, &format!("\"{to}\""), 1))
}

/// Returns the edition that these changes make of the shipped one; those that make none are left
/// out.
fn edition(picks: &[Pick]) -> &'static PolicySet {
    let mut sources = shipped::sources();
    for pick in picks {
        if let Some(other) = changed(sources.clone(), *pick)
            && load(&other).is_ok()
        {
            sources = other;
        }
    }
    set_of(&sources)
}

/// All that a report says, by ids and in words.
fn said(set: &PolicySet, report: &Report) -> String {
    let mut text = format!("{}\n", wording::full_amount(report.outline.total));
    let mut line = |words: String| writeln!(text, "{words}").expect("text can be written");
    for ask in &report.outline.asks {
        let question = set.question(ask.question);
        let most = wording::level(ask.most);
        line(format!("{} {} {} {most}", question.id, question.label, ask.awards));
    }
    for document in &report.outline.documents {
        let policy = document.policy;
        line(format!("{} {} {:?} {}", policy.id, policy.title, document.state, document.counted));
        line(wording::document_state(policy, document.state));
    }
    for award in &report.awards {
        let own = award.award;
        let sum = wording::full_amount(award.amount);
        line(format!("{} {} {sum} {:?}", own.id, own.name, award.outcome));
        let would = award.would_have_paid.map(|(day, sum)| (day, wording::full_amount(sum)));
        line(format!("{:?} {would:?}", award.open_because));
        line(format!("{} {} {:?}", own.summary, own.clause, own.payers));
        line(format!("{:?} {:?} {:?}", own.paid_by, own.quota, own.apply));
        line(wording::award_line(set, report, award));
        line(wording::notes(award).concat());
        for reason in report.reasons(award) {
            line(format!("{} {:?} {}", reason.depth, reason.truth, wording::reason(set, reason)));
        }
        for (words, sum) in wording::steps(set, report.steps(award)) {
            line(format!("{words} {}", wording::full_amount(sum)));
        }
        let missing = award.missing.iter().map(|index| set.question(*index).id);
        line(format!("{:?}", missing.collect::<Vec<_>>()));
    }
    for group in &report.groups {
        let awards: Vec<&str> = group.awards.iter().map(|award| award.id).collect();
        let sum = wording::full_amount(group.amount);
        line(format!("{} {} {awards:?} {sum}", group.rule.id, group.rule.name));
    }
    for limit in &report.limits {
        line(wording::formulas::limited(limit));
    }
    for support in &report.supports {
        let own = support.support;
        line(format!("{} {} {:?} {:?}", own.id, own.name, own.departments, support.truth));
    }
    for reading in &report.readings {
        let sum = wording::full_amount(reading.total);
        line(format!("{:?} {} {sum}", reading.reading, reading.chosen_other));
    }
    text
}

/// Totals and awards, by their ids.
fn amounts(report: &Report) -> String {
    let mut awards: Vec<String> = report
        .awards
        .iter()
        .map(|own| format!("{} {}", own.award.id, wording::full_amount(own.amount)))
        .collect();
    awards.sort_unstable();
    format!("{} {awards:?}", wording::full_amount(report.outline.total))
}

/// So many companies for each pair of editions: `make editions` tries ten thousand.
fn companies() -> usize {
    std::env::var("HUIQI_COMPANIES").map_or(60, |count| count.parse().expect("a number"))
}

/// Whether the difference says that no amount of a region's companies can change.
fn leaves_amounts(difference: &Difference, region: &str) -> bool {
    let is_of_it = |document: &str| {
        [difference.old, difference.new]
            .iter()
            .any(|set| set.policies_in(region).any(|policy| policy.id == document))
    };
    difference
        .entries
        .iter()
        .filter(|entry| entry.document.is_none_or(is_of_it))
        .all(|entry| entry.reach == Reach::Words)
}

/// A report with its edition.
type Side = (Report, &'static PolicySet);

/// Returns a random company's region and its reports under both editions.
fn both(difference: &Difference, throw: &Throw) -> Option<(&'static str, Side, Side)> {
    let (old, new) = (difference.old, difference.new);
    let play = Play::of(old, throw, Some(64));
    let given = values(old, &play.answers);
    let (carried, _) = answers(new, GivenTo::Edition(old.edition), &given)?;
    let readings = new.policies.iter().flat_map(|policy| policy.readings);
    let chosen = readings
        .filter(|reading| play.readings.is_other(reading.id))
        .fold(ChosenReadings::default(), |chosen, reading| chosen.other(reading.id));
    let on: Date = play.on;
    let before = evaluate(old, &play.answers, on, &play.readings);
    let after = evaluate(new, &carried, on, &chosen);
    Some((play.region, (before, old), (after, new)))
}

fn check_companies(difference: &Difference, throws: &[Throw]) -> Result<(), TestCaseError> {
    let touched = difference.touched_regions();
    for throw in throws {
        let Some((region, (before, old), (after, new))) = both(difference, throw) else { continue };
        if !touched.contains(&region) {
            prop_assert_eq!(said(old, &before), said(new, &after), "{}", region);
        } else if leaves_amounts(difference, region) {
            prop_assert_eq!(amounts(&before), amounts(&after), "{}", region);
        }
    }
    Ok(())
}

fn picks() -> impl Strategy<Value = Vec<Pick>> {
    vec((any::<u32>(), any::<u8>()), 1..4)
}

proptest! {
    #![proptest_config(random_cases(12))]

    /// Where a difference says nothing of a region, no report there differs; where it says that no
    /// amount changes, none does.
    #[test]
    fn an_empty_difference_means_that_no_report_differs(
        old in picks(),
        new in picks(),
        seed in any::<u64>(),
    ) {
        let difference = difference(edition(&old), edition(&new));
        let mut runner = TestRunner::deterministic();
        let strategy = throws();
        // As many companies, whatever the runner of the editions shrinks to.
        let skipped = (seed % 17) as usize;
        let all = (0..companies() + skipped).map(|_| {
            strategy.new_tree(&mut runner).expect("a throw").current()
        });
        let throws: Vec<Throw> = all.skip(skipped).collect();
        check_companies(&difference, &throws)?;
    }

    /// Whatever differs in the tables is an entry.
    #[test]
    fn every_change_of_the_tables_is_an_entry(one in vec((any::<u32>(), any::<u8>()), 1..2)) {
        let other = edition(&one);
        let found = difference(shipped::set(), other);
        prop_assert_eq!(found.is_empty(), format!("{:?}", shipped::set()) == format!("{other:?}"));
        for entry in &found.entries {
            prop_assert!(!entry.text.is_empty());
            let text = &entry.text;
            prop_assert!(!text.contains("：：") && !text.ends_with('：'), "{text}");
        }
    }

    /// Whatever changed: the parts and what arises together give the whole.
    #[test]
    fn the_parts_of_random_editions_add_up(old in picks(), new in picks()) {
        let difference = difference(edition(&old), edition(&new));
        let mut companies = population(&difference);
        let step = companies.len() / 300 + 1;
        companies = companies.into_iter().step_by(step).collect();
        let found = effect(&difference, &companies);
        let mut all = huiqi_difference::Shift::default();
        found.parts.iter().for_each(|part| all += part.sum.shift);
        found.together.iter().for_each(|own| all += own.sum.shift);
        prop_assert_eq!(all, found.whole.shift);
        prop_assert_eq!(found.compared + found.skipped.len(), companies.len());
        // One change alone brings all that there is.
        if found.parts.len() == 1 {
            prop_assert!(found.together.is_empty(), "{:?}", difference.entries);
        }
    }
}
