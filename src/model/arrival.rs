//! Addresses that say more than a page: the code of a link, and a place that the library names. And
//! what the address says while a link's answers are as they came: its code, so that a program that
//! forwards the address forwards the answers.

use super::effect::{Effect, focus};
use super::elsewhere::Elsewhere;
use super::library::LibraryPlace;
use super::notice::{Notice, Offer};
use super::questions::{self, HEADING, page_for};
use super::receipt::OlderLink;
use super::whole::Whole;
use super::words;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::link;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::wording;

/// A link that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OpenedLink {
    /// Its code.
    code: String,
    /// The cases as it brought them; none where it was damaged, and is not to be handed on.
    text: Option<String>,
}

impl Whole {
    /// Opens the page, the code or the place of the visit's first address.
    pub(crate) fn open_first(&mut self, address: &str) -> Vec<Effect> {
        let mut effects = self.open_written(address);
        self.is_arriving |= self.keep_place();
        effects.extend(self.settle_difference());
        effects
    }

    /// Keeps the place that a host page wants, whatever was opened or pressed: the page that asks
    /// for it gives way to the next one. Whether it did.
    pub(super) fn keep_place(&mut self) -> bool {
        let Some(locked) = &self.device.locked else { return false };
        let options = self.session().set().question(PolicySet::REGION).options;
        let Some(option) = options.iter().position(|option| option.id == locked) else {
            return false;
        };
        let session = self.questions.cases.session_mut();
        if session.region() != Some(options[option].id) {
            session.put(PolicySet::REGION, Draft::Option(option as u16));
        }
        let asks_place = session.page == Page::Step(0);
        if asks_place {
            session.go_on();
        }
        asks_place
    }

    fn open_written(&mut self, written: &str) -> Vec<Effect> {
        if let Some(place) = LibraryPlace::of(written) {
            return self.open_library(place);
        }
        if self.open_editions(written) {
            return vec![focus(HEADING)];
        }
        let region = region_in(written);
        let address = link::mended(written);
        if let Some(code) = link::code_in(&address) {
            self.is_arriving = true;
            self.open_code(&address, code);
            return vec![focus(HEADING)];
        }
        self.questions.open_first(&address);
        if let Some(effect) = region.and_then(|region| self.follow_address(region, written)) {
            return vec![effect];
        }
        if let Some(region) = region {
            self.begin_in(region);
            return vec![focus(HEADING)];
        }
        let (named, readings) = Session::page_of(self.session().set(), &address);
        let is_there = named == page_for(self.session(), named) || readings.is_some();
        if !is_there && !matches!(named, Page::Step(_) | Page::All) {
            // A program that hands an address on takes away what it does not know.
            let lines = vec![wording::link::NO_ANSWERS.to_owned()];
            self.notices.push(Notice::of(lines));
        }
        Vec::new()
    }

    /// Follows an address that holds a code or a place, and says what follows; any other action is
    /// given back, an address without what programs glue to it.
    pub(super) fn arrive(
        &mut self,
        action: questions::Action,
    ) -> Result<Vec<Effect>, questions::Action> {
        let questions::Action::Address(written) = &action else { return Err(action) };
        let written = &written.clone();
        if let Some(place) = LibraryPlace::of(written) {
            return Ok(self.open_library(place));
        }
        if self.open_editions(written) {
            return Ok(vec![focus(HEADING)]);
        }
        let address = link::mended(written);
        if let Some(code) = link::code_in(&address) {
            self.is_arriving = true;
            if self.link.as_ref().is_some_and(|link| link.code == letters(code)) {
                // Back on the page of a link that is open: what was changed since stays.
                let page = self.page_of_cases(&address);
                self.questions.go(page);
                return Ok(Vec::new());
            }
            self.open_code(&address, code);
            return Ok(vec![focus(HEADING)]);
        }
        let region = region_in(written);
        let action = questions::Action::Address(address);
        let Some(region) = region else { return Err(action) };
        if let Some(effect) = self.follow_address(region, written) {
            return Ok(vec![effect]);
        }
        self.questions.perform(action);
        self.begin_in(region);
        Ok(vec![focus(HEADING)])
    }

