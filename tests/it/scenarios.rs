//! Companies worked out by hand from the documents: what must come out, and why.

use huiqi_engine::report::{AwardReport, Outcome, Report};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answers, RawAnswer, read};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{DocumentState, PolicySet};
use huiqi_rules::truth::Truth;
use time::{Date, Month};

pub(crate) const TODAY: (i32, Month, u8) = (2026, Month::November, 21);
pub(crate) const LAST_DAY: (i32, Month, u8) = (2025, Month::December, 31);

pub(crate) fn day((year, month, day): (i32, Month, u8)) -> Date {
    Date::from_calendar_date(year, month, day).expect("a date")
}

#[derive(Clone, Copy)]
pub(crate) enum GivenAnswer<'a> {
    One(&'a str),
    These(&'a [&'a str]),
    Yes,
    No,
}
use GivenAnswer::{No, One, These, Yes};

pub(crate) fn answers(given: &[(&str, GivenAnswer<'_>)]) -> Answers {
    answers_of(&POLICIES, given)
}

/// The same of another rule set.
pub(crate) fn answers_of(set: &'static PolicySet, given: &[(&str, GivenAnswer<'_>)]) -> Answers {
    let read_one = |(id, said): &(&str, GivenAnswer<'_>)| {
        let index = set.question_index(id).expect("a question");
        let given = match said {
            One(text) => RawAnswer::Text(text),
            These(texts) => RawAnswer::Texts(texts),
            Yes => RawAnswer::YesNo(true),
            No => RawAnswer::YesNo(false),
        };
        (
            index,
            read(set.question(index), given).unwrap_or_else(|problem| panic!("{id}: {problem:?}")),
        )
    };
    Answers::build(set, given.iter().map(read_one)).expect("no contradiction")
}

