//! What the answers to two questions may not say together.

use super::Declarations;
use crate::read::TomlTable;
use crate::words::{keep, keep_all};
use huiqi_rules::question::{Constraint, Kind, QuestionIndex};

impl Declarations {
    /// Takes the constraints of one file, once all questions are known.
    pub(crate) fn take_constraints(&mut self, file: &mut TomlTable<'_>) {
        for mut table in file.tables("constraints") {
            if !["multi", "not_above", "message"].iter().any(|key| table.peeks(key)) {
                table.position.problem(say!(
                    "`constraints` say what two questions may not answer together, with `multi`, \
                     `not_above` and `message`: see policies/SHARED.md. What an award asks is its \
                     `condition`",
                    "`constraints` 写两道题的答案不能怎样一起选，用 `multi`、`not_above`、`message`：\
                     见 policies/SHARED.md。奖项的条件写在它的 `condition` 里"
                ));
                continue;
            }
            let (multi, ladder, message) =
                (table.text("multi"), table.text("not_above"), table.text("message"));
            table.finish();
            let multi = multi.and_then(|id| self.question_of(&id, &[Kind::Multi]));
            let named = ladder;
            let ladder = named.as_ref().and_then(|id| self.question_of(id, &[Kind::Single]));
            let (Some(multi), Some(ladder), Some(message), Some(named)) =
                (multi, ladder, message, named)
            else {
                continue;
            };
            let steps = self.questions[usize::from(ladder.0)].options;
            let mut ranks = Vec::new();
            for (index, option) in (0..).zip(self.questions[usize::from(multi.0)].options) {
                if self.added_option(multi, index).is_some() {
                    ranks.push(self.rank_of_added(multi, index, ladder));
                    continue;
                }
                match steps.iter().position(|step| step.id == option.id) {
                    Some(rank) => ranks.push(rank as u16),
                    None => {
                        named.position.problem(say!(
                            "has no option `{}`, which the multi-choice has",
                            "没有 `{}` 这个选项，多选题里却有",
                            option.id
                        ));
                        // Each option keeps its place: moves are checked against the ranks.
                        ranks.push(0);
                    }
                }
            }
            self.constraints.push(Constraint {
                multi,
                ladder,
                ranks: keep_all(ranks),
                message: keep(&message.text),
            });
        }
    }

    /// Returns the rank of an option that documents add to a multi-choice: the ladder has it too,
    /// in the same places.
    fn rank_of_added(&self, multi: QuestionIndex, option: u16, ladder: QuestionIndex) -> u16 {
        let (Some(added), [multi, steps]) = (
            self.added_option(multi, option),
            [multi, ladder].map(|index| &self.questions[usize::from(index.0)]),
        ) else {
            return 0;
        };
        let id = multi.options[usize::from(option)].id;
        let rank = steps.option(id);
        let own = rank.and_then(|rank| self.added_option(ladder, rank));
        let missing = match (rank, own) {
            (None, _) => added.regions.first(),
            (Some(_), None) => None,
            (Some(_), Some(own)) => {
                added.regions.iter().find(|region| !own.regions.contains(region))
            }
        };
        if missing.is_some() {
            added.position().problem(say!(
                "no option of `{}` may rank above `{}`: add `{id}` to `{}` too, with the option \
                 that it comes `after`",
                "`{}` 的选项不能高于 `{}`：`{id}` 也要加到 `{}` 里，写明 `after`",
                multi.id,
                steps.id,
                steps.id
            ));
        }
        rank.unwrap_or(0)
    }
}
