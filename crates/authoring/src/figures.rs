//! Figures as documents write them: 30万元, 1.5亿元, 50%, 2022-02-01.

use super::message::Message;
use super::read::TomlText;
use huiqi_rules::day::read_date;
use huiqi_rules::money::{Rate, Yuan};
use huiqi_rules::unit::{FigureProblem, Notation, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::Date;

/// Returns a figure of a unit, in its shortest form.
pub(super) fn figure(unit: &Unit, text: &TomlText) -> Option<Decimal> {
    let read = unit.read_authored(&text.text);
    if let Err(problem) = read {
        let mut message = message(unit, problem);
        if let Some(meant) = meant(unit, &text.text) {
            message.english.push_str(&format!("; did you mean \"{meant}\"?"));
            message.chinese.push_str(&format!("；是不是 \"{meant}\"？"));
        }
        text.position.problem(message);
    }
    read.ok()
}

/// Returns a figure as documents write it: "12.5万元", "1.5亿元", "50%", "12".
pub(super) fn written(figure: Decimal, notation: Notation) -> String {
    match notation {
        Notation::Money => {
            let of = |(unit, size): &(&str, u32)| {
                let size = Decimal::from(*size);
                (figure >= size).then(|| format!("{}{unit}元", (figure / size).normalize()))
            };
            let units = [("亿", 100_000_000), ("万", 10_000), ("", 1)];
            units.iter().find_map(of).unwrap_or_else(|| format!("{}元", figure.normalize()))
        }
        Notation::Percent => format!("{}%", (figure * Decimal::ONE_HUNDRED).normalize()),
        Notation::Number => figure.normalize().to_string(),
    }
}

/// Returns the signs of a text as a keyboard without Chinese ones types them, without spaces.
fn plain(text: &str) -> String {
    let half = |sign: char| match sign {
        '０'..='９' | '．' | '％' | '－' | '／' => {
            char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign)
        }
        '。' => '.',
        '，' => ',',
        _ => sign,
    };
    let half: String = text.chars().map(half).filter(|sign| !sign.is_whitespace()).collect();
    let is_of_three = |part: &str| {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        digits == 3
    };
    // A comma before three digits parts thousands; another stands for a point.
    let parts_thousands = half.split(',').skip(1).all(is_of_three);
    half.replace(',', if parts_thousands { "" } else { "." })
}

/// Returns the figure that was probably meant.
fn meant(unit: &Unit, text: &str) -> Option<String> {
    let plain = plain(text);
    let ends = |end: &str| plain.strip_suffix(end).map(str::to_owned);
    let written = match unit.notation {
        Notation::Money => ends("万").map(|sum| format!("{sum}万元")),
        Notation::Percent => {
            let thousandths = ends("‰").and_then(|rate| rate.parse::<Decimal>().ok());
            let thousandths = thousandths.map(|rate| (rate / Decimal::TEN).normalize());
            let whole = plain.parse::<Decimal>().ok().filter(|rate| *rate >= Decimal::ONE);
            thousandths
                .or(whole)
                .map(|rate| format!("{rate}%"))
                .or_else(|| ends("个百分点").map(|rate| format!("{rate}%")))
        }
        Notation::Number => None,
    };
    let written = written.unwrap_or(plain);
    (written != text && unit.read_authored(&written).is_ok()).then_some(written)
}

