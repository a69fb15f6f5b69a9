//! What answers to the former edition become in this one.

use huiqi_policies::POLICIES;
use huiqi_rules::carry::{GivenTo, Value, carry};

fn one(option: &str) -> Value {
    Value::Option(option.to_owned())
}

fn list(options: &[&str]) -> Value {
    Value::Options(options.iter().map(|option| (*option).to_owned()).collect())
}

/// What answers to 2026.11 become in a region: the answer to a question, and what is asked again.
fn carried(
    region: &str,
    given: &[(&str, Value)],
    question: &str,
) -> (Option<Value>, Vec<&'static str>) {
    let region = [("region", one(region))];
    let all = region.iter().chain(given).map(|(id, value)| ((*id).to_owned(), value.clone()));
    let found = carry(&POLICIES, GivenTo::Edition("2026.11"), &all.collect::<Vec<_>>());
    assert_eq!((found.unknown_questions, found.unknown_answers.len()), (0, 0));
    let wanted = POLICIES.question_index(question).expect("a question");
    let answer = found.answers.into_iter().find(|(index, _)| *index == wanted);
    let again = found.asked_again.iter().map(|(index, why)| {
        assert!(!why.is_empty());
        POLICIES.question(*index).id
    });
    (answer.map(|(_, answer)| answer), again.collect())
}

#[test]
fn a_former_listing_is_a_list_of_one_and_none_is_an_empty_list() {
    for (then, now) in [
        ("none", list(&[])),
        ("planned", list(&[])),
        ("bse", list(&["bse"])),
        ("neeq", list(&["neeq"])),
    ] {
        let found = carried("zaozhuang", &[("listing_status", one(then))], "listings");
        assert_eq!(found, (Some(now), vec![]), "{then}");
    }
}

#[test]
fn a_former_booth_fee_is_carried_where_it_is_known_whose_shows_they_were() {
    let fee = "government_show_booth_fee_yuan";
    let found = |organised: Option<bool>| {
        let sum = ("booth_fee_yuan", Value::Figure("80000".to_owned()));
        let by = organised.map(|yes| ("show_organised_by_government", Value::YesNo(yes)));
        carried("zaozhuang", &[sum].into_iter().chain(by).collect::<Vec<_>>(), fee)
    };
    let figure = |digits: &str| Some(Value::Figure(digits.to_owned()));
    assert_eq!(found(Some(true)), (figure("80000"), vec![]));
    assert_eq!(found(Some(false)), (figure("0"), vec![]));
    assert_eq!(found(None), (None, vec![fee]));
}

#[test]
fn a_factory_of_the_year_is_unpaid_and_an_earlier_one_is_asked_again() {
    let factory = "smart_factory_award";
    let found = |then| carried("zaozhuang", &[(factory, one(then))], factory);
    assert_eq!(found("awarded_this_year"), (Some(one("awarded_unpaid")), vec![]));
    assert_eq!(found("awarded_before"), (None, vec![factory]));
    assert_eq!(found("applied"), (Some(one("applied")), vec![]));
}

#[test]
fn former_matters_are_carried_where_they_are_still_one_award() {
    let matters = "claimed_elsewhere";
    let found = |region, then: &[&str]| carried(region, &[(matters, list(then))], matters);
    let again = || (None, vec![matters]);
    assert_eq!(found("xinxiang", &[]), (Some(list(&[])), vec![]));
    assert_eq!(found("xinxiang", &["equipment"]), (Some(list(&["equipment"])), vec![]));
    let both = ["smart_factory", "exhibition"];
    assert_eq!(found("zaozhuang", &both), (Some(list(&both)), vec![]));
    let contest = (Some(list(&["platform_contest"])), vec![]);
    assert_eq!(found("zaozhuang", &["platform_assessment"]), contest);
    assert_eq!(found("xinxiang", &["platform_assessment"]), again());
    assert_eq!(found("zaozhuang", &["certification"]), again());
    assert_eq!(found("zaozhuang", &["listing", "exhibition"]), again());
    assert_eq!(found("xinxiang", &["platform"]), again());
}

#[test]
fn what_was_asked_for_one_year_is_carried_where_something_was_chosen() {
    let titles = "first_certified_tiers";
    let found = |then: &[&str]| carried("jincheng", &[(titles, list(then))], titles);
    assert_eq!(found(&["provincial_giant"]), (Some(list(&["provincial_giant"])), vec![]));
    assert_eq!(found(&[]), (None, vec![titles]));
    let platforms = "first_recognised_platforms";
    let found = |then: &[&str]| carried("xinxiang", &[(platforms, list(then))], platforms);
    assert_eq!(found(&["national_base"]), (Some(list(&["national_base"])), vec![]));
    assert_eq!(found(&[]), (None, vec![platforms]));
    for (id, then) in [
        ("ip_purchase_yuan", Value::Figure("0".to_owned())),
        ("became_above_scale", Value::YesNo(true)),
        ("above_scale", Value::YesNo(false)),
    ] {
        assert_eq!(carried("shanxi_other", &[(id, then)], id), (None, vec![id]));
    }
}
