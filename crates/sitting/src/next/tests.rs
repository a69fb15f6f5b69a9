use super::{Contact, Next, before_spending};
use crate::corrections::{Corrections, Json};
use crate::questionnaire::{Draft, Session};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;

/// A company of a region on a day, with these fields filled.
fn session(region: &str, on: &str, drafts: &[(&str, Draft)]) -> Session {
    let mut session = Session::new(&POLICIES, read_date(on).expect("a day"));
    session.preset_region(region);
    for (id, draft) in drafts {
        session.put(POLICIES.question_index(id).expect("a question"), draft.clone());
    }
    session
}

fn next(session: &Session, corrections: &Corrections, contacts: &[Contact]) -> Next {
    let today = read_date("2026-11-25").expect("a day");
    Next::of(session, &session.report(), corrections, contacts, today)
}

fn bearings() -> Session {
    let drafts = [
        ("certification_tier", Draft::Option(crate::chosen::tier("provincial"))),
        ("first_certified_tiers", Draft::Options(crate::chosen::titles(&["provincial"]))),
        ("listings", Draft::Options(0)),
        ("government_show_booth_fee_yuan", Draft::Typed("86500".to_owned())),
        ("claimed_elsewhere", Draft::Options(0)),
        ("platform_contest_prize", Draft::Option(0)),
    ];
    session("zaozhuang", "2026-11-25", &drafts)
}

#[test]
fn whom_and_what_to_ask_and_which_papers_follow_from_the_result() {
    let found = next(&bearings(), &Corrections::default(), &[]);
    let [office] = found.offices.as_slice() else { panic!("one office: {:?}", found.offices) };
    assert_eq!((office.name.as_str(), office.telephone.as_deref()), ("枣庄市工业和信息化局", None));
    assert_eq!(
        office.questions,
        [
            "枣非公组发〔2022〕1号现在还在执行吗？文件没有写有效期。",
            "新获得省级专精特新奖励（三（二））我们算下来是 10 万元，现在受理吗？交到哪里？",
            "展位费 86,500 元。大型展销活动展位费补贴（三（十一））我们算下来是 43,250 元，现在受理吗？交到哪里？",
            "“智能工厂评选”我们还没弄清，关系到 20 万元，按什么认定，在哪里能查到？",
        ]
    );
    assert_eq!(
        found.papers,
        [
            "营业执照",
            "首次认定的文件或公告（看清级别和日期）",
            "展位费的发票和付款凭证",
            "市级以上部门的参展通知",
        ]
    );
    assert!(!found.lists_papers);
    assert_eq!(found.times, ["市级智能工厂（数字化车间）奖励：每年评选一次，文件没有写月份。"]);
}

#[test]
fn a_telephone_number_comes_from_the_portal_then_from_whoever_runs_the_site() {
    let site =
        [Contact { office: "市政务服务中心".to_owned(), phone: "0632-1111111".to_owned() }];
    let of_site = next(&bearings(), &Corrections::default(), &site);
    assert_eq!(of_site.offices[0].telephone.as_deref(), Some("0632-1111111"));
    assert_eq!(of_site.offices[0].of_site.as_deref(), Some("市政务服务中心"));
    let text = |text: &str| Json::Text(text.to_owned());
    let object = |key: &str, value: Json| Json::Object(vec![(key.to_owned(), value)]);
    let Json::Object(mut own) = object("telephone", text("0632-2222222")) else { return };
    own.push(("before".to_owned(), text("付款前先备案")));
    own.push((
        "materials".to_owned(),
        Json::List(vec![object("name", text("展位费的发票和付款凭证"))]),
    ));
    let file = object("awards", object("zaozhuang-srdi-2022/booth-fee", Json::Object(own)));
    let (corrections, problems) = Corrections::read(&POLICIES, &file);
    assert!(problems.is_empty(), "{problems:?}");
    let corrected = next(&bearings(), &corrections, &site);
    assert_eq!(corrected.offices[0].telephone.as_deref(), Some("0632-2222222"));
    assert_eq!(corrected.offices[0].of_site, None);
    assert_eq!(corrected.before, ["大型展销活动展位费补贴：付款前先备案"]);
    // The paper that both name is on the list once.
    assert!(corrected.lists_papers);
    let invoices = corrected.papers.iter().filter(|paper| paper.contains("发票")).count();
    assert_eq!(invoices, 1);
}

