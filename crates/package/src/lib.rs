//! The JavaScript interface, published to npm. `answers_in` reads what JavaScript gives; the `_out`
//! modules write what it gets.

mod advice_out;
mod answers_in;
mod apply_out;
mod foreign;
mod json;
mod plain_values;
mod report_out;
mod rules;
mod tables_out;
mod values;

pub use crate::rules::rules;
use crate::rules::with_named_rules;
use answers_in::{Fault, Refusal};
use huiqi_engine::{self as engine, ChosenReadings};
use huiqi_rules::answers::Answers;
use huiqi_sitting::receipt::{self, NamedRules, Receipt, ReceiptFault};
use huiqi_sitting::wording;
use time::Date;
use values::{array, object, set};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types that do not depend on the policy files.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

/// The types of answers, which the policy files give.
#[wasm_bindgen(typescript_custom_section)]
const TYPES_OF_ANSWERS: &'static str = huiqi_policies::TYPES;

/// Returns what a company can expect, with bounds and reasons.
///
/// # Errors
/// Throws a JS `Error` named `AnswersError` that lists every problem of the arguments. What the
/// caller's own code throws while they are read, such as a getter, is thrown on as it is.
#[wasm_bindgen(skip_typescript)]
pub fn evaluate(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(report_out::report(&engine::evaluate(rules(), &answers, on, &readings)))
}

/// Returns why each award has its outcome: a sentence, the formula, the clause, and the conditions
/// nested as the document nests them.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn explain(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(advice_out::explanations(&engine::evaluate(rules(), &answers, on, &readings)))
}

/// Returns what would bring more: every single move that raises an end of the total, and the best
/// pair.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn advice(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(advice_out::advice(&engine::advise(rules(), &answers, on, &readings)))
}

/// Returns what each title would pay if it were won next; null where the region pays for none on
/// the day.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn ladder(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(engine::ladder(rules(), &answers, on, &readings)
        .map_or(JsValue::NULL, |found| advice_out::ladder(&found)))
}

/// Returns where the validity of each document of the region begins and ends, on a line with today
/// and the day of the claim.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn timeline(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, _) = given(answers, options)?;
    let policies: Vec<_> =
        answers.region().map_or(Vec::new(), |region| rules().policies_in(region.id).collect());
    let today = answers_in::today();
    Ok(advice_out::timeline(
        huiqi_sitting::timeline::timeline(&policies, today, on).as_ref(),
        today,
        on,
    ))
}

/// Compares cases with the first of them: a list of `{ answers, options }`.
///
/// # Errors
/// As for [`evaluate`], for the first case with a problem; its messages begin with the number of
/// the case. An argument that is not a list of cases is `not_an_object`; another key than the two
/// is `unknown_question`.
#[wasm_bindgen(skip_typescript)]
pub fn compare(cases: &JsValue) -> Result<JsValue, JsValue> {
    let cases = answers_in::cases(cases).map_err(thrown)?;
    let mut computed = Vec::new();
    for (index, (answers, options)) in cases.iter().enumerate() {
        let named = |fault: Fault| Fault {
            message: format!("第 {} 个案例：{}", index + 1, fault.message),
            ..fault
        };
        let named = |refusal| match refusal {
            Refusal::Faults(faults) => Refusal::Faults(faults.into_iter().map(named).collect()),
            Refusal::Thrown(error) => Refusal::Thrown(error),
        };
        let (answers, on, readings) =
            read(answers, options).map_err(|refusal| thrown(named(refusal)))?;
        let report = engine::evaluate(rules(), &answers, on, &readings);
        computed.push((answers, report));
    }
    let pairs: Vec<_> = computed.iter().map(|(answers, report)| (answers, report)).collect();
    Ok(advice_out::comparison(&huiqi_sitting::compare::compare(rules(), &pairs)))
}

/// Answers, the day of the claim, and the readings of disputed clauses.
pub type EvaluationInput = (Answers, Date, ChosenReadings);

