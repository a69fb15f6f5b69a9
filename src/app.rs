//! The page: draws the report and passes on what is chosen and typed. It computes nothing.

mod browser;
mod check;
mod field;
mod frame;
mod result;
mod result_awards;
mod state;
mod step;

use crate::policies::POLICIES;
use crate::questionnaire::{Page, Session};
use crate::report::Report;
use gloo::events::EventListener;
use state::{Action, Store};
use yew::prelude::{Html, UseReducerHandle, component, html, use_effect_with, use_reducer};

/// What every view draws from.
pub(crate) struct View<'a> {
    pub(crate) session: &'a Session,
    pub(crate) report: &'a Report,
    pub(crate) store: &'a UseReducerHandle<Store>,
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
        let session = browser::remembered().map_or_else(|| Session::new(&POLICIES, today), |text| Session::from_text(&POLICIES, today, &text));
        Store::new(session, browser::address(), browser::wants_large())
    });
    let session = &store.session;
    let report = session.report();
    {
        let store = store.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&browser::window(), "popstate", move |_| store.dispatch(Action::Address(browser::address())));
            move || drop(listener)
        });
    }
    use_effect_with(session.to_text(), |text| browser::remember(text));
    use_effect_with(store.large, |large| browser::set_large(*large));
    use_effect_with(session.address(), |address| browser::open(address));
    use_effect_with((session.page, store.moves), |(_, moves)| {
        if *moves > 0 {
            browser::focus("heading");
        }
    });
    use_effect_with(store.refusals, |refusals| {
        if *refusals > 0 {
            browser::focus("errors");
        }
    });
    let view = View { session, report: &report, store: &store };
    let title = frame::title(&view);
    use_effect_with(title, |title| browser::set_title(title));
    let page = match session.page {
        Page::Step(step) => step::step(&view, step),
        Page::All => step::all(&view),
        Page::Check => check::check(&view),
        Page::Result => result::result(&view),
    };
    html! {
        <div class="page">
            { frame::patterns() }
            <a class="skip" href="#main">{ "跳到正文" }</a>
            { frame::top(&view) }
            <section key={session.address()}>{ page }</section>
            { frame::foot(&view) }
        </div>
    }
}
