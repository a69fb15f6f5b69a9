//! What becomes of answers that were given to former editions: each rule of the shipped set and of
//! a made-up one.

use huiqi_authoring::{Source, load};
use huiqi_policies::POLICIES;
use huiqi_rules::carry::{CarryResult, GivenTo, Value, carry};
use huiqi_rules::policy::PolicySet;
use std::sync::OnceLock;

fn set() -> &'static PolicySet {
    static SET: OnceLock<&'static PolicySet> = OnceLock::new();
    SET.get_or_init(|| {
        let files = [
            ("regions.toml", include_str!("../formerly/regions.toml")),
            ("questions.toml", include_str!("../formerly/questions.toml")),
            ("river-2030.toml", include_str!("../formerly/river-2030.toml")),
        ];
        let sources =
            files.map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() });
        let problems = |problems: Vec<huiqi_authoring::Diagnostic>| {
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        load(&sources).map_err(problems).expect("the made-up set is without a mistake").set
    })
}

/// An answer in a line: `a` an option, `[a b]` options, `yes`, `no`, `12` a figure, `?` not clear.
fn value(text: &str) -> Value {
    match text {
        "?" => Value::Unclear,
        "yes" => Value::YesNo(true),
        "no" => Value::YesNo(false),
        _ if text.starts_with('[') => Value::Options(
            text.trim_matches(['[', ']']).split_whitespace().map(str::to_owned).collect(),
        ),
        _ if text.starts_with(|first: char| first.is_ascii_digit()) => {
            Value::Figure(text.to_owned())
        }
        _ => Value::Option(text.to_owned()),
    }
}

fn answers(text: &str) -> Vec<(String, Value)> {
    let answer = |line: &str| {
        let (id, answer) = line.split_once('=').expect("a question and its answer");
        (id.trim().to_owned(), value(answer.trim()))
    };
    text.split(',').map(str::trim).filter(|line| !line.is_empty()).map(answer).collect()
}

fn carried(set: &PolicySet, given_to: GivenTo<'_>, region: &str, given: &str) -> CarryResult {
    let mut all = answers(given);
    all.push(("region".to_owned(), Value::Option(region.to_owned())));
    carry(set, given_to, &all)
}

/// Answers, what they become, and the questions asked again.
type CarryLine = (&'static str, &'static str, &'static [&'static str]);

fn check_in(set: &PolicySet, given_to: GivenTo<'_>, region: &str, lines: &[CarryLine]) {
    for (given, wanted, asked_again) in lines {
        let found = carried(set, given_to, region, given);
        let id = |index| set.question(index).id;
        let kept: Vec<(String, Value)> = found
            .answers
            .into_iter()
            .map(|(index, value)| (id(index).to_owned(), value))
            .filter(|(id, _)| id != "region")
            .collect();
        assert_eq!(kept, answers(wanted), "{given} in {region}");
        let asked: Vec<&str> = found.asked_again.iter().map(|(index, _)| id(*index)).collect();
        assert_eq!(asked, *asked_again, "{given} in {region}");
        assert_eq!((found.unknown_answers.len(), found.unknown_questions), (0, 0), "{given}");
    }
}

fn check(given_to: GivenTo<'_>, region: &str, lines: &[CarryLine]) {
    check_in(set(), given_to, region, lines);
}

/// The edition of the first links, kept cases and tables.
const FIRST: GivenTo<'_> = GivenTo::Edition("2026.11");

