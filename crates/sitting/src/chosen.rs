//! Options by their ids, for tests: a document may add options before those of the shipped ones.

use huiqi_policies::POLICIES;

/// Returns the number of an option.
fn option(question: &str, option: &str) -> u16 {
    let question = POLICIES.question_index(question).expect("a question");
    POLICIES.question(question).option(option).expect("an option")
}

/// Returns the bits of some options of a multi-choice.
pub(crate) fn options(question: &str, ids: &[&str]) -> u64 {
    ids.iter().fold(0, |all, id| all | 1 << option(question, id))
}

/// Returns the number of a tier of titles.
pub(crate) fn tier(id: &str) -> u16 {
    option("certification_tier", id)
}

/// Returns the bits of first titles.
pub(crate) fn titles(ids: &[&str]) -> u64 {
    options("first_certified_tiers", ids)
}
