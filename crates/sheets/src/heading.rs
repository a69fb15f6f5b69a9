//! Where the headings of a table are: one row or several, below titles, above a row of units. A row
//! of data is never taken for them.

use super::line::{Line, MOST_COLUMNS};
use csv::StringRecord;
use huiqi_rules::policy::PolicySet;
use huiqi_tables::figures::ColumnUnit;
use huiqi_tables::{Column, ColumnNames, unit_of};
use std::collections::HashSet;

/// The number of first rows that are not empty in which the headings are looked for.
pub(super) const LOOKED_AT: usize = 40;
/// The number of rows of a sheet, empty ones too, in which they are looked for.
pub(super) const LOOKED_AT_ROWS: u32 = 2_000;
/// Headings go over so many rows at the most.
const MOST_ROWS: usize = 3;

/// The headings that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The indices of the first row that belongs to them and of the first one that does not.
    pub(super) rows: std::ops::Range<usize>,
    /// The headings; its number is that of the last row.
    pub(super) line: Line,
    /// How many columns are known by them.
    pub(super) known: usize,
    /// The unit of all sums, where a line above says one.
    pub(super) unit: Option<ColumnUnit>,
    /// For each column, the unit of the heading above its own, which heads several.
    pub(super) of_groups: Vec<Option<ColumnUnit>>,
    /// A line above that names a unit and does not say of what: its row and its words.
    pub(super) unread_unit: Option<(u64, String)>,
}

/// What is looked up to tell headings from other rows.
pub(super) struct Finder {
    names: ColumnNames,
    /// The words of options.
    answers: HashSet<&'static str>,
}

impl Finder {
    /// For a rule set.
    pub(super) fn new(set: &'static PolicySet) -> Self {
        let options = set.questions.iter().flat_map(|question| question.options);
        Self { names: ColumnNames::of(set), answers: options.map(|option| option.label).collect() }
    }

    /// Whether the rows below the headings begin with headings, more than the headings hold: a
    /// company for each column.
    pub(super) fn is_sideways(&self, found: &Found, below: &[Line]) -> bool {
        let begins = |line: &&Line| {
            let first = line.cells.iter().map(str::trim).find(|cell| !cell.is_empty());
            first.is_some_and(|first| self.names.nearly_named(first).is_used())
        };
        let count = below.iter().filter(begins).count();
        count >= 2 && count > found.known
    }

    /// Finds the headings among the first rows of a table; nothing where all are empty.
    pub(super) fn find(&self, lines: &[Line]) -> Option<Found> {
        find(self, lines)
    }
}

fn find(finder: &Finder, lines: &[Line]) -> Option<Found> {
    let is_data: Vec<bool> = lines.iter().map(|line| looks_like_data(finder, line)).collect();
    let mut best: Option<(usize, std::ops::Range<usize>)> = None;
    for from in 0..lines.len() {
        if lines[from].is_empty() {
            continue;
        }
        for to in from + 1..=(from + MOST_ROWS).min(lines.len()) {
            let rows = &lines[from..to];
            if to > from + 1 && (lines[to - 1].is_empty() || is_data[to - 1]) {
                break;
            }
            let known = known_columns(finder, &together(rows));
            let holds_data = is_data[from..to].contains(&true);
            if holds_data && known < 3 {
                continue;
            }
            // Of headings that say the same, those in fewer rows.
            let is_better = |(most, other): &(usize, std::ops::Range<usize>)| {
                known > *most || (known == *most && to - from < other.len())
            };
            if known > 0 && best.as_ref().is_none_or(is_better) {
                best = Some((known, from..to));
            }
        }
    }
    let (known, mut rows) = match best {
        Some(best) => best,
        None => {
            let cells =
                |line: &Line| line.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
            let wide = lines.iter().position(|line| cells(line) > 1);
            let first = wide.or_else(|| lines.iter().position(|line| !line.is_empty()))?;
            (0, first..first + 1)
        }
    };
    let mut line = together(&lines[rows.clone()]);
    let of_groups = units_of_groups(&lines[rows.clone()]);
    let own_units = line.cells.iter().map(unit_of).collect::<Vec<_>>();
    if let Some(below) = lines.get(rows.end).filter(|below| is_units(below)) {
        line.cells = beside(&line.cells, &below.cells);
        line.number = below.number;
        rows.end += 1;
    }
    let above = lines[..rows.start].iter().rev().flat_map(|line| line.cells.iter());
    let is_line =
        |(cell, own): &(&str, &Option<ColumnUnit>)| own.is_none() && cell.contains("单位");
    let in_row = line.cells.iter().zip(&own_units).filter(is_line);
    let unit = above.chain(in_row.map(|(cell, _)| cell)).find_map(ColumnUnit::of_line);
    let named = |line: &Line| {
        let cell = line.cells.iter().find(|cell| ColumnUnit::named_in(cell).is_some())?;
        Some((line.number, cell.trim().to_owned()))
    };
    let unread_unit = match unit {
        None => lines[..rows.start].iter().find_map(named),
        Some(_) => None,
    };
    Some(Found { rows, line, known, unit, of_groups, unread_unit })
}

/// Returns for each column the unit of a heading above that heads it and its neighbours.
fn units_of_groups(rows: &[Line]) -> Vec<Option<ColumnUnit>> {
    let Some((last, above)) = rows.split_last() else { return Vec::new() };
    let cell = |line: &'_ Line, column: usize| {
        line.cells.get(column).unwrap_or_default().trim().to_owned()
    };
    let heads = |line: &Line, column: usize| {
        let (own, below) = (cell(line, column), cell(last, column));
        !own.is_empty() && !below.is_empty() && own != below
    };
    let group = |line: &Line, column: usize| {
        let at = (0..=column).rev().find(|at| !cell(line, *at).is_empty())?;
        (heads(line, at) && !cell(last, column).is_empty()).then(|| unit_of(&cell(line, at)))?
    };
    let unit = |column: usize| above.iter().rev().find_map(|line| group(line, column));
    (0..last.cells.len()).map(unit).collect()
}

