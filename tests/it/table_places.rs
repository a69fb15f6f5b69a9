//! A table whose companies lie in several places, each with rules of its own.

use crate::difference::set_of;
use crate::shipped;
use calamine::{Reader, Xlsx};
use huiqi_authoring::Source;
use huiqi_engine::{ChosenReadings, evaluate};
use huiqi_pack::of_region;
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_sheets::award_scan::AwardScan;
use huiqi_sheets::book_scan::SaidOfTable;
use huiqi_sheets::ledger::{Ledger, RuleNote};
use huiqi_sheets::line::Line;
use huiqi_sheets::list_book::ListBook;
use huiqi_sheets::mapping::{self, UnknownLine};
use huiqi_sheets::output::{Cell, Columns};
use huiqi_sheets::screen::{ScreenOptions, places_of_table, screen_table};
use huiqi_sheets::shown::{case, columns_of_others, company, opened, rows, summary};
use huiqi_sheets::table::Table;
use huiqi_sitting::questionnaire::Session;
use huiqi_tables::message::{RowQuery, Uncomputed, ValueState};
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::values::proposals;
use huiqi_tests::clear_river::{self, CityAward};
use std::io::Cursor;

/// What the city asks beside titles.
const SHOW: &str = r#"
[[questions]]
id = "river_show"
step = "other"
kind = "yes_no"
label = "参加过清江展会吗？"
short = "清江展会"
help = "在清江办的展会。"
"#;

/// A city with an award for a title, and one that asks a question of its own.
fn city() -> Source {
    let show = CityAward {
        id: "show",
        name: "展会奖励",
        question: "river_show",
        asks: "is = true",
        answers: ["true", "false"],
        sum: "5万元",
    };
    clear_river::source(&format!("{SHOW}{}", show.text()))
}

/// By the bundled rules 甲 and 乙 get 10 for the title, by the amended ones 15. 丙 gets 33 and 5 in
/// the city, and 丁's place has rules that are not here. Nobody says where 戊 is.
const LIST: &str = "企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,平台示范评比,清江展会\n\
    甲公司,枣庄市,省级专精特新,省级专精特新,都没有,没有,没有参加,0,没有,\n\
    乙公司,枣庄,省级专精特新,省级专精特新,都没有,没有,没有参加,0,没有,\n\
    丙公司,清江市,省级专精特新,省级专精特新,都没有,没有,没有参加,0,没有,是\n\
    丁公司,远山市,省级专精特新,省级专精特新,都没有,没有,没有参加,0,没有,\n\
    戊公司,,省级专精特新,省级专精特新,都没有,没有,没有参加,0,没有,\n\
    己公司,晋城市,省级专精特新,省级专精特新,都没有,没有,没有参加,0,没有,\n";

/// The pack of a region of these sources.
fn pack(sources: &[Source], region: &str) -> &'static PolicySet {
    let set = set_of(sources);
    let index = set.regions.iter().position(|own| own.id == region).expect("a region");
    of_region(set, index as u16)
}

/// The sources of a later edition, in which the title of 枣庄 brings 15 and a city is new.
fn later() -> Vec<Source> {
    let mut sources = shipped::sources();
    for source in &mut sources {
        if source.path.ends_with("regions.toml") {
            let line = source.text.lines().find(|line| line.starts_with("edition = "));
            let line = line.expect("an edition").to_owned();
            source.text = source.text.replacen(&line, "edition = \"2027.01\"", 1);
        }
        if source.path.ends_with("zaozhuang-srdi-2022.toml") {
            source.text =
                source.text.replace("10万元", "15万元").replace("\"14万元\"", "\"19万元\"");
        }
    }
    sources.push(city());
    sources
}

fn book(with_packs: bool) -> RuleBook {
    let later = later();
    let packs = if with_packs {
        vec![pack(&later, "zaozhuang"), pack(&later, "clear_river")]
    } else {
        Vec::new()
    };
    let named = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    RuleBook::with(&POLICIES, &packs, &[named("clear_river", "清江市"), named("far", "远山市")])
}

