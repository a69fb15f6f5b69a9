//! Days to remember as a calendar file (RFC 5545), made on the device: windows for applications and
//! the last days of documents. Only days that someone states, and none that has passed.

use crate::corrections::Corrections;
use crate::wording::next::document_name;
use huiqi_engine::report::{Outcome, Report};
use huiqi_rules::apply::{Window, WindowState};
use time::Date;

/// A stretch of days with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    /// What it is, the same for the same days.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// Returns the days to remember of a result.
#[must_use]
pub fn entries(report: &Report, corrections: &Corrections, today: Date) -> Vec<CalendarEntry> {
    let mut entries = Vec::new();
    for award in &report.awards {
        let counts = match award.outcome {
            Outcome::Certain | Outcome::Possible | Outcome::SetAside => true,
            Outcome::NotMet | Outcome::NotInForce => false,
        };
        let windows = corrections.of(award.award).windows.unwrap_or_default();
        for window in windows.iter().filter(|_| counts) {
            let Window::Dated { from, to } = *window else { continue };
            if window.state_on(today) == Some(WindowState::Past) {
                continue;
            }
            entries.push(CalendarEntry {
                id: format!("{}/{from}", award.award.id),
                name: format!("申报：{}", award.award.name),
                from,
                to,
            });
        }
    }
    for award in &report.awards {
        let last = award.days.own().and_then(|own| own.last);
        if let Some(last) = last.filter(|last| *last >= today) {
            entries.push(CalendarEntry {
                id: format!("{}/end", award.award.id),
                name: format!("{}到今天为止", award.award.name),
                from: last,
                to: last,
            });
        }
    }
    for document in &report.outline.documents {
        if let Some(last) = document.policy.valid_to.filter(|last| *last >= today) {
            entries.push(CalendarEntry {
                id: format!("{}/end", document.policy.id),
                name: format!("{}到今天为止", document_name(document.policy)),
                from: last,
                to: last,
            });
        }
    }
    entries
}

/// Returns a calendar file; `None` where there is nothing to remember.
#[must_use]
pub fn file(entries: &[CalendarEntry], today: Date) -> Option<String> {
    if entries.is_empty() {
        return None;
    }
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//huiqi//huiqi//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
    ];
    for entry in entries {
        // The end of a whole day is the day after the last.
        let after = entry.to.next_day().unwrap_or(entry.to);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@huiqi", escaped(&entry.id)),
            format!("DTSTAMP:{}T000000Z", digits(today)),
            format!("DTSTART;VALUE=DATE:{}", digits(entry.from)),
            format!("DTEND;VALUE=DATE:{}", digits(after)),
            format!("SUMMARY:{}", escaped(&entry.name)),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    Some(lines.iter().map(|line| folded(line)).collect())
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), u8::from(day.month()), day.day())
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of at most 75 octets; what goes on begins with a space. No letter is cut.
fn folded(line: &str) -> String {
    const MOST: usize = 75;
    let mut text = String::new();
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > MOST {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(letter);
        octets += letter.len_utf8();
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::{CalendarEntry, file};
    use huiqi_rules::day::read_date;

    #[test]
    fn a_file_ends_its_lines_folds_long_ones_and_escapes_what_parts_values() {
        let day = |text: &str| read_date(text).expect("a day");
        let entry = CalendarEntry {
            id: "zaozhuang/booth/2027-03-01".to_owned(),
            name: "申报：大型展销活动展位费补贴，原件; 复印件, 都带上（市工业和信息化局）"
                .to_owned(),
            from: day("2027-02-28"),
            to: day("2027-12-31"),
        };
        let text = file(&[entry], day("2026-11-25")).expect("there is a day");
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//huiqi//huiqi//ZH\r\n\
            CALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\nUID:zaozhuang/booth/2027-03-01@huiqi\r\n\
            DTSTAMP:20261125T000000Z\r\nDTSTART;VALUE=DATE:20270228\r\n\
            DTEND;VALUE=DATE:20280101\r\n\
            SUMMARY:申报：大型展销活动展位费补贴，原件\\; 复印件\\, \r\n \
            都带上（市工业和信息化局）\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(text, expected);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(file(&[], day("2026-11-25")), None);
    }
}
