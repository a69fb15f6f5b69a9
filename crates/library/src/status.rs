//! What the status page needs to know to check what lies beside the page.

use huiqi_rules::apply::{ApplyMode, MaterialForm, StatusWord};
use huiqi_rules::policy::PolicySet;
use serde_json::{Value, json};

/// Returns what site.json and apply.json may name: documents, awards and words.
#[must_use]
pub fn rules(set: &PolicySet) -> Value {
    let documents: Vec<&str> = set.policies.iter().map(|policy| policy.id).collect();
    let awards = set.policies.iter().flat_map(|policy| policy.awards);
    json!({
        "edition": set.edition,
        "documents": documents,
        "awards": awards.map(|award| award.id).collect::<Vec<_>>(),
        "modes": ApplyMode::ALL.map(|(name, _)| name),
        "forms": MaterialForm::ALL.map(|(name, _)| name),
        "states": StatusWord::ALL.map(|(name, _)| name),
    })
}
