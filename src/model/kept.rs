//! What a visitor does with cases: with those kept under a name, and with what was opened in the
//! place of the open answers.

use super::effect::{Effect, Then, focus};
use super::elsewhere::Elsewhere;
use super::notice::{Forgotten, Notice, Offer, Undo};
use super::questions::{HEADING, Keeping, Press, page_for};
use super::whole::{Action, Whole};
use super::words;
use huiqi_rules::day::date_text;
use huiqi_sitting::cases::{Cases, Replaced};
use huiqi_sitting::questionnaire::{Page, Session};
use huiqi_sitting::shelf::{Shelf, StoredCases, Swap};
use huiqi_sitting::wording;

/// What a visitor does with kept cases.
#[derive(Clone, Debug)]
pub(crate) enum KeptAction {
    /// Types the name to keep the case in view under.
    Name(String),
    /// Keeps the case in view.
    Keep,
    /// Opens one, by its id.
    Open(String),
    /// Puts one beside those that are compared, by its id.
    Compare(String),
    /// Names one.
    Rename(String, String),
    /// Duplicates one.
    Duplicate(String),
    /// Removes one; it can be restored.
    Remove(String),
    /// Saves all as a file.
    Export,
    /// Saves the open cases as a file.
    ExportCurrent,
    /// Adds the cases of a file; none where it could not be read.
    Import(Option<String>),
    /// Does what was asked for although other pages of this computer can read it.
    Anyway,
    /// Another page of this browser changed what is stored.
    Stored(StoredCases),
    /// The browser stored what it was given, or did not.
    Written(Written),
}

/// What became of something to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is stored.
    Done,
    /// Nothing of it is: there is no room, or the browser refuses.
    Refused,
}

impl KeptAction {
    /// Whether it needs what is stored now.
    pub(crate) const fn reads_storage(&self) -> bool {
        match self {
            Self::Keep
            | Self::Open(_)
            | Self::Compare(_)
            | Self::Rename(_, _)
            | Self::Duplicate(_)
            | Self::Remove(_)
            | Self::Export
            | Self::Import(_)
            | Self::Anyway => true,
            Self::Name(_) | Self::ExportCurrent | Self::Stored(_) | Self::Written(_) => false,
        }
    }

    /// Whether it puts more into the storage.
    const fn adds(&self) -> bool {
        match self {
            Self::Keep | Self::Duplicate(_) | Self::Import(Some(_)) => true,
            Self::Name(_)
            | Self::Open(_)
            | Self::Compare(_)
            | Self::Rename(_, _)
            | Self::Remove(_)
            | Self::Export
            | Self::ExportCurrent
            | Self::Import(None)
            | Self::Anyway
            | Self::Stored(_)
            | Self::Written(_) => false,
        }
    }

    /// Returns what it is as a press; none where a second press does no harm.
    pub(super) const fn press(&self) -> Option<Press> {
        match self {
            Self::Remove(_) => Some(Press::RemoveKept),
            Self::Duplicate(_) => Some(Press::Duplicate),
            Self::Name(_)
            | Self::Keep
            | Self::Open(_)
            | Self::Compare(_)
            | Self::Rename(_, _)
            | Self::Export
            | Self::ExportCurrent
            | Self::Import(_)
            | Self::Anyway
            | Self::Stored(_)
            | Self::Written(_) => None,
        }
    }
}

impl Whole {
    /// Says which questions of what a former edition kept are asked again.
    pub(crate) fn name_asked_again(&mut self) {
        if let Some(line) = wording::asked_again(self.session()) {
            self.notices.push(Notice::of(vec![line]));
        }
    }

    /// Returns the name to keep the case in view under: its own until another is typed.
    pub(crate) fn keep_name(&self) -> &str {
        let cases = &self.questions.cases;
        self.keep_name.as_deref().unwrap_or(&cases.list()[cases.current()].name)
    }

