//! The receipt of a result (凭据): a small file that says by which rules, which engine and which
//! answers the result came out so, with every award. It can be computed again later, by the same
//! rules or by others, and each award that differs is named.
//!
//! What is in a file is data of whoever made the file. It is shown as such, and is never taken for
//! a result of the rules.

mod fields;
mod read;
mod replay;
mod write;

pub use read::{ReceiptFault, read};
pub use replay::{
    Changed, Difference, DifferentPart, LeftOutAnswer, Replay, RulesMatch, ThenSource, are_own,
    replay,
};

use crate::open::OpenTop;
use crate::plain::Plain;
use crate::wording;
use huiqi_engine::report::{AwardReport, Outcome, Report};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{DocumentState, PolicySet};
use huiqi_rules::question::{Question, QuestionIndex};
use huiqi_rules::unit::decimal_text;
use rust_decimal::Decimal;
use time::Date;

/// What the field `format` of every receipt says.
pub const FORMAT: &str = "huiqi-receipt";
/// The version of the form that is written; a later one is not read.
pub const VERSION: u32 = 1;

/// A rule set with the hash of its sources.
#[derive(Clone, Copy, Debug)]
pub struct NamedRules<'a> {
    /// The rule set.
    pub set: &'static PolicySet,
    /// The first 16 digits of the SHA-256 of the policy files.
    pub hash: &'a str,
}

/// A result with all that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The edition of the rules.
    pub edition: String,
    /// The hash of their sources.
    pub rules: String,
    /// The version of the engine.
    pub engine: String,
    /// The day of the claim.
    pub on: Date,
    /// The answers that count in the region, by the ids of their questions, as the JavaScript
    /// interface takes them.
    pub answers: Vec<(String, Plain)>,
    /// The readings that were taken the other way, by their ids.
    pub others: Vec<String>,
    /// The bounds of the total.
    pub total: Amount,
    /// What is known of its most, where that is open.
    pub open: Option<OpenRecord>,
    /// The documents of the region and their state on the day.
    pub documents: Vec<DocumentRecord>,
    /// Every award of these documents.
    pub awards: Vec<AwardRecord>,
    /// What is paid of highest-only groups.
    pub groups: Vec<SumRecord>,
    /// What limits over several awards let through.
    pub limits: Vec<SumRecord>,
}

/// What is known of a most that hangs on a figure which is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRecord {
    /// The most without that figure.
    pub most: Yuan,
    /// What the figure adds, in words: "另加展位费的一半".
    pub added: String,
}

/// A document as it was on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its state.
    pub state: DocumentState,
}

/// An award as it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardRecord {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The clause.
    pub clause: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Its own bounds.
    pub amount: Amount,
    /// How the amount came about.
    pub steps: Vec<StepRecord>,
}

/// One step on the way to an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRecord {
    /// The sentence.
    pub text: String,
    /// The amount after it, where it is one.
    pub amount: Option<Decimal>,
}

/// What a group or a limit lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumRecord {
    /// The id of the rule.
    pub id: String,
    /// The rule in a few words.
    pub name: String,
    /// The clause.
    pub clause: String,
    /// The bounds.
    pub amount: Amount,
}

impl Receipt {
    /// Computes a result and returns its receipt.
    #[must_use]
    pub fn compute(
        rules: NamedRules<'_>,
        answers: &Answers,
        on: Date,
        readings: &ChosenReadings,
    ) -> Self {
        Self::of(rules, answers, readings, &evaluate(rules.set, answers, on, readings))
    }

    /// Returns the receipt of a result that was computed from these answers and readings.
    #[must_use]
    pub fn of(
        rules: NamedRules<'_>,
        answers: &Answers,
        readings: &ChosenReadings,
        report: &Report,
    ) -> Self {
        let set = rules.set;
        let given = |(index, answer): (QuestionIndex, &Answer)| {
            let question = set.question(index);
            (question.id.to_owned(), plain_answer(question, answer))
        };
        // What is asked there, and what bounds an answer to it: titles bound the tier.
        let counts = |(index, _): &(QuestionIndex, &Answer)| {
            *index == PolicySet::REGION
                || answers.region().is_none_or(|region| region.counts(*index))
        };
        let all_readings = set.policies.iter().flat_map(|policy| policy.readings);
        let others = all_readings.filter(|reading| readings.is_other(reading.id));
        let documents = report.outline.documents.iter().map(|document| DocumentRecord {
            id: document.policy.id.to_owned(),
            title: document.policy.short_title.to_owned(),
            state: document.state,
        });
        let sum = |id: &str, name: &str, clause: &str, amount| SumRecord {
            id: id.to_owned(),
            name: name.to_owned(),
            clause: clause.to_owned(),
            amount,
        };
        let groups = report
            .groups
            .iter()
            .map(|group| sum(group.rule.id, group.rule.name, group.rule.clause, group.amount));
        let limits = report
            .limits
            .iter()
            .map(|limit| sum(limit.limit.id, limit.limit.name, limit.limit.clause, limit.amount));
        let outline = &report.outline;
        let top = OpenTop::of_answers(set, answers.clone(), (outline.on, readings), outline);
        let open = top.and_then(|top| {
            let most = top.bounded.sum()?;
            Some(OpenRecord { most, added: wording::added(set, &top) })
        });
        Self {
            edition: set.edition.to_owned(),
            rules: rules.hash.to_owned(),
            engine: huiqi_engine::VERSION.to_owned(),
            on: report.outline.on,
            answers: answers.iter().filter(counts).map(given).collect(),
            others: others.map(|reading| reading.id.to_owned()).collect(),
            total: report.outline.total,
            open,
            documents: documents.collect(),
            awards: report.awards.iter().map(|award| award_record(set, report, award)).collect(),
            groups: groups.collect(),
            limits: limits.collect(),
        }
    }
}

fn award_record(set: &PolicySet, report: &Report, own: &AwardReport) -> AwardRecord {
    let step = |(text, amount): (String, Amount)| {
        let sum = amount.most.sum().filter(|_| amount.is_exact());
        StepRecord { text, amount: sum.map(|sum| sum.decimal().normalize()) }
    };
    AwardRecord {
        id: own.award.id.to_owned(),
        name: own.award.name.to_owned(),
        clause: own.award.clause.to_owned(),
        outcome: own.outcome,
        amount: own.amount,
        steps: wording::steps(set, report.steps(own)).map(step).collect(),
    }
}

/// Returns an answer as the JavaScript interface takes it.
fn plain_answer(question: &Question, answer: &Answer) -> Plain {
    let id = |option: usize| Plain::text(question.options[option].id);
    match answer {
        Answer::Option(option) => id(usize::from(*option)),
        Answer::Options(chosen) => {
            let chosen = (0..question.options.len()).filter(|option| chosen >> option & 1 == 1);
            Plain::List(chosen.map(id).collect())
        }
        Answer::YesNo(yes) => Plain::YesNo(*yes),
        Answer::Figure(figure) => Plain::Text(decimal_text(*figure)),
    }
}