    /// Puts the cases of a code in the place of those here, which can be restored.
    pub(super) fn open_code(&mut self, address: &str, code: &str) {
        let set = self.session().set();
        match link::decode(set, self.questions.today, code) {
            Ok(linked) => {
                let mut lines = wording::link::opened(set, &linked, &linked.cases.totals());
                if lines.is_empty() {
                    lines.push(words::OPENED_LINK.to_owned());
                }
                let region = linked.cases.session().region();
                let is_older = linked.edition != set.edition;
                if is_older {
                    lines.extend(self.packs.recall_of(&linked.edition));
                }
                self.receipt.link =
                    is_older.then(|| OlderLink::new(lines.clone(), code, &linked.edition, region));
                let is_whole = linked.faults.is_empty();
                // Loaded anew, the page has the link's answers and the way back from them already.
                let is_here = linked.cases.to_text() == self.questions.cases.to_text();
                let has_way_back = self.notices.latest().is_some_and(Notice::can_restore);
                if is_here && has_way_back {
                    self.opened = self.questions.cases.to_text();
                } else {
                    self.replace(lines, |cases| cases.replace_all(linked.cases));
                }
                if is_older {
                    self.notices.offer(Offer::Receipt);
                }
                self.link = Some(OpenedLink {
                    code: letters(code),
                    text: is_whole.then(|| self.opened.clone()),
                });
                let page = self.page_of_cases(address);
                self.questions.go(page);
            }
            Err(fault) => {
                self.questions.go(page_for(self.session(), Page::Result));
                self.notices.push(Notice::of(vec![wording::link::fault(set, fault)]));
            }
        }
    }

    /// Returns the page on which the cases of a link are shown.
    fn page_of_cases(&self, address: &str) -> Page {
        let path = address.split('?').next().unwrap_or_default();
        let named = Session::page_of(self.session().set(), path).0;
        let is_compared = named != Page::Result && self.questions.cases.list().len() > 1;
        page_for(self.session(), if is_compared { Page::Compare } else { Page::Result })
    }

    /// Chooses the place that an address names, and goes on: to the result where that is asked for
    /// and something is answered, else to the first question.
    fn begin_in(&mut self, region: &str) {
        let set = self.session().set();
        let options = set.question(PolicySet::REGION).options;
        let Some(option) = options.iter().position(|option| option.id == region) else { return };
        self.is_arriving = true;
        let before = match self.elsewhere(self.session()) {
            Some(Elsewhere::Place { name, .. }) => Some(name),
            Some(Elsewhere::Unknown) | None => self.session().region_name().map(str::to_owned),
        };
        let wants_result = self.session().page == Page::Result;
        let session = self.questions.cases.session_mut();
        if session.region() != Some(options[option].id) {
            session.put(PolicySet::REGION, Draft::Option(option as u16));
        }
        // One answer is the region.
        let is_answered = session.answers().iter().count() > 1;
        if !(wants_result && is_answered) {
            session.go(Page::Step(0));
            session.go_on();
        }
        let now = self.session().region_name();
        if let (Some(before), Some(now)) = (before, now)
            && before != now
        {
            self.notices.push(Notice::of(vec![words::moved(&before, now)]));
        }
    }

    /// Returns the address of the page in view; with the code of the link that was opened, while
    /// nothing was changed since.
    fn address(&self) -> Option<String> {
        let own = self.session().address();
        let path = match self.session().page {
            Page::Result => "result",
            Page::Compare => "compare",
            Page::Difference => return Some(self.difference_address()),
            Page::Step(_)
            | Page::All
            | Page::Check
            | Page::Ladder
            | Page::Share
            | Page::Cases
            | Page::Portfolio
            | Page::Receipt
            | Page::Unknown => return own,
            Page::Library => return Some(self.library.place.address()),
        };
        match &self.link {
            Some(link) if link.text.as_ref() == Some(&self.questions.cases.to_text()) => {
                Some(["#/", path, "?c=", &link.code].concat())
            }
            Some(_) | None => own,
        }
    }

    /// Returns the effect that shows the address of the page in view. One that said what to do, or
    /// whose answers are no longer those of its code, gives way: Back does not lead there.
    pub(super) fn settle_address(&mut self) -> Option<Effect> {
        let is_arriving = std::mem::take(&mut self.is_arriving);
        let now = self.address();
        if now == self.shown_address && !is_arriving {
            return None;
        }
        let before = std::mem::replace(&mut self.shown_address, now.clone());
        let now = now?;
        let page = |address: &str| address.split('?').next().map(str::to_owned);
        let lost_code = before
            .is_some_and(|before| link::code_in(&before).is_some() && page(&before) == page(&now));
        Some(if is_arriving || lost_code {
            Effect::ReplaceAddress(now)
        } else {
            Effect::Question(questions::Effect::Address(now))
        })
    }
}

/// Returns the letters of a code, without what programs glue to it.
fn letters(code: &str) -> String {
    let is_letter = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    code.chars().take_while(is_letter).collect()
}

/// Returns the place that an address names, by its id.
pub(crate) fn region_in(address: &str) -> Option<&str> {
    let rest = ["?region=", "&region=", "?region%3D", "%3Fregion=", "%3Fregion%3D"]
        .iter()
        .find_map(|name| Some(&address[address.find(name)? + name.len()..]))?;
    let is_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    Some(rest.split(|letter| !is_id(letter)).next().unwrap_or_default())
}

#[cfg(test)]
mod tests;
