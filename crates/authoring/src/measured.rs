//! Awards that are measured by other awards.

use super::declarations::Declarations;
use super::linked::{AwardPosition, own_id, position_of};
use super::message::Message;
use super::read::{named, unknown};
use huiqi_rules::formula::{Formula, Gap};
use huiqi_rules::policy::{AmountRule, Award, Grade, Policy, Promise, Terms};

/// Whether an amount reads another award, or one that reads it.
pub(super) fn is_measured_by(all: &[&Award], award: &Award, id: &str) -> bool {
    let mut next = read_by(award);
    let mut seen: Vec<&str> = Vec::new();
    while let Some(read) = next.pop() {
        if read == id {
            return true;
        }
        if !seen.contains(&read) {
            seen.push(read);
            next.extend(
                all.iter()
                    .find(|other| other.id == read)
                    .into_iter()
                    .flat_map(|other| read_by(other)),
            );
        }
    }
    false
}

/// Returns the awards that an amount reads, by their full ids.
pub(super) fn read_by(award: &Award) -> Vec<&'static str> {
    let mut ids = Vec::new();
    for terms in award.all_terms() {
        if let AmountRule::Computed(computed) = terms.amount {
            ids.extend(computed.awards);
        }
    }
    ids
}

/// "No such award": one of the own document is looked for there, any other among those of the other
/// documents, by full ids.
pub(super) fn unknown_award<'a>(
    document: &str,
    id: &str,
    all: impl Iterator<Item = &'a str>,
) -> Message {
    let of = |id: &str| id.split_once('/').is_none_or(|(own, _)| own == document);
    if of(id) {
        unknown("award", own_id(id), all.filter(|id| of(id)).map(own_id))
    } else {
        unknown("award", id, all.filter(|id| !of(id)))
    }
}

/// Notes awards that an amount reads and that are not there, or that read it in turn; and what may
/// not fall in an award that is open. Returns whether it reads itself.
pub(super) fn check_links(
    declared: &Declarations,
    policies: &[Policy],
    all: &[&Award],
    award: &Award,
    positions: &[AwardPosition],
) -> bool {
    let mut next = read_by(award);
    if !award.all_terms().any(|terms| matches!(terms.amount, AmountRule::Computed(_))) {
        return false;
    }
    let Some(position) = position_of(positions, award.id) else { return false };
    let mut seen: Vec<&str> = Vec::new();
    while let Some(id) = next.pop() {
        let Some(other) = all.iter().find(|other| other.id == id) else {
            if declared.is_absent(policies, id, position) {
                continue;
            }
            let own = award.id.split_once('/').map_or("", |(document, _)| document);
            position.problem(unknown_award(own, id, all.iter().map(|award| award.id)));
            continue;
        };
        if other.id == award.id {
            let circle = all.iter().filter(|other| {
                is_measured_by(all, award, other.id) && is_measured_by(all, other, award.id)
            });
            let circle: Vec<&str> = circle.map(|other| own_id(other.id)).collect();
            let circle = named(&circle);
            position.problem(say!(
                "an award is measured by itself, through the awards that it reads: {circle}",
                "奖项按自己来算，绕成了圈：{circle}"
            ));
            return true;
        }
        if !seen.contains(&other.id) {
            seen.push(other.id);
            next.extend(read_by(other));
        }
    }
    for terms in award.all_terms() {
        let AmountRule::Computed(computed) = terms.amount else { continue };
        computed.most.each(&mut |part| {
            let Formula::Less([_, less]) = part else { return };
            less.each(&mut |part| {
                let Formula::Award(id) = part else { return };
                let other = all.iter().find(|other| other.id == *id);
                if other.is_some_and(|other| other.all_terms().any(leaves_open)) {
                    position.problem(say!(
                        "this amount falls where award `{}` rises, and the document leaves that \
                         one open: what is left has no exact bounds",
                        "奖项 `{}` 多了这里就少，而那一项文件没有定死，剩下多少算不准",
                        own_id(id)
                    ));
                }
            });
        });
    }
    false
}

/// Whether a document leaves an amount open in a complete answer.
pub(super) fn leaves_open(terms: &Terms) -> bool {
    let by_amount = match terms.amount {
        AmountRule::Fixed(_) | AmountRule::Match { .. } => false,
        AmountRule::UpTo(_) => true,
        AmountRule::Graded { grades, .. } => grades.contains(&Grade::Undecided),
        AmountRule::Share { promise, .. } => promise == Promise::Ceiling,
        AmountRule::Computed(computed) => computed.gap != Gap::None,
    };
    by_amount || terms.silent_unless.is_some()
}
