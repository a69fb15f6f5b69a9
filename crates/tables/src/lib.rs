//! Many companies in a table: a row for each, columns found by the words or the id of a question.
//! A cell that cannot be read is reported by row and column; the rest of its row still counts.
//! In reading order: [`words`], [`figures`], days, [`columns`], [`headings`], [`row_kind`],
//! [`values`], [`credit_code`], [`former`], [`message`], [`wording`].

pub mod columns;
pub mod credit_code;
mod days;
pub mod figures;
pub mod former;
mod heading_text;
pub mod headings;
pub mod message;
pub mod row_kind;
pub mod values;
pub mod wording;
pub mod words;

pub use columns::{Column, ColumnNames};
pub use heading_text::unit_of;
pub use headings::Headings;

use figures::CellFigureProblem;
use huiqi_rules::answers::Answers;
use huiqi_rules::question::{Constraint, QuestionIndex};
use huiqi_rules::unit::Unit;
use time::Date;

/// What a reader writes in the place of a cell whose formula was never computed.
pub const NO_RESULT: &str = "#公式没有结果";

/// A cell that says nothing that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The column, from 0.
    pub column: usize,
    /// What is wrong.
    pub problem: CellProblem,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// No day.
    NotADay {
        /// The text of the cell.
        cell: String,
        /// The day for which the row is computed instead.
        counted_on: Date,
    },
    /// No option of the question.
    NotAnOption {
        /// The text of the cell.
        cell: String,
        /// The column of the question.
        column: Column,
    },
    /// Neither yes nor no.
    NotYesOrNo {
        /// The text of the cell.
        cell: String,
    },
    /// No figure.
    NotAFigure {
        /// The text of the cell.
        cell: String,
        /// The unit of the question.
        unit: &'static Unit,
        /// Why it is none.
        problem: CellFigureProblem,
    },
    /// No region, in a table whose other rows are in one that was chosen: the row is in it too.
    NotAPlace {
        /// The text of the cell.
        cell: String,
        /// The option of the region that is taken.
        taken: u8,
    },
    /// A formula that was never computed.
    NoResult,
    /// A formula whose result is an error.
    ErrorValue {
        /// The error.
        cell: String,
    },
    /// An answer that contradicts another one of the row by this rule.
    Contradiction(&'static Constraint),
    /// An answer to a former edition from which none to a present question follows.
    AskedAgain {
        /// The text of the cell.
        cell: String,
        /// The question that is asked again.
        question: QuestionIndex,
        /// Why.
        why: &'static str,
    },
    /// An answer to a former question where another column answers the present one, and counts.
    AnsweredTwice {
        /// The text of the cell.
        cell: String,
        /// The present question.
        question: QuestionIndex,
    },
}

/// One company as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name, as written in the table.
    pub name: String,
    /// The day of its claim: the row's own, else the one given for all.
    pub on: Date,
    /// What could be read of its answers; they never contradict each other.
    pub answers: Answers,
    /// What could not.
    pub faults: Vec<CellFault>,
}

/// Returns a cell of a table that is written: what a spreadsheet would take for a formula is kept
/// as text.
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::wording::cell_problem;
    use super::{CellFault, Column, Headings, Row, guarded};
    use huiqi_policies::POLICIES;
    use huiqi_rules::answers::Answer;
    use huiqi_rules::day::read_date;
    use huiqi_rules::question::QuestionIndex;
    use time::Date;

    fn day(text: &str) -> Date {
        read_date(text).expect("a day")
    }

    fn question(id: &str) -> QuestionIndex {
        POLICIES.question_index(id).expect("a question")
    }

    fn read(headings: &[&str], cells: &[&str]) -> Row {
        Headings::read(&POLICIES, headings).row(cells.iter().copied(), day("2026-11-21"))
    }

    #[test]
    fn columns_are_found_by_id_words_or_short_name() {
        let label = POLICIES.question(question("certification_tier")).label;
        let found = Headings::read(
            &POLICIES,
            &[
                "\u{feff}企业名称",
                label,
                "Government_Show_Booth_Fee_Yuan",
                "上市挂牌 ",
                "备注",
                "",
                "government_show_booth_fee_yuan",
                "申报日期",
            ],
        );
        let expected = [
            Column::Name,
            Column::Question(question("certification_tier")),
            Column::Question(question("government_show_booth_fee_yuan")),
            Column::Question(question("listings")),
            Column::Other,
            Column::Other,
            Column::Other,
            Column::Day,
        ];
        assert_eq!(found.columns(), expected);
    }

    #[test]
    fn every_kind_of_cell_is_read_as_people_write_it() {
        let headings = [
            "名称",
            "region",
            "first_certified_tiers",
            "certification_tier",
            "government_show_booth_fee_yuan",
            "base_listing_support",
            "claimed_elsewhere",
            "on",
            "listings",
        ];
        let row = read(
            &headings,
            &[
                "甲公司",
                "枣庄市",
                "省级专精特新；national_giant",
                "国家级'小巨人'",
                "８万",
                "√",
                "无",
                "2025年1月5日",
                "不清楚",
            ],
        );
        assert_eq!((row.name.as_str(), row.on, row.faults.len()), ("甲公司", day("2025-01-05"), 0));
        assert_eq!(row.answers.region().map(|region| region.id), Some("zaozhuang"));
        let figure = Answer::Figure("80000".parse().expect("a number"));
        assert_eq!(row.answers.get(question("government_show_booth_fee_yuan")), Some(&figure));
        assert_eq!(row.answers.get(question("base_listing_support")), Some(&Answer::YesNo(true)));
        assert_eq!(row.answers.get(question("claimed_elsewhere")), Some(&Answer::Options(0)));
        assert_eq!(row.answers.get(question("listings")), None);
        let first = POLICIES.question(question("first_certified_tiers"));
        let both = ["provincial", "national_giant"]
            .map(|id| 1_u64 << first.option(id).expect("an option"));
        assert_eq!(
            row.answers.get(question("first_certified_tiers")),
            Some(&Answer::Options(both[0] | both[1]))
        );
    }

    #[test]
    fn a_bad_cell_is_told_with_what_is_taken_and_the_rest_of_the_row_counts() {
        let headings = [
            "region",
            "certification_tier",
            "first_certified_tiers",
            "government_show_booth_fee_yuan",
            "base_listing_support",
            "on",
        ];
        let row = read(
            &headings,
            &["枣庄", "省级专精特新", "national_giant", "-5", "也许", "2025-02-30"],
        );
        let words = |fault: &CellFault| (fault.column, cell_problem(&POLICIES, &fault.problem));
        let messages: Vec<(usize, String)> = row.faults.iter().map(words).collect();
        assert_eq!(messages.iter().map(|(column, _)| *column).collect::<Vec<_>>(), [0, 3, 4, 5, 2]);
        assert!(
            messages[0].1.contains("枣庄市")
                && messages[1].1.contains("不能是负数")
                && messages[2].1.contains("是、否")
                && messages[3].1.contains("2025-12-31")
        );
        assert_eq!(messages[4].1, POLICIES.constraints[0].message);
        assert_eq!(
            (row.on, row.answers.iter().count()),
            (day("2026-11-21"), 1),
            "only the tier is left"
        );
        let short = read(&headings, &["枣庄市"]);
        assert_eq!(
            (short.faults.len(), short.answers.iter().count()),
            (0, 1),
            "missing cells are empty"
        );
    }

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for text in ["=1+1", "+86", "-x", "@SUM", "\tx", "＝1"] {
            assert!(guarded(text).starts_with('\''), "{text}");
        }
        assert_eq!(guarded("甲公司"), "甲公司");
    }
}
