//! Every word for amounts and limits, alone, in pairs and under limits, against plain enumeration:
//! made-up documents of made-up regions, written here from a list of amounts.

use crate::bounds::{agrees_with_enumeration, random_cases, throws};
use crate::file_text::{award, questions};
use huiqi_authoring::{Source, load};
use huiqi_rules::policy::PolicySet;
use proptest::prelude::proptest;
use std::fmt::Write;
use std::sync::OnceLock;

/// The questions by id, kind, name and own lines.
const QUESTIONS: [(&str, &str, &str, &str); 10] = [
    (
        "kind",
        "single",
        "类别",
        r#"options = [{ id = "a", label = "甲" }, { id = "b", label = "乙" }, { id = "c", label = "丙" }]"#,
    ),
    ("listed", "yes_no", "上市", ""),
    ("pieces", "number", "件数", "unit = \"件\"\nmost = \"6件\""),
    ("months", "number", "月数", "unit = \"个月\"\nleast = \"1\"\nmost = \"4\""),
    ("area", "number", "面积", "unit = \"平方米\"\nmultiple_of = \"0.01\""),
    ("cost_yuan", "yuan", "投入", ""),
    ("output_yuan", "yuan", "产值", ""),
    ("last_yuan", "yuan", "上年产值", ""),
    ("small_yuan", "yuan", "小额", r#"most = "30元""#),
    ("received_yuan", "yuan", "已领", r#"most = "3万元""#),
];

/// One of each word, with the condition of its award.
const AMOUNTS: &[(&str, &str)] = &[
    ("", r#"{ from = "2万元", up_to = "5万元" }"#),
    ("listed", r#"{ from_share = "5%", share = "20%", of = "cost_yuan", cap = "3万元" }"#),
    ("", r#"{ each = "5万元", of = "pieces", cap = "20万元" }"#),
    ("a", r#"{ each = "100元", of = "area", times = "months", cap = "5000元" }"#),
    ("", r#"{ share = "1.5%", of = "cost_yuan", times = "months", cap = "150万元" }"#),
    (
        "",
        r#"{ share = "50%", of = "cost_yuan", cap_each = "3万元", items = "pieces", cap = "7万元" }"#,
    ),
    (
        "listed",
        r#"{ progressive = [["0元", "5%"], ["10万元", "7%"], ["50万元", "9%"]], of = "cost_yuan", cap = "5万元" }"#,
    ),
    (
        "",
        r#"{ share = "30%", of = "output_yuan", over = { share = "120%", of = "last_yuan" }, cap = "10万元" }"#,
    ),
    ("", r#"{ share = "30%", of = "output_yuan", over = "20万元" }"#),
    ("", r#"{ each = "1万元", per = "4", of = "pieces" }"#),
    ("b", r#"{ steps = [["100万元", "10万元"], ["200万元", "20万元"]], of = "output_yuan" }"#),
    (
        "",
        r#"{ brackets = [["50万元", "5%"], ["100万元", "6%"]], of = "cost_yuan", cap = "8万元" }"#,
    ),
    (
        "",
        r#"{ share = "80%", of = "cost_yuan", cap_by = { share = "0.06%", of = "output_yuan" } }"#,
    ),
    (
        "",
        r#"{ cases = [{ if = { question = "kind", one_of = ["a"] }, share = "2%" }, { if = { question = "pieces", at_most = "2" }, share = "1%" }], otherwise = "0元", of = "cost_yuan", cap = "5万元" }"#,
    ),
    ("", r#"{ fixed = "5万元", less = "received_yuan" }"#),
    ("", r#"{ share = "10%", of_award = "first" }"#),
    ("", r#"{ share = "50%", of_award = "first", less = "received_yuan" }"#),
    ("few", r#"{ open = true }"#),
    ("part", r#"{ share = "10%", of = "cost_yuan", raised_by = "20%", cap = "4万元" }"#),
    ("", r#"{ divide = [{ share = "33%", of = "cost_yuan" }, "1.2"], cap = "600元" }"#),
    ("", r#"{ greater = [{ share = "1%", of = "cost_yuan" }, "2000元"], cap = "9000元" }"#),
    (
        "",
        r#"{ lesser = [{ sum = [{ figure = "cost_yuan" }, "1万元"] }, { times = [{ figure = "pieces" }, "4000元"] }] }"#,
    ),
    ("", r#"{ each = "2万元", of = "pieces", ceiling = true, cap = "5万元" }"#),
    (
        "",
        r#"{ share = "20%", of = ["cost_yuan", "output_yuan"], cap = { cases = [{ if = { question = "listed", is = true }, fixed = "9万元" }], otherwise = "4万元" } }"#,
    ),
    (
        "",
        r#"{ minus = [{ share = "50%", of = "cost_yuan", cap = "6万元" }, { figure = "received_yuan" }] }"#,
    ),
    ("more", r#"{ share = "40%", of = "cost_yuan" }"#),
    ("", r#"{ graded = "kind", grades = { a = "3万元", b = "1万元", c = "undecided" } }"#),
];

/// Amounts that rise and fall in one figure, every fen of which is enumerated.
const APART: &[(&str, &str)] = &[
    ("", r#"{ share = "50%", of = "small_yuan", cap = "10元" }"#),
    ("", r#"{ fixed = "12元", less = { share = "25%", of = "small_yuan" } }"#),
    ("", r#"{ minus = ["20元", { figure = "small_yuan" }], cap = "8元" }"#),
    ("", r#"{ share = "30%", of = "small_yuan" }"#),
    ("little", r#"{ fixed = "10元", less = { share = "37%", of = "small_yuan" } }"#),
    ("", r#"{ greater = [{ share = "33%", of = "small_yuan" }, "3元"] }"#),
    ("listed", r#"{ progressive = [["0元", "10%"], ["10元", "20%"]], of = "small_yuan" }"#),
    ("", r#"{ share = "20%", of = "small_yuan", over = "5元" }"#),
    (
        "",
        r#"{ lesser = [{ share = "40%", of = "small_yuan" }, { minus = ["12元", { share = "35%", of = "small_yuan" }] }] }"#,
    ),
];

/// What of a region's documents limits what.
const LIMITS: &[&str] = &[
    "",
    r#"
[[limits]]
id = "together"
clause = "八"
name = "合计"
at_most = "6万元"
members = ["first", "second"]
"#,
    r#"
[[limits]]
id = "together"
clause = "八"
name = "合计"
at_most = { share = "20%", of = "cost_yuan" }
members = ["first", "second"]
"#,
    r#"
[[limits]]
id = "higher"
clause = "八"
name = "取高"
rule = "highest"
members = ["first", "third"]
[[limits]]
id = "all"
clause = "九"
name = "全部"
at_most = "7万元"
members = ["higher", "second"]
"#,
    r#"
[[limits]]
id = "pair"
clause = "八"
name = "两项"
at_most = "1.5万元"
members = ["first", "second"]
[[limits]]
id = "direction"
clause = "九"
name = "一个方向"
rule = "highest"
members = ["pair", "third"]
"#,
    r#"
[[limits]]
id = "pair"
clause = "八"
name = "两项"
rule = "sum"
members = ["first", "second"]
[[limits]]
id = "direction"
clause = "九"
name = "一个方向"
rule = "highest"
members = ["pair", "third"]
"#,
];

fn condition(word: &str) -> &'static str {
    match word {
        "listed" => r#"condition = { question = "listed", is = true }"#,
        "a" => r#"condition = { not = { question = "kind", one_of = ["a"] } }"#,
        "b" => r#"condition = { question = "pieces", above = "1件", below = "5件" }"#,
        "little" => r#"condition = { question = "small_yuan", at_most = "20元" }"#,
        "few" => r#"condition = { defined = "few" }"#,
        "part" => r#"condition = { question = "cost_yuan", at_least = "3%", of = "output_yuan" }"#,
        "more" => {
            r#"condition = { not = { question = "cost_yuan", at_most = "20%", of = "output_yuan" } }"#
        }
        _ => "",
    }
}

/// Returns a document of a region of its own with these amounts, as first, second and third.
fn document(id: &str, amounts: &[(&str, &str)], limits: &str) -> Source {
    document_with_days(id, amounts, limits, [""; 3])
}

/// Returns the same with days of each award's own.
fn document_with_days(id: &str, amounts: &[(&str, &str)], limits: &str, days: [&str; 3]) -> Source {
    let mut text = format!(
        "id = \"{id}\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
         issued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\nvalid_to = \"2030-12-31\"\n\
         checked_on = \"2026-11-21\"\nenquiries = \"样例\"\nregions = [\"{id}\"]\n\
         [[new_regions]]\nid = \"{id}\"\nname = \"{id}\"\n"
    );
    if amounts.iter().any(|(word, _)| condition(word).contains("defined")) {
        text.push_str(
            "[[definitions]]\nid = \"few\"\n\
             condition = { question = \"pieces\", at_most = \"3件\" }\n",
        );
    }
    let named = ["first", "second", "third"].into_iter().zip(amounts);
    for ((name, (word, amount)), days) in named.zip(days) {
        let own = format!("{days}{}\namount = {amount}", condition(word));
        text.push_str(&award(name, &own));
    }
    text.push_str(limits);
    Source { path: format!("{id}.toml"), text }
}

fn sources_with(documents: Vec<Source>) -> Vec<Source> {
    let regions = "edition = \"2030.01\"\nassumptions = [\"样例\"]\n[[regions]]\nid = \"nowhere\"\n\
                   name = \"没有\"\n";
    let shared = [("regions.toml", regions), ("questions.toml", &questions(&QUESTIONS))];
    let shared = shared.map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() });
    shared.into_iter().chain(documents).collect()
}

/// Whether authoring takes a document; one in which amounts pull apart it refuses, and one with a
/// limit that these amounts never reach.
fn is_taken(source: &Source) -> bool {
    match load(&sources_with(vec![source.clone()])) {
        Ok(_) => true,
        Err(problems) => {
            let words = ["pulls two parts apart", "has no exact bounds", "is never reached"];
            for problem in problems {
                assert!(words.iter().any(|words| problem.message.contains(words)), "{problem}");
            }
            false
        }
    }
}

fn loaded(documents: Vec<Source>) -> &'static PolicySet {
    match load(&sources_with(documents)) {
        Ok(checked) => checked.set,
        Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<String>()),
    }
}

/// Each amount alone.
fn alone() -> &'static PolicySet {
    static SET: OnceLock<&'static PolicySet> = OnceLock::new();
    SET.get_or_init(|| {
        let documents = (0..).zip(AMOUNTS).map(|(number, amount)| {
            let plain = ("", r#"{ share = "1%", of = "cost_yuan" }"#);
            let is_measured = amount.1.contains("of_award");
            let amounts = if is_measured { vec![plain, *amount] } else { vec![*amount] };
            document(&format!("r{number}"), &amounts, "")
        });
        loaded(documents.collect())
    })
}

/// Days of each award's own.
const DAYS: [[&str; 3]; 4] = [
    [""; 3],
    ["", "valid_from = \"2030-03-01\"\n", "valid_to = \"2030-06-30\"\n"],
    ["valid_from = \"2030-03-01\"\nvalid_to = \"2030-06-30\"\n", "", ""],
    ["", "", "valid_from = \"2030-05-01\"\n"],
];

/// What readings change, of days and of each of the limits.
const READINGS: [&str; 5] = [
    "award = \"first\"\nvalid_to = \"2030-09-30\"\n",
    "limit = \"together\"\nat_most = \"3万元\"\n",
    "limit = \"together\"\nmembers = [\"second\", \"third\"]\n",
    "limit = \"all\"\nat_most = { share = \"10%\", of = \"output_yuan\" }\n",
    "limit = \"pair\"\nmembers = []\n[[readings.changes]]\nlimit = \"direction\"\n\
     members = [\"first\", \"third\"]\n",
];

fn reading(number: usize) -> String {
    format!(
        "[[readings]]\nid = \"r{number}\"\nclause = \"一\"\nfollowed = \"甲\"\nother = \"乙\"\n\
         [[readings.changes]]\n{}",
        READINGS[number]
    )
}

/// Pairs and threes of amounts with days of their own, under limits that readings change.
fn read_otherwise() -> &'static PolicySet {
    static SET: OnceLock<&'static PolicySet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut documents = Vec::new();
        let count = AMOUNTS.len();
        for first in 0..count {
            let kind = first % LIMITS.len();
            let changed: &[usize] = match kind {
                0 => &[0],
                1 => &[0, 1, 2],
                2 => &[2, 0],
                3 => &[3],
                _ => &[4, 0],
            };
            let readings: String = changed.iter().map(|number| reading(*number)).collect();
            let limits = [LIMITS[kind], &readings].concat();
            let amounts = [first, first + 5, first + 8].map(|own| AMOUNTS[own % count]);
            if amounts[0].1.contains("of_award") {
                continue;
            }
            let days = DAYS[(first / 2) % DAYS.len()];
            let source = document_with_days(&format!("d{first}"), &amounts, &limits, days);
            if is_taken(&source) {
                documents.push(source);
            }
        }
        assert!(documents.len() >= 15, "{} are taken", documents.len());
        loaded(documents)
    })
}

/// Pairs and threes of amounts, under each kind of limit: as many as regions there may be.
fn together() -> &'static PolicySet {
    static SET: OnceLock<&'static PolicySet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut documents = Vec::new();
        let count = AMOUNTS.len();
        for first in 0..count {
            for step in [1, 4, 7, 11] {
                let limits = LIMITS[(first + step) % LIMITS.len()];
                let amounts =
                    [first, first + step, first + 2 * step + 1].map(|own| AMOUNTS[own % count]);
                if amounts[0].1.contains("of_award") {
                    continue;
                }
                let mut id = String::new();
                write!(id, "t{first}-{step}").expect("text can be written");
                let source = document(&id, &amounts, limits);
                if is_taken(&source) {
                    documents.push(source);
                }
            }
        }
        assert!(documents.len() >= 40, "{} are taken", documents.len());
        loaded(documents)
    })
}

/// Amounts that pull apart, in pairs and in threes.
fn apart() -> &'static PolicySet {
    static SET: OnceLock<&'static PolicySet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut documents = Vec::new();
        let count = APART.len();
        for first in 0..count {
            for second in first + 1..count {
                let amounts = [APART[first], APART[second], APART[(first + second + 1) % count]];
                documents.push(document(&format!("p{first}-{second}"), &amounts[..2], ""));
                documents.push(document(&format!("q{first}-{second}"), &amounts, ""));
            }
            documents.push(document(&format!("o{first}"), &APART[first..=first], ""));
        }
        loaded(documents)
    })
}

proptest! {
    #![proptest_config(random_cases(200))]

    #[test]
    fn amounts_that_pull_apart_have_the_bounds_of_every_fen(throw in throws()) {
        agrees_with_enumeration(apart(), &throw)?;
    }
}

proptest! {
    #![proptest_config(random_cases(1000))]

    #[test]
    fn every_amount_alone_has_the_bounds_of_plain_enumeration(throw in throws()) {
        agrees_with_enumeration(alone(), &throw)?;
    }

    #[test]
    fn days_of_awards_and_limits_of_readings_have_the_bounds_of_plain_enumeration(
        throw in throws()
    ) {
        agrees_with_enumeration(read_otherwise(), &throw)?;
    }

    #[test]
    fn amounts_together_and_under_limits_have_the_bounds_of_plain_enumeration(throw in throws()) {
        agrees_with_enumeration(together(), &throw)?;
    }
}
