//! The questions: cases, the case in view, the page in view. The first part of the page is this
//! and nothing else; the whole page has it inside.

use super::facts::Facts;
use huiqi_rules::policy::PolicySet;
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

/// How long the browser keeps what is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// For later visits.
    #[default]
    Browser,
    /// Until the tab is closed.
    Tab,
    /// Until the page is left or loaded anew.
    Page,
}

impl Keeping {
    /// Returns what is said of it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Browser => "答案只保存在本机浏览器里。",
            Self::Tab => "答案只留在这个标签页里，关掉就没有了。",
            Self::Page => "这里的浏览器不能保存答案，刷新或关掉页面就没有了。",
        }
    }
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
    /// Where the masthead leads for documents.
    pub(crate) library: &'static str,
    /// The page of the calculation that was open last.
    was: Page,
    /// What 清空 took away, until something is answered anew.
    cleared: Option<Cases>,
    /// The id of the region that a host page presets.
    preset: Option<String>,
    /// How long what is answered is kept, as far as the browser showed it.
    pub(crate) keeping: Keeping,
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
    Toggle(QuestionIndex, u16),
    /// Types one of the two sums that a percentage follows from, by its place.
    Sum(QuestionIndex, usize, String),
    /// Types a day.
    DateText(String),
    /// Sets a day by one click.
    Date(Date),
    /// Chooses where the company is, by the option, and goes on.
    Choose(u16),
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
    /// Goes back to the page of the calculation that was open last.
    Resume,
    /// 清空.
    Clear,
    /// Takes 清空 back.
    TakeBackClear,
    /// Opens a question that is still open.
    Open(QuestionIndex),
    /// Opens another case, by its id.
    Case(u32),
    /// Moves the focus to an element, by its id.
    Focus(&'static str),
    /// Moves the focus to a question, by its id.
    Find(&'static str),
    /// The browser kept what it was given, so long.
    Kept(Keeping),
    /// The page is looked at again, perhaps on another day.
    Look,
}

/// What a press does, as far as a second one within half a second is the same press: it may meet
/// another button than the first, such as the one of the next page or of the next row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Press {
    Choose(u16),
    Next,
    Back,
    Remove,
    RemoveKept,
    Duplicate,
    Restore,
    Dismiss,
    TellHost,
}

impl Action {
    /// Returns what it is as a press; none where a second press does no harm.
    pub(crate) fn press(&self) -> Option<Press> {
        match self {
            Self::Next => Some(Press::Next),
            Self::Choose(region) => Some(Press::Choose(*region)),
            Self::Back => Some(Press::Back),
            Self::Put(_, _)
            | Self::Toggle(_, _)
            | Self::Sum(_, _, _)
            | Self::DateText(_)
            | Self::Date(_)
            | Self::Go(_)
            | Self::Address(_)
            | Self::Switch(_)
            | Self::Large
            | Self::Resume
            | Self::Clear
            | Self::TakeBackClear
            | Self::Open(_)
            | Self::Case(_)
            | Self::Focus(_)
            | Self::Find(_)
            | Self::Kept(_)
            | Self::Look => None,
        }
    }
}

