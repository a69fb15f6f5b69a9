//! Which disputed clauses are read the other way.

use huiqi_rules::policy::{Policy, ReadingSet};

/// Which disputed clauses are read the other way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChosenReadings {
    others: Vec<&'static str>,
}

impl ChosenReadings {
    /// Returns the same choice with this reading taken the other way.
    #[must_use]
    pub fn other(mut self, id: &'static str) -> Self {
        if !self.others.contains(&id) {
            self.others.push(id);
        }
        self
    }

    /// Whether this reading is taken the other way.
    #[must_use]
    pub fn is_other(&self, id: &str) -> bool {
        self.others.contains(&id)
    }

    /// Returns the same choice with this reading alone switched.
    #[must_use]
    pub fn switched(&self, id: &'static str) -> Self {
        let mut others = self.others.clone();
        if self.is_other(id) {
            others.retain(|other| *other != id);
        } else {
            others.push(id);
        }
        Self { others }
    }

    /// Those of one document that are taken the other way.
    #[must_use]
    pub fn of(&self, policy: &Policy) -> ReadingSet {
        let mut chosen = ReadingSet::NONE;
        if !self.others.is_empty() {
            for (index, reading) in policy.indexed_readings() {
                if self.is_other(reading.id) {
                    chosen = chosen.switched(index);
                }
            }
        }
        chosen
    }
}
