//! What documents of a region name in documents of other places: it is not paid in this one.

use super::subset::keep;
use huiqi_rules::formula::{Case, Computed, Formula};
use huiqi_rules::limit::{OtherLimitMembers, SumLimit};
use huiqi_rules::policy::{AmountRule, Award, OtherTerms, Policy, Terms};
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;

/// Takes it out of limits and amounts. A limit over nothing is left out, and with it what names it.
pub(crate) fn leave_out(policies: &mut [Policy]) {
    let awards: Vec<&str> =
        policies.iter().flat_map(|policy| policy.awards).map(|award| award.id).collect();
    let is_paid = |id: &str| awards.contains(&id);
    for policy in policies.iter_mut() {
        let is_changed =
            |award: &Award| award.all_terms().any(|terms| names_another(terms, is_paid));
        if policy.awards.iter().any(is_changed) {
            let own = |award: &Award| Award {
                terms: terms_here(&award.terms, is_paid),
                others: keep(award.others.iter().map(|other| OtherTerms {
                    readings: other.readings,
                    terms: terms_here(&other.terms, is_paid),
                })),
                ..award.clone()
            };
            policy.awards = keep(policy.awards.iter().map(own));
        }
    }
    while leave_out_members(policies, is_paid) {}
}

/// Takes out of limits what is not here; whether there was any.
fn leave_out_members(policies: &mut [Policy], is_paid: impl Fn(&str) -> bool) -> bool {
    let groups = policies.iter().flat_map(|policy| policy.highest_only).map(|group| group.id);
    let limits = policies.iter().flat_map(|policy| policy.limits).map(|limit| limit.id);
    let others: Vec<&str> = groups.chain(limits).collect();
    let is_here = |id: &str| is_paid(id) || others.contains(&id);
    let is_whole = |limit: &SumLimit| limit.all_members().all(|id| is_here(id));
    if policies.iter().flat_map(|policy| policy.limits).all(is_whole) {
        return false;
    }
    let kept = |members: &'static [&'static str]| {
        keep(members.iter().copied().filter(|member| is_here(member)))
    };
    for policy in policies.iter_mut() {
        let own = policy.limits.iter().map(|limit| SumLimit {
            members: kept(limit.members),
            other_members: limit
                .other_members
                .map(|other| OtherLimitMembers { members: kept(other.members), ..other }),
            ..*limit
        });
        policy.limits = keep(own.filter(|limit| limit.all_members().next().is_some()));
    }
    true
}

/// Whether an amount reads an award that is not paid here.
fn names_another(terms: &Terms, is_paid: impl Fn(&str) -> bool) -> bool {
    match &terms.amount {
        AmountRule::Computed(computed) => !computed.awards.iter().all(|id| is_paid(id)),
        AmountRule::Fixed(_)
        | AmountRule::UpTo(_)
        | AmountRule::Graded { .. }
        | AmountRule::Share { .. }
        | AmountRule::Match { .. } => false,
    }
}

fn terms_here(terms: &Terms, is_paid: impl Fn(&str) -> bool) -> Terms {
    let AmountRule::Computed(computed) = &terms.amount else { return *terms };
    let amount = AmountRule::Computed(
        &keep([Computed {
            least: formula_here(&computed.least, &is_paid),
            most: formula_here(&computed.most, &is_paid),
            awards: keep(computed.awards.iter().copied().filter(|id| is_paid(id))),
            ..**computed
        }])[0],
    );
    Terms { amount, ..*terms }
}

/// Returns a formula in which an award that is not paid here is nothing.
fn formula_here(formula: &Formula, is_paid: &dyn Fn(&str) -> bool) -> Formula {
    let here = |part: &Formula| formula_here(part, is_paid);
    let all = |parts: &'static [Formula]| keep(parts.iter().map(here));
    let one = |part: &'static Formula| &keep([here(part)])[0];
    match formula {
        Formula::Award(id) if !is_paid(id) => Formula::Constant(Decimal::ZERO, Notation::Money),
        Formula::Award(_) | Formula::Constant(..) | Formula::Unbounded | Formula::Figure(_) => {
            *formula
        }
        Formula::Sum(parts) => Formula::Sum(all(parts)),
        Formula::Product(parts) => Formula::Product(all(parts)),
        Formula::Lesser(parts) => Formula::Lesser(all(parts)),
        Formula::Greater(parts) => Formula::Greater(all(parts)),
        Formula::Less([from, less]) => {
            Formula::Less(&*Box::leak(Box::new([here(from), here(less)])))
        }
        Formula::Divided(part, by) => Formula::Divided(one(part), *by),
        Formula::FullSteps(part, per) => Formula::FullSteps(one(part), *per),
        Formula::Progressive(part, brackets) => Formula::Progressive(one(part), brackets),
        Formula::Cases(cases, otherwise) => Formula::Cases(
            keep(
                cases.iter().map(|case| Case { condition: case.condition, then: here(&case.then) }),
            ),
            one(otherwise),
        ),
    }
}
