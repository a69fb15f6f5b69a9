//! The list that is searched on the library's page, and the script that searches it.

use super::{items, pages, values, with_made_up};
use crate::shipped;
use huiqi_policies::POLICIES;
use huiqi_sitting::entries::{EntryKind, anchor, entries};
use huiqi_sitting::lookup::search;

#[test]
fn the_list_that_is_searched_is_the_entries_and_every_item_is_one() {
    for set in [&POLICIES, with_made_up()] {
        let html = &pages(set)["library/index.html"];
        let (_, all) = html.split_once("id=\"page--entries\"").expect("the list");
        let all = all.split("</ul>").next().expect("split gives one");
        let entries = entries(set);
        assert_eq!(all.matches("<li ").count(), entries.len());
        let listed: Vec<String> = values(all, "href").into_iter().map(str::to_owned).collect();
        let address = |entry: &huiqi_sitting::entries::Entry| {
            if entry.anchor.is_empty() {
                format!("{}.html", entry.document)
            } else {
                format!("{}.html#{}", entry.document, entry.anchor)
            }
        };
        assert_eq!(listed, entries.iter().map(address).collect::<Vec<_>>());
        for policy in set.policies {
            let anchors: Vec<&str> = entries
                .iter()
                .filter(|entry| entry.document == policy.id)
                .map(|entry| entry.anchor.as_str())
                .collect();
            items(set, policy).iter().for_each(|(item, _)| {
                assert!(anchors.contains(&item.as_str()), "{}: {item}", policy.id)
            });
            assert_eq!(anchors.len(), items(set, policy).len() + 1);
        }
    }
    let of_shipped = entries(&POLICIES)
        .into_iter()
        .filter(|entry| shipped::SHIPPED.contains(&entry.document))
        .count();
    assert_eq!(of_shipped, 5 + 24 + 93 + 36 + 10 + 12 + 6);
}

fn found(query: &str) -> Vec<String> {
    search(&POLICIES, query)
        .into_iter()
        .map(|entry| format!("{}#{}", entry.document, entry.anchor))
        .collect()
}

#[test]
fn search_finds_by_clause_department_and_words_in_any_order_and_width() {
    let fee = "zaozhuang-srdi-2022#booth-fee".to_owned();
    assert!(found("三（十一）").contains(&fee), "a clause");
    assert_eq!(found("三(十一)"), found("三（十一）"), "half-width brackets");
    assert!(found("市商务局 展位费").contains(&fee), "a department and a word");
    assert_eq!(
        found("展位费 市商务局"),
        found("　市商务局　 展位费 "),
        "order and spaces do not matter"
    );
    assert!(found("5G").contains(&"sanmenxia-srdi-2022#project-support".to_owned()));
    assert_eq!(found("５ｇ"), found("5G"), "width and case do not matter");
    assert!(
        found("〔２０２２〕1号").contains(&"zaozhuang-srdi-2022#".to_owned()),
        "a document's number"
    );
    assert!(
        found("限制 三（二）").contains(&format!(
            "zaozhuang-srdi-2022#{}",
            anchor(EntryKind::Limit, "x/highest-title")
        ))
    );
    assert!(found("没有这样的话").is_empty() && found("展位费 没有这样的话").is_empty());
}

#[test]
fn the_script_is_small_and_folds_as_the_entries_do() {
    let search = include_str!("../../../static/search.js");
    let script = [search, include_str!("../../../static/library.js")].concat();
    // 4,608 bytes before everyday words, places, kinds and what is nearest.
    assert!(script.len() <= 9216, "{} bytes", script.len());
    for modern in ["=>", "let ", "const ", "`", "async ", "class ", "?."] {
        assert!(!script.contains(modern), "{modern} is no ES5");
    }
    assert!(script.contains(r"[A-\u2fff\uff01-\uff5e]") && script.contains("huiqi-large"));
    let calculator = include_str!("../../../index.html");
    assert!(
        !calculator.contains("library.css") && !calculator.contains("library.js"),
        "the calculator loads nothing of the library"
    );
}