fn report_under(
    readings: &ChosenReadings,
    on: (i32, Month, u8),
    given: &[(&str, GivenAnswer<'_>)],
) -> Report {
    evaluate(&POLICIES, &answers(given), day(on), readings)
}

fn report(on: (i32, Month, u8), given: &[(&str, GivenAnswer<'_>)]) -> Report {
    report_under(&ChosenReadings::default(), on, given)
}

/// An interval in 万元.
pub(crate) fn wan(least: u64, most: u64) -> Amount {
    Amount {
        least: Level::Sum(Yuan::from_fen(least * 1_000_000)),
        most: Level::Sum(Yuan::from_fen(most * 1_000_000)),
    }
}

pub(crate) fn award<'a>(report: &'a Report, id: &str) -> &'a AwardReport {
    report
        .awards
        .iter()
        .find(|award| award.award.id == id)
        .unwrap_or_else(|| panic!("no award {id}"))
}

fn asks(report: &Report) -> Vec<&'static str> {
    report.outline.asks.iter().map(|ask| POLICIES.question(ask.question).id).collect()
}

fn zaozhuang_company() -> Vec<(&'static str, GivenAnswer<'static>)> {
    vec![
        ("region", One("zaozhuang")),
        ("certification_tier", One("national_giant")),
        ("first_certified_tiers", These(&["provincial", "national_giant"])),
        ("claimed_elsewhere", These(&[])),
        ("listings", These(&["bse"])),
        ("smart_factory_award", One("applied")),
        ("government_show_booth_fee_yuan", One("80000")),
    ]
}

#[test]
fn zaozhuang_pays_the_higher_title_half_the_booth_fee_and_leaves_the_rest_open() {
    let report = report(TODAY, &zaozhuang_company());
    assert_eq!(report.outline.total, wan(34, 1084));
    assert_eq!(asks(&report), ["platform_contest_prize"]);
    let provincial = award(&report, "zaozhuang-srdi-2022/first-certification-provincial");
    assert_eq!((provincial.amount, provincial.outcome), (wan(10, 10), Outcome::SetAside));
    assert_eq!(
        provincial.set_aside_for.map(|award| award.id),
        Some("zaozhuang-srdi-2022/first-certification-national-giant")
    );
    let listing = award(&report, "zaozhuang-srdi-2022/listing-exchange");
    assert!(listing.open_because.ceiling && !listing.open_because.answer);
    let factory = award(&report, "zaozhuang-srdi-2022/smart-factory");
    assert!(factory.open_because.competition && factory.amount == wan(0, 20));
    assert_eq!(report.outline.documents[0].state, DocumentState::InForceUnstatedEnd);
}

#[test]
fn zaozhuang_titles_pay_both_under_the_other_reading() {
    let report = report(TODAY, &zaozhuang_company());
    let reading = report
        .readings
        .iter()
        .find(|reading| reading.reading.id == "zaozhuang-srdi-2022/same-title")
        .expect("listed");
    assert_eq!(reading.total, wan(44, 1094));
    let other = report_under(
        &ChosenReadings::default().other("zaozhuang-srdi-2022/same-title"),
        TODAY,
        &zaozhuang_company(),
    );
    assert_eq!(other.outline.total, wan(44, 1094));
    assert!(other.groups.is_empty());
}

#[test]
fn several_listings_may_be_claimed_so_an_open_answer_brings_1110() {
    let report = report(
        TODAY,
        &[
            ("region", One("zaozhuang")),
            ("certification_tier", One("municipal")),
            ("first_certified_tiers", These(&[])),
            ("claimed_elsewhere", These(&[])),
            ("smart_factory_award", One("none")),
            ("government_show_booth_fee_yuan", One("0")),
            ("platform_contest_prize", One("none")),
        ],
    );
    // 1000 + 100 + 10.
    assert_eq!(report.outline.total, wan(0, 1110));
    assert_eq!(asks(&report), ["listings"]);
    assert_eq!(
        (report.outline.asks[0].awards, report.outline.asks[0].most),
        (3, wan(0, 1110).most)
    );
    let together = report
        .readings
        .iter()
        .find(|reading| reading.reading.id == "zaozhuang-srdi-2022/listings-together")
        .expect("listed");
    assert_eq!(together.total, wan(0, 1000));
}

#[test]
fn a_title_first_won_settles_that_the_company_has_one() {
    // The tier is not answered, but a national title first won cannot rank above it.
    let report = report(
        TODAY,
        &[
            ("region", One("zaozhuang")),
            ("first_certified_tiers", These(&["national_giant"])),
            ("claimed_elsewhere", These(&[])),
            ("listings", These(&["neeq"])),
        ],
    );
    assert_eq!(award(&report, "zaozhuang-srdi-2022/listing-neeq").amount, wan(100, 100));
    assert!(!asks(&report).contains(&"certification_tier"));
}

#[test]
fn a_firm_without_title_on_the_new_third_board_is_left_open_by_the_document() {
    let given = [
        ("region", One("zaozhuang")),
        ("certification_tier", One("pool")),
        ("claimed_elsewhere", These(&[])),
        ("listings", These(&["neeq"])),
    ];
    let report = report(TODAY, &given);
    let listing = award(&report, "zaozhuang-srdi-2022/listing-neeq");
    assert_eq!((listing.amount, listing.outcome), (wan(0, 100), Outcome::Possible));
    assert!(listing.open_because.document_silent && !listing.open_because.answer);
}

#[test]
fn jincheng_and_shanxi_add_up_and_the_province_pays_at_most_30() {
    let given = [
        ("region", One("jincheng")),
        ("certification_tier", One("national_giant")),
        ("first_certified_tiers", These(&["provincial_giant", "national_giant"])),
        ("provincial_award_received", No),
        ("listings", These(&["neeq"])),
        ("base_listing_support", Yes),
        ("ip_purchase_yuan", One("0")),
    ];
    let report = report(TODAY, &given);
    // 10 + 20 + 10 for certain, and 0 to 30 from the province.
    assert_eq!(report.outline.total, wan(40, 70));
    assert!(report.outline.asks.is_empty());
    let titles = report
        .readings
        .iter()
        .find(|reading| reading.reading.id == "jincheng-srdi-2021/titles-in-one-year")
        .expect("listed");
    assert_eq!(titles.total, wan(30, 60));
    let other = report_under(
        &ChosenReadings::default().other("jincheng-srdi-2021/titles-in-one-year"),
        TODAY,
        &given,
    );
    assert_eq!(other.groups[0].rule.id, "jincheng-srdi-2021/titles-in-one-year");
    assert_eq!(other.groups[0].amount, wan(20, 20));
}

#[test]
fn jincheng_has_no_rung_for_the_provincial_title_and_boards_outside_its_list_get_nothing() {
    let given = [
        ("region", One("jincheng")),
        ("certification_tier", One("provincial")),
        ("first_certified_tiers", These(&["provincial"])),
        ("provincial_award_received", Yes),
        ("listings", These(&["star"])),
        ("base_listing_support", Yes),
        ("ip_purchase_yuan", One("0")),
    ];
    let report = report(TODAY, &given);
    assert_eq!(report.outline.total, wan(0, 0));
    let boards = report
        .readings
        .iter()
        .find(|reading| reading.reading.id == "jincheng-srdi-2021/boards-not-named")
        .expect("listed");
    assert_eq!(boards.total, wan(0, 10));
    let other = report_under(
        &ChosenReadings::default().other("jincheng-srdi-2021/boards-not-named"),
        TODAY,
        &given,
    );
    assert!(award(&other, "jincheng-srdi-2021/listing-top-up").open_because.document_silent);
}

#[test]
fn shanxi_ip_purchases_are_capped_at_200_once_for_the_year_and_need_no_title() {
    let given = |yuan: &'static str| {
        [
            ("region", One("shanxi_other")),
            ("certification_tier", One("none")),
            ("ip_purchase_yuan", One(yuan)),
            ("ip_led_to_certification", No),
            ("became_above_scale", No),
            ("above_scale", Yes),
            ("revenue_growth_percent", One("29.99")),
            ("profit_margin_percent", One("15")),
        ]
    };
    assert_eq!(report(TODAY, &given("10000000")).outline.total, wan(0, 200));
    assert_eq!(report(TODAY, &given("50000000")).outline.total, wan(0, 200));
    assert_eq!(report(TODAY, &given("5000000")).outline.total, wan(0, 100));
}

