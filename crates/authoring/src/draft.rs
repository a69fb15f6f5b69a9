//! One document in the making: its awards, limits, readings, supports and goals, each checked as it
//! is read.

use super::check::{word, words};
use super::conditions::{condition, must_be_possible, place_in, reads};
use super::declarations::{Declared, duplicate, keep, keep_all};
use super::read::{Log, Table, Text, Value, unknown};
use super::{Example, figures};
use huiqi_rules::policy::{
    AmountRule, Award, AwardKind, Cap, ClaimedElsewhere, Condition, Goal, Grade, HighestOnly,
    OtherMembers, OtherTerms, Promise, Reading, Support, Terms, Unpriced,
};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use huiqi_rules::unit::Unit;

const SUPPORT_KINDS: [&str; 7] =
    ["资金与金融", "技术与数字化", "市场与上市", "人才", "用地用能", "服务", Support::GOAL];

/// A document in the making.
pub(super) struct Draft<'d> {
    pub(super) declared: &'d Declared,
    pub(super) id: &'static str,
    pub(super) elsewhere: Option<&'d ClaimedElsewhere>,
    pub(super) awards: Vec<Award>,
    pub(super) rules: Vec<HighestOnly>,
    pub(super) readings: Vec<Reading>,
}

/// An award's terms as written; the parts that a reading may replace.
struct Written {
    condition: Option<Condition>,
    amount: Option<AmountRule>,
    silent_unless: Option<Option<Condition>>,
}

