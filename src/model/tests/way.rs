//! The way to the result: what is asked, what is skipped, and the ways back.

use super::{day, find, focus, in_zaozhuang, question, questions, region, whole};
use crate::model::effect::Effect;
use crate::model::facts::RegionState;
use crate::model::kept::KeptAction;
use crate::model::questions::{Action as Question, HEADING, Questions};
use crate::model::whole::{Action, Whole};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::{Draft, Page};

/// The option of a single choice.
fn option(id: &str, option: &str) -> Draft {
    Draft::Option(POLICIES.question(question(id)).option(option).expect("an option"))
}

#[test]
fn each_region_says_what_it_has_on_the_day() {
    let mut visit = questions();
    let state = |visit: &Questions, id: &str| RegionState::of(visit.session(), id);
    assert_eq!(state(&visit, "zaozhuang"), RegionState::Awards(8));
    assert_eq!(state(&visit, "xinxiang"), RegionState::Ended(day("2025-12-31")));
    assert_eq!(state(&visit, "elsewhere"), RegionState::NotCovered);
    assert!(state(&visit, "zaozhuang").rank() < state(&visit, "jincheng").rank());
    assert!(state(&visit, "shanxi_other").rank() < state(&visit, "xinxiang").rank());
    assert!(state(&visit, "xinxiang").rank() < state(&visit, "elsewhere").rank());
    // On its last day it is in force; before its first it is still to begin.
    visit.update(Question::DateText("2025年12月31日".to_owned()));
    assert!(matches!(state(&visit, "xinxiang"), RegionState::Awards(_)));
    visit.update(Question::DateText("2022-01-26".to_owned()));
    assert_eq!(state(&visit, "xinxiang"), RegionState::NotYet);
    // The province's document, which has not begun either, is no news of the city's.
    assert!(matches!(state(&visit, "jincheng"), RegionState::Awards(_)));
}

/// What one tap on a place leads to.
fn tapped(id: &str, day: Option<&str>) -> Page {
    let mut visit = questions();
    if let Some(day) = day {
        visit.update(Question::DateText(day.to_owned()));
    }
    let Draft::Option(option) = region(id) else { panic!("an option") };
    visit.update(Question::Choose(option));
    assert_eq!(visit.session().region(), Some(id));
    visit.session().page
}

#[test]
fn one_tap_on_a_place_leads_to_the_first_question_or_to_whom_to_ask() {
    assert_eq!(tapped("zaozhuang", None), Page::Step(1));
    assert_eq!(tapped("xinxiang", None), Page::Result);
    assert_eq!(tapped("elsewhere", None), Page::Result);
    assert_eq!(tapped("xinxiang", Some("2025-12-31")), Page::Step(1));
    // A day that is none is to be mended where it is shown, and not here.
    assert_eq!(tapped("zaozhuang", Some("2025-13-31")), Page::Step(1));
}

#[test]
fn the_day_is_shown_beside_the_first_question_and_mended_there() {
    let mut visit = questions();
    visit.update(Question::Put(PolicySet::REGION, region("zaozhuang")));
    visit.update(Question::DateText("2025-13-31".to_owned()));
    let shows = |visit: &Questions, page: Page| {
        let mut session = visit.session().clone();
        session.go(page);
        session.shows_day(&session.steps(&session.outline()))
    };
    assert!(!shows(&visit, Page::Step(0)) && shows(&visit, Page::Step(1)));
    assert!(!shows(&visit, Page::Step(2)) && shows(&visit, Page::All));
    visit.update(Question::Go(Page::Step(2)));
    visit.update(Question::Next);
    assert!(!visit.session().shows_problems, "nothing here is wrong");
    visit.update(Question::Go(Page::Step(1)));
    visit.update(Question::Next);
    assert!(visit.session().shows_problems && visit.session().page == Page::Step(1));
}

#[test]
fn who_comes_back_goes_on_with_what_is_open() {
    let mut visit = questions();
    visit.update(Question::Put(PolicySet::REGION, region("zaozhuang")));
    for id in ["certification_tier", "first_certified_tiers"] {
        visit.update(Question::Put(question(id), Draft::Unclear));
    }
    visit.update(Question::Go(Page::Step(0)));
    visit.update(Question::Next);
    let listing = POLICIES.steps.iter().position(|step| step.id == "listing").expect("a step");
    assert_eq!(visit.session().page, Page::Step(listing));
    for question in POLICIES.question_indices().skip(1) {
        visit.update(Question::Put(question, Draft::Unclear));
    }
    visit.update(Question::Go(Page::Step(0)));
    visit.update(Question::Next);
    assert_eq!(visit.session().page, Page::Check, "nothing is open");
}

#[test]
fn before_a_region_is_chosen_nothing_leads_on() {
    let mut visit = questions();
    assert_eq!(visit.update(Question::Next), []);
    assert_eq!(visit.session().page, Page::Step(0));
}

