//! What the interface gives besides a report: reasons, advice, the ladder, the time line, cases
//! side by side, search.

use super::{SHIPPED, award, bounds, get, js, list, report, text};
use huiqi_package::{advice, compare, coverage, evaluate, explain, ladder, search, timeline};
use js_sys::{Array, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// Zaozhuang, all answered but the titles won: a provincial title, no fair organised by
/// the government.
pub(super) const PROVINCIAL: &str = r#"{"region":"zaozhuang","certification_tier":"provincial",
            "first_certified_tiers":["provincial"],"claimed_elsewhere":[],
    "listings":[],"smart_factory_award":"none","government_show_booth_fee_yuan":"0",
            "platform_contest_prize":"none"}"#;
pub(super) const TODAY: &str = r#"{"on":"2026-11-20"}"#;

pub(super) fn plain(value: &JsValue) -> String {
    String::from(JSON::stringify(value).expect("plain data"))
}

#[wasm_bindgen_test]
fn a_reason_gives_yes_as_a_word_and_several_options_as_a_list() {
    let found = report(
        r#"{"region":"jincheng","certification_tier":"municipal","listings":["neeq","bse"],
            "base_listing_support":true}"#,
        TODAY,
    );
    let top_up = award(&found, "jincheng-srdi-2021/listing-top-up");
    let reasons = list(&top_up, "reasons");
    assert_eq!(text(&reasons[1], "question"), "listings");
    assert_eq!(plain(&get(&reasons[1], "answer")), r#"["bse","neeq"]"#);
    assert_eq!(
        (text(&reasons[2], "question"), text(&reasons[2], "answer")),
        ("base_listing_support".to_owned(), "true".to_owned())
    );
}

