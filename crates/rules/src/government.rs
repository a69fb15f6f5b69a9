//! Whose document it is.

/// The level of government that issues a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GovernmentLevel {
    /// A county or a district.
    County,
    /// A city.
    City,
    /// A province.
    Province,
    /// The state.
    State,
}

impl GovernmentLevel {
    /// Every level with its name in policy files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("county", Self::County),
        ("city", Self::City),
        ("province", Self::Province),
        ("state", Self::State),
    ];
}
