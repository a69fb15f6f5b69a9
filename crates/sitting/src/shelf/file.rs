//! Kept cases as the text of a file, which is also how a former version stored all of them.

use super::{STEP, record};
use crate::cases::Cases;

const FIRST_WORD: &str = "huiqi cases ";
const VERSION: &str = "1";

/// What became of a file that was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportResult {
    /// The number of cases taken.
    pub taken: usize,
    /// The number of cases without room.
    pub left_out: usize,
    /// How many lines name nothing of this rule set.
    pub unknown_lines: usize,
}

/// Why a text is no file of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It is something else.
    NoCases,
    /// A later version wrote it.
    Newer,
}

/// Returns the text of a file with these cases: each name with the text of its session.
pub(super) fn text<'a>(cases: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = format!("{FIRST_WORD}{VERSION}\n");
    for (name, body) in cases {
        let end = if body.is_empty() || body.ends_with('\n') { "" } else { "\n" };
        text.push_str(&format!("case\t{name}\n{body}{end}"));
    }
    text
}

/// Returns the cases of a file: each name with the text of its session.
pub(super) fn cases(text: &str) -> Result<Vec<(String, String)>, FileProblem> {
    // A line may end as other systems end it, also after it was carried over twice.
    let lines = text.trim_start_matches('\u{feff}').split('\n');
    let text = lines.map(|line| line.trim_end_matches('\r')).collect::<Vec<_>>().join("\n");
    let rest = text.strip_prefix(FIRST_WORD).ok_or(FileProblem::NoCases)?;
    let (version, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    if version != VERSION {
        let is_number = version.parse::<u32>().is_ok();
        return Err(if is_number { FileProblem::Newer } else { FileProblem::NoCases });
    }
    let all = format!("\n{rest}");
    let blocks = all.split("\ncase\t").skip(1);
    let split = |block: &str| {
        let (name, body) = block.split_once('\n').unwrap_or((block, ""));
        // Empty lines at the end are of the file, and not of the case.
        let body = body.trim_end_matches('\n');
        let end = if body.is_empty() { "" } else { "\n" };
        (name.to_owned(), format!("{body}{end}"))
    };
    Ok(blocks.map(split).collect())
}

/// Returns the records of what a former version stored.
pub(super) fn records(text: &str) -> Vec<(String, String)> {
    let all = cases(text).unwrap_or_default().into_iter().enumerate();
    let record = |(index, (name, body)): (usize, (String, String))| {
        let name = Cases::clean_name(&name).unwrap_or_else(|| "案例".to_owned());
        let place = index as u64 * STEP;
        (format!("former-{index}"), record::text(place, &name, "", &body))
    };
    all.map(record).collect()
}
