//! The flow of questions: what was typed and chosen, which page comes next, what is given to the
//! engine. Pure; the page only draws it.

mod memory;

pub use memory::is_former;

use huiqi_engine::report::{Outline, Report};
use huiqi_engine::{ChosenReadings, award_amounts, evaluate, outline};
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::day::date_text;
use huiqi_rules::policy::{Award, Company, Policy, PolicySet, Reading};
use huiqi_rules::question::{Constraint, QuestionIndex, Quotient, QuotientProblem};
use huiqi_rules::unit::{FigureProblem, Unit, decimal_text};
use time::Date;

/// The content of a question's field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// The option chosen.
    Option(u8),
    /// The options chosen, one bit each; none means none of them.
    Options(u64),
    /// Yes or no.
    YesNo(bool),
    /// The text typed, kept as it is.
    Typed(String),
    /// The two sums typed that a percentage follows from, kept as they are.
    Sums([String; 2]),
    /// "Not clear" (不清楚): looked at and left open.
    Unclear,
    /// The matters ticked as claimed elsewhere before another one came to be offered: the question
    /// is open again.
    Reopened(u64),
    /// Open, since this edition asks otherwise than the one that was answered.
    AskedAgain,
}

/// Why the content of a question's field does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// What was typed is no figure of the question's unit.
    Figure(&'static Unit, FigureProblem),
    /// One of the two sums is not there.
    OneSum,
    /// The second of the two sums is not above zero.
    NothingToCompare(&'static Quotient),
    /// It breaks this rule between answers.
    Contradiction(&'static Constraint),
}

/// Two sums that a percentage follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoSums {
    /// What they are.
    pub quotient: &'static Quotient,
    /// The first, in fen.
    pub of: i64,
    /// The second, in fen.
    pub to: i64,
}

/// A page of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A step, by its index.
    Step(usize),
    /// All questions on one page.
    All,
    /// Check the answers.
    Check,
    /// The result.
    Result,
    /// Handing the result on.
    Share,
    /// The cases that are kept.
    Cases,
    /// A table of companies.
    Portfolio,
    /// The ladder of titles.
    Ladder,
    /// Several cases side by side.
    Compare,
    /// An address that leads nowhere.
    Unknown,
}

