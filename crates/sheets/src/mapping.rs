//! A file that says what the columns of other tables hold, and what words in their cells mean: a
//! line `heading,question` for a column, `question,word,option` for a word. Questions and options
//! go by their id or their words.

use encoding_rs::GB18030;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question};
use huiqi_tables::values::ChosenValue;
use huiqi_tables::{Column, ColumnNames};
use std::borrow::Cow;

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What columns hold, each by its heading and its [`Column::word`].
    pub columns: Vec<(String, String)>,
    /// What words in cells mean.
    pub values: Vec<ChosenValue>,
}

/// Reads such a file.
///
/// # Errors
/// A sentence that names the file, and the line where it has one.
pub fn read(set: &'static PolicySet, path: &str) -> Result<Mapping, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    read_bytes(set, path, &bytes)
}

/// Reads the content of such a file.
///
/// # Errors
/// As for [`read`].
pub fn read_bytes(set: &'static PolicySet, path: &str, bytes: &[u8]) -> Result<Mapping, String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Err(_) => GB18030.decode(bytes).0,
    };
    of_text(set, &text).map_err(|why| format!("{path}: {why}"))
}

fn of_text(set: &'static PolicySet, text: &str) -> Result<Mapping, String> {
    let names = ColumnNames::of(set);
    let named = |word: &str| {
        Column::of_word(set, word).unwrap_or_else(|| names.nearly_named(word)).word(set)
    };
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut mapping = Mapping::default();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let cell = |index: usize| record.get(index).unwrap_or_default().trim();
        let number = record.position().map_or(0, csv::Position::line);
        let (first, second, third) = (cell(0), cell(1), cell(2));
        // The names of the columns, as the help of the program has them.
        if matches!(
            (first, second, third),
            ("heading", "question", "") | ("question", "word", "option")
        ) {
            continue;
        }
        if !third.is_empty() {
            let value = ChosenValue::read(set, named(first), second, third);
            mapping.values.push(value.ok_or_else(|| {
                let column = Column::of_word(set, named(first));
                let question = column.and_then(Column::choice_question).filter(|index| {
                    // The word of a figure is no choice.
                    set.question(*index).kind.unit().is_none()
                });
                match question {
                    None => format!(
                        "line {number}: {first} is no question whose words can be chosen; there \
                         are {}",
                        choices(set)
                    ),
                    Some(index) => format!(
                        "line {number}: {third} is no answer to {first}; there are {}",
                        options(set.question(index))
                    ),
                }
            })?);
        } else if !first.is_empty() {
            let word = named(second);
            if word.is_empty() && !second.is_empty() {
                let all = set.questions.iter().map(|question| question.id);
                let all = all.collect::<Vec<_>>().join(", ");
                return Err(format!("line {number}: {second} is no question; there are {all}"));
            }
            mapping.columns.push((first.to_owned(), word.to_owned()));
        }
    }
    Ok(mapping)
}

/// Returns the ids of the questions whose words can be chosen.
fn choices(set: &PolicySet) -> String {
    let all = set.questions.iter().filter(|question| question.kind.unit().is_none());
    all.map(|question| question.id).collect::<Vec<_>>().join(", ")
}

/// Returns what an answer to a question can be.
fn options(question: &Question) -> String {
    let mut all: Vec<&str> = question.options.iter().map(|option| option.id).collect();
    match question.kind {
        Kind::Multi => all.push("none"),
        Kind::YesNo => all.extend(["yes", "no"]),
        Kind::Single | Kind::Figure(_) => {}
    }
    all.push("unknown");
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::of_text;
    use huiqi_policies::POLICIES;
    use huiqi_rules::answers::Answer;

    #[test]
    fn columns_and_words_are_read_by_their_ids_or_their_words() {
        let text = "heading,question\n金额,展位费\n备注,\n最高认定,创新型中小企业,已入培育库\nregion,竞秀区,不清楚\n,,\n";
        let mapping = of_text(&POLICIES, text).expect("a mapping");
        let pairs: Vec<(&str, &str)> = mapping
            .columns
            .iter()
            .map(|(heading, word)| (heading.as_str(), word.as_str()))
            .collect();
        assert_eq!(pairs, [("金额", "government_show_booth_fee_yuan"), ("备注", "")]);
        let answers: Vec<(&str, Option<Answer>)> = mapping
            .values
            .iter()
            .map(|value| (value.word.as_str(), value.answer.clone()))
            .collect();
        assert_eq!(answers, [("创新型中小企业", Some(Answer::Option(1))), ("竞秀区", None)]);
        let wrong = |text: &str| of_text(&POLICIES, text).expect_err("a mistake");
        let question = wrong("a,name\n金额,没有这一题\n");
        assert!(question.starts_with("line 2: 没有这一题 is no question; there are region, "));
        let option = wrong("最高认定,甲,乙\n");
        assert!(option.starts_with("line 1: 乙 is no answer to 最高认定; there are none, pool, "));
        assert!(wrong("首次认定,甲,乙\n").ends_with("national_giant, none, unknown"));
        let none = wrong("展位费,甲,乙\n");
        assert!(none.starts_with("line 1: 展位费 is no question whose words can be chosen"));
    }
}
