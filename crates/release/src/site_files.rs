//! What a portal edits beside the page: site.json and apply.json, each with a script of the same
//! content for pages opened from a folder.

use crate::folder::{Folder, Result};
use crate::literal::literal;
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
use std::{env, fs};

/// What the portal says about itself, as it is built in.
pub(crate) struct Settings {
    /// What was read.
    pub(crate) site: Site,
    /// The text of its file.
    pub(crate) text: String,
}

/// Reads static/site.json, or the file that HUIQI_SITE names.
pub(crate) fn settings() -> Result<Settings> {
    let (path, text) = named("HUIQI_SITE", "static/site.json")?;
    match Site::read(&text, &POLICIES) {
        Ok(site) => Ok(Settings { site, text }),
        Err(problems) => {
            let lines: Vec<String> =
                problems.iter().map(|problem| format!("{path}: {problem}")).collect();
            Err(lines.join("\n"))
        }
    }
}

/// Writes both files and their scripts; of applications, static/apply.json or the file that
/// HUIQI_APPLY names.
pub(crate) fn write_editable(folder: &Folder, settings: &Settings) -> Result {
    let (_, applications) = named("HUIQI_APPLY", "static/apply.json")?;
    for (name, variable, text) in
        [("site.json", "huiqiSite", &settings.text), ("apply.json", "huiqiApply", &applications)]
    {
        folder.write(name, text)?;
        folder.write(&format!("{name}.js"), format!("window.{variable} = {};\n", literal(text)))?;
    }
    Ok(())
}

/// Reads the file that a variable names, else this one.
fn named(variable: &str, usual: &str) -> Result<(String, String)> {
    let path = env::var(variable).unwrap_or_else(|_| usual.to_owned());
    let text =
        fs::read_to_string(&path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    Ok((path, text))
}
