//! What the answers to two questions may not say together.

use super::Declarations;
use crate::read::TomlTable;
use crate::words::{keep, keep_all};
use huiqi_rules::question::{Constraint, Kind};

impl Declarations {
    /// Takes the constraints of one file, once all questions are known.
    pub(crate) fn take_constraints(&mut self, file: &mut TomlTable<'_>) {
        for mut table in file.tables("constraints") {
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
            for option in self.questions[usize::from(multi.0)].options {
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
}
