//! Many companies in a table: a row for each, columns found by the words or the id of a question.
//! A cell that cannot be read is reported by row and column; the rest of its row still counts.

pub mod former;
pub mod message;
pub mod wording;

use former::{FormerCell, GivenCells};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_written_date;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Constraint, Kind, QuestionIndex};
use huiqi_rules::unit::{FigureProblem, Unit};
use huiqi_sitting::cases::seen_name;
use huiqi_sitting::entries::fold_letter;
use std::collections::HashMap;
use time::Date;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The company's name.
    Name,
    /// The day of its claim.
    Day,
    /// Its answer to a question.
    Question(QuestionIndex),
    /// Its answer to a question of a former edition, by its index in [`PolicySet::formerly`].
    Former(u8),
    /// Something that is not looked at.
    Other,
}

/// The first line of a table: what each column holds, and how its cells are read.
#[derive(Clone, Debug)]
pub struct Headings {
    set: &'static PolicySet,
    columns: Vec<Column>,
    /// For each column of a choice, the indices of its options by what a cell may contain.
    options: Vec<HashMap<String, u8>>,
    /// The region of rows that say none, by its index.
    region: Option<u8>,
}

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
        problem: FigureProblem,
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

impl Column {
    /// Returns what a column of this heading holds: what is named by a question's id, its words, or
    /// its short name; else by the id or the short name of a question of a former edition.
    #[must_use]
    pub fn named(set: &PolicySet, heading: &str) -> Self {
        let wanted = plain(heading);
        let is = |text: &str| plain(text) == wanted;
        let question = || {
            set.questions.iter().position(|question| {
                [question.id, question.label, question.short].into_iter().any(is)
            })
        };
        if wanted.is_empty() {
            Self::Other
        } else if NAMES.into_iter().any(is) {
            Self::Name
        } else if DAYS.into_iter().any(is) {
            Self::Day
        } else {
            let now = question().map(|index| Self::Question(QuestionIndex(index as u8)));
            now.or_else(|| former::named(set, heading).map(Self::Former)).unwrap_or(Self::Other)
        }
    }

    /// Returns what each column of a table holds: as earlier tables had it, by the word that was
    /// kept for its heading, else by the heading. What is found twice is taken from the first.
    #[must_use]
    pub fn of_headings(
        set: &PolicySet,
        headings: &[&str],
        remembered: &[(String, String)],
    ) -> Vec<Self> {
        let column = |heading: &&str| {
            let own = Self::named(set, heading);
            let earlier = remembered.iter().find(|(other, _)| other == heading.trim());
            match earlier.and_then(|(_, word)| Self::of_word(set, word)) {
                // Chosen among former questions: a heading that is known now says more.
                Some(Self::Former(_)) if own != Self::Other => own,
                Some(column) => column,
                None => own,
            }
        };
        let mut columns: Vec<Self> = headings.iter().map(column).collect();
        former::take_together(set, headings, &mut columns);
        for index in 1..columns.len() {
            if columns[..index].contains(&columns[index]) {
                columns[index] = Self::Other;
            }
        }
        former::take_for_present(set, &mut columns);
        columns
    }

    /// Returns what a column holds, by its [`Column::word`]; none where the word names nothing.
    #[must_use]
    pub fn of_word(set: &PolicySet, word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Other),
            "name" => Some(Self::Name),
            "on" => Some(Self::Day),
            id => set.question_index(id).map(Self::Question).or_else(|| {
                let index = set.formerly.iter().position(|former| former.id == id);
                index.map(|index| Self::Former(index as u8))
            }),
        }
    }

    /// Returns the word by which a choice of columns is kept: `name`, `on`, a question's id;
    /// nothing for what is not looked at.
    #[must_use]
    pub fn word(self, set: &PolicySet) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Day => "on",
            Self::Question(index) => set.question(index).id,
            Self::Former(index) => set.formerly[usize::from(index)].id,
            Self::Other => "",
        }
    }

    /// Returns the heading of such a column.
    #[must_use]
    pub fn label(self, set: &PolicySet) -> &'static str {
        match self {
            Self::Name => NAMES[0],
            Self::Day => DAYS[0],
            Self::Question(index) => set.question(index).short,
            Self::Former(index) => set.formerly[usize::from(index)].short,
            Self::Other => "不使用",
        }
    }
}

