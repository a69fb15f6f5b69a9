//! The two scripts of a page in another page's frame: embed.js for the host, framed.js in the page.

use crate::folder::{Folder, Result};
use crate::literal::literal;
use crate::minify;
use huiqi_policies::POLICIES;

/// Writes both scripts.
pub(crate) fn write(folder: &Folder) -> Result {
    let regions: Vec<String> = POLICIES.regions.iter().map(|region| literal(region.id)).collect();
    let framed =
        include_str!("../../../static/framed.js").replace("\"@regions@\"", &regions.join(", "));
    folder.write("framed.js", framed)?;
    minify::script(folder, "framed.js")?;
    folder.write("embed.js", include_bytes!("../../../static/embed.js"))?;
    minify::script(folder, "embed.js")
}
