//! A made-up city with one award, 清江, for tests that need a place that nobody ships.

use huiqi_authoring::Source;

/// Its document, which the site of the door tests has as a file.
pub const DOCUMENT: &str = include_str!("../door/city.toml");

/// Returns the document with more behind it.
#[must_use]
pub fn source(more: &str) -> Source {
    let text = format!("{DOCUMENT}{more}");
    Source { path: "policies/clear-river-2026.toml".to_owned(), text }
}

/// One more award of the city, a sum that one question decides.
pub struct CityAward<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The question.
    pub question: &'a str,
    /// What is asked of the answer, such as `is = true`.
    pub asks: &'a str,
    /// An answer with which it is paid, and one with which it is not.
    pub answers: [&'a str; 2],
    /// The sum, with its unit.
    pub sum: &'a str,
}

impl CityAward<'_> {
    /// Returns the award as the document has it, with an example of each outcome.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { id, name, question, asks, answers: [met, not_met], sum } = self;
        let example = |outcome: &str, answers: &str, least: &str, most: &str, more: &str| {
            format!(
                "[[awards.examples]]\nname = \"{outcome}\"\noutcome = \"{outcome}\"\n\
                 answers = {{ {answers} }}\nleast = \"{least}\"\nmost = \"{most}\"\n{more}"
            )
        };
        let answer = |answer: &str| format!("{question} = {answer}");
        let missing = format!("missing = [\"{question}\"]\n");
        format!(
            "\n[[awards]]\nid = \"{id}\"\nname = \"{name}\"\nclause = \"四\"\n\
             payers = [\"清江市工信局\"]\nkind = \"entitlement\"\nsummary = \"{name}。\"\n\
             condition = {{ question = \"{question}\", {asks} }}\n\
             amount = {{ fixed = \"{sum}\" }}\n{}{}{}",
            example("met", &answer(met), sum, sum, ""),
            example("not_met", &answer(not_met), "0元", "0元", ""),
            example("not_yet_known", "", "0元", sum, &missing),
        )
    }
}
