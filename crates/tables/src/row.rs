//! Rows of a table, read by what its columns hold.

use super::carried::{FormerCell, GivenCells, carry_row};
use super::cell::{CellFault, CellProblem};
use super::column::{Column, OwnColumn};
use super::credit_code;
use super::days;
use super::figures::{self, ColumnUnit, NumberFormats};
use super::former;
use super::heading_text::unit_of;
use super::message::EarlierTitles;
use super::option_words::OptionWords;
use super::place::{GivenPlace, PlaceSource, PlaceWords};
use super::values::{ChosenValue, proposals};
use super::words::{DASHES, NO, NO_RESULT, UNCLEAR, YES, cleaned, plain};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::Kind;
use huiqi_rules::unit::Unit;
use huiqi_sitting::cases::seen_name;
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
    /// Where its region comes from.
    pub place: PlaceSource,
}

impl Row {
    /// Whether its own day could not be read. It is then not computed: another day may be another
    /// result.
    #[must_use]
    pub fn has_unread_day(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault.problem, CellProblem::NotADay { .. }))
    }

    /// Returns the cell of its place, where that could not be read, by its column.
    #[must_use]
    pub fn unread_place(&self) -> Option<&str> {
        self.faults.iter().find_map(|fault| match &fault.problem {
            CellProblem::NotAnOption { cell, column: Column::Question(PolicySet::REGION) } => {
                Some(cell.as_str())
            }
            CellProblem::NotADay { .. }
            | CellProblem::NotAnOption { .. }
            | CellProblem::NotYesOrNo { .. }
            | CellProblem::NotAFigure { .. }
            | CellProblem::NotAPlace { .. }
            | CellProblem::NoResult
            | CellProblem::ErrorValue { .. }
            | CellProblem::Contradiction(_)
            | CellProblem::AskedAgain { .. }
            | CellProblem::AnsweredTwice { .. } => None,
        })
    }
}

/// What a word in a cell is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// An answer; none where it says that it is not clear.
    Answer(Option<Answer>),
    /// An answer in the words of a former edition.
    FormerWords,
    /// Nothing.
    Nothing,
}

/// The first line of a table: what each column holds, and how its cells are read.
#[derive(Clone, Debug)]
pub struct Headings {
    set: &'static PolicySet,
    columns: Vec<Column>,
    /// For each column, the unit of its figures.
    units: Vec<Option<ColumnUnit>>,
    formats: NumberFormats,
    /// For each column of a choice, its options by what a cell may contain.
    words: Vec<OptionWords>,
    /// The region of rows that say none, by its index.
    region: Option<u16>,
    earlier: EarlierTitles,
    places: PlaceWords,
}

impl Headings {
    /// Finds what each column holds and in which unit, by its heading; see [`Column::of_headings`].
    #[must_use]
    pub fn read(set: &'static PolicySet, headings: &[&str]) -> Self {
        let units = headings.iter().map(|heading| unit_of(heading)).collect();
        Self::of(set, Column::of_headings(set, headings, &[])).in_units(units)
    }

    /// Columns that someone has said; none holds what another holds.
    #[must_use]
    pub fn of(set: &'static PolicySet, columns: Vec<Column>) -> Self {
        let words = columns.iter().map(|column| OptionWords::of(set, *column)).collect();
        let units = vec![None; columns.len()];
        Self {
            set,
            columns,
            units,
            formats: NumberFormats::Known,
            words,
            region: None,
            earlier: EarlierTitles::Ask,
            places: PlaceWords::Certain,
        }
    }

    /// Returns the same, with which words of places are taken.
    #[must_use]
    pub fn with_places(mut self, places: PlaceWords) -> Self {
        self.places = places;
        self
    }

    /// Returns the same, with a region for rows whose cell says none or cannot be read.
    #[must_use]
    pub fn in_region(mut self, region: Option<u16>) -> Self {
        self.region = region;
        self
    }

