//! Pieces of Rust source.

use huiqi_rules::question::Kind;
use huiqi_rules::unit::Unit;
use time::Date;

/// Returns the source of a list.
pub(super) fn list<T>(items: &[T], one: impl Fn(&T) -> String) -> String {
    format!("&[{}]", items.iter().map(one).collect::<Vec<_>>().join(",\n"))
}

/// Returns the source of a list of texts.
pub(super) fn texts(items: &[&str]) -> String {
    format!("&{items:?}")
}

/// Returns the source of a day.
pub(super) fn date(date: Date) -> String {
    format!("day({}, {})", date.year(), date.ordinal())
}

/// Returns the source of a question's kind.
pub(super) fn kind(kind: Kind) -> String {
    match kind {
        Kind::Single | Kind::Multi | Kind::YesNo => format!("Kind::{kind:?}"),
        Kind::Figure(unit) => {
            let range = match unit.range() {
                (None, None) => String::new(),
                (from, to) => format!(".within({from:?}, {to:?})"),
            };
            if *unit == Unit::NUMBER {
                let (word, step) = (unit.word, unit.hundredths_of_step());
                format!("Kind::Figure(&Unit::number({word:?}, {step}){range})")
            } else {
                // The constant of a unit has its name.
                format!("Kind::Figure(&Unit::{}{range})", unit.id.to_ascii_uppercase())
            }
        }
    }
}
