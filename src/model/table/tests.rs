//! What the page does with a table of companies.

use crate::model::questions;
use crate::model::questions::Action as Question;
use crate::model::table::{self, COLUMNS_FOLD, EarlierHeadings, EarlierValues, Memos, Phase};
use crate::model::tests::{focus, in_zaozhuang, whole};
use crate::model::whole::{Action, Effect, Paper, Whole};
use huiqi_sitting::questionnaire::Page;
use huiqi_tables::follow_up::FollowUp;
use huiqi_tables::message::{
    AwardList, EarlierTitles, FoundValue, Memo, News, OpenTable, OpenedColumn, OpenedCompany,
    Order, Output, RowChoice, RowPage, RowQuery, Summary, ValueChoice, ValueList, ValueState,
};

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

/// The order that lists the words in columns that hold this, where nothing was said of words.
fn list_of(words: &[&str]) -> Order {
    let columns = words.iter().map(|word| (*word).to_owned()).collect();
    Order::List { columns, values: Vec::new(), region: None }
}

pub(crate) fn with_table(words: &[&str]) -> Whole {
    let mut whole = whole();
    whole.update(Question::Go(Page::Portfolio).into());
    whole.update(table::Action::Open("名单.csv".to_owned()).into());
    whole.update(table::Action::News(opened(words)).into());
    whole.update(table::Action::News(News::Listed(ValueList::default())).into());
    whole
}

