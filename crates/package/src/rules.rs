//! The rule set over which every function of the interface computes.

use super::{report_out, values};
use crate::values::{object, set};
use huiqi_pack::{Loaded, Refusal, hash, read};
use huiqi_policies::{POLICIES, RULES_HASH};
use huiqi_rules::day::date_text;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::receipt::NamedRules;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;

thread_local! {
    static CURRENT: Cell<&'static PolicySet> = const { Cell::new(&POLICIES) };
    static LOADED: RefCell<Option<Loaded>> = const { RefCell::new(None) };
}

/// Returns the rule set in use: the bundled one until another is loaded.
#[must_use]
pub fn rules() -> &'static PolicySet {
    CURRENT.get()
}

/// Calls a function with the same and the hash of its sources.
pub(super) fn with_named_rules<T>(call: impl FnOnce(NamedRules<'_>) -> T) -> T {
    LOADED.with_borrow(|loaded| {
        let hash = loaded.as_ref().map_or(RULES_HASH, |loaded| &loaded.head.rules);
        call(NamedRules { set: rules(), hash })
    })
}

/// Takes a pack into use and frees the one before; returns what it says of itself.
pub(super) fn load(pack: &[u8]) -> Result<JsValue, Refusal> {
    let loaded = read(pack)?;
    let info = info(&loaded, &hash(pack));
    use_set(loaded.set());
    free(LOADED.replace(Some(loaded)));
    Ok(info)
}

/// Takes the bundled set into use and frees the loaded one.
pub(super) fn unload() {
    use_set(&POLICIES);
    free(LOADED.take());
}

/// Calls a function with the rules of a pack, and frees them; those in use stay in use.
pub(super) fn over_pack<T>(
    pack: &[u8],
    call: impl FnOnce(NamedRules<'_>) -> Result<T, JsValue>,
) -> Result<Result<T, JsValue>, Refusal> {
    let loaded = read(pack)?;
    let found = call(NamedRules { set: loaded.set(), hash: &loaded.head.rules });
    // What was kept for a text of these tables is found by its address.
    values::forget();
    free(Some(loaded));
    Ok(found)
}

fn use_set(set: &'static PolicySet) {
    CURRENT.set(set);
    // What was kept for a text of the former tables is found by its address.
    values::forget();
    report_out::forget();
}

fn free(former: Option<Loaded>) {
    if let Some(former) = former {
        // SAFETY: another set is in use, what was kept of this one is forgotten, and every function
        // of the interface returns values of JavaScript alone.
        #[expect(unsafe_code, reason = "the tables of the former pack are not used any more")]
        unsafe {
            former.free();
        }
    }
}

fn info(loaded: &Loaded, hash: &str) -> JsValue {
    let head = &loaded.head;
    let out = object();
    let regions = loaded.set().regions.iter().map(|region| region.id.into());
    let texts = [
        ("edition", &head.edition),
        ("day", &date_text(head.day)),
        ("author", &head.author),
        ("reviewer", &head.reviewer),
        ("reason", &head.reason),
        ("rules", &head.rules),
        ("former", &head.former),
    ];
    for (key, text) in texts {
        let value = if text.is_empty() { JsValue::NULL } else { text.as_str().into() };
        set(&out, key, &value);
    }
    set(&out, "hash", &hash.into());
    set(&out, "regions", &values::array(regions));
    out.into()
}
