//! What the page shows of a table: columns to be matched, totals and their chart, rows with their
//! awards and near misses. All in words and figures.

use super::ledger::{CompanyRow, Ledger, STRETCHES};
use super::list_book::editions;
use super::output::{MOST_IN_WORKBOOK, OPEN, column_letters};
use super::table::Table;
use super::workbook::Sheet;
use huiqi_engine::report::{Advice, MoveAdvice, Outcome, Report};
use huiqi_engine::{ChosenReadings, advise, evaluate};
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::moves::Effort;
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_rules::question::Kind;
use huiqi_rules::unit::Unit;
use huiqi_sitting::chart::part_of;
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::situation::Situation;
use huiqi_sitting::wording;
use huiqi_tables::columns::changed_meaning;
use huiqi_tables::figures::ColumnUnit;
use huiqi_tables::follow_up::{FollowUp, situation_words};
use huiqi_tables::message::{
    Figure, ListedRegion, OpenTable, OpenedColumn, OpenedCompany, RowPage, ShownRow, Stretch,
    Summary,
};
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::{Column, Row};
use rust_decimal::Decimal;

/// The number of rows shown at a time.
pub const PAGE_ROWS: usize = 20;
/// The number of unreadable cells that are listed; all of them can be saved as a file.
const LISTED: usize = 50;
/// The height of the tallest column of the chart.
const TALLEST: u64 = 180;
/// The number of letters of a cell that are shown.
const LONGEST_SAMPLE: usize = 24;

/// Returns a table that was opened, with what its columns are taken for: as earlier tables had it,
/// else by their headings.
#[must_use]
pub fn opened(
    set: &'static PolicySet,
    name: &str,
    table: &Table,
    remembered: &[(String, String)],
) -> OpenTable {
    let heading = table.heading();
    let names: Vec<&str> = heading.cells.iter().collect();
    let columns = Column::of_headings(set, &names, remembered);
    let column = |(index, column): (usize, &Column)| {
        let cells = table
            .samples()
            .filter_map(|line| line.cells.get(index))
            .map(str::trim)
            .filter(|cell| !cell.is_empty());
        OpenedColumn {
            letters: column_letters(index),
            heading: names[index].trim().to_owned(),
            samples: cells.take(3).map(short).collect(),
            word: column.word(set).to_owned(),
        }
    };
    let notes = table_notes(set, table, &columns);
    OpenTable {
        name: name.to_owned(),
        notes,
        columns: columns.iter().enumerate().map(column).collect(),
    }
}

/// Returns the columns of a table that only the rules of some places know: for each its place, and
/// the word of what it holds.
#[must_use]
pub fn columns_of_others(
    book: &RuleBook,
    table: &Table,
    remembered: &[(String, String)],
) -> Vec<(usize, String)> {
    let names: Vec<&str> = table.heading().cells.iter().collect();
    let mut found: Vec<(usize, String)> = Vec::new();
    for set in book.sets().iter().skip(1) {
        let columns = Column::of_headings(set, &names, remembered);
        for (index, column) in columns.iter().enumerate().filter(|(_, own)| own.is_answer()) {
            let word = column.word(set);
            let is_first = Column::of_word(book.sets()[0], word).is_none();
            if is_first && found.iter().all(|(other, own)| *other != index && own != word) {
                found.push((index, word.to_owned()));
            }
        }
    }
    found
}

