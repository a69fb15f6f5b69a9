//! Questions and documents as plain JS objects, through serde.

use super::report_out::plain_support;
use super::values::{array, set};
use crate::rules::rules;
use huiqi_policies::coverage::{Counts, counts, totals};
use huiqi_rules::day::date_text;
use huiqi_rules::policy::Policy;
use huiqi_rules::unit::{Notation, Unit, decimal_text};
use huiqi_sitting::entries::Entry;
use huiqi_sitting::lookup;
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
    /// Of a number only.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// Of a figure with a least of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    /// Of a figure with a most of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<String>,
    options: Vec<OptionOut>,
    proof: &'static [&'static str],
}

#[derive(Serialize)]
struct OptionOut {
    id: &'static str,
    label: &'static str,
    /// The regions whose form leaves it out.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    hidden_in: &'static [&'static str],
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
    enquiries: &'static str,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<String>,
}

#[derive(Serialize)]
struct ReadingOut {
    id: &'static str,
    followed: &'static str,
    other: &'static str,
}

#[derive(Serialize)]
struct EntryOut {
    document: &'static str,
    kind: &'static str,
    place: String,
    title: String,
    text: String,
}

#[derive(Serialize)]
struct CountsOut {
    awards: usize,
    supports: usize,
    unpriced: usize,
    goals: usize,
    readings: usize,
    clauses: usize,
    examples: usize,
}

impl From<Counts> for CountsOut {
    fn from(counts: Counts) -> Self {
        let Counts { awards, supports, unpriced, goals, readings, clauses, examples } = counts;
        Self { awards, supports, unpriced, goals, readings, clauses, examples }
    }
}

#[derive(Serialize)]
struct LoadedOut {
    id: &'static str,
    checked_on: String,
    #[serde(flatten)]
    counts: CountsOut,
}

#[derive(Serialize)]
struct CoverageOut {
    edition: &'static str,
    documents: Vec<LoadedOut>,
    totals: CountsOut,
}

fn out(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// Every question, in the authors' order.
fn end(unit: &Unit, hundredths: Option<i64>) -> Option<String> {
    hundredths.map(|hundredths| decimal_text(unit.of_steps(hundredths)))
}

pub(super) fn questions() -> Result<JsValue, JsValue> {
    let questions: Vec<QuestionOut> = rules()
        .questions
        .iter()
        .map(|question| QuestionOut {
            id: question.id,
            kind: question.kind.id(),
            label: question.label,
            help: question.help,
            help_by_region: question
                .help_by_region
                .iter()
                .map(|help| (help.region, help.help))
                .collect(),
            unit: question.kind.unit().map(|unit| unit.word),
            step: question
                .kind
                .unit()
                .filter(|unit| unit.notation == Notation::Number)
                .map(|unit| decimal_text(unit.step())),
            least: question.kind.unit().and_then(|unit| end(unit, unit.range().0)),
            most: question.kind.unit().and_then(|unit| end(unit, unit.range().1)),
            options: question
                .options
                .iter()
                .map(|option| OptionOut {
                    id: option.id,
                    label: option.label,
                    hidden_in: option.hidden_in,
                })
                .collect(),
            proof: question.proof,
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
        issued_on: date_text(policy.issued_on),
        valid_from: date_text(policy.valid_from),
        valid_to: policy.valid_to.map(date_text),
        checked_on: date_text(policy.checked_on),
        source_url: policy.source_url,
        enquiries: policy.enquiries,
        regions: policy.regions,
        awards: policy
            .awards
            .iter()
            .map(|award| AwardOut {
                id: award.id,
                name: award.name,
                clause: award.clause,
                summary: award.summary,
                valid_from: award.terms.days.own().and_then(|own| own.first).map(date_text),
                valid_to: award.terms.days.own().and_then(|own| own.last).map(date_text),
            })
            .collect(),
        readings: policy
            .readings
            .iter()
            .map(|reading| ReadingOut {
                id: reading.id,
                followed: reading.followed,
                other: reading.other,
            })
            .collect(),
    })?;
    set(
        &document,
        "supports",
        &array(policy.supports.iter().map(|support| plain_support(support).into())),
    );
    Ok(document)
}

/// Every document.
pub(super) fn documents() -> Result<JsValue, JsValue> {
    let documents: Vec<JsValue> =
        rules().policies.iter().map(document).collect::<Result<_, _>>()?;
    Ok(array(documents.into_iter()))
}

/// Everything of the documents that holds every word of a query, or says it otherwise.
pub(super) fn search(query: &str) -> Result<JsValue, JsValue> {
    let shown = |entry: Entry| {
        let Entry { document, kind, anchor, title, text, also: _ } = entry;
        EntryOut { document, kind: kind.id(), place: anchor, title, text }
    };
    out(&lookup::search(rules(), query).into_iter().map(shown).collect::<Vec<_>>())
}

/// What is loaded and when it was checked.
pub(super) fn coverage() -> Result<JsValue, JsValue> {
    let loaded = |policy: &Policy| LoadedOut {
        id: policy.id,
        checked_on: date_text(policy.checked_on),
        counts: counts(policy).into(),
    };
    out(&CoverageOut {
        edition: rules().edition,
        documents: rules().policies.iter().map(loaded).collect(),
        totals: totals(rules()).into(),
    })
}