const NAMES: [&str; 5] = ["企业名称", "单位名称", "公司名称", "名称", "name"];
const DAYS: [&str; 4] = ["申报日期", "申报日", "日期", "on"];

/// Returns a text as headings and options are compared: without spaces, half-width, small letters,
/// quotes of one kind, and no mark at its end.
fn plain(text: &str) -> String {
    let half = |letter: char| {
        if matches!(letter, '“' | '”' | '‘' | '’' | '\'') {
            '"'
        } else {
            fold_letter(letter)
        }
    };
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}')
        .map(half)
        .collect();
    text.trim_end_matches(['?', ':', '*']).to_owned()
}

impl Headings {
    /// Finds what each column holds, by its heading; see [`Column::of_headings`].
    #[must_use]
    pub fn read(set: &'static PolicySet, headings: &[&str]) -> Self {
        Self::of(set, Column::of_headings(set, headings, &[]))
    }

    /// Columns that someone has said; none holds what another holds.
    #[must_use]
    pub fn of(set: &'static PolicySet, columns: Vec<Column>) -> Self {
        let names = |column: &Column| {
            let pairs: Vec<(&str, &str)> = match column {
                Column::Question(index) => {
                    let options = set.question(*index).options.iter();
                    options.map(|option| (option.id, option.label)).collect()
                }
                Column::Former(index) => {
                    let options = set.formerly[usize::from(*index)].options.iter();
                    options.map(|option| (option.id, option.label)).collect()
                }
                Column::Name | Column::Day | Column::Other => Vec::new(),
            };
            words_of(&pairs)
        };
        let options = columns.iter().map(names).collect();
        Self { set, columns, options, region: None }
    }

    /// Returns the same, with a region for rows whose cell says none.
    #[must_use]
    pub fn in_region(mut self, region: Option<u8>) -> Self {
        self.region = region;
        self
    }

