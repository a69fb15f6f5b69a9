//! An award's own days as written, within those of its document.

use super::draft::DocumentDraft;
use super::figures;
use super::message::Message;
use super::read::{Position, TomlTable};
use huiqi_rules::policy::{AwardDays, OtherTerms, OwnDays};
use time::Date;

/// The first and the last day of a document, as far as they are known.
#[derive(Clone, Copy)]
pub(super) struct DocumentDays {
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
}

/// The days that an award or a reading writes.
pub(super) struct WrittenDays {
    first: Option<(Date, Position)>,
    last: Option<(Date, Position)>,
}

impl DocumentDays {
    fn outside(self) -> Message {
        let first = self.first.map_or_else(String::new, |first| first.to_string());
        match self.last {
            Some(last) => say!(
                "is outside the days of the document; from {first} to {last} is allowed",
                "超出了文件的有效期；可以写 {first} 到 {last}"
            ),
            None => say!(
                "is outside the days of the document; {first} or later is allowed",
                "超出了文件的有效期；可以写 {first} 或以后"
            ),
        }
    }
}

impl WrittenDays {
    /// Takes the days of an award, or those to which a reading changes them.
    pub(super) fn read(table: &mut TomlTable<'_>) -> Self {
        let mut day = |key: &'static str| {
            let written = table.maybe_text(key)?;
            Some((figures::day(&written)?, written.position))
        };
        Self { first: day("valid_from"), last: day("valid_to") }
    }

    /// Returns days with these in place of the same ones.
    pub(super) fn over(&self, days: AwardDays, earlier_too: bool) -> AwardDays {
        let earlier_too = earlier_too || days.counts_earlier();
        let (first, last) = days.own().map_or((None, None), |own| (own.first, own.last));
        let day = |written: &Option<(Date, Position)>| written.as_ref().map(|(day, _)| *day);
        match (day(&self.first).or(first), day(&self.last).or(last)) {
            (None, None) if earlier_too => AwardDays::EarlierToo,
            (None, None) => AwardDays::OfDocument,
            (first, last) => {
                AwardDays::Own(Box::leak(Box::new(OwnDays { first, last, earlier_too })))
            }
        }
    }

    /// Notes days that end before they begin, with what is written here and elsewhere.
    pub(super) fn must_not_cross(&self, days: impl Iterator<Item = AwardDays>) {
        let Some((_, position)) = self.last.as_ref().or(self.first.as_ref()) else { return };
        for own in days.filter_map(AwardDays::own) {
            if let (Some(first), Some(last)) = (own.first, own.last)
                && last < first
            {
                position.problem(say!(
                    "the award ends before it begins; its first day is {first}, its last is {last}",
                    "这一项的结束日早于开始日；开始日是 {first}，结束日是 {last}"
                ));
                return;
            }
        }
    }
}

impl DocumentDraft<'_> {
    /// Returns the days of an award; notes those that its document does not have.
    pub(super) fn own_days(&mut self, written: &WrittenDays) -> AwardDays {
        let days = written.over(AwardDays::OfDocument, false);
        self.check_days(self.awards.len(), written);
        written.must_not_cross([days].into_iter());
        days
    }

    /// Notes days of an award that its document does not have; those before its first day are
    /// looked at once the readings are known, of which one may count them.
    pub(super) fn check_days(&mut self, award: usize, written: &WrittenDays) {
        let days = self.days;
        for (day, position) in [&written.first, &written.last].into_iter().flatten() {
            if days.last.is_some_and(|last| *day > last) {
                position.problem(days.outside());
            } else if days.first.is_some_and(|first| *day < first) {
                self.early.push((award, position.clone()));
            }
        }
    }

    /// Notes days of awards before the document's first, where no reading counts such days.
    pub(super) fn check_early_days(&self) {
        for (award, position) in &self.early {
            let counts = |other: &OtherTerms| other.terms.days.counts_earlier();
            if !self.awards.get(*award).is_some_and(|award| award.others.iter().any(counts)) {
                position.problem(self.days.outside());
            }
        }
    }
}
