//! The page: draws the report and passes on what is chosen and typed. It computes nothing.

mod browser;
mod check;
mod compare;
mod dates;
mod element;
mod field;
mod frame;
mod ladder;
mod near;
mod result;
mod result_awards;
mod state;
mod step;

use crate::cases::Cases;
use crate::policies::POLICIES;
use crate::questionnaire::{Page, Session};
use crate::report::Report;
use element::el;
use gloo::events::EventListener;
use state::{Action, Store};
use time::Date;
use yew::prelude::{Html, UseReducerHandle, component, use_effect_with, use_reducer};

/// What every view draws from.
pub(crate) struct View<'a> {
    pub(crate) session: &'a Session,
    pub(crate) report: &'a Report,
    pub(crate) store: &'a UseReducerHandle<Store>,
    pub(crate) today: Date,
}

/// Mounts the page over the shell.
pub fn start() {
    yew::set_custom_panic_hook(Box::new(|_| browser::show_panic()));
    let root = browser::root();
    yew::Renderer::<App>::with_root(root).render();
}

#[component]
fn App() -> Html {
    let store = use_reducer(|| {
        let today = browser::today();
        let cases =
            browser::remembered().map_or_else(|| Cases::new(Session::new(&POLICIES, today)), |text| Cases::from_text(&POLICIES, today, &text));
        Store::new(cases, &browser::address(), browser::wants_large())
    });
    let session = store.session();
    let report = session.report();
    {
        let store = store.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&browser::window(), "popstate", move |_| store.dispatch(Action::Address(browser::address())));
            move || drop(listener)
        });
    }
    use_effect_with(store.cases.to_text(), |text| browser::remember(text));
    use_effect_with(store.large, |large| browser::set_large(*large));
    use_effect_with(session.address(), |address| {
        if let Some(address) = address {
            browser::open(address);
        }
    });
    {
        // Only a change of page moves the focus, whatever else is drawn anew.
        let focus = store.focus.clone();
        use_effect_with(store.moves, move |moves| {
            if *moves > 0 {
                browser::arrive(&focus);
            }
        });
    }
    use_effect_with(store.refusals, |refusals| {
        if *refusals > 0 {
            browser::focus("errors");
        }
    });
    let view = View { session, report: &report, store: &store, today: browser::today() };
    let title = frame::title(&view);
    use_effect_with(title, |title| browser::set_title(title));
    let page = match session.page {
        Page::Step(step) => step::step(&view, step),
        Page::All => step::all(&view),
        Page::Check => check::check(&view),
        Page::Result => result::result(&view),
        Page::Ladder => ladder::page(&view),
        Page::Compare => compare::compare(&view),
        Page::Unknown => frame::nowhere(),
    };
    let place = format!("{} {}", frame::heading(session), store.cases.current());
    el("div", "page")
        .child(frame::patterns())
        .child(frame::skip())
        .child(frame::top(&view))
        .child(el("div", "").list(vec![el("section", "").key(&place).child(page)]))
        .child(frame::foot(&view))
        .html()
}
