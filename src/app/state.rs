//! All changes of the page, in one pure place.

#[cfg(not(feature = "first"))]
use super::desk::{Desk, DeskAction};
use crate::POLICIES;
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::Company;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::link;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::shelf::Shelf;
use huiqi_sitting::wording;
#[cfg(not(feature = "first"))]
use huiqi_tables::message::News;
use std::rc::Rc;
use time::Date;
use yew::prelude::Reducible;

/// Everything the page shows hangs on this.
#[derive(Clone, PartialEq)]
pub(crate) struct Store {
    pub(crate) cases: Cases,
    /// The cases that are kept under a name.
    pub(crate) shelf: Shelf,
    /// 长辈版.
    pub(crate) large: bool,
    /// The ids of what is unfolded.
    pub(crate) unfolded: Vec<String>,
    /// How often the page changed; what `focus` names takes focus then.
    pub(crate) moves: u32,
    /// The id of what takes focus on the page in view.
    pub(crate) focus: String,
    /// The award from which a question was opened.
    pub(crate) from_award: Option<&'static str>,
    /// What came by a link, and what stood here before.
    pub(crate) opened: Option<Opened>,
    /// The company's name for the printed sheet.
    pub(crate) label: String,
    /// The table of companies.
    #[cfg(not(feature = "first"))]
    pub(crate) desk: Desk,
    /// The last short word about what was done.
    pub(crate) told: &'static str,
    /// The region that a host page presets.
    pub(crate) preset: Option<String>,
    /// How often 继续 found something to mend; the summary takes focus then.
    pub(crate) refusals: u32,
}

/// What is to be said of a link that was opened, and the cases that it took the place of.
#[derive(Clone, PartialEq)]
pub(crate) struct Opened {
    pub(crate) said: Vec<String>,
    pub(crate) before: Option<(Cases, Shelf)>,
    /// The words for the way back.
    pub(crate) back: &'static str,
}

/// What was kept, and the region that a host page presets.
pub(crate) struct Kept {
    pub(crate) cases: Cases,
    pub(crate) shelf: Shelf,
    pub(crate) preset: Option<String>,
}

