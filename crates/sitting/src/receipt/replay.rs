//! Computes a receipt again over a rule set, and says what differs.

use super::fields::short;
use super::{
    AwardRecord, DocumentRecord, NamedRules, OpenRecord, Receipt, ReceiptFault, StepRecord,
    SumRecord,
};
use crate::plain::Plain;
use crate::wording::problems;
use huiqi_engine::ChosenReadings;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::{Answer, Answers, Problem, RawAnswer, read};
use huiqi_rules::carry::{GivenTo, Value, carry};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question, QuestionIndex};

/// A receipt and the same answers computed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// What was handed in.
    pub then: Receipt,
    /// The same answers, day and readings over the rules that are here.
    pub now: Receipt,
    /// Whether both rest on the same rules.
    pub rules: RulesMatch,
    /// Who says what was then.
    pub source: ThenSource,
    /// What differs: documents, awards, groups, limits.
    pub differences: Vec<Difference>,
    /// The answers and readings that these rules do not take.
    pub left_out: Vec<LeftOutAnswer>,
}

/// Who says what was then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThenSource {
    /// A file, which may say anything.
    File,
    /// The rules of then, which were computed anew.
    OwnRules,
}

/// Whether a receipt rests on the rules that are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesMatch {
    /// On the same.
    Same,
    /// On others of the same edition.
    OtherSources,
    /// On those of another edition.
    OtherEdition,
}

/// An answer or a reading that these rules do not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutAnswer {
    /// The question, where these rules have it.
    pub question: Option<QuestionIndex>,
    /// The words about it.
    pub message: String,
}

/// One part of a result that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The part, with both sides; none where a side does not have it.
    pub part: DifferentPart,
    /// What of it differs; empty where a side does not have it.
    pub changed: Vec<Changed>,
}

/// The part that differs: as the receipt has it, and as it is computed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferentPart {
    /// A document.
    Document(Option<DocumentRecord>, Option<DocumentRecord>),
    /// An award.
    Award(Option<AwardRecord>, Option<AwardRecord>),
    /// A highest-only group.
    Group(Option<SumRecord>, Option<SumRecord>),
    /// A limit over several awards.
    Limit(Option<SumRecord>, Option<SumRecord>),
}

/// What of a part differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The state of a document on the day.
    State,
    /// The outcome of an award.
    Outcome,
    /// The lower end.
    Least,
    /// The upper end.
    Most,
    /// The way to the amount.
    Steps,
    /// Only words, though rules and engine are the same.
    Words,
}

impl Changed {
    /// Returns its name in the JavaScript interface.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Outcome => "outcome",
            Self::Least => "least",
            Self::Most => "most",
            Self::Steps => "steps",
            Self::Words => "words",
        }
    }
}

impl Replay {
    /// The same, where the rules of then were computed anew and gave what `then` says.
    #[must_use]
    pub fn of_own_rules(self) -> Self {
        Self { source: ThenSource::OwnRules, ..self }
    }

    /// Whether everything is as the receipt says.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.has_same_total() && self.differences.is_empty() && self.left_out.is_empty()
    }

    /// Whether both totals are the same: both ends, and of an open most what is known of it, where
    /// the receipt says that.
    #[must_use]
    pub fn has_same_total(&self) -> bool {
        let (then, now) = (&self.then, &self.now);
        // Another program may word it otherwise.
        let is_worded_so = |other: &OpenRecord, own: &OpenRecord| {
            !self.is_same_engine() || own.added == other.added
        };
        let is_same = |then: &OpenRecord| {
            let now = now.open.as_ref();
            now.is_some_and(|now| now.most == then.most && is_worded_so(then, now))
        };
        then.total == now.total && then.open.as_ref().is_none_or(is_same)
    }

    /// Whether all figures are the same, whatever the words.
    #[must_use]
    pub fn has_same_figures(&self) -> bool {
        let is_of_words = |found: &Difference| {
            let only_words = |one: &Changed| matches!(one, Changed::State | Changed::Words);
            !found.changed.is_empty() && found.changed.iter().all(only_words)
        };
        self.has_same_total() && self.differences.iter().all(is_of_words)
    }

    /// Whether the receipt was written by this version of the engine.
    #[must_use]
    pub fn is_same_engine(&self) -> bool {
        self.then.engine == self.now.engine
    }
}

