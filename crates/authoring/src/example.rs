//! An example of an award, as its author wrote it.

use huiqi_rules::money::Yuan;
use time::Date;

/// An answer of an example, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleAnswer {
    /// An option, a sum, a percentage.
    Text(String),
    /// Several options.
    Texts(Vec<String>),
    /// Yes or no.
    YesNo(bool),
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleOutcome {
    /// The award is paid, or may be, and no question about it is open.
    Met,
    /// It pays nothing.
    NotMet,
    /// A question about it is open.
    NotYetKnown,
}

/// A whole company whose total is stated.
#[derive(Clone, Debug)]
pub struct CompanyTotal {
    /// The document's id.
    pub policy: String,
    /// The company's name.
    pub name: String,
    /// The file and the line where it begins.
    pub place: String,
    /// The day of the claim.
    pub on: Date,
    /// The region's id.
    pub region: String,
    /// The answers, by question id.
    pub answers: Vec<(String, ExampleAnswer)>,
    /// The expected lower end of the total, after limits.
    pub least: Yuan,
    /// The expected upper end; `None` is open.
    pub most: Option<Yuan>,
}

/// One example of one award.
#[derive(Clone, Debug)]
pub struct Example {
    /// The document's id.
    pub policy: String,
    /// The award's id, without the document's.
    pub award: String,
    /// A sentence for a name.
    pub name: String,
    /// The file and the line where it begins.
    pub place: String,
    /// What it shows.
    pub outcome: ExampleOutcome,
    /// The day of the claim.
    pub on: Date,
    /// The region's id.
    pub region: String,
    /// The answers, by question id.
    pub answers: Vec<(String, ExampleAnswer)>,
    /// The expected lower end.
    pub least: Yuan,
    /// The expected upper end; `None` is open.
    pub most: Option<Yuan>,
    /// The questions that can still change the award, in the authors' order.
    pub missing: Vec<String>,
    /// The readings taken the other way, by full id.
    pub others: Vec<String>,
}
