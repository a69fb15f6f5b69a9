//! The rules of the places of a table: which packs are fetched, when, and what is said of those that
//! are not used.

use super::{opened, word};
use crate::model::packs::{PackAction, PackFault, PackPlaces, WantedPack};
use crate::model::places::PlaceChoice;
use crate::model::questions::Action as Question;
use crate::model::table::{self, Phase, PlaceRules};
use crate::model::tests::in_zaozhuang;
use crate::model::tests::packs::{INDEX, bundled, index};
use crate::model::whole::{Effect, Whole};
use huiqi_policies::POLICIES;
use huiqi_sitting::questionnaire::Page;
use huiqi_tables::message::{Memo, News, OpenedCompany, Order, ValueList, ValueState};
use huiqi_tables::rule_book::TableRules;

/// A page of a site whose index has a newer edition of 枣庄 and a city of its own, with a table.
fn with_table(rules: &'static str) -> (Whole, Vec<Effect>) {
    let mut whole = in_zaozhuang();
    whole.packs = PackPlaces::new(Some(index(INDEX)), bundled(rules), None);
    whole.places = PlaceChoice::among(whole.packs.places());
    whole.update(Question::Go(Page::Portfolio).into());
    let open = whole.update(table::Action::Open("名单.csv".to_owned()).into());
    whole.update(table::Action::News(opened(&["name", "region"])).into());
    (whole, open)
}

/// The list of a table whose companies are in these places.
fn listed(whole: &mut Whole, places: &[&str]) -> Vec<Effect> {
    let places = places.iter().map(|id| (*id).to_owned()).collect();
    let list = ValueList { places, ..ValueList::default() };
    whole.update(table::Action::News(News::Listed(list)).into())
}

fn fetched(effects: &[Effect]) -> Vec<WantedPack> {
    let of = |effect: &Effect| match effect {
        Effect::Table(table::Effect::Fetch(wanted)) => wanted.clone(),
        _ => Vec::new(),
    };
    effects.iter().flat_map(of).collect()
}

fn rules(effects: &[Effect]) -> Option<&TableRules> {
    effects.iter().find_map(|effect| match effect {
        Effect::Table(table::Effect::Order(Order::Rules(rules))) => Some(rules),
        _ => None,
    })
}

fn starts(effects: &[Effect]) -> bool {
    let is_start = |effect: &Effect| {
        matches!(effect, Effect::Table(table::Effect::Order(Order::Start { .. })))
    };
    effects.iter().any(is_start)
}

/// What came of a pack.
fn answered(whole: &mut Whole, wanted: &WantedPack, fault: Option<PackFault>) -> Vec<Effect> {
    let found = PlaceRules { set: &POLICIES, rules: "bbbbbbbbbbbbbbbb" };
    let found = fault.map_or(Ok(found), Err);
    whole.update(table::Action::Rules(wanted.clone(), found).into())
}

#[test]
fn the_newest_pack_of_each_place_of_a_table_is_fetched_once() {
    let (mut whole, open) = with_table("aaaaaaaaaaaaaaaa");
    let said = rules(&open).expect("the worker knows the places before it reads the table");
    assert_eq!(said.places, [("clear_river".to_owned(), "清江市".to_owned())]);
    assert_eq!((&said.packs[..], &said.notes[..]), (&[][..], &[][..]));
    // 晋城 has no pack, and is none of the index.
    let effects = listed(&mut whole, &["jincheng", "zaozhuang", "clear_river", "zaozhuang"]);
    let wanted = fetched(&effects);
    let files: Vec<&str> = wanted.iter().map(|one| one.file.as_str()).collect();
    assert_eq!(files, ["zaozhuang-2027.01.huiqi", "clear_river-2026.12.huiqi"]);
    // Whoever starts meanwhile waits for them.
    assert_eq!(whole.update(table::Action::Start.into()), []);
    assert_eq!(answered(&mut whole, &wanted[0], None), [], "the other is on its way");
    let effects = answered(&mut whole, &wanted[1], None);
    let said = rules(&effects).expect("the worker is told of both");
    assert_eq!(said.packs, ["2222222222222222", "3333333333333333"]);
    assert_eq!(whole.table.phase, Phase::Matching);
    // Their words are listed before the table is computed.
    let effects = whole.update(table::Action::News(News::Columns(Vec::new())).into());
    assert!(matches!(
        effects.as_slice(),
        [Effect::Table(table::Effect::Order(Order::List { .. }))]
    ));
    let effects = listed(&mut whole, &["jincheng", "zaozhuang", "clear_river"]);
    assert!(fetched(&effects).is_empty() && starts(&effects), "{effects:?}");
    // The next table of these places fetches nothing.
    whole.update(table::Action::Close.into());
    let open = whole.update(table::Action::Open("名单.csv".to_owned()).into());
    assert_eq!(rules(&open).expect("rules").packs, ["2222222222222222", "3333333333333333"]);
    whole.update(table::Action::News(opened(&["name", "region"])).into());
    assert_eq!(fetched(&listed(&mut whole, &["zaozhuang"])), []);
}