    /// Returns the same, with what is taken of companies recognised before last year.
    #[must_use]
    pub fn with_earlier(mut self, earlier: EarlierTitles) -> Self {
        self.earlier = earlier;
        self
    }

    /// Returns the same, with the units of its columns.
    #[must_use]
    pub fn in_units(mut self, units: Vec<Option<ColumnUnit>>) -> Self {
        self.units = units;
        self.units.resize(self.columns.len(), None);
        self
    }

    /// Returns the same, for a table that tells or does not tell how its numbers are shown.
    #[must_use]
    pub fn with_formats(mut self, formats: NumberFormats) -> Self {
        self.formats = formats;
        self
    }

    /// Returns the same, with what someone has said that words in its columns mean.
    #[must_use]
    pub fn with_values(mut self, values: &[ChosenValue]) -> Self {
        for value in values {
            let position = self.columns.iter().position(|column| *column == value.column);
            if let Some(words) = position.and_then(|position| self.words.get_mut(position)) {
                words.chosen.insert(plain(&value.word), value.answer.clone());
            }
        }
        self
    }

    /// Returns these columns alone, by the index of each in the table.
    #[must_use]
    pub fn only(self, indices: &[usize]) -> Self {
        Self {
            columns: indices.iter().map(|index| self.columns[*index]).collect(),
            units: indices.iter().map(|index| self.units[*index]).collect(),
            words: indices.iter().map(|index| self.words[*index].clone()).collect(),
            ..self
        }
    }

