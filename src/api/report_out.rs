//! The report as plain JS objects, built by hand: it is the answer to every key press of a caller's form.

use super::advice_out::outcome;
use super::answers_in::shown;
use super::values::{array, constant, constants, object, set};
use crate::amount::{Amount, Level};
use crate::answers::Answer;
use crate::answers::date_text;
use crate::policies::POLICIES;
use crate::policy::{AwardKind, Condition, Support};
use crate::question::{Kind, QuestionIndex};
use crate::report::{AwardReport, DocumentState, Reason, ReasonKind, Report, Step};
use crate::truth::Truth;
use crate::wording;
use js_sys::Object;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsValue;

thread_local! {
    static SUPPORTS: RefCell<HashMap<(&'static str, bool), JsValue>> = RefCell::new(HashMap::new());
}

/// The whole report.
pub(super) fn report(report: &Report) -> JsValue {
    let out = object();
    set(&out, "edition", &constant(POLICIES.edition));
    set(&out, "on", &date_text(report.on).into());
    bounds(&out, report.total);
    set(&out, "awards", &array(report.awards.iter().map(award)));
    set(
        &out,
        "groups",
        &array(report.groups.iter().map(|group| {
            let shown = object();
            set(&shown, "id", &constant(group.rule.id));
            set(&shown, "awards", &array(group.awards.iter().map(|award| constant(award.id))));
            bounds(&shown, group.amount);
            shown.into()
        })),
    );
    set(&out, "supports", &array(report.supports.iter().map(|support| support_with_state(support.support, support.truth))));
    set(&out, "asks", &array(report.asks.iter().map(|ask| constant(POLICIES.question(ask.question).id))));
    set(
        &out,
        "readings",
        &array(report.readings.iter().map(|entry| {
            let shown = object();
            set(&shown, "id", &constant(entry.reading.id));
            let policy = POLICIES
                .policies
                .iter()
                .find(|policy| policy.readings.iter().any(|reading| reading.id == entry.reading.id))
                .expect("a reading has a document");
            set(&shown, "awards", &array(entry.reading.awards.iter().map(|award| constant(policy.awards[usize::from(*award)].id))));
            set(&shown, "followed", &constant(entry.reading.followed));
            set(&shown, "other", &constant(entry.reading.other));
            bounds(&shown, entry.total);
            shown.into()
        })),
    );
    set(
        &out,
        "documents",
        &array(report.documents.iter().map(|document| {
            let shown = object();
            set(&shown, "id", &constant(document.policy.id));
            set(
                &shown,
                "state",
                &constant(match document.state {
                    DocumentState::InForce => "in_force",
                    DocumentState::InForceUnstatedEnd => "in_force_unstated_end",
                    DocumentState::NotYet => "not_yet",
                    DocumentState::Ended => "ended",
                }),
            );
            shown.into()
        })),
    );
    out.into()
}

fn level(level: Level) -> JsValue {
    level.sum().map_or(JsValue::NULL, |sum| shown(sum.decimal()))
}

/// The two ends.
pub(super) fn bounds(target: &Object, amount: Amount) {
    set(target, "least", &level(amount.least));
    set(target, "most", &level(amount.most));
}

fn award(report: &AwardReport) -> JsValue {
    let out = object();
    set(&out, "id", &constant(report.award.id));
    set(&out, "name", &constant(report.award.name));
    set(&out, "clause", &constant(report.award.clause));
    set(&out, "payers", &constants(report.award.payers));
    bounds(&out, report.amount);
    set(&out, "outcome", &constant(outcome(report.outcome)));
    set(
        &out,
        "kind",
        &constant(match report.award.kind {
            AwardKind::Entitlement => "entitlement",
            AwardKind::Ceiling => "ceiling",
            AwardKind::Competitive => "competitive",
        }),
    );
    set(&out, "quota", &report.award.quota.map_or(JsValue::NULL, constant));
    let because = report.open_because;
    let causes = [
        (because.answer, "answer"),
        (because.ceiling, "ceiling"),
        (because.competition, "competition"),
        (because.document_silent, "document_silent"),
    ];
    set(&out, "open_because", &array(causes.iter().filter(|(open, _)| *open).map(|(_, cause)| constant(cause))));
    set(&out, "reasons", &array(report.reasons.iter().filter(|reason| wording::reasons::is_leaf(reason)).map(reason)));
    set(&out, "steps", &array(report.steps.iter().map(step)));
    set(&out, "set_aside_for", &report.set_aside_for.map_or(JsValue::NULL, |award| constant(award.id)));
    set(&out, "notes", &array(wording::notes(report).iter().map(|note| note.as_str().into())));
    out.into()
}

fn step(step: &Step) -> JsValue {
    let (text, amount) = wording::step(&POLICIES, step);
    let out = object();
    set(&out, "text", &text.into());
    set(&out, "amount", &if amount.is_exact() { level(amount.most) } else { JsValue::NULL });
    out.into()
}

fn reason(reason: &Reason) -> JsValue {
    let out = object();
    set(&out, "text", &wording::reason(&POLICIES, reason).into());
    set(&out, "state", &state(reason.truth));
    let question = wording::reasons::question(reason);
    set(&out, "question", &question.map_or(JsValue::NULL, |question| constant(POLICIES.question(question).id)));
    set(&out, "answer", &question.zip(reason.answer.as_ref()).map_or(JsValue::NULL, |(question, given)| answer(question, given)));
    set(&out, "threshold", &threshold(&reason.what));
    out.into()
}

/// An answer as a reason shows it.
pub(super) fn answer(question: QuestionIndex, answer: &Answer) -> JsValue {
    let options = POLICIES.question(question).options;
    match answer {
        Answer::Option(option) => constant(options[usize::from(*option)].id),
        Answer::Options(chosen) => {
            array(options.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1).map(|(_, option)| constant(option.id)))
        }
        Answer::YesNo(yes) => constant(if *yes { "true" } else { "false" }),
        Answer::Figure(figure) => shown(*figure),
    }
}

