//! The three modules of the page: the part that is loaded first, the whole page, and the worker
//! that computes tables.

use crate::folder::Folder;
use crate::folder::Result;
use crate::imports::{ShortNames, shorten};
use crate::literal::literal;
use crate::minify;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How the glue of wasm-bindgen begins.
const GLUE_BEGIN: &str = "let wasm_bindgen";

/// The end of every script of a module.
const END: &str = "//end\n";

/// Where a module runs.
#[derive(Clone, Copy)]
enum Home {
    /// In the window, under this name, since two modules are there side by side.
    Window(&'static str),
    /// In a worker, which has a scope of its own.
    Worker,
}

/// A module with its glue.
pub(crate) struct Module {
    home: Home,
    /// The name of its files, before the hash.
    stem: &'static str,
    /// The script that starts it.
    pub(crate) glue: String,
    /// The module.
    pub(crate) wasm: String,
    /// What follows the glue in the same script.
    end: &'static str,
}

impl Module {
    /// Returns the part that is loaded first, whose files index.html names.
    pub(crate) const fn first(glue: String, wasm: String) -> Self {
        Self { home: Home::Window("huiqiFirst"), stem: "first", glue, wasm, end: "" }
    }

    /// Returns the whole page.
    pub(crate) fn whole() -> Self {
        Self {
            home: Home::Window("huiqiWhole"),
            stem: "huiqi",
            glue: "huiqi.js".to_owned(),
            wasm: "huiqi_bg.wasm".to_owned(),
            end: concat!(
                include_str!("../../../static/tables.js"),
                include_str!("../../../static/card.js")
            ),
        }
    }

    /// Returns the worker that computes tables.
    pub(crate) fn portfolio() -> Self {
        Self {
            home: Home::Worker,
            stem: "portfolio",
            glue: "portfolio.js".to_owned(),
            wasm: "portfolio_bg.wasm".to_owned(),
            // A worker starts itself once its module comes; in the window boot.js does that.
            end: include_str!("../../../static/worker.js"),
        }
    }

    /// Shortens, minifies and names both files by their contents, and writes the copy of the
    /// module as text.
    pub(crate) fn finish(&self, folder: &Folder) -> Result<Self> {
        let ShortNames { module, names } = shorten(&folder.bytes(&self.wasm)?)
            .ok_or_else(|| format!("the imports of {} cannot be read", self.wasm))?;
        folder.write(&self.wasm, &module)?;
        let glue = self.at_home(&folder.text(&self.glue)?)?;
        let glue = names.iter().fold(glue, |glue, (long, short)| glue.replace(long, short));
        folder.write(&self.glue, glue + self.end)?;
        minify::for_floor(folder, &self.glue)?;
        // What boot.js tells half a script by, and one that a browser cannot read.
        folder.write(&self.glue, folder.text(&self.glue)? + END)?;
        let finished = Self {
            glue: folder.rename_by_hash(&self.glue, self.stem)?,
            wasm: folder.rename_by_hash(&self.wasm, self.stem)?,
            ..*self
        };
        let copy = format!("window.huiqiWasm=\"{}\";\n", STANDARD.encode(module));
        folder.write(&format!("{}.js", finished.wasm), copy)?;
        Ok(finished)
    }

    /// Takes both files from a folder as wasm-bindgen wrote them: for `make dev`.
    pub(crate) fn take(&self, folder: &Folder, from: &Folder) -> Result {
        folder.write(&self.glue, self.at_home(&from.text(&self.glue)?)? + self.end + END)?;
        folder.write(&self.wasm, from.bytes(&self.wasm)?)
    }

    /// Where a page is opened from a folder, no worker can be loaded: its script comes as text.
    pub(crate) fn write_as_text(&self, folder: &Folder) -> Result {
        let text = format!("window.huiqiWorkerText={};\n", literal(&folder.text(&self.glue)?));
        folder.write(&format!("{}.js", self.glue), text)
    }

    /// Returns the glue under the name that it has where it runs.
    fn at_home(&self, glue: &str) -> Result<String> {
        let rest = glue
            .strip_prefix(GLUE_BEGIN)
            .ok_or_else(|| format!("{} does not begin with {GLUE_BEGIN:?}", self.glue))?;
        Ok(match self.home {
            Home::Window(name) => format!("window.{name}{rest}"),
            Home::Worker => format!("{GLUE_BEGIN}{rest}"),
        })
    }
}
