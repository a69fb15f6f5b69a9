//! The page of huiqi (惠企): draws the questions and the result, and passes on what is chosen and
//! typed.

pub mod app;

#[cfg(feature = "first")]
pub(crate) use huiqi_policies::first::POLICIES;
#[cfg(not(feature = "first"))]
pub(crate) use huiqi_policies::page::POLICIES;
