//! What the columns of a table hold, as the page offers it and as earlier tables had it.

use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use huiqi_tables::rule_book::RuleBook;
use huiqi_tables::{Column, OwnColumn};

/// The largest number of headings kept for later tables.
const MOST_HEADINGS: usize = 500;

/// The headings of earlier tables, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EarlierHeadings(pub(super) Vec<(String, String)>);

/// Whether a table can be computed with these columns, region and day; otherwise what is to be
/// corrected.
pub(super) fn check(
    book: &RuleBook,
    columns: &[String],
    region: &str,
    day: &str,
) -> Result<(), String> {
    let is_again =
        |(index, word): &(usize, &String)| !word.is_empty() && columns[..*index].contains(word);
    if let Some((index, word)) = columns.iter().enumerate().find(is_again) {
        return Err(format!(
            "“{}”对应了两列，请把第 {} 列改为别的题或“不使用”。",
            label(book, word),
            index + 1
        ));
    }
    let answers = |word: &String| book.column(word).is_some_and(|(_, column)| column.is_answer());
    if !columns.iter().any(answers) {
        return Err("还没有一列对应到题目，请至少选一列。".to_owned());
    }
    let set = book.places();
    let region_word = Column::Question(PolicySet::REGION).word(set);
    let code_word = Column::Own(OwnColumn::Code).word(set);
    if region.is_empty() && !columns.iter().any(|word| word == region_word || word == code_word) {
        return Err("表里没有所在地这一列，请选好没填所在地的行按哪里算。".to_owned());
    }
    if read_date(day).is_none() {
        return Err("申报日期请写成 2025-12-31 这样。".to_owned());
    }
    Ok(())
}

/// Returns the word of a column with the year of recognition.
pub(crate) fn year_word(set: &PolicySet) -> &'static str {
    Column::Own(OwnColumn::Year).word(set)
}

/// Returns everything that a column can hold, with the rules that know it; of former questions the
/// one that it holds.
pub(crate) fn all_columns(
    book: &RuleBook,
    chosen: &str,
) -> impl Iterator<Item = (&'static PolicySet, Column)> {
    let former = book.column(chosen).filter(|(_, column)| matches!(column, Column::Former(_)));
    let set = book.sets()[0];
    let own = OwnColumn::ALL.into_iter().map(move |own| (set, Column::Own(own)));
    let first = [Column::Other, Column::Name, Column::Day].map(|column| (set, column));
    first.into_iter().chain(former).chain(book.questions()).chain(own)
}

/// Returns the words for what a column holds.
pub(crate) fn label(book: &RuleBook, word: &str) -> String {
    book.column(word).map_or_else(String::new, |(set, column)| column_label(set, column))
}

/// Returns the words for a column; a question of today may have the short name of a former one.
pub(crate) fn column_label(set: &PolicySet, column: Column) -> String {
    let words = column.label(set);
    match column {
        Column::Former(_) => format!("{words}（以前的题）"),
        Column::Name | Column::Day | Column::Question(_) | Column::Own(_) | Column::Other => {
            words.to_owned()
        }
    }
}

impl EarlierHeadings {
    /// Reads what [`EarlierHeadings::to_text`] wrote.
    pub(crate) fn from_text(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| line.split_once('\t'));
        Self(lines.map(|(word, heading)| (heading.to_owned(), word.to_owned())).collect())
    }

    /// Returns one line for each heading.
    pub(crate) fn to_text(&self) -> String {
        let lines = self.0.iter().map(|(heading, word)| format!("{word}\t{heading}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Puts the headings of a table before those of earlier tables; the last ones are forgotten.
    pub(super) fn put(&mut self, columns: Vec<(String, String)>) {
        for (heading, word) in columns.into_iter().chain(std::mem::take(&mut self.0)) {
            let heading = heading.replace(['\n', '\r', '\t'], " ");
            let is_known = self.0.iter().any(|(known, _)| *known == heading);
            if !heading.is_empty() && !is_known && self.0.len() < MOST_HEADINGS {
                self.0.push((heading, word));
            }
        }
    }
}
