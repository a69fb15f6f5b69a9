//! Explanations, advice, the ladder and comparisons as plain JS objects.

use super::answers_in::shown;
use super::report_out::{answer, bounds, state, threshold};
use super::values::{array, constant, object, set};
use crate::rules::rules;
use huiqi_engine::report::{Advice, Ladder, MoveAdvice, Reason, Report};
use huiqi_rules::amount::{Amount, Change};
use huiqi_rules::day::date_text;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::compare::{Comparison, Difference};
use huiqi_sitting::timeline::Timeline;
use huiqi_sitting::wording::{self, explain, reasons};
use js_sys::Object;
use wasm_bindgen::JsValue;

fn words(text: &str) -> JsValue {
    text.into()
}

fn both(amount: Amount) -> JsValue {
    let out = object();
    bounds(&out, amount);
    out.into()
}

fn change(change: Change) -> JsValue {
    match change {
        Change::By(by) => shown(by),
        Change::Opened | Change::Closed => JsValue::NULL,
    }
}

/// Why each award came out as it did.
pub(super) fn explanations(report: &Report) -> JsValue {
    array(report.awards.iter().map(|award| {
        let out = object();
        set(&out, "id", &constant(award.award.id));
        set(&out, "sentence", &words(&explain::sentence(rules(), report, award)));
        set(
            &out,
            "formula",
            &explain::formula(rules(), report.steps(award)).map_or(JsValue::NULL, JsValue::from),
        );
        set(&out, "basis", &words(&explain::basis(award)));
        set(&out, "conditions", &conditions(report.reasons(award)));
        out.into()
    }))
}

/// Conditions as a tree.
fn conditions(all: &[Reason]) -> JsValue {
    let condition = |(reason, parts): (&Reason, &[Reason])| {
        let question = reasons::question(reason);
        let out = object();
        set(&out, "text", &words(&reasons::requirement(rules(), &reason.what)));
        set(&out, "state", &state(reason.truth));
        set(
            &out,
            "question",
            &question.map_or(JsValue::NULL, |question| constant(rules().question(question).id)),
        );
        set(
            &out,
            "answer",
            &question
                .zip(reason.answer.as_ref())
                .map_or(JsValue::NULL, |(question, given)| answer(question, given)),
        );
        set(&out, "threshold", &threshold(&reason.what));
        set(&out, "gap", &reasons::gap(rules(), reason).map_or(JsValue::NULL, JsValue::from));
        set(&out, "parts", &conditions(parts));
        out.into()
    };
    array(Reason::outermost(all).map(condition))
}

/// Returns what would bring more.
pub(super) fn advice(advice: &Advice) -> JsValue {
    let out = object();
    bounds(&out, advice.total);
    set(&out, "moves", &array(advice.moves.iter().map(|advised| one(advice.total, advised))));
    set(&out, "pair", &advice.pair.as_ref().map_or(JsValue::NULL, |pair| one(advice.total, pair)));
    out.into()
}

fn one(before: Amount, advised: &MoveAdvice) -> JsValue {
    let out = object();
    let step = |step: &huiqi_engine::report::MoveStep| {
        let shape = object();
        set(&shape, "id", &constant(step.movement.id));
        set(&shape, "text", &words(&wording::advice::step(rules(), step)));
        set(&shape, "note", &constant(step.movement.note));
        set(
            &shape,
            "question",
            &step
                .reaches
                .map_or(JsValue::NULL, |reach| constant(rules().question(reach.question).id)),
        );
        set(&shape, "own", &step.reaches.map_or(JsValue::NULL, |reach| shown(reach.own)));
        set(&shape, "wanted", &step.reaches.map_or(JsValue::NULL, |reach| shown(reach.wanted)));
        shape.into()
    };
    set(&out, "moves", &array(advised.steps.iter().map(step)));
    let sets = object();
    for (question, given) in &advised.sets {
        set(&sets, rules().question(*question).id, &plain_answer(*question, given));
    }
    set(&out, "sets", &sets);
    bounds(&out, advised.total);
    set(&out, "gain_least", &change(Change::between(before.least, advised.total.least)));
    set(&out, "gain_most", &change(Change::between(before.most, advised.total.most)));
    set(&out, "text", &words(&wording::advice::ends(rules(), before, advised)));
    let award = |change: &huiqi_engine::report::AwardChange| {
        let shape = object();
        set(&shape, "id", &constant(change.award.id));
        set(&shape, "before", &both(change.before));
        set(&shape, "after", &both(change.after));
        shape.into()
    };
    set(&out, "awards", &array(advised.awards.iter().map(award)));
    out.into()
}

/// Returns an answer as `evaluate` takes it; yes and no are no texts there.
fn plain_answer(question: QuestionIndex, given: &huiqi_rules::answers::Answer) -> JsValue {
    match given {
        huiqi_rules::answers::Answer::YesNo(yes) => JsValue::from_bool(*yes),
        huiqi_rules::answers::Answer::Option(_)
        | huiqi_rules::answers::Answer::Options(_)
        | huiqi_rules::answers::Answer::Figure(_) => answer(question, given),
    }
}