/// What a person does.
#[derive(Clone)]
pub(crate) enum Action {
    /// Chooses or types.
    Put(QuestionIndex, Draft),
    /// Ticks one of several options, or takes its tick away.
    Toggle(QuestionIndex, u8),
    /// Types a day.
    DateText(String),
    /// Sets a day by one click.
    Date(Date),
    /// 继续.
    Next,
    /// 上一步.
    Back,
    /// Opens a page.
    Go(Page),
    /// Opens a question from another page, of an award where one is named, to come back to it.
    Mend(QuestionIndex, Option<&'static str>),
    /// The browser's own Back and Forward, or an address typed.
    Address(String, Date),
    /// What only the whole page does.
    Kit(Kit),
    /// Folds or unfolds.
    Fold(String),
    /// Takes a disputed clause the other way, or back.
    Switch(&'static str),
    /// 长辈版 on or off.
    Large,
    /// 清空.
    Clear(Date),
    /// Copies the case in view, to change the copy.
    Copy,
    /// Copies the case in view with these answers changed, to compare the two.
    Try(Vec<(QuestionIndex, Answer)>),
    /// Opens another case.
    Case(usize),
    /// Opens a case to change its answers.
    Change(usize),
    /// Names a case.
    Rename(usize, String),
    /// Takes a case away.
    Remove(usize),
    /// The host page may be told a result from now on.
    #[cfg(not(feature = "first"))]
    Host,
}

/// The service manager's kit: links, kept cases, examples, the end of a demonstration.
#[derive(Clone)]
pub(crate) enum Kit {
    /// Opens a link or a code that was received.
    Receive(String, Date),
    /// Takes back the cases that a link took the place of.
    Restore,
    /// Names the company on the printed sheet.
    Label(String),
    /// Takes the words about a link away.
    Dismiss,
    /// Keeps the case in view under a name.
    Keep(String),
    /// Opens a kept case.
    OpenKept(usize),
    /// Names a kept case.
    RenameKept(usize, String),
    /// Doubles a kept case.
    DuplicateKept(usize),
    /// Takes a kept case away; it can be had back.
    RemoveKept(usize),
    /// Adds the cases of a file.
    Import(String, Date),
    /// Opens a made-up company.
    Company(&'static Company),
    /// 结束本次演示，清空.
    End(Date),
    /// A short word about what was done.
    Tell(&'static str),
    /// A table of companies.
    #[cfg(not(feature = "first"))]
    Desk(DeskAction),
}

const HEADING: &str = "heading";
const BACK: &str = "恢复我原来的答案";

impl Store {
    /// The page as kept; where it is taken over from its first part, the heading takes focus as
    /// after any change of page.
    pub(crate) fn new(
        kept: Kept,
        address: &str,
        today: Date,
        large: bool,
        is_taken_over: bool,
    ) -> Self {
        let Kept { mut cases, shelf, preset } = kept;
        if let Some(region) = &preset {
            cases.session_mut().preset_region(region);
        }
        let mut store = Self {
            cases,
            shelf,
            preset,
            large,
            unfolded: Vec::new(),
            moves: u32::from(is_taken_over),
            focus: HEADING.to_owned(),
            from_award: None,
            opened: None,
            label: String::new(),
            #[cfg(not(feature = "first"))]
            desk: Desk::default(),
            told: "",
            refusals: 0,
        };
        if let Some(code) = store.code_in(address) {
            store.open_code(address, &code, today);
            return store;
        }
        let (page, readings) = Session::page_of(&POLICIES, address);
        let session = store.cases.session_mut();
        // What an address names counts; one that names nothing leaves what was kept.
        if let Some(readings) = readings {
            session.readings = readings;
        }
        session.page = page_for(session, page);
        store
    }

    /// What stands here, to be had back; nothing where nothing was answered.
    fn snapshot(&self) -> Option<(Cases, Shelf)> {
        self.cases
            .list()
            .iter()
            .any(|case| case.session.region().is_some())
            .then(|| (self.cases.clone(), self.shelf.clone()))
    }

    /// Puts a kept case or an example in the place of the one in view, which can be had back.
    fn open_case(&mut self, name: &str, session: Session) {
        let before = self.snapshot();
        self.cases.replace(name, session);
        let page = page_for(self.session(), Page::Result);
        self.go(page);
        self.opened =
            Some(Opened { said: vec![format!("已打开“{name}”。")], before, back: BACK });
    }

    /// What only the whole page does.
    fn kit(&mut self, kit: Kit, page: Page) {
        match kit {
            Kit::Receive(text, today) => {
                if !text.trim().is_empty() {
                    let code = link::code_in(&text).unwrap_or(&text);
                    self.open_code(&text, code, today);
                }
            }
            Kit::Restore => {
                if let Some((before, shelf)) = self.opened.take().and_then(|opened| opened.before) {
                    let page = page_for(before.session(), page);
                    self.cases = before;
                    self.shelf = shelf;
                    self.go(page);
                    self.moves += 1;
                }
            }
            Kit::Keep(name) => {
                let session = self.session().clone();
                self.told = if self.shelf.keep(&name, &session) {
                    "已保存。"
                } else {
                    "没有保存：请写一个名称，或先删掉一些案例。"
                };
            }
            Kit::OpenKept(place) => {
                if let Some(case) = self.shelf.list().get(place).cloned() {
                    self.open_case(&case.name, case.session);
                }
            }
            Kit::RenameKept(place, name) => self.shelf.rename(place, &name),
            Kit::DuplicateKept(place) => self.shelf.duplicate(place),
            Kit::RemoveKept(place) => {
                if let Some(name) = self.shelf.list().get(place).map(|case| case.name.clone()) {
                    let before = Some((self.cases.clone(), self.shelf.clone()));
                    self.shelf.remove(place);
                    self.opened = Some(Opened {
                        said: vec![format!("已删除“{name}”。")],
                        before,
                        back: "撤销删除",
                    });
                }
            }
            Kit::Import(text, today) => {
                let before = Some((self.cases.clone(), self.shelf.clone()));
                let imported = self.shelf.import(&POLICIES, today, &text);
                let taken = imported.is_some_and(|imported| imported.taken > 0);
                self.opened = Some(Opened {
                    said: wording::link::imported(imported),
                    before: before.filter(|_| taken),
                    back: "撤销导入",
                });
            }
            Kit::Company(company) => {
                self.open_case(company.name, Session::of_company(&POLICIES, company));
            }
            Kit::End(today) => {
                let moves = self.moves;
                let kept = Kept {
                    cases: Cases::new(Session::new(&POLICIES, today)),
                    shelf: Shelf::default(),
                    preset: self.preset.take(),
                };
                *self = Self::new(kept, "", today, self.large, true);
                self.moves = moves + 1;
                self.opened = Some(Opened {
                    said: vec!["已清空。这台电脑上不再有任何答案和案例。".to_owned()],
                    before: None,
                    back: BACK,
                });
            }
            Kit::Label(text) => self.label = text.trim().to_owned(),
            Kit::Dismiss => self.opened = None,
            Kit::Tell(word) => self.told = word,
            #[cfg(not(feature = "first"))]
            Kit::Desk(DeskAction::News(News::Company { name, kept }, today)) => {
                self.open_case(&name, Session::from_text(&POLICIES, today, &kept));
            }
            #[cfg(not(feature = "first"))]
            Kit::Desk(action) => {
                let phase = self.desk.phase;
                if let DeskAction::List(place) = action {
                    self.focus = format!("column--{place}");
                    self.moves += 1;
                }
                self.desk.take(action);
                // Each phase is a page of its own to whoever listens to it.
                if self.desk.phase != phase && page == Page::Portfolio {
                    self.moves += 1;
                }
            }
        }
    }

    /// The code in an address; the first part of the page reads none.
    fn code_in(&self, address: &str) -> Option<String> {
        if super::FIRST { None } else { link::code_in(address).map(str::to_owned) }
    }

    /// Puts the cases of a code in the place of those here, which can be had back.
    fn open_code(&mut self, address: &str, code: &str, today: Date) {
        match link::decode(&POLICIES, today, code) {
            Ok(linked) => {
                let said = wording::link::opened(&POLICIES, &linked, &linked.cases.totals());
                let before = self.snapshot();
                self.cases = linked.cases;
                let named =
                    Session::page_of(&POLICIES, address.split('?').next().unwrap_or_default()).0;
                let page = if named != Page::Result && self.cases.list().len() > 1 {
                    Page::Compare
                } else {
                    Page::Result
                };
                let page = page_for(self.session(), page);
                self.go(page);
                let before = before.filter(|(before, _)| before.to_text() != self.cases.to_text());
                self.opened = Some(Opened { said, before, back: BACK });
            }
            Err(fault) => {
                let page = page_for(self.session(), Page::Result);
                self.go(page);
                self.opened = Some(Opened {
                    said: vec![wording::link::fault(&POLICIES, fault)],
                    before: None,
                    back: BACK,
                });
            }
        }
        self.moves += 1;
    }

    /// The case in view.
    pub(crate) fn session(&self) -> &Session {
        self.cases.session()
    }

    fn go(&mut self, page: Page) {
        self.cases.session_mut().go(page);
    }

    /// Opens every question on one page, to come back to the comparison.
    fn change_answers(&mut self) {
        self.go(Page::All);
        self.cases.session_mut().back_to = Some(Page::Compare);
    }
}

/// The page that can be shown: the first where no region is chosen yet.
fn page_for(session: &Session, page: Page) -> Page {
    match page {
        Page::Unknown => Page::Unknown,
        Page::Compare => Page::Compare,
        Page::Cases => Page::Cases,
        Page::Portfolio => Page::Portfolio,
        Page::Step(_) | Page::All | Page::Check | Page::Result | Page::Ladder | Page::Share => {
            if session.region().is_none() {
                Page::Step(0)
            } else {
                page
            }
        }
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        let page = next.session().page;
        let current = next.cases.current();
        next.focus = HEADING.to_owned();
        next.told = "";
        match action {
            Action::Put(question, draft) => next.cases.session_mut().put(question, draft),
            Action::Toggle(question, option) => next.cases.session_mut().toggle(question, option),
            Action::DateText(text) => next.cases.session_mut().put_date(text),
            Action::Date(day) => next.cases.session_mut().set_date(day),
            Action::Next => {
                next.cases.session_mut().go_on();
                if next.session().shows_problems {
                    next.refusals += 1;
                }
            }
            Action::Back => next.cases.session_mut().go_back(),
            Action::Go(page) => next.go(page),
            Action::Mend(question, award) => {
                next.cases.session_mut().mend(question);
                next.from_award = award;
                next.focus = POLICIES.question(question).id.to_owned();
            }
            Action::Address(address, today) => {
                if let Some(code) = next.code_in(&address) {
                    next.open_code(&address, &code, today);
                    return Rc::new(next);
                }
                let (page, readings) = Session::page_of(&POLICIES, &address);
                let page = page_for(next.session(), page);
                let session = next.cases.session_mut();
                if page != Page::Unknown {
                    session.readings = readings.unwrap_or_default();
                }
                if page != session.page {
                    session.go(page);
                }
            }
            Action::Kit(kit) => {
                if !super::FIRST {
                    next.kit(kit, page);
                }
            }
            Action::Fold(id) => {
                if let Some(place) = next.unfolded.iter().position(|open| *open == id) {
                    next.unfolded.remove(place);
                } else {
                    next.unfolded.push(id);
                }
            }
            Action::Switch(reading) => {
                let session = next.cases.session_mut();
                session.readings = session.readings.switched(reading);
            }
            Action::Large => next.large = !next.large,
            Action::Clear(today) => {
                next.cases = Cases::new(Session::new(&POLICIES, today));
                if let Some(region) = &next.preset {
                    next.cases.session_mut().preset_region(region);
                }
            }
            Action::Copy => {
                next.cases.copy();
                next.change_answers();
            }
            Action::Try(answers) => {
                next.cases.copy();
                next.cases.session_mut().put_answers(&answers);
                next.go(Page::Compare);
            }
            Action::Case(place) => next.cases.open(place),
            Action::Change(place) => {
                next.cases.open(place);
                next.change_answers();
            }
            Action::Rename(place, name) => next.cases.rename(place, &name),
            Action::Remove(place) => next.cases.remove(place),
            #[cfg(not(feature = "first"))]
            Action::Host => (),
        }
        let now = next.session().page;
        if now != page || next.cases.current() != current {
            next.moves += 1;
        }
        if now != page
            && now == Page::Result
            && let Some(award) = next.from_award.take()
        {
            next.focus = format!("head--{award}");
            if !next.unfolded.iter().any(|open| open == award) {
                next.unfolded.push(award.to_owned());
            }
        }
        Rc::new(next)
    }
}
