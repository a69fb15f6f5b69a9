//! Tables that were written for 2026.11: its headings and words, columns remembered from it. Sums
//! are worked out by hand from the document of Zaozhuang.

use huiqi_policies::POLICIES;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::answers::Answer;
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_sheets::ledger::Ledger;
use huiqi_sheets::line::Line;
use huiqi_sheets::screen::{ScreenOptions, screen};
use huiqi_sheets::shown::{case, opened, summary};
use huiqi_sheets::table::Table;
use huiqi_sitting::questionnaire::Session;
use huiqi_tables::message::OpenTable;
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::{Column, Headings, Row};
use std::io::Cursor;
use time::Date;

fn day() -> Date {
    read_date("2026-11-21").expect("a day")
}

fn table(text: &str) -> Table {
    let bytes = text.as_bytes().to_vec();
    Table::open(&POLICIES, move || Ok(Cursor::new(bytes.clone()))).expect("a table")
}

/// Computed as the page does: the columns go through their words.
fn ledger(text: &str, remembered: &[(&str, &str)]) -> Ledger {
    let mut table = table(text);
    let columns: Vec<Column> = opened_with(text, remembered)
        .columns
        .iter()
        .map(|column| Column::of_word(&POLICIES, &column.word).expect("a column"))
        .collect();
    let mut ledger = Ledger::new(table.headings(&columns), table.sorter(&columns), day());
    let mut line = Line::default();
    while table.next(&mut line).expect("rows") {
        ledger.add(&line).expect("one order of columns");
    }
    ledger
}

fn opened_with(text: &str, remembered: &[(&str, &str)]) -> OpenTable {
    let pair = |(heading, word): &(&str, &str)| ((*heading).to_owned(), (*word).to_owned());
    let remembered: Vec<(String, String)> = remembered.iter().map(pair).collect();
    opened(&POLICIES, "x.csv", &table(text), &remembered)
}

fn words(text: &str, remembered: &[(&str, &str)]) -> Vec<String> {
    opened_with(text, remembered).columns.into_iter().map(|column| column.word).collect()
}

fn sum(wan: u64) -> Level {
    Level::Sum(Yuan::from_fen(wan * 1_000_000))
}

fn wan(least: u64, most: u64) -> Amount {
    Amount { least: sum(least), most: sum(most) }
}

fn totals(ledger: &Ledger) -> Vec<Amount> {
    ledger.companies().iter().map(|company| company.total).collect()
}

/// The cells that are reported, each with its row and its words.
fn reported(ledger: &Ledger) -> Vec<(String, String)> {
    summary(ledger, false, 0).first_faults
}

fn answer<'a>(row: &'a Row, id: &str) -> Option<&'a Answer> {
    row.answers.get(POLICIES.question_index(id).expect("a question"))
}

fn figure(yuan: u32) -> Answer {
    Answer::Figure(yuan.into())
}

fn options(question: &str, ids: &[&str]) -> Answer {
    let question = POLICIES.question(POLICIES.question_index(question).expect("a question"));
    let option = |id: &&str| question.option(id).expect("an option");
    Answer::Options(ids.iter().map(option).fold(0, |chosen, option| chosen | 1 << option))
}

const OLD: &str = "\
企业名称,所在地,最高认定,首次认定,已按其他政策享受,上市挂牌,智能工厂评选,展位费,由市级以上部门组织,平台示范评比,申报日期
甲,枣庄市,国家级“小巨人”,国家级“小巨人”,都没有,北交所,今年入选,8万,是,一等奖,2026-11-21
乙,枣庄市,省级专精特新,省级专精特新,都没有,新三板,没有参加,8万,否,已参评，结果未出,2026-11-21
丙,枣庄市,省级专精特新,省级专精特新,都没有,正在筹备,往年入选过,8万,,三等奖,2026-11-21
丁,枣庄市,市级专精特新,无,认定奖励,省内区域股权市场,正在建设,0,否,二等奖,2026-11-21
戊,枣庄市,国家级“小巨人”,无,智能工厂奖励、展位费补贴,主板,今年入选,8万,是,一等奖,2026-11-21
己,枣庄市,市级专精特新,无,都没有,没有,没有参加,,是,一等奖,2026-11-21
庚,枣庄市,市级专精特新,无,都没有,境外上市,没有参加,,否,一等奖,2026-11-21
";

