//! From policy files to what lies in `packs/`: one pack for each region, the index, and the
//! sources. The same files give the same bytes on any machine.
//!
//! What was published is never deleted: a region whose rules did not change keeps its pack, and a
//! pack of an edition that was published is not written anew.

#[macro_use]
mod problem;

mod changed;
mod edition;
mod examples;
mod index;
mod published;

pub use edition::{EditionNote, Recalled};
pub use examples::{example_answers, wrong_example, wrong_examples, wrong_total};
pub use index::{Index, IndexedEdition, IndexedPack, IndexedRegion};
pub use problem::Problem;
pub use published::{Published, edition_words, published};

use changed::ChangedDocuments;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_compact::{KeyPair, Seed};
use huiqi_authoring::{Source, load, rules_hash};
use huiqi_pack::{Head, Signature, hash, of_region, read, signed, unsigned};
use huiqi_rules::policy::PolicySet;

/// The name of the index.
pub const INDEX: &str = "index.json";

/// What was published before: the text of the index, and the packs by their names.
pub trait Archive {
    /// Returns a file; nothing where it is not there.
    ///
    /// # Errors
    /// It is there and cannot be read.
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, String>;
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name in `packs/`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Returns the files of an edition: new packs, each with a copy as script for pages that were
/// opened from a folder, the sources, and the index.
///
/// # Errors
/// Every mistake of the files and every example that does not hold, or why this edition cannot be
/// published.
pub fn publish(
    sources: &[Source],
    note: &EditionNote,
    archive: &dyn Archive,
    keys: &[[u8; 32]],
) -> Result<Vec<File>, Vec<Problem>> {
    let files = |mistakes: Vec<_>| mistakes.into_iter().map(Problem::File).collect::<Vec<_>>();
    let checked = load(sources).map_err(files)?;
    let wrong = wrong_examples(&checked);
    if !wrong.is_empty() {
        return Err(files(wrong));
    }
    publish_set(checked.set, sources, note, archive, keys).map_err(|problem| vec![problem])
}

fn publish_set(
    set: &'static PolicySet,
    sources: &[Source],
    note: &EditionNote,
    archive: &dyn Archive,
    keys: &[[u8; 32]],
) -> Result<Vec<File>, Problem> {
    let mut index = match archive.file(INDEX)? {
        Some(text) => Index::read(&text)?,
        None => Index::default(),
    };
    let rules = rules_hash(sources);
    let edition = index.edition(set.edition, &rules, note)?;
    let mut files = Vec::new();
    let mut changed = ChangedDocuments::new(sources, archive);
    for (number, region) in set.regions.iter().enumerate() {
        let within = region.within.map(|within| &set.regions[usize::from(within)]);
        let entry = index.region(region, within);
        if region.policies.is_empty() {
            continue;
        }
        let part = of_region(set, number as u16);
        let last = index.regions[entry].packs.last().cloned();
        let former = match &last {
            Some(last) => {
                let name = pack_name(region.id, &index.editions[last.edition].edition);
                let bytes = archive.file(&name)?.ok_or_else(|| {
                    problem!(
                        "{} is in the index and not in the folder; put it back",
                        "index.json 里有 {}，文件夹里却没有；请放回来",
                        name
                    )
                })?;
                let loaded = read(&bytes).map_err(|refusal| format!("{name}: {refusal:?}"))?;
                let is_recalled = index.editions[last.edition].recalled.is_some();
                if !is_recalled && is_same(loaded.set(), part) {
                    continue;
                }
                if last.edition == edition {
                    return Err(problem!(
                        "edition {} of {} was written with other rules; write a later edition at \
                         the head of regions.toml",
                        "版次 {} 的 {} 已经生成过，规则和这次不同；请在 regions.toml 开头写一个更高的版次",
                        set.edition,
                        region.id
                    ));
                }
                if keys.is_empty() && !loaded.signatures.is_empty() {
                    return Err(problem!(
                        "{} is signed: without a signature, a page that has keys would refuse the \
                         new pack; name the file with the secret key",
                        "{} 是签过名的：这一次不签名，写了公钥的页面就不会采用；请加上私钥文件",
                        name
                    ));
                }
                last.hash.clone()
            }
            None => String::new(),
        };
        let head = Head {
            edition: set.edition.to_owned(),
            day: note.day,
            author: note.author.clone(),
            reviewer: note.reviewer.clone(),
            reason: note.reason.clone(),
            rules: rules.clone(),
            former,
        };
        let covered = unsigned(part, &head);
        let signatures: Vec<Signature> = keys.iter().map(|key| sign(key, &covered)).collect();
        let pack = signed(covered, &signatures);
        // What cannot be read again is not published.
        read(&pack).map_err(|refusal| format!("the pack of {}: {refusal:?}", region.id))?;
        let former_edition = last.map(|last| index.editions[last.edition].edition.clone());
        changed.note(part, former_edition.as_deref())?;
        index.add(entry, IndexedPack { edition, hash: hash(&pack), size: pack.len() });
        let name = pack_name(region.id, set.edition);
        files.push(script(&name, "huiqiPack", &BASE64_STANDARD.encode(&pack)));
        files.push(File { name, bytes: pack });
    }
    let titles = changed.titles();
    if !titles.is_empty() {
        index.name_documents(edition, &titles);
    }
    let name = sources_name(set.edition);
    files.push(File { name, bytes: sources_text(sources).into_bytes() });
    let text = index.text();
    files.push(script(INDEX, "huiqiPacks", &text));
    files.push(File { name: INDEX.to_owned(), bytes: text.into_bytes() });
    Ok(files)
}

/// Returns the name of the pack of a region and an edition.
#[must_use]
pub fn pack_name(region: &str, edition: &str) -> String {
    format!("{region}-{edition}.huiqi")
}

/// Returns the name of the sources of an edition.
fn sources_name(edition: &str) -> String {
    format!("sources-{edition}.json")
}

/// Returns the public key of a secret one.
#[must_use]
pub fn public_key(secret: &[u8; 32]) -> [u8; 32] {
    *KeyPair::from_seed(Seed::new(*secret)).pk
}

fn sign(secret: &[u8; 32], covered: &[u8]) -> Signature {
    let pair = KeyPair::from_seed(Seed::new(*secret));
    Signature { key: *pair.pk, signature: *pair.sk.sign(covered, None) }
}

/// Whether a published pack has the rules of a new one, but for the name of the edition.
fn is_same(old: &PolicySet, new: &PolicySet) -> bool {
    let head = Head {
        edition: String::new(),
        day: time::Date::MIN,
        author: String::new(),
        reviewer: String::new(),
        reason: String::new(),
        rules: String::new(),
        former: String::new(),
    };
    let of_edition = |set: &PolicySet| PolicySet {
        edition: "",
        regions: set.regions,
        steps: set.steps,
        sections: set.sections,
        assumptions: set.assumptions,
        questions: set.questions,
        constraints: set.constraints,
        moves: set.moves,
        formerly: set.formerly,
        synonyms: set.synonyms,
        everyday_words: set.everyday_words,
        policies: set.policies,
        first_form: set.first_form,
    };
    let bytes = |set: &PolicySet| {
        let set: &'static PolicySet = Box::leak(Box::new(of_edition(set)));
        unsigned(set, &head)
    };
    bytes(old) == bytes(new)
}

/// A copy of a text as script, for pages that were opened from a folder.
fn script(name: &str, variable: &str, text: &str) -> File {
    let literal = serde_json::to_string(text).expect("a text is JSON");
    // A script ends at no letter of a text.
    let literal = literal.replace('<', "\\u003c").replace('\u{2028}', "\\u2028");
    File {
        name: format!("{name}.js"),
        bytes: format!("window.{variable}={literal};\n").into_bytes(),
    }
}

fn sources_text(sources: &[Source]) -> String {
    let files: std::collections::BTreeMap<&str, String> = sources
        .iter()
        .map(|source| (source.path.as_str(), source.text.replace("\r\n", "\n")))
        .collect();
    serde_json::to_string_pretty(&files).expect("texts are JSON") + "\n"
}
