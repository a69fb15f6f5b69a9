//! Kept cases: what a page writes into the storage and what another reads there.

use super::{FileProblem, ImportResult, MOST_KEPT, Shelf, StoredCases, Swap};
use crate::questionnaire::{Draft, Session};
use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_rules::policy::PolicySet;
use time::Date;

fn today() -> Date {
    read_date("2026-11-21").expect("a day")
}

fn session(region: u16) -> Session {
    let mut session = Session::new(&POLICIES, today());
    session.put(PolicySet::REGION, Draft::Option(region));
    session
}

/// A browser's storage, and a page that writes into it.
#[derive(Default)]
struct Browser(Option<Vec<(String, String)>>);

impl Browser {
    fn shelf(&self, visit: &str) -> Shelf {
        let stored = StoredCases { records: self.0.clone(), former: None };
        Shelf::new(&POLICIES, today(), visit.to_owned(), &stored)
    }

    fn write(&mut self, shelf: &mut Shelf, swaps: &[Swap]) {
        let records = self.0.get_or_insert_default();
        for (id, text) in shelf.writes(swaps) {
            records.retain(|(other, _)| *other != id);
            records.extend(text.map(|text| (id, text)));
        }
    }
}

fn shelf() -> Shelf {
    Browser::default().shelf("v")
}

fn names(shelf: &Shelf) -> Vec<&str> {
    shelf.list().iter().map(|case| case.name.as_str()).collect()
}

fn id(shelf: &Shelf, name: &str) -> String {
    let case = shelf.list().iter().find(|case| case.name == name);
    case.expect("a case of this name").id.clone()
}

#[test]
fn cases_are_kept_renamed_doubled_and_taken_away() {
    let mut shelf = shelf();
    assert!(shelf.keep(" 甲公司\n", &session(0)).is_some());
    assert!(shelf.keep("乙公司", &session(4)).is_some());
    assert_eq!(shelf.keep("  ", &session(0)), None);
    assert!(shelf.keep("甲公司", &session(3)).is_some(), "the same name gives way");
    assert_eq!(
        (names(&shelf), shelf.list()[0].session.region()),
        (vec!["甲公司", "乙公司"], Some("sanmenxia"))
    );
    let first = id(&shelf, "甲公司");
    assert!(shelf.duplicate(&first).is_some() && shelf.duplicate(&first).is_some());
    assert_eq!(names(&shelf), ["甲公司", "甲公司（3）", "甲公司（2）", "乙公司"]);
    assert_eq!(shelf.list()[1].session.region(), Some("sanmenxia"));
    let (third, second) = (id(&shelf, "甲公司（3）"), id(&shelf, "甲公司（2）"));
    assert_eq!(shelf.rename(&third, "乙公司"), None, "another has the name");
    assert_eq!(shelf.rename(&third, " "), None);
    assert!(shelf.rename(&second, "丙公司").is_some());
    assert!(shelf.remove(&third).is_some());
    assert_eq!(shelf.remove(&third), None, "it is gone, and no other goes in its place");
    assert_eq!(names(&shelf), ["甲公司", "丙公司", "乙公司"]);
    let long = "很".repeat(20);
    assert!(shelf.keep(&long, &session(0)).is_some());
    let last = id(&shelf, &long);
    assert!(shelf.duplicate(&last).is_some());
    assert_eq!(shelf.list()[4].name.chars().count(), 20);
}

#[test]
fn what_is_taken_back_is_that_action_and_nothing_since() {
    let mut shelf = shelf();
    for (name, region) in [("甲", 0), ("乙", 4), ("丙", 3)] {
        shelf.keep(name, &session(region));
    }
    let second = id(&shelf, "乙");
    let removed = shelf.remove(&second).expect("it was there");
    shelf.keep("丁", &session(1));
    shelf.keep("甲", &session(4));
    let back = shelf.take_back(&removed);
    assert_eq!((names(&shelf), back.len()), (vec!["甲", "乙", "丙", "丁"], 1));
    assert_eq!(shelf.list()[0].session.region(), Some("zaozhuang"), "replaced since");
    assert_eq!(shelf.take_back(&removed), [], "it is there already");
    // A name that was given to another meanwhile.
    let removed = shelf.remove(&second).expect("it was there");
    shelf.keep("乙", &session(0));
    shelf.take_back(&removed);
    assert_eq!(names(&shelf), ["甲", "乙（2）", "丙", "丁", "乙"]);
    // What was imported goes; what was replaced or named since stays.
    let text = shelf.to_text();
    let (_, imported) = shelf.import(&text).expect("a file of cases");
    assert_eq!(shelf.list().len(), 10);
    shelf.keep("丙（2）", &session(2));
    let named = id(&shelf, "丁（2）");
    shelf.rename(&named, "戊");
    shelf.take_back(&imported);
    assert_eq!(names(&shelf), ["甲", "乙（2）", "丙", "丁", "乙", "丙（2）", "戊"]);
}

#[test]
fn two_pages_change_the_same_storage_case_by_case() {
    let mut browser = Browser::default();
    let mut one = browser.shelf("one");
    let mut other = browser.shelf("other");
    let swaps = one.keep("甲", &session(0)).expect("room");
    browser.write(&mut one, &swaps);
    let stored = |browser: &Browser| StoredCases { records: browser.0.clone(), former: None };
    other.load(&stored(&browser));
    let swaps = other.keep("乙", &session(4)).expect("room");
    browser.write(&mut other, &swaps);
    // Even a page that did not hear of it yet takes nothing away.
    let first = id(&one, "甲");
    let swaps = one.rename(&first, "丙").expect("a name");
    browser.write(&mut one, &swaps);
    assert_eq!(names(&browser.shelf("later")), ["丙", "乙"]);
    one.load(&stored(&browser));
    assert_eq!(one.list(), browser.shelf("later").list());
}