/// Returns what is to be said of a table before it is computed, whose columns hold this.
#[must_use]
pub fn table_notes(set: &'static PolicySet, table: &Table, columns: &[Column]) -> Vec<String> {
    let mut notes = Vec::new();
    let (first, last) = table.heading_rows();
    let rows = if first == last { last.to_string() } else { format!("{first}–{last}") };
    if table.rows_above() > 0 {
        notes.push(format!("第 {rows} 行是表头，上面的行不算企业。"));
    } else if last > 1 {
        notes.push(format!("第 {rows} 行是表头。"));
    }
    if let Some(sheet) = table.sheet() {
        notes.extend(sheet_notes(sheet));
    }
    if table.has_odd_letters() {
        notes.push("文件里有个别字读不出来，显示为“�”，请核对。".to_owned());
    }
    let headings: Vec<&str> = table.heading().cells.iter().collect();
    let (units, mut in_yuan) = (table.units(), false);
    for (index, ((heading, column), unit)) in headings.iter().zip(columns).zip(units).enumerate() {
        let written = *heading;
        let heading = short(&heading.split_whitespace().collect::<Vec<_>>().join(""));
        let letters = column_letters(index);
        if table.hides(index) && *column != Column::Other {
            notes.push(format!("“{heading}”一列（{letters} 列）在表格里是隐藏的，也用了。"));
        }
        if *column == Column::Day && !written.contains("申报") && written != "on" {
            notes.push(format!("“{heading}”一列当作申报日期，每行按那一天测算；不是的话请改。"));
        }
        if let Some(other) = taken_already(set, &headings, columns, index) {
            notes.push(format!(
                "“{heading}”有两列，只用了 {} 列，{letters} 列没有用，请核对。",
                column_letters(other)
            ));
        }
        if let Some(why) = changed_meaning(set, &heading, *column) {
            notes.push(format!("“{heading}”一列：{why}。"));
        }
        let is_money = match column {
            Column::Question(index) => set.question(*index).kind == Kind::Figure(&Unit::YUAN),
            Column::Former(index) => {
                set.formerly[usize::from(*index)].kind == Kind::Figure(&Unit::YUAN)
            }
            Column::Name | Column::Day | Column::Own(_) | Column::Other => false,
        };
        in_yuan |= is_money && unit.is_none();
        match unit.filter(|_| is_money) {
            Some(ColumnUnit::Yuan(0) | ColumnUnit::Percent) | None => {}
            Some(ColumnUnit::Yuan(power)) => {
                let one = wording::count(10_u64.pow(power.into()));
                notes.push(format!("“{heading}”一列按表里写的单位读，1 就是 {one} 元。"));
            }
            Some(ColumnUnit::Foreign) => {
                notes.push(format!("“{heading}”一列的单位是外币，没有读。"));
            }
        }
    }
    if let Some((row, words)) = table.unread_unit().filter(|_| in_yuan) {
        notes
            .push(format!("第 {row} 行写着“{}”，没有读成单位，金额按元读，请核对。", short(words)));
    }
    notes
}

/// Returns the column that holds already what an unused column is headed.
fn taken_already(
    set: &'static PolicySet,
    headings: &[&str],
    columns: &[Column],
    index: usize,
) -> Option<usize> {
    let own = Column::named(set, headings[index]);
    let is_unused = columns[index] == Column::Other && own != Column::Other;
    columns.iter().position(|column| *column == own).filter(|_| is_unused)
}

fn sheet_notes(sheet: &Sheet) -> Vec<String> {
    let quoted = |names: &[String]| {
        names.iter().map(|name| format!("“{}”", short(name))).collect::<Vec<_>>().join("、")
    };
    let others = if sheet.others > 0 {
        format!("，另外 {} 个没有读", sheet.others)
    } else {
        String::new()
    };
    let mut notes = vec![format!("读的是工作表“{}”{others}。", sheet.name)];
    if !sheet.alike.is_empty() {
        let names = quoted(&sheet.alike);
        notes.push(format!("{names}也像企业名单，没有读；要读请单独存成一个文件。"));
    }
    if !sheet.hidden.is_empty() {
        notes.push(format!("{}是隐藏的，没有读。", quoted(&sheet.hidden)));
    }
    if sheet.is_old {
        notes.push(
            "这是旧格式（.xls），看不出格子的数字格式：不带百分号的百分数没有读，金额按元读；\
             显示为万元的，请另存为 .xlsx 再选。"
                .to_owned(),
        );
    }
    notes
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST_SAMPLE {
        text.to_owned()
    } else {
        text.chars().take(LONGEST_SAMPLE).chain("…".chars()).collect()
    }
}

/// Returns the result of the table.
#[must_use]
pub fn summary(ledger: &Ledger, is_stopped: bool, milliseconds: u64) -> Summary {
    let totals = ledger.totals();
    let mut notes = Vec::new();
    if is_stopped {
        notes.push(format!("已取消，下面只是已算的 {} 家。", wording::count(totals.companies)));
    }
    notes.extend(editions(ledger).filter(|_| ledger.has_several_editions()));
    let of_places = ledger.rule_notes().filter(|note| note.region.is_some());
    notes.extend(of_places.map(|note| note.words.clone()));
    notes.extend(ledger.notes().sentences());
    let is_open = totals.open > 0;
    let figured = ledger.follow_ups().with_figure();
    let rest = wording::count(totals.companies - totals.open);
    let rungs = ledger.rungs().iter().map(|(_, label)| (*label).to_owned()).collect();
    let faults = ledger.companies().iter().filter(|company| company.faults > 0);
    let first_faults =
        faults.flat_map(|company| fault_words(ledger, company)).take(LISTED).collect();
    Summary {
        companies: totals.companies,
        is_stopped,
        speed: speed(totals.companies, milliseconds),
        to_dos: ledger.follow_ups().to_dos(),
        figured,
        regions: regions(ledger),
        least: if figured > 0 { figure(totals.least) } else { no_figure() },
        most: if figured == 0 {
            no_figure()
        } else if is_open {
            (OPEN.to_owned(), String::new())
        } else {
            figure(totals.most)
        },
        rest: is_open.then(|| format!("其余 {rest} 家 {}", wording::money(totals.most))),
        faulty_rows: totals.faulty_rows,
        faults: totals.faults,
        first_faults,
        notes,
        fits_workbook: ledger.companies().len() <= MOST_IN_WORKBOOK,
        spread: spread(ledger),
        stretches: stretches(ledger),
        ladder: ledger.ladder_name().to_owned(),
        rungs,
    }
}

