//! A sitting: what was typed and chosen, and what of it is given to the engine. Pure; the page only
//! draws it. The order of pages is in flow.rs; matters.rs and sums.rs are about the two questions
//! that need more than their field.

mod address;
mod draft;
mod flow;
mod matters;
mod memory;
mod page;
mod sums;

pub use draft::{Draft, DraftProblem, TwoSums};
pub use memory::{is_former, kept_region};
pub use page::Page;

use huiqi_engine::report::{Outline, Report};
use huiqi_engine::{ChosenReadings, evaluate, outline};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::date_text;
use huiqi_rules::policy::{Company, Policy, PolicySet, Reading, Region};
use huiqi_rules::question::{Constraint, QuestionIndex};
use huiqi_rules::unit::decimal_text;
use time::Date;

/// A sitting: everything that a refresh must not lose.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    set: &'static PolicySet,
    drafts: Vec<Option<Draft>>,
    /// The day of the claim.
    pub on: Date,
    /// The day as typed, kept where it is no day.
    pub date_text: String,
    /// Whether a person chose the day. A day that nobody chose is today's.
    pub has_own_day: bool,
    /// The page in view.
    pub page: Page,
    /// Whether the last 继续 found something to mend.
    pub shows_problems: bool,
    /// The page that a question was opened from, to go back to.
    pub back_to: Option<Page>,
    /// Which disputed clauses are read the other way.
    pub readings: ChosenReadings,
    /// The matters that were offered when the question for them was answered, one bit each.
    matters_seen: u64,
    /// Lines of a kept text that this edition does not understand, below the editions that they
    /// were given to. They are kept as they are.
    unknown: String,
}

impl Session {
    /// Returns a session with no answers.
    #[must_use]
    pub fn new(set: &'static PolicySet, today: Date) -> Self {
        Self {
            set,
            drafts: vec![None; set.questions.len()],
            on: today,
            date_text: date_text(today),
            has_own_day: false,
            page: Page::Step(0),
            shows_problems: false,
            back_to: None,
            readings: ChosenReadings::default(),
            matters_seen: 0,
            unknown: String::new(),
        }
    }

    /// Returns a made-up company, as if it had answered on its own day.
    #[must_use]
    pub fn of_company(set: &'static PolicySet, company: &Company) -> Self {
        let mut session = Self::new(set, company.on);
        session.put_answers(company.answers);
        session
    }

    /// Returns a made-up company, as if it had answered today. Only where the region's documents
    /// held on the company's own day, and no longer do, that day is taken.
    #[must_use]
    pub fn of_company_today(set: &'static PolicySet, company: &Company, today: Date) -> Self {
        let mut session = Self::of_company(set, company);
        let is_in_force = |policy: &&Policy| policy.is_in_force_on(today);
        if session.policies().iter().any(is_in_force) {
            session.follow_calendar(today);
        } else {
            session.set_date(company.on);
        }
        session
    }