/// Reads what [`evaluate`] takes; for programs that say more of a result than the interface does.
///
/// # Errors
/// As for [`evaluate`].
pub fn read_case(answers: &JsValue, options: &JsValue) -> Result<EvaluationInput, JsValue> {
    given(answers, options)
}

fn given(answers: &JsValue, options: &JsValue) -> Result<EvaluationInput, JsValue> {
    read(answers, options).map_err(thrown)
}

fn read(answers: &JsValue, options: &JsValue) -> Result<EvaluationInput, Refusal> {
    let mut faults = Vec::new();
    let answers = answers_in::answers(answers, &mut faults)?;
    let (on, readings) = answers_in::options(options, &mut faults)?;
    match (answers, on) {
        (Some(answers), Some(on)) if faults.is_empty() => Ok((answers, on, readings)),
        (Some(_) | None, _) => Err(Refusal::Faults(faults)),
    }
}

/// Returns what is thrown: the problems as an `AnswersError`, or what the caller's own code threw.
fn thrown(refusal: Refusal) -> JsValue {
    match refusal {
        Refusal::Faults(faults) => error(&faults),
        Refusal::Thrown(error) => error,
    }
}

/// Takes a pack into use: every function computes over it from now on. The pack before is freed.
/// Returns what the pack says of itself.
///
/// # Errors
/// Throws a JS `Error` named `PackError` with a `code` where the bytes are no pack, are of a newer
/// format, or are damaged; then the rules before stay in use.
#[wasm_bindgen(skip_typescript)]
pub fn load(pack: &JsValue) -> Result<JsValue, JsValue> {
    rules::load(&pack_bytes(pack)?).map_err(|refusal| refused_pack(&refusal))
}

/// Returns the bytes of a pack that is handed in.
fn pack_bytes(pack: &JsValue) -> Result<Vec<u8>, JsValue> {
    foreign::bytes(pack).ok_or_else(|| {
        let message = "规则包须是 Uint8Array 或 ArrayBuffer，如 await response.arrayBuffer()，\
                       没有采用。";
        pack_error(message, "not_a_pack")
    })
}

fn refused_pack(refusal: &huiqi_pack::Refusal) -> JsValue {
    pack_error(refusal.sentence(), refusal.code())
}

fn pack_error(message: &str, code: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("PackError");
    set(&error, "code", &code.into());
    error.into()
}

/// Takes the bundled rules into use again and frees the loaded pack.
#[wasm_bindgen(skip_typescript)]
pub fn unload() {
    rules::unload();
}

/// Returns every question, in the authors' order.
///
/// # Errors
/// None: the tables are plain data.
#[wasm_bindgen(skip_typescript)]
pub fn questions() -> Result<JsValue, JsValue> {
    tables_out::questions()
}

/// Returns every document.
///
/// # Errors
/// None: the tables are plain data.
#[wasm_bindgen(skip_typescript)]
pub fn documents() -> Result<JsValue, JsValue> {
    tables_out::documents()
}

/// Returns every entry of the documents that has all words of a query, or what documents say for
/// them, document by document; all entries for a query without words.
///
/// # Errors
/// A query that is not a string is `wrong_type`.
#[wasm_bindgen(skip_typescript)]
pub fn search(query: &JsValue) -> Result<JsValue, JsValue> {
    let fault =
        || Fault {
            question: None, code: "wrong_type", message: "要查找的词须是文字。".to_owned()
        };
    let query = query.as_string().ok_or_else(|| error(&[fault()]))?;
    tables_out::search(&query)
}

/// Returns which documents are loaded, when they were checked, and how much of them is not counted.
///
/// # Errors
/// None: the tables are plain data.
#[wasm_bindgen(skip_typescript)]
pub fn coverage() -> Result<JsValue, JsValue> {
    tables_out::coverage()
}

