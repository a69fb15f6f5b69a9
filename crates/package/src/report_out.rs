//! The report as plain JS objects: it is the answer to every key press of a caller's form.

use super::answers_in::shown;
use super::apply_out::apply;
use super::json::Json;
use super::values::{array, constant, constants, frozen, object, set};
use crate::rules::rules;
use huiqi_engine::report::{AwardReport, Reason, ReasonKind, Report};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Leaf, Test};
use huiqi_rules::day::date_text;
use huiqi_rules::policy::{AwardKind, Support};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::truth::Truth;
use huiqi_rules::unit::decimal_text;
use huiqi_sitting::wording;
use js_sys::{Array, Object, Reflect};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::thread::LocalKey;
use wasm_bindgen::{JsCast, JsValue};

/// Lists of texts by the id of their award.
type Lists = RefCell<HashMap<&'static str, JsValue>>;

thread_local! {
    static PAYERS: Lists = RefCell::new(HashMap::new());
    static NOTES: Lists = RefCell::new(HashMap::new());
    static SUPPORTS: RefCell<HashMap<(&'static str, bool), JsValue>> = RefCell::new(HashMap::new());
}

/// Forgets what was kept of the tables.
pub(super) fn forget() {
    PAYERS.take();
    NOTES.take();
    SUPPORTS.take();
}

/// Returns the whole report. Its supports are frozen objects that are made once.
pub(super) fn report(report: &Report) -> JsValue {
    let mut json = Json::new();
    json.object(|json| write(json, report));
    let out = js_sys::JSON::parse(&json.into_text()).expect("what is written here is JSON");
    let supports = report.supports.iter();
    let supports =
        array(supports.map(|support| support_with_state(support.support, support.truth)));
    Object::freeze(supports.unchecked_ref::<Object>());
    set(&out, "supports", &supports);
    let awards = Array::from(&Reflect::get(&out, &constant("awards")).expect("it was written"));
    for (index, report) in report.awards.iter().enumerate() {
        let award = awards.get(index as u32);
        set(&award, "payers", &kept(&PAYERS, report.award.id, || constants(report.award.payers)));
        let notes = || array(wording::notes(report).iter().map(|note| note.as_str().into()));
        // What a day outside the validity would have paid depends on the answers; everything else
        // that is noted does not.
        set(
            &award,
            "notes",
            &if report.would_have_paid.is_none() && report.days == report.award.terms.days {
                kept(&NOTES, report.award.id, notes)
            } else {
                notes()
            },
        );
    }
    out
}

/// Returns a list of an award that is made once, frozen, and kept by the award's id.
fn kept(
    lists: &'static LocalKey<Lists>,
    award: &'static str,
    make: impl FnOnce() -> JsValue,
) -> JsValue {
    lists.with(|lists| lists.borrow_mut().entry(award).or_insert_with(|| frozen(make())).clone())
}

fn write(json: &mut Json, report: &Report) {
    json.key("edition").text(rules().edition);
    json.key("on").text(&date_text(report.outline.on));
    write_bounds(json, report.outline.total);
    json.key("awards").list(&report.awards, |json, one| {
        json.object(|json| award(json, report, one));
    });
    json.key("groups").list(&report.groups, |json, group| {
        json.object(|json| {
            json.key("id").text(group.rule.id);
            json.key("awards").texts(group.awards.iter().map(|award| award.id));
            write_bounds(json, group.amount);
        });
    });
    // Only where the region's documents have one.
    if !report.limits.is_empty() {
        json.key("limits").list(&report.limits, |json, limit| {
            json.object(|json| {
                json.key("id").text(limit.limit.id);
                json.key("clause").text(limit.limit.clause);
                json.key("name").text(limit.limit.name);
                json.key("awards").texts(limit.awards.iter().map(|award| award.id));
                write_bounds(json, limit.amount);
                json.key("before").object(|json| write_bounds(json, limit.before));
                json.key("cut").object(|json| write_bounds(json, limit.cut));
            });
        });
    }
    json.key("asks").texts(report.outline.asks.iter().map(|ask| rules().question(ask.question).id));
    json.key("readings").list(&report.readings, |json, entry| {
        let policy = rules()
            .policies
            .iter()
            .find(|policy| policy.readings.iter().any(|reading| reading.id == entry.reading.id))
            .expect("a reading has a document");
        json.object(|json| {
            json.key("id").text(entry.reading.id);
            json.key("awards").texts(
                entry.reading.awards.iter().map(|award| policy.awards[usize::from(*award)].id),
            );
            json.key("followed").text(entry.reading.followed);
            json.key("other").text(entry.reading.other);
            write_bounds(json, entry.total);
        });
    });
    json.key("documents").list(&report.outline.documents, |json, document| {
        json.object(|json| {
            json.key("id").text(document.policy.id);
            json.key("state").text(document.state.id());
        });
    });
}

fn level(level: Level) -> JsValue {
    level.sum().map_or(JsValue::NULL, |sum| shown(sum.decimal()))
}

/// The two ends.
pub(super) fn bounds(target: &Object, amount: Amount) {
    set(target, "least", &level(amount.least));
    set(target, "most", &level(amount.most));
}

fn write_level(json: &mut Json, level: Level) {
    json.maybe_text(level.sum().map(|sum| decimal_text(sum.decimal())).as_deref());
}

fn write_bounds(json: &mut Json, amount: Amount) {
    write_level(json.key("least"), amount.least);
    write_level(json.key("most"), amount.most);
}

fn award(json: &mut Json, whole: &Report, report: &AwardReport) {
    json.key("id").text(report.award.id);
    json.key("name").text(report.award.name);
    json.key("clause").text(report.award.clause);
    write_bounds(json, report.amount);
    json.key("outcome").text(report.outcome.id());
    // Only where it has days of its own.
    if let Some(own) = report.days.own() {
        json.key("valid_from").maybe_text(own.first.map(date_text).as_deref());
        json.key("valid_to").maybe_text(own.last.map(date_text).as_deref());
    }
    json.key("kind").text(match report.award.kind {
        AwardKind::Entitlement => "entitlement",
        AwardKind::Ceiling => "ceiling",
        AwardKind::Competitive => "competitive",
    });
    json.key("quota").maybe_text(report.award.quota);
    json.key("paid_by").maybe_text(report.award.paid_by);
    apply(json.key("apply"), report.award.apply);
    let because = report.open_because;
    let causes = [
        (because.answer, "answer"),
        (because.ceiling, "ceiling"),
        (because.competition, "competition"),
        (because.document_silent, "document_silent"),
        (because.spread, "spread"),
    ];
    json.key("open_because")
        .texts(causes.iter().filter(|(open, _)| *open).map(|(_, cause)| *cause));
    let leaves = whole.reasons(report).iter().filter(|reason| wording::reasons::is_leaf(reason));
    json.key("reasons").list(leaves, |json, one| json.object(|json| reason(json, one)));
    json.key("steps").list(wording::steps(rules(), whole.steps(report)), |json, (text, amount)| {
        json.object(|json| {
            json.key("text").text(&text);
            json.key("amount");
            if amount.is_exact() {
                write_level(json, amount.most);
            } else {
                json.maybe_text(None);
            }
        });
    });
    json.key("set_aside_for").maybe_text(report.set_aside_for.map(|award| award.id));
}

fn reason(json: &mut Json, reason: &Reason) {
    json.key("text").text(&wording::reason(rules(), reason));
    json.key("state").text(state_word(reason.truth));
    let question = wording::reasons::question(reason);
    json.key("question").maybe_text(question.map(|question| rules().question(question).id));
    json.key("answer");
    match question.zip(reason.answer.as_ref()) {
        None => json.maybe_text(None),
        Some((question, given)) => match words(question, given) {
            AnswerText::One(text) => json.text(&text),
            AnswerText::Several(texts) => json.texts(texts),
        },
    }
    json.key("threshold").maybe_text(threshold_text(&reason.what).as_deref());
}

/// An answer as a reason shows it.
enum AnswerText {
    One(Cow<'static, str>),
    Several(Vec<&'static str>),
}

fn words(question: QuestionIndex, answer: &Answer) -> AnswerText {
    let options = rules().question(question).options;
    match answer {
        Answer::Option(option) => AnswerText::One(options[usize::from(*option)].id.into()),
        Answer::Options(chosen) => AnswerText::Several(
            options
                .iter()
                .enumerate()
                .filter(|(option, _)| chosen >> option & 1 == 1)
                .map(|(_, option)| option.id)
                .collect(),
        ),
        Answer::YesNo(yes) => AnswerText::One(if *yes { "true" } else { "false" }.into()),
        Answer::Figure(figure) => AnswerText::One(decimal_text(*figure).into()),
    }
}

/// Returns the same as a value.
pub(super) fn answer(question: QuestionIndex, answer: &Answer) -> JsValue {
    match words(question, answer) {
        AnswerText::One(text) => text.as_ref().into(),
        AnswerText::Several(texts) => constants(&texts),
    }
}

/// Returns what a condition asks for, where that is one thing.
pub(super) fn threshold(what: &ReasonKind) -> JsValue {
    threshold_text(what).map_or(JsValue::NULL, |text| text.as_ref().into())
}

fn threshold_text(what: &ReasonKind) -> Option<Cow<'static, str>> {
    match what {
        ReasonKind::Condition(condition) | ReasonKind::SilentUnless(condition) => {
            condition.leaf().and_then(test_threshold)
        }
        ReasonKind::Grade(_) => None,
        ReasonKind::NotClaimedElsewhere { question, matter } => {
            Some(rules().question(*question).options[usize::from(*matter)].id.into())
        }
    }
}

fn test_threshold(leaf: &Leaf) -> Option<Cow<'static, str>> {
    let option =
        |index: u32| Some(rules().question(leaf.question).options[index as usize].id.into());
    match leaf.test {
        Test::AtLeastOption(index) | Test::Includes(index) => option(index.into()),
        Test::OneOf(options) if options.count_ones() == 1 => option(options.trailing_zeros()),
        Test::AtLeast(threshold) | Test::Compares(_, threshold) => {
            Some(decimal_text(threshold).into())
        }
        // A share, or the sum of two figures; of more there is no one number.
        Test::ComparesPart(test) => {
            let is_share = test.plus.is_zero() && test.rounded.is_none();
            let share = is_share.then_some(test.percent);
            test.of_both().or(share).map(|number| decimal_text(number).into())
        }
        Test::OneOf(_) | Test::IsYes => None,
    }
}

/// Whether a condition holds.
pub(super) fn state(truth: Truth) -> JsValue {
    constant(state_word(truth))
}

const fn state_word(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

fn support_with_state(support: &'static Support, truth: Truth) -> JsValue {
    let known = truth == Truth::Yes;
    SUPPORTS.with(|kept| {
        kept.borrow_mut()
            .entry((support.id, known))
            .or_insert_with(|| {
                let out = plain_support(support);
                set(&out, "state", &constant(if known { "yes" } else { "unknown" }));
                frozen(out.into())
            })
            .clone()
    })
}

/// Returns a support without its state.
pub(super) fn plain_support(support: &'static Support) -> Object {
    let out = object();
    set(&out, "id", &constant(support.id));
    set(&out, "name", &constant(support.name));
    set(&out, "clause", &constant(support.clause));
    set(&out, "departments", &constants(support.departments));
    set(&out, "kind", &constant(support.kind));
    let why: Vec<String> = support
        .unpriced
        .iter()
        .map(|item| format!("{}：{}", item.what, item.why_not_counted))
        .collect();
    set(
        &out,
        "why_not_counted",
        &if why.is_empty() { JsValue::NULL } else { why.join("；").into() },
    );
    out
}