fn no_figure() -> Figure {
    ("算不出".to_owned(), String::new())
}

fn regions(ledger: &Ledger) -> Vec<ListedRegion> {
    let all = ledger.book().places().regions;
    let index = |region: &&'static Region| {
        let index = all.iter().position(|other| other.id == region.id)?;
        let (id, name) = (region.id.to_owned(), region.name.to_owned());
        Some(ListedRegion { index: index as u16, id, name })
    };
    ledger.regions().iter().filter_map(index).collect()
}

fn speed(companies: u64, milliseconds: u64) -> String {
    if milliseconds < 100 {
        return "用时不到 0.1 秒。".to_owned();
    }
    let seconds = Decimal::new(milliseconds as i64 / 100, 1);
    format!("用时 {seconds} 秒，每秒 {} 行。", wording::count(companies * 1_000 / milliseconds))
}

fn spread(ledger: &Ledger) -> String {
    let totals = ledger.totals();
    let figured = ledger.follow_ups().with_figure();
    let zero = figured - totals.sure.min(figured);
    format!(
        "按至少和最多分别统计。另有 {} 家至少为 0 元，其中 {} 家最多也为 0 元；最多没有上限的有 {} 家，算不出的 {} 家。",
        wording::count(zero),
        wording::count(totals.nothing),
        wording::count(totals.open - totals.without_region),
        wording::count(totals.companies - figured)
    )
}

fn stretches(ledger: &Ledger) -> Vec<Stretch> {
    let totals = ledger.totals();
    let tallest =
        totals.least_in.iter().chain(&totals.most_in).copied().max().unwrap_or_default().max(1);
    // What is there is seen, however little it is.
    let height = |count: u64| if count == 0 { 0 } else { (count * TALLEST / tallest).max(2) };
    let wan = |yuan: u32| wording::count(u64::from(yuan / 10_000));
    let label = |index: usize| match STRETCHES.get(index + 1) {
        Some(next) => format!("{}–{}", wan(STRETCHES[index]), wan(*next)),
        None => format!("≥{}", wan(STRETCHES[index])),
    };
    let one = |index: usize| {
        let counts = (totals.least_in[index], totals.most_in[index]);
        Stretch { label: label(index), counts, heights: (height(counts.0), height(counts.1)) }
    };
    (0..STRETCHES.len()).map(one).collect()
}

fn fault_words(ledger: &Ledger, company: &CompanyRow) -> Vec<(String, String)> {
    let row = ledger.row(company);
    let words = |fault: &huiqi_tables::CellFault| {
        let fault = ledger.fault(company, &row, fault);
        (
            format!("第 {} 行", wording::count(company.number)),
            format!("{}（{} 列）：{}", fault.label, column_letters(fault.index), fault.why),
        )
    };
    row.faults.iter().map(words).collect()
}

/// Returns the rows of one page.
#[must_use]
pub fn rows(ledger: &Ledger, indices: &[u32], from: u32) -> RowPage {
    let in_view: Vec<u32> = indices.iter().copied().skip(from as usize).take(PAGE_ROWS).collect();
    let amounts: Vec<Amount> =
        in_view.iter().map(|index| ledger.companies()[*index as usize].total).collect();
    let rows = in_view.iter().map(|index| row(ledger, *index, &amounts)).collect();
    RowPage { count: indices.len() as u32, from, page_rows: PAGE_ROWS as u32, rows }
}

fn row(ledger: &Ledger, index: u32, amounts: &[Amount]) -> ShownRow {
    let company = &ledger.companies()[index as usize];
    let read = ledger.row(company);
    let set = read.answers.set();
    let report = evaluate(set, &read.answers, read.on, &ChosenReadings::default());
    let (sure, may) = part_of(company.total, amounts);
    let region = read.answers.region().map_or("没有所在地", |region| region.name);
    let rung = company.rung.map(|rung| ledger.rungs()[usize::from(rung)].1);
    let edition = ledger.edition(company).filter(|_| ledger.has_several_editions());
    let edition = edition.map_or(String::new(), |edition| format!("　规则 {edition}"));
    let end = |level: Level| {
        company.follow_up.without_figure().map_or_else(|| yuan(level), str::to_owned)
    };
    let words = situation_words(&read, company.situation, company.total);
    let situation = if company.follow_up == FollowUp::Ask {
        let words = company.situation.map_or(words, Situation::words);
        format!("{words}，还差 {} 题", company.asks)
    } else {
        words.to_owned()
    };
    let has_near = company.follow_up.without_figure().is_none();
    ShownRow {
        index,
        name: ledger.name(company),
        holds: rung.map_or(region.to_owned(), |rung| format!("{region}　{rung}")) + &edition,
        follow_up: company.follow_up,
        situation,
        least: end(company.total.least),
        most: end(company.total.most),
        sure,
        may,
        awards: awards(&report),
        near: near(&read).filter(|_| has_near),
        asks: asks(set, &report),
    }
}

