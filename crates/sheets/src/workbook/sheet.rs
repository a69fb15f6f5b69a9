//! The rows of a sheet, read one after the other: a sheet takes no memory, however long it is.

use super::super::line::{LONGEST_ROW, Line, MOST_COLUMNS, TableFault};
use super::super::package::{MOST_UNPACKED, Package};
use super::formats::NumberStyle;
use super::merges::{Merge, of_sheet};
use super::numbers::shown;
use super::parts::SharedTexts;
use super::xml::{Xml, add_words, fault, place, raw_attribute, reader, unescaped};
use huiqi_tables::NO_RESULT;
use huiqi_tables::words::cleaned;
use quick_xml::events::{BytesStart, Event};
use std::rc::Rc;

/// What all sheets of a workbook share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) package: Package,
    pub(super) texts: Rc<SharedTexts>,
    pub(super) styles: Rc<[NumberStyle]>,
    pub(super) is_1904: bool,
}

/// The rows of a sheet.
pub(crate) struct SheetRows {
    xml: Xml,
    shared: Shared,
    merges: Merges,
    row: u32,
    column: u32,
    /// Rows from here on are not read yet.
    stop: u32,
    /// The row that is begun, where it was not read to its end for that reason.
    begun: Option<RowStart>,
    is_over: bool,
    /// How many bytes of words were given.
    given: u64,
    size: u64,
    /// The columns that the sheet hides, each from one to another.
    hidden: Vec<(usize, usize)>,
    buffer: Vec<u8>,
    cells: Vec<String>,
}

/// The first tag of a row.
#[derive(Clone, Copy)]
struct RowStart {
    is_hidden: bool,
}

/// A cell in the making.
#[derive(Default)]
struct CellDraft {
    kind: CellKind,
    style: usize,
    value: String,
    has_value: bool,
    formula: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    Shared,
    Words,
    YesNo,
    Day,
    Error,
}

impl SheetRows {
    /// Begins to read the sheet at a path.
    pub(super) fn open(shared: Shared, path: &str) -> Result<Self, TableFault> {
        let missing = || TableFault::BadWorkbook(path.to_owned());
        let merges = of_sheet(shared.package.read(path).ok_or_else(missing)?)?;
        let xml = reader(shared.package.read(path).ok_or_else(missing)?);
        let size = shared.package.size(path);
        Ok(Self {
            xml,
            shared,
            merges: Merges { waiting: merges, next: 0, open: Vec::new() },
            row: 0,
            column: 0,
            stop: u32::MAX,
            begun: None,
            is_over: false,
            given: 0,
            size,
            hidden: Vec::new(),
            buffer: Vec::new(),
            cells: Vec::new(),
        })
    }

    /// Reads no further than this row, from 1, until it is said again.
    pub(crate) fn stop_behind(&mut self, row: u32) {
        self.stop = row;
    }

    /// Whether the sheet hides a column.
    pub(crate) fn hides(&self, column: usize) -> bool {
        self.hidden.iter().any(|(from, to)| (*from..=*to).contains(&column))
    }

    /// Returns how much of the sheet is read, in bytes, and how much there is.
    pub(crate) fn progress(&self) -> (u64, u64) {
        (self.xml.buffer_position().min(self.size), self.size)
    }

