//! How large the page is, and how large it may be.

use crate::folder::Folder;
use crate::folder::Result;
use crate::shell::PageShell;
use huiqi_policies::POLICIES;

/// The first load may not be larger than this, brotli -11, in bytes, with so many documents. What
/// further ones bring is a portal's own: it is shown, and no reason to refuse the page.
const LARGEST_FIRST_LOAD: u64 = 115_000;
const DOCUMENTS: usize = 5;
/// What the first load should be, brotli -11, in bytes.
const AIM: u64 = 100_000;
/// embed.js may not be larger than this, in bytes.
const LARGEST_EMBED: u64 = 5_000;
/// signatures.js may not be larger than this, brotli -11, in bytes.
const LARGEST_SIGNATURES: u64 = 40_000;

/// Says what the first load is made of.
///
/// # Errors
/// Where it is larger than it may be.
pub(crate) fn first_load(folder: &Folder, page: &PageShell) -> Result {
    let mut total = 0;
    println!("first load                                    bytes    brotli -11");
    for name in ["index.html".to_owned()].into_iter().chain(page.addresses()) {
        let (plain, packed) = (folder.size(&name)?, folder.size(&format!("{name}.br"))?);
        total += packed;
        println!("  {name:<40} {plain:>9} {packed:>9}");
    }
    let name = "in all";
    println!("  {name:<40} {:>9} {total:>9}   aim {AIM}, at most {LARGEST_FIRST_LOAD}", "");
    let further = POLICIES.policies.len().saturating_sub(DOCUMENTS);
    if further > 0 {
        println!("  with {further} documents beside the {DOCUMENTS} for which that is the most");
    } else if total > LARGEST_FIRST_LOAD {
        return Err("the first load is too large".to_owned());
    }
    Ok(())
}

/// Says how large the script of a host page is.
///
/// # Errors
/// Where it is larger than it may be.
pub(crate) fn embed(folder: &Folder) -> Result {
    let bytes = folder.size("embed.js")?;
    println!("  embed.js  {bytes} bytes, at most {LARGEST_EMBED}");
    if bytes > LARGEST_EMBED {
        return Err("embed.js is too large".to_owned());
    }
    Ok(())
}

/// Says how large the script is that checks signatures.
///
/// # Errors
/// Where it is larger than it may be.
pub(crate) fn signatures(folder: &Folder) -> Result {
    let packed = folder.size("signatures.js.br")?;
    println!("  signatures.js  brotli {packed}, at most {LARGEST_SIGNATURES}");
    if packed > LARGEST_SIGNATURES {
        return Err("signatures.js is too large".to_owned());
    }
    Ok(())
}

/// Says how large files are that are loaded later.
pub(crate) fn later(folder: &Folder, names: &[&str]) -> Result {
    for name in names {
        let (plain, packed) = (folder.size(name)?, folder.size(&format!("{name}.br"))?);
        println!("  later: {name}  {plain} bytes, brotli {packed}");
    }
    Ok(())
}
