//! What a report says beside its amounts: causes, readings, documents, supports; and that the
//! outline of a report is a part of it.

use crate::made_up;
use crate::scenarios::GivenAnswer::{No, One, These, Yes};
use crate::scenarios::{GivenAnswer, LAST_DAY, answers, answers_of, award, day, wan};
use huiqi_engine::report::{OpenBecause, Outcome, Report};
use huiqi_engine::{ChosenReadings, advise, evaluate, ladder};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{DocumentState, Policy, Support};
use huiqi_rules::truth::Truth;
use time::{Date, Month};

const RIVER: &str = "river-city-2030";

/// The made-up region on a day of both made-up documents.
pub(crate) fn river(given: &[(&str, GivenAnswer<'_>)]) -> Report {
    evaluate(
        made_up::set_of_two(),
        &answers_of(made_up::set_of_two(), given),
        day((2030, Month::June, 1)),
        &ChosenReadings::default(),
    )
}

/// A company of the made-up region: what is given, what is left open, and for the rest nothing
/// claimed, no prize, no ban and no sums.
pub(crate) fn company<'a>(
    open: &[&str],
    given: &[(&'a str, GivenAnswer<'a>)],
) -> Vec<(&'a str, GivenAnswer<'a>)> {
    let rest = [
        ("region", One("river")),
        ("river_matters", These(&[])),
        ("river_contest", One("none")),
        ("river_banned", No),
        ("river_sum_yuan", One("0")),
        ("river_limit_yuan", One("0")),
        ("river_growth_percent", One("0")),
    ];
    let left = rest
        .into_iter()
        .filter(|(id, _)| !open.contains(id) && given.iter().all(|(other, _)| other != id));
    left.chain(given.iter().copied()).collect()
}

/// One disputed clause of the made-up city taken the other way.
pub(crate) fn other(end: &str) -> ChosenReadings {
    let mut all = made_up::set_of_two()
        .policies
        .iter()
        .flat_map(|policy| policy.readings)
        .map(|reading| reading.id);
    ChosenReadings::default().other(all.find(|id| id.ends_with(end)).expect("the reading"))
}

fn state(policy: &str, on: (i32, Month, u8)) -> DocumentState {
    let set = made_up::set_of_two();
    let report = evaluate(
        set,
        &answers_of(set, &[("region", One("river"))]),
        day(on),
        &ChosenReadings::default(),
    );
    report
        .outline
        .documents
        .iter()
        .find(|document| document.policy.id == policy)
        .expect("a document of the region")
        .state
}

#[test]
fn a_document_holds_from_its_first_day_to_its_last() {
    assert_eq!(state(RIVER, (2029, Month::December, 31)), DocumentState::NotYet);
    assert_eq!(state(RIVER, (2030, Month::January, 1)), DocumentState::InForce);
    assert_eq!(state(RIVER, (2030, Month::December, 31)), DocumentState::InForce);
    assert_eq!(state(RIVER, (2031, Month::January, 1)), DocumentState::Ended);
    assert_eq!(state("river-province-2030", (2030, Month::May, 31)), DocumentState::NotYet);
    assert_eq!(
        state("river-province-2030", (2030, Month::June, 1)),
        DocumentState::InForceUnstatedEnd
    );
}

#[test]
fn the_nearest_day_of_a_document_is_its_first_before_it_and_its_last_after_it() {
    let policy = |id: &str| -> &'static Policy {
        made_up::set_of_two().policies.iter().find(|policy| policy.id == id).expect("a document")
    };
    let date = |year, month, number| Date::from_calendar_date(year, month, number).expect("a day");
    assert_eq!(
        policy(RIVER).nearest_day(date(2020, Month::March, 3)),
        date(2030, Month::January, 1)
    );
    assert_eq!(
        policy(RIVER).nearest_day(date(2040, Month::March, 3)),
        date(2030, Month::December, 31)
    );
    assert_eq!(
        policy("river-province-2030").nearest_day(date(2020, Month::March, 3)),
        date(2030, Month::June, 1)
    );
}

const CEILING: OpenBecause = OpenBecause {
    answer: false,
    ceiling: true,
    competition: false,
    document_silent: false,
    spread: false,
};