    /// Whether nothing is answered, chosen or kept here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_untouched = self.drafts.iter().all(Option::is_none) && self.unknown.is_empty();
        is_untouched && !self.has_own_day
    }

    /// Returns the rule set.
    #[must_use]
    pub const fn set(&self) -> &'static PolicySet {
        self.set
    }

    /// Returns the name of the region, if one is chosen.
    #[must_use]
    pub fn region_name(&self) -> Option<&'static str> {
        self.here().map(|region| region.name)
    }

    /// Chooses a region by its id where none is chosen yet; an id that names none changes nothing.
    pub fn preset_region(&mut self, id: &str) {
        let options = self.set.question(PolicySet::REGION).options;
        if self.region().is_none()
            && let Some(index) = options.iter().position(|option| option.id == id)
        {
            self.put(PolicySet::REGION, Draft::Option(index as u16));
        }
    }

    /// Returns the content of a question's field.
    #[must_use]
    pub fn draft(&self, question: QuestionIndex) -> Option<&Draft> {
        self.drafts[usize::from(question.0)].as_ref()
    }

    /// Puts something into a question's field; an emptied text field is unanswered.
    pub fn put(&mut self, question: QuestionIndex, draft: Draft) {
        self.forget_unknown(question);
        self.keep(question, draft);
        if self.matters_question() == Some(question) {
            self.note_matters();
        } else {
            self.reopen();
        }
    }

    /// The same without a look at what else is answered.
    pub(crate) fn keep(&mut self, question: QuestionIndex, draft: Draft) {
        let empty = matches!(&draft, Draft::Typed(text) if text.trim().is_empty());
        self.drafts[usize::from(question.0)] = (!empty).then_some(draft);
    }

    /// Empties a question's field.
    pub fn clear(&mut self, question: QuestionIndex) {
        self.drafts[usize::from(question.0)] = None;
        self.reopen();
    }

    /// Takes answers as if they had been chosen and typed, and all at once: they open nothing
    /// again.
    pub fn put_answers(&mut self, answers: &[(QuestionIndex, Answer)]) {
        for (question, answer) in answers {
            let draft = match answer {
                Answer::Option(option) => Draft::Option(*option),
                Answer::Options(options) => Draft::Options(*options),
                Answer::YesNo(yes) => Draft::YesNo(*yes),
                Answer::Figure(figure) => Draft::Typed(decimal_text(*figure)),
            };
            self.keep(*question, draft);
        }
        self.note_matters();
    }

    /// Takes the day as typed; it counts once it is one. An empty field is today.
    pub fn put_date(&mut self, text: String, today: Date) {
        if text == self.date_text {
            return;
        }
        self.has_own_day = !text.trim().is_empty();
        let day = huiqi_rules::day::read_typed_date(&text);
        if let Some(day) = if self.has_own_day { day } else { Some(today) } {
            self.on = day;
            self.reopen();
        }
        self.date_text = text;
    }

    /// Whether the day as typed is none.
    #[must_use]
    pub fn date_is_bad(&self) -> bool {
        self.has_own_day && huiqi_rules::day::read_typed_date(&self.date_text).is_none()
    }

    /// Sets the day that a person chose.
    pub fn set_date(&mut self, day: Date) {
        self.take_day(day);
        self.has_own_day = true;
    }

    /// Takes today's day in the place of one that a person chose.
    pub fn follow_calendar(&mut self, today: Date) {
        self.take_day(today);
        self.has_own_day = false;
    }

    /// Says which day is today: a day that nobody chose becomes it.
    pub fn set_today(&mut self, today: Date) {
        if !self.has_own_day && self.on != today {
            self.take_day(today);
        }
    }

    fn take_day(&mut self, day: Date) {
        self.on = day;
        self.date_text = date_text(day);
        self.reopen();
    }

    /// Returns what a typed text means, or why it means nothing.
    ///
    /// # Errors
    /// What is wrong with a number; choices are never wrong by themselves.
    pub fn read(&self, question: QuestionIndex) -> Result<Option<Answer>, DraftProblem> {
        let unit = self.set.question(question).kind.unit();
        match self.draft(question) {
            Some(Draft::Option(option)) => Ok(Some(Answer::Option(*option))),
            Some(Draft::Options(options)) => Ok(Some(Answer::Options(*options))),
            Some(Draft::YesNo(yes)) => Ok(Some(Answer::YesNo(*yes))),
            Some(Draft::Typed(text)) => match unit {
                Some(unit) => match unit.read_typed(text) {
                    Ok(figure) => Ok(figure.map(Answer::Figure)),
                    Err(problem) => Err(DraftProblem::Figure(unit, problem)),
                },
                None => Ok(None),
            },
            Some(Draft::Sums(sums)) => match (self.read_sums(question, sums)?, unit) {
                (Some(sums), Some(unit)) => Ok(Some(Answer::Figure(sums.percent(unit)?))),
                (Some(_) | None, _) => Ok(None),
            },
            Some(Draft::Unclear | Draft::Reopened(_) | Draft::AskedAgain) | None => Ok(None),
        }
    }

    /// Returns the region chosen.
    #[must_use]
    pub fn region(&self) -> Option<&'static str> {
        self.here().map(|region| region.id)
    }

    fn here(&self) -> Option<&'static Region> {
        let Some(Draft::Option(region)) = self.draft(PolicySet::REGION) else { return None };
        Some(&self.set.regions[usize::from(*region)])
    }

    /// Returns the documents of the region chosen.
    #[must_use]
    pub fn policies(&self) -> Vec<&'static Policy> {
        let policies = self.here().map_or(&[][..], |region| region.policies);
        policies.iter().map(|index| self.set.policy(*index)).collect()
    }

    /// Whether an answer to a question counts in the region: its documents ask it, or a constraint
    /// ties it to one that they ask.
    #[must_use]
    pub fn counts(&self, question: QuestionIndex) -> bool {
        question == PolicySet::REGION || self.here().is_some_and(|region| region.counts(question))
    }

    /// Returns the answers that count: valid, and without the choice that contradicts another
    /// answer.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::none(self.set);
        for question in self.here().map_or(&[][..], |region| region.questions).iter().copied() {
            if let Ok(Some(answer)) = self.read(question)
                && let Ok(more) = answers.with(question, answer)
            {
                answers = more;
            }
        }
        answers
    }

    /// Returns the rule between answers that this question's draft breaks; the draft is kept and
    /// counts as unanswered.
    #[must_use]
    pub fn contradiction(&self, question: QuestionIndex) -> Option<&'static Constraint> {
        let constraint =
            self.set.constraints.iter().find(|constraint| constraint.multi == question)?;
        let answer = self.read(question).ok().flatten()?;
        let left_out = self.counts(question) && self.answers().get(question) != Some(&answer);
        left_out.then_some(constraint)
    }

    /// Returns what the engine says.
    #[must_use]
    pub fn report(&self) -> Report {
        evaluate(self.set, &self.answers(), self.on, &self.readings)
    }

    /// Returns the part of it that the questions are drawn from.
    #[must_use]
    pub fn outline(&self) -> Outline {
        outline(self.set, &self.answers(), self.on, &self.readings)
    }

    /// Returns what is wrong at a question.
    #[must_use]
    pub fn problem(&self, question: QuestionIndex) -> Option<DraftProblem> {
        match self.read(question) {
            Err(problem) => Some(problem),
            Ok(_) => self.contradiction(question).map(DraftProblem::Contradiction),
        }
    }

    /// Returns the readings of the region's documents that are taken the other way.
    #[must_use]
    pub fn others(&self) -> Vec<&'static Reading> {
        let readings = self.policies().into_iter().flat_map(|policy| policy.readings);
        readings.filter(|reading| self.readings.is_other(reading.id)).collect()
    }
}

#[cfg(test)]
mod tests;
