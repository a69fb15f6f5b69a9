//! docs/coverage-of-clauses.md: every line of a policy file on it is taken, and its counts are
//! those of its rows.

use crate::file_text::{award, question, questions};
use huiqi_authoring::{Source, load};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = include_str!("../../docs/coverage-of-clauses.md");

/// Questions for numbers, with their units.
const NUMBERS: [(&str, &str); 20] = [
    ("area", "平方米"),
    ("beds", "张"),
    ("booths", "个"),
    ("days", "天"),
    ("dollars", "美元"),
    ("firm_age", "年"),
    ("houses", "家"),
    ("months", "个月"),
    ("more_pieces", "件"),
    ("mu", "亩"),
    ("new_products", "个"),
    ("nights", "晚"),
    ("other_pieces", "件"),
    ("pieces", "件"),
    ("quarters", "个季度"),
    ("robots", "台"),
    ("rooms", "间"),
    ("shows", "次"),
    ("visitors", "人"),
    ("years", "年"),
];

/// The rows of the table of clauses: document, clause, how, line.
fn rows() -> Vec<[&'static str; 4]> {
    let table = PAGE.split_once("| document | clause | how | the line |").expect("the table").1;
    let row = |line: &'static str| -> [&'static str; 4] {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        cells.try_into().unwrap_or_else(|_| panic!("four cells: {line}"))
    };
    table.lines().skip(2).map(row).collect()
}

/// The questions that the lines name: sums by the end of their names.
fn all_questions() -> String {
    let head = |id: &str, kind: &str, more: &str| question(id, kind, id, more);
    let mut text = questions(&[]);
    let words = PAGE.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let sums: BTreeSet<&str> = words.filter(|word| word.ends_with("_yuan")).collect();
    sums.iter().for_each(|id| text.push_str(&head(id, "yuan", "")));
    let number = |(id, unit): &(&str, &str)| {
        let most = if *id == "dollars" { "" } else { "most = \"100000000\"" };
        head(id, "number", &format!("unit = \"{unit}\"\n{most}"))
    };
    text.extend(NUMBERS.iter().map(number));
    text.push_str(&head("staff", "number", "unit = \"人\""));
    text.push_str(&head("growth_percent", "percent", ""));
    text.push_str(&head("yes", "yes_no", ""));
    let options = |ids: &[&str]| {
        let option = |id: &&str| format!("{{ id = \"{id}\", label = \"{id}\" }}");
        format!("options = [{}]", ids.iter().map(option).collect::<Vec<_>>().join(", "))
    };
    let letters = ["none", "a", "b", "c", "d", "e"];
    for count in 2..=5 {
        text.push_str(&head(&format!("grade_{count}"), "single", &options(&letters[..=count])));
    }
    text.push_str(&head("stages", "multi", &options(&letters[1..])));
    text
}

/// Returns a document in which a line of the page is what it says.
fn document(line: &str) -> String {
    let mut text = "id = \"city\"\ntitle = \"样例\"\nshort_title = \"样例\"\nissuer = \"样例\"\n\
                    issued_on = \"2030-01-01\"\nvalid_from = \"2030-01-01\"\n\
                    checked_on = \"2026-11-21\"\nenquiries = \"样例\"\nregions = [\"city\"]\n\
                    [[new_regions]]\nid = \"city\"\nname = \"样例市\"\n"
        .to_owned();
    for id in ["award_1", "award_2", "award_3"] {
        text.push_str(&award(id, "amount = { fixed = \"1亿元\" }"));
    }
    match line.strip_prefix("limit = { ") {
        Some(limit) => {
            let limit = limit.trim_end_matches(" }").replace(", members", "\nmembers");
            text.push_str(&format!(
                "[[limits]]\nid = \"limit\"\nclause = \"二\"\nname = \"样例\"\n{limit}\n"
            ));
        }
        None => text.push_str(&award("own", &line.replace("; ", "\n"))),
    }
    text
}

#[test]
fn every_line_of_the_page_is_taken_as_it_stands() {
    let shared = [
        (
            "regions.toml",
            "edition = \"2030.01\"\n[[regions]]\nid = \"no\"\nname = \"没有\"\n".to_owned(),
        ),
        ("questions.toml", all_questions()),
    ];
    let shared = shared.map(|(path, text)| Source { path: path.to_owned(), text });
    let mut wrong = Vec::new();
    for [document_id, clause, how, line] in rows() {
        let Some(line) = line.strip_prefix('`').and_then(|line| line.strip_suffix('`')) else {
            assert!(["missing", "out of scope"].contains(&how), "{document_id} {clause}");
            continue;
        };
        let own = Source { path: "city.toml".to_owned(), text: document(line) };
        let sources: Vec<Source> = shared.iter().cloned().chain([own]).collect();
        if let Err(problems) = load(&sources) {
            wrong.push(format!("{document_id} {clause}: {}", problems[0]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_counts_of_the_page_are_those_of_its_rows() {
    let rows = rows();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|[_, _, how, _]| *counts.entry(how).or_default() += 1);
    for (how, count) in &counts {
        assert!(PAGE.contains(&format!("| {how} | {count} |\n")), "{how}: {count}");
    }
    let clauses: BTreeSet<(&str, &str)> =
        rows.iter().map(|[document, clause, ..]| (*document, *clause)).collect();
    assert_eq!((rows.len(), clauses.len()), (263, 263));
    let plainly = counts["plainly"];
    assert!(plainly >= 238 && plainly + counts["in several parts"] >= 248, "{counts:?}");
}
