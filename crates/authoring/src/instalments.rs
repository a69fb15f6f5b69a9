//! How an amount is paid out where that is done in parts (分三年拨付). It is said beside the award;
//! what the award brings is the whole amount.

use super::figures;
use super::read::{Position, TomlTable, TomlText, TomlValue};
use super::words::keep;
use huiqi_rules::money::{Rate, Yuan};
use huiqi_rules::policy::AmountRule;
use rust_decimal::Decimal;

const KEY: &str = "instalments";

/// Instalments as written.
pub(super) struct Instalments {
    written: Vec<TomlText>,
    position: Position,
}

/// Returns the instalments of an award, where it has some.
pub(super) fn read(table: &mut TomlTable<'_>) -> Option<Instalments> {
    let (value, position) = table.value(KEY)?;
    let TomlValue::Texts(written) = value else {
        // What it is instead is said there.
        let _ = table.maybe_texts(KEY);
        return None;
    };
    Some(Instalments { written, position })
}

impl Instalments {
    /// Whether they are sums, which are those of one amount.
    pub(super) fn are_sums(&self) -> bool {
        self.written.iter().any(|part| part.text.ends_with('元'))
    }

    /// Returns the sentence about them beside this amount; `None` where it has a mistake.
    pub(super) fn note(&self, amount: Option<&AmountRule>) -> Option<&'static str> {
        if self.are_sums() { self.of_sums(amount?) } else { self.of_parts() }
    }

    fn of_parts(&self) -> Option<&'static str> {
        let parts: Option<Vec<Rate>> = self.written.iter().map(figures::rate).collect();
        let parts: Vec<Decimal> = parts?.into_iter().map(Rate::percent).collect();
        let whole: Decimal = parts.iter().sum();
        if parts.len() < 2 || whole != Decimal::ONE_HUNDRED {
            let whole = whole.normalize();
            self.position.problem(say!(
                "instalments are two or more parts of the whole amount, together 100%, such as \
                 [\"40%\", \"30%\", \"30%\"]; these are {whole}%",
                "分几次给，要写两个以上的比例，加起来是 100%，比如 [\"40%\", \"30%\", \"30%\"]；\
                 现在加起来是 {whole}%"
            ));
            return None;
        }
        let times = parts.len();
        let parts: Vec<String> =
            parts.iter().map(|part| format!("{}%", part.normalize())).collect();
        Some(keep(&format!("分 {times} 次给：{}。", parts.join("、"))))
    }

    fn of_sums(&self, amount: &AmountRule) -> Option<&'static str> {
        let sums: Option<Vec<Yuan>> = self.written.iter().map(figures::money).collect();
        let together: Decimal = sums?.into_iter().map(Yuan::decimal).sum();
        let (whole, words) = match amount {
            AmountRule::Fixed(sum) => (sum.decimal(), "给"),
            AmountRule::UpTo(sum) => (sum.decimal(), "给，最多是"),
            AmountRule::Graded { .. }
            | AmountRule::Share { .. }
            | AmountRule::Match { .. }
            | AmountRule::Computed(_) => {
                self.position.problem(say!(
                    "instalments in sums are those of one sum, `fixed` or `up_to`, from which \
                     nothing is taken off: of any other amount write shares, such as \
                     [\"60%\", \"40%\"]",
                    "分几次给各写多少钱，只用于写死的一个金额（`fixed` 或 `up_to`，不再扣减）：\
                     别的金额写比例，如 [\"60%\", \"40%\"]"
                ));
                return None;
            }
        };
        if self.written.len() < 2 || together != whole {
            let (together, whole) = (together.normalize(), whole.normalize());
            self.position.problem(say!(
                "instalments are two or more sums, together the amount of {whole}元; these are \
                 {together}元",
                "分几次给，要写两笔以上，加起来正好是金额 {whole}元；现在加起来是 {together}元"
            ));
            return None;
        }
        let parts: Vec<String> = self.written.iter().map(|part| spaced(&part.text)).collect();
        Some(keep(&format!("分 {} 次{words}：{}。", parts.len(), parts.join("、"))))
    }
}

/// Returns a sum with a space before its unit, as pages write it.
fn spaced(sum: &str) -> String {
    let unit = sum.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let (number, unit) = sum.split_at(unit.unwrap_or(sum.len()));
    format!("{number} {unit}")
}
