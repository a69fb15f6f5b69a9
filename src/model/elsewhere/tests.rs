//! Cases of places whose rules are not in use.

use super::super::effect::{Effect, PlaceChange, Then};
use super::super::kept::KeptAction;
use super::super::packs::{PackAction, PackFault, PackPlaces};
use super::super::places::PlaceChoice;
use super::super::questions::Action as Question;
use super::super::results::{KeptFacts, PageFacts, WholeFacts};
use super::super::tests::packs::{INDEX, bundled, index};
use super::super::tests::{in_zaozhuang, lines, region, whole};
use super::super::whole::{Action, Whole};
use super::Elsewhere;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::link::decode;
use huiqi_sitting::questionnaire::Page;
use huiqi_sitting::shelf::StoredCases;

/// The page of a site with packs: of 枣庄 (whose newest rules are these) and of a city that only
/// they know.
fn with_packs(mut whole: Whole, rules: &'static str) -> Whole {
    whole.packs = PackPlaces::new(Some(index(INDEX)), bundled(rules), None);
    whole.places = PlaceChoice::among(whole.packs.places());
    whole
}

/// The rules of the newest pack of 枣庄.
const NEWEST: &str = "bbbbbbbbbbbbbbbb";
const FORMER: &str = "aaaaaaaaaaaaaaaa";

const RIVER: &str = "huiqi case 1\nplace\t1\nname\t甲公司\nsession\nhuiqi 1\nedition\t2026.12\n\
    region\t=clear_river\ncertification_tier\t=provincial\n";

/// A page that has kept a case of the city.
fn with_kept() -> Whole {
    let mut whole = with_packs(in_zaozhuang(), NEWEST);
    let records = Some(vec![("r1".to_owned(), RIVER.to_owned())]);
    whole.update(KeptAction::Stored(StoredCases { records, former: None }).into());
    whole
}

fn river() -> Elsewhere {
    Elsewhere::Place { id: "clear_river".to_owned(), name: "清江市".to_owned() }
}

/// The change of place among effects.
fn change(effects: &[Effect]) -> Option<(&str, &Then)> {
    effects.iter().find_map(|effect| match effect {
        Effect::ChangePlace(change) => {
            let PlaceChange { region, then, .. } = change.as_ref();
            Some((region.as_str(), then))
        }
        _ => None,
    })
}

#[test]
fn a_kept_case_of_another_place_shows_no_sum_and_opens_its_place() {
    let mut whole = with_kept();
    whole.update(Question::Go(Page::Cases).into());
    let PageFacts::Cases(facts) = WholeFacts::of(&whole).page else { panic!("the page") };
    let [KeptFacts::Elsewhere(elsewhere)] = facts.as_slice() else { panic!("no sum") };
    assert_eq!(*elsewhere, river());
    assert!(elsewhere.words().contains("清江市的规则没有打开"));
    let before = whole.questions.cases.to_text();
    let effects = whole.update(KeptAction::Open("r1".to_owned()).into());
    assert_eq!(change(&effects), Some(("clear_river", &Then::Kept("r1".to_owned()))));
    assert_eq!(whole.questions.cases.to_text(), before, "nothing gives way before they are here");
    assert_eq!(whole.packs.coming.as_deref(), Some("清江市"));
    // Refused: the page names the reason, and everything is as it was.
    let refused = PackAction::Refused("clear_river".to_owned(), PackFault::NoAnswer);
    whole.update(refused.into());
    assert_eq!(lines(&whole), ["这个地方的规则没有取到，请检查网络后再试。"]);
    assert_eq!(whole.questions.cases.to_text(), before);
    // It is not put beside others, and keeps all of its lines under another name.
    assert_eq!(change(&whole.update(KeptAction::Compare("r1".to_owned()).into())), None);
    assert_eq!(whole.questions.cases.list().len(), 1);
    let named = KeptAction::Rename("r1".to_owned(), "乙公司".to_owned());
    let Some(Effect::StoreCases(writes)) = whole.update(named.into()).into_iter().next() else {
        panic!("it is stored")
    };
    let text = writes[0].1.as_deref().expect("a text");
    assert!(text.contains("region\t=clear_river\ncertification_tier\t=provincial"), "{text}");
}

