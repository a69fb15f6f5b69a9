//! Receipts through the interface: written, computed again, refused.

use super::besides::{PROVINCIAL, TODAY, plain};
use super::packs::{buffer, pack, pack_of};
use super::{get, js, list, text};
use huiqi_package::{evaluate, load, receipt, replay, unload};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn kept() -> JsValue {
    let found = receipt(&js(PROVINCIAL), &js(TODAY)).expect("answers that can be");
    // As it comes out of a file.
    JSON::parse(&plain(&found)).expect("plain data")
}

fn with(key: &str, value: &JsValue) -> JsValue {
    let changed = kept();
    Reflect::set(&changed, &key.into(), value).expect("an object");
    changed
}

fn code(given: &JsValue) -> String {
    let error = replay(given, &JsValue::NULL).expect_err("refused");
    assert_eq!(text(&error, "name"), "AnswersError");
    assert_eq!(get(&error, "code"), get(&list(&error, "all")[0], "code"));
    text(&error, "code")
}

#[wasm_bindgen_test]
fn a_receipt_holds_what_evaluate_gives_and_is_the_same_again() {
    let kept = kept();
    let report = evaluate(&js(PROVINCIAL), &js(TODAY)).expect("answers that can be");
    for key in ["edition", "on", "least", "most"] {
        assert_eq!(get(&kept, key), get(&report, key), "{key}");
    }
    let awards = list(&report, "awards");
    for (own, award) in list(&kept, "awards").iter().zip(&awards) {
        for key in ["id", "name", "clause", "outcome", "least", "most", "steps"] {
            assert_eq!(plain(&get(own, key)), plain(&get(award, key)), "{key}");
        }
    }
    assert_eq!(list(&kept, "awards").len(), awards.len());
    let found = replay(&kept, &JsValue::NULL).expect("a receipt");
    assert_eq!(get(&found, "same"), JsValue::TRUE);
    assert_eq!(text(&found, "rules"), "same");
    assert_eq!(plain(&get(&found, "now")), plain(&kept));
    assert_eq!(
        list(&found, "sentences"),
        [JsValue::from("和凭据一样。按同样的答案重新算了一遍：可以申报 10 万元。")]
    );
}

#[wasm_bindgen_test]
fn what_differs_is_named_with_both_sides() {
    let changed = with("least", &"50000".into());
    let found = replay(&changed, &JsValue::NULL).expect("a receipt");
    assert_eq!(get(&found, "same"), JsValue::FALSE);
    assert_eq!(text(&get(&found, "then"), "least"), "50000");
    assert_eq!(text(&get(&found, "now"), "least"), "100000");
    let older = with("edition", &"2020.01".into());
    assert_eq!(text(&replay(&older, &JsValue::NULL).expect("a receipt"), "rules"), "other_edition");
    let other = with("rules", &"0123456789abcdef".into());
    assert_eq!(text(&replay(&other, &JsValue::NULL).expect("a receipt"), "rules"), "other_sources");
}

#[wasm_bindgen_test]
fn what_is_no_receipt_is_refused_and_code_of_the_caller_is_heard() {
    for none in [JsValue::NULL, JsValue::UNDEFINED, js("[]"), js("5"), js("{}")] {
        assert_eq!(code(&none), "not_a_receipt");
    }
    assert_eq!(code(&with("version", &2.into())), "newer_receipt");
    assert_eq!(code(&with("on", &"yesterday".into())), "bad_date");
    assert_eq!(code(&with("most", &JsValue::from(100_000))), "wrong_type");
    assert_eq!(code(&with("gift", &"1".into())), "unknown_question");
    for rules in ["xyz", "0123456789ABCDEF", "0123456789abcde"] {
        assert_eq!(code(&with("rules", &rules.into())), "wrong_type");
    }
    for engine in ["", "0.2", "0.2.x", "0.2.0.0", "v0.2.0", "0.02.0"] {
        assert_eq!(code(&with("engine", &engine.into())), "wrong_type");
    }
    assert_eq!(code(&with("answers", &js(r#"{"region":"mars"}"#))), "unknown_option");
    // What has itself inside has no end.
    let endless = kept();
    Reflect::set(&endless, &"answers".into(), &endless).expect("an object");
    assert_eq!(code(&endless), "not_a_receipt");
    let throws =
        js_sys::Function::new_no_args("return { get format() { throw new RangeError('own') } }");
    let thrown = replay(&throws.call0(&JsValue::NULL).expect("an object"), &JsValue::NULL);
    assert_eq!(text(&thrown.expect_err("its own error"), "name"), "RangeError");
    assert!(!Object::is_frozen(&Object::from(kept())));
}

#[wasm_bindgen_test]
fn with_the_pack_of_its_own_edition_its_own_rules_are_asked_first() {
    let pack = buffer(&pack("zaozhuang"));
    load(&pack).expect("a pack");
    let kept = kept();
    unload();
    let alone = replay(&kept, &JsValue::NULL).expect("a receipt");
    assert_eq!(
        (text(&alone, "rules"), get(&alone, "own")),
        ("other_sources".to_owned(), JsValue::NULL)
    );
    let found = replay(&kept, &pack).expect("a receipt");
    let own = get(&found, "own");
    assert_eq!((text(&own, "rules"), get(&own, "same")), ("same".to_owned(), JsValue::TRUE));
    assert!(
        list(&found, "sentences")[0].as_string().unwrap_or_default().starts_with("和当时一样。")
    );
    // A figure that the file alone states is not compared with today's.
    Reflect::set(&kept, &"least".into(), &"1".into()).expect("an object");
    let forged = replay(&kept, &pack).expect("a receipt");
    assert_eq!(get(&get(&forged, "own"), "same"), JsValue::FALSE);
    assert!(get(&get(&forged, "own"), "own").is_null());
    assert_eq!(text(&get(&forged, "then"), "least"), "100000");
    // Whoever shows the verdict and the sentences alone does not pass it.
    assert_eq!(get(&forged, "same"), JsValue::FALSE);
    let said: Vec<String> =
        list(&forged, "sentences").iter().filter_map(JsValue::as_string).collect();
    let head = format!(
        "凭据和它自己的规则对不上：用当时的规则（版本 {}）重新算过，和凭据写的不一样。\
         凭据被改过，或者不是这个程序写的，不能用。",
        text(&kept, "edition")
    );
    assert_eq!(said[0], head);
    assert_eq!(said[1], "凭据写的，和用当时的规则现在重新算的：");
    assert_eq!(
        said[2],
        "按2026年11月20日申报，凭据：至少 1 元，最多 10 万元；现在：可以申报 10 万元。"
    );
    assert!(said[4].starts_with("和当时一样。"), "{said:?}");
    let error = replay(&kept, &buffer(&[1, 2, 3])).expect_err("no pack");
    assert_eq!(text(&error, "name"), "PackError");
    // Rules that are not those of the receipt say nothing of then, whatever differs.
    let refused = |given: &JsValue, pack: &JsValue| {
        let error = replay(given, pack).expect_err("other rules");
        assert_eq!(
            (text(&error, "name"), text(&error, "code")),
            ("PackError".into(), "other_rules".into())
        );
        assert!(text(&error, "message").contains("不是凭据当时的规则"));
    };
    refused(&kept, &buffer(&pack_of("zaozhuang", "2027.01", "fedcba9876543210")));
    Reflect::set(&kept, &"edition".into(), &"2026.11".into()).expect("an object");
    refused(&kept, &pack);
    // The bundled rules stayed in use.
    assert_eq!(text(&replay(&self::kept(), &JsValue::NULL).expect("a receipt"), "rules"), "same");
}
