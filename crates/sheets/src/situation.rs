//! What there is to do about a company: how many can claim, lack an answer, have a document that
//! has ended, or lie where no document is known.

use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{DocumentState, PolicySet};
use huiqi_sitting::wording;
use huiqi_tables::Row;

/// What there is to do about one company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// It can claim an amount for certain.
    CanClaim,
    /// Answers are missing on which an amount depends.
    LacksAnswers,
    /// Everything is answered, and an amount is possible that others decide.
    Possible,
    /// Every document of its region has ended.
    Ended,
    /// No document of its region is known.
    NotCovered,
    /// It says no region.
    NoPlace,
    /// Nothing is paid to it.
    Nothing,
}

impl Situation {
    /// Each, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::CanClaim,
        Self::LacksAnswers,
        Self::Possible,
        Self::Ended,
        Self::NotCovered,
        Self::NoPlace,
        Self::Nothing,
    ];

    /// Returns that of a company with this total and so many questions unanswered.
    #[must_use]
    pub fn of(set: &'static PolicySet, row: &Row, total: Amount, unanswered: usize) -> Self {
        let Some(region) = row.answers.region() else { return Self::NoPlace };
        let mut documents = set.policies_in(region.id).peekable();
        if documents.peek().is_none() {
            return Self::NotCovered;
        }
        if total.least > Level::ZERO {
            return Self::CanClaim;
        }
        if total.most > Level::ZERO {
            return if unanswered > 0 { Self::LacksAnswers } else { Self::Possible };
        }
        let has_ended = |state| match state {
            DocumentState::Ended => true,
            DocumentState::InForce | DocumentState::InForceUnstatedEnd | DocumentState::NotYet => {
                false
            }
        };
        if documents.all(|document| has_ended(document.state_on(row.on))) {
            Self::Ended
        } else {
            Self::Nothing
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::CanClaim => "可以申报",
            Self::LacksAnswers => "还差几题没有回答",
            Self::Possible => "有可能拿到，要看评审或名额",
            Self::Ended => "当地文件已到期",
            Self::NotCovered => "所在地区没有收录",
            Self::NoPlace => "没有所在地，没有测算",
            Self::Nothing => "按已填的情况没有奖补",
        }
    }
}

/// How many companies are in each situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situations {
    counts: [u64; Situation::ALL.len()],
    least: Yuan,
    faulty: u64,
}

impl Default for Situations {
    fn default() -> Self {
        Self { counts: [0; Situation::ALL.len()], least: Yuan::ZERO, faulty: 0 }
    }
}

impl Situations {
    /// Counts a company.
    pub fn count(&mut self, set: &'static PolicySet, row: &Row, total: Amount, unanswered: usize) {
        self.counts[Situation::of(set, row, total, unanswered) as usize] += 1;
        self.faulty += u64::from(!row.faults.is_empty());
        if let Level::Sum(least) = total.least {
            self.least = self.least + least;
        }
    }

    /// Returns how many companies are in a situation.
    #[must_use]
    pub const fn of(&self, situation: Situation) -> u64 {
        self.counts[situation as usize]
    }

    /// Returns what there is to do, in sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said: Vec<String> = Situation::ALL
            .into_iter()
            .filter(|situation| self.of(*situation) > 0)
            .map(|situation| {
                let sum = match situation {
                    Situation::CanClaim => format!("，至少合计 {}", wording::money(self.least)),
                    Situation::LacksAnswers
                    | Situation::Possible
                    | Situation::Ended
                    | Situation::NotCovered
                    | Situation::NoPlace
                    | Situation::Nothing => String::new(),
                };
                let count = wording::count(self.of(situation));
                format!("{count} 家{}{sum}", situation.words())
            })
            .collect();
        if self.faulty > 0 {
            said.push(format!("{} 行有格子要改", wording::count(self.faulty)));
        }
        said
    }
}
