//! The worker that computes tables: reads a file piece by piece, works in short slices so that it
//! can be stopped, answers the page. What it knows of the browser is here; what it computes is in
//! [`huiqi_tables`].

mod comparison;
mod desk_rules;
mod file;
mod post;
mod rules;

use comparison::Comparison;
use file::TableFile;
use huiqi_rules::day::read_date;
use huiqi_sheets::award_scan::{AwardScan, MOST_COMPANIES};
use huiqi_sheets::book_scan::{BookScan, SaidOfTable};
use huiqi_sheets::ledger::{Ledger, RuleNote};
use huiqi_sheets::line::{Line, TableFault};
use huiqi_sheets::list_book::ListBook;
use huiqi_sheets::output::{Columns, fault_headings, fault_lines, text_beginning, text_line};
use huiqi_sheets::shown::{company, opened, rows, summary};
use huiqi_sheets::table::Table;
use huiqi_sheets::template;
use huiqi_sheets::wording::table_fault;
use huiqi_tables::editions::EditionOrder;
use huiqi_tables::message::{MOST_SHEETS, Memo, News, Order, Output, RowQuery};
use huiqi_tables::rule_book::RuleBook;
use post::{bytes, give, progress, tell};
use rules::rules;
use std::cell::RefCell;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// The worker looks for new orders after so long, in milliseconds.
const SLICE: u64 = 80;
/// The size in bytes of the pieces in which a file is written.
const PART: usize = 1 << 20;
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TEXT: &str = "text/csv";

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk::default());
}

#[derive(Default)]
struct Desk {
    /// The rules of all places; none where those of the page are for all.
    book: Option<RuleBook>,
    /// What is to be said of these rules.
    rule_notes: Vec<RuleNote>,
    /// Headings of earlier tables, each with the word of what its column holds.
    remembered: Vec<(String, String)>,
    source: Option<TableFile>,
    name: String,
    table: Option<Table>,
    ledger: Option<Ledger>,
    /// The rows that were looked for last.
    view: Option<(RowQuery, Vec<u32>)>,
    job: Option<Job>,
    /// The awards, counted while there is nothing else to do.
    awards: Option<AwardScan>,
    /// Two editions, compared while there is nothing else to do.
    comparison: Option<Comparison>,
    began: u64,
}

enum Job {
    /// Lists the words in its cells.
    List(Box<(Table, BookScan)>),
    /// Computes the table.
    Screen,
    /// Writes a file, from this company on.
    Write { next: usize, name: String, into: Into },
}

