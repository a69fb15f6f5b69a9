//! What the page does, without a browser: each test says what was pressed and what follows.

mod days;
pub(crate) mod packs;
mod places;
mod simple;
mod way;

use super::device::Device;
use super::facts::Facts;
use super::kept::{KeptAction, Written};
use super::questions::{self, Action as Question, Questions, SiteHead};
use super::results::{PageFacts, WholeFacts};
use super::table::EarlierHeadings;
use super::whole::{Action, Effect, Paper, Whole};
use huiqi_policies::POLICIES;
use huiqi_rules::amount::Level;
use huiqi_rules::day::read_date;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::QuestionIndex;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::shelf::{Shelf, StoredCases};
use time::Date;

pub(super) fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

pub(super) fn question(id: &str) -> QuestionIndex {
    POLICIES.question_index(id).expect("a question")
}

pub(super) fn region(id: &str) -> Draft {
    let options = POLICIES.question(PolicySet::REGION).options;
    let option = options.iter().position(|option| option.id == id).expect("a region");
    Draft::Option(option as u16)
}

/// The number of an option, which is not the same beside a document that adds one before it.
pub(super) fn option(id: &str, option: &str) -> u16 {
    POLICIES.question(question(id)).option(option).expect("an option")
}

/// A fresh visit on 21 November 2026.
pub(super) fn questions() -> Questions {
    let site = SiteHead { name: "惠企".to_owned(), address: None, stale_days: None, build: None };
    let today = day("2026-11-21");
    let cases = Cases::new(Session::new(&POLICIES, today));
    let mut questions = Questions::new(cases, None, site, false, today);
    questions.open_first("");
    questions
}

pub(super) fn whole() -> Whole {
    let device = Device {
        public_address: Some("https://example.cn/huiqi/".to_owned()),
        ..Device::default()
    };
    Whole::new(questions(), shelf(), EarlierHeadings::default(), device, None)
}

/// Nothing kept.
pub(super) fn shelf() -> Shelf {
    Shelf::new(&POLICIES, day("2026-11-21"), "visit".to_owned(), &StoredCases::default())
}

/// The browser stored what it was given.
pub(super) fn written(whole: &mut Whole, effects: &[Effect]) {
    assert!(matches!(effects[0], Effect::StoreCases(_)), "{effects:?}");
    whole.update(KeptAction::Written(Written::Done).into());
}

/// Keeps the case in view under a name.
pub(super) fn keep(whole: &mut Whole, name: &str) {
    whole.update(KeptAction::Name(name.to_owned()).into());
    let effects = whole.update(KeptAction::Keep.into());
    written(whole, &effects);
}

/// The id of a kept case.
pub(super) fn kept(whole: &Whole, name: &str) -> String {
    let case = whole.shelf.list().iter().find(|case| case.name == name);
    case.expect("a case of this name").id.clone()
}

pub(super) fn names(whole: &Whole) -> Vec<&str> {
    whole.shelf.list().iter().map(|case| case.name.as_str()).collect()
}

pub(super) fn lines(whole: &Whole) -> Vec<&str> {
    let notice = whole.notices.latest();
    notice.map_or(Vec::new(), |notice| notice.lines.iter().map(String::as_str).collect())
}

pub(super) fn can_restore(whole: &Whole) -> bool {
    whole.notices.latest().is_some_and(super::notice::Notice::can_restore)
}

/// The whole page with a company in Zaozhuang.
pub(super) fn in_zaozhuang() -> Whole {
    let mut whole = whole();
    whole.update(Question::Put(PolicySet::REGION, region("zaozhuang")).into());
    whole
}

pub(super) fn focus(id: &str) -> Effect {
    Effect::Question(questions::Effect::Focus(id.to_owned()))
}

pub(super) fn find(id: &str) -> Effect {
    Effect::Question(questions::Effect::Find(id.to_owned()))
}

pub(super) fn settle(whole: &mut Whole) -> Vec<Effect> {
    let facts = WholeFacts::of(whole);
    whole.settle(&facts.questions)
}

