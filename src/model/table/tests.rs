//! What the page does with a table of companies.

use crate::model::questions::Action as Question;
use crate::model::table::{self, EarlierHeadings, Phase};
use crate::model::tests::{focus, in_zaozhuang, whole};
use crate::model::whole::{Effect, Whole};
use huiqi_sitting::questionnaire::Page;
use huiqi_tables::message::{News, OpenTable, OpenedColumn, Order, RowChoice, RowQuery, Summary};

/// A table whose columns hold these words.
fn opened(words: &[&str]) -> News {
    let column = |word: &&str| OpenedColumn {
        letters: "A".to_owned(),
        heading: format!("表头 {word}"),
        samples: Vec::new(),
        word: (*word).to_owned(),
    };
    News::Opened(OpenTable {
        name: "名单.csv".to_owned(),
        notes: Vec::new(),
        columns: words.iter().map(column).collect(),
    })
}

pub(crate) fn with_table(words: &[&str]) -> Whole {
    let mut whole = whole();
    whole.update(Question::Go(Page::Portfolio).into());
    whole.update(table::Action::Open("名单.csv".to_owned()).into());
    whole.update(table::Action::News(opened(words)).into());
    whole
}

#[test]
fn a_table_is_opened_matched_and_each_phase_begins_at_its_heading() {
    let mut whole = whole();
    whole.update(Question::Go(Page::Portfolio).into());
    let open = whole.update(table::Action::Open("名单.csv".to_owned()).into());
    let order = Order::Open { name: "名单.csv".to_owned(), remembered: Vec::new() };
    assert_eq!(
        open,
        [
            Effect::Table(table::Effect::EndWorker),
            Effect::Table(table::Effect::Order(order)),
            focus("heading"),
        ]
    );
    let columns = whole.update(table::Action::News(opened(&["name", ""])).into());
    assert_eq!(columns, [focus("heading")]);
    assert_eq!((whole.table.phase, &whole.table.lists[..]), (Phase::Matching, &[1][..]));
    assert_eq!(whole.table.day_text(whole.session()), "2026-11-21");
    let list = whole.update(table::Action::List(0).into());
    assert_eq!(list, [Effect::Table(table::Effect::Find("column--0".to_owned()))]);
    let failed = whole.update(table::Action::News(News::Failed("读不了".to_owned())).into());
    assert_eq!(failed, [focus("heading")]);
    assert_eq!(whole.table.phase, Phase::Closed);
    assert_eq!(whole.table.fault.as_deref(), Some("读不了"));
}

#[test]
fn a_worker_that_died_leaves_no_dead_table() {
    let mut whole = with_table(&["name", "region"]);
    whole.update(table::Action::Died("中断了").into());
    assert_eq!((whole.table.phase, whole.table.fault.as_deref()), (Phase::Closed, Some("中断了")));
    assert!(whole.table.summary.is_none() && whole.table.opened.is_none());
}

#[test]
fn a_table_that_cannot_be_computed_says_what_is_to_be_corrected() {
    let mut whole =
        with_table(&["name", "government_show_booth_fee_yuan", "government_show_booth_fee_yuan"]);
    let fault = |whole: &mut Whole| {
        assert_eq!(whole.update(table::Action::Start.into()), [], "nothing is started");
        assert_eq!(whole.table.phase, Phase::Matching);
        whole.table.fault.clone().expect("what is to be corrected")
    };
    assert!(fault(&mut whole).starts_with("“展位费”对应了两列，请把第 3 列改"));
    whole.update(table::Action::Column(1, String::new()).into());
    whole.update(table::Action::Column(2, "on".to_owned()).into());
    assert!(fault(&mut whole).starts_with("还没有一列对应到题目"));
    whole.update(table::Action::Column(1, "government_show_booth_fee_yuan".to_owned()).into());
    assert!(fault(&mut whole).starts_with("表里没有所在地这一列"));
    whole.update(table::Action::Region("zaozhuang".to_owned()).into());
    whole.update(table::Action::Day("2026-02-30".to_owned()).into());
    assert!(fault(&mut whole).starts_with("申报日期请写成"));
    whole.update(table::Action::Day(" 2026-11-20 ".to_owned()).into());
    let started = whole.update(table::Action::Start.into());
    let headings = "name\t表头 name\ngovernment_show_booth_fee_yuan\t表头 \
        government_show_booth_fee_yuan\non\t表头 government_show_booth_fee_yuan";
    // Two columns have the same heading: the first says what it holds.
    let headings = headings.rsplit_once('\n').expect("lines").0.to_owned();
    let order = Order::Start {
        columns: ["name", "government_show_booth_fee_yuan", "on"].map(str::to_owned).to_vec(),
        region: Some("zaozhuang".to_owned()),
        on: "2026-11-20".to_owned(),
    };
    assert_eq!(
        started,
        [
            Effect::Table(table::Effect::RememberHeadings(headings)),
            Effect::Table(table::Effect::Order(order)),
            focus("heading"),
        ]
    );
    assert_eq!(whole.table.scope, "枣庄市　2026年11月20日申报");
    assert_eq!((whole.table.phase, &whole.table.fault), (Phase::Running, &None));
}

