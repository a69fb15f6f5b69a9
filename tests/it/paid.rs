//! Conditions on what another award pays, against what it does pay.

use crate::file_text::{award, question, questions};
use huiqi_authoring::{Source, load};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::answers::{Answers, RawAnswer, read};
use huiqi_rules::policy::PolicySet;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt::Write;
use time::{Date, Month};

/// The questions by id, kind, name and own lines.
const SHARED: [(&str, &str, &str, &str); 5] = [
    (
        "rank",
        "single",
        "类别",
        r#"options = [{ id = "low", label = "甲" }, { id = "middle", label = "乙" }, { id = "high", label = "丙" }]"#,
    ),
    ("listed", "yes_no", "上市", ""),
    ("pieces", "number", "件数", r#"unit = "件""#),
    ("cost_yuan", "yuan", "投入", ""),
    ("price_yuan", "yuan", "价款", ""),
];

/// Amounts whose sums follow from one figure at a time.
const AMOUNTS: [&str; 12] = [
    r#"{ fixed = "310元" }"#,
    r#"{ graded = "rank", grades = { low = "0元", middle = "100元", high = "500元" } }"#,
    r#"{ share = "30%", of = "cost_yuan" }"#,
    r#"{ share = "50%", of = "cost_yuan", cap = "400元" }"#,
    r#"{ each = "100元", of = "pieces", cap = "400元" }"#,
    r#"{ each = "100元", per = "400元", of = "cost_yuan" }"#,
    r#"{ steps = [["400元", "100元"], ["1000元", "500元"]], of = "cost_yuan" }"#,
    r#"{ cases = [{ if = { question = "listed", is = true }, share = "60%" }, { if = { question = "rank", at_least = "middle" }, share = "40%" }], otherwise = "50元", of = "cost_yuan", cap = "450元" }"#,
    r#"{ greater = [{ divide = [{ figure = "cost_yuan" }, "4"] }, { lesser = [{ share = "90%", of = "cost_yuan" }, { fixed = "200元" }] }] }"#,
    r#"{ progressive = [["0元", "20%"], ["400元", "0.5%"], ["800元", "50%"]], of = "cost_yuan" }"#,
    r#"{ share = "60%", of = "cost_yuan", over = "400元" }"#,
    r#"{ sum = [{ fixed = "90元" }, { share = "30%", of = "cost_yuan" }] }"#,
];

/// What is asked of the sum, and whether a sum of so many yuan is so, beside a cost.
type Comparison = (&'static str, fn(Decimal, Decimal) -> bool);
const COMPARISONS: [Comparison; 8] = [
    ("", |paid, _| paid > Decimal::ZERO),
    (r#", at_least = "300元""#, |paid, _| paid >= Decimal::from(300)),
    (r#", above = "300元""#, |paid, _| paid > Decimal::from(300)),
    (r#", below = "120元""#, |paid, _| paid < Decimal::from(120)),
    (r#", at_most = "100元""#, |paid, _| paid <= Decimal::from(100)),
    (r#", below = "50%", of = "cost_yuan""#, |paid, cost| paid * Decimal::TWO < cost),
    (r#", at_least = "50%", of = "cost_yuan""#, |paid, cost| paid * Decimal::TWO >= cost),
    (r#", at_most = "30%", of = "cost_yuan""#, |paid, cost| {
        paid * Decimal::from(10) <= cost * Decimal::from(3)
    }),
];

/// Whether an amount goes in steps or parts that no comparison with a part of a figure tells apart.
fn is_refused(number: usize, asked: &str) -> bool {
    asked.contains("of =") && [5, 8, 9, 10, 11].contains(&number)
}

fn document(id: &str, heading: &str, awards: &str) -> Source {
    let text = format!(
        "id = \"{id}\"\ntitle = \"{id}\"\nshort_title = \"{id}\"\nissuer = \"样例\"\n\
         issued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\nchecked_on = \"2026-11-21\"\n\
         enquiries = \"样例\"\n{heading}\n{awards}"
    );
    Source { path: format!("policies/{id}.toml"), text }
}

fn shared() -> [Source; 2] {
    let regions = "edition = \"2030.01\"\n[[regions]]\nid = \"town\"\nname = \"镇\"\n\
        [[regions]]\nid = \"city\"\nname = \"市\"\n";
    [("regions", regions), ("questions", &questions(&SHARED))]
        .map(|(name, text)| Source { path: format!("policies/{name}.toml"), text: text.to_owned() })
}

/// One base award for each amount, and one award for each that asks what it pays.
fn set() -> &'static PolicySet {
    let mut awards = String::new();
    for (number, amount) in AMOUNTS.iter().enumerate() {
        let base = format!(
            "condition = {{ question = \"rank\", one_of = [\"low\", \"high\"] }}\namount = {amount}"
        );
        awards.push_str(&award(&format!("base-{number}"), &base));
        for (index, (asked, _)) in COMPARISONS.iter().enumerate() {
            if is_refused(number, asked) {
                continue;
            }
            let mut rest = String::new();
            write!(
                rest,
                "condition = {{ paid = \"base-{number}\"{asked} }}\namount = {{ fixed = \"1元\" }}"
            )
            .expect("text can be written");
            awards.push_str(&award(&format!("asks-{number}-{index}"), &rest));
        }
    }
    let sources = [document("paid", "regions = [\"town\", \"city\"]", &awards)];
    loaded(sources.into_iter().chain(shared()).collect())
}

fn loaded(sources: Vec<Source>) -> &'static PolicySet {
    let problem = |problems: Vec<huiqi_authoring::Diagnostic>| -> ! {
        panic!("{}", problems.iter().map(|problem| format!("{problem}\n")).collect::<String>())
    };
    load(&sources).unwrap_or_else(|problems| problem(problems)).set
}

fn answers(set: &'static PolicySet, given: &[(&str, &str)]) -> Answers {
    let answer = |(id, text): &(&str, &str)| {
        let index = set.question_index(id).expect("a question");
        let raw = match *text {
            "yes" => RawAnswer::YesNo(true),
            "no" => RawAnswer::YesNo(false),
            text => RawAnswer::Text(text),
        };
        (index, read(set.question(index), raw).expect("an answer"))
    };
    Answers::build(set, given.iter().map(answer)).expect("no contradiction")
}

fn day() -> Date {
    Date::from_calendar_date(2030, Month::June, 1).expect("a day")
}

#[test]
fn what_another_award_pays_is_asked_as_it_pays_it() {
    let set = set();
    let mut held = [[0; 2]; COMPARISONS.len()];
    for rank in ["low", "middle", "high"] {
        for listed in ["yes", "no"] {
            for pieces in ["0", "1", "2", "3", "4"] {
                for cost in ["0", "0.01", "0.02", "100", "399.99", "400", "800", "1000", "2000"] {
                    let given = [
                        ("region", "town"),
                        ("rank", rank),
                        ("listed", listed),
                        ("pieces", pieces),
                        ("cost_yuan", cost),
                    ];
                    let report =
                        evaluate(set, &answers(set, &given), day(), &ChosenReadings::default());
                    let paid = |id: &str| {
                        let id = format!("paid/{id}");
                        let award = report.awards.iter().find(|award| award.award.id == id);
                        award.expect("an award").amount.least.sum().expect("a sum").decimal()
                    };
                    let cost: Decimal = cost.parse().expect("a figure");
                    for (number, _) in AMOUNTS.iter().enumerate() {
                        let base = paid(&format!("base-{number}"));
                        for (index, (asked, holds)) in COMPARISONS.iter().enumerate() {
                            if is_refused(number, asked) {
                                continue;
                            }
                            // A part of a figure is not rounded to the fen.
                            if asked.contains("of =") && cost != cost.trunc() {
                                continue;
                            }
                            let found = !paid(&format!("asks-{number}-{index}")).is_zero();
                            held[index][usize::from(found)] += 1;
                            assert_eq!(
                                found,
                                holds(base, cost),
                                "{}{asked}: {base} of {given:?}",
                                AMOUNTS[number]
                            );
                        }
                    }
                }
            }
        }
    }
    assert!(held.iter().flatten().all(|count| *count > 0), "{held:?}");
}

/// The first fen past a threshold that no decimals say: 200 is less than 15 % of 1,333.34, which is
/// 200.001, and 100 less than 30 % of 333.34, which is 100.002.
#[test]
fn a_part_that_divides_without_an_end_is_compared_to_the_fen() {
    let base = |id: &str, amount: &str| award(id, &format!("amount = {amount}"));
    let asks = |id: &str, of: &str, asked: &str| {
        let condition = format!("condition = {{ paid = \"{of}\", {asked}, of = \"cost_yuan\" }}");
        award(id, &format!("{condition}\namount = {{ fixed = \"1元\" }}"))
    };
    let awards = [
        base("share", "{ share = \"20%\", of = \"cost_yuan\", cap = \"200元\" }"),
        base("fixed", "{ fixed = \"100元\" }"),
        asks("share-below", "share", "below = \"15%\""),
        asks("share-most", "share", "at_most = \"15%\""),
        asks("fixed-below", "fixed", "below = \"30%\""),
        asks("fixed-least", "fixed", "at_least = \"30%\""),
    ];
    let own = document("own", "regions = [\"town\"]", &awards.concat());
    let set = loaded([own].into_iter().chain(shared()).collect());
    let paid = |cost: &str| -> Vec<&'static str> {
        let given = answers(set, &[("region", "town"), ("cost_yuan", cost)]);
        let report = evaluate(set, &given, day(), &ChosenReadings::default());
        let one = Decimal::ONE;
        let is_one = |award: &&huiqi_engine::report::AwardReport| {
            award.amount.least.sum().is_some_and(|sum| sum.decimal() == one)
        };
        report.awards.iter().filter(is_one).map(|award| award.award.id).collect()
    };
    assert_eq!(paid("333.33"), ["own/fixed-least"]);
    assert_eq!(paid("333.34"), ["own/fixed-below"]);
    assert_eq!(paid("1333.33"), ["own/fixed-below"]);
    assert_eq!(paid("1333.34"), ["own/share-below", "own/share-most", "own/fixed-below"]);
}

/// What is paid of one figure beside a part of another: every fen of both, also while one is open.
#[test]
fn a_share_of_one_figure_is_compared_with_a_part_of_another_to_the_fen() {
    const LAST: usize = 40;
    let of = |(id, name)| question(id, "yuan", name, "most = \"0.4元\"");
    let questions = [("cost", "费用"), ("price", "价格")].map(of).concat();
    let heading = format!("regions = [\"town\"]\n{questions}");
    let bases = [
        r#"{ share = "20%", of = "cost", cap = "0.05元" }"#,
        r#"{ share = "35%", of = "cost" }"#,
        r#"{ cases = [{ if = { question = "cost", at_least = "0.1元" }, share = "150%" }],
             otherwise = "0.02元", of = "cost" }"#,
    ];
    let asked = [("at_least", "50%"), ("above", "30%"), ("at_most", "15%"), ("below", "50%")];
    // What the award that asks pays for so many fen of both.
    type Pays = fn(usize, usize) -> usize;
    let amounts: [(&str, Pays); 3] = [
        (r#"{ fixed = "0.01元" }"#, |_, _| 1),
        (r#"{ share = "100%", of = "cost" }"#, |cost, _| cost),
        (r#"{ share = "100%", of = ["cost", "price"] }"#, |cost, price| cost + price),
    ];
    for (base, (word, part)) in bases.iter().flat_map(|base| asked.map(|asked| (base, asked))) {
        let percent: Decimal = part.trim_end_matches('%').parse().expect("a number");
        for (amount, pays) in amounts {
            let name = format!("{base} {word} {part}: {amount}");
            let condition =
                format!("condition = {{ paid = \"base\", {word} = \"{part}\", of = \"price\" }}");
            let asks = award("asks", &format!("{condition}\namount = {amount}"));
            let all = award("base", &format!("amount = {base}")) + &asks;
            let own = document("own", &heading, &all);
            let set = loaded([own].into_iter().chain(shared()).collect());
            // What the first award pays, and the ends of the second in fen.
            let report = |given: [Option<usize>; 2]| {
                let text = |fen: usize| format!("{}.{:02}", fen / 100, fen % 100);
                let given = [("cost", given[0].map(text)), ("price", given[1].map(text))];
                let given = given.iter().filter_map(|(id, text)| Some((*id, text.as_deref()?)));
                let given: Vec<_> = given.chain([("region", "town")]).collect();
                let given = answers(set, &given);
                let report = evaluate(set, &given, day(), &ChosenReadings::default());
                let ends = |award: usize| {
                    let amount = report.awards[award].amount;
                    [amount.least, amount.most].map(|end| {
                        let sum = end.sum().expect("a sum").decimal() * Decimal::ONE_HUNDRED;
                        sum.to_usize().expect("whole fen")
                    })
                };
                (ends(0)[0], ends(1))
            };
            let mut paid = Vec::new();
            for cost in 0..=LAST {
                for price in 0..=LAST {
                    let (base, found) = report([Some(cost), Some(price)]);
                    let (left, right) = (Decimal::from(100 * base), percent * Decimal::from(price));
                    let holds = match word {
                        "at_least" => left >= right,
                        "above" => left > right,
                        "at_most" => left <= right,
                        _ => left < right,
                    };
                    let wanted = if holds { pays(cost, price) } else { 0 };
                    assert_eq!(found, [wanted; 2], "{name}: {base} of {cost} beside {price}");
                    paid.push([cost, price, wanted]);
                }
            }
            let ends = |is_so: &dyn Fn(&[usize; 3]) -> bool| {
                let all = || paid.iter().filter(|one| is_so(one)).map(|one| one[2]);
                [all().min(), all().max()].map(|end| end.expect("some"))
            };
            for one in 0..=LAST {
                let of_cost = ends(&|paid| paid[0] == one);
                assert_eq!(report([Some(one), None]).1, of_cost, "{name}: cost {one}");
                let of_price = ends(&|paid| paid[1] == one);
                assert_eq!(report([None, Some(one)]).1, of_price, "{name}: price {one}");
            }
            assert_eq!(report([None, None]).1, ends(&|_| true), "{name}");
        }
    }
}

/// An award of another document is paid only where that document holds.
#[test]
fn an_award_of_another_document_is_asked_where_it_is_paid() {
    let base = award("base", "amount = { fixed = \"300元\" }");
    let asks =
        award("asks", "condition = { paid = \"theirs/base\" }\namount = { fixed = \"1元\" }");
    let sources = [
        document("theirs", "regions = [\"town\"]", &base),
        document("own", "regions = [\"town\", \"city\"]", &asks),
    ];
    let set = loaded(sources.into_iter().chain(shared()).collect());
    for (region, expected) in [("town", "301"), ("city", "0")] {
        let answers = answers(set, &[("region", region)]);
        let total = evaluate(set, &answers, day(), &ChosenReadings::default()).outline.total;
        let ends = [total.least, total.most]
            .map(|end| end.sum().map(|sum| sum.decimal().normalize().to_string()));
        assert_eq!(ends, [Some(expected.to_owned()), Some(expected.to_owned())], "{region}");
    }
}

/// What cannot be said by answers alone is the author's mistake, never another condition.
#[test]
fn what_cannot_be_compared_is_refused() {
    for (amount, asked) in [
        (r#"{ up_to = "300元" }"#, ""),
        (r#"{ sum = [{ figure = "cost_yuan" }, { each = "1元", of = "pieces" }] }"#, ""),
        (r#"{ each = "1元", per = "3件", of = "pieces" }"#, r#", below = "50%", of = "cost_yuan""#),
        // Half a fen of the aid is more figures than are tried.
        (r#"{ share = "0.4%", of = "cost_yuan" }"#, r#", below = "50%", of = "price_yuan""#),
    ] {
        let base = award("base", &format!("amount = {amount}"));
        let asks =
            format!("condition = {{ paid = \"base\"{asked} }}\namount = {{ fixed = \"1元\" }}");
        let own = document("own", "regions = [\"town\"]", &(base + &award("asks", &asks)));
        let problems = load(&[own].into_iter().chain(shared()).collect::<Vec<_>>());
        let problems = problems.expect_err("it is refused");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].message.contains("pays cannot be compared so"), "{}", problems[0]);
    }
    let base = award("base", "amount = { fixed = \"300元\" }");
    let asks =
        award("asks", "condition = { paid = \"theirs/base\" }\namount = { fixed = \"1元\" }");
    let sources = [
        document("theirs", "valid_to = \"2030-12-31\"\nregions = [\"town\"]", &base),
        document("own", "regions = [\"town\"]", &asks),
    ];
    let problems = load(&sources.into_iter().chain(shared()).collect::<Vec<_>>());
    let problems = problems.expect_err("one ends before the other");
    assert!(problems[0].message.contains("is not in force on every day"), "{}", problems[0]);
}