#[test]
fn a_change_of_page_or_case_moves_the_focus_to_the_heading_and_nothing_else_does() {
    let mut whole = in_zaozhuang();
    let typed =
        Question::Put(question("government_show_booth_fee_yuan"), Draft::Typed("8".to_owned()));
    assert_eq!(whole.update(typed.into()), []);
    assert_eq!(whole.update(Question::Go(Page::Result).into()), [focus("heading")]);
    assert_eq!(whole.update(Action::Fold("table".to_owned())), []);
    assert_eq!(whole.update(Action::Copy), [focus("heading")]);
    assert_eq!(whole.session().page, Page::All);
    assert_eq!(whole.update(Question::Case(0).into()), [focus("heading")], "another case");
    assert_eq!(whole.update(Question::Case(0).into()), [], "the same case");
}

#[test]
fn the_first_part_leaves_pages_without_questions_to_the_whole() {
    let mut questions = questions();
    questions.update(Question::Put(PolicySet::REGION, region("zaozhuang")));
    let next = questions.update(Question::Next);
    let focus = questions::Effect::Focus("heading".to_owned());
    assert_eq!(next, [focus, questions::Effect::OpenPrepared]);
    assert_eq!(questions.update(Question::Go(Page::Result)), [questions::Effect::OpenWhole]);
    let code = questions.update(Question::Address("#/result?c=x".to_owned()));
    assert_eq!(code, [questions::Effect::OpenWhole], "it reads no code");
    assert_eq!(questions.session().address(), None, "the whole still finds the code there");
}

#[test]
fn continuing_with_something_wrong_focuses_the_summary_and_stays() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::All).into());
    let typed =
        Question::Put(question("government_show_booth_fee_yuan"), Draft::Typed("三万".to_owned()));
    whole.update(typed.into());
    assert!(WholeFacts::of(&whole).questions.problems.is_empty(), "not while it is typed");
    assert_eq!(whole.update(Question::Next.into()), [focus("errors")]);
    assert_eq!(whole.session().page, Page::All);
    let facts = WholeFacts::of(&whole).questions;
    assert!(facts.title.starts_with("错误："));
    assert_eq!(
        facts.problem(question("government_show_booth_fee_yuan")),
        Some("请填数字，如 350000、35万或 1.2亿")
    );
    assert_eq!(facts.problems.len(), 1);
    let typed =
        Question::Put(question("government_show_booth_fee_yuan"), Draft::Typed("3万".to_owned()));
    whole.update(typed.into());
    assert_eq!(whole.update(Question::Next.into()), [focus("heading")]);
    assert_eq!(whole.session().page, Page::Check);
}

#[test]
fn a_question_opened_from_an_award_leads_back_to_that_award_unfolded() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Result).into());
    let booth = question("government_show_booth_fee_yuan");
    let opened = whole.update(Action::Mend(booth, Some("an-award")));
    assert_eq!(opened, [find("government_show_booth_fee_yuan")]);
    assert!(matches!(whole.session().page, Page::Step(_)));
    assert_eq!(whole.update(Question::Next.into()), [find("head--an-award")]);
    assert!(whole.is_unfolded("an-award"));
    // Once: the next way to the result begins at its heading.
    whole.update(Question::Go(Page::Check).into());
    assert_eq!(whole.update(Question::Go(Page::Result).into()), [focus("heading")]);
}

#[test]
fn the_browser_is_given_what_changed_and_nothing_twice() {
    let mut whole = whole();
    let first = settle(&mut whole);
    let live = "选好所在地后，这里显示能申报的金额".to_owned();
    assert_eq!(
        first,
        [
            questions::Effect::Address("#/where_and_when".to_owned()),
            questions::Effect::Announce(Some(live)),
            questions::Effect::Title("看看专精特新能领多少 - 惠企".to_owned()),
        ]
        .map(Effect::Question),
        "nothing is stored before something is done"
    );
    assert_eq!(settle(&mut whole), []);
    whole.update(Question::Put(PolicySet::REGION, region("zaozhuang")).into());
    whole.update(Question::Go(Page::Check).into());
    let then = settle(&mut whole);
    let expected = [
        questions::Effect::Remember(whole.questions.cases.to_text()),
        questions::Effect::Address("#/check".to_owned()),
        questions::Effect::Announce(None),
        questions::Effect::Title("核对答案 - 惠企".to_owned()),
    ];
    assert_eq!(then, expected.map(Effect::Question));
    // The part that is loaded first may have been left before it could store.
    whole.questions.note_nothing_stored();
    let text = whole.questions.cases.to_text();
    assert_eq!(settle(&mut whole), [Effect::Question(questions::Effect::Remember(text))]);
}

