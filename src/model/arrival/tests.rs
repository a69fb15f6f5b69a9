//! Addresses with a code or a place, and what the address says afterwards.

use super::super::questions::{self, Action as Question};
use super::super::results::{PageFacts, WholeFacts};
use super::super::tests::{
    can_restore, day, focus, in_zaozhuang, lines, question, region, settle, shelf, whole,
};
use super::super::whole::{Action, Effect, Whole};
use super::region_in;
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::{Draft, Page};

/// The address of a company's link, behind the page's own.
fn link() -> String {
    let mut sent = in_zaozhuang();
    let booth = question("government_show_booth_fee_yuan");
    sent.update(Question::Put(booth, Draft::Typed("80000".to_owned())).into());
    sent.update(Question::Go(Page::Share).into());
    let PageFacts::Share(facts) = WholeFacts::of(&sent).page else { panic!("the page") };
    facts.link.expect("a link").split_once("huiqi/").expect("an address").1.to_owned()
}

/// What the browser shows: each address that it is given, and whether it takes the place of the one
/// before.
fn shown(effects: &[Effect]) -> Option<(String, bool)> {
    effects.iter().find_map(|effect| match effect {
        Effect::ReplaceAddress(address) => Some((address.clone(), true)),
        Effect::Question(questions::Effect::Address(address)) => Some((address.clone(), false)),
        _ => None,
    })
}

/// A visitor who opens this address.
fn visitor(address: &str) -> Whole {
    let mut whole = whole();
    whole.open_first(address);
    whole
}

#[test]
fn the_address_keeps_a_links_code_until_an_answer_is_changed() {
    let link = link();
    let mut visitor = visitor(&format!("{link}&from=singlemessage&isappinstalled=0"));
    // What a chat program glued to it is gone.
    assert_eq!(shown(&settle(&mut visitor)), Some((link.clone(), true)));
    visitor.update(Question::Go(Page::Check).into());
    assert_eq!(shown(&settle(&mut visitor)), Some(("#/check".to_owned(), false)));
    visitor.update(Question::Go(Page::Result).into());
    assert_eq!(shown(&settle(&mut visitor)), Some((link.clone(), false)), "unchanged");
    let tier = question("certification_tier");
    visitor.update(Action::AnswerHere(tier, Draft::Option(2)));
    assert_eq!(shown(&settle(&mut visitor)), Some(("#/result".to_owned(), true)));
    // Back to the entry that still holds the code: the change stays.
    visitor.update(Question::Go(Page::Check).into());
    settle(&mut visitor);
    visitor.update(Question::Address(link).into());
    assert_eq!(visitor.session().draft(tier), Some(&Draft::Option(2)));
    assert_eq!(shown(&settle(&mut visitor)), Some(("#/result".to_owned(), true)));
}

#[test]
fn a_reading_switched_is_a_change_too_and_a_damaged_code_is_not_kept() {
    let link = link();
    let mut visitor = visitor(&link);
    settle(&mut visitor);
    let reading = POLICIES.policies.iter().flat_map(|policy| policy.readings).next();
    visitor.update(Question::Switch(reading.expect("a reading").id).into());
    let (address, is_replaced) = shown(&settle(&mut visitor)).expect("an address");
    assert!(address.starts_with("#/result?other=") && is_replaced, "{address}");
    let mut cut = self::visitor(&link[..link.len() - 4]);
    assert_eq!(shown(&settle(&mut cut)), Some(("#/result".to_owned(), true)));
}

#[test]
fn loaded_anew_a_links_page_keeps_its_code_and_the_way_back() {
    let link = link();
    let mut first = whole();
    first.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    settle(&mut first);
    let own = first.questions.cases.to_text();
    first.update(Question::Address(link.clone()).into());
    let effects = settle(&mut first);
    let Effect::RememberReplaced(replaced) = &effects[0] else { panic!("{effects:?}") };
    let opened = first.questions.cases.to_text();
    // After a refresh.
    let mut again = whole();
    let today = day("2026-11-21");
    again.questions.cases = huiqi_sitting::cases::Cases::from_text(&POLICIES, today, &opened);
    again.shelf = shelf();
    again.take_up(replaced);
    again.open_first(&link);
    assert!(can_restore(&again), "{:?}", lines(&again));
    assert_eq!(shown(&settle(&mut again)), Some((link, true)));
    again.update(Action::Restore);
    assert_eq!(again.questions.cases.to_text(), own);
    assert_eq!(shown(&settle(&mut again)), Some(("#/result".to_owned(), true)));
}

