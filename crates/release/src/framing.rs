//! The scripts of a page in another page's frame: embed.js for the host, framed.js in the page with
//! its style.

use crate::folder::{Folder, Result};
use crate::literal::literal;
use crate::minify;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use huiqi_library::site::Site;
use huiqi_policies::POLICIES;
use sha2::{Digest, Sha384};

/// Writes both scripts, and embed.js once more under a name that no other content ever has,
/// with the line that a portal copies: its browser then refuses any other content.
pub(crate) fn write(folder: &Folder, site: &Site) -> Result {
    let regions: Vec<String> = POLICIES.regions.iter().map(|region| literal(region.id)).collect();
    let framed =
        include_str!("../../../static/framed.js").replace("\"@regions@\"", &regions.join(", "));
    folder.write("framed.js", framed)?;
    minify::script(folder, "framed.js")?;
    folder.write("framed.css", include_bytes!("../../../static/framed.css"))?;
    folder.write("embed.js", include_bytes!("../../../static/embed.js"))?;
    minify::script(folder, "embed.js")?;
    let script = folder.bytes("embed.js")?;
    folder.write("embed-copy.js", &script)?;
    let name = folder.rename_by_hash("embed-copy.js", "embed")?;
    folder.write("embed.txt", line(&name, &script, &site.address))
}

/// Returns the element that a portal puts into its pages.
fn line(name: &str, script: &[u8], address: &str) -> String {
    let folder = match address.rsplit_once('/') {
        Some((folder, _)) if !folder.ends_with('/') => format!("{folder}/"),
        Some(_) => format!("{address}/"),
        None => "https://测算页的网址/".to_owned(),
    };
    let hash = STANDARD.encode(Sha384::digest(script));
    format!(
        "<script src=\"{folder}{name}\" integrity=\"sha384-{hash}\" crossorigin=\"anonymous\">\
         </script>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_line_of_a_portal_names_the_file_and_its_hash() {
        // The hash of "abc" in FIPS 180-4, as base64.
        let hash = "ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        let end = format!(
            "embed-1.js\" integrity=\"sha384-{hash}\" crossorigin=\"anonymous\"></script>\n"
        );
        for (address, folder) in [
            ("https://a.cn/hq/", "https://a.cn/hq/"),
            ("https://a.cn/hq/index.html", "https://a.cn/hq/"),
            ("https://a.cn", "https://a.cn/"),
            ("", "https://测算页的网址/"),
        ] {
            assert_eq!(line("embed-1.js", b"abc", address), format!("<script src=\"{folder}{end}"));
        }
    }
}
