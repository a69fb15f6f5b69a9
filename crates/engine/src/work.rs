//! How often awards and figures are computed: what an evaluation costs, as a number that is equal
//! on every machine. Only authoring counts, which is never built for the page.

use super::chosen::ChosenReadings;
use super::evaluate::outline;
use huiqi_rules::answers::Answers;
use huiqi_rules::policy::PolicySet;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use time::Date;

thread_local! {
    /// How much may still be computed until [`computations`] has its answer; none where
    /// nobody counts.
    static LEFT: Cell<Option<u64>> = const { Cell::new(None) };
}

/// What ends an evaluation that has cost as much as it may.
struct Spent;

/// Notes that an award is computed, or that an amount reads a figure.
pub(super) fn spend() {
    match LEFT.get() {
        None => {}
        // No panic: nothing is printed, and the counter alone catches it.
        Some(0) => resume_unwind(Box::new(Spent)),
        Some(left) => LEFT.set(Some(left - 1)),
    }
}

/// Returns how many times [`outline`] computes an award or reads a figure for these answers; `most`
/// where it would be more.
#[must_use]
pub fn computations(
    set: &'static PolicySet,
    answers: &Answers,
    on: Date,
    readings: &ChosenReadings,
    most: u64,
) -> u64 {
    LEFT.set(Some(most));
    let ended = catch_unwind(AssertUnwindSafe(|| drop(outline(set, answers, on, readings))));
    let left = LEFT.replace(None).unwrap_or(0);
    if let Err(cause) = ended
        && !cause.is::<Spent>()
    {
        resume_unwind(cause);
    }
    most - left
}
