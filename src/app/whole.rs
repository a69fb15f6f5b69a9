//! The whole page.

use super::shell::{PagePart, Sender, Shell};
use super::view::{View, WholeView};
use super::{
    apply, browser, cases, check, compare, frame, ladder, notice, portfolio, result, share, step,
    worker,
};
use crate::model::questions::{self, HEADING, Questions};
use crate::model::results::{PageFacts, WholeFacts};
use crate::model::table::{self, EarlierHeadings};
use crate::model::whole::{Action, Effect, Whole};
use huiqi_policies::page::POLICIES;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Session, is_former};
use huiqi_sitting::shelf::Shelf;
use serde::Serialize;
use time::Date;
use yew::prelude::Html;

impl PagePart for Whole {
    type Action = Action;
    type Effect = Effect;
    type Facts = WholeFacts;

    fn set_today(&mut self, today: Date) {
        self.questions.today = today;
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        Self::update(self, action)
    }

    fn facts(&self) -> WholeFacts {
        WholeFacts::of(self)
    }

    fn is_current(&self, facts: &WholeFacts) -> bool {
        facts.is_current(self)
    }

    fn settle(&mut self, facts: &WholeFacts) -> Vec<Effect> {
        Self::settle(self, &facts.questions)
    }

    fn draw(&self, facts: &WholeFacts, sender: &Sender<Action>) -> Html {
        let questions = View::new(&self.questions, &facts.questions, sender.of());
        let view = WholeView::new(questions, self, sender.clone());
        let page = match &facts.page {
            PageFacts::Step(step) => step::step(&view, *step),
            PageFacts::All => step::all(&view),
            PageFacts::Check => check::check(&view),
            PageFacts::Result(facts) => result::result(&view, facts),
            PageFacts::Ladder(ladder) => ladder::page(&view, ladder.as_ref()),
            PageFacts::Compare(facts) => compare::compare(&view, facts),
            PageFacts::Share(facts) => share::page(&view, facts),
            PageFacts::Cases(totals) => cases::page(&view, totals),
            PageFacts::Portfolio => portfolio::page(&view),
            PageFacts::Unknown => frame::nowhere(),
        };
        frame::around(&view, notice::notice(&view), page)
    }

    fn run(effect: Effect, sender: &Sender<Action>) {
        match effect {
            Effect::Question(effect) => browser::run(effect),
            Effect::Table(effect) => run_table(effect, sender),
            Effect::RememberShelf(text) => browser::remember_shelf(&text),
            Effect::Print(paper) => browser::print(paper),
            Effect::CopyText(id) => sender.send(Action::Copied(browser::copy(id))),
            Effect::CopyWords(words) => sender.send(Action::Copied(browser::copy_words(&words))),
            Effect::Share(link) => browser::share(&link),
            Effect::Save(name, text) => {
                if !browser::save(&name, &text) {
                    sender.send(Action::NotSaved);
                }
            }
            Effect::TellHost(result) => {
                let writer = serde_wasm_bindgen::Serializer::json_compatible();
                if let Ok(value) = result.serialize(&writer) {
                    browser::tell_host(value);
                }
            }
        }
    }
}

fn run_table(effect: table::Effect, sender: &Sender<Action>) {
    match effect {
        table::Effect::Order(order) => worker::send(sender, &order),
        table::Effect::EndWorker => worker::end(),
        table::Effect::RememberHeadings(text) => browser::remember_headings(&text),
        table::Effect::Find(id) => browser::find(&id),
    }
}

/// Mounts the whole page, in place of its first part where that is open.
pub fn start() {
    browser::report_panics();
    let today = browser::today();
    let carried = browser::take_over();
    let is_taken_over = carried.is_some();
    let kept = carried.or_else(browser::remembered);
    let is_former = kept.as_ref().is_some_and(|text| is_former(&POLICIES, text));
    let cases = kept.map_or_else(
        || Cases::new(Session::new(&POLICIES, today)),
        |text| Cases::from_text(&POLICIES, today, &text),
    );
    let mut shelf = Shelf::default();
    if let Some(text) = browser::remembered_shelf() {
        let _ = shelf.import(&POLICIES, today, &text);
    }
    let headings = EarlierHeadings::from_text(&browser::remembered_headings());
    let is_large = browser::wants_large();
    let questions = Questions::new(cases, browser::preset(), browser::site(), is_large, today);
    let mut whole = Whole::new(questions, shelf, headings, browser::device(), browser::host());
    let mut effects = vec![Effect::Question(questions::Effect::Enlarge(is_large))];
    if is_former {
        whole.name_asked_again();
    }
    effects.extend(whole.open_first(&browser::address()));
    if is_taken_over {
        // As after any change of page.
        effects.push(Effect::Question(questions::Effect::Focus(HEADING.to_owned())));
    }
    let shell = Shell::mount(whole, effects);
    apply::read(&shell.sender());
    shell.listen("popstate", || questions::Action::Address(browser::address()).into());
    shell.listen("huiqi:host", || Action::Host(browser::host()));
    // The page stays until the window is closed.
    std::mem::forget(shell);
}