#[test]
fn the_first_edition_is_carried_as_the_mended_rules_say_in_zaozhuang() {
    check_in(
        &POLICIES,
        FIRST,
        "zaozhuang",
        &[
            ("listing_status = none", "listings = []", &[]),
            ("listing_status = planned", "listings = []", &[]),
            ("listing_status = bse", "listings = [bse]", &[]),
            ("listing_status = regional_out_province", "listings = [regional_out_province]", &[]),
            ("smart_factory_award = applied", "smart_factory_award = applied", &[]),
            (
                "smart_factory_award = awarded_this_year",
                "smart_factory_award = awarded_unpaid",
                &[],
            ),
            ("smart_factory_award = awarded_before", "", &["smart_factory_award"]),
            (
                "booth_fee_yuan = 80000, show_organised_by_government = yes",
                "government_show_booth_fee_yuan = 80000",
                &[],
            ),
            (
                "booth_fee_yuan = 80000, show_organised_by_government = no",
                "government_show_booth_fee_yuan = 0",
                &[],
            ),
            ("show_organised_by_government = no", "government_show_booth_fee_yuan = 0", &[]),
            ("show_organised_by_government = yes", "", &["government_show_booth_fee_yuan"]),
            ("booth_fee_yuan = 80000", "", &["government_show_booth_fee_yuan"]),
            ("booth_fee_yuan = 0", "", &["government_show_booth_fee_yuan"]),
            // 0 was the answer of who paid nothing this year; last year's fee may not be claimed.
            (
                "booth_fee_yuan = 0, show_organised_by_government = yes",
                "",
                &["government_show_booth_fee_yuan"],
            ),
            (
                "booth_fee_yuan = 0.00, show_organised_by_government = yes",
                "",
                &["government_show_booth_fee_yuan"],
            ),
            (
                "booth_fee_yuan = 0, show_organised_by_government = no",
                "government_show_booth_fee_yuan = 0",
                &[],
            ),
            ("claimed_elsewhere = []", "claimed_elsewhere = []", &[]),
            (
                "claimed_elsewhere = [smart_factory exhibition]",
                "claimed_elsewhere = [smart_factory exhibition]",
                &[],
            ),
            (
                "claimed_elsewhere = [platform_assessment exhibition]",
                "claimed_elsewhere = [platform_contest exhibition]",
                &[],
            ),
            ("claimed_elsewhere = [certification]", "", &["claimed_elsewhere"]),
            ("claimed_elsewhere = [exhibition listing]", "", &["claimed_elsewhere"]),
            ("first_certified_tiers = []", "", &["first_certified_tiers"]),
            (
                "first_certified_tiers = [provincial], certification_tier = provincial",
                "certification_tier = provincial, first_certified_tiers = [provincial]",
                &[],
            ),
            ("platform_contest_prize = first", "platform_contest_prize = first", &[]),
        ],
    );
}

#[test]
fn the_first_edition_is_carried_as_the_mended_rules_say_elsewhere() {
    check_in(
        &POLICIES,
        FIRST,
        "xinxiang",
        &[
            ("claimed_elsewhere = [equipment]", "claimed_elsewhere = [equipment]", &[]),
            ("claimed_elsewhere = [platform_assessment]", "", &["claimed_elsewhere"]),
            ("claimed_elsewhere = [platform equipment]", "", &["claimed_elsewhere"]),
            ("first_recognised_platforms = []", "", &["first_recognised_platforms"]),
            (
                "first_recognised_platforms = [national_base]",
                "first_recognised_platforms = [national_base]",
                &[],
            ),
            // Nobody asks for the fees there.
            ("booth_fee_yuan = 80000", "", &[]),
        ],
    );
    check_in(
        &POLICIES,
        FIRST,
        "shanxi_other",
        &[
            (
                "ip_purchase_yuan = 0, above_scale = yes, became_above_scale = no",
                "",
                &["ip_purchase_yuan", "became_above_scale", "above_scale"],
            ),
            (
                "revenue_growth_percent = 12.5, profit_margin_percent = 3",
                "revenue_growth_percent = 12.5, profit_margin_percent = 3",
                &[],
            ),
        ],
    );
    check_in(&POLICIES, FIRST, "sanmenxia", &[("claimed_elsewhere = [listing]", "", &[])]);
}

#[test]
fn a_table_that_says_who_organised_the_shows_is_read_for_good() {
    check_in(
        &POLICIES,
        GivenTo::AnyEdition,
        "zaozhuang",
        &[
            (
                "booth_fee_yuan = 80000, show_organised_by_government = yes",
                "government_show_booth_fee_yuan = 80000",
                &[],
            ),
            (
                "booth_fee_yuan = 80000, show_organised_by_government = no",
                "government_show_booth_fee_yuan = 0",
                &[],
            ),
            ("booth_fee_yuan = 80000", "", &["government_show_booth_fee_yuan"]),
            (
                "claimed_elsewhere = [platform_assessment]",
                "claimed_elsewhere = [platform_assessment]",
                &[],
            ),
            ("first_certified_tiers = []", "first_certified_tiers = []", &[]),
        ],
    );
    // Words that only a former edition had show which one it was.
    check_in(
        &POLICIES,
        GivenTo::Before("2026.12"),
        "zaozhuang",
        &[
            (
                "claimed_elsewhere = [platform_assessment]",
                "claimed_elsewhere = [platform_contest]",
                &[],
            ),
            ("first_certified_tiers = []", "", &["first_certified_tiers"]),
        ],
    );
}

