//! The scripts that start the page, and the one that is loaded where it fails.

use crate::folder::{Folder, Result};
use crate::literal::literal;
use crate::minify;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use huiqi_policies::{POLICIES, RULES_HASH};

/// The script that hears what goes wrong.
pub(crate) const GUARD: &str = include_str!("../../../static/guard.js");

/// The script that starts the page; what goes wrong is heard from its first line on.
pub(crate) const BOOT: &str =
    concat!(include_str!("../../../static/guard.js"), include_str!("../../../static/boot.js"));

/// Returns the script that is loaded where the page fails, with the edition and the hash of the
/// rules that a visitor copies for whoever looks for the mistake.
pub(crate) fn recover() -> String {
    include_str!("../../../static/recover.js")
        .replace("@edition@", POLICIES.edition)
        .replace("@rules@", RULES_HASH)
}

/// Writes both, and returns the name of the second.
pub(crate) fn write(folder: &Folder) -> Result<String> {
    folder.write("boot.js", BOOT)?;
    minify::script(folder, "boot.js")?;
    folder.write("recover.js", recover())?;
    minify::script(folder, "recover.js")?;
    folder.rename_by_hash("recover.js", "recover")
}

/// Writes the script that checks signatures, with its module inside, in place of what the build
/// wrote.
pub(crate) fn signatures(folder: &Folder) -> Result {
    let module = STANDARD.encode(folder.bytes("signatures_bg.wasm")?);
    folder.remove("signatures_bg.wasm")?;
    folder.remove("signatures.js")?;
    let script = include_str!("../../../static/signatures.js");
    folder.write("signatures.js", script.replace("@wasm@", &module))?;
    minify::script(folder, "signatures.js")
}

/// Returns the script that reads site.json at each visit; what was built in serves where that is
/// missing or wrong.
pub(crate) fn site(built: &str) -> String {
    let documents = POLICIES.policies.iter().map(|policy| literal(policy.id));
    concat!(
        include_str!("../../../static/beside.js"),
        include_str!("../../../static/site-check.js"),
        include_str!("../../../static/site.js")
    )
    .replace("@edition@", POLICIES.edition)
    .replace("\"@documents@\"", &documents.collect::<Vec<_>>().join(", "))
    .replace("\"@site@\"", &unmarked(built))
}

/// Returns the script of the status page, with what both files beside the page may say.
pub(crate) fn status(built: &str) -> String {
    concat!(
        include_str!("../../../static/beside.js"),
        include_str!("../../../static/site-check.js"),
        include_str!("../../../static/apply-check.js"),
        include_str!("../../../static/index-read.js"),
        include_str!("../../../static/packs-check.js"),
        include_str!("../../../static/status.js")
    )
    .replace("\"@rules@\"", &huiqi_library::status::rules(&POLICIES).to_string())
    .replace("\"@site@\"", &unmarked(built))
}

/// Writes both.
pub(crate) fn write_site(folder: &Folder, built: &str) -> Result {
    for (name, text) in [("site.js", site(built)), ("status.js", status(built))] {
        folder.write(name, text)?;
        minify::script(folder, name)?;
    }
    Ok(())
}

/// Returns a text as a literal, without the mark with which editors of Windows begin a file.
fn unmarked(text: &str) -> String {
    literal(text.strip_prefix('\u{feff}').unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::recover;
    use huiqi_policies::{POLICIES, RULES_HASH};

    #[test]
    fn the_details_of_a_failure_name_edition_and_rules() {
        let script = recover();
        let line = format!("规则版本 {}，规则校验码 {RULES_HASH}", POLICIES.edition);
        assert!(script.contains(&line) && !script.contains("@edition@"), "{line}");
    }
}