#[test]
fn what_a_former_version_kept_becomes_records_with_the_first_change() {
    let mut shelf = shelf();
    shelf.keep("甲", &session(0));
    shelf.keep("乙", &session(4));
    let former = StoredCases { records: None, former: Some(shelf.to_text()) };
    let mut browser = Browser::default();
    let mut now = Shelf::new(&POLICIES, today(), "v".to_owned(), &former);
    assert_eq!(names(&now), ["甲", "乙"]);
    let first = id(&now, "甲");
    let swaps = now.remove(&first).expect("it is there");
    browser.write(&mut now, &swaps);
    assert_eq!(names(&browser.shelf("later")), ["乙"]);
    // The last one goes too: the former text is not read again.
    let last = id(&now, "乙");
    let swaps = now.remove(&last).expect("it is there");
    browser.write(&mut now, &swaps);
    let stored = StoredCases { records: browser.0.clone(), ..former };
    assert_eq!(names(&Shelf::new(&POLICIES, today(), "v".to_owned(), &stored)), [""; 0]);
}

#[test]
fn what_a_later_version_wrote_is_left_as_it_is() {
    let records = vec![
        ("a".to_owned(), "huiqi case 2\nwhatever\n".to_owned()),
        (
            "b".to_owned(),
            "huiqi case 1\nplace\t7\nname\t甲\ncolour\tred\nsession\nhuiqi 1\n\
            edition\t2099.1\nregion\t=zaozhuang\nlater_question\t=yes\n"
                .to_owned(),
        ),
    ];
    let mut browser = Browser(Some(records.clone()));
    let mut shelf = browser.shelf("v");
    assert_eq!((names(&shelf), shelf.unread()), (vec!["甲"], 1));
    assert_eq!(shelf.list()[0].session.region(), Some("zaozhuang"));
    let swaps = shelf.rename("b", "乙").expect("a name");
    browser.write(&mut shelf, &swaps);
    let text = records[1].1.replace("甲", "乙");
    assert_eq!(browser.0, Some(vec![records[0].clone(), ("b".to_owned(), text.clone())]));
    // Opened, answered and kept again, the lines are still there.
    let opened = shelf.list()[0].session.clone();
    let swaps = shelf.keep("乙", &opened).expect("it is replaced");
    browser.write(&mut shelf, &swaps);
    let kept = &browser.0.as_ref().expect("records")[1].1;
    assert!(kept.contains("\ncolour\tred\n"), "{kept}");
    assert!(kept.contains("\nedition\t2099.1\nlater_question\t=yes\n"), "{kept}");
}

#[test]
fn a_file_comes_back_and_what_is_not_taken_is_counted() {
    let mut shelf = shelf();
    let mut first = session(4);
    first.put(
        POLICIES.question_index("government_show_booth_fee_yuan").expect("a question"),
        Draft::Typed("8万\ncase\tx".to_owned()),
    );
    first.set_date(read_date("2025-12-31").expect("a day"));
    assert!(shelf.keep("甲", &first).is_some() && shelf.keep("乙", &session(0)).is_some());
    let text = shelf.to_text();
    let mut other = self::shelf();
    let result = |imported: Result<(ImportResult, Vec<Swap>), FileProblem>| {
        imported.map(|(result, _)| result)
    };
    assert_eq!(
        result(other.import(&text)),
        Ok(ImportResult { taken: 2, left_out: 0, unknown_lines: 0 })
    );
    assert_eq!(other.to_text(), text);
    assert_eq!(other.list()[0].session, Session::from_text(&POLICIES, today(), &first.to_text()));
    // From another computer: a byte order mark, other line ends, a question of a later edition,
    // names that are taken.
    let windows =
        format!("\u{feff}{}", text.replace("region", "later_question").replace('\n', "\r\n"));
    assert_eq!(
        result(other.import(&windows)),
        Ok(ImportResult { taken: 2, left_out: 0, unknown_lines: 2 })
    );
    assert_eq!(names(&other), ["甲", "乙", "甲（2）", "乙（2）"]);
    assert!(other.to_text().contains("\nlater_question\t=zaozhuang\n"), "kept as it is");
    for none in ["", "huiqi 2\n", "huiqi cases\n", "PK\u{3}\u{4}", "\u{0}"] {
        assert_eq!(result(other.import(none)), Err(FileProblem::NoCases), "{none:?}");
    }
    assert_eq!(result(other.import("huiqi cases 2\n")), Err(FileProblem::Newer));
    let many = format!("huiqi cases 1\n{}", "case\tx\n".repeat(MOST_KEPT + 5));
    assert_eq!(
        result(other.import(&many)),
        Ok(ImportResult { taken: MOST_KEPT - 4, left_out: 9, unknown_lines: 0 })
    );
}

#[test]
fn every_example_company_is_read_whole_and_each_shipped_region_has_one() {
    let companies: Vec<Session> = POLICIES
        .policies
        .iter()
        .flat_map(|policy| policy.companies)
        .map(|company| {
            let session = Session::of_company(&POLICIES, company);
            let answered = session.answers().iter().count();
            assert_eq!(answered, company.answers.len(), "{}: each counts", company.name);
            session
        })
        .collect();
    for region in ["jincheng", "shanxi_other", "xinxiang", "sanmenxia", "zaozhuang"] {
        let mut of_region = companies.iter().filter(|session| session.region() == Some(region));
        let first = of_region.next().unwrap_or_else(|| panic!("{region} has none"));
        assert!(first.answers().iter().count() > 3, "{region}");
        let most = first.outline().total.most;
        assert!(most > huiqi_rules::amount::Level::ZERO, "{region} shows something");
    }
}
