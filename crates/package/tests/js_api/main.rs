//! The JS door, in Wasm: what comes in is read strictly, what goes out has the promised shape.

#![cfg(target_arch = "wasm32")]

mod besides;
mod callers;
mod packs;
mod receipts;

use huiqi_package::{advice, documents, evaluate, questions};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// The documents that are shipped; a portal may have further ones.
const SHIPPED: [&str; 5] = [
    "jincheng-srdi-2021",
    "sanmenxia-srdi-2022",
    "shanxi-srdi-2022",
    "xinxiang-srdi-2022",
    "zaozhuang-srdi-2022",
];

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
            let question = get(problem, "question");
            assert!(question.is_null() || question.is_string(), "null, and not undefined");
            format!("{}:{}", question.as_string().unwrap_or_default(), text(problem, "code"))
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
        let advised = advice(&answers, &JsValue::UNDEFINED).expect("no answer is no mistake");
        assert_eq!(bounds(&advised), ("0".to_owned(), None));
        assert!(get(&advised, "most").is_null());
    }
    let elsewhere = report(r#"{"region":"elsewhere"}"#, "{}");
    assert_eq!(bounds(&elsewhere), ("0".to_owned(), Some("0".to_owned())));
    assert!(list(&elsewhere, "asks").is_empty());
}

#[wasm_bindgen_test]
fn a_company_of_zaozhuang_gets_what_was_worked_out_by_hand() {
    let report = report(
        r#"{"region":"zaozhuang","certification_tier":"national_giant",
            "first_certified_tiers":["provincial","national_giant"],"claimed_elsewhere":[],
            "listings":["bse"],"smart_factory_award":"applied",
            "government_show_booth_fee_yuan":"080000.00"}"#,
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
    let given = r#"{"region":"xinxiang","first_certified_tiers":["national_giant"],
            "claimed_elsewhere":[]}"#;
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
        // Numbers that JavaScript does not show in digits alone.
        ("1e21", "not_a_number"),
        ("-1e30", "not_a_number"),
        ("1e400", "not_a_number"),
        ("1e-7", "not_a_number"),
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
fn all_problems_are_in_order() {
    let answers = js(r#"{"zzz":1,"government_show_booth_fee_yuan":"x","certification_tier":"none",
            "first_certified_tiers":["provincial"],"region":"mars"}"#);
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
    // Documents beside the shipped ones may bring more.
    assert!(questions.len() >= 23);
    assert_eq!(text(&questions[0], "id"), "region");
    let regions: Vec<String> =
        list(&questions[0], "options").iter().map(|option| text(option, "id")).collect();
    let shipped = ["jincheng", "shanxi_other", "xinxiang", "sanmenxia", "zaozhuang"];
    assert_eq!(regions[..5], shipped);
    assert_eq!(regions.last().map(String::as_str), Some("elsewhere"));
    assert!(get(&questions[0], "unit").is_null());
    let documents = documents().expect("plain data");
    let documents: Vec<JsValue> = Array::from(&documents)
        .iter()
        .filter(|document| SHIPPED.contains(&text(document, "id").as_str()))
        .collect();
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
