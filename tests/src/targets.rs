//! What anyone may hand in, given to the functions that read it. Each of these must end, whatever
//! it is given; the fuzz targets (`make fuzz`) and the ordinary tests call the same ones.

use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_pack::{Head, of_region, sealed, signed, unpacked_parts, unsigned};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::{Answer, Answers, Problem, RawAnswer, read};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question};
use huiqi_rules::unit::{Unit, decimal_text};
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::list_book::ListBook;
use huiqi_sheets::output::{Columns, fault_lines};
use huiqi_sheets::shown::{case, company, opened, rows, summary};
use huiqi_sheets::table::Table;
use huiqi_sheets::template;
use huiqi_sheets::value_scan::ValueScan;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::link::{decode, encode};
use huiqi_sitting::questionnaire::Session;
use huiqi_sitting::shelf::{Shelf, StoredCases};
use huiqi_tables::message::{EarlierTitles, Memo, Order, RowQuery, Sorting};
use huiqi_tables::values::ChosenValue;
use huiqi_tables::{Column, Headings};
use rust_decimal::Decimal;
use serde_json::Value;
use std::io::Cursor;
use std::sync::OnceLock;
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

/// A kept sitting: what is read of it, kept again, is read as the same.
pub fn kept(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let cases = Cases::from_text(&POLICIES, today(), &text);
    let report = cases.session().report();
    assert!(report.outline.total.least <= report.outline.total.most);
    let again = Cases::from_text(&POLICIES, today(), &cases.to_text());
    assert_eq!(again.to_text(), cases.to_text());
    let session = Session::from_text(&POLICIES, today(), &text);
    let again = Session::from_text(&POLICIES, today(), &session.to_text());
    assert_eq!((again.to_text(), again.answers()), (session.to_text(), session.answers()));
}

fn shelf_of(stored: &StoredCases) -> Shelf {
    Shelf::new(&POLICIES, today(), "visit".to_owned(), stored)
}

/// A kept session: each of its lines is understood, or written again as it was.
pub fn session(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let (session, unknown) = Session::from_text_counting(&POLICIES, today(), text);
    let written = session.to_text();
    // A line that would begin a case among several is kept as a text.
    let as_text = |line: &str| {
        let escaped = line.replace('\\', "\\\\").replace('\t', "\\t").replace('\r', "\\r");
        format!("text\t{escaped}")
    };
    let is_there =
        |line: &&str| written.lines().any(|other| other == *line || other == as_text(line));
    let lines = text.lines().map(|line| line.trim_end_matches('\r'));
    let lines = || lines.clone().filter(|line| !line.is_empty());
    let is_of_this_kind = lines().next() == Some("huiqi 1");
    assert!(!is_of_this_kind || lines().filter(is_there).count() >= unknown, "{text:?}");
    let again = Session::from_text(&POLICIES, today(), &written);
    assert_eq!((&again, again.to_text()), (&session, written));
}

/// A file of cases: each case is taken or has no room, each line of those taken is in the shelf,
/// and what was taken is read again as the same, from a file and from the browser's storage.
pub fn shelf(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let mut first = shelf_of(&StoredCases::default());
    let Ok((imported, swaps)) = first.import(text) else {
        assert_eq!(first.list(), [], "{text:?}");
        return;
    };
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let names = lines.iter().filter(|line| line.starts_with("case\t")).count();
    assert_eq!(imported.taken + imported.left_out, names, "{text:?}");
    assert_eq!((first.list().len(), swaps.len()), (imported.taken, imported.taken));
    let file = first.to_text();
    if imported.left_out == 0 {
        let below = lines.iter().skip_while(|line| !line.starts_with("case\t"));
        for line in below.filter(|line| !line.is_empty() && !line.starts_with("case\t")) {
            assert!(file.lines().any(|other| other.trim_end_matches('\r') == *line), "{line:?}");
        }
    }
    let mut second = shelf_of(&StoredCases::default());
    let (again, _) = second.import(&file).expect("a file of our own");
    assert_eq!((again.taken, again.left_out), (imported.taken, 0));
    assert_eq!(again.unknown_lines, imported.unknown_lines);
    assert_eq!(second.to_text(), file);
    let records = first.writes(&swaps).into_iter();
    let records = records.filter_map(|(id, text)| Some((id, text?))).collect();
    let third = shelf_of(&StoredCases { records: Some(records), former: None });
    assert_eq!(third.list(), first.list());
    assert_eq!(first.take_back(&swaps).len(), imported.taken);
    assert_eq!(first.list(), []);
}

