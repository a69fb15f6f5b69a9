//! Ids that the code of a link could not tell apart: it names them by a short hash.

use super::read::TomlText;
use huiqi_rules::policy::{PolicySet, Region};
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::short_name::{LinkForm, region_hash};
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

    /// Notes every id that a code could not tell from an earlier one. A code of the second form
    /// names what is of one region, one of the first what there was while they were written.
    pub(super) fn check(&self, set: &PolicySet) {
        let (mut first, mut second) = (SeenNames::default(), SeenNames::default());
        for (of, id) in self.names.borrow().iter() {
            let named = |form: LinkForm| match of {
                NameOf::Region => (
                    set.question(PolicySet::REGION).id.to_owned(),
                    match form {
                        LinkForm::First => {
                            form.option(set.question(PolicySet::REGION).id, &id.text)
                        }
                        LinkForm::Second => region_hash(&id.text),
                    },
                ),
                NameOf::Option(question) => option(form, set.question(*question).id, id),
                NameOf::FormerOption(question) => option(form, question, id),
                // No id has a space.
                NameOf::Question => (" question".to_owned(), form.question(&id.text)),
                NameOf::Reading => (" reading".to_owned(), form.question(&id.text)),
            };
            if is_of_first_form(set, of, &id.text) {
                first.take(named(LinkForm::First), id, |_| true);
            }
            second.take(named(LinkForm::Second), id, |other| match of {
                NameOf::Region | NameOf::Option(_) | NameOf::FormerOption(_) => true,
                NameOf::Question => share_a_region(set, id, other, counts),
                NameOf::Reading => share_a_region(set, id, other, has_reading),
            });
        }
    }
}

fn option(form: LinkForm, question: &str, id: &TomlText) -> (String, u64) {
    (question.to_owned(), form.option(question, &id.text))
}

/// Whether a code of the first form can name it.
fn is_of_first_form(set: &PolicySet, of: &NameOf, id: &str) -> bool {
    let then = &set.first_form;
    match of {
        NameOf::Region => then.regions.contains(&id),
        NameOf::Question => then.questions.contains(&id),
        NameOf::Option(question) => then.questions.contains(&set.question(*question).id),
        NameOf::FormerOption(question) => then.questions.contains(&question.as_str()),
        NameOf::Reading => then.readings.contains(&id),
    }
}

fn share_a_region(
    set: &PolicySet,
    one: &TomlText,
    other: &TomlText,
    has: fn(&PolicySet, &Region, &str) -> bool,
) -> bool {
    let both = |region: &Region| has(set, region, &one.text) && has(set, region, &other.text);
    set.regions.iter().any(both)
}

/// Whether an answer to a question counts in a region, or may have counted in a former edition.
fn counts(set: &PolicySet, region: &Region, id: &str) -> bool {
    set.formerly.iter().any(|former| former.id == id)
        || set
            .question_index(id)
            .is_some_and(|index| index == PolicySet::REGION || region.counts(index))
}

fn has_reading(set: &PolicySet, region: &Region, id: &str) -> bool {
    let mut readings = set.policies_in(region.id).flat_map(|policy| policy.readings);
    readings.any(|reading| reading.id == id)
}

/// Ids by what a code has of them.
#[derive(Default)]
struct SeenNames(HashMap<(String, u64), Vec<TomlText>>);

impl SeenNames {
    fn take(&mut self, name: (String, u64), id: &TomlText, is_beside: impl Fn(&TomlText) -> bool) {
        let seen = self.0.entry(name).or_default();
        if seen.iter().any(|other| other.text == id.text) {
            return;
        }
        if let Some(other) = seen.iter().find(|other| is_beside(other)) {
            id.position.problem(say!(
                "the code of a link could not tell `{}` from `{}` ({}): choose another id for \
                 the newer one",
                "链接里分不清 `{}` 和 `{}`（{}）：新的那个换一个代号",
                id.text,
                other.text,
                other.position.place()
            ));
        }
        seen.push(id.clone());
    }
}
