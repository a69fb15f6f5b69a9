//! What a document shows and no sum is counted for: its supports and goals.

use super::conditions::condition;
use super::draft::DocumentDraft;
use super::possible::{must_be_possible, must_need_its_parts};
use super::read::TomlTable;
use super::words::{duplicate, keep_all, one_of, word, words};
use huiqi_rules::policy::{Goal, Support, Unpriced};

const SUPPORT_KINDS: [&str; 7] =
    ["资金与金融", "技术与数字化", "市场与上市", "人才", "用地用能", "服务", Support::GOAL];

impl DocumentDraft<'_> {
    /// Takes a support; the ids of awards and supports are of one kind, since both are on one
    /// page of the library under their own ids.
    pub(super) fn support(&mut self, mut table: TomlTable<'_>) {
        let (id, name, clause) = (table.text("id"), table.text("name"), table.text("clause"));
        let departments = table.some_texts("departments");
        let kinds = SUPPORT_KINDS.map(|kind| (kind, kind));
        let kind = table.text("kind").and_then(|kind| one_of(&kind, &kinds, "kind of support"));
        let for_whom = table.maybe_table("condition").and_then(|part| {
            let position = part.position.clone();
            let written = condition(self.declared, part)?;
            // One that every company meets does no harm: titles below may be taken away later.
            must_be_possible(self.declared, &written, &position);
            must_need_its_parts(self.declared, &written, &position);
            Some(written)
        });
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

    fn unpriced(&self, support: &mut TomlTable<'_>) -> Vec<Unpriced> {
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

    pub(super) fn goal(&mut self, mut table: TomlTable<'_>) {
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