#[test]
fn a_place_whose_newest_rules_are_bundled_needs_no_pack() {
    let (mut whole, open) = with_table("bbbbbbbbbbbbbbbb");
    assert!(rules(&open).expect("rules").places.len() == 1);
    assert_eq!(listed(&mut whole, &["zaozhuang", "jincheng"]), []);
    assert!(starts(&whole.update(table::Action::Start.into())));
}

#[test]
fn a_place_that_someone_chooses_for_a_word_is_fetched_too() {
    let (mut whole, _) = with_table("bbbbbbbbbbbbbbbb");
    let values = vec![word("region", "清江那边", ValueState::Unsure, "")];
    let list = ValueList { values, ..ValueList::default() };
    whole.update(table::Action::News(News::Listed(list)).into());
    let effects = whole.update(table::Action::Value(0, "clear_river".to_owned()).into());
    assert_eq!(fetched(&effects).len(), 1);
    // As is the place of rows that say none.
    let (mut whole, _) = with_table("bbbbbbbbbbbbbbbb");
    listed(&mut whole, &[]);
    let effects = whole.update(table::Action::Region("clear_river".to_owned()).into());
    assert_eq!(fetched(&effects).len(), 1);
}

#[test]
fn words_that_only_the_rules_of_a_place_ask_for_are_seen_before_the_table_is_computed() {
    let (mut whole, _) = with_table("aaaaaaaaaaaaaaaa");
    let wanted = fetched(&listed(&mut whole, &["zaozhuang"]));
    whole.update(table::Action::Start.into());
    answered(&mut whole, &wanted[0], None);
    whole.update(table::Action::News(News::Columns(Vec::new())).into());
    let values = vec![word("certification_tier", "高新", ValueState::Unsure, "")];
    let places = vec!["zaozhuang".to_owned()];
    let list = ValueList { values, places, ..ValueList::default() };
    let effects = whole.update(table::Action::News(News::Listed(list)).into());
    assert!(!starts(&effects) && whole.table.phase == Phase::Matching);
    let fault = whole.table.fault.as_deref().expect("it is said");
    assert!(fault.starts_with("按新规则又有几种写法要选"), "{fault}");
}

#[test]
fn what_could_not_be_fetched_is_said_by_name_and_tried_again() {
    let (mut whole, _) = with_table("aaaaaaaaaaaaaaaa");
    let wanted = fetched(&listed(&mut whole, &["zaozhuang", "clear_river"]));
    answered(&mut whole, &wanted[0], Some(PackFault::NoAnswer));
    let effects = answered(&mut whole, &wanted[1], Some(PackFault::Changed));
    let own = POLICIES.edition;
    let note = |place: &str, words: String| (Some(place.to_owned()), words);
    let said = [
        note(
            "zaozhuang",
            format!(
                "枣庄市的新规则（2027.01）没有取到，请检查网络。先按 {own} 算，金额可能不是最新的，\
                 有网络时再打开。"
            ),
        ),
        note(
            "clear_river",
            "清江市的规则（2026.12）不完整，或者被改动过，没有采用。清江市的企业没有测算，不是 0 \
             元，请过几分钟再算。"
                .to_owned(),
        ),
    ];
    assert_eq!(rules(&effects).expect("rules").notes, said);
    whole.update(table::Action::News(News::Columns(Vec::new())).into());
    assert_eq!(fetched(&listed(&mut whole, &["zaozhuang", "clear_river"])), []);
    // Whoever computes it again has them fetched again.
    let effects = whole.update(table::Action::Match.into());
    assert_eq!(fetched(&effects).len(), 2);
}

