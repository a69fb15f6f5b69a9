//! Questions and documents as plain JS objects, through serde.

use super::report_out::{date, kind, plain_support};
use super::values::{array, set};
use crate::policies::POLICIES;
use crate::policy::Policy;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
struct QuestionOut {
    id: &'static str,
    kind: &'static str,
    label: &'static str,
    help: &'static str,
    help_by_region: BTreeMap<&'static str, &'static str>,
    unit: Option<&'static str>,
    options: Vec<OptionOut>,
}

#[derive(Serialize)]
struct OptionOut {
    id: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct DocumentOut {
    id: &'static str,
    title: &'static str,
    number: Option<&'static str>,
    issuer: &'static str,
    issued_on: String,
    valid_from: String,
    valid_to: Option<String>,
    checked_on: String,
    source_url: Option<&'static str>,
    regions: &'static [&'static str],
    awards: Vec<AwardOut>,
    readings: Vec<ReadingOut>,
}

#[derive(Serialize)]
struct AwardOut {
    id: &'static str,
    name: &'static str,
    clause: &'static str,
    summary: &'static str,
}

#[derive(Serialize)]
struct ReadingOut {
    id: &'static str,
    followed: &'static str,
    other: &'static str,
}

fn out(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// Every question, in the authors' order.
pub(super) fn questions() -> Result<JsValue, JsValue> {
    let questions: Vec<QuestionOut> = POLICIES
        .questions
        .iter()
        .map(|question| QuestionOut {
            id: question.id,
            kind: kind(question.kind),
            label: question.label,
            help: question.help,
            help_by_region: question.help_by_region.iter().map(|help| (help.region, help.help)).collect(),
            unit: question.unit,
            options: question.options.iter().map(|option| OptionOut { id: option.id, label: option.label }).collect(),
        })
        .collect();
    out(&questions)
}

fn document(policy: &'static Policy) -> Result<JsValue, JsValue> {
    let document = out(&DocumentOut {
        id: policy.id,
        title: policy.title,
        number: policy.number,
        issuer: policy.issuer,
        issued_on: date(policy.issued_on),
        valid_from: date(policy.valid_from),
        valid_to: policy.valid_to.map(date),
        checked_on: date(policy.checked_on),
        source_url: policy.source_url,
        regions: policy.regions,
        awards: policy.awards.iter().map(|award| AwardOut { id: award.id, name: award.name, clause: award.clause, summary: award.summary }).collect(),
        readings: policy.readings.iter().map(|reading| ReadingOut { id: reading.id, followed: reading.followed, other: reading.other }).collect(),
    })?;
    set(&document, "supports", &array(policy.supports.iter().map(|support| plain_support(support).into())));
    Ok(document)
}

/// Every document.
pub(super) fn documents() -> Result<JsValue, JsValue> {
    let documents: Vec<JsValue> = POLICIES.policies.iter().map(document).collect::<Result<_, _>>()?;
    Ok(array(documents.into_iter()))
}