fn old_totals() -> Vec<Amount> {
    vec![
        // 30 for the title, 20 for the factory, 4 of 8 for the fair, 30 for the platform; up to
        // 1,000 on the exchange.
        wan(84, 1084),
        // 10 and 100; nothing for a fair of its own; up to 30 for the platform.
        wan(110, 140),
        // 10 and 10; the factory up to 20; nobody knows which fees count.
        Amount { least: sum(20), most: Level::Open },
        // 10 for the board and 20 for the platform, either of which may have been claimed.
        wan(0, 30),
        // Only the platform and the exchange: the factory and the fair were paid elsewhere.
        wan(30, 1030),
        // The platform; a fee that is not said.
        Amount { least: sum(30), most: Level::Open },
        // The platform, and the exchange; no fee, since no fair counts.
        wan(30, 1030),
    ]
}

const FEE: &str = "现在只填市级以上部门组织的展会";

#[test]
fn an_old_table_is_paid_by_the_present_rules() {
    let ledger = ledger(OLD, &[]);
    assert_eq!(totals(&ledger), old_totals());
    let line = |row: u32, words: &str| (format!("第 {row} 行"), words.to_owned());
    assert_eq!(
        reported(&ledger),
        [
            line(
                4,
                "智能工厂评选（G 列）：“往年入选过”是以前的填法，请重新填“智能工厂评选”：以前没有问奖励领了没有"
            ),
            line(4, &format!("展位费（H 列）：“8万”是以前的填法，请重新填“展位费”：{FEE}")),
            line(
                5,
                "已按其他政策享受（E 列）：“认定奖励”是以前的填法，请重新填“已按其他政策享受”：事项分得更细了，一项奖励是一项"
            ),
            line(
                7,
                "由市级以上部门组织（I 列）：“是”是以前的填法，请重新填“展位费”：还没有填展位费"
            ),
        ]
    );
    let rows: Vec<Row> = ledger.companies().iter().map(|company| ledger.row(company)).collect();
    let fee = "government_show_booth_fee_yuan";
    let fees: Vec<Option<&Answer>> = rows.iter().map(|row| answer(row, fee)).collect();
    let (all, none) = (figure(80_000), figure(0));
    assert_eq!(fees, [Some(&all), Some(&none), None, Some(&none), Some(&all), None, Some(&none)]);
    assert_eq!(answer(&rows[2], "listings"), Some(&options("listings", &[])));
    assert_eq!(answer(&rows[4], "listings"), Some(&options("listings", &["main_board"])));
    for (index, company) in ledger.companies().iter().enumerate() {
        let (_, kept) = case(&ledger, index as u32).expect("a case");
        let session = Session::from_text(&POLICIES, day(), &kept);
        assert_eq!(session.report().outline.total, company.total, "row {}", company.number);
    }
}