enum Into {
    Text { columns: Columns, done: js_sys::Array, part: Vec<u8> },
    Faults { done: js_sys::Array, part: Vec<u8> },
    List { book: Box<ListBook>, table: Box<Table>, line: Line },
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Milliseconds of the clock.
fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Listens for orders.
pub fn start() {
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let parts: js_sys::Array = event.data().unchecked_into();
        // The rules of the page come with the first order after they changed: a pack, or the word
        // that they are the bundled ones.
        match bytes(&parts, 2) {
            Some(pack) => rules::load(Some(&pack)),
            None if parts.get(2).is_truthy() => rules::load(None),
            None => {}
        }
        match serde_wasm_bindgen::from_value::<Order>(parts.get(0)) {
            Ok(Order::Compare(order)) => {
                let packs = [bytes(&parts, 3), bytes(&parts, 4)];
                DESK.with(|desk| desk.borrow_mut().compare(&order, packs));
            }
            Ok(Order::Rules(rules)) => {
                let packs = (3..parts.length()).filter_map(|place| bytes(&parts, place));
                let packs: Vec<Vec<u8>> = packs.collect();
                DESK.with(|desk| desk.borrow_mut().take_rules(rules, &packs));
            }
            Ok(order) => {
                DESK.with(|desk| desk.borrow_mut().take(order, parts.get(1).dyn_into().ok()))
            }
            Err(error) => tell(&News::Failed(format!("没有看懂要做什么：{error}")), None),
        }
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    // Orders wait until this is said.
    let _ = scope().post_message(&JsValue::NULL);
}

/// Goes on with the work after other orders had their turn.
fn later() {
    let go_on = Closure::once_into_js(|| DESK.with(|desk| desk.borrow_mut().work()));
    let _ = scope().set_timeout_with_callback_and_timeout_and_arguments_0(go_on.unchecked_ref(), 0);
}

impl Desk {
    fn take(&mut self, order: Order, file: Option<Blob>) {
        match order {
            Order::Open { name, remembered } => {
                if let Some(file) = file {
                    self.open(TableFile::File(file), name, &remembered);
                }
            }
            Order::Paste { text, remembered } => {
                self.open(TableFile::Text(text.into()), String::new(), &remembered)
            }
            Order::List { columns, values, region } => {
                self.list(&SaidOfTable { columns, region, values, ..SaidOfTable::default() });
            }
            Order::Start { columns, region, on, values, counted, earlier } => {
                let said = SaidOfTable { columns, region, values, counted, earlier };
                self.begin(&said, &on);
            }
            Order::Cancel => self.cancel(),
            Order::Show { wanted, from } => self.show(wanted, from),
            Order::Company(index) => {
                let Some(ledger) = &self.ledger else { return };
                let all = || (RowQuery::default(), ledger.view(&RowQuery::default()));
                let (_, view) = self.view.get_or_insert_with(all);
                if let Some(company) = company(ledger, index, view) {
                    tell(&News::Company(Box::new(company)), None);
                }
            }
            Order::Sheets(wanted) => {
                let Some(ledger) = &self.ledger else { return };
                let view = ledger.view(&wanted);
                let of = |index: &u32| company(ledger, *index, &view);
                let companies = view.iter().take(MOST_SHEETS).filter_map(of).collect();
                tell(&News::Sheets(companies), None);
            }
            Order::Write { output, memos, applications } => {
                self.write(output, memos, applications);
            }
            Order::Template(region) => match template::workbook(rules(), region.as_deref()) {
                Ok(bytes) => give(
                    &template_name(region.as_deref()),
                    WORKBOOK,
                    &js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice())),
                ),
                Err(error) => tell(&News::Failed(format!("模板没有写成：{error}")), None),
            },
            // These come with packs.
            Order::Compare(_) | Order::Rules(_) => {}
        }
    }

    fn compare(&mut self, order: &EditionOrder, packs: [Option<Vec<u8>>; 2]) {
        self.comparison = Comparison::begin(order, packs, self.ledger.as_ref());
        if self.comparison.is_some() {
            later();
        }
    }

    fn go_on_comparing(&mut self, until: u64) {
        let Some(mut comparison) = self.comparison.take() else {
            return self.go_on_with_awards(until);
        };
        if comparison.go_on(|| now() >= until) {
            self.comparison = Some(comparison);
        }
        // What is counted besides goes on.
        later();
    }

    fn open(&mut self, source: TableFile, name: String, remembered: &[(String, String)]) {
        let (book, rule_notes) = (self.book.take(), std::mem::take(&mut self.rule_notes));
        let remembered = remembered.to_vec();
        *self =
            Self { source: Some(source), name, book, rule_notes, remembered, ..Self::default() };
        match self.read() {
            Ok(table) => {
                let set = self.book().sets()[0];
                tell(&News::Opened(opened(set, &self.name, &table, &self.remembered)), None);
                self.table = Some(table);
            }
            Err(fault) => tell(&News::Failed(table_fault(&fault)), None),
        }
    }

    fn read(&self) -> Result<Table, TableFault> {
        let source = self.source.clone().ok_or(TableFault::Empty)?;
        Table::open(self.book().sets()[0], move || source.open())
    }

    /// Returns the table at its first row: one that was computed is read again.
    fn at_beginning(&mut self) -> Result<Table, TableFault> {
        match self.table.take() {
            Some(table) if self.ledger.is_none() => Ok(table),
            Some(_) | None => self.read(),
        }
    }

    /// Lists the words in its cells. What cannot be read is said where it is computed.
    fn list(&mut self, said: &SaidOfTable) {
        if let Ok(table) = self.at_beginning()
            && let Some(scan) = said.scan(&self.book(), &table)
        {
            self.job = Some(Job::List(Box::new((table, scan))));
            later();
        }
    }

    fn go_on_listing(&mut self, until: u64, mut at: Box<(Table, BookScan)>) {
        let (table, scan) = &mut *at;
        let mut line = Line::default();
        while now() < until {
            for _ in 0..256 {
                match table.next(&mut line) {
                    Ok(true) => scan.add(&line),
                    Ok(false) | Err(_) => return tell(&News::Listed(scan.list()), None),
                }
            }
        }
        self.job = Some(Job::List(at));
        later();
    }

    fn begin(&mut self, said: &SaidOfTable, on: &str) {
        let table = match self.at_beginning() {
            Ok(table) => table,
            Err(fault) => return tell(&News::Failed(table_fault(&fault)), None),
        };
        let notes = self.rule_notes.clone();
        let ledger = read_date(on).and_then(|on| said.ledger(&self.book(), notes, &table, on));
        let Some(ledger) = ledger else {
            return tell(&News::Failed("列或日期不对，请重新打开表格。".to_owned()), None);
        };
        self.ledger = Some(ledger);
        self.table = Some(table);
        self.view = None;
        self.awards = None;
        self.job = Some(Job::Screen);
        self.began = now();
        later();
    }

    fn work(&mut self) {
        let until = now() + SLICE;
        match self.job.take() {
            Some(Job::List(at)) => self.go_on_listing(until, at),
            Some(Job::Screen) => self.screen(until),
            Some(Job::Write { next, name, into }) => self.go_on_writing(until, next, name, into),
            None => self.go_on_comparing(until),
        }
    }

    fn go_on_with_awards(&mut self, until: u64) {
        let (Some(mut scan), Some(ledger)) = (self.awards.take(), &mut self.ledger) else { return };
        while now() < until {
            for _ in 0..16 {
                if !scan.step(ledger) {
                    let list = scan.finish(ledger);
                    self.view = None;
                    return tell(&News::Awards(list), None);
                }
            }
        }
        self.awards = Some(scan);
        later();
    }

    fn screen(&mut self, until: u64) {
        let (Some(table), Some(ledger)) = (&mut self.table, &mut self.ledger) else { return };
        let mut line = Line::default();
        loop {
            for _ in 0..256 {
                match table.next(&mut line) {
                    Ok(true) => {
                        if let Err(fault) = ledger.add(&line) {
                            return self.done(false, Some(&fault));
                        }
                    }
                    Ok(false) => return self.done(false, None),
                    Err(fault) => return self.done(false, Some(&fault)),
                }
            }
            if now() >= until {
                break;
            }
        }
        let (done, all) = table.progress();
        let all = all.unwrap_or_else(|| self.source.as_ref().map_or(0, TableFile::bytes));
        let rows = ledger.companies().len() as u64;
        tell(
            &News::Working(progress(now().saturating_sub(self.began), rows, (done, all), false)),
            None,
        );
        self.job = Some(Job::Screen);
        later();
    }

    fn done(&mut self, is_stopped: bool, fault: Option<&TableFault>) {
        self.job = None;
        let Some(ledger) = &self.ledger else { return };
        let mut summary = summary(ledger, is_stopped, now().saturating_sub(self.began));
        if let Some(fault) = fault {
            summary.notes.insert(0, table_fault(fault));
        }
        tell(&News::Done(Box::new(summary)), None);
        if ledger.companies().len() <= MOST_COMPANIES {
            self.awards = Some(AwardScan::new(ledger));
            later();
        }
        self.show(RowQuery::default(), 0);
    }

    fn cancel(&mut self) {
        match self.job.take() {
            Some(Job::Screen) => self.done(true, None),
            Some(Job::Write { .. }) => tell(&News::Written(None), None),
            Some(Job::List(_)) | None => {}
        }
    }

    fn show(&mut self, wanted: RowQuery, from: u32) {
        let Some(ledger) = &self.ledger else { return };
        let indices = match self.view.take() {
            Some((known, indices)) if known == wanted => indices,
            Some(_) | None => ledger.view(&wanted),
        };
        tell(&News::Shown(rows(ledger, &indices, from)), None);
        self.view = Some((wanted, indices));
    }

    fn write(&mut self, output: Output, memos: Vec<Memo>, applications: Vec<(String, String)>) {
        let Some(ledger) = &self.ledger else { return };
        if self.job.is_some() {
            return;
        }
        let name = if self.name.is_empty() {
            "表格"
        } else {
            self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem)
        };
        let columns = || Columns::of(ledger);
        let (name, into) = match output {
            Output::Text => {
                let columns = columns();
                let part = text_beginning(&columns.headings());
                (
                    format!("{name}-测算结果.csv"),
                    Into::Text { columns, done: js_sys::Array::new(), part },
                )
            }
            Output::Faults => (
                format!("{name}-需要修改.csv"),
                Into::Faults {
                    done: js_sys::Array::new(),
                    part: text_beginning(&fault_headings()),
                },
            ),
            Output::Workbook => {
                let table = match self.read() {
                    Ok(table) => Box::new(table),
                    Err(fault) => return tell(&News::Failed(table_fault(&fault)), None),
                };
                let headings: Vec<&str> = table.heading().cells.iter().collect();
                let book = ListBook::new(ledger, &headings, memos);
                let book = match book {
                    Ok(book) => Box::new(book.with_applications(applications)),
                    Err(error) => {
                        return tell(&News::Failed(format!("工作簿没有写成：{error}")), None);
                    }
                };
                (format!("{name}-清单.xlsx"), Into::List { book, table, line: Line::default() })
            }
        };
        self.began = now();
        self.job = Some(Job::Write { next: 0, name, into });
        later();
    }

    fn go_on_writing(&mut self, until: u64, from: usize, name: String, mut into: Into) {
        let Some(ledger) = &mut self.ledger else { return };
        let count = ledger.companies().len();
        let mut next = from;
        while next < count && now() < until {
            for _ in 0..64 {
                let Some(company) = ledger.companies().get(next).cloned() else { break };
                let written = match &mut into {
                    Into::Text { columns, part, .. } => {
                        let line: Vec<String> = columns
                            .company(ledger, &company)
                            .iter()
                            .map(huiqi_sheets::output::Cell::text)
                            .collect();
                        text_line(&line, part);
                        Ok(())
                    }
                    Into::Faults { part, .. } => {
                        if company.faults > 0 {
                            let _ = fault_lines(ledger, &company, part);
                        }
                        Ok(())
                    }
                    Into::List { book, table, line } => {
                        while line.number < company.number && matches!(table.next(line), Ok(true)) {
                        }
                        // A file that is no longer what it was gives no cell of another company.
                        let nothing = Line::default();
                        let is_same = line.number == company.number;
                        book.add(ledger, &company, if is_same { line } else { &nothing })
                    }
                };
                if let Err(error) = written {
                    return tell(&News::Failed(format!("工作簿没有写成：{error}")), None);
                }
                next += 1;
            }
            if let Into::Text { done, part, .. } | Into::Faults { done, part } = &mut into
                && part.len() >= PART
            {
                done.push(&js_sys::Uint8Array::from(std::mem::take(part).as_slice()));
            }
        }
        tell(
            &News::Working(progress(
                now().saturating_sub(self.began),
                next as u64,
                (next as u64, count as u64),
                true,
            )),
            None,
        );
        if next < count {
            self.job = Some(Job::Write { next, name, into });
            return later();
        }
        // What is counted besides goes on.
        later();
        match into {
            Into::Text { done, part, .. } | Into::Faults { done, part } => {
                done.push(&js_sys::Uint8Array::from(part.as_slice()));
                give(&name, TEXT, &done);
            }
            Into::List { book, .. } => match book.finish(ledger) {
                Ok(bytes) => give(
                    &name,
                    WORKBOOK,
                    &js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice())),
                ),
                Err(error) => tell(&News::Failed(format!("工作簿没有写成：{error}")), None),
            },
        }
    }
}

/// Returns the name of the blank table of a region.
fn template_name(region: Option<&str>) -> String {
    let region = rules().regions.iter().find(|one| Some(one.id) == region);
    region.map_or("惠企企业表.xlsx".to_owned(), |one| format!("惠企企业表-{}.xlsx", one.name))
}
