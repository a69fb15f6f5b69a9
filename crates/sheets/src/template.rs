//! A table to be filled in: a column for each question that the region's documents ask, and a
//! second sheet with what the cells may contain.

use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_rules::unit::{Notation, Unit};
use huiqi_tables::{Column, OwnColumn};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    Formula, Workbook, XlsxError,
};

/// The number of rows of a column that offer their choices.
const ROWS: u32 = 5_000;
const NOTE: &str = "可填的内容";
/// Columns that no claim goes by, behind the others.
const PLAIN: [&str; 2] = ["区县", "联系人"];
/// The name in the row that shows how a company is filled in.
const EXAMPLE: &str = "示例：某某精密机械有限公司（这一行不算）";
/// So many rows have the chosen region.
const PLACED_ROWS: u32 = 100;
const UNCLEAR: &str = "不清楚";

/// Returns the columns of a template: for one region, or for all.
#[must_use]
pub fn columns(set: &'static PolicySet, region: Option<&str>) -> Vec<Column> {
    let questions = set.question_indices();
    let is_asked = |question: &QuestionIndex| match region {
        Some(region) => set.is_asked_in(region, *question),
        None => set.regions.iter().any(|region| set.is_asked_in(region.id, *question)),
    };
    let first = [Column::Name, Column::Own(OwnColumn::Code), Column::Day];
    let asked = questions.filter(is_asked).map(Column::Question);
    let last = PLAIN.map(|_| Column::Other);
    first.into_iter().chain(asked).chain(last).collect()
}