/// Whether these are the very rules that a receipt names.
#[must_use]
pub fn are_own(rules: NamedRules<'_>, receipt: &Receipt) -> bool {
    receipt.edition == rules.set.edition && receipt.rules == rules.hash
}

/// Computes a receipt again. Over other rules than its own, answers are carried over as those of
/// links are.
///
/// # Errors
/// An answer or a reading that its own rules do not have, or answers that contradict each other.
pub fn replay(rules: NamedRules<'_>, then: Receipt) -> Result<Replay, ReceiptFault> {
    let found = if then.edition != rules.set.edition {
        RulesMatch::OtherEdition
    } else if then.rules != rules.hash {
        RulesMatch::OtherSources
    } else {
        RulesMatch::Same
    };
    let mut left_out = Vec::new();
    let answers = match found {
        RulesMatch::Same => own_answers(rules.set, &then.answers)?,
        RulesMatch::OtherSources | RulesMatch::OtherEdition => {
            carried_answers(rules.set, &then, &mut left_out)?
        }
    };
    let readings = readings(rules.set, found, &then.others, &mut left_out)?;
    let now = Receipt::compute(rules, &answers, then.on, &readings);
    let is_same_writer = found == RulesMatch::Same && then.engine == now.engine;
    let differences = differences(&then, &now, is_same_writer);
    let source = ThenSource::File;
    Ok(Replay { then, now, rules: found, source, differences, left_out })
}

/// Reads answers that were given to these rules.
fn own_answers(
    set: &'static PolicySet,
    given: &[(String, Plain)],
) -> Result<Answers, ReceiptFault> {
    let mut answers = Vec::new();
    for (id, value) in given {
        let Some(index) = set.question_index(id) else {
            return Err(ReceiptFault::of(
                "unknown_question",
                format!("凭据里的问题“{}”，规则里没有", short(id)),
            ));
        };
        let question = set.question(index);
        let answer = strict(question, value).map_err(|problem| ReceiptFault {
            question: Some(question.id),
            code: problem.code(),
            message: problems::strict(&problem, question),
        })?;
        answers.push((index, answer));
    }
    together(set, answers)
}

fn together(
    set: &'static PolicySet,
    answers: Vec<(QuestionIndex, Answer)>,
) -> Result<Answers, ReceiptFault> {
    Answers::build(set, answers).map_err(|constraint| ReceiptFault {
        question: Some(set.question(constraint.multi).id),
        code: "contradiction",
        message: constraint.message.to_owned(),
    })
}

/// Reads an answer as the JavaScript interface does.
fn strict(question: &Question, value: &Plain) -> Result<Answer, Problem> {
    let texts: Vec<&str>;
    let raw = match value {
        Plain::Text(text) => RawAnswer::Text(text),
        Plain::YesNo(yes) => RawAnswer::YesNo(*yes),
        Plain::List(items) => {
            let all = items.iter().map(|item| match item {
                Plain::Text(text) => Some(text.as_str()),
                Plain::Nothing
                | Plain::YesNo(_)
                | Plain::Number(_)
                | Plain::List(_)
                | Plain::Object(_) => None,
            });
            match all.collect::<Option<Vec<&str>>>() {
                Some(all) => {
                    texts = all;
                    RawAnswer::Texts(&texts)
                }
                None => RawAnswer::Other,
            }
        }
        Plain::Nothing | Plain::Number(_) | Plain::Object(_) => RawAnswer::Other,
    };
    read(question, raw)
}

