//! The result as a table of text with commas: a row for each company, the awards as columns.

use super::ledger::{CompanyRow, Ledger};
use huiqi_engine::Brief;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::day::date_text;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{Award, Policy, PolicySet, Region};
use huiqi_rules::unit::decimal_text;
use huiqi_sitting::situation::Situation;
use huiqi_tables::follow_up::situation_words;
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::{Row, guarded};

/// A workbook holds no more companies than this.
pub const MOST_IN_WORKBOOK: usize = 100_000;

/// A cell that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// How many.
    Count(u64),
    /// An amount in yuan.
    Sum(Yuan),
    /// Above every sum.
    Open,
    /// Not for this company.
    Nothing,
}

impl Cell {
    const fn end(level: Level) -> Self {
        match level {
            Level::Sum(yuan) => Self::Sum(yuan),
            Level::Open => Self::Open,
        }
    }

    /// Returns the cell in a text with commas; no spreadsheet takes it for a formula.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => guarded(text),
            Self::Count(count) => count.to_string(),
            Self::Sum(yuan) => decimal_text(yuan.decimal()),
            Self::Open => OPEN.to_owned(),
            Self::Nothing => String::new(),
        }
    }
}

/// The words of a table for a most that is not known: a figure is not filled in, or the document
/// says no sum.
pub(crate) const OPEN: &str = "没有上限";
const FIRST: [&str; 8] = [
    "行号",
    "企业名称",
    "所在地",
    "申报日期",
    "情况",
    "至少（元）",
    "最多（元）",
    "还要回答的题数",
];
const LAST: [&str; 2] = ["说明", "没有读出的单元格"];
/// What is said where the awards of a company come to more than its total.
const NOT_ADDED: &str = "各项是单独算的，不能相加：同类只发最高一项，或合计有限额，以合计为准";
/// What is said of a company that is computed for a day of the past.
const ENDED_SINCE: &str = "按过去的申报日期算的，那里的文件现在都已到期，还能不能报请问主管部门";

/// What is known of the day of a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Past {
    /// Nothing.
    Unknown,
    /// Every document of its region has ended since.
    EndedSince,
}

/// Whether the awards of a company come to its total, as far as both ends are known.
fn adds_up(brief: &Brief) -> bool {
    let is_sum = |end: fn(&Amount) -> Level| {
        let sums = brief.awards.iter().map(|(_, amount)| end(amount).sum());
        let sum = sums.collect::<Option<Vec<Yuan>>>();
        match (sum, end(&brief.total).sum()) {
            (Some(sums), Some(total)) => {
                sums.into_iter().fold(Yuan::ZERO, |all, one| all + one) == total
            }
            (_, None) | (None, _) => true,
        }
    };
    is_sum(|amount| amount.least) && is_sum(|amount| amount.most)
}

/// The columns of the result: those about the company, then the least and the most of each award.
pub struct Columns {
    /// The headings of awards, each with the awards of several editions that have it.
    awards: Vec<(String, Vec<&'static Award>)>,
    /// Whether there is a column with the edition.
    has_edition: bool,
}

const EDITION: &str = "规则版次";

impl Columns {
    /// For companies in these regions.
    #[must_use]
    pub fn new(set: &'static PolicySet, regions: &[&'static Region]) -> Self {
        let mut columns = Self { awards: Vec::new(), has_edition: false };
        columns.add(set, regions);
        columns
    }

    /// For companies in any place of these rules.
    #[must_use]
    pub fn over(book: &RuleBook) -> Self {
        let mut columns = Self { awards: Vec::new(), has_edition: book.has_several_editions() };
        for (set, regions) in book.places_by_rules() {
            columns.add(set, &regions);
        }
        columns
    }

    /// For the companies of a ledger.
    #[must_use]
    pub fn of(ledger: &Ledger) -> Self {
        let has_edition = ledger.has_several_editions();
        let mut columns = Self { awards: Vec::new(), has_edition };
        for (set, regions) in ledger.regions_by_rules() {
            columns.add(set, regions);
        }
        columns
    }

