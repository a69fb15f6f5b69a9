//! Limits over several awards together.

pub use super::formula::Evaluate;
use super::formula::Formula;
use super::question::Variables;

/// A rule under which several awards or limits together bring at most a sum, or only the highest of
/// them.
#[derive(Debug)]
pub struct SumLimit {
    /// The document's id, a slash, the limit's own id.
    pub id: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// The rule in a few words.
    pub name: &'static str,
    /// What it lets through.
    pub rule: LimitRule,
    /// The awards and limits below it, by their full ids; those of other documents too.
    pub members: &'static [&'static str],
}

/// What a limit lets through.
#[derive(Clone, Copy, Debug)]
pub enum LimitRule {
    /// Only the highest of its members.
    Highest,
    /// All of them together, up to a sum, which reads these variables.
    AtMost(Formula, Variables, Evaluate),
}
