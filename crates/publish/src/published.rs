//! What was published beside a page, read again for the library: the packs in use, and what each
//! edition changed.

use crate::{Archive, EditionNote, INDEX, Index, IndexedPack, IndexedRegion, is_same, pack_name};
use huiqi_library::library::{EditionWords, PublishedEdition, PublishedRules};
use huiqi_library::said;
use huiqi_library::said::Said;
use huiqi_pack::{Loaded, hash, read, split};
use huiqi_rules::policy::PolicySet;
use huiqi_signatures::is_signed;

/// What was published beside a page.
#[derive(Clone, Debug)]
pub struct Published {
    /// The rules in use, one set for each place that has a pack.
    pub rules: Vec<PublishedRules>,
    /// Every edition, the oldest first.
    pub editions: Vec<PublishedEdition>,
}

/// Reads the note about the edition of the bundled rules.
///
/// # Errors
/// What is wrong with it, and what is allowed.
pub fn edition_words(text: &str) -> Result<EditionWords, String> {
    let EditionNote { day, author, reviewer, reason, recalled, .. } = EditionNote::read(text)
        .map_err(|mistakes| {
            let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            mistakes.join("\n\n")
        })?;
    let recalled = recalled.into_iter().map(|one| (one.edition, one.why)).collect();
    Ok(EditionWords { day, author, reviewer, reason, recalled })
}

/// The packs of an archive, read as the page reads them.
pub struct PackArchive<'a> {
    archive: &'a dyn Archive,
    /// The folder, as it is called where something is wrong.
    folder: &'a str,
    /// The keys of which one must have signed; none where it does not matter.
    keys: Vec<u8>,
    /// What is published there.
    pub index: Index,
}

impl<'a> PackArchive<'a> {
    /// Reads the index of an archive.
    ///
    /// # Errors
    /// It is missing, or is none; a key is none.
    pub fn open(archive: &'a dyn Archive, folder: &'a str, keys: &[String]) -> Result<Self, Said> {
        let text = archive.file(INDEX)?.ok_or_else(|| missing(folder, INDEX))?;
        let index = Index::read(&text).map_err(|error| {
            said!(
                "{folder}/{INDEX} is no index of packs ({error}); name the folder that huiqi pack \
                 wrote",
                "{folder}/{INDEX} 不是规则包的清单（{error}）；要用 huiqi pack 写出的文件夹"
            )
        })?;
        let keys = keys.iter().map(|key| key_bytes(key)).collect::<Result<Vec<_>, _>>()?.concat();
        Ok(Self { archive, folder, keys, index })
    }

    /// Returns the pack of a region that takes the place of the bundled rules: the newest that was
    /// not recalled. None where there is none, or the bundled rules are the same or newer.
    #[must_use]
    pub fn used<'i>(
        &'i self,
        region: &'i IndexedRegion,
        bundled: &PolicySet,
        rules_hash: &str,
    ) -> Option<&'i IndexedPack> {
        let pack = self.index.newest_of(region)?;
        let edition = &self.index.editions[pack.edition];
        let is_bundled = bundled.regions.iter().any(|own| own.id == region.id);
        let is_older = edition.edition.as_str() < bundled.edition;
        (!is_bundled || !is_older && edition.rules != rules_hash).then_some(pack)
    }

    /// Reads a pack of a region.
    ///
    /// # Errors
    /// It is missing, or why the page refuses it.
    pub fn load(&self, region: &str, pack: &IndexedPack) -> Result<Loaded, Said> {
        self.checked(region, pack).map(|(loaded, _)| loaded)
    }

    /// Returns the pack that a receipt names: its path, and its bytes.
    ///
    /// # Errors
    /// There is none of its place, its edition or its rules, or why the page refuses it.
    pub fn of_receipt(
        &self,
        place: &str,
        edition: &str,
        rules: &str,
    ) -> Result<(String, Vec<u8>), Said> {
        let folder = self.folder;
        let of = |pack: &IndexedPack| &self.index.editions[pack.edition];
        let Some(region) = self.index.regions.iter().find(|one| one.id == place) else {
            let all: Vec<&str> = self.index.regions.iter().map(|one| one.id.as_str()).collect();
            return Err(said!(
                "{folder} has no pack of the receipt's place {place}; its places: {}",
                "{folder} 里没有凭据那个地方（{place}）的规则包；有的地方：{}",
                all.join(", ")
            ));
        };
        let same: Vec<&IndexedPack> =
            region.packs.iter().filter(|pack| of(pack).edition == edition).collect();
        let Some(first) = same.first() else {
            let all: Vec<&str> = region.packs.iter().map(|one| of(one).edition.as_str()).collect();
            return Err(said!(
                "{folder} has no pack of the receipt's edition {edition} for {place}; its \
                 editions: {}",
                "{folder} 里没有 {place} 凭据那一版（{edition}）的规则包；有的版次：{}",
                all.join(", ")
            ));
        };
        let Some(pack) = same.iter().find(|pack| of(pack).rules == rules) else {
            return Err(said!(
                "{folder} has edition {edition} over other rules: their hash is {}, and the \
                 receipt says {rules}; it was altered, or made by the rules of another portal",
                "{folder} 里的 {edition} 是别的规则：校验码是 {}，凭据写的是 {rules}；凭据被改过，\
                 或者是按别的网站的规则算的",
                of(first).rules
            ));
        };
        let (_, bytes) = self.checked(place, pack)?;
        Ok((format!("{folder}/{}", pack_name(place, edition)), bytes))
    }

    /// Reads a pack of a region, with its bytes.
    ///
    /// # Errors
    /// It is missing, or why the page refuses it.
    pub fn checked(&self, region: &str, pack: &IndexedPack) -> Result<(Loaded, Vec<u8>), Said> {
        let name = pack_name(region, &self.index.editions[pack.edition].edition);
        let bytes = self.archive.file(&name)?.ok_or_else(|| missing(self.folder, &name))?;
        let path = format!("{}/{name}", self.folder);
        if hash(&bytes) != pack.hash {
            return Err(said!(
                "{path} is not the file that the index names; the page refuses it too: put back \
                 the file that was published",
                "{path} 不是 index.json 里写的那个文件，页面也不采用；请放回公布过的那个文件"
            ));
        }
        let broken = |refusal: huiqi_pack::Refusal| {
            let why = refusal.sentence();
            said!("{path} {why}; the page refuses it too", "{path}：{why}，页面也不采用")
        };
        let (covered, signatures) = split(&bytes).map_err(broken)?;
        if !self.keys.is_empty() && !is_signed(covered, signatures, &self.keys) {
            return Err(said!(
                "{path} was not signed with a key of the page; the page refuses it too",
                "{path} 没有用页面认可的私钥签名，页面也不采用"
            ));
        }
        Ok((read(&bytes).map_err(broken)?, bytes))
    }
}