/// Returns the template as a workbook.
///
/// # Errors
/// What the writer says.
pub fn workbook(set: &'static PolicySet, region: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same rules make the same file, whenever it is made.
    let mut edition = set.edition.split('.').map(str::parse::<u16>);
    if let (Some(Ok(year)), Some(Ok(month))) = (edition.next(), edition.next()) {
        let day = ExcelDateTime::from_ymd(year, month as u8, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    }
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    // Numbers are text here too: a sum such as 35万 is read as it is typed.
    let as_text = Format::new().set_num_format("@");
    let columns = columns(set, region);
    let mut allowed: Vec<(String, String, Vec<String>)> = Vec::new();
    let mut lists: Vec<(u16, u32, u32)> = Vec::new();
    let mut next = 1;
    for (index, column) in columns.iter().enumerate() {
        let (how, values, is_list) = how(set, *column, region);
        if is_list {
            lists.push((index as u16, next, next + values.len() as u32 - 1));
        }
        next += values.len().max(1) as u32;
        let name = match (columns.len() - index).checked_sub(1) {
            Some(behind) if behind < PLAIN.len() => PLAIN[PLAIN.len() - 1 - behind].to_owned(),
            Some(_) | None => heading(set, *column),
        };
        allowed.push((name, how, values));
    }
    let sheet = book.add_worksheet();
    sheet.set_name("企业")?;
    sheet.set_freeze_panes(1, 1)?;
    for (index, (heading, _, _)) in allowed.iter().enumerate() {
        let index = index as u16;
        sheet.write_string_with_format(0, index, heading, &head)?;
        sheet.set_column_width(index, 22)?;
        sheet.set_column_format(index, &as_text)?;
    }
    for (index, (column, (_, _, values))) in columns.iter().zip(&allowed).enumerate() {
        let place = index as u16;
        sheet.write_string(1, place, example(set, *column, region, values))?;
        let named = set.regions.iter().find(|one| Some(one.id) == region);
        if let (Column::Question(PolicySet::REGION), Some(named)) = (column, named) {
            for row in 1..=PLACED_ROWS {
                sheet.write_string(row, place, named.name)?;
            }
        }
    }
    for (index, from, to) in lists {
        let list = Formula::new(format!("='{NOTE}'!$C${}:$C${}", from + 1, to + 1));
        let rule = DataValidation::new()
            .allow_list_formula(list)
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("请从列表里选")?
            .set_error_message("不在列表里的内容读不出来。")?;
        sheet.add_data_validation(1, index, ROWS, index, &rule)?;
    }
    let notes = book.add_worksheet();
    notes.set_name(NOTE)?;
    for (index, (words, width)) in [("列", 46), ("怎样填", 52), (NOTE, 46)].into_iter().enumerate()
    {
        notes.write_string_with_format(0, index as u16, words, &head)?;
        notes.set_column_width(index as u16, width)?;
    }
    let mut row = 1;
    for (heading, how, values) in &allowed {
        notes.write_string(row, 0, heading)?;
        notes.write_string(row, 1, how)?;
        for (index, value) in values.iter().enumerate() {
            notes.write_string(row + index as u32, 2, value)?;
        }
        row += values.len().max(1) as u32;
    }
    book.save_to_buffer()
}

/// Returns what the example says in a column.
fn example(set: &PolicySet, column: Column, region: Option<&str>, values: &[String]) -> String {
    match column {
        Column::Name => EXAMPLE.to_owned(),
        Column::Own(OwnColumn::Code) => "18 位，可以不填".to_owned(),
        Column::Day => "2026-03-31".to_owned(),
        Column::Question(PolicySet::REGION) => {
            let named = set.regions.iter().find(|one| Some(one.id) == region);
            named.or(set.regions.first()).map_or("", |one| one.name).to_owned()
        }
        Column::Question(index) => match set.question(index).kind {
            Kind::Figure(unit) => match unit.notation {
                Notation::Money => "8万".to_owned(),
                Notation::Percent => "12.5%".to_owned(),
                Notation::Number => "12".to_owned(),
            },
            Kind::Single | Kind::Multi | Kind::YesNo => values.first().cloned().unwrap_or_default(),
        },
        Column::Own(_) | Column::Former(_) | Column::Other => String::new(),
    }
}

/// Returns the heading of a column: the question as the page puts it.
fn heading(set: &PolicySet, column: Column) -> String {
    match column {
        Column::Question(index) => set.question(index).label.to_owned(),
        Column::Name | Column::Day | Column::Former(_) | Column::Own(_) | Column::Other => {
            column.label(set).to_owned()
        }
    }
}

/// Returns how a column is filled in, what it may contain, and whether a cell takes one of just
/// these.
fn how(set: &PolicySet, column: Column, region: Option<&str>) -> (String, Vec<String>, bool) {
    let question = match column {
        Column::Name => return ("只用来认出是哪一家，可以写代号。".to_owned(), Vec::new(), false),
        Column::Day => {
            return ("如 2025-12-31；不填就用页面上选的日期。".to_owned(), Vec::new(), false);
        }
        Column::Own(_) | Column::Former(_) | Column::Other => {
            return ("给自己看的，不影响测算，可以不填。".to_owned(), Vec::new(), false);
        }
        Column::Question(index) => set.question(index),
    };
    let is_shown = |hidden: &[&str]| region.is_none_or(|region| !hidden.contains(&region));
    let mut options: Vec<String> = question
        .options
        .iter()
        .filter(|option| is_shown(option.hidden_in))
        .map(|option| option.label.to_owned())
        .collect();
    match question.kind {
        Kind::Single => {
            options.push(UNCLEAR.to_owned());
            ("填一项。空着就是没有回答。".to_owned(), options, true)
        }
        Kind::Multi => {
            options.push("都没有".to_owned());
            (
                "可填几项，用顿号分开；都没有就填“都没有”，空着就是没有回答。".to_owned(),
                options,
                false,
            )
        }
        Kind::YesNo => (
            "填是或否。空着就是没有回答。".to_owned(),
            ["是", "否", UNCLEAR].map(str::to_owned).to_vec(),
            true,
        ),
        Kind::Figure(unit) => (how_figure(unit), Vec::new(), false),
    }
}

/// Returns how a column of figures is filled in.
fn how_figure(unit: &Unit) -> String {
    match unit.notation {
        Notation::Money => {
            "填金额，单位元，也可以写 35万、1.2亿；没有就填 0，空着就是没有回答。".to_owned()
        }
        Notation::Percent => "填百分数，如 12.5 或 12.5%；下降填 -5。空着就是没有回答。".to_owned(),
        Notation::Number => {
            format!("填数字，单位{}；没有就填 0，空着就是没有回答。", unit.word)
        }
    }
}
