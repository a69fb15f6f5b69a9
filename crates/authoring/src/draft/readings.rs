//! Readings of a document, and what one changes of an award.

use super::{DocumentDraft, has_room};
use crate::declarations::MOST_READINGS;
use crate::read::{TomlTable, TomlText};
use crate::short_names::NameOf;
use crate::words::{duplicate, index_in, keep_all, word};
use huiqi_rules::policy::{OtherTerms, Reading, ReadingIndex, ReadingSet, Terms};

/// What a reading may change of an award.
const KEYS_OF_TERMS: [&str; 6] = [
    "condition",
    "amount",
    "silent_unless",
    "valid_from",
    "valid_to",
    "counts_before_the_document",
];

// One reading changes each key, and an award has terms for each choice of them: few keys, few
// terms.
const _: () = assert!(KEYS_OF_TERMS.len() <= 6);

impl DocumentDraft<'_> {
    pub(crate) fn reading(&mut self, mut table: TomlTable<'_>) {
        let (id, clause) = (table.text("id"), table.text("clause"));
        let (followed, other) = (table.text("followed"), table.text("other"));
        let changes = table.tables("changes");
        if changes.is_empty() {
            table.position.missing(
                "changes",
                say!(
                    "`changes` is missing: say what the other reading changes",
                    "少了 `changes`：另一种理解改了什么，要写出来"
                ),
            );
        }
        let has_room = has_room(
            &table.position,
            self.readings.len(),
            MOST_READINGS,
            ["readings", "另一种理解"],
        );
        table.finish();
        if !has_room {
            return;
        }
        let mut touched = Vec::new();
        let reading = ReadingIndex(self.readings.len() as u8);
        changes.into_iter().for_each(|change| self.change(change, reading, &mut touched));
        touched.sort_unstable();
        touched.dedup();
        if let Some(id) = id {
            duplicate(&id, self.own(self.readings.iter().map(|reading| reading.id)).into_iter());
            let awards = keep_all(touched);
            let full = TomlText { text: self.full(&id).to_owned(), ..id.clone() };
            self.declared.short_names.add(NameOf::Reading, &full);
            self.readings.push(Reading {
                id: self.full(&id),
                clause: word(clause),
                awards,
                followed: word(followed),
                other: word(other),
            });
        }
    }

    fn change(&mut self, mut table: TomlTable<'_>, reading: ReadingIndex, touched: &mut Vec<u16>) {
        let (rule, definition) = (table.maybe_text("highest_only"), table.maybe_text("definition"));
        let limit = table.maybe_text("limit");
        if table.is_wrong() {
            return;
        }
        match (rule, definition, limit) {
            (Some(rule), ..) => self.change_group(table, &rule, reading, touched),
            (None, Some(id), _) => self.change_definition(table, &id, reading, touched),
            (None, None, Some(id)) => self.change_limit(table, &id, reading, touched),
            (None, None, None) => self.change_award(table, reading, touched),
        }
    }

    /// Returns an award's terms for each choice of readings, with one reading more.
    pub(crate) fn others_with(
        &self,
        index: usize,
        reading: ReadingIndex,
        changed: &dyn Fn(&Terms) -> Terms,
    ) -> Vec<OtherTerms> {
        let base = &self.awards[index];
        let mut others = base.others.to_vec();
        if base.changed_by().contains(reading) {
            let own = others.iter_mut().filter(|other| other.readings.contains(reading));
            own.for_each(|other| other.terms = changed(&other.terms));
        } else {
            others.push(OtherTerms {
                readings: ReadingSet::NONE.with(reading),
                terms: changed(&base.terms),
            });
            others.extend(base.others.iter().map(|other| OtherTerms {
                readings: other.readings.with(reading),
                terms: changed(&other.terms),
            }));
        }
        others
    }

    /// Several readings may change one award, each another key: the award then has terms for each
    /// choice of them.
    fn change_award(
        &mut self,
        mut table: TomlTable<'_>,
        reading: ReadingIndex,
        touched: &mut Vec<u16>,
    ) {
        if !table.has("award") {
            // Where `limit` is misspelt, its other keys are right.
            let _ = (table.has("at_most"), table.has("members"));
            table.position.problem_of_table(say!(
                "changes nothing: name what it changes with `award`, `definition`, `highest_only` \
                 or `limit`",
                "没有写改什么：用 `award`、`definition`、`highest_only` 或 `limit` 写出来"
            ));
        }
        let award = table.maybe_text("award");
        let keys: Vec<&'static str> =
            KEYS_OF_TERMS.into_iter().filter(|key| table.has(key)).collect();
        let conditioned =
            table.value("condition").map_or(table.position.clone(), |(_, position)| position);
        let paid = table.value("amount").map_or(table.position.clone(), |(_, position)| position);
        let written = self.written(&mut table);
        let counts_before_the_document = table.maybe_true("counts_before_the_document");
        table.finish();
        let Some(award) = award else { return };
        let Some(index) = index_in(self.award_ids().into_iter(), &award, "award") else { return };
        if keys.is_empty() {
            award.position.problem_of_table(say!(
                "nothing of the award is changed; give one of {}",
                "这一项什么也没有改；要写其中一个：{}",
                KEYS_OF_TERMS.map(|key| format!("`{key}`")).join(", ")
            ));
        }
        for key in &keys {
            if self.changed_keys.contains(&(index, key)) {
                award.position.problem(say!(
                    "a reading changes `{key}` of this award already; one reading for each key",
                    "这一项的 `{key}` 已经有一种理解改过；一处只能由一种理解来改"
                ));
                return;
            }
        }
        self.changed_keys.extend(keys.into_iter().map(|key| (index, key)));
        touched.push(index);
        let condition =
            written.condition.map(|own| self.with_every_award(&award, own, &conditioned));
        let amount = written
            .amount
            .map(|own| self.less_of_every_award(&award, own, written.has_less, &paid));
        if amount.is_some() && self.paid_in_sums.contains(&index) {
            paid.problem(say!(
                "the award says its `instalments` in sums, which are those of its own amount: \
                 write them as shares where a reading changes the amount",
                "这一项的 `instalments` 写的是金额，只对得上原来的金额：理解会改金额的，分几次给\
                 要写比例"
            ));
        }
        let followed = &self.awards[usize::from(index)].terms;
        let repeats = |is_written: bool, other: String, own: String, key| {
            if is_written && other == own {
                changes_nothing(&award, key);
            }
        };
        let own = |part: &dyn std::fmt::Debug| format!("{part:?}");
        let takes_over = condition.is_some_and(|other| self.declared.takes_over(&other));
        let other = condition.as_ref().map_or(String::new(), |other| own(other));
        repeats(condition.is_some() && !takes_over, other, own(&followed.condition), "condition");
        let other = amount.as_ref().map_or(String::new(), |other| own(other));
        repeats(amount.is_some(), other, own(&followed.amount), "amount");
        self.check_days(usize::from(index), &written.days);
        let changed = |terms: &Terms| Terms {
            days: written.days.over(terms.days, counts_before_the_document),
            ..self.terms(
                condition.unwrap_or(terms.condition),
                amount.unwrap_or(terms.amount),
                written.silent_unless.unwrap_or(terms.silent_unless),
            )
        };
        let others = self.others_with(usize::from(index), reading, &changed);
        written.days.must_not_cross(others.iter().map(|other| other.terms.days));
        self.awards[usize::from(index)].others = keep_all(others);
    }
}

/// Notes a key of a reading that says what is followed already.
pub(crate) fn changes_nothing(changed: &TomlText, key: &str) {
    changed.position.problem(say!(
        "the other reading has the same `{key}` as the followed one: it changes nothing",
        "另一种理解的 `{key}` 和现在的一样：没有改什么"
    ));
}
