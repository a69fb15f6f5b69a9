//! One document in the making: its awards, limits, readings, supports and goals, each checked as it
//! is read.

use super::amounts;
use super::conditions::{Sign, condition, reads};
use super::declarations::{
    Declared, MOST_OF_A_KIND, duplicate, keep, keep_all, one_of, place_in, word, words,
};
use super::possible::must_be_possible;
use super::read::{Place, Table, Text, Value};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{
    AmountRule, Award, AwardKind, Cap, ClaimedElsewhere, Condition, Goal, HighestOnly,
    OtherMembers, OtherTerms, Reading, Support, Terms, Unpriced,
};
use huiqi_rules::question::Variables;

const AWARD_KINDS: [(&str, AwardKind); 3] = [
    ("entitlement", AwardKind::Entitlement),
    ("ceiling", AwardKind::Ceiling),
    ("competitive", AwardKind::Competitive),
];

const SUPPORT_KINDS: [&str; 7] =
    ["资金与金融", "技术与数字化", "市场与上市", "人才", "用地用能", "服务", Support::GOAL];

/// A document in the making.
pub(super) struct Draft<'d> {
    declared: &'d Declared,
    pub(super) id: &'static str,
    pub(super) elsewhere: Option<ClaimedElsewhere>,
    pub(super) awards: Vec<Award>,
    pub(super) rules: Vec<HighestOnly>,
    pub(super) readings: Vec<Reading>,
    pub(super) supports: Vec<Support>,
    pub(super) goals: Vec<Goal>,
}

/// An award's terms as written; the parts that a reading may replace.
struct Written {
    condition: Option<Condition>,
    amount: Option<AmountRule>,
    silent_unless: Option<Option<Condition>>,
}

impl<'d> Draft<'d> {
    pub(super) const fn new(
        declared: &'d Declared,
        id: &'static str,
        elsewhere: Option<ClaimedElsewhere>,
    ) -> Self {
        Self {
            declared,
            id,
            elsewhere,
            awards: Vec::new(),
            rules: Vec::new(),
            readings: Vec::new(),
            supports: Vec::new(),
            goals: Vec::new(),
        }
    }