#[test]
fn a_disputed_clause_comes_with_a_letter_and_both_totals() {
    let drafts = [
        ("certification_tier", Draft::Option(crate::chosen::tier("national_giant"))),
        ("first_certified_tiers", Draft::Options(crate::chosen::titles(&["national_giant"]))),
        ("provincial_award_received", Draft::YesNo(true)),
        ("listings", Draft::Options(crate::chosen::options("listings", &["star"]))),
        ("base_listing_support", Draft::YesNo(true)),
        ("ip_purchase_yuan", Draft::Typed("0".to_owned())),
    ];
    let found = next(&session("jincheng", "2026-11-25", &drafts), &Corrections::default(), &[]);
    let names: Vec<&str> = found.offices.iter().map(|office| office.name.as_str()).collect();
    assert_eq!(names, ["晋城市中小企业发展促进中心", "山西省小企业发展促进局"]);
    let [letter] = found.offices[0].letters.as_slice() else { panic!("one letter") };
    assert!(
        letter
            .text
            .starts_with("关于晋市政办〔2021〕36号二（三）的请示\n\n晋城市中小企业发展促进中心：")
    );
    assert!(letter.text.contains("（合计 20 万元）"), "{}", letter.text);
    assert!(
        letter.text.contains("（合计 20 万元 至 30 万元）")
            || letter.text.contains("（合计 20 至 30 万元）"),
        "{}",
        letter.text
    );
    assert!(found.offices[0].questions.iter().any(|line| line.contains("能不能书面答复")));
    assert_eq!(found.offices[1].letters, []);
}

#[test]
fn an_ended_document_leaves_what_was_recognised_before_and_a_successor_to_ask_about() {
    let drafts = [
        ("certification_tier", Draft::Option(crate::chosen::tier("national_giant"))),
        ("first_certified_tiers", Draft::Options(crate::chosen::titles(&["national_giant"]))),
    ];
    let found = next(&session("xinxiang", "2026-11-25", &drafts), &Corrections::default(), &[]);
    let questions = &found.offices[0].questions;
    assert_eq!(
        questions[0],
        "新政文〔2022〕8号到2025年12月31日为止。到期前认定、奖励还没有领的，现在还能报吗？"
    );
    assert!(questions.last().is_some_and(|last| last.contains("接替的新文件")));
    assert!(
        questions.iter().any(|line| line.contains("到期前算下来是 0 至 50 万元，还补不补？")),
        "{questions:?}"
    );
    assert!(found.times.is_empty());
}

#[test]
fn a_place_without_a_document_is_asked_what_there_is() {
    let found = next(&session("elsewhere", "2026-11-25", &[]), &Corrections::default(), &[]);
    assert_eq!(found.offices.len(), 1);
    assert!(found.offices[0].questions[0].contains("是哪份文件"));
    assert_eq!(found.papers, ["营业执照"]);
}

#[test]
fn what_must_be_done_before_paying_is_said_beside_the_question_of_that_spending() {
    let before = |session: &Session, award: &str| {
        let object = |key: &str, value: Json| Json::Object(vec![(key.to_owned(), value)]);
        let own = object("before", Json::Text("先备案".to_owned()));
        let (corrections, problems) =
            Corrections::read(&POLICIES, &object("awards", object(award, own)));
        assert!(problems.is_empty(), "{problems:?}");
        before_spending(session, &corrections)
            .into_iter()
            .map(|(question, words)| (POLICIES.question(question).id, words))
            .collect::<Vec<_>>()
    };
    let open = session("zaozhuang", "2026-11-25", &[]);
    let fee = "government_show_booth_fee_yuan";
    assert_eq!(
        before(&open, "zaozhuang-srdi-2022/booth-fee"),
        [(fee, "先别付款。大型展销活动展位费补贴：先备案".to_owned())]
    );
    // Without a sum, beside the last question that the award reads.
    let factory = before(&open, "zaozhuang-srdi-2022/smart-factory");
    let asked: Vec<&str> = factory.iter().map(|(question, _)| *question).collect();
    assert_eq!(asked, ["smart_factory_award"]);
    // Of another place, and where nobody states anything, nothing is said.
    let other = session("jincheng", "2026-11-25", &[]);
    assert_eq!(before(&other, "zaozhuang-srdi-2022/booth-fee"), []);
    assert_eq!(before_spending(&open, &Corrections::default()), []);
}