    /// Returns the next row that is not empty; false at the end.
    pub(crate) fn next(&mut self, line: &mut Line) -> Result<bool, TableFault> {
        while !self.is_over {
            let start = match self.begun.take() {
                Some(start) => start,
                None => match self.next_start()? {
                    Some(start) => start,
                    None => break,
                },
            };
            if self.row >= self.stop {
                self.begun = Some(start);
                return Ok(false);
            }
            if self.read_row(start, line)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads on to the next row.
    fn next_start(&mut self) -> Result<Option<RowStart>, TableFault> {
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|error| fault(&error))? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    let attributes = element.attributes_raw();
                    let number = raw_attribute(attributes, "r").and_then(|row| row.parse().ok());
                    if let Some(number) = number.filter(|number: &u32| *number > 0) {
                        self.row = number - 1;
                    }
                    let hidden = raw_attribute(attributes, "hidden");
                    return Ok(Some(RowStart { is_hidden: matches!(hidden, Some("1" | "true")) }));
                }
                Event::Start(element) if element.local_name().as_ref() == "col" => {
                    let attributes = element.attributes_raw();
                    let column = |name: &str| {
                        let number = raw_attribute(attributes, name)?.parse::<usize>().ok()?;
                        number.checked_sub(1)
                    };
                    if let (Some("1" | "true"), Some(from), Some(to)) =
                        (raw_attribute(attributes, "hidden"), column("min"), column("max"))
                    {
                        self.hidden.push((from, to));
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.is_over = true;
                    return Ok(None);
                }
                Event::Eof => {
                    self.is_over = true;
                    return Ok(None);
                }
                _ => {}
            }
        }
    }

    /// Reads a row to its end; false where it is empty.
    fn read_row(&mut self, start: RowStart, line: &mut Line) -> Result<bool, TableFault> {
        self.cells.iter_mut().for_each(String::clear);
        self.column = 0;
        let (mut length, mut adds_up, mut is_filled) = (0, false, false);
        loop {
            self.buffer.clear();
            let event =
                self.xml.read_event_into(&mut self.buffer).map_err(|error| fault(&error))?;
            match event {
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let (mut draft, at) = CellDraft::begin(&element);
                    let column = at.map_or(self.column, |(_, column)| column);
                    self.column = column.saturating_add(1);
                    draft.read(&mut self.xml, &mut self.buffer)?;
                    adds_up |= draft.adds_up();
                    let words = draft.words(&self.shared);
                    let words = cleaned(&words);
                    if words.is_empty() {
                        continue;
                    }
                    if column as usize >= MOST_COLUMNS {
                        return Err(TableFault::TooWide);
                    }
                    length += words.len();
                    if length > LONGEST_ROW {
                        return Err(TableFault::LongRow(u64::from(self.row) + 1));
                    }
                    is_filled = true;
                    if self.cells.len() <= column as usize {
                        self.cells.resize(column as usize + 1, String::new());
                    }
                    words.as_ref().clone_into(&mut self.cells[column as usize]);
                }
                Event::End(element) if element.local_name().as_ref() == "row" => break,
                Event::Eof => {
                    self.is_over = true;
                    break;
                }
                _ => {}
            }
        }
        if is_filled {
            line.continued.clear();
            self.merges.fill(self.row, &mut self.cells, &mut line.continued);
            self.give(line, start, adds_up)?;
        }
        self.row = self.row.saturating_add(1);
        Ok(is_filled)
    }

    fn give(&mut self, line: &mut Line, start: RowStart, adds_up: bool) -> Result<(), TableFault> {
        line.number = u64::from(self.row) + 1;
        line.is_hidden = start.is_hidden;
        line.adds_up = adds_up;
        line.cells.clear();
        let filled =
            self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        self.cells[..filled].iter().for_each(|cell| line.cells.push_field(cell));
        self.given += line.cells.as_slice().len() as u64;
        if line.cells.as_slice().len() > LONGEST_ROW {
            return Err(TableFault::LongRow(line.number));
        }
        // A few words that all cells share unpack to any length.
        if self.given > MOST_UNPACKED { Err(TableFault::TooLarge) } else { Ok(()) }
    }
}

impl CellDraft {
    fn begin(element: &BytesStart<'_>) -> (Self, Option<(u32, u32)>) {
        let attributes = element.attributes_raw();
        let kind = match raw_attribute(attributes, "t") {
            Some("s") => CellKind::Shared,
            Some("str" | "inlineStr" | "is") => CellKind::Words,
            Some("b") => CellKind::YesNo,
            Some("d") => CellKind::Day,
            Some("e") => CellKind::Error,
            Some(_) | None => CellKind::Number,
        };
        let style = raw_attribute(attributes, "s").and_then(|style| style.parse().ok());
        let at = raw_attribute(attributes, "r").and_then(place);
        (Self { kind, style: style.unwrap_or(0), ..Self::default() }, at)
    }

