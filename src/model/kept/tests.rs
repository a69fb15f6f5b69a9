//! What the page does with cases, those kept and those opened, and with the day.

use super::{KeptAction, Written};
use crate::model::device::Device;
use crate::model::notice::Offer;
use crate::model::questions::{self, Action as Question, Keeping, Questions, SiteHead};
use crate::model::table::tests::with_table;
use crate::model::table::{self, EarlierHeadings};
use crate::model::tests::{
    can_restore, day, focus, in_zaozhuang, keep, kept, lines, names, question, questions, region,
    settle, shelf, written,
};
use crate::model::whole::{Action, Effect, Whole};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::cases::Cases;
use huiqi_sitting::questionnaire::{Draft, Page, Session};
use huiqi_sitting::shelf::StoredCases;
use huiqi_tables::message::Order;
use time::Date;

#[test]
fn each_way_back_takes_back_its_own_action_and_nothing_since() {
    let company = POLICIES.policies.iter().flat_map(|policy| policy.companies).next();
    let company = company.expect("an example");
    let mut whole = in_zaozhuang();
    // An example, then 保存, then the way back: the kept case stays.
    whole.update(Action::Company(company));
    keep(&mut whole, "示例");
    whole.update(Action::Restore);
    assert_eq!((names(&whole), whole.session().region()), (vec!["示例"], Some("zaozhuang")));
    // A removal, then answers, then the way back: the answers stay.
    let id = kept(&whole, "示例");
    whole.update(KeptAction::Remove(id).into());
    let tier = question("certification_tier");
    whole.update(Question::Put(tier, Draft::Unclear).into());
    keep(&mut whole, "乙");
    whole.update(Action::Restore);
    assert_eq!(names(&whole), ["示例", "乙"]);
    assert_eq!(whole.session().draft(tier), Some(&Draft::Unclear));
    // An import, then answers and another case, then the way back.
    let file = whole.shelf.to_text();
    let imported = whole.update(KeptAction::Import(Some(file)).into());
    written(&mut whole, &imported);
    assert_eq!(names(&whole), ["示例", "乙", "示例（2）", "乙（2）"]);
    whole.update(Question::Put(tier, Draft::Option(1)).into());
    keep(&mut whole, "丙");
    whole.update(Action::Restore);
    assert_eq!(names(&whole), ["示例", "乙", "丙"]);
    assert_eq!(whole.session().draft(tier), Some(&Draft::Option(1)));
}

#[test]
fn what_was_answered_in_an_opened_case_is_not_lost_by_the_way_back() {
    let mut whole = in_zaozhuang();
    keep(&mut whole, "甲");
    whole.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    let id = kept(&whole, "甲");
    whole.update(KeptAction::Open(id.clone()).into());
    let tier = question("certification_tier");
    whole.update(Question::Put(tier, Draft::Unclear).into());
    whole.update(Action::Restore);
    assert_eq!(whole.session().region(), Some("jincheng"));
    assert_eq!(whole.notices.latest().map(|notice| notice.back), Some("撤销恢复"));
    whole.update(Action::Restore);
    assert_eq!(whole.session().region(), Some("zaozhuang"));
    assert_eq!(whole.session().draft(tier), Some(&Draft::Unclear));
    // Two opened one after the other: the way back leads to one's own answers at once.
    let mut whole = in_zaozhuang();
    keep(&mut whole, "甲");
    let id = kept(&whole, "甲");
    whole.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    let companies = POLICIES.policies.iter().flat_map(|policy| policy.companies);
    companies.for_each(|company| drop(whole.update(Action::Company(company))));
    whole.update(KeptAction::Open(id).into());
    whole.update(Action::Restore);
    assert_eq!(whole.session().region(), Some("jincheng"));
    assert!(whole.notices.latest().is_none());
}

