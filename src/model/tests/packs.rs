//! Rules beside the page: which pack is wanted, and what an index must be.

use super::{day, in_zaozhuang, region};
use crate::model::facts::RegionState;
use crate::model::packs::{Bundled, PackIndex, PackPlaces, PlaceState};
use crate::model::questions::Action as Question;
use crate::model::results::WholeFacts;
use crate::model::whole::Action;
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::link::encode;
use huiqi_sitting::questionnaire::{Page, Session};

pub(crate) const INDEX: &str = r#"{"format":1,"editions":[
  {"edition":"2026.12","day":"2026-12-01","author":"甲","reviewer":"乙","reason":"首版","rules":"aaaaaaaaaaaaaaaa"},
  {"edition":"2027.01","day":"2027-01-01","author":"甲","reviewer":"乙","reason":"更正","rules":"bbbbbbbbbbbbbbbb"}],
 "regions":[
  {"id":"henan","name":"河南省"},
  {"id":"zaozhuang","name":"枣庄市","packs":[[0,"1111111111111111",9000],[1,"2222222222222222",9001]]},
  {"id":"clear_river","name":"清江市","pinyin":"qing jiang shi","within":0,"packs":[[0,"3333333333333333",3000]]}]}"#;

pub(crate) fn index(text: &str) -> PackIndex {
    serde_json::from_str(text).expect("an index")
}

pub(crate) fn bundled(rules: &'static str) -> Bundled {
    Bundled { set: &POLICIES, rules }
}

#[test]
fn the_newest_pack_that_was_not_recalled_is_used() {
    let both = index(INDEX);
    assert!(both.is_sound());
    let wanted = both.newest("zaozhuang").expect("a pack");
    assert_eq!(wanted.file, "zaozhuang-2027.01.huiqi");
    assert_eq!(wanted.hash, "2222222222222222");
    assert_eq!(both.newest("henan"), None);
    assert_eq!(both.recalled("zaozhuang"), None);
    let second =
        INDEX.replace("\"bbbbbbbbbbbbbbbb\"", "\"bbbbbbbbbbbbbbbb\",\"recalled\":\"抄错了\"");
    let wanted = index(&second).newest("zaozhuang").expect("the one before");
    assert_eq!(wanted.file, "zaozhuang-2026.12.huiqi");
    let first =
        second.replace("\"aaaaaaaaaaaaaaaa\"", "\"aaaaaaaaaaaaaaaa\",\"recalled\":\"也错了\"");
    assert_eq!(index(&first).newest("zaozhuang"), None);
    assert_eq!(index(&first).recalled("zaozhuang"), Some("抄错了"));
}

#[test]
fn a_pack_that_is_older_than_the_bundled_rules_of_its_region_is_not_used() {
    // Both editions of the index were published before a page that bundles a later one.
    let old = INDEX.replace("2027.01", "2026.11.9").replace("\"2026.12\"", "\"2026.11\"");
    let beside = index(&old).beside(&POLICIES);
    assert_eq!(beside.newest("zaozhuang"), None);
    assert_eq!(beside.recalled("zaozhuang"), None);
    // What the page does not bundle has no newer rules.
    assert_eq!(beside.newest("clear_river").expect("a pack").file, "clear_river-2026.11.huiqi");
    let wrong = old.replace("\"bbbbbbbbbbbbbbbb\"", "\"bbbbbbbbbbbbbbbb\",\"recalled\":\"错了\"");
    assert_eq!(index(&wrong).beside(&POLICIES).recalled("zaozhuang"), None);
    // An edition of the same name, and a correction in its month, take their place.
    for edition in ["2026.12", "2026.12.1", "2027.01"] {
        let new = INDEX.replace("\"2026.12\"", "\"2026.11\"").replace("2027.01", edition);
        let wanted = index(&new).beside(&POLICIES).newest("zaozhuang").expect("a pack");
        assert_eq!(wanted.file, format!("zaozhuang-{edition}.huiqi"));
    }
}

#[test]
fn what_an_index_says_is_checked_before_it_is_part_of_an_address() {
    for (right, wrong) in [
        ("\"format\":1", "\"format\":2"),
        ("\"id\":\"clear_river\"", "\"id\":\"../etc\""),
        ("\"2027.01\"", "\"2027/01\""),
        ("\"3333333333333333\"", "\"333\""),
        ("\"3333333333333333\"", "\"zzzzzzzzzzzzzzzz\""),
        ("\"within\":0", "\"within\":9"),
        ("[[0,\"3333", "[[7,\"3333"),
    ] {
        assert!(INDEX.contains(right));
        assert!(!index(&INDEX.replace(right, wrong)).is_sound(), "{wrong}");
    }
}

