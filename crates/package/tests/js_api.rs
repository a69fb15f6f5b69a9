//! The JS door, in Wasm: what comes in is read strictly, what goes out has the promised shape.

#![cfg(target_arch = "wasm32")]

use huiqi_package::{
    advice, compare, coverage, documents, evaluate, explain, ladder, questions, search, timeline,
};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn js(json: &str) -> JsValue {
    JSON::parse(json).expect("the test writes JSON")
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).expect("an object")
}

fn text(value: &JsValue, key: &str) -> String {
    get(value, key).as_string().unwrap_or_else(|| panic!("{key} is no text"))
}

fn list(value: &JsValue, key: &str) -> Vec<JsValue> {
    Array::from(&get(value, key)).iter().collect()
}

fn report(answers: &str, options: &str) -> JsValue {
    evaluate(&js(answers), &js(options))
        .unwrap_or_else(|error| panic!("refused: {}", text(&error, "message")))
}

/// The codes of all problems, each with its question.
fn refused(answers: &JsValue, options: &JsValue) -> Vec<String> {
    let error = evaluate(answers, options).expect_err("refused");
    assert_eq!(text(&error, "name"), "AnswersError");
    let all = list(&error, "all");
    for key in ["question", "code", "message"] {
        assert_eq!(get(&error, key), get(&all[0], key));
    }
    all.iter()
        .map(|problem| {
            format!(
                "{}:{}",
                get(problem, "question").as_string().unwrap_or_default(),
                text(problem, "code")
            )
        })
        .collect()
}

fn refused_json(answers: &str) -> Vec<String> {
    refused(&js(answers), &JsValue::UNDEFINED)
}

fn bounds(report: &JsValue) -> (String, Option<String>) {
    (text(report, "least"), get(report, "most").as_string())
}

fn award(report: &JsValue, id: &str) -> JsValue {
    list(report, "awards").into_iter().find(|award| text(award, "id") == id).expect("the award")
}

