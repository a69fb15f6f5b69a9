//! How an award is applied for: `[awards.apply]` read and checked.

use super::figures::day;
use super::read::{Position, TomlTable, TomlText};
use super::words::{keep, keep_all, one_of};
use huiqi_rules::apply::{
    Apply, ApplyMode, ApplyPlace, ApplyStatus, Material, MaterialForm, StatusWord, Window,
    is_telephone,
};

/// Returns what an award says of its applications; `None` where it says nothing.
pub(super) fn apply(award: &mut TomlTable<'_>) -> Option<Apply> {
    let mut table = award.maybe_table("apply")?;
    let position = table.position.clone();
    let windows = table.tables("windows").into_iter().filter_map(window).collect::<Vec<_>>();
    let materials = table.tables("materials").into_iter().filter_map(material).collect::<Vec<_>>();
    let read = Apply {
        mode: table.maybe_text("mode").and_then(|mode| one_of(&mode, &ApplyMode::ALL, "mode")),
        windows: (!windows.is_empty()).then(|| keep_all(windows)),
        place: table.maybe_table("where").and_then(place),
        telephone: table.maybe_text("telephone").and_then(telephone),
        materials: (!materials.is_empty()).then(|| keep_all(materials)),
        before: table.maybe_text("before").map(|words| keep(&words.text)),
        status: table.maybe_table("status").and_then(status),
    };
    let keys = table.entries().len();
    table.finish();
    if keys == 0 {
        position.problem(say!(
            "says nothing; leave the table out where the document states nothing",
            "里面什么也没写；文件没有说的，整个表去掉"
        ));
    }
    Some(read)
}

fn telephone(number: TomlText) -> Option<&'static str> {
    let is_one = is_telephone(&number.text);
    if !is_one {
        number.position.problem(say!(
            "no telephone number; write digits, such as \"0632-3312345\"",
            "不是电话号码；写数字，如 \"0632-3312345\""
        ));
    }
    is_one.then(|| keep(&number.text))
}

fn window(mut table: TomlTable<'_>) -> Option<Window> {
    let position = table.position.clone();
    let yearly = table.maybe_text("yearly");
    let (from, to) = (table.maybe_text("from"), table.maybe_text("to"));
    table.finish();
    match (yearly, from, to) {
        (Some(words), None, None) => Some(Window::Yearly(keep(&words.text))),
        (None, Some(from), Some(to)) => dated(&from, &to),
        (Some(_) | None, _, _) => window_problem(&position),
    }
}

fn window_problem(position: &Position) -> Option<Window> {
    position.problem_of_table(say!(
        "a window has two days, {{ from = \"2027-03-01\", to = \"2027-03-31\" }}, or words, {{ \
         yearly = \"每年四月前后\" }}",
        "受理时间写起止两天：{{ from = \"2027-03-01\", to = \"2027-03-31\" }}，或者写一句话：{{ \
         yearly = \"每年四月前后\" }}"
    ));
    None
}

fn dated(from: &TomlText, to: &TomlText) -> Option<Window> {
    let (first, last) = (day(from)?, day(to)?);
    if last < first {
        to.position.problem(say!(
            "the window ends before it begins; the first day is {first}, the last must be the \
             same or later",
            "结束日早于开始日；开始日是 {first}，结束日要在这天或以后"
        ));
    }
    Some(Window::Dated { from: first, to: last })
}

fn place(mut table: TomlTable<'_>) -> Option<ApplyPlace> {
    let (office, address) = (table.text("office"), table.maybe_text("address"));
    table.finish();
    Some(ApplyPlace { office: keep(&office?.text), address: address.map(|text| keep(&text.text)) })
}

fn material(mut table: TomlTable<'_>) -> Option<Material> {
    let (name, form) = (table.text("name"), table.maybe_text("form"));
    table.finish();
    let form = form.and_then(|form| one_of(&form, &MaterialForm::ALL, "form"));
    Some(Material { name: keep(&name?.text), form })
}

fn status(mut table: TomlTable<'_>) -> Option<ApplyStatus> {
    let (is, as_of, source) = (table.text("is"), table.text("as_of"), table.text("source"));
    table.finish();
    let is = is.and_then(|is| one_of(&is, &StatusWord::ALL, "status"));
    let as_of = as_of.and_then(|written| day(&written));
    Some(ApplyStatus { is: is?, as_of: as_of?, source: keep(&source?.text) })
}
