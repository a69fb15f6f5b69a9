//! 长辈版: one question a screen.

use super::effect::{Effect, focus};
use super::keys;
use super::questions::{HEADING, Press};
use super::whole::{self, Whole};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::questionnaire::{Draft, Page};

/// What a visitor of 长辈版 does at its one question.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Answers, and goes on to the next question.
    Put(QuestionIndex, Draft),
    /// Goes on to the next question that is open, or to the result.
    Next,
    /// Goes back to the question before.
    Back,
    /// Goes through the answers from the first.
    Again,
    /// Has a text read out.
    Speak(String),
    /// Puts the colours of high contrast in place, or takes them away.
    Contrast,
    /// Makes the pointer large, or as it was.
    Pointer,
}

impl From<Action> for whole::Action {
    fn from(action: Action) -> Self {
        Self::Simple(action)
    }
}

impl Action {
    /// Returns what it is as a press; none where a second press does no harm.
    pub(super) const fn press(&self) -> Option<Press> {
        match self {
            Self::Put(_, _) | Self::Next => Some(Press::Next),
            Self::Back => Some(Press::Back),
            Self::Again | Self::Speak(_) | Self::Contrast | Self::Pointer => None,
        }
    }
}

/// How 长辈版 looks, and where it is. The looks last over visits.
#[derive(Debug, Default)]
pub(crate) struct SimpleMode {
    /// The question gone back to; none where the next open one is in view.
    at: Option<QuestionIndex>,
    /// Whether the way leads through answers that were given before.
    goes_through: bool,
    /// Whether the colours are those of high contrast.
    pub(crate) has_contrast: bool,
    /// Whether the pointer is large.
    pub(crate) has_pointer: bool,
}

impl Whole {
    /// Returns the question in view of those that are shown; none where all have been looked at.
    pub(crate) fn simple_question(&self, visible: &[QuestionIndex]) -> Option<QuestionIndex> {
        let open = |question: &QuestionIndex| self.session().draft(*question).is_none();
        let at = self.simple.at.filter(|at| visible.contains(at));
        at.or_else(|| visible.iter().copied().find(open))
    }

    /// Returns the questions that are shown one after the other: not the place where it is locked.
    pub(crate) fn simple_questions(&self, visible: &[QuestionIndex]) -> Vec<QuestionIndex> {
        let is_asked = |question: &QuestionIndex| {
            self.device.locked.is_none() || *question != PolicySet::REGION
        };
        visible.iter().copied().filter(is_asked).collect()
    }

    fn simple_visible(&self) -> Vec<QuestionIndex> {
        let session = self.session();
        self.simple_questions(&session.visible(&session.outline()))
    }

    /// Performs an action of 长辈版.
    pub(super) fn perform_simple(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Put(question, draft) => {
                self.questions.cases.session_mut().put(question, draft);
                self.show_next()
            }
            Action::Next => {
                let session = self.session();
                let visible = self.simple_visible();
                let in_view = self.simple_question(&visible);
                if in_view.is_some_and(|question| session.read(question).is_err()) {
                    self.message = "没有读懂，请改成数字，如 86500 或 8.65万。";
                    return Vec::new();
                }
                if in_view.is_some_and(|question| session.draft(question).is_none()) {
                    self.message = "请先选一项，或填一个数。不清楚的，点“不清楚”。";
                    return Vec::new();
                }
                self.show_next()
            }
            Action::Back => {
                let visible = self.simple_visible();
                let in_view = self.simple_question(&visible);
                let place = visible.iter().position(|question| Some(*question) == in_view);
                let before = place.unwrap_or(visible.len()).saturating_sub(1);
                let before = visible.get(before).copied();
                self.simple.goes_through = true;
                self.show(before)
            }
            Action::Again => {
                let visible = self.simple_visible();
                let first = visible.first().copied();
                self.simple.goes_through = true;
                self.show(first)
            }
            Action::Speak(text) => vec![Effect::Speak(text)],
            Action::Contrast => {
                self.simple.has_contrast = !self.simple.has_contrast;
                vec![Effect::Look(keys::CONTRAST, self.simple.has_contrast)]
            }
            Action::Pointer => {
                self.simple.has_pointer = !self.simple.has_pointer;
                vec![Effect::Look(keys::POINTER, self.simple.has_pointer)]
            }
        }
    }

    /// Shows the next question without an answer, or the result where there is none.
    fn show_next(&mut self) -> Vec<Effect> {
        let visible = self.simple_visible();
        let at = self.simple.at.and_then(|at| visible.iter().position(|one| *one == at));
        let after = at.filter(|_| self.simple.goes_through);
        let after = after.and_then(|place| visible.get(place + 1).copied());
        self.simple.goes_through = after.is_some();
        self.simple.at = None;
        let next = after.or_else(|| self.simple_question(&visible));
        match next {
            Some(question) => self.show(Some(question)),
            None => {
                self.questions.go(Page::Result);
                vec![focus(HEADING)]
            }
        }
    }

    fn show(&mut self, question: Option<QuestionIndex>) -> Vec<Effect> {
        if let Some(question) = question {
            self.simple.at = Some(question);
            self.questions.cases.session_mut().open_step_of(question);
        }
        vec![focus(HEADING)]
    }
}
