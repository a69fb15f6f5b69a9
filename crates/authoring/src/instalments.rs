//! How an amount is paid out where that is done in parts (分三年拨付). It is said beside the award;
//! what the award brings is the whole amount.

use super::figures;
use super::read::{TomlTable, TomlValue};
use super::words::keep;
use huiqi_rules::money::Rate;
use rust_decimal::Decimal;

const KEY: &str = "instalments";

/// Returns the sentence about the instalments of an award, where it has some.
pub(super) fn note(table: &mut TomlTable<'_>) -> Option<&'static str> {
    let (value, position) = table.value(KEY)?;
    let TomlValue::Texts(written) = value else {
        // What it is instead is said there.
        let _ = table.maybe_texts(KEY);
        return None;
    };
    let parts: Option<Vec<Rate>> = written.iter().map(figures::rate).collect();
    let parts: Vec<Decimal> = parts?.into_iter().map(Rate::percent).collect();
    let whole: Decimal = parts.iter().sum();
    if parts.len() < 2 || whole != Decimal::ONE_HUNDRED {
        let whole = whole.normalize();
        position.problem(say!(
            "instalments are two or more parts of the whole amount, together 100%, such as \
             [\"40%\", \"30%\", \"30%\"]; these are {whole}%",
            "分几次给，要写两个以上的比例，加起来是 100%，比如 [\"40%\", \"30%\", \"30%\"]；\
             现在加起来是 {whole}%"
        ));
        return None;
    }
    let times = parts.len();
    let parts: Vec<String> = parts.iter().map(|part| format!("{}%", part.normalize())).collect();
    Some(keep(&format!("分 {times} 次给：{}。", parts.join("、"))))
}
