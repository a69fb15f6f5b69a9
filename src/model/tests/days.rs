//! Clocks that are wrong, and days that nobody files a claim on.

use super::{day, region, shelf};
use crate::model::device::Device;
use crate::model::kept::KeptAction;
use crate::model::questions::{Action as Question, Questions, SiteHead};
use crate::model::results::WholeFacts;
use crate::model::table::EarlierHeadings;
use crate::model::whole::Whole;
use huiqi_policies::POLICIES;
use huiqi_rules::day::{calendar_day, date_text};
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Page, Session};
use time::Date;

/// A fresh visit on a day.
fn visit(today: Date) -> Whole {
    let site =
        SiteHead { name: "惠企".to_owned(), address: None, stale_days: Some(180), build: None };
    let cases = Cases::new(Session::new(&POLICIES, today));
    let questions = Questions::new(cases, None, site, false, today);
    Whole::new(questions, shelf(), EarlierHeadings::default(), Device::default(), None)
}

#[test]
fn no_clock_and_no_typed_day_from_the_year_1_to_9999_breaks_a_page() {
    let years = [1, 2, 99, 1000, 1970, 2002, 2005, 2006, 2007, 2021, 2022, 2026, 2050, 9998, 9999];
    let ends = |year: i32| [(year, 1, 1), (year, 12, 31)];
    let days = years.into_iter().flat_map(ends);
    let days: Vec<Date> =
        days.map(|(year, month, at)| calendar_day(year, month, at).expect("a day")).collect();
    let pages = [
        Page::Step(0),
        Page::All,
        Page::Check,
        Page::Result,
        Page::Ladder,
        Page::Compare,
        Page::Share,
        Page::Cases,
        Page::Portfolio,
    ];
    for place in POLICIES.regions {
        for today in [Date::MIN, Date::MAX].into_iter().chain(days.iter().copied()) {
            let mut whole = visit(today);
            whole.update(Question::Put(PolicySet::REGION, region(place.id)).into());
            for on in [today, day("2026-11-21"), day("0001-01-01"), day("9999-12-31")] {
                // A day that a clock alone can show is typed by nobody.
                whole.update(Question::DateText(date_text(on)).into());
                for page in pages {
                    whole.update(Question::Go(page).into());
                    let facts = WholeFacts::of(&whole);
                    whole.settle(&facts.questions);
                }
            }
            whole.update(KeptAction::Keep.into());
        }
    }
}

#[test]
fn a_clock_before_the_rules_were_checked_is_known_to_be_wrong() {
    let checked = POLICIES.policies.iter().map(|policy| policy.checked_on).max().expect("a day");
    for (today, expected) in [
        (day("2002-03-04"), Some(checked)),
        (checked.previous_day().expect("a day"), Some(checked)),
        (checked, None),
        (checked.next_day().expect("a day"), None),
    ] {
        assert_eq!(visit(today).questions.checked_after_today(), expected, "{today}");
    }
}
