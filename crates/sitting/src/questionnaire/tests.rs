//! The flow, over the shipped rule set.

use super::{Draft, DraftProblem, Page, Session, is_former};
use crate::wording::percent;
use crate::wording::problems::draft;
use crate::wording::reasons::own;
use huiqi_policies::POLICIES;
use huiqi_rules::amount::Level;
use huiqi_rules::answers::Answer;
use huiqi_rules::day::read_date;
use huiqi_rules::question::QuestionIndex;
use huiqi_rules::unit::{FigureProblem, Unit};

fn session() -> Session {
    Session::new(&POLICIES, read_date("2026-11-21").expect("a day"))
}

fn question(id: &str) -> QuestionIndex {
    POLICIES.question_index(id).expect("a question")
}

fn choose(session: &mut Session, id: &str, option: &str) {
    let option = POLICIES.question(question(id)).option(option).expect("an option");
    session.put(question(id), Draft::Option(option));
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
    assert_eq!(session.visible(&session.outline()), [question("region")]);
    session.set_date(read_date("2025-12-31").expect("a day"));
    assert!(session.visible(&session.outline()).contains(&question("first_certified_tiers")));
}

#[test]
fn answers_of_another_region_are_kept_and_not_given() {
    let mut session = in_region("zaozhuang");
    session.put(question("government_show_booth_fee_yuan"), Draft::Typed("8万".to_owned()));
    assert!(session.answers().get(question("government_show_booth_fee_yuan")).is_some());
    choose(&mut session, "region", "jincheng");
    assert_eq!(session.answers().get(question("government_show_booth_fee_yuan")), None);
    assert_eq!(
        session.draft(question("government_show_booth_fee_yuan")),
        Some(&Draft::Typed("8万".to_owned()))
    );
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
    session.put(question("government_show_booth_fee_yuan"), Draft::Typed("-5".to_owned()));
    assert_eq!(session.answers().get(question("government_show_booth_fee_yuan")), None);
    session.go_on();
    assert!(session.shows_problems && session.page == Page::Step(4));
    assert_eq!(
        session.draft(question("government_show_booth_fee_yuan")),
        Some(&Draft::Typed("-5".to_owned()))
    );
}

