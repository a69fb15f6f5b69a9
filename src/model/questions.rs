//! The questions: cases, the case in view, the page in view. The first part of the page is this
//! and nothing else; the whole page has it inside.

use super::facts::Facts;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use time::Date;

/// The id of every page's heading.
pub(crate) const HEADING: &str = "heading";

/// What the site says of itself in the page's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteHead {
    /// The name of the site.
    pub(crate) name: String,
    /// The address of the newest version.
    pub(crate) address: Option<String>,
    /// The age in days from which the page calls the rules old.
    pub(crate) stale_days: Option<i64>,
    /// The commit that the page was built from.
    pub(crate) build: Option<String>,
}

/// The questions of one visit.
#[derive(Debug)]
pub(crate) struct Questions {
    /// The cases, one of them in view.
    pub(crate) cases: Cases,
    /// Whether the large type (长辈版) is chosen.
    pub(crate) is_large: bool,
    /// The day of the visit; the shell sets it before every action.
    pub(crate) today: Date,
    /// The site.
    pub(crate) site: SiteHead,
    /// The id of the region that a host page presets.
    preset: Option<String>,
    settled: BrowserState,
}

/// What the browser was given last: it is given anew what differs.
#[derive(Debug, Default)]
struct BrowserState {
    text: String,
    address: Option<String>,
    title: String,
    live_line: Option<String>,
}

