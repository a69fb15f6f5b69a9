//! Pieces of Rust source.

use huiqi_rules::question::Kind;
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
        // The constant of a unit has its name.
        Kind::Figure(unit) => format!("Kind::Figure(&Unit::{})", unit.id.to_ascii_uppercase()),
    }
}
