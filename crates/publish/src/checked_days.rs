//! The day on which somebody compared a file with its document.

use crate::Problem;
use huiqi_authoring::{Place, Source};
use huiqi_rules::day::read_date;
use time::Date;
use toml::de::DeTable;

/// Checks that every document says a day that has come as that on which it was checked. The page
/// takes the clock of a visitor for wrong where it shows a day before that.
///
/// # Errors
/// Every document with a later day.
pub fn have_been_checked(sources: &[Source], today: Date) -> Result<(), Vec<Problem>> {
    let later: Vec<Problem> = sources.iter().filter_map(|source| later(source, today)).collect();
    if later.is_empty() { Ok(()) } else { Err(later) }
}

fn later(source: &Source, today: Date) -> Option<Problem> {
    // What cannot be read is said where it is published.
    let document = DeTable::parse(&source.text).ok()?;
    let keys = document.get_ref().iter();
    let (key, value) = keys.into_iter().find(|(key, _)| key.get_ref() == "checked_on")?;
    let day = value.get_ref().as_str()?;
    (read_date(day)? > today).then(|| {
        let line = source.text[..key.span().start].matches('\n').count() + 1;
        let place = Place::new(source.path.clone(), line, format!("checked_on = {day:?}"));
        Problem::File(place.mistake(
            format!("nobody can have checked the document yet on that day; today is {today}"),
            format!("这一天还没有到，文件不会已经核对过；今天是 {today}"),
        ))
    })
}
