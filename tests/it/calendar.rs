//! The calendar file, read by a program that is none of ours.

use huiqi_policies::POLICIES;
use huiqi_rules::day::read_date;
use huiqi_sitting::calendar::{CalendarEntry, entries, file};
use huiqi_sitting::corrections::{Corrections, Json};
use huiqi_sitting::questionnaire::{Draft, Session};
use icalendar::{Calendar, Component, DatePerhapsTime};
use time::Date;

fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

/// Every event of a file: its id, name, first day, and the day after its last.
fn read(text: &str) -> Vec<[String; 4]> {
    let calendar: Calendar = text.parse().expect("another program reads it");
    let whole_day = |found: Option<DatePerhapsTime>| match found {
        Some(DatePerhapsTime::Date(day)) => day.to_string(),
        Some(DatePerhapsTime::DateTime(time)) => panic!("{time:?} is no whole day"),
        None => panic!("a day is missing"),
    };
    let event = |component: &icalendar::CalendarComponent| {
        let event = component.as_event().expect("an event");
        let text = |found: Option<&str>| found.expect("a text").to_owned();
        [
            text(event.get_uid()),
            text(event.get_summary()),
            whole_day(event.get_start()),
            whole_day(event.get_end()),
        ]
    };
    calendar.components.iter().map(event).collect()
}

/// A company of a region with a booth, on a day.
fn session(region: &str, on: &str) -> Session {
    let mut session = Session::new(&POLICIES, day(on));
    session.preset_region(region);
    let fee = POLICIES.question_index("government_show_booth_fee_yuan").expect("a question");
    session.put(fee, Draft::Typed("86500".to_owned()));
    session
}

/// What a portal says of windows.
fn windows(award: &str, windows: &[[&str; 2]]) -> Corrections {
    let text = |text: &str| Json::Text(text.to_owned());
    let object = |entries: Vec<(&str, Json)>| {
        Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    let list = windows
        .iter()
        .map(|[from, to]| object(vec![("from", text(from)), ("to", text(to))]))
        .collect();
    let award = object(vec![(award, object(vec![("windows", Json::List(list))]))]);
    let (corrections, problems) = Corrections::read(&POLICIES, &object(vec![("awards", award)]));
    assert_eq!(problems, [""; 0]);
    corrections
}

#[test]
fn another_program_reads_each_window_and_none_that_has_passed() {
    let corrections = windows(
        "zaozhuang-srdi-2022/booth-fee",
        &[["2026-03-01", "2026-03-31"], ["2027-02-28", "2027-12-31"]],
    );
    let today = day("2026-11-25");
    let report = session("zaozhuang", "2026-11-25").report();
    let found = entries(&report, &corrections, today);
    let text = file(&found, today).expect("there is a day");
    assert_eq!(
        read(&text),
        [[
            "zaozhuang-srdi-2022/booth-fee/2027-02-28@huiqi",
            "申报：大型展销活动展位费补贴",
            "2027-02-28",
            "2028-01-01",
        ]
        .map(str::to_owned)]
    );
}

#[test]
fn another_program_reads_the_last_day_of_a_document() {
    let today = day("2025-12-20");
    let found =
        entries(&session("xinxiang", "2025-12-20").report(), &Corrections::default(), today);
    let text = file(&found, today).expect("there is a day");
    let events = read(&text);
    let [[id, name, from, after]] = events.as_slice() else { panic!("one event: {events:?}") };
    assert_eq!(
        [id.as_str(), from, after],
        ["xinxiang-srdi-2022/end@huiqi", "2025-12-31", "2026-01-01"]
    );
    assert!(name.contains("新政文〔2022〕8号"), "{name}");
    // Once it has passed there is nothing to remember.
    let over = session("xinxiang", "2026-01-01").report();
    assert_eq!(entries(&over, &Corrections::default(), day("2026-01-01")), []);
}

#[test]
fn what_parts_values_breaks_lines_or_is_rare_comes_back_letter_for_letter() {
    for name in [
        "原件, 复印件; 都带上\\上传",
        "第一行\n第二行",
        "𬭎𫘜㑇（很长的名称，一行放不下，要折成几行，折的地方不能把一个字切开）𬭎𫘜㑇",
        &"长".repeat(200),
    ] {
        let entry = CalendarEntry {
            id: "an-award/2027-03-01".to_owned(),
            name: name.to_owned(),
            from: day("2027-03-01"),
            to: day("2027-03-01"),
        };
        let text = file(&[entry], day("2026-11-25")).expect("there is a day");
        assert_eq!(read(&text)[0][1], name, "{text}");
    }
}
