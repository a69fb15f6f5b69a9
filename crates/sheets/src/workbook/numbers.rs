//! Numbers of a workbook as the words that a cell shows, exact: no number goes through a binary
//! fraction.

use super::formats::NumberStyle;
use huiqi_rules::day::date_text;
use time::{Date, Duration, Month};

/// Workbooks hold so many digits of a number; what a calculation leaves behind them is not shown
/// there either.
const DIGITS: usize = 15;
/// A number with more places than this is shown as it is written.
const MOST_PLACES: i64 = 400;

/// A number: its digits, and how many of them are before the point.
struct Digits {
    is_negative: bool,
    digits: Vec<u8>,
    point: i64,
}

impl Digits {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = whole.bytes().chain(part.bytes());
        if whole.len() + part.len() == 0 || !all.clone().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let zeros = all.clone().take_while(|digit| *digit == b'0').count();
        let digits: Vec<u8> = all.skip(zeros).map(|digit| digit - b'0').collect();
        let point = (whole.len() as i64).checked_sub(zeros as i64)?.checked_add(exponent)?;
        Some(Self { is_negative, digits, point }.rounded())
    }

    /// Rounded to the digits that a workbook holds, and without zeros at its end.
    fn rounded(mut self) -> Self {
        if self.digits.len() > DIGITS {
            let up = self.digits[DIGITS] >= 5;
            self.digits.truncate(DIGITS);
            if up {
                match self.digits.iter().rposition(|digit| *digit < 9) {
                    Some(last) => {
                        self.digits[last] += 1;
                        self.digits.truncate(last + 1);
                    }
                    None => {
                        self.digits = vec![1];
                        self.point += 1;
                    }
                }
            }
        }
        let kept = self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        self.digits.truncate(kept);
        if kept == 0 {
            return Self { is_negative: false, digits: Vec::new(), point: 0 };
        }
        self
    }

    /// Returns it with its point moved so many places to the right.
    fn text(&self, power: i64) -> Option<String> {
        if self.digits.is_empty() {
            return Some("0".to_owned());
        }
        let point = self.point.checked_add(power)?;
        if point.abs() > MOST_PLACES {
            return None;
        }
        let mut text = String::from(if self.is_negative { "-" } else { "" });
        let digit = |index: i64| {
            let digit = usize::try_from(index).ok().and_then(|index| self.digits.get(index));
            char::from(b'0' + digit.copied().unwrap_or(0))
        };
        if point <= 0 {
            text.push('0');
        }
        text.extend((0..point).map(digit));
        let last = self.digits.len() as i64;
        if last > point {
            text.push('.');
            text.extend((point..last).map(digit));
        }
        Some(text)
    }

    /// Returns the whole part, where it is a number of days.
    fn days(&self) -> Option<i64> {
        if self.is_negative || self.point > 7 {
            return None;
        }
        let digits = (0..self.point.max(0))
            .map(|index| i64::from(self.digits.get(index as usize).copied().unwrap_or(0)));
        Some(digits.fold(0, |sum, digit| sum * 10 + digit))
    }
}

/// Returns a number as the words that a cell of this style shows; as written where it is none.
pub(super) fn shown(value: &str, style: NumberStyle, is_1904: bool) -> String {
    let Some(number) = Digits::of(value) else { return value.to_owned() };
    let words = match style {
        NumberStyle::Plain | NumberStyle::Time => number.text(0),
        NumberStyle::Percent => number.text(2).map(|text| format!("{text}%")),
        NumberStyle::Day => {
            Some(number.days().map_or_else(|| value.to_owned(), |days| day(days, is_1904)))
        }
        NumberStyle::Yuan(power) => number.text(power.into()).map(|text| format!("{text}元")),
        NumberStyle::Unclear => number.text(0).map(|text| format!("{text}（显示时换过单位）")),
    };
    words.unwrap_or_else(|| value.to_owned())
}

/// Returns a day by its number; no day before the first one of the calendar, and none for the
/// 29th of February 1900, which that calendar has and no other.
fn day(number: i64, is_1904: bool) -> String {
    let (year, base) = if is_1904 { (1904, 0) } else { (1899, if number < 60 { 31 } else { 30 }) };
    if !is_1904 && (number == 0 || number == 60) {
        return if number == 0 { "1900/1/0" } else { "1900/2/29" }.to_owned();
    }
    let month = if is_1904 { Month::January } else { Month::December };
    let first = Date::from_calendar_date(year, month, if is_1904 { 1 } else { base });
    let day = first.ok().and_then(|first| first.checked_add(Duration::days(number)));
    day.map_or_else(|| number.to_string(), date_text)
}

#[cfg(test)]
mod tests {
    use super::shown;
    use crate::workbook::formats::NumberStyle::{Day, Percent, Plain, Unclear, Yuan};

    #[test]
    fn numbers_are_exact_and_hold_the_digits_of_a_workbook() {
        for (value, text) in [
            ("80000.0", "80000"),
            ("0.30000000000000004", "0.3"),
            ("0.29999999999999999", "0.3"),
            ("84905.66037735848", "84905.6603773585"),
            ("-0.05", "-0.05"),
            ("1E+2", "100"),
            ("3E+28", "30000000000000000000000000000"),
            ("1.5e-3", "0.0015"),
            ("0", "0"),
            ("-0", "0"),
            ("999999999999999.9", "1000000000000000"),
            ("1e999999999", "1e999999999"),
            ("nothing", "nothing"),
        ] {
            assert_eq!(shown(value, Plain, false), text, "{value}");
        }
        assert_eq!(shown("0.29996", Percent, false), "29.996%");
        assert_eq!(shown("0.12345595281975673", Percent, false), "12.3455952819757%");
        assert_eq!(shown("3E+28", Percent, false), format!("3{}%", "0".repeat(30)));
        assert_eq!(shown("8", Yuan(4), false), "80000元");
        assert_eq!(shown("8.5", Yuan(0), false), "8.5元");
        assert_eq!(shown("8", Unclear, false), "8（显示时换过单位）");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (value, text) in [
            ("46022", "2025-12-31"),
            ("46022.99999", "2025-12-31"),
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "1900/2/29"),
            ("61", "1900-03-01"),
            ("0", "1900/1/0"),
            ("0.5", "1900/1/0"),
            ("-1", "-1"),
            ("99999999", "99999999"),
        ] {
            assert_eq!(shown(value, Day, false), text, "{value}");
        }
        // 1904-01-01 is the day 0 there: 44560 days later.
        assert_eq!(shown("44560", Day, true), "2025-12-31");
    }
}