/// Returns how many columns of such a row of headings are known.
fn known_columns(finder: &Finder, line: &Line) -> usize {
    let cells: Vec<&str> = line.cells.iter().take(MOST_COLUMNS).collect();
    finder.names.columns(&cells, &[]).iter().filter(|column| column.is_used()).count()
}

/// Returns several rows of headings as one: of each column the lowest that says something.
fn together(rows: &[Line]) -> Line {
    let Some((last, above)) = rows.split_last() else { return Line::default() };
    if above.is_empty() {
        return last.clone();
    }
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let cell = |column: usize| {
        let said = rows.iter().rev().filter_map(|row| row.cells.get(column));
        said.map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default()
    };
    Line { number: last.number, cells: (0..width).map(cell).collect(), ..Line::default() }
}

/// Returns headings with the units below them.
fn beside(headings: &StringRecord, units: &StringRecord) -> StringRecord {
    let width = headings.len().max(units.len());
    let cell = |column: usize| {
        let heading = headings.get(column).unwrap_or_default().trim();
        match units.get(column).map(str::trim).filter(|unit| !unit.is_empty()) {
            Some(unit) if !heading.is_empty() => {
                format!("{heading}（{}）", unit.trim_matches(['（', '）', '(', ')']))
            }
            Some(_) | None => heading.to_owned(),
        }
    };
    (0..width).map(cell).collect()
}

/// Whether a row holds units alone.
fn is_units(line: &Line) -> bool {
    let mut cells = line.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| ColumnUnit::of_text(cell).is_some())
}

/// Whether a row has a cell as companies have them: a number, a day, the name of a company, an
/// answer.
fn looks_like_data(finder: &Finder, line: &Line) -> bool {
    line.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).any(|cell| {
        is_number(cell)
            || is_company(cell)
            || (finder.answers.contains(cell) && finder.names.nearly_named(cell) == Column::Other)
    })
}

fn is_number(cell: &str) -> bool {
    let is_part =
        |letter: char| letter.is_ascii_digit() || ".,-%/: ¥￥元万亿年月日".contains(letter);
    // A year alone can head a column.
    let is_year = cell.len() == 4 && cell.starts_with("20");
    cell.chars().any(|letter| letter.is_ascii_digit())
        && cell.chars().all(is_part)
        && !is_year
        && !cell.ends_with('年')
}

fn is_company(cell: &str) -> bool {
    let ends = ["有限公司", "公司", "集团", "合作社", "有限合伙）", "（有限合伙)", "厂"];
    cell.chars().count() > 3 && ends.iter().any(|end| cell.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Finder, Found, Line};
    use huiqi_policies::POLICIES;
    use huiqi_tables::figures::ColumnUnit;

    fn lines(rows: &[&str]) -> Vec<Line> {
        let line = |(index, row): (usize, &&str)| Line {
            number: index as u64 + 1,
            cells: row.split(',').collect(),
            ..Line::default()
        };
        rows.iter().enumerate().map(line).collect()
    }

    fn find(rows: &[&str]) -> Option<Found> {
        Finder::new(&POLICIES).find(&lines(rows))
    }

    fn found(rows: &[&str]) -> (std::ops::Range<usize>, usize, Option<ColumnUnit>) {
        let found = find(rows).expect("headings");
        (found.rows, found.known, found.unit)
    }

    #[test]
    fn headings_may_go_over_two_rows_below_titles() {
        let rows = [
            "统计表,,,",
            "企业名称,所在地,参展和评比情况,",
            ",,展位费,平台示范评比",
            "甲公司,枣庄市,8,没有",
        ];
        assert_eq!(found(&rows), (1..3, 4, None));
        let line = find(&rows).expect("headings").line;
        assert_eq!(
            line.cells.iter().collect::<Vec<_>>(),
            ["企业名称", "所在地", "展位费", "平台示范评比"]
        );
        assert_eq!(line.number, 3);
        assert_eq!(found(&["企业名称,所在地,展位费", "甲公司,枣庄市,8"]), (0..1, 3, None));
    }

    #[test]
    fn a_row_of_data_is_never_taken_for_headings() {
        let matters = [
            "序号,单位,事项,金额",
            "1,枣庄示例机械有限公司,展位费,80000",
            "2,枣庄示例机械有限公司,首次认定,省级专精特新",
        ];
        assert_eq!(found(&matters), (0..1, 0, None));
        assert_eq!(found(&["单位,事项", "枣庄示例机械有限公司,展位费"]), (0..1, 0, None));
        assert_eq!(found(&["事项,结果", "首次认定,省级专精特新"]), (0..1, 0, None));
        assert_eq!(
            found(&["企业名称,所在地,备注", "甲公司,枣庄市,展位费"]).0,
            0..1,
            "not even for a second row of them"
        );
    }

    #[test]
    fn a_unit_above_the_table_or_below_the_headings_is_found() {
        assert_eq!(
            found(&["名单,,", ",,（单位：万元）", "企业名称,所在地,展位费"]),
            (2..3, 3, Some(ColumnUnit::Yuan(4)))
        );
        let below = ["企业名称,所在地,展位费", ",,万元", "甲公司,枣庄市,8"];
        assert_eq!(found(&below), (0..2, 3, None));
        let line = find(&below).expect("headings").line;
        assert_eq!(line.cells.get(2), Some("展位费（万元）"));
        assert_eq!(find(&["", ",,"]), None);
    }
}
