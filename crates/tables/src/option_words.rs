//! The options of a question by the words that a cell may hold for them.

use super::column::Column;
use super::former;
use super::words::{NOTHING, plain_list};
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::synonym::Meaning;
use std::collections::HashMap;

/// The options of a question by the words that mean them.
#[derive(Clone, Debug, Default)]
pub(crate) struct OptionWords {
    options: HashMap<String, u16>,
    /// The words that mean none of them.
    nothing: Vec<String>,
    /// What someone has said that further words mean.
    pub(crate) chosen: HashMap<String, Option<Answer>>,
}

impl OptionWords {
    /// Returns the words of a column's options: id and label, the label without what it has in
    /// brackets at its end, and other words of the rule set.
    pub(crate) fn of(set: &'static PolicySet, column: Column) -> Self {
        let options: Vec<(&str, &str)> = match column {
            Column::Question(index) => {
                let options = set.question(index).options.iter();
                options.map(|option| (option.id, option.label)).collect()
            }
            Column::Former(index) => former::options_then(set, &set.formerly[usize::from(index)]),
            Column::Name | Column::Day | Column::Own(_) | Column::Other => return Self::default(),
        };
        let mut words = Self::default();
        // Two places may have one name: it means neither.
        let mut twice: Vec<String> = Vec::new();
        for (index, (id, label)) in options.iter().enumerate() {
            let label = plain_list(label);
            let other = words.options.insert(label.clone(), index as u16);
            twice.extend(other.map(|_| label));
            words.options.insert(plain_list(id), index as u16);
        }
        for (index, (_, label)) in options.iter().enumerate() {
            let label = plain_list(label);
            if let Some((before, _)) = label.strip_suffix(')').and_then(|it| it.split_once('(')) {
                words.options.entry(before.to_owned()).or_insert(index as u16);
            }
        }
        if let Column::Question(index) = column {
            for synonym in set.synonyms_of(index) {
                let word = plain_list(synonym.word);
                match synonym.meaning {
                    Meaning::Option(option) | Meaning::PlaceIn(option) => {
                        words.options.entry(word).or_insert(option);
                    }
                    Meaning::NoOption => words.nothing.push(word),
                    Meaning::Question => {}
                }
            }
        }
        words.options.retain(|word, _| !twice.contains(word));
        words
    }

    /// Returns the option that a word means.
    pub(crate) fn option(&self, text: &str) -> Option<u16> {
        self.options.get(text).or_else(|| self.options.get(&plain_list(text))).copied()
    }

    /// Returns several options in a cell: a label that itself holds a mark of separation is one
    /// option, and so of several parts together the longest label counts.
    pub(crate) fn options(&self, text: &str, cell: &str) -> Option<u64> {
        if let Some(option) = self.option(text) {
            return Some(1 << option);
        }
        let list = plain_list(cell);
        let is_nothing =
            |word: &str| NOTHING.contains(&word) || self.nothing.iter().any(|other| other == word);
        if is_nothing(&list) {
            return Some(0);
        }
        let parts: Vec<&str> = list.split('、').filter(|part| !part.is_empty()).collect();
        let (mut chosen, mut from) = (0, 0);
        while from < parts.len() {
            let longest = (from + 1..=parts.len())
                .rev()
                .find_map(|to| Some((to, self.options.get(&parts[from..to].join("、")).copied()?)));
            let (to, option) = longest?;
            chosen |= 1 << option;
            from = to;
        }
        (chosen != 0).then_some(chosen)
    }
}
