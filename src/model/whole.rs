//! The whole page: the questions, and besides them results, cases, links and tables.

pub(crate) use super::effect::{Effect, Paper};

use super::effect::{find, focus, moves_focus};
use super::facts::Facts;
use super::host::HostResult;
use super::questions::{self, HEADING, Questions, page_for};
use super::table::{self, CompanyTable};
use super::words;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::Answer;
use huiqi_rules::day::date_text;
use huiqi_rules::policy::Company;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::{Cases, seen_name};
use huiqi_sitting::corrections::Corrections;
use huiqi_sitting::link;
use huiqi_sitting::next::Contact;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::shelf::Shelf;
use huiqi_sitting::wording;
use huiqi_tables::message::News;

/// What the browser can do, as far as a page says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Device {
    /// The address of this page that others can open.
    pub(crate) public_address: Option<String>,
    /// Whether the system can hand a link on.
    pub(crate) can_share: bool,
    /// Whether this is the browser of a chat program, which neither prints nor saves.
    pub(crate) is_in_chat: bool,
    /// Whom the site names for questions.
    pub(crate) contacts: Vec<Contact>,
}

/// The whole page of one visit.
#[derive(Debug)]
pub(crate) struct Whole {
    pub(crate) questions: Questions,
    pub(crate) device: Device,
    /// The cases that are kept under a name.
    pub(crate) shelf: Shelf,
    /// The ids of what is unfolded.
    pub(crate) unfolded: Vec<String>,
    /// The award from which a question was opened.
    from_award: Option<&'static str>,
    /// What is to be said on top of the page, such as of a link that was opened.
    pub(crate) notice: Option<Notice>,
    /// The company's name for the printed sheet.
    pub(crate) label: String,
    /// The name to keep the case in view under; none where nothing was typed.
    keep_name: Option<String>,
    /// The last short message about what was done.
    pub(crate) message: &'static str,
    /// A table of companies.
    pub(crate) table: CompanyTable,
    /// The origin of the host page that may get a result.
    pub(crate) host: Option<String>,
    /// What the portal says of applications.
    pub(crate) corrections: Corrections,
    /// What was answered on the result itself, with the totals before and after.
    pub(crate) answered: Vec<AnsweredHere>,
}

/// An answer given on the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnsweredHere {
    pub(crate) question: QuestionIndex,
    pub(crate) before: Amount,
    pub(crate) after: Amount,
}

/// Words on top of the page, and the way back to what was there before.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) lines: Vec<String>,
    before: Option<(Cases, Shelf)>,
    /// The words for the way back.
    pub(crate) back: &'static str,
}

impl Notice {
    /// Whether there is a way back.
    pub(crate) fn can_restore(&self) -> bool {
        self.before.is_some()
    }
}