fn message(unit: &Unit, problem: FigureProblem) -> Message {
    match (unit.notation, problem) {
        (Notation::Money, FigureProblem::NotANumber) => {
            say!(
                "no sum of money; write \"30万元\", \"1.5亿元\" or \"200元\"",
                "不是金额；写 \"30万元\"、\"1.5亿元\" 或 \"200元\""
            )
        }
        (Notation::Money, FigureProblem::Negative) => {
            say!(
                "a sum of money cannot be below zero; write 0元 or more",
                "金额不能小于零；写 0元 以上"
            )
        }
        (Notation::Money, FigureProblem::OutOfRange)
        | (Notation::Number, FigureProblem::OutOfRange) => {
            let end = |end: Option<Decimal>| {
                end.map_or_else(String::new, |end| written(end, unit.notation))
            };
            let (least, most) = (end(unit.lowest()), end(unit.highest()));
            match unit.highest() {
                Some(_) => say!(
                    "is outside the `least` and the `most` of its question: {least} to {most}",
                    "超出了题目的 `least` 和 `most`：{least} 到 {most}"
                ),
                None => say!(
                    "is below the `least` of its question: {least}",
                    "低于题目的 `least`：{least}"
                ),
            }
        }
        (
            Notation::Money,
            FigureProblem::TooManyDecimals | FigureProblem::OffStep | FigureProblem::TooLarge,
        ) => say!("must be whole fen, and 10000亿元 at the most", "要精确到分，最多 10000亿元"),
        (Notation::Number, FigureProblem::OffStep) => {
            say!(
                "is no multiple of the `multiple_of` of its question (1 where none is written)",
                "不是题目 `multiple_of` 的倍数（没有写就是 1）"
            )
        }
        (
            Notation::Number,
            FigureProblem::NotANumber
            | FigureProblem::Negative
            | FigureProblem::TooManyDecimals
            | FigureProblem::TooLarge,
        ) => say!(
            "no number of zero or more; write \"12{}\", with two decimals at the most",
            "不是零以上的数；写 \"12{}\"，最多两位小数",
            unit.word
        ),
        (Notation::Percent, FigureProblem::TooLarge) => {
            say!("must lie between -1000000% and 1000000%", "要在 -1000000% 和 1000000% 之间")
        }
        (
            Notation::Percent,
            FigureProblem::NotANumber
            | FigureProblem::Negative
            | FigureProblem::TooManyDecimals
            | FigureProblem::OffStep
            | FigureProblem::OutOfRange,
        ) => say!(
            "no percentage; write \"30%\", with two decimals at the most",
            "不是百分比；写 \"30%\"，最多两位小数"
        ),
    }
}

/// Returns what is wrong with an answer of an example, which is written as people type it.
pub(super) fn answer(unit: &Unit, problem: FigureProblem) -> Message {
    match problem {
        FigureProblem::NotANumber => say!(
            "no figure; write digits alone, such as \"80000\"",
            "不是数字；只写数字，如 \"80000\""
        ),
        FigureProblem::Negative => say!("a figure of zero or more", "不能小于零"),
        FigureProblem::TooLarge => say!(
            "is larger than any answer: {} at the most, in digits alone",
            "比能填的最大数还大：最多 {}，只写数字",
            unit.most
        ),
        FigureProblem::TooManyDecimals => {
            say!("has too many decimals: two at the most", "小数太多：最多两位")
        }
        FigureProblem::OffStep | FigureProblem::OutOfRange => message(unit, problem),
    }
}

/// Returns a sum of money, zero or more.
pub(super) fn money(text: &TomlText) -> Option<Yuan> {
    let yuan = figure(&Unit::YUAN, text)?;
    (yuan * Decimal::ONE_HUNDRED).to_u64().map(Yuan::from_fen)
}

/// Returns a rate above zero.
pub(super) fn rate(text: &TomlText) -> Option<Rate> {
    let percent = figure(&Unit::PERCENT, text)?;
    let hundredths = (percent * Decimal::ONE_HUNDRED).to_u32().filter(|hundredths| *hundredths > 0);
    if hundredths.is_none() {
        text.position.problem(say!(
            "a rate must be above 0%: leave out a stretch or a case that pays nothing; where \
             nothing more is paid above a sum, write a `cap`",
            "比例要大于 0%：不给钱的那一段、那种情形不用写；到多少以上不再给，用 `cap` 封顶"
        ));
    }
    hundredths.map(Rate::from_hundredths_of_percent)
}

/// Returns a day.
pub(super) fn day(text: &TomlText) -> Option<Date> {
    let parsed = read_date(&text.text);
    if parsed.is_none() {
        let mut message = say!(
            "no such day; write YYYY-MM-DD, such as \"2022-02-01\"",
            "没有这一天；按“年-月-日”写，如 \"2022-02-01\""
        );
        if let Some(meant) = day_meant(&text.text) {
            message.english.push_str(&format!("; did you mean \"{meant}\"?"));
            message.chinese.push_str(&format!("；是不是 \"{meant}\"？"));
        }
        text.position.problem(message);
    }
    parsed
}

/// Returns the day that was probably meant: three numbers with other signs between them.
fn day_meant(text: &str) -> Option<String> {
    let plain = plain(text);
    let numbers: Vec<&str> =
        plain.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = numbers.as_slice() else { return None };
    let written = format!("{year}-{month:0>2}-{day:0>2}");
    (written != text).then(|| read_date(&written)).flatten().map(|_| written)
}
