//! Awards with days of their own, and limits that a reading changes: a made-up document of three
//! years in which one award holds for the first year and another for half a year of the second.

use crate::file_text::{award, questions};
use crate::shipped;
use huiqi_authoring::{Source, load};
use huiqi_difference::{Reach, difference, sentences};
use huiqi_engine::report::{AwardReport, Outcome, Report};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_pack::{Refusal, read, signed, unsigned};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::entries::entries;
use huiqi_sitting::situation::Situation;
use huiqi_sitting::timeline::timeline;
use huiqi_sitting::wording;
use huiqi_tests::targets::pack_head;
use rust_decimal::Decimal;
use time::Date;

/// The questions by id, kind, name and own lines.
const QUESTIONS: [(&str, &str, &str, &str); 3] = [
    ("listed", "yes_no", "上市", ""),
    ("pieces", "number", "件数", r#"unit = "件""#),
    ("cost_yuan", "yuan", "投入", ""),
];

const HEADING: &str = r#"id = "bay-2030"
title = "样例"
short_title = "海湾办法"
issuer = "样例"
issued_on = "2030-01-01"
valid_from = "2030-01-01"
valid_to = "2032-12-31"
checked_on = "2026-11-21"
enquiries = "样例"
regions = ["bay"]
[[new_regions]]
id = "bay"
name = "海湾"
"#;

const LISTED: &str = r#"condition = { question = "listed", is = true }
amount = { fixed = "1万元" }"#;
const EARLY: &str = r#"valid_to = "2030-12-31"
condition = { question = "pieces", at_least = "3件" }
amount = { fixed = "2万元" }"#;
const LATE: &str = r#"valid_from = "2031-07-01"
valid_to = "2031-12-31"
amount = { share = "50%", of = "cost_yuan", cap = "5万元" }"#;

const READINGS: &str = r#"
[[limits]]
id = "whole"
clause = "四"
name = "合计最高 4 万元"
at_most = "4万元"
members = ["listed", "late"]
[[readings]]
id = "longer"
clause = "三"
followed = "只到 2031 年底。"
other = "再延半年。"
[[readings.changes]]
award = "late"
valid_to = "2032-06-30"
[[readings]]
id = "lower"
clause = "四"
followed = "合计 4 万元。"
other = "合计 2 万元。"
[[readings.changes]]
limit = "whole"
at_most = "2万元"
[[readings]]
id = "all-three"
clause = "四"
followed = "只限两项。"
other = "三项都限。"
[[readings.changes]]
limit = "whole"
members = ["listed", "early", "late"]
"#;

fn text(awards: &[(&str, &str)], more: &str) -> String {
    let awards: String = awards.iter().map(|(id, rule)| award(id, rule)).collect();
    [HEADING, &awards, more].concat()
}

fn sources(text: &str) -> Vec<Source> {
    let regions = "edition = \"2030.01\"\nassumptions = [\"样例\"]\n";
    [("regions.toml", regions), ("questions.toml", &questions(&QUESTIONS)), ("bay-2030.toml", text)]
        .map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() })
        .to_vec()
}

fn set_of(text: &str) -> &'static PolicySet {
    load(&sources(text)).unwrap_or_else(|problems| panic!("{problems:?}")).set
}

fn bay() -> &'static PolicySet {
    set_of(&text(&[("listed", LISTED), ("early", EARLY), ("late", LATE)], READINGS))
}

fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

fn wan(least: u64, most: u64) -> Amount {
    let level = |wan: u64| Level::Sum(Yuan::from_fen(wan * 1_000_000));
    Amount { least: level(least), most: level(most) }
}

/// A listed company with three pieces and 60,000 yuan of cost.
fn complete(set: &'static PolicySet) -> Answers {
    let index = |id: &str| set.question_index(id).expect("a question");
    let given = [
        (PolicySet::REGION, Answer::Option(0)),
        (index("listed"), Answer::YesNo(true)),
        (index("pieces"), Answer::Figure(Decimal::from(3))),
        (index("cost_yuan"), Answer::Figure(Decimal::from(60_000))),
    ];
    Answers::build(set, given).expect("no contradiction")
}

fn report(set: &'static PolicySet, on: &str, others: &[&'static str]) -> Report {
    let readings =
        others.iter().fold(ChosenReadings::default(), |chosen, reading| chosen.other(reading));
    evaluate(set, &complete(set), day(on), &readings)
}