#[test]
fn a_start_before_the_words_are_listed_waits_for_what_they_mean() {
    let mut whole = with_table(&["name", "region"]);
    // Another column: its words are listed anew.
    whole.update(table::Action::Column(0, String::new()).into());
    assert_eq!(whole.update(table::Action::Start.into()), []);
    assert_eq!(whole.table.phase, Phase::Matching);
    let effects = whole.update(table::Action::News(News::Listed(ValueList::default())).into());
    let is_start = |effect: &Effect| {
        matches!(effect, Effect::Table(table::Effect::Order(Order::Start { .. })))
    };
    assert!(effects.iter().any(is_start), "{effects:?}");
    assert_eq!(whole.table.phase, Phase::Running);
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
    let list = list_of(&["name", ""]);
    assert_eq!(columns, [Effect::Table(table::Effect::Order(list)), focus("heading")]);
    assert!(whole.is_unfolded(COLUMNS_FOLD), "no column is a question");
    assert_eq!((whole.table.phase, &whole.table.lists[..]), (Phase::Matching, &[1][..]));
    assert_eq!(whole.table.day_text(whole.session()), "2026-11-21");
    let list = whole.update(table::Action::List(0).into());
    assert_eq!(list, [Effect::Table(table::Effect::Find("column--0".to_owned()))]);
    let failed = whole.update(table::Action::News(News::Failed("读不了".to_owned())).into());
    assert_eq!(failed, [focus("heading")]);
    assert_eq!(whole.table.phase, Phase::Closed);
    assert_eq!(whole.table.fault.as_deref(), Some("读不了"));
    whole.update(table::Action::News(News::Awards(AwardList::default())).into());
    assert_eq!(
        whole.table.fault.as_deref(),
        Some("读不了"),
        "what is counted besides says nothing"
    );
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
    whole.update(table::Action::News(News::Listed(ValueList::default())).into());
    assert!(whole.table.fault.is_some(), "what is to be corrected stays");
    whole.update(table::Action::Region("zaozhuang".to_owned()).into());
    whole.update(table::Action::Day("2026-02-30".to_owned()).into());
    assert!(fault(&mut whole).starts_with("申报日期请写成"));
    whole.update(table::Action::Day(" 2026-11-20 ".to_owned()).into());
    // Changes of columns have the words listed anew, once for all of them.
    whole.update(table::Action::News(News::Listed(ValueList::default())).into());
    let started = whole.update(table::Action::Start.into());
    let headings = "name\t表头 name\ngovernment_show_booth_fee_yuan\t表头 \
        government_show_booth_fee_yuan\non\t表头 government_show_booth_fee_yuan";
    // Two columns have the same heading: the first says what it holds.
    let headings = headings.rsplit_once('\n').expect("lines").0.to_owned();
    let order = Order::Start {
        columns: ["name", "government_show_booth_fee_yuan", "on"].map(str::to_owned).to_vec(),
        region: Some("zaozhuang".to_owned()),
        on: "2026-11-20".to_owned(),
        values: Vec::new(),
        counted: Vec::new(),
        earlier: EarlierTitles::Ask,
    };
    assert_eq!(
        started,
        [
            Effect::Table(table::Effect::RememberHeadings(headings)),
            Effect::Table(table::Effect::RememberValues(String::new())),
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
    let book = whole.table.packs.book(whole.session()).into_owned();
    let offered = |word| {
        let columns = table::all_columns(&book, word);
        columns.filter(|(set, column)| column.word(set) == "booth_fee_yuan").count()
    };
    assert_eq!((offered("booth_fee_yuan"), offered("region")), (1, 0));
    assert_eq!(
        ["booth_fee_yuan", "government_show_booth_fee_yuan"].map(|word| table::label(&book, word)),
        ["展位费（以前的题）", "展位费"]
    );
    whole.update(table::Action::Start.into());
    let fault = whole.table.fault.clone().expect("what is to be corrected");
    assert!(fault.starts_with("“展位费（以前的题）”对应了两列"), "{fault}");
    // A former question is a question: the table can be computed.
    whole.update(table::Action::Column(2, String::new()).into());
    whole.update(table::Action::News(News::Listed(ValueList::default())).into());
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
    let sure = RowQuery { kept: RowChoice::Of(FollowUp::Claim), ..RowQuery::default() };
    let kept = whole.update(table::Action::Kept("1".to_owned()).into());
    assert_eq!(kept, [show(sure.clone(), 0)]);
    let both = RowQuery { name: "丙".to_owned(), ..sure };
    let found = whole.update(table::Action::Find("丙".to_owned()).into());
    assert_eq!(found, [show(both.clone(), 0)]);
    let turned = whole.update(table::Action::Turn(20).into());
    let rows = Effect::Table(table::Effect::Find("rows".to_owned()));
    assert_eq!(turned, [show(both, 20), rows.clone()]);
    let place = whole.update(table::Action::InRegion("4".to_owned()).into());
    let wanted = RowQuery { region: Some(4), name: "丙".to_owned(), ..sure };
    assert_eq!(place, [show(wanted, 0)]);
    // A thing to do is a filter of its own: nothing else hides one of its companies.
    let ended = RowChoice::Of(FollowUp::Ended);
    let chosen = whole.update(table::Action::Choose(ended).into());
    let wanted = RowQuery { kept: ended, ..RowQuery::default() };
    assert_eq!(chosen, [show(wanted, 0), rows.clone()]);
    let award = whole.update(table::Action::ChooseAward(3).into());
    let wanted = RowQuery { award: Some(3), ..RowQuery::default() };
    assert_eq!(award, [show(wanted, 0), rows]);
    whole.update(table::Action::Match.into());
    assert_eq!(whole.table.wanted, RowQuery::default());
    assert_eq!(whole.table.summary, None);
    assert_eq!(whole.table.opened.as_ref().map(|opened| opened.columns.len()), Some(2));
}

#[test]
fn a_company_of_the_table_opens_as_a_case_and_the_table_stays() {
    let mut whole = with_table(&["region"]);
    let kept = in_zaozhuang().session().to_text();
    let news = |index: u32, name: &str| {
        News::Company(Box::new(OpenedCompany {
            index,
            name: name.to_owned(),
            kept: kept.clone(),
            position: index,
            count: 40,
            before: index.checked_sub(1).map(|before| (before, "前".to_owned())),
            after: Some((index + 1, "后".to_owned())),
            memo: Memo {
                company: name.to_owned(),
                text: "表里的备注".to_owned(),
                next_day: String::new(),
            },
            uncomputed: None,
        }))
    };
    whole.update(table::Action::News(News::Done(Box::new(summary()))).into());
    let page = |from| RowPage { count: 40, from, page_rows: 20, rows: Vec::new() };
    whole.update(table::Action::News(News::Shown(page(0))).into());
    let long = "枣庄示例丙精密轴承制造（滕州）股份有限公司";
    assert_eq!(whole.update(table::Action::News(news(3, long)).into()), [focus("heading")]);
    assert_eq!((whole.session().page, whole.session().region()), (Page::Result, Some("zaozhuang")));
    assert_eq!(whole.table.phase, Phase::Done);
    assert_eq!(whole.open_row().map(|row| row.company.name.as_str()), Some(long), "uncut");
    // What the table says counts until something is noted here; it is kept at once.
    assert_eq!(whole.table.memo().map(|memo| memo.text.as_str()), Some("表里的备注"));
    whole.update(table::Action::NextDay("12月2日".to_owned()).into());
    let noted = whole.update(table::Action::Memo("王会计\n\t在找\\发票".to_owned()).into());
    let text = format!("{long}\t12月2日\t王会计\\n\\t在找\\\\发票");
    assert_eq!(noted, [Effect::Table(table::Effect::RememberMemos(text.clone()))]);
    assert_eq!(Memos::from_text(&text), whole.table.memos);
    // The next one is on another page of the rows, which is shown behind it.
    let show = Order::Show { wanted: RowQuery::default(), from: 20 };
    let next = whole.update(table::Action::News(news(20, "丁公司")).into());
    assert_eq!(next, [Effect::Table(table::Effect::Order(show)), focus("heading")]);
    assert_eq!(whole.table.memo().map(|memo| memo.text.as_str()), Some("表里的备注"));
    let back = whole.update(Action::BackToRows);
    let row = Effect::Question(questions::Effect::Find("company-row--20".to_owned()));
    assert_eq!((back.last(), whole.session().page), (Some(&row), Page::Portfolio));
    // A file takes along what was noted.
    let order = whole.update(table::Action::Write(Output::Text).into());
    let memos = whole.table.memos.all();
    let applications = whole.table.applications.clone();
    let write = Order::Write { output: Output::Text, memos, applications };
    assert_eq!(order, [Effect::Table(table::Effect::Order(write))]);
    // Another case is no row of the table.
    whole.update(table::Action::News(news(3, long)).into());
    whole.update(Action::Copy);
    assert_eq!(whole.open_row(), None);
}

#[test]
fn the_sheets_of_all_rows_are_prepared_a_few_at_a_time_and_printed_together() {
    let mut whole = with_table(&["region"]);
    whole.update(table::Action::Start.into());
    whole.update(table::Action::News(News::Done(Box::new(summary()))).into());
    whole.update(table::Action::Find("丙".to_owned()).into());
    let wanted = RowQuery { name: "丙".to_owned(), ..RowQuery::default() };
    let asked = whole.update(table::Action::Sheets.into());
    assert_eq!(asked, [Effect::Table(table::Effect::Order(Order::Sheets(wanted)))]);
    let kept = in_zaozhuang().session().to_text();
    let company = |index: u32| OpenedCompany {
        index,
        name: format!("丙{index}"),
        kept: kept.clone(),
        position: index,
        count: 6,
        before: None,
        after: None,
        memo: Memo::default(),
        uncomputed: None,
    };
    let own = whole.session().to_text();
    let first =
        whole.update(table::Action::News(News::Sheets((0..6).map(company).collect())).into());
    assert_eq!(first, [Effect::Table(table::Effect::GoOnWithSheets)]);
    assert_eq!((whole.sheets.progress(), whole.sheets.all().len()), (Some((4, 6)), 0));
    let last = whole.update(table::Action::NextSheets.into());
    assert_eq!(last, [Effect::Print(Paper::Sheet)]);
    let names: Vec<&str> = whole.sheets.all().iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["丙0", "丙1", "丙2", "丙3", "丙4", "丙5"]);
    assert!(
        whole.sheets.all().iter().all(|one| one.questions.session().region() == Some("zaozhuang"))
    );
    assert_eq!(whole.session().to_text(), own, "the case in view is the same");
    // Another look at the rows is no longer what was printed.
    whole.update(table::Action::Find(String::new()).into());
    assert!(whole.sheets.all().is_empty());
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

/// A word in a column of titles or of places.
fn word(column: &str, word: &str, state: ValueState, option: &str) -> FoundValue {
    FoundValue {
        column: column.to_owned(),
        word: word.to_owned(),
        companies: 1,
        state,
        option: option.to_owned(),
        reason: String::new(),
        proposals: Vec::new(),
    }
}

fn listed() -> News {
    let title = "certification_tier";
    News::Listed(ValueList {
        values: vec![
            word("region", "枣庄市", ValueState::AsWritten, "zaozhuang"),
            word("region", "枣庄", ValueState::Guessed, "zaozhuang"),
            word("region", "薛城区", ValueState::Known, "zaozhuang"),
            word(title, "创新型\t中小企业", ValueState::Unsure, ""),
            word(title, "拟认定", ValueState::Unsure, ""),
        ],
        ..ValueList::default()
    })
}

/// What the worker gets to know of words when the table is computed.
fn told(whole: &mut Whole) -> (Vec<ValueChoice>, Vec<u64>) {
    let effects = whole.update(table::Action::Start.into());
    let found = effects.into_iter().find_map(|effect| match effect {
        Effect::Table(table::Effect::Order(Order::Start { values, counted, .. })) => {
            Some((values, counted))
        }
        _ => None,
    });
    found.expect("it is computed")
}

fn choice(column: &str, word: &str, option: &str) -> ValueChoice {
    let text = str::to_owned;
    ValueChoice { column: text(column), word: text(word), option: text(option) }
}

#[test]
fn a_word_is_chosen_once_counts_for_its_column_and_is_known_with_the_next_table() {
    let mut whole = with_table(&["region", "certification_tier"]);
    whole.update(table::Action::News(listed()).into());
    let left = |whole: &Whole| whole.table.values.left(&whole.table.earlier_values);
    assert_eq!(left(&whole), 2);
    // What nobody chose is not given; what is likely and was shown is.
    let guess = choice("region", "枣庄", "zaozhuang");
    whole.update(table::Action::Value(3, "pool".to_owned()).into());
    whole.update(table::Action::Value(3, "none".to_owned()).into());
    whole.update(table::Action::Value(3, "pool".to_owned()).into());
    whole.update(table::Action::Count(34).into());
    assert_eq!(left(&whole), 1);
    let pool = choice("certification_tier", "创新型\t中小企业", "pool");
    assert_eq!(told(&mut whole), (vec![guess.clone(), pool], vec![34]));
    // It is kept as one line, for a word as it is compared; taken back rows count no more.
    let kept = whole.table.earlier_values.to_text();
    assert_eq!(kept, "certification_tier\tpool\t创新型 中小企业");
    assert_eq!(EarlierValues::from_text(&kept), whole.table.earlier_values);
    whole.update(table::Action::Open("又一份.csv".to_owned()).into());
    let columns = opened(&["region", "certification_tier"]);
    whole.update(table::Action::News(columns).into());
    whole.update(table::Action::News(listed()).into());
    assert_eq!(left(&whole), 1);
    let pool = choice("certification_tier", "创新型\t中小企业", "pool");
    assert_eq!(told(&mut whole), (vec![guess, pool], Vec::new()));
    // What was known or likely can be said otherwise, also as not answered.
    whole.update(table::Action::Match.into());
    whole.update(table::Action::Value(1, String::new()).into());
    whole.update(table::Action::Value(2, "elsewhere".to_owned()).into());
    whole.update(table::Action::Value(4, String::new()).into());
    assert_eq!(left(&whole), 0);
    let said: Vec<String> = told(&mut whole).0.into_iter().map(|one| one.option).collect();
    assert_eq!(said, ["", "elsewhere", "pool", ""]);
    // The end of a demonstration leaves none of it.
    let forgotten = whole.table.forget();
    assert!(forgotten.contains(&table::Effect::RememberValues(String::new())));
    assert_eq!(whole.table.earlier_values.to_text(), "");
}

#[test]
fn what_early_years_mean_is_asked_once_and_only_of_a_table_that_says_them() {
    let earlier = |words: &[&str]| {
        let mut whole = with_table(words);
        whole.update(table::Action::Earlier("paid".to_owned()).into());
        let effects = whole.update(table::Action::Start.into());
        effects.into_iter().find_map(|effect| match effect {
            Effect::Table(table::Effect::Order(Order::Start { earlier, .. })) => Some(earlier),
            _ => None,
        })
    };
    assert_eq!(earlier(&["region", "year"]), Some(EarlierTitles::Paid));
    assert_eq!(earlier(&["region"]), Some(EarlierTitles::Ask));
}

#[test]
fn another_column_lists_the_words_anew_and_what_was_said_stays() {
    let mut whole = with_table(&["region", "certification_tier", ""]);
    whole.update(table::Action::News(listed()).into());
    whole.update(table::Action::Value(4, "none".to_owned()).into());
    let told = whole.table.values.told(&whole.table.earlier_values);
    assert!(!told.is_empty());
    let asked = whole.update(table::Action::Column(2, "listings".to_owned()).into());
    let Some(Effect::Table(table::Effect::Order(Order::List { columns, values, .. }))) =
        asked.first()
    else {
        panic!("{asked:?}")
    };
    assert_eq!(columns, &["region", "certification_tier", "listings"]);
    assert_eq!(values, &told, "what was said goes along");
    whole.update(table::Action::News(listed()).into());
    assert_eq!(whole.table.values.left(&whole.table.earlier_values), 1);
}

fn summary() -> Summary {
    let figure = || ("0".to_owned(), "元".to_owned());
    Summary {
        companies: 0,
        is_stopped: false,
        speed: String::new(),
        to_dos: Vec::new(),
        figured: 0,
        regions: Vec::new(),
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

mod packs;