#[test]
fn cases_are_copied_tried_renamed_and_removed() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Result).into());
    let tried = vec![(question("certification_tier"), huiqi_rules::answers::Answer::Option(3))];
    assert_eq!(whole.update(Action::Try(tried)), [focus("heading")]);
    assert_eq!((whole.session().page, whole.questions.cases.current()), (Page::Compare, 1));
    let tier = question("certification_tier");
    assert_eq!(whole.session().draft(tier), Some(&Draft::Option(3)));
    whole.update(Action::Rename(1, "省级".to_owned()));
    assert_eq!(whole.questions.cases.list()[1].name, "省级");
    whole.update(Action::Change(0));
    assert_eq!(whole.session().page, Page::All);
    assert_eq!(whole.session().back_to, Some(Page::Compare));
    whole.update(Question::Next.into());
    assert_eq!(whole.session().page, Page::Compare);
    whole.update(Action::Remove(0));
    assert_eq!(whole.questions.cases.list().len(), 1);
    assert_eq!(whole.session().draft(tier), Some(&Draft::Option(3)), "the other one stays");
}

#[test]
fn a_link_is_opened_and_what_was_here_is_restored() {
    let mut sent = in_zaozhuang();
    sent.update(Question::Go(Page::Share).into());
    let PageFacts::Share(facts) = WholeFacts::of(&sent).page else { panic!("the page") };
    let link = facts.link.expect("a link");
    assert!(link.starts_with("https://example.cn/huiqi/#/result?c="), "{link}");
    assert_eq!(sent.update(Action::Share(link.clone())), [Effect::Share(link.clone())]);
    let mut whole = whole();
    whole.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    assert_eq!(whole.update(Action::Receive("  ".to_owned())), []);
    assert_eq!(whole.update(Action::Receive(link.clone())), [focus("heading")]);
    assert_eq!((whole.session().page, whole.session().region()), (Page::Result, Some("zaozhuang")));
    assert_eq!(lines(&whole), ["已打开链接里的答案。"]);
    whole.update(Action::Restore);
    assert_eq!(whole.session().region(), Some("jincheng"));
    let address = link.split_once("huiqi/").expect("an address").1.to_owned();
    assert_eq!(whole.update(Question::Address(address).into()), [focus("heading")]);
    assert_eq!(whole.session().region(), Some("zaozhuang"));
    // A broken one changes nothing and says so.
    whole.update(Action::Dismiss);
    whole.update(Question::Address("#/result?c=!".to_owned()).into());
    assert_eq!(whole.session().region(), Some("zaozhuang"));
    assert!(!can_restore(&whole));
}

#[test]
fn what_the_browser_answers_is_said_until_the_next_action() {
    let mut whole = in_zaozhuang();
    assert_eq!(whole.update(Action::CopyText("link")), [Effect::CopyText("link")]);
    whole.update(Action::Copied(true));
    assert_eq!(whole.message, "已复制。");
    let export = whole.update(KeptAction::Export.into());
    let name = "huiqi-cases-2026-11-21.txt".to_owned();
    assert_eq!(export, [Effect::Save(name, whole.shelf.to_text())]);
    assert!(whole.message.starts_with("已保存"));
    whole.update(Action::NotSaved);
    assert!(whole.message.starts_with("这里的浏览器不能保存文件"));
    whole.update(KeptAction::Import(None).into());
    assert_eq!(whole.message, "文件没有读出来，请重新选择。");
    assert_eq!(whole.update(Action::Print(Paper::Sheet)), [Effect::Print(Paper::Sheet)]);
    assert_eq!(whole.message, "");
}

