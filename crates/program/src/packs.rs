//! Packs from policy files: the same bytes as `make packs` writes.

use super::error;
use crate::china::today;
use crate::table_rules::Archived;
use huiqi_authoring::{Language, Source};
use huiqi_publish::{
    Archive, EditionNote, File, PackFolder, Problem, broken_off, copies_said, each_once,
    have_been_checked, public_key, publish,
};
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// What was published before: a function that gives the bytes of a file, or nothing.
pub(crate) struct Beside<'f>(pub(crate) &'f Function);

impl Archive for Beside<'_> {
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let found = self.0.call1(&JsValue::NULL, &name.into()).map_err(|error| {
            format!("{name} cannot be read: {}", js_sys::Error::from(error).message())
        })?;
        Ok(found.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
    }
}

/// A folder of packs as Node has it.
#[wasm_bindgen]
extern "C" {
    /// An object with `path`, `names` and `file(name)`.
    pub type PacksThere;

    /// The folder as the operator calls it.
    #[wasm_bindgen(method, getter)]
    fn path(this: &PacksThere) -> String;

    /// The names of what lies there.
    #[wasm_bindgen(method, getter)]
    fn names(this: &PacksThere) -> Vec<String>;

    /// The function that gives the bytes of a file, or nothing.
    #[wasm_bindgen(method, getter)]
    fn file(this: &PacksThere) -> Function;
}

/// The folder that packs are written into.
struct OutFolder<'f> {
    there: &'f PacksThere,
    file: Function,
}

impl Archive for OutFolder<'_> {
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        Beside(&self.file).file(name)
    }
}

impl PackFolder for OutFolder<'_> {
    fn names(&self) -> Result<Vec<String>, String> {
        Ok(self.there.names())
    }

    fn path(&self) -> String {
        self.there.path()
    }
}

/// The files of an edition, and what is said of writing them.
#[wasm_bindgen(skip_typescript)]
pub struct WrittenPacks {
    files: Vec<File>,
    language: Language,
}

#[wasm_bindgen]
impl WrittenPacks {
    /// Returns pairs of a name and bytes, the index last.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn files(&self) -> Array {
        let pair = |file: &File| {
            Array::of2(&file.name.as_str().into(), &Uint8Array::from(file.bytes.as_slice()).into())
        };
        self.files.iter().map(pair).collect()
    }

    /// Returns what is said of copies that were lost; nothing where there are none.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn copies_said(&self) -> Option<String> {
        copies_said(&self.files, self.language)
    }

    /// Returns what is said where only so many files could be written.
    #[must_use]
    #[wasm_bindgen(skip_typescript)]
    pub fn broken_off(&self, done: usize) -> String {
        broken_off(done, self.files.len(), self.language)
    }
}

/// Returns the files of an edition. `sources` are pairs of a path and a text, `keys` secret keys of
/// 32 bytes each; mistakes name the files in `folder`, in the language that HUIQI_LANGUAGE names.
///
/// # Errors
/// Every mistake of the files, or why this edition cannot be published.
#[wasm_bindgen(skip_typescript)]
pub fn publish_packs(
    sources: &Array,
    edition: &str,
    there: &PacksThere,
    keys: &Array,
    folder: &str,
    language: &str,
) -> Result<WrittenPacks, JsValue> {
    let language = Language::named(language);
    let wrong = |problems: Vec<Problem>| {
        let one = |problem: &Problem| problem.shown(language, folder);
        error(&problems.iter().map(one).collect::<Vec<_>>().join("\n\n"))
    };
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let source = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        Source { path: text(pair.get(0)), text: text(pair.get(1)) }
    };
    let sources: Vec<Source> = sources.iter().map(source).collect();
    let note = EditionNote::read(edition)
        .and_then(|note| note.has_come(today()).map_err(|one| vec![one]).map(|()| note))
        .map_err(|mistakes| wrong(mistakes.into_iter().map(Problem::File).collect()))?;
    have_been_checked(&sources, today()).map_err(wrong)?;
    let keys = secret_keys(keys)?;
    let out = OutFolder { there, file: there.file() };
    let files = publish(&sources, &note, &out, &keys).map_err(wrong)?;
    Ok(WrittenPacks { files, language })
}

/// What an archive of packs has for a receipt: its own pack, and what its place has now.
#[wasm_bindgen(skip_typescript)]
pub struct ArchivedPlace {
    own: (String, Vec<u8>),
    pack: Option<Vec<u8>>,
    recalled: Option<String>,
}

#[wasm_bindgen]
impl ArchivedPlace {
    /// Returns the path of the pack that the receipt names.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn own_path(&self) -> String {
        self.own.0.clone()
    }

    /// Returns that pack.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn own(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.own.1)
    }

    /// Returns the pack that the page uses for the place; none where the bundled rules serve it.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn pack(&mut self) -> Option<Vec<u8>> {
        self.pack.take()
    }

    /// Returns that the edition was recalled, and why; none where it was not.
    #[must_use]
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn recalled(&self) -> Option<String> {
        self.recalled.clone()
    }
}

/// Returns what an archive of packs has for a receipt of this place, by its id, this edition and
/// these rules, by their hash. `archive` gives the bytes of a file, or nothing.
///
/// # Errors
/// A sentence that names what is missing, refused or recalled.
#[wasm_bindgen(skip_typescript)]
pub fn archived_place(
    folder: &str,
    archive: &Function,
    place: &str,
    edition: &str,
    rules: &str,
) -> Result<ArchivedPlace, JsValue> {
    let beside = Beside(archive);
    let archived = Archived::open(&beside, folder).map_err(|why| error(&why))?;
    let own = archived.of_receipt((place, edition, rules)).map_err(|why| error(&why))?;
    let pack = archived.pack_in_use(place).map_err(|why| error(&why))?;
    Ok(ArchivedPlace { own, pack, recalled: archived.recall_of(edition) })
}

/// Returns the public keys of secret ones, in hexadecimal digits; of one that is there twice once.
///
/// # Errors
/// A key has not 32 bytes.
#[wasm_bindgen(skip_typescript)]
pub fn public_keys(keys: &Array) -> Result<Vec<String>, JsValue> {
    let hex = |key: &[u8; 32]| public_key(key).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(each_once(&secret_keys(keys)?).iter().map(hex).collect())
}

fn secret_keys(keys: &Array) -> Result<Vec<[u8; 32]>, JsValue> {
    let key = |key: JsValue| {
        let bytes = key.dyn_into::<Uint8Array>().map(|key| key.to_vec()).unwrap_or_default();
        <[u8; 32]>::try_from(bytes).map_err(|_| error("a secret key has 32 bytes"))
    };
    keys.iter().map(key).collect()
}
