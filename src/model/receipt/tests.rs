use super::{Former, OwnRules, REPLAY_HEADING, ReceiptAction};
use crate::model::effect::focus;
use crate::model::notice::Offer;
use crate::model::packs::{PackAction, PackFault, PackMark, PackPlaces};
use crate::model::questions::Action as Question;
use crate::model::results::{PageFacts, WholeFacts};
use crate::model::tests::{option, question, region, whole};
use crate::model::whole::{Action, Effect, Whole};
use huiqi_policies::{POLICIES, RULES_HASH};
use huiqi_rules::amount::Level;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::link::encode;
use huiqi_sitting::plain::Plain;
use huiqi_sitting::questionnaire::{Draft, Page};
use huiqi_sitting::receipt::{NamedRules, Receipt, ThenSource};

/// A link of edition 2026.11, as it was made then.
const OLDER: &str = "1dkwZNlzFikQC0vSJaZpQSZ2wAwcQ80wAnM0RJpLdmDP6wWwUTLpwu\
    7hjIOhIoUAi2BGlwOudWv-p0C25PJQYSaDlKzQ8GFp8M3-fYA";

/// 枣庄, a provincial title newly won, nothing claimed: 10 万元.
fn provincial() -> Whole {
    let mut whole = whole();
    let session = whole.questions.cases.session_mut();
    session.put(PolicySet::REGION, region("zaozhuang"));
    let tier = Draft::Option(option("certification_tier", "provincial"));
    let title = Draft::Options(1 << option("first_certified_tiers", "provincial"));
    session.put(question("certification_tier"), tier);
    session.put(question("first_certified_tiers"), title);
    session.put(question("claimed_elsewhere"), Draft::Options(0));
    whole
}

fn plain(whole: &Whole) -> Plain {
    let session = whole.session();
    let rules = whole.named_rules();
    Receipt::of(rules, &session.answers(), &session.readings, &session.report()).plain()
}

fn sentences(whole: &Whole) -> Vec<String> {
    match whole.receipt.opened.as_ref().expect("a receipt was opened") {
        Ok(replay) => huiqi_sitting::wording::receipt::sentences(replay),
        Err(fault) => vec![fault.message.clone()],
    }
}

#[test]
fn the_page_to_hand_on_saves_the_receipt_of_the_case_in_view() {
    let mut whole = provincial();
    whole.update(Question::Go(Page::Share).into());
    let facts = WholeFacts::of(&whole);
    let PageFacts::Share(share) = &facts.page else { panic!("the page to hand on") };
    assert_eq!(share.receipt.name, "huiqi-receipt-zaozhuang-2026-11-21.json");
    assert_eq!(share.receipt.text, plain(&whole).json());
    assert!(share.receipt.text.contains(RULES_HASH));
    let save = Action::SaveText(share.receipt.name.clone(), share.receipt.text.clone());
    let effects = whole.update(save);
    assert!(matches!(&effects[..], [Effect::Save(name, _)] if name.ends_with(".json")));
    assert!(whole.message.starts_with("已保存"), "what was done is said");
}

#[test]
fn a_receipt_that_is_opened_is_computed_again_and_the_answers_stay() {
    let mut whole = provincial();
    let receipt = plain(&whole);
    whole.update(Question::Go(Page::Receipt).into());
    assert_eq!(whole.session().address().as_deref(), Some("#/receipt"));
    let answers = whole.session().answers();
    let effects = whole.update(ReceiptAction::Open(Some(receipt.clone())).into());
    assert!(effects.contains(&focus(REPLAY_HEADING)));
    assert!(sentences(&whole)[0].starts_with("和凭据一样。"), "{:?}", sentences(&whole));
    // Another total in the file.
    let Plain::Object(mut parts) = receipt else { panic!("an object") };
    let least = parts.iter_mut().find(|(key, _)| key == "least").expect("a field");
    least.1 = Plain::text("1");
    whole.update(ReceiptAction::Open(Some(Plain::Object(parts))).into());
    assert!(sentences(&whole)[0].starts_with("和凭据不一样。"), "{:?}", sentences(&whole));
    // No receipt at all.
    whole.update(ReceiptAction::Open(None).into());
    assert!(sentences(&whole)[0].starts_with("这不是惠企的结果凭据"), "{:?}", sentences(&whole));
    assert_eq!(whole.session().answers(), answers);
}

