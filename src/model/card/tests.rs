//! What the picture of a result says: by hand from the document of Zaozhuang.

use super::super::questions::Action as Question;
use super::super::results::{PageFacts, ShareFacts, WholeFacts};
use super::super::tests::{in_zaozhuang, question, region, whole};
use super::super::whole::{Action, Effect, Whole};
use super::Card;
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::questionnaire::{Draft, Page};

/// A provincial company with a stall for 86,500 yuan; two contests are open.
fn bearings() -> Whole {
    let mut whole = in_zaozhuang();
    let bit = |id: &str, option: &str| {
        1 << POLICIES.question(question(id)).option(option).expect("an option")
    };
    let tier = POLICIES.question(question("certification_tier")).option("provincial");
    for (id, draft) in [
        ("certification_tier", Draft::Option(tier.expect("an option"))),
        ("first_certified_tiers", Draft::Options(bit("first_certified_tiers", "provincial"))),
        ("listings", Draft::Options(0)),
        ("government_show_booth_fee_yuan", Draft::Typed("86500".to_owned())),
        ("claimed_elsewhere", Draft::Options(0)),
    ] {
        whole.update(Question::Put(question(id), draft).into());
    }
    whole.update(Question::Go(Page::Share).into());
    whole
}

fn shared(whole: &Whole) -> Box<ShareFacts> {
    match WholeFacts::of(whole).page {
        PageFacts::Share(facts) => facts,
        _ => panic!("the page of sharing"),
    }
}

#[test]
fn the_picture_says_place_day_premise_number_office_and_edition() {
    let card = shared(&bearings()).card.clone();
    assert_eq!(card.place, "枣庄市　2026年11月21日申报");
    assert_eq!(card.premises, ["文件没有写有效期。还在执行的话："]);
    // 10 for the title, half of 86,500 for the stall; 20 and 30 more at most.
    let figures = [["至少", "143,250", "元"], ["最多", "643,250", "元"]];
    assert_eq!(card.figures, figures.map(|figure| figure.map(str::to_owned)));
    let rows: Vec<(bool, &str)> =
        card.rows.iter().map(|row| (row.is_sure, row.amount.as_str())).collect();
    assert_eq!(rows[..2], [(true, "10 万元"), (true, "43,250 元")]);
    assert!(rows[2..].iter().all(|(is_sure, _)| !is_sure) && rows.len() > 2, "{rows:?}");
    assert_eq!(card.office, "先问 枣庄市工业和信息化局");
    assert_eq!(card.contact, "12345 转接　枣非公组发〔2022〕1号");
    assert!(card.foot.iter().any(|line| line.contains(POLICIES.edition)));
    assert!(card.qr.is_some() && card.name.is_empty());
    // Whoever does not see it hears all of it.
    let spoken = card.spoken();
    for words in ["枣庄市", "没有写有效期", "至少 143,250 元", "最多 643,250 元", "先问"]
    {
        assert!(spoken.contains(words), "{words}: {spoken}");
    }
}

#[test]
fn a_look_back_another_reading_and_no_figure_are_said_on_the_picture() {
    let mut whole = bearings();
    let past = huiqi_rules::day::read_date("2025-06-30").expect("a day");
    whole.update(Question::Date(past).into());
    whole.update(Question::Switch("zaozhuang-srdi-2022/same-title").into());
    let card = shared(&whole).card.clone();
    assert!(card.place.contains("回算：按2025年6月30日申报算的，不是今天"), "{}", card.place);
    assert!(card.premises.iter().any(|line| line.contains("按另一种理解算")));
    let mut ended = self::whole();
    ended.update(Question::Put(PolicySet::REGION, region("xinxiang")).into());
    ended.update(Question::Go(Page::Share).into());
    let card = shared(&ended).card.clone();
    assert!(card.figures.is_empty() && card.rows.is_empty(), "{card:?}");
    assert!(card.words.contains("算不出金额") && card.premises.is_empty(), "{card:?}");
}

#[test]
fn the_picture_is_drawn_once_and_anew_where_it_says_something_else() {
    let mut whole = bearings();
    let drawn = |whole: &mut Whole| {
        let page = WholeFacts::of(whole).page;
        whole.settle_picture(&page)
    };
    let Some(Effect::Draw(first)) = drawn(&mut whole) else { panic!("it is drawn") };
    assert_eq!(drawn(&mut whole), None);
    whole.update(Action::Drawn("data:image/png;base64,x".to_owned()));
    assert_eq!(whole.picture.as_deref(), Some("data:image/png;base64,x"));
    assert_eq!(drawn(&mut whole), None);
    // The name is on the picture, letter for letter, and in no link.
    whole.update(Action::Label("𬭎𫘜㑇机械有限公司".to_owned()));
    let Some(Effect::Draw(named)) = drawn(&mut whole) else { panic!("it is drawn anew") };
    assert_eq!(*named, Card { name: "𬭎𫘜㑇机械有限公司".to_owned(), ..*first });
    // A browser that draws none leaves the text.
    whole.update(Action::Drawn(String::new()));
    assert_eq!(whole.picture, None);
}

#[test]
fn no_title_of_a_window_carries_a_sum() {
    let mut whole = bearings();
    for page in [Page::Result, Page::Share, Page::Check, Page::Ladder, Page::Compare, Page::All] {
        whole.update(Question::Go(page).into());
        let title = WholeFacts::of(&whole).questions.title;
        assert!(!title.contains(|letter: char| letter.is_ascii_digit()), "{title}");
    }
}