#[test]
fn link_portal_and_kept_answers_name_the_place_in_this_order() {
    let index = index(INDEX);
    let mut session = Session::new(&POLICIES, day("2026-11-21"));
    session.put(PolicySet::REGION, region("zaozhuang"));
    let cases = Cases::new(session);
    let code = encode(&cases, &[]);
    let kept = "huiqi 1\nedition\t2026.12\nregion\t=clear_river\n";
    assert_eq!(index.wanted(Some(&code), None, Some("clear_river"), None), Some("zaozhuang"));
    assert_eq!(index.wanted(None, None, Some("zaozhuang"), Some(kept)), Some("zaozhuang"));
    assert_eq!(index.wanted(None, None, None, Some(kept)), Some("clear_river"));
    assert_eq!(index.wanted(None, None, None, None), None);
    let named = Some("clear_river");
    assert_eq!(index.wanted(None, named, Some("zaozhuang"), None), named, "an address says more");
    assert_eq!(index.wanted(Some(&code), named, None, Some(kept)), Some("zaozhuang"));
    assert_eq!(index.wanted(None, None, Some("nowhere"), None), None);
    assert_eq!(
        index.wanted(Some("2not-a-code"), None, None, Some(kept)),
        None,
        "a link is not guessed"
    );
    let two = "huiqi 2\ncase\t甲\nregion\t=zaozhuang\ncase*\t乙\nregion\t=clear_river\n";
    assert_eq!(index.wanted(None, None, None, Some(two)), Some("clear_river"), "the case in view");
}

#[test]
fn bundled_rules_serve_where_the_newest_pack_has_the_same() {
    let places = |rules| PackPlaces::new(Some(index(INDEX)), bundled(rules), None);
    assert!(!places("bbbbbbbbbbbbbbbb").needs_other_rules(&POLICIES, "zaozhuang"));
    assert!(places("aaaaaaaaaaaaaaaa").needs_other_rules(&POLICIES, "zaozhuang"));
    assert!(places("bbbbbbbbbbbbbbbb").needs_other_rules(&POLICIES, "clear_river"));
    assert!(!places("bbbbbbbbbbbbbbbb").needs_other_rules(&POLICIES, "jincheng"));
    assert!(!PackPlaces::default().needs_other_rules(&POLICIES, "zaozhuang"));
}

#[test]
fn places_of_packs_come_behind_those_of_the_bundled_rules() {
    let packs = PackPlaces::new(Some(index(INDEX)), bundled("bbbbbbbbbbbbbbbb"), None);
    let all = packs.places();
    let count = POLICIES.regions.len();
    assert_eq!(all.len(), count + 2);
    assert!(all.iter().zip(POLICIES.regions).all(|(place, own)| place.id == own.id));
    let river = &all[count + 1];
    assert_eq!((river.name.as_str(), river.wider.as_str()), ("清江市", "河南省"));
    assert_eq!(river.within, Some(count));
    assert!(river.is_covered && !all[count].is_covered);
    assert_eq!(packs.state(river, day("2026-11-21")), PlaceState::InPack);
    // A pack of the bundled rules adds nothing: what there is in 枣庄 is known.
    let zaozhuang = all.iter().find(|place| place.id == "zaozhuang").expect("枣庄");
    let on = day("2026-11-21");
    let known = RegionState::in_set(&POLICIES, "zaozhuang", on);
    assert_eq!(packs.state(zaozhuang, on), PlaceState::Bundled(known));
    let others = PackPlaces::new(Some(index(INDEX)), bundled("cccccccccccccccc"), None);
    assert_eq!(others.state(zaozhuang, on), PlaceState::InPack);
    let mut ranked: Vec<_> = all.iter().map(|place| packs.rank(place, day("2026-11-21"))).collect();
    ranked.sort_unstable();
    assert!(ranked[..count].iter().all(|(is_new, _)| !is_new));
}

/// What options add, and what is asked on other steps, follows after the first paint.
#[test]
fn a_place_that_was_opened_is_drawn_in_brief_and_then_whole() {
    let mut whole = in_zaozhuang();
    whole.update(Action::Question(Question::Go(Page::Step(1))));
    whole.is_brief = true;
    let brief = WholeFacts::of(&whole);
    assert!(brief.questions.worth.is_empty());
    let set = whole.session().set();
    let step = set.steps[1].id;
    let asks = &brief.questions.outline.asks;
    assert!(!asks.is_empty() && asks.iter().all(|ask| set.question(ask.question).step == step));
    whole.update(Action::Question(Question::Look));
    assert!(!brief.is_current(&whole), "the rest follows");
    let facts = WholeFacts::of(&whole);
    assert!(facts.questions.outline.asks.len() > asks.len());
    assert!(!facts.questions.worth.is_empty());
    let visible = &brief.questions.visible;
    assert!(visible.len() <= facts.questions.visible.len());
    let is_here = |question: &&QuestionIndex| set.question(**question).step == step;
    let first = |all: &[QuestionIndex]| -> Vec<QuestionIndex> {
        all.iter().filter(is_here).take(4).copied().collect()
    };
    assert_eq!(first(visible), first(&facts.questions.visible));
    assert_eq!(facts.questions.outline.total, brief.questions.outline.total);
}
