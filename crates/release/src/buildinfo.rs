//! What a page was built from: the rules, the commit, and the versions of every tool. It is written
//! to BUILDINFO; the commit is in the head of the page too, for its foot and for the details of an
//! error.

use crate::folder::{Folder, Result};
use huiqi_policies::{POLICIES, RULES_HASH};
use std::process::Command;

/// What is said where a program or git gives no answer.
const UNKNOWN: &str = "unknown";
/// So many digits of a commit are shown.
const SHOWN: usize = 12;

/// The tools that make the page, by the names of their programs.
const TOOLS: [&str; 5] = ["rustc", "trunk", "wasm-bindgen", "wasm-opt", "esbuild"];

/// Returns the commit, with `+` behind it where a file of it was changed since; it is asked of git
/// only, so that an archive without git says that it is unknown.
fn commit() -> String {
    let changed = said("git", &["status", "--porcelain", "--untracked-files=no"]);
    match said("git", &["rev-parse", "HEAD"]) {
        Some(commit) if changed.as_deref() == Some("") => commit,
        Some(commit) => format!("{commit}+"),
        None => UNKNOWN.to_owned(),
    }
}

/// Returns what a program prints; none where it cannot be run or fails.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let done = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(done.stdout).ok()?;
    done.status.success().then(|| text.trim().to_owned())
}

/// Returns the element of the page's head that names the commit.
pub(crate) fn head() -> String {
    element(&shown())
}

/// Returns the commit as it is shown.
pub(crate) fn shown() -> String {
    cut(&commit())
}

fn cut(commit: &str) -> String {
    let digits = commit.trim_end_matches('+');
    let shown = digits.get(..SHOWN).unwrap_or(digits);
    let changed = if commit.ends_with('+') { "+" } else { "" };
    format!("{shown}{changed}")
}

fn element(shown: &str) -> String {
    format!("<meta name=\"huiqi-build\" content=\"{shown}\">\n")
}

/// Writes BUILDINFO.
pub(crate) fn write(folder: &Folder) -> Result {
    let tool = |name: &str| {
        let version = said(name, &["--version"]).unwrap_or_else(|| UNKNOWN.to_owned());
        format!("{name}: {}\n", version.trim_start_matches(name).trim())
    };
    let tools: String = TOOLS.into_iter().map(tool).collect();
    folder.write(
        "BUILDINFO",
        format!(
            "version: {}\nedition: {}\nrules: {RULES_HASH}\ncommit: {}\n{tools}",
            env!("CARGO_PKG_VERSION"),
            POLICIES.edition,
            commit()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{UNKNOWN, cut, element, said};

    #[test]
    fn a_commit_is_cut_short_and_a_changed_one_says_so() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let shown = |commit: &str| {
            let element = element(&cut(commit));
            element.split('"').nth(3).expect("the content").to_owned()
        };
        assert_eq!(shown(commit), "0123456789ab");
        assert_eq!(shown(&format!("{commit}+")), "0123456789ab+");
        assert_eq!(shown(UNKNOWN), "unknown");
    }

    #[test]
    fn a_program_that_is_missing_or_fails_says_nothing() {
        assert_eq!(said("huiqi-no-such-program", &[]), None);
        assert_eq!(said("git", &["no-such-command"]), None);
        assert!(said("rustc", &["--version"]).expect("it is here").starts_with("rustc 1."));
    }
}
