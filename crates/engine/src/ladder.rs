//! What each title would pay if it were won next, and what winning two in one year costs.

use super::chosen::ChosenReadings;
use super::index::AwardIndex;
use super::scope::Scope;
use crate::report::{Ladder, Rung, RungPair, RungPays};
use huiqi_rules::answers::{Answer, Answers};
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::Constraint;
use std::ops::BitOr;
use time::Date;

/// Returns the ladder of certifications for these answers, on this day, under these readings; none
/// where the region pays for no title then.
#[must_use]
pub fn ladder(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
) -> Option<Ladder> {
    let scope = Scope::of(set, answers, on, readings)?;
    let reads = scope.reads();
    let own = scope.region.constraints.iter();
    let mut own = own.map(|index| &set.constraints[usize::from(*index)]);
    let constraint = own.find(|constraint| {
        set.question(constraint.ladder).variables().meets(reads)
            || set.question(constraint.multi).variables().meets(reads)
    })?;
    Some(Climb { set, scope, answers, constraint }.ladder())
}

struct Climb<'a> {
    set: &'static PolicySet,
    scope: Scope,
    answers: &'a Answers,
    constraint: &'static Constraint,
}

impl Climb<'_> {
    fn ladder(&self) -> Ladder {
        let held = match self.answers.get(self.constraint.ladder) {
            Some(Answer::Option(option)) => Some(*option),
            Some(Answer::Options(_) | Answer::YesNo(_) | Answer::Figure(_)) | None => None,
        };
        let options = self.set.question(self.constraint.ladder).options;
        let lowest = self.constraint.ranks.iter().copied().min().unwrap_or(0);
        let shown = |option: &u16| {
            !options[usize::from(*option)].hidden_in.contains(&self.scope.region.id)
                || held == Some(*option)
        };
        let titles: Vec<u16> = (lowest..options.len() as u16).filter(shown).collect();
        let above = |option: u16| held.is_none_or(|held| option > held);
        let rung = |option: &u16| {
            let pays = match held {
                Some(held) if *option == held => None,
                Some(held) if *option < held => self.below(held, *option),
                Some(_) | None => Some(self.pays(*option)),
            };
            let pays = pays.filter(|pays| !pays.amount.is_zero() && self.brings(*option, pays));
            // A title that nothing pays for is no rung, except the one held.
            (pays.is_some() || held == Some(*option)).then_some(Rung { option: *option, pays })
        };
        let rungs = titles.iter().filter_map(rung).collect();
        let mut pairs = Vec::new();
        for (rung, lower) in titles.iter().enumerate().filter(|(_, lower)| above(**lower)) {
            pairs.extend(titles[rung + 1..].iter().filter_map(|upper| self.pair(*lower, *upper)));
        }
        Ladder { question: self.constraint.ladder, held, rungs, pairs }
    }

    /// Returns the present answers with this title held and these first certified.
    fn with(&self, top: u16, first: &[u16]) -> Answers {
        let bit = |title: &u16| {
            self.constraint
                .ranks
                .iter()
                .position(|rank| rank == title)
                .map_or(0, |option| 1 << option)
        };
        let chosen = first.iter().map(bit).fold(0, u64::bitor);
        self.answers
            .replaced(self.constraint.ladder, Answer::Option(top))
            .replaced(self.constraint.multi, Answer::Options(chosen))
    }

    /// Returns the awards that read a title held or won.
    fn hanging(&self) -> Vec<AwardIndex> {
        self.scope.reading(
            self.set.question(self.constraint.ladder).variables()
                | self.set.question(self.constraint.multi).variables(),
        )
    }

    /// Returns what a title above the one held pays, its total beside the lower titles that are
    /// claimed with the present answers.
    fn pays(&self, title: u16) -> RungPays {
        let alone = self.pay(&self.hanging(), &self.with(title, &[title]));
        let mut first = self.claimed();
        first.retain(|claimed| *claimed < title);
        if first.is_empty() {
            return alone;
        }
        first.push(title);
        RungPays { total: self.pay(&[], &self.with(title, &first)).total, ..alone }
    }

    /// Whether a title that can only be held, never first won, is paid more than the one below it.
    fn brings(&self, title: u16, pays: &RungPays) -> bool {
        let Some(below) = title.checked_sub(1) else { return true };
        self.constraint.ranks.contains(&title)
            || self.pay(&self.hanging(), &self.with(below, &[])).amount != pays.amount
    }

    /// Returns what a title below the one held pays that is won only now, its total beside the
    /// titles claimed; none where it is claimed already.
    fn below(&self, held: u16, title: u16) -> Option<RungPays> {
        let claimed = self.claimed();
        if !self.constraint.ranks.contains(&title) || claimed.contains(&title) {
            return None;
        }
        let winning = self.scope.reading(self.set.question(self.constraint.multi).variables());
        let alone = self.pay(&winning, &self.with(held, &[title]));
        let first: Vec<u16> = claimed.into_iter().chain([title]).collect();
        let total = self.pay(&[], &self.with(held, &first)).total;
        Some(RungPays { total, ..alone })
    }

    /// Returns the titles whose first certification is claimed with the present answers.
    fn claimed(&self) -> Vec<u16> {
        let chosen = match self.answers.get(self.constraint.multi) {
            Some(Answer::Options(chosen)) => *chosen,
            Some(Answer::Option(_) | Answer::YesNo(_) | Answer::Figure(_)) | None => 0,
        };
        let ranks = self.constraint.ranks.iter().enumerate();
        ranks.filter(|(option, _)| chosen >> option & 1 == 1).map(|(_, rank)| *rank).collect()
    }

    fn pay(&self, hanging: &[AwardIndex], answers: &Answers) -> RungPays {
        self.scope.find(answers, |search| {
            let amount =
                |award: &AwardIndex| (self.scope.award(*award).award, search.award(*award).amount);
            let amounts = hanging.iter().map(amount);
            let awards = amounts.filter(|(_, amount)| !amount.is_zero()).collect();
            RungPays {
                awards,
                amount: search.sum(hanging),
                total: search.sum(&self.scope.everything),
            }
        })
    }

    /// Returns two titles that both pay for being won; only the awards for winning are looked at.
    fn pair(&self, lower: u16, upper: u16) -> Option<RungPair> {
        let winning = self.scope.reading(self.set.question(self.constraint.multi).variables());
        let sum = |top: u16, first: &[u16]| {
            self.scope.find(&self.with(top, first), |search| search.sum(&winning))
        };
        let (first, second) = (sum(lower, &[lower]), sum(upper, &[upper]));
        let both = !first.is_zero() && !second.is_zero();
        both.then(|| RungPair {
            lower,
            upper,
            apart: first + second,
            together: sum(upper, &[lower, upper]),
        })
    }
}