    /// The ids of its readings, without the document's.
    pub(super) fn reading_ids(&self) -> Vec<&'static str> {
        self.own(self.readings.iter().map(|reading| reading.id))
    }

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

    fn written(&self, table: &mut Table<'_>) -> Written {
        let required = table.maybe_table("condition").and_then(|part| {
            let place = part.place.clone();
            let written = condition(self.declared, part, Sign::Plain)?;
            must_be_possible(self.declared, &written, &place);
            Some(written)
        });
        let amount =
            table.maybe_table("amount").and_then(|part| amounts::amount(self.declared, part));
        let silent_unless = match table.value("silent_unless") {
            None => None,
            Some((Value::Text(text), _)) if text.text == "never" => Some(None),
            Some((Value::Table(part), _)) => condition(self.declared, part, Sign::Plain).map(Some),
            Some((Value::Text(_) | Value::Texts(_) | Value::YesNo(_) | Value::Other, place)) => {
                place.problem("must be a condition, or \"never\" in a reading");
                None
            }
        };
        Written { condition: required, amount, silent_unless }
    }

    fn terms(
        &self,
        condition: Condition,
        amount: AmountRule,
        silent_unless: Option<Condition>,
        matter: Option<u8>,
    ) -> Terms {
        let reads = reads(self.declared, &condition)
            | silent_unless.as_ref().map_or(Variables::NONE, |silent| reads(self.declared, silent))
            | amounts::reads(self.declared, &amount)
            | self.elsewhere.as_ref().zip(matter).map_or(Variables::NONE, |(elsewhere, matter)| {
                self.declared.variable(elsewhere.question, matter)
            });
        Terms { condition, amount, silent_unless, counts_before_the_document: false, reads }
    }

    /// An award's matter, as an option of the question for what is claimed elsewhere.
    fn matter(&self, table: &mut Table<'_>) -> Option<u8> {
        let matter = table.maybe_text("matter")?;
        if let Some(elsewhere) = &self.elsewhere {
            return self.declared.option_of(elsewhere.question, &matter);
        }
        matter
            .place
            .problem("the document has no [claimed_elsewhere]: no matter can be claimed elsewhere");
        None
    }

    /// An award; where only its amount or kind is wrong, still one, so that what names it below
    /// finds it.
    pub(super) fn award(&self, mut table: Table<'_>) -> Option<Award> {
        let id = table.text("id");
        let name = table.text("name");
        let clause = table.text("clause");
        let payers = table.texts("payers");
        let paid_by = table.has("paid_by").then(|| table.text("paid_by")).flatten();
        let kind = table.text("kind").and_then(|kind| one_of(&kind, &AWARD_KINDS, "kind"));
        let summary = table.text("summary");
        let quota = table.maybe_text("quota").map(|quota| keep(&quota.text));
        let title_brings = table.maybe_text("title_brings").map(|words| keep(&words.text));
        let title_later = table.maybe_text("title_later").map(|words| keep(&words.text));
        let matter = self.matter(&mut table);
        let has_amount = table.has("amount");
        let written = self.written(&mut table);
        if !has_amount {
            table.place.problem("`amount` is missing");
        }
        let notes = table.maybe_texts("notes");
        table.finish();
        let id = id?;
        duplicate(&id, self.award_ids().into_iter());
        let terms = self.terms(
            written.condition.unwrap_or(Condition::All(&[])),
            written.amount.unwrap_or(AmountRule::Fixed(Yuan::ZERO)),
            written.silent_unless.flatten(),
            matter,
        );
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
            other: None,
            title_brings,
            title_later,
            notes: words(&notes),
        })
    }

    fn members(&self, awards: &[Text]) -> &'static [u8] {
        let ids = self.award_ids();
        let mut members: Vec<u8> = awards
            .iter()
            .filter_map(|award| place_in(ids.iter().copied(), award, "award"))
            .collect();
        members.sort_unstable();
        keep_all(members)
    }

    pub(super) fn rule(&mut self, mut table: Table<'_>) {
        let (id, clause, name) = (table.text("id"), table.text("clause"), table.text("name"));
        let awards = table.texts("awards");
        has_room(&table.place, self.rules.len(), "highest_only rules");
        table.finish();
        let members = self.members(&awards);
        if let Some(twice) =
            members.iter().find(|member| self.rules.iter().any(|rule| rule.awards.contains(member)))
        {
            table_problem(
                &awards,
                &format!(
                    "award `{}` is in another group already; an award is in one group",
                    self.awards[usize::from(*twice)].id
                ),
            );
        }
        if let Some(id) = id {
            duplicate(&id, self.own(self.rules.iter().map(|rule| rule.id)).into_iter());
            self.rules.push(HighestOnly {
                id: self.full(&id),
                clause: word(clause),
                name: word(name),
                awards: members,
                other: None,
            });
        }
    }

    pub(super) fn reading(&mut self, mut table: Table<'_>) {
        let (id, clause) = (table.text("id"), table.text("clause"));
        let (followed, other) = (table.text("followed"), table.text("other"));
        let changes = table.tables("changes");
        if changes.is_empty() {
            table.place.problem("`changes` is missing: say what the other reading changes");
        }
        has_room(&table.place, self.readings.len(), "readings");
        table.finish();
        let mut touched = Vec::new();
        let reading = self.readings.len() as u8;
        changes.into_iter().for_each(|change| self.change(change, reading, &mut touched));
        touched.sort_unstable();
        touched.dedup();
        if let Some(id) = id {
            duplicate(&id, self.own(self.readings.iter().map(|reading| reading.id)).into_iter());
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

    fn change(&mut self, mut table: Table<'_>, reading: u8, touched: &mut Vec<u8>) {
        match table.maybe_text("highest_only") {
            Some(rule) => self.change_group(table, &rule, reading, touched),
            None => self.change_award(table, reading, touched),
        }
    }

    fn change_group(
        &mut self,
        mut table: Table<'_>,
        rule: &Text,
        reading: u8,
        touched: &mut Vec<u8>,
    ) {
        let awards = table.texts("awards");
        table.finish();
        let members = self.members(&awards);
        let ids = self.own(self.rules.iter().map(|rule| rule.id));
        let Some(place) = place_in(ids.into_iter(), rule, "highest_only rule") else { return };
        let changed = &mut self.rules[usize::from(place)];
        if changed.other.is_some() {
            rule.place.problem("another reading changes this group already; one reading for each");
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

    fn change_award(&mut self, mut table: Table<'_>, reading: u8, touched: &mut Vec<u8>) {
        let Some(award) = table.text("award") else { return };
        let written = self.written(&mut table);
        let counts_before_the_document = table.maybe_true("counts_before_the_document");
        table.finish();
        let Some(place) = place_in(self.award_ids().into_iter(), &award, "award") else { return };
        let base = &self.awards[usize::from(place)];
        if base.other.is_some() {
            award.place.problem(
                "another reading changes this award's terms already; one reading for each",
            );
            return;
        }
        let terms = self.terms(
            written.condition.unwrap_or_else(|| copy(&base.terms.condition)),
            written.amount.unwrap_or_else(|| copy_amount(&base.terms.amount)),
            written.silent_unless.unwrap_or_else(|| base.terms.silent_unless.as_ref().map(copy)),
            base.matter,
        );
        touched.push(place);
        let terms = Terms { counts_before_the_document, ..terms };
        self.awards[usize::from(place)].other = Some(OtherTerms { reading, terms });
    }

    /// Takes a support; the ids of awards and supports are of one kind, since both stand on one
    /// page of the library under their own ids.
    pub(super) fn support(&mut self, mut table: Table<'_>) {
        let (id, name, clause) = (table.text("id"), table.text("name"), table.text("clause"));
        let departments = table.texts("departments");
        let kinds = SUPPORT_KINDS.map(|kind| (kind, kind));
        let kind = table.text("kind").and_then(|kind| one_of(&kind, &kinds, "kind of support"));
        let for_whom = table
            .maybe_table("condition")
            .and_then(|part| condition(self.declared, part, Sign::Plain));
        let unpriced = self.unpriced(&mut table);
        table.finish();
        let Some(id) = id else { return };
        let taken = self
            .supports
            .iter()
            .map(|support| support.id)
            .chain(self.awards.iter().map(|award| award.id));
        duplicate(&id, self.own(taken).into_iter());
        self.supports.push(Support {
            id: self.full(&id),
            name: word(name),
            clause: word(clause),
            departments: words(&departments),
            kind: kind.unwrap_or(""),
            condition: for_whom,
            unpriced: keep_all(unpriced),
        });
    }

    fn unpriced(&self, support: &mut Table<'_>) -> Vec<Unpriced> {
        let mut unpriced: Vec<Unpriced> = Vec::new();
        for mut item in support.tables("unpriced") {
            let (id, what, why) =
                (item.text("id"), item.text("what"), item.text("why_not_counted"));
            item.finish();
            if let Some(id) = id {
                let earlier = self.supports.iter().flat_map(|support| support.unpriced);
                let taken = earlier.chain(&unpriced).map(|item| item.id);
                duplicate(&id, self.own(taken).into_iter());
                unpriced.push(Unpriced {
                    id: self.full(&id),
                    what: word(what),
                    why_not_counted: word(why),
                });
            }
        }
        unpriced
    }

    pub(super) fn goal(&mut self, mut table: Table<'_>) {
        let (id, clause) = (table.text("id"), table.text("clause"));
        let (what, why) = (table.text("what"), table.text("why_not_counted"));
        table.finish();
        let Some(id) = id else { return };
        duplicate(&id, self.own(self.goals.iter().map(|goal| goal.id)).into_iter());
        self.goals.push(Goal {
            id: self.full(&id),
            clause: word(clause),
            what: word(what),
            why_not_counted: word(why),
        });
    }
}

/// Notes one more of a kind than a document may have.
pub(super) fn has_room(place: &Place, count: usize, what: &str) -> bool {
    let fits = count < MOST_OF_A_KIND;
    if !fits {
        place.problem(format!("too many {what}: a document has at most {MOST_OF_A_KIND}"));
    }
    fits
}

fn table_problem(texts: &[Text], message: &str) {
    if let Some(text) = texts.first() {
        text.place.problem(message);
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
