//! What a report says of readings, and that the outline of a report is a part of it.

use crate::bounds::{Play, Throw, random_cases, throws};
use crate::made_up;
use crate::parts::{company, other, river};
use crate::scenarios::GivenAnswer::{One, These, Yes};
use crate::scenarios::{GivenAnswer, answers_of, award, day, wan};
use huiqi_engine::report::{Outcome, Report};
use huiqi_engine::{ChosenReadings, evaluate, outline};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{DocumentState, PolicySet};
use proptest::prelude::{prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use time::Month;

#[test]
fn a_reading_that_changes_an_award_and_not_the_total_is_listed() {
    // The loan's 0 to 8 becomes 8 for certain, and the project's 25 is paid instead of it either
    // way.
    let given: &[(&str, GivenAnswer<'_>)] = &[
        ("river_rank", One("middle")),
        ("river_won", These(&[])),
        ("river_contest", One("gold")),
        ("river_banned", Yes),
        ("river_sum_yuan", One("1000000")),
        ("river_limit_yuan", One("250000")),
    ];
    let report = river(&company(&[], given));
    let firm = report
        .readings
        .iter()
        .find(|reading| reading.reading.id.ends_with("firm-loan"))
        .expect("one is listed");
    assert_eq!(firm.total, report.outline.total);
    assert_eq!(award(&report, "river-city-2030/loan").amount, wan(0, 8));
    assert_eq!(award(&report, "river-city-2030/project").amount, wan(25, 25));
    assert!(
        report.readings.iter().all(|reading| !reading.reading.id.ends_with("stricter")),
        "banned under both readings of the contest"
    );
}

#[test]
fn two_readings_of_one_award_are_taken_together_and_listed_one_by_one() {
    // On the day before the document begins: one reading opens the contest's window, the other asks
    // for a middle rank besides.
    let before = |contest: &[(&'static str, GivenAnswer<'static>)], readings: &ChosenReadings| {
        let rank = [("river_rank", One("low")), ("river_won", These(&[]))];
        let given = company(&["river_contest"], &[&rank, contest].concat());
        let answers = answers_of(made_up::set_of_two(), &given);
        evaluate(made_up::set_of_two(), &answers, day((2029, Month::December, 31)), readings)
    };
    let totals = |report: &Report| -> Vec<(&'static str, Amount)> {
        let own = |id: &'static str| id.split_once('/').expect("an id has a slash").1;
        report.readings.iter().map(|entry| (own(entry.reading.id), entry.total)).collect()
    };
    let two_yuan = Amount::exactly(Level::Sum(Yuan::from_fen(200)));
    let gold = &[("river_contest", One("gold"))];
    let contest = "river-city-2030/contest";

    let followed = before(gold, &ChosenReadings::default());
    assert_eq!(award(&followed, contest).outcome, Outcome::NotInForce);
    assert_eq!(totals(&followed), [("earlier", two_yuan), ("contest-before", wan(20, 20))]);

    let opened = before(gold, &other("contest-before"));
    assert_eq!(award(&opened, contest).outcome, Outcome::Certain);
    let document = &opened.outline.documents[0];
    assert_eq!((document.state, document.counted), (DocumentState::NotYet, 1));
    assert_eq!(opened.outline.total, wan(20, 20));
    let expected = [
        ("earlier", wan(20, 20) + two_yuan),
        ("stricter", wan(0, 0)),
        ("contest-before", wan(0, 0)),
    ];
    assert_eq!(totals(&opened), expected);
    let asked = before(&[], &other("contest-before")).outline.asks;
    let asked: Vec<&str> =
        asked.iter().map(|ask| made_up::set_of_two().question(ask.question).id).collect();
    assert_eq!(asked, ["river_contest"]);

    let stricter = other("stricter").other("river-city-2030/contest-before");
    let both = before(gold, &stricter);
    assert_eq!(award(&both, contest).outcome, Outcome::NotMet);
    assert_eq!(totals(&both), [("earlier", two_yuan), ("stricter", wan(20, 20))]);
}

fn holds_together(set: &'static PolicySet, throw: &Throw) -> Result<(), TestCaseError> {
    let Play { answers, on, readings, region, .. } = Play::of(set, throw, Some(100));
    let report = evaluate(set, &answers, on, &readings);
    let part = outline(set, &answers, on, &readings);
    prop_assert_eq!(format!("{part:?}"), format!("{:?}", report.outline));
    for document in &report.outline.documents {
        let counted = report
            .awards
            .iter()
            .filter(|award| {
                award.policy.id == document.policy.id && award.outcome != Outcome::NotInForce
            })
            .count();
        prop_assert_eq!(document.counted, counted);
    }
    for policy in set.policies_in(region) {
        for reading in policy.readings {
            let other = evaluate(set, &answers, on, &readings.switched(reading.id));
            let awards = report.awards.iter().zip(&other.awards);
            let differs = report.outline.total != other.outline.total
                || awards.into_iter().any(|(here, there)| here.amount != there.amount);
            let listed = report.readings.iter().find(|entry| entry.reading.id == reading.id);
            prop_assert_eq!(
                listed.map(|entry| (entry.total, entry.chosen_other)),
                differs.then_some((other.outline.total, readings.is_other(reading.id)))
            );
        }
        let shown = report.supports.iter().any(|support| support.policy.id == policy.id);
        prop_assert_eq!(shown && !policy.is_in_force_on(on), false);
    }
    Ok(())
}

proptest! {
    #![proptest_config(random_cases(100))]

    #[test]
    fn outline_documents_and_readings_are_those_of_whole_evaluations(throw in throws()) {
        holds_together(&POLICIES, &throw)?;
        holds_together(made_up::set_of_two(), &throw)?;
    }
}