/// Answers as a caller of the JavaScript interface gives them, as JSON. What is taken is said again
/// as the report says it and is read as the same; and to know less never narrows the total.
pub fn answers(bytes: &[u8]) {
    let Ok(Value::Object(given)) = serde_json::from_slice(bytes) else { return };
    let mut taken = Vec::new();
    for (id, value) in given {
        let Some(index) = POLICIES.question_index(&id) else { continue };
        let question = POLICIES.question(index);
        if let Ok(answer) = read_value(question, &value) {
            assert_eq!(read_value(question, &said(question, &answer)), Ok(answer.clone()), "{id}");
            taken.push((index, answer));
        }
    }
    let total = |answers: &Answers| {
        evaluate(&POLICIES, answers, today(), &ChosenReadings::default()).outline.total
    };
    let Ok(all) = Answers::build(&POLICIES, taken.clone()) else { return };
    let whole = total(&all);
    assert!(whole.least <= whole.most);
    // Another region's documents, or none, are no part of this company's.
    taken.retain(|(index, _)| *index != PolicySet::REGION);
    if let (Some(_), Some(region)) = (taken.pop(), all.get(PolicySet::REGION)) {
        taken.push((PolicySet::REGION, region.clone()));
        let fewer = Answers::build(&POLICIES, taken).expect("fewer answers contradict no more");
        let less = total(&fewer);
        assert!(less.least <= whole.least && less.most >= whole.most);
    }
}

fn read_value(question: &Question, value: &Value) -> Result<Answer, Problem> {
    match value {
        Value::String(text) => read(question, RawAnswer::Text(text)),
        Value::Bool(yes) => read(question, RawAnswer::YesNo(*yes)),
        Value::Number(number) if question.kind.unit().is_some() => {
            read(question, RawAnswer::Number(&number.to_string()))
        }
        Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            read(question, texts.as_deref().map_or(RawAnswer::Other, RawAnswer::Texts))
        }
        Value::Number(_) | Value::Null | Value::Object(_) => read(question, RawAnswer::Other),
    }
}

fn said(question: &Question, answer: &Answer) -> Value {
    let id = |option: usize| Value::from(question.options[option].id);
    match answer {
        Answer::Option(option) => id(usize::from(*option)),
        Answer::Options(chosen) => {
            (0..question.options.len()).filter(|option| chosen >> option & 1 == 1).map(id).collect()
        }
        Answer::YesNo(yes) => Value::from(*yes),
        Answer::Figure(figure) => Value::from(decimal_text(*figure)),
    }
}

/// Orders to the worker, as JSON: each is carried out or passed over, in whatever order they come.
pub fn order(bytes: &[u8]) {
    let Ok(orders) = serde_json::from_slice::<Vec<Order>>(bytes) else { return };
    let mut desk = Desk::default();
    orders.into_iter().for_each(|order| desk.take(order));
}

/// What the worker knows, without its messages.
#[derive(Default)]
struct Desk {
    text: String,
    ledger: Option<Ledger>,
}

impl Desk {
    fn open(&self) -> Option<Table> {
        let text = self.text.clone();
        Table::open(&POLICIES, move || Ok(Cursor::new(text.clone()))).ok()
    }

