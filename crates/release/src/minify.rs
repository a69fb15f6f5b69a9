//! Takes comments and spaces out of scripts and styles, with esbuild, which `make tools` installs.

use crate::folder::Folder;
use crate::folder::Result;
use std::process::Command;

/// The oldest browsers in which the page works.
const FLOOR: &str = "chrome80,safari13.1,firefox79";

/// Minifies a script that says to older browsers what they can do: ES5.
pub(crate) fn script(folder: &Folder, name: &str) -> Result {
    esbuild(folder, name, "es5")
}

/// Minifies a style, or a script that only the browsers read in which the page works.
pub(crate) fn for_floor(folder: &Folder, name: &str) -> Result {
    esbuild(folder, name, FLOOR)
}

fn esbuild(folder: &Folder, name: &str, target: &str) -> Result {
    let file = folder.path(name);
    let status = Command::new("esbuild")
        .arg(&file)
        .args(["--minify", "--log-level=warning", "--charset=utf8", "--allow-overwrite"])
        .arg(format!("--target={target}"))
        .arg(format!("--outfile={}", file.display()))
        .status()
        .map_err(|error| {
            format!(
                "esbuild cannot be run ({error}); `make tools` installs it, \
                 and `make build` finds it"
            )
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("esbuild could not minify {name}: {status}"))
    }
}
