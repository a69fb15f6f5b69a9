//! Why an answer is not taken, and what is: for fields and cells as people type, and for the strict
//! JS interface.

use super::figures;
use crate::questionnaire::DraftProblem;
use huiqi_rules::answers::Problem;
use huiqi_rules::question::{Kind, Question};
use huiqi_rules::unit::{FigureProblem, Notation, Unit};
use rust_decimal::Decimal;

const YI: i64 = 100_000_000;

/// Why the content of a field does not count.
#[must_use]
pub fn draft(problem: DraftProblem) -> String {
    match problem {
        DraftProblem::Figure(unit, problem) => typed(unit, problem),
        DraftProblem::OneSum => "两个数都要填".to_owned(),
        DraftProblem::NothingToCompare(quotient) => {
            format!("“{}”要大于 0，才能算百分之几", quotient.to)
        }
        DraftProblem::Contradiction(constraint) => constraint.message.to_owned(),
    }
}

/// Why a typed figure is not taken, and what is.
#[must_use]
pub fn typed(unit: &Unit, problem: FigureProblem) -> String {
    match (problem, unit.notation) {
        (FigureProblem::NotANumber, Notation::Money) => {
            "请填数字，如 350000、35万或 1.2亿".to_owned()
        }
        (FigureProblem::NotANumber, Notation::Percent) => "请填数字，如 12.5，下降填 -5".to_owned(),
        (FigureProblem::NotANumber, Notation::Number) => "请填数字，如 12".to_owned(),
        (FigureProblem::Negative, _) => "不能是负数，没有就填 0".to_owned(),
        (FigureProblem::TooManyDecimals, Notation::Money) => {
            "金额最多精确到分，请核对小数".to_owned()
        }
        (FigureProblem::TooManyDecimals, Notation::Percent | Notation::Number) => {
            "最多填两位小数".to_owned()
        }
        (FigureProblem::OffStep, _) => off_step(unit),
        (FigureProblem::OutOfRange, _) => range(unit),
        (FigureProblem::TooLarge, Notation::Money | Notation::Number) => {
            format!("数值太大，最多填 {}亿{}，请核对单位", unit.most / YI, unit.word)
        }
        (FigureProblem::TooLarge, Notation::Percent) => {
            format!("数值太大，请填 {} 到 {} 之间的数", unit.least, unit.most)
        }
    }
}

/// Which numbers are taken, where others lie between them.
fn off_step(unit: &Unit) -> String {
    if unit.step() == Decimal::ONE {
        "请填整数".to_owned()
    } else {
        format!("请填 {}的倍数", figures::figure(unit, unit.step()))
    }
}

/// Which figures there are.
fn range(unit: &Unit) -> String {
    let mut words = String::new();
    for (before, end) in [("最少填 ", unit.lowest()), ("最多填 ", unit.highest())] {
        if let Some(end) = end {
            words.push_str(if words.is_empty() { "" } else { "，" });
            words.push_str(before);
            words.push_str(&figures::figure(unit, end));
        }
    }
    words
}

/// Why a value of the JS interface is not taken, and what is.
#[must_use]
pub fn strict(problem: &Problem, question: &Question) -> String {
    let short = question.short;
    match problem {
        Problem::WrongType => {
            format!("“{short}”的填写方式不对，应为{}", expected(question.kind))
        }
        Problem::Figure(problem) => strict_figure(*problem, question),
        Problem::UnknownOption(id) => {
            let shown = question.options.iter();
            let options: Vec<String> =
                shown.map(|option| format!("{}（{}）", option.id, option.label)).collect();
            format!("“{short}”没有“{id}”这个选项，可选：{}", options.join("、"))
        }
        Problem::RepeatedOption(id) => format!("“{short}”里“{id}”重复了，每个选项只填一次"),
    }
}

fn strict_figure(problem: FigureProblem, question: &Question) -> String {
    let short = question.short;
    match problem {
        FigureProblem::NotANumber => {
            format!("“{short}”不是数字，请只填阿拉伯数字，如 80000 或 12.5")
        }
        FigureProblem::Negative => format!("“{short}”不能是负数，请填 0 或以上的数"),
        FigureProblem::TooManyDecimals => format!("“{short}”的小数太长，最多保留两位小数"),
        FigureProblem::OffStep => {
            let words = question.kind.unit().map_or_else(String::new, off_step);
            format!("“{short}”{words}")
        }
        FigureProblem::OutOfRange => {
            let words = question.kind.unit().map_or_else(String::new, range);
            format!("“{short}”超出范围，{words}")
        }
        FigureProblem::TooLarge => match question.kind {
            Kind::Figure(unit) if unit.takes_negative() => {
                format!("“{short}”太大，请填 {} 到 {} 之间的数", unit.least, unit.most)
            }
            Kind::Figure(unit) => format!("“{short}”太大，最多填 {} {}", unit.most, unit.word),
            Kind::Single | Kind::Multi | Kind::YesNo => format!("“{short}”太大"),
        },
    }
}

const fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "一个选项（文字）",
        Kind::Multi => "一组选项（文字列表）",
        Kind::YesNo => "是或否（true 或 false）",
        Kind::Figure(_) => "一个数（数字或文字）",
    }
}

#[cfg(test)]
mod tests {
    use super::{strict, typed};
    use huiqi_policies::POLICIES;
    use huiqi_rules::answers::Problem;
    use huiqi_rules::unit::{FigureProblem, Unit};

    #[test]
    fn the_largest_figure_is_said_as_its_unit_has_it() {
        let too_large = FigureProblem::TooLarge;
        assert_eq!(typed(&Unit::YUAN, too_large), "数值太大，最多填 10000亿元，请核对单位");
        let pieces = Unit::number("件", 100);
        assert_eq!(typed(&pieces, too_large), "数值太大，最多填 10000亿件，请核对单位");
        assert_eq!(typed(&Unit::PERCENT, too_large), "数值太大，请填 -1000000 到 1000000 之间的数");
        let question = |id: &str| POLICIES.question(POLICIES.question_index(id).expect("an id"));
        let fee = question("government_show_booth_fee_yuan");
        assert_eq!(
            strict(&Problem::Figure(too_large), fee),
            format!("“{}”太大，最多填 1000000000000 元", fee.short)
        );
    }

    #[test]
    fn an_unknown_option_is_told_those_that_there_are_with_their_names() {
        let prize = POLICIES.question_index("platform_assessment_grade").expect("a question");
        assert_eq!(
            strict(&Problem::UnknownOption("gold".to_owned()), POLICIES.question(prize)),
            "“平台省级考核”没有“gold”这个选项，可选：none（没有，或奖励已领）、first（一等奖）、\
             second（二等奖）、third（三等奖）"
        );
    }

    #[test]
    fn a_figure_beyond_its_question_is_told_both_ends_that_there_are() {
        let (beyond, off) = (FigureProblem::OutOfRange, FigureProblem::OffStep);
        let months = || Unit::number("个月", 50);
        assert_eq!(
            typed(&months().within(Some(100), Some(1200)), beyond),
            "最少填 1 个月，最多填 12 个月"
        );
        assert_eq!(
            typed(&months().within(None, Some(1200)), beyond),
            "最少填 0 个月，最多填 12 个月"
        );
        assert_eq!(typed(&Unit::PERCENT.within(None, Some(1000)), beyond), "最多填 10%");
        assert_eq!(typed(&months(), off), "请填 0.5 个月的倍数");
        assert_eq!(typed(&Unit::NUMBER, off), "请填整数");
    }
}