/// What a visitor does at a question.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Chooses or types.
    Put(QuestionIndex, Draft),
    /// Ticks one of several options, or removes its tick.
    Toggle(QuestionIndex, u8),
    /// Types one of the two sums that a percentage follows from, by its place.
    Sum(QuestionIndex, usize, String),
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
    /// The browser's own Back and Forward, or an address typed.
    Address(String),
    /// Takes a disputed clause the other way, or back.
    Switch(&'static str),
    /// Switches 长辈版 on or off.
    Large,
    /// 清空.
    Clear,
    /// Opens another case.
    Case(usize),
    /// Moves the focus to an element, by its id.
    Focus(&'static str),
    /// Moves the focus to a question, by its id.
    Find(&'static str),
}

/// What the browser has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Stores everything that a refresh must not lose.
    Remember(String),
    /// Shows the address of the page in view.
    Address(String),
    /// Sets the title of the window.
    Title(String),
    /// Has the live line read out once it rests; without one, nothing is read out.
    Announce(Option<String>),
    /// Switches the large type and stores the choice.
    Enlarge(bool),
    /// Moves the focus to the element with this id; to the heading from the top of the page.
    Focus(String),
    /// Scrolls to the element or the question with this id and moves the focus there.
    Find(String),
    /// Opens the whole page in place of its first part, once this is painted.
    OpenWhole,
}

impl Questions {
    /// Returns the questions as kept, with the region that a host page presets.
    pub(crate) fn new(
        cases: Cases,
        preset: Option<String>,
        site: SiteHead,
        is_large: bool,
        today: Date,
    ) -> Self {
        let mut questions =
            Self { cases, is_large, today, site, preset, settled: BrowserState::default() };
        questions.apply_preset();
        questions
    }

    /// Opens the page of the visit's first address. What it names counts; an address that names
    /// nothing leaves what was kept.
    pub(crate) fn open_first(&mut self, address: &str) {
        let (page, readings) = Session::page_of(self.session().set(), address);
        let session = self.cases.session_mut();
        if let Some(readings) = readings {
            session.readings = readings;
        }
        session.page = page_for(session, page);
    }

    /// Returns the case in view.
    pub(crate) fn session(&self) -> &Session {
        self.cases.session()
    }

    /// Returns the day on which the rules were checked last, where the clock of this computer shows
    /// an earlier one: then the clock is wrong.
    pub(crate) fn checked_after_today(&self) -> Option<Date> {
        let checked = self.session().set().policies.iter().map(|policy| policy.checked_on).max();
        checked.filter(|checked| *checked > self.today)
    }

    /// Opens a page of the case in view.
    pub(crate) fn go(&mut self, page: Page) {
        self.cases.session_mut().go(page);
    }

    /// Returns the page and the case in view: where either changes, the focus moves.
    pub(crate) fn position(&self) -> (Page, usize) {
        (self.session().page, self.cases.current())
    }

    /// Whether the page in view asks questions: the first part of the page has no other.
    pub(crate) fn asks(&self) -> bool {
        matches!(self.session().page, Page::Step(_) | Page::All)
    }

    /// Empties everything, as for a new visitor.
    pub(crate) fn clear(&mut self) {
        self.cases = Cases::new(Session::new(self.session().set(), self.today));
        self.apply_preset();
    }

    fn apply_preset(&mut self) {
        if let Some(region) = &self.preset {
            self.cases.session_mut().preset_region(region);
        }
    }

    /// Performs an action; the focus after a change of page is the caller's.
    pub(crate) fn perform(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Put(question, draft) => self.cases.session_mut().put(question, draft),
            Action::Toggle(question, option) => self.cases.session_mut().toggle(question, option),
            Action::Sum(question, place, text) => {
                self.cases.session_mut().put_sum(question, place, text);
            }
            Action::DateText(text) => self.cases.session_mut().put_date(text),
            Action::Date(day) => self.cases.session_mut().set_date(day),
            Action::Next => {
                self.cases.session_mut().go_on();
                return self.session().shows_problems.then(|| Effect::Focus("errors".to_owned()));
            }
            Action::Back => self.cases.session_mut().go_back(),
            Action::Go(page) => self.go(page),
            Action::Address(address) => self.follow(&address),
            Action::Switch(reading) => {
                let session = self.cases.session_mut();
                session.readings = session.readings.switched(reading);
            }
            Action::Large => {
                self.is_large = !self.is_large;
                return Some(Effect::Enlarge(self.is_large));
            }
            Action::Clear => self.clear(),
            Action::Case(index) => self.cases.open(index),
            Action::Focus(id) => return Some(Effect::Focus(id.to_owned())),
            Action::Find(id) => return Some(Effect::Find(id.to_owned())),
        }
        None
    }

    /// Opens the page of an address.
    fn follow(&mut self, address: &str) {
        let (page, readings) = Session::page_of(self.session().set(), address);
        let page = page_for(self.session(), page);
        let session = self.cases.session_mut();
        if page != Page::Unknown {
            session.readings = readings.unwrap_or_default();
        }
        if page != session.page {
            session.go(page);
        }
    }

    /// Performs an action as the first part of the page: every page that asks nothing is left to
    /// the whole.
    pub(crate) fn update(&mut self, action: Action) -> Vec<Effect> {
        let before = self.position();
        let mut effects = Vec::from_iter(self.perform(action));
        if self.position() != before {
            effects.push(if self.asks() {
                Effect::Focus(HEADING.to_owned())
            } else {
                Effect::OpenWhole
            });
        }
        effects
    }

    /// Returns what follows for the browser from what is shown now.
    pub(crate) fn settle(&mut self, facts: &Facts) -> Vec<Effect> {
        let mut effects = Vec::new();
        let text = self.cases.to_text();
        if text != self.settled.text {
            effects.push(Effect::Remember(text.clone()));
            self.settled.text = text;
        }
        let address = self.session().address();
        if address != self.settled.address {
            effects.extend(address.clone().map(Effect::Address));
            self.settled.address = address;
        }
        let live_line = self.asks().then(|| facts.live_line.clone());
        if live_line != self.settled.live_line {
            effects.push(Effect::Announce(live_line.clone()));
            self.settled.live_line = live_line;
        }
        if facts.title != self.settled.title {
            effects.push(Effect::Title(facts.title.clone()));
            self.settled.title.clone_from(&facts.title);
        }
        effects
    }
}

/// Returns the page that can be shown: the first where no region is chosen yet.
pub(crate) fn page_for(session: &Session, page: Page) -> Page {
    match page {
        Page::Unknown | Page::Compare | Page::Cases | Page::Portfolio => page,
        Page::Step(_) | Page::All | Page::Check | Page::Result | Page::Ladder | Page::Share => {
            if session.region().is_none() {
                Page::Step(0)
            } else {
                page
            }
        }
    }
}
