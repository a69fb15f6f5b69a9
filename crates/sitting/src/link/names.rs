//! What a code names by a hash, found again in a rule set.

use huiqi_rules::policy::PolicySet;
use huiqi_rules::short_name::LinkForm;

/// The names of one form of codes.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) set: &'static PolicySet,
    pub(super) form: LinkForm,
}

impl Names {
    /// Whether a hash names this question.
    pub(super) fn is_question(self, id: &str, hash: u64) -> bool {
        self.is_there(self.set.first_form.questions, id) && self.form.question(id) == hash
    }

    /// Whether a hash names this reading.
    pub(super) fn is_reading(self, id: &str, hash: u64) -> bool {
        self.is_there(self.set.first_form.readings, id) && self.form.question(id) == hash
    }

    /// Whether a hash names this option of a question.
    pub(super) fn is_option(self, question: &str, id: &str, hash: u64) -> bool {
        let is_region = question == self.set.question(PolicySet::REGION).id;
        (!is_region || self.is_there(self.set.first_form.regions, id))
            && self.form.option(question, id) == hash
    }

    /// Whether a code of this form can name an id: one of the first names what there was then.
    fn is_there(self, then: &[&str], id: &str) -> bool {
        match self.form {
            LinkForm::First => then.contains(&id),
            LinkForm::Second => true,
        }
    }
}