#[test]
fn a_link_of_another_edition_offers_to_check_and_one_of_this_does_not() {
    let whole = provincial();
    let cases = &whole.questions.cases;
    let code = encode(cases, &cases.totals());
    let mut same = super::super::tests::whole();
    same.update(Question::Address(format!("#/result?c={code}")).into());
    assert!(same.receipt.link.is_none());
    assert_eq!(same.notices.latest().expect("a notice").offer, Offer::Nothing);
    let mut older = super::super::tests::whole();
    older.update(Question::Address(format!("#/result?c={OLDER}")).into());
    assert_eq!(older.notices.latest().expect("a notice").offer, Offer::Receipt);
    let said = &older.receipt.link.as_ref().expect("a link of another edition").lines;
    let edition = format!("链接按规则版本 2026.11 生成，本页是 {}。", POLICIES.edition);
    assert!(said.contains(&edition), "{said:?}");
}

#[test]
fn what_the_rules_of_then_gave_takes_the_place_of_what_a_file_says() {
    let mut whole = provincial();
    let session = whole.session();
    let (answers, readings) = (session.answers(), session.readings.clone());
    // Other rules of the same edition, which paid the same.
    let before = NamedRules { set: session.set(), hash: "0123456789abcdef" };
    let then = Receipt::compute(before, &answers, session.on, &readings);
    whole.update(ReceiptAction::Open(Some(then.plain())).into());
    assert!(sentences(&whole)[1].contains("没有核对过"), "{:?}", sentences(&whole));
    let former = Former::Receipt(Box::new(then)).over(before);
    whole.update(ReceiptAction::Former(Ok(former)).into());
    assert!(matches!(&whole.receipt.own, OwnRules::Computed(own) if own.is_same()));
    let said = sentences(&whole);
    assert!(said[0].starts_with("和当时一样。"), "{said:?}");
    assert!(said[1].contains("两边都重新算过"), "{said:?}");
    // A file that says something else of its own rules is found out.
    let mut forged = Receipt::compute(before, &answers, session_day(&whole), &readings);
    forged.awards[0].amount = huiqi_rules::amount::Amount::ZERO;
    whole.update(ReceiptAction::Open(Some(forged.plain())).into());
    let former = Former::Receipt(Box::new(forged)).over(before);
    whole.update(ReceiptAction::Former(Ok(former)).into());
    assert!(matches!(&whole.receipt.own, OwnRules::Computed(own) if !own.is_same()));
    assert!(sentences(&whole)[0].starts_with("和当时一样。"), "{:?}", sentences(&whole));
}

fn session_day(whole: &Whole) -> time::Date {
    whole.session().on
}

#[test]
fn the_cases_of_an_older_link_are_computed_by_its_own_rules_and_by_these() {
    let mut older = super::super::tests::whole();
    older.update(Question::Address(format!("#/result?c={OLDER}")).into());
    // The site has no packs: nothing is fetched, and nothing is shown.
    let effects = older.update(Question::Go(Page::Receipt).into());
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::AskFormer(_))));
    let before = NamedRules { set: &POLICIES, hash: "0123456789abcdef" };
    let former = Former::Link(OLDER.to_owned(), older.questions.today).over(before);
    older.update(ReceiptAction::Former(Ok(former)).into());
    let link = older.receipt.link.as_ref().expect("a link of another edition");
    assert_eq!(link.cases.len(), 1);
    let (_, replay) = &link.cases[0];
    // The link takes 同一级别 the other way: 10 and 30 for the titles, 4 for the fair; 1,000, 20 and
    // 30 more at most.
    let wan = |sum: u64| Level::Sum(Yuan::from_fen(sum * 1_000_000));
    assert_eq!((replay.then.total.least, replay.then.total.most), (wan(44), wan(1094)));
    assert_eq!(replay.source, ThenSource::OwnRules);
    older.update(ReceiptAction::Former(Err("没有取到".to_owned())).into());
    let link = older.receipt.link.as_ref().expect("a link of another edition");
    assert_eq!(link.cases.len(), 1, "what is there stays");
}

