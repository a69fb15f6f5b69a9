//! Days as cells of tables write them. A day is never guessed: what leaves its order, its month or
//! its zone open is none.

use super::words::is_unseen;
use huiqi_rules::day::{calendar_day, read_written_date};
use huiqi_sitting::entries::fold_letter;
use time::Date;

/// The day before the first one of a workbook's calendar that is right: 1900 was no leap year
/// there.
const DAY_ZERO: (i32, u8, u8) = (1899, 12, 30);
/// Numbers of days between the years 2000 and 2100; another number is no day.
const SERIAL_DAYS: std::ops::Range<i64> = 36_526..73_051;

/// Returns the year at the beginning of a cell: 2023, 2023年, 2023-06.
pub(crate) fn read_year(cell: &str) -> Option<i32> {
    let digits: String = cell.chars().take_while(char::is_ascii_digit).collect();
    let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (1990..=2100).contains(&year).then_some(year)
}

/// Returns the day in a cell: 2025-12-31, 2025/12/31 0:00, 2025年12月31日, 20251231,
/// 二〇二五年十二月三十一日, 46022 as a workbook counts.
pub(crate) fn read(cell: &str) -> Option<Date> {
    let text: String =
        cell.trim().chars().filter(|letter| !is_unseen(*letter)).map(fold_letter).collect();
    let day = without_time(&text)?;
    let day: String = day.chars().filter(|letter| !letter.is_whitespace()).collect();
    let day = day.strip_suffix('号').map_or_else(|| day.clone(), |before| format!("{before}日"));
    if day.bytes().all(|byte| byte.is_ascii_digit()) {
        return numbered(&day);
    }
    read_written_date(day.trim_end_matches('.')).or_else(|| read_written_date(&in_digits(&day)?))
}

/// Returns the part before a time of the day; nothing where the time is one of another zone, which
/// may be another day here.
fn without_time(text: &str) -> Option<&str> {
    let Some(colon) = text.find(':') else { return Some(text) };
    let hours = text[..colon].trim_end_matches(|letter: char| letter.is_ascii_digit());
    let is_parted = hours.ends_with([' ', 't', '日', '号', '\u{a0}']);
    let zone = text[colon..].trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || matches!(letter, ':' | '.' | ' ')
    });
    let is_here = matches!(zone, "" | "+08:00" | "+0800" | "am" | "pm");
    (is_parted && is_here).then(|| hours.trim_end().trim_end_matches('t').trim_end())
}

/// Returns a day written as eight digits, or as its number in a workbook.
fn numbered(digits: &str) -> Option<Date> {
    let number: i64 = digits.parse().ok()?;
    if digits.len() == 8 {
        return calendar_day(
            (number / 10_000) as i32,
            (number / 100 % 100) as u8,
            (number % 100) as u8,
        );
    }
    let (year, month, day) = DAY_ZERO;
    let is_day = digits.len() == 5 && SERIAL_DAYS.contains(&number);
    is_day.then(|| calendar_day(year, month, day)?.checked_add(time::Duration::days(number)))?
}

/// Returns a day in Chinese numerals with digits: 二〇二五年十二月三十一日.
fn in_digits(day: &str) -> Option<String> {
    let (year, rest) = day.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let year: Option<String> =
        year.chars().map(|letter| Some(digit(letter)?.to_string())).collect();
    let (month, day) = (small_number(month)?, small_number(rest.trim_end_matches('日'))?);
    Some(format!("{}-{month}-{day}", year?))
}

fn digit(letter: char) -> Option<u8> {
    let place = "〇一二三四五六七八九".chars().position(|other| other == letter);
    place.map(|digit| digit as u8).or(if matches!(letter, '零' | '○' | 'o') {
        Some(0)
    } else {
        None
    })
}

/// Returns a number below 100 in Chinese numerals.
fn small_number(text: &str) -> Option<u8> {
    let one = |text: &str| {
        let mut letters = text.chars();
        let digit = letters.next().and_then(digit)?;
        letters.next().is_none().then_some(digit)
    };
    match text.split_once('十') {
        None => one(text.trim_start_matches(['〇', '零'])),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { one(ones)? })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use huiqi_rules::day::read_date;

    #[test]
    fn a_day_is_read_as_tables_write_it() {
        let day = read_date("2025-12-31");
        for written in [
            "2025-12-31",
            "2025-12-31 00:00:00",
            "2025/12/31 0:00",
            "2025-12-31T00:00:00",
            "2025-12-31T08:30:00+08:00",
            "2025-12-31 16:00:00.000",
            "2025年12月31日",
            "2025 年 12 月 31 日",
            "2025年12月31日 9:30",
            "2025年12月31号",
            "2025.12.31",
            "2025.12.31.",
            "20251231",
            "46022",
            "２０２５－１２－３１",
            "二〇二五年十二月三十一日",
            "二零二五年十二月卅一日".replace("卅", "三十").as_str(),
            "\u{202d}2025-12-31\u{202c}",
        ] {
            assert_eq!(read(written), day, "{written}");
        }
        assert_eq!(read("二〇二六年一月十日"), read_date("2026-01-10"));
        assert_eq!(read("二〇二六年十月二十日"), read_date("2026-10-20"));
    }

    #[test]
    fn what_leaves_the_day_open_is_none() {
        for written in [
            "1900/1/0",
            "0",
            "1",
            "2025",
            "2025年12月",
            "12/31/2025",
            "31.12.2025",
            "25-12-31",
            "2025-02-30",
            "20251301",
            // In China this is the next day.
            "2025-12-30T16:00:00Z",
            "2025-12-30T16:00:00.000Z",
            "2025-12-30 16:00:00+00:00",
            "99999",
            "202512",
            "明年",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
