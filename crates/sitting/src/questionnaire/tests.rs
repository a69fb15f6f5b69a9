//! The flow, over the shipped rule set.

use super::{Draft, DraftProblem, Page, Session};
use huiqi_policies::POLICIES;
use huiqi_rules::answers::Answer;
use huiqi_rules::day::read_date;
use huiqi_rules::question::QuestionIndex;

fn session() -> Session {
    Session::new(&POLICIES, read_date("2026-11-21").expect("a day"))
}

fn question(id: &str) -> QuestionIndex {
    POLICIES.question_index(id).expect("a question")
}

fn choose(session: &mut Session, id: &str, option: &str) {
    let place = POLICIES.question(question(id)).option(option).expect("an option");
    session.put(question(id), Draft::Option(place));
}

fn in_region(region: &str) -> Session {
    let mut session = session();
    choose(&mut session, "region", region);
    session
}

#[test]
fn a_step_without_a_question_is_skipped() {
    let mut session = in_region("sanmenxia");
    session.set_date(read_date("2025-12-31").expect("a day"));
    session.go_on();
    assert_eq!(session.address().as_deref(), Some("#/certification"));
    session.go_on();
    // No listing, factory or trade show matters there.
    assert_eq!(session.address().as_deref(), Some("#/other"));
    session.go_on();
    assert_eq!(session.page, Page::Check);
    session.go_back();
    assert_eq!(session.address().as_deref(), Some("#/other"));
}

#[test]
fn an_ended_document_asks_nothing_until_the_day_is_inside_its_window() {
    let mut session = in_region("xinxiang");
    choose(&mut session, "certification_tier", "national_giant");
    assert_eq!(session.visible(&session.report()), [question("region")]);
    session.set_date(read_date("2025-12-31").expect("a day"));
    assert!(session.visible(&session.report()).contains(&question("first_certified_tiers")));
}

#[test]
fn answers_of_another_region_are_kept_and_not_given() {
    let mut session = in_region("zaozhuang");
    session.put(question("booth_fee_yuan"), Draft::Typed("8万".to_owned()));
    assert!(session.answers().get(question("booth_fee_yuan")).is_some());
    choose(&mut session, "region", "jincheng");
    assert_eq!(session.answers().get(question("booth_fee_yuan")), None);
    assert_eq!(session.draft(question("booth_fee_yuan")), Some(&Draft::Typed("8万".to_owned())));
}

#[test]
fn a_first_certification_above_a_tier_lowered_since_is_kept_shown_and_not_counted() {
    let mut session = in_region("zaozhuang");
    let first = question("first_certified_tiers");
    choose(&mut session, "certification_tier", "national_giant");
    session.put(first, Draft::Options(0b1010));
    assert_eq!(session.answers().get(first), Some(&Answer::Options(0b1010)));
    choose(&mut session, "certification_tier", "provincial");
    assert_eq!(session.answers().get(first), None);
    assert_eq!(session.draft(first), Some(&Draft::Options(0b1010)));
    assert_eq!(session.problem(first), Some(DraftProblem::Contradiction(&POLICIES.constraints[0])));
    session.page = Page::Step(1);
    session.go_on();
    assert!(session.shows_problems && session.page == Page::Step(1));
}

#[test]
fn unclear_is_unanswered_and_none_of_them_is_an_answer() {
    let mut session = in_region("zaozhuang");
    session.put(question("claimed_elsewhere"), Draft::Unclear);
    assert_eq!(session.answers().get(question("claimed_elsewhere")), None);
    session.put(question("claimed_elsewhere"), Draft::Options(0));
    assert_eq!(session.answers().get(question("claimed_elsewhere")), Some(&Answer::Options(0)));
}

#[test]
fn a_tick_comes_and_goes_alone_and_takes_the_place_of_none_of_them() {
    let mut session = in_region("zaozhuang");
    let titles = question("first_certified_tiers");
    for (option, ticks) in [(1, 0b10), (2, 0b110), (1, 0b100), (2, 0)] {
        session.toggle(titles, option);
        assert_eq!(
            (session.ticks(titles), session.draft(titles)),
            (ticks, Some(&Draft::Options(ticks))),
            "after {option}"
        );
    }
    session.put(titles, Draft::Unclear);
    assert_eq!(session.ticks(titles), 0);
    session.toggle(titles, 2);
    assert_eq!(session.draft(titles), Some(&Draft::Options(0b100)));
}

