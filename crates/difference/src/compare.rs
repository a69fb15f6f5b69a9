//! The difference over the tables.

use super::entry::{Change, Difference, Entry, Reach};
use super::fields::Place;
use super::ids::Ids;
use super::policies::policies;
use super::questions::shared_tables;
use huiqi_rules::formula::Formula;
use huiqi_rules::limit::LimitRule;
use huiqi_rules::policy::{AmountRule, PolicySet, Region, Terms};

/// Returns what differs between two editions. Where nothing does, no report differs: both editions
/// give every company the same amounts, reasons, questions and words.
///
/// Both must hold the same regions (each whole, or both of one region) with the same extent of
/// texts; otherwise what one of them leaves out is said to be new or gone.
#[must_use]
pub fn difference(old: &'static PolicySet, new: &'static PolicySet) -> Difference {
    let (old_ids, new_ids) = (Ids { set: old }, Ids { set: new });
    let mut entries = policies(old_ids, new_ids);
    entries.extend(shared_tables(old_ids, new_ids));
    if entries.is_empty() && derived(old_ids) != derived(new_ids) {
        entries.push(not_derived());
    }
    Difference { old, new, entries }
}

/// What authoring derives from the rest is the same where the rest is, unless a file was made
/// otherwise.
fn not_derived() -> Entry {
    let place = Place {
        document: None,
        title: "",
        clause: "",
        id: "derived".to_owned(),
        name: String::new(),
    };
    let text = "规则写法相同，但推算用的表不同，请重新制作规则包".to_owned();
    let entry = place.entry(Change::Changed, "推算用的表", text);
    Entry { reach: Reach::Amounts, ..entry }
}

/// Returns what an edition derives for its regions, by ids.
fn derived(ids: Ids) -> Vec<String> {
    ids.set.regions.iter().flat_map(|region| derived_of(ids, region)).collect()
}

fn derived_of(ids: Ids, region: &Region) -> Vec<String> {
    let asked: Vec<&str> = region.questions.iter().map(|index| ids.question(*index)).collect();
    let constraints: Vec<String> = region
        .constraints
        .iter()
        .map(|index| {
            let own = &ids.set.constraints[usize::from(*index)];
            format!("{}/{}", ids.question(own.multi), ids.question(own.ladder))
        })
        .collect();
    let mut found = vec![
        format!("{} {} {}", region.id, asked.join(","), constraints.join(",")),
        ids.variables(region, region.reads),
    ];
    for index in region.policies {
        let policy = ids.set.policy(*index);
        for award in policy.awards {
            for terms in award.all_terms() {
                found.push(format!("{} {}", award.id, derived_terms(ids, region, terms)));
            }
        }
        for limit in policy.limits {
            for rule in limit.all_rules() {
                let LimitRule::AtMost(_, reads, _) = rule else { continue };
                found.push(format!("{} {}", limit.id, ids.variables(region, *reads)));
            }
        }
    }
    found
}

fn derived_terms(ids: Ids, region: &Region, terms: &Terms) -> String {
    let reads = ids.variables(region, terms.reads);
    let AmountRule::Computed(computed) = &terms.amount else { return reads };
    let conditions = computed.conditions.iter().map(|condition| ids.condition(condition));
    let ways = computed
        .ways
        .iter()
        .map(|(question, rises)| format!("{}{rises}", ids.formula(&Formula::Figure(*question))));
    format!(
        "{reads} {:?} {:?} {:?}",
        computed.awards,
        conditions.collect::<Vec<_>>(),
        ways.collect::<Vec<_>>()
    )
}
