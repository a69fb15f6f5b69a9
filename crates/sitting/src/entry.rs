//! Numbers as people type them on the page: 350万, 1.2亿, full-width digits, commas. What comes out
//! is exact yuan or an exact percentage.

use huiqi_rules::answers::from_digits;
use rust_decimal::Decimal;

/// Why a typed number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryProblem {
    /// No number.
    NotANumber,
    /// Below zero.
    Negative,
    /// Finer than a fen, or than a hundredth of a percent.
    TooManyDecimals,
    /// Beyond what is taken.
    TooLarge,
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Yuan, zero or more.
    Money,
    /// A percentage of either sign.
    Percent,
}

impl EntryProblem {
    /// What is wrong and what is allowed.
    #[must_use]
    pub const fn message(self, kind: EntryKind) -> &'static str {
        match (self, kind) {
            (Self::NotANumber, EntryKind::Money) => "请填数字，如 350000、35万或 1.2亿",
            (Self::NotANumber, EntryKind::Percent) => "请填数字，如 12.5，下降填 -5",
            (Self::Negative, _) => "金额不能是负数，没有就填 0",
            (Self::TooManyDecimals, EntryKind::Money) => "金额最多精确到分，请核对小数",
            (Self::TooManyDecimals, EntryKind::Percent) => "最多填两位小数",
            (Self::TooLarge, EntryKind::Money) => "金额太大，最多填 10000亿元，请核对单位",
            (Self::TooLarge, EntryKind::Percent) => "数值太大，请填 -1000000 到 1000000 之间的数",
        }
    }
}

/// Reads a typed number; nothing typed is no answer.
///
/// # Errors
/// What is wrong with the number. It is never cut, rounded or guessed.
pub fn read_entry(kind: EntryKind, typed: &str) -> Result<Option<Decimal>, EntryProblem> {
    let plain: String =
        typed.chars().filter(|letter| !letter.is_whitespace()).map(half_width).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let (negative, unsigned) =
        plain.strip_prefix('-').map_or((false, plain.as_str()), |rest| (true, rest));
    let (digits, power) = match kind {
        EntryKind::Percent => (unsigned.strip_suffix('%').unwrap_or(unsigned), 0),
        EntryKind::Money => {
            let bare = unsigned.strip_suffix('元').unwrap_or(unsigned);
            bare.strip_suffix('万')
                .map(|digits| (digits, 4))
                .or_else(|| bare.strip_suffix('亿').map(|digits| (digits, 8)))
                .unwrap_or((bare, 0))
        }
    };
    let digits = without_commas(digits).ok_or(EntryProblem::NotANumber)?;
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, "0"));
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !number(whole) || !number(decimals) {
        return Err(EntryProblem::NotANumber);
    }
    if negative && kind == EntryKind::Money {
        return Err(EntryProblem::Negative);
    }
    let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
    if decimals.len() > power + 2 {
        return Err(EntryProblem::TooManyDecimals);
    }
    if whole.len() + power > 15 {
        return Err(EntryProblem::TooLarge);
    }
    let scaled = from_digits(whole, decimals, power + 2);
    let largest = if kind == EntryKind::Money { 1_000_000_000_000_u64 } else { 1_000_000 };
    if scaled > Decimal::from(largest) {
        return Err(EntryProblem::TooLarge);
    }
    Ok(Some(if negative { -scaled } else { scaled }.normalize()))
}

fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).expect("ten digits"),
        '．' | '。' => '.',
        '，' => ',',
        '－' | '−' | '—' => '-',
        '％' => '%',
        other => other,
    }
}

/// Commas may stand only where thousands are parted, so that "1,5" is asked about and not read as
/// 15.
fn without_commas(digits: &str) -> Option<String> {
    let (whole, decimals) =
        digits.split_once('.').map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
    let mut parts = whole.split(',');
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let parted = rest.is_empty()
        || ((1..=3).contains(&first.len()) && rest.iter().all(|part| part.len() == 3));
    parted.then(|| match decimals {
        Some(decimals) => format!("{first}{}.{decimals}", rest.concat()),
        None => format!("{first}{}", rest.concat()),
    })
}

#[cfg(test)]
mod tests {
    use super::{EntryKind, EntryProblem, read_entry};

    fn money(typed: &str) -> Result<Option<String>, EntryProblem> {
        read_entry(EntryKind::Money, typed).map(|sum| sum.map(|sum| sum.to_string()))
    }

    fn yuan(text: &str) -> Result<Option<String>, EntryProblem> {
        Ok(Some(text.to_owned()))
    }

    #[test]
    fn money_is_taken_as_people_write_it() {
        assert_eq!(money("350万"), yuan("3500000"));
        assert_eq!(money("1.2亿"), yuan("120000000"));
        assert_eq!(money(" ８０，０００ 元"), yuan("80000"));
        assert_eq!(money("1,234.5"), yuan("1234.5"));
        assert_eq!(money("1.23456万元"), yuan("12345.6"));
        assert_eq!(money("007"), yuan("7"));
        assert_eq!(money("0"), yuan("0"));
        assert_eq!(money("  "), Ok(None));
    }

    #[test]
    fn what_is_no_sum_is_said_and_never_mended() {
        for typed in ["abc", "1,5", "1.2.3", "3万5", ".5", "5.", "1e5", "万", "--5", "+5"] {
            assert_eq!(money(typed), Err(EntryProblem::NotANumber), "{typed}");
        }
        assert_eq!(money("-1"), Err(EntryProblem::Negative));
        assert_eq!(money("1.234"), Err(EntryProblem::TooManyDecimals));
        assert_eq!(money("1.2345678万"), Err(EntryProblem::TooManyDecimals));
        assert_eq!(money("10001亿"), Err(EntryProblem::TooLarge));
        assert_eq!(money(&"9".repeat(60)), Err(EntryProblem::TooLarge));
        assert_eq!(money("10000亿"), yuan("1000000000000"));
    }

    #[test]
    fn a_percentage_may_fall_below_zero() {
        let percent = |typed| {
            read_entry(EntryKind::Percent, typed)
                .map(|percent| percent.map(|percent| percent.to_string()))
        };
        assert_eq!(percent("－３．５％"), yuan("-3.5"));
        assert_eq!(percent("29.99"), yuan("29.99"));
        assert_eq!(percent("1.234"), Err(EntryProblem::TooManyDecimals));
        assert_eq!(percent("1000001"), Err(EntryProblem::TooLarge));
    }
}
