//! Rows that are found by their ids.

use super::entry::{Change, Entry, Scope};
use super::fields::{Field, Place};

/// The rows of two editions, paired by their ids.
pub(crate) struct Paired<'a, T> {
    /// The rows of the new edition in its order, each with the old one of the same id; then those
    /// that only the old edition has.
    pub(crate) pairs: Vec<Pair<'a, T>>,
    /// Whether the rows that both have are in another order.
    pub(crate) is_reordered: bool,
}

/// A row in the editions that have it.
pub(crate) enum Pair<'a, T> {
    /// Only the new edition has it.
    Added(&'a T),
    /// Only the old edition has it.
    Removed(&'a T),
    /// Both have it: the old row, then the new one.
    Both(&'a T, &'a T),
}

/// Pairs rows; of rows with one id in an edition, the first of one is paired with the first of the
/// other, and so on.
pub(crate) fn paired<'a, T>(
    old: &'a [T],
    new: &'a [T],
    id: impl Fn(&'a T) -> String,
    new_id: impl Fn(&'a T) -> String,
) -> Paired<'a, T> {
    let mut rest: Vec<(usize, String, &T)> =
        old.iter().enumerate().map(|(index, row)| (index, id(row), row)).collect();
    let mut pairs = Vec::new();
    let mut places = Vec::new();
    for row in new {
        let own = new_id(row);
        match rest.iter().position(|(_, other, _)| *other == own) {
            Some(found) => {
                let (place, _, before) = rest.remove(found);
                places.push(place);
                pairs.push(Pair::Both(before, row));
            }
            None => pairs.push(Pair::Added(row)),
        }
    }
    pairs.extend(rest.into_iter().map(|(_, _, row)| Pair::Removed(row)));
    Paired { pairs, is_reordered: !places.is_sorted() }
}

/// Returns the entries of rows that need no more than their properties: what is new, gone or
/// changed, and another order.
pub(crate) fn rows<'a, T>(
    place: &Place,
    what: &str,
    (old, new): (&'a [T], &'a [T]),
    fields: (&dyn Fn(&'a T) -> Row, &dyn Fn(&'a T) -> Row),
) -> Vec<Entry> {
    let both = paired(old, new, |row| (fields.0)(row).key, |row| (fields.1)(row).key);
    let mut entries = Vec::new();
    for pair in both.pairs {
        match pair {
            Pair::Added(row) => {
                let row = (fields.1)(row);
                let text = format!("新增{what}：{}", row.name);
                let mut entry = row.entry(place, Change::Added, text);
                entry.after = row.name;
                entries.push(entry);
            }
            Pair::Removed(row) => {
                let row = (fields.0)(row);
                let text = format!("删去{what}：{}", row.name);
                let mut entry = row.entry(place, Change::Removed, text);
                entry.before = row.name;
                entries.push(entry);
            }
            Pair::Both(before, after) => {
                let (before, after) = ((fields.0)(before), (fields.1)(after));
                let at = after.at(place);
                let mut own = super::fields::changed(&at, &before.fields, &after.fields);
                for entry in &mut own {
                    entry.scope = after.scope.clone();
                    if after.is_named {
                        entry.text = format!("{what}“{}”，{}", after.name, entry.text);
                    }
                }
                entries.extend(own);
            }
        }
    }
    if both.is_reordered {
        entries.push(place.entry(Change::Changed, what, format!("{what}的先后变了")));
    }
    entries
}

/// A row with its id, its name and its properties.
pub(crate) struct Row {
    /// What pairs it with the row of the other edition.
    pub(crate) key: String,
    /// Its clause, where it has one of its own.
    pub(crate) clause: &'static str,
    /// Its name on the page.
    pub(crate) name: String,
    /// Whether the name is written before a changed property.
    pub(crate) is_named: bool,
    pub(crate) fields: Vec<Field>,
    /// Where its changes can be seen.
    pub(crate) scope: Scope,
}

impl Row {
    fn entry(&self, place: &Place, change: Change, text: String) -> Entry {
        Entry { scope: self.scope.clone(), ..self.at(place).entry(change, "", text) }
    }

    fn at(&self, place: &Place) -> Place {
        let clause = if self.clause.is_empty() { place.clause } else { self.clause };
        Place { clause, id: self.key.clone(), ..place.clone() }
    }
}