    fn add(&mut self, set: &'static PolicySet, regions: &[&'static Region]) {
        let holds = |policy: &&'static Policy| {
            let mut all = regions.iter();
            all.any(|own| set.policies_in(own.id).any(|other| other.id == policy.id))
        };
        let policies = set.policies.iter().filter(holds);
        for (policy, award) in
            policies.flat_map(|policy| policy.awards.iter().map(move |award| (policy, award)))
        {
            let heading = format!("{} {}", policy.short_title, award.name);
            // What another edition has under the same words is in the same column.
            let is_same = |(other, own): &&mut (String, Vec<&'static Award>)| {
                *other == heading && own.iter().all(|own| own.id == award.id)
            };
            match self.awards.iter_mut().find(is_same) {
                Some((_, own)) => own.push(award),
                None => self.awards.push((heading, vec![award])),
            }
        }
    }

    /// Returns the headings.
    #[must_use]
    pub fn headings(&self) -> Vec<String> {
        let ends = |heading: &String| ["至少", "最多"].map(|end| format!("{heading} {end}（元）"));
        let awards = self.told_apart();
        let awards = awards.iter().flat_map(ends);
        let edition = self.has_edition.then(|| EDITION.to_owned());
        let first = FIRST.into_iter().map(str::to_owned);
        first.chain(awards).chain(edition).chain(LAST.map(str::to_owned)).collect()
    }

    /// Returns document and name of each award; of those that are alike, the clause too, and the id
    /// where that is alike as well.
    fn told_apart(&self) -> Vec<String> {
        let own = |(heading, awards): &(String, Vec<&'static Award>)| {
            let clause = awards.first().map_or("", |award| award.clause);
            let id = awards.first().map_or("", |award| award.id);
            [String::new(), format!("（{clause}）"), format!("（{clause}，{id}）")]
                .map(|more| format!("{heading}{more}"))
        };
        let ways: Vec<[String; 3]> = self.awards.iter().map(own).collect();
        let is_alone =
            |words: &String, way: usize| ways.iter().filter(|one| one[way] == *words).count() == 1;
        let shortest = |one: &[String; 3]| {
            let mut numbered = one.iter().enumerate();
            let found = numbered.find(|(way, words)| is_alone(words, *way));
            found.map_or_else(|| one[0].clone(), |(_, words)| words.clone())
        };
        ways.iter().map(shortest).collect()
    }

    /// Returns one company.
    #[must_use]
    pub fn line(
        &self,
        number: u64,
        row: &Row,
        (situation, asks): (Option<Situation>, usize),
        brief: &Brief,
        (is_past, faults): (Past, String),
    ) -> Vec<Cell> {
        self.line_with(number, row, (situation, asks), brief, (is_past, faults), (None, Vec::new()))
    }

    /// Returns one company with its edition and what is to be said of its rules.
    pub(crate) fn line_with(
        &self,
        number: u64,
        row: &Row,
        (situation, asks): (Option<Situation>, usize),
        brief: &Brief,
        (is_past, faults): (Past, String),
        (edition, mut notes): (Option<&'static str>, Vec<&str>),
    ) -> Vec<Cell> {
        let Amount { least, most } = brief.total;
        let words = situation_words(row, situation, brief.total);
        let has_figure = situation.is_some_and(Situation::has_figure);
        let end =
            |end: Level| if has_figure { Cell::end(end) } else { Cell::Text(words.to_owned()) };
        let has_day = !row.has_unread_day();
        let has_rules = situation.is_some() || !has_day || row.answers.region().is_none();
        let asked = if situation.is_some() || !has_day { asks } else { brief.unanswered };
        let mut line = vec![
            Cell::Count(number),
            Cell::Text(row.name.clone()),
            Cell::Text(row.answers.region().map_or(String::new(), |region| region.name.to_owned())),
            if has_day { Cell::Text(date_text(row.on)) } else { Cell::Nothing },
            Cell::Text(words.to_owned()),
            end(least),
            end(most),
            if has_rules { Cell::Count(asked as u64) } else { Cell::Nothing },
        ];
        for (_, awards) in &self.awards {
            let is_own = |own: &Award| awards.iter().any(|award| std::ptr::eq(own, *award));
            let own = brief.awards.iter().find(|(own, _)| is_own(own));
            let own = own.filter(|_| has_figure);
            line.extend(own.map_or([Cell::Nothing, Cell::Nothing], |(_, amount)| {
                [Cell::end(amount.least), Cell::end(amount.most)]
            }));
        }
        if self.has_edition {
            line.push(edition.map_or(Cell::Nothing, |edition| Cell::Text(edition.to_owned())));
        }
        if has_figure && is_past == Past::EndedSince {
            notes.push(ENDED_SINCE);
        }
        if has_figure && !adds_up(brief) {
            notes.push(NOT_ADDED);
        }
        line.extend([Cell::Text(notes.join("；")), Cell::Text(faults)]);
        line
    }

    /// Returns one company of a ledger.
    #[must_use]
    pub fn company(&self, ledger: &mut Ledger, company: &CompanyRow) -> Vec<Cell> {
        let row = ledger.row(company);
        let nothing = || Brief {
            total: company.total,
            awards: Vec::new(),
            unanswered: usize::from(company.unanswered),
        };
        let brief = ledger.brief(&row).unwrap_or_else(nothing);
        let faults = row.faults.iter().map(|fault| ledger.fault(company, &row, fault));
        let messages: Vec<String> =
            faults.map(|fault| format!("{}：{}", fault.label, fault.why)).collect();
        let state = (company.situation, usize::from(company.asks));
        let region = row.answers.region().map_or("", |region| region.id);
        let notes = ledger.rule_notes_of(region).collect();
        self.line_with(
            company.number,
            &row,
            state,
            &brief,
            (Past::Unknown, messages.join("；")),
            (ledger.edition(company), notes),
        )
    }
}