#[test]
fn what_is_opened_is_kept_in_this_tab_until_it_is_changed_and_the_way_back_outlives_a_refresh() {
    let mut whole = in_zaozhuang();
    settle(&mut whole);
    let own = whole.questions.cases.to_text();
    let company = POLICIES.policies.iter().flat_map(|policy| policy.companies).next();
    whole.update(Action::Company(company.expect("an example")));
    let effects = settle(&mut whole);
    let opened = whole.questions.cases.to_text();
    assert!(effects.contains(&Effect::RememberOpened(opened.clone())), "{effects:?}");
    let Effect::RememberReplaced(replaced) = &effects[0] else { panic!("{effects:?}") };
    let is_remembered =
        |effect: &Effect| matches!(effect, Effect::Question(questions::Effect::Remember(_)));
    assert!(!effects.iter().any(is_remembered), "one's own are left for the next visit");
    // After a refresh.
    let today = day("2026-11-21");
    let site = SiteHead { name: "惠企".to_owned(), address: None, stale_days: None, build: None };
    let cases = Cases::from_text(&POLICIES, today, &opened);
    let questions = Questions::new(cases, None, site, false, today);
    let headings = EarlierHeadings::default();
    let mut again = Whole::new(questions, shelf(), headings, Device::default(), None);
    again.take_up(replaced);
    again.open_first("#/result");
    assert!(can_restore(&again));
    let effects = settle(&mut again);
    assert!(
        !effects
            .iter()
            .any(|effect| is_remembered(effect) || matches!(effect, Effect::RememberReplaced(_))),
        "{effects:?}"
    );
    again.update(Action::Restore);
    assert_eq!(again.questions.cases.to_text(), own);
    let effects = settle(&mut again);
    // Changed, it is one's own.
    whole.update(Question::Put(question("certification_tier"), Draft::Unclear).into());
    assert!(settle(&mut whole).iter().any(is_remembered));
    assert!(effects.iter().any(is_remembered), "{effects:?}");
    // Dismissed, nothing of the former answers is left.
    whole.update(Action::Dismiss);
    assert_eq!(settle(&mut whole)[0], Effect::RememberReplaced(String::new()));
}

#[test]
fn what_cannot_be_stored_is_said_and_a_file_offered() {
    let mut whole = in_zaozhuang();
    whole.update(KeptAction::Name("甲".to_owned()).into());
    whole.update(KeptAction::Keep.into());
    // The shell reads the storage again, which holds nothing of it.
    whole.update(KeptAction::Stored(StoredCases::default()).into());
    whole.update(KeptAction::Written(Written::Refused).into());
    assert_eq!((names(&whole), whole.message), (vec![""; 0], "没有保存。"));
    assert_eq!(whole.notices.latest().map(|notice| notice.offer), Some(Offer::Export));
    let saved = whole.update(KeptAction::ExportCurrent.into());
    let Effect::Save(name, text) = &saved[0] else { panic!("a file") };
    assert_eq!(name, "huiqi-cases-2026-11-21.txt");
    let mut other = shelf();
    other.import(text).expect("a file of cases");
    assert_eq!(other.list()[0].session.region(), Some("zaozhuang"));
    // A removal that was not stored has no way back: the case is still there.
    let mut whole = in_zaozhuang();
    keep(&mut whole, "甲");
    let id = kept(&whole, "甲");
    whole.update(KeptAction::Remove(id).into());
    whole.update(KeptAction::Written(Written::Refused).into());
    assert!(!can_restore(&whole));
    // Of answers it is said once.
    let mut whole = in_zaozhuang();
    let heard = whole.update(Question::Kept(Keeping::Page).into());
    let words = "这里的浏览器不能保存答案，刷新或关掉页面就没有了。";
    assert_eq!(heard, [Effect::Question(questions::Effect::Announce(Some(words.to_owned())))]);
    assert_eq!(whole.notices.latest().map(|notice| notice.offer), Some(Offer::Export));
    whole.update(Action::Dismiss);
    whole.update(Question::Kept(Keeping::Tab).into());
    assert!(whole.notices.latest().is_none());
}

#[test]
fn in_a_folder_cases_are_kept_only_where_that_is_asked_for() {
    let device = Device { is_folder: true, ..Device::default() };
    let mut whole = Whole::new(questions(), shelf(), EarlierHeadings::default(), device, None);
    whole.update(Question::Put(PolicySet::REGION, region("zaozhuang")).into());
    whole.update(Question::Kept(Keeping::Tab).into());
    assert!(whole.notices.latest().is_none(), "it is so by intention");
    for action in [KeptAction::Keep, KeptAction::Import(Some(whole.shelf.to_text()))] {
        assert_eq!(whole.update(action.into()), []);
        assert!(lines(&whole)[0].contains("别的网页文件也读得到"), "{:?}", lines(&whole));
    }
    whole.update(KeptAction::Keep.into());
    let stored = whole.update(KeptAction::Anyway.into());
    written(&mut whole, &stored);
    assert_eq!((names(&whole), whole.message), (vec!["案例1"], "已保存。"));
    assert!(whole.notices.latest().is_none());
    keep(&mut whole, "乙");
    assert_eq!(names(&whole).len(), 2, "it is asked once");
    // Where cases were kept before, it was asked before.
    let device = Device { is_folder: true, ..Device::default() };
    let mut later = Whole::new(questions(), shelf(), EarlierHeadings::default(), device, None);
    let stored = StoredCases { records: Some(Vec::new()), former: None };
    later.update(KeptAction::Stored(stored).into());
    keep(&mut later, "丙");
    assert_eq!(names(&later), ["丙"]);
}