    /// Reads it to its end.
    fn read(&mut self, xml: &mut Xml, buffer: &mut Vec<u8>) -> Result<(), TableFault> {
        #[derive(PartialEq)]
        enum Inside {
            Nothing,
            Value,
            Words,
            Formula,
        }
        let (mut inside, mut is_reading) = (Inside::Nothing, false);
        loop {
            buffer.clear();
            let event = xml.read_event_into(buffer).map_err(|error| fault(&error))?;
            match &event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => inside = Inside::Value,
                    "t" if !is_reading => inside = Inside::Words,
                    "rPh" => is_reading = true,
                    "f" => {
                        inside = Inside::Formula;
                        self.formula = Some(String::new());
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => return Ok(()),
                    "rPh" => is_reading = false,
                    "v" | "t" | "f" => inside = Inside::Nothing,
                    _ => {}
                },
                Event::Eof => return Err(TableFault::BadWorkbook("end".to_owned())),
                event => match inside {
                    Inside::Nothing => {}
                    Inside::Value | Inside::Words => {
                        self.has_value = true;
                        add_words(event, &mut self.value);
                        if self.value.len() > LONGEST_ROW {
                            // The row says it.
                            self.value.truncate(0);
                            self.value.push_str(&" x".repeat(LONGEST_ROW));
                        }
                    }
                    Inside::Formula => {
                        if let Some(formula) = &mut self.formula
                            && formula.len() < 200
                        {
                            add_words(event, formula);
                        }
                    }
                },
            }
        }
    }

    /// Whether its formula adds up cells of other rows.
    fn adds_up(&self) -> bool {
        let Some(formula) = &self.formula else { return false };
        let formula = formula.trim_start_matches('=').trim_start().to_uppercase();
        if formula.starts_with("SUBTOTAL(") {
            return true;
        }
        let sums = ["SUM(", "AVERAGE(", "COUNT(", "COUNTA(", "MAX(", "MIN("];
        let Some(range) = sums.iter().find_map(|sum| formula.strip_prefix(sum)) else {
            return false;
        };
        let Some((from, rest)) = range.split_once(':') else { return false };
        let to: String = rest
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '$')
            .collect();
        let row = |cell: &str| place(&cell.replace('$', "")).map(|(row, _)| row);
        row(from).zip(row(&to)).is_some_and(|(from, to)| from != to)
    }

    /// Returns the words that it shows.
    fn words(&self, shared: &Shared) -> String {
        let value = self.value.as_str();
        // A text that is empty is a result; no value at all is none.
        if !self.has_value && self.formula.is_some() && self.kind != CellKind::Words {
            return NO_RESULT.to_owned();
        }
        match self.kind {
            CellKind::Shared => {
                let index = value.trim().parse().ok();
                index.and_then(|index| shared.texts.get(index)).unwrap_or_default().to_owned()
            }
            CellKind::Words => unescaped(value).into_owned(),
            CellKind::YesNo => match value.trim() {
                "1" | "true" => "是".to_owned(),
                "0" | "false" => "否".to_owned(),
                other => other.to_owned(),
            },
            CellKind::Day => value.split('T').next().unwrap_or_default().to_owned(),
            CellKind::Error => value.to_owned(),
            CellKind::Number if value.is_empty() => String::new(),
            CellKind::Number => {
                let style = shared.styles.get(self.style).copied().unwrap_or(NumberStyle::Plain);
                shown(value, style, shared.is_1904)
            }
        }
    }
}

/// The merged cells that are still to come, and those whose rows are read now.
struct Merges {
    waiting: Vec<Merge>,
    next: usize,
    open: Vec<(Merge, String)>,
}

impl Merges {
    /// Gives the cells of a row that are merged with one above it the words of that one.
    fn fill(&mut self, row: u32, cells: &mut Vec<String>, filled: &mut Vec<usize>) {
        if self.next == self.waiting.len() && self.open.is_empty() {
            return;
        }
        self.open.retain(|(merge, _)| merge.last >= row);
        for (merge, words) in &self.open {
            let column = merge.column as usize;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if cells[column].is_empty() {
                cells[column].clone_from(words);
                filled.push(column);
            }
        }
        while let Some(merge) = self.waiting.get(self.next).filter(|merge| merge.first <= row) {
            let words = cells.get(merge.column as usize).filter(|words| !words.is_empty());
            if let Some(words) = words
                && merge.first == row
                && (merge.column as usize) < MOST_COLUMNS
            {
                self.open.retain(|(open, _)| open.column != merge.column);
                self.open.push((*merge, words.clone()));
            }
            self.next += 1;
        }
    }
}
