//! What would bring more: companies worked out by hand, and promises held against a second
//! evaluation.

use crate::scenarios::GivenAnswer::{No, One, These, Yes};
use crate::scenarios::{GivenAnswer, LAST_DAY, TODAY, answers, day, wan};
use huiqi_engine::report::{Advice, MoveAdvice};
use huiqi_engine::{ChosenReadings, advise, ladder};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use rust_decimal::Decimal;
use time::Month;

type CompanyAnswers<'a> = &'a [(&'a str, GivenAnswer<'a>)];

fn advice(on: (i32, Month, u8), company: CompanyAnswers<'_>) -> Advice {
    advise(&POLICIES, &answers(company), day(on), &ChosenReadings::default())
}

/// The moves in order, each with the total in 万元 after it.
fn moves(advice: &Advice) -> Vec<(&'static str, Amount)> {
    advice.moves.iter().map(|advised| (advised.steps[0].movement.id, advised.total)).collect()
}

fn pair(advised: &MoveAdvice) -> [&'static str; 2] {
    let [first, second] = advised.steps.as_slice() else { panic!("a pair has two moves") };
    [first.movement.id, second.movement.id]
}

#[test]
fn without_a_place_the_most_is_open_as_in_a_report() {
    let found = advice(TODAY, &[]);
    assert_eq!(found.total, Amount { least: Level::ZERO, most: Level::Open });
    assert!(found.moves.is_empty() && found.pair.is_none());
}

#[test]
fn a_provincial_company_of_zaozhuang_reads_every_move_in_order_of_what_is_sure() {
    let found = advice(
        TODAY,
        &[
            ("region", One("zaozhuang")),
            ("certification_tier", One("provincial")),
            ("first_certified_tiers", These(&["provincial"])),
            ("claimed_elsewhere", These(&[])),
            ("listings", These(&[])),
            ("smart_factory_award", One("none")),
            ("government_show_booth_fee_yuan", One("0")),
            ("platform_contest_prize", One("none")),
        ],
    );
    assert_eq!(found.total, wan(10, 10));
    // 新三板 100, the national title 30 in place of 10, a regional board 10; then what only raises the
    // ceiling.
    let expected = [
        ("list-on-neeq", wan(110, 110)),
        ("win-national-giant", wan(30, 30)),
        ("list-on-regional-board", wan(20, 20)),
        ("list-on-main-board", wan(10, 1010)),
        ("list-on-chinext", wan(10, 1010)),
        ("list-on-star", wan(10, 1010)),
        ("list-on-bse", wan(10, 1010)),
        ("list-overseas", wan(10, 1010)),
        ("apply-for-smart-factory", wan(10, 30)),
    ];
    assert_eq!(moves(&found), expected);
    assert!(found.pair.is_none(), "each brings its own, none needs another");
}

#[test]
fn a_title_and_a_listing_bring_more_together_where_the_title_ends_the_silence() {
    let found = advice(
        TODAY,
        &[
            ("region", One("zaozhuang")),
            ("certification_tier", One("none")),
            ("claimed_elsewhere", These(&["exhibition", "smart_factory", "platform_contest"])),
            ("listings", These(&[])),
        ],
    );
    assert_eq!(found.total, wan(0, 0));
    assert!(moves(&found).contains(&("win-provincial", wan(10, 10))));
    assert!(moves(&found).contains(&("list-on-neeq", wan(0, 100))));
    assert!(
        moves(&found).iter().all(|(id, _)| *id != "win-municipal"),
        "by itself a municipal title pays nothing here"
    );
    let best = found.pair.expect("a pair");
    assert_eq!((pair(&best), best.total), (["win-provincial", "list-on-neeq"], wan(110, 110)));
}

#[test]
fn the_top_up_of_jincheng_needs_a_listing_and_the_support_before_it() {
    let company: CompanyAnswers<'_> = &[
        ("region", One("jincheng")),
        ("certification_tier", One("provincial_giant")),
        ("first_certified_tiers", These(&["provincial_giant"])),
        ("provincial_award_received", Yes),
        ("listings", These(&[])),
        ("base_listing_support", No),
        ("ip_purchase_yuan", One("0")),
    ];
    let found = advice(TODAY, company);
    assert_eq!(
        (found.total, moves(&found)),
        (wan(10, 10), vec![("win-national-giant", wan(30, 30))])
    );
    let best = found.pair.expect("a pair");
    assert_eq!(
        (pair(&best), best.total),
        (["claim-base-listing-support", "list-on-main-board"], wan(20, 20))
    );
    assert_eq!(
        best.awards.iter().map(|change| change.award.id).collect::<Vec<_>>(),
        ["jincheng-srdi-2021/listing-top-up"]
    );
    assert_eq!(best.awards[0].after, wan(10, 10));
}

