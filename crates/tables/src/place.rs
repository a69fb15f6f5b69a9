//! Where the place of a row comes from.

use crate::carried::GivenCells;
use crate::cell::{CellFault, CellProblem};
use crate::row::Row;
use huiqi_rules::answers::Answer;
use huiqi_rules::policy::PolicySet;

/// Where the region of a row comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceSource {
    /// Nothing: it has none.
    Nothing,
    /// Its own cell.
    Cell,
    /// Its own cell, whose words are like those of one place alone: 枣庄, an address there.
    Likely,
    /// Its credit code, where someone said that it counts.
    Code,
    /// The region of rows that say none.
    Rest,
}

/// Which words of a place are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlaceWords {
    /// Those that are certain: where someone can be asked about the others.
    #[default]
    Certain,
    /// Those too that are like those of one place alone, which is said.
    Likely,
}

/// The place of a row as it was read among more places than a rule set has.
#[derive(Clone, Debug)]
pub struct GivenPlace {
    /// The region, by its index in the rule set that reads the rest of the row.
    pub region: Option<u16>,
    /// Where it comes from.
    pub source: PlaceSource,
    /// The faults of the cell that says it.
    pub faults: Vec<CellFault>,
}

impl GivenPlace {
    pub(crate) fn put(self, row: &mut Row, given: &mut GivenCells) {
        row.place = self.source;
        if let Some(region) = self.region {
            given.push((usize::MAX, PolicySet::REGION, Answer::Option(region)));
        }
        for mut fault in self.faults {
            if let (CellProblem::NotAPlace { taken, .. }, Some(region)) =
                (&mut fault.problem, self.region)
            {
                *taken = region;
            }
            let before = row.faults.iter().take_while(|own| own.column < fault.column).count();
            row.faults.insert(before, fault);
        }
    }
}

impl Row {
    /// Whether it says a place that is not known, and is computed as one of the rows that say none.
    #[must_use]
    pub fn is_of_unknown_place(&self) -> bool {
        let is_it = |fault: &CellFault| matches!(fault.problem, CellProblem::NotAPlace { .. });
        self.place == PlaceSource::Rest && self.faults.iter().any(is_it)
    }
}
