//! The steps of the questionnaire and their sections.

use super::SectionText;
use crate::read::TomlTable;
use crate::words::{duplicate, keep, optional, word};
/// Reads a step or a section; none where its id is missing. `taken` are the ids before it.
pub(super) fn read<'a>(
    mut table: TomlTable<'_>,
    taken: impl Iterator<Item = &'a str>,
) -> Option<SectionText> {
    let (id, title) = (table.text("id"), table.text("title"));
    let intro = optional(&mut table, "intro");
    table.finish();
    let id = id?;
    duplicate(&id, taken);
    Some(SectionText { id: keep(&id.text), title: word(title), intro })
}