/// Returns the receipt of a result: the rules, the day, the answers and every award, as plain data
/// to be kept as a file.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn receipt(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    let receipt = with_named_rules(|rules| Receipt::compute(rules, &answers, on, &readings));
    Ok(plain_values::out(&receipt.plain()))
}

/// Computes a receipt again over the rules in use, and returns whether it is the same, or what
/// differs. With the pack of its own edition it is computed over that first; then what those rules
/// gave is compared, and not what the file says.
///
/// # Errors
/// Throws a JS `Error` named `AnswersError` for what is no receipt, for the first field that is not
/// of its form, and for answers that its own rules do not take. A pack is refused as by [`load`],
/// and where it does not hold the rules of the receipt.
#[wasm_bindgen(skip_typescript)]
pub fn replay(receipt: &JsValue, pack: &JsValue) -> Result<JsValue, JsValue> {
    let fault = |fault: ReceiptFault| {
        let ReceiptFault { question, code, message } = fault;
        error(&[Fault { question, code, message }])
    };
    let plain = plain_values::read(receipt)?.ok_or_else(|| fault(ReceiptFault::no_receipt()))?;
    let then = receipt::read(&plain).map_err(fault)?;
    if pack.is_undefined() || pack.is_null() {
        let replayed = |rules: NamedRules<'_>| {
            Ok(plain_values::out(&receipt::replay(rules, then)?.plain(rules.set)))
        };
        let out = with_named_rules(replayed).map_err(fault)?;
        set(&out, "own", &JsValue::NULL);
        return Ok(out);
    }
    let replayed = |rules: NamedRules<'_>| {
        if !receipt::are_own(rules, &then) {
            return Err(pack_error(&wording::receipt::not_its_rules(rules, &then), "other_rules"));
        }
        let own = receipt::replay(rules, then).map_err(fault)?;
        let out = plain_values::out(&own.plain(rules.set));
        set(&out, "own", &JsValue::NULL);
        Ok((out, wording::receipt::disproved(&own), own.now))
    };
    let (own, disproved, then) = rules::over_pack(&pack_bytes(pack)?, replayed)
        .map_err(|refusal| refused_pack(&refusal))??;
    let replayed = |rules: NamedRules<'_>| {
        let replay = receipt::replay(rules, then)?.of_own_rules();
        Ok(plain_values::out(&replay.plain(rules.set)))
    };
    let out = with_named_rules(replayed).map_err(fault)?;
    set(&out, "own", &own);
    // Whoever shows these two alone must not pass what its own rules do not give.
    if !disproved.is_empty() {
        let said = js_sys::Reflect::get(&out, &"sentences".into())?;
        let all = disproved.iter().map(|text| JsValue::from(text.as_str()));
        set(&out, "sentences", &array(all.chain(js_sys::Array::from(&said).iter())));
        set(&out, "same", &JsValue::FALSE);
    }
    Ok(out)
}

/// Reads answers as [`evaluate`] does; for benchmarks, which read once and evaluate many times.
///
/// # Errors
/// As for [`evaluate`].
pub fn read_answers(answers: &JsValue) -> Result<Answers, JsValue> {
    let mut faults = Vec::new();
    answers_in::answers(answers, &mut faults)?.ok_or_else(|| error(&faults))
}

fn error(faults: &[Fault]) -> JsValue {
    let first = faults.first().expect("an error has a fault");
    let error = js_sys::Error::new(&first.message);
    error.set_name("AnswersError");
    let all = array(faults.iter().map(|fault| {
        let shown = object();
        set(&shown, "question", &fault.question.map_or(JsValue::NULL, JsValue::from));
        set(&shown, "code", &fault.code.into());
        set(&shown, "message", &fault.message.as_str().into());
        shown.into()
    }));
    set(&error, "question", &first.question.map_or(JsValue::NULL, JsValue::from));
    set(&error, "code", &first.code.into());
    set(&error, "all", &all);
    error.into()
}