#[test]
fn before_the_plan_the_province_pays_only_under_the_other_reading() {
    let given = [
        ("region", One("shanxi_other")),
        ("certification_tier", One("provincial")),
        ("provincial_award_received", No),
        ("ip_purchase_yuan", One("0")),
    ];
    let before = (2022, Month::March, 17);
    let report = report(before, &given);
    assert_eq!(
        (report.outline.total, report.outline.documents[0].state),
        (wan(0, 0), DocumentState::NotYet)
    );
    assert_eq!(report.readings[0].total, wan(0, 30));
    let award_before = award(&report, "shanxi-srdi-2022/provincial-award");
    assert_eq!(award_before.outcome, Outcome::NotInForce);
    assert_eq!(award_before.would_have_paid, Some((day((2022, Month::March, 18)), wan(0, 30))));
    let other = report_under(
        &ChosenReadings::default().other("shanxi-srdi-2022/before-the-plan"),
        before,
        &given,
    );
    assert_eq!(award(&other, "shanxi-srdi-2022/provincial-award").outcome, Outcome::Possible);
    assert_eq!(
        (other.outline.total, other.outline.documents[0].state),
        (wan(0, 30), DocumentState::NotYet)
    );
}

fn xinxiang_company() -> Vec<(&'static str, GivenAnswer<'static>)> {
    vec![
        ("region", One("xinxiang")),
        ("certification_tier", One("national_giant")),
        ("first_certified_tiers", These(&["provincial", "national_giant"])),
        ("claimed_elsewhere", These(&[])),
        ("provincial_equipment_subsidy_yuan", One("1000000")),
        ("first_recognised_platforms", These(&["national_platform"])),
        ("platform_assessment_grade", One("first")),
    ]
}

#[test]
fn xinxiang_pays_the_highest_award_of_the_application_year_and_the_match_beside_it() {
    let report = report(LAST_DAY, &xinxiang_company());
    assert_eq!(report.outline.total, wan(75, 75));
    assert_eq!(report.groups[0].amount, wan(50, 50));
    for id in [
        "first-certification-provincial",
        "first-recognition-national-platform",
        "platform-assessment",
    ] {
        let award = award(&report, &format!("xinxiang-srdi-2022/{id}"));
        assert_eq!(award.outcome, Outcome::SetAside, "{id}");
        assert_eq!(
            award.set_aside_for.map(|award| award.id),
            Some("xinxiang-srdi-2022/first-certification-national-giant"),
            "{id}"
        );
    }
    assert_eq!(report.readings[0].total, wan(50, 50));
}

#[test]
fn xinxiang_pays_nothing_from_the_first_day_of_2026_and_asks_nothing() {
    let report = report((2026, Month::January, 1), &xinxiang_company());
    assert_eq!(report.outline.total, wan(0, 0));
    assert!(
        report.outline.asks.is_empty() && report.supports.is_empty() && report.readings.is_empty()
    );
    let giant = award(&report, "xinxiang-srdi-2022/first-certification-national-giant");
    assert_eq!((giant.amount, giant.outcome), (wan(0, 0), Outcome::NotInForce));
    assert_eq!(giant.would_have_paid, Some((day(LAST_DAY), wan(50, 50))));
}

