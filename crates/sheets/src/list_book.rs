//! The list that is taken away: the user's own columns, then what each company can claim, what to
//! ask it and what was noted; the awards with their companies; the cells to be mended.

use super::ledger::{CompanyRow, Ledger};
use super::line::Line;
use super::output::{Cell, OPEN, column_letters, shortened, workbook_number};
use super::shown::near;
use huiqi_engine::report::{AwardReport, Outcome, Report};
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use huiqi_tables::follow_up::{NO_PLACE, situation_words};
use huiqi_tables::message::Memo;
use huiqi_tables::words::plain;
use huiqi_tables::{Column, Row};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::collections::HashMap;

/// The companies of a longer list are not looked at award by award.
pub const MOST_DETAILED: usize = 20_000;

/// The columns of the result, behind the user's own, each with its width.
const RESULT: [(&str, f64); 11] = [
    ("情况", 14.0),
    ("至少（元）", 14.0),
    ("最多（元）", 14.0),
    ("能报的事项", 60.0),
    ("要问企业的", 50.0),
    ("差一步", 36.0),
    ("跟进备注", 30.0),
    ("下次联系", 14.0),
    ("没有读出的格子", 40.0),
    ("规则版次", 14.0),
    ("规则说明", 50.0),
];

/// A list that grows company by company.
pub struct ListBook {
    book: Workbook,
    formats: Formats,
    /// The user's own columns, by their index in the table.
    own: Vec<usize>,
    result: Vec<[Cell; RESULT.len()]>,
    memos: HashMap<String, Memo>,
    paid: Vec<PaidLine>,
    /// How awards are applied for, by their ids.
    applications: HashMap<String, String>,
    faults: Vec<[String; 5]>,
}

struct Formats {
    head: Format,
    text: Format,
    sum: Format,
    sum_with_fen: Format,
}

/// An award that a company gets or may get.
struct PaidLine {
    award: usize,
    company: String,
    region: &'static str,
    amount: Amount,
}

