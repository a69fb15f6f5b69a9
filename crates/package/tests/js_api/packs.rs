//! A loaded pack: everything computes over it, and its memory is given back.

use super::besides::{PROVINCIAL, TODAY, plain};
use super::{get, js, text};
use huiqi_pack::{Head, of_region, signed, unsigned};
use huiqi_package::{
    advice, documents, evaluate, explain, ladder, load, questions, search, unload,
};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

pub(super) fn pack(region: &str) -> Vec<u8> {
    pack_of(region, "2027.01", "0123456789abcdef")
}

/// A pack of this edition over sources with this hash.
pub(super) fn pack_of(region: &str, edition: &str, rules: &str) -> Vec<u8> {
    let index = POLICIES.regions.iter().position(|one| one.id == region).expect("a region");
    let head = Head {
        edition: edition.to_owned(),
        day: read_date("2026-12-31").expect("a day"),
        author: "政策科".to_owned(),
        reviewer: String::new(),
        reason: "更正电话".to_owned(),
        rules: rules.to_owned(),
        former: String::new(),
    };
    signed(unsigned(of_region(&POLICIES, index as u16), &head), &[])
}

/// Bytes as JavaScript has them.
pub(super) fn buffer(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// What every function gives, without the edition of the set.
fn everything() -> Vec<String> {
    let (answers, today) = (js(PROVINCIAL), js(TODAY));
    let found = [
        evaluate(&answers, &today),
        explain(&answers, &today),
        advice(&answers, &today),
        ladder(&answers, &today),
        search(&"展位费".into()),
    ];
    found.map(|found| plain(&found.expect("answers that can be"))).to_vec()
}

#[wasm_bindgen_test]
fn everything_computes_over_a_loaded_pack() {
    let bundled = everything();
    let all = Array::from(&documents().expect("documents")).length();
    let info = load(&buffer(&pack("zaozhuang"))).expect("a pack");
    assert_eq!(text(&info, "edition"), "2027.01");
    assert_eq!(text(&info, "day"), "2026-12-31");
    assert!(get(&info, "reviewer").is_null());
    assert_eq!(plain(&get(&info, "regions")), r#"["zaozhuang"]"#);
    assert_eq!(everything()[..4], bundled[..4]);
    let own = Array::from(&documents().expect("documents"));
    assert!(own.length() < all);
    assert_eq!(text(&own.get(0), "id"), "zaozhuang-srdi-2022");
    assert_eq!(text(&Array::from(&questions().expect("questions")).get(0), "id"), "region");
    let elsewhere = evaluate(&js(r#"{"region":"jincheng"}"#), &js(TODAY));
    assert_eq!(text(&elsewhere.expect_err("no such region here"), "code"), "unknown_option");
    unload();
    assert_eq!(everything(), bundled);
}

#[wasm_bindgen_test]
fn a_pack_that_is_refused_changes_nothing() {
    unload();
    let bundled = everything();
    let mut damaged = pack("zaozhuang");
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let mut newer = pack("zaozhuang");
    newer[10] = 9;
    for (bytes, code) in
        [(&b"<html>"[..], "not_a_pack"), (&damaged, "damaged"), (&newer, "newer_format")]
    {
        let error: JsValue = load(&buffer(bytes)).expect_err("no pack");
        assert_eq!((text(&error, "name"), text(&error, "code")), ("PackError".into(), code.into()));
        assert_eq!(everything(), bundled);
    }
}

#[wasm_bindgen_test]
fn a_pack_is_taken_as_a_view_or_a_buffer_and_nothing_else_is() {
    let bytes = buffer(&pack("zaozhuang"));
    let whole = get(&bytes, "buffer");
    // A view of the middle of a larger buffer, as Node's own small buffers are.
    let within = js_sys::Function::new_with_args(
        "bytes",
        "const all = new Uint8Array(bytes.length + 7); all.set(bytes, 3); \
         return new DataView(all.buffer, 3, bytes.length)",
    );
    let within = within.call1(&JsValue::NULL, &bytes).expect("a view");
    for given in [&bytes, &whole, &within] {
        assert_eq!(text(&load(given).expect("a pack"), "edition"), "2027.01");
        unload();
    }
    let none: Object = Object::create(&JsValue::NULL.unchecked_into());
    for given in [JsValue::UNDEFINED, JsValue::NULL, js("[1,2]"), js("{}"), 5.into(), none.into()] {
        let error = load(&given).expect_err("no bytes");
        assert_eq!(
            (text(&error, "name"), text(&error, "code")),
            ("PackError".into(), "not_a_pack".into())
        );
        assert!(text(&error, "message").contains("Uint8Array 或 ArrayBuffer"));
    }
}

#[wasm_bindgen_test]
fn a_pack_loaded_a_thousand_times_takes_no_more_memory() {
    let packs = [pack("zaozhuang"), pack("jincheng")].map(|pack| buffer(&pack));
    let turn = |count: usize| {
        for index in 0..count {
            load(&packs[index % 2]).expect("a pack");
            evaluate(&js(r#"{}"#), &js(TODAY)).expect("no answers");
        }
        core::arch::wasm32::memory_size(0)
    };
    let before = turn(20);
    assert_eq!(turn(1_000), before);
    unload();
}
