//! What awards read, also through the awards that they are measured by.

use crate::amounts;
use crate::conditions::reads;
use crate::declarations::Declarations;
use crate::directions::ways;
use crate::regions::Matters;
use crate::words::keep_all;
use huiqi_rules::condition::Condition;
use huiqi_rules::formula::Computed;
use huiqi_rules::policy::{AmountRule, Award, OtherTerms, Terms};
use huiqi_rules::question::Variables;

/// Returns an award with all that it reads, also through the awards that it is measured by.
pub(super) fn with_reads(
    declared: &Declarations,
    all: &[&Award],
    matters: &Matters,
    award: &Award,
) -> Award {
    let terms = |terms: &Terms| {
        let amount = match terms.amount {
            AmountRule::Computed(computed) => {
                let mut asked = of_cases(computed);
                asked_by(all, computed.awards, &mut vec![award.id], &mut asked);
                AmountRule::Computed(Box::leak(Box::new(Computed {
                    conditions: keep_all(asked),
                    ways: keep_all(ways(all, &terms.amount)),
                    ..*computed
                })))
            }
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Graded { .. }
            | AmountRule::Share { .. }
            | AmountRule::Match { .. } => terms.amount,
        };
        Terms {
            amount,
            reads: reads_of(declared, all, matters, (award, terms), &mut vec![award.id]),
            ..*terms
        }
    };
    let other =
        |other: &OtherTerms| OtherTerms { readings: other.readings, terms: terms(&other.terms) };
    Award {
        terms: terms(&award.terms),
        others: keep_all(award.others.iter().map(other).collect()),
        ..*award
    }
}

/// Returns the conditions of the cases of an amount.
fn of_cases(computed: &Computed) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for formula in computed.formulas() {
        formula.each_condition(&mut |condition| conditions.push(*condition));
    }
    conditions
}

/// Adds what awards ask, and what those that they read ask.
fn asked_by(
    all: &[&Award],
    ids: &[&'static str],
    within: &mut Vec<&'static str>,
    asked: &mut Vec<Condition>,
) {
    for id in ids {
        let Some(other) = all.iter().find(|other| other.id == *id) else { continue };
        if within.contains(id) {
            continue;
        }
        within.push(id);
        for terms in other.all_terms() {
            asked.push(terms.condition);
            asked.extend(terms.silent_unless);
            if let AmountRule::Computed(computed) = terms.amount {
                asked.extend(of_cases(computed));
                asked_by(all, computed.awards, within, asked);
            }
        }
    }
}

fn reads_of(
    declared: &Declarations,
    all: &[&Award],
    matters: &Matters,
    (award, terms): (&Award, &Terms),
    within: &mut Vec<&'static str>,
) -> Variables {
    let mut own = reads(declared, &terms.condition) | amounts::reads(declared, &terms.amount);
    if let Some(silent) = &terms.silent_unless {
        own = own | reads(declared, silent);
    }
    if let Some((question, option)) = matters.of(award) {
        own = own | declared.variable(question, option);
    }
    if let AmountRule::Computed(computed) = terms.amount {
        for id in computed.awards {
            let Some(other) = all.iter().find(|other| other.id == *id) else { continue };
            if !within.contains(id) {
                within.push(id);
                for terms in other.all_terms() {
                    own = own | reads_of(declared, all, matters, (other, terms), within);
                }
            }
        }
    }
    own
}
