//! What was published while the page is open: it is said, and opened where the visitor wants it.

use super::PackIndex;
use crate::model::effect::{Effect, PlaceChange, Then};
use crate::model::notice::{Notice, Offer};
use crate::model::whole::Whole;
use crate::model::words;

impl Whole {
    /// Says of the place in view, or of the places of a table, what was published since the page was
    /// opened. What is in view goes on with the rules that it has.
    pub(super) fn hear_of_index(&mut self, index: PackIndex) {
        if self.packs.since.as_ref().or(self.packs.index()) == Some(&index) {
            return;
        }
        let Some(now) = self.packs.with_index(index.clone()) else { return };
        let Some(region) = self.session().region() else {
            // A table says by itself which of its places have newer rules.
            if self.table.summary.is_some() {
                self.packs = now;
            }
            return;
        };
        let set = self.session().set();
        let (name, own) = (self.session().region_name().unwrap_or_default(), set.edition);
        let mut lines = Vec::new();
        let is_recalled = |edition: &str| now.recall_of(edition);
        lines.extend(is_recalled(own).filter(|_| self.packs.recall_of(own).is_none()));
        let was_newest = !self.packs.needs_other_rules(set, region);
        let mut offer = Offer::Nothing;
        if was_newest && now.needs_other_rules(set, region) {
            offer = Offer::Renew;
            if let Some((newest, reason)) = now.newest_edition(region) {
                lines.push(words::published(name, newest, reason, own));
            }
        }
        if !lines.is_empty() {
            self.packs.since = Some(index);
            self.notices.push(Notice { offer, ..Notice::of(lines) });
        }
    }

    /// Returns the effect that opens the page over what was published since, with everything that
    /// was answered.
    pub(super) fn renew(&mut self) -> Option<Effect> {
        let index = self.packs.since.take()?;
        let region = self.session().region()?.to_owned();
        self.notices.pop();
        let name = self.session().region_name().unwrap_or_default().to_owned();
        self.packs.coming = Some(name);
        let then = Then::Stay;
        Some(Effect::ChangePlace(Box::new(PlaceChange { region, index, then })))
    }
}