#[test]
fn a_case_whose_place_has_newer_rules_is_not_computed_by_older_ones() {
    let whole = with_packs(in_zaozhuang(), NEWEST);
    assert_eq!(whole.elsewhere(whole.session()), None, "the bundled rules are the newest");
    let mut whole = with_packs(in_zaozhuang(), FORMER);
    let zaozhuang = Elsewhere::Place { id: "zaozhuang".to_owned(), name: "枣庄市".to_owned() };
    assert_eq!(whole.elsewhere(whole.session()), Some(zaozhuang));
    // Where the newer ones were refused, the bundled rules serve.
    let refused = PackAction::Refused("zaozhuang".to_owned(), PackFault::Changed);
    whole.update(refused.into());
    assert_eq!(whole.elsewhere(whole.session()), None);
}

#[test]
fn open_cases_of_another_place_are_neither_compared_nor_handed_on_nor_lost() {
    let mut whole = with_packs(in_zaozhuang(), NEWEST);
    whole.update(Action::Copy);
    let text = whole.questions.cases.to_text();
    let moved = text.replacen("region\t=zaozhuang", "region\t=clear_river", 1);
    let (set, today) = (whole.session().set(), whole.questions.today);
    whole.questions.cases = huiqi_sitting::cases::Cases::from_text(set, today, &moved);
    whole.update(Question::Go(Page::Compare).into());
    let PageFacts::Compare(facts) = WholeFacts::of(&whole).page else { panic!("the page") };
    assert_eq!(facts.here, [1]);
    assert_eq!(facts.comparison.totals.len(), 1);
    whole.update(Question::Go(Page::Share).into());
    let PageFacts::Share(share) = WholeFacts::of(&whole).page else { panic!("the page") };
    let sent = decode(set, today, &share.code).expect("a code");
    assert_eq!(sent.cases.list().len(), 1);
    assert_eq!(sent.cases.session().region(), Some("zaozhuang"));
    let left_out =
        "清江市的 1 个案例没有放进去：那里的规则没有打开。要发，请先打开那个案例，再来发。";
    assert_eq!(whole.left_out().as_deref(), Some(left_out));
    assert!(whole.questions.cases.to_text().contains("region\t=clear_river"), "it is kept");
    // Who opens it gets its rules first.
    let first = whole.questions.cases.list()[0].id;
    let effects = whole.update(Question::Case(first).into());
    assert_eq!(change(&effects), Some(("clear_river", &Then::Stay)));
}

#[test]
fn an_address_that_names_a_place_of_a_pack_opens_its_rules() {
    let address = "#/where_and_when?region=clear_river";
    let mut whole = with_packs(whole(), NEWEST);
    let effects = whole.open_first(address);
    assert_eq!(change(&effects), Some(("clear_river", &Then::Address(address.to_owned()))));
    let mut whole = with_packs(in_zaozhuang(), NEWEST);
    let effects = whole.update(Question::Address(address.to_owned()).into());
    assert_eq!(change(&effects), Some(("clear_river", &Then::Address(address.to_owned()))));
    assert_eq!(whole.session().region(), Some("zaozhuang"), "until they are here");
    let here = "#/where_and_when?region=jincheng".to_owned();
    assert_eq!(change(&whole.update(Question::Address(here).into())), None);
    assert_eq!(whole.session().region(), Some("jincheng"));
    let nowhere = "#/where_and_when?region=nowhere".to_owned();
    assert_eq!(change(&whole.update(Question::Address(nowhere).into())), None);
}

#[test]
fn a_place_that_an_address_changes_is_named_though_its_rules_are_not_in_use() {
    let mut whole = with_packs(in_zaozhuang(), NEWEST);
    let text = whole.questions.cases.to_text();
    let moved = text.replace("region\t=zaozhuang", "region\t=clear_river");
    let (set, today) = (whole.session().set(), whole.questions.today);
    whole.questions.cases = huiqi_sitting::cases::Cases::from_text(set, today, &moved);
    whole.update(Question::Address("#/where_and_when?region=jincheng".to_owned()).into());
    assert_eq!(lines(&whole), ["所在地由清江市改为晋城市，其他答案没有变。"]);
}

#[test]
fn without_packs_nothing_is_said_of_other_places() {
    let mut whole = in_zaozhuang();
    assert_eq!(whole.elsewhere(whole.session()), None);
    assert_eq!(whole.left_out(), None);
    let records = Some(vec![("r1".to_owned(), RIVER.to_owned())]);
    whole.update(KeptAction::Stored(StoredCases { records, former: None }).into());
    let case = whole.shelf.case("r1").expect("it is kept");
    assert_eq!(whole.elsewhere(&case.session), Some(Elsewhere::Unknown));
    whole.questions.cases.session_mut().put(PolicySet::REGION, region("jincheng"));
    assert_eq!(whole.elsewhere(whole.session()), None);
}
