//! Which editions are compared, and what is done with what the worker says of them.

use super::{ComparisonState, DifferenceAction, Side};
use crate::model::packs::{Bundled, PackIndex, PackPlaces, RuleSource};
use crate::model::questions::{self, Effect as QuestionEffect};
use crate::model::table::{self, Phase};
use crate::model::tests::{region, whole};
use crate::model::whole::{Action, Effect, Whole};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::Page;
use huiqi_tables::editions::{ComparedEditions, EditionNews, Tried};

const INDEX: &str = r#"{"format":1,"editions":[
  {"edition":"2027.01","day":"2027-01-01","reason":"首版","rules":"aaaaaaaaaaaaaaaa"},
  {"edition":"2027.02","day":"2027-02-01","reason":"更正","rules":"bbbbbbbbbbbbbbbb"},
  {"edition":"2027.03","day":"2027-03-01","reason":"更正","rules":"cccccccccccccccc","recalled":"抄错了"}],
 "regions":[
  {"id":"clear_river","name":"清江市","packs":[[0,"3333333333333333",3000]]},
  {"id":"zaozhuang","name":"枣庄市","packs":[[0,"1111111111111111",9000],[1,"2222222222222222",9001],[2,"4444444444444444",9001]]},
  {"id":"jincheng","name":"晋城市","packs":[[1,"5555555555555555",9000]]}]}"#;

/// A page with packs; the bundled rules are those of no edition of the index.
fn page(bundled: &'static str) -> Whole {
    let index: PackIndex = serde_json::from_str(INDEX).expect("an index");
    assert!(index.is_sound());
    let mut whole = whole();
    whole.packs = PackPlaces::new(Some(index), Bundled { set: &POLICIES, rules: bundled }, None);
    whole
}

fn in_zaozhuang() -> Whole {
    let mut whole = page("bbbbbbbbbbbbbbbb");
    whole.update(questions::Action::Put(PolicySet::REGION, region("zaozhuang")).into());
    whole
}

fn open(whole: &mut Whole, address: &str) -> Vec<Effect> {
    whole.update(questions::Action::Address(address.to_owned()).into())
}

/// The editions that the effects have compared, the old one first.
fn compared(effects: &[Effect]) -> Option<[String; 2]> {
    let name = |source: &RuleSource| match source {
        RuleSource::Bundled => "bundled".to_owned(),
        RuleSource::Pack(wanted) => wanted.file.clone(),
        RuleSource::File(number) => format!("file {number}"),
    };
    effects.iter().find_map(|effect| match effect {
        Effect::Compare(wanted) => Some(wanted.sources.each_ref().map(name)),
        _ => None,
    })
}

fn pair(old: &str, new: &str) -> Option<[String; 2]> {
    Some([old, new].map(|edition| format!("zaozhuang-{edition}.huiqi")))
}

#[test]
fn the_newest_edition_in_use_is_compared_with_the_one_before_it() {
    let mut whole = in_zaozhuang();
    assert_eq!(compared(&open(&mut whole, "#/difference")), pair("2027.01", "2027.02"));
    assert_eq!(whole.session().page, Page::Difference);
    assert_eq!(whole.difference_address(), "#/difference?place=zaozhuang&old=2027.01&new=2027.02");
}

#[test]
fn an_address_names_editions_also_recalled_ones_and_what_programs_add_is_passed_over() {
    let mut whole = in_zaozhuang();
    let effects = open(&mut whole, "#/difference?new=2027.03&from=singlemessage");
    assert_eq!(compared(&effects), pair("2027.02", "2027.03"));
    let effects = open(&mut whole, "#/difference?place=zaozhuang&old=2027.01&new=2027.03");
    assert_eq!(compared(&effects), pair("2027.01", "2027.03"));
    let instead = |whole: &Whole| whole.edition_choice().expect("a choice").instead;
    assert_eq!(instead(&whole), "");
    // What no edition is called leads to the newest, and that is said.
    let effects = open(&mut whole, "#/difference?old=../x&new=2099.01");
    assert_eq!(compared(&effects), pair("2027.01", "2027.02"));
    assert_eq!(instead(&whole), "这里没有公布过 2099.01。下面比的是枣庄市的 2027.01 和 2027.02。");
    let effects = open(&mut whole, "#/differences");
    assert_eq!((compared(&effects), whole.session().page), (None, Page::Unknown));
}

