//! What anyone may hand in, given to the functions that read it. Each of these must end, whatever
//! it is given; the fuzz targets (`make fuzz`) and the ordinary tests call the same ones.

use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::unit::Unit;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::output::{Columns, fault_lines};
use huiqi_sheets::shown::{case, opened, rows, summary};
use huiqi_sheets::table::Table;
use huiqi_sitting::link::{decode, encode};
use huiqi_tables::message::{RowQuery, Sorting};
use huiqi_tables::{Column, Headings};
use std::io::Cursor;
use time::Date;

fn today() -> Date {
    read_date("2026-11-21").expect("a day")
}

/// A code of a link: what is read of it, written again, is read as the same.
pub fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(linked) = decode(&POLICIES, today(), &text) {
        let again = decode(&POLICIES, today(), &encode(&linked.cases, &[]))
            .expect("a code of our own is read");
        assert_eq!(again.cases.session().answers(), linked.cases.session().answers());
        assert_eq!(again.cases.list().len(), linked.cases.list().len());
    }
}

/// A typed number: what is taken is exact to a hundredth.
pub fn number(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for unit in Unit::ALL {
        if let Ok(Some(number)) = unit.read_typed(&text) {
            assert!(number.normalize().scale() <= 2, "{text}");
            assert!(number >= unit.least.into() && number <= unit.most.into(), "{text}");
            assert!(*unit != Unit::YUAN || !number.is_sign_negative(), "{text}");
        }
    }
}

/// A table as text.
pub fn table(bytes: &[u8]) {
    if !bytes.starts_with(b"PK\x03\x04") {
        screened(bytes);
    }
}

/// A workbook; what does not begin as one gets its beginning.
pub fn workbook(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    if let Some(head) = bytes.get_mut(..4) {
        head.copy_from_slice(b"PK\x03\x04");
        screened(&bytes);
    }
}

/// Reads a table and does with it what the page does.
fn screened(bytes: &[u8]) {
    let bytes = bytes.to_vec();
    let Ok(mut table) = Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))) else {
        return;
    };
    let _ = opened(&POLICIES, "x", &table, &[]);
    let headings: Vec<&str> = table.heading().cells.iter().collect();
    let columns: Vec<Column> = Headings::read(&POLICIES, &headings).columns().to_vec();
    let mut ledger =
        Ledger::new(table.headings(&columns).in_region(Some(0)), table.sorter(&columns), today());
    let mut line = Line::default();
    let mut count = 0;
    while matches!(table.next(&mut line), Ok(true)) {
        if ledger.add(&line).is_err() {
            break;
        }
        count += 1;
    }
    let totals = ledger.totals();
    assert!(totals.companies + ledger.notes().passed_over() == count, "no row is dropped");
    let indices = ledger.view(&RowQuery { order: Sorting::Most, ..RowQuery::default() });
    assert_eq!(indices.len() as u64, totals.companies);
    // Two rows are enough: what they hold comes from what was given.
    let _ = (
        summary(&ledger, true, 0),
        rows(&ledger, &indices[..indices.len().min(2)], 0),
        case(&ledger, 0),
    );
    let columns = Columns::new(&POLICIES, ledger.regions());
    let width = columns.headings().len();
    let mut faults = Vec::new();
    let mut reported = 0;
    for company in ledger.companies().to_vec().iter().take(2) {
        reported += fault_lines(&ledger, company, &mut faults);
        assert_eq!(columns.company(&mut ledger, company).len(), width);
    }
    assert!(reported as u64 <= ledger.totals().faults);
}
