//! The places that have documents, each with its newest pack in the archive.

use crate::keys::signers;
use crate::{Archive, Index, Problem, pack_name};
use huiqi_pack::{Loaded, hash, read};
use huiqi_rules::policy::{PolicySet, Region};

/// A place that has documents.
pub(crate) struct PublishedPlace {
    pub(crate) region: &'static Region,
    /// Its number in the rule set.
    pub(crate) number: u16,
    /// Its number in the index.
    pub(crate) entry: usize,
    /// Its newest pack; none where it has none yet.
    pub(crate) newest: Option<Newest>,
}

/// A pack of the archive.
pub(crate) struct Newest {
    /// The name of its file.
    pub(crate) name: String,
    /// The number of its edition in the index.
    pub(crate) edition: usize,
    /// The hash of the file.
    pub(crate) hash: String,
    /// The public keys that signed it.
    pub(crate) signers: Vec<[u8; 32]>,
    pub(crate) loaded: Loaded,
}

/// Returns the places of a rule set, and notes all of its regions in the index.
pub(crate) fn places(
    set: &'static PolicySet,
    index: &mut Index,
    archive: &dyn Archive,
) -> Result<Vec<PublishedPlace>, Problem> {
    let mut places = Vec::new();
    for (number, region) in (0..).zip(set.regions) {
        let within = region.within.map(|within| &set.regions[usize::from(within)]);
        let entry = index.region(region, within);
        if region.policies.is_empty() {
            continue;
        }
        let last = index.regions[entry].packs.last().map(|pack| pack.edition);
        let newest = last.map(|edition| pack(index, archive, region.id, edition)).transpose()?;
        places.push(PublishedPlace { region, number, entry, newest });
    }
    Ok(places)
}

/// Reads the pack of a region and an edition.
pub(crate) fn pack(
    index: &Index,
    archive: &dyn Archive,
    region: &str,
    edition: usize,
) -> Result<Newest, Problem> {
    let name = pack_name(region, &index.editions[edition].edition);
    let packs = index.regions.iter().filter(|own| own.id == region).flat_map(|own| &own.packs);
    let hash =
        packs.filter(|pack| pack.edition == edition).map(|pack| pack.hash.clone()).next_back();
    let hash = hash.unwrap_or_default();
    let bytes = bytes(archive, &name, &hash)?;
    let loaded = read(&bytes).map_err(|refusal| {
        problem!(
            "{} cannot be read ({}); put the file back that was published",
            "{} 读不出来（{}）；请放回公布时的文件",
            name,
            refusal.code()
        )
    })?;
    let signers = signers(&bytes, &loaded.signatures);
    Ok(Newest { name, edition, hash, signers, loaded })
}

/// Reads the file of a pack that the index names.
pub(crate) fn bytes(archive: &dyn Archive, name: &str, own_hash: &str) -> Result<Vec<u8>, Problem> {
    let bytes = archive.file(name)?.ok_or_else(|| {
        problem!(
            "{} is in the index and not in the folder; put it back",
            "index.json 里有 {}，文件夹里却没有；请放回来",
            name
        )
    })?;
    if hash(&bytes) != own_hash {
        return Err(problem!(
            "{} is not the file that index.json names; put the file back that was published",
            "{} 不是 index.json 里写的那个文件；请放回公布时的文件",
            name
        ));
    }
    Ok(bytes)
}