impl Draft<'_> {
    fn full(&self, own: &Text) -> &'static str {
        keep(&format!("{}/{}", self.id, own.text))
    }

    /// Own ids, without the document's.
    fn own<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        ids.map(|id| id.split_once('/').map_or(id, |(_, own)| own)).collect()
    }

    fn award_ids(&self) -> Vec<&'static str> {
        self.own(self.awards.iter().map(|award| award.id))
    }

    fn written(&self, table: &mut Table<'_>, log: &mut Log) -> Written {
        let condition = table.maybe_table("condition", log).and_then(|part| {
            let place = part.place.clone();
            let condition = condition(self.declared, part, false, log)?;
            must_be_possible(self.declared, &condition, &place, log);
            Some(condition)
        });
        let amount = table.maybe_table("amount", log).and_then(|part| self.amount(part, log));
        let silent_unless = match table.value("silent_unless") {
            None => None,
            Some((Value::Text(text), _)) if text.text == "never" => Some(None),
            Some((Value::Table(part), _)) => {
                super::conditions::condition(self.declared, part, false, log).map(Some)
            }
            Some((Value::Text(_) | Value::Texts(_) | Value::YesNo(_) | Value::Other, place)) => {
                place.problem(log, "must be a condition, or \"never\" in a reading");
                None
            }
        };
        Written { condition, amount, silent_unless }
    }

    fn terms(
        &self,
        condition: Condition,
        amount: AmountRule,
        silent_unless: Option<Condition>,
        before: bool,
        matter: Option<u8>,
    ) -> Terms {
        let first = |question: QuestionIndex| {
            Variables::one(self.declared.questions[usize::from(question.0)].first_variable)
        };
        let mut all = reads(self.declared, &condition);
        if let Some(silent) = &silent_unless {
            all = all | reads(self.declared, silent);
        }
        all = all
            | match &amount {
                AmountRule::Fixed(_) | AmountRule::UpTo(_) => Variables::NONE,
                AmountRule::Graded { question, .. } => first(*question),
                AmountRule::Match { of, .. } => first(*of),
                AmountRule::Share { of, cap, .. } => {
                    first(*of)
                        | match cap {
                            Some(Cap::Question(cap)) => first(*cap),
                            Some(Cap::Sum(_)) | None => Variables::NONE,
                        }
                }
            };
        if let (Some(elsewhere), Some(matter)) = (self.elsewhere, matter) {
            all = all
                | Variables::one(
                    self.declared.questions[usize::from(elsewhere.question.0)].first_variable
                        + matter,
                );
        }
        Terms { condition, amount, silent_unless, counts_before_the_document: before, reads: all }
    }

    pub(super) fn award(&self, mut table: Table<'_>, log: &mut Log) -> Option<Award> {
        let id = table.text("id", log);
        let name = table.text("name", log);
        let clause = table.text("clause", log);
        let payers = table.texts("payers", log);
        let kinds = [
            ("entitlement", AwardKind::Entitlement),
            ("ceiling", AwardKind::Ceiling),
            ("competitive", AwardKind::Competitive),
        ];
        let kind = table.text("kind", log).and_then(|kind| one_of(&kind, &kinds, "kind", log));
        let summary = table.text("summary", log);
        let quota = table.maybe_text("quota", log).map(|quota| keep(&quota.text));
        let matter = table.maybe_text("matter", log);
        let matter = match (matter, self.elsewhere) {
            (Some(matter), Some(elsewhere)) => {
                self.declared.option_of(elsewhere.question, &matter, log)
            }
            (Some(matter), None) => {
                matter.place.problem(
                    log,
                    "the document has no [claimed_elsewhere]: no matter can be claimed elsewhere",
                );
                None
            }
            (None, _) => None,
        };
        let has_amount = table.has("amount");
        let written = self.written(&mut table, log);
        if !has_amount {
            table.place.problem(log, "`amount` is missing");
        }
        let notes = table.maybe_texts("notes", log);
        table.finish(log);
        let id = id?;
        duplicate(&id, self.award_ids().into_iter(), log);
        let terms = self.terms(
            written.condition.unwrap_or(Condition::All(&[])),
            written.amount?,
            written.silent_unless.flatten(),
            false,
            matter,
        );
        Some(Award {
            id: self.full(&id),
            name: word(name),
            clause: word(clause),
            payers: words(&payers),
            kind: kind?,
            summary: word(summary),
            quota,
            matter,
            terms,
            other: None,
            notes: words(&notes),
        })
    }

    fn amount(&self, mut table: Table<'_>, log: &mut Log) -> Option<AmountRule> {
        let yuan = [Kind::Figure(&Unit::YUAN)];
        let result = if let Some(sum) = table.maybe_text("fixed", log) {
            figures::money(&sum, log).map(AmountRule::Fixed)
        } else if let Some(sum) = table.maybe_text("up_to", log) {
            figures::money(&sum, log).map(AmountRule::UpTo)
        } else if let Some(question) = table.maybe_text("graded", log) {
            let grades = table.maybe_table("grades", log);
            let question = self.declared.question_of(&question, &[Kind::Single], log);
            match (question, grades) {
                (Some(question), Some(grades)) => self.graded(question, &grades, log),
                (Some(_) | None, _) => {
                    table.place.problem(log, "`graded` needs a choice and `grades`");
                    None
                }
            }
        } else if let Some(rate) = table.maybe_text("share", log) {
            let of =
                table.text("of", log).and_then(|of| self.declared.question_of(&of, &yuan, log));
            let cap = table
                .maybe_text("cap", log)
                .and_then(|cap| figures::money(&cap, log))
                .map(Cap::Sum);
            let cap_by = table
                .maybe_text("cap_by", log)
                .and_then(|cap| self.declared.question_of(&cap, &yuan, log))
                .map(Cap::Question);
            let promise =
                if table.maybe_true("ceiling", log) { Promise::Ceiling } else { Promise::Paid };
            figures::rate(&rate, log).zip(of).map(|(rate, of)| AmountRule::Share {
                rate,
                of,
                cap: cap.or(cap_by),
                promise,
            })
        } else if let Some(rate) = table.maybe_text("match", log) {
            let of =
                table.text("of", log).and_then(|of| self.declared.question_of(&of, &yuan, log));
            figures::rate(&rate, log).zip(of).map(|(rate, of)| AmountRule::Match { rate, of })
        } else {
            table.place.problem(
                log,
                "no amount; give one of `fixed`, `up_to`, `graded`, `share`, `match`",
            );
            None
        };
        table.finish(log);
        result
    }

    fn graded(
        &self,
        question: QuestionIndex,
        table: &Table<'_>,
        log: &mut Log,
    ) -> Option<AmountRule> {
        let options = self.declared.questions[usize::from(question.0)].options;
        let mut grades: Vec<Option<Grade>> = vec![None; options.len()];
        for (option, value) in table.entries() {
            let Some(place) = self.declared.option_of(question, &option, log) else { continue };
            grades[usize::from(place)] = match value {
                Value::Text(text) if text.text == "undecided" => Some(Grade::Undecided),
                Value::Text(text) => Some(Grade::Sum(figures::money(&text, log)?)),
                Value::Texts(_) | Value::YesNo(_) | Value::Table(_) | Value::Other => {
                    option
                        .place
                        .problem(log, "a grade is a sum such as \"30万元\", or \"undecided\"");
                    None
                }
            };
        }
        let missing: Vec<&str> = options
            .iter()
            .zip(&grades)
            .filter(|(_, grade)| grade.is_none())
            .map(|(option, _)| option.id)
            .collect();
        if !missing.is_empty() {
            table.place.problem(
                log,
                format!(
                    "a missing grade: {}; every option has one, \"0元\" where it pays nothing",
                    missing.join(", ")
                ),
            );
            return None;
        }
        let grades: Vec<Grade> = grades.into_iter().flatten().collect();
        let highest = grades
            .iter()
            .filter_map(|grade| if let Grade::Sum(sum) = grade { Some(*sum) } else { None })
            .max()?;
        Some(AmountRule::Graded { question, grades: keep_all(grades), highest })
    }

    fn members(&self, awards: &[Text], log: &mut Log) -> &'static [u8] {
        let ids = self.award_ids();
        let mut members: Vec<u8> =
            awards.iter().filter_map(|award| place_in(&ids, award, "award", log)).collect();
        members.sort_unstable();
        keep_all(members)
    }

    pub(super) fn rule(&mut self, mut table: Table<'_>, log: &mut Log) {
        let (id, clause, name) =
            (table.text("id", log), table.text("clause", log), table.text("name", log));
        let awards = table.texts("awards", log);
        table.finish(log);
        let members = self.members(&awards, log);
        if let Some(twice) =
            members.iter().find(|member| self.rules.iter().any(|rule| rule.awards.contains(member)))
        {
            table_problem(
                &awards,
                log,
                &format!(
                    "award `{}` is in another group already; an award is in one group",
                    self.awards[usize::from(*twice)].id
                ),
            );
        }
        if let Some(id) = id {
            duplicate(&id, self.own(self.rules.iter().map(|rule| rule.id)).into_iter(), log);
            self.rules.push(HighestOnly {
                id: self.full(&id),
                clause: word(clause),
                name: word(name),
                awards: members,
                other: None,
            });
        }
    }

    pub(super) fn reading(&mut self, mut table: Table<'_>, log: &mut Log) {
        let (id, clause) = (table.text("id", log), table.text("clause", log));
        let (followed, other) = (table.text("followed", log), table.text("other", log));
        let changes = table.tables("changes", log);
        if changes.is_empty() {
            table.place.problem(log, "`changes` is missing: say what the other reading changes");
        }
        table.finish(log);
        let mut touched = Vec::new();
        let reading = self.readings.len() as u8;
        changes.into_iter().for_each(|change| self.change(change, reading, &mut touched, log));
        touched.sort_unstable();
        touched.dedup();
        if let Some(id) = id {
            duplicate(
                &id,
                self.own(self.readings.iter().map(|reading| reading.id)).into_iter(),
                log,
            );
            let awards = keep_all(touched);
            self.readings.push(Reading {
                id: self.full(&id),
                clause: word(clause),
                awards,
                followed: word(followed),
                other: word(other),
            });
        }
    }

    fn change(&mut self, mut table: Table<'_>, reading: u8, touched: &mut Vec<u8>, log: &mut Log) {
        if let Some(rule) = table.maybe_text("highest_only", log) {
            let awards = table.texts("awards", log);
            table.finish(log);
            let members = self.members(&awards, log);
            let ids = self.own(self.rules.iter().map(|rule| rule.id));
            let Some(place) = place_in(&ids, &rule, "highest_only rule", log) else { return };
            let changed = &mut self.rules[usize::from(place)];
            if changed.other.is_some() {
                rule.place.problem(
                    log,
                    "another reading changes this group already; one reading for each",
                );
            }
            // Dissolved or new: every member is touched. Otherwise those that come or go.
            let before = changed.awards;
            touched.extend(before.iter().chain(members).filter(|member| {
                before.is_empty()
                    || members.is_empty()
                    || before.contains(member) != members.contains(member)
            }));
            changed.other = Some(OtherMembers { reading, awards: members });
            return;
        }
        let Some(award) = table.text("award", log) else { return };
        let written = self.written(&mut table, log);
        let before = table.maybe_true("counts_before_the_document", log);
        table.finish(log);
        let Some(place) = place_in(&self.award_ids(), &award, "award", log) else { return };
        let base = &self.awards[usize::from(place)];
        if base.other.is_some() {
            award.place.problem(
                log,
                "another reading changes this award's terms already; one reading for each",
            );
            return;
        }
        let terms = self.terms(
            written.condition.unwrap_or_else(|| copy(&base.terms.condition)),
            written.amount.unwrap_or_else(|| copy_amount(&base.terms.amount)),
            written.silent_unless.unwrap_or_else(|| base.terms.silent_unless.as_ref().map(copy)),
            before,
            base.matter,
        );
        touched.push(place);
        self.awards[usize::from(place)].other = Some(OtherTerms { reading, terms });
    }

    pub(super) fn support(
        &self,
        mut table: Table<'_>,
        earlier: &[Support],
        log: &mut Log,
    ) -> Option<Support> {
        let (id, name, clause) =
            (table.text("id", log), table.text("name", log), table.text("clause", log));
        let departments = table.texts("departments", log);
        let kind = table.text("kind", log);
        let for_whom = table
            .maybe_table("condition", log)
            .and_then(|part| condition(self.declared, part, false, log));
        let mut unpriced: Vec<Unpriced> = Vec::new();
        for mut item in table.tables("unpriced", log) {
            let (id, what, why) =
                (item.text("id", log), item.text("what", log), item.text("why_not_counted", log));
            item.finish(log);
            if let Some(id) = id {
                let taken = earlier
                    .iter()
                    .flat_map(|support| support.unpriced)
                    .chain(&unpriced)
                    .map(|item| item.id);
                duplicate(&id, self.own(taken).into_iter(), log);
                unpriced.push(Unpriced {
                    id: self.full(&id),
                    what: word(what),
                    why_not_counted: word(why),
                });
            }
        }
        table.finish(log);
        if let Some(kind) = &kind
            && !SUPPORT_KINDS.contains(&kind.text.as_str())
        {
            kind.place
                .problem(log, unknown("kind of support", &kind.text, SUPPORT_KINDS.into_iter()));
        }
        let id = id?;
        // Awards and supports stand on one page of the library under their own ids.
        let taken = earlier
            .iter()
            .map(|support| support.id)
            .chain(self.awards.iter().map(|award| award.id));
        duplicate(&id, self.own(taken).into_iter(), log);
        Some(Support {
            id: self.full(&id),
            name: word(name),
            clause: word(clause),
            departments: words(&departments),
            kind: word(kind),
            condition: for_whom,
            unpriced: keep_all(unpriced),
        })
    }

    pub(super) fn goal(
        &self,
        mut table: Table<'_>,
        earlier: &[Goal],
        log: &mut Log,
    ) -> Option<Goal> {
        let (id, clause) = (table.text("id", log), table.text("clause", log));
        let (what, why) = (table.text("what", log), table.text("why_not_counted", log));
        table.finish(log);
        let id = id?;
        duplicate(&id, self.own(earlier.iter().map(|goal| goal.id)).into_iter(), log);
        Some(Goal {
            id: self.full(&id),
            clause: word(clause),
            what: word(what),
            why_not_counted: word(why),
        })
    }

    pub(super) fn example(
        &self,
        table: Table<'_>,
        award: &'static str,
        first_region: &str,
        day: Option<time::Date>,
        log: &mut Log,
    ) -> Option<(&'static str, Example)> {
        let own = award.split_once('/').map_or(award, |(_, own)| own);
        super::examples::example(
            self.declared,
            self.id,
            own,
            &self.own(self.readings.iter().map(|reading| reading.id)),
            table,
            first_region,
            day,
            log,
        )
    }
}

