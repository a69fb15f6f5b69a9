//! The plain pages of the library, written anew for a page that was built before.

use super::error;
use super::packs::Beside;
use huiqi_library::beside::BuiltPage;
use huiqi_library::library::{Built, File, Library, files};
use huiqi_library::site::Site;
use huiqi_policies::{EDITION_NOTE, POLICIES, RULES_HASH};
use huiqi_publish::{edition_words, published};
use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The pages of a library.
#[wasm_bindgen(skip_typescript)]
pub struct LibraryPages {
    files: Vec<File>,
    notes: Vec<String>,
    documents: usize,
    published: usize,
}

#[wasm_bindgen]
impl LibraryPages {
    /// Returns them as pairs of a path and a text.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn files(&self) -> Array {
        let pair = |file: &File| Array::of2(&file.path.as_str().into(), &file.html.as_str().into());
        self.files.iter().map(pair).collect()
    }

    /// Returns what is to be said of site.json, in lines.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// Returns how many documents there are.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Returns how many of them are those of packs.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn published(&self) -> usize {
        self.published
    }
}

/// Returns the plain pages of a built page: `page` is its index.html, `build` its BUILDINFO, `site`
/// the site.json beside it in `folder`; `archive` gives the bytes of a file of packs/, or nothing.
///
/// # Errors
/// What is wrong with the page, its settings or its packs.
#[wasm_bindgen(skip_typescript)]
pub fn library_pages(
    page: &str,
    build: &str,
    site: &str,
    folder: &str,
    archive: &Function,
) -> Result<LibraryPages, JsValue> {
    written(page, build, site, folder, archive).map_err(|why| error(&why))
}

fn written(
    page: &str,
    build: &str,
    site: &str,
    folder: &str,
    archive: &Function,
) -> Result<LibraryPages, String> {
    let built = BuiltPage::read(page, build)?;
    let version = env!("CARGO_PKG_VERSION");
    if built.rules != RULES_HASH || built.version != version {
        return Err(format!(
            "the page is version {} over the rules {}, and this program is version {version} over \
             {RULES_HASH}; install the package that was made with the page",
            built.version, built.rules
        ));
    }
    let set = &POLICIES;
    let named = |problem: &String| format!("{folder}/site.json: {problem}");
    let read = Site::read_beside(site, set)
        .map_err(|problems| problems.iter().map(named).collect::<Vec<_>>().join("\n"));
    let (site, of_build) = read?;
    let ignored = (site.packs && !built.has_packs()).then(|| {
        named(
            &"\"packs\" is true, and the page was built without packs: packs/ is not read; build \
              the page with \"packs\": true"
                .to_owned(),
        )
    });
    let mut library = Library::bundled(set);
    if built.has_packs() {
        let found = published(&Beside(archive), built.keys(), set, RULES_HASH)?;
        library = library.with_published(&found.rules, found.editions);
    }
    let is_known = |problem: &String| {
        // The documents of packs are documents of this page too.
        library.documents.iter().any(|one| problem.contains(&format!("{:?}", one.policy.id)))
    };
    let notes = of_build.into_iter().filter(|problem| !is_known(problem));
    let notes = notes.map(|problem| named(&problem)).chain(ignored).collect();
    let note = EDITION_NOTE.map(edition_words).transpose()?;
    let stylesheets: Vec<&str> = built.stylesheets.iter().map(String::as_str).collect();
    let from = Built { rules: RULES_HASH, note: note.as_ref(), commit: &built.commit };
    let is_published = |one: &&huiqi_library::library::Document| one.published_on.is_some();
    Ok(LibraryPages {
        files: files(&library, &stylesheets, &built.settings(site), &from),
        notes,
        documents: library.documents.len(),
        published: library.documents.iter().filter(is_published).count(),
    })
}