impl ListBook {
    /// Returns one for a table with these headings; these notes count before those of the table.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(ledger: &Ledger, headings: &[&str], memos: Vec<Memo>) -> Result<Self, XlsxError> {
        // A list that was taken away earlier has columns of a result, which are written anew.
        let is_result =
            |heading: &str| RESULT.iter().any(|(name, _)| plain(name) == plain(heading));
        let is_own = |index: &usize| ledger.holds(*index) && !is_result(headings[*index]);
        let own: Vec<usize> = (0..headings.len()).filter(is_own).collect();
        let formats = Formats {
            head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            sum: Format::new().set_num_format("#,##0").set_align(FormatAlign::Top),
            sum_with_fen: Format::new().set_num_format("#,##0.00").set_align(FormatAlign::Top),
        };
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("清单")?;
        sheet.set_freeze_panes(1, 0)?;
        for (place, index) in own.iter().enumerate() {
            let place = place as u16;
            let heading: String = headings[*index].split_whitespace().collect();
            sheet.write_string_with_format(0, place, shortened(&heading), &formats.head)?;
            let is_name = ledger.column(*index) == Some(Column::Name);
            sheet.set_column_width(place, if is_name { 30.0 } else { 14.0 })?;
        }
        let memos = memos.into_iter().map(|memo| (memo.company.clone(), memo)).collect();
        let (result, paid, faults) = (Vec::new(), Vec::new(), Vec::new());
        let applications = HashMap::new();
        Ok(Self { book, formats, own, result, memos, paid, applications, faults })
    }

    /// Says how awards are applied for, by their ids: beside the companies that get them.
    #[must_use]
    pub fn with_applications(mut self, applications: Vec<(String, String)>) -> Self {
        self.applications = applications.into_iter().collect();
        self
    }

    /// Adds a company, whose row of the table this is.
    ///
    /// # Errors
    /// What the writer says.
    pub fn add(
        &mut self,
        ledger: &Ledger,
        company: &CompanyRow,
        line: &Line,
    ) -> Result<(), XlsxError> {
        let at = self.result.len() as u32 + 1;
        let sheet = self.book.worksheet_from_index(0)?;
        for (place, index) in self.own.iter().enumerate() {
            let cell = line.cells.get(*index).unwrap_or_default().trim();
            if !cell.is_empty() {
                let text = shortened(cell);
                sheet.write_string_with_format(at, place as u16, text, &self.formats.text)?;
            }
        }
        let row = ledger.row(company);
        let has_figure = company.situation.is_some_and(Situation::has_figure);
        let words = situation_words(&row, company.situation, company.total);
        let end = |level: Level| match (has_figure, level) {
            (false, _) => text(words.to_owned()),
            (true, Level::Sum(yuan)) => Cell::Sum(yuan),
            (true, Level::Open) => Cell::Open,
        };
        let (mut claims, mut asks, mut step) = (String::new(), String::new(), String::new());
        if has_figure && ledger.companies().len() <= MOST_DETAILED {
            let report =
                evaluate(row.answers.set(), &row.answers, row.on, &ChosenReadings::default());
            let paid: Vec<&AwardReport> = paid(&report).collect();
            claims = paid.iter().map(|award| claim(award)).collect::<Vec<_>>().join("\n");
            asks = questions(row.answers.set(), &report);
            step = near(&row).unwrap_or_default();
            self.note_paid(ledger, company, &row, &paid);
        }
        let memo = ledger.memo(company);
        let memo = self.memos.get(&memo.company).unwrap_or(&memo);
        let result = [
            text(words.to_owned()),
            end(company.total.least),
            end(company.total.most),
            text(claims),
            text(asks),
            text(step),
            text(memo.text.clone()),
            text(memo.next_day.clone()),
            text(faults(ledger, company, &row, &mut self.faults)),
            text(edition(ledger, company)),
            text(rule_notes(ledger, &row)),
        ];
        self.result.push(result);
        Ok(())
    }

    fn note_paid(
        &mut self,
        ledger: &Ledger,
        company: &CompanyRow,
        row: &Row,
        paid: &[&AwardReport],
    ) {
        for award in paid {
            if let Some(index) = ledger.award_index(award.award) {
                self.paid.push(PaidLine {
                    award: usize::from(index),
                    company: ledger.name(company),
                    region: row.answers.region().map_or(NO_PLACE, |region| region.name),
                    amount: award.amount,
                });
            }
        }
    }

    /// Returns the file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self, ledger: &Ledger) -> Result<Vec<u8>, XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        let mut place = self.own.len() as u16;
        for (index, (heading, width)) in RESULT.into_iter().enumerate() {
            let cells = || self.result.iter().map(|row| &row[index]);
            if cells().all(|cell| *cell == Cell::Nothing) {
                continue;
            }
            sheet.write_string_with_format(0, place, heading, &self.formats.head)?;
            sheet.set_column_width(place, width)?;
            for (row, cell) in cells().enumerate() {
                put(sheet, (row as u32 + 1, place), cell, &self.formats)?;
            }
            place += 1;
        }
        if place > 0 && !self.result.is_empty() {
            sheet.autofilter(0, 0, self.result.len() as u32, place - 1)?;
        }
        self.by_award(ledger)?;
        self.cells_to_mend()?;
        self.notes(ledger)?;
        self.book.save_to_buffer()
    }

    fn by_award(&mut self, ledger: &Ledger) -> Result<(), XlsxError> {
        if self.paid.is_empty() {
            return Ok(());
        }
        self.paid.sort_by_key(|line| (line.award, std::cmp::Reverse(line.amount.least)));
        let all = ledger.awards();
        let sheet = self.book.add_worksheet();
        sheet.set_name("按奖项")?;
        sheet.set_freeze_panes(1, 0)?;
        let heads = [
            ("奖项", 36.0),
            ("条款", 12.0),
            ("哪里管", 40.0),
            ("企业", 30.0),
            ("所在地", 14.0),
            ("至少（元）", 14.0),
            ("最多（元）", 14.0),
            ("怎么申报", 44.0),
        ];
        let is_said = |line: &PaidLine| self.applications.contains_key(all[line.award].1.id);
        let held = heads.len() - usize::from(!self.paid.iter().any(is_said));
        for (place, (heading, width)) in heads.into_iter().take(held).enumerate() {
            sheet.write_string_with_format(0, place as u16, heading, &self.formats.head)?;
            sheet.set_column_width(place as u16, width)?;
        }
        for (row, line) in self.paid.iter().enumerate() {
            let (_, award) = all[line.award];
            let level = |level| match level {
                Level::Sum(yuan) => Cell::Sum(yuan),
                Level::Open => Cell::Open,
            };
            let cells = [
                text(award.name.to_owned()),
                text(award.clause.to_owned()),
                text(award.payers.join("、")),
                text(line.company.clone()),
                text(line.region.to_owned()),
                level(line.amount.least),
                level(line.amount.most),
                text(self.applications.get(award.id).cloned().unwrap_or_default()),
            ];
            for (place, cell) in cells.iter().enumerate() {
                put(sheet, (row as u32 + 1, place as u16), cell, &self.formats)?;
            }
        }
        Ok(())
    }

    fn cells_to_mend(&mut self) -> Result<(), XlsxError> {
        if self.faults.is_empty() {
            return Ok(());
        }
        let sheet = self.book.add_worksheet();
        sheet.set_name("要改的格子")?;
        sheet.set_freeze_panes(1, 0)?;
        let heads = [("行号", 8.0), ("列", 8.0), ("内容", 20.0), ("单元格", 24.0), ("原因", 70.0)];
        for (place, (heading, width)) in heads.into_iter().enumerate() {
            sheet.write_string_with_format(0, place as u16, heading, &self.formats.head)?;
            sheet.set_column_width(place as u16, width)?;
        }
        for (row, line) in self.faults.iter().enumerate() {
            for (place, cell) in line.iter().enumerate() {
                sheet.write_string(row as u32 + 1, place as u16, shortened(cell))?;
            }
        }
        Ok(())
    }

    fn notes(&mut self, ledger: &Ledger) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet();
        sheet.set_name("说明")?;
        sheet.set_column_width(0, 90)?;
        let mut words = vec![
            "金额单位为元。写着“文件已到期”“地区未收录”的，是算不出金额，不是 0 元。",
            "“至少”是按已填的答案一定能达到的，“最多”是没填的答案都有利时的；同类奖励只取最高的一项，各项相加可能多于合计。",
            "“没有上限”是因为有金额没有填，或文件没有写上限。",
            "“跟进备注”“下次联系”两列改了以后，下次选这个文件会读回来。",
            "测算结果仅供参考，以主管部门审核为准。",
        ];
        if ledger.companies().len() > MOST_DETAILED {
            words.push("企业超过 2 万家，没有逐家列出事项、问题和差一步。");
        }
        let words = words.into_iter().map(str::to_owned);
        let rules = editions(ledger).into_iter();
        let said = rules.chain(ledger.rule_notes().map(|note| note.words.clone()));
        for (row, text) in words.chain(said).enumerate() {
            sheet.write_string(row as u32, 0, text)?;
        }
        Ok(())
    }
}