#[test]
fn each_answer_to_the_edition_before_is_carried_or_asked_again() {
    check(
        GivenTo::Edition("2030.01"),
        "hill",
        &[
            ("", "", &[]),
            ("boards = [main small]", "boards = [main small]", &[]),
            ("boards = []", "boards = []", &[]),
            ("boards = [main medium]", "", &["boards"]),
            ("boards = ?", "boards = ?", &[]),
            ("contest = none", "contest = none", &[]),
            ("contest = won", "contest = won_unpaid", &[]),
            ("contest = won_before", "", &["contest"]),
            ("matters = []", "matters = []", &[]),
            ("matters = [fairs machines]", "matters = [fairs machines]", &[]),
            ("matters = [fairs prizes]", "", &["matters"]),
            ("fair_yuan = 800.50, is_public_fair = yes", "public_fair_yuan = 800.50", &[]),
            ("is_public_fair = no, fair_yuan = 800", "public_fair_yuan = 0", &[]),
            ("fair_yuan = 800", "", &["public_fair_yuan"]),
            ("fair_yuan = 800, is_public_fair = ?", "", &["public_fair_yuan"]),
            ("fair_yuan = ?, is_public_fair = no", "", &["public_fair_yuan"]),
            ("is_public_fair = no", "", &["public_fair_yuan"]),
            ("fair_yuan = ?", "", &[]),
            ("purchase_yuan = 0", "", &["purchase_yuan"]),
            ("purchase_yuan = ?", "purchase_yuan = ?", &[]),
            ("is_large = yes", "is_large = yes", &[]),
            (
                "purchase_yuan = 9, matters = [prizes], is_large = no, contest = won",
                "contest = won_unpaid, is_large = no",
                &["matters", "purchase_yuan"],
            ),
        ],
    );
}

#[test]
fn a_rule_of_one_region_holds_there_only() {
    check(
        GivenTo::Edition("2030.01"),
        "river",
        &[
            ("matters = [fairs prizes]", "matters = [fairs fair_prizes]", &[]),
            ("matters = [prizes]", "matters = [fair_prizes]", &[]),
            ("matters = [fair_prizes]", "", &["matters"]),
        ],
    );
}

#[test]
fn answers_to_an_older_edition_go_through_each_edition_between() {
    check(
        GivenTo::Edition("2029.12"),
        "hill",
        &[
            ("board = none", "boards = []", &[]),
            ("board = planned, contest = won", "boards = [], contest = won_unpaid", &[]),
            ("board = main", "boards = [main]", &[]),
            ("board = second", "", &["boards"]),
            ("board = ?", "", &[]),
        ],
    );
}

#[test]
fn answers_to_this_edition_and_a_later_one_stay() {
    for edition in ["2030.02", "2031.01"] {
        check(
            GivenTo::Edition(edition),
            "river",
            &[
                ("purchase_yuan = 0", "purchase_yuan = 0", &[]),
                ("matters = [fair_prizes]", "matters = [fair_prizes]", &[]),
                ("contest = won_paid", "contest = won_paid", &[]),
            ],
        );
    }
}

#[test]
fn where_the_edition_is_not_known_only_what_this_one_cannot_read_is_carried() {
    check(
        GivenTo::AnyEdition,
        "river",
        &[
            ("purchase_yuan = 0", "purchase_yuan = 0", &[]),
            ("matters = [fair_prizes machines]", "matters = [fair_prizes machines]", &[]),
            ("matters = [prizes]", "matters = [fair_prizes]", &[]),
            ("contest = won_paid", "contest = won_paid", &[]),
            ("contest = won", "contest = won_unpaid", &[]),
            ("contest = won_before", "", &["contest"]),
            ("board = planned", "boards = []", &[]),
            ("board = second", "", &["boards"]),
            ("fair_yuan = 800, is_public_fair = no", "public_fair_yuan = 0", &[]),
        ],
    );
}

#[test]
fn what_no_edition_knows_is_counted_and_named() {
    let found = carried(
        set(),
        GivenTo::Edition("2030.01"),
        "river",
        "weather = fine, contest = lost, is_large = 5, boards = [main moon]",
    );
    let named: Vec<&str> =
        found.unknown_answers.iter().map(|index| set().question(*index).id).collect();
    assert_eq!(found.unknown_questions, 1);
    assert_eq!(named, ["contest", "is_large"]);
    assert_eq!(found.asked_again.len(), 1, "a list with an option that none knows is not carried");
    // `is_large` is asked of nobody there, so that only the region is an answer.
    assert_eq!(found.answers.len(), 1);
}

#[test]
fn a_question_that_the_region_does_not_ask_is_not_asked_again() {
    let found = carried(set(), GivenTo::Edition("2030.01"), "sea", "purchase_yuan = 0");
    assert_eq!(found.asked_again, []);
}

#[test]
fn the_ids_of_every_edition_are_known_for_good() {
    let questions: Vec<&str> = set().question_ids_ever().collect();
    assert_eq!(questions[7..], ["board", "fair_yuan", "is_public_fair"]);
    let options = |id| set().option_ids_ever(id).collect::<Vec<_>>();
    assert_eq!(options("boards"), ["main", "small", "medium"]);
    assert_eq!(options("board"), ["none", "planned", "main", "second"]);
    assert_eq!(options("fair_yuan"), [""; 0]);
}