fn open(text: &str) -> Table {
    let text = text.to_owned();
    Table::open(&POLICIES, move || Ok(Cursor::new(text.clone()))).expect("a table")
}

/// What is said of the table: its columns, those of other rules too.
fn said(book: &RuleBook, table: &Table) -> SaidOfTable {
    let opened = opened(&POLICIES, "", table, &[]);
    let mut columns: Vec<String> = opened.columns.into_iter().map(|column| column.word).collect();
    for (index, word) in columns_of_others(book, table, &[]) {
        assert_eq!(columns[index], "");
        columns[index] = word;
    }
    // 枣庄 is the short name of 枣庄市, which the page shows and takes.
    let values = vec![huiqi_tables::message::ValueChoice {
        column: "region".to_owned(),
        word: "枣庄".to_owned(),
        option: "zaozhuang".to_owned(),
    }];
    SaidOfTable { columns, values, ..SaidOfTable::default() }
}

fn ledger(book: &RuleBook, text: &str) -> Ledger {
    let mut table = open(text);
    let notes = vec![RuleNote {
        region: Some("far".to_owned()),
        words: "远山市的规则没有取到。".to_owned(),
    }];
    let day = read_date("2026-11-21").expect("a day");
    let ledger = said(book, &table).ledger(book, notes, &table, day);
    let mut ledger = ledger.expect("columns that are known");
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    ledger
}

fn least(ledger: &Ledger) -> Vec<(String, String)> {
    let indices: Vec<u32> = (0..ledger.companies().len() as u32).collect();
    rows(ledger, &indices, 0).rows.into_iter().map(|row| (row.name, row.least)).collect()
}

/// Two districts of one name, as several cities have: the name alone means neither, other words do.
#[test]
fn a_name_of_two_places_means_neither() {
    let text = "[[new_regions]]\nid = \"drum_north\"\nname = \"鼓楼区\"\nwithin = \"zaozhuang\"\n\
                also = [\"北市鼓楼区\"]\n\n\
                [[new_regions]]\nid = \"drum_south\"\nname = \"鼓楼区\"\n\
                within = \"xinxiang\"\nalso = [\"南市鼓楼区\"]\n";
    let set = set_of(&[shipped::sources(), vec![clear_river::source(text)]].concat());
    let found = proposals(set, PolicySet::REGION, "鼓楼区");
    let ids: Vec<&str> = found.iter().map(|one| set.regions[usize::from(one.option)].id).collect();
    assert_eq!(ids, ["drum_north", "drum_south"]);
    let list = "企业名称,所在地\n甲,鼓楼区\n乙,南市鼓楼区\n丙,drum_north\n丁,枣庄市\n";
    let book = RuleBook::of(set);
    let day = read_date("2026-11-21").expect("a day");
    let (columns, values) = (Vec::new(), Vec::new());
    let options = ScreenOptions { now: day, today: day, region: None, columns, values };
    let open = || Ok(Cursor::new(list.to_owned()));
    let places = places_of_table(&book, "in.csv", open, &options).expect("a table");
    assert_eq!(places, ["drum_south", "drum_north", "zaozhuang"]);
}