    /// Does something with kept cases.
    pub(super) fn with_kept(&mut self, action: KeptAction) -> Vec<Effect> {
        if action.adds() && self.device.is_folder && !self.may_keep {
            self.postponed = Some(action);
            self.notices.push(Notice::offering(words::SHARED, Offer::KeepAnyway));
            return Vec::new();
        }
        match action {
            KeptAction::Name(name) => self.keep_name = Some(name),
            KeptAction::Keep => {
                let name = self.keep_name().to_owned();
                let kept = self.shelf.keep(&name, self.questions.cases.session());
                if let Some(swaps) = kept {
                    self.keep_name = None;
                    let effects = self.store(&swaps, words::KEPT);
                    if swaps.iter().any(|swap| swap.before.is_some() && swap.before != swap.now) {
                        let lines = vec![words::REPLACED.to_owned()];
                        let undo = Some(Undo::Kept(swaps));
                        let back = words::UNDO_REPLACING;
                        self.notices.push(Notice { undo, back, ..Notice::of(lines) });
                    }
                    return effects;
                }
                self.message = words::NOT_KEPT;
            }
            KeptAction::Open(id) => {
                let case = self.shelf.case(&id);
                let place = case.and_then(|case| self.elsewhere(&case.session));
                if let Some(Elsewhere::Place { id: region, .. }) = place {
                    return self.change_place(&region, Then::Kept(id)).into_iter().collect();
                }
                if let Some(case) = self.shelf.case(&id).cloned() {
                    self.open_case(&case.name, case.session);
                }
            }
            KeptAction::Compare(id) => {
                let case = self.shelf.case(&id);
                let case = case.filter(|case| self.elsewhere(&case.session).is_none());
                if let Some(case) = case.cloned() {
                    self.questions.cases.add(&case.name, case.session);
                    self.questions.go(Page::Compare);
                }
            }
            KeptAction::Rename(id, name) => match self.shelf.rename(&id, &name) {
                Some(swaps) => return self.store(&swaps, ""),
                None => self.message = words::NOT_RENAMED,
            },
            KeptAction::Duplicate(id) => {
                if let Some(swaps) = self.shelf.duplicate(&id) {
                    return self.store(&swaps, "");
                }
            }
            KeptAction::Remove(id) => return self.remove_kept(&id),
            KeptAction::Export => {
                self.message = words::SAVED;
                return vec![Effect::Save(self.file_name(), self.shelf.to_text())];
            }
            KeptAction::ExportCurrent => {
                let text = Shelf::text_of(&self.questions.cases);
                self.message = words::SAVED;
                return vec![Effect::Save(self.file_name(), text)];
            }
            KeptAction::Import(text) => return self.import(text),
            KeptAction::Anyway => {
                self.may_keep = true;
                self.notices.pop();
                if let Some(action) = self.postponed.take() {
                    return self.with_kept(action);
                }
            }
            KeptAction::Stored(stored) => {
                // Whoever keeps cases in a folder was asked before.
                self.may_keep |= stored.records.is_some();
                self.shelf.load(&stored);
            }
            KeptAction::Written(written) => {
                let done = std::mem::take(&mut self.told_when_written);
                match written {
                    Written::Done => self.message = done,
                    Written::Refused => {
                        let undone = |notice: &Notice| matches!(notice.undo, Some(Undo::Kept(_)));
                        if self.notices.latest().is_some_and(undone) {
                            self.notices.pop();
                        }
                        self.message = words::REFUSED;
                        self.notices.push(Notice::offering(words::REFUSED_AND_NOW, Offer::Export));
                    }
                }
            }
        }
        Vec::new()
    }

    fn file_name(&self) -> String {
        format!("huiqi-cases-{}.txt", date_text(self.questions.today))
    }

    /// Has swaps stored; these words are said once they are.
    fn store(&mut self, swaps: &[Swap], words: &'static str) -> Vec<Effect> {
        self.told_when_written = words;
        vec![Effect::StoreCases(self.shelf.writes(swaps))]
    }

    fn remove_kept(&mut self, id: &str) -> Vec<Effect> {
        let Some(case) = self.shelf.case(id) else { return Vec::new() };
        let lines = vec![words::removed(&case.name)];
        let swaps = self.shelf.remove(id).unwrap_or_default();
        let effects = self.store(&swaps, "");
        let undo = Some(Undo::Kept(swaps));
        self.notices.push(Notice { undo, back: words::UNDO_REMOVAL, ..Notice::of(lines) });
        effects
    }

    fn import(&mut self, text: Option<String>) -> Vec<Effect> {
        let Some(text) = text else {
            self.message = words::NOT_READ;
            return Vec::new();
        };
        let imported = self.shelf.import(&text);
        let (result, swaps) = match imported {
            Ok((result, swaps)) => (Ok(result), swaps),
            Err(problem) => (Err(problem), Vec::new()),
        };
        let lines = wording::link::imported(result);
        if swaps.is_empty() {
            self.notices.push(Notice::of(lines));
            return Vec::new();
        }
        let effects = self.store(&swaps, "");
        let undo = Some(Undo::Kept(swaps));
        self.notices.push(Notice { undo, back: words::UNDO_IMPORT, ..Notice::of(lines) });
        effects
    }

    /// Puts a kept case or an example in the place of the one in view, which can be restored.
    pub(super) fn open_case(&mut self, name: &str, session: Session) {
        self.replace(vec![words::opened(name)], |cases| cases.replace(name, session));
        let page = page_for(self.session(), Page::Result);
        self.questions.go(page);
    }