#[test]
fn xinxiang_takes_out_what_was_claimed_elsewhere_before_it_looks_for_the_highest() {
    let report = report(
        LAST_DAY,
        &[
            ("region", One("xinxiang")),
            ("certification_tier", One("provincial")),
            ("first_certified_tiers", These(&["provincial"])),
            ("claimed_elsewhere", These(&["certification_provincial"])),
            ("first_recognised_platforms", These(&["provincial_base"])),
            ("platform_assessment_grade", One("none")),
        ],
    );
    assert_eq!(report.outline.total, wan(20, 20));
    let title = award(&report, "xinxiang-srdi-2022/first-certification-provincial");
    assert_eq!(title.outcome, Outcome::NotMet);
    assert!(report.reasons(title).iter().any(|reason| reason.truth == Truth::No));
}

#[test]
fn of_two_equal_awards_of_a_group_the_earlier_is_paid() {
    let given = [
        ("region", One("xinxiang")),
        ("certification_tier", One("none")),
        ("claimed_elsewhere", These(&[])),
        ("first_recognised_platforms", These(&["national_platform", "national_base"])),
        ("platform_assessment_grade", One("none")),
    ];
    let report = report(LAST_DAY, &given);
    assert_eq!(report.outline.total, wan(30, 30));
    assert_eq!(
        award(&report, "xinxiang-srdi-2022/first-recognition-national-platform").outcome,
        Outcome::Certain
    );
    assert_eq!(
        award(&report, "xinxiang-srdi-2022/first-recognition-national-base").outcome,
        Outcome::SetAside
    );
}

#[test]
fn an_uncapped_share_of_an_unanswered_sum_leaves_the_top_open() {
    let report = report(
        LAST_DAY,
        &[
            ("region", One("xinxiang")),
            ("certification_tier", One("national_giant")),
            ("claimed_elsewhere", These(&[])),
        ],
    );
    assert_eq!(report.outline.total.most, Level::Open);
    assert_eq!(award(&report, "xinxiang-srdi-2022/equipment-match").amount.most, Level::Open);
}

fn sanmenxia(
    investment: &'static str,
    cap: Option<&'static str>,
) -> Vec<(&'static str, GivenAnswer<'static>)> {
    let mut given = vec![
        ("region", One("sanmenxia")),
        ("certification_tier", One("provincial")),
        ("project_in_scope", Yes),
        ("project_investment_yuan", One(investment)),
        ("key_giant_fund_yuan", One("0")),
    ];
    given.extend(cap.map(|cap| ("project_cap_yuan", One(cap))));
    given
}

#[test]
fn sanmenxia_pays_forty_percent_of_all_from_150_up_and_nothing_a_fen_below() {
    assert_eq!(
        report(LAST_DAY, &sanmenxia("1500000", Some("10000000"))).outline.total,
        wan(60, 60)
    );
    assert_eq!(
        report(LAST_DAY, &sanmenxia("1499999.99", Some("10000000"))).outline.total,
        wan(0, 0)
    );
    assert_eq!(report(LAST_DAY, &sanmenxia("1500000", Some("500000"))).outline.total, wan(50, 50));
    assert_eq!(report(LAST_DAY, &sanmenxia("1500000", Some("0"))).outline.total, wan(0, 0));
}

#[test]
fn a_cap_that_is_not_known_is_a_question_and_not_the_absence_of_a_cap() {
    let report = report(LAST_DAY, &sanmenxia("1500000", None));
    assert_eq!(report.outline.total, wan(0, 60));
    assert_eq!(asks(&report), ["project_cap_yuan"]);
    let project = award(&report, "sanmenxia-srdi-2022/project-support");
    assert!(
        project.open_because.answer
            && !project.open_because.document_silent
            && !project.open_because.ceiling
    );
}

#[test]
fn without_a_region_nothing_is_counted_and_only_the_region_is_asked() {
    let report = report(TODAY, &[]);
    assert_eq!((report.outline.total.least, report.outline.total.most), (Level::ZERO, Level::Open));
    assert_eq!(asks(&report), ["region"]);
    assert!(report.awards.is_empty() && report.outline.documents.is_empty());
}

#[test]
fn elsewhere_there_is_nothing_and_nothing_to_ask() {
    let report = report(TODAY, &[("region", One("elsewhere"))]);
    assert_eq!(report.outline.total, wan(0, 0));
    assert!(
        report.outline.asks.is_empty() && report.awards.is_empty() && report.supports.is_empty()
    );
}

/// Two readings may be taken the other way at once: switching one leaves the other as it was.
#[test]
fn switching_one_reading_leaves_the_others() {
    let both = ChosenReadings::default().other("one").other("two").other("one");
    assert_eq!(both.switched("one"), ChosenReadings::default().other("two"));
    assert_eq!(
        both.switched("one").switched("one"),
        ChosenReadings::default().other("two").other("one")
    );
    assert!(
        both.is_other("two") && !both.switched("two").is_other("two") && !both.is_other("three")
    );
}