#[test]
fn large_type_is_switched_and_stored() {
    let mut whole = whole();
    let large = |is_large| Effect::Question(questions::Effect::Enlarge(is_large));
    assert_eq!(whole.update(Question::Large.into()), [large(true)]);
    assert_eq!(whole.update(Question::Large.into()), [large(false)]);
}

/// 新政文〔2022〕8号 pays 50万元 for a first national title and ended on 2025-12-31.
#[test]
fn a_document_that_has_ended_shows_what_it_would_have_paid_on_its_last_day() {
    let mut questions = questions();
    questions.update(Question::Put(PolicySet::REGION, region("xinxiang")));
    questions.update(Question::Go(Page::All));
    let facts = Facts::of(questions.session(), "惠企");
    let ended = facts.out_of_force.first().expect("it has ended");
    assert_eq!((ended.day, ended.total_then), (day("2025-12-31"), None), "nothing is answered");
    let option = |id: &str, name: &str| {
        let options = POLICIES.question(question(id)).options;
        options.iter().position(|option| option.id == name).expect("an option")
    };
    // Answered while the document holds, then looked at today.
    questions.update(Question::Date(ended.day));
    let tier = option("certification_tier", "national_giant") as u16;
    let first = 1 << option("first_certified_tiers", "national_giant");
    for (id, draft) in [
        ("certification_tier", Draft::Option(tier)),
        ("first_certified_tiers", Draft::Options(first)),
        ("claimed_elsewhere", Draft::Options(0)),
    ] {
        questions.update(Question::Put(question(id), draft));
    }
    questions.update(Question::Date(questions.today));
    let facts = Facts::of(questions.session(), "惠企");
    assert_eq!(facts.outline.total.least, Level::Sum(Yuan::ZERO));
    let ended = facts.out_of_force.first().expect("it has ended");
    let then = ended.total_then.expect("what it would have paid");
    assert_eq!(then.least, Level::Sum(Yuan::from_fen(50_000_000)));
    questions.update(Question::Date(ended.day));
    let facts = Facts::of(questions.session(), "惠企");
    assert!(facts.out_of_force.is_empty());
    assert_eq!(facts.outline.total, then);
}

#[test]
fn what_is_shown_is_computed_anew_where_answers_day_page_or_kept_cases_change() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Result).into());
    let facts = WholeFacts::of(&whole);
    whole.update(Action::Fold("table".to_owned()));
    whole.update(Action::Label("甲公司".to_owned()));
    assert!(facts.is_current(&whole));
    whole.questions.today = day("2026-11-22");
    assert!(!facts.is_current(&whole));
    let facts = WholeFacts::of(&whole);
    whole.update(Question::Put(question("government_show_booth_fee_yuan"), Draft::Unclear).into());
    assert!(!facts.is_current(&whole));
    let facts = WholeFacts::of(&whole);
    whole.update(Question::Go(Page::Cases).into());
    assert!(!facts.is_current(&whole));
    let facts = WholeFacts::of(&whole);
    keep(&mut whole, "甲");
    assert!(!facts.is_current(&whole));
}

/// The facts of the result in view.
fn result_of(whole: &Whole) -> Box<super::results::ResultFacts> {
    let PageFacts::Result(facts) = WholeFacts::of(whole).page else {
        panic!("the result is in view")
    };
    facts
}

#[test]
fn a_question_answered_on_the_result_stays_there_and_says_what_it_changed() {
    let mut whole = in_zaozhuang();
    let tier = Draft::Option(option("certification_tier", "provincial"));
    let title = Draft::Options(1 << option("first_certified_tiers", "provincial"));
    whole.update(Question::Put(question("certification_tier"), tier).into());
    whole.update(Question::Put(question("first_certified_tiers"), title).into());
    whole.update(Question::Go(Page::Result).into());
    let facts = result_of(&whole);
    let matters = question("claimed_elsewhere");
    // The title's 10万 hang on what was claimed elsewhere: it comes first.
    assert_eq!(facts.open.first().map(|open| open.question), Some(matters));
    assert_eq!(facts.unclaimed, Some(Level::Sum(Yuan::from_fen(10_000_000))));
    assert_eq!(whole.update(Action::AnswerHere(matters, Draft::Options(0))), [focus("ask-h")]);
    assert_eq!(whole.session().page, Page::Result);
    let [answered] = whole.answered.as_slice() else { panic!("one answer was given here") };
    assert_eq!(
        (answered.before.least, answered.after.least),
        (Level::Sum(Yuan::ZERO), Level::Sum(Yuan::from_fen(10_000_000)))
    );
    assert_eq!(result_of(&whole).unclaimed, None);
    whole.update(Question::Go(Page::Check).into());
    assert_eq!(whole.answered, []);
}