fn one_of<T: Copy>(text: &Text, allowed: &[(&str, T)], what: &str, log: &mut Log) -> Option<T> {
    let found = allowed.iter().find(|(name, _)| *name == text.text).map(|(_, value)| *value);
    if found.is_none() {
        text.place.problem(log, unknown(what, &text.text, allowed.iter().map(|(name, _)| *name)));
    }
    found
}

fn table_problem(texts: &[Text], log: &mut Log, message: &str) {
    if let Some(text) = texts.first() {
        text.place.problem(log, message);
    }
}

/// The same condition again; its parts are shared.
fn copy(condition: &Condition) -> Condition {
    match condition {
        Condition::All(parts) => Condition::All(parts),
        Condition::Any(parts) => Condition::Any(parts),
        Condition::Not(part) => Condition::Not(part),
        Condition::AtLeastOption { question, option, says } => {
            Condition::AtLeastOption { question: *question, option: *option, says: *says }
        }
        Condition::OneOf { question, options, says } => {
            Condition::OneOf { question: *question, options: *options, says: *says }
        }
        Condition::Includes { question, option, says } => {
            Condition::Includes { question: *question, option: *option, says: *says }
        }
        Condition::IsYes { question, says } => {
            Condition::IsYes { question: *question, says: *says }
        }
        Condition::AtLeast { question, threshold, says } => {
            Condition::AtLeast { question: *question, threshold: *threshold, says: *says }
        }
    }
}

fn copy_amount(amount: &AmountRule) -> AmountRule {
    match amount {
        AmountRule::Fixed(sum) => AmountRule::Fixed(*sum),
        AmountRule::UpTo(sum) => AmountRule::UpTo(*sum),
        AmountRule::Graded { question, grades, highest } => {
            AmountRule::Graded { question: *question, grades, highest: *highest }
        }
        AmountRule::Share { rate, of, cap, promise } => {
            let cap = cap.as_ref().map(|cap| match cap {
                Cap::Sum(sum) => Cap::Sum(*sum),
                Cap::Question(question) => Cap::Question(*question),
            });
            AmountRule::Share { rate: *rate, of: *of, cap, promise: *promise }
        }
        AmountRule::Match { rate, of } => AmountRule::Match { rate: *rate, of: *of },
    }
}
