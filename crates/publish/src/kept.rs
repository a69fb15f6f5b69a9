//! What an archive holds stays: no pack is written over, none is forgotten by an index that does
//! not name it, and a copy of a pack that was lost is written again.

use crate::places::bytes;
use crate::{Archive, File, INDEX, Index, Problem, is_pack, pack_name, pack_script, sources_name};
use huiqi_authoring::Language;
use huiqi_library::said::Said;
use std::collections::BTreeSet;

/// The folder that an edition is written into.
pub trait PackFolder: Archive {
    /// Returns the names of what lies there; none where there is no such folder yet.
    ///
    /// # Errors
    /// The folder cannot be read.
    fn names(&self) -> Result<Vec<String>, String>;

    /// Returns the folder as the operator calls it.
    fn path(&self) -> String;
}

/// Checks that these files take nothing away: every pack, and the sources of every edition, is
/// named by the index that was read, or written with the bytes that it has.
pub(crate) fn keep(folder: &dyn PackFolder, former: &Index, files: &[File]) -> Result<(), Problem> {
    let names = folder.names()?;
    let known = known(former);
    let mut lost = Vec::new();
    for name in names.iter().filter(|name| is_pack(name) || is_sources(name)) {
        let is_known = known.contains(name);
        let is_kept = match files.iter().find(|file| file.name == **name) {
            // Of an edition that is known the sources are the same, but for the ends of lines.
            Some(_) if is_known && is_sources(name) => true,
            Some(file) => folder.file(name)?.as_ref() == Some(&file.bytes),
            None => is_known,
        };
        if !is_kept {
            lost.push(name.as_str());
        }
    }
    let Some(first) = lost.first() else { return Ok(()) };
    let path = folder.path();
    let (english, chinese) = match lost.len() - 1 {
        0 => ((*first).to_owned(), (*first).to_owned()),
        more => (format!("{first} and {more} more"), format!("{first} 等 {} 个文件", more + 1)),
    };
    let (english, chinese) = if names.iter().any(|name| name == INDEX) {
        (
            format!(
                "{path} holds {english}, which its {INDEX} does not name: the index is an older \
                 one, or writing broke off. Put the newest {INDEX} back from a copy, such as the \
                 one beside the page"
            ),
            format!(
                "{path} 里的 {chinese}，{INDEX} 里没有：{INDEX} 是旧的，或者上次没有写完。请放回最新\
                 的 {INDEX}，网站上页面旁边的 packs/ 里有"
            ),
        )
    } else {
        (
            format!(
                "{path} holds {english} and no {INDEX}: a new index would not name what was \
                 published. Put the {INDEX} back from a copy, such as the one beside the page; for \
                 another archive, name an empty folder"
            ),
            format!(
                "{path} 里有以前生成的 {chinese}，没有 {INDEX}：新写一个，以前的版次就丢了。请把 \
                 {INDEX} 放回来，网站上页面旁边的 packs/ 里有；要另做一份档案，请用空的文件夹"
            ),
        )
    };
    Err(Problem::Edition(Said {
        english: format!("{english}. What was never uploaded may be deleted"),
        chinese: format!("{chinese}。从来没有上传过的，可以删掉"),
    }))
}

/// Returns the copies as script that were lost, of the packs that an index names.
pub(crate) fn lost_copies(folder: &dyn PackFolder, index: &Index) -> Result<Vec<File>, Problem> {
    let names: BTreeSet<String> = folder.names()?.into_iter().collect();
    let mut found = Vec::new();
    for region in &index.regions {
        for pack in &region.packs {
            let name = pack_name(&region.id, &index.editions[pack.edition].edition);
            if names.contains(&name) && !names.contains(&format!("{name}.js")) {
                found.push(pack_script(&name, &bytes(folder, &name, &pack.hash)?));
            }
        }
    }
    Ok(found)
}

/// Returns what is said of the copies among files that lay there once and were lost; nothing where
/// there are none.
#[must_use]
pub fn copies_said(files: &[File], language: Language) -> Option<String> {
    let is_here = |name: &str| files.iter().any(|file| file.name == name);
    let packs = files.iter().filter_map(|file| file.name.strip_suffix(".js"));
    let names: Vec<String> = packs
        .filter(|name| is_pack(name) && !is_here(name))
        .map(|name| format!("{name}.js"))
        .collect();
    let count = names.len();
    let first = names.first()?;
    Some(match (language, count) {
        (Language::English, 1) => format!("a copy was missing and is written again: {first}"),
        (Language::English, _) => {
            format!("{count} copies were missing and are written again: {first} and others")
        }
        (Language::Chinese, 1) => format!("补写了缺少的副本：{first}"),
        (Language::Chinese, _) => format!("补写了缺少的 {count} 个副本：{first} 等"),
    })
}

/// Returns what is said where only so many of all files could be written; the index comes last.
#[must_use]
pub fn broken_off(done: usize, all: usize, language: Language) -> String {
    match (language, done) {
        (Language::English, 0) => "nothing was written".to_owned(),
        (Language::English, _) => format!(
            "{done} of {all} files were written, and {INDEX} is as it was, so that no page uses \
             them yet; run it again with the same files"
        ),
        (Language::Chinese, 0) => "什么也没有写".to_owned(),
        (Language::Chinese, _) => format!(
            "{all} 个文件写了 {done} 个，{INDEX} 没有动，页面还不会用到它们；解决以后，规则不要改，\
             再运行一次"
        ),
    }
}

fn known(index: &Index) -> BTreeSet<String> {
    let edition = |number: usize| index.editions[number].edition.as_str();
    let packs = index.regions.iter().flat_map(|region| {
        region.packs.iter().map(move |pack| pack_name(&region.id, edition(pack.edition)))
    });
    packs.chain(index.editions.iter().map(|one| sources_name(&one.edition))).collect()
}

fn is_sources(name: &str) -> bool {
    name.starts_with("sources-") && name.ends_with(".json")
}