    fn take(&mut self, order: Order) {
        match order {
            // The file is beside the order, as are packs.
            Order::Open { .. } | Order::Cancel | Order::Compare(_) | Order::Rules(_) => {}
            Order::Paste { text, remembered } => {
                *self = Self { text, ledger: None };
                if let Some(table) = self.open() {
                    let _ = opened(&POLICIES, "", &table, &remembered);
                }
            }
            Order::List { columns, .. } => self.list(&columns),
            Order::Start { columns, region, on, values, counted, earlier } => {
                let values = ChosenValue::of_choices(&POLICIES, &values);
                self.start(&columns, (region.as_deref(), &on), (&values, earlier), counted);
            }
            Order::Show { wanted, from } => {
                if let Some(ledger) = &self.ledger {
                    let indices = ledger.view(&wanted);
                    let page = rows(ledger, &indices, from);
                    assert_eq!(page.count as usize, indices.len());
                    assert!(page.rows.len() <= indices.len());
                }
            }
            Order::Company(index) => {
                let open = |ledger| company(ledger, index, &ledger.view(&RowQuery::default()));
                if let Some(opened) = self.ledger.as_ref().and_then(open) {
                    assert!(opened.position < opened.count);
                    let session = Session::from_text(&POLICIES, today(), &opened.kept);
                    let _ = session.report();
                }
            }
            Order::Sheets(wanted) => {
                if let Some(ledger) = &self.ledger {
                    let view = ledger.view(&wanted);
                    let of = |index: &u32| company(ledger, *index, &view);
                    assert!(view.iter().take(3).all(|index| of(index).is_some()));
                }
            }
            Order::Write { memos, .. } => {
                let table = self.open();
                if let (Some(ledger), Some(table)) = (&mut self.ledger, table) {
                    written(ledger);
                    list(ledger, table, memos);
                }
            }
            Order::Template(region) => {
                assert!(template::workbook(&POLICIES, region.as_deref()).is_ok());
            }
        }
    }

    fn list(&self, columns: &[String]) {
        let columns: Option<Vec<Column>> =
            columns.iter().map(|word| Column::of_word(&POLICIES, word)).collect();
        let (Some(mut table), Some(columns)) = (self.open(), columns) else { return };
        let mut scan = ValueScan::new(table.headings(&columns), table.sorter(&columns));
        let mut line = Line::default();
        while matches!(table.next(&mut line), Ok(true)) {
            scan.add(&line);
        }
        let list = scan.list();
        let listed: u64 = list.values.iter().map(|value| value.companies).sum();
        assert!(listed <= list.companies * columns.len() as u64);
        for value in list.values.iter().filter(|value| !value.option.is_empty()) {
            let (column, word, option) = (&value.column, &value.word, &value.option);
            assert!(ChosenValue::read(&POLICIES, column, word, option).is_some(), "{value:?}");
        }
    }

    fn start(
        &mut self,
        columns: &[String],
        (region, on): (Option<&str>, &str),
        (values, earlier): (&[ChosenValue], EarlierTitles),
        counted: Vec<u64>,
    ) {
        let columns: Option<Vec<Column>> =
            columns.iter().map(|word| Column::of_word(&POLICIES, word)).collect();
        let region = region.and_then(|region| POLICIES.question(PolicySet::REGION).option(region));
        let (Some(mut table), Some(columns), Some(on)) = (self.open(), columns, read_date(on))
        else {
            return;
        };
        let headings = table.headings(&columns).in_region(region).with_values(values);
        let headings = headings.with_earlier(earlier);
        let ledger = Ledger::new(headings, table.sorter(&columns), on);
        let mut ledger = ledger.with_counted(counted);
        let mut line = Line::default();
        while matches!(table.next(&mut line), Ok(true)) {
            if ledger.add(&line).is_err() {
                break;
            }
        }
        let _ = summary(&ledger, false, 0);
        self.ledger = Some(ledger);
    }
}

/// Writes the list that is taken away: its rows are those of the companies.
fn list(ledger: &Ledger, mut table: Table, memos: Vec<Memo>) {
    let headings: Vec<String> = table.heading().cells.iter().map(str::to_owned).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut book = ListBook::new(ledger, &headings, memos).expect("a workbook");
    let mut line = Line::default();
    for company in ledger.companies() {
        while line.number < company.number {
            assert!(matches!(table.next(&mut line), Ok(true)), "the row is there again");
        }
        book.add(ledger, company, &line).expect("a row");
    }
    assert!(book.finish(ledger).is_ok());
}

