//! How long a document holds, as a line on an axis of years. The page has no clock: the mark is the
//! day of checking.

use crate::escape::escaped;
use huiqi_rules::day::new_year;
use huiqi_rules::policy::{DocumentState, Policy};
use huiqi_sitting::wording::date;
use std::fmt::Write;
use time::Date;

/// Returns how long a document holds, with its state on the day of checking.
pub(super) fn sentence(policy: &Policy) -> String {
    state(policy).map_or_else(|| words(policy), |state| format!("{}，{state}", words(policy)))
}

/// Returns how long a document holds.
pub(super) fn words(policy: &Policy) -> String {
    match policy.valid_to {
        Some(last) => format!("{}至{}", date(policy.valid_from), date(last)),
        None => format!("{}起，没有写明有效期", date(policy.valid_from)),
    }
}

/// Returns the state of a document on the day of checking; empty where no end is stated.
fn state(policy: &Policy) -> Option<&'static str> {
    match policy.state_on(policy.checked_on) {
        DocumentState::Ended => Some("核对时已到期"),
        DocumentState::NotYet => Some("核对时还没有施行"),
        DocumentState::InForce => Some("核对时仍有效"),
        DocumentState::InForceUnstatedEnd => None,
    }
}

/// Years side by side.
pub(super) struct Axis {
    first: i32,
    last: i32,
}

impl Axis {
    /// Returns an axis that holds all of these documents.
    pub(super) fn over<'p>(policies: impl Iterator<Item = &'p Policy> + Clone) -> Self {
        let starts = policies.clone().map(|policy| policy.valid_from.min(policy.checked_on).year());
        let ends = policies.map(|policy| {
            let last = policy.valid_to.unwrap_or(policy.checked_on).max(policy.valid_from);
            // Where no end is stated, the line runs on beyond the day of checking.
            last.max(policy.checked_on).year() + i32::from(policy.valid_to.is_none())
        });
        Self { first: starts.min().unwrap_or_default(), last: ends.max().unwrap_or_default() }
    }

    /// Returns the years it spans.
    pub(super) fn words(&self) -> String {
        format!("{} 至 {} 年", self.first, self.last)
    }

    fn position(&self, day: Date) -> i64 {
        let start = first_day(self.first);
        let days = i64::from(first_day(self.last + 1) - start).max(1);
        i64::from(day.to_julian_day() - start).clamp(0, days) * 10_000 / days
    }
}

fn first_day(year: i32) -> i32 {
    new_year(year).map_or(0, Date::to_julian_day)
}

/// Hundredths of a percent of the width.
fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn bar(class: &str, from: i64, to: i64, top: u8, height: u8) -> String {
    let fill = if class == "bar-may" { " fill=\"url(#pattern--may)\"" } else { "" };
    format!(
        "<rect class=\"{class}\" x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{height}\"{fill}/>",
        percent(from),
        percent((to - from).max(0))
    )
}

/// Solid while it holds, hatched where no end is stated, outlined where it had ended or not begun
/// on the day of checking.
fn bars(policy: &Policy, axis: &Axis, top: u8, height: u8) -> String {
    let (from, checked) = (axis.position(policy.valid_from), axis.position(policy.checked_on));
    let ahead = policy.valid_from > policy.checked_on;
    match policy.valid_to {
        Some(last) if last < policy.checked_on || ahead => {
            bar("bar-past", from, axis.position(last), top, height)
        }
        Some(last) => bar("bar-sure", from, axis.position(last), top, height),
        None if ahead => bar("bar-past", from, 10_000, top, height),
        None => {
            bar("bar-sure", from, checked, top, height)
                + &bar("bar-may", checked, 10_000, top + 1, height - 2)
        }
    }
}

/// Returns the small line of a list of documents.
pub(super) fn small(policy: &Policy, axis: &Axis) -> String {
    let mark = percent(axis.position(policy.checked_on));
    format!(
        "<svg aria-hidden=\"true\">{}<rect class=\"bar-guide\" x=\"{mark}\" width=\"2\" \
         height=\"16\"/></svg>",
        bars(policy, axis, 4, 8)
    )
}

/// Returns the line of one document with its years and days.
pub(super) fn line(policy: &Policy) -> String {
    let axis = Axis::over(std::iter::once(policy));
    let mark = axis.position(policy.checked_on);
    let label = format!("有效期：{}；核对日是{}", sentence(policy), date(policy.checked_on));
    let mut svg = format!("<svg class=\"time\" role=\"img\" aria-label=\"{}\">", escaped(&label));
    let text = |svg: &mut String, class: &str, at: i64, anchor: &str, top: u8, words: &str| {
        let _ = write!(
            svg,
            "<text class=\"{class}\" x=\"{}\" y=\"{top}\" text-anchor=\"{anchor}\">{}</text>",
            percent(at),
            escaped(words)
        );
    };
    let side = |at: i64| if at > 6_000 { "end" } else { "start" };
    text(
        &mut svg,
        "bar-tick bar-tick--strong",
        mark,
        if mark > 9_000 { "end" } else { "middle" },
        20,
        "核对日",
    );
    svg.push_str(&bars(policy, &axis, 36, 16));
    let _ = write!(
        svg,
        "<rect class=\"bar-guide\" x=\"{}\" y=\"28\" width=\"2\" height=\"36\"/>",
        percent(mark)
    );
    svg.push_str("<rect class=\"bar-grid\" y=\"64\" width=\"100%\" height=\"1\"/>");
    let years = axis.last - axis.first + 1;
    for year in axis.first..=axis.last {
        let start = axis.position(new_year(year).unwrap_or(Date::MIN));
        let _ = write!(
            svg,
            "<rect class=\"bar-tickline\" x=\"{}\" y=\"64\" width=\"1\" height=\"8\"/>",
            percent(start)
        );
        // Every second year is enough where they would touch.
        let class = if (year - axis.first) % 2 == 1 && years > 5 {
            "bar-tick time__less"
        } else {
            "bar-tick"
        };
        text(&mut svg, class, start + 5_000 / i64::from(years), "middle", 88, &year.to_string());
    }
    let from = axis.position(policy.valid_from);
    text(&mut svg, "bar-tick", from, side(from), 116, &format!("{}起", date(policy.valid_from)));
    if let Some(last) = policy.valid_to {
        let end = axis.position(last);
        text(&mut svg, "bar-tick", end, "end", 140, &format!("{}止", date(last)));
    }
    svg.push_str("</svg>\n");
    svg
}

/// Returns what the bars of a document mean.
pub(super) fn legend(policy: &Policy) -> String {
    let swatch = |class: &str, fill: &str, words: &str| {
        format!(
            "<li><svg class=\"swatch\" aria-hidden=\"true\"><rect class=\"{class}\" x=\"1\" \
             y=\"1\" width=\"22\" height=\"12\"{fill}/></svg>{words}</li>"
        )
    };
    let ahead = policy.valid_from > policy.checked_on;
    let items = match policy.valid_to {
        Some(last) if last < policy.checked_on => swatch("bar-past", "", "核对时已到期"),
        Some(_) | None if ahead => swatch("bar-past", "", "核对时还没有施行"),
        Some(_) => swatch("bar-sure", "", "有效期内"),
        None => {
            swatch("bar-sure", "", "已施行")
                + &swatch("bar-may", " fill=\"url(#pattern--may)\"", "截止日期未写明")
        }
    };
    format!("<ul class=\"legend\">{items}</ul>\n")
}