#[test]
fn the_missing_part_of_an_investment_is_said_to_the_fen() {
    let company: CompanyAnswers<'_> = &[
        ("region", One("sanmenxia")),
        ("certification_tier", One("provincial")),
        ("project_in_scope", Yes),
        ("project_investment_yuan", One("1380000")),
        ("project_cap_yuan", One("5000000")),
        ("key_giant_fund_yuan", One("0")),
    ];
    let found = advice(LAST_DAY, company);
    // 40% of 1,500,000 yuan, once 120,000 more are invested.
    assert_eq!(moves(&found), [("invest-in-project", wan(60, 60))]);
    let reach = found.moves[0].steps[0].reaches.expect("a figure");
    assert_eq!((reach.own, reach.wanted), (Decimal::from(1_380_000), Decimal::from(1_500_000)));
    let ended = advice(TODAY, company);
    assert!(
        ended.moves.is_empty() && ended.pair.is_none(),
        "a document that has ended advises nothing"
    );
}

#[test]
fn growth_and_margin_each_have_their_own_threshold_and_raise_only_the_ceiling() {
    let found = advice(
        TODAY,
        &[
            ("region", One("shanxi_other")),
            ("certification_tier", One("national_key_giant")),
            ("provincial_award_received", Yes),
            ("ip_purchase_yuan", One("1000000")),
            ("ip_led_to_certification", No),
            ("became_above_scale", No),
            ("above_scale", Yes),
            ("revenue_growth_percent", One("27.4")),
            ("profit_margin_percent", One("-3")),
        ],
    );
    // Up to 20% of one million. Neither scale, which it has, nor a title above the highest is
    // advised.
    assert_eq!(moves(&found), [("raise-revenue", wan(0, 20)), ("raise-profit-margin", wan(0, 20))]);
    let wanted: Vec<Decimal> = found
        .moves
        .iter()
        .map(|advised| advised.steps[0].reaches.expect("a figure").wanted)
        .collect();
    assert_eq!(wanted, [Decimal::from(30), Decimal::from(15)]);
    assert!(found.pair.is_none());
}

#[test]
fn an_unanswered_question_is_no_move() {
    let region_only = advice(TODAY, &[("region", One("zaozhuang"))]);
    assert!(region_only.moves.is_empty() && region_only.pair.is_none());
    // The tier is known, the titles first won are not: winning one more cannot be priced.
    let half =
        advice(TODAY, &[("region", One("zaozhuang")), ("certification_tier", One("provincial"))]);
    assert!(half.moves.is_empty());
    let nowhere = advice(TODAY, &[]);
    assert!(nowhere.moves.is_empty());
}

#[test]
fn under_the_other_reading_both_titles_of_zaozhuang_pay() {
    let company = answers(&[
        ("region", One("zaozhuang")),
        ("certification_tier", One("provincial")),
        ("first_certified_tiers", These(&["provincial"])),
        (
            "claimed_elsewhere",
            These(&[
                "listing_exchange",
                "listing_neeq",
                "listing_regional",
                "exhibition",
                "smart_factory",
                "platform_contest",
            ]),
        ),
    ]);
    let other = ChosenReadings::default().other("zaozhuang-srdi-2022/same-title");
    let found = advise(&POLICIES, &company, day(TODAY), &other);
    assert_eq!(moves(&found), [("win-national-giant", wan(40, 40))]);
}

#[test]
fn the_ladder_of_zaozhuang_pays_thirty_in_one_year_and_forty_in_two() {
    let company = answers(&[
        ("region", One("zaozhuang")),
        ("certification_tier", One("municipal")),
        ("first_certified_tiers", These(&[])),
        ("claimed_elsewhere", These(&["exhibition", "smart_factory", "platform_contest"])),
        ("listings", These(&[])),
    ]);
    let found =
        ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).expect("a ladder");
    let option = |id: &str| POLICIES.question(found.question).option(id).expect("a title");
    let pays: Vec<_> = found
        .rungs
        .iter()
        .map(|rung| (rung.option, rung.pays.as_ref().map(|pays| pays.amount)))
        .collect();
    // The one held; no provincial giant here, and nothing pays for a key giant.
    let expected = [
        (option("municipal"), None),
        (option("provincial"), Some(wan(10, 10))),
        (option("national_giant"), Some(wan(30, 30))),
    ];
    assert_eq!(pays, expected);
    // A rung names what it pays, and nothing that pays nothing.
    let named: Vec<Vec<_>> = found
        .rungs
        .iter()
        .filter_map(|rung| rung.pays.as_ref())
        .map(|pays| pays.awards.iter().map(|(award, amount)| (award.id, *amount)).collect())
        .collect();
    assert_eq!(
        named,
        [
            vec![("zaozhuang-srdi-2022/first-certification-provincial", wan(10, 10))],
            vec![("zaozhuang-srdi-2022/first-certification-national-giant", wan(30, 30))],
        ]
    );
    let [pair] = found.pairs.as_slice() else { panic!("one pair of titles that pay") };
    assert_eq!(
        (pair.lower, pair.upper, pair.apart, pair.together),
        (option("provincial"), option("national_giant"), wan(40, 40), wan(30, 30))
    );
    let other = ChosenReadings::default().other("zaozhuang-srdi-2022/same-title");
    let both = ladder(&POLICIES, &company, day(TODAY), &other).expect("a ladder");
    assert_eq!((both.pairs[0].apart, both.pairs[0].together), (wan(40, 40), wan(40, 40)));
}

