//! A truthful clerk gets the right sum: a company worked out by hand from the documents for each
//! way in which a true answer could be shown a wrong one.

use crate::scenarios::GivenAnswer::{No, One, These, Yes};
use crate::scenarios::{GivenAnswer, LAST_DAY, TODAY, answers, award, day, wan};
use crate::shipped;
use huiqi_engine::report::{Outcome, Report};
use huiqi_engine::{ChosenReadings, advise, evaluate, ladder};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::Policy;
use huiqi_rules::truth::Truth;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::wording;
use time::Month;

type Day = (i32, Month, u8);

pub(crate) fn report(on: Day, company: &[(&str, GivenAnswer<'_>)]) -> Report {
    evaluate(&POLICIES, &answers(company), day(on), &ChosenReadings::default())
}

fn session(on: Day, company: &[(&str, GivenAnswer<'_>)]) -> Session {
    let mut session = Session::new(&POLICIES, day(on));
    let given: Vec<_> =
        answers(company).iter().map(|(question, answer)| (question, answer.clone())).collect();
    session.put_answers(&given);
    session
}

/// The line on top of every page.
fn live_line(on: Day, company: &[(&str, GivenAnswer<'_>)]) -> String {
    let session = session(on, company);
    wording::live_line(&session, &session.outline())
}

fn other(reading: &'static str, on: Day, company: &[(&str, GivenAnswer<'_>)]) -> Report {
    let readings = ChosenReadings::default().other(reading);
    evaluate(&POLICIES, &answers(company), day(on), &readings)
}

/// The total that the report shows beside its own for a reading; none where it changes nothing.
fn disclosed(report: &Report, reading: &str) -> Option<Amount> {
    report.readings.iter().find(|one| one.reading.id == reading).map(|one| one.total)
}

pub(crate) fn policy(id: &str) -> &'static Policy {
    POLICIES.policies.iter().find(|policy| policy.id == id).expect("a document")
}

#[test]
fn a_title_won_in_november_and_claimed_in_march_is_paid() {
    let company: &[(&str, GivenAnswer<'_>)] = &[
        ("region", One("zaozhuang")),
        ("certification_tier", One("provincial")),
        ("first_certified_tiers", These(&["provincial"])),
        ("listings", These(&[])),
        ("smart_factory_award", One("awarded_unpaid")),
        ("government_show_booth_fee_yuan", One("0")),
        ("platform_contest_prize", One("none")),
        ("claimed_elsewhere", These(&[])),
    ];
    // 10 for the title and 20 for the factory, in the year of the lists and in the next.
    for on in [TODAY, (2027, Month::March, 5)] {
        assert_eq!(report(on, company).outline.total, wan(30, 30));
    }
}

#[test]
fn what_was_paid_before_is_not_paid_again() {
    // On 新三板 since 2022 and paid then, a factory chosen and paid, no title claimed now.
    let company: &[(&str, GivenAnswer<'_>)] = &[
        ("region", One("zaozhuang")),
        ("certification_tier", One("national_giant")),
        ("first_certified_tiers", These(&[])),
        ("listings", These(&[])),
        ("smart_factory_award", One("awarded_paid")),
        ("government_show_booth_fee_yuan", One("0")),
        ("platform_contest_prize", One("none")),
    ];
    let found = report(TODAY, company);
    assert_eq!(found.outline.total, wan(0, 0));
    assert!(found.outline.asks.is_empty(), "nothing can be paid, so no matter is asked for");
}

#[test]
fn no_document_says_this_year_and_nor_does_the_product() {
    let set = shipped::set();
    let documents = format!("{:?}{:?}{:?}", set.policies, set.moves, set.assumptions);
    let questions =
        format!("{:?}{:?}{:?}{:?}", set.steps, set.sections, set.questions, set.constraints);
    // Labels of former options are words of old tables; why a question is asked again
    // is said to companies.
    let rules = set.formerly.iter().flat_map(|former| former.rules);
    let texts = format!("{documents}{questions}{:?}", rules.collect::<Vec<_>>());
    for word in ["今年", "往年", "当年"] {
        assert!(!texts.contains(word), "{word}");
    }
}

#[test]
fn several_listings_at_once_each_pay_and_nothing_else_is_counted_twice() {
    let company: &[(&str, GivenAnswer<'_>)] = &[
        ("region", One("zaozhuang")),
        ("certification_tier", One("municipal")),
        ("first_certified_tiers", These(&[])),
        ("listings", These(&["bse", "neeq", "regional_in_province"])),
        ("smart_factory_award", One("awarded_unpaid")),
        ("government_show_booth_fee_yuan", One("80000")),
        ("platform_contest_prize", One("none")),
        ("claimed_elsewhere", These(&[])),
    ];
    // 100 + 10 + 20 + 4, and up to 1000 for the exchange.
    let found = report(TODAY, company);
    assert_eq!(found.outline.total, wan(134, 1134));
    // Only the highest listing: from 100 to 1000.
    let together = "zaozhuang-srdi-2022/listings-together";
    assert_eq!(disclosed(&found, together), Some(wan(124, 1024)));
    let found = other(together, TODAY, company);
    assert_eq!(found.outline.total, wan(124, 1024));
    let group = found.groups.iter().find(|group| group.rule.id == together).expect("a group");
    assert_eq!(group.amount, wan(100, 1000));
}

#[test]
fn of_several_shows_only_the_fees_of_the_right_ones_are_asked_for() {
    // 80,000 yuan at shows of the city, 320,000 at its own: 4 and neither 20 nor 0.
    let company: &[(&str, GivenAnswer<'_>)] = &[
        ("region", One("zaozhuang")),
        ("certification_tier", One("none")),
        ("first_certified_tiers", These(&[])),
        ("listings", These(&[])),
        ("smart_factory_award", One("none")),
        ("government_show_booth_fee_yuan", One("80000")),
        ("platform_contest_prize", One("none")),
        ("claimed_elsewhere", These(&[])),
    ];
    let found = report(TODAY, company);
    assert_eq!(found.outline.total, wan(4, 4));
    let reading = "zaozhuang-srdi-2022/booth-without-title";
    assert_eq!(disclosed(&found, reading), Some(wan(0, 0)), "a title is needed there");
}

#[test]
fn the_match_of_sanmenxia_looks_at_the_fund_and_not_at_the_title() {
    let company = |fund: &'static str| {
        [
            ("region", One("sanmenxia")),
            ("certification_tier", One("national_giant")),
            ("project_in_scope", No),
            ("key_giant_fund_yuan", One(fund)),
        ]
    };
    assert_eq!(report(LAST_DAY, &company("6000000")).outline.total, wan(600, 600));
    assert_eq!(report(LAST_DAY, &company("0")).outline.total, wan(0, 0));
}

#[test]
fn two_supports_of_sanmenxia_are_for_firms_in_the_pool_and_one_for_every_firm() {
    let truth = |tier: &'static str, id: &str| {
        let found =
            report(LAST_DAY, &[("region", One("sanmenxia")), ("certification_tier", One(tier))]);
        let id = format!("sanmenxia-srdi-2022/{id}");
        found.supports.iter().find(|one| one.support.id == id).map(|one| one.truth)
    };
    for id in ["SM-N16", "SM-N26"] {
        assert_eq!(truth("none", id), None, "{id}");
        assert_eq!(truth("pool", id), Some(Truth::Yes), "{id}");
    }
    assert_eq!(truth("none", "untitled-projects"), Some(Truth::Yes));
    assert_eq!(truth("municipal", "cert-award"), None);
    assert_eq!(truth("provincial", "cert-award"), Some(Truth::Yes));
}

#[test]
fn beijing_is_a_silence_of_jincheng_and_a_named_board_beside_it_pays_in_full() {
    let found = |listings: &'static [&'static str]| {
        let found = report(
            TODAY,
            &[
                ("region", One("jincheng")),
                ("certification_tier", One("municipal")),
                ("listings", These(listings)),
                ("base_listing_support", Yes),
            ],
        );
        let top_up = award(&found, "jincheng-srdi-2021/listing-top-up");
        (top_up.amount, top_up.open_because.document_silent)
    };
    assert_eq!(found(&["bse"]), (wan(0, 10), true));
    assert_eq!(found(&["bse", "star"]), (wan(0, 10), true));
    assert_eq!(found(&["bse", "neeq"]), (wan(10, 10), false));
    assert_eq!(found(&["star", "overseas"]), (wan(0, 0), false));
    assert_eq!(found(&["regional_out_province"]), (wan(10, 10), false));
}

#[test]
fn two_readings_of_the_provincial_award_change_different_things() {
    let company: &[(&str, GivenAnswer<'_>)] = &[
        ("region", One("shanxi_other")),
        ("certification_tier", One("municipal")),
        ("provincial_award_received", No),
        ("ip_purchase_yuan", One("0")),
    ];
    let (titles, before) =
        ("shanxi-srdi-2022/municipal-titles", "shanxi-srdi-2022/before-the-plan");
    let total = |on: Day, chosen: &[&'static str]| {
        let none = ChosenReadings::default();
        let chosen = chosen.iter().fold(none, |chosen, id| chosen.other(id));
        evaluate(&POLICIES, &answers(company), day(on), &chosen)
    };
    // Today the title decides, and the window does not.
    let found = report(TODAY, company);
    assert_eq!(found.outline.total, wan(0, 0));
    assert_eq!((disclosed(&found, titles), disclosed(&found, before)), (Some(wan(0, 30)), None));
    assert_eq!(total(TODAY, &[titles]).outline.total, wan(0, 30));
    // Before the plan a municipal firm needs both, each is shown beside what is chosen.
    let early = (2022, Month::March, 17);
    assert_eq!(total(early, &[titles]).outline.total, wan(0, 0));
    let found = total(early, &[before]);
    assert_eq!((found.outline.total, disclosed(&found, titles)), (wan(0, 0), Some(wan(0, 30))));
    let found = total(early, &[titles, before]);
    assert_eq!(found.outline.total, wan(0, 30));
    assert_eq!(disclosed(&found, titles), Some(wan(0, 0)));
    assert_eq!(disclosed(&found, before), Some(wan(0, 0)));
}

#[test]
fn the_closed_list_of_shanxi_is_read_open_under_the_other_reading() {
    let company: &[(&str, GivenAnswer<'_>)] = &[
        ("region", One("shanxi_other")),
        ("certification_tier", One("none")),
        ("ip_purchase_yuan", One("500000")),
        ("ip_led_to_certification", No),
        ("became_above_scale", No),
        ("above_scale", Yes),
        ("revenue_growth_percent", One("29.99")),
        ("profit_margin_percent", One("14.99")),
    ];
    let reading = "shanxi-srdi-2022/ip-open-list";
    let found = report(TODAY, company);
    assert_eq!((found.outline.total, disclosed(&found, reading)), (wan(0, 0), Some(wan(0, 10))));
    let open = other(reading, TODAY, company);
    assert_eq!(open.outline.total, wan(0, 10));
    assert!(award(&open, "shanxi-srdi-2022/ip-purchase").open_because.ceiling);
    // No route is asked for then.
    let bought: &[(&str, GivenAnswer<'_>)] =
        &[("region", One("shanxi_other")), ("ip_purchase_yuan", One("12000000"))];
    let open = other(reading, TODAY, bought);
    let purchase = award(&open, "shanxi-srdi-2022/ip-purchase");
    assert_eq!((purchase.amount, purchase.missing.len()), (wan(0, 200), 0));
}

#[test]
fn what_no_document_says_is_said_to_be_a_reading() {
    let notes = |document: &str, id: &str| {
        let id = format!("{document}/{id}");
        let found = policy(document).awards.iter().find(|award| award.id == id).expect("an award");
        found.notes.concat()
    };
    for (document, id, words) in [
        ("xinxiang-srdi-2022", "first-certification-national-giant", "文件没有写要扣减"),
        ("xinxiang-srdi-2022", "equipment-match", "文件没有写是什么的有效期"),
        ("sanmenxia-srdi-2022", "project-support", "文件没有写只算超出门槛的部分"),
        ("shanxi-srdi-2022", "provincial-award", "没有写升级后能否再领"),
        ("zaozhuang-srdi-2022", "first-certification-provincial", "文件没有写施行以前"),
    ] {
        assert!(notes(document, id).contains(words), "{document}/{id}");
    }
    let set = shipped::set();
    let documents = format!("{:?}{:?}{:?}", set.policies, set.moves, set.assumptions);
    let questions =
        format!("{:?}{:?}{:?}{:?}", set.steps, set.sections, set.questions, set.constraints);
    // Labels of former options are words of old tables; why a question is asked again
    // is said to companies.
    let rules = set.formerly.iter().flat_map(|former| former.rules);
    let texts = format!("{documents}{questions}{:?}", rules.collect::<Vec<_>>());
    for word in ["哪年获得的都算", "不补展费", "升级后不再发", "升级后也不再发", "按全部投入计算"]
    {
        assert!(!texts.contains(word), "{word}");
    }
    let steward =
        policy("zaozhuang-srdi-2022").supports.last().expect("a support that names no department");
    assert_eq!(
        (steward.id, steward.departments),
        ("zaozhuang-srdi-2022/ZZ-N12", &["文件没有写"][..])
    );
}

#[test]
fn the_goals_and_the_money_without_a_figure_are_all_listed() {
    for policy in shipped::policies() {
        let id = format!("{}/targets", policy.id);
        assert!(policy.goals.iter().any(|goal| goal.id == id), "{id}");
    }
    let inside = |document: &str, support: &str, item: &str| {
        let support = format!("{document}/{support}");
        let found =
            policy(document).supports.iter().find(|one| one.id == support).expect("a support");
        found.unpriced.iter().any(|one| one.id == format!("{document}/{item}"))
    };
    for (document, support, item) in [
        ("jincheng-srdi-2021", "JC-N04", "talent"),
        ("jincheng-srdi-2021", "JC-N19", "special-funds"),
        ("shanxi-srdi-2022", "SX-N23", "special-funds"),
        ("sanmenxia-srdi-2022", "SM-N09", "innovation-projects"),
        ("sanmenxia-srdi-2022", "SM-N27", "county-funds"),
        ("sanmenxia-srdi-2022", "untitled-projects", "untitled-projects"),
    ] {
        assert!(inside(document, support, item), "{document}/{item}");
    }
}

#[test]
fn a_title_of_sanmenxia_raises_a_ratio_and_does_not_bring_the_whole_sum() {
    let company = answers(&[
        ("region", One("sanmenxia")),
        ("certification_tier", One("none")),
        ("project_in_scope", Yes),
        ("project_investment_yuan", One("5000000")),
        ("project_cap_yuan", One("5000000")),
        ("key_giant_fund_yuan", One("0")),
    ]);
    let found = advise(&POLICIES, &company, day(LAST_DAY), &ChosenReadings::default());
    let title = found.moves.first().expect("a title");
    assert_eq!(title.steps[0].movement.id, "win-provincial");
    // The figure stays for programs: 40 % of 500.
    assert_eq!((found.total, title.total), (wan(0, 0), wan(200, 200)));
    let said = [
        wording::advice::brings(&POLICIES, found.total, title),
        wording::advice::ends(&POLICIES, found.total, title),
        wording::advice::changes(&POLICIES, title),
    ];
    assert_eq!(said[0], "把项目支持比例从 30% 提高到 40%");
    assert!(said.iter().all(|words| !words.contains("200")), "{said:?}");
    let rungs = ladder(&POLICIES, &company, day(LAST_DAY), &ChosenReadings::default());
    assert!(rungs.expect("a ladder").rungs.iter().all(|rung| rung.pays.is_some()));
}

#[test]
fn a_title_won_after_the_listing_is_advised_with_what_the_document_leaves_unsaid() {
    let company = answers(&[
        ("region", One("zaozhuang")),
        ("certification_tier", One("none")),
        ("first_certified_tiers", These(&[])),
        ("listings", These(&["neeq"])),
        ("smart_factory_award", One("none")),
        ("government_show_booth_fee_yuan", One("0")),
        ("platform_contest_prize", One("none")),
        ("claimed_elsewhere", These(&[])),
    ]);
    let found = advise(&POLICIES, &company, day(TODAY), &ChosenReadings::default());
    let title = found
        .moves
        .iter()
        .find(|advised| advised.steps[0].movement.id == "win-municipal")
        .expect("a title ends the silence");
    assert_eq!(title.total, wan(100, 100));
    let said = wording::advice::changes(&POLICIES, title);
    assert!(said.contains("文件没有写挂牌以后才评上称号的能否享受"), "{said}");
}

#[test]
fn highest_only_by_application_year_says_that_other_years_have_their_own() {
    for id in ["first-certification-national-giant", "first-certification-provincial"] {
        let id = format!("xinxiang-srdi-2022/{id}");
        let found =
            policy("xinxiang-srdi-2022").awards.iter().find(|award| award.id == id).expect("one");
        assert!(found.notes.concat().contains("各年各取最高一项"), "{id}");
    }
}

#[test]
fn from_its_fifth_anniversary_a_document_without_an_end_pays_only_if_it_still_holds() {
    let words = |on: Day, region: &'static str| {
        let company: &[(&str, GivenAnswer<'_>)] = &[
            ("region", One(region)),
            ("certification_tier", One("municipal")),
            ("first_certified_tiers", These(&["municipal"])),
            ("listings", These(&[])),
            ("ip_purchase_yuan", One("0")),
        ];
        let found = report(on, company);
        assert!(found.awards.iter().all(|award| award.outcome != Outcome::NotInForce));
        live_line(on, company)
    };
    let plain = "目前算下来可以申报 5 万元";
    let supposed = "只要文件还在执行，可以申报 5 万元";
    assert_eq!(words((2026, Month::September, 27), "jincheng"), plain);
    assert_eq!(words((2026, Month::September, 28), "jincheng"), supposed);
    assert_eq!(words(TODAY, "jincheng"), supposed);
    let said = |on: Day, region: &'static str| words(on, region).starts_with("只要文件还在执行");
    assert!(!said((2027, Month::March, 17), "shanxi_other"));
    assert!(said((2027, Month::March, 18), "shanxi_other"));
    assert!(!said((2027, Month::January, 31), "zaozhuang"));
    assert!(said((2027, Month::February, 1), "zaozhuang"));
    // A document that states its end is not in doubt.
    assert!(!said(LAST_DAY, "xinxiang"));
}

#[test]
fn who_pays_is_said_where_the_document_says_it() {
    let found: Vec<(&str, &str)> = shipped::policies()
        .flat_map(|policy| policy.awards)
        .filter_map(|award| Some((award.id, award.paid_by?)))
        .collect();
    let shared = "按财政体制分级承担";
    assert_eq!(found.iter().filter(|(_, payer)| *payer == shared).count(), 8, "all of 新乡");
    let others: Vec<_> = found.into_iter().filter(|(_, payer)| *payer != shared).collect();
    assert_eq!(
        others,
        [
            ("sanmenxia-srdi-2022/key-giant-match", "企业所在地受益财政"),
            ("shanxi-srdi-2022/provincial-award", "省级财政"),
            ("zaozhuang-srdi-2022/listing-exchange", "市财政"),
            ("zaozhuang-srdi-2022/listing-neeq", "市财政"),
            ("zaozhuang-srdi-2022/listing-regional", "市财政"),
        ]
    );
}

#[test]
fn other_sums_are_another_edition() {
    assert_eq!(POLICIES.edition, "2026.12");
}

/// A company of a region whose documents are not known is not given a sum of nothing.
#[test]
fn a_company_of_another_region_reads_that_no_document_of_its_own_is_known() {
    let words = |region: &'static str| live_line(TODAY, &[("region", One(region))]);
    assert_eq!(words("elsewhere"), "没有收录贵地的文件，不能测算；这不是说没有补贴");
    // What has ended pays no figure either: 0 would be another statement.
    let ended = words("xinxiang");
    assert!(ended.contains("到2025年12月31日为止，这一天申报算不出金额"), "{ended}");
    assert!(!ended.contains("0 元"), "{ended}");
}

/// The first part of the page says the same total in brief, until the whole page has taken over.
#[test]
fn the_line_in_brief_is_as_true_as_the_whole_one() {
    let brief = |on: Day, company: &[(&str, GivenAnswer<'_>)]| {
        wording::brief_live_line(&session(on, company).outline())
    };
    // The half of a fee that nobody has written has no top.
    let open = brief(TODAY, &[("region", One("zaozhuang"))]);
    assert_eq!(open, "目前算下来至少 0 元，最多还说不出");
    let booth = &[("region", One("zaozhuang")), ("government_show_booth_fee_yuan", One("86500"))];
    // 30 and 20, 1000, 100, 10 and 30, and the half of the fee.
    assert_eq!(brief(TODAY, booth), "目前算下来至少 0 元，最多 11,943,250 元");
    assert_eq!(
        brief(TODAY, &[("region", One("elsewhere"))]),
        "没有收录贵地的文件，不能测算；这不是说没有补贴"
    );
    // What has ended pays no figure: 0 would be another statement.
    assert_eq!(brief(TODAY, &[("region", One("xinxiang"))]), "这一天申报算不出金额");
    let exact = &[
        ("region", One("jincheng")),
        ("certification_tier", One("municipal")),
        ("first_certified_tiers", These(&["municipal"])),
        ("listings", These(&[])),
        ("ip_purchase_yuan", One("0")),
    ];
    assert_eq!(brief(TODAY, exact), live_line(TODAY, exact));
}