/// Carries answers that were given to other rules over to these.
fn carried_answers(
    set: &'static PolicySet,
    then: &Receipt,
    left_out: &mut Vec<LeftOutAnswer>,
) -> Result<Answers, ReceiptFault> {
    let value = |(id, plain): &(String, Plain)| {
        (id.clone(), value_of(kind_then(set, &then.edition, id), plain))
    };
    let given: Vec<(String, Value)> = then.answers.iter().map(value).collect();
    let carried = carry(set, GivenTo::Edition(&then.edition), &given);
    let mut answers = Vec::new();
    let mut unknown = carried.unknown_answers;
    for (index, value) in carried.answers {
        match plain_of(&value).map(|plain| strict(set.question(index), &plain)) {
            Some(Ok(answer)) => answers.push((index, answer)),
            Some(Err(_)) | None => unknown.push(index),
        }
    }
    unknown.sort_unstable();
    unknown.dedup();
    left_out.extend(unknown.into_iter().map(|index| LeftOutAnswer {
        question: Some(index),
        message: format!("“{}”的答案，这里的规则里没有，没有算进去。", set.question(index).short),
    }));
    left_out.extend(carried.asked_again.into_iter().map(|(index, why)| LeftOutAnswer {
        question: Some(index),
        message: format!("“{}”这一题的问法改了（{why}），没有算进去。", set.question(index).short),
    }));
    if carried.unknown_questions > 0 {
        left_out.push(LeftOutAnswer {
            question: None,
            message: format!(
                "有 {} 个答案对应的问题，这里的规则里没有，没有算进去。",
                carried.unknown_questions
            ),
        });
    }
    together(set, answers)
}

/// Returns the kind that a question had in an edition: as the next one that asks otherwise says,
/// else the present one.
fn kind_then(set: &PolicySet, edition: &str, id: &str) -> Option<Kind> {
    let former = set.formerly.iter().filter(|former| former.id == id && former.before > edition);
    let now = || set.question_index(id).map(|index| set.question(index).kind);
    former.min_by_key(|former| former.before).map(|former| former.kind).or_else(now)
}

/// Returns an answer of this kind by ids; "not clear" where it is of another kind.
fn value_of(kind: Option<Kind>, plain: &Plain) -> Value {
    match (kind, plain) {
        (Some(Kind::Single) | None, Plain::Text(id)) => Value::Option(id.clone()),
        (Some(Kind::Figure(_)), Plain::Text(figure)) => Value::Figure(figure.clone()),
        (Some(Kind::YesNo), Plain::YesNo(yes)) => Value::YesNo(*yes),
        (Some(Kind::Multi), Plain::List(items)) => {
            let ids = items.iter().map(|item| match item {
                Plain::Text(id) => id.clone(),
                Plain::Nothing
                | Plain::YesNo(_)
                | Plain::Number(_)
                | Plain::List(_)
                | Plain::Object(_) => String::new(),
            });
            Value::Options(ids.collect())
        }
        (Some(Kind::Single | Kind::Multi | Kind::YesNo | Kind::Figure(_)) | None, _) => {
            Value::Unclear
        }
    }
}

fn plain_of(value: &Value) -> Option<Plain> {
    match value {
        Value::Option(id) => Some(Plain::text(id)),
        Value::Options(ids) => Some(Plain::List(ids.iter().map(Plain::text).collect())),
        Value::YesNo(yes) => Some(Plain::YesNo(*yes)),
        Value::Figure(figure) => Some(Plain::text(figure)),
        Value::Sums(_) | Value::Unclear => None,
    }
}

fn readings(
    set: &'static PolicySet,
    found: RulesMatch,
    others: &[String],
    left_out: &mut Vec<LeftOutAnswer>,
) -> Result<ChosenReadings, ReceiptFault> {
    let mut chosen = ChosenReadings::default();
    for id in others {
        let mut all = set.policies.iter().flat_map(|policy| policy.readings);
        match (all.find(|reading| reading.id == id), found) {
            (Some(reading), _) => chosen = chosen.other(reading.id),
            (None, RulesMatch::Same) => {
                return Err(ReceiptFault::of(
                    "unknown_reading",
                    format!("没有“{}”这种理解", short(id)),
                ));
            }
            (None, RulesMatch::OtherSources | RulesMatch::OtherEdition) => {
                left_out.push(LeftOutAnswer {
                    question: None,
                    message: "有一处条款的另一种理解，这里的规则里没有，按通常理解算。".to_owned(),
                });
            }
        }
    }
    Ok(chosen)
}

