//! The whole page.

use super::beside::EVERYTHING;
use super::element::many;
use super::shell::{PagePart, Sender};
use super::view::{View, WholeView};
use super::{
    browser, cases, check, compare, difference, frame, ladder, library, notice, open, places,
    portfolio, receipt, result, share, simple, step, storage, storage_whole, table_rules, worker,
};
use crate::model::kept::{KeptAction, Written};
use crate::model::keys;
use crate::model::questions::{self, Press};
use crate::model::results::{PageFacts, WholeFacts};
use crate::model::table;
use crate::model::whole::{Action, Effect, Whole};
use gloo::timers::callback::Timeout;
use serde::Serialize;
use time::Date;
use yew::prelude::{AttrValue, Html};

/// A pattern and icons that no question uses; they do not belong into the part that is loaded
/// first.
const ICONS: &str = concat!(
    r#"<svg class="defs" aria-hidden="true" focusable="false"><pattern id="may" width="6" "#,
    r#"height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
    r#"<rect width="6" height="6" class="bar-paper"/>"#,
    r#"<rect width="2.5" height="6" class="bar-sure"/></pattern>"#,
    r#"<symbol id="i-check" viewBox="0 0 24 24"><path d="m5 12.5 5 5L19.5 7"/></symbol>"#,
    r#"<symbol id="i-cross" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></symbol>"#,
    r#"<symbol id="i-down" viewBox="0 0 24 24"><path d="m6 9 6 6 6-6"/></symbol>"#,
    r#"<symbol id="i-right" viewBox="0 0 24 24"><path d="m9 6 6 6-6 6"/></symbol>"#,
    r#"<symbol id="i-copy" viewBox="0 0 24 24"><path d="M9 9h11v11H9zM5 15H4V4h11v1"/></symbol>"#,
    r#"<symbol id="i-phone" viewBox="0 0 24 24"><path d="M5 4h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4"#,
    r#"c0 1-1 2-2 2A16 16 0 0 1 3 6c0-1 1-2 2-2z"/></symbol>"#,
    r#"<symbol id="i-search" viewBox="0 0 24 24"><circle cx="10.500" cy="10.500" r="6.500"/>"#,
    r#"<path d="m15.500 15.500 5 5"/></symbol>"#,
    r#"<symbol id="i-send" viewBox="0 0 24 24">"#,
    r#"<path d="m3 11 18-7-7 18-3-8zM11 14l10-10"/></symbol>"#,
    r#"<symbol id="i-care" viewBox="0 0 24 24">"#,
    r#"<path d="M12 4 2.800 20h18.400zM12 10v4.500M12 17v.2"/></symbol></svg>"#,
);

impl PagePart for Whole {
    type Action = Action;
    type Effect = Effect;
    type Facts = WholeFacts;

    const LOOK: Action = Action::Question(questions::Action::Look);

    fn set_today(&mut self, today: Date) {
        Self::set_today(self, today);
        self.device.can_speak = browser::can_speak();
    }

    fn today(&self) -> Date {
        self.questions.today
    }

    fn press(action: &Action) -> Option<Press> {
        action.press()
    }

    fn is_storing(effect: &Effect) -> bool {
        match effect {
            Effect::Question(effect) => {
                matches!(effect, questions::Effect::Remember(_) | questions::Effect::Forget)
            }
            Effect::Table(effect) => matches!(
                effect,
                table::Effect::RememberHeadings(_)
                    | table::Effect::RememberValues(_)
                    | table::Effect::RememberMemos(_)
            ),
            Effect::RememberOpened(_)
            | Effect::RememberReplaced(_)
            | Effect::StoreCases(_)
            | Effect::End => true,
            Effect::ReplaceAddress(_)
            | Effect::Print(_)
            | Effect::CopyText(_)
            | Effect::CopyWords(_)
            | Effect::Draw(_)
            | Effect::Share(_)
            | Effect::Save(_, _)
            | Effect::ChangePlace(_)
            | Effect::ReadRules(_)
            | Effect::LibraryStyle(_)
            | Effect::AskFormer(_)
            | Effect::Compare(_)
            | Effect::TellHost(_)
            | Effect::Speak(_)
            | Effect::Look(_, _)
            | Effect::Reveal(_) => false,
        }
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        // Another page of this browser may have changed it a moment ago.
        if action.reads_storage() {
            Self::update(self, KeptAction::Stored(storage_whole::cases()).into());
        }
        Self::update(self, action)
    }

    fn facts(&self) -> WholeFacts {
        WholeFacts::of(self)
    }

    fn is_current(&self, facts: &WholeFacts) -> bool {
        facts.is_current(self)
    }