fn own<'r>(report: &'r Report, id: &str) -> &'r AwardReport {
    let found = report.awards.iter().find(|award| award.award.id.ends_with(id));
    found.unwrap_or_else(|| panic!("there is no {id}"))
}

#[test]
fn outside_its_own_days_an_award_is_not_in_force_and_says_what_it_would_pay() {
    // 60,000 × 50 % = 3 万, listed 1 万, the early one 2 万.
    let days = [
        ("2030-01-01", Outcome::Certain, Outcome::NotInForce, wan(3, 3)),
        ("2030-12-31", Outcome::Certain, Outcome::NotInForce, wan(3, 3)),
        ("2031-01-01", Outcome::NotInForce, Outcome::NotInForce, wan(1, 1)),
        ("2031-06-30", Outcome::NotInForce, Outcome::NotInForce, wan(1, 1)),
        ("2031-07-01", Outcome::NotInForce, Outcome::Certain, wan(4, 4)),
        ("2031-12-31", Outcome::NotInForce, Outcome::Certain, wan(4, 4)),
        ("2032-01-01", Outcome::NotInForce, Outcome::NotInForce, wan(1, 1)),
    ];
    for (on, early, late, total) in days {
        let found = report(bay(), on, &[]);
        assert_eq!(
            (own(&found, "early").outcome, own(&found, "late").outcome),
            (early, late),
            "{on}"
        );
        assert_eq!(found.outline.total, total, "{on}");
        let live = found.awards.iter().filter(|award| award.outcome != Outcome::NotInForce);
        assert_eq!(found.outline.documents[0].counted, live.count(), "{on}");
    }
    let found = report(bay(), "2031-03-01", &[]);
    assert_eq!(own(&found, "early").would_have_paid, Some((day("2030-12-31"), wan(2, 2))));
    assert_eq!(own(&found, "late").would_have_paid, Some((day("2031-07-01"), wan(3, 3))));
    let found = report(bay(), "2032-03-01", &[]);
    assert_eq!(own(&found, "late").would_have_paid, Some((day("2031-12-31"), wan(3, 3))));
    // When the document itself is over, its own last day is not the award's.
    let found = report(bay(), "2033-01-01", &[]);
    assert_eq!(own(&found, "listed").would_have_paid, Some((day("2032-12-31"), wan(1, 1))));
    assert_eq!(own(&found, "early").would_have_paid, Some((day("2030-12-31"), wan(2, 2))));
}

#[test]
fn what_only_an_award_out_of_its_days_asks_is_not_asked() {
    let region = Answers::none(bay()).replaced(PolicySet::REGION, Answer::Option(0));
    let asks = |on: &str| -> Vec<&str> {
        let outline = huiqi_engine::outline(bay(), &region, day(on), &ChosenReadings::default());
        outline.asks.iter().map(|ask| bay().question(ask.question).id).collect()
    };
    assert_eq!(asks("2030-12-31"), ["listed", "pieces"]);
    assert_eq!(asks("2031-01-01"), ["listed"]);
    assert_eq!(asks("2031-07-01"), ["listed", "cost_yuan"]);
}

#[test]
fn its_days_are_said_in_words() {
    let found = report(bay(), "2031-03-01", &[]);
    let line = |id: &str| wording::award_line(bay(), &found, own(&found, id));
    assert_eq!(line("early"), "这一条到2030年12月31日为止，已经到期");
    assert_eq!(line("late"), "这一条2031年7月1日才开始执行");
    let said = wording::notes(own(&found, "late"));
    assert_eq!(said[0], "本条有效期：2031年7月1日至2031年12月31日。");
    assert_eq!(said[1], "不算在合计里。2031年7月1日申报的话，按现有答案是 3 万元。");
    assert_eq!(wording::notes(own(&found, "early"))[0], "本条有效期：到2030年12月31日为止。");
    // Of the document it is said of the document.
    let found = report(bay(), "2033-01-01", &[]);
    let line = wording::award_line(bay(), &found, own(&found, "listed"));
    assert_eq!(line, "文件到2032年12月31日为止，已经到期");
    let text: String = entries(bay()).into_iter().map(|entry| entry.text).collect();
    assert!(text.contains("本条有效期：2031年7月1日至2031年12月31日"), "{text}");
}

