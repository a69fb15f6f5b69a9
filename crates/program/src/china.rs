//! The day in China, where the documents hold, wherever the program runs.

use huiqi_rules::day::{calendar_day, date_text};
use js_sys::Date as Clock;
use time::Date;
use wasm_bindgen::prelude::wasm_bindgen;

/// How far the clocks of China are before universal time, all year round.
const HOURS_AHEAD: u32 = 8;

/// Returns the day.
pub(crate) fn today() -> Date {
    let there = Clock::new_0();
    // Hours beyond the last one are those of the next day.
    there.set_utc_hours(there.get_utc_hours() + HOURS_AHEAD);
    let (year, month, day) =
        (there.get_utc_full_year(), there.get_utc_month() + 1, there.get_utc_date());
    calendar_day(year as i32, month as u8, day as u8).expect("a clock shows days")
}

/// Returns the day as `2026-11-21`.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn today_in_china() -> String {
    date_text(today())
}
