//! How awards are applied for, as documents and the portal say it.

use huiqi_rules::policy::{Award, PolicySet};
use huiqi_sitting::corrections::Corrections;
use huiqi_sitting::wording;

/// Returns how each award is applied for, where anybody says it, by the ids of the awards.
pub(super) fn applications(set: &PolicySet, corrections: &Corrections) -> Vec<(String, String)> {
    let awards = set.policies.iter().flat_map(|policy| policy.awards);
    let said = |award: &Award| {
        let words = wording::next::facts_in_a_cell(&corrections.of(award));
        (!words.is_empty()).then(|| (award.id.to_owned(), words))
    };
    awards.filter_map(said).collect()
}
