//! The JS door: the only file, with those below it, that knows what JavaScript hands in and takes out.

mod answers_in;
mod report_out;
mod tables_out;
mod values;

use crate::engine;
use crate::policies::POLICIES;
use answers_in::Fault;
use values::{array, object, set};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of answers come from the policy files; the rest is written beside this file.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = concat!(include_str!("api/types.d.ts"), include_str!(concat!(env!("OUT_DIR"), "/types.d.ts")));

/// What a company can expect. Throws an `AnswersError` where something handed in cannot be.
///
/// # Errors
/// A JS `Error` named `AnswersError` with every problem.
#[wasm_bindgen(skip_typescript)]
pub fn evaluate(answers: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let mut faults = Vec::new();
    let answers = answers_in::answers(answers, &mut faults);
    let (on, readings) = answers_in::options(options, &mut faults);
    match (answers, on) {
        (Some(answers), Some(on)) if faults.is_empty() => Ok(report_out::report(&engine::evaluate(&POLICIES, &answers, on, &readings))),
        (Some(_) | None, _) => Err(error(&faults)),
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

/// Evaluates so many times, for the benchmark.
#[cfg(feature = "bench")]
#[wasm_bindgen(skip_typescript)]
pub fn bench_evaluate(answers: &JsValue, times: u32) -> Result<(), JsValue> {
    let mut faults = Vec::new();
    let answers = answers_in::answers(answers, &mut faults).ok_or_else(|| error(&faults))?;
    let readings = engine::ChosenReadings::default();
    let on = crate::answers::read_date("2025-12-31").expect("a day");
    for _ in 0..times {
        std::hint::black_box(engine::evaluate(&POLICIES, std::hint::black_box(&answers), on, &readings));
    }
    Ok(())
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
