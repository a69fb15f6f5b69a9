//! The part of the page that is loaded first: it draws the questions, and leaves every other page
//! to the whole.

use super::shell::{PagePart, Sender, Shell};
use super::view::{NOTHING, View};
use super::{browser, frame, step, storage};
use crate::model::facts::Facts;
use crate::model::questions::{Action, Effect, Press, Questions};
use huiqi_policies::first::POLICIES;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::places::is_searched;
use huiqi_sitting::questionnaire::{Page, Session, is_former, kept_region};
use std::cell::RefCell;
use std::rc::Rc;
use time::Date;
use yew::prelude::Html;

impl PagePart for Questions {
    type Action = Action;
    type Effect = Effect;
    type Facts = Facts;

    const LOOK: Action = Action::Look;

    fn set_today(&mut self, today: Date) {
        Self::set_today(self, today);
    }

    fn today(&self) -> Date {
        self.today
    }

    fn press(action: &Action) -> Option<Press> {
        action.press()
    }

    fn is_storing(effect: &Effect) -> bool {
        matches!(effect, Effect::Remember(_) | Effect::Forget)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        let mut effects = Self::update(self, action);
        if searches_places(self.session().page) {
            effects.push(Effect::OpenWhole);
        }
        effects
    }

    fn facts(&self) -> Facts {
        Facts::in_brief(self.session(), &self.site.name)
    }

    fn is_current(&self, _: &Facts) -> bool {
        false
    }

    fn settle(&mut self, facts: &Facts) -> Vec<Effect> {
        Self::settle(self, facts)
    }

    fn draw(&self, facts: &Facts, sender: &Sender<Action>) -> Html {
        let view = View::new(self, facts, &NOTHING, sender.clone());
        let page = match view.session.page {
            page if searches_places(page) => frame::waiting(&view),
            Page::Step(step) => step::step(&view, step),
            Page::All => step::all(&view),
            Page::Check
            | Page::Result
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Receipt
            | Page::Library
            | Page::Difference
            | Page::Ladder
            | Page::Compare
            | Page::Unknown => frame::waiting(&view),
        };
        frame::around(&view, None, page)
    }

    fn run(effect: Effect, sender: &Sender<Action>) {
        // What a former edition kept is left as it is for the whole page, which can carry it over.
        let is_held = FORMER.with_borrow(Option::is_some);
        if !(is_held && matches!(effect, Effect::Remember(_) | Effect::Address(_)))
            && let Some(keeping) = browser::run(effect)
        {
            sender.send(Action::Kept(keeping));
        }
    }
}

/// Whether a page asks for the place, of which there are so many that they are searched: that comes
/// with the whole page. Where there are few, nothing of it is compiled.
fn searches_places(page: Page) -> bool {
    is_searched(&POLICIES) && matches!(page, Page::Step(0) | Page::All)
}

thread_local! {
    /// What was kept, where it holds answers to a former edition.
    static FORMER: RefCell<Option<String>> = const { RefCell::new(None) };
    static SHELL: RefCell<Option<Rc<Shell<Questions>>>> = const { RefCell::new(None) };
}

/// Mounts the questions over the shell of the page.
pub fn start() {
    browser::report_panics();
    let today = browser::today();
    let kept = storage::remembered();
    // A place of a pack is for the whole page, as are answers to a former edition.
    let is_other = |text: &String| {
        is_former(&POLICIES, text)
            || kept_region(text).is_some_and(|id| POLICIES.regions.iter().all(|own| own.id != id))
    };
    let former = kept.clone().filter(is_other);
    let cases = kept.filter(|_| former.is_none()).map_or_else(
        || Cases::new(Session::new(&POLICIES, today)),
        |text| Cases::from_present_text(&POLICIES, today, &text),
    );
    let is_large = browser::wants_large();
    let mut questions = Questions::new(cases, browser::preset(), browser::site(), is_large, today);
    questions.keeping = storage::keeping();
    browser::show_large(is_large);
    questions.open_first(&browser::address());
    // What the first part does not have: the whole page is opened at once.
    let needs_whole = is_large || former.is_some() || searches_places(questions.session().page);
    if former.as_ref().is_some_and(|text| is_former(&POLICIES, text)) {
        questions.go(Page::Check);
    }
    FORMER.set(former);
    let effects = if needs_whole { vec![Effect::OpenWhole] } else { Vec::new() };
    let shell = Shell::mount(questions, effects);
    shell.listen("popstate", |_| Some(Action::Address(browser::address())));
    SHELL.set(Some(shell));
}

/// Takes the questions out of the page and returns everything that a refresh must not lose. Where
/// storage is refused, this is the only way it gets to the whole page.
#[must_use]
pub fn stop() -> String {
    let unmount = |shell: Rc<Shell<Questions>>| shell.unmount(|page| page.cases.to_text());
    let text = SHELL.take().map_or(String::new(), unmount);
    // What was pressed last may have asked for the whole once more.
    browser::opened();
    FORMER.take().unwrap_or(text)
}