    /// Returns what each column holds.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Reads one row; `on` is the day for rows that say none. Cells beyond the columns are not
    /// looked at, missing ones are empty.
    #[must_use]
    pub fn row<'a>(&self, cells: impl IntoIterator<Item = &'a str>, on: Date) -> Row {
        let mut row =
            Row { name: String::new(), on, answers: Answers::none(self.set), faults: Vec::new() };
        let mut given: GivenCells = Vec::new();
        let mut former: Vec<FormerCell> = Vec::new();
        let mut says_region = false;
        for (position, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            says_region |= *column == Column::Question(PolicySet::REGION);
            let mut fault = |problem| row.faults.push(CellFault { column: position, problem });
            match column {
                Column::Other => {}
                Column::Name => row.name = seen_name(cell),
                Column::Day => match read_written_date(&plain(cell)) {
                    Some(day) => row.on = day,
                    None => fault(CellProblem::NotADay { cell: cell.to_owned(), counted_on: on }),
                },
                Column::Question(index) => match self.read_cell(*column, position, cell) {
                    Ok(None) => {}
                    Ok(Some(answer)) => given.push((position, *index, answer)),
                    Err(problem) => match former::in_former_words(self.set, *index, cell) {
                        Some((question, value)) => former.push(FormerCell {
                            position,
                            former: question,
                            value,
                            cell: cell.to_owned(),
                            is_former_column: false,
                        }),
                        None => fault(problem),
                    },
                },
                Column::Former(question) => match self.read_cell(*column, position, cell) {
                    Ok(None) => {}
                    Ok(Some(answer)) => former.push(FormerCell {
                        position,
                        former: *question,
                        value: former::value_then(
                            &self.set.formerly[usize::from(*question)],
                            &answer,
                        ),
                        cell: cell.to_owned(),
                        is_former_column: true,
                    }),
                    Err(problem) => fault(problem),
                },
            }
        }
        if let (Some(region), false) = (self.region, says_region) {
            given.push((usize::MAX, PolicySet::REGION, Answer::Option(region)));
        }
        if !former.is_empty() {
            former::carry_row(self.set, &former, &mut given, &mut row.faults);
        }
        loop {
            match Answers::build(
                self.set,
                given.iter().map(|(_, index, answer)| (*index, answer.clone())),
            ) {
                Ok(answers) => {
                    row.answers = answers;
                    return row;
                }
                // The rung counts; a title said to be won above it does not.
                Err(constraint) => {
                    for (position, _, _) in
                        given.iter().filter(|(_, index, _)| *index == constraint.multi)
                    {
                        row.faults.push(CellFault {
                            column: *position,
                            problem: CellProblem::Contradiction(constraint),
                        });
                    }
                    given.retain(|(_, index, _)| *index != constraint.multi);
                }
            }
        }
    }

    /// Returns the answer in a cell of a column, the options of a former question by their index
    /// there; nothing where it says that it is not clear.
    fn read_cell(
        &self,
        column: Column,
        position: usize,
        cell: &str,
    ) -> Result<Option<Answer>, CellProblem> {
        let text = plain(cell);
        if UNCLEAR.contains(&text.as_str()) {
            return Ok(None);
        }
        let option = |wanted: &str| {
            self.options[position]
                .get(wanted)
                .copied()
                .ok_or_else(|| CellProblem::NotAnOption { cell: cell.to_owned(), column })
        };
        let kind = match column {
            Column::Question(index) => self.set.question(index).kind,
            Column::Former(former) => self.set.formerly[usize::from(former)].kind,
            Column::Name | Column::Day | Column::Other => return Ok(None),
        };
        let answer = match kind {
            Kind::Single => Answer::Option(option(&text)?),
            Kind::Multi if NOTHING.contains(&text.as_str()) => Answer::Options(0),
            // A label that itself holds a mark of separation is one option.
            Kind::Multi => Answer::Options(match option(&text) {
                Ok(index) => 1 << index,
                Err(_) => {
                    let parts = text.split(SEPARATORS).filter(|part| !part.is_empty());
                    let indices = parts.map(option).collect::<Result<Vec<u8>, CellProblem>>()?;
                    indices.into_iter().fold(0, |chosen, index| chosen | 1 << index)
                }
            }),
            Kind::YesNo if YES.contains(&text.as_str()) => Answer::YesNo(true),
            Kind::YesNo if NO.contains(&text.as_str()) => Answer::YesNo(false),
            Kind::YesNo => return Err(CellProblem::NotYesOrNo { cell: cell.to_owned() }),
            Kind::Figure(unit) => {
                let figure = unit.read_typed(cell).map_err(|problem| CellProblem::NotAFigure {
                    cell: cell.to_owned(),
                    unit,
                    problem,
                })?;
                return Ok(figure.map(Answer::Figure));
            }
        };
        Ok(Some(answer))
    }
}

/// Returns the indices of options by the words that may mean them: id and label, and the label
/// without what it has in brackets at its end.
fn words_of(options: &[(&str, &str)]) -> HashMap<String, u8> {
    let mut words = HashMap::new();
    for (index, (id, label)) in options.iter().enumerate() {
        words.insert(plain(label), index as u8);
        words.insert(plain(id), index as u8);
    }
    for (index, (_, label)) in options.iter().enumerate() {
        if let Some((before, _)) = plain(label).strip_suffix(')').and_then(|it| it.split_once('('))
        {
            words.entry(before.to_owned()).or_insert(index as u8);
        }
    }
    words
}

/// What a cell says where an answer is not clear.
const UNCLEAR: [&str; 7] = ["不清楚", "不确定", "待定", "unknown", "-", "—", "/"];
/// What a cell says where none of several options holds.
const NOTHING: [&str; 5] = ["以上都没有", "都没有", "没有", "无", "none"];
/// What parts several options in a cell.
const SEPARATORS: [char; 6] = ['、', ';', ',', '|', '，', '；'];
const YES: [&str; 7] = ["是", "有", "yes", "true", "y", "1", "√"];
const NO: [&str; 9] = ["否", "不是", "没有", "无", "no", "false", "n", "0", "×"];

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