#[test]
fn a_day_that_nobody_chose_follows_the_calendar_with_the_page_open() {
    let mut whole = in_zaozhuang();
    keep(&mut whole, "甲");
    whole.update(Action::Copy);
    let chosen = day("2025-12-31");
    whole.update(Question::Date(chosen).into());
    let tomorrow = day("2026-11-22");
    whole.set_today(tomorrow);
    let days: Vec<Date> = whole.questions.cases.list().iter().map(|case| case.session.on).collect();
    assert_eq!(days, [tomorrow, chosen]);
    assert_eq!(whole.shelf.list()[0].session.on, tomorrow);
    // One press takes it back to the calendar.
    whole.update(Question::Date(tomorrow).into());
    whole.set_today(day("2026-11-23"));
    assert_eq!(whole.session().on, day("2026-11-23"));
    // A table too, until a day is typed.
    let mut whole = with_table(&["region"]);
    whole.set_today(tomorrow);
    assert_eq!(whole.table.day_text(whole.session()), "2026-11-22");
    let started = whole.update(table::Action::Start.into());
    let on = |started: &[Effect]| {
        let Effect::Table(table::Effect::Order(Order::Start { on, .. })) = &started[2] else {
            panic!("{started:?}")
        };
        on.clone()
    };
    assert_eq!(on(&started), "2026-11-22");
    whole.update(table::Action::Match.into());
    whole.update(table::Action::Day("2025-12-31".to_owned()).into());
    whole.set_today(day("2026-11-23"));
    let started = whole.update(table::Action::Start.into());
    assert_eq!(on(&started), "2025-12-31");
}

#[test]
fn the_second_press_of_a_double_press_is_known_and_no_other_is_taken_for_one() {
    let is_same =
        |one: Action, other: Action| one.press().is_some() && one.press() == other.press();
    let remove = |id: &str| KeptAction::Remove(id.to_owned()).into();
    assert!(is_same(remove("a"), remove("b")), "the next row came below the pointer");
    assert!(is_same(Action::Remove(0), Action::Remove(1)));
    assert!(is_same(Question::Next.into(), Question::Next.into()));
    assert!(is_same(Action::Restore, Action::Restore));
    assert!(!is_same(Action::Fold("a".to_owned()), Action::Fold("a".to_owned())));
    assert!(!is_same(Question::Next.into(), Question::Back.into()));
    assert!(!is_same(Question::Next.into(), Action::Remove(0)));
    let tier = question("certification_tier");
    let put = || Question::Put(tier, Draft::Unclear).into();
    assert!(!is_same(put(), put()), "what is typed or ticked is no press of a button");
    let name = || KeptAction::Name("甲".to_owned()).into();
    assert!(!is_same(name(), name()));
}

#[test]
fn a_kept_case_is_opened_and_the_former_answers_are_restored() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Cases).into());
    whole.update(KeptAction::Name("甲公司".to_owned()).into());
    let stored = whole.update(KeptAction::Keep.into());
    assert_eq!(whole.message, "", "it is said once it is so");
    written(&mut whole, &stored);
    assert_eq!((names(&whole), whole.message), (vec!["甲公司"], "已保存。"));
    assert_eq!(whole.keep_name(), "案例1", "what was typed is used up");
    whole.update(Question::Put(PolicySet::REGION, region("jincheng")).into());
    let id = kept(&whole, "甲公司");
    assert_eq!(whole.update(KeptAction::Open(id).into()), [focus("heading")]);
    assert_eq!(whole.session().page, Page::Result);
    assert_eq!(whole.session().region(), Some("zaozhuang"));
    assert_eq!(lines(&whole), ["已打开“甲公司”。"]);
    assert!(can_restore(&whole));
    let restored = whole.update(Action::Restore);
    assert!(restored.contains(&focus("heading")));
    assert_eq!(whole.session().region(), Some("jincheng"));
    assert_eq!(whole.session().page, Page::Result, "it stays on the page");
    assert!(whole.notices.latest().is_none());
}

