//! A file that says what the columns of other tables hold: a line for each heading, with the id or
//! the words of its question beside it.

use super::table::Table;
use super::wording::table_fault;
use huiqi_rules::policy::PolicySet;
use huiqi_tables::{Column, ColumnNames};
use std::fs::File;
use std::io::BufReader;

/// Returns what columns hold, each by its heading and its [`Column::word`].
///
/// # Errors
/// A sentence that names the file, and the line where it has one.
pub fn read(set: &'static PolicySet, path: &str) -> Result<Vec<(String, String)>, String> {
    let name = path.to_owned();
    File::open(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    let mut table = Table::open(set, move || File::open(&name).map(BufReader::new))
        .map_err(|fault| format!("{path}: {}", table_fault(&fault)))?;
    let mut line = table.heading().clone();
    let names = ColumnNames::of(set);
    let mut columns = Vec::new();
    loop {
        let cell = |index: usize| line.cells.get(index).unwrap_or_default().trim().to_owned();
        let (heading, word) = (cell(0), cell(1));
        if !heading.is_empty() {
            let known = Column::of_word(set, &word);
            let column = known.unwrap_or_else(|| names.nearly_named(&word));
            if column == Column::Other && !word.is_empty() {
                return Err(format!("{path}: line {}: {word} is no question", line.number));
            }
            columns.push((heading, column.word(set).to_owned()));
        }
        match table.next(&mut line) {
            Ok(true) => {}
            Ok(false) => return Ok(columns),
            Err(fault) => return Err(format!("{path}: {}", table_fault(&fault))),
        }
    }
}
