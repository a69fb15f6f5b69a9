//! What a result is before any figure: zero is a statement, and is never made where nothing is
//! known.

use huiqi_engine::report::Outline;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::policy::{DocumentState, Policy};

/// What can be said of a company at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// Something is certain: the least is above zero.
    Certain,
    /// Nothing is certain, something is possible.
    Possible,
    /// Documents count on the day, and none pays anything.
    NotMet,
    /// Every document of the region has ended.
    Ended,
    /// No document of the region has begun.
    NotYet,
    /// A document of the region is in force, and none of its awards is.
    NoneInForce,
    /// No document of the region is known: that is not "nothing".
    NotCovered,
}

impl Situation {
    /// Returns the situation of a company whose region is answered.
    #[must_use]
    pub fn of(outline: &Outline) -> Self {
        let counts = outline.documents.iter().any(|document| document.counted > 0);
        if outline.documents.is_empty() {
            Self::NotCovered
        } else if counts {
            Self::of_total(outline.total)
        } else {
            let mut found = Self::NotYet;
            for document in &outline.documents {
                match document.state {
                    DocumentState::InForce | DocumentState::InForceUnstatedEnd => {
                        return Self::NoneInForce;
                    }
                    DocumentState::Ended => found = Self::Ended,
                    DocumentState::NotYet => {}
                }
            }
            found
        }
    }

    /// Returns the situation of a total in which a document counts.
    #[must_use]
    pub fn of_total(total: Amount) -> Self {
        let is_zero = |level| match level {
            Level::Sum(yuan) => yuan.is_zero(),
            Level::Open => false,
        };
        if !is_zero(total.least) {
            Self::Certain
        } else if !is_zero(total.most) {
            Self::Possible
        } else {
            Self::NotMet
        }
    }

    /// Whether a figure may be shown. Where not, 0 would say what nobody knows.
    #[must_use]
    pub const fn has_figure(self) -> bool {
        match self {
            Self::Certain | Self::Possible | Self::NotMet => true,
            Self::Ended | Self::NotYet | Self::NoneInForce | Self::NotCovered => false,
        }
    }

    /// Returns its words, in tables and beside totals.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Certain => "可确定",
            Self::Possible => "有可能",
            Self::NotMet => "条件不符",
            Self::Ended => "文件已到期",
            Self::NotYet => "文件还没有开始执行",
            Self::NoneInForce => "这一天的奖补都不在有效期",
            Self::NotCovered => "地区未收录",
        }
    }
}

/// Returns the documents of the region that pay nothing on the day since they have ended.
pub fn ended(outline: &Outline) -> impl Iterator<Item = &'static Policy> + '_ {
    outline.documents.iter().filter_map(|document| match document.state {
        DocumentState::Ended if document.counted == 0 => Some(document.policy),
        DocumentState::Ended
        | DocumentState::InForce
        | DocumentState::InForceUnstatedEnd
        | DocumentState::NotYet => None,
    })
}

#[cfg(test)]
mod tests {
    use super::Situation;
    use huiqi_engine::{ChosenReadings, outline};
    use huiqi_policies::POLICIES;
    use huiqi_rules::answers::{Answer, Answers};
    use huiqi_rules::day::read_date;
    use huiqi_rules::policy::PolicySet;

    /// The situation of a company on a day, with one answer more.
    fn check(region: &str, on: &str, more: Option<(&str, Answer)>, expected: Situation) {
        let option = POLICIES.question(PolicySet::REGION).option(region).expect("a region");
        let mut answers =
            Answers::none(&POLICIES).replaced(PolicySet::REGION, Answer::Option(option));
        if let Some((id, answer)) = more {
            answers = answers.replaced(POLICIES.question_index(id).expect("a question"), answer);
        }
        let day = read_date(on).expect("a day");
        let found = Situation::of(&outline(&POLICIES, &answers, day, &ChosenReadings::default()));
        assert_eq!(found, expected, "{region} {on}");
    }

    #[test]
    fn zero_is_told_apart_from_what_nobody_knows() {
        let none = || Some(("certification_tier", Answer::Option(0)));
        // Both documents of Henan ended with 2025-12-31, which is still within.
        check("xinxiang", "2026-11-25", None, Situation::Ended);
        check("sanmenxia", "2026-01-01", None, Situation::Ended);
        check("xinxiang", "2025-12-31", None, Situation::Possible);
        check("xinxiang", "2022-01-26", None, Situation::NotYet);
        check("elsewhere", "2026-11-25", None, Situation::NotCovered);
        check("zaozhuang", "2026-11-25", None, Situation::Possible);
        // 晋城 before its own document: the province's has not begun either.
        check("jincheng", "2021-09-27", None, Situation::NotYet);
        check("jincheng", "2021-09-28", None, Situation::Possible);
        // Without a title nothing of 三门峡 remains but the national money, which is 0 here.
        check("sanmenxia", "2025-12-31", none(), Situation::Possible);
    }

    #[test]
    fn only_a_total_that_a_document_counts_in_has_a_figure() {
        let all = [
            (Situation::Certain, true),
            (Situation::Possible, true),
            (Situation::NotMet, true),
            (Situation::Ended, false),
            (Situation::NotYet, false),
            (Situation::NoneInForce, false),
            (Situation::NotCovered, false),
        ];
        for (situation, has) in all {
            assert_eq!(situation.has_figure(), has, "{situation:?}");
        }
    }
}
