//! The documents that are shipped with the product, by name. A portal adds its own beside them:
//! what a test knows of figures, words and counts is of these; of all documents tests hold
//! properties alone.

use huiqi_authoring::{Source, load};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::{Policy, PolicySet};
use std::path::Path;
use std::sync::OnceLock;

/// The ids of the shipped documents.
pub(crate) const SHIPPED: [&str; 5] = [
    "jincheng-srdi-2021",
    "sanmenxia-srdi-2022",
    "shanxi-srdi-2022",
    "xinxiang-srdi-2022",
    "zaozhuang-srdi-2022",
];

/// Returns the shipped documents among those that are baked.
pub(crate) fn policies() -> impl Iterator<Item = &'static Policy> {
    POLICIES.policies.iter().filter(|policy| SHIPPED.contains(&policy.id))
}

/// Returns all files that are baked, those of a portal's own documents too.
pub(crate) fn all_sources() -> Vec<Source> {
    huiqi_authoring::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies"))
        .expect("the policy files can be read")
}

/// Returns the files of the shipped documents, and those that all documents share.
pub(crate) fn sources() -> Vec<Source> {
    let is_shipped = |source: &Source| {
        let name = source.path.trim_start_matches("policies/").trim_end_matches(".toml");
        SHIPPED.contains(&name) || matches!(name, "regions" | "questions")
    };
    all_sources().into_iter().filter(is_shipped).collect()
}

/// Returns the rule set as it is without documents of a portal's own.
pub(crate) fn set() -> &'static PolicySet {
    static SET: OnceLock<&PolicySet> = OnceLock::new();
    SET.get_or_init(|| load(&sources()).expect("the shipped files have no mistake").set)
}
