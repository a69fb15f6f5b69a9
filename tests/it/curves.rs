//! How the total moves with one figure: points, thresholds and caps by hand from the documents, and
//! every total between two points on their straight line.

use crate::made_up::set as with_made_up;
use huiqi_engine::report::{Curve, MarkKind};
use huiqi_engine::{ChosenReadings, curve, outline};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use rust_decimal::Decimal;

fn question(id: &str) -> QuestionIndex {
    POLICIES.question_index(id).expect("a question")
}

fn answers(given: &[(&str, &str)]) -> Answers {
    let answer = |(id, text): &(&str, &str)| {
        let index = question(id);
        let shape = POLICIES.question(index);
        let answer = match shape.kind {
            Kind::Single => Answer::Option(shape.option(text).expect("an option")),
            Kind::Multi => {
                let options = text.split(',').filter(|id| !id.is_empty());
                let bit = |id: &str| 1_u64 << shape.option(id).expect("an option");
                Answer::Options(options.map(bit).fold(0, |all, bit| all | bit))
            }
            Kind::YesNo => Answer::YesNo(*text == "yes"),
            Kind::Figure(_) => Answer::Figure(text.parse().expect("a figure")),
        };
        (index, answer)
    };
    Answers::build(&POLICIES, given.iter().map(answer)).expect("no contradiction")
}

const DAY: &str = "2025-06-30";

fn drawn(given: &[(&str, &str)], of: &str) -> Option<Curve> {
    let day = read_date(DAY).expect("a day");
    curve(&POLICIES, &answers(given), day, &ChosenReadings::default(), question(of), Decimal::ZERO)
}

/// The points as figure, least and most in yuan; an open end is -1.
fn points(curve: &Curve) -> Vec<(String, i64, i64)> {
    let yuan = |level: Level| match level {
        Level::Sum(sum) => sum.decimal().round().try_into().expect("a sum"),
        Level::Open => -1,
    };
    let point = |point: &huiqi_engine::report::CurvePoint| {
        (point.figure.normalize().to_string(), yuan(point.total.least), yuan(point.total.most))
    };
    curve.points.iter().map(point).collect()
}

fn marks(curve: &Curve) -> Vec<(String, MarkKind)> {
    let mark =
        |mark: &huiqi_engine::report::CurveMark| (mark.figure.normalize().to_string(), mark.kind);
    curve.marks.iter().map(mark).collect()
}

/// A provincial company of Zaozhuang, everything but the stall answered.
const BEARINGS: [(&str, &str); 7] = [
    ("region", "zaozhuang"),
    ("certification_tier", "provincial"),
    ("first_certified_tiers", "provincial"),
    ("listings", ""),
    ("smart_factory_award", "none"),
    ("platform_contest_prize", "none"),
    ("claimed_elsewhere", ""),
];

#[test]
fn half_of_a_stall_rises_without_an_end() {
    let with: Vec<_> =
        BEARINGS.into_iter().chain([("government_show_booth_fee_yuan", "86500")]).collect();
    let curve = drawn(&with, "government_show_booth_fee_yuan").expect("it rises");
    // 10 for the title, and half of the fee; the axis ends a fifth past the company's own.
    assert_eq!(
        points(&curve),
        [
            ("0".to_owned(), 100_000, 100_000),
            ("86500".to_owned(), 143_250, 143_250),
            ("200000".to_owned(), 200_000, 200_000),
        ]
    );
    assert_eq!(marks(&curve), []);
    assert_eq!(curve.own, Some(Decimal::from(86_500)));
    // Without an answer there is no point of its own.
    let open = drawn(&BEARINGS, "government_show_booth_fee_yuan").expect("it rises");
    assert_eq!((open.own, open.points.len()), (None, 2));
    // A figure that nothing here hangs on is not drawn.
    assert_eq!(drawn(&with, "ip_purchase_yuan"), None);
}

