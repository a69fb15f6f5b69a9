//! From policy files to what lies in `packs/`: one pack for each region, the index, and the
//! sources. The same files give the same bytes on any machine.
//!
//! What was published is never deleted: a region whose rules did not change keeps its pack, a pack of
//! an edition that was published is not written anew, and none is forgotten by the index.

#[macro_use]
mod problem;

mod changed;
mod checked_days;
mod examples;
mod index;
mod kept;
mod keys;
mod outdated;
mod places;
mod published;

pub use checked_days::have_been_checked;
pub use examples::{example_answers, wrong_example, wrong_examples, wrong_total};
pub use huiqi_authoring::{EditionNote, Recalled};
pub use index::{Index, IndexedEdition, IndexedPack, IndexedRegion};
pub use kept::{PackFolder, broken_off, copies_said};
pub use keys::each_once;
pub use problem::{Problem, in_words};
pub use published::{PackArchive, Published, edition_words, published};

use changed::{ChangedDocuments, texts};
use kept::{keep, lost_copies};
use keys::Keys;
use outdated::outdated_words;
use places::{Newest, PublishedPlace, pack, places};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_compact::{KeyPair, Seed};
use huiqi_authoring::{Place, Source, load, rules_hash, written_edition};
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
/// opened from a folder, the sources, and the index. Where there are keys, packs in use that one of
/// them did not sign are written anew in this edition: a file that was published stays as it is. A
/// copy that was lost is among them.
///
/// # Errors
/// Every mistake of the files, every example that does not hold and every word that was forgotten,
/// or why this edition cannot be published.
pub fn publish(
    sources: &[Source],
    note: &EditionNote,
    folder: &dyn PackFolder,
    keys: &[[u8; 32]],
) -> Result<Vec<File>, Vec<Problem>> {
    let files = |mistakes: Vec<_>| mistakes.into_iter().map(Problem::File).collect::<Vec<_>>();
    let one = |problem: Problem| vec![problem];
    let index = read_index(folder).map_err(one)?;
    let written = written_edition(sources);
    // An edition that is too low makes many mistakes elsewhere: it is said alone.
    if let Some((edition, place)) = &written {
        index.comes_after(edition, place).map_err(one)?;
    }
    let checked = load(sources).map_err(files)?;
    let Some((_, place)) = written else {
        return Err(one(problem!(
            "regions.toml: write the edition at its head, such as edition = \"2027.01\"",
            "regions.toml：开头要写版次，如 edition = \"2027.01\""
        )));
    };
    if checked.set.policies.is_empty() {
        return Err(one(problem!(
            "there is no document: beside regions.toml and questions.toml each document has a file \
             of its own, such as our-city-2027.toml; see policies/README.md",
            "没有一份文件：除了 regions.toml 和 questions.toml，每份政策文件要有一个自己的 .toml，\
             如 our-city-2027.toml；写法见 policies/README.md"
        )));
    }
    // An index that is lost or older knows nothing of what it is to recall.
    let is_unknown =
        |one: &Recalled| index.editions.iter().all(|known| known.edition != one.edition);
    if note.recalled.iter().any(is_unknown) {
        keep(folder, &index, &[]).map_err(one)?;
    }
    let mut wrong = wrong_examples(&checked);
    let last = index.editions.last().map(|last| last.edition.as_str());
    if let Some(last) = last.filter(|last| *last != checked.set.edition) {
        let former = texts(folder, last).map_err(|error| one(error.into()))?;
        wrong.extend(outdated_words(sources, &former));
    }
    if !wrong.is_empty() {
        return Err(files(wrong));
    }
    let edition = Edition { set: checked.set, place, sources, note };
    let files = publish_set(&edition, &index, folder, &Keys::new(keys)).map_err(one)?;
    keep(folder, &index, &files).map_err(one)?;
    Ok(files)
}

fn read_index(archive: &dyn Archive) -> Result<Index, Problem> {
    Ok(match archive.file(INDEX)? {
        Some(text) => Index::read(&text).map_err(|error| {
            problem!(
                "{}; put the index.json back from a copy, such as the one beside the page",
                "{}；请把 index.json 放回来，网站上页面旁边的 packs/ 里有",
                error
            )
        })?,
        None => Index::default(),
    })
}