#[test]
fn a_column_of_a_former_question_is_offered_where_a_table_has_it_and_named_as_one() {
    let mut whole = with_table(&["region", "booth_fee_yuan", "booth_fee_yuan"]);
    let set = whole.session().set();
    let offered = |word| {
        let columns = table::all_columns(set, word);
        columns.filter(|column| column.word(set) == "booth_fee_yuan").count()
    };
    assert_eq!((offered("booth_fee_yuan"), offered("region")), (1, 0));
    assert_eq!(
        ["booth_fee_yuan", "government_show_booth_fee_yuan"].map(|word| table::label(set, word)),
        ["展位费（以前的题）", "展位费"]
    );
    whole.update(table::Action::Start.into());
    let fault = whole.table.fault.clone().expect("what is to be corrected");
    assert!(fault.starts_with("“展位费（以前的题）”对应了两列"), "{fault}");
    // A former question is a question: the table can be computed.
    whole.update(table::Action::Column(2, String::new()).into());
    whole.update(table::Action::Start.into());
    assert_eq!((whole.table.phase, &whole.table.fault), (Phase::Running, &None));
}

#[test]
fn the_filters_above_the_rows_count_together_and_start_anew_with_the_next_computation() {
    let mut whole = with_table(&["region", "government_show_booth_fee_yuan"]);
    whole.update(table::Action::Start.into());
    whole.update(table::Action::News(News::Done(Box::new(summary()))).into());
    let show =
        |wanted: RowQuery, from| Effect::Table(table::Effect::Order(Order::Show { wanted, from }));
    let sure = RowQuery { kept: RowChoice::Sure, ..RowQuery::default() };
    let kept = whole.update(table::Action::Kept("1".to_owned()).into());
    assert_eq!(kept, [show(sure.clone(), 0)]);
    let both = RowQuery { name: "丙".to_owned(), ..sure };
    let found = whole.update(table::Action::Find("丙".to_owned()).into());
    assert_eq!(found, [show(both.clone(), 0)]);
    let turned = whole.update(table::Action::Turn(20).into());
    let rows = Effect::Table(table::Effect::Find("rows".to_owned()));
    assert_eq!(turned, [show(both, 20), rows]);
    whole.update(table::Action::Match.into());
    assert_eq!(whole.table.wanted, RowQuery::default());
    assert_eq!(whole.table.summary, None);
    assert_eq!(whole.table.opened.as_ref().map(|opened| opened.columns.len()), Some(2));
}

#[test]
fn a_company_of_the_table_opens_as_a_case_and_the_table_stays() {
    let mut whole = with_table(&["region"]);
    let kept = in_zaozhuang().session().to_text();
    let news = News::Company { name: "丙公司".to_owned(), kept };
    assert_eq!(whole.update(table::Action::News(news).into()), [focus("heading")]);
    assert_eq!((whole.session().page, whole.session().region()), (Page::Result, Some("zaozhuang")));
    assert_eq!(whole.table.phase, Phase::Matching);
}

#[test]
fn headings_are_kept_the_latest_first_and_read_as_they_were_written() {
    let mut whole = with_table(&["region", "government_show_booth_fee_yuan"]);
    whole.update(table::Action::Start.into());
    let text = whole.table.headings.to_text();
    assert_eq!(
        text,
        "region\t表头 region\ngovernment_show_booth_fee_yuan\t表头 government_show_booth_fee_yuan"
    );
    assert_eq!(EarlierHeadings::from_text(&text), whole.table.headings);
    whole.update(table::Action::Close.into());
    let open = whole.update(table::Action::Paste("所在地".to_owned()).into());
    let remembered = vec![
        ("表头 region".to_owned(), "region".to_owned()),
        (
            "表头 government_show_booth_fee_yuan".to_owned(),
            "government_show_booth_fee_yuan".to_owned(),
        ),
    ];
    let order = Order::Paste { text: "所在地".to_owned(), remembered };
    assert!(open.contains(&Effect::Table(table::Effect::Order(order))), "{open:?}");
    assert_eq!(whole.update(table::Action::Paste(" \n".to_owned()).into()), []);
}

fn summary() -> Summary {
    let figure = || ("0".to_owned(), "元".to_owned());
    Summary {
        companies: 0,
        is_stopped: false,
        speed: String::new(),
        sure: String::new(),
        least: figure(),
        most: figure(),
        rest: None,
        faulty_rows: 0,
        faults: 0,
        first_faults: Vec::new(),
        notes: Vec::new(),
        fits_workbook: true,
        spread: String::new(),
        stretches: Vec::new(),
        ladder: String::new(),
        rungs: Vec::new(),
    }
}

#[test]
fn a_row_without_a_place_is_in_the_visitor_s_own_only_where_no_column_says_places() {
    for (words, region) in [(["name", "region"], ""), (["name", ""], "zaozhuang")] {
        let mut whole = in_zaozhuang();
        whole.update(Question::Go(Page::Portfolio).into());
        whole.update(table::Action::Open("名单.csv".to_owned()).into());
        whole.update(table::Action::News(opened(&words)).into());
        assert_eq!(whole.table.region, region, "{words:?}");
    }
}