#[test]
fn kept_cases_are_renamed_duplicated_removed_and_each_removal_is_undone() {
    let mut whole = in_zaozhuang();
    keep(&mut whole, "甲公司");
    let first = kept(&whole, "甲公司");
    whole.update(KeptAction::Rename(first.clone(), " 乙公司 ".to_owned()).into());
    let doubled = whole.update(KeptAction::Duplicate(first.clone()).into());
    let Effect::StoreCases(writes) = &doubled[0] else { panic!("it is stored") };
    assert_eq!(writes.len(), 1, "the other case is not written again");
    assert_eq!(names(&whole), ["乙公司", "乙公司（2）"]);
    let second = kept(&whole, "乙公司（2）");
    let removed = whole.update(KeptAction::Remove(first.clone()).into());
    assert_eq!(removed, [Effect::StoreCases(vec![(first.clone(), None)])]);
    assert_eq!(whole.update(KeptAction::Remove(first).into()), [], "no other goes in its place");
    whole.update(KeptAction::Remove(second).into());
    assert_eq!(names(&whole), [""; 0]);
    whole.update(Action::Restore);
    assert_eq!(names(&whole), ["乙公司（2）"]);
    whole.update(Action::Restore);
    assert_eq!(names(&whole), ["乙公司", "乙公司（2）"], "each has its own way back");
}

#[test]
fn the_end_of_a_demonstration_forgets_everything() {
    let mut whole = in_zaozhuang();
    whole.update(Question::Go(Page::Cases).into());
    keep(&mut whole, "甲公司");
    let id = kept(&whole, "甲公司");
    whole.update(KeptAction::Open(id).into());
    whole.update(Action::Label("甲公司".to_owned()));
    whole.update(KeptAction::Name("乙公司".to_owned()).into());
    settle(&mut whole);
    let effects = whole.update(Action::End);
    assert_eq!(
        effects,
        [
            Effect::Table(table::Effect::EndWorker),
            Effect::Table(table::Effect::RememberHeadings(String::new())),
            Effect::Table(table::Effect::RememberValues(String::new())),
            Effect::Table(table::Effect::RememberMemos(String::new())),
            Effect::End,
            focus("heading"),
        ]
    );
    assert_eq!((whole.session().page, whole.session().region()), (Page::Step(0), None));
    assert_eq!((whole.label.as_str(), whole.keep_name()), ("", "案例1"));
    assert_eq!(names(&whole), [""; 0]);
    assert!(!can_restore(&whole));
    assert!(lines(&whole)[0].contains("历史记录"), "what cannot be removed is said");
    let stores = |effect: &Effect| match effect {
        Effect::Question(effect) => matches!(effect, questions::Effect::Remember(_)),
        Effect::RememberOpened(_) | Effect::RememberReplaced(_) | Effect::StoreCases(_) => true,
        Effect::ReplaceAddress(_)
        | Effect::Table(_)
        | Effect::End
        | Effect::Print(_)
        | Effect::CopyText(_)
        | Effect::CopyWords(_)
        | Effect::Draw(_)
        | Effect::Share(_)
        | Effect::Save(_, _)
        | Effect::ChangePlace(_)
        | Effect::ReadRules(_)
        | Effect::LibraryStyle(_)
        | Effect::AskFormer(_)
        | Effect::Compare(_)
        | Effect::TellHost(_)
        | Effect::Speak(_)
        | Effect::Look(_, _)
        | Effect::Reveal(_) => false,
    };
    assert!(!settle(&mut whole).iter().any(stores), "nothing is stored after it");
    whole.update(Action::NotEnded);
    assert!(lines(&whole)[0].starts_with("没有清干净"));
}

#[test]
fn clearing_empties_the_answers_and_keeps_cases_and_the_preset_region() {
    let site = SiteHead { name: "惠企".to_owned(), address: None, stale_days: None, build: None };
    let today = day("2026-11-21");
    let cases = Cases::new(Session::new(&POLICIES, today));
    let mut questions = Questions::new(cases, Some("zaozhuang".to_owned()), site, false, today);
    questions.open_first("#/certification");
    let headings = EarlierHeadings::default();
    let mut whole = Whole::new(questions, shelf(), headings, Device::default(), None);
    keep(&mut whole, "甲");
    whole.update(Question::Put(question("certification_tier"), Draft::Unclear).into());
    let company = POLICIES.policies.iter().flat_map(|policy| policy.companies).next();
    whole.update(Action::Company(company.expect("an example")));
    let cleared = whole.update(Question::Clear.into());
    assert_eq!(cleared, [Effect::Question(questions::Effect::Forget), focus("heading")]);
    assert!(!can_restore(&whole), "no answers are left behind a way back");
    assert_eq!(whole.session().page, Page::Step(0));
    assert_eq!(whole.session().region(), Some("zaozhuang"));
    assert_eq!(whole.session().draft(question("certification_tier")), None);
    assert_eq!(whole.shelf.list().len(), 1);
}