/// Returns the three largest awards, those that are sure first.
fn awards(report: &Report) -> String {
    let mut paid: Vec<_> = report
        .awards
        .iter()
        .filter(|award| matches!(award.outcome, Outcome::Certain | Outcome::Possible))
        .collect();
    paid.sort_by_key(|award| std::cmp::Reverse((award.amount.least, award.amount.most)));
    let words: Vec<String> = paid
        .iter()
        .take(3)
        .map(|award| format!("{} {}", award.award.name, wording::amount(award.amount)))
        .collect();
    words.join("；")
}

/// Returns what would bring a company more, with the least effort; no listing, which takes years.
pub(crate) fn near(row: &Row) -> Option<String> {
    let set = row.answers.set();
    let advice = advise(set, &row.answers, row.on, &ChosenReadings::default());
    let (_, best) = nearest(&advice)?;
    let brings = wording::advice::brings(set, advice.total, best);
    Some(format!("{}：{brings}", wording::advice::what_to_do(set, &[best])))
}

/// Returns the step with the least effort that brings something, and its effort; no listing.
pub(crate) fn nearest(advice: &Advice) -> Option<(Effort, &MoveAdvice)> {
    let is_near = |advised: &&MoveAdvice| {
        advised.steps.iter().all(|step| step.movement.effort != Effort::Listing)
    };
    let near = advice.moves.iter().filter(is_near);
    near.map(|one| (effort(one), one)).min_by_key(|(effort, _)| *effort)
}

fn effort(advised: &MoveAdvice) -> Effort {
    advised.steps.iter().map(|step| step.movement.effort).max().unwrap_or(Effort::Form)
}

fn asks(set: &PolicySet, report: &Report) -> Option<String> {
    let names: Vec<&str> =
        report.outline.asks.iter().map(|ask| set.question(ask.question).short).collect();
    let more = if names.len() > 3 { format!("等 {} 题", names.len()) } else { String::new() };
    (!names.is_empty())
        .then(|| format!("{}{more}", names.iter().take(3).copied().collect::<Vec<_>>().join("、")))
}

fn yuan(level: Level) -> String {
    match level {
        Level::Sum(yuan) => wording::full_yuan(yuan).trim_end_matches(" 元").to_owned(),
        Level::Open => OPEN.to_owned(),
    }
}

fn figure(yuan: Yuan) -> Figure {
    let (number, unit) = wording::figures::parts(yuan);
    (number, unit.to_owned())
}

/// Returns a company as a case: its name, and its answers as a refresh keeps them.
#[must_use]
pub fn case(ledger: &Ledger, index: u32) -> Option<(String, String)> {
    let company = ledger.companies().get(index as usize)?;
    let (row, place) = match ledger.unruled(company) {
        Some((row, place)) => (row, Some(place)),
        None => (ledger.row(company), None),
    };
    let mut session = Session::new(row.answers.set(), row.on);
    session.set_date(row.on);
    let answers: Vec<_> =
        row.answers.iter().map(|(question, answer)| (question, answer.clone())).collect();
    session.put_answers(&answers);
    // A place that these rules do not know is named as it is kept.
    let place = place.map_or(String::new(), |place| format!("region\t={place}\n"));
    Some((ledger.name(company), session.to_text() + &place))
}

/// Returns a company with its place among the rows that are looked through.
#[must_use]
pub fn company(ledger: &Ledger, index: u32, view: &[u32]) -> Option<OpenedCompany> {
    let (name, kept) = case(ledger, index)?;
    let position = view.iter().position(|other| *other == index).unwrap_or_default();
    let named = |index: &u32| {
        let company = ledger.companies().get(*index as usize)?;
        Some((*index, ledger.name(company)))
    };
    Some(OpenedCompany {
        index,
        name,
        kept,
        position: position as u32,
        count: view.len() as u32,
        before: position.checked_sub(1).and_then(|before| view.get(before)).and_then(named),
        after: view.get(position + 1).and_then(named),
        memo: ledger.memo(&ledger.companies()[index as usize]),
        uncomputed: ledger.uncomputed(&ledger.companies()[index as usize]),
    })
}
