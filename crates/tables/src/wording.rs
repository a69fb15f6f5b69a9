//! Why a cell does not count, in words.

use super::cell::CellProblem;
use super::column::Column;
use huiqi_rules::day::date_text;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::wording::problems;

/// Returns what is wrong with a cell, and what is taken.
#[must_use]
pub fn cell_problem(set: &PolicySet, problem: &CellProblem) -> String {
    match problem {
        CellProblem::NotADay { cell, counted_on } => format!(
            "“{cell}”不是日期，请写成 2025-12-31 这样，这一行按 {} 测算",
            date_text(*counted_on)
        ),
        CellProblem::NotAnOption { cell, column } => {
            format!("“{cell}”不是可选的答案，可以填：{}", labels(set, *column))
        }
        CellProblem::NotYesOrNo { cell } => {
            format!("“{cell}”不是可选的答案，可以填：是、否、不清楚")
        }
        CellProblem::NotAFigure { cell, unit, problem } => {
            format!("“{cell}”：{}", problems::typed(unit, *problem))
        }
        CellProblem::Contradiction(constraint) => constraint.message.to_owned(),
        CellProblem::AskedAgain { cell, question, why } => {
            format!("“{cell}”是以前的填法，请重新填“{}”：{why}", set.question(*question).short)
        }
        CellProblem::AnsweredTwice { cell, question } => {
            format!("“{cell}”没有用上，“{}”按新的一列测算", set.question(*question).short)
        }
    }
}

fn labels(set: &PolicySet, column: Column) -> String {
    let labels: Vec<&str> = match column {
        Column::Question(index) => {
            set.question(index).options.iter().map(|option| option.label).collect()
        }
        Column::Former(index) => {
            set.formerly[usize::from(index)].options.iter().map(|option| option.label).collect()
        }
        Column::Name | Column::Day | Column::Other => Vec::new(),
    };
    labels.join("、")
}
