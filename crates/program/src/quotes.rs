//! Results in sentences.

use super::error;
use huiqi_engine::{advise, evaluate};
use huiqi_package::{read_case, rules, today};
use huiqi_rules::answers::Answer;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::corrections::Corrections;
use huiqi_sitting::next::Next;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::wording::{cite, link};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Returns one sentence about a result: from the least to the most, the day, the clauses, the
/// caution.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn quote(answers: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let (answers, on, readings) = read_case(answers, options)?;
    let report = evaluate(rules(), &answers, on, &readings);
    Ok(cite::result(rules(), &answers, &report, today()))
}

/// Returns one sentence about an award.
///
/// # Errors
/// As `evaluate` of the package has them; a sentence where the region has no such award.
#[wasm_bindgen(skip_typescript)]
pub fn quote_award(answers: &JsValue, options: &JsValue, id: &str) -> Result<String, JsValue> {
    let (answers, on, readings) = read_case(answers, options)?;
    let report = evaluate(rules(), &answers, on, &readings);
    let award = report.awards.iter().find(|award| award.award.id == id).ok_or_else(|| {
        let ids: Vec<&str> = report.awards.iter().map(|award| award.award.id).collect();
        let allowed = if ids.is_empty() {
            "请先答所在地（region）".to_owned()
        } else {
            format!("可用：{}", ids.join("、"))
        };
        error(&format!("这个地区没有“{id}”这一项，{allowed}"))
    })?;
    Ok(cite::award(rules(), &answers, award, (on, today())))
}

/// Returns one sentence about what would bring most.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn quote_advice(answers: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let (answers, on, readings) = read_case(answers, options)?;
    let found = advise(rules(), &answers, on, &readings);
    Ok(cite::advice(rules(), &answers, &found, (on, today())))
}

/// Returns a whole result as text, as the page hands it on: awards, whom to ask, papers.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn result_text(answers: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let (answers, on, readings) = read_case(answers, options)?;
    let (set, today) = (rules(), today());
    let report = evaluate(set, &answers, on, &readings);
    if answers.region().is_none() {
        return Ok(cite::result(set, &answers, &report, today));
    }
    let given: Vec<(QuestionIndex, Answer)> =
        answers.iter().map(|(index, answer)| (index, answer.clone())).collect();
    let mut session = Session::new(set, today);
    session.put_answers(&given);
    session.set_date(on);
    session.readings = readings;
    let next = Next::of(&session, &report, &Corrections::default(), &[], today);
    let cases = Cases::of(vec![(String::new(), session)], 0);
    let cases = cases.ok_or_else(|| error("没有可以写的结果"))?;
    Ok(link::plain_text(&cases, &report, &next, today, None))
}
