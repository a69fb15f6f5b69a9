//! What a reading changes of a condition with a name: every award that uses it.

use super::conditions::condition;
use super::draft::DocumentDraft;
use super::linked::mentions;
use super::read::{TomlTable, TomlText};
use super::rewrite::{self, Replace};
use super::words::keep_all;
use huiqi_rules::condition::Condition;
use huiqi_rules::policy::{ReadingIndex, Terms};

/// A condition with a name as a reading has it.
struct Redefined {
    parts: &'static [Condition],
    condition: Condition,
}

impl Replace for Redefined {
    fn all(&self, parts: &'static [Condition]) -> Option<Condition> {
        std::ptr::eq(parts, self.parts).then_some(self.condition)
    }
}

impl Redefined {
    fn is_used_in(&self, terms: &Terms) -> bool {
        mentions(terms, self.parts)
    }
}

impl DocumentDraft<'_> {
    /// Changes a condition with a name wherever an award uses it.
    pub(super) fn change_definition(
        &mut self,
        mut table: TomlTable<'_>,
        id: &TomlText,
        reading: ReadingIndex,
        touched: &mut Vec<u16>,
    ) {
        if !table.has("condition") {
            let message = say!(
                "`condition` is missing: what the name means then",
                "少了 `condition`：按这种理解，这个名称指什么"
            );
            table.position.missing("condition", message);
        }
        let written = table.maybe_table("condition");
        let read = written.and_then(|part| condition(self.declared, part));
        table.finish();
        let (Some(definition), Some(read)) = (self.declared.definition_named(id), read) else {
            return;
        };
        if self.changed_definitions.contains(&id.text) {
            id.position.problem(say!(
                "a reading changes this definition already; one reading for each",
                "这个名称已经有一种理解改过；一个只能由一种理解来改"
            ));
            return;
        }
        self.changed_definitions.push(id.text.clone());
        let by = Redefined { parts: definition.parts, condition: read };
        for index in 0..self.awards.len() {
            let uses = self.awards[index].all_terms().any(|terms| by.is_used_in(terms));
            if uses {
                touched.push(index as u16);
                let others = self.others_with(index, reading, &|terms| self.reread(&by, terms));
                self.awards[index].others = keep_all(others);
            }
        }
        if touched.is_empty() {
            id.position.problem(say!(
                "no award uses this definition: the reading changes nothing",
                "没有奖项用这个名称，改了也没有作用"
            ));
        }
    }

    fn reread(&self, by: &Redefined, terms: &Terms) -> Terms {
        let changed = rewrite::terms(terms, by);
        Terms {
            days: terms.days,
            ..self.terms(changed.condition, changed.amount, changed.silent_unless)
        }
    }
}
