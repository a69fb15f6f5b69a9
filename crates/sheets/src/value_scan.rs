//! The different words in a table's columns of choices: each once, with how many companies have it
//! and what it is taken for.

use super::line::Line;
use huiqi_rules::answers::Answer;
use huiqi_rules::division::Located;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, QuestionIndex};
use huiqi_tables::message::{FoundValue, ValueList, ValueState};
use huiqi_tables::row_kind::{RowKind, RowSorter};
use huiqi_tables::values::{Proposal, answer_text, proposals};
use huiqi_tables::wording::short;
use huiqi_tables::words::{cleaned, plain};
use huiqi_tables::{Column, Headings, OwnColumn, Taken, credit_code};
use std::cmp::Reverse;
use std::collections::HashMap;

/// So many different words of a column are kept.
const MOST_WORDS: usize = 300;
/// So many rows that are no company are named.
const MOST_PASSED: usize = 30;
/// So many divisions are named.
const NAMED_DIVISIONS: usize = 3;
/// A longer cell is no word that someone would choose for.
const LONGEST_WORD: usize = 60;

/// A table whose words are being listed.
pub struct ValueScan {
    headings: Headings,
    sorter: RowSorter,
    columns: Vec<ScannedColumn>,
    /// The column with credit codes.
    code: Option<usize>,
    places: ProposedPlaces,
    list: ValueList,
}

/// What credit codes propose for rows whose place is not known.
#[derive(Default)]
struct ProposedPlaces {
    /// For rows without a place: by the beginning of the division, its region, the first divisions
    /// and how many rows there are.
    without: Vec<(Located, Vec<String>, u64)>,
    /// For each word that is no place: the regions and the first division.
    of_words: HashMap<String, (Vec<u16>, String)>,
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
        let is_code = |column: &Column| *column == Column::Own(OwnColumn::Code);
        let code = headings.columns().iter().position(is_code);
        let (places, list) = (ProposedPlaces::default(), ValueList::default());
        Self { headings, sorter, columns, code, places, list }
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
        self.look_at_code(&cells);
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

    /// Notes what the credit code of a company without a known place proposes.
    fn look_at_code(&mut self, cells: &[&str]) {
        let Some(code) = self.code.and_then(|index| cells.get(index)) else { return };
        let region = Column::Question(PolicySet::REGION);
        let place = self.headings.columns().iter().position(|column| *column == region);
        let cell = place.and_then(|index| cells.get(index)).copied().unwrap_or_default();
        let cell = cleaned(cell);
        let is_word = match place.filter(|_| !cell.is_empty()) {
            Some(place) => match self.headings.taken(place, &cell) {
                Taken::Answer(Some(_)) | Taken::FormerWords => return,
                Taken::Answer(None) => false,
                Taken::Nothing => true,
            },
            None => false,
        };
        let Ok(division) = credit_code::place(code) else { return };
        let Some(located) = self.headings.set().locate(&division) else { return };
        if is_word {
            let places = self.places.of_words.entry(plain(&cell));
            let (regions, _) = places.or_insert_with(|| (Vec::new(), division));
            if !regions.contains(&located.region) {
                regions.push(located.region);
            }
            return;
        }
        let known = self.places.without.iter_mut().find(|(other, _, _)| *other == located);
        match known {
            Some((_, divisions, count)) => {
                *count += 1;
                if divisions.len() < NAMED_DIVISIONS && !divisions.contains(&division) {
                    divisions.push(division);
                }
            }
            None => self.places.without.push((located, vec![division], 1)),
        }
    }

    /// Returns the places that credit codes propose for companies without one.
    fn by_code(&self) -> impl Iterator<Item = FoundValue> {
        let set = self.headings.set();
        self.places.without.iter().map(|(located, divisions, companies)| FoundValue {
            column: Column::Own(OwnColumn::Code).word(set).to_owned(),
            word: located.begin.to_owned(),
            companies: *companies,
            state: ValueState::Unsure,
            option: String::new(),
            reason: proposed_by_code(set, divisions, &[located.region]),
            proposals: vec![set.regions[usize::from(located.region)].id.to_owned()],
        })
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
        list.values.extend(self.by_code());
        list
    }

    /// Proposes for a word that is no place what the credit codes beside it say.
    fn propose_by_code(&self, column: &ScannedColumn, found: &mut FoundValue) {
        let set = self.headings.set();
        let places = self.places.of_words.get(&plain(&found.word));
        if let Some((regions, division)) = places.filter(|_| column.question == PolicySet::REGION) {
            found.reason = match regions.as_slice() {
                [_] => proposed_by_code(set, std::slice::from_ref(division), regions),
                _ => {
                    let names = regions.iter().map(|region| set.regions[usize::from(*region)].name);
                    format!("信用代码属{}，请逐家看", names.collect::<Vec<_>>().join("、"))
                }
            };
            let ids = regions.iter().map(|region| set.regions[usize::from(*region)].id.to_owned());
            let others = std::mem::take(&mut found.proposals);
            found.proposals = ids.collect();
            found.proposals.extend(others);
        }
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
                    self.propose_by_code(column, &mut found);
                }
            }
        }
        found
    }
}

/// Returns why these regions are proposed.
fn proposed_by_code(set: &PolicySet, divisions: &[String], regions: &[u16]) -> String {
    let names: Vec<&str> =
        regions.iter().map(|region| set.regions[usize::from(*region)].name).collect();
    format!("信用代码的第 3 至 8 位是 {}，属{}", divisions.join("、"), names.join("、"))
}

fn is_choice(set: &PolicySet, question: QuestionIndex) -> bool {
    match set.question(question).kind {
        Kind::Single | Kind::Multi | Kind::YesNo => true,
        Kind::Figure(_) => false,
    }
}