#[test]
fn a_day_on_which_no_award_holds_has_no_figure() {
    let set = set_of(&text(&[("early", EARLY), ("late", LATE)], ""));
    let outline = report(set, "2031-03-01", &[]).outline;
    assert_eq!(Situation::of(&outline), Situation::NoneInForce);
    assert!(!Situation::NoneInForce.has_figure());
    let said = wording::no_figure(Situation::NoneInForce, &outline);
    assert_eq!(said, "这一天的奖补都不在有效期");
    assert_eq!(Situation::of(&report(set, "2031-07-01", &[]).outline), Situation::Certain);
    assert_eq!(Situation::of(&report(set, "2033-01-01", &[]).outline), Situation::Ended);
}

#[test]
fn the_time_line_shows_the_days_on_which_an_award_begins_or_has_ended() {
    let policies: Vec<_> = bay().policies_in("bay").collect();
    let line = timeline(&policies, day("2030-06-01"), day("2030-06-01")).expect("a line");
    let days: Vec<Date> = line.spans[0].changes.iter().map(|(_, day)| *day).collect();
    assert_eq!(days, [day("2031-01-01"), day("2031-07-01"), day("2032-01-01")]);
    // 2030 to 2033 are 1461 days with the year after: the first of 2031 is day 365 of them.
    assert_eq!(line.spans[0].changes[0].0, "24.98%");
}

#[test]
fn a_changed_day_is_a_difference_of_editions() {
    let new = text(
        &[
            ("listed", LISTED),
            ("early", &EARLY.replace("2030-12-31", "2031-12-31")),
            ("late", LATE),
        ],
        &READINGS.replace("at_most = \"2万元\"", "at_most = \"3万元\""),
    );
    let found = sentences(&difference(bay(), set_of(&new)));
    let texts: Vec<(Reach, &str)> =
        found.iter().map(|one| (one.reach, one.text.as_str())).collect();
    let days = "一：early，本条有效期：到2030年12月31日为止 → 到2031年12月31日为止。";
    assert!(texts.contains(&(Reach::Amounts, days)), "{texts:?}");
    let limit = texts.iter().find(|(_, text)| text.contains("另一种理解下的数额"));
    assert!(
        limit.is_some_and(|(reach, text)| {
            *reach == Reach::Amounts && text.contains("合计最高 2 万元 → 合计最高 3 万元")
        }),
        "{texts:?}"
    );
    assert_eq!(texts.len(), 2, "{texts:?}");
}

#[test]
fn readings_change_days_and_limits_and_their_totals_are_listed() {
    let longer = "bay-2030/longer";
    let lower = "bay-2030/lower";
    let three = "bay-2030/all-three";
    let found = report(bay(), "2032-03-01", &[]);
    let totals = |found: &Report| -> Vec<(&'static str, Amount)> {
        found.readings.iter().map(|entry| (entry.reading.id, entry.total)).collect()
    };
    // Only the longer one makes a difference then: 1 + 3 under 4.
    assert_eq!(totals(&found), [(longer, wan(4, 4))]);
    assert_eq!(report(bay(), "2032-03-01", &[longer]).outline.total, wan(4, 4));
    assert_eq!(report(bay(), "2032-03-01", &[longer, lower]).outline.total, wan(2, 2));
    // 1 + 3 = 4 in the second half of 2031: 2 under the lower one.
    let found = report(bay(), "2031-07-01", &[]);
    assert_eq!(totals(&found), [(lower, wan(2, 2))]);
    assert_eq!(found.limits[0].amount, wan(4, 4));
    let chosen = report(bay(), "2031-07-01", &[lower]);
    assert_eq!((chosen.outline.total, chosen.limits[0].cut), (wan(2, 2), wan(2, 2)));
    // 1 + 2 in 2030, both under one limit of 2 with two readings together.
    assert_eq!(report(bay(), "2030-06-01", &[three]).outline.total, wan(3, 3));
    assert_eq!(report(bay(), "2030-06-01", &[lower]).outline.total, wan(3, 3));
    assert_eq!(report(bay(), "2030-06-01", &[lower, three]).outline.total, wan(2, 2));
    // Both touch the awards that the limit holds.
    let policy = &bay().policies[0];
    assert_eq!(policy.readings[1].awards, [0, 2]);
    assert_eq!(policy.readings[2].awards, [0, 1, 2]);
}