#[test]
fn the_native_program_reads_an_old_table_as_the_page_does() {
    let folder = std::env::temp_dir().join(format!("huiqi-former-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |file: &str| folder.join(file).display().to_string();
    std::fs::write(path("in.csv"), OLD).expect("a table");
    let options = ScreenOptions {
        now: day(),
        today: day(),
        region: None,
        columns: Vec::new(),
        values: Vec::new(),
    };
    let done = screen(&RuleBook::of(&POLICIES), &path("in.csv"), &path("out.csv"), &options);
    let done = done.map_err(|error| error.to_string());
    let text = std::fs::read_to_string(path("out.csv")).unwrap_or_default();
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    let done = done.expect("a table");
    assert_eq!((done.rows, done.faults), (7, 4));
    let amounts = |row: csv::StringRecord| {
        let level = |cell: &str| match cell.parse::<u64>() {
            Ok(yuan) => Level::Sum(Yuan::from_fen(yuan * 100)),
            Err(_) => Level::Open,
        };
        let last = row.iter().next_back().unwrap_or_default().to_owned();
        (Amount { least: level(&row[5]), most: level(&row[6]) }, last)
    };
    let found: Vec<(Amount, String)> = csv::ReaderBuilder::new()
        .from_reader(text.as_bytes())
        .into_records()
        .map(|row| amounts(row.expect("a row")))
        .collect();
    assert_eq!(found.iter().map(|(total, _)| *total).collect::<Vec<_>>(), old_totals());
    assert_eq!(
        found[5].1,
        "由市级以上部门组织：“是”是以前的填法，请重新填“展位费”：还没有填展位费"
    );
}

#[test]
fn ids_of_former_questions_and_options_are_read() {
    let text = "\
name,region,certification_tier,first_certified_tiers,claimed_elsewhere,listing_status,smart_factory_award,booth_fee_yuan,show_organised_by_government,platform_contest_prize
甲,zaozhuang,national_giant,national_giant,none,bse,awarded_this_year,80000,yes,first
乙,zaozhuang,provincial,provincial,none,planned,awarded_before,80000,unknown,third
";
    let ledger = ledger(text, &[]);
    assert_eq!(
        totals(&ledger),
        [wan(84, 1084), Amount { least: sum(20), most: Level::Open }],
        "as the same companies in words"
    );
    let faults = reported(&ledger);
    assert_eq!(faults.len(), 2);
    assert!(faults[0].1.contains("awarded_before") && faults[1].1.ends_with(FEE), "{faults:?}");
}

#[test]
fn a_question_answered_in_an_old_and_a_new_column_is_reported_and_the_new_one_counts() {
    let text = "\
企业名称,所在地,booth_fee_yuan,由市级以上部门组织,government_show_booth_fee_yuan,listing_status,listings
甲,枣庄市,8万,否,2万,bse,新三板
乙,枣庄市,8万,是,,bse,
丙,枣庄市,,,2万,,正在筹备
丁,枣庄市,,,2万,bse,正在筹备
";
    let ledger = ledger(text, &[]);
    let rows: Vec<Row> = ledger.companies().iter().map(|company| ledger.row(company)).collect();
    let (fee, listings) = ("government_show_booth_fee_yuan", "listings");
    let own = |fee_yuan: u32, ids: &[&str]| (Some(figure(fee_yuan)), Some(options(listings, ids)));
    let found: Vec<(Option<Answer>, Option<Answer>)> = rows
        .iter()
        .map(|row| (answer(row, fee).cloned(), answer(row, listings).cloned()))
        .collect();
    assert_eq!(
        found,
        [own(20_000, &["neeq"]), own(80_000, &["bse"]), own(20_000, &[]), own(20_000, &[])]
    );
    assert_eq!(
        reported(&ledger),
        [
            ("第 2 行", "展位费（C 列）：“8万”没有用上，“展位费”按新的一列测算"),
            ("第 2 行", "由市级以上部门组织（D 列）：“否”没有用上，“展位费”按新的一列测算"),
            ("第 2 行", "上市挂牌（F 列）：“bse”没有用上，“上市挂牌”按新的一列测算"),
            ("第 5 行", "上市挂牌（F 列）：“bse”没有用上，“上市挂牌”按新的一列测算"),
        ]
        .map(|(row, words)| (row.to_owned(), words.to_owned()))
    );
}

#[test]
fn old_words_are_read_in_new_columns_too() {
    let read = |heading: &str, cell: &str| {
        let headings = Headings::read(&POLICIES, &["所在地", heading]);
        headings.row(["枣庄市", cell], day())
    };
    let listings = |cell: &str| answer(&read("上市挂牌", cell), "listings").cloned();
    assert_eq!(listings("主板"), Some(options("listings", &["main_board"])));
    assert_eq!(listings("主板、境外上市"), Some(options("listings", &["main_board", "overseas"])));
    assert_eq!(listings("正在筹备"), Some(options("listings", &[])));
    // A mixture of old and new words of the matters is asked again, whole.
    let row = read("已按其他政策享受", "展位费补贴、认定奖励、国家级认定奖励");
    assert_eq!((answer(&row, "claimed_elsewhere"), row.faults.len()), (None, 1));
    // Nothing is asked again where the region does not ask.
    let headings = Headings::read(&POLICIES, &["所在地", "智能工厂评选"]);
    assert_eq!(headings.row(["三门峡市", "往年入选过"], day()).faults, []);
    // What no edition knew is reported as before.
    let row = read("上市挂牌", "火星");
    assert_eq!(row.faults.len(), 1);
}

#[test]
fn old_columns_are_known_by_their_headings_and_by_what_is_remembered() {
    let fee = "government_show_booth_fee_yuan";
    let organised = "show_organised_by_government";
    // By headings: 展位费 is that of today, unless who organised the show is a column of its own.
    assert_eq!(words("所在地,展位费,上市挂牌\n枣庄市,1,无\n", &[]), ["region", fee, "listings"]);
    let both = "所在地,展位费,由市级以上部门组织\n枣庄市,1,是\n";
    assert_eq!(words(both, &[]), ["region", "booth_fee_yuan", organised]);
    assert_eq!(
        words(both, &[("展位费", fee)]),
        ["region", "booth_fee_yuan", organised],
        "also where a table of today was open in between"
    );
    assert_eq!(
        words("所在地,展位费\n枣庄市,1\n", &[("展位费", "booth_fee_yuan")]),
        ["region", fee],
        "also where an old table was open in between"
    );
    // By what was chosen for headings that say nothing themselves.
    let remembered = [
        ("地方", "region"),
        ("摊位钱", "booth_fee_yuan"),
        ("政府办", organised),
        ("上市情况", "listing_status"),
        ("旧", "no_such_question"),
    ];
    let text = "地方,摊位钱,政府办,上市情况,旧\n枣庄市,8万,是,北交所,1\n枣庄市,8万,,正在筹备,1\n";
    assert_eq!(words(text, &remembered), ["region", "booth_fee_yuan", organised, "listings", ""]);
    let ledger = ledger(text, &remembered);
    let rows: Vec<Row> = ledger.companies().iter().map(|company| ledger.row(company)).collect();
    assert_eq!(answer(&rows[0], fee), Some(&figure(80_000)));
    assert_eq!(answer(&rows[0], "listings"), Some(&options("listings", &["bse"])));
    assert_eq!(answer(&rows[1], fee), None);
    assert_eq!(answer(&rows[1], "listings"), Some(&options("listings", &[])));
    assert_eq!(reported(&ledger).len(), 1, "the fee of the second company is asked again");
}

#[test]
fn where_a_heading_means_less_than_before_it_is_said() {
    let notes = |text: &str| opened_with(text, &[]).notes;
    assert_eq!(notes("所在地,展位费,上市挂牌\n枣庄市,1,无\n"), [format!("“展位费”一列：{FEE}。")]);
    assert!(notes("所在地,展位费,由市级以上部门组织\n枣庄市,1,是\n").is_empty());
}

/// The headings of the blank table of 2026.11: whole questions, as they were worded.
const BLANK: &str = "\
企业名称,所在地,目前最高认定,今年有哪些首次认定要申报奖励？,哪些事项已按其他政策享受过？,\
这次申报的是哪一种上市或挂牌？,已经按挂牌上市政策拿到过支持吗？,今年付了多少展位费（元）？,\
是市级以上部门组织参加的大型展会吗？,今年买入知识产权一共花了多少（元）？,\
是否由规下升为规上？,此前就是规上工业企业吗？,主营业务收入增长了多少（%）？,利润率是多少（%）？,\
项目的设备、软件、研发投入合计多少（元）？,这项政策现行的支持上限是多少（元）？,\
今年首次认定了哪些平台或基地？,公共服务平台的省级考核得了几等？,\
服务平台数字化转型示范评比得了几等？";

#[test]
fn the_headings_of_an_old_blank_table_are_read() {
    let words = words(BLANK, &[]);
    let again = ["first_certified_tiers", "claimed_elsewhere"].map(|id| format!("{id}@2026.12"));
    let bought = ["ip_purchase_yuan", "became_above_scale", "above_scale"];
    let expected: Vec<String> = ["name", "region", ""]
        .map(str::to_owned)
        .into_iter()
        .chain(again)
        .chain(["listings", "base_listing_support"].map(str::to_owned))
        .chain(["booth_fee_yuan", "show_organised_by_government"].map(str::to_owned))
        .chain(bought.map(|id| format!("{id}@2026.12")))
        .chain(["revenue_growth_percent", "profit_margin_percent"].map(str::to_owned))
        .chain(["project_investment_yuan", "project_cap_yuan"].map(str::to_owned))
        .chain(["first_recognised_platforms@2026.12".to_owned()])
        .chain(["platform_assessment_grade", "platform_contest_prize"].map(str::to_owned))
        .collect();
    assert_eq!(words, expected);
    // Each word means the same column again.
    for word in words.iter().filter(|word| !word.is_empty()) {
        let column = Column::of_word(&POLICIES, word).expect("a column");
        assert_eq!(column.word(&POLICIES), word);
        assert!(!column.label(&POLICIES).is_empty(), "{word}");
    }
}

#[test]
fn an_old_blank_table_is_read_by_the_rules_of_old_answers() {
    let read = |region: &str, cells: &[(&str, &str)]| {
        let (names, values): (Vec<&str>, Vec<&str>) = cells.iter().copied().unzip();
        let headings = Headings::read(&POLICIES, &[&["所在地"], names.as_slice()].concat());
        headings.row([&[region], values.as_slice()].concat(), day())
    };
    let first = "今年有哪些首次认定要申报奖励？";
    let row = read("枣庄市", &[(first, "国家级“小巨人”")]);
    let won = options("first_certified_tiers", &["national_giant"]);
    assert_eq!((answer(&row, "first_certified_tiers"), row.faults.len()), (Some(&won), 0));
    let row = read("枣庄市", &[(first, "无")]);
    assert_eq!((answer(&row, "first_certified_tiers"), row.faults.len()), (None, 1), "今年 only");

    let matters = "哪些事项已按其他政策享受过？";
    let row = read("枣庄市", &[(matters, "平台考核、评比奖励")]);
    let contest = options("claimed_elsewhere", &["platform_contest"]);
    assert_eq!((answer(&row, "claimed_elsewhere"), row.faults.len()), (Some(&contest), 0));
    let row = read("新乡市", &[(matters, "平台考核、评比奖励")]);
    assert_eq!((answer(&row, "claimed_elsewhere"), row.faults.len()), (None, 1), "more than one");
    let row = read("枣庄市", &[(matters, "无")]);
    let none = options("claimed_elsewhere", &[]);
    assert_eq!((answer(&row, "claimed_elsewhere"), row.faults.len()), (Some(&none), 0));

    let platforms = "今年首次认定了哪些平台或基地？";
    let row = read("新乡市", &[(platforms, "国家级公共服务平台；省级双创示范基地")]);
    let both = options("first_recognised_platforms", &["national_platform", "provincial_base"]);
    assert_eq!((answer(&row, "first_recognised_platforms"), row.faults.len()), (Some(&both), 0));

    let fee = "今年付了多少展位费（元）？";
    let organised = "是市级以上部门组织参加的大型展会吗？";
    let fees = |yuan: &str, yes: &str| {
        let row = read("枣庄市", &[(fee, yuan), (organised, yes)]);
        (answer(&row, "government_show_booth_fee_yuan").cloned(), row.faults.len())
    };
    assert_eq!(fees("8万", "是"), (Some(figure(80_000)), 0));
    assert_eq!(fees("8万", "否"), (Some(figure(0)), 0));
    assert_eq!(fees("0", "是"), (None, 1), "nothing this year says nothing of the year before");

    let row = read("晋城市", &[("今年买入知识产权一共花了多少（元）？", "5万")]);
    assert_eq!((answer(&row, "ip_purchase_yuan"), row.faults.len()), (None, 1));
    let row = read("晋城市", &[("主营业务收入增长了多少（%）？", "12.5")]);
    let growth = Answer::Figure("12.5".parse().expect("a number"));
    assert_eq!((answer(&row, "revenue_growth_percent"), row.faults.len()), (Some(&growth), 0));
}

#[test]
fn old_words_of_an_option_are_read_under_either_heading() {
    for (heading, region, cell, option) in [
        ("platform_assessment_grade", "新乡市", "没有参加或没有获奖", "none"),
        ("公共服务平台的省级考核得了几等？", "新乡市", "没有参加或没有获奖", "none"),
        ("platform_contest_prize", "枣庄市", "没有参加或没有获奖", "none"),
        ("服务平台数字化转型示范评比得了几等？", "枣庄市", "一等奖", "first"),
    ] {
        let headings = Headings::read(&POLICIES, &["所在地", heading]);
        let row = headings.row([region, cell], day());
        let (_, found) = row.answers.iter().find(|(index, _)| index.0 > 0).expect("an answer");
        let Column::Question(index) = headings.columns()[1] else { panic!("a question") };
        let expected = POLICIES.question(index).option(option).expect("an option");
        assert_eq!((found, row.faults.len()), (&Answer::Option(expected), 0), "{heading}: {cell}");
    }
    let headings = Headings::read(&POLICIES, &["所在地", "first_recognised_platforms"]);
    let row = headings.row(["新乡市", "国家级双创示范基地"], day());
    let base = options("first_recognised_platforms", &["national_base"]);
    assert_eq!((answer(&row, "first_recognised_platforms"), row.faults.len()), (Some(&base), 0));
    // In a present column the present words are of this edition.
    let headings = Headings::read(&POLICIES, &["所在地", "已按其他政策享受"]);
    let row = headings.row(["新乡市", "平台考核奖励"], day());
    let one = options("claimed_elsewhere", &["platform_assessment"]);
    assert_eq!((answer(&row, "claimed_elsewhere"), row.faults.len()), (Some(&one), 0));
}
