//! The library of published rules, by its addresses.

use super::super::effect::Effect;
use super::super::packs::PackPlaces;
use super::super::places::PlaceChoice;
use super::super::questions::Action as Question;
use super::super::tests::packs::{INDEX, bundled, index};
use super::super::tests::{day, find, focus, in_zaozhuang, settle};
use super::super::whole::Whole;
use super::{LibraryAction, LibraryPlace, PublishedRules};
use huiqi_policies::POLICIES;
use huiqi_sitting::questionnaire::Page;

fn with_packs() -> Whole {
    let mut whole = in_zaozhuang();
    whole.packs = PackPlaces::new(Some(index(INDEX)), bundled("bbbbbbbbbbbbbbbb"), None);
    whole.places = PlaceChoice::among(whole.packs.places());
    whole
}

/// The file of the pack that is to be read.
fn read(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::ReadRules(wanted) => Some(wanted.file.as_str()),
        _ => None,
    })
}

#[test]
fn an_address_names_place_document_and_item() {
    for (address, parts) in [
        ("#/library", ["", "", ""]),
        ("#/library/clear_river", ["clear_river", "", ""]),
        ("#/library/clear_river/clear-river-2026", ["clear_river", "clear-river-2026", ""]),
        ("#/library/clear_river/a-1/limit--b", ["clear_river", "a-1", "limit--b"]),
    ] {
        let place = LibraryPlace::of(address).expect("an address of the library");
        assert_eq!([&place.region, &place.page, &place.anchor], parts.each_ref());
        assert_eq!(place.address(), address);
    }
    assert_eq!(LibraryPlace::of("#/librarys"), None);
    assert_eq!(LibraryPlace::of("#/result"), None);
    let glued = LibraryPlace::of("#/library/a/b<c>?from=x").expect("an address");
    assert_eq!(glued.address(), "#/library/a/bc");
}

#[test]
fn the_masthead_leads_to_what_was_published_where_something_was() {
    let mut whole = in_zaozhuang();
    whole.lead_to_library();
    assert_eq!(whole.questions.library, "library/index.html");
    let mut whole = with_packs();
    whole.lead_to_library();
    assert_eq!(whole.questions.library, "#/library");
}

/// The plain pages have what is bundled: a pack of the same rules is nothing that came later.
#[test]
fn places_with_the_bundled_rules_are_not_listed_as_published() {
    let ids = |rules: &'static str| -> Vec<String> {
        let packs = PackPlaces::new(Some(index(INDEX)), bundled(rules), None);
        packs.published().into_iter().map(|(id, _, _)| id).collect()
    };
    assert_eq!(ids("bbbbbbbbbbbbbbbb"), ["clear_river"]);
    assert_eq!(ids("cccccccccccccccc"), ["zaozhuang", "clear_river"]);
}

#[test]
fn documents_of_another_place_are_read_and_no_answer_changes() {
    let mut whole = with_packs();
    let before = whole.questions.cases.to_text();
    let address = "#/library/clear_river/clear-river-2026/provincial".to_owned();
    let effects = whole.update(Question::Address(address.clone()).into());
    assert_eq!(read(&effects), Some("clear_river-2026.12.huiqi"));
    assert_eq!(whole.session().page, Page::Library);
    assert!(whole.library.rules().is_none());
    assert!(settle(&mut whole).contains(&Effect::LibraryStyle(true)));
    let rules = PublishedRules { set: &POLICIES, day: day("2027-01-01"), number: 0 };
    let here = LibraryAction::Read("clear_river".to_owned(), Ok(rules));
    assert_eq!(whole.update(here.into()), [find("provincial")]);
    assert!(whole.library.rules().is_some());
    // Another document of the same place asks for nothing.
    let other = "#/library/clear_river".to_owned();
    assert_eq!(whole.update(Question::Address(other).into()), [focus("heading")]);
    assert_eq!(whole.questions.cases.to_text(), before);
    // Another place does.
    let other = "#/library/zaozhuang".to_owned();
    let effects = whole.update(Question::Address(other).into());
    assert_eq!(read(&effects), Some("zaozhuang-2027.01.huiqi"));
    whole.update(Question::Go(Page::Result).into());
    assert!(settle(&mut whole).contains(&Effect::LibraryStyle(false)));
}

#[test]
fn what_cannot_be_read_is_said() {
    let mut whole = with_packs();
    whole.update(Question::Address("#/library/henan".to_owned()).into());
    assert!(whole.library.refused.contains("没有后来公布的文件"));
    whole.update(Question::Address("#/library/clear_river".to_owned()).into());
    assert_eq!(whole.library.refused, "");
    let refused = LibraryAction::Read("clear_river".to_owned(), Err("没有取到。".to_owned()));
    whole.update(refused.into());
    assert_eq!(whole.library.refused, "没有取到。");
}

#[test]
fn documents_that_cannot_be_read_for_want_of_an_index_are_not_said_to_be_none() {
    let mut whole = in_zaozhuang();
    let open = |whole: &mut Whole| {
        whole.update(Question::Address("#/library/zaozhuang".to_owned()).into());
        whole.library.refused.clone()
    };
    assert_eq!(open(&mut whole), "这个地方没有后来公布的文件。");
    whole.packs.index_fault = Some(crate::model::packs::PackFault::Changed);
    assert_eq!(open(&mut whole), "后来公布的文件没有读到，看不了。");
}