#[test]
fn what_is_kept_comes_back_as_it_was() {
    let mut session = in_region("zaozhuang");
    choose(&mut session, "certification_tier", "municipal");
    session.put(question("first_certified_tiers"), Draft::Options(0));
    session.put(question("claimed_elsewhere"), Draft::Unclear);
    session.put(question("base_listing_support"), Draft::YesNo(false));
    session.put(question("government_show_booth_fee_yuan"), Draft::Typed("８万\\\n=?".to_owned()));
    session.put_date("2025-13-40".to_owned(), session.on);
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
    session.mend(question("listings"));
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
fn an_address_that_leads_nowhere_is_another_than_one_that_does() {
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

/// Returns the ids of the matters that are offered.
fn matters(session: &Session) -> Vec<&'static str> {
    let elsewhere = question("claimed_elsewhere");
    let offered = session.offered(elsewhere).expect("asked in this region");
    let options = POLICIES.question(elsewhere).options.iter().enumerate();
    options.filter(|(index, _)| offered >> index & 1 == 1).map(|(_, option)| option.id).collect()
}

#[test]
fn only_the_matters_whose_award_could_pay_are_offered_and_one_ticked_stays() {
    let mut session = in_region("zaozhuang");
    choose(&mut session, "certification_tier", "municipal");
    session.put(question("first_certified_tiers"), Draft::Options(0));
    session.put(question("listings"), Draft::Options(0));
    choose(&mut session, "smart_factory_award", "applied");
    session.put(question("government_show_booth_fee_yuan"), Draft::Typed("8万".to_owned()));
    choose(&mut session, "platform_contest_prize", "none");
    assert_eq!(matters(&session), ["smart_factory", "exhibition"]);
    let elsewhere = question("claimed_elsewhere");
    let contest = POLICIES.question(elsewhere).option("platform_contest").expect("a matter");
    session.put(elsewhere, Draft::Options(1 << contest));
    assert_eq!(matters(&session), ["platform_contest", "smart_factory", "exhibition"]);
    // Every option of any other question, and of a region whose documents ask no such thing.
    assert_eq!(session.offered(question("listings")), None);
    assert_eq!(in_region("jincheng").offered(elsewhere), None);
}

#[test]
fn a_matter_that_is_newly_offered_opens_the_question_again() {
    let mut session = in_region("zaozhuang");
    choose(&mut session, "certification_tier", "municipal");
    session.put(question("listings"), Draft::Options(0));
    let (elsewhere, listings) = (question("claimed_elsewhere"), question("listings"));
    let none = Some(&Answer::Options(0));
    session.put(elsewhere, Draft::Options(0));
    // A matter that is no longer offered changes nothing.
    choose(&mut session, "smart_factory_award", "none");
    assert_eq!(session.answers().get(elsewhere), none);
    let neeq = POLICIES.question(listings).option("neeq").expect("a board");
    session.put(listings, Draft::Options(1 << neeq));
    assert_eq!(session.answers().get(elsewhere), None);
    assert_eq!(session.draft(elsewhere), Some(&Draft::Reopened(0)));
    // A refresh keeps it open; an answer closes it.
    assert_eq!(Session::from_text(&POLICIES, session.on, &session.to_text()), session);
    session.put(elsewhere, Draft::Options(0));
    assert_eq!(session.answers().get(elsewhere), none);
}

/// What the page of 2026.11 kept of a company of Zaozhuang, letter for letter; it names no edition.
const KEPT_2026_11: &str = "huiqi 1\ndate\t2026-11-21\nregion\t=zaozhuang\n\
    certification_tier\t=provincial\nfirst_certified_tiers\t=\nclaimed_elsewhere\t=smart_factory\n\
    listing_status\t=neeq\nsmart_factory_award\t=awarded_before\nbooth_fee_yuan\t=8万\n\
    show_organised_by_government\t=true\nplatform_contest_prize\t?\n";

#[test]
fn what_a_former_edition_kept_is_carried_over_or_asked_again() {
    assert!(is_former(&POLICIES, KEPT_2026_11));
    let today = read_date("2026-11-21").expect("a day");
    let (session, unknown) = Session::from_text_counting(&POLICIES, today, KEPT_2026_11);
    assert_eq!(unknown, 0);
    let draft = |id: &str| session.draft(question(id)).cloned();
    let option = |id: &str, name: &str| POLICIES.question(question(id)).option(name).expect("one");
    let neeq = 1 << option("listings", "neeq");
    assert_eq!(draft("listings"), Some(Draft::Options(neeq)));
    let fee = Some(Draft::Typed("8万".to_owned()));
    assert_eq!(draft("government_show_booth_fee_yuan"), fee);
    let factory = 1 << option("claimed_elsewhere", "smart_factory");
    assert_eq!(draft("claimed_elsewhere"), Some(Draft::Options(factory)));
    assert_eq!(draft("platform_contest_prize"), Some(Draft::Unclear));
    // An empty list that said 今年, and a factory chosen before: their questions are others now.
    for id in ["first_certified_tiers", "smart_factory_award"] {
        assert_eq!(draft(id), Some(Draft::AskedAgain), "{id}");
        assert_eq!(session.answers().get(question(id)), None);
    }
    let again = session.to_text();
    assert!(!is_former(&POLICIES, &again));
    assert_eq!(Session::from_text(&POLICIES, today, &again), session);
}

/// 晋城 with 360 万元 of rights bought above scale: 72 万元 at most where one of the last two holds.
fn buys_rights() -> Session {
    let mut session = in_region("jincheng");
    session.put(question("ip_purchase_yuan"), Draft::Typed("360万".to_owned()));
    session.put(question("ip_led_to_certification"), Draft::YesNo(false));
    session.put(question("became_above_scale"), Draft::YesNo(false));
    session.put(question("above_scale"), Draft::YesNo(true));
    session.put(question("profit_margin_percent"), Draft::Typed("3".to_owned()));
    session
}

fn put_sums(session: &mut Session, id: &str, of: &str, to: &str) {
    session.put_sum(question(id), 0, of.to_owned());
    session.put_sum(question(id), 1, to.to_owned());
}

/// The most that the purchase pays, in yuan: for the same answers without it, nothing is paid.
fn most_for_rights(session: &Session) -> String {
    let ends = |session: &Session| match session.outline().total.most {
        Level::Sum(yuan) => yuan.decimal(),
        Level::Open => panic!("a total with an end"),
    };
    let mut without = session.clone();
    without.put(question("ip_purchase_yuan"), Draft::Typed("0".to_owned()));
    (ends(session) - ends(&without)).normalize().to_string()
}

#[test]
fn a_growth_of_two_sums_is_never_rounded_to_a_threshold() {
    let growth = question("revenue_growth_percent");
    // (6,499.8 - 5,000) ÷ 5,000 = 29.996 %; of the purchase 20 % would be 720,000.
    for (of, percent, pays) in [
        ("6,499.8万", "29.996", "0"),
        ("6500万", "30", "720000"),
        ("65,002,000元", "30.004", "720000"),
        ("64999999.99", "29.99999998", "0"),
    ] {
        let mut session = buys_rights();
        put_sums(&mut session, "revenue_growth_percent", of, "5000万");
        let answer = Answer::Figure(percent.parse().expect("a decimal"));
        assert_eq!(session.read(growth), Ok(Some(answer)), "{of}");
        assert_eq!(most_for_rights(&session), pays, "{of}");
    }
}

#[test]
fn the_missing_part_is_said_up_and_the_growth_down() {
    let mut session = buys_rights();
    let mut said = |of: &str| {
        put_sums(&mut session, "revenue_growth_percent", of, "5000万");
        let report = session.report();
        let mut awards = report.awards.iter();
        let award = awards.find(|award| award.award.id == "shanxi-srdi-2022/ip-purchase");
        let award = award.expect("the purchase");
        report.reasons(award).iter().map(|reason| own(&POLICIES, reason)).collect::<Vec<_>>()
    };
    assert!(
        said("6,499.8万").contains(&"29.996%，差 0.004 个百分点".to_owned()),
        "{:?}",
        said("6,499.8万")
    );
    assert!(said("64999999.99").contains(&"约 29.9999%，差 0.0001 个百分点".to_owned()));
    let words = |text: &str| percent(text.parse().expect("a decimal"));
    assert_eq!(words("29.996"), "29.996%");
    assert_eq!(words("29.99999998"), "约 29.9999%");
    assert_eq!(words("-33.333333333334"), "约 -33.3334%");
    assert_eq!(words("12.5"), "12.5%");
}

#[test]
fn two_sums_that_say_nothing_are_said_to_be_wrong_and_count_as_no_answer() {
    let mut session = buys_rights();
    let growth = question("revenue_growth_percent");
    put_sums(&mut session, "revenue_growth_percent", "5900万", "");
    assert_eq!(session.problem(growth), Some(DraftProblem::OneSum));
    for base in ["0", "-1万"] {
        put_sums(&mut session, "revenue_growth_percent", "5900万", base);
        let problem = session.problem(growth).expect("a problem");
        assert_eq!(draft(problem), "“上一年主营业务收入”要大于 0，才能算百分之几");
    }
    put_sums(&mut session, "revenue_growth_percent", "三千万", "5000万");
    let no_number = DraftProblem::Figure(&Unit::YUAN, FigureProblem::NotANumber);
    assert_eq!(session.problem(growth), Some(no_number));
    put_sums(&mut session, "revenue_growth_percent", "10000亿", "1");
    let too_large = DraftProblem::Figure(&Unit::PERCENT, FigureProblem::TooLarge);
    assert_eq!(session.problem(growth), Some(too_large));
    assert_eq!(session.answers().get(growth), None);
    put_sums(&mut session, "revenue_growth_percent", "", "");
    assert_eq!((session.problem(growth), session.read(growth)), (None, Ok(None)));
    // A loss is a margin below zero: -150 ÷ 1,000.
    put_sums(&mut session, "profit_margin_percent", "-150万", "1000万");
    let margin = session.read(question("profit_margin_percent"));
    assert_eq!(margin, Ok(Some(Answer::Figure((-15).into()))));
}

#[test]
fn the_two_sums_are_kept_as_they_were_typed() {
    let mut session = buys_rights();
    put_sums(&mut session, "revenue_growth_percent", "6,499.8 万\t", "5\\t000万\n");
    put_sums(&mut session, "profit_margin_percent", "-1", "");
    let kept = Session::from_text(&POLICIES, session.on, &session.to_text());
    assert_eq!(kept, session);
}

#[test]
fn a_day_that_nobody_chose_follows_the_calendar_and_is_not_kept() {
    let december = read_date("2025-12-20").expect("a day");
    let january = read_date("2026-01-10").expect("a day");
    let mut session = Session::new(&POLICIES, december);
    session.put(question("region"), Draft::Option(0));
    // What a browser sends when it fills the field in anew is no choice.
    session.put_date("2025-12-20".to_owned(), december);
    let text = session.to_text();
    assert!(!text.contains("2025-12-20"), "{text}");
    assert_eq!(Session::from_text(&POLICIES, january, &text).on, january);
    session.set_today(january);
    assert_eq!((session.on, session.date_text.as_str()), (january, "2026-01-10"));
    // One that a person chose stays, even where it was today's.
    session.put_date("2026-1-11".to_owned(), january);
    session.put_date("2026-01-10".to_owned(), january);
    let kept = Session::from_text(&POLICIES, december, &session.to_text());
    assert_eq!((kept.on, kept.has_own_day), (january, true));
    session.set_today(december);
    assert_eq!(session.on, january);
    // An empty field is today again.
    session.put_date(" ".to_owned(), december);
    assert_eq!((session.on, session.date_is_bad()), (december, false));
    session.set_today(january);
    assert_eq!((session.on, session.date_text.as_str()), (january, "2026-01-10"));
    session.set_date(december);
    session.follow_calendar(january);
    assert_eq!((session.on, session.has_own_day), (january, false));
}

#[test]
fn a_text_that_does_not_say_who_chose_the_day_is_of_today() {
    let today = read_date("2026-01-10").expect("a day");
    let text = "huiqi 1\nedition\t2026.12\ndate\t2025-12-20\nregion\t=xinxiang\n";
    let (session, unknown) = Session::from_text_counting(&POLICIES, today, text);
    assert_eq!((session.on, session.has_own_day, unknown), (today, false, 0));
}

#[test]
fn an_example_is_of_today_unless_its_document_has_ended() {
    let companies = POLICIES.policies.iter().flat_map(|policy| policy.companies);
    for company in companies {
        let own = Session::of_company(&POLICIES, company);
        let today = read_date("2026-11-25").expect("a day");
        let session = Session::of_company_today(&POLICIES, company, today);
        let is_in_force = session.policies().iter().any(|policy| policy.is_in_force_on(today));
        assert_eq!(session.on, if is_in_force { today } else { own.on }, "{}", company.name);
        assert_eq!(session.has_own_day, !is_in_force, "{}", company.name);
    }
}

#[test]
fn lines_that_are_not_understood_are_kept_as_they_are() {
    let today = read_date("2026-11-21").expect("a day");
    let text = "huiqi 1\nedition\t2026.12\nother\tmars/reading\nregion\t=zaozhuang\n\
        listings\t=neeq,moon\ncertification_tier\t=emperor\nlater_question\t=yes\\n\n";
    let (mut session, unknown) = Session::from_text_counting(&POLICIES, today, text);
    assert_eq!(unknown, 4);
    // Of a list with an option that is not known nothing counts: the rest would be a no.
    assert_eq!(session.draft(question("listings")), None);
    let kept = session.to_text();
    for line in text.lines().skip(2) {
        assert_eq!(kept.lines().filter(|other| *other == line).count(), 1, "{line}: {kept}");
    }
    assert_eq!(Session::from_text(&POLICIES, today, &kept).to_text(), kept);
    // Answered anew, the question has one line.
    session.put(question("listings"), Draft::Options(0));
    assert!(!session.to_text().contains("moon"), "{}", session.to_text());
    // Of a later edition, and of a former one, behind its name.
    for edition in ["2099.1", "2026.11"] {
        let text = format!("huiqi 1\nedition\t{edition}\nregion\t=zaozhuang\nelse\t=x\ty\n");
        let session = Session::from_text(&POLICIES, today, &text);
        assert_eq!(session.region(), Some("zaozhuang"));
        let kept = session.to_text();
        assert!(kept.ends_with(&format!("\nedition\t{edition}\nelse\t=x\ty\n")), "{kept}");
        assert_eq!(Session::from_text(&POLICIES, today, &kept).to_text(), kept);
        let first = Session::from_present_text(&POLICIES, today, &kept);
        assert_eq!(first.to_text(), kept);
    }
    let other = Session::from_text(&POLICIES, today, "huiqi 2\nwhatever\n").to_text();
    assert!(other.ends_with("\ntext\thuiqi 2\\nwhatever\\n\n"), "{other}");
}