    /// Returns the rule set.
    #[must_use]
    pub const fn set(&self) -> &'static PolicySet {
        self.set
    }

    /// Returns what each column holds.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the columns with sums of money: the index, the name and the unit of each.
    pub fn money_columns(&self) -> impl Iterator<Item = (usize, &'static str, Option<ColumnUnit>)> {
        self.columns.iter().zip(&self.units).enumerate().filter_map(|(index, (column, unit))| {
            let is_yuan = self.figure_unit(*column) == Some(&Unit::YUAN);
            is_yuan.then(|| (index, column.label(self.set), *unit))
        })
    }

    /// Whether a column holds figures.
    #[must_use]
    pub fn has_figures(&self, index: usize) -> bool {
        self.columns.get(index).is_some_and(|column| self.figure_unit(*column).is_some())
    }

    /// Returns the kind of the question that a column answers.
    fn kind(&self, column: Column) -> Option<Kind> {
        match column {
            Column::Question(question) => Some(self.set.question(question).kind),
            Column::Former(former) => Some(self.set.formerly[usize::from(former)].kind),
            Column::Name | Column::Day | Column::Own(_) | Column::Other => None,
        }
    }

    /// Returns the unit of a column of figures.
    fn figure_unit(&self, column: Column) -> Option<&'static Unit> {
        self.kind(column)?.unit()
    }

    /// Returns what a word in the cells of a column is taken for.
    #[must_use]
    pub fn taken(&self, position: usize, word: &str) -> Taken {
        let word = cleaned(word);
        if formula_problem(&word).is_some() {
            return Taken::Nothing;
        }
        match (self.read_cell(self.columns[position], position, &word), self.columns[position]) {
            (Ok(answer), _) => Taken::Answer(answer),
            (Err(_), Column::Question(index))
                if former::in_former_words(self.set, index, &word).is_some() =>
            {
                Taken::FormerWords
            }
            (Err(_), _) => Taken::Nothing,
        }
    }

    /// Reads one row; `on` is the day for rows that say none. Cells beyond the columns are not
    /// looked at, missing ones are empty.
    #[must_use]
    pub fn row<'a>(&self, cells: impl IntoIterator<Item = &'a str>, on: Date) -> Row {
        self.read_row(cells, on, None)
    }

    /// Reads one row as [`Headings::row`] does, but for its place: that was read already, among
    /// more places than this rule set has.
    #[must_use]
    pub fn row_at<'a>(
        &self,
        cells: impl IntoIterator<Item = &'a str>,
        on: Date,
        place: GivenPlace,
    ) -> Row {
        self.read_row(cells, on, Some(place))
    }

    fn read_row<'a>(
        &self,
        cells: impl IntoIterator<Item = &'a str>,
        on: Date,
        place: Option<GivenPlace>,
    ) -> Row {
        let mut row = Row {
            name: String::new(),
            on,
            answers: Answers::none(self.set),
            faults: Vec::new(),
            place: PlaceSource::Nothing,
        };
        let mut given: GivenCells = Vec::new();
        let mut former: Vec<FormerCell> = Vec::new();
        let (mut says_region, mut year, mut code) = (false, None, None);
        let mut no_place: Option<(usize, String)> = None;
        for (position, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let cell = cleaned(cell);
            if cell.is_empty() || *column == Column::Other {
                continue;
            }
            if place.is_some() && column.choice_question() == Some(PolicySet::REGION) {
                continue;
            }
            let cell = cell.as_ref();
            says_region |= *column == Column::Question(PolicySet::REGION);
            let mut fault = |problem| row.faults.push(CellFault { column: position, problem });
            if let Some(problem) = formula_problem(cell) {
                fault(problem);
                continue;
            }
            match column {
                Column::Own(OwnColumn::Year) => {
                    year = days::read_year(cell).map(|year| (position, year))
                }
                Column::Own(OwnColumn::Code) => code = self.by_code(position, cell),
                Column::Own(OwnColumn::Memo | OwnColumn::NextDay) | Column::Other => {}
                Column::Name => row.name = seen_name(cell),
                Column::Day => match days::read(cell) {
                    Some(day) => row.on = day,
                    None => fault(CellProblem::NotADay { cell: cell.to_owned() }),
                },
                Column::Question(index) => match self.read_cell(*column, position, cell) {
                    // A place that someone counts as not filled in is that of the other rows.
                    Ok(None) if self.words[position].chosen.contains_key(&plain(cell)) => {
                        says_region &= *index != PolicySet::REGION;
                    }
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
                        None if *index == PolicySet::REGION => match self.likely_place(cell) {
                            Some(region) => {
                                given.push((position, *index, Answer::Option(region)));
                                row.place = PlaceSource::Likely;
                            }
                            None => no_place = Some((position, cell.to_owned())),
                        },
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
        match place {
            Some(place) => place.put(&mut row, &mut given),
            None => {
                let rest = self.region.filter(|_| !says_region || no_place.is_some());
                self.put_place(&mut row, (code, rest), no_place, &mut given);
            }
        }
        self.take_as_paid(year, row.on, &mut given);
        if !former.is_empty() {
            carry_row(self.set, &former, &mut given, &mut row.faults);
        }
        self.settle(row, given)
    }

    /// Gives a row that says no place that of its code, else that of such rows; a cell that could
    /// not be read is reported.
    fn put_place(
        &self,
        row: &mut Row,
        (code, rest): (Option<u16>, Option<u16>),
        no_place: Option<(usize, String)>,
        given: &mut GivenCells,
    ) {
        if given.iter().any(|(_, index, _)| *index == PolicySet::REGION) {
            if row.place == PlaceSource::Nothing {
                row.place = PlaceSource::Cell;
            }
            return;
        }
        let taken = code.map(|region| (region, PlaceSource::Code));
        let taken = taken.or(rest.map(|region| (region, PlaceSource::Rest)));
        let position = no_place.as_ref().map_or(usize::MAX, |(position, _)| *position);
        if let Some((region, place)) = taken {
            given.push((position, PolicySet::REGION, Answer::Option(region)));
            row.place = place;
        }
        if let Some((column, cell)) = no_place {
            let problem = match taken {
                Some((taken, _)) => CellProblem::NotAPlace { cell, taken },
                None => CellProblem::NotAnOption { cell, column: self.columns[column] },
            };
            let before = row.faults.iter().take_while(|fault| fault.column < column).count();
            row.faults.insert(before, CellFault { column, problem });
        }
    }

    /// Returns the only region whose words a cell is like, where such are taken.
    fn likely_place(&self, cell: &str) -> Option<u16> {
        match self.places {
            PlaceWords::Certain => None,
            PlaceWords::Likely => likely_place(self.set, cell),
        }
    }

    /// Returns the region that someone chose for the division in a credit code.
    fn by_code(&self, position: usize, cell: &str) -> Option<u16> {
        let chosen = &self.words[position].chosen;
        if chosen.is_empty() {
            return None;
        }
        let located = self.set.locate(&credit_code::place(cell).ok()?)?;
        match chosen.get(located.begin)? {
            Some(Answer::Option(region)) => Some(*region),
            Some(Answer::Options(_) | Answer::YesNo(_) | Answer::Figure(_)) | None => None,
        }
    }

    /// A title won before last year counts as paid for, where someone said so for all and the row
    /// says nothing of what it still claims.
    fn take_as_paid(&self, year: Option<(usize, i32)>, on: Date, given: &mut GivenCells) {
        let claimed = self.set.constraints.first().map(|constraint| constraint.multi);
        if let (EarlierTitles::Paid, Some((position, year)), Some(claimed)) =
            (self.earlier, year, claimed)
            && year < on.year() - 1
            && !given.iter().any(|(_, index, _)| *index == claimed)
        {
            given.push((position, claimed, Answer::Options(0)));
        }
    }

    /// Puts the answers together; those that contradict each other are reported.
    fn settle(&self, mut row: Row, mut given: GivenCells) -> Row {
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
        let Some(kind) = self.kind(column) else { return Ok(None) };
        if let Kind::Figure(unit) = kind {
            let figure = figures::read(unit, self.units[position], self.formats, cell);
            return figure.map(|figure| figure.map(Answer::Figure)).map_err(|problem| {
                CellProblem::NotAFigure { cell: cell.to_owned(), unit, problem }
            });
        }
        let text = plain(cell);
        let words = &self.words[position];
        if let Some(chosen) = words.chosen.get(&text) {
            return Ok(chosen.clone());
        }
        if UNCLEAR.contains(&text.as_str()) || DASHES.contains(&text.as_str()) {
            return Ok(None);
        }
        let no_option = || CellProblem::NotAnOption { cell: cell.to_owned(), column };
        let answer = match kind {
            Kind::Single => Answer::Option(words.option(&text).ok_or_else(no_option)?),
            Kind::Multi => Answer::Options(words.options(&text, cell).ok_or_else(no_option)?),
            Kind::YesNo if YES.contains(&text.as_str()) => Answer::YesNo(true),
            Kind::YesNo if NO.contains(&text.as_str()) => Answer::YesNo(false),
            Kind::YesNo | Kind::Figure(_) => {
                return Err(CellProblem::NotYesOrNo { cell: cell.to_owned() });
            }
        };
        Ok(Some(answer))
    }
}

/// Returns the only region that words mean: its name, another word for it, its name without 市, an
/// address there.
#[must_use]
pub fn likely_place(set: &'static PolicySet, words: &str) -> Option<u16> {
    match proposals(set, PolicySet::REGION, words).as_slice() {
        [one] if one.reason.is_likely() => Some(one.option),
        [] | [_, ..] => None,
    }
}

/// Returns what is wrong with a cell whose formula has no result or an error.
fn formula_problem(cell: &str) -> Option<CellProblem> {
    if !cell.starts_with('#') {
        None
    } else if cell == NO_RESULT {
        Some(CellProblem::NoResult)
    } else {
        let is_error = cell.ends_with(['!', '?']) || cell == "#N/A";
        is_error.then(|| CellProblem::ErrorValue { cell: cell.to_owned() })
    }
}