/// Writes every company and every cell to be corrected: as many cells as were counted.
fn written(ledger: &mut Ledger) {
    let columns = Columns::new(&POLICIES, ledger.regions());
    let width = columns.headings().len();
    let mut reported = 0;
    for company in ledger.companies().to_vec() {
        let mut faults = Vec::new();
        let count = fault_lines(ledger, &company, &mut faults);
        assert_eq!(count as u64, u64::from(company.faults), "each of the company, and no other");
        reported += count as u64;
        assert_eq!(columns.company(ledger, &company).len(), width);
    }
    assert_eq!(reported, ledger.totals().faults, "what is counted is reported, and the reverse");
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
    written(&mut ledger);
}

/// What the packs of tests say of themselves.
#[must_use]
pub fn pack_head() -> Head {
    Head {
        edition: "2026.12".to_owned(),
        day: today(),
        author: "政策科".to_owned(),
        reviewer: "法规科".to_owned(),
        reason: "上调省级奖励".to_owned(),
        rules: "0123456789abcdef".to_owned(),
        former: String::new(),
    }
}

/// A pack whose values and texts are changed behind its hash: the first byte chooses a region of
/// the shipped set, then each three bytes a place and what is put there. It is refused, or its
/// tables are such that any company can be computed.
pub fn pack(bytes: &[u8]) {
    static PARTS: OnceLock<Vec<[Vec<u8>; 2]>> = OnceLock::new();
    let [region, edits @ ..] = bytes else { return };
    let all = PARTS.get_or_init(|| {
        let indices = 0..POLICIES.regions.len() as u16;
        let has_documents =
            |index: &u16| !POLICIES.regions[usize::from(*index)].policies.is_empty();
        let parts = |index| {
            let part = of_region(&POLICIES, index);
            let file = signed(unsigned(part, &pack_head()), &[]);
            unpacked_parts(&file).expect("our own pack is opened")
        };
        indices.filter(has_documents).map(parts).collect()
    });
    let mut parts = all[usize::from(*region) % all.len()].clone();
    for edit in edits.chunks_exact(3) {
        let place = usize::from(edit[0]) << 8 | usize::from(edit[1]);
        let (first, second) = parts.split_at_mut(1);
        let total = first[0].len() + second[0].len();
        let place = place * total / 65_536;
        let length = first[0].len();
        let byte =
            if place < length { &mut first[0][place] } else { &mut second[0][place - length] };
        *byte = edit[2];
    }
    changed_pack(&sealed(&pack_head(), &parts));
}

/// Reads a pack and computes what it can be asked.
///
/// # Panics
/// Where tables were taken over which a company cannot be computed.
pub fn changed_pack(file: &[u8]) {
    let Ok(loaded) = huiqi_pack::read(file) else { return };
    let set = loaded.set();
    let mut answers = Answers::none(set).replaced(PolicySet::REGION, Answer::Option(0));
    let readings = ChosenReadings::default();
    let day = set.policies.first().map_or_else(today, |policy| policy.valid_from);
    for on in [today(), day] {
        let report = evaluate(set, &answers, on, &readings);
        assert!(report.outline.total.least <= report.outline.total.most);
    }
    for question in set.question_indices().skip(1) {
        let answer = match set.question(question).kind {
            Kind::Single => Answer::Option(0),
            Kind::Multi => Answer::Options(1),
            Kind::YesNo => Answer::YesNo(true),
            Kind::Figure(unit) => {
                Answer::Figure(unit.highest().unwrap_or(Decimal::from(unit.most)))
            }
        };
        answers = answers.replaced(question, answer);
    }
    let report = evaluate(set, &answers, day, &readings);
    assert!(report.outline.total.least <= report.outline.total.most);
    drop((answers, report));
    // SAFETY: the answers and reports over these tables are gone.
    #[expect(unsafe_code, reason = "the tables of a changed pack are not kept")]
    unsafe {
        loaded.free();
    }
}
