//! Reads what JavaScript gives, by the strict rules of the interface, and collects every fault.

use super::foreign::{PlainObject, Thrown, items};
use super::values::constant;
use crate::rules::rules;
use huiqi_engine::ChosenReadings;
use huiqi_rules::answers::{Answer, Answers, Problem, RawAnswer, read};
use huiqi_rules::day::{calendar_day, read_date};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::decimal_text;
use huiqi_sitting::wording::problems;
use js_sys::Date as Clock;
use time::Date;
use wasm_bindgen::JsValue;

/// One problem of the arguments.
pub(super) struct Fault {
    pub(super) question: Option<&'static str>,
    pub(super) code: &'static str,
    pub(super) message: String,
}

fn fault(code: &'static str, message: impl Into<String>) -> Fault {
    Fault { question: None, code, message: message.into() }
}

fn is_given(value: &JsValue) -> bool {
    !value.is_undefined() && !value.is_null()
}

/// Why arguments cannot be used.
pub(super) enum Refusal {
    /// The answers are impossible: every problem of them.
    Faults(Vec<Fault>),
    /// What code of the caller threw while the arguments were read.
    Thrown(JsValue),
}

impl From<JsValue> for Refusal {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}

/// Reads the answers; none where they are impossible.
pub(super) fn answers(value: &JsValue, faults: &mut Vec<Fault>) -> Thrown<Option<Answers>> {
    let Some(object) = PlainObject::read(value)? else {
        faults.push(fault("not_an_object", "答案须是一个普通对象，如 { region: … }"));
        return Ok(None);
    };
    let mut asked = vec![false; rules().questions.len()];
    for key in &object.keys {
        match rules().question_index(key) {
            Some(question) => asked[usize::from(question.0)] = true,
            None => faults.push(fault(
                "unknown_question",
                format!("没有“{key}”这个问题，可用的问题见 questions()"),
            )),
        }
    }
    let mut given = Vec::new();
    for (index, question) in rules().questions.iter().enumerate().filter(|(index, _)| asked[*index])
    {
        let value = object.value(&constant(question.id))?;
        if !is_given(&value) {
            continue;
        }
        match read_value(index, &value)? {
            Ok(answer) => given.push((QuestionIndex(index as u16), answer)),
            Err(problem) => faults.push(Fault {
                question: Some(question.id),
                code: problem.code(),
                message: problems::strict(&problem, question),
            }),
        }
    }
    Ok(match Answers::build(rules(), given) {
        Ok(answers) => Some(answers),
        Err(constraint) => {
            let multi = rules().question(constraint.multi);
            faults.push(Fault {
                question: Some(multi.id),
                code: "contradiction",
                message: constraint.message.to_owned(),
            });
            None
        }
    })
}

fn read_value(index: usize, value: &JsValue) -> Thrown<Result<Answer, Problem>> {
    let question = &rules().questions[index];
    if let Some(text) = value.as_string() {
        return Ok(read(question, RawAnswer::Text(&text)));
    }
    if let Some(yes) = value.as_bool() {
        return Ok(read(question, RawAnswer::YesNo(yes)));
    }
    if value.as_f64().is_some() {
        // JavaScript's own String(n): what it shows is what is read.
        let shown =
            js_sys::Number::from(value.clone()).to_string_with_radix(10).unwrap_or_default();
        let text = String::from(shown);
        let number = question.kind.unit().is_some();
        let raw = if number { RawAnswer::Number(&text) } else { RawAnswer::Other };
        return Ok(read(question, raw));
    }
    let texts: Option<Vec<String>> =
        items(value)?.and_then(|items| items.iter().map(JsValue::as_string).collect());
    Ok(match texts {
        Some(texts) => {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            read(question, RawAnswer::Texts(&texts))
        }
        None => read(question, RawAnswer::Other),
    })
}

/// Reads the day of the claim and the chosen readings.
pub(super) fn options(
    value: &JsValue,
    faults: &mut Vec<Fault>,
) -> Thrown<(Option<Date>, ChosenReadings)> {
    if !is_given(value) {
        return Ok((Some(today()), ChosenReadings::default()));
    }
    let Some(object) = PlainObject::read(value)? else {
        faults.push(fault("not_an_object", "选项须是一个普通对象，如 { on: \"2026-01-01\" }"));
        return Ok((None, ChosenReadings::default()));
    };
    let unknown = object.keys.iter().filter(|key| *key != "on" && *key != "readings");
    let unknown: Vec<Fault> = unknown
        .map(|key| fault("unknown_question", format!("没有“{key}”这个选项，可用 on 和 readings")))
        .collect();
    // Unknown keys, of answers and of options, come before everything else.
    let index = faults
        .iter()
        .take_while(|fault| matches!(fault.code, "not_an_object" | "unknown_question"))
        .count();
    faults.splice(index..index, unknown);
    let on = object.get("on", &constant("on"))?;
    let day = if is_given(&on) {
        on.as_string().and_then(|text| read_date(&text))
    } else {
        Some(today())
    };
    if day.is_none() {
        faults
            .push(fault("bad_date", "申报日期须写成 YYYY-MM-DD，并且是真实的日期，如 2025-12-31"));
    }
    Ok((day, readings(&object.get("readings", &constant("readings"))?, faults)?))
}

fn readings(value: &JsValue, faults: &mut Vec<Fault>) -> Thrown<ChosenReadings> {
    let mut chosen = ChosenReadings::default();
    if !is_given(value) {
        return Ok(chosen);
    }
    let Some(object) = PlainObject::read(value)? else {
        faults.push(fault(
            "not_an_object",
            "readings 须是一个普通对象，键是理解的编号，值是 followed 或 other",
        ));
        return Ok(chosen);
    };
    for key in &object.keys {
        let Some(reading) = rules()
            .policies
            .iter()
            .flat_map(|policy| policy.readings)
            .find(|reading| reading.id == *key)
        else {
            faults.push(fault(
                "unknown_reading",
                format!("没有“{key}”这种理解，可用的见 documents()"),
            ));
            continue;
        };
        match object.value(&key.into())?.as_string().as_deref() {
            Some("other") => chosen = chosen.other(reading.id),
            Some("followed") => {}
            Some(_) | None => {
                faults.push(fault("unknown_option", format!("“{key}”只能是 followed 或 other")))
            }
        }
    }
    Ok(chosen)
}

/// Reads the answers and options of each case of a list.
pub(super) fn cases(value: &JsValue) -> Result<Vec<(JsValue, JsValue)>, Refusal> {
    let wrong =
        || fault("not_an_object", "案例须是一个列表，每项是 { answers, options }，至少一项");
    let cases = items(value)?.filter(|cases| !cases.is_empty()).ok_or_else(wrong)?;
    let one = |case: &JsValue| {
        let object = PlainObject::read(case)?.ok_or_else(wrong)?;
        let known = ["answers", "options"];
        match object.keys.iter().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(Refusal::from(fault(
                "unknown_question",
                format!("案例里没有“{key}”这一项，可用的是 answers 和 options"),
            ))),
            None => {
                let [answers, options] = known.map(|key| object.get(key, &constant(key)));
                Ok((answers?, options?))
            }
        }
    };
    cases.iter().map(one).collect()
}

/// Returns the local date of the host.
pub(super) fn today() -> Date {
    let now = Clock::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    calendar_day(year as i32, month as u8, day as u8).expect("a clock shows days")
}

/// Returns a figure in its shortest form.
pub(super) fn shown(figure: rust_decimal::Decimal) -> JsValue {
    decimal_text(figure).into()
}