/// One line of text with commas.
pub fn text_line(cells: &[String], into: &mut Vec<u8>) {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(into);
    // Memory can always be written.
    let _ = writer.write_record(cells).and_then(|()| writer.flush().map_err(Into::into));
}

/// Begins a text with commas: the mark by which spreadsheets know UTF-8, and the headings.
#[must_use]
pub fn text_beginning(headings: &[String]) -> Vec<u8> {
    let mut text = "\u{feff}".as_bytes().to_vec();
    text_line(headings, &mut text);
    text
}

/// Returns the cells that could not be read: row, column, text, and why.
#[must_use]
pub fn fault_lines(ledger: &Ledger, company: &CompanyRow, into: &mut Vec<u8>) -> usize {
    let row = ledger.row(company);
    for fault in &row.faults {
        let fault = ledger.fault(company, &row, fault);
        let cells = [
            company.number.to_string(),
            column_letters(fault.index),
            fault.label.to_owned(),
            guarded(fault.cell),
            guarded(&fault.why),
        ];
        text_line(&cells, into);
    }
    row.faults.len()
}

/// Returns the headings of the cells that could not be read.
#[must_use]
pub fn fault_headings() -> Vec<String> {
    ["行号", "列", "内容", "单元格", "原因"].map(str::to_owned).to_vec()
}

/// Returns a column as spreadsheets name it: A, B, …, AA.
#[must_use]
pub fn column_letters(index: usize) -> String {
    let letter = |rest: usize| char::from(b'A' + (rest % 26) as u8);
    let mut rest = index;
    let mut letters = vec![letter(rest)];
    while rest >= 26 {
        rest = rest / 26 - 1;
        letters.push(letter(rest));
    }
    letters.iter().rev().collect()
}

/// The largest number of letters in a cell of a workbook.
const LONGEST_CELL: usize = 32_000;

pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_CELL {
        text.to_owned()
    } else {
        text.chars().take(LONGEST_CELL).chain("……".chars()).collect()
    }
}

/// Workbooks hold fifteen digits; no amount has more.
pub(crate) fn workbook_number(yuan: Yuan) -> f64 {
    decimal_text(yuan.decimal()).parse().unwrap_or_default()
}
