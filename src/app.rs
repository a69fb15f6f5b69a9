//! The page: draws the report and passes on what is chosen and typed. It computes nothing.

mod bars;
#[cfg_attr(feature = "first", allow(dead_code, reason = "the first part needs only some of it"))]
mod browser;
mod cases;
mod check;
mod compare;
mod dates;
/// A table of companies; the part that is loaded first knows nothing of it.
#[cfg(not(feature = "first"))]
mod desk;
#[cfg_attr(feature = "first", allow(dead_code, reason = "the first part needs only some of it"))]
mod element;
mod field;
mod frame;
/// The page whose frame this is.
#[cfg(not(feature = "first"))]
mod host;
mod ladder;
mod near;
#[cfg(not(feature = "first"))]
mod portfolio;
#[cfg(not(feature = "first"))]
mod portfolio_match;
#[cfg(not(feature = "first"))]
mod portfolio_result;
mod result;
mod result_awards;
mod share;
mod sheet;
mod state;
mod step;

use crate::POLICIES;
use element::el;
use gloo::events::EventListener;
use huiqi_engine::report::{Outline, Report};
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Page, Session};
use state::{Action, Kept, Store};
use std::cell::{OnceCell, RefCell};
use time::Date;
use yew::AppHandle;
use yew::prelude::{
    AttrValue, Html, Properties, UseReducerHandle, component, use_effect_with, use_reducer,
};

/// Whether this is the part that is loaded first: it draws the questions, and hands every other
/// page over to the whole.
const FIRST: bool = cfg!(feature = "first");

/// What every view draws from.
pub(crate) struct View<'a> {
    pub(crate) session: &'a Session,
    pub(crate) outline: &'a Outline,
    report: &'a OnceCell<Report>,
    pub(crate) store: &'a UseReducerHandle<Store>,
    pub(crate) today: Date,
}

impl View<'_> {
    /// The whole result, which the questions do not need.
    pub(crate) fn report(&self) -> &Report {
        self.report.get_or_init(|| self.session.report())
    }
}

thread_local! {
    static MOUNTED: RefCell<Option<AppHandle<App>>> = const { RefCell::new(None) };
    /// What is to be done once the browser has painted the press that asks for it.
    static SENT: RefCell<Vec<(UseReducerHandle<Store>, Action)>> = const { RefCell::new(Vec::new()) };
    static PAINTED: RefCell<Option<browser::AfterPaint>> = const { RefCell::new(None) };
    /// Where storage is refused, this is still there to be handed over.
    static KEPT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Does this once the press that asks for it has been painted: the tick in a box, the letter in a
/// field, the button held down. Drawing the page anew takes a slow phone longer than that. What is
/// pressed meanwhile is done in its order.
pub(crate) fn perform(store: &UseReducerHandle<Store>, action: Action) {
    let is_first = SENT.with(|sent| {
        let mut sent = sent.borrow_mut();
        sent.push((store.clone(), action));
        sent.len() == 1
    });
    if is_first {
        browser::set_busy(true);
        PAINTED.set(Some(browser::after_paint(perform_all)));
    }
}

fn perform_all() {
    SENT.take().into_iter().for_each(|(store, action)| store.dispatch(action));
    browser::set_busy(false);
}

/// Mounts the page over the shell; the whole page in place of its first part.
pub fn start() {
    yew::set_custom_panic_hook(Box::new(|_| browser::show_panic()));
    let carried = if FIRST { None } else { browser::take_over() };
    let mounted = yew::Renderer::<App>::with_root_and_props(
        browser::root(),
        Carried { carried: carried.map(AttrValue::from) },
    )
    .render();
    MOUNTED.with(|place| *place.borrow_mut() = Some(mounted));
}

/// Takes the page away, so that the whole can be mounted in its place, and gives everything that a
/// refresh must not lose.
#[cfg(feature = "first")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn stop() -> String {
    if let Some(mounted) = MOUNTED.with(|place| place.borrow_mut().take()) {
        mounted.destroy();
    }
    KEPT.with(|kept| kept.borrow().clone())
}