fn missing(folder: &str, name: &str) -> Said {
    said!(
        "{folder}/{name} is missing; upload all that was published",
        "没有 {folder}/{name}；公布过的文件都要在"
    )
}

/// Reads the index and the packs in use, as the page does: of each place the newest that was not
/// recalled. A pack of a bundled place is left out where it was made of the bundled sources, whose
/// hash is `rules_hash`, or is older than they are.
///
/// # Errors
/// What is missing, or why the page refuses a pack.
pub fn published(
    archive: &dyn Archive,
    keys: &[String],
    bundled: &PolicySet,
    rules_hash: &str,
) -> Result<Published, Said> {
    let packs = PackArchive::open(archive, "packs", keys)?;
    let index = &packs.index;
    let mut rules = Vec::new();
    for region in &index.regions {
        let Some(pack) = packs.used(region, bundled, rules_hash) else { continue };
        let pack_rules = packs.load(&region.id, pack)?;
        rules.push(PublishedRules {
            set: pack_rules.set(),
            day: pack_rules.head.day,
            number: pack.edition,
        });
    }
    let mut editions = Vec::new();
    for (number, one) in index.editions.iter().enumerate() {
        let of =
            |region: &&crate::IndexedRegion| region.packs.iter().any(|pack| pack.edition == number);
        let regions: Vec<_> = index.regions.iter().filter(of).collect();
        let mut documents = one.documents.clone();
        if documents.is_empty() {
            // An index of an earlier version names none; the packs do.
            for region in &regions {
                let at = region.packs.iter().position(|pack| pack.edition == number);
                let Some(at) = at else { continue };
                // What is no longer there, or refused, names none.
                let Ok(found) = packs.load(&region.id, &region.packs[at]) else { continue };
                // Nor does what was only signed anew.
                let former = at.checked_sub(1).map(|before| region.packs[before].edition);
                let former = former.and_then(|edition| {
                    let name = pack_name(&region.id, &index.editions[edition].edition);
                    read(&archive.file(&name).ok()??).ok()
                });
                if former.is_some_and(|former| is_same(former.set(), found.set())) {
                    continue;
                }
                for policy in found.set().policies {
                    if documents.iter().all(|known| known != policy.short_title) {
                        documents.push(policy.short_title.to_owned());
                    }
                }
            }
        }
        editions.push(PublishedEdition {
            edition: one.edition.clone(),
            day: one.day.clone(),
            author: one.author.clone(),
            reviewer: one.reviewer.clone(),
            reason: one.reason.clone(),
            rules: one.rules.clone(),
            recalled: one.recalled.clone(),
            places: regions.iter().map(|region| region.name.clone()).collect(),
            documents,
            more_documents: one.more_documents,
        });
    }
    Ok(Published { rules, editions })
}

fn key_bytes(key: &str) -> Result<Vec<u8>, Said> {
    let wrong =
        || said!("the page names a key that is none: {key}", "页面里写的公钥不是公钥：{key}");
    let digit = |at: usize| key.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    if key.len() != 64 {
        return Err(wrong());
    }
    (0..32).map(|byte| digit(2 * byte)).collect::<Option<Vec<u8>>>().ok_or_else(wrong)
}