#[test]
fn a_fifth_of_a_purchase_rises_to_its_cap_and_only_at_the_top() {
    let given = [("region", "shanxi_other"), ("ip_purchase_yuan", "3600000")];
    let curve = drawn(&given, "ip_purchase_yuan").expect("it rises");
    // At most a fifth, and at most 200 万: reached at 1,000 万.
    assert_eq!(marks(&curve), [("10000000".to_owned(), MarkKind::Cap)]);
    let found = points(&curve);
    let most = |figure: &str| found.iter().find(|one| one.0 == figure).expect("a point").2;
    assert_eq!(most("10000000") - most("0"), 2_000_000);
    assert_eq!(most("3600000") - most("0"), 720_000);
    assert!(found.windows(2).all(|two| two[0].1 == two[1].1), "the least stays: {found:?}");
}

/// A provincial company of Sanmenxia with a project under the cap of 500 万.
const PROJECT: [(&str, &str); 5] = [
    ("region", "sanmenxia"),
    ("certification_tier", "provincial"),
    ("project_in_scope", "yes"),
    ("project_cap_yuan", "5000000"),
    ("key_giant_fund_yuan", "0"),
];

#[test]
fn a_project_pays_from_its_threshold_on_the_whole_and_up_to_the_cap() {
    let with: Vec<_> =
        PROJECT.into_iter().chain([("project_investment_yuan", "1400000")]).collect();
    let curve = drawn(&with, "project_investment_yuan").expect("it rises");
    assert_eq!(
        marks(&curve),
        [("1500000".to_owned(), MarkKind::Threshold), ("12500000".to_owned(), MarkKind::Cap)]
    );
    let found = points(&curve);
    let at = |figure: &str| found.iter().find(|one| one.0 == figure).expect("a point").1;
    let before = at("1400000");
    // 40 % of all of it from 150 万 on; 500 万 from 1,250 万 on.
    assert_eq!(at("1499999.99"), before);
    let jump = at("1500000") - before;
    assert_eq!(jump, 600_000, "{found:?}");
    assert_eq!(at("1500000") + 4_400_000, at("12500000"));
    assert_eq!(found.last().expect("an end").1, at("12500000"));
    // The cap itself: rises to 40 % of the investment, and no further.
    let with: Vec<_> = [("project_investment_yuan", "5000000")]
        .into_iter()
        .chain(PROJECT.into_iter().filter(|(id, _)| *id != "project_cap_yuan"))
        .collect();
    let curve = drawn(&with, "project_cap_yuan").expect("it rises");
    assert_eq!(marks(&curve), [("2000000".to_owned(), MarkKind::Cap)]);
}

#[test]
fn every_total_between_two_points_is_on_their_line() {
    let readings = ChosenReadings::default();
    let mut drawn = 0;
    for policy in [&POLICIES, with_made_up()]
        .into_iter()
        .flat_map(|set| set.policies.iter().map(move |policy| (set, policy)))
    {
        let (set, policy) = policy;
        for company in policy.companies {
            let day = company.on;
            let answers =
                Answers::build(set, company.answers.iter().cloned()).expect("no contradiction");
            for index in set.question_indices().filter(|one| *one != PolicySet::REGION) {
                let Some(curve) = curve(set, &answers, day, &readings, index, Decimal::ZERO) else {
                    continue;
                };
                drawn += 1;
                let unit = set.question(index).kind.unit().expect("a figure");
                for two in curve.points.windows(2) {
                    for part in 1..7 {
                        let (from, to) = (two[0].figure, two[1].figure);
                        let share = Decimal::from(part) / Decimal::from(7);
                        let figure = unit.at_or_below(from + (to - from) * share);
                        if figure <= from || figure >= to {
                            continue;
                        }
                        let with = answers.replaced(index, Answer::Figure(figure));
                        let total = outline(set, &with, day, &readings).total;
                        let share = (figure - from) / (to - from);
                        let on = |end: fn(&Amount) -> Level| {
                            let ends = [end(&two[0].total), end(&total), end(&two[1].total)];
                            match ends.map(Level::sum) {
                                [Some(first), Some(now), Some(last)] => {
                                    let line = first.decimal()
                                        + (last.decimal() - first.decimal()) * share;
                                    (now.decimal() - line).abs() <= Decimal::new(2, 2)
                                }
                                [None, None, None] => true,
                                _ => false,
                            }
                        };
                        let id = set.question(index).id;
                        assert!(
                            on(|total| total.least) && on(|total| total.most),
                            "{}: {id} at {figure}",
                            company.name
                        );
                    }
                }
            }
        }
    }
    assert!(drawn > 6, "{drawn} curves");
}
