//! Why a cell does not count, in words.

use super::CellProblem;
use huiqi_rules::day::date_text;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::Question;
use huiqi_sitting::wording::problems;

/// What is wrong with a cell, and what is taken.
#[must_use]
pub fn cell_problem(set: &PolicySet, problem: &CellProblem) -> String {
    match problem {
        CellProblem::NotADay { cell, counted_on } => format!(
            "“{cell}”不是日期，请写成 2025-12-31 这样，这一行按 {} 测算",
            date_text(*counted_on)
        ),
        CellProblem::NotAnOption { cell, question } => {
            format!("“{cell}”不是可选的答案，可以填：{}", labels(set.question(*question)))
        }
        CellProblem::NotYesOrNo { cell } => {
            format!("“{cell}”不是可选的答案，可以填：是、否、不清楚")
        }
        CellProblem::NotAFigure { cell, unit, problem } => {
            format!("“{cell}”：{}", problems::typed(unit, *problem))
        }
        CellProblem::Contradiction(constraint) => constraint.message.to_owned(),
    }
}

fn labels(question: &Question) -> String {
    question.options.iter().map(|option| option.label).collect::<Vec<_>>().join("、")
}