/// Two awards of one name in one document: the clause tells them apart, and else the id.
#[test]
fn columns_of_awards_of_one_name_are_told_apart() {
    let show = |id: &'static str, name: &'static str| CityAward {
        id,
        name,
        question: "river_show",
        asks: "is = true",
        answers: ["true", "false"],
        sum: "5万元",
    };
    let (one, two) = (show("one", "展会奖励").text(), show("two", "展会奖励").text());
    let headings = |more: &str| {
        let set = set_of(
            &[shipped::sources(), vec![clear_river::source(&format!("{SHOW}{more}"))]].concat(),
        );
        let book = RuleBook::of(set);
        let headings = Columns::over(&book).headings();
        let of_shows = headings.into_iter().filter(|heading| heading.contains("展会奖励"));
        of_shows.filter(|heading| heading.contains("至少")).collect::<Vec<String>>()
    };
    let [alone] = headings(&one).try_into().expect("one");
    assert!(alone.ends_with(" 展会奖励 至少（元）"), "{alone}");
    let [first, second] = headings(&format!("{one}{two}")).try_into().expect("two");
    assert!(
        first.ends_with("/one） 至少（元）") && second.ends_with("/two） 至少（元）"),
        "{first} {second}"
    );
    let clause = two.lines().find(|line| line.starts_with("clause")).expect("a clause");
    let other = two.replace(clause, "clause = \"九（九）\"");
    let [first, second] = headings(&format!("{one}{other}")).try_into().expect("two");
    assert!(second.ends_with(" 展会奖励（九（九）） 至少（元）"), "{second}");
    assert!(first.contains(" 展会奖励（") && !first.contains("/one"), "{first}");
}

#[test]
fn each_company_is_computed_by_the_newest_rules_of_its_place() {
    let both = book(true);
    let ledger = ledger(&both, LIST);
    let found = least(&ledger);
    let found: Vec<(&str, &str)> =
        found.iter().map(|(name, least)| (name.as_str(), least.as_str())).collect();
    assert_eq!(
        found[..5],
        [
            ("甲公司", "150,000"),
            ("乙公司", "150,000"),
            ("丙公司", "380,000"),
            ("丁公司", "算不出"),
            ("戊公司", "算不出"),
        ]
    );
    // Each total is that of its own rules.
    let editions: Vec<Option<&str>> =
        ledger.companies().iter().map(|company| ledger.edition(company)).collect();
    let own = POLICIES.edition;
    let newer = Some("2027.01");
    assert_eq!(editions, [newer, newer, newer, None, None, Some(own)]);
    let mut sum = huiqi_rules::money::Yuan::ZERO;
    for company in ledger.companies().iter().filter(|one| ledger.edition(one).is_some()) {
        let row = ledger.row(company);
        let set = row.answers.set();
        assert_eq!(Some(set.edition), ledger.edition(company));
        let report = evaluate(set, &row.answers, row.on, &ChosenReadings::default());
        assert_eq!(company.total, report.outline.total, "{}", row.name);
        sum = sum + report.outline.total.least.sum().expect("a least");
    }
    assert_eq!(ledger.totals().least, sum, "totals add up over all");
    assert_eq!(ledger.totals().open, 2, "who is not computed has no most");
    assert_eq!(ledger.totals().without_region, 2);
}

#[test]
fn without_their_packs_places_have_the_bundled_rules_or_none() {
    let ledger = ledger(&book(false), LIST);
    let found = least(&ledger);
    let found: Vec<&str> = found.iter().map(|(_, least)| least.as_str()).collect();
    assert_eq!(found[..5], ["100,000", "100,000", "算不出", "算不出", "算不出"]);
    assert!(!ledger.has_several_editions());
    let summary = summary(&ledger, false, 0);
    let to_do = summary.to_dos.iter().find(|one| one.what == "规则没有取到").expect("a line");
    assert_eq!(to_do.count, 2);
    assert!(to_do.more.starts_with("清江市 1 家、远山市 1 家。没有测算"), "{}", to_do.more);
}