#[wasm_bindgen_test]
fn advice_says_what_changes_and_evaluate_gives_what_it_promised() {
    let found = advice(&js(PROVINCIAL), &js(TODAY)).expect("answers that can be");
    assert_eq!(bounds(&found), ("100000".to_owned(), Some("100000".to_owned())));
    let moves = list(&found, "moves");
    // 新三板 brings 100 万元 that are certain, the main board only a ceiling of 1,000.
    let first = &moves[0];
    assert_eq!(text(&list(first, "moves")[0], "id"), "list-on-neeq");
    assert_eq!(plain(&get(first, "sets")), r#"{"listings":["neeq"]}"#);
    assert_eq!(
        (text(first, "gain_least"), text(first, "gain_most")),
        ("1000000".to_owned(), "1000000".to_owned())
    );
    let board = moves
        .iter()
        .find(|one| text(&list(one, "moves")[0], "id") == "list-on-main-board")
        .expect("a move");
    assert_eq!(
        (text(board, "gain_least"), text(board, "gain_most")),
        ("0".to_owned(), "10000000".to_owned())
    );
    assert!(get(&found, "pair").is_null());
    for advised in &moves {
        let after =
            Object::assign(&js(PROVINCIAL).into(), get(advised, "sets").unchecked_ref::<Object>());
        let report = evaluate(&after, &js(TODAY)).expect("the answers after a move can be");
        assert_eq!(bounds(&report), bounds(advised), "{}", plain(&get(advised, "sets")));
    }
    // 40 % of 1,500,000 yuan, once 120,000 more are invested than 1,380,000.
    let project = r#"{"region":"sanmenxia","certification_tier":"provincial",
            "project_in_scope":true,"project_investment_yuan":"1380000",
            "project_cap_yuan":"5000000"}"#;
    let found = advice(&js(project), &js(r#"{"on":"2025-12-31"}"#)).expect("answers that can be");
    let step = list(&list(&found, "moves")[0], "moves")[0].clone();
    assert_eq!(
        (text(&step, "question"), text(&step, "own"), text(&step, "wanted")),
        ("project_investment_yuan".to_owned(), "1380000".to_owned(), "1500000".to_owned())
    );
    assert!(text(&step, "text").contains("12 万元"));
}

#[wasm_bindgen_test]
fn explanations_nest_as_the_document_does() {
    let given = r#"{"region":"sanmenxia","certification_tier":"provincial",
            "project_in_scope":true,"project_investment_yuan":"1380000"}"#;
    let all = explain(&js(given), &js(r#"{"on":"2025-12-31"}"#)).expect("answers that can be");
    let report = report(given, r#"{"on":"2025-12-31"}"#);
    let ids = |list: Vec<JsValue>| list.iter().map(|award| text(award, "id")).collect::<Vec<_>>();
    let all: Vec<JsValue> = Array::from(&all).iter().collect();
    assert_eq!(ids(all.clone()), ids(list(&report, "awards")));
    let leaf = |condition: &JsValue| !get(condition, "question").is_null();
    let mut short = Vec::new();
    let mut open = all.iter().flat_map(|award| list(award, "conditions")).collect::<Vec<_>>();
    while let Some(condition) = open.pop() {
        let parts = list(&condition, "parts");
        assert_eq!(
            leaf(&condition),
            parts.is_empty(),
            "a leaf asks a question, a whole has parts: {}",
            plain(&condition)
        );
        if !get(&condition, "gap").is_null() {
            short.push((
                text(&condition, "question"),
                text(&condition, "answer"),
                text(&condition, "threshold"),
                text(&condition, "state"),
            ));
        }
        open.extend(parts);
    }
    let investment = ["project_investment_yuan", "1380000", "1500000", "no"].map(str::to_owned);
    assert!(
        short
            .iter()
            .any(|found| [&found.0, &found.1, &found.2, &found.3].into_iter().eq(&investment)),
        "{short:?}"
    );
}

#[wasm_bindgen_test]
fn the_ladder_tells_one_year_from_two_and_an_ended_document_has_none() {
    let given = r#"{"region":"zaozhuang","certification_tier":"municipal",
            "first_certified_tiers":[],"claimed_elsewhere":[],"listings":[]}"#;
    let found = ladder(&js(given), &js(TODAY)).expect("answers that can be");
    assert_eq!(
        (text(&found, "question"), text(&found, "held")),
        ("certification_tier".to_owned(), "municipal".to_owned())
    );
    let rungs = list(&found, "rungs");
    let pays = |rung: &JsValue| (text(rung, "tier"), get(&get(rung, "pays"), "least").as_string());
    assert!(get(&rungs[0], "pays").is_null(), "a title held already is no step");
    assert_eq!(pays(&rungs[1]), ("provincial".to_owned(), Some("100000".to_owned())));
    let pair = &list(&found, "pairs")[0];
    assert_eq!(
        (text(&get(pair, "apart"), "least"), text(&get(pair, "together"), "least")),
        ("400000".to_owned(), "300000".to_owned())
    );
    let ended = ladder(&js(r#"{"region":"xinxiang"}"#), &js(TODAY)).expect("answers that can be");
    assert!(ended.is_null());
}

#[wasm_bindgen_test]
fn the_time_line_names_the_last_valid_day() {
    let found = timeline(&js(r#"{"region":"xinxiang"}"#), &js(TODAY)).expect("answers that can be");
    let line = &list(&found, "documents")[0];
    assert_eq!(
        (text(&found, "on"), text(line, "id"), text(line, "last_valid_day")),
        ("2026-11-20".to_owned(), "xinxiang-srdi-2022".to_owned(), "2025-12-31".to_owned())
    );
    assert!(get(line, "open").is_null());
    let nowhere = timeline(&js("{}"), &js(TODAY)).expect("no answer is no mistake");
    assert!(list(&nowhere, "documents").is_empty() && get(&nowhere, "today_at").is_null());
}

#[wasm_bindgen_test]
fn cases_are_held_against_the_first_and_a_bad_one_is_named() {
    let giant = PROVINCIAL.replace(r#""provincial""#, r#""national_giant""#);
    let found = compare(&js(&format!(
        r#"[{{"answers":{PROVINCIAL},"options":{TODAY}}},{{"answers":{giant},"options":{TODAY}}}]"#
    )))
    .expect("cases");
    assert_eq!(
        list(&found, "totals").iter().map(|total| text(total, "least")).collect::<Vec<_>>(),
        ["100000", "300000"]
    );
    let difference = &list(&found, "differences")[1];
    assert_eq!(
        (text(difference, "least"), text(difference, "most")),
        ("200000".to_owned(), "200000".to_owned())
    );
    let differing = list(&found, "answers")
        .into_iter()
        .filter(|row| get(row, "differs").is_truthy())
        .map(|row| text(&row, "question"));
    assert_eq!(differing.collect::<Vec<_>>(), ["certification_tier", "first_certified_tiers"]);
    for (cases, code, words) in [
        ("[]", "not_an_object", "列表"),
        ("{}", "not_an_object", "列表"),
        ("[5]", "not_an_object", "列表"),
        (r#"[{"answers":{},"option":{}}]"#, "unknown_question", "option"),
        (r#"[{"answers":{}},{"answers":{"region":"mars"}}]"#, "unknown_option", "第 2 个案例"),
        (r#"[{"options":{}}]"#, "not_an_object", "第 1 个案例"),
    ] {
        let error = compare(&js(cases)).expect_err("refused");
        assert_eq!(
            (text(&error, "name"), text(&error, "code")),
            ("AnswersError".to_owned(), code.to_owned()),
            "{cases}"
        );
        assert!(text(&error, "message").contains(words), "{}", text(&error, "message"));
    }
}

#[wasm_bindgen_test]
fn what_the_others_are_handed_is_read_as_strictly() {
    let bad = js(r#"{"region":"mars"}"#);
    for refused in [
        explain(&bad, &JsValue::NULL),
        advice(&bad, &JsValue::NULL),
        ladder(&bad, &JsValue::NULL),
        timeline(&bad, &JsValue::NULL),
    ] {
        assert_eq!(text(&refused.expect_err("refused"), "code"), "unknown_option");
    }
}

#[wasm_bindgen_test]
fn everything_that_is_loaded_can_be_searched_and_is_counted() {
    let found: Vec<JsValue> =
        Array::from(&search(&"展位费 枣庄".into()).expect("a text")).iter().collect();
    assert!(found.iter().any(|entry| text(entry, "kind") == "award"
        && text(entry, "document") == "zaozhuang-srdi-2022"
        && text(entry, "place") == "booth-fee"));
    for wrong in [JsValue::UNDEFINED, JsValue::from(5), JsValue::NULL] {
        assert_eq!(text(&search(&wrong).expect_err("refused"), "code"), "wrong_type");
    }
    let coverage = coverage().expect("plain data");
    let count = |of: &JsValue, kind: &str| get(of, kind).as_f64();
    let documents = list(&coverage, "documents");
    let of_shipped = |kind: &str| -> f64 {
        let shipped = documents.iter().filter(|one| SHIPPED.contains(&text(one, "id").as_str()));
        shipped.filter_map(|one| count(one, kind)).sum()
    };
    assert_eq!(["awards", "supports", "readings"].map(of_shipped), [24.0, 93.0, 12.0]);
    let totals = get(&coverage, "totals");
    let sum = |kind: &str| documents.iter().filter_map(|one| count(one, kind)).sum::<f64>();
    assert_eq!(count(&totals, "awards"), Some(sum("awards")));
    assert!(count(&totals, "examples") > count(&totals, "awards"), "every award has examples");
}