#[test]
fn a_number_that_is_none_stays_as_typed_counts_as_unanswered_and_holds_the_page() {
    let mut session = in_region("zaozhuang");
    session.page = Page::Step(4);
    session.put(question("booth_fee_yuan"), Draft::Typed("-5".to_owned()));
    assert_eq!(session.answers().get(question("booth_fee_yuan")), None);
    session.go_on();
    assert!(session.shows_problems && session.page == Page::Step(4));
    assert_eq!(session.draft(question("booth_fee_yuan")), Some(&Draft::Typed("-5".to_owned())));
}

#[test]
fn what_is_kept_comes_back_as_it_was() {
    let mut session = in_region("zaozhuang");
    choose(&mut session, "certification_tier", "municipal");
    session.put(question("first_certified_tiers"), Draft::Options(0));
    session.put(question("claimed_elsewhere"), Draft::Unclear);
    session.put(question("show_organised_by_government"), Draft::YesNo(false));
    session.put(question("booth_fee_yuan"), Draft::Typed("８万\\\n=?".to_owned()));
    session.put_date("2025-13-40".to_owned());
    assert_eq!(Session::from_text(&POLICIES, session.on, &session.to_text()), session);
    assert_eq!(
        Session::from_text(&POLICIES, session.on, "something else").draft(question("region")),
        None
    );
}

#[test]
fn a_question_opened_from_another_page_leads_back_there() {
    let mut session = in_region("zaozhuang");
    session.page = Page::Result;
    session.mend(question("listing_status"));
    assert_eq!(session.address().as_deref(), Some("#/listing"));
    session.go_on();
    assert_eq!(session.page, Page::Result);
    for back in [Page::Compare, Page::Check] {
        session.go(Page::All);
        session.back_to = Some(back);
        session.go_on();
        assert_eq!(session.page, back);
        session.go(Page::All);
        session.back_to = Some(back);
        session.go_back();
        assert_eq!(session.page, back);
    }
    session.go(Page::All);
    session.go_on();
    assert_eq!(session.page, Page::Check, "a page opened by itself leads to the next one");
}

#[test]
fn answers_taken_from_advice_are_those_that_a_person_could_have_typed() {
    let mut session = in_region("sanmenxia");
    session.set_date(read_date("2025-12-31").expect("a day"));
    let figure = Answer::Figure("1500000.50".parse().expect("a number"));
    let taken = [
        (question("certification_tier"), Answer::Option(2)),
        (question("first_certified_tiers"), Answer::Options(0b10)),
        (question("project_in_scope"), Answer::YesNo(true)),
        (question("project_investment_yuan"), figure.clone()),
    ];
    session.put_answers(&taken);
    assert_eq!(
        session.draft(question("project_investment_yuan")),
        Some(&Draft::Typed("1500000.5".to_owned()))
    );
    assert_eq!(session.answers().get(question("project_investment_yuan")), Some(&figure));
    assert_eq!(session.answers().get(question("project_in_scope")), Some(&Answer::YesNo(true)));
    assert_eq!(session.draft(question("first_certified_tiers")), Some(&Draft::Options(0b10)));
}

#[test]
fn an_address_that_leads_nowhere_is_told_from_one_that_does() {
    let page = |address: &str| Session::page_of(&POLICIES, address);
    for nowhere in ["#", ""] {
        assert_eq!(page(nowhere).0, Page::Step(0), "{nowhere}");
    }
    assert_eq!(page("#/ladder").0, Page::Ladder);
    for wrong in [
        "#/nowhere",
        "#result",
        "#/result?",
        "#/result?other=",
        "#/result?other=x",
        "#/result?readings=x",
        "#/result/",
        "#/%E4",
        "#/result?other=zaozhuang-srdi-2022/same-title,",
    ] {
        assert_eq!(page(wrong).0, Page::Unknown, "{wrong}");
    }
    let (found, readings) = page("#/result?other=zaozhuang-srdi-2022/same-title");
    assert_eq!(found, Page::Result);
    assert!(readings.is_some_and(|readings| readings.is_other("zaozhuang-srdi-2022/same-title")));
}
