//! Which documents an edition changed, by their files: its sources beside those of the edition
//! before.

use crate::{Archive, sources_name};
use huiqi_authoring::Source;
use huiqi_rules::policy::PolicySet;
use std::collections::BTreeMap;

/// The texts of policy files, by their paths.
pub(crate) type Texts = BTreeMap<String, String>;

/// The documents that an edition changes.
pub(crate) struct ChangedDocuments<'s> {
    sources: &'s [Source],
    archive: &'s dyn Archive,
    /// The sources of former editions that were read.
    former: BTreeMap<String, Texts>,
    titles: Vec<&'static str>,
}

impl<'s> ChangedDocuments<'s> {
    /// Returns none yet, of the edition that is made of these sources.
    pub(crate) fn new(sources: &'s [Source], archive: &'s dyn Archive) -> Self {
        Self { sources, archive, former: BTreeMap::new(), titles: Vec::new() }
    }

    /// Notes the documents of a region that has a new pack: those whose files changed since the
    /// edition before; all where none did, as where a question was changed.
    ///
    /// # Errors
    /// The former sources cannot be read.
    pub(crate) fn note(
        &mut self,
        part: &'static PolicySet,
        former: Option<&str>,
    ) -> Result<(), String> {
        if let Some(edition) = former.filter(|edition| !self.former.contains_key(*edition)) {
            self.former.insert(edition.to_owned(), texts(self.archive, edition)?);
        }
        let texts = former.and_then(|edition| self.former.get(edition));
        let is_new = |id: &str| {
            let source = self.sources.iter().find(|source| is_file_of(&source.path, id));
            let text = source.map(|source| source.text.replace("\r\n", "\n"));
            let before = texts.and_then(|texts| {
                texts.iter().find(|(path, _)| is_file_of(path, id)).map(|(_, text)| text)
            });
            before != text.as_ref()
        };
        let changed: Vec<_> = part.policies.iter().filter(|policy| is_new(policy.id)).collect();
        let named = if changed.is_empty() { part.policies.iter().collect() } else { changed };
        for policy in named {
            if !self.titles.contains(&policy.short_title) {
                self.titles.push(policy.short_title);
            }
        }
        Ok(())
    }

    /// Returns the short titles of all of them.
    pub(crate) fn titles(&self) -> Vec<&'static str> {
        self.titles.clone()
    }
}

/// Returns the sources of an edition; none where an archive is without them: then all documents of
/// a place count as changed.
pub(crate) fn texts(archive: &dyn Archive, edition: &str) -> Result<Texts, String> {
    let text = archive.file(&sources_name(edition))?;
    Ok(text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default())
}

/// Whether a path is that of the file of a document.
pub(crate) fn is_file_of(path: &str, id: &str) -> bool {
    path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")) == Some(id)
}
