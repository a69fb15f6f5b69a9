//! Why a cell does not count, in words.

use super::cell::CellProblem;
use super::column::Column;
use super::figures::CellFigureProblem;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::Kind;
use huiqi_sitting::wording::problems;

/// Returns what is wrong with a cell, and what is taken.
#[must_use]
pub fn cell_problem(set: &PolicySet, problem: &CellProblem) -> String {
    match problem {
        CellProblem::NotADay { cell } => {
            format!("“{}”不是日期，请写成 2025-12-31 这样，改好以前这一行不测算", short(cell))
        }
        CellProblem::NotAnOption { cell, column } => {
            format!("“{}”不是可选的答案，可以填：{}", short(cell), labels(set, *column))
        }
        CellProblem::NotYesOrNo { cell } => {
            format!("“{}”不是可选的答案，可以填：是、否、不清楚", short(cell))
        }
        CellProblem::NotAFigure { cell, unit, problem } => {
            let cell = short(cell);
            match problem {
                CellFigureProblem::Figure(problem) => {
                    format!("“{cell}”：{}", problems::typed(unit, *problem))
                }
                CellFigureProblem::Dash => {
                    format!("“{cell}”看不出是 0 还是没有填，是 0 请填 0，没有填请空着")
                }
                CellFigureProblem::PartOrPercent => {
                    format!("“{cell}”看不出是百分之几，请带上百分号，如 {cell}% 或写成百分比格式")
                }
                CellFigureProblem::Parted => {
                    format!(
                        "“{cell}”被逗号分成了两格，这一行从这里起都没有算，请去掉金额里的逗号再选"
                    )
                }
                CellFigureProblem::Foreign => {
                    format!("“{cell}”这一列是外币，请换算成人民币再填")
                }
            }
        }
        CellProblem::NotAPlace { cell, taken } => format!(
            "“{}”没有对上地区，先按“{}”测算，请核对",
            short(cell),
            set.regions[usize::from(*taken)].name
        ),
        CellProblem::NoResult => {
            "公式没有算出结果，请用表格软件打开这个文件，保存后再选".to_owned()
        }
        CellProblem::ErrorValue { cell } => {
            format!("“{}”是公式出错的结果，请改好公式或直接填内容", short(cell))
        }
        CellProblem::Contradiction(constraint) => constraint.message.to_owned(),
        CellProblem::AskedAgain { cell, question, why } => {
            let (cell, short_name) = (short(cell), set.question(*question).short);
            format!("“{cell}”是以前的填法，请重新填“{short_name}”：{why}")
        }
        CellProblem::AnsweredTwice { cell, question } => {
            let (cell, short_name) = (short(cell), set.question(*question).short);
            format!("“{cell}”没有用上，“{short_name}”按新的一列测算")
        }
    }
}

/// The largest number of letters of a cell in a message.
const LONGEST_CELL: usize = 40;

/// Returns a cell as messages show it: in one line, and not too long.
#[must_use]
pub fn short(cell: &str) -> String {
    let line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_CELL {
        line
    } else {
        line.chars().take(LONGEST_CELL).chain(['…']).collect()
    }
}

fn labels(set: &PolicySet, column: Column) -> String {
    let mut labels: Vec<&str> = match column {
        Column::Question(index) => {
            set.question(index).options.iter().map(|option| option.label).collect()
        }
        Column::Former(index) => {
            set.formerly[usize::from(index)].options.iter().map(|option| option.label).collect()
        }
        Column::Name | Column::Day | Column::Own(_) | Column::Other => Vec::new(),
    };
    if let Column::Question(index) = column
        && set.question(index).kind == Kind::Multi
    {
        labels.push("没有");
    }
    let run_together = labels.iter().any(|label| label.contains(['，', '、', '；']));
    labels.join(if run_together { " / " } else { "、" })
}

/// Returns that an edition was recalled, for this reason.
#[must_use]
pub fn recalled_edition(edition: &str, why: &str) -> String {
    format!("{edition} 已撤回：{}。", why.trim_end_matches('。'))
}

/// Returns that every edition of the rules of a place was recalled, for this reason.
#[must_use]
pub fn recalled_in_table(place: &str, why: &str) -> String {
    let why = why.trim_end_matches('。');
    format!("{place}的规则已撤回：{why}。新的规则公布以前，金额请向主管部门核实。")
}
