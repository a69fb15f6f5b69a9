//! Days: the one place that turns numbers or text into a day, and a day into text. No clock.

use super::unit::half_width;
use time::{Date, Month};

/// Returns the day of a year, a month from 1 and a day of the month from 1, or `None` where the
/// calendar has no such day.
#[must_use]
pub fn calendar_day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// Returns the first of January of a year, or `None` where a day cannot hold the year.
#[must_use]
pub fn new_year(year: i32) -> Option<Date> {
    Date::from_ordinal_date(year, 1).ok()
}

/// Reads a day written YYYY-MM-DD; `None` where it is no day or not so written.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    let is_strict = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if text.len() != 10 || !text.bytes().enumerate().all(is_strict) {
        return None;
    }
    let number = |part: &str| part.bytes().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    let mut parts = text.split('-').map(number);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    calendar_day(year.into(), month as u8, day as u8)
}

/// Reads a day as people and tables write it: 2025-12-31, 2025/12/31, 2025.1.5, 2025年12月31日,
/// 20251231. The text must be half-width and without spaces.
#[must_use]
pub fn read_written_date(text: &str) -> Option<Date> {
    read_letters(text.chars())
}

/// Reads a day as [`read_written_date`] does, with full-width letters and spaces too.
#[must_use]
pub fn read_typed_date(typed: &str) -> Option<Date> {
    read_letters(typed.chars().filter(|letter| !letter.is_whitespace()).map(half_width))
}

/// Reads up to three numbers, each after a mark, and perhaps 日 at the end.
fn read_letters(letters: impl Iterator<Item = char>) -> Option<Date> {
    let mut numbers = [0_u32; 3];
    let mut digits = [0_usize; 3];
    let mut place = 0;
    let mut has_end = false;
    for letter in letters {
        match letter {
            '日' => has_end = true,
            _ if has_end => return None,
            '0'..='9' if digits[place] < 8 => {
                numbers[place] = numbers[place] * 10 + (u32::from(letter) - u32::from('0'));
                digits[place] += 1;
            }
            '-' | '/' | '.' | '年' | '月' if place < 2 => place += 1,
            _ => return None,
        }
    }
    let [year, month, day] = match (digits, has_end) {
        ([8, 0, 0], false) if place == 0 => {
            [numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100]
        }
        ([4, 1..=2, 1..=2], _) => numbers,
        _ => return None,
    };
    calendar_day(year as i32, month as u8, day as u8)
}

/// Returns a day as YYYY-MM-DD, as [`read_date`] reads it.
#[must_use]
pub fn date_text(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// The Julian day of 0000-01-01, the day before which no company files a claim.
const FIRST_DAY: i32 = 1_721_060;

/// Returns the number of days since 0000-01-01; 0 for an earlier day. Links carry this number, so
/// it never changes.
#[must_use]
pub fn day_number(day: Date) -> u64 {
    u64::try_from(day.to_julian_day() - FIRST_DAY).unwrap_or(0)
}

/// Returns the day with this number, as [`day_number`] counts; `None` beyond the last day that can
/// be held.
#[must_use]
pub fn numbered_day(number: u64) -> Option<Date> {
    Date::from_julian_day(i32::try_from(number).ok()?.checked_add(FIRST_DAY)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{calendar_day, date_text, day_number, new_year, numbered_day};
    use super::{read_date, read_typed_date, read_written_date};

    #[test]
    fn the_strict_form_is_ten_letters_and_a_real_day() {
        let day = calendar_day(2024, 2, 29).expect("a leap year");
        assert_eq!(read_date("2024-02-29"), Some(day));
        assert_eq!(date_text(day), "2024-02-29");
        for none in [
            "2023-02-29",
            "2024-2-29",
            "2024/02/29",
            " 2024-02-29",
            "+024-02-29",
            "2024-00-10",
            "2024-13-01",
            "2024-02-2日",
            "",
        ] {
            assert_eq!(read_date(none), None, "{none}");
        }
    }

    #[test]
    fn the_written_forms_are_those_of_tables() {
        let day = calendar_day(2025, 1, 5);
        let forms =
            ["2025-01-05", "2025/1/5", "2025.01.5", "2025年1月5日", "2025年1月5", "20250105"];
        for written in forms {
            assert_eq!(read_written_date(written), day, "{written}");
        }
        for none in [
            "25/1/5",
            "2025/1",
            "2025/1/5/1",
            "2025/001/5",
            "2025/2/30",
            "20250230",
            "2025010",
            "日",
        ] {
            assert_eq!(read_written_date(none), None, "{none}");
        }
    }

    #[test]
    fn a_day_is_read_as_it_is_typed() {
        let day = calendar_day(2026, 11, 25);
        for typed in [
            "2026年11月25日",
            "20261125",
            "2026/11/25",
            "２０２６年１１月２５日",
            " 2026 - 11 - 25 ",
        ] {
            assert_eq!(read_typed_date(typed), day, "{typed}");
        }
        for none in ["", "2026", "11月25日", "2026年13月1日", "202611250"] {
            assert_eq!(read_typed_date(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_of_days_begin_with_the_year_0_and_come_back() {
        assert_eq!(day_number(new_year(0).expect("the year 0")), 0);
        let last = calendar_day(9999, 12, 31).expect("the last day");
        assert_eq!(day_number(last), 3_652_424);
        assert_eq!(numbered_day(3_652_424), Some(last));
        assert_eq!(numbered_day(3_652_425), None);
        assert_eq!(numbered_day(u64::MAX), None);
        assert_eq!(day_number(calendar_day(-1, 12, 31).expect("a day")), 0);
    }
}