#[test]
fn the_librarys_button_chooses_the_place_and_goes_on() {
    let mut visitor = visitor("#/where_and_when?region=zaozhuang");
    assert_eq!(visitor.session().region(), Some("zaozhuang"));
    assert!(lines(&visitor).is_empty());
    assert_eq!(
        shown(&settle(&mut visitor)),
        Some(("#/certification".to_owned(), true)),
        "Back leads to the library"
    );
    // Another document's button: the place changes, and the page says so.
    let there = Question::Address("#/where_and_when?region=jincheng".to_owned());
    assert_eq!(visitor.update(there.into()), [focus("heading")]);
    assert_eq!(visitor.session().region(), Some("jincheng"));
    assert_eq!(lines(&visitor), ["所在地由枣庄市改为晋城市，其他答案没有变。"]);
    // One that does not exist leads to the first page.
    let nowhere = self::visitor("#/where_and_when?region=atlantis");
    assert_eq!((nowhere.session().region(), nowhere.session().page), (None, Page::Step(0)));
}

#[test]
fn the_librarys_link_of_a_reading_keeps_it_with_and_without_answers() {
    let reading = "zaozhuang-srdi-2022/same-title";
    let address = format!("#/result?region=zaozhuang&other={reading}");
    let mut fresh = visitor(&address);
    assert_eq!(fresh.session().page, Page::Step(1));
    assert!(fresh.session().readings.is_other(reading));
    assert!(lines(&fresh).is_empty(), "no link lost its answers: {:?}", lines(&fresh));
    assert_eq!(
        shown(&settle(&mut fresh)),
        Some((format!("#/certification?other={reading}"), true))
    );
    // Who has answers sees the result at once.
    let mut known = in_zaozhuang();
    let tier = question("certification_tier");
    known.update(Question::Put(tier, Draft::Option(4)).into());
    known.update(Question::Address(address).into());
    assert_eq!(known.session().page, Page::Result);
    assert!(known.session().readings.is_other(reading));
    // A document that holds in several places names none; the reading is kept all the same.
    let several = visitor(&format!("#/result?other={reading}"));
    assert!(several.session().readings.is_other(reading) && lines(&several).is_empty());
}

#[test]
fn a_place_is_read_from_whatever_a_program_made_of_the_address() {
    for address in [
        "#/where_and_when?region=shanxi_other",
        "#/where_and_when?region=shanxi_other&from=timeline",
        "#/result?other=a/b&region=shanxi_other",
        "#/where_and_when%3Fregion%3Dshanxi_other",
        "#/where_and_when?region=shanxi_other，请看",
    ] {
        assert_eq!(region_in(address), Some("shanxi_other"), "{address}");
    }
    assert_eq!(region_in("#/result?c=region"), None);
}

#[test]
fn a_locked_place_stays_whatever_is_pressed_typed_or_opened() {
    let mut locked = whole();
    locked.device.locked = Some("zaozhuang".to_owned());
    locked.open_first("#/where_and_when");
    assert_eq!(locked.session().region(), Some("zaozhuang"));
    assert_eq!(shown(&settle(&mut locked)), Some(("#/certification".to_owned(), true)));
    // Back from the first question leads to it again, and no press changes the place.
    locked.update(Question::Back.into());
    assert_eq!(locked.session().page, Page::Step(1));
    locked.update(Question::Choose(0).into());
    locked.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    assert_eq!(locked.session().region(), Some("zaozhuang"));
    locked.update(Question::Address("#/where_and_when?region=jincheng".to_owned()).into());
    assert_eq!(locked.session().region(), Some("zaozhuang"));
    // 清空 empties the answers and keeps the place.
    locked.update(Question::Clear.into());
    assert_eq!(
        (locked.session().region(), locked.session().page),
        (Some("zaozhuang"), Page::Step(1))
    );
    // Without a lock nothing of this holds.
    let mut free = visitor("#/where_and_when?region=zaozhuang");
    free.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    assert_eq!(free.session().region(), Some("jincheng"));
}
