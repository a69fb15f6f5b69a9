//! A file that says what the columns of other tables hold, and what words in their cells mean: a
//! line `heading,question` for a column, `question,word,option` for a word. Questions and options
//! go by their id or their words.

use encoding_rs::GB18030;
use huiqi_rules::question::Kind;
use huiqi_tables::ColumnNames;
use huiqi_tables::message::ValueChoice;
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::values::ChosenValue;
use std::borrow::Cow;

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What columns hold, each by its heading and its [`Column::word`].
    pub columns: Vec<(String, String)>,
    /// What words in cells mean.
    pub values: Vec<ValueChoice>,
}

/// What becomes of a line that the rules do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownLine {
    /// The file is refused.
    Refused,
    /// It is left out: the rules of a place that is not known yet may know it.
    LeftOut,
}

/// Reads such a file.
///
/// # Errors
/// A sentence that names the file, and the line where it has one.
pub fn read(book: &RuleBook, path: &str) -> Result<Mapping, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    read_bytes(book, path, &bytes, UnknownLine::Refused)
}

/// Reads the content of such a file.
///
/// # Errors
/// As for [`read`].
pub fn read_bytes(
    book: &RuleBook,
    path: &str,
    bytes: &[u8],
    unknown: UnknownLine,
) -> Result<Mapping, String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Err(_) => GB18030.decode(bytes).0,
    };
    of_text(book, &text, unknown).map_err(|why| format!("{path}: {why}"))
}

fn of_text(book: &RuleBook, text: &str, unknown: UnknownLine) -> Result<Mapping, String> {
    let lines = Lines::of(book);
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
        let read = if !third.is_empty() {
            lines.value(first, second, third).map(|value| mapping.values.push(value))
        } else if !first.is_empty() {
            lines.column(second).map(|word| mapping.columns.push((first.to_owned(), word)))
        } else {
            Ok(())
        };
        match read {
            Err(why) if unknown == UnknownLine::Refused => {
                return Err(format!("line {number}: {why}"));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(mapping)
}

/// Reads lines by the rules of several places.
struct Lines<'b> {
    book: &'b RuleBook,
    names: Vec<ColumnNames>,
}

impl<'b> Lines<'b> {
    fn of(book: &'b RuleBook) -> Self {
        Self { book, names: book.sets().iter().map(|set| ColumnNames::of(set)).collect() }
    }

    /// Returns what a word names: the word of a column, empty for none.
    fn named(&self, word: &str) -> &'static str {
        if let Some((set, column)) = self.book.column(word) {
            return column.word(set);
        }
        let all = self.book.sets().iter().zip(&self.names);
        let mut all = all.map(|(set, names)| names.nearly_named(word).word(set));
        all.find(|word| !word.is_empty()).unwrap_or_default()
    }

    fn column(&self, question: &str) -> Result<String, String> {
        let word = self.named(question);
        if word.is_empty() && !question.is_empty() {
            let all = self.book.questions().map(|(set, column)| column.word(set));
            let all = all.collect::<Vec<_>>().join(", ");
            return Err(format!("{question} is no question; there are {all}"));
        }
        Ok(word.to_owned())
    }

    fn value(&self, question: &str, word: &str, option: &str) -> Result<ValueChoice, String> {
        let column = self.named(question);
        let mut all = self.book.sets().iter().copied().chain([self.book.places()]);
        if all.any(|set| ChosenValue::read(set, column, word, option).is_some()) {
            let (column, word, option) = (column.to_owned(), word.to_owned(), option.to_owned());
            return Ok(ValueChoice { column, word, option });
        }
        // The word of a figure is no choice.
        match self.book.kind(column).filter(|kind| kind.unit().is_none()) {
            None => Err(format!(
                "{question} is no question whose words can be chosen; there are {}",
                self.choices()
            )),
            Some(kind) => Err(format!(
                "{option} is no answer to {question}; there are {}",
                self.options(column, kind)
            )),
        }
    }

    /// Returns the ids of the questions whose words can be chosen.
    fn choices(&self) -> String {
        let all = self.book.questions().map(|(set, column)| column.word(set));
        let is_choice =
            |word: &&str| self.book.kind(word).is_some_and(|kind| kind.unit().is_none());
        all.filter(is_choice).collect::<Vec<_>>().join(", ")
    }

    /// Returns what an answer to a question can be.
    fn options(&self, column: &str, kind: Kind) -> String {
        let options = self.book.options(column);
        let mut all: Vec<&str> = options.iter().map(|option| option.id).collect();
        match kind {
            Kind::Multi => all.push("none"),
            Kind::YesNo => all.extend(["yes", "no"]),
            Kind::Single | Kind::Figure(_) => {}
        }
        all.push("unknown");
        all.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::{UnknownLine, of_text};
    use huiqi_policies::POLICIES;
    use huiqi_rules::answers::Answer;
    use huiqi_tables::rule_book::RuleBook;
    use huiqi_tables::values::ChosenValue;

    #[test]
    fn columns_and_words_are_read_by_their_ids_or_their_words() {
        let text = "heading,question\n金额,展位费\n备注,\n最高认定,创新型中小企业,已入培育库\nregion,竞秀区,不清楚\n,,\n";
        let book = RuleBook::of(&POLICIES);
        let mapping = of_text(&book, text, UnknownLine::Refused).expect("a mapping");
        let pairs: Vec<(&str, &str)> = mapping
            .columns
            .iter()
            .map(|(heading, word)| (heading.as_str(), word.as_str()))
            .collect();
        assert_eq!(pairs, [("金额", "government_show_booth_fee_yuan"), ("备注", "")]);
        let values = ChosenValue::of_choices(&POLICIES, &mapping.values);
        let answers: Vec<(&str, Option<Answer>)> =
            values.iter().map(|value| (value.word.as_str(), value.answer.clone())).collect();
        assert_eq!(answers, [("创新型中小企业", Some(Answer::Option(1))), ("竞秀区", None)]);
        let wrong = |text: &str| of_text(&book, text, UnknownLine::Refused).expect_err("a mistake");
        let known = of_text(&book, "a,展位费\n金额,没有这一题\n", UnknownLine::LeftOut);
        assert_eq!(known.expect("a mapping").columns.len(), 1);
        let question = wrong("a,name\n金额,没有这一题\n");
        assert!(question.starts_with("line 2: 没有这一题 is no question; there are region, "));
        let option = wrong("最高认定,甲,乙\n");
        assert!(option.starts_with("line 1: 乙 is no answer to 最高认定; there are none, pool, "));
        assert!(wrong("首次认定,甲,乙\n").ends_with("national_giant, none, unknown"));
        let none = wrong("展位费,甲,乙\n");
        assert!(none.starts_with("line 1: 展位费 is no question whose words can be chosen"));
    }
}