/// A sitting: everything that a refresh must not lose.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    set: &'static PolicySet,
    drafts: Vec<Option<Draft>>,
    /// The day of the claim.
    pub on: Date,
    /// The day as typed, kept where it is no day.
    pub date_text: String,
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
            page: Page::Step(0),
            shows_problems: false,
            back_to: None,
            readings: ChosenReadings::default(),
            matters_seen: 0,
        }
    }

    /// Returns a made-up company, as if it had answered.
    #[must_use]
    pub fn of_company(set: &'static PolicySet, company: &Company) -> Self {
        let mut session = Self::new(set, company.on);
        session.put_answers(company.answers);
        session
    }

    /// Returns the rule set.
    #[must_use]
    pub const fn set(&self) -> &'static PolicySet {
        self.set
    }

    /// Returns the name of the region, if one is chosen.
    #[must_use]
    pub fn region_name(&self) -> Option<&'static str> {
        let id = self.region()?;
        self.set.regions.iter().find(|region| region.id == id).map(|region| region.name)
    }

    /// Chooses a region by its id where none is chosen yet; an id that names none changes nothing.
    pub fn preset_region(&mut self, id: &str) {
        let options = self.set.question(PolicySet::REGION).options;
        if self.region().is_none()
            && let Some(index) = options.iter().position(|option| option.id == id)
        {
            self.put(PolicySet::REGION, Draft::Option(index as u8));
        }
    }

    /// Returns the content of a question's field.
    #[must_use]
    pub fn draft(&self, question: QuestionIndex) -> Option<&Draft> {
        self.drafts[usize::from(question.0)].as_ref()
    }

    /// Puts something into a question's field; an emptied text field is unanswered.
    pub fn put(&mut self, question: QuestionIndex, draft: Draft) {
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

    /// Returns the options of a question that can be chosen, one bit each: of the matters claimed
    /// elsewhere those whose award could pay something for the answers so far, and what is ticked.
    /// `None` where every option can.
    #[must_use]
    pub fn offered(&self, question: QuestionIndex) -> Option<u64> {
        let is_asked = self.matters_question() == Some(question);
        is_asked.then(|| self.matters(question) | self.ticks(question))
    }

    /// Returns the question of the region's documents for the matters claimed elsewhere.
    #[must_use]
    pub fn matters_question(&self) -> Option<QuestionIndex> {
        self.policies().iter().find_map(|policy| Some(policy.claimed_elsewhere.as_ref()?.question))
    }

    /// Returns the matters whose award could pay something where nothing is claimed elsewhere.
    fn matters(&self, question: QuestionIndex) -> u64 {
        let answers = self.answers().replaced(question, Answer::Options(0));
        let amounts = award_amounts(self.set, &answers, self.on, &self.readings);
        let is_about = |policy: &Policy| {
            policy.claimed_elsewhere.as_ref().is_some_and(|rule| rule.question == question)
        };
        let pays = |(policy, award, amount): (&Policy, &Award, Amount)| {
            award.matter.filter(|_| is_about(policy) && !amount.is_zero())
        };
        amounts.into_iter().filter_map(pays).fold(0, |all, matter| all | 1 << matter)
    }

    /// Notes which matters are offered where the question for them is answered now.
    pub(crate) fn note_matters(&mut self) {
        self.matters_seen = match self.matters_question() {
            Some(question) if matches!(self.draft(question), Some(Draft::Options(_))) => {
                self.matters(question)
            }
            Some(_) | None => 0,
        };
    }

    /// Opens the question for the matters claimed elsewhere again where one is offered that was
    /// not when it was answered.
    fn reopen(&mut self) {
        let Some(question) = self.matters_question() else { return };
        if let Some(Draft::Options(ticks)) = self.draft(question).cloned()
            && self.matters(question) & !self.matters_seen != 0
        {
            self.keep(question, Draft::Reopened(ticks));
            self.matters_seen = 0;
        }
    }

    /// Returns the options of a question that are ticked, one bit each.
    #[must_use]
    pub fn ticks(&self, question: QuestionIndex) -> u64 {
        match self.draft(question) {
            Some(Draft::Options(chosen) | Draft::Reopened(chosen)) => *chosen,
            Some(
                Draft::Option(_)
                | Draft::YesNo(_)
                | Draft::Typed(_)
                | Draft::Sums(_)
                | Draft::Unclear
                | Draft::AskedAgain,
            )
            | None => 0,
        }
    }

    /// Ticks one of several options, or takes its tick away.
    pub fn toggle(&mut self, question: QuestionIndex, option: u8) {
        self.put(question, Draft::Options(self.ticks(question) ^ 1 << option));
    }

    /// Types one of the two sums that a percentage follows from.
    pub fn put_sum(&mut self, question: QuestionIndex, place: usize, text: String) {
        let mut sums = match self.draft(question) {
            Some(Draft::Sums(sums)) => sums.clone(),
            Some(
                Draft::Option(_)
                | Draft::Options(_)
                | Draft::YesNo(_)
                | Draft::Typed(_)
                | Draft::Unclear
                | Draft::Reopened(_)
                | Draft::AskedAgain,
            )
            | None => Default::default(),
        };
        if let Some(sum) = sums.get_mut(place) {
            *sum = text;
        }
        self.put(question, Draft::Sums(sums));
    }

    /// The two sums typed, of a question that has them; `None` where nothing is typed.
    ///
    /// # Errors
    /// What is wrong with one of them, or that one is not there.
    fn read_sums(
        &self,
        question: QuestionIndex,
        sums: &[String; 2],
    ) -> Result<Option<TwoSums>, DraftProblem> {
        let Some(quotient) = self.set.question(question).quotient.as_ref() else {
            return Ok(None);
        };
        let read = |unit: &'static Unit, text: &str| {
            unit.read_typed_steps(text).map_err(|problem| DraftProblem::Figure(unit, problem))
        };
        match (read(quotient.is.unit(), &sums[0])?, read(&Unit::BALANCE, &sums[1])?) {
            (Some(of), Some(to)) => Ok(Some(TwoSums { quotient, of, to })),
            (None, None) => Ok(None),
            (Some(_), None) | (None, Some(_)) => Err(DraftProblem::OneSum),
        }
    }

    /// The two sums that a question is answered by.
    #[must_use]
    pub fn sums(&self, question: QuestionIndex) -> Option<TwoSums> {
        match self.draft(question) {
            Some(Draft::Sums(sums)) if self.read(question).is_ok() => {
                self.read_sums(question, sums).ok().flatten()
            }
            Some(_) | None => None,
        }
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

    /// Takes the day as typed; it counts once it is one.
    pub fn put_date(&mut self, text: String) {
        if let Some(day) = huiqi_rules::day::read_date(text.trim()) {
            self.on = day;
            self.reopen();
        }
        self.date_text = text;
    }

    /// Whether the day as typed is none.
    #[must_use]
    pub fn date_is_bad(&self) -> bool {
        huiqi_rules::day::read_date(self.date_text.trim()).is_none()
    }

    /// Sets the day.
    pub fn set_date(&mut self, day: Date) {
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
                (Some(TwoSums { quotient, of, to }), Some(unit)) => {
                    let percent = quotient.is.percent(of, to).map_err(|problem| match problem {
                        QuotientProblem::NothingToCompare => {
                            DraftProblem::NothingToCompare(quotient)
                        }
                        QuotientProblem::TooLarge => {
                            DraftProblem::Figure(unit, FigureProblem::TooLarge)
                        }
                    })?;
                    Ok(Some(Answer::Figure(percent)))
                }
                (Some(_) | None, _) => Ok(None),
            },
            Some(Draft::Unclear | Draft::Reopened(_) | Draft::AskedAgain) | None => Ok(None),
        }
    }

    /// Returns the region chosen.
    #[must_use]
    pub fn region(&self) -> Option<&'static str> {
        match self.draft(PolicySet::REGION) {
            Some(Draft::Option(region)) => Some(self.set.regions[usize::from(*region)].id),
            Some(
                Draft::Options(_)
                | Draft::YesNo(_)
                | Draft::Typed(_)
                | Draft::Sums(_)
                | Draft::Unclear
                | Draft::Reopened(_)
                | Draft::AskedAgain,
            )
            | None => None,
        }
    }

    /// Returns the documents of the region chosen.
    #[must_use]
    pub fn policies(&self) -> Vec<&'static Policy> {
        self.region().map_or(Vec::new(), |region| self.set.policies_in(region).collect())
    }

    /// Whether the region's documents ask a question at all.
    #[must_use]
    pub fn is_asked_in_region(&self, question: QuestionIndex) -> bool {
        question == PolicySet::REGION
            || self.region().is_some_and(|region| self.set.is_asked_in(region, question))
    }

    /// Returns the answers that count: valid, asked in the region, and without the choice that
    /// contradicts another answer.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::none(self.set);
        for index in 0..self.set.questions.len() {
            let question = QuestionIndex(index as u8);
            if let (true, Ok(Some(answer))) =
                (self.is_asked_in_region(question), self.read(question))
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
        let left_out =
            self.is_asked_in_region(question) && self.answers().get(question) != Some(&answer);
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

    /// Returns the questions to show: those that still matter and those already looked at.
    #[must_use]
    pub fn visible(&self, outline: &Outline) -> Vec<QuestionIndex> {
        let shown = |question: &QuestionIndex| {
            *question == PolicySet::REGION
                || outline.asks.iter().any(|ask| ask.question == *question)
                || (self.draft(*question).is_some()
                    && self.is_asked_in_region(*question)
                    && self.something_counts(outline))
        };
        (0..self.set.questions.len() as u8).map(QuestionIndex).filter(shown).collect()
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
        let bad_date = self.date_is_bad() && matches!(self.page, Page::Step(0) | Page::All);
        if bad_date || !self.problems(&outline).is_empty() {
            self.shows_problems = true;
            return;
        }
        let next = match self.page {
            Page::Step(_) | Page::All if self.back_to.is_some() => {
                self.back_to.unwrap_or(Page::Check)
            }
            Page::Step(step) => self
                .steps(&outline)
                .into_iter()
                .find(|next| *next > step)
                .map_or(Page::Check, Page::Step),
            Page::All => Page::Check,
            Page::Check
            | Page::Result
            | Page::Ladder
            | Page::Compare
            | Page::Share
            | Page::Cases
            | Page::Portfolio
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
            Page::Result => Page::Check,
            Page::Ladder | Page::Compare | Page::Share | Page::Cases | Page::Portfolio => {
                Page::Result
            }
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

    /// Opens a question's step, to come back to the page in view.
    pub fn mend(&mut self, question: QuestionIndex) {
        let id = self.set.question(question).step;
        let from = self.page;
        self.go(Page::Step(self.set.steps.iter().position(|step| step.id == id).unwrap_or(0)));
        self.back_to = Some(from);
    }

    /// Returns the address of the page in view, after the hash, with the readings taken the other
    /// way; none for an address that leads nowhere.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let path = match self.page {
            Page::Step(step) => self.set.steps[step].id,
            Page::All => "all",
            Page::Check => "check",
            Page::Result => "result",
            Page::Ladder => "ladder",
            Page::Compare => "compare",
            Page::Share => "share",
            Page::Cases => "cases",
            Page::Portfolio => "portfolio",
            Page::Unknown => return None,
        };
        let others: Vec<&str> =
            self.all_readings().filter(|id| self.readings.is_other(id)).collect();
        Some(if others.is_empty() {
            format!("#/{path}")
        } else {
            format!("#/{path}?other={}", others.join(","))
        })
    }

    fn all_readings(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        self.set.policies.iter().flat_map(|policy| policy.readings.iter().map(|reading| reading.id))
    }

    /// Returns the readings of the region's documents that are taken the other way.
    #[must_use]
    pub fn others(&self) -> Vec<&'static Reading> {
        let readings = self.policies().into_iter().flat_map(|policy| policy.readings);
        readings.filter(|reading| self.readings.is_other(reading.id)).collect()
    }

    /// Returns the page of an address and, where the address names any, the readings taken the
    /// other way. A reading that does not exist leads nowhere.
    #[must_use]
    pub fn page_of(set: &'static PolicySet, address: &str) -> (Page, Option<ChosenReadings>) {
        let nowhere = (Page::Unknown, None);
        let Some(path) = address.strip_prefix("#/") else {
            return (if matches!(address, "" | "#") { Page::Step(0) } else { Page::Unknown }, None);
        };
        let (path, rest) =
            path.split_once('?').map_or((path, None), |(path, rest)| (path, Some(rest)));
        let page = match path {
            "" => Page::Step(0),
            "all" => Page::All,
            "check" => Page::Check,
            "result" => Page::Result,
            "ladder" => Page::Ladder,
            "compare" => Page::Compare,
            "share" => Page::Share,
            "cases" => Page::Cases,
            "portfolio" => Page::Portfolio,
            id => set.steps.iter().position(|step| step.id == id).map_or(Page::Unknown, Page::Step),
        };
        let Some(rest) = rest else { return (page, None) };
        let Some(named) = rest.strip_prefix("other=") else { return nowhere };
        let mut readings = ChosenReadings::default();
        for name in named.split(',') {
            let known = set
                .policies
                .iter()
                .flat_map(|policy| policy.readings)
                .find(|reading| reading.id == name);
            let Some(reading) = known else { return nowhere };
            readings = readings.other(reading.id);
        }
        (page, Some(readings))
    }
}

#[cfg(test)]
mod tests;