fn text(text: String) -> Cell {
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text) }
}

fn put(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, place, shortened(text), &formats.text)?;
        }
        Cell::Count(count) => {
            sheet.write_number(row, place, *count as u32)?;
        }
        Cell::Sum(yuan) => {
            let is_whole = yuan.decimal().is_integer();
            let format = if is_whole { &formats.sum } else { &formats.sum_with_fen };
            sheet.write_number_with_format(row, place, workbook_number(*yuan), format)?;
        }
        Cell::Open => {
            sheet.write_string_with_format(row, place, OPEN, &formats.text)?;
        }
    }
    Ok(())
}

/// Returns the awards that a company gets or may get, the largest first.
fn paid(report: &Report) -> impl Iterator<Item = &AwardReport> {
    let is_paid = |award: &&AwardReport| match award.outcome {
        Outcome::Certain | Outcome::Possible => award.amount.most > Level::ZERO,
        Outcome::NotMet | Outcome::SetAside | Outcome::NotInForce => false,
    };
    let mut paid: Vec<&AwardReport> = report.awards.iter().filter(is_paid).collect();
    paid.sort_by_key(|award| std::cmp::Reverse((award.amount.least, award.amount.most)));
    paid.into_iter()
}

/// Returns an award with its sum, its clause and who is in charge of it.
fn claim(award: &AwardReport) -> String {
    format!(
        "{}：{}（{}，{}）",
        award.award.name,
        wording::amount(award.amount),
        award.award.clause,
        award.award.payers.join("、")
    )
}