/// A part that both sides may have.
trait Record: Clone {
    fn id(&self) -> &str;
    /// Returns what of it differs, words aside.
    fn changed(&self, now: &Self) -> Vec<Changed>;
    /// Whether both say the same in every word.
    fn is_same_in_words(&self, now: &Self) -> bool;
}

impl Record for DocumentRecord {
    fn id(&self) -> &str {
        &self.id
    }

    fn changed(&self, now: &Self) -> Vec<Changed> {
        if self.state == now.state { Vec::new() } else { vec![Changed::State] }
    }

    fn is_same_in_words(&self, now: &Self) -> bool {
        self.title == now.title
    }
}

impl Record for AwardRecord {
    fn id(&self) -> &str {
        &self.id
    }

    fn changed(&self, now: &Self) -> Vec<Changed> {
        let amounts =
            |steps: &[StepRecord]| steps.iter().map(|step| step.amount).collect::<Vec<_>>();
        let mut changed = Vec::new();
        if self.outcome != now.outcome {
            changed.push(Changed::Outcome);
        }
        changed.extend(ends_changed(self.amount, now.amount));
        if amounts(&self.steps) != amounts(&now.steps) {
            changed.push(Changed::Steps);
        }
        changed
    }

    fn is_same_in_words(&self, now: &Self) -> bool {
        let texts = |record: &Self| -> Vec<String> {
            record.steps.iter().map(|step| step.text.clone()).collect()
        };
        (&self.name, &self.clause) == (&now.name, &now.clause) && texts(self) == texts(now)
    }
}

impl Record for SumRecord {
    fn id(&self) -> &str {
        &self.id
    }

    fn changed(&self, now: &Self) -> Vec<Changed> {
        ends_changed(self.amount, now.amount)
    }

    fn is_same_in_words(&self, now: &Self) -> bool {
        (&self.name, &self.clause) == (&now.name, &now.clause)
    }
}

fn ends_changed(then: Amount, now: Amount) -> Vec<Changed> {
    let mut changed = Vec::new();
    if then.least != now.least {
        changed.push(Changed::Least);
    }
    if then.most != now.most {
        changed.push(Changed::Most);
    }
    changed
}

/// Returns what differs. Words count only where the same writer would have written the same ones.
fn differences(then: &Receipt, now: &Receipt, is_same_writer: bool) -> Vec<Difference> {
    let mut all = Vec::new();
    compare(&then.documents, &now.documents, is_same_writer, DifferentPart::Document, &mut all);
    compare(&then.awards, &now.awards, is_same_writer, DifferentPart::Award, &mut all);
    compare(&then.groups, &now.groups, is_same_writer, DifferentPart::Group, &mut all);
    compare(&then.limits, &now.limits, is_same_writer, DifferentPart::Limit, &mut all);
    all
}

fn compare<R: Record>(
    then: &[R],
    now: &[R],
    is_same_writer: bool,
    part: fn(Option<R>, Option<R>) -> DifferentPart,
    all: &mut Vec<Difference>,
) {
    for after in now {
        let before = then.iter().find(|one| one.id() == after.id());
        let mut changed = before.map_or_else(Vec::new, |before| before.changed(after));
        if is_same_writer && before.is_some_and(|before| !before.is_same_in_words(after)) {
            changed.push(Changed::Words);
        }
        if before.is_none() || !changed.is_empty() {
            all.push(Difference { part: part(before.cloned(), Some(after.clone())), changed });
        }
    }
    for before in then.iter().filter(|one| now.iter().all(|after| after.id() != one.id())) {
        all.push(Difference { part: part(Some(before.clone()), None), changed: Vec::new() });
    }
}
