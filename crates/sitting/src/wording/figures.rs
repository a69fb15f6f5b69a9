//! Sums, percentages and days in Chinese.

use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::money::Yuan;
use huiqi_rules::unit::{Notation, Unit};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use time::Date;

/// A 万 is ten to this power. The point is shifted: a division of decimals is the largest function
/// that the page would have.
const WAN_SCALE: u32 = 4;
/// The words for an amount without an end: figures that are not filled in yet end it.
const OPEN: &str = "还说不出";

/// Digits parted by thousands: 1,084 or 83,333.33.
pub(crate) fn grouped(decimal: Decimal) -> String {
    let text = decimal.normalize().to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, decimals) =
        text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let mut shown = String::from(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(decimals) = decimals {
        shown.push('.');
        shown.push_str(decimals);
    }
    shown
}

/// Returns words in which no line ends between a sum and its unit. Pages pass what they show
/// through this; what is copied, kept or computed has the plain space.
#[must_use]
pub fn unbroken(words: &str) -> String {
    let mut unbroken = String::new();
    let mut has_space = false;
    for letter in words.chars() {
        if has_space {
            unbroken.push(if matches!(letter, '元' | '万' | '亿') { '\u{a0}' } else { ' ' });
        }
        has_space = letter == ' ';
        if !has_space {
            unbroken.push(letter);
        }
    }
    if has_space {
        unbroken.push(' ');
    }
    unbroken
}

/// Nobody says 0.09 万元 for 900 yuan.
const FROM_WAN: Yuan = Yuan::from_fen(100_000);

/// Returns the sum as a number and its unit: 万元 from 1,000 yuan on, where that is exact with at
/// most two decimals; else 元.
#[must_use]
pub fn parts(yuan: Yuan) -> (String, &'static str) {
    let mut wan = yuan.decimal().normalize();
    let is_shifted = wan.set_scale(wan.scale() + WAN_SCALE).is_ok();
    let wan = wan.normalize();
    if !is_shifted || yuan < FROM_WAN || wan.scale() > 2 {
        (grouped(yuan.decimal()), Unit::YUAN.word)
    } else {
        (grouped(wan), "万元")
    }
}

/// Returns a figure of a unit: "300,000 元", "12.5%".
#[must_use]
pub fn figure(unit: &Unit, figure: Decimal) -> String {
    match unit.notation {
        Notation::Money | Notation::Number => format!("{} {}", grouped(figure), unit.word),
        Notation::Percent => percent(figure),
    }
}

/// Returns the same as it is said: a sum of money in 万元 where that is exact.
#[must_use]
pub fn said(unit: &Unit, own: Decimal) -> String {
    match (unit.notation, Yuan::from_decimal(own)) {
        (Notation::Money, Some(sum)) => money(sum),
        (Notation::Money, None) | (Notation::Percent | Notation::Number, _) => figure(unit, own),
    }
}

/// Returns how far a figure is from another: "30 万元", "2.5 个百分点".
#[must_use]
pub fn difference(unit: &Unit, missing: Decimal) -> String {
    match (unit.notation, Yuan::from_decimal(missing)) {
        (Notation::Money, Some(sum)) => money(sum),
        (Notation::Money, None) | (Notation::Number, _) => figure(unit, missing),
        // Up, as `percent` cuts down: together they are the threshold, and nothing missing is 0.
        (Notation::Percent, _) => {
            let up = RoundingStrategy::ToPositiveInfinity;
            format!("{} 个百分点", grouped(missing.round_dp_with_strategy(4, up)))
        }
    }
}

/// "30 万元", "83,333.33 元", "0 元".
#[must_use]
pub fn money(yuan: Yuan) -> String {
    let (number, unit) = parts(yuan);
    format!("{number} {unit}")
}

/// "300,000 元".
#[must_use]
pub fn full_yuan(yuan: Yuan) -> String {
    figure(&Unit::YUAN, yuan.decimal())
}

/// Returns a level of money; an open one hangs on figures that are not filled in, or on a document
/// that says no sum.
#[must_use]
pub fn level(level: Level) -> String {
    match level {
        Level::Sum(yuan) => money(yuan),
        Level::Open => OPEN.to_owned(),
    }
}

/// "30 万元", "0 至 20 万元", "0 元起，最多还说不出".
#[must_use]
pub fn amount(amount: Amount) -> String {
    interval(amount, money, |sum| parts(sum).1)
}

/// Returns the same in full yuan.
#[must_use]
pub fn full_amount(amount: Amount) -> String {
    interval(amount, full_yuan, |_| "元")
}

fn interval(amount: Amount, money: fn(Yuan) -> String, unit: fn(Yuan) -> &'static str) -> String {
    match (amount.least, amount.most) {
        (Level::Sum(least), Level::Sum(most)) if least == most => money(least),
        (Level::Sum(least), Level::Sum(most)) => {
            let first = money(least);
            // The unit is said once where both ends share it; nothing needs none.
            let short = if least.is_zero() {
                Some("0")
            } else {
                first
                    .strip_suffix(unit(most))
                    .map(str::trim_end)
                    .filter(|_| unit(least) == unit(most))
            };
            format!("{} 至 {}", short.unwrap_or(&first), money(most))
        }
        (Level::Sum(least), Level::Open) => format!("{}起，最多{OPEN}", money(least)),
        (Level::Open, _) => OPEN.to_owned(),
    }
}

/// "1,045".
#[must_use]
pub fn count(count: u64) -> String {
    grouped(Decimal::from(count))
}