/// The edition of the receipts and links was recalled; the archive has no pack of it.
fn recalled() -> Whole {
    let index = r#"{"format":1,"editions":[
          {"edition":"2026.11","day":"2026-11-01","reason":"首版","rules":"cccccccccccccccc",
           "recalled":"金额抄错了"},
          {"edition":"2027.01","day":"2027-01-01","reason":"更正","rules":"bbbbbbbbbbbbbbbb"}],
        "regions":[{"id":"zaozhuang","name":"枣庄市","packs":[[1,"2222222222222222",9001]]}]}"#;
    let mut whole = provincial();
    let bundled = crate::model::tests::packs::bundled(RULES_HASH);
    let index = crate::model::tests::packs::index(index);
    whole.packs = PackPlaces::new(Some(index), bundled, None);
    whole
}

#[test]
fn a_recalled_edition_is_named_of_a_link_and_of_a_receipt() {
    let recall = "2026.11 已撤回：金额抄错了。";
    let mut whole = recalled();
    whole.update(Question::Address(format!("#/result?c={OLDER}")).into());
    let said = |whole: &Whole| whole.notices.latest().expect("a notice").lines.clone();
    assert!(said(&whole).contains(&recall.to_owned()), "{:?}", said(&whole));
    let link = whole.receipt.link.as_ref().expect("a link of another edition");
    assert!(link.lines.contains(&recall.to_owned()), "{:?}", link.lines);
    let mut then = Receipt::compute(
        whole.named_rules(),
        &whole.session().answers(),
        whole.session().on,
        &whole.session().readings,
    );
    then.edition = "2026.11".to_owned();
    then.rules = "cccccccccccccccc".to_owned();
    whole.update(ReceiptAction::Open(Some(then.plain())).into());
    let newer = format!("枣庄市的规则已更新到 2027.01，这里按 {} 算。", POLICIES.edition);
    let [first, second] = whole.receipt.notes.as_slice() else { panic!("two notes") };
    assert_eq!(first, recall);
    assert!(second.starts_with(&newer), "{second}");
    // Where the newer rules cannot be used, the page says it, once.
    whole.update(PackAction::Refused("zaozhuang".to_owned(), PackFault::Changed).into());
    whole.update(ReceiptAction::Open(Some(then.plain())).into());
    assert_eq!(whole.receipt.notes, [recall]);
    // Of a place that is not in view, it is said of the receipt.
    whole.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    whole.update(ReceiptAction::Open(Some(then.plain())).into());
    assert!(whole.receipt.notes[1].contains("没有采用。先按"), "{:?}", whole.receipt.notes);
}

#[test]
fn the_bundled_rules_are_those_of_then_where_the_archive_lacks_them() {
    let mut whole = recalled();
    let then = plain(&whole);
    // As over the pack of another edition.
    let head = huiqi_pack::Head {
        edition: "2027.01".to_owned(),
        day: session_day(&whole),
        author: String::new(),
        reviewer: String::new(),
        reason: String::new(),
        rules: "bbbbbbbbbbbbbbbb".to_owned(),
        former: String::new(),
    };
    whole.packs.pack = Some(PackMark::of(&head, "2222222222222222".to_owned()));
    let effects = whole.update(ReceiptAction::Open(Some(then)).into());
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::AskFormer(_))));
    assert!(matches!(&whole.receipt.own, OwnRules::Computed(own) if own.is_same()));
    assert!(sentences(&whole)[1].contains("两边都重新算过"), "{:?}", sentences(&whole));
}