#[test]
fn rows_and_files_say_which_edition_they_were_computed_by_where_these_differ() {
    let both = book(true);
    let mut several = ledger(&both, LIST);
    let own = POLICIES.edition;
    let held: Vec<String> =
        rows(&several, &[0, 5], 0).rows.into_iter().map(|row| row.holds).collect();
    assert!(held[0].ends_with("规则 2027.01") && held[1].ends_with(&format!("规则 {own}")));
    let notes = summary(&several, false, 0).notes;
    let editions = format!("各地按自己的规则版次测算：晋城市按 {own}；枣庄市、清江市按 2027.01。");
    assert!(notes.contains(&editions), "{notes:?}");
    assert!(notes.iter().any(|note| note == "远山市的规则没有取到。"), "{notes:?}");
    // The text: a column of editions, and what could not be fetched beside its companies.
    let columns = Columns::of(&several);
    let headings = columns.headings();
    let at = |name: &str| headings.iter().position(|own| own == name).expect("a column");
    let (edition, note) = (at("规则版次"), at("说明"));
    let companies = several.companies().to_vec();
    let lines: Vec<Vec<Cell>> =
        companies.iter().map(|company| columns.company(&mut several, company)).collect();
    assert!(lines.iter().all(|line| line.len() == headings.len()));
    assert_eq!(lines[0][edition].text(), "2027.01");
    assert_eq!(lines[3][edition].text(), "");
    assert_eq!(lines[3][at("至少（元）")].text(), "规则没有取到");
    assert_eq!(lines[3][note].text(), "远山市的规则没有取到。");
    assert_eq!(lines[5][edition].text(), own);
    // The awards of both editions are side by side, each under its heading once.
    assert_eq!(
        lines[0][at("枣庄市“专精特新”培育方案 新获得省级专精特新奖励 至少（元）")].text(),
        "150000"
    );
    // The workbook.
    let table = open(LIST);
    let heads: Vec<&str> = table.heading().cells.iter().collect();
    let mut book = ListBook::new(&several, &heads, Vec::new()).expect("a workbook");
    for company in several.companies() {
        book.add(&several, company, &Line::default()).expect("a row");
    }
    let bytes = book.finish(&several).expect("a file");
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = file.worksheet_range("清单").expect("a sheet");
    let sheet: Vec<Vec<String>> =
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let at = |name: &str| sheet[0].iter().position(|own| own == name).expect("a column");
    assert_eq!(sheet[1][at("规则版次")], "2027.01");
    assert_eq!(sheet[6][at("规则版次")], own);
    assert_eq!(sheet[4][at("规则说明")], "远山市的规则没有取到。");
    let range = file.worksheet_range("说明").expect("a sheet");
    let said: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
    assert!(said.contains(&editions), "{said:?}");
    assert!(said.contains(&"远山市的规则没有取到。".to_owned()), "{said:?}");
    // One edition for all needs no column.
    let one = ledger(&RuleBook::of(&POLICIES), "企业名称,所在地,最高认定\n甲,枣庄市,无\n");
    assert!(!Columns::of(&one).headings().contains(&"规则版次".to_owned()));
}

#[test]
fn awards_are_counted_over_all_places() {
    let mut ledger = ledger(&book(true), LIST);
    let mut scan = AwardScan::new(&ledger);
    while scan.step(&ledger) {}
    let list = scan.finish(&mut ledger);
    let of = |name: &str| {
        let mut all = list.awards.iter().filter(|one| one.name == name);
        let one = all.next().unwrap_or_else(|| panic!("{name}"));
        assert!(all.next().is_none(), "{name} once");
        (one.certain, one.least.clone(), one.award)
    };
    let (count, sum, award) = of("新获得省级专精特新奖励");
    assert_eq!((count, sum.as_str()), (2, "30 万元"));
    assert_eq!((of("省级奖励").0, of("展会奖励").0), (1, 1));
    let view = ledger.view(&RowQuery { award: Some(award), ..RowQuery::default() });
    assert_eq!(view, [0, 1]);
    let places = ledger.book().places().regions;
    let river = places.iter().position(|own| own.id == "clear_river").expect("a place");
    let view = ledger.view(&RowQuery { region: Some(river as u16), ..RowQuery::default() });
    assert_eq!(view, [2]);
}

