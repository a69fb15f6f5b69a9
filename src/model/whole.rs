//! The whole page: the questions, and besides them results, cases, links and tables.

pub(crate) use super::device::Device;
pub(crate) use super::effect::{Effect, Paper};

use super::answered::AnsweredHere;
use super::arrival::OpenedLink;
use super::card::Card;
use super::difference::{DifferenceAction, EditionComparison};
use super::effect::{find, focus, moves_focus};
use super::host::HostResult;
use super::kept::KeptAction;
use super::library::{LibraryAction, LibraryReading};
use super::notice::{Notice, Notices};
use super::packs::{PackAction, PackPlaces};
use super::places::{self, PlaceChoice};
use super::questions::{self, HEADING, Questions, SiteHead};
use super::receipt::{ReceiptAction, ReceiptCheck};
use super::results::applications;
use super::sheets::Sheets;
use super::simple::{self, SimpleMode};
use super::table::{self, COLUMNS_FOLD, CompanyTable, OpenRow, Phase};
use super::words;
use huiqi_rules::amount::Amount;
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::Company;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::seen_name;
use huiqi_sitting::corrections::Corrections;
use huiqi_sitting::link;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::shelf::Shelf;
use huiqi_tables::message::News;
use time::Date;

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
    pub(super) from_award: Option<&'static str>,
    /// The total of the result from which a question was opened.
    pub(super) total_before: Option<Amount>,
    /// 长辈版.
    pub(crate) simple: SimpleMode,
    /// The choice of a place where there are many.
    pub(crate) places: PlaceChoice,
    /// What is to be said on top of the page, such as of a link that was opened.
    pub(crate) notices: Notices,
    /// The company's name for the printed sheet.
    pub(crate) label: String,
    /// The name to keep the case in view under; none where nothing was typed.
    pub(super) keep_name: Option<String>,
    /// The last short message about what was done.
    pub(crate) message: &'static str,
    /// The id of the text that was to be copied last.
    pub(crate) copied: &'static str,
    /// The words of the picture that was drawn last, and its address.
    pub(super) drawn: Option<Card>,
    pub(crate) picture: Option<String>,
    /// A table of companies.
    pub(crate) table: CompanyTable,
    /// What is checked of receipts and older links.
    pub(crate) receipt: ReceiptCheck,
    /// The documents of published rules.
    pub(crate) library: LibraryReading,
    /// Two editions of the rules.
    pub(crate) difference: EditionComparison,
    /// The sheets of its companies, while they are printed.
    pub(crate) sheets: Sheets,
    /// The origin of the host page that may get a result.
    pub(crate) host: Option<String>,
    /// What the portal says of applications.
    pub(crate) corrections: Corrections,
    /// What was answered on the result itself, with the totals before and after.
    pub(crate) answered: Vec<AnsweredHere>,
    /// The open cases as they were opened: unless they are changed, they are kept in this tab
    /// alone, and the next visit begins with one's own.
    pub(super) opened: String,
    /// The link that they came by.
    pub(super) link: Option<OpenedLink>,
    /// The address that the browser was given last.
    pub(super) shown_address: Option<String>,
    /// Whether the browser's address says what to do, and is to say where that led.
    pub(super) is_arriving: bool,
    /// The ways back as the browser has them.
    pub(super) stored_replaced: String,
    /// What is said once the browser has stored what it was given.
    pub(super) told_when_written: &'static str,
    /// Whether it was said that answers are not kept.
    pub(super) told_keeping: bool,
    /// Whether cases are kept although other files of this computer can read them.
    pub(super) may_keep: bool,
    /// What waits for the answer to that.
    pub(super) postponed: Option<KeptAction>,
    /// The rules beside the page.
    pub(crate) packs: PackPlaces,
    /// Whether the page is drawn without what options add: to be there sooner, it follows.
    pub(crate) is_brief: bool,
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
    /// The portal says this of itself now.
    Site(SiteHead, Device),
    /// Copies words.
    CopyWords(String),
    /// Saves a text as a file of this name.
    SaveText(String, String),
    /// Copies the case in view, to change the copy.
    Copy,
    /// Copies the case in view with these answers changed, to compare the two.
    Try(Vec<(QuestionIndex, Answer)>),
    /// Opens a case to change its answers, by its id.
    Change(u32),
    /// Names a case.
    Rename(u32, String),
    /// Removes a case.
    Remove(u32),
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
    /// The browser drew the picture of a result, which has this address; empty where it did not.
    Drawn(String),
    /// Hands a link to the system.
    Share(String),
    /// What is done with kept cases.
    Kept(KeptAction),
    /// The browser did not save a file.
    NotSaved,
    /// Opens a made-up company.
    Company(&'static Company),
    /// 结束本次演示，清空.
    End,
    /// Not everything could be removed.
    NotEnded,
    /// A host page asks for a result; none where the site does not allow it.
    Host(Option<String>),
    /// The visitor agrees that the host page gets the result.
    TellHost,
    /// Goes back to the rows of the table, to the company that was open.
    BackToRows,
    /// What is done with receipts.
    Receipt(ReceiptAction),
    /// What is done in the library of published rules.
    Library(LibraryAction),
    /// What is done with two editions of the rules.
    Difference(DifferenceAction),
    /// What is done with a table of companies.
    Table(table::Action),
    /// What is done in 长辈版.
    Simple(simple::Action),
    /// What is done with rules beside the page.
    Pack(PackAction),
    /// What is done to find a place.
    Places(places::Action),
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
        let corrections = Corrections::default();
        let set = questions.session().set();
        let applications = applications(set, &corrections);
        let places = PlaceChoice::of(set);
        Self {
            questions,
            places,
            device,
            shelf,
            unfolded: Vec::new(),
            from_award: None,
            notices: Notices::default(),
            total_before: None,
            simple: SimpleMode::default(),
            label: String::new(),
            keep_name: None,
            message: "",
            copied: "",
            drawn: None,
            picture: None,
            table: CompanyTable { headings, applications, ..CompanyTable::default() },
            receipt: ReceiptCheck::default(),
            library: LibraryReading::default(),
            difference: EditionComparison::default(),
            sheets: Sheets::default(),
            host,
            corrections,
            answered: Vec::new(),
            opened: String::new(),
            link: None,
            shown_address: None,
            is_arriving: false,
            stored_replaced: String::new(),
            told_when_written: "",
            told_keeping: false,
            may_keep: false,
            postponed: None,
            packs: PackPlaces::default(),
            is_brief: false,
        }
    }

    /// Says which day is today.
    pub(crate) fn set_today(&mut self, today: Date) {
        self.questions.set_today(today);
        self.shelf.set_today(today);
    }

    /// Returns the case in view.
    pub(crate) fn session(&self) -> &Session {
        self.questions.session()
    }

    /// Returns the company of the table that is in view as a case.
    pub(crate) fn open_row(&self) -> Option<&OpenRow> {
        let case = self.questions.cases.current_id();
        self.table.row.as_ref().filter(|row| row.case == case && self.table.phase == Phase::Done)
    }

    /// Whether something is unfolded.
    pub(crate) fn is_unfolded(&self, id: &str) -> bool {
        self.unfolded.iter().any(|open| open == id)
    }

    /// Performs an action.
    pub(crate) fn update(&mut self, action: Action) -> Vec<Effect> {
        self.message = "";
        self.is_brief = false;
        let before = self.questions.position();
        let phase = self.table.phase;
        let mut effects = self.perform(action);
        self.is_arriving |= self.keep_place();
        let now = self.questions.position();
        let is_moved = now != before;
        if is_moved {
            self.keep_name = None;
            self.answered.clear();
        }
        if now.0 != before.0 && now.0 == Page::Receipt {
            effects.extend(self.ask_older_link());
        }
        if now.0 != before.0 && now.0 == Page::Compare {
            self.questions.cases.name_by_change();
        }
        if now.0 != before.0
            && now.0 == Page::Result
            && let Some(then) = self.total_before.take()
        {
            let lines = vec![words::changed(then, self.session().outline().total)];
            self.notices.push(Notice::of(lines));
        }
        if is_moved && effects.iter().all(|effect| !matches!(effect, Effect::ChangePlace(_))) {
            effects.extend(self.follow_case());
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
        effects.extend(self.settle_difference());
        effects
    }

    fn perform(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Question(action) => return self.ask(action),
            Action::Mend(question, award) => {
                let total = self.session().outline().total;
                self.total_before = (self.session().page == Page::Result).then_some(total);
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
            Action::Corrections(corrections) => {
                self.corrections = corrections;
                self.tell_applications();
            }
            Action::Site(site, device) => (self.questions.site, self.device) = (site, device),
            Action::CopyWords(words) => return vec![Effect::CopyWords(words)],
            Action::SaveText(name, text) => {
                self.message = words::SAVED;
                return vec![Effect::Save(name, text)];
            }
            Action::Copy => {
                self.questions.cases.copy();
                self.change_answers();
            }
            Action::Try(answers) => {
                self.questions.cases.copy();
                self.questions.cases.session_mut().put_answers(&answers);
                self.questions.go(Page::Compare);
            }
            Action::Change(id) => {
                self.questions.cases.open(id);
                self.change_answers();
            }
            Action::Rename(id, name) => self.questions.cases.rename(id, &name),
            Action::Remove(id) => self.questions.cases.remove(id),
            Action::Receive(text) => {
                if !text.trim().is_empty() {
                    let text = link::mended(&text);
                    let code = link::code_in(&text).unwrap_or(&text);
                    self.open_code(&text, code);
                    return vec![focus(HEADING)];
                }
            }
            Action::Restore => return self.restore(),
            Action::Dismiss => drop(self.notices.pop()),
            Action::Label(text) => self.label = seen_name(&text),
            Action::Print(paper) => return vec![Effect::Print(paper)],
            Action::CopyText(id) => {
                self.copied = id;
                return vec![Effect::CopyText(id)];
            }
            Action::Drawn(address) => {
                self.picture = Some(address).filter(|address| !address.is_empty());
            }
            Action::Copied(is_copied) => {
                self.message = if is_copied { words::COPIED } else { words::NOT_COPIED };
            }
            Action::Share(link) => return vec![Effect::Share(link)],
            Action::Kept(action) => return self.with_kept(action),
            Action::NotSaved => {
                self.message = words::NOT_SAVED;
            }
            Action::Company(company) => {
                let (set, today) = (self.session().set(), self.questions.today);
                let session = Session::of_company_today(set, company, today);
                self.open_case(company.name, session);
            }
            Action::End => return self.end(),
            Action::NotEnded => self.not_ended(),
            Action::Host(host) => self.host = host,
            Action::TellHost => {
                self.message = words::HANDED_TO_HOST;
                let result = HostResult::of(self.session(), &self.session().report());
                return vec![Effect::TellHost(result)];
            }
            Action::Table(table::Action::News(News::Sheets(companies))) => {
                return self.begin_sheets(companies);
            }
            Action::Table(table::Action::NextSheets) => return self.go_on_with_sheets(),
            Action::Table(table::Action::News(News::Company(company))) => {
                return self.open_company(*company);
            }
            Action::BackToRows => {
                let index = self.open_row().map(|row| row.company.index);
                self.questions.go(Page::Portfolio);
                let id = index.map_or("rows".to_owned(), |index| format!("company-row--{index}"));
                return vec![find(id)];
            }
            Action::Simple(action) => return self.perform_simple(action),
            Action::Receipt(action) => return self.check_receipt(action),
            Action::Library(action) => return self.with_library(action),
            Action::Difference(action) => return self.perform_difference(action),
            Action::Table(table::Action::News(News::Editions(turn, news))) => {
                return self.perform_difference(DifferenceAction::News(turn, news));
            }
            Action::Pack(action) => return self.perform_pack(action),
            Action::Places(action) => return self.perform_places(action),
            Action::Table(action) => {
                self.difference.hear_of_table(&action);
                // What is printed is what is looked through.
                self.sheets = Sheets::default();
                let effects = self.table.perform(action, self.questions.cases.session());
                if self.table.needs_columns(self.session()) && !self.is_unfolded(COLUMNS_FOLD) {
                    self.unfolded.push(COLUMNS_FOLD.to_owned());
                }
                return self.settle_table(effects);
            }
        }
        Vec::new()
    }

    /// Does what the first part of the page does too; an address may hold a code here.
    pub(super) fn ask(&mut self, action: questions::Action) -> Vec<Effect> {
        let action = match self.arrive(action) {
            Ok(effects) => return effects,
            Err(action) => action,
        };
        match &action {
            questions::Action::Clear => self.forget_answers(),
            questions::Action::Kept(keeping) => self.tell_keeping(*keeping),
            questions::Action::Put(_, _)
            | questions::Action::Choose(_)
            | questions::Action::Toggle(_, _)
            | questions::Action::Sum(_, _, _)
            | questions::Action::DateText(_)
            | questions::Action::Date(_)
            | questions::Action::Next
            | questions::Action::Back
            | questions::Action::Go(_)
            | questions::Action::Address(_)
            | questions::Action::Switch(_)
            | questions::Action::Large
            | questions::Action::Resume
            | questions::Action::TakeBackClear
            | questions::Action::Open(_)
            | questions::Action::Case(_)
            | questions::Action::Focus(_)
            | questions::Action::Find(_)
            | questions::Action::Look => {}
        }
        self.questions.perform(action).map(Effect::Question).into_iter().collect()
    }

    /// Opens every question on one page, to come back to the comparison.
    fn change_answers(&mut self) {
        self.questions.go(Page::All);
        self.questions.cases.session_mut().back_to = Some(Page::Compare);
    }
}
