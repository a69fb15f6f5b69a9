//! The time line of documents: where each validity begins and ends, today, and the chosen day, in
//! percent of the width, exact to a hundredth.

use huiqi_rules::day::new_year;
use huiqi_rules::policy::Policy;
use rust_decimal::Decimal;
use time::Date;

/// One document on the line.
#[derive(Debug, PartialEq, Eq)]
pub struct Span {
    /// The document.
    pub policy: &'static str,
    /// Where the stretch that is certain begins.
    pub from: String,
    /// How wide it is.
    pub width: String,
    /// How wide the stretch after it is, for which the document states no end; none where it states
    /// one.
    pub open: Option<String>,
    /// Whether it has ended by today.
    pub is_past: bool,
    /// The days on which something changes inside it, rising: the first day of an award, and the
    /// day after its last, where they are not those of the document. Each with its position.
    pub changes: Vec<(String, Date)>,
}

/// Returns the days on which an award begins, or has ended, within the days of its document,
/// rising.
#[must_use]
pub fn changes(policy: &Policy) -> Vec<Date> {
    let mut days: Vec<Date> = Vec::new();
    for own in policy.awards.iter().filter_map(|award| award.terms.days.own()) {
        let first = own.first.filter(|first| *first != policy.valid_from);
        let last = own.last.filter(|last| Some(*last) != policy.valid_to);
        days.extend(first.into_iter().chain(last.and_then(Date::next_day)));
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// The whole line.
#[derive(Debug, PartialEq, Eq)]
pub struct Timeline {
    /// A tick and the year that begins there; the last is the end of the line.
    pub years: Vec<(String, i32)>,
    /// The position of today.
    pub today: String,
    /// The position of the chosen day.
    pub chosen: String,
    /// The documents.
    pub spans: Vec<Span>,
}

/// Returns the line from the year of the first document to the end of the year after the last one
/// begins or ends, after today, and after the chosen day.
#[must_use]
pub fn timeline(policies: &[&'static Policy], today: Date, chosen: Date) -> Option<Timeline> {
    let begins = policies.iter().map(|policy| policy.valid_from).chain([chosen, today]).min()?;
    // A clock that is wrong may show a day before any document.
    let lasts = policies.iter().map(|policy| policy.valid_to.unwrap_or(policy.valid_from));
    let ends = lasts.chain([chosen, today]).max()?;
    if policies.is_empty() {
        return None;
    }
    // Days far off would squeeze the rest: the line is never longer than thirty years, and what
    // lies beyond is drawn at its edge.
    let latest =
        policies.iter().map(|policy| policy.valid_from.year()).max().unwrap_or(begins.year());
    let first = begins.year().max(latest - 15);
    let last = ends.year().min(latest + 14) + 2;
    let (start, end) = (new_year(first)?, new_year(last)?);
    let length = (end - start).whole_days();
    let at = |day: Date| {
        Decimal::from((day - start).whole_days().clamp(0, length) * 100) / Decimal::from(length)
    };
    let spans = policies
        .iter()
        .map(|policy| {
            let from = at(policy.valid_from);
            // The last day itself counts.
            let sure =
                policy.valid_to.and_then(Date::next_day).map_or_else(|| at(today).max(from), at);
            Span {
                policy: policy.id,
                from: shown(from),
                width: shown(sure - from),
                open: policy.valid_to.is_none().then(|| shown(Decimal::ONE_HUNDRED - sure)),
                is_past: policy.valid_to.is_some_and(|last| last < today),
                changes: changes(policy).into_iter().map(|day| (shown(at(day)), day)).collect(),
            }
        })
        .collect();
    let years =
        (first..=last).filter_map(|year| Some((shown(at(new_year(year)?)), year))).collect();
    Some(Timeline { years, today: shown(at(today)), chosen: shown(at(chosen)), spans })
}

fn shown(percent: Decimal) -> String {
    format!("{}%", percent.round_dp(2).normalize())
}

#[cfg(test)]
mod tests {
    use super::timeline;
    use huiqi_policies::POLICIES;
    use huiqi_rules::day::{calendar_day, read_date};

    #[test]
    fn an_ended_document_stops_after_its_last_day_and_one_without_an_end_goes_on() {
        let day = |text: &str| read_date(text).expect("a day");
        let line = timeline(
            &POLICIES.policies_in("xinxiang").collect::<Vec<_>>(),
            day("2026-07-02"),
            day("2025-12-31"),
        )
        .expect("a line");
        // 2022 to 2027 are 2191 days; the window is from day 26 to day 1461, the last day is day
        // 1460, the second of July day 1643.
        assert_eq!(
            line.years.iter().map(|(_, year)| *year).collect::<Vec<_>>(),
            [2022, 2023, 2024, 2025, 2026, 2027, 2028]
        );
        assert_eq!(
            (line.spans[0].from.as_str(), line.spans[0].width.as_str(), line.spans[0].is_past),
            ("1.19%", "65.5%", true)
        );
        assert_eq!(
            (line.spans[0].open.as_deref(), line.chosen.as_str(), line.today.as_str()),
            (None, "66.64%", "74.99%")
        );
        let open = timeline(
            &POLICIES.policies_in("zaozhuang").collect::<Vec<_>>(),
            day("2026-07-02"),
            day("2026-07-02"),
        )
        .expect("a line");
        assert_eq!(
            (
                open.spans[0].from.as_str(),
                open.spans[0].width.as_str(),
                open.spans[0].open.as_deref()
            ),
            ("1.41%", "73.57%", Some("25.01%"))
        );
        assert!(timeline(&[], day("2026-07-02"), day("2026-07-02")).is_none());
    }

    #[test]
    fn no_day_of_the_calendar_breaks_it() {
        let day = |year: i32, month: u8, day: u8| calendar_day(year, month, day).expect("a day");
        // Each year near those of the documents, and one in each generation before and after.
        let years = (1..=9999).filter(|year| (1980..2060).contains(year) || year % 37 == 1);
        let years: Vec<i32> = years.chain([9998, 9999]).collect();
        for region in POLICIES.regions {
            let policies: Vec<_> = POLICIES.policies_in(region.id).collect();
            for year in years.iter().copied() {
                for at in [day(year, 1, 1), day(year, 12, 31)] {
                    for other in [at, day(1, 1, 1), day(2026, 11, 21), day(9999, 12, 31)] {
                        for (today, chosen) in [(at, other), (other, at)] {
                            let Some(line) = timeline(&policies, today, chosen) else {
                                assert!(policies.is_empty());
                                continue;
                            };
                            let starts = line.spans.iter().all(|span| !span.from.starts_with('-'));
                            let ticks = (2..=32).contains(&line.years.len());
                            assert!(starts && ticks, "{}: {today} {chosen} {line:?}", region.id);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_clock_before_every_document_shows_each_of_them_whole() {
        let day = |text: &str| read_date(text).expect("a day");
        let line = timeline(
            &POLICIES.policies_in("zaozhuang").collect::<Vec<_>>(),
            day("2002-03-04"),
            day("2002-03-04"),
        )
        .expect("a line");
        // In force from 2022-02-01 on: 15 years before 2022 to the end of 2023 are 6209 days, the
        // first of February 2022 is day 5510 of them.
        assert_eq!((line.years[0].1, line.years[line.years.len() - 1].1), (2007, 2024));
        assert_eq!((line.today.as_str(), line.chosen.as_str()), ("0%", "0%"));
        let span = &line.spans[0];
        assert_eq!((span.from.as_str(), span.width.as_str()), ("88.74%", "0%"));
        assert_eq!((span.open.as_deref(), span.is_past), (Some("11.26%"), false));
    }

    #[test]
    fn a_day_far_off_is_at_the_edge_and_breaks_nothing() {
        let day = |text: &str| read_date(text).expect("a day");
        for far in ["0001-01-01", "9999-12-31"] {
            let line = timeline(
                &POLICIES.policies_in("zaozhuang").collect::<Vec<_>>(),
                day("2026-07-02"),
                day(far),
            )
            .expect("a line");
            assert!(
                line.years.len() <= 32 && ["0%", "100%"].contains(&line.chosen.as_str()),
                "{line:?}"
            );
        }
    }
}
