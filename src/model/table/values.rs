//! 核对写法: what the words in a table's cells mean, as someone said here or for an earlier table.

use huiqi_tables::message::{FoundValue, ValueChoice, ValueList, ValueState};
use huiqi_tables::words::plain;

/// The largest number of words kept for later tables.
const MOST_VALUES: usize = 500;

/// The words of the table that is open, and what was said of them.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// The words, once they are listed.
    pub(crate) list: Option<ValueList>,
    /// What was said of words of this table.
    own: Vec<ValueChoice>,
    /// The words with a list of options beside them, by their index.
    pub(crate) lists: Vec<usize>,
    /// The rows that are said to be companies.
    pub(crate) counted: Vec<u64>,
    /// Whether the worker still has to list the words; it answers the last order alone.
    pub(super) is_awaited: bool,
    /// Whether the computation starts once the words are listed.
    pub(super) starts: bool,
}

/// What was said of words of earlier tables, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EarlierValues(Vec<ValueChoice>);

/// What a word is taken for, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    /// Someone, for this table.
    Here(&'a str),
    /// Someone, for an earlier table.
    Earlier(&'a str),
    /// The table of words.
    Listed(&'a str),
    /// Nobody.
    Nobody,
}

impl<'a> Said<'a> {
    /// Returns the option; none where nobody says anything.
    pub(crate) const fn option(self) -> Option<&'a str> {
        match self {
            Self::Here(option) | Self::Earlier(option) | Self::Listed(option) => Some(option),
            Self::Nobody => None,
        }
    }
}

impl Values {
    /// Takes what someone says of a word, by its index.
    pub(crate) fn choose(&mut self, index: usize, option: String) {
        let values = self.list.iter().flat_map(|list| &list.values);
        if let Some(value) = values.into_iter().nth(index) {
            let (column, word) = (value.column.clone(), value.word.clone());
            self.own.retain(|one| !is_same(one, value));
            self.own.insert(0, ValueChoice { column, word, option });
        }
    }

    /// Counts a row as a company, or no longer.
    pub(crate) fn count(&mut self, row: u64) {
        match self.counted.iter().position(|counted| *counted == row) {
            Some(index) => drop(self.counted.remove(index)),
            None => self.counted.push(row),
        }
    }

    /// Returns what a word is taken for.
    pub(crate) fn said<'a>(
        &'a self,
        earlier: &'a EarlierValues,
        value: &'a FoundValue,
    ) -> Said<'a> {
        let of = |choices: &'a [ValueChoice]| choices.iter().find(|one| is_same(one, value));
        if let Some(own) = of(&self.own) {
            return Said::Here(&own.option);
        }
        if let Some(earlier) = of(&earlier.0) {
            return Said::Earlier(&earlier.option);
        }
        match value.state {
            ValueState::AsWritten | ValueState::Known | ValueState::Guessed => {
                Said::Listed(&value.option)
            }
            ValueState::Unsure => Said::Nobody,
        }
    }

    /// Returns how many words nobody says anything of.
    pub(crate) fn left(&self, earlier: &EarlierValues) -> usize {
        let values = self.list.iter().flat_map(|list| &list.values);
        values.filter(|value| self.said(earlier, value) == Said::Nobody).count()
    }

    /// Returns what the worker must know: what was said, and what is likely and was shown.
    pub(crate) fn told(&self, earlier: &EarlierValues) -> Vec<ValueChoice> {
        let values = self.list.iter().flat_map(|list| &list.values);
        let told = values.filter_map(|value| {
            let said = self.said(earlier, value);
            let is_known = match (said, value.state) {
                (Said::Nobody, _)
                | (Said::Listed(_), ValueState::AsWritten | ValueState::Known) => true,
                (Said::Here(_) | Said::Earlier(_), _)
                | (Said::Listed(_), ValueState::Guessed | ValueState::Unsure) => false,
            };
            let option = said.option().filter(|_| !is_known)?.to_owned();
            Some(ValueChoice { column: value.column.clone(), word: value.word.clone(), option })
        });
        told.collect()
    }

    /// Keeps what was said for later tables.
    pub(crate) fn remember(&self, earlier: &mut EarlierValues) {
        let before = std::mem::take(&mut earlier.0);
        let line = |text: &str| text.replace(['\n', '\r', '\t'], " ");
        for one in self.own.iter().cloned().chain(before) {
            let one = ValueChoice { word: line(&one.word), ..one };
            let is_known =
                |known: &ValueChoice| known.column == one.column && known.word == one.word;
            if !earlier.0.iter().any(is_known) && earlier.0.len() < MOST_VALUES {
                earlier.0.push(one);
            }
        }
    }
}

impl EarlierValues {
    /// Reads what [`EarlierValues::to_text`] wrote.
    pub(crate) fn from_text(text: &str) -> Self {
        let read = |line: &str| {
            let mut parts = line.splitn(3, '\t').map(str::to_owned);
            let (column, option) = (parts.next()?, parts.next()?);
            Some(ValueChoice { column, word: parts.next()?, option })
        };
        Self(text.lines().filter_map(read).collect())
    }

    /// Returns one line for each word.
    pub(crate) fn to_text(&self) -> String {
        let lines = self.0.iter().map(|one| [&*one.column, &one.option, &one.word].join("\t"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn is_same(one: &ValueChoice, value: &FoundValue) -> bool {
    one.column == value.column && plain(&one.word) == plain(&value.word)
}