/// What a visitor does.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// What the first part of the page does too.
    Question(questions::Action),
    /// Opens a question from another page, of an award where one is named, to come back to it.
    Mend(QuestionIndex, Option<&'static str>),
    /// Folds or unfolds.
    Fold(String),
    /// Answers a question on the result.
    AnswerHere(QuestionIndex, Draft),
    /// The portal says this of applications.
    Corrections(Corrections),
    /// Copies words.
    CopyWords(String),
    /// Saves a text as a file of this name.
    SaveText(String, String),
    /// Copies the case in view, to change the copy.
    Copy,
    /// Copies the case in view with these answers changed, to compare the two.
    Try(Vec<(QuestionIndex, Answer)>),
    /// Opens a case to change its answers.
    Change(usize),
    /// Names a case.
    Rename(usize, String),
    /// Removes a case.
    Remove(usize),
    /// Opens a link or a code that was received.
    Receive(String),
    /// Takes back what an opened link, a deleted or an imported case replaced.
    Restore,
    /// Removes the notice.
    Dismiss,
    /// Names the company on the printed sheet.
    Label(String),
    /// Prints.
    Print(Paper),
    /// Copies the text of the text area with this id.
    CopyText(&'static str),
    /// The browser copied a text, or did not allow it.
    Copied(bool),
    /// Hands a link to the system.
    Share(String),
    /// Types the name to keep the case in view under.
    KeepName(String),
    /// Keeps the case in view.
    Keep,
    /// Opens a kept case.
    OpenKept(usize),
    /// Names a kept case.
    RenameKept(usize, String),
    /// Duplicates a kept case.
    DuplicateKept(usize),
    /// Removes a kept case; it can be restored.
    RemoveKept(usize),
    /// Saves all kept cases as a file.
    Export,
    /// The browser did not save a file.
    NotSaved,
    /// Adds the cases of a file; none where it could not be read.
    Import(Option<String>),
    /// Opens a made-up company.
    Company(&'static Company),
    /// 结束本次演示，清空.
    End,
    /// A host page asks for a result; none where the site does not allow it.
    Host(Option<String>),
    /// The visitor agrees that the host page gets the result.
    TellHost,
    /// What is done with a table of companies.
    Table(table::Action),
}

impl From<questions::Action> for Action {
    fn from(action: questions::Action) -> Self {
        Self::Question(action)
    }
}

impl From<table::Action> for Action {
    fn from(action: table::Action) -> Self {
        Self::Table(action)
    }
}

impl Whole {
    /// Returns the whole page with what was kept; the first address is still to be opened.
    pub(crate) fn new(
        questions: Questions,
        shelf: Shelf,
        headings: table::EarlierHeadings,
        device: Device,
        host: Option<String>,
    ) -> Self {
        Self {
            questions,
            device,
            shelf,
            unfolded: Vec::new(),
            from_award: None,
            notice: None,
            label: String::new(),
            keep_name: None,
            message: "",
            table: CompanyTable { headings, ..CompanyTable::default() },
            host,
            corrections: Corrections::default(),
            answered: Vec::new(),
        }
    }

    /// Says which questions of what a former edition kept are asked again.
    pub(crate) fn name_asked_again(&mut self) {
        let lines = wording::asked_again(self.session());
        self.notice =
            lines.map(|line| Notice { lines: vec![line], before: None, back: words::BACK });
    }

    /// Opens the page, or the code, of the visit's first address.
    pub(crate) fn open_first(&mut self, address: &str) -> Vec<Effect> {
        let address = link::mended(address);
        if let Some(code) = link::code_in(&address) {
            self.open_code(&address, code);
            return vec![focus(HEADING)];
        }
        self.questions.open_first(&address);
        let named = Session::page_of(self.session().set(), &address).0;
        if named != page_for(self.session(), named) && !matches!(named, Page::Step(_) | Page::All) {
            // A program that hands an address on takes away what it does not know.
            let lines = vec![wording::link::NO_ANSWERS.to_owned()];
            self.notice = Some(Notice { lines, before: None, back: words::BACK });
        }
        Vec::new()
    }

    /// Returns the case in view.
    pub(crate) fn session(&self) -> &Session {
        self.questions.session()
    }

    /// Returns the name to keep the case in view under: its own until another is typed.
    pub(crate) fn keep_name(&self) -> &str {
        let cases = &self.questions.cases;
        self.keep_name.as_deref().unwrap_or(&cases.list()[cases.current()].name)
    }

    /// Whether something is unfolded.
    pub(crate) fn is_unfolded(&self, id: &str) -> bool {
        self.unfolded.iter().any(|open| open == id)
    }

    /// Performs an action.
    pub(crate) fn update(&mut self, action: Action) -> Vec<Effect> {
        self.message = "";
        let before = self.questions.position();
        let phase = self.table.phase;
        let mut effects = self.perform(action);
        let now = self.questions.position();
        let is_moved = now != before;
        if is_moved {
            self.keep_name = None;
            self.answered.clear();
        }
        let award =
            if now.0 != before.0 && now.0 == Page::Result { self.from_award.take() } else { None };
        // An effect that moves the focus says where to; otherwise a new page begins at its heading,
        // and each phase of a table is a page of its own for a screen reader.
        let is_new_phase = self.table.phase != phase && before.0 == Page::Portfolio;
        if let Some(award) = award {
            if !self.is_unfolded(award) {
                self.unfolded.push(award.to_owned());
            }
            effects.push(find(format!("head--{award}")));
        } else if (is_moved || is_new_phase) && !effects.iter().any(moves_focus) {
            effects.push(focus(HEADING));
        }
        effects
    }

    fn perform(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Question(action) => return self.ask(action),
            Action::Mend(question, award) => {
                self.questions.cases.session_mut().mend(question);
                self.from_award = award;
                let id = self.session().set().question(question).id;
                return vec![find(id.to_owned())];
            }
            Action::Fold(id) => {
                if let Some(index) = self.unfolded.iter().position(|open| *open == id) {
                    self.unfolded.remove(index);
                } else {
                    self.unfolded.push(id);
                }
            }
            Action::AnswerHere(question, draft) => return self.answer_here(question, draft),
            Action::Corrections(corrections) => self.corrections = corrections,
            Action::CopyWords(words) => return vec![Effect::CopyWords(words)],
            Action::SaveText(name, text) => return vec![Effect::Save(name, text)],
            Action::Copy => {
                self.questions.cases.copy();
                self.change_answers();
            }
            Action::Try(answers) => {
                self.questions.cases.copy();
                self.questions.cases.session_mut().put_answers(&answers);
                self.questions.go(Page::Compare);
            }
            Action::Change(index) => {
                self.questions.cases.open(index);
                self.change_answers();
            }
            Action::Rename(index, name) => self.questions.cases.rename(index, &name),
            Action::Remove(index) => self.questions.cases.remove(index),
            Action::Receive(text) => {
                if !text.trim().is_empty() {
                    let text = link::mended(&text);
                    let code = link::code_in(&text).unwrap_or(&text);
                    self.open_code(&text, code);
                    return vec![focus(HEADING)];
                }
            }
            Action::Restore => return self.restore(),
            Action::Dismiss => self.notice = None,
            Action::Label(text) => self.label = seen_name(&text),
            Action::Print(paper) => return vec![Effect::Print(paper)],
            Action::CopyText(id) => return vec![Effect::CopyText(id)],
            Action::Copied(is_copied) => {
                self.message = if is_copied { words::COPIED } else { words::NOT_COPIED };
            }
            Action::Share(link) => return vec![Effect::Share(link)],
            Action::KeepName(name) => self.keep_name = Some(name),
            Action::Keep => return self.keep(),
            Action::OpenKept(index) => {
                if let Some(case) = self.shelf.list().get(index).cloned() {
                    self.open_case(&case.name, case.session);
                }
            }
            Action::RenameKept(index, name) => {
                self.shelf.rename(index, &name);
                return vec![self.remember_shelf()];
            }
            Action::DuplicateKept(index) => {
                self.shelf.duplicate(index);
                return vec![self.remember_shelf()];
            }
            Action::RemoveKept(index) => return self.remove_kept(index),
            Action::Export => {
                let name = format!("huiqi-cases-{}.txt", date_text(self.questions.today));
                return vec![Effect::Save(name, self.shelf.to_text())];
            }
            Action::NotSaved => {
                self.message = words::NOT_SAVED;
            }
            Action::Import(text) => return self.import(text),
            Action::Company(company) => {
                let session = Session::of_company(self.session().set(), company);
                self.open_case(company.name, session);
            }
            Action::End => return self.end(),
            Action::Host(host) => self.host = host,
            Action::TellHost => {
                self.message = words::HANDED_TO_HOST;
                let result = HostResult::of(self.session(), &self.session().report());
                return vec![Effect::TellHost(result)];
            }
            Action::Table(table::Action::News(News::Company { name, kept })) => {
                let today = self.questions.today;
                let session = Session::from_text(self.session().set(), today, &kept);
                self.open_case(&name, session);
            }
            Action::Table(action) => {
                let effects = self.table.perform(action, self.questions.cases.session());
                return effects.into_iter().map(Effect::Table).collect();
            }
        }
        Vec::new()
    }

    /// Answers a question where its price is seen; the page stays, and says what it changed.
    fn answer_here(&mut self, question: QuestionIndex, draft: Draft) -> Vec<Effect> {
        let before = self.session().outline().total;
        self.questions.cases.session_mut().put(question, draft);
        let after = self.session().outline().total;
        self.answered.retain(|one| one.question != question);
        self.answered.push(AnsweredHere { question, before, after });
        vec![focus("ask-h")]
    }

    /// Does what the first part of the page does too; an address may hold a code here.
    fn ask(&mut self, action: questions::Action) -> Vec<Effect> {
        let action = if let questions::Action::Address(address) = &action {
            let address = link::mended(address);
            if let Some(code) = link::code_in(&address) {
                self.open_code(&address, code);
                return vec![focus(HEADING)];
            }
            questions::Action::Address(address)
        } else {
            action
        };
        self.questions.perform(action).map(Effect::Question).into_iter().collect()
    }

    /// Returns what is here, to be restored; none where nothing was answered.
    fn snapshot(&self) -> Option<(Cases, Shelf)> {
        let is_answered = |case: &huiqi_sitting::cases::Case| case.session.region().is_some();
        self.questions.cases.list().iter().any(is_answered).then(|| self.before())
    }

    fn before(&self) -> (Cases, Shelf) {
        (self.questions.cases.clone(), self.shelf.clone())
    }

    /// Puts a kept case or an example in the place of the one in view, which can be restored.
    fn open_case(&mut self, name: &str, session: Session) {
        let before = self.snapshot();
        self.questions.cases.replace(name, session);
        let page = page_for(self.session(), Page::Result);
        self.questions.go(page);
        let lines = vec![words::opened(name)];
        self.notice = Some(Notice { lines, before, back: words::BACK });
    }

    /// Puts the cases of a code in the place of those here, which can be restored.
    fn open_code(&mut self, address: &str, code: &str) {
        let set = self.session().set();
        match link::decode(set, self.questions.today, code) {
            Ok(linked) => {
                let mut lines = wording::link::opened(set, &linked, &linked.cases.totals());
                if lines.is_empty() {
                    lines.push(words::OPENED_LINK.to_owned());
                }
                let before = self.snapshot();
                self.questions.cases = linked.cases;
                let path = address.split('?').next().unwrap_or_default();
                let named = Session::page_of(set, path).0;
                let is_compared = named != Page::Result && self.questions.cases.list().len() > 1;
                let page = if is_compared { Page::Compare } else { Page::Result };
                self.questions.go(page_for(self.session(), page));
                let now = self.questions.cases.to_text();
                let before = before.filter(|(before, _)| before.to_text() != now);
                self.notice = Some(Notice { lines, before, back: words::BACK });
            }
            Err(fault) => {
                self.questions.go(page_for(self.session(), Page::Result));
                let lines = vec![wording::link::fault(set, fault)];
                self.notice = Some(Notice { lines, before: None, back: words::BACK });
            }
        }
    }

    /// Takes back what the notice replaced, and stays on this page where that is possible.
    fn restore(&mut self) -> Vec<Effect> {
        let Some((cases, shelf)) = self.notice.take().and_then(|notice| notice.before) else {
            return Vec::new();
        };
        let page = page_for(cases.session(), self.session().page);
        self.questions.cases = cases;
        self.shelf = shelf;
        self.questions.go(page);
        vec![self.remember_shelf(), focus(HEADING)]
    }

    fn keep(&mut self) -> Vec<Effect> {
        let name = self.keep_name().to_owned();
        let is_kept = self.shelf.keep(&name, self.questions.cases.session());
        self.message = if is_kept { words::KEPT } else { words::NOT_KEPT };
        self.keep_name = None;
        vec![self.remember_shelf()]
    }

    fn remove_kept(&mut self, index: usize) -> Vec<Effect> {
        let Some(case) = self.shelf.list().get(index) else { return Vec::new() };
        let lines = vec![words::removed(&case.name)];
        let before = Some(self.before());
        self.shelf.remove(index);
        self.notice = Some(Notice { lines, before, back: words::UNDO_REMOVAL });
        vec![self.remember_shelf()]
    }

    fn import(&mut self, text: Option<String>) -> Vec<Effect> {
        let Some(text) = text else {
            self.message = words::NOT_READ;
            return Vec::new();
        };
        let before = self.before();
        let imported =
            self.shelf.import(self.questions.session().set(), self.questions.today, &text);
        let is_taken = imported.is_some_and(|imported| imported.taken > 0);
        self.notice = Some(Notice {
            lines: wording::link::imported(imported),
            before: is_taken.then_some(before),
            back: words::UNDO_IMPORT,
        });
        vec![self.remember_shelf()]
    }

    /// Forgets everything that was answered, kept and opened in this browser.
    fn end(&mut self) -> Vec<Effect> {
        self.questions.clear();
        self.shelf = Shelf::default();
        self.unfolded = Vec::new();
        self.from_award = None;
        self.label = String::new();
        self.keep_name = None;
        let lines = vec![words::ALL_CLEARED.to_owned()];
        self.notice = Some(Notice { lines, before: None, back: words::BACK });
        let mut effects: Vec<Effect> = self.table.forget().map(Effect::Table).into();
        effects.extend([self.remember_shelf(), focus(HEADING)]);
        effects
    }

    /// Opens every question on one page, to come back to the comparison.
    fn change_answers(&mut self) {
        self.questions.go(Page::All);
        self.questions.cases.session_mut().back_to = Some(Page::Compare);
    }

    fn remember_shelf(&self) -> Effect {
        let is_empty = self.shelf.list().is_empty();
        Effect::RememberShelf(if is_empty { String::new() } else { self.shelf.to_text() })
    }

    /// Returns what follows for the browser from what is shown now.
    pub(crate) fn settle(&mut self, facts: &Facts) -> Vec<Effect> {
        self.questions.settle(facts).into_iter().map(Effect::Question).collect()
    }
}
