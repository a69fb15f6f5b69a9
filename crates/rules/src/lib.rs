//! The value types: money, amounts, what can be asked and was answered, and the shape of a policy
//! document. In reading order: [`truth`], [`day`], [`unit`], [`money`], [`amount`],
//! [`question`], [`condition`], [`moves`], [`formerly`], [`synonym`], [`division`],
//! [`apply`], [`policy`],
//! [`answers`], [`carry`].

pub mod amount;
mod amount_rule;
mod answer;
pub mod answers;
pub mod apply;
mod award_days;
pub mod bends;
pub mod carry;
pub mod condition;
pub mod crossings;
pub mod day;
pub mod division;
pub mod formerly;
pub mod formula;
pub mod government;
pub mod limit;
pub mod money;
pub mod moves;
pub mod order;
pub mod policy;
pub mod question;
mod reading;
pub mod recognition;
pub mod short_name;
mod support;
pub mod synonym;
pub mod trial;
pub mod truth;
pub mod unit;