fn questions(set: &PolicySet, report: &Report) -> String {
    let asks = report.outline.asks.iter().enumerate();
    let one = |(index, ask): (usize, &huiqi_engine::report::Ask)| {
        format!("{}. {}", index + 1, set.question(ask.question).label)
    };
    asks.map(one).collect::<Vec<_>>().join("\n")
}

/// Returns the edition of a company where not all have the same.
pub(crate) fn edition(ledger: &Ledger, company: &CompanyRow) -> String {
    let own = ledger.edition(company).filter(|_| ledger.has_several_editions());
    own.unwrap_or_default().to_owned()
}

/// Returns what is to be said of the rules of a company's place.
pub(crate) fn rule_notes(ledger: &Ledger, row: &Row) -> String {
    let own = row.answers.region().map(|region| ledger.rule_notes_of(region.id).collect());
    own.map_or(String::new(), |own: Vec<&str>| own.join("；"))
}

/// So many places of an edition are named.
const NAMED_PLACES: usize = 12;

/// Returns which editions the companies are computed by, and in which places.
pub(crate) fn editions(ledger: &Ledger) -> Option<String> {
    editions_of(ledger.regions_by_rules())
}

/// Returns which editions are computed by, each rule set with the places where there are companies.
pub(crate) fn editions_of<'a>(
    by_rules: impl Iterator<Item = (&'static PolicySet, &'a [&'static Region])>,
) -> Option<String> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for (set, regions) in by_rules {
        let names = regions.iter().map(|region| region.name);
        match all.iter_mut().find(|(edition, _)| *edition == set.edition) {
            Some((_, own)) => own.extend(names),
            None => all.push((set.edition, names.collect())),
        }
    }
    let one = |(edition, names): &(&str, Vec<&str>)| {
        let more = if names.len() > NAMED_PLACES { "等地" } else { "" };
        let names = &names[..names.len().min(NAMED_PLACES)];
        format!("{}{more}按 {edition}", names.join("、"))
    };
    match all.as_slice() {
        [] => None,
        [(edition, _)] => Some(format!("按规则版次 {edition} 测算。")),
        several => {
            let lines: Vec<String> = several.iter().map(one).collect();
            Some(format!("各地按自己的规则版次测算：{}。", lines.join("；")))
        }
    }
}

/// Returns the cells of a company that could not be read, in one, and adds each to the others.
fn faults(ledger: &Ledger, company: &CompanyRow, row: &Row, all: &mut Vec<[String; 5]>) -> String {
    let mut words = Vec::new();
    for fault in &row.faults {
        let fault = ledger.fault(company, row, fault);
        words.push(format!("{}：{}", fault.label, fault.why));
        all.push([
            company.number.to_string(),
            column_letters(fault.index),
            fault.label.to_owned(),
            fault.cell.to_owned(),
            fault.why,
        ]);
    }
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use super::RESULT;
    use huiqi_policies::POLICIES;
    use huiqi_tables::{Column, OwnColumn};

    /// What was noted comes back with the next list: its columns are known by their headings.
    #[test]
    fn the_columns_of_notes_are_read_again() {
        for own in [OwnColumn::Memo, OwnColumn::NextDay] {
            let label = Column::Own(own).label(&POLICIES);
            assert!(RESULT.iter().any(|(name, _)| *name == label), "{label}");
        }
    }
}