#[test]
fn clearing_is_taken_back_until_something_is_answered_anew() {
    let mut visit = questions();
    visit.update(Question::Put(PolicySet::REGION, region("zaozhuang")));
    visit.update(Question::Clear);
    assert_eq!((visit.session().region(), visit.can_take_back_clear()), (None, true));
    visit.update(Question::TakeBackClear);
    assert_eq!(visit.session().region(), Some("zaozhuang"));
    assert!(!visit.can_take_back_clear(), "once");
    visit.update(Question::Clear);
    visit.update(Question::Put(PolicySet::REGION, region("jincheng")));
    assert!(!visit.can_take_back_clear());
    visit.update(Question::TakeBackClear);
    assert_eq!(visit.session().region(), Some("jincheng"), "answers since are kept");
    // Whoever ends a demonstration leaves nothing behind.
    let mut whole = in_zaozhuang();
    whole.update(Action::End);
    assert!(!whole.questions.can_take_back_clear());
}

#[test]
fn the_calculation_is_where_it_was_left() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Step(2)).into());
    whole.update(Question::Go(Page::Cases).into());
    whole.update(Question::Go(Page::Compare).into());
    whole.update(Question::Resume.into());
    assert_eq!(whole.session().page, Page::Step(2));
    whole.update(Question::Resume.into());
    assert_eq!(whole.session().page, Page::Step(2), "it is there already");
    whole.update(Question::Go(Page::Result).into());
    whole.update(Question::Go(Page::Portfolio).into());
    whole.update(Question::Resume.into());
    assert_eq!(whole.session().page, Page::Result);
}

#[test]
fn an_open_question_is_opened_where_it_is_asked() {
    let mut whole = in_zaozhuang();
    let fee = question("government_show_booth_fee_yuan");
    let effects = whole.update(Question::Open(fee).into());
    assert_eq!(effects, [find("government_show_booth_fee_yuan")]);
    let step = POLICIES.steps.iter().position(|step| step.id == "trade_shows").expect("a step");
    assert_eq!(whole.session().page, Page::Step(step));
    // In the first part of the page too the focus goes there, and not to the heading.
    let mut visit = questions();
    visit.update(Question::Put(PolicySet::REGION, region("zaozhuang")));
    let effects = visit.update(Question::Open(fee));
    assert_eq!(
        effects.into_iter().map(Effect::Question).collect::<Vec<_>>(),
        [find("government_show_booth_fee_yuan")]
    );
    whole.update(Question::Go(Page::All).into());
    whole.update(Question::Open(fee).into());
    assert_eq!(whole.session().page, Page::All, "every question is there");
}

#[test]
fn where_nothing_is_asked_nothing_is_to_be_checked() {
    let mut whole = whole();
    whole.update(Question::Put(PolicySet::REGION, region("elsewhere")).into());
    assert_eq!(whole.update(Question::Next.into()), [focus(HEADING)]);
    assert_eq!(whole.session().page, Page::Result);
    whole.update(Question::Back.into());
    assert_eq!(whole.session().page, Page::Step(0));
    // With a question, the answers are checked.
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::All).into());
    whole.update(Question::Next.into());
    assert_eq!(whole.session().page, Page::Check);
}

#[test]
fn what_an_answer_changed_is_said_on_return_to_the_result() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Put(question("claimed_elsewhere"), Draft::Options(0)).into());
    whole.update(
        Question::Put(question("certification_tier"), option("certification_tier", "provincial"))
            .into(),
    );
    whole.update(Question::Go(Page::Result).into());
    let listings = question("listings");
    whole.update(Action::Mend(listings, None));
    let neeq = POLICIES.question(listings).option("neeq").expect("an option");
    whole.update(Question::Toggle(listings, neeq).into());
    whole.update(Question::Next.into());
    assert_eq!(whole.session().page, Page::Result);
    let said = whole.notices.latest().expect("a notice").lines.concat();
    assert!(
        said.starts_with("金额变了：原来至少 0 元") && said.contains("现在至少 100 万元"),
        "{said}"
    );
    whole.update(Action::Dismiss);
    whole.update(Action::Mend(listings, None));
    whole.update(Question::Next.into());
    assert_eq!(whole.notices.latest().expect("a notice").lines, ["金额没有变。"]);
}

#[test]
fn a_kept_case_is_compared_and_a_copy_has_the_name_of_its_change() {
    let mut whole = in_zaozhuang();
    whole.update(KeptAction::Name("甲公司".to_owned()).into());
    whole.update(KeptAction::Keep.into());
    whole.update(Question::Go(Page::Cases).into());
    let id = whole.shelf.list()[0].id.clone();
    whole.update(KeptAction::Compare(id).into());
    assert_eq!(whole.session().page, Page::Compare);
    let names = |whole: &Whole| -> Vec<String> {
        whole.questions.cases.list().iter().map(|case| case.name.clone()).collect()
    };
    assert_eq!(names(&whole), ["案例1", "甲公司"]);
    whole.update(Action::Copy);
    whole.update(Question::Put(question("claimed_elsewhere"), Draft::Options(0)).into());
    whole.update(Question::Next.into());
    assert_eq!(whole.session().page, Page::Compare);
    assert!(names(&whole)[2].starts_with("已按其他政策享受："), "{:?}", names(&whole));
}
