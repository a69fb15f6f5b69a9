//! Rows of a table, read by what its columns hold.

use super::carried::{FormerCell, GivenCells, carry_row};
use super::cell::{CellFault, CellProblem};
use super::column::Column;
use super::former;
use super::text::{SEPARATORS, plain};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::read_written_date;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::Kind;
use huiqi_sitting::cases::seen_name;
use std::collections::HashMap;
use time::Date;

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
                    former::options_then(set, &set.formerly[usize::from(*index)])
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
                        value: former::value_then(self.set, *question, &answer),
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
            carry_row(self.set, &former, &mut given, &mut row.faults);
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
    // An option that is listed twice has two labels.
    let first = |id: &str| options.iter().position(|(other, _)| *other == id);
    let options = options.iter().filter_map(|(id, label)| Some((first(id)? as u8, *id, *label)));
    for (index, id, label) in options.clone() {
        words.insert(plain(label), index);
        words.insert(plain(id), index);
    }
    for (index, _, label) in options {
        if let Some((before, _)) = plain(label).strip_suffix(')').and_then(|it| it.split_once('('))
        {
            words.entry(before.to_owned()).or_insert(index);
        }
    }
    words
}

/// What a cell says where an answer is not clear.
const UNCLEAR: [&str; 7] = ["不清楚", "不确定", "待定", "unknown", "-", "—", "/"];
/// What a cell says where none of several options holds.
const NOTHING: [&str; 5] = ["以上都没有", "都没有", "没有", "无", "none"];
const YES: [&str; 7] = ["是", "有", "yes", "true", "y", "1", "√"];
const NO: [&str; 9] = ["否", "不是", "没有", "无", "no", "false", "n", "0", "×"];
