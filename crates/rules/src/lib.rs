//! The value types: money, amounts, what can be asked and was answered, and the shape of a policy
//! document. In reading order: [`truth`], [`day`], [`unit`], [`money`], [`amount`],
//! [`question`], [`answers`], [`policy`], [`moves`].

pub mod amount;
pub mod answers;
pub mod day;
pub mod money;
pub mod moves;
pub mod order;
pub mod policy;
pub mod question;
pub mod truth;
pub mod unit;