#[test]
fn what_the_portal_says_of_applications_counts_once_it_is_there() {
    use huiqi_sitting::corrections::{Corrections, Json};
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Result).into());
    let facts = WholeFacts::of(&whole);
    assert!(facts.is_current(&whole));
    let object = |key: &str, value: Json| Json::Object(vec![(key.to_owned(), value)]);
    let own = object("telephone", Json::Text("0632-0000000".to_owned()));
    let file = object("awards", object("zaozhuang-srdi-2022/booth-fee", own));
    let (corrections, problems) = Corrections::read(&POLICIES, &file);
    assert_eq!(problems, Vec::<String>::new());
    let of = |whole: &Whole| {
        let found = whole.table.applications.iter();
        let mut found = found.filter(|(id, _)| id == "zaozhuang-srdi-2022/booth-fee");
        found.next().map_or("", |(_, words)| words).to_owned()
    };
    assert_eq!(of(&whole), "", "the document says nothing of how booth fees are applied for");
    whole.update(Action::Corrections(corrections));
    assert_eq!(of(&whole), "电话：0632-0000000", "in the list that is taken away");
    assert!(!facts.is_current(&whole), "the result is computed anew");
    let office = &result_of(&whole).next.offices[0];
    assert_eq!(office.telephone.as_deref(), Some("0632-0000000"));
}

#[test]
fn what_the_portal_says_of_itself_counts_once_it_is_there() {
    use huiqi_sitting::next::Contact;
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Result).into());
    let facts = WholeFacts::of(&whole);
    let contact =
        Contact { office: "企业服务中心".to_owned(), phone: "0632-7654321".to_owned() };
    let device = Device {
        contacts: vec![contact],
        public_address: Some("https://a.cn/hq/".to_owned()),
        ..whole.device.clone()
    };
    let site = SiteHead {
        name: "市惠企".to_owned(),
        address: device.public_address.clone(),
        stale_days: Some(30),
        build: None,
    };
    whole.update(Action::Site(site, device));
    assert!(!facts.is_current(&whole), "the result is computed anew");
    assert_eq!(result_of(&whole).next.offices[0].telephone.as_deref(), Some("0632-7654321"));
    assert!(WholeFacts::of(&whole).questions.title.ends_with(" - 市惠企"));
    assert_eq!(whole.questions.site.stale_days, Some(30));
    whole.update(Question::Go(Page::Share).into());
    let PageFacts::Share(shared) = WholeFacts::of(&whole).page else { panic!("the link") };
    assert!(shared.link.is_some_and(|link| link.starts_with("https://a.cn/hq/")));
}

#[test]
fn an_address_that_lost_its_code_says_so_where_nothing_is_kept() {
    let opened = |address: &str| {
        let mut whole = whole();
        whole.open_first(address);
        lines(&whole).join("")
    };
    for address in ["#/result", "#/ladder", "#/share", "#/result&shareTo=weixin", "#/check，请看"]
    {
        assert!(opened(address).contains("这个链接里没有答案"), "{address}");
    }
    for address in ["", "#/", "#/certification", "#/all", "#/cases", "#/portfolio", "#/nowhere"] {
        assert_eq!(opened(address), "", "{address}");
    }
    // Who has answers sees the result of these.
    let mut whole = in_zaozhuang();
    whole.open_first("#/result%3Ffrom%3Dtimeline");
    assert!(whole.notices.latest().is_none());
    assert_eq!(whole.session().page, Page::Result);
}
