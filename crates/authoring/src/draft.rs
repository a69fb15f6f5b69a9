//! One document in the making: its awards, limits, readings, supports and goals, each checked as it
//! is read.

use super::amounts;
use super::apply::apply;
use super::award_days::{DocumentDays, WrittenDays};
use super::conditions::condition;
use super::declarations::{Declarations, MOST_OF_A_KIND, MOST_READINGS};
use super::every_award::EveryAward;
use super::instalments;
use super::limits::WrittenLimit;
use super::linked::AwardPosition;
use super::measured::leaves_open;
use super::possible::must_be_possible;
use super::read::{Position, TomlTable, TomlText, TomlValue};
use super::short_names::NameOf;
use super::words::{duplicate, index_in, keep, keep_all, one_of, word, words};
use huiqi_rules::condition::{Condition, Leaf};
use huiqi_rules::formula::Gap;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{
    AmountRule, Award, AwardDays, AwardKind, ClaimedElsewhere, Goal, HighestOnly, OtherMembers,
    OtherTerms, Reading, ReadingIndex, ReadingSet, Support, Terms,
};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};

const AWARD_KINDS: [(&str, AwardKind); 3] = [
    ("entitlement", AwardKind::Entitlement),
    ("ceiling", AwardKind::Ceiling),
    ("competitive", AwardKind::Competitive),
];

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

/// A document in the making.
pub(super) struct DocumentDraft<'d> {
    pub(super) declared: &'d Declarations,
    pub(super) id: &'static str,
    /// The days of the document.
    pub(super) days: DocumentDays,
    /// Where an award's own first day is written that is before the document's.
    pub(super) early: Vec<(usize, Position)>,
    pub(super) elsewhere: Option<ClaimedElsewhere>,
    /// Whether the document has a table for it, be it right or wrong.
    has_elsewhere: bool,
    /// What is asked of every award.
    pub(super) every_award: Option<EveryAward>,
    pub(super) awards: Vec<Award>,
    pub(super) rules: Vec<HighestOnly>,
    /// Where highest-only rules over one award are written.
    lone_rules: Vec<(usize, Position)>,
    pub(super) limits: Vec<WrittenLimit>,
    /// Whether a limit was left out for a mistake in it.
    pub(super) lacks_a_limit: bool,
    pub(super) readings: Vec<Reading>,
    /// What a reading changes already: awards and keys.
    changed_keys: Vec<(u16, &'static str)>,
    /// The definitions that a reading changes already.
    pub(super) changed_definitions: Vec<String>,
    /// Where the amount of each award is written.
    pub(super) positions: Vec<AwardPosition>,
    pub(super) supports: Vec<Support>,
    pub(super) goals: Vec<Goal>,
}

/// An award's terms as written; the parts that a reading may replace.
struct PartialTerms {
    condition: Option<Condition>,
    amount: Option<AmountRule>,
    silent_unless: Option<Option<Condition>>,
    days: WrittenDays,
}

impl<'d> DocumentDraft<'d> {
    pub(super) const fn new(
        declared: &'d Declarations,
        id: &'static str,
        days: DocumentDays,
        has_elsewhere: bool,
    ) -> Self {
        Self {
            declared,
            id,
            days,
            early: Vec::new(),
            elsewhere: None,
            has_elsewhere,
            every_award: None,
            awards: Vec::new(),
            rules: Vec::new(),
            lone_rules: Vec::new(),
            limits: Vec::new(),
            lacks_a_limit: false,
            readings: Vec::new(),
            changed_keys: Vec::new(),
            changed_definitions: Vec::new(),
            positions: Vec::new(),
            supports: Vec::new(),
            goals: Vec::new(),
        }
    }

