//! Which questions and steps are shown, and which page comes next.

use super::{DraftProblem, Page, Session};
use huiqi_engine::report::Outline;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;

impl Session {
    /// Returns the questions to show: those that still matter and those already looked at.
    #[must_use]
    pub fn visible(&self, outline: &Outline) -> Vec<QuestionIndex> {
        let shown = |question: &QuestionIndex| {
            *question == PolicySet::REGION
                || outline.asks.iter().any(|ask| ask.question == *question)
                || (self.draft(*question).is_some()
                    && self.counts(*question)
                    && self.something_counts(outline))
        };
        self.set.question_indices().filter(shown).collect()
    }

    /// Whether any document of the region holds on the day.
    #[must_use]
    pub fn something_counts(&self, outline: &Outline) -> bool {
        outline
            .documents
            .iter()
            .any(|document| document.counted > 0 || document.policy.is_in_force_on(self.on))
    }

    /// Returns the questions of one step that are to be shown.
    #[must_use]
    pub fn visible_in(&self, step: usize, outline: &Outline) -> Vec<QuestionIndex> {
        let id = self.set.steps[step].id;
        self.visible(outline)
            .into_iter()
            .filter(|question| self.set.question(*question).step == id)
            .collect()
    }

    /// Returns the steps that have something to show, by their indices.
    #[must_use]
    pub fn steps(&self, outline: &Outline) -> Vec<usize> {
        let visible = self.visible(outline);
        let is_shown = |step: &usize| {
            visible
                .iter()
                .any(|question| self.set.question(*question).step == self.set.steps[*step].id)
        };
        (0..self.set.steps.len()).filter(|step| *step == 0 || is_shown(step)).collect()
    }

    /// Whether the page in view shows the day of the claim: the first of these steps that asks more
    /// than the region, where there is one, and the pages that show everything.
    #[must_use]
    pub fn shows_day(&self, steps: &[usize]) -> bool {
        match self.page {
            Page::Step(step) => step > 0 && steps.get(1).is_none_or(|first| *first == step),
            Page::All | Page::Result => true,
            Page::Check
            | Page::Ladder
            | Page::Compare
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Receipt
            | Page::Library
            | Page::Difference
            | Page::Unknown => false,
        }
    }

    /// Returns what is to be mended on the page in view.
    #[must_use]
    pub fn problems(&self, outline: &Outline) -> Vec<(QuestionIndex, DraftProblem)> {
        let questions = match self.page {
            Page::Step(step) => self.visible_in(step, outline),
            Page::All => self.visible(outline),
            Page::Check
            | Page::Result
            | Page::Ladder
            | Page::Compare
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Receipt
            | Page::Library
            | Page::Difference
            | Page::Unknown => Vec::new(),
        };
        questions
            .into_iter()
            .filter_map(|question| Some((question, self.problem(question)?)))
            .collect()
    }

    /// 继续: to the next page that has something to show, unless something is to be mended first.
    pub fn go_on(&mut self) {
        let outline = self.outline();
        let bad_date = self.date_is_bad() && self.shows_day(&self.steps(&outline));
        if bad_date || !self.problems(&outline).is_empty() {
            self.shows_problems = true;
            return;
        }
        let last = if self.has_asked(&outline) { Page::Check } else { Page::Result };
        let next = match self.page {
            Page::Step(_) | Page::All if self.back_to.is_some() => {
                self.back_to.unwrap_or(Page::Check)
            }
            // Who comes back goes on with what is open.
            Page::Step(0) => {
                let visible = self.visible(&outline).into_iter();
                let mut open = visible.filter(|question| self.draft(*question).is_none());
                open.next().map_or(last, |question| self.step_of(question))
            }
            Page::Step(step) => {
                self.steps(&outline).into_iter().find(|next| *next > step).map_or(last, Page::Step)
            }
            Page::All => Page::Check,
            Page::Check
            | Page::Result
            | Page::Ladder
            | Page::Compare
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Receipt
            | Page::Library
            | Page::Difference
            | Page::Unknown => Page::Result,
        };
        self.go(next);
    }

    /// 上一步.
    pub fn go_back(&mut self) {
        let outline = self.outline();
        let steps = self.steps(&outline);
        let before =
            |step: usize| steps.iter().copied().rev().find(|earlier| *earlier < step).unwrap_or(0);
        let back = match self.page {
            Page::Step(_) | Page::All if self.back_to.is_some() => {
                self.back_to.unwrap_or(Page::Check)
            }
            Page::Step(step) => Page::Step(before(step)),
            Page::All => Page::Step(0),
            Page::Check => Page::Step(before(usize::MAX)),
            Page::Result if !self.has_asked(&outline) => Page::Step(0),
            Page::Result => Page::Check,
            Page::Ladder
            | Page::Compare
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Receipt
            | Page::Library
            | Page::Difference => Page::Result,
            Page::Unknown => Page::Step(0),
        };
        self.go(back);
    }

    /// Opens a page.
    pub fn go(&mut self, page: Page) {
        self.page = page;
        self.shows_problems = false;
        self.back_to = None;
    }

    /// Opens a question's step.
    pub fn open_step_of(&mut self, question: QuestionIndex) {
        self.go(self.step_of(question));
    }

    fn step_of(&self, question: QuestionIndex) -> Page {
        let id = self.set.question(question).step;
        Page::Step(self.set.steps.iter().position(|step| step.id == id).unwrap_or(0))
    }

    /// Opens a question's step, to come back to the page in view.
    pub fn mend(&mut self, question: QuestionIndex) {
        let from = self.page;
        self.open_step_of(question);
        self.back_to = Some(from);
    }

    /// Whether there is anything to check: a region that asks nothing more leads to its result.
    #[must_use]
    pub fn has_asked(&self, outline: &Outline) -> bool {
        self.visible(outline).len() > 1
    }
}
