//! What a reading changes of a limit over several awards: its figure, or what is under it.

use super::draft::{DocumentDraft, changes_nothing};
use super::formulas::limit_figure;
use super::limits::full_members;
use super::read::{TomlTable, TomlText};
use super::words::{index_in, keep, keep_all};
use huiqi_rules::formula::evaluate;
use huiqi_rules::limit::{LimitRule, OtherLimitMembers, OtherRule};
use huiqi_rules::policy::ReadingIndex;
use huiqi_rules::question::Variables;

impl DocumentDraft<'_> {
    /// Changes a limit; several readings may change one, each another key.
    pub(super) fn change_limit(
        &mut self,
        mut table: TomlTable<'_>,
        id: &TomlText,
        reading: ReadingIndex,
        touched: &mut Vec<u16>,
    ) {
        let figure = table.value("at_most");
        let has_members = table.has("members");
        let members = full_members(self.id, table.maybe_texts("members"));
        if figure.is_none() && !has_members {
            id.position.problem_of_table(say!(
                "nothing of the limit is changed; give `at_most` or `members`",
                "这个限额什么也没有改；要写 `at_most` 或 `members`"
            ));
        }
        table.finish();
        let figure = figure.and_then(|(value, at)| limit_figure(self.declared, value, &at));
        let ids = self.own(self.limits.iter().map(|written| written.limit.id));
        // What only follows from a mistake in the limit is not said.
        if self.lacks_a_limit && !ids.contains(&id.text.as_str()) {
            return;
        }
        let Some(index) = index_in(ids.into_iter(), id, "limit") else { return };
        let index = usize::from(index);
        let mut is_changed = false;
        let limit = &mut self.limits[index].limit;
        if let Some(figure) = figure {
            match limit.rule {
                LimitRule::Highest => id.position.problem(say!(
                    "this limit pays the highest and has no `at_most` that a reading could change",
                    "这个限额是只取最高一项，没有 `at_most` 可以改"
                )),
                LimitRule::AtMost(followed, ..) => {
                    if format!("{followed:?}") == format!("{figure:?}") {
                        changes_nothing(id, "at_most");
                    }
                    is_changed |= limit.other_rule.is_some();
                    // What it reads is known once all questions have their variables.
                    let rule = LimitRule::AtMost(figure, Variables::NONE, evaluate);
                    limit.other_rule = Some(OtherRule { reading, rule });
                }
            }
        }
        if has_members {
            is_changed |= limit.other_members.is_some();
            let mut same: Vec<&str> = members.iter().map(|member| member.text.as_str()).collect();
            let mut followed = limit.members.to_vec();
            same.sort_unstable();
            followed.sort_unstable();
            if same == followed {
                changes_nothing(id, "members");
            }
            let names = members.iter().map(|member| keep(&member.text)).collect();
            limit.other_members = Some(OtherLimitMembers { reading, members: keep_all(names) });
            if members.len() == 1 {
                id.position.problem(say!(
                    "a limit over one member is none; [] is no limit",
                    "限额里只有一项；写 [] 就没有这个限额"
                ));
            }
            self.limits[index].other_members = members;
        }
        if is_changed {
            id.position.problem(say!(
                "a reading changes the same key of this limit already; one reading for each key",
                "这个限额的同一处已经有一种理解改过；一处只能由一种理解来改"
            ));
        }
        let full = self.limits[index].limit.id;
        let own: Vec<u16> = (0..)
            .zip(&self.awards)
            .filter(|(_, award)| self.is_under(award.id, full))
            .map(|(index, _)| index)
            .collect();
        touched.extend(own);
    }

    /// Whether an award is under a limit by any reading, or under one below it.
    fn is_under(&self, award: &str, limit: &str) -> bool {
        let mut below = vec![limit.to_owned()];
        let mut next = 0;
        while let Some(id) = below.get(next).cloned() {
            next += 1;
            let mut members: Vec<String> = Vec::new();
            for written in self.limits.iter().filter(|written| written.limit.id == id) {
                let own = written.limit.memberships();
                members.extend(own.into_iter().map(|(member, _)| member.to_owned()));
            }
            for rule in self.rules.iter().filter(|rule| rule.id == id) {
                let other = rule.other.as_ref().map_or(&[][..], |other| other.awards);
                let own = rule.awards.iter().chain(other);
                members.extend(own.map(|own| self.awards[usize::from(*own)].id.to_owned()));
            }
            if members.iter().any(|member| member == award) {
                return true;
            }
            members.retain(|member| !below.contains(member));
            below.extend(members);
        }
        false
    }
}