/// What the browser has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Stores everything that a refresh must not lose and answers with [`Action::Kept`].
    Remember(String),
    /// Removes what is stored of the answers.
    Forget,
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
    /// The same where nothing is left to be fetched for it: a change of page hides the change.
    OpenPrepared,
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
        let mut questions = Self {
            cases,
            is_large,
            today,
            site,
            library: "library/index.html",
            was: Page::Step(0),
            cleared: None,
            preset,
            keeping: Keeping::default(),
            settled: BrowserState::default(),
        };
        questions.apply_preset();
        // What is only read is not written.
        questions.note_stored();
        questions
    }

    /// Takes what is here for what the browser has.
    pub(crate) fn note_stored(&mut self) {
        self.settled.text = self.cases.to_text();
    }

    /// Takes nothing of this for stored.
    pub(crate) fn note_nothing_stored(&mut self) {
        self.settled.text.clear();
    }

    /// Says which day is today.
    pub(crate) fn set_today(&mut self, today: Date) {
        self.today = today;
        self.cases.set_today(today);
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
        self.note_stored();
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
    pub(crate) fn position(&self) -> (Page, u32) {
        (self.session().page, self.cases.current_id())
    }

    /// Whether the page in view asks questions: the first part of the page has no other.
    pub(crate) fn asks(&self) -> bool {
        matches!(self.session().page, Page::Step(_) | Page::All)
    }

    /// Whether 清空 can be taken back.
    pub(crate) fn can_take_back_clear(&self) -> bool {
        self.cleared.is_some()
    }

    /// Empties everything, as for a new visitor.
    pub(crate) fn clear(&mut self) {
        self.cases = Cases::new(Session::new(self.session().set(), self.today));
        self.cleared = None;
        self.was = Page::Step(0);
        self.apply_preset();
        self.note_stored();
    }

    fn apply_preset(&mut self) {
        if let Some(region) = &self.preset {
            self.cases.session_mut().preset_region(region);
        }
    }

    /// Performs an action; the focus after a change of page is the caller's.
    pub(crate) fn perform(&mut self, action: Action) -> Option<Effect> {
        if is_of_calculation(self.session().page) {
            self.was = self.session().page;
        }
        match action {
            Action::Put(question, draft) => {
                self.cleared = None;
                self.cases.session_mut().put(question, draft);
            }
            Action::Toggle(question, option) => self.cases.session_mut().toggle(question, option),
            Action::Sum(question, place, text) => {
                self.cases.session_mut().put_sum(question, place, text);
            }
            Action::DateText(text) => self.cases.session_mut().put_date(text, self.today),
            Action::Date(day) if day == self.today => {
                self.cases.session_mut().follow_calendar(day);
            }
            Action::Date(day) => self.cases.session_mut().set_date(day),
            Action::Choose(region) => {
                self.cleared = None;
                let session = self.cases.session_mut();
                session.put(PolicySet::REGION, Draft::Option(region));
                session.go_on();
            }
            // Enter sends a form that has no button too.
            Action::Next if self.session().region().is_none() => {}
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
            Action::Resume => {
                if !is_of_calculation(self.session().page) {
                    self.go(page_for(self.session(), self.was));
                }
            }
            Action::Clear => {
                let cleared = self.cases.clone();
                self.clear();
                self.cleared = Some(cleared);
                return Some(Effect::Forget);
            }
            Action::TakeBackClear => {
                if let Some(cases) = self.cleared.take() {
                    self.cases = cases;
                }
            }
            Action::Open(question) => {
                let shape = self.session().set().question(question);
                if self.session().page != Page::All {
                    self.cases.session_mut().open_step_of(question);
                }
                return Some(Effect::Find(shape.id.to_owned()));
            }
            Action::Case(id) => self.cases.open(id),
            Action::Kept(keeping) => {
                self.keeping = keeping;
                return Some(Effect::Announce(Some(keeping.words().to_owned())));
            }
            Action::Look => {}
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
        // 长辈版 comes with the whole page.
        if effects.iter().any(|effect| matches!(effect, Effect::Enlarge(true))) {
            effects.push(Effect::OpenWhole);
        }
        if self.position() != before {
            if !self.asks() {
                effects.push(Effect::OpenWhole);
            } else if effects.is_empty() {
                effects.push(Effect::Focus(HEADING.to_owned()));
                effects.push(Effect::OpenPrepared);
            }
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

/// Whether a page belongs to the calculation of one case, where 测算 leads.
fn is_of_calculation(page: Page) -> bool {
    match page {
        Page::Step(_) | Page::All | Page::Check | Page::Result | Page::Ladder | Page::Share => true,
        Page::Compare
        | Page::Cases
        | Page::Portfolio
        | Page::Receipt
        | Page::Library
        | Page::Difference
        | Page::Unknown => false,
    }
}

/// Returns the page that can be shown: the first where no region is chosen yet.
pub(crate) fn page_for(session: &Session, page: Page) -> Page {
    match page {
        Page::Unknown
        | Page::Compare
        | Page::Cases
        | Page::Portfolio
        | Page::Receipt
        | Page::Library
        | Page::Difference => page,
        Page::Step(_) | Page::All | Page::Check | Page::Result | Page::Ladder | Page::Share => {
            if session.region().is_none() {
                Page::Step(0)
            } else {
                page
            }
        }
    }
}
