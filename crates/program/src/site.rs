//! The plain pages of the library, written anew for a page that was built before.

use super::error;
use super::packs::Beside;
use huiqi_authoring::Language;
use huiqi_library::beside::BuiltPage;
use huiqi_library::library::{Built, File, Library, files};
use huiqi_library::said;
use huiqi_library::said::Said;
use huiqi_library::site::Site;
use huiqi_policies::{EDITION_NOTE, POLICIES, RULES_HASH};
use huiqi_publish::{edition_words, in_words, published};
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
/// What is wrong is said in the language that HUIQI_LANGUAGE names.
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
    language: &str,
) -> Result<LibraryPages, JsValue> {
    let language = Language::named(language);
    written((page, build, site), folder, archive, language).map_err(|problems| {
        let lines: Vec<&str> = problems.iter().map(|own| in_words(own, language)).collect();
        error(&lines.join("\n"))
    })
}

fn written(
    (page, build, site): (&str, &str, &str),
    folder: &str,
    archive: &Function,
    language: Language,
) -> Result<LibraryPages, Vec<Said>> {
    let one = |said: Said| vec![said];
    let built = BuiltPage::read(page, build).map_err(one)?;
    let version = env!("CARGO_PKG_VERSION");
    if built.rules != RULES_HASH || built.version != version {
        return Err(one(said!(
            "the page is version {} over the rules {}, and this program is version {version} over \
             {RULES_HASH}; install the package that was made with the page",
            "页面是 {} 版、规则 {}，这个程序是 {version} 版、规则 {RULES_HASH}；\
             请装和页面同一次构建的 npm 包",
            built.version,
            built.rules
        )));
    }
    let set = &POLICIES;
    let path = format!("{folder}/site.json");
    let named = |problem: &Said| problem.behind(&path);
    let read = Site::read_beside(site, set);
    let (site, of_build) =
        read.map_err(|problems| problems.iter().map(named).collect::<Vec<_>>())?;
    let ignored = (site.packs && !built.has_packs()).then(|| {
        named(&said!(
            "\"packs\" is true, and the page was built without packs: packs/ is not read; build \
             the page with \"packs\": true",
            "写了 \"packs\": true，但页面构建时没有启用规则包，packs/ 没有读；\
             要用 \"packs\": true 重新构建页面"
        ))
    });
    let mut library = Library::bundled(set);
    if built.has_packs() {
        let found = published(&Beside(archive), built.keys(), set, RULES_HASH).map_err(one)?;
        library = library.with_published(&found.rules, found.editions);
    }
    let is_known = |problem: &Said| {
        // The documents of packs are documents of this page too.
        library
            .documents
            .iter()
            .any(|one| problem.english.contains(&format!("{:?}", one.policy.id)))
    };
    let notes = of_build.into_iter().filter(|problem| !is_known(problem));
    let notes = notes.map(|problem| named(&problem)).chain(ignored);
    let notes = notes.map(|note| in_words(&note, language).to_owned()).collect();
    let note = EDITION_NOTE.map(edition_words).transpose().map_err(|why| one(why.into()))?;
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
