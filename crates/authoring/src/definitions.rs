//! Conditions with a name, and conditions taken over from another award.

use super::conditions::condition;
use super::declarations::Declarations;
use super::paid::PaidTest;
use super::read::{Position, TomlTable, TomlText, unknown};
use super::words::{duplicate, keep_all};
use huiqi_rules::condition::Condition;

/// A condition with a name.
#[derive(Clone)]
pub(super) struct Definition {
    pub(super) id: String,
    /// The condition alone: whatever names it holds this very list.
    pub(super) parts: &'static [Condition],
    position: Position,
    is_used: bool,
}

/// A place where the condition of another award is taken over, or what that award pays is asked.
pub(super) struct MetCondition {
    /// What is in its place until all awards are read.
    pub(super) parts: &'static [Condition],
    pub(super) award: TomlText,
    /// What is asked of the sum that it pays; nothing where only its condition is taken over.
    pub(super) pays: Option<Vec<PaidTest>>,
}

impl Declarations {
    /// Takes the conditions with a name of one file; those of another document are forgotten.
    pub(super) fn take_definitions(&self, file: &mut TomlTable<'_>) {
        self.definitions.borrow_mut().clear();
        let tables = file.tables("definitions");
        let ids = tables.iter().filter(|table| table.peeks_text("id"));
        let ids = ids.filter_map(|table| table.clone().maybe_text("id"));
        *self.definition_ids.borrow_mut() = ids.map(|id| id.text).collect();
        for mut table in tables {
            let id = table.text("id");
            if !table.has("condition") {
                let message = say!(
                    "`condition` is missing; every [definitions] has one",
                    "少了 `condition`；每个 [definitions] 都要有"
                );
                table.position.missing("condition", message);
            }
            let written = table.maybe_table("condition");
            let read = written.and_then(|part| condition(self, part));
            table.finish();
            let Some(id) = id else { continue };
            let taken: Vec<String> =
                self.definitions.borrow().iter().map(|other| other.id.clone()).collect();
            duplicate(&id, taken.iter().map(String::as_str));
            let parts = keep_all(read.into_iter().collect());
            let TomlText { text: id, position } = id;
            self.definitions.borrow_mut().push(Definition { id, parts, position, is_used: false });
        }
    }

    /// Returns the condition with a name; `None` where there is none.
    pub(super) fn definition(&self, id: &TomlText) -> Option<Condition> {
        self.definition_named(id).map(|definition| Condition::All(definition.parts))
    }

    /// Returns the definition with a name; one that is not there is a problem.
    pub(super) fn definition_named(&self, id: &TomlText) -> Option<Definition> {
        let mut definitions = self.definitions.borrow_mut();
        let found = definitions.iter_mut().find(|definition| definition.id == id.text);
        let found = found.map(|definition| {
            definition.is_used = true;
            definition.clone()
        });
        if found.is_none() && self.definition_ids.borrow().contains(&id.text) {
            id.position.problem(say!(
                "this definition is written below: one names only those above it",
                "这个名称写在下面：一个名称只能用它上面的"
            ));
        } else if found.is_none() {
            let ids = definitions.iter().map(|definition| definition.id.as_str());
            id.position.problem(unknown("definition", &id.text, ids));
        }
        found
    }

    /// Notes the conditions with a name that nothing of their document uses.
    pub(super) fn note_unused_definitions(&self) {
        for definition in self.definitions.borrow().iter().filter(|one| !one.is_used) {
            definition.position.problem_of_all(say!(
                "nothing uses this definition: leave it out, or write `{{ defined = {:?} }}` into \
                 a condition",
                "没有哪里用到这个名称：去掉它，或者在条件里写 `{{ defined = {:?} }}`",
                definition.id
            ));
        }
    }

    /// Whether a condition has a part that another award gives, which is known once all are read.
    pub(super) fn takes_over(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => {
                self.met.borrow().iter().any(|met| std::ptr::eq(met.parts, *parts))
                    || parts.iter().any(|part| self.takes_over(part))
            }
            Condition::Any(parts) => parts.iter().any(|part| self.takes_over(part)),
            Condition::Not(part) => self.takes_over(part),
            Condition::Leaf(_) => false,
        }
    }

    /// Returns what is in the place of the condition of another award, or of a condition on what it
    /// pays, until that award is read.
    pub(super) fn met(&self, award: &TomlText, pays: Option<Vec<PaidTest>>) -> Condition {
        let parts = keep_all(vec![Condition::All(&[])]);
        self.met.borrow_mut().push(MetCondition { parts, award: award.clone(), pays });
        Condition::All(parts)
    }
}