#[test]
fn an_exact_award_is_open_because_of_what_leaves_its_rivals_open() {
    // Both titles were won: 10 fixed beside 0 to 30 at the department's choice, of which the higher
    // is paid. The contest pays nothing.
    let won: &[(&str, GivenAnswer<'_>)] =
        &[("river_rank", One("high")), ("river_won", These(&["middle", "high"]))];
    let report = river(&company(&[], won));
    let middle = award(&report, "river-city-2030/won-middle");
    assert_eq!(
        (middle.amount, middle.outcome, middle.open_because),
        (wan(10, 10), Outcome::Possible, CEILING)
    );
    let high = award(&report, "river-city-2030/won-high");
    assert_eq!(
        (high.amount, high.outcome, high.open_because),
        (wan(0, 30), Outcome::Possible, CEILING)
    );
    assert_eq!(report.groups[0].amount, wan(10, 30));

    // While the contest is not answered, gold may set the first aside: that answer is missing too,
    // and one of its options waits for a jury.
    let report = river(&company(&["river_contest"], won));
    let middle = award(&report, "river-city-2030/won-middle");
    assert_eq!((middle.outcome, middle.missing.len()), (Outcome::Possible, 0));
    assert_eq!(middle.open_because, OpenBecause { answer: true, competition: true, ..CEILING });
    assert_eq!(
        award(&report, "river-city-2030/contest").open_because,
        OpenBecause { answer: true, competition: true, ..OpenBecause::default() }
    );
}

#[test]
fn an_answer_that_can_change_no_rival_is_no_cause() {
    // A banned company gets nothing from the contest, whatever its prize: that question is not
    // asked, and is no reason for the title's interval.
    let banned =
        [("river_rank", One("high")), ("river_won", These(&["high"])), ("river_banned", Yes)];
    let report = river(&company(&["river_contest"], &banned));
    assert_eq!(award(&report, "river-city-2030/won-high").open_because, CEILING);
    assert!(report.outline.asks.is_empty());
}

/// The province's four shares: 4 fixed; 40% of the sum; half of the sum up to a limit;
/// for who has grown, 30% of the limit.
fn shares(
    limit: Option<&'static str>,
    sum: Option<&'static str>,
    growth: &'static str,
) -> [Outcome; 4] {
    let mut given = vec![
        ("river_rank", One("low")),
        ("river_won", These(&[])),
        ("river_banned", Yes),
        ("river_growth_percent", One(growth)),
    ];
    given.extend(limit.map(|limit| ("river_limit_yuan", One(limit))));
    given.extend(sum.map(|sum| ("river_sum_yuan", One(sum))));
    let report = river(&company(&["river_limit_yuan", "river_sum_yuan"], &given));
    ["flat", "steep", "capped", "side"]
        .map(|id| award(&report, &format!("river-province-2030/{id}")).outcome)
}

#[test]
fn an_award_that_is_the_highest_only_over_a_part_of_an_open_sum_may_be_paid() {
    use Outcome::{Certain, NotMet, Possible, SetAside};
    // Half is ahead of 4 from 8 on, and 40% ahead of the limit of 4.1 from 10.25 on: between them
    // half is paid.
    assert_eq!(shares(Some("41000"), None, "0"), [Possible, Possible, Possible, NotMet]);
    assert_eq!(shares(Some("41000"), Some("80000"), "0"), [Certain, SetAside, SetAside, NotMet]);
    assert_eq!(shares(Some("41000"), Some("80000.02"), "0"), [SetAside, SetAside, Certain, NotMet]);
    assert_eq!(shares(Some("41000"), Some("102500"), "0"), [SetAside, Certain, SetAside, NotMet]);
    // A limit no higher than the fixed sum: half is never ahead.
    assert_eq!(shares(Some("40000"), None, "0"), [Possible, Possible, SetAside, NotMet]);
}

#[test]
fn an_award_that_is_the_highest_only_under_a_part_of_its_open_limits_may_be_paid() {
    use Outcome::{Certain, Possible, SetAside};
    // Half of 9 is 4.5: ahead of 4 where the limit is above 4, and behind 30% of the limit where it
    // is above 15.
    assert_eq!(shares(None, Some("90000"), "60"), [Possible, SetAside, Possible, Possible]);
    assert_eq!(
        shares(Some("150000"), Some("90000"), "60"),
        [SetAside, SetAside, Certain, SetAside]
    );
    assert_eq!(
        shares(Some("150000.04"), Some("90000"), "60"),
        [SetAside, SetAside, SetAside, Certain]
    );
    assert_eq!(shares(Some("40000"), Some("90000"), "60"), [Certain, SetAside, SetAside, SetAside]);
    // Half of 8 is never ahead of 4.
    assert_eq!(shares(None, Some("80000"), "60"), [Possible, SetAside, SetAside, Possible]);
}

#[test]
fn awards_that_only_a_constraint_ties_together_are_not_added_up_where_both_cannot_be() {
    // 10 for the middle title, up to 30 for the high one, the higher of the two, and 50 more for
    // both; 6 for a company of the middle rank, who has not won the high title.
    let set = made_up::set_of_two();
    let report = |more: &[(&'static str, GivenAnswer<'static>)]| {
        evaluate(
            set,
            &answers_of(set, &company(&[], more)),
            day((2030, Month::June, 1)),
            &other("no-silence"),
        )
        .outline
        .total
    };
    // Under this reading nothing else reads both the rank and what was won. The open days bring 1.5
    // yuan to everyone.
    let open_days = Amount::exactly(Level::Sum(Yuan::from_fen(150)));
    assert_eq!(report(&[]), wan(0, 80) + open_days);
    assert_eq!(report(&[("river_rank", One("middle"))]), wan(6, 16) + open_days);
    assert_eq!(report(&[("river_rank", One("high"))]), wan(0, 80) + open_days);
    assert_eq!(report(&[("river_won", These(&["middle"]))]), wan(10, 16) + open_days);
}

#[test]
fn an_open_percentage_may_lie_below_every_threshold() {
    // Under the other reading the loan pays 8 for certain from 0% on; what it pays to a company
    // that shrank is not said.
    let set = made_up::set();
    let company = [
        ("region", One("river")),
        ("river_rank", One("low")),
        ("river_contest", One("gold")),
        ("river_sum_yuan", One("10000000")),
    ];
    let report =
        evaluate(set, &answers_of(set, &company), day((2030, Month::June, 1)), &other("firm-loan"));
    let loan = award(&report, "river-city-2030/loan");
    assert_eq!((loan.amount, loan.open_because.document_silent), (wan(0, 8), true));
}

#[test]
fn the_group_of_a_second_document_holds_that_documents_awards() {
    let report = river(&[("region", One("river")), ("river_limit_yuan", One("2000000"))]);
    let group =
        report.groups.iter().find(|group| group.rule.id.ends_with("limits")).expect("the group");
    let ids: Vec<&str> = group.awards.iter().map(|award| award.id).collect();
    assert_eq!(
        ids,
        ["river-province-2030/much", "river-province-2030/little", "river-province-2030/middling"]
    );
    assert_eq!(group.amount, wan(2, 2));
    let little = award(&report, "river-province-2030/little");
    assert_eq!(
        (little.outcome, little.set_aside_for.map(|award| award.id)),
        (Outcome::SetAside, Some("river-province-2030/middling"))
    );
    assert_eq!(award(&report, "river-province-2030/much").outcome, Outcome::NotMet);
}

#[test]
fn every_threshold_of_a_question_is_a_move_of_its_own_whatever_their_order_in_the_document() {
    let set = made_up::set_of_two();
    // At the high rank a share of the sum, which is not answered, leaves the top open before and
    // after.
    for rank in ["low", "high"] {
        let company: &[(&str, GivenAnswer<'_>)] = &[
            ("region", One("river")),
            ("river_rank", One(rank)),
            ("river_banned", No),
            ("river_limit_yuan", One("5000")),
        ];
        let found = advise(
            set,
            &answers_of(set, company),
            day((2030, Month::June, 1)),
            &ChosenReadings::default(),
        );
        let limits = found
            .moves
            .iter()
            .filter(|advised| advised.steps[0].movement.id == "raise-river-limit");
        let listed: Vec<(String, _)> = limits
            .map(|advised| {
                (
                    advised.steps[0].reaches.expect("a threshold").wanted.to_string(),
                    advised.total.least.sum(),
                )
            })
            .collect();
        // With the 1.5 yuan of the open days. At 5,000,000 a single yuan more is no jump.
        let sum = |ten_thousands: u64| Some(Yuan::from_fen(ten_thousands * 1_000_000 + 150));
        assert_eq!(
            listed,
            [
                ("3000000".to_owned(), sum(3)),
                ("2000000".to_owned(), sum(2)),
                ("1000000".to_owned(), sum(1))
            ],
            "{rank}"
        );
    }
}

#[test]
fn moves_that_set_one_answer_to_different_things_are_no_pair() {
    // Who wins the middle title and the high one in one year would have 50 more than for each by
    // itself; but one company has one rank.
    let set = made_up::set_of_two();
    let low = company(
        &[],
        &[("river_rank", One("low")), ("river_won", These(&[])), ("river_contest", One("silver"))],
    );
    let found = advise(
        set,
        &answers_of(set, &low),
        day((2030, Month::June, 1)),
        &ChosenReadings::default(),
    );
    let ids: Vec<&str> = found.moves.iter().map(|advised| advised.steps[0].movement.id).collect();
    assert!(ids.contains(&"win-river-middle") && ids.contains(&"win-river-high"), "{ids:?}");
    // The high title without the high rank contradicts itself.
    assert!(!ids.contains(&"win-high-again"), "{ids:?}");
    assert!(
        found.pair.is_none(),
        "{:?}",
        found.pair.map(|pair| pair.steps.iter().map(|step| step.movement.id).collect::<Vec<_>>())
    );
}

#[test]
fn a_document_that_asks_for_the_rank_alone_has_a_ladder_too() {
    // The city's document has ended, the province's pays 6 to a company of the middle rank.
    let set = made_up::set_of_two();
    let company = answers_of(set, &[("region", One("river")), ("river_rank", One("low"))]);
    let found = ladder(set, &company, day((2031, Month::January, 1)), &ChosenReadings::default())
        .expect("a ladder");
    let question = set.question(found.question);
    let pays: Vec<_> = found
        .rungs
        .iter()
        .map(|rung| (rung.option, rung.pays.as_ref().map(|pays| pays.amount)))
        .collect();
    assert_eq!(question.id, "river_rank");
    // Nothing pays for the high rank, so it is no rung.
    assert_eq!(pays, [(question.option("middle").expect("a rank"), Some(wan(6, 6)))]);
    assert!(found.pairs.is_empty());
}

#[test]
fn measures_without_an_amount_are_listed_for_whom_they_are() {
    let supports = |on, given: &[(&str, GivenAnswer<'_>)]| -> Vec<(String, Truth)> {
        let report = evaluate(&POLICIES, &answers(given), day(on), &ChosenReadings::default());
        assert!(
            report.supports.iter().all(|support| support.support.kind != Support::GOAL),
            "a goal is for no company"
        );
        let jincheng =
            report.supports.iter().filter(|support| support.policy.id == "jincheng-srdi-2021");
        jincheng
            .map(|support| {
                (support.support.id.rsplit('/').next().expect("an id").to_owned(), support.truth)
            })
            .collect()
    };
    let truth = |list: &[(String, Truth)], id: &str| {
        list.iter().find(|(found, _)| found == id).map(|(_, truth)| *truth)
    };
    let open = supports(LAST_DAY, &[("region", One("jincheng"))]);
    assert_eq!(
        ["JC-N01", "JC-N09", "JC-N13"].map(|id| truth(&open, id)),
        [Some(Truth::Unknown), Some(Truth::Yes), Some(Truth::Unknown)]
    );
    let municipal = supports(
        LAST_DAY,
        &[("region", One("jincheng")), ("certification_tier", One("municipal"))],
    );
    assert_eq!(
        ["JC-N01", "JC-N09", "JC-N13"].map(|id| truth(&municipal, id)),
        [Some(Truth::Yes), Some(Truth::Yes), None]
    );
    let none =
        supports(LAST_DAY, &[("region", One("jincheng")), ("certification_tier", One("none"))]);
    assert_eq!(
        ["JC-N01", "JC-N09", "JC-N13"].map(|id| truth(&none, id)),
        [None, Some(Truth::Yes), None]
    );
    assert!(
        POLICIES
            .policies
            .iter()
            .any(|policy| policy.supports.iter().any(|support| support.kind == Support::GOAL)),
        "there are goals to leave out"
    );
}