#[test]
fn words_are_listed_by_the_rules_of_the_place_of_their_row() {
    let both = book(true);
    let mut table = open(LIST);
    let said = SaidOfTable { values: Vec::new(), ..said(&both, &table) };
    let mut scan = said.scan(&both, &table).expect("columns that are known");
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        scan.add(&line);
    }
    let list = scan.list();
    assert_eq!(list.companies, 6);
    assert_eq!(list.places, ["zaozhuang", "clear_river", "far", "jincheng"]);
    let word = |word: &str| list.values.iter().find(|value| value.word == word).expect("a word");
    assert_eq!(
        (word("枣庄").state, word("枣庄").option.as_str()),
        (ValueState::Guessed, "zaozhuang")
    );
    assert_eq!(word("清江市").option, "clear_river");
    assert_eq!(word("远山市").option, "far");
    let title = word("省级专精特新");
    assert_eq!((title.companies, title.state), (6, ValueState::AsWritten));
    assert_eq!(word("是").column, "river_show");
}

#[test]
fn a_company_without_rules_keeps_its_answers_and_its_place_as_a_case() {
    let ledger = ledger(&book(true), LIST);
    let (name, kept) = case(&ledger, 3).expect("a company");
    assert_eq!(name, "丁公司");
    let today = read_date("2026-11-21").expect("a day");
    let session = Session::from_text(&POLICIES, today, &kept);
    assert_eq!(session.named_region(), Some("far"));
    assert_eq!(session.region(), None);
    assert!(kept.contains("certification_tier\t=provincial"), "{kept}");
}

/// What is printed for a company that is not computed says where it is and why.
#[test]
fn a_company_that_is_not_computed_says_its_place_and_why() {
    let of = |ledger: &Ledger, index: u32| {
        company(ledger, index, &[index]).expect("a company").uncomputed
    };
    let two = ledger(&book(true), LIST);
    let uncomputed = |place: &str, why: &str, notes: &[&str]| {
        let notes = notes.iter().map(|&note| note.to_owned()).collect();
        Some(Uncomputed { place: place.to_owned(), why: why.to_owned(), notes })
    };
    assert_eq!(of(&two, 0), None);
    assert_eq!(of(&two, 3), uncomputed("远山市", "规则没有取到", &["远山市的规则没有取到。"]));
    assert_eq!(of(&two, 4), uncomputed("", "没有所在地", &[]));
    let text = "企业名称,所在地,申报日期\n甲,枣庄市,2025-02-30\n";
    assert_eq!(of(&ledger(&book(true), text), 0), uncomputed("枣庄市", "申报日期没有读出", &[]));
}

/// A place's cell that nobody can read names all places that could be meant.
#[test]
fn an_unread_place_may_be_any_of_all() {
    let text = "企业名称,所在地,最高认定\n甲,火星,无\n";
    let ledger = ledger(&book(true), text);
    let company = &ledger.companies()[0];
    let row = ledger.row(company);
    let fault = ledger.fault(company, &row, &row.faults[0]);
    assert!(fault.why.contains("清江市") && fault.why.contains("枣庄市"), "{}", fault.why);
}

/// What the program writes: the lines of the new table, and what it says.
fn screened(book: &RuleBook, text: &str) -> (Vec<Vec<String>>, Vec<String>) {
    let day = read_date("2026-11-21").expect("a day");
    let (columns, values) = (Vec::new(), Vec::new());
    let options = ScreenOptions { now: day, today: day, region: None, columns, values };
    let notes = [RuleNote {
        region: Some("far".to_owned()),
        words: "远山市的规则已撤回：写错了。".to_owned(),
    }];
    let mut out = Vec::new();
    let open = || Ok(Cursor::new(text.to_owned()));
    let done = screen_table((book, &notes), "in.csv", open, || Ok(&mut out), &options);
    let said = done.expect("a table").lines();
    let text = String::from_utf8(out).expect("a text");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let record = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    (reader.records().map(|one| record(one.expect("a line"))).collect(), said)
}