#[test]
fn under_a_reading_a_limit_may_be_none_and_an_award_may_be_under_another() {
    let limits = r#"
[[limits]]
id = "pair"
clause = "四"
name = "两项"
at_most = "1万元"
members = ["listed", "early"]
[[limits]]
id = "other-pair"
clause = "四"
name = "另两项"
at_most = "2万元"
members = ["late", "more"]
[[readings]]
id = "moves"
clause = "四"
followed = "甲。"
other = "乙。"
[[readings.changes]]
limit = "pair"
members = []
[[readings.changes]]
limit = "other-pair"
members = ["early", "late", "more"]
"#;
    let awards = [
        ("listed", LISTED),
        ("early", EARLY),
        ("late", LATE),
        ("more", "amount = { fixed = \"1万元\" }"),
    ];
    let set = set_of(&text(&awards, limits));
    // 1 of (1 + 2), 1 of (0 + 1); then 1, and 2 of (2 + 0 + 1).
    assert_eq!(report(set, "2030-06-01", &[]).outline.total, wan(2, 2));
    let moved = report(set, "2030-06-01", &["bay-2030/moves"]);
    assert_eq!(moved.outline.total, wan(3, 3));
    let ids: Vec<&str> = moved.limits.iter().map(|limit| limit.limit.id).collect();
    assert_eq!(ids, ["bay-2030/other-pair"]);
    let pack = signed(unsigned(set, &pack_head()), &[]);
    let loaded = read(&pack).expect("a pack");
    assert_eq!(format!("{:?}", loaded.set().policies), format!("{:?}", set.policies));
}

#[test]
fn a_pack_has_the_second_format_only_where_it_needs_it() {
    const FORMAT: usize = b"huiqi-pack".len();
    let pack = |set| signed(unsigned(set, &pack_head()), &[]);
    assert_eq!(pack(shipped::set())[FORMAT], 1);
    let own = pack(bay());
    assert_eq!(own[FORMAT], 2);
    let loaded = read(&own).expect("a pack");
    assert_eq!(format!("{:?}", loaded.set().policies), format!("{:?}", bay().policies));
    let no_readings = pack(set_of(&text(&[("early", EARLY)], "")));
    assert_eq!(no_readings[FORMAT], 2);
    assert_eq!(pack(set_of(&text(&[("listed", LISTED)], "")))[FORMAT], 1);
    let mut newer = own;
    let later = huiqi_pack::FORMAT + 1;
    newer[FORMAT] = later;
    assert_eq!(read(&newer).err(), Some(Refusal::NewerFormat(later)));
}

/// What authoring says of a document with one award that begins in line 14, as line and words.
fn problems(rule: &str, more: &str) -> Vec<(usize, String)> {
    let all = text(&[("own", rule)], more);
    let found = load(&sources(&all)).err().unwrap_or_default();
    found.into_iter().map(|problem| (problem.line - 20, problem.message)).collect()
}

#[test]
fn days_outside_those_of_the_document_are_told_with_what_is_allowed() {
    let amount = "amount = { fixed = \"1万元\" }";
    let check = |days: &str, more: &str, expected: &[(usize, &str)]| {
        let found = problems(&format!("{days}\n{amount}"), more);
        let found: Vec<(usize, &str)> =
            found.iter().map(|(line, words)| (*line, words.as_str())).collect();
        assert_eq!(found, expected, "{days}");
    };
    let outside = "is outside the days of the document; from 2030-01-01 to 2032-12-31 is allowed";
    check("valid_from = \"2030-01-01\"\nvalid_to = \"2032-12-31\"", "", &[]);
    check("valid_from = \"2029-12-31\"", "", &[(1, outside)]);
    check("valid_from = \"2033-01-01\"", "", &[(1, outside)]);
    check("valid_to = \"2033-01-01\"", "", &[(1, outside)]);
    check("valid_to = \"2029-12-31\"", "", &[(1, outside)]);
    let crossed = "the award ends before it begins; its first day is 2031-02-01, its last is \
                   2031-01-31";
    check("valid_from = \"2031-02-01\"\nvalid_to = \"2031-01-31\"", "", &[(2, crossed)]);
    let reading = |change: &str| {
        format!(
            "[[readings]]\nid = \"r\"\nclause = \"一\"\nfollowed = \"甲\"\nother = \"乙\"\n\
             [[readings.changes]]\naward = \"own\"\n{change}\n"
        )
    };
    // A reading that counts days before the document's first allows the award to have some.
    check("valid_from = \"2029-07-01\"", &reading("counts_before_the_document = true"), &[]);
    let line = 2 + 3 * 5 + 8;
    check("valid_to = \"2031-12-31\"", &reading("valid_to = \"2033-01-01\""), &[(line, outside)]);
    let crossed =
        "the award ends before it begins; its first day is 2032-01-01, its last is 2031-12-31";
    check("valid_to = \"2031-12-31\"", &reading("valid_from = \"2032-01-01\""), &[(line, crossed)]);
}

