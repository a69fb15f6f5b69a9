//! What a caller's own code can do: throw while it is read, and write into what it gets.

use super::besides::{PROVINCIAL, TODAY, plain};
use super::{bounds, get, js, refused, report, text};
use huiqi_package::{
    advice, compare, coverage, documents, evaluate, explain, ladder, questions, search, timeline,
};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

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