    /// Puts cases in the place of others, which can be restored.
    pub(super) fn replace(
        &mut self,
        lines: Vec<String>,
        replace: impl FnOnce(&mut Cases) -> Replaced,
    ) {
        let before = self.questions.cases.to_text();
        let latest = self.notices.latest_replaced();
        let is_as_opened = latest.is_some_and(|latest| self.questions.cases.is_untouched(latest));
        let replaced = replace(&mut self.questions.cases);
        self.link = None;
        // Two opened one after the other: the way back leads to one's own answers.
        let continues = is_as_opened
            && self.notices.latest_replaced().is_some_and(|latest| replaced.continues(latest));
        let earlier = if continues { self.notices.take_replaced() } else { None };
        let replaced = match earlier {
            Some(earlier) => replaced.after(earlier),
            None => replaced,
        };
        self.opened = self.questions.cases.to_text();
        let is_other = before != self.opened && replaced.is_answered();
        let undo = is_other.then_some(Undo::Cases(replaced));
        self.notices.push(Notice { undo, ..Notice::of(lines) });
    }

    /// Takes back what the notice in view is about, and stays on this page where that is possible.
    pub(super) fn restore(&mut self) -> Vec<Effect> {
        let Some(notice) = self.notices.pop() else { return Vec::new() };
        match notice.undo {
            None => Vec::new(),
            Some(Undo::Cases(replaced)) => {
                let page = self.session().page;
                let is_untouched = self.questions.cases.is_untouched(&replaced);
                let back = self.questions.cases.take_back(replaced);
                self.link = None;
                let page = page_for(self.session(), page);
                self.questions.go(page);
                if !is_untouched && back.is_answered() {
                    let lines = vec![words::RESTORED.to_owned()];
                    let undo = Some(Undo::Cases(back));
                    self.notices.push(Notice {
                        undo,
                        back: words::UNDO_RESTORING,
                        ..Notice::of(lines)
                    });
                }
                vec![focus(HEADING)]
            }
            Some(Undo::Kept(swaps)) => {
                let done = self.shelf.take_back(&swaps);
                let left = swaps.len() - done.len();
                if left > 0 {
                    self.notices.push(Notice::of(vec![words::left_alone(left)]));
                }
                let mut effects = self.store(&done, "");
                effects.push(focus(HEADING));
                effects
            }
        }
    }

    /// Takes up the ways back that were stored.
    pub(crate) fn take_up(&mut self, stored: &str) {
        let (set, today) = (self.session().set(), self.questions.today);
        let all = Replaced::all_from_text(set, today, stored, &mut self.questions.cases);
        for replaced in all.into_iter().filter(Replaced::is_answered) {
            let lines = vec![words::STILL_OPENED.to_owned()];
            self.notices.push(Notice { undo: Some(Undo::Cases(replaced)), ..Notice::of(lines) });
        }
        self.stored_replaced = self.replaced_text();
    }

    pub(super) fn replaced_text(&self) -> String {
        Replaced::all_to_text(self.notices.replaced(), &self.questions.cases)
    }

    /// Says once that answers are not kept.
    pub(crate) fn tell_keeping(&mut self, keeping: Keeping) {
        let is_expected = keeping == Keeping::Browser
            || keeping == Keeping::Tab && self.device.is_folder
            || std::mem::replace(&mut self.told_keeping, true);
        if !is_expected {
            let line = words::not_kept_long(keeping.words());
            self.notices.push(Notice::offering(&line, Offer::Export));
        }
    }

    /// Forgets everything that was answered, kept and opened in this browser.
    pub(super) fn end(&mut self) -> Vec<Effect> {
        self.questions.clear();
        self.shelf.load(&StoredCases::default());
        self.unfolded = Vec::new();
        self.from_award = None;
        self.total_before = None;
        self.label = String::new();
        self.keep_name = None;
        self.postponed = None;
        self.may_keep = false;
        self.stored_replaced = String::new();
        self.notices.forget(Forgotten::All);
        self.notices.push(Notice::of(vec![words::ALL_CLEARED.to_owned()]));
        let mut effects: Vec<Effect> = self.table.forget().map(Effect::Table).into();
        effects.extend([Effect::End, focus(HEADING)]);
        effects
    }

    /// The browser did not remove all of it.
    pub(super) fn not_ended(&mut self) {
        self.notices.push(Notice::of(vec![words::NOT_CLEARED.to_owned()]));
    }

    /// 清空: the answers alone.
    pub(super) fn forget_answers(&mut self) {
        self.notices.forget(Forgotten::Answers);
        self.stored_replaced = String::new();
    }
}

impl From<KeptAction> for Action {
    fn from(action: KeptAction) -> Self {
        Self::Kept(action)
    }
}

#[cfg(test)]
mod tests;
