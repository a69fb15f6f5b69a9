//! Rules beside the page: which pack is wanted, and what an index must be.

use super::{day, in_zaozhuang, region};
use crate::model::effect::Effect;
use crate::model::facts::RegionState;
use crate::model::packs::{
    Bundled, PackAction, PackFault, PackIndex, PackMark, PackPlaces, PlaceState,
};
use crate::model::places::{self, PlaceChoice};
use crate::model::questions::Action as Question;
use crate::model::results::WholeFacts;
use crate::model::whole::{Action, Whole};
use huiqi_pack::Head;
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::link::encode;
use huiqi_sitting::places::Place;
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
    // 其他地区 is for who finds no other: it comes after what packs bring too.
    let mut ranked: Vec<&Place> = all.iter().collect();
    ranked.sort_by_key(|place| packs.rank(place, on));
    let ids: Vec<&str> = ranked.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(ids[count - 1..], ["henan", "clear_river", "elsewhere"]);
    assert!(ranked[..count - 1].iter().all(|place| bundled("").has(&place.id)));
}

fn refused(whole: &mut Whole, region: &str, fault: PackFault) {
    whole.update(PackAction::Refused(region.to_owned(), fault).into());
}

fn with_packs(text: &str) -> Whole {
    let mut whole = in_zaozhuang();
    whole.packs = PackPlaces::new(Some(index(text)), bundled("aaaaaaaaaaaaaaaa"), None);
    whole.places = PlaceChoice::among(whole.packs.places());
    whole
}

fn changes_place(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::ChangePlace(_)))
}

fn notice(whole: &Whole) -> Vec<String> {
    whole.notices.latest().map(|notice| notice.lines.clone()).unwrap_or_default()
}

#[test]
fn a_bundled_place_goes_on_with_the_bundled_rules_and_every_page_says_so() {
    let mut whole = with_packs(INDEX);
    assert_eq!(whole.not_newest(Some("zaozhuang")), None);
    refused(&mut whole, "zaozhuang", PackFault::Missing);
    let own = POLICIES.edition;
    let said = format!(
        "枣庄市的新规则（2027.01）没有取到，可能网站正在更新。先按 {own} 算，金额可能不是最新的，\
         过几分钟再打开。"
    );
    assert_eq!(whole.not_newest(Some("zaozhuang")), Some(said.clone()));
    assert_eq!(whole.packs.refused, said, "the choice of a place says it too");
    assert_eq!(notice(&whole), [""; 0], "what every page says is no notice");
    // An address of the place, and its case, are computed by the bundled rules: nothing is fetched
    // again and again.
    let address = Question::Address("#/where_and_when?region=zaozhuang".to_owned());
    assert!(!changes_place(&whole.update(address.into())));
    assert_eq!(whole.session().page, Page::Step(1));
    assert_eq!(whole.elsewhere(whole.session()), None);
    // Who presses the place again has it tried again.
    whole.update(Question::Go(Page::Step(0)).into());
    let all = whole.places.all();
    let zaozhuang = all.iter().position(|place| place.id == "zaozhuang").expect("枣庄");
    assert!(changes_place(&whole.update(places::Action::Choose(zaozhuang).into())));
    // Of a place that is in order, nothing is said.
    assert_eq!(whole.not_newest(Some("jincheng")), None);
}

#[test]
fn why_new_rules_are_not_used_is_said_as_it_is() {
    let mut whole = with_packs(INDEX);
    for (fault, bundled, alone) in [
        (PackFault::NoAnswer, "没有取到，请检查网络。先按", "没有取到，请检查网络后再试。"),
        (PackFault::Missing, "没有取到，可能网站正在更新。先按", "可能网站正在更新，请过几分钟"),
        (PackFault::Changed, "不完整，或者被改动过，没有采用。先按", "不完整，或者被改动过"),
        (PackFault::Unsigned, "没有本网站认可的签名，没有采用。先按", "没有本网站认可的签名"),
        (PackFault::NewerFormat, "还读不了，没有采用。先按", "请先更新本工具"),
    ] {
        refused(&mut whole, "zaozhuang", fault.clone());
        let said = whole.not_newest(Some("zaozhuang")).expect("it is said");
        assert!(said.contains(bundled) && said.contains("金额可能不是最新的"), "{said}");
        // No other rules serve a place that only a pack holds.
        refused(&mut whole, "clear_river", fault);
        assert_eq!(whole.not_newest(Some("clear_river")), None);
        assert!(whole.packs.refused.contains(alone), "{}", whole.packs.refused);
        assert!(!whole.packs.refused.contains("先按"), "{}", whole.packs.refused);
    }
}