#[test]
fn days_before_the_document_count_from_the_awards_own_first_day_on() {
    let rule = "valid_from = \"2029-07-01\"\namount = { fixed = \"1万元\" }";
    let more = "[[readings]]\nid = \"r\"\nclause = \"一\"\nfollowed = \"甲\"\nother = \"乙\"\n\
                [[readings.changes]]\naward = \"own\"\ncounts_before_the_document = true\n";
    let set = set_of(&text(&[("own", rule)], more));
    let total = |on: &str, others: &[&'static str]| {
        let answers = Answers::none(set).replaced(PolicySet::REGION, Answer::Option(0));
        let readings = others.iter().fold(ChosenReadings::default(), |all, id| all.other(id));
        evaluate(set, &answers, day(on), &readings).outline.total
    };
    let other = &["bay-2030/r"];
    assert_eq!(total("2029-06-30", other), wan(0, 0));
    assert_eq!(total("2029-07-01", other), wan(1, 1));
    assert_eq!(total("2029-12-31", &[]), wan(0, 0));
    assert_eq!(total("2030-01-01", &[]), wan(1, 1));
}

#[test]
fn what_a_reading_cannot_change_of_a_limit_is_told() {
    let limits = "[[limits]]\nid = \"whole\"\nclause = \"四\"\nname = \"合计\"\nat_most = \"4万元\"\n\
                  members = [\"a\", \"b\"]\n[[limits]]\nid = \"top\"\nclause = \"五\"\nname = \"取高\"\n\
                  rule = \"highest\"\nmembers = [\"c\", \"d\"]\n";
    let amount = "amount = { fixed = \"2万元\" }";
    let awards = ["a", "b", "c", "d"].map(|id| (id, amount));
    let check = |changes: &[&str], expected: &str| {
        let readings: String = changes
            .iter()
            .enumerate()
            .map(|(number, change)| {
                format!(
                    "[[readings]]\nid = \"r{number}\"\nclause = \"一\"\nfollowed = \"甲\"\n\
                     other = \"乙\"\n[[readings.changes]]\n{change}\n"
                )
            })
            .collect();
        let found = load(&sources(&text(&awards, &[limits, &readings].concat())));
        let found = found.err().unwrap_or_default();
        let said: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
        match expected {
            "" => assert!(said.is_empty(), "{changes:?}: {said:?}"),
            _ => assert!(said.len() == 1 && said[0].contains(expected), "{changes:?}: {said:?}"),
        }
    };
    let lower = "limit = \"whole\"\nat_most = \"3万元\"";
    check(&[lower], "");
    check(&[lower, "limit = \"whole\"\nmembers = []"], "");
    check(&[lower, lower], "changes the same key of this limit already");
    check(&["limit = \"whole\""], "give `at_most` or `members`");
    check(&["limit = \"none\"\nat_most = \"3万元\""], "no such limit");
    check(&["limit = \"top\"\nat_most = \"3万元\""], "has no `at_most`");
    check(&["limit = \"whole\"\nmembers = [\"a\"]"], "[] is no limit");
    check(&["limit = \"whole\"\nmembers = [\"a\", \"c\"]"], "is under `bay-2030/whole`");
    let moved = "limit = \"whole\"\nmembers = [\"a\", \"c\"]\n[[readings.changes]]\n\
                 limit = \"top\"\nmembers = [\"b\", \"d\"]";
    check(&[moved], "");
}
