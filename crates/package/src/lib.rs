//! The JS door: the only file, with those below it, that knows what JavaScript hands in and takes
//! out.

mod advice_out;
mod answers_in;
mod json;
mod report_out;
mod tables_out;
mod values;

use answers_in::Fault;
use huiqi_engine::{self as engine, ChosenReadings};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::Answers;
use time::Date;
use values::{array, object, set};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of answers come from the policy files; the rest is written beside this file.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const TYPES_OF_ANSWERS: &'static str = huiqi_policies::TYPES;

/// What a company can expect. Throws an `AnswersError` where something handed in cannot be.
///
/// # Errors
/// A JS `Error` named `AnswersError` with every problem.
#[wasm_bindgen(skip_typescript)]
pub fn evaluate(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(report_out::report(&engine::evaluate(&POLICIES, &answers, on, &readings)))
}

/// Why each award came out as it did: a sentence, the formula, the clause, and the conditions
/// nested as the document nests them.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn explain(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(advice_out::explanations(&engine::evaluate(&POLICIES, &answers, on, &readings)))
}

/// What would bring more: every single move that raises an end of the total, and the best pair.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn advice(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(advice_out::advice(&engine::advise(&POLICIES, &answers, on, &readings)))
}

/// What each title would pay if it were won next; null where the region pays for none on the day.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn ladder(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, readings) = given(answers, options)?;
    Ok(engine::ladder(&POLICIES, &answers, on, &readings)
        .map_or(JsValue::NULL, |found| advice_out::ladder(&found)))
}

/// Where the validity of each of the region's documents begins and ends on a line with today and
/// the day of the claim.
///
/// # Errors
/// As for [`evaluate`].
#[wasm_bindgen(skip_typescript)]
pub fn timeline(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (answers, on, _) = given(answers, options)?;
    let policies: Vec<_> =
        answers.region().map_or(Vec::new(), |region| POLICIES.policies_in(region.id).collect());
    let today = answers_in::today();
    Ok(advice_out::timeline(
        huiqi_sitting::timeline::timeline(&policies, today, on).as_ref(),
        today,
        on,
    ))
}

/// Cases side by side with the first of them: a list of `{ answers, options }`.
///
/// # Errors
/// As for [`evaluate`], for the first case that cannot be; its messages begin with the number of
/// the case. A list of cases that is none is `not_an_object`, another key than the two is
/// `unknown_question`.
#[wasm_bindgen(skip_typescript)]
pub fn compare(cases: &JsValue) -> Result<JsValue, JsValue> {
    let cases = answers_in::cases(cases).map_err(|fault| error(&[fault]))?;
    let mut computed = Vec::new();
    for (place, (answers, options)) in cases.iter().enumerate() {
        let named = |fault: Fault| Fault {
            message: format!("第 {} 个案例：{}", place + 1, fault.message),
            ..fault
        };
        let (answers, on, readings) = read(answers, options)
            .map_err(|faults| error(&faults.into_iter().map(named).collect::<Vec<_>>()))?;
        let report = engine::evaluate(&POLICIES, &answers, on, &readings);
        computed.push((answers, report));
    }
    let pairs: Vec<_> = computed.iter().map(|(answers, report)| (answers, report)).collect();
    Ok(advice_out::comparison(&huiqi_sitting::compare::compare(&POLICIES, &pairs)))
}

type Scene = (Answers, Date, ChosenReadings);

fn given(answers: &JsValue, options: &JsValue) -> Result<Scene, JsValue> {
    read(answers, options).map_err(|faults| error(&faults))
}

fn read(answers: &JsValue, options: &JsValue) -> Result<Scene, Vec<Fault>> {
    let mut faults = Vec::new();
    let answers = answers_in::answers(answers, &mut faults);
    let (on, readings) = answers_in::options(options, &mut faults);
    match (answers, on) {
        (Some(answers), Some(on)) if faults.is_empty() => Ok((answers, on, readings)),
        (Some(_) | None, _) => Err(faults),
    }
}

/// Every question, in the authors' order.
///
/// # Errors
/// None: the tables are plain data.
#[wasm_bindgen(skip_typescript)]
pub fn questions() -> Result<JsValue, JsValue> {
    tables_out::questions()
}

/// Every document.
///
/// # Errors
/// None: the tables are plain data.
#[wasm_bindgen(skip_typescript)]
pub fn documents() -> Result<JsValue, JsValue> {
    tables_out::documents()
}

/// Everything of the documents that holds every word of a query, document by document; all of it
/// for a query of no words.
///
/// # Errors
/// A query that is no text is `wrong_type`.
#[wasm_bindgen(skip_typescript)]
pub fn search(query: &JsValue) -> Result<JsValue, JsValue> {
    let fault =
        || Fault {
            question: None, code: "wrong_type", message: "要查找的词须是文字。".to_owned()
        };
    let query = query.as_string().ok_or_else(|| error(&[fault()]))?;
    tables_out::search(&query)
}

/// What is loaded, when it was checked, and how much is known but not counted.
///
/// # Errors
/// None: the tables are plain data.
#[wasm_bindgen(skip_typescript)]
pub fn coverage() -> Result<JsValue, JsValue> {
    tables_out::coverage()
}

/// Reads answers as [`evaluate`] does; for benchmarks, which read once and evaluate many times.
///
/// # Errors
/// As for [`evaluate`].
pub fn read_answers(answers: &JsValue) -> Result<Answers, JsValue> {
    let mut faults = Vec::new();
    answers_in::answers(answers, &mut faults).ok_or_else(|| error(&faults))
}

fn error(faults: &[Fault]) -> JsValue {
    let first = faults.first().expect("an error has a fault");
    let error = js_sys::Error::new(&first.message);
    error.set_name("AnswersError");
    let all = array(faults.iter().map(|fault| {
        let shown = object();
        set(&shown, "question", &JsValue::from(fault.question));
        set(&shown, "code", &fault.code.into());
        set(&shown, "message", &fault.message.as_str().into());
        shown.into()
    }));
    set(&error, "question", &JsValue::from(first.question));
    set(&error, "code", &first.code.into());
    set(&error, "all", &all);
    error.into()
}