/// The program writes, row by row, what the page has in its table.
#[test]
fn the_program_computes_each_row_by_the_newest_rules_of_its_place() {
    let both = book(true);
    let (rows, said) = screened(&both, LIST);
    let at = |name: &str| rows[0].iter().position(|own| own == name).expect("a column");
    let of = |row: usize, name: &str| rows[row][at(name)].as_str();
    let least: Vec<&str> = (1..7).map(|row| of(row, "至少（元）")).collect();
    assert_eq!(
        least[..5],
        ["150000", "150000", "380000", "规则没有取到", "没有所在地"],
        "{rows:?}"
    );
    let ledger = ledger(&both, LIST);
    let totals: Vec<String> = ledger.companies()[5..]
        .iter()
        .map(|company| company.total.least.sum().expect("a least").decimal().to_string())
        .collect();
    assert_eq!(least[5..], totals);
    let own = POLICIES.edition;
    let editions: Vec<&str> = (1..7).map(|row| of(row, "规则版次")).collect();
    assert_eq!(editions, ["2027.01", "2027.01", "2027.01", "", "", own]);
    assert_eq!(of(4, "所在地"), "远山市");
    assert_eq!(of(4, "说明"), "远山市的规则已撤回：写错了。");
    assert_eq!(of(3, "清江市奖励办法 展会奖励 至少（元）"), "50000");
    let said = said.join("\n");
    for words in [
        format!("各地按自己的规则版次测算：晋城市按 {own}；枣庄市、清江市按 2027.01。"),
        "远山市的规则已撤回：写错了。".to_owned(),
        "远山市 1 家。没有测算，不是 0 元".to_owned(),
    ] {
        assert!(said.contains(&words), "{words}: {said}");
    }
    assert!(!said.contains("没有用上的列"), "the column of the city is used: {said}");
    // What no rules know is named in the last column.
    let (rows, _) = screened(&both, "企业名称,所在地,最高认定\n甲,火星,无\n");
    assert!(rows[1].last().is_some_and(|last| last.starts_with("所在地：“火星”")), "{rows:?}");
    assert_eq!(rows[1][5], "没有所在地");
    // One edition for all needs no column.
    let (rows, said) = screened(&RuleBook::of(&POLICIES), "企业名称,所在地\n甲,枣庄市\n");
    assert!(!rows[0].contains(&"规则版次".to_owned()));
    assert!(!said.join("\n").contains("版次"), "{said:?}");
}

#[test]
fn the_places_of_a_table_are_found_before_their_rules_are_here() {
    let day = read_date("2026-11-21").expect("a day");
    let far = book(false);
    let region = far.places().regions.iter().position(|own| own.id == "xinxiang");
    let region = region.map(|index| index as u16);
    let (columns, values) = (Vec::new(), Vec::new());
    let options = ScreenOptions { now: day, today: day, region, columns, values };
    let open = || Ok(Cursor::new(LIST.to_owned()));
    let found = places_of_table(&far, "in.csv", open, &options).expect("a table");
    // Whoever says none is where the others are taken to be.
    assert_eq!(found, ["zaozhuang", "clear_river", "far", "xinxiang", "jincheng"]);
}

/// What a column or a word means may be said of any place's questions.
#[test]
fn a_mapping_knows_the_questions_of_all_places() {
    let text = "展会,river_show\n首次参展,清江展会\nregion,河边,clear_river\nriver_show,去过,yes\n";
    let all = UnknownLine::Refused;
    let mapping = mapping::read_bytes(&book(true), "map.csv", text.as_bytes(), all);
    let mapping = mapping.expect("a mapping");
    let columns: Vec<&str> = mapping.columns.iter().map(|(_, word)| word.as_str()).collect();
    assert_eq!(columns, ["river_show", "river_show"]);
    assert_eq!(mapping.values.len(), 2);
    let refused = mapping::read_bytes(&book(false), "map.csv", text.as_bytes(), all);
    let why = refused.expect_err("no city");
    assert!(why.starts_with("map.csv: line 1: river_show is no question; there are region, "));
    // Before its rules are here, its place is known.
    let left = UnknownLine::LeftOut;
    let known = mapping::read_bytes(&book(false), "map.csv", text.as_bytes(), left);
    let known = known.expect("a mapping");
    assert_eq!((known.columns.len(), known.values.len()), (0, 1));
}
