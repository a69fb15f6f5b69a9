//! The JavaScript interface with functions that evaluate many times at one call, so that a
//! benchmark in Wasm measures the engine and not the way into it.

use huiqi_engine::{ChosenReadings, advise, evaluate};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::Answers;
use huiqi_rules::day::read_date;
use std::hint::black_box;
use time::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// All five shipped documents hold on this day.
fn day() -> Date {
    read_date("2025-12-31").expect("a day")
}

/// Evaluates so many times.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn bench_evaluate(answers: &JsValue, times: u32) -> Result<(), JsValue> {
    let answers = huiqi_package::read_answers(answers)?;
    let readings = ChosenReadings::default();
    for _ in 0..times {
        let report = evaluate(&POLICIES, black_box(&answers), day(), &readings);
        for award in &report.awards {
            black_box((report.reasons(award), report.steps(award)));
        }
    }
    Ok(())
}

/// Companies read once, for the benchmark beside other engines.
#[wasm_bindgen(skip_typescript)]
pub struct BenchCompanies(Vec<Answers>);

#[wasm_bindgen]
impl BenchCompanies {
    /// Reads the answers of each.
    ///
    /// # Errors
    /// As `evaluate` of the package has them.
    #[wasm_bindgen(constructor, skip_typescript)]
    pub fn new(list: &js_sys::Array) -> Result<Self, JsValue> {
        list.iter()
            .map(|answers| huiqi_package::read_answers(&answers))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Evaluates each of them so many times.
    #[wasm_bindgen(skip_typescript)]
    pub fn evaluate(&self, times: u32) {
        let readings = ChosenReadings::default();
        for _ in 0..times {
            for answers in &self.0 {
                let report = evaluate(&POLICIES, black_box(answers), day(), &readings);
                for award in &report.awards {
                    black_box((report.reasons(award), report.steps(award)));
                }
            }
        }
    }
}

/// Looks for moves so many times.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn bench_advise(answers: &JsValue, times: u32) -> Result<(), JsValue> {
    let answers = huiqi_package::read_answers(answers)?;
    let readings = ChosenReadings::default();
    for _ in 0..times {
        black_box(advise(&POLICIES, black_box(&answers), day(), &readings));
    }
    Ok(())
}