#[test]
fn the_ladder_of_jincheng_leaves_out_what_pays_nothing_and_loses_nothing_in_one_year() {
    let company = answers(&[
        ("region", One("jincheng")),
        ("certification_tier", One("none")),
        ("provincial_award_received", Yes),
        ("listings", These(&[])),
    ]);
    let found =
        ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).expect("a ladder");
    let amounts: Vec<Amount> =
        found.rungs.iter().map(|rung| rung.pays.as_ref().expect("above none").amount).collect();
    // No rung for the provincial title, none for a key giant.
    assert_eq!(amounts, [wan(5, 5), wan(10, 10), wan(20, 20)]);
    assert_eq!(
        found.pairs.iter().map(|pair| (pair.apart, pair.together)).collect::<Vec<_>>(),
        [(wan(15, 15), wan(15, 15)), (wan(25, 25), wan(25, 25)), (wan(30, 30), wan(30, 30))]
    );
}

#[test]
fn a_title_below_the_one_held_may_still_be_first_won() {
    let found = |first: &'static [&'static str]| {
        let company = answers(&[
            ("region", One("jincheng")),
            ("certification_tier", One("national_giant")),
            ("first_certified_tiers", These(first)),
            ("provincial_award_received", No),
            ("listings", These(&["neeq"])),
            ("base_listing_support", Yes),
        ]);
        let found =
            ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).expect("a ladder");
        let label = |option: u16| POLICIES.question(found.question).options[usize::from(option)].id;
        let rung = |rung: &huiqi_engine::report::Rung| {
            (label(rung.option), rung.pays.as_ref().map(|pays| (pays.amount, pays.total)))
        };
        found.rungs.iter().map(rung).collect::<Vec<_>>()
    };
    // 5 and 10 for winning them; the top-up and the province look at the title held, and it stays.
    // The purchase of intellectual property is not answered: up to 200.
    let below = [
        ("municipal", Some((wan(5, 5), wan(15, 245)))),
        ("provincial_giant", Some((wan(10, 10), wan(20, 250)))),
    ];
    let held = ("national_giant", None);
    // No rung for a key giant: the province and the top-up pay a national giant the same.
    assert_eq!(found(&[]), [below[0], below[1], held]);
    // The municipal one is claimed already, and its 5 stays in the total.
    let beside = ("provincial_giant", Some((wan(10, 10), wan(25, 255))));
    assert_eq!(found(&["municipal"]), [beside, held]);
}

#[test]
fn a_lower_title_that_is_claimed_now_stays_in_the_total_of_a_higher_rung() {
    let totals = |region: &'static str, held: &'static str, first: &'static [&'static str]| {
        let company = answers(&[
            ("region", One(region)),
            ("certification_tier", One(held)),
            ("first_certified_tiers", These(first)),
            ("provincial_award_received", Yes),
            ("listings", These(&[])),
            ("ip_purchase_yuan", One("0")),
            ("smart_factory_award", One("none")),
            ("platform_contest_prize", One("none")),
            ("government_show_booth_fee_yuan", One("0")),
            ("claimed_elsewhere", These(&[])),
        ]);
        let found =
            ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).expect("a ladder");
        let pays = found.rungs.iter().filter_map(|rung| rung.pays.as_ref());
        pays.map(|pays| (pays.amount, pays.total)).collect::<Vec<_>>()
    };
    // 晋城 pays each title: 5 for the municipal one claimed now beside 10 or 20 for the next.
    assert_eq!(
        totals("jincheng", "municipal", &["municipal"]),
        [(wan(10, 10), wan(15, 15)), (wan(20, 20), wan(25, 25))]
    );
    assert_eq!(
        totals("jincheng", "municipal", &[]),
        [(wan(10, 10), wan(10, 10)), (wan(20, 20), wan(20, 20))]
    );
    // 枣庄 pays the highest only.
    assert_eq!(totals("zaozhuang", "provincial", &["provincial"]), [(wan(30, 30), wan(30, 30))]);
}

#[test]
fn a_document_that_has_ended_has_no_ladder() {
    let company =
        answers(&[("region", One("xinxiang")), ("certification_tier", One("provincial"))]);
    assert!(ladder(&POLICIES, &company, day(TODAY), &ChosenReadings::default()).is_none());
    assert!(ladder(&POLICIES, &company, day(LAST_DAY), &ChosenReadings::default()).is_some());
}
