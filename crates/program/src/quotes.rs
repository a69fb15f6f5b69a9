//! Results in sentences.

use super::error;
use crate::china::today;
use huiqi_engine::report::Report;
use huiqi_engine::{ChosenReadings, advise, evaluate};
use huiqi_package::{read_case, rules};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::corrections::Corrections;
use huiqi_sitting::lookup;
use huiqi_sitting::next::Next;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::wording::cite::{self, Cited};
use huiqi_sitting::wording::link;
use time::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A case that was read, and what the engine says of it.
struct Computed {
    session: Session,
    answers: Answers,
    report: Report,
    today: Date,
}

impl Computed {
    fn read(answers: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let (answers, on, readings) = read_case(answers, options)?;
        Ok(Self::of(answers, on, readings))
    }

    fn of(answers: Answers, on: Date, readings: ChosenReadings) -> Self {
        let (set, today) = (rules(), today());
        let report = evaluate(set, &answers, on, &readings);
        let given: Vec<(QuestionIndex, Answer)> =
            answers.iter().map(|(index, answer)| (index, answer.clone())).collect();
        let mut session = Session::new(set, today);
        session.put_answers(&given);
        session.set_date(on);
        session.readings = readings;
        Self { session, answers, report, today }
    }

    const fn cited(&self) -> Cited<'_> {
        Cited { session: &self.session, report: &self.report, today: self.today }
    }
}

/// Returns one sentence about a result: from the least to the most, the day, the clauses, the
/// caution.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn quote(answers: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    Ok(Computed::read(answers, options)?.cited().result())
}

/// Returns one sentence about an award.
///
/// # Errors
/// As `evaluate` of the package has them; a sentence where the region has no such award.
#[wasm_bindgen(skip_typescript)]
pub fn quote_award(answers: &JsValue, options: &JsValue, id: &str) -> Result<String, JsValue> {
    let computed = Computed::read(answers, options)?;
    let awards = &computed.report.awards;
    let award = awards.iter().find(|award| award.award.id == id).ok_or_else(|| {
        error(&if computed.answers.region().is_none() {
            "还没有选所在地，说不出是哪一项，请先答所在地（region）".to_owned()
        } else if awards.is_empty() {
            format!("没有收录贵地的文件，也就没有“{id}”这一项；这不是说没有补贴")
        } else {
            let all = awards.iter().map(|one| format!("{}（{}）", one.award.id, one.award.name));
            let all = all.collect::<Vec<_>>().join("、");
            format!("这个地区没有“{id}”这一项，可用：{all}")
        })
    })?;
    Ok(computed.cited().award(award))
}

/// Returns one sentence about what would bring most.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn quote_advice(answers: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let computed = Computed::read(answers, options)?;
    let (set, answers, session) = (rules(), &computed.answers, &computed.session);
    let found = advise(set, answers, session.on, &session.readings);
    let after = cite::first_move(&found).map(|advised| {
        let changed = advised.sets.iter().fold(answers.clone(), |answers, (question, given)| {
            answers.replaced(*question, given.clone())
        });
        evaluate(set, &changed, session.on, &session.readings)
    });
    Ok(computed.cited().advice(&found, after.as_ref()))
}

/// Returns one sentence about the questions: of a place, those that can still change its result;
/// without one, all.
///
/// # Errors
/// As `evaluate` of the package has them for a region.
#[wasm_bindgen(skip_typescript)]
pub fn quote_questions(region: &JsValue) -> Result<String, JsValue> {
    let set = rules();
    let answers = js_sys::Object::new();
    js_sys::Reflect::set(&answers, &"region".into(), region)?;
    let computed = Computed::read(&answers, &JsValue::NULL)?;
    let Some(region) = computed.answers.region() else {
        let all: Vec<QuestionIndex> = set.question_indices().collect();
        return Ok(cite::questions(set, None, &all));
    };
    let asked: Vec<QuestionIndex> =
        computed.report.outline.asks.iter().map(|ask| ask.question).collect();
    Ok(if asked.is_empty() {
        computed.cited().result()
    } else {
        cite::questions(set, Some(region), &asked)
    })
}

/// Returns one sentence about what is found for some words.
#[must_use]
#[wasm_bindgen(skip_typescript)]
pub fn quote_search(words: &str) -> String {
    let set = rules();
    cite::found(set, words, &lookup::search(set, words), today())
}

/// Returns one sentence about the documents.
#[must_use]
#[wasm_bindgen(skip_typescript)]
pub fn quote_documents() -> String {
    let set = rules();
    let policies: Vec<&Policy> = set.policies.iter().collect();
    cite::documents(set, &policies, today())
}

/// Returns a whole result as text, as the page hands it on: awards, whom to ask, papers.
///
/// # Errors
/// As `evaluate` of the package has them.
#[wasm_bindgen(skip_typescript)]
pub fn result_text(answers: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let computed = Computed::read(answers, options)?;
    if computed.answers.get(PolicySet::REGION).is_none() {
        return Ok(computed.cited().result());
    }
    let Computed { session, report, today, .. } = computed;
    let next = Next::of(&session, &report, &Corrections::default(), &[], today);
    let cases = Cases::of(vec![(String::new(), session)], 0);
    let cases = cases.ok_or_else(|| error("没有可以写的结果"))?;
    Ok(link::plain_text(&cases, &report, &next, today, None))
}
