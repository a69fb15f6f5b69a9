//! Words beside figures: where an award or a limit has other figures than in the edition before,
//! its name and its summary do not go on saying the former ones.

use crate::changed::{Texts, is_file_of};
use huiqi_authoring::{Diagnostic, Place, Source};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The words that visitors read beside the figures.
const WORDS: [&str; 2] = ["name", "summary"];

/// What is beside the figures and is no rule.
const NO_RULES: [&str; 5] = ["name", "summary", "notes", "examples", "apply"];

/// The units of a figure, a longer one before one that it begins with, and the one meant.
const UNITS: [(&str, &str); 7] = [
    ("亿元", "亿元"),
    ("亿", "亿元"),
    ("万元", "万元"),
    ("万", "万元"),
    ("元", "元"),
    ("%", "%"),
    ("％", "%"),
];

/// Figures as they are compared: a number and its unit.
type Figures = BTreeSet<String>;

/// An award or a limit.
struct Item {
    id: String,
    words: Vec<Words>,
    figures: Figures,
}

/// Words beside the figures.
struct Words {
    key: &'static str,
    text: String,
    line: usize,
}

/// Returns the words that were left as they were while figures changed, and still say a former one.
pub(crate) fn outdated_words(sources: &[Source], former: &Texts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for source in sources {
        let name = source.path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
        let before = former.iter().find(|(path, _)| name.is_some_and(|id| is_file_of(path, id)));
        let Some((_, before)) = before else { continue };
        let before = items(before);
        for item in items(&source.text) {
            let Some(then) = before.iter().find(|then| then.id == item.id) else { continue };
            let gone: Figures = then.figures.difference(&item.figures).cloned().collect();
            for words in &item.words {
                let is_left = then.words.iter().any(|then| then.text == words.text);
                let said: Vec<String> = gone.intersection(&figures(&words.text)).cloned().collect();
                if is_left && !said.is_empty() {
                    found.push(outdated(&source.path, &item.id, words, &said.join("、")));
                }
            }
        }
    }
    found
}

fn outdated(path: &str, id: &str, words: &Words, said: &str) -> Diagnostic {
    let Words { key, text, line } = words;
    Place::new(path.to_owned(), *line, format!("{key} = {text:?}")).mistake(
        format!(
            "the figures of `{id}` are others than in the edition before, and this still says \
             {said}: write it anew"
        ),
        format!("`{id}` 的数改了，这里写的还是原来的 {said}：请一起改"),
    )
}

/// Returns the awards and limits of a document; none where it is no TOML.
fn items(text: &str) -> Vec<Item> {
    let Ok(document) = DeTable::parse(text) else { return Vec::new() };
    let document = document.get_ref();
    let mut shared = Figures::new();
    for key in ["definitions", "every_award"] {
        if let Some(value) = value(document, key) {
            note_figures(value, &mut shared);
        }
    }
    let of = |key| match value(document, key) {
        Some(DeValue::Array(items)) => items.iter().collect(),
        _ => Vec::new(),
    };
    let all = ["awards", "limits"].into_iter().flat_map(of);
    all.filter_map(|item| {
        let DeValue::Table(table) = item.get_ref() else { return None };
        let mut figures = shared.clone();
        note_figures(item.get_ref(), &mut figures);
        let words = |key: &'static str| {
            let (_, value) = table.iter().find(|(own, _)| own.get_ref() == key)?;
            let line = text[..value.span().start].matches('\n').count() + 1;
            Some(Words { key, text: value.get_ref().as_str()?.to_owned(), line })
        };
        let words = WORDS.into_iter().filter_map(words).collect();
        Some(Item { id: value_text(table, "id")?, words, figures })
    })
    .collect()
}

fn value<'t>(table: &'t DeTable<'_>, key: &str) -> Option<&'t DeValue<'t>> {
    table.iter().find(|(own, _)| own.get_ref() == key).map(|(_, value)| value.get_ref())
}

fn value_text(table: &DeTable<'_>, key: &str) -> Option<String> {
    value(table, key)?.as_str().map(str::to_owned)
}

/// Notes the figures of all texts of a value that are rules.
fn note_figures(value: &DeValue<'_>, noted: &mut Figures) {
    match value {
        DeValue::String(text) => noted.extend(figures(text)),
        DeValue::Array(items) => {
            items.iter().map(Spanned::get_ref).for_each(|item| note_figures(item, noted));
        }
        DeValue::Table(table) => table
            .iter()
            .filter(|(key, _)| NO_RULES.iter().all(|word| key.get_ref() != word))
            .for_each(|(_, value)| note_figures(value.get_ref(), noted)),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// Returns the sums and shares that a text says, each without spaces and commas.
fn figures(text: &str) -> Figures {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let mut found = Figures::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let from = &rest[start..];
        let end = from.find(|letter| !is_part(letter)).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        let unit = UNITS.iter().find(|(unit, _)| after.trim_start().starts_with(unit));
        if let Some((_, unit)) = unit {
            found.insert(format!("{}{unit}", number.replace(',', "")));
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{figures, outdated_words};
    use crate::changed::Texts;
    use huiqi_authoring::Source;

    #[test]
    fn figures_are_whole_numbers_with_their_units() {
        let all = figures("2022年起，110 万元以上的按10.5%奖励1,000元，最高10万，3 人");
        assert_eq!(all.into_iter().collect::<Vec<_>>(), ["10.5%", "1000元", "10万元", "110万元"]);
    }

    fn told(before: &str, now: &str) -> Vec<(usize, String)> {
        let text =
            |award: &str| format!("id = \"river-2030\"\n\n[[awards]]\nid = \"one\"\n{award}");
        let former = Texts::from([("policies/river-2030.toml".to_owned(), text(before))]);
        let path = "river-2030.toml".to_owned();
        let found = outdated_words(&[Source { path, text: text(now) }], &former);
        found.into_iter().map(|one| (one.line, one.chinese)).collect()
    }

    #[test]
    fn words_that_still_say_a_former_figure_are_told_with_their_line() {
        let award = |summary: &str, amount: &str| {
            format!("summary = \"{summary}\"\namount = {{ fixed = \"{amount}\" }}\n")
        };
        let before = award("奖励 10 万元。", "10万元");
        let found = told(&before, &award("奖励 10 万元。", "15万元"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 5);
        assert!(found[0].1.contains("原来的 10万元："), "{found:?}");
        // Written anew, or about another figure.
        assert!(told(&before, &award("奖励 15 万元。", "15万元")).is_empty());
        assert!(told(&before, &award("奖励 15 万元，以前 10 万元。", "15万元")).is_empty());
        let other = "营业收入 10 亿元以上的，奖励 110 万元。";
        assert!(told(&award(other, "10万元"), &award(other, "15万元")).is_empty());
        // A figure that is still among the rules.
        let summary = "奖励 10 万元，第二年 5 万元。";
        let two = |first: &str| {
            let rest = "amount = { graded = \"year\", grades = { first = \"";
            format!("summary = \"{summary}\"\n{rest}{first}\", second = \"10万元\" }} }}\n")
        };
        assert!(told(&two("5万元"), &two("5万元")).is_empty());
        assert_eq!(told(&two("5万元"), &two("6万元")).len(), 1);
        assert!(told(&two("10万元"), &two("12万元")).is_empty());
    }
}
