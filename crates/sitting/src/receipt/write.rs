//! A receipt as JSON, and what came of computing it again.

use super::{
    AwardRecord, Changed, Difference, DifferentPart, DocumentRecord, FORMAT, LeftOutAnswer,
    OpenRecord, Receipt, Replay, RulesMatch, StepRecord, SumRecord, VERSION,
};
use crate::plain::Plain;
use crate::wording;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::day::date_text;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::unit::decimal_text;
use rust_decimal::Decimal;

fn sum(figure: Decimal) -> Plain {
    Plain::Text(decimal_text(figure))
}

/// Returns an end of bounds; nothing where it is open.
fn level(level: Level) -> Plain {
    level.sum().map_or(Plain::Nothing, |yuan| sum(yuan.decimal()))
}

fn ends(amount: Amount) -> [(&'static str, Plain); 2] {
    [("least", level(amount.least)), ("most", level(amount.most))]
}

fn object(parts: impl IntoIterator<Item = (&'static str, Plain)>) -> Plain {
    Plain::Object(parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn list<T>(items: &[T], write: impl Fn(&T) -> Plain) -> Plain {
    Plain::List(items.iter().map(write).collect())
}

/// Returns the field that says what is known of an open most; none where there is nothing.
fn open(record: Option<&OpenRecord>) -> Option<(&'static str, Plain)> {
    let OpenRecord { most, added } = record?;
    let parts = [("most", sum(most.decimal())), ("added", Plain::text(added))];
    Some(("open", Plain::object(parts)))
}

fn document(record: &DocumentRecord) -> Plain {
    Plain::object([
        ("id", Plain::text(&record.id)),
        ("title", Plain::text(&record.title)),
        ("state", Plain::text(record.state.id())),
    ])
}

fn step(record: &StepRecord) -> Plain {
    let amount = record.amount.map_or(Plain::Nothing, sum);
    Plain::object([("text", Plain::text(&record.text)), ("amount", amount)])
}

/// Returns an award of a receipt.
fn award(record: &AwardRecord) -> Plain {
    let [least, most] = ends(record.amount);
    object([
        ("id", Plain::text(&record.id)),
        ("name", Plain::text(&record.name)),
        ("clause", Plain::text(&record.clause)),
        ("outcome", Plain::text(record.outcome.id())),
        least,
        most,
        ("steps", list(&record.steps, step)),
    ])
}

/// Returns a group or a limit of a receipt.
fn rule(record: &SumRecord) -> Plain {
    let [least, most] = ends(record.amount);
    object([
        ("id", Plain::text(&record.id)),
        ("name", Plain::text(&record.name)),
        ("clause", Plain::text(&record.clause)),
        least,
        most,
    ])
}

impl Receipt {
    /// Returns it as JSON, with every field.
    #[must_use]
    pub fn plain(&self) -> Plain {
        let [least, most] = ends(self.total);
        let others = self.others.iter().map(|id| (id.clone(), Plain::text("other")));
        let head = [
            ("format", Plain::text(FORMAT)),
            ("version", Plain::Number(VERSION.to_string())),
            ("edition", Plain::text(&self.edition)),
            ("rules", Plain::text(&self.rules)),
            ("engine", Plain::text(&self.engine)),
            ("on", Plain::Text(date_text(self.on))),
            ("answers", Plain::Object(self.answers.clone())),
            ("readings", Plain::Object(others.collect())),
            least,
            most,
        ];
        let parts = [
            ("documents", list(&self.documents, document)),
            ("awards", list(&self.awards, award)),
            ("groups", list(&self.groups, rule)),
            ("limits", list(&self.limits, rule)),
        ];
        object(head.into_iter().chain(open(self.open.as_ref())).chain(parts))
    }
}

impl RulesMatch {
    /// Returns its name in the JavaScript interface.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::OtherSources => "other_sources",
            Self::OtherEdition => "other_edition",
        }
    }
}

impl Replay {
    /// Returns it as JSON: the verdict, the sentences, both sides, what differs.
    #[must_use]
    pub fn plain(&self, set: &PolicySet) -> Plain {
        let then = &self.then;
        let [least, most] = ends(then.total);
        let own = [
            ("edition", Plain::text(&then.edition)),
            ("rules", Plain::text(&then.rules)),
            ("engine", Plain::text(&then.engine)),
            ("on", Plain::Text(date_text(then.on))),
            least,
            most,
        ];
        let then = object(own.into_iter().chain(open(then.open.as_ref())));
        let left_out = |one: &LeftOutAnswer| {
            let question = one.question.map(|index| set.question(index).id.to_owned());
            Plain::object([
                ("question", Plain::maybe_text(question)),
                ("message", Plain::text(&one.message)),
            ])
        };
        let sentences = wording::receipt::sentences(self);
        Plain::object([
            ("same", Plain::YesNo(self.is_same())),
            ("rules", Plain::text(self.rules.id())),
            ("sentences", list(&sentences, |text: &String| Plain::text(text))),
            ("then", then),
            ("now", self.now.plain()),
            ("differences", list(&self.differences, difference)),
            ("left_out", list(&self.left_out, left_out)),
        ])
    }
}

/// One side of a difference as the interface names it.
struct Side<'a> {
    id: &'a str,
    name: &'a str,
    clause: Option<&'a str>,
    shown: Plain,
}

fn document_side(record: &DocumentRecord) -> Side<'_> {
    Side { id: &record.id, name: &record.title, clause: None, shown: document(record) }
}

fn award_side(record: &AwardRecord) -> Side<'_> {
    Side { id: &record.id, name: &record.name, clause: Some(&record.clause), shown: award(record) }
}

fn rule_side(record: &SumRecord) -> Side<'_> {
    Side { id: &record.id, name: &record.name, clause: Some(&record.clause), shown: rule(record) }
}

fn difference(found: &Difference) -> Plain {
    let (kind, then, now) = match &found.part {
        DifferentPart::Document(then, now) => {
            ("document", then.as_ref().map(document_side), now.as_ref().map(document_side))
        }
        DifferentPart::Award(then, now) => {
            ("award", then.as_ref().map(award_side), now.as_ref().map(award_side))
        }
        DifferentPart::Group(then, now) => {
            ("group", then.as_ref().map(rule_side), now.as_ref().map(rule_side))
        }
        DifferentPart::Limit(then, now) => {
            ("limit", then.as_ref().map(rule_side), now.as_ref().map(rule_side))
        }
    };
    // The words of the rules that are here come before those of a file.
    let named = now.as_ref().or(then.as_ref());
    let of = |part: fn(&Side<'_>) -> Plain| named.map_or(Plain::Nothing, part);
    let award = if kind == "award" { of(|side| Plain::text(side.id)) } else { Plain::Nothing };
    let clause = |side: &Side<'_>| Plain::maybe_text(side.clause.map(str::to_owned));
    let changed = |changed: &Changed| Plain::text(changed.id());
    let parts = [
        ("kind", Plain::text(kind)),
        ("id", of(|side| Plain::text(side.id))),
        ("award", award),
        ("name", of(|side| Plain::text(side.name))),
        ("clause", of(clause)),
        ("changed", list(&found.changed, changed)),
        ("text", Plain::Text(wording::receipt::difference(found, "凭据"))),
    ];
    let side = |side: Option<Side<'_>>| side.map_or(Plain::Nothing, |side| side.shown);
    object(parts.into_iter().chain([("then", side(then)), ("now", side(now))]))
}
