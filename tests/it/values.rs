//! The different words of an office's own list: which are known, which are likely, which someone
//! must choose, and what comes out once they are chosen.

use huiqi_policies::POLICIES;
use huiqi_rules::amount::Level;
use huiqi_rules::answers::Answer;
use huiqi_rules::day::read_date;
use huiqi_rules::unit::decimal_text;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::table::Table;
use huiqi_sheets::value_scan::ValueScan;
use huiqi_tables::Column;
use huiqi_tables::message::{EarlierTitles, FoundValue, ValueChoice, ValueList, ValueState};
use huiqi_tables::values::ChosenValue;
use std::io::Cursor;

/// An office's own list of twelve companies.
pub(crate) const OFFICE: &str = include_str!("../tables/office.csv");

fn columns(table: &Table) -> Vec<Column> {
    let headings: Vec<&str> = table.heading().cells.iter().collect();
    Column::of_headings(&POLICIES, &headings, &[])
}

fn open(text: &str) -> Table {
    let bytes = text.as_bytes().to_vec();
    Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))).expect("a table")
}

fn list(text: &str) -> ValueList {
    let mut table = open(text);
    let columns = columns(&table);
    let mut scan = ValueScan::new(table.headings(&columns), table.sorter(&columns));
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        scan.add(&line);
    }
    scan.list()
}

fn shown(value: &FoundValue) -> String {
    format!("{} {} {} {}", value.word, value.companies, value.option, value.reason)
}

fn in_state(list: &ValueList, state: ValueState) -> Vec<String> {
    list.values.iter().filter(|value| value.state == state).map(shown).collect()
}

/// Returns a ledger with all rows of a table.
fn computed(table: &mut Table, mut ledger: Ledger) -> Ledger {
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    ledger
}

/// Returns the id of each company's region; empty where it has none.
fn regions(ledger: &Ledger) -> Vec<&str> {
    let region = |company| ledger.row(company).answers.region().map_or("", |region| region.id);
    ledger.companies().iter().map(region).collect()
}

#[test]
fn each_word_of_a_list_is_shown_once_with_what_it_is_taken_for() {
    let list = list(OFFICE);
    assert_eq!((list.companies, list.more), (12, 0));
    assert_eq!(
        in_state(&list, ValueState::Known),
        [
            "滕州市 2 zaozhuang 属于这里",
            "卫滨区 1 xinxiang 属于这里",
            "小店区 1 shanxi_other 属于这里",
            "山亭区 1 zaozhuang 属于这里",
            "泽州县 1 jincheng 属于这里",
            "湖滨区 1 sanmenxia 属于这里",
            "薛城区 1 zaozhuang 属于这里",
            "市级 3 municipal 另一种写法",
            "省级 3 provincial 另一种写法",
            "国家级小巨人 2 national_giant 只差引号或空格",
            "无 2 none 另一种写法",
            "无 6 none ",
            "未上市 1 none ",
        ]
    );
    assert_eq!(
        in_state(&list, ValueState::Guessed),
        ["山东省枣庄市峄城区古邵镇 1 zaozhuang 地址在这里", "枣庄 1 zaozhuang 简称"]
    );
    assert_eq!(
        in_state(&list, ValueState::Unsure),
        [
            "竞秀区 1  信用代码的第 3 至 8 位是 130606，属其他地区",
            "高新区 1  信用代码的第 3 至 8 位是 370491，属枣庄市",
            "创新型中小企业 1  ",
            "省级专精特新(复核) 1  ",
            "拟上市 2  ",
            "北交所、拟上市 1  ",
        ]
        .map(|line| line.replace('(', "（").replace(')', "）"))
    );
    assert_eq!(in_state(&list, ValueState::AsWritten), ["新三板 1 neeq "]);
    let review = list.values.iter().find(|value| value.word.contains("复核")).expect("a word");
    assert_eq!(review.proposals, ["provincial"], "a review is no first certification: asked");
    assert_eq!(list.passed, [(15, "合计".to_owned(), "合计".to_owned())]);
}