/// What an edition is made of.
struct Edition<'e> {
    set: &'static PolicySet,
    /// Where its name is written.
    place: Place,
    sources: &'e [Source],
    note: &'e EditionNote,
}

fn publish_set(
    Edition { set, place, sources, note }: &Edition<'_>,
    former: &Index,
    archive: &dyn PackFolder,
    keys: &Keys,
) -> Result<Vec<File>, Problem> {
    let mut index = former.clone();
    let rules = rules_hash(sources);
    let edition = index.edition(set.edition, place, &rules, note)?;
    let places = places(set, &mut index, archive)?;
    keys.go_on(&places, note)?;
    keys.cover(&index, &places, |region, number| pack(&index, archive, region, number))?;
    let mut files = lost_copies(archive, former)?;
    let mut changed = ChangedDocuments::new(sources, archive);
    for PublishedPlace { region, number, entry, newest } in places {
        let part = of_region(set, number);
        let is_recalled = |pack: &Newest| index.editions[pack.edition].recalled.is_some();
        let has_rules = |pack: &Newest| !is_recalled(pack) && is_same(pack.loaded.set(), part);
        let has_same_rules = newest.as_ref().is_some_and(has_rules);
        if let Some(pack) = &newest {
            let is_signed = keys.signed(pack);
            if has_same_rules && is_signed {
                continue;
            }
            if pack.edition == edition && has_same_rules {
                return Err(Problem::File(place.mistake(
                    format!(
                        "{} and others were published without this signature, and a published file \
                         stays as it is: write a later edition here and another `reason`, such as \
                         \"signed\"; its packs will be signed",
                        pack.name
                    ),
                    format!(
                        "{} 等规则包生成时没有这个签名，已经生成的文件不再改动：请在这里写一个更高的\
                         版次，`reason` 写“规则包加上签名”，再生成一次，新的一版都会签名",
                        pack.name
                    ),
                )));
            }
            if pack.edition == edition {
                return Err(Problem::File(place.mistake(
                    format!(
                        "this edition of {} was written with other rules; write a later edition \
                         here",
                        region.id
                    ),
                    format!(
                        "这一版的 {} 已经生成过，规则和这次不同；请在这里写一个更高的版次",
                        region.id
                    ),
                )));
            }
        }
        let head = Head {
            edition: set.edition.to_owned(),
            day: note.day,
            author: note.author.clone(),
            reviewer: note.reviewer.clone(),
            reason: note.reason.clone(),
            rules: rules.clone(),
            former: newest.as_ref().map_or_else(String::new, |pack| pack.hash.clone()),
        };
        let covered = unsigned(part, &head);
        let signatures: Vec<Signature> =
            keys.secret.iter().map(|key| sign(key, &covered)).collect();
        let pack = signed(covered, &signatures);
        // What cannot be read again is not published.
        read(&pack).map_err(|refusal| format!("the pack of {}: {refusal:?}", region.id))?;
        if !has_same_rules {
            let former = newest.map(|pack| index.editions[pack.edition].edition.clone());
            changed.note(part, former.as_deref())?;
        }
        index.add(entry, IndexedPack { edition, hash: hash(&pack), size: pack.len() });
        let name = pack_name(region.id, set.edition);
        files.push(pack_script(&name, &pack));
        files.push(File { name, bytes: pack });
    }
    if edition == former.editions.len() && !index.says_more_than(former) {
        return Err(Problem::File(
            place.mistake(
                "the rules did not change, and there is no new pack: nothing was written"
                    .to_owned(),
                "规则没有变，没有新的规则包，什么也没有写；只改了 `examples`、注释的，不用公布"
                    .to_owned(),
            ),
        ));
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

/// Whether a file is a pack, by its name.
#[must_use]
pub fn is_pack(name: &str) -> bool {
    name.ends_with(".huiqi")
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

/// A copy of a pack as script.
fn pack_script(name: &str, pack: &[u8]) -> File {
    script(name, "huiqiPack", &BASE64_STANDARD.encode(pack))
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