    fn settle(&mut self, facts: &WholeFacts) -> Vec<Effect> {
        let mut effects = Self::settle(self, &facts.questions);
        effects.extend(self.settle_picture(&facts.page));
        effects
    }

    fn draw(&self, facts: &WholeFacts, sender: &Sender<Action>) -> Html {
        let questions = View::new(&self.questions, &facts.questions, &EVERYTHING, sender.of());
        let view = WholeView::new(questions, self, sender.clone());
        let page = match &facts.page {
            PageFacts::Step(_) if self.questions.is_large => simple::question(&view),
            PageFacts::Result(facts) if self.questions.is_large => simple::result(&view, facts),
            PageFacts::Step(0) if self.places.is_own() => places::page(&view),
            PageFacts::Step(step) => step::step(&view, *step),
            PageFacts::All => step::all(&view),
            PageFacts::Check => check::check(&view),
            PageFacts::Result(facts) => result::result(&view, facts),
            PageFacts::Ladder(ladder) => ladder::page(&view, ladder.as_ref()),
            PageFacts::Compare(facts) => compare::compare(&view, facts),
            PageFacts::Share(facts) => share::page(&view, facts),
            PageFacts::Cases(totals) => cases::page(&view, totals),
            PageFacts::Portfolio => portfolio::page(&view),
            PageFacts::Receipt => receipt::page(&view),
            PageFacts::Library => library::page(&view),
            PageFacts::Difference => difference::page(&view),
            PageFacts::Unknown => frame::nowhere(),
        };
        let icons = Html::from_html_unchecked(AttrValue::Static(ICONS));
        frame::around(&view, notice::all(&view), many(vec![page, icons]))
    }

    fn run(effect: Effect, sender: &Sender<Action>) {
        match effect {
            Effect::Question(effect) => {
                if let Some(keeping) = browser::run(effect) {
                    sender.send(questions::Action::Kept(keeping).into());
                }
            }
            Effect::Table(effect) => run_table(effect, sender),
            Effect::ReplaceAddress(address) => browser::replace_address(&address),
            Effect::RememberOpened(text) => storage_whole::remember_here(&text),
            Effect::RememberReplaced(text) => storage_whole::remember_replaced(&text),
            Effect::StoreCases(writes) => {
                let written = storage_whole::store_cases(writes);
                if written == Written::Refused {
                    sender.send(KeptAction::Stored(storage_whole::cases()).into());
                }
                sender.send(KeptAction::Written(written).into());
            }
            Effect::End => {
                if !storage_whole::end() {
                    sender.send(Action::NotEnded);
                }
            }
            Effect::Speak(text) => browser::speak(&text),
            Effect::Look(name, is_on) => {
                browser::set_look(name, is_on);
                storage::keep(name, if is_on { "1" } else { "0" });
            }
            Effect::Reveal(id) => browser::reveal(&id),
            Effect::Print(paper) => browser::print(paper),
            Effect::CopyText(id) => sender.send(Action::Copied(browser::copy(id))),
            Effect::CopyWords(words) => sender.send(Action::Copied(browser::copy_words(&words))),
            Effect::Draw(card) => sender.send(Action::Drawn(share::draw(&card))),
            Effect::Share(link) => browser::share(&link),
            Effect::Save(name, text) => {
                if !browser::save(&name, &text) {
                    sender.send(Action::NotSaved);
                }
            }
            Effect::ChangePlace(change) => open::change_place(*change, sender.clone()),
            Effect::AskFormer(asked) => open::ask_former(*asked, sender.clone()),
            Effect::ReadRules(wanted) => open::read_rules(*wanted, sender.clone()),
            Effect::LibraryStyle(is_on) => browser::show_library_style(is_on),
            Effect::Compare(wanted) => difference::compare(*wanted, sender.clone()),
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
        table::Effect::Fetch(wanted) => table_rules::fetch(wanted, sender),
        table::Effect::EndWorker => worker::end(),
        table::Effect::RememberHeadings(text) => storage::keep(keys::HEADINGS, &text),
        table::Effect::RememberValues(text) => storage::keep(keys::VALUES, &text),
        table::Effect::RememberMemos(text) => {
            storage::keep(keys::MEMOS, &text);
            if storage::kept(keys::MEMOS).unwrap_or_default() != text {
                sender.send(table::Action::NotNoted.into());
            }
        }
        table::Effect::GoOnWithSheets => {
            let sender = sender.clone();
            Timeout::new(0, move || sender.send(table::Action::NextSheets.into())).forget();
        }
        table::Effect::Find(id) => browser::find(&id),
    }
}
