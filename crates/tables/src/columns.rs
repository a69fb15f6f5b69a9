//! What the columns of one table hold, found by their headings together: what is found twice, and
//! what only a column beside shows to be of a former edition.

use super::column::Column;
use super::former::{named, successor};
use huiqi_rules::formerly::Becomes;
use huiqi_rules::policy::PolicySet;

impl Column {
    /// Returns what each column of a table holds: as earlier tables had it, by the word that was
    /// kept for its heading, else by the heading. What is found twice is taken from the first.
    #[must_use]
    pub fn of_headings(
        set: &PolicySet,
        headings: &[&str],
        remembered: &[(String, String)],
    ) -> Vec<Self> {
        let column = |heading: &&str| {
            let own = Self::named(set, heading);
            let earlier = remembered.iter().find(|(other, _)| other == heading.trim());
            match earlier.and_then(|(_, word)| Self::of_word(set, word)) {
                // Chosen among former questions: a heading that is known now says more.
                Some(Self::Former(_)) if own != Self::Other => own,
                Some(column) => column,
                None => own,
            }
        };
        let mut columns: Vec<Self> = headings.iter().map(column).collect();
        take_together(set, headings, &mut columns);
        for index in 1..columns.len() {
            if columns[..index].contains(&columns[index]) {
                columns[index] = Self::Other;
            }
        }
        take_for_present(set, &mut columns);
        columns
    }
}

/// Takes a column whose heading fits a present and a former question for the former one, where a
/// column beside it holds a question that was asked only together with that one.
fn take_together(set: &PolicySet, headings: &[&str], columns: &mut [Column]) {
    let beside: Vec<&str> = columns
        .iter()
        .filter_map(|column| match column {
            Column::Former(index) => Some(set.formerly[usize::from(*index)].id),
            Column::Name | Column::Day | Column::Question(_) | Column::Other => None,
        })
        .collect();
    for (column, heading) in columns.iter_mut().zip(headings) {
        if let (Column::Question(_), Some(index)) = (*column, named(set, heading)) {
            let rules = set.formerly[usize::from(index)].rules.iter();
            if rules.flat_map(|rule| rule.with).any(|(id, _)| beside.contains(id)) {
                *column = Column::Former(index);
            }
        }
    }
}

/// Takes a column of a former question for one of the present question to which all its answers go,
/// where no other column holds that one.
fn take_for_present(set: &PolicySet, columns: &mut [Column]) {
    for position in 0..columns.len() {
        if let Column::Former(former) = columns[position]
            && let Some(index) = successor(set, &set.formerly[usize::from(former)])
            && !columns.contains(&Column::Question(index))
        {
            columns[position] = Column::Question(index);
        }
    }
}

/// Why a column with this heading has another meaning than it had in former tables, where that is
/// so.
#[must_use]
pub fn changed_meaning(set: &PolicySet, heading: &str, column: Column) -> Option<&'static str> {
    let Column::Question(index) = column else { return None };
    let id = set.question(index).id;
    let rules = set.formerly[usize::from(named(set, heading)?)].rules.iter();
    // The last rule is for the most answers.
    rules.rev().map(|rule| &rule.becomes).find_map(|becomes| match becomes {
        Becomes::AskedAgain { question, why } if *question == id => Some(*why),
        Becomes::AskedAgain { .. } | Becomes::Same { .. } | Becomes::Set { .. } => None,
    })
}
