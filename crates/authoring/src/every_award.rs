//! What a document says of every award: what it asks beside what the award asks itself, and what
//! is taken off its amount.

use super::as_formula;
use super::conditions::condition;
use super::draft::DocumentDraft;
use super::formulas;
use super::possible::{is_possible, must_decide};
use super::read::{Position, TomlTable, TomlText};
use super::words::{index_in, keep_all};
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::{Formula, Gap};
use huiqi_rules::policy::AmountRule;

/// What holds for every award.
pub(super) struct EveryAward {
    /// What is asked of it.
    condition: Option<Condition>,
    /// What is taken off its amount.
    less: Option<Formula>,
    /// The awards for which neither holds.
    except: Vec<TomlText>,
    position: Position,
}

/// Returns what must hold together, as an author would write it: one list of parts.
fn together(own: Condition, more: Condition) -> Condition {
    match [parts(own), parts(more)].concat().as_slice() {
        [single] => *single,
        several => Condition::All(keep_all(several.to_vec())),
    }
}

/// Returns the parts of a list of several that must all hold, and else the condition itself: a list
/// of one is a condition with a name, which a reading may change.
fn parts(condition: Condition) -> Vec<Condition> {
    match condition {
        Condition::All(parts) if parts.len() != 1 => parts.to_vec(),
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Leaf(_) => {
            vec![condition]
        }
    }
}

impl DocumentDraft<'_> {
    /// Takes what the document says of every award.
    pub(super) fn take_every_award(&mut self, file: &mut TomlTable<'_>) {
        let Some(mut table) = file.maybe_table("every_award") else { return };
        let off = table.value("less");
        if !table.has("condition") && off.is_none() {
            let message = say!(
                "`condition` is missing: what every award asks; or `less`, what is taken off each",
                "少了 `condition`：每一项都要符合的条件；或者 `less`：每一项都要扣掉的数"
            );
            table.position.missing("condition", message);
        }
        let position = table.position.clone();
        let read = table.maybe_table("condition");
        let condition = read.and_then(|part| condition(self.declared, part));
        let less = off.and_then(|(value, at)| formulas::taken_off(self.declared, value, &at));
        let except = table.maybe_texts("except");
        table.finish();
        if let Some(condition) = condition {
            must_decide(self.declared, &condition, &position);
        }
        if condition.is_some() || less.is_some() {
            self.every_award = Some(EveryAward { condition, less, except, position });
        }
    }

    /// Returns what holds for an award as for every one.
    fn every_award_for(&self, award: &TomlText) -> Option<&EveryAward> {
        let is_award = |except: &TomlText| except.text == award.text;
        self.every_award.as_ref().filter(|every| !every.except.iter().any(is_award))
    }

    /// Returns the amount of an award without what is taken off every one; `has_less` says that
    /// something is taken off it as it is written.
    pub(super) fn less_of_every_award(
        &self,
        award: &TomlText,
        own: AmountRule,
        has_less: bool,
        position: &Position,
    ) -> AmountRule {
        let Some(every) = self.every_award_for(award) else { return own };
        let Some(less) = every.less else { return own };
        let line = every.position.line();
        if has_less {
            position.problem_of_table(say!(
                "[every_award] in line {line} has a `less` already, and this amount another one: \
                 leave one out, or name the award in its `except`",
                "第 {line} 行的 [every_award] 已经写了 `less`，这里又写了一个：去掉一个，或者把这一项\
                 写进它的 `except`"
            ));
            return own;
        }
        match as_formula::computed(&own) {
            None => {
                position.problem_of_table(say!(
                    "`graded` has no `less`, and [every_award] in line {line} has one: write \
                     `cases`, or name the award in its `except`",
                    "`graded` 不能扣（`less`），而第 {line} 行的 [every_award] 要扣：改写成 \
                     `cases`，或者把这一项写进它的 `except`"
                ));
                own
            }
            // What is decided case by case is still that.
            Some(computed) if computed.gap == Gap::CaseByCase => own,
            Some(computed) => {
                AmountRule::Computed(Box::leak(Box::new(formulas::less(&computed, less))))
            }
        }
    }

    /// Returns the condition of an award with what the document asks of every award.
    pub(super) fn with_every_award(
        &self,
        award: &TomlText,
        own: Condition,
        position: &Position,
    ) -> Condition {
        let Some(every) = self.every_award_for(award) else { return own };
        let Some(more) = every.condition else { return own };
        let (line, written) = (every.position.line(), parts(own));
        let is_same =
            |one: &Condition| written.iter().any(|own| format!("{own:?}") == format!("{one:?}"));
        if parts(more).iter().any(is_same) {
            position.problem(say!(
                "[every_award] in line {line} asks this of every award already: leave it out here",
                "第 {line} 行的 [every_award] 已经要求每一项都这样：这里不用再写"
            ));
            return own;
        }
        let both = together(own, more);
        let can_be = |condition: &Condition| {
            self.declared.takes_over(condition)
                || is_possible(self.declared, condition) != Some(false)
        };
        if can_be(&own) && !can_be(&both) {
            position.problem(say!(
                "no answer can meet this together with [every_award] in line {line}: an award of \
                 which that is not asked is named in its `except`",
                "这个条件和第 {line} 行的 [every_award] 合起来，谁都达不到：不适用的那一项写进它\
                 的 `except`"
            ));
        }
        both
    }

    /// Notes awards that are excepted and are none, and an exception of all.
    pub(super) fn check_every_award(&self) {
        let Some(every) = &self.every_award else { return };
        let ids: Vec<&str> =
            self.awards.iter().map(|award| super::linked::own_id(award.id)).collect();
        let mut seen: Vec<&str> = Vec::new();
        for except in &every.except {
            if seen.contains(&except.text.as_str()) {
                except.position.problem(say!("`{}` is there twice", "`{}` 写了两次", except.text));
            }
            if index_in(ids.iter().copied(), except, "award").is_some() {
                seen.push(&except.text);
            }
        }
        if !ids.is_empty() && ids.iter().all(|id| seen.contains(id)) {
            every.position.problem(say!(
                "every award is in `except`: leave [every_award] out",
                "`except` 里写了全部奖项：那就不用写 [every_award]"
            ));
        }
    }
}