/// What a condition asks for, where that is one thing.
pub(super) fn threshold(what: &ReasonKind) -> JsValue {
    match what {
        ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition) => condition_threshold(condition),
        ReasonKind::Grade(_) => JsValue::NULL,
        ReasonKind::NotClaimedElsewhere { question, matter } => constant(POLICIES.question(*question).options[usize::from(*matter)].id),
    }
}

fn condition_threshold(condition: &Condition) -> JsValue {
    match condition {
        Condition::AtLeastOption { question, option, .. } | Condition::Includes { question, option, .. } => {
            constant(POLICIES.question(*question).options[usize::from(*option)].id)
        }
        Condition::OneOf { question, options, .. } if options.count_ones() == 1 => {
            constant(POLICIES.question(*question).options[options.trailing_zeros() as usize].id)
        }
        Condition::AtLeast { threshold, .. } => shown(*threshold),
        Condition::Not(part) => condition_threshold(part),
        Condition::OneOf { .. } | Condition::IsYes { .. } | Condition::All(_) | Condition::Any(_) => JsValue::NULL,
    }
}

/// Whether a condition holds.
pub(super) fn state(truth: Truth) -> JsValue {
    constant(match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    })
}

fn support_with_state(support: &'static Support, truth: Truth) -> JsValue {
    let known = truth == Truth::Yes;
    SUPPORTS.with(|kept| {
        kept.borrow_mut()
            .entry((support.id, known))
            .or_insert_with(|| {
                let out = plain_support(support);
                set(&out, "state", &constant(if known { "yes" } else { "unknown" }));
                Object::freeze(&out).into()
            })
            .clone()
    })
}

/// A support without its state.
pub(super) fn plain_support(support: &'static Support) -> Object {
    let out = object();
    set(&out, "id", &constant(support.id));
    set(&out, "name", &constant(support.name));
    set(&out, "clause", &constant(support.clause));
    set(&out, "departments", &constants(support.departments));
    set(&out, "kind", &constant(support.kind));
    let why: Vec<String> = support.unpriced.iter().map(|item| format!("{}：{}", item.what, item.why_not_counted)).collect();
    set(&out, "why_not_counted", &if why.is_empty() { JsValue::NULL } else { why.join("；").into() });
    out
}

/// The kind of a question as the interface names it.
pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Multi => "multi",
        Kind::YesNo => "yes_no",
        Kind::Yuan => "yuan",
        Kind::Percent => "percent",
    }
}
