//! Highest-only rules of a document, and what a reading changes of one.

use super::{DocumentDraft, has_room};
use crate::declarations::MOST_OF_A_KIND;
use crate::read::{TomlTable, TomlText};
use crate::words::{duplicate, index_in, keep_all, word};
use huiqi_rules::policy::{HighestOnly, OtherMembers, ReadingIndex};

impl DocumentDraft<'_> {
    /// Notes highest-only rules that choose among one award, whatever the reading.
    pub(crate) fn check_rules(&self) {
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

    pub(crate) fn rule(&mut self, mut table: TomlTable<'_>) {
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

    pub(super) fn change_group(
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
}
