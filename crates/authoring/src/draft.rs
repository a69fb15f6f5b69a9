//! One document in the making: its awards, limits, readings, supports and goals, each checked as it
//! is read.

mod groups;
mod readings;

pub(super) use self::readings::changes_nothing;

use super::amounts;
use super::apply::apply;
use super::award_days::{DocumentDays, WrittenDays};
use super::conditions::condition;
use super::declarations::Declarations;
use super::every_award::EveryAward;
use super::instalments::{self, Instalments};
use super::limits::WrittenLimit;
use super::linked::AwardPosition;
use super::measured::leaves_open;
use super::possible::must_decide;
use super::read::{Position, TomlTable, TomlText, TomlValue};
use super::words::{duplicate, keep, keep_all, one_of, word, words};
use huiqi_rules::condition::{Condition, Leaf};
use huiqi_rules::formula::Gap;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{
    AmountRule, Award, AwardDays, AwardKind, ClaimedElsewhere, Goal, HighestOnly, Promise, Reading,
    Support, Terms,
};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};

const AWARD_KINDS: [(&str, AwardKind); 3] = [
    ("entitlement", AwardKind::Entitlement),
    ("ceiling", AwardKind::Ceiling),
    ("competitive", AwardKind::Competitive),
];

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
    /// Whether an award names what may be claimed elsewhere.
    pub(super) names_a_matter: bool,
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
    /// The awards of which a sum is paid in instalments.
    paid_in_sums: Vec<u16>,
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
    /// Whether something is taken off the amount.
    has_less: bool,
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
            names_a_matter: false,
            every_award: None,
            awards: Vec::new(),
            rules: Vec::new(),
            lone_rules: Vec::new(),
            limits: Vec::new(),
            lacks_a_limit: false,
            readings: Vec::new(),
            paid_in_sums: Vec::new(),
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
                Some(written) => {
                    must_decide(self.declared, written, &position);
                }
                None => not_understood(&position),
            }
            written
        });
        let mut has_less = false;
        let amount = table.maybe_table("amount").and_then(|part| {
            has_less = part.peeks("less");
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
        let days = WrittenDays::read(table);
        PartialTerms { condition: required, amount, has_less, silent_unless, days }
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
    fn matter(&mut self, table: &mut TomlTable<'_>) -> Option<u16> {
        self.names_a_matter |= table.has("matter");
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
        let instalments = instalments::read(&mut table);
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
        let amount = written
            .amount
            .map(|amount| self.less_of_every_award(&id, amount, written.has_less, &position));
        if instalments.as_ref().is_some_and(Instalments::are_sums) {
            self.paid_in_sums.push(self.awards.len() as u16);
        }
        let instalments = instalments.and_then(|parts| parts.note(amount.as_ref()));
        let amount = amount.unwrap_or(AmountRule::Fixed(Yuan::ZERO));
        let terms = Terms {
            days: self.own_days(&written.days),
            ..self.terms(
                self.with_every_award(&id, own, &conditioned),
                amount,
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
        if kind == Some(AwardKind::Ceiling) && is_certain(&terms) {
            position.problem_of_table(say!(
                "`ceiling` is at most this, and this counts the amount for certain: write `up_to`, \
                 a range, or `ceiling = true` beside what is computed (`cases` in place of \
                 `graded`); where it is paid, the kind is `entitlement`",
                "`ceiling` 是最多给这么多，这样写就算一定给了：改写 `up_to`、写范围，或者在算出来的金额旁边\
                 写 `ceiling = true`（`graded` 先改写成 `cases`）；真是一定给的，`kind` 写 `entitlement`"
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
}

/// Whether an amount is certain for every company that meets the condition. What it takes from
/// another award is not looked at.
fn is_certain(terms: &Terms) -> bool {
    match terms.amount {
        AmountRule::Fixed(_) | AmountRule::Match { .. } | AmountRule::Graded { .. } => true,
        AmountRule::UpTo(_) => false,
        AmountRule::Share { promise, .. } => promise == Promise::Paid,
        AmountRule::Computed(computed) => {
            matches!(computed.gap, Gap::None | Gap::Spread) && computed.awards.is_empty()
        }
    }
}

/// Notes what could not be read, where no mistake in it says why: never is it left out in silence.
fn not_understood(position: &Position) {
    position.problem_of_all(say!(
        "cannot be read; compare it with the tables of words in policies/README.md",
        "读不懂；请对照 policies/README.md 里的词表"
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