#[test]
fn a_table_stays_while_the_page_is_opened_over_the_rules_of_one_of_its_companies() {
    let (mut whole, _) = with_table("aaaaaaaaaaaaaaaa");
    listed(&mut whole, &["jincheng"]);
    whole.update(table::Action::Start.into());
    let carried = whole.carry_table().expect("a table");
    assert_eq!(whole.table.phase, Phase::Closed);
    let mut next = in_zaozhuang();
    next.take_up_table(carried);
    assert_eq!((next.table.phase, next.table.name.as_str()), (Phase::Running, "名单.csv"));
    // Where the site has no packs there is no other page, and none is carried.
    assert!(super::with_table(&["name", "region"]).carry_table().is_none());
}

#[test]
fn a_place_of_the_result_that_nobody_asked_for_is_said_to_be_behind() {
    let (mut whole, _) = with_table("aaaaaaaaaaaaaaaa");
    let behind = whole.behind_of_table(["zaozhuang", "jincheng"]);
    let own = POLICIES.edition;
    assert_eq!(
        behind,
        [format!(
            "枣庄市的规则已更新到 2027.01，这里按 {own} 算的。要按新规则算，请点下面的“按新规则重算”。"
        )]
    );
    let wanted = fetched(&listed(&mut whole, &["zaozhuang"]));
    answered(&mut whole, &wanted[0], None);
    assert_eq!(whole.behind_of_table(["zaozhuang"]), [""; 0]);
}

#[test]
fn one_press_computes_the_table_anew_by_what_was_published_since() {
    let (mut whole, _) = with_table("bbbbbbbbbbbbbbbb");
    listed(&mut whole, &["zaozhuang"]);
    assert!(starts(&whole.update(table::Action::Start.into())));
    whole.update(table::Action::News(News::Done(Box::new(super::summary()))).into());
    assert_eq!(whole.behind_of_table(["zaozhuang"]), [""; 0]);
    // What is bundled is no longer the newest.
    whole.packs = PackPlaces::new(Some(index(INDEX)), bundled("aaaaaaaaaaaaaaaa"), None);
    assert_eq!(whole.behind_of_table(["zaozhuang"]).len(), 1);
    let effects = whole.update(table::Action::Renew.into());
    let wanted = fetched(&effects);
    assert!(wanted.len() == 1 && !starts(&effects), "not before the rules are here: {effects:?}");
    let effects = answered(&mut whole, &wanted[0], None);
    assert_eq!(rules(&effects).expect("rules").packs, [wanted[0].hash.clone()]);
    whole.update(table::Action::News(News::Columns(Vec::new())).into());
    assert!(starts(&listed(&mut whole, &["zaozhuang"])), "nothing else is pressed");
    assert_eq!(whole.behind_of_table(["zaozhuang"]), [""; 0]);
    // Where every place has its newest rules, it begins at once.
    whole.update(table::Action::News(News::Done(Box::new(super::summary()))).into());
    assert!(starts(&whole.update(table::Action::Renew.into())));
}

/// Its answers are never read by rules that they were not given to.
#[test]
fn a_company_of_a_place_with_other_rules_waits_for_these() {
    let (mut whole, _) = with_table("aaaaaaaaaaaaaaaa");
    // The page that was asked for by the case in view has not come.
    whole.packs.coming = None;
    let kept = "huiqi 1\nedition\t2027.01\nregion\t=zaozhuang\ncertification_tier\t=provincial\n";
    let company = OpenedCompany {
        index: 0,
        name: "甲公司".to_owned(),
        kept: kept.to_owned(),
        position: 0,
        count: 1,
        before: None,
        after: None,
        memo: Memo::default(),
        uncomputed: None,
    };
    let news = table::Action::News(News::Company(Box::new(company)));
    let effects = whole.update(news.into());
    let is_change = |effect: &Effect| match effect {
        Effect::ChangePlace(change) => change.region == "zaozhuang",
        _ => false,
    };
    assert!(effects.iter().any(is_change), "{effects:?}");
    assert_eq!(whole.session().page, Page::Portfolio);
    // Where they do not come, the rules of the page serve.
    whole.update(PackAction::Refused("zaozhuang".to_owned(), PackFault::NoAnswer).into());
    assert_eq!(whole.session().page, Page::Result);
    assert_eq!(whole.questions.cases.current_name(), Some("甲公司"));
}