#[test]
fn all_twelve_companies_of_the_office_are_computed_after_six_choices() {
    let listed = list(OFFICE);
    let choose = |value: &FoundValue| {
        let option = match value.word.as_str() {
            "竞秀区" => "elsewhere",
            "高新区" => "zaozhuang",
            "创新型中小企业" => "pool",
            "省级专精特新（复核）" => "provincial",
            "拟上市" => "none",
            "北交所、拟上市" => "bse",
            _ => &value.option,
        };
        let (column, word) = (value.column.clone(), value.word.clone());
        ValueChoice { column, word, option: option.to_owned() }
    };
    let said: Vec<ValueChoice> = listed
        .values
        .iter()
        .filter(|value| matches!(value.state, ValueState::Guessed | ValueState::Unsure))
        .map(choose)
        .collect();
    assert!(said.len() <= 9);
    let mut table = open(OFFICE);
    let columns = columns(&table);
    let values = ChosenValue::of_choices(&POLICIES, &said);
    assert_eq!(values.len(), said.len());
    let today = read_date("2026-11-21").expect("a day");
    let headings = table.headings(&columns).with_values(&values);
    let ledger = Ledger::new(headings, table.sorter(&columns), today);
    let ledger = computed(&mut table, ledger);
    let regions = regions(&ledger);
    assert_eq!(
        regions,
        [
            "zaozhuang",
            "zaozhuang",
            "zaozhuang",
            "zaozhuang",
            "zaozhuang",
            "jincheng",
            "zaozhuang",
            "elsewhere",
            "xinxiang",
            "zaozhuang",
            "sanmenxia",
            "shanxi_other",
        ]
    );
    assert_eq!((ledger.totals().faults, ledger.totals().without_region), (0, 0));
    // The one on 新三板, with nothing else said: a million for the listing, unless it was claimed.
    let most = |index: usize| match ledger.companies()[index].total.most {
        Level::Sum(yuan) => decimal_text(yuan.decimal()),
        Level::Open => "open".to_owned(),
    };
    assert_eq!((most(8), most(10), most(7)), ("0".to_owned(), "0".to_owned(), "0".to_owned()));
}

#[test]
fn a_title_won_before_last_year_counts_as_paid_for_once_someone_says_so() {
    let text = "企业名称,所在地,最高认定,首次认定,认定年份\n\
        甲,枣庄市,省级专精特新,,2024年\n乙,枣庄市,省级专精特新,,2025\n\
        丙,枣庄市,省级专精特新,省级专精特新,2023\n丁,枣庄市,省级专精特新,,待定\n";
    let claimed = POLICIES.question_index("first_certified_tiers").expect("a question");
    let answers = |earlier: EarlierTitles| {
        let mut table = open(text);
        let columns = columns(&table);
        let headings = table.headings(&columns).with_earlier(earlier);
        let today = read_date("2026-11-21").expect("a day");
        let mut line = Line::default();
        let mut found = Vec::new();
        while table.next(&mut line).expect("rows") {
            let row = headings.row(line.cells.iter(), today);
            assert_eq!(row.faults, []);
            found.push(row.answers.get(claimed).cloned());
        }
        found
    };
    // Last year's title is still claimed, and what a row says itself counts.
    let provincial = POLICIES.question(claimed).option("provincial").expect("a title");
    let (none, own) = (Some(Answer::Options(0)), Some(Answer::Options(1 << provincial)));
    assert_eq!(answers(EarlierTitles::Paid), [none, None, own.clone(), None]);
    assert_eq!(answers(EarlierTitles::Ask), [None, None, own, None]);
}

#[test]
fn a_credit_code_is_checked_and_the_same_one_twice_is_said() {
    // The first is the example of the standard.
    let text = "企业名称,统一社会信用代码,所在地\n甲,91350100M000100Y43,枣庄市\n\
        乙,91350100M000100Y44,枣庄市\n丙,,枣庄市\n丁,91350100m000100y43 ,枣庄市\n";
    let mut table = open(text);
    let columns = columns(&table);
    let today = read_date("2026-11-21").expect("a day");
    let mut ledger = Ledger::new(table.headings(&columns), table.sorter(&columns), today);
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    assert_eq!(
        ledger.notes().sentences(),
        [
            "第 2 行和第 5 行的统一社会信用代码相同，可能是同一家。",
            "第 3 行的统一社会信用代码不是 18 位，或校验位对不上，请核对。不影响测算。",
            "第 2 行按枣庄市测算，信用代码的第 3 至 8 位是 350100，属其他地区；\
             第 5 行按枣庄市测算，信用代码的第 3 至 8 位是 350100，属其他地区。请核对。",
        ]
    );
}