#[wasm_bindgen_test]
fn nothing_answered_asks_for_the_region_and_has_an_open_top() {
    for answers in [js("{}"), js(r#"{"region":null}"#), Object::new().into()] {
        let report = evaluate(&answers, &JsValue::UNDEFINED).expect("no answer is no mistake");
        assert_eq!(bounds(&report), ("0".to_owned(), None));
        assert!(get(&report, "most").is_null());
        assert_eq!(list(&report, "asks"), [JsValue::from("region")]);
        assert!(list(&report, "awards").is_empty() && list(&report, "documents").is_empty());
    }
    let elsewhere = report(r#"{"region":"elsewhere"}"#, "{}");
    assert_eq!(bounds(&elsewhere), ("0".to_owned(), Some("0".to_owned())));
    assert!(list(&elsewhere, "asks").is_empty());
}

#[wasm_bindgen_test]
fn a_company_of_zaozhuang_gets_what_was_worked_out_by_hand() {
    let report = report(
        r#"{"region":"zaozhuang","certification_tier":"national_giant","first_certified_tiers":["provincial","national_giant"],"claimed_elsewhere":[],
            "listings":["bse"],"smart_factory_award":"applied","government_show_booth_fee_yuan":"080000.00"}"#,
        r#"{"on":"2026-11-20","readings":{"zaozhuang-srdi-2022/same-title":"followed"}}"#,
    );
    assert_eq!(bounds(&report), ("340000".to_owned(), Some("10840000".to_owned())));
    assert_eq!(text(&report, "on"), "2026-11-20");
    assert_eq!(list(&report, "asks"), [JsValue::from("platform_contest_prize")]);
    let set_aside = award(&report, "zaozhuang-srdi-2022/first-certification-provincial");
    assert_eq!(text(&set_aside, "outcome"), "set_aside");
    assert_eq!(
        text(&set_aside, "set_aside_for"),
        "zaozhuang-srdi-2022/first-certification-national-giant"
    );
    let payer = Reflect::get(&set_aside, &"paid_by".into()).expect("an object");
    assert!(payer.is_null() || payer.is_string());
    let factory = award(&report, "zaozhuang-srdi-2022/smart-factory");
    assert_eq!(
        (text(&factory, "kind"), list(&factory, "open_because")),
        ("competitive".to_owned(), vec![JsValue::from("competition")])
    );
    let booth = award(&report, "zaozhuang-srdi-2022/booth-fee");
    let steps = list(&booth, "steps");
    assert_eq!(text(&steps[steps.len() - 1], "amount"), "40000");
    let reason = &list(&booth, "reasons")[0];
    assert_eq!(
        (text(reason, "question"), text(reason, "state"), list(reason, "answer")),
        ("claimed_elsewhere".to_owned(), "yes".to_owned(), Vec::new())
    );
    let reason = &list(&factory, "reasons")[0];
    assert_eq!(
        (text(reason, "question"), text(reason, "state"), text(reason, "answer")),
        ("smart_factory_award".to_owned(), "yes".to_owned(), "applied".to_owned())
    );
    let reading = &list(&report, "readings")[0];
    assert_eq!(
        (text(reading, "id"), bounds(reading)),
        (
            "zaozhuang-srdi-2022/same-title".to_owned(),
            ("440000".to_owned(), Some("10940000".to_owned()))
        )
    );
    let group = &list(&report, "groups")[0];
    assert_eq!(
        (text(group, "id"), bounds(group)),
        (
            "zaozhuang-srdi-2022/highest-title".to_owned(),
            ("300000".to_owned(), Some("300000".to_owned()))
        )
    );
    assert!(
        list(&report, "supports")
            .iter()
            .all(|support| Object::is_frozen(support.unchecked_ref::<Object>()))
    );
}

#[wasm_bindgen_test]
fn an_ended_document_pays_nothing_and_says_what_it_would_have_paid() {
    let given = r#"{"region":"xinxiang","first_certified_tiers":["national_giant"],"claimed_elsewhere":[]}"#;
    let ended = report(given, r#"{"on":"2026-01-01"}"#);
    let giant = award(&ended, "xinxiang-srdi-2022/first-certification-national-giant");
    assert_eq!(
        (text(&giant, "outcome"), bounds(&giant)),
        ("not_in_force".to_owned(), ("0".to_owned(), Some("0".to_owned())))
    );
    assert!(
        list(&giant, "notes")
            .iter()
            .any(|note| note.as_string().unwrap_or_default().contains("50 万元"))
    );
    assert_eq!(text(&list(&ended, "documents")[0], "state"), "ended");
    let last_day = report(given, r#"{"on":"2025-12-31"}"#);
    assert_eq!(
        text(&award(&last_day, "xinxiang-srdi-2022/first-certification-national-giant"), "outcome"),
        "certain"
    );
}

#[wasm_bindgen_test]
fn a_number_counts_where_javascript_shows_it_in_the_plain_form() {
    let half = report(
        r#"{"region":"zaozhuang","government_show_booth_fee_yuan":0.1,"claimed_elsewhere":[]}"#,
        "{}",
    );
    assert_eq!(text(&award(&half, "zaozhuang-srdi-2022/booth-fee"), "least"), "0.05");
    assert_eq!(
        refused_json(r#"{"government_show_booth_fee_yuan":0.30000000000000004}"#),
        ["government_show_booth_fee_yuan:too_many_decimals"]
    );
    assert_eq!(
        refused_json(r#"{"government_show_booth_fee_yuan":1e21}"#),
        ["government_show_booth_fee_yuan:not_a_number"]
    );
    assert_eq!(
        refused_json(r#"{"government_show_booth_fee_yuan":-1}"#),
        ["government_show_booth_fee_yuan:negative"]
    );
    assert_eq!(
        refused_json(r#"{"government_show_booth_fee_yuan":1000000000000.01}"#),
        ["government_show_booth_fee_yuan:too_large"]
    );
    report(
        r#"{"government_show_booth_fee_yuan":1000000000000,"revenue_growth_percent":-1000000}"#,
        "{}",
    );
}

#[wasm_bindgen_test]
fn each_fault_has_its_code() {
    for (value, code) in [
        ("true", "wrong_type"),
        ("[]", "wrong_type"),
        ("{}", "wrong_type"),
        (r#""""#, "not_a_number"),
        (r#""1e5""#, "not_a_number"),
        (r#""+5""#, "not_a_number"),
        (r#""５""#, "not_a_number"),
        (r#""1,000""#, "not_a_number"),
        (r#"" 5""#, "not_a_number"),
        (r#"".5""#, "not_a_number"),
        (r#""-5.123""#, "negative"),
        (r#""5.123""#, "too_many_decimals"),
        (r#""1000000000000.01""#, "too_large"),
        (r#""99999999999999999999999999999999999999""#, "too_large"),
    ] {
        assert_eq!(
            refused_json(&format!(r#"{{"government_show_booth_fee_yuan":{value}}}"#)),
            [format!("government_show_booth_fee_yuan:{code}")],
            "{value}"
        );
    }
    for (json, fault) in [
        (r#"{"region":""}"#, "region:unknown_option"),
        (r#"{"region":5}"#, "region:wrong_type"),
        (r#"{"region":["jincheng"]}"#, "region:wrong_type"),
        (r#"{"first_certified_tiers":"provincial"}"#, "first_certified_tiers:wrong_type"),
        (r#"{"first_certified_tiers":["provincial",5]}"#, "first_certified_tiers:wrong_type"),
        (r#"{"first_certified_tiers":["province"]}"#, "first_certified_tiers:unknown_option"),
        (
            r#"{"first_certified_tiers":["provincial","provincial"]}"#,
            "first_certified_tiers:repeated_option",
        ),
        (r#"{"base_listing_support":"true"}"#, "base_listing_support:wrong_type"),
        (r#"{"revenue_growth_percent":"-1000000.01"}"#, "revenue_growth_percent:too_large"),
        (
            r#"{"certification_tier":"provincial","first_certified_tiers":["national_giant"]}"#,
            "first_certified_tiers:contradiction",
        ),
        (r#"{"booth_fee":"5"}"#, ":unknown_question"),
        (r#"{"on":"2026-01-01"}"#, ":unknown_question"),
    ] {
        assert_eq!(refused_json(json), [fault], "{json}");
    }
    for value in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        js("[]"),
        js("5"),
        js("\"text\""),
        js_sys::Date::new_0().into(),
        js_sys::Map::new().into(),
    ] {
        assert_eq!(refused(&value, &JsValue::UNDEFINED), [":not_an_object"]);
    }
}

#[wasm_bindgen_test]
fn options_are_as_strict() {
    for (options, fault) in [
        (r#"{"on":"2026-02-30"}"#, ":bad_date"),
        (r#"{"on":"2026-1-1"}"#, ":bad_date"),
        (r#"{"on":20260101}"#, ":bad_date"),
        (r#"{"on":""}"#, ":bad_date"),
        (r#"{"day":"2026-01-01"}"#, ":unknown_question"),
        (r#"{"readings":{"no-such":"other"}}"#, ":unknown_reading"),
        (r#"{"readings":{"zaozhuang-srdi-2022/same-title":"both"}}"#, ":unknown_option"),
        (r#"{"readings":{"zaozhuang-srdi-2022/same-title":null}}"#, ":unknown_option"),
        ("[]", ":not_an_object"),
        ("5", ":not_an_object"),
    ] {
        assert_eq!(refused(&js("{}"), &js(options)), [fault], "{options}");
    }
    assert!(evaluate(&js("{}"), &JsValue::NULL).is_ok());
}

#[wasm_bindgen_test]
fn all_problems_stand_in_order() {
    let answers = js(
        r#"{"zzz":1,"government_show_booth_fee_yuan":"x","certification_tier":"none","first_certified_tiers":["provincial"],"region":"mars"}"#,
    );
    let options = js(r#"{"on":"no","readings":{"x":"other"},"later":1}"#);
    let expected = [
        ":unknown_question",
        ":unknown_question",
        "region:unknown_option",
        "government_show_booth_fee_yuan:not_a_number",
        "first_certified_tiers:contradiction",
        ":bad_date",
        ":unknown_reading",
    ];
    assert_eq!(refused(&answers, &options), expected);
}

#[wasm_bindgen_test]
fn the_tables_are_plain_data() {
    let questions = questions().expect("plain data");
    let questions: Vec<JsValue> = Array::from(&questions).iter().collect();
    assert_eq!((questions.len(), text(&questions[0], "id")), (23, "region".to_owned()));
    assert_eq!(list(&questions[0], "options").len(), 6);
    assert!(get(&questions[0], "unit").is_null());
    let documents = documents().expect("plain data");
    let documents: Vec<JsValue> = Array::from(&documents).iter().collect();
    assert_eq!(documents.iter().map(|document| list(document, "awards").len()).sum::<usize>(), 24);
    assert_eq!(
        documents.iter().map(|document| list(document, "readings").len()).sum::<usize>(),
        12
    );
    // 90 supports of the documents, and the three whose amount is written in another policy.
    assert_eq!(
        documents.iter().map(|document| list(document, "supports").len()).sum::<usize>(),
        93
    );
    let shanxi = documents
        .iter()
        .find(|document| text(document, "id") == "shanxi-srdi-2022")
        .expect("shipped");
    assert!(get(shanxi, "number").is_null() && get(shanxi, "valid_to").is_null());
}

/// Zaozhuang, all answered but the titles won: a provincial title, no fair organised by
/// the government.
const PROVINCIAL: &str = r#"{"region":"zaozhuang","certification_tier":"provincial","first_certified_tiers":["provincial"],"claimed_elsewhere":[],
    "listings":[],"smart_factory_award":"none","government_show_booth_fee_yuan":"0","platform_contest_prize":"none"}"#;
const TODAY: &str = r#"{"on":"2026-11-20"}"#;

fn plain(value: &JsValue) -> String {
    String::from(JSON::stringify(value).expect("plain data"))
}

#[wasm_bindgen_test]
fn a_reason_gives_yes_as_a_word_and_several_options_as_a_list() {
    let found = report(
        r#"{"region":"jincheng","certification_tier":"municipal","listings":["neeq","bse"],"base_listing_support":true}"#,
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
    let project = r#"{"region":"sanmenxia","certification_tier":"provincial","project_in_scope":true,"project_investment_yuan":"1380000","project_cap_yuan":"5000000"}"#;
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
    let given = r#"{"region":"sanmenxia","certification_tier":"provincial","project_in_scope":true,"project_investment_yuan":"1380000"}"#;
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
    let given = r#"{"region":"zaozhuang","certification_tier":"municipal","first_certified_tiers":[],"claimed_elsewhere":[],"listings":[]}"#;
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
    let giant = PROVINCIAL.replace(
        r#""certification_tier":"provincial","first_certified_tiers":["provincial"]"#,
        r#""certification_tier":"national_giant","first_certified_tiers":["national_giant"]"#,
    );
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
    let totals = get(&coverage, "totals");
    assert_eq!(
        [count(&totals, "awards"), count(&totals, "supports"), count(&totals, "readings")],
        [Some(24.0), Some(93.0), Some(12.0)]
    );
    assert_eq!(list(&coverage, "documents").len(), 5);
    assert!(count(&totals, "examples") > count(&totals, "awards"), "every award has examples");
}

/// Writes into every object and list of a value, as deep as it goes; what is frozen refuses.
fn spoil(value: &JsValue) {
    if !value.is_object() {
        return;
    }
    Object::values(value.unchecked_ref::<Object>()).iter().for_each(|inner| spoil(&inner));
    for key in Object::keys(value.unchecked_ref::<Object>()) {
        let _ = Reflect::set(value, &key, &"spoilt".into());
    }
    let _ = Reflect::set(value, &"7".into(), &"spoilt".into());
}

#[wasm_bindgen_test]
fn what_a_caller_does_to_one_result_changes_no_later_one() {
    // A day behind the validity, a tier, an unanswered question: all that a report can hold.
    let given = [
        (PROVINCIAL, TODAY),
        (r#"{"region":"xinxiang","certification_tier":"provincial"}"#, TODAY),
        (r#"{"region":"jincheng"}"#, r#"{"on":"2025-01-01"}"#),
    ];
    let calls = |answers: &str, options: &str| -> Vec<JsValue> {
        let (answers, options) = (js(answers), js(options));
        let cases = js(r#"[{"answers":{"region":"jincheng"}},{"answers":{}}]"#);
        vec![
            evaluate(&answers, &options).expect("a report"),
            explain(&answers, &options).expect("explanations"),
            advice(&answers, &options).expect("advice"),
            ladder(&answers, &options).expect("a ladder or none"),
            timeline(&answers, &options).expect("a line"),
            compare(&cases).expect("a comparison"),
            questions().expect("questions"),
            documents().expect("documents"),
            coverage().expect("coverage"),
            search(&"展位费".into()).expect("entries"),
        ]
    };
    for (answers, options) in given {
        let before: Vec<String> = calls(answers, options).iter().map(plain).collect();
        calls(answers, options).iter().for_each(spoil);
        let after: Vec<String> = calls(answers, options).iter().map(plain).collect();
        assert_eq!(before, after, "{answers}");
    }
}

/// Objects of a caller whose own code throws while they are read: one for each step of the
/// reading.
fn throwing() -> Vec<JsValue> {
    let made = [
        "({ get region() { throw thrown } })",
        "new Proxy({}, { ownKeys() { throw thrown } })",
        "new Proxy({}, { getPrototypeOf() { throw thrown } })",
        "new Proxy({ region: 1 }, { get() { throw thrown } })",
        "new Proxy({ region: 1 }, { getOwnPropertyDescriptor() { throw thrown } })",
        "Object.create(new Proxy({}, { getPrototypeOf() { throw thrown } }))",
        "({ listings: { __proto__: [], get length() { throw thrown } } })",
        "({ listings: new Proxy(['bse'], { get() { throw thrown } }) })",
        "({ listings: Object.defineProperty(['bse'], 0, { get() { throw thrown } }) })",
        "({ listings: Object.assign(['bse'], { [Symbol.iterator]() { throw thrown } }) })",
    ];
    let object = |code: &&str| {
        let code = format!("const thrown = new RangeError('of the caller'); return {code}");
        js_sys::Function::new_no_args(&code).call0(&JsValue::NULL).expect("the code makes one")
    };
    made.iter().map(object).collect()
}

fn is_the_callers(error: &JsValue) -> bool {
    text(error, "name") == "RangeError" && text(error, "message") == "of the caller"
}

#[wasm_bindgen_test]
fn what_the_callers_own_code_throws_is_thrown_on() {
    for (index, object) in throwing().iter().enumerate() {
        // The seventh only pretends to be a list: it is one of the wrong type.
        if index == 6 {
            assert_eq!(refused(object, &JsValue::NULL), ["listings:wrong_type"]);
            continue;
        }
        for result in [
            evaluate(object, &JsValue::NULL),
            explain(object, &JsValue::NULL),
            advice(object, &JsValue::NULL),
            ladder(object, &JsValue::NULL),
            timeline(object, &JsValue::NULL),
            compare(&Array::of1(&wrapped("answers", object)).into()),
        ] {
            assert!(is_the_callers(&result.expect_err("thrown")), "object {index}");
        }
    }
    let getter = |key: &str| {
        let code = format!("return {{ get {key}() {{ throw new RangeError('of the caller') }} }}");
        js_sys::Function::new_no_args(&code).call0(&JsValue::NULL).expect("the code makes one")
    };
    for options in [getter("on"), getter("readings"), wrapped("readings", &throwing()[1])] {
        assert!(is_the_callers(&evaluate(&js("{}"), &options).expect_err("thrown")));
    }
    for key in ["answers", "options"] {
        let cases = Array::of1(&getter(key)).into();
        assert!(is_the_callers(&compare(&cases).expect_err("thrown")), "{key}");
    }
}

fn wrapped(key: &str, value: &JsValue) -> JsValue {
    let out = Object::new();
    Reflect::set(&out, &key.into(), value).expect("a new object takes it");
    out.into()
}

#[wasm_bindgen_test]
fn ten_thousand_errors_of_a_caller_use_nothing_up() {
    let objects = throwing();
    for turn in 0..10_000 {
        let _ = evaluate(&objects[turn % objects.len()], &JsValue::NULL);
    }
    assert_eq!(bounds(&report(PROVINCIAL, TODAY)).0, "100000");
}

#[wasm_bindgen_test]
fn options_without_the_newest_functions_of_the_language_are_read() {
    // Object.hasOwn is younger than the oldest browser of the package.
    let remove = js_sys::Function::new_no_args(
        "const had = Object.hasOwn; delete Object.hasOwn; return had",
    );
    let had = remove.call0(&JsValue::NULL).expect("it can be taken away");
    let found = evaluate(&js(PROVINCIAL), &js(TODAY));
    let compared = compare(&js(r#"[{"answers":{}}]"#));
    Reflect::set(&get(&js_sys::global(), "Object"), &"hasOwn".into(), &had).expect("put back");
    assert_eq!(text(&found.expect("a report"), "on"), "2026-11-20");
    compared.expect("a comparison");
}
