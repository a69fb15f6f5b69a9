//! Figures as documents write them: 30万元, 1.5亿元, 50%, 2022-02-01.

use super::read::Text;
use huiqi_rules::money::{LARGEST_YUAN, Rate, Yuan};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::str::FromStr;
use time::{Date, Month};

fn decimal(digits: &str) -> Option<Decimal> {
    let plain = digits.strip_prefix('-').unwrap_or(digits);
    let form = plain.starts_with(|first: char| first.is_ascii_digit())
        && plain.ends_with(|last: char| last.is_ascii_digit());
    (form && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
        .then(|| Decimal::from_str(digits).ok())
        .flatten()
}

/// A sum of money, zero or more.
pub(super) fn money(text: &Text) -> Option<Yuan> {
    let written = text.text.as_str();
    let units = [("亿元", 100_000_000_u64), ("万元", 10_000), ("元", 1)];
    let parsed = units.iter().find_map(|(unit, yuan)| {
        decimal(written.strip_suffix(unit)?).map(|number| number * Decimal::from(*yuan))
    });
    let Some(yuan) = parsed else {
        text.place.problem("no sum of money; write \"30万元\", \"1.5亿元\" or \"200元\"");
        return None;
    };
    if yuan.is_sign_negative() && !yuan.is_zero() {
        text.place.problem("a sum of money cannot be below zero; write 0元 or more");
        return None;
    }
    let fen = (yuan * Decimal::ONE_HUNDRED).normalize();
    if fen.scale() > 0 || yuan > Decimal::from(LARGEST_YUAN) {
        text.place.problem("must be whole fen, and 10000亿元 at the most");
        return None;
    }
    fen.to_u64().map(Yuan::from_fen)
}

/// A percentage, of either sign, in whole hundredths.
pub(super) fn percent(text: &Text) -> Option<Decimal> {
    let parsed = text
        .text
        .strip_suffix('%')
        .and_then(decimal)
        .filter(|percent| percent.normalize().scale() <= 2);
    if parsed.is_none() {
        text.place.problem("no percentage; write \"30%\", with two decimals at the most");
    }
    parsed
}

/// A rate above zero.
pub(super) fn rate(text: &Text) -> Option<Rate> {
    let percent = percent(text)?;
    let hundredths = (percent * Decimal::ONE_HUNDRED).to_u32().filter(|hundredths| *hundredths > 0);
    if hundredths.is_none() {
        text.place.problem("a rate must be above 0%: a larger sum must never bring less");
    }
    hundredths.map(Rate::from_hundredths_of_percent)
}

/// A day.
pub(super) fn day(text: &Text) -> Option<Date> {
    let parts: Vec<&str> = text.text.split('-').collect();
    let parsed = match parts[..] {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            let month = month.parse::<u8>().ok().and_then(|month| Month::try_from(month).ok());
            month.and_then(|month| {
                Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
            })
        }
        _ => None,
    };
    if parsed.is_none() {
        text.place.problem("no such day; write YYYY-MM-DD, such as \"2022-02-01\"");
    }
    parsed
}