    /// Returns the ids of its readings, without the document's.
    pub(super) fn reading_ids(&self) -> Vec<&'static str> {
        self.own(self.readings.iter().map(|reading| reading.id))
    }

    pub(super) fn full(&self, own: &TomlText) -> &'static str {
        keep(&format!("{}/{}", self.id, own.text))
    }

    /// Returns own ids, without the document's.
    pub(super) fn own<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        ids.map(|id| id.split_once('/').map_or(id, |(_, own)| own)).collect()
    }

    fn award_ids(&self) -> Vec<&'static str> {
        self.own(self.awards.iter().map(|award| award.id))
    }

    fn written(&self, table: &mut TomlTable<'_>) -> PartialTerms {
        let required = table.maybe_table("condition").and_then(|part| {
            let position = part.position.clone();
            let written = condition(self.declared, part);
            match &written {
                Some(written) => must_be_possible(self.declared, written, &position),
                None => not_understood(&position),
            }
            written
        });
        let amount = table.maybe_table("amount").and_then(|part| {
            let position = part.position.clone();
            let amount = amounts::amount(self.declared, part);
            if amount.is_none() {
                not_understood(&position);
            }
            amount
        });
        let silent_unless = match table.value("silent_unless") {
            None => None,
            Some((TomlValue::Text(text), _)) if text.text == "never" => Some(None),
            Some((TomlValue::Table(part), _)) => condition(self.declared, part).map(Some),
            Some((
                TomlValue::Text(_) | TomlValue::Texts(_) | TomlValue::YesNo(_) | TomlValue::Other,
                position,
            )) => {
                position.problem(say!(
                    "must be a condition, or \"never\" in a reading",
                    "要写条件；在另一种理解里也可以写 \"never\""
                ));
                None
            }
        };
        PartialTerms { condition: required, amount, silent_unless, days: WrittenDays::read(table) }
    }

    pub(super) fn terms(
        &self,
        condition: Condition,
        amount: AmountRule,
        silent_unless: Option<Condition>,
    ) -> Terms {
        // What it reads is known once all questions have their variables.
        let reads = Variables::NONE;
        Terms { condition, amount, silent_unless, days: AwardDays::OfDocument, reads }
    }

    /// Returns an award's matter, as an option of the question for what is claimed elsewhere.
    fn matter(&self, table: &mut TomlTable<'_>) -> Option<u16> {
        let matter = table.maybe_text("matter")?;
        if let Some(elsewhere) = &self.elsewhere {
            return self.declared.option_of(elsewhere.question, &matter);
        }
        if !self.has_elsewhere {
            matter.position.missing_in_file(
                "claimed_elsewhere",
                say!(
                    "the document has no [claimed_elsewhere]: no matter can be claimed elsewhere",
                    "文件没有写 [claimed_elsewhere]，就没有别处领过的事项"
                ),
            );
        }
        None
    }

    /// Returns an award; where only its amount or kind is wrong, still one, so that what names it
    /// below finds it.
    pub(super) fn award(&mut self, mut table: TomlTable<'_>) -> Option<Award> {
        let id = table.text("id");
        let name = table.text("name");
        let clause = table.text("clause");
        let payers = table.some_texts("payers");
        let paid_by = table.has("paid_by").then(|| table.text("paid_by")).flatten();
        let kind = table.text("kind").and_then(|kind| one_of(&kind, &AWARD_KINDS, "kind"));
        let summary = table.text("summary");
        let quota = table.maybe_text("quota").map(|quota| keep(&quota.text));
        let title_brings = table.maybe_text("title_brings").map(|words| keep(&words.text));
        let title_later = table.maybe_text("title_later").map(|words| keep(&words.text));
        let matter = self.matter(&mut table);
        let has_amount = table.has("amount");
        let position = table.value("amount").map_or(table.position.clone(), |(_, at)| at);
        let condition = table.value("condition");
        let asks_nothing =
            matches!(&condition, Some((TomlValue::Table(part), _)) if part.is_empty_list("all"));
        let conditioned = condition.map_or(table.position.clone(), |(_, position)| position);
        let written = self.written(&mut table);
        if !has_amount {
            table.position.missing("amount", say!("`amount` is missing", "少了 `amount`（金额）"));
        }
        let notes = table.maybe_texts("notes");
        let instalments = instalments::note(&mut table);
        let apply = apply(&mut table);
        table.finish();
        let id = id?;
        duplicate(&id, self.award_ids().into_iter());
        if asks_nothing {
            conditioned.problem_of_table(say!(
                "an empty `all` asks nothing: leave `condition` out where the document asks nothing",
                "`all` 是空的，等于没有条件：文件没有要求的，不用写 `condition`"
            ));
        }
        let own = written.condition.unwrap_or(Condition::All(&[]));
        let terms = Terms {
            days: self.own_days(&written.days),
            ..self.terms(
                self.with_every_award(&id, own, &conditioned),
                written.amount.unwrap_or(AmountRule::Fixed(Yuan::ZERO)),
                written.silent_unless.flatten(),
            )
        };
        if kind == Some(AwardKind::Competitive) && !self.asks_the_result(&own, &terms) {
            position.problem(say!(
                "only some win what is `competitive`, and this counts the amount for every company \
                 that meets the condition: write `up_to`, or ask for the result (`graded`, or a \
                 choice or yes-no question in its `condition`)",
                "`competitive` 是评选，只有一部分企业能得到；这样写，符合条件的都算得到了：改写 \
                 `up_to`，或者问评选结果（`graded`，或者在 `condition` 里用选择题、是非题）"
            ));
        }
        self.positions.push((self.full(&id), position));
        Some(Award {
            id: self.full(&id),
            name: word(name),
            clause: word(clause),
            payers: words(&payers),
            paid_by: paid_by.map(|text| keep(&text.text)),
            kind: kind.unwrap_or(AwardKind::Entitlement),
            summary: word(summary),
            quota,
            matter,
            terms,
            others: &[],
            title_brings,
            title_later,
            notes: keep_all([instalments.as_slice(), words(&notes)].concat()),
            apply,
        })
    }

    /// Whether an award of which only some win leaves its amount open, or asks for the result by a
    /// choice of its own. What it takes from another award is not looked at.
    fn asks_the_result(&self, own: &Condition, terms: &Terms) -> bool {
        let is_choice = |question: QuestionIndex| {
            !matches!(self.declared.questions[usize::from(question.0)].kind, Kind::Figure(_))
        };
        let mut asks =
            self.declared.takes_over(own) || matches!(terms.amount, AmountRule::Graded { .. });
        own.each_leaf(&mut |leaf: &Leaf| asks |= is_choice(leaf.question));
        let AmountRule::Computed(computed) = terms.amount else {
            return asks || leaves_open(&Terms { silent_unless: None, ..*terms });
        };
        for formula in computed.formulas() {
            formula.each_condition(&mut |condition| {
                condition.each_leaf(&mut |leaf: &Leaf| asks |= is_choice(leaf.question));
            });
        }
        let is_from_nothing = matches!(computed.gap, Gap::Ceiling | Gap::CaseByCase);
        asks || is_from_nothing || !computed.awards.is_empty()
    }

    /// Notes highest-only rules that choose among one award, whatever the reading.
    pub(super) fn check_rules(&self) {
        for (index, position) in &self.lone_rules {
            if self.rules[*index].other.is_none() {
                position.problem(say!(
                    "`highest_only` over one award chooses nothing: name the others, or leave it \
                     out",
                    "`highest_only` 里只有一项，没有可选的：写上其他几项，或者去掉"
                ));
            }
        }
    }

    fn members(&self, awards: &[TomlText]) -> &'static [u16] {
        let ids = self.award_ids();
        let mut members: Vec<u16> = awards
            .iter()
            .filter_map(|award| index_in(ids.iter().copied(), award, "award"))
            .collect();
        members.sort_unstable();
        keep_all(members)
    }

    pub(super) fn rule(&mut self, mut table: TomlTable<'_>) {
        let (id, clause, name) = (table.text("id"), table.text("clause"), table.text("name"));
        let awards = table.texts("awards");
        let position = table.position.clone();
        let has_room = has_room(
            &table.position,
            self.rules.len(),
            MOST_OF_A_KIND,
            ["highest_only rules", "就高规则"],
        );
        table.finish();
        if !has_room {
            return;
        }
        let members = self.members(&awards);
        if let Some(twice) =
            members.iter().find(|member| self.rules.iter().any(|rule| rule.awards.contains(member)))
        {
            let id = self.awards[usize::from(*twice)].id;
            awards[0].position.problem(say!(
                "award `{id}` is in another group already; an award is in one group",
                "奖项 `{id}` 已经在另一个就高规则里；一项只能在一个里"
            ));
        }
        if let Some(id) = id {
            duplicate(&id, self.own(self.rules.iter().map(|rule| rule.id)).into_iter());
            if awards.len() == 1 {
                self.lone_rules.push((self.rules.len(), position));
            }
            self.rules.push(HighestOnly {
                id: self.full(&id),
                clause: word(clause),
                name: word(name),
                awards: members,
                other: None,
            });
        }
    }

    pub(super) fn reading(&mut self, mut table: TomlTable<'_>) {
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
    pub(super) fn others_with(
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

    fn change_group(
        &mut self,
        mut table: TomlTable<'_>,
        rule: &TomlText,
        reading: ReadingIndex,
        touched: &mut Vec<u16>,
    ) {
        if !table.has("awards") {
            let message = say!(
                "`awards` is missing: the members of the group then; [] is no group",
                "少了 `awards`：那时这一组有哪些；写 [] 就没有这一组"
            );
            table.position.missing("awards", message);
        }
        let awards = table.maybe_texts("awards");
        table.finish();
        let members = self.members(&awards);
        let ids = self.own(self.rules.iter().map(|rule| rule.id));
        let Some(index) = index_in(ids.into_iter(), rule, "highest_only rule") else { return };
        let changed = &mut self.rules[usize::from(index)];
        if changed.other.is_some() {
            rule.position.problem(say!(
                "another reading changes this group already; one reading for each",
                "这个就高的规则，另一种理解已经改过；一个只能由一种理解来改"
            ));
        }
        // Dissolved or new: every member is touched. Otherwise those that come or go.
        let before = changed.awards;
        touched.extend(before.iter().chain(members).filter(|member| {
            before.is_empty()
                || members.is_empty()
                || before.contains(member) != members.contains(member)
        }));
        changed.other = Some(OtherMembers { reading, awards: members });
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
        let other = written.amount.as_ref().map_or(String::new(), |other| own(other));
        repeats(written.amount.is_some(), other, own(&followed.amount), "amount");
        self.check_days(usize::from(index), &written.days);
        let changed = |terms: &Terms| Terms {
            days: written.days.over(terms.days, counts_before_the_document),
            ..self.terms(
                condition.unwrap_or(terms.condition),
                written.amount.unwrap_or(terms.amount),
                written.silent_unless.unwrap_or(terms.silent_unless),
            )
        };
        let others = self.others_with(usize::from(index), reading, &changed);
        written.days.must_not_cross(others.iter().map(|other| other.terms.days));
        self.awards[usize::from(index)].others = keep_all(others);
    }
}

/// Notes what could not be read, where no mistake in it says why: never is it left out in silence.
fn not_understood(position: &Position) {
    position.problem_of_all(say!(
        "cannot be read; compare it with the tables of words in policies/README.md",
        "读不懂；请对照 policies/README.md 里的词表"
    ));
}

/// Notes a key of a reading that says what is followed already.
pub(super) fn changes_nothing(changed: &TomlText, key: &str) {
    changed.position.problem(say!(
        "the other reading has the same `{key}` as the followed one: it changes nothing",
        "另一种理解的 `{key}` 和现在的一样：没有改什么"
    ));
}

/// Notes one more of a kind than a document may have.
pub(super) fn has_room(position: &Position, count: usize, most: usize, what: [&str; 2]) -> bool {
    let [what, chinese] = what;
    let fits = count < most;
    if !fits {
        position.problem(say!(
            "too many {what}: a document has at most {most}",
            "{chinese}太多：一份文件最多 {most} 个"
        ));
    }
    fits
}