#[test]
fn where_the_index_cannot_be_read_every_page_says_which_edition_serves() {
    let mut whole = in_zaozhuang();
    assert_eq!(whole.not_newest(None), None, "a site without packs has nothing to say");
    for (fault, said) in [
        (PackFault::NoAnswer, "没有取到，请检查网络"),
        (PackFault::Missing, "没有取到，可能网站正在更新"),
        (PackFault::Changed, "读不出来，可能网站正在更新"),
    ] {
        whole.packs.index_fault = Some(fault);
        let own = POLICIES.edition;
        let said = format!("这个网站后来公布的规则{said}。先按 {own} 算，金额可能不是最新的，");
        let words = whole.not_newest(None).expect("it is said before a place is chosen");
        assert!(words.starts_with(&said), "{words}");
        assert_eq!(whole.not_newest(Some("zaozhuang")), Some(words));
    }
}

pub(crate) fn recalled() -> String {
    INDEX.replace("\"bbbbbbbbbbbbbbbb\"", "\"bbbbbbbbbbbbbbbb\",\"recalled\":\"金额抄错了\"")
}

#[test]
fn a_figure_of_a_recalled_edition_is_said_to_be_recalled() {
    let mut whole = with_packs(&recalled());
    // The rules before it serve again.
    whole.note_new_edition("huiqi 1\nedition\t2027.01\nregion\t=zaozhuang\n");
    let own = POLICIES.edition;
    let again = format!("金额已按 {own} 重新计算。");
    assert_eq!(notice(&whole), ["2027.01 已撤回：金额抄错了。", &again]);
    assert_eq!(whole.not_newest(Some("zaozhuang")), None, "these are the newest");
    // So do they from a pack: older rules that serve again are not called an update.
    let mut again = with_packs(&recalled());
    let head = Head {
        edition: own.to_owned(),
        day: day("2026-12-01"),
        author: String::new(),
        reviewer: String::new(),
        reason: "首版".to_owned(),
        rules: "aaaaaaaaaaaaaaaa".to_owned(),
        former: String::new(),
    };
    again.packs.pack = Some(PackMark::of(&head, "1111111111111111".to_owned()));
    again.note_new_edition("huiqi 1\nedition\t2027.01\nregion\t=zaozhuang\n");
    assert_eq!(notice(&again), notice(&whole));
    // A later one is.
    again.packs.pack = Some(PackMark::of(&head, "1111111111111111".to_owned()));
    again.note_new_edition("huiqi 1\nedition\t2026.11\nregion\t=zaozhuang\n");
    assert!(notice(&again)[0].starts_with("规则已更新到 "), "{:?}", notice(&again));
    // What was kept by an edition that was not recalled has nothing to fear.
    let mut other = with_packs(&recalled());
    other.note_new_edition("huiqi 1\nedition\t2026.11\nregion\t=zaozhuang\n");
    assert_eq!(notice(&other), [""; 0]);
}

#[test]
fn a_place_whose_bundled_rules_were_recalled_says_so() {
    let all = recalled().replace(
        "\"rules\":\"aaaaaaaaaaaaaaaa\"",
        "\"rules\":\"aaaaaaaaaaaaaaaa\",\"recalled\":\"整份作废\"",
    );
    let mut whole = in_zaozhuang();
    let published = index(&all).beside(&POLICIES);
    assert_eq!(published.recalled("zaozhuang"), Some("整份作废"));
    whole.packs = PackPlaces::new(Some(published), bundled("aaaaaaaaaaaaaaaa"), None);
    let said = whole.not_newest(Some("zaozhuang")).expect("it is said");
    assert!(said.starts_with("这个地方的规则已撤回：整份作废。"), "{said}");
    // A later edition alone: the bundled rules are not touched.
    assert_eq!(index(&recalled()).beside(&POLICIES).recalled("zaozhuang"), None);
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
    let here = |all: &[QuestionIndex]| -> Vec<QuestionIndex> {
        all.iter().filter(is_here).copied().collect()
    };
    assert_eq!(here(visible), here(&facts.questions.visible)[..2]);
    assert_eq!(facts.questions.outline.total, brief.questions.outline.total);
}