/// "30%", "29.996%"; "约 33.3333%" for more than four decimals. It is cut and never rounded up, so
/// that no threshold seems reached that is not.
#[must_use]
pub fn percent(percent: Decimal) -> String {
    let shown = percent.round_dp_with_strategy(4, RoundingStrategy::ToNegativeInfinity);
    let about = if shown == percent { "" } else { "约 " };
    format!("{about}{}%", grouped(shown))
}

/// "2025年12月31日".
#[must_use]
pub fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), u8::from(date.month()), date.day())
}

/// Returns the sum in fen, rounded.
pub(crate) fn fen(yuan: Yuan) -> u64 {
    (yuan.rounded_to_fen().decimal() * Decimal::ONE_HUNDRED).to_u64().unwrap_or(u64::MAX)
}

/// Returns the sum in the capitals of bills: 人民币捌万元整.
#[must_use]
pub fn capital(yuan: Yuan) -> String {
    let fen = fen(yuan);
    let (whole, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut shown = String::from("人民币");
    if whole > 0 {
        shown.push_str(&capital_whole(whole));
        shown.push('元');
    }
    if jiao == 0 && fen == 0 {
        shown.push_str(if whole == 0 { "零元整" } else { "整" });
        return shown;
    }
    if jiao > 0 {
        shown.push(CAPITALS[jiao as usize]);
        shown.push('角');
    } else if whole > 0 {
        shown.push('零');
    }
    if fen > 0 {
        shown.push(CAPITALS[fen as usize]);
        shown.push('分');
    } else {
        shown.push('整');
    }
    shown
}

const CAPITALS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn capital_whole(number: u64) -> String {
    let groups = [
        (number / 1_000_000_000_000, "万亿"),
        (number / 100_000_000 % 10_000, "亿"),
        (number / 10_000 % 10_000, "万"),
        (number % 10_000, ""),
    ];
    let mut shown = String::new();
    let mut gap = false;
    for (group, unit) in groups {
        if group == 0 {
            gap = !shown.is_empty();
            continue;
        }
        if !shown.is_empty() && (gap || group < 1_000) {
            shown.push('零');
        }
        shown.push_str(&capital_group(group));
        shown.push_str(unit);
        gap = false;
    }
    shown
}

fn capital_group(group: u64) -> String {
    let mut shown = String::new();
    let mut gap = false;
    for (digit, unit) in
        [(group / 1_000, "仟"), (group / 100 % 10, "佰"), (group / 10 % 10, "拾"), (group % 10, "")]
    {
        if digit == 0 {
            gap = !shown.is_empty();
            continue;
        }
        if gap {
            shown.push('零');
        }
        shown.push(CAPITALS[digit as usize]);
        shown.push_str(unit);
        gap = false;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{amount, capital, full_yuan, money, unbroken};
    use huiqi_rules::amount::{Amount, Level};
    use huiqi_rules::money::Yuan;

    fn fen(fen: u64) -> Yuan {
        Yuan::from_fen(fen)
    }

    #[test]
    fn a_sum_and_its_unit_are_one_word_and_nothing_else_is() {
        assert_eq!(unbroken("0 至 1,000 万元，另加 5 元"), "0 至 1,000\u{a0}万元，另加 5\u{a0}元");
        assert_eq!(unbroken("2 亿元 内"), "2\u{a0}亿元 内");
        assert_eq!(unbroken("12345 转接　元月 "), "12345 转接　元月 ");
        assert_eq!(unbroken(""), "");
    }

    #[test]
    fn sums_are_shown_in_wan_where_that_is_exact() {
        assert_eq!(money(fen(30_000_000)), "30 万元");
        assert_eq!(money(fen(1_084_000_000)), "1,084 万元");
        assert_eq!(money(fen(100)), "1 元");
        assert_eq!(money(fen(400_000)), "0.4 万元");
        assert_eq!(money(fen(100_000)), "0.1 万元");
        assert_eq!(money(fen(90_000)), "900 元");
        assert_eq!(money(fen(1_234_500)), "12,345 元");
        assert_eq!(money(fen(8_333_334)), "83,333.34 元");
        assert_eq!(money(fen(0)), "0 元");
        assert_eq!(full_yuan(fen(30_000_000)), "300,000 元");
    }

    #[test]
    fn intervals_say_their_unit_once() {
        let between = |least, most| amount(Amount { least: Level::Sum(fen(least)), most });
        assert_eq!(between(0, Level::Sum(fen(20_000_000))), "0 至 20 万元");
        assert_eq!(between(34_000_000, Level::Sum(fen(1_084_000_000))), "34 至 1,084 万元");
        assert_eq!(between(8_333_334, Level::Sum(fen(20_000_000))), "83,333.34 元 至 20 万元");
        assert_eq!(between(0, Level::Open), "0 元起，最多还说不出");
    }

    #[test]
    fn capitals_follow_the_rules_for_bills() {
        assert_eq!(capital(fen(8_000_000)), "人民币捌万元整");
        assert_eq!(capital(fen(32_504)), "人民币叁佰贰拾伍元零肆分");
        assert_eq!(capital(fen(1_640_902)), "人民币壹万陆仟肆佰零玖元零贰分");
        assert_eq!(capital(fen(600_714)), "人民币陆仟零柒元壹角肆分");
        assert_eq!(capital(fen(1_234_500_000)), "人民币壹仟贰佰叁拾肆万伍仟元整");
        assert_eq!(capital(fen(50)), "人民币伍角整");
        assert_eq!(capital(fen(0)), "人民币零元整");
        assert_eq!(capital(fen(10_000_000_500_000)), "人民币壹仟亿零伍仟元整");
        assert_eq!(capital(fen(100_000_000_000_000)), "人民币壹万亿元整");
    }
}