/// Returns the ladder of titles.
pub(super) fn ladder(found: &Ladder) -> JsValue {
    let option =
        |option: u16| constant(rules().question(found.question).options[usize::from(option)].id);
    let out = object();
    set(&out, "question", &constant(rules().question(found.question).id));
    set(&out, "held", &found.held.map_or(JsValue::NULL, option));
    let rung = |rung: &huiqi_engine::report::Rung| {
        let shape = object();
        set(&shape, "tier", &option(rung.option));
        let pays = rung.pays.as_ref().map_or(JsValue::NULL, |pays| {
            let inner = object();
            bounds(&inner, pays.amount);
            let award = |(award, amount): &(&'static huiqi_rules::policy::Award, Amount)| {
                let each = object();
                set(&each, "id", &constant(award.id));
                bounds(&each, *amount);
                each.into()
            };
            set(&inner, "awards", &array(pays.awards.iter().map(award)));
            set(&inner, "total", &both(pays.total));
            inner.into()
        });
        set(&shape, "pays", &pays);
        shape.into()
    };
    set(&out, "rungs", &array(found.rungs.iter().map(rung)));
    let pair = |pair: &huiqi_engine::report::RungPair| {
        let shape = object();
        set(&shape, "lower", &option(pair.lower));
        set(&shape, "upper", &option(pair.upper));
        set(&shape, "apart", &both(pair.apart));
        set(&shape, "together", &both(pair.together));
        set(&shape, "text", &words(&wording::advice::rung_pair(rules(), found.question, pair)));
        shape.into()
    };
    set(&out, "pairs", &array(found.pairs.iter().map(pair)));
    out.into()
}

fn differences(differences: &[Difference]) -> JsValue {
    array(differences.iter().map(|difference| {
        let out = object();
        set(&out, "least", &change(difference.least));
        set(&out, "most", &change(difference.most));
        out.into()
    }))
}

/// Cases side by side.
pub(super) fn comparison(found: &Comparison) -> JsValue {
    let out = object();
    set(&out, "totals", &array(found.totals.iter().map(|total| both(*total))));
    set(&out, "differences", &differences(&found.differences));
    let award = |row: &huiqi_sitting::compare::AwardRow| {
        let shape = object();
        set(&shape, "id", &constant(row.award.id));
        set(&shape, "name", &constant(row.award.name));
        set(&shape, "differs", &row.differs.into());
        let cell = |cell: &Option<huiqi_sitting::compare::AwardCell>| {
            cell.map_or(JsValue::NULL, |cell| {
                let inner: Object = object();
                set(&inner, "outcome", &constant(cell.outcome.id()));
                bounds(&inner, cell.amount);
                inner.into()
            })
        };
        set(&shape, "cells", &array(row.cells.iter().map(cell)));
        set(&shape, "differences", &differences(&row.differences));
        shape.into()
    };
    set(&out, "awards", &array(found.awards.iter().map(award)));
    let row = |row: &huiqi_sitting::compare::AnswerRow| {
        let shape = object();
        set(&shape, "question", &constant(rules().question(row.question).id));
        set(&shape, "differs", &row.differs.into());
        let given = |given: &Option<huiqi_rules::answers::Answer>| {
            given.as_ref().map_or(JsValue::NULL, |given| plain_answer(row.question, given))
        };
        set(&shape, "answers", &array(row.answers.iter().map(given)));
        shape.into()
    };
    set(&out, "answers", &array(found.answers.iter().map(row)));
    out.into()
}

/// Where each validity begins and ends, in percent of a line.
pub(super) fn timeline(found: Option<&Timeline>, today: time::Date, on: time::Date) -> JsValue {
    let out = object();
    set(&out, "today", &words(&date_text(today)));
    set(&out, "on", &words(&date_text(on)));
    let span = |span: &huiqi_sitting::timeline::Span| {
        let policy = rules().policies.iter().find(|policy| policy.id == span.policy);
        let shape = object();
        set(&shape, "id", &constant(span.policy));
        set(&shape, "from", &words(&span.from));
        set(&shape, "width", &words(&span.width));
        set(&shape, "open", &span.open.as_deref().map_or(JsValue::NULL, words));
        set(&shape, "is_past", &span.is_past.into());
        // Only where an award of the document has days of its own.
        if !span.changes.is_empty() {
            let day = |(at, day): &(String, time::Date)| {
                let shape = object();
                set(&shape, "day", &words(&date_text(*day)));
                set(&shape, "at", &words(at));
                shape.into()
            };
            set(&shape, "changes", &array(span.changes.iter().map(day)));
        }
        set(
            &shape,
            "last_valid_day",
            &policy
                .and_then(|policy| policy.valid_to)
                .map_or(JsValue::NULL, |last| words(&date_text(last))),
        );
        shape.into()
    };
    set(&out, "documents", &array(found.iter().flat_map(|line| line.spans.iter().map(span))));
    set(&out, "today_at", &found.map_or(JsValue::NULL, |line| words(&line.today)));
    set(&out, "on_at", &found.map_or(JsValue::NULL, |line| words(&line.chosen)));
    out.into()
}