#[test]
fn without_a_place_in_view_one_that_has_the_edition_is_compared() {
    let mut whole = page("bbbbbbbbbbbbbbbb");
    let effects = open(&mut whole, "#/difference?new=2027.02");
    assert_eq!(compared(&effects), pair("2027.01", "2027.02"));
    let choice = whole.edition_choice().expect("a choice");
    assert_eq!(choice.places, [("zaozhuang".to_owned(), "枣庄市".to_owned())]);
    assert!(choice.editions[2].is_recalled && !choice.editions[1].is_recalled);
}

#[test]
fn an_edition_of_another_place_alone_is_not_compared_in_silence() {
    let other = INDEX.replace("[[0,\"3333", "[[3,\"3333").replace(
        "\"recalled\":\"抄错了\"}",
        "\"recalled\":\"抄错了\"},
         {\"edition\":\"2027.04\",\"day\":\"2027-04-01\",\"reason\":\"新城市\",\"rules\":\"dddddddddddddddd\"}",
    );
    let index: PackIndex = serde_json::from_str(&other).expect("an index");
    let mut whole = in_zaozhuang();
    let bundled = Bundled { set: &POLICIES, rules: "bbbbbbbbbbbbbbbb" };
    whole.packs = PackPlaces::new(Some(index), bundled, None);
    open(&mut whole, "#/difference?new=2027.04");
    assert_eq!(
        whole.edition_choice().expect("a choice").instead,
        "2027.04 这一版改的是清江市的规则，没有枣庄市的。下面比的是枣庄市的 2027.01 和 2027.02。"
    );
}

#[test]
fn bundled_rules_of_another_edition_are_one_of_them() {
    let mut whole = page("9999999999999999");
    whole.update(questions::Action::Put(PolicySet::REGION, region("jincheng")).into());
    let effects = open(&mut whole, "#/difference");
    assert_eq!(
        compared(&effects),
        Some(["bundled".to_owned(), "jincheng-2027.02.huiqi".to_owned()])
    );
    let choice = whole.edition_choice().expect("a choice");
    assert_eq!(choice.editions[0].edition, POLICIES.edition);
}

#[test]
fn without_packs_there_is_nothing_to_choose() {
    let mut whole = whole();
    assert_eq!(compared(&open(&mut whole, "#/difference")), None);
    assert_eq!(whole.session().page, Page::Difference);
    assert_eq!(whole.edition_choice(), None);
    assert_eq!(whole.difference_address(), "#/difference");
}

#[test]
fn another_choice_is_compared_and_what_was_said_of_the_former_is_passed_over() {
    let mut whole = in_zaozhuang();
    open(&mut whole, "#/difference");
    let first = whole.difference.turn;
    let effects = whole.update(DifferenceAction::Edition(Side::New, "2027.03".to_owned()).into());
    assert_eq!(compared(&effects), pair("2027.01", "2027.03"));
    whole.update(Action::Table(table::Action::News(huiqi_tables::message::News::Editions(
        first,
        EditionNews::Refused("旧的".to_owned()),
    ))));
    assert!(matches!(whole.difference.state, ComparisonState::Coming));
    let now = whole.difference.turn;
    whole.update(DifferenceAction::News(now, EditionNews::Refused("新的".to_owned())).into());
    assert!(matches!(&whole.difference.state, ComparisonState::Refused(why) if why == "新的"));
    // Nothing is asked for twice; who comes back asks anew, as cases may have changed.
    assert_eq!(compared(&whole.update(questions::Action::Look.into())), None);
    whole.update(questions::Action::Go(Page::Step(0)).into());
    let effects = whole.update(questions::Action::Go(Page::Difference).into());
    assert_eq!(compared(&effects), pair("2027.01", "2027.03"));
}

#[test]
fn two_files_are_compared_once_both_are_open() {
    let mut whole = in_zaozhuang();
    open(&mut whole, "#/difference");
    let file = |side, name: &str, number| {
        Action::from(DifferenceAction::File(side, name.to_owned(), number))
    };
    assert_eq!(compared(&whole.update(file(Side::New, "新.huiqi", 1))), None);
    assert!(matches!(whole.difference.state, ComparisonState::Nothing));
    let effects = whole.update(file(Side::Old, "旧.huiqi", 2));
    assert_eq!(compared(&effects), Some(["file 2".to_owned(), "file 1".to_owned()]));
    assert_eq!(whole.difference_address(), "#/difference");
    // The same name is another file.
    let effects = whole.update(file(Side::Old, "旧.huiqi", 3));
    assert_eq!(compared(&effects), Some(["file 3".to_owned(), "file 1".to_owned()]));
    let effects = whole.update(DifferenceAction::NoFiles.into());
    assert_eq!(compared(&effects), pair("2027.01", "2027.02"));
}

fn found(coming: &[Tried]) -> EditionNews {
    EditionNews::Compared(Box::new(ComparedEditions {
        place: "枣庄市".to_owned(),
        old: "2027.01".to_owned(),
        new: "2027.02".to_owned(),
        summary: String::new(),
        parts: Vec::new(),
        trials: Vec::new(),
        coming: coming.to_vec(),
    }))
}

#[test]
fn the_worker_ends_with_the_comparison_unless_it_holds_a_table() {
    let mut whole = in_zaozhuang();
    open(&mut whole, "#/difference");
    let turn = whole.difference.turn;
    let ends = Effect::Table(table::Effect::EndWorker);
    let effects = whole.update(DifferenceAction::News(turn, found(&[Tried::Made])).into());
    assert!(!effects.contains(&ends));
    whole.update(DifferenceAction::News(turn, EditionNews::Trying(5, 10)).into());
    assert!(matches!(whole.difference.state, ComparisonState::Shown(_, Some((5, 10)))));
    let effects = whole.update(DifferenceAction::News(turn, found(&[])).into());
    assert!(effects.contains(&ends));
    assert!(matches!(whole.difference.state, ComparisonState::Shown(_, None)));
    whole.table.phase = Phase::Done;
    let effects = whole.update(DifferenceAction::News(turn, found(&[])).into());
    assert!(!effects.contains(&ends));
}

#[test]
fn a_computed_table_is_tried_too_and_a_worker_that_dies_is_said() {
    let mut whole = in_zaozhuang();
    whole.table.phase = Phase::Done;
    let effects = open(&mut whole, "#/difference");
    let order = effects.iter().find_map(|effect| match effect {
        Effect::Compare(wanted) => Some(wanted.order.clone()),
        _ => None,
    });
    let order = order.expect("an order");
    assert!(order.tries_list && order.cases.contains("zaozhuang"));
    assert_eq!(order.on, "2026-11-21");
    whole.update(table::Action::Died("没有下载完整").into());
    assert!(
        matches!(&whole.difference.state, ComparisonState::Refused(why) if why == "没有下载完整")
    );
}

#[test]
fn the_page_of_receipts_leads_to_editions_that_are_here() {
    let mut whole = in_zaozhuang();
    assert!(!whole.can_compare_since("2027.01"), "the rules in use are no edition of the index");
    let effects = whole.update(DifferenceAction::OpenSince("2027.01".to_owned()).into());
    assert_eq!(compared(&effects), pair("2027.01", "2027.02"));
    let focus = QuestionEffect::Focus("heading".to_owned());
    assert!(effects.contains(&Effect::Question(focus)));
}
