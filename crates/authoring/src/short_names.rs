//! Ids that the code of a link could not tell apart: it names them by a short hash.

use super::read::TomlText;
use huiqi_rules::question::{Question, QuestionIndex};
use huiqi_rules::short_name::{option_hash, question_hash};
use std::cell::RefCell;
use std::collections::HashMap;

/// Whose id it is.
#[derive(Clone, Debug)]
pub(super) enum NameOf {
    /// A region: an option of the first question.
    Region,
    /// A question, also of a former edition.
    Question,
    /// An option of a question.
    Option(QuestionIndex),
    /// An option of a question of a former edition.
    FormerOption(String),
    /// A reading, by its full id.
    Reading,
}

/// Every id that codes name, in order of the files.
#[derive(Default)]
pub(super) struct ShortNames {
    names: RefCell<Vec<(NameOf, TomlText)>>,
}

impl ShortNames {
    pub(super) fn add(&self, of: NameOf, id: &TomlText) {
        self.names.borrow_mut().push((of, id.clone()));
    }

    pub(super) fn count(&self) -> usize {
        self.names.borrow().len()
    }

    /// Forgets all but the first: those of a question with a mistake.
    pub(super) fn truncate(&self, count: usize) {
        self.names.borrow_mut().truncate(count);
    }

    /// Notes every id that a code could not tell from an earlier one.
    pub(super) fn check(&self, questions: &[Question]) {
        let id_of = |index: usize| questions.get(index).map_or("", |question| question.id);
        let mut seen: HashMap<(String, u64), TomlText> = HashMap::new();
        for (of, id) in self.names.borrow().iter() {
            let option = |question: &str| (question.to_owned(), option_hash(question, &id.text));
            let key = match of {
                NameOf::Region => option(id_of(0)),
                NameOf::Option(question) => option(id_of(usize::from(question.0))),
                NameOf::FormerOption(question) => option(question),
                // No id has a space.
                NameOf::Question => (" question".to_owned(), question_hash(&id.text)),
                NameOf::Reading => (" reading".to_owned(), question_hash(&id.text)),
            };
            match seen.get(&key) {
                Some(other) if other.text != id.text => id.position.problem(format!(
                    "the code of a link could not tell `{}` from `{}` ({}): choose another id for \
                     the newer one",
                    id.text,
                    other.text,
                    other.position.place()
                )),
                Some(_) => {}
                None => {
                    seen.insert(key, id.clone());
                }
            }
        }
    }
}