/// What the first part of the page hands over: everything that a refresh must not lose.
#[derive(Clone, PartialEq, Properties)]
struct Carried {
    carried: Option<AttrValue>,
}

#[component]
fn App(carried: &Carried) -> Html {
    let store = use_reducer(|| {
        let today = browser::today();
        let kept = carried.carried.as_ref().map(ToString::to_string).or_else(browser::remembered);
        let cases = kept.map_or_else(
            || Cases::new(Session::new(&POLICIES, today)),
            |text| Cases::from_text(&POLICIES, today, &text),
        );
        let kept = Kept { cases, shelf: browser::shelf(today), preset: browser::preset() };
        Store::new(
            kept,
            &browser::address(),
            today,
            browser::wants_large(),
            carried.carried.is_some(),
        )
    });
    let session = store.session();
    let (report, alone) = (OnceCell::new(), FIRST.then(|| session.outline()));
    let outline =
        alone.as_ref().unwrap_or_else(|| &report.get_or_init(|| session.report()).outline);
    {
        let store = store.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&browser::window(), "popstate", move |_| {
                // After what was pressed before.
                perform_all();
                store.dispatch(Action::Address(browser::address(), browser::today()));
            });
            move || drop(listener)
        });
    }
    #[cfg(not(feature = "first"))]
    {
        let store = store.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&browser::window(), "huiqi:host", move |_| {
                store.dispatch(Action::Host)
            });
            move || drop(listener)
        });
    }
    use_effect_with(store.cases.to_text(), |text| {
        browser::remember(text);
        KEPT.with(|kept| kept.replace(text.clone()));
    });
    // Only the whole page has more than questions: it is opened once this has been painted.
    let is_left = FIRST && !matches!(session.page, Page::Step(_) | Page::All);
    use_effect_with((is_left, store.moves), |(is_left, _)| {
        let later = is_left.then(|| browser::after_paint(browser::open_whole));
        move || drop(later)
    });
    use_effect_with(store.shelf.clone(), browser::remember_shelf);
    use_effect_with(store.large, |large| browser::set_large(*large));
    use_effect_with(session.address(), |address| {
        if let Some(address) = address {
            browser::open(address);
        }
    });
    {
        // Only a change of page moves the focus, whatever else is drawn anew.
        let focus = store.focus.clone();
        use_effect_with((store.moves, is_left), move |(moves, is_left)| {
            if *moves > 0 && !is_left {
                browser::arrive(&focus);
            }
        });
    }
    use_effect_with(store.refusals, |refusals| {
        if *refusals > 0 {
            browser::focus("errors");
        }
    });
    let place = format!("{} {}", frame::heading(session), store.cases.current());
    let view = View { session, outline, report: &report, store: &store, today: browser::today() };
    let live = matches!(session.page, Page::Step(_) | Page::All).then(|| frame::live(&view));
    use_effect_with(live, |live| {
        let waiting = live.clone().map(browser::announce);
        move || drop(waiting)
    });
    let title = frame::title(&view);
    use_effect_with(title, |title| browser::set_title(title));
    let page = match session.page {
        Page::Step(step) => step::step(&view, step),
        Page::All => step::all(&view),
        _ if is_left => frame::waiting(&view),
        Page::Check => check::check(&view),
        Page::Result => result::result(&view),
        Page::Ladder => ladder::page(&view),
        Page::Compare => compare::compare(&view),
        Page::Share => share::page(&view),
        Page::Cases => cases::page(&view),
        #[cfg(not(feature = "first"))]
        Page::Portfolio => portfolio::page(&view),
        #[cfg(feature = "first")]
        Page::Portfolio => frame::waiting(&view),
        Page::Unknown => frame::nowhere(),
    };
    el("div", "page")
        .child(frame::patterns())
        .child(frame::skip())
        .child(frame::top(&view))
        .maybe(frame::stale(&view))
        .maybe(frame::opened(&view))
        .child(el("div", "").list(vec![el("section", "").key(&place).child(page)]))
        .child(frame::foot(&view))
        .html()
}