#[test]
fn a_credit_code_proposes_the_place_and_is_taken_once_someone_says_so() {
    let text = "企业名称,统一社会信用代码,所在地,最高认定\n\
        甲,91370481TTTTTTT01G,,无\n乙,91370402TTTTTTT039,不清楚,无\n\
        丙,91140502TTTTTTT04P,枣庄市,无\n丁,91140000TTTTTTT054,,无\n\
        戊,91370000TTTTTTT061,枣庄市,无\n己,91370491TTTTTTT111,高新区,无\n\
        庚,91140105TTTTTTT09X,,无\n";
    let listed = list(text);
    let proposed: Vec<(&str, u64, &str, &[String])> = listed
        .values
        .iter()
        .filter(|value| value.state == ValueState::Unsure)
        .map(|value| (&*value.word, value.companies, &*value.reason, &*value.proposals))
        .collect();
    // The whole of Shanxi may be 晋城 or not: nothing is proposed for 丁.
    assert_eq!(
        proposed,
        [
            (
                "高新区",
                1,
                "信用代码的第 3 至 8 位是 370491，属枣庄市",
                &["zaozhuang".to_owned()][..]
            ),
            (
                "3704",
                2,
                "信用代码的第 3 至 8 位是 370481、370402，属枣庄市",
                &["zaozhuang".to_owned()]
            ),
            (
                "14",
                1,
                "信用代码的第 3 至 8 位是 140105，属山西省其他地区",
                &["shanxi_other".to_owned()]
            ),
        ]
    );
    let computed = |said: &[(&str, &str, &str)], rest: Option<&str>| {
        let mut table = open(text);
        let columns = columns(&table);
        let today = read_date("2026-11-21").expect("a day");
        let values: Vec<ChosenValue> = said
            .iter()
            .map(|(column, word, option)| {
                ChosenValue::read(&POLICIES, column, word, option).expect("a choice")
            })
            .collect();
        let region = POLICIES.question(huiqi_rules::policy::PolicySet::REGION);
        let rest = rest.and_then(|rest| region.option(rest));
        let headings = table.headings(&columns).in_region(rest).with_values(&values);
        let ledger = Ledger::new(headings, table.sorter(&columns), today);
        let ledger = computed(&mut table, ledger);
        (regions(&ledger).join(" "), ledger.notes().sentences())
    };
    // No proposal counts by itself; a note names what does not agree.
    let (regions, said) = computed(&[], None);
    assert_eq!(regions, "  zaozhuang  zaozhuang  ");
    assert_eq!(
        said,
        [
            "第 2、3、7 行没有所在地。信用代码的第 3 至 8 位是 370481，属枣庄市，没有按它测算。",
            "第 8 行没有所在地。信用代码的第 3 至 8 位是 140105，属山西省其他地区，没有按它测算。",
            "第 4 行按枣庄市测算，信用代码的第 3 至 8 位是 140502，属晋城市。请核对。",
        ]
    );
    let (regions, said) = computed(&[("code", "3704", "zaozhuang")], None);
    assert_eq!(regions, "zaozhuang zaozhuang zaozhuang  zaozhuang zaozhuang ");
    assert_eq!(said.len(), 2, "{said:?}");
    // The place chosen for the rest holds for the others; a note names where it is not right.
    let (regions, said) = computed(&[("code", "3704", "zaozhuang")], Some("jincheng"));
    assert_eq!(regions, "zaozhuang zaozhuang zaozhuang jincheng zaozhuang zaozhuang jincheng");
    assert!(said[0].contains("第 8 行按晋城市测算，信用代码的第 3 至 8 位是 140105"), "{said:?}");
    assert_eq!(ChosenValue::read(&POLICIES, "code", "3704", "没有这里"), None);
}

#[test]
fn a_place_counted_as_not_filled_in_is_that_of_the_other_rows_without_one() {
    let text = "企业名称,所在地\n甲,竞秀区\n乙,不清楚\n丙,\n";
    let chosen = ChosenValue::read(&POLICIES, "region", "竞秀区", "").expect("a choice");
    let region = |chosen: &[ChosenValue]| {
        let mut table = open(text);
        let columns = columns(&table);
        let option = POLICIES.question(huiqi_rules::policy::PolicySet::REGION).option("zaozhuang");
        let headings = table.headings(&columns).in_region(option).with_values(chosen);
        let today = read_date("2026-11-21").expect("a day");
        let mut line = Line::default();
        let mut found = Vec::new();
        while table.next(&mut line).expect("rows") {
            let row = headings.row(line.cells.iter(), today);
            found.push((row.answers.region().map(|region| region.id), row.faults.len()));
        }
        found
    };
    let (there, nowhere) = (Some("zaozhuang"), None);
    // Without a word from anyone it is marked to be checked.
    assert_eq!(region(&[]), [(there, 1), (nowhere, 0), (there, 0)]);
    assert_eq!(region(&[chosen]), [(there, 0), (nowhere, 0), (there, 0)]);
}

#[test]
fn a_row_that_someone_counts_is_a_company() {
    let text = "企业名称,所在地,最高认定\n甲,枣庄市,无\n合计,枣庄市,无\n";
    let count = |rows: Vec<u64>| {
        let mut table = open(text);
        let columns = columns(&table);
        let today = read_date("2026-11-21").expect("a day");
        let ledger = Ledger::new(table.headings(&columns), table.sorter(&columns), today);
        let mut ledger = ledger.with_counted(rows);
        let mut line = Line::default();
        while table.next(&mut line).expect("rows") {
            ledger.add(&line).expect("one order of columns");
        }
        ledger.companies().len()
    };
    assert_eq!((count(Vec::new()), count(vec![3])), (1, 2));
}
