//! What is said of the rows of a table besides the companies: rows that are none, rows that a
//! filter hides, companies that are in it twice or have no name.

use super::code_places::CodePlaces;
use super::line::Line;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::entries::fold_letter;
use huiqi_sitting::wording::count;
use huiqi_tables::figures::ColumnUnit;
use huiqi_tables::row_kind::RowKind;
use huiqi_tables::wording::short;
use huiqi_tables::{Headings, Row, credit_code};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many rows are named; all are counted.
const NAMED: usize = 12;

/// The rows of a table that something is said of.
#[derive(Debug, Default)]
pub struct RowNotes {
    /// Rows without a word.
    pub empty: u64,
    passed: u64,
    named: Vec<String>,
    hidden: u64,
    hidden_named: Vec<String>,
    nameless: Vec<u64>,
    nameless_count: u64,
    /// For each name, by its hash, the row of its first place.
    names: HashMap<u64, u64>,
    twice: Vec<(u64, String, Vec<u64>)>,
    /// Rows whose credit code is none, and how many there are.
    wrong_codes: Vec<u64>,
    wrong_codes_count: u64,
    /// For each credit code, by its hash, the row of its first place.
    codes: HashMap<u64, u64>,
    codes_twice: Vec<(u64, u64)>,
    code_places: CodePlaces,
    twice_more: u64,
    /// The columns with sums, each with its name.
    money: Vec<(usize, &'static str)>,
    /// Whether a column with sums is read in yuan, since nothing says another unit.
    reads_yuan: bool,
    /// A row below that names another unit, with its words.
    unit_below: Option<(u64, String)>,
    /// For each column with sums, the rows whose sum is merged with that of the row above.
    continued: Vec<(&'static str, Vec<u64>, u64)>,
}

impl RowNotes {
    /// For a table whose columns are read so, in one way or several.
    #[must_use]
    pub fn of(headings: &[&Headings]) -> Self {
        let mut money: Vec<(usize, &'static str, Option<ColumnUnit>)> = Vec::new();
        for own in headings.iter().flat_map(|headings| headings.money_columns()) {
            if money.iter().all(|(column, _, _)| *column != own.0) {
                money.push(own);
            }
        }
        let is_large = |unit: &Option<ColumnUnit>| matches!(unit, Some(ColumnUnit::Yuan(1..)));
        let reads_yuan = money.iter().any(|(_, _, unit)| !is_large(unit));
        let money = money.into_iter().map(|(column, name, _)| (column, name)).collect();
        Self { money, reads_yuan, ..Self::default() }
    }

    /// Notes a row that is no company.
    pub fn pass(&mut self, line: &Line, kind: RowKind) {
        if kind == RowKind::Empty {
            self.empty += 1;
            return;
        }
        self.passed += 1;
        let names_unit = |cell: &&str| {
            matches!(ColumnUnit::of_line(cell), Some(ColumnUnit::Yuan(1..)))
                || ColumnUnit::named_in(cell).is_some()
        };
        if let (None, true, Some(cell)) =
            (&self.unit_below, self.reads_yuan, line.cells.iter().find(names_unit))
        {
            self.unit_below = Some((line.number, short(cell)));
        }
        if self.named.len() < NAMED {
            let first = line.cells.iter().map(str::trim).find(|cell| !cell.is_empty());
            let words = short(first.unwrap_or_default());
            self.named.push(format!("第 {} 行“{words}”（{}）", count(line.number), kind.word()));
        }
    }

    /// Notes a company by its name, which may be empty.
    pub fn company(&mut self, line: &Line, name: &str, has_names: HasNames) {
        if !line.continued.is_empty() {
            self.note_continued(line);
        }
        if line.is_hidden {
            self.hidden += 1;
            if self.hidden_named.len() < NAMED {
                self.hidden_named.push(count(line.number));
            }
        }
        if name.is_empty() {
            if has_names == HasNames::Yes {
                self.nameless_count += 1;
                if self.nameless.len() < NAMED {
                    self.nameless.push(line.number);
                }
            }
            return;
        }
        let mut hasher = DefaultHasher::new();
        name.chars()
            .filter(|letter| !letter.is_whitespace())
            .for_each(|letter| fold_letter(letter).hash(&mut hasher));
        let key = hasher.finish();
        let first = *self.names.entry(key).or_insert(line.number);
        if first == line.number {
            return;
        }
        let is_named = self.twice.len() < NAMED;
        match self.twice.iter_mut().find(|(other, _, _)| *other == key) {
            Some((_, _, rows)) if rows.len() < NAMED => rows.push(line.number),
            Some(_) => {}
            None if is_named => {
                self.twice.push((key, short(name), vec![first, line.number]));
            }
            None => self.twice_more += 1,
        }
    }

    fn note_continued(&mut self, line: &Line) {
        let is_sum = |column: &usize| {
            let cell = line.cells.get(*column).unwrap_or_default();
            cell.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
        };
        for (column, name) in &self.money {
            if !line.continued.contains(column) || !is_sum(column) {
                continue;
            }
            let known = self.continued.iter().position(|(known, _, _)| known == name);
            let at = known.unwrap_or_else(|| {
                self.continued.push((name, Vec::new(), 0));
                self.continued.len() - 1
            });
            let (_, rows, count) = &mut self.continued[at];
            *count += 1;
            if rows.len() < NAMED {
                rows.push(line.number);
            }
        }
    }

    /// Notes the credit code of a company, which may be empty, beside its place.
    pub fn code(&mut self, set: &'static PolicySet, number: u64, row: &Row, code: &str) {
        let code = code.trim();
        if code.is_empty() {
            return;
        }
        let Ok(division) = credit_code::place(code) else {
            self.wrong_codes_count += 1;
            if self.wrong_codes.len() < NAMED {
                self.wrong_codes.push(number);
            }
            return;
        };
        self.code_places.add(set, number, row, division);
        let mut hasher = DefaultHasher::new();
        code.to_ascii_uppercase().split_whitespace().for_each(|part| part.hash(&mut hasher));
        let first = *self.codes.entry(hasher.finish()).or_insert(number);
        if first != number && self.codes_twice.len() < NAMED {
            self.codes_twice.push((first, number));
        }
    }

    /// Returns how many rows are no company, empty ones too.
    #[must_use]
    pub const fn passed_over(&self) -> u64 {
        self.empty + self.passed
    }

    /// Returns what is to be said, in sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some((row, words)) = &self.unit_below {
            said.push(format!(
                "第 {} 行写着“{words}”，金额是按元读的，请核对。不是元的，请把单位写到表头里再选。",
                count(*row)
            ));
        }
        for (name, rows, all) in &self.continued {
            let named: Vec<String> = rows.iter().map(|row| count(*row)).collect();
            let more = if *all > rows.len() as u64 { "等" } else { "" };
            said.push(format!(
                "第 {} 行{more}的{name}和上一行合并成一格，每行都按整格的数算了，请核对是不是几家共用。",
                named.join("、")
            ));
        }
        if self.passed > 0 {
            let more = if self.passed > self.named.len() as u64 { "等" } else { "" };
            let (rows, all) = (self.named.join("、"), count(self.passed));
            said.push(format!("{all} 行没有当作企业：{rows}{more}。"));
        }
        for (_, name, rows) in &self.twice {
            let rows: Vec<String> = rows.iter().map(|row| count(*row)).collect();
            said.push(format!(
                "“{name}”重复出现，在第 {} 行，每行都算了一家，合计里也各算一次。",
                rows.join("、")
            ));
        }
        if self.twice_more > 0 {
            said.push(format!("另外还有 {} 行的名称重复出现。", count(self.twice_more)));
        }
        for (first, second) in &self.codes_twice {
            said.push(format!(
                "第 {} 行和第 {} 行的统一社会信用代码相同，可能是同一家。",
                count(*first),
                count(*second)
            ));
        }
        if self.wrong_codes_count > 0 {
            let rows: Vec<String> = self.wrong_codes.iter().map(|row| count(*row)).collect();
            let more = if self.wrong_codes_count > rows.len() as u64 { "等" } else { "" };
            said.push(format!(
                "第 {} 行{more}的统一社会信用代码不是 18 位，或校验位对不上，请核对。不影响测算。",
                rows.join("、")
            ));
        }
        said.extend(self.code_places.sentences());
        if self.hidden > 0 {
            let more = if self.hidden > self.hidden_named.len() as u64 { "等" } else { "" };
            said.push(format!(
                "有 {} 行在表格里是隐藏的（可能是筛选），也算了：第 {} 行{more}。",
                count(self.hidden),
                self.hidden_named.join("、")
            ));
        }
        if self.nameless_count > 0 {
            let rows: Vec<String> = self.nameless.iter().map(|row| count(*row)).collect();
            let more = if self.nameless_count > rows.len() as u64 { "等" } else { "" };
            said.push(format!(
                "第 {} 行{more}没有企业名称，也各算了一家，请核对是不是合计。",
                rows.join("、")
            ));
        }
        if self.empty > 0 {
            said.push(format!("跳过了 {} 个空行。", count(self.empty)));
        }
        said
    }
}

/// Whether a table has a column of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HasNames {
    /// It has.
    Yes,
    /// It has none.
    No,
}
