//! The different words in a table's columns of choices: each once, with how many companies have it
//! and what it is taken for.

use super::line::Line;
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_tables::message::{FoundValue, ValueList, ValueState};
use huiqi_tables::row_kind::{RowKind, RowSorter};
use huiqi_tables::values::{Proposal, answer_text, proposals};
use huiqi_tables::wording::short;
use huiqi_tables::words::{cleaned, plain};
use huiqi_tables::{Column, Headings, Taken};
use std::cmp::Reverse;
use std::collections::HashMap;

/// So many different words of a column are kept.
const MOST_WORDS: usize = 300;
/// So many rows that are no company are named.
const MOST_PASSED: usize = 30;
/// A longer cell is no word that someone would choose for.
const LONGEST_WORD: usize = 60;

/// A table whose words are being listed.
pub struct ValueScan {
    headings: Headings,
    sorter: RowSorter,
    columns: Vec<ScannedColumn>,
    list: ValueList,
}

struct ScannedColumn {
    position: usize,
    question: QuestionIndex,
    /// The words by how they are compared, each as it is written first, and how many have it.
    words: HashMap<String, (String, u64)>,
}

impl ValueScan {
    /// For a table whose columns are read so, and whose companies this tells from other rows.
    #[must_use]
    pub fn new(headings: Headings, sorter: RowSorter) -> Self {
        let set = headings.set();
        let scanned = |(position, column): (usize, &Column)| match column {
            Column::Question(question) if is_choice(set, *question) => {
                Some(ScannedColumn { position, question: *question, words: HashMap::new() })
            }
            Column::Question(_)
            | Column::Name
            | Column::Day
            | Column::Former(_)
            | Column::Own(_)
            | Column::Other => None,
        };
        let columns = headings.columns().iter().enumerate().filter_map(scanned).collect();
        Self { headings, sorter, columns, list: ValueList::default() }
    }

    /// Looks at one row.
    pub fn add(&mut self, line: &Line) {
        let cells: Vec<&str> = line.cells.iter().collect();
        match self.sorter.kind(&cells, line.adds_up) {
            RowKind::Company => self.list.companies += 1,
            RowKind::Empty => return,
            kind => {
                self.list.passed_count += 1;
                if self.list.passed.len() < MOST_PASSED {
                    let first = cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
                    let words = short(first.unwrap_or_default());
                    self.list.passed.push((line.number, words, kind.word().to_owned()));
                }
                return;
            }
        }
        for column in &mut self.columns {
            let cell = cleaned(cells.get(column.position).copied().unwrap_or_default());
            if cell.is_empty() || cell.chars().nth(LONGEST_WORD).is_some() {
                continue;
            }
            if let Some((_, count)) = column.words.get_mut(cell.as_ref()) {
                *count += 1;
                continue;
            }
            let key = plain(&cell);
            if let Some((_, count)) = column.words.get_mut(&key) {
                *count += 1;
            } else if column.words.len() < MOST_WORDS {
                column.words.insert(key, (cell.into_owned(), 1));
            } else {
                self.list.more += 1;
            }
        }
    }

    /// Returns the words so far.
    #[must_use]
    pub fn list(&self) -> ValueList {
        let mut list = self.list.clone();
        for column in &self.columns {
            let mut words: Vec<&(String, u64)> = column.words.values().collect();
            words.sort_by_key(|(word, count)| (Reverse(*count), word.as_str()));
            list.values.extend(words.into_iter().map(|word| self.found(column, word)));
        }
        list
    }

    fn found(&self, column: &ScannedColumn, (word, companies): &(String, u64)) -> FoundValue {
        let set = self.headings.set();
        let shape = set.question(column.question);
        let mut found = FoundValue {
            column: Column::Question(column.question).word(set).to_owned(),
            word: word.clone(),
            companies: *companies,
            state: ValueState::AsWritten,
            option: String::new(),
            reason: String::new(),
            proposals: Vec::new(),
        };
        let text = |answer: &Answer| answer_text(set, column.question, answer);
        let like = if shape.kind == Kind::YesNo {
            Vec::new()
        } else {
            proposals(set, column.question, word)
        };
        match self.headings.taken(column.position, word) {
            Taken::FormerWords => {}
            Taken::Answer(None) => found.state = ValueState::AsWritten,
            Taken::Answer(Some(answer)) => {
                found.option = text(&answer);
                let is_written = match (&answer, like.first()) {
                    (Answer::YesNo(_), _) => true,
                    (_, Some(first)) => first.reason.words().is_empty(),
                    (Answer::Options(0), None) => false,
                    (_, None) => true,
                };
                if !is_written {
                    found.state = ValueState::Known;
                    let reason = like.first().map(|first| first.reason.words());
                    found.reason = reason.unwrap_or_default().to_owned();
                }
            }
            Taken::Nothing => {
                found.state = ValueState::Unsure;
                let answer = |proposal: &Proposal| match shape.kind {
                    Kind::Multi => Answer::Options(1 << proposal.option),
                    Kind::Single | Kind::YesNo | Kind::Figure(_) => Answer::Option(proposal.option),
                };
                if let [one] = like.as_slice()
                    && one.reason.is_likely()
                {
                    found.state = ValueState::Guessed;
                    found.option = text(&answer(one));
                    found.reason = one.reason.words().to_owned();
                } else {
                    found.proposals = like.iter().map(|one| text(&answer(one))).collect();
                    if let (Kind::Multi, true) = (shape.kind, like.len() > 1) {
                        let all = like.iter().fold(0, |all, one| all | 1_u64 << one.option);
                        found.proposals.insert(0, text(&Answer::Options(all)));
                    }
                }
            }
        }
        found
    }
}

fn is_choice(set: &PolicySet, question: QuestionIndex) -> bool {
    match set.question(question).kind {
        Kind::Single | Kind::Multi | Kind::YesNo => true,
        Kind::Figure(_) => false,
    }
}
