//! All changes of the page, in one pure place.

use crate::policies::POLICIES;
use crate::question::QuestionIndex;
use crate::questionnaire::{Draft, Page, Session};
use std::rc::Rc;
use time::Date;
use yew::prelude::Reducible;

/// Everything the page shows hangs on this.
#[derive(Clone, PartialEq)]
pub(crate) struct Store {
    pub(crate) session: Session,
    /// 长辈版.
    pub(crate) large: bool,
    /// The ids of what is unfolded.
    pub(crate) unfolded: Vec<String>,
    /// How often the page changed; the heading takes focus then.
    pub(crate) moves: u32,
    /// How often 继续 found something to mend; the summary takes focus then.
    pub(crate) refusals: u32,
}

/// What a person does.
pub(crate) enum Action {
    /// Chooses or types.
    Put(QuestionIndex, Draft),
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
    /// Opens a question from the check page.
    Mend(QuestionIndex),
    /// The browser's own Back and Forward, or an address typed.
    Address(String),
    /// Folds or unfolds.
    Fold(String),
    /// 长辈版 on or off.
    Large,
    /// 清空.
    Clear(Date),
}

impl Store {
    pub(crate) fn new(mut session: Session, address: String, large: bool) -> Self {
        session.page = page_for(&session, &address);
        Self { session, large, unfolded: Vec::new(), moves: 0, refusals: 0 }
    }
}

/// The page of an address; the first where there is none, or where no region is chosen yet.
fn page_for(session: &Session, address: &str) -> Page {
    let page = Session::page_of(&POLICIES, address).unwrap_or(Page::Step(0));
    if session.region().is_none() { Page::Step(0) } else { page }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        let page = next.session.page;
        match action {
            Action::Put(question, draft) => next.session.put(question, draft),
            Action::DateText(text) => next.session.put_date(text),
            Action::Date(day) => next.session.set_date(day),
            Action::Next => {
                next.session.go_on();
                if next.session.shows_problems {
                    next.refusals += 1;
                }
            }
            Action::Back => next.session.go_back(),
            Action::Go(page) => next.session.go(page),
            Action::Mend(question) => next.session.mend(question),
            Action::Address(address) => {
                let page = page_for(&next.session, &address);
                if page == next.session.page {
                    return self;
                }
                next.session.go(page);
            }
            Action::Fold(id) => {
                if let Some(place) = next.unfolded.iter().position(|open| *open == id) {
                    next.unfolded.remove(place);
                } else {
                    next.unfolded.push(id);
                }
            }
            Action::Large => next.large = !next.large,
            Action::Clear(today) => next.session = Session::new(&POLICIES, today),
        }
        if next.session.page != page {
            next.moves += 1;
        }
        Rc::new(next)
    }
}
