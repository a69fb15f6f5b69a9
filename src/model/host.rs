//! A result as the page whose frame this is gets it, after the visitor agreed.

use huiqi_engine::report::Report;
use huiqi_rules::amount::Level;
use huiqi_rules::day::date_text;
use huiqi_rules::unit::decimal_text;
use huiqi_sitting::questionnaire::Session;
use serde::Serialize;

/// Sums are decimal text in yuan; no answer goes with it but the region and the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct HostResult {
    edition: &'static str,
    region: Option<&'static str>,
    on: String,
    /// The ids of the clauses taken the other way.
    other_readings: Vec<&'static str>,
    /// None where an end is open.
    least: Option<String>,
    most: Option<String>,
    awards: Vec<HostAward>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct HostAward {
    id: &'static str,
    name: &'static str,
    least: Option<String>,
    most: Option<String>,
}

fn figure(level: Level) -> Option<String> {
    level.sum().map(|yuan| decimal_text(yuan.decimal()))
}

impl HostResult {
    /// Returns the result of a case.
    pub(crate) fn of(session: &Session, report: &Report) -> Self {
        let awards = report.awards.iter().map(|award| HostAward {
            id: award.award.id,
            name: award.award.name,
            least: figure(award.amount.least),
            most: figure(award.amount.most),
        });
        Self {
            edition: session.set().edition,
            region: session.region(),
            on: date_text(session.on),
            other_readings: session.others().iter().map(|reading| reading.id).collect(),
            least: figure(report.outline.total.least),
            most: figure(report.outline.total.most),
            awards: awards.collect(),
        }
    }
}
