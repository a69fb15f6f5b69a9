//! index.html: what a visitor sees before any module runs, and the names of the files that follow.

use crate::buildinfo;
use crate::folder::Folder;
use crate::folder::Result;
use crate::minify;
use crate::module::Module;
use crate::styles;
use huiqi_library::library::{Built, Library};
use huiqi_library::site::Site;
use huiqi_library::{escaped, library};
use huiqi_policies::{EDITION_NOTE, POLICIES, RULES_HASH};
use huiqi_publish::edition_words;
use huiqi_sitting::wording::CALCULATOR;

/// The page without a module.
pub(crate) struct PageShell(String);

/// The names of both stylesheets.
pub(crate) struct Styles {
    /// What the first load has.
    pub(crate) page: String,
    /// What results look like; it comes with the whole page.
    pub(crate) result: String,
}

impl PageShell {
    /// Reads the page that Trunk wrote, and puts the documents and the portal's own words into it.
    pub(crate) fn read(folder: &Folder, site: &Site) -> Result<Self> {
        Ok(Self(filled(&folder.text("index.html")?, site)))
    }

    /// Writes both stylesheets, minified and named by their contents.
    pub(crate) fn styles(&mut self, folder: &Folder) -> Result<Styles> {
        let finish = |(name, text): (&str, &str), stem: &str| {
            folder.write(name, text)?;
            minify::for_floor(folder, name)?;
            folder.rename_by_hash(name, stem)
        };
        let styles = Styles {
            page: finish(styles::PAGE, "style")?,
            result: finish(styles::RESULT, "result")?,
        };
        let named = self.named("style", ".css")?;
        self.0 = self.0.replace(&named, &styles.page);
        Ok(styles)
    }

    /// Returns the part that is loaded first, as Trunk named its files.
    pub(crate) fn first(&self) -> Result<Module> {
        Ok(Module::first(self.named("first", ".js")?, self.named("first", ".wasm")?))
    }

    /// Tells boot.js the names of all files.
    pub(crate) fn name_files(
        &mut self,
        first: &Module,
        whole: &Module,
        portfolio: &Module,
        styles: &Styles,
        recover: &str,
    ) -> Result {
        let built = self.first()?;
        let later = format!(
            "data-whole-js=\"./{}\" data-whole-wasm=\"./{}\" data-whole-css=\"./{}\" \
             data-portfolio-js=\"./{}\" data-portfolio-wasm=\"./{}\" data-recover=\"./{recover}\" \
             data-edition=\"{}\" data-js=",
            whole.glue, whole.wasm, styles.result, portfolio.glue, portfolio.wasm, POLICIES.edition
        );
        self.0 = self
            .0
            .replace(&built.glue, &first.glue)
            .replace(&built.wasm, &first.wasm)
            .replace("data-js=", &later);
        // Before the style: what boot.js asks for is then fetched while the page is laid out.
        let boot = cut(&mut self.0, "<script async", "</script>")?;
        let style = "<link rel=\"stylesheet\"";
        self.0 = self.0.replacen(style, &format!("{boot}\n{style}"), 1);
        Ok(())
    }

    /// Writes the page.
    pub(crate) fn write(&self, folder: &Folder) -> Result {
        folder.write("index.html", &self.0)
    }

    /// Returns the files of our own that the page loads. Pages that it only links to are not among
    /// them.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let is_loaded = |tag: &&str| tag.starts_with("link ") || tag.starts_with("script ");
        for tag in self.0.split('<').filter(is_loaded) {
            for name in ["src=\"", "href=\"", "data-js=\"", "data-wasm=\""] {
                let Some((_, rest)) = tag.split_once(name) else { continue };
                let address = rest.split('"').next().unwrap_or_default();
                let address = address.trim_start_matches("./").to_owned();
                if !address.is_empty() && !found.contains(&address) {
                    found.push(address);
                }
            }
        }
        found
    }

    /// Returns the file that the page names, by the beginning and the end of its name.
    fn named(&self, begin: &str, end: &str) -> Result<String> {
        self.addresses()
            .into_iter()
            .find(|address| address.starts_with(begin) && address.ends_with(end))
            .ok_or_else(|| format!("index.html names no {begin}*{end}"))
    }
}

/// What Chromium 80 to 96 need in the policy of a page with WebAssembly.
pub(crate) const UNSAFE_EVAL: &str = " 'unsafe-eval'";

/// Returns the page with the documents and the portal's own words, and with the policy that the
/// portal wants.
pub(crate) fn filled(html: &str, site: &Site) -> String {
    let html = if site.unsafe_eval { html.to_owned() } else { html.replace(UNSAFE_EVAL, "") };
    html.replace("<!-- documents -->", &library::list(&POLICIES))
        .replace("<!-- site -->\n", &(site.head() + &buildinfo::head()))
        .replace("<!-- title -->", &escaped(&site.title))
        .replace("<!-- calculator -->", CALCULATOR)
        .replace("<!-- foot -->\n", &site.foot())
}

/// The script of the library's pages, with the search of its first page.
const LIBRARY_SCRIPT: &str = concat!(
    include_str!("../../../static/search.js"),
    include_str!("../../../static/library.js"),
    include_str!("../../../static/beside.js"),
    include_str!("../../../static/index-read.js"),
    include_str!("../../../static/editions.js")
);
/// Writes the pages of the library, with its own style and script.
pub(crate) fn library(folder: &Folder, stylesheets: &[&str], site: &Site) -> Result {
    let note = EDITION_NOTE.map(edition_words).transpose()?;
    let commit = buildinfo::shown();
    let built = Built { rules: RULES_HASH, note: note.as_ref(), commit: &commit };
    for file in library::files(&Library::bundled(&POLICIES), stylesheets, site, &built) {
        folder.write(&file.path, file.html)?;
    }
    folder.write("lost.js", include_bytes!("../../../static/lost.js"))?;
    folder.write("library/library.css", include_bytes!("../../../static/library.css"))?;
    folder.write("library/library.js", LIBRARY_SCRIPT)
}

/// Takes the first part between these two out of a page, both included.
pub(crate) fn cut(html: &mut String, begin: &str, end: &str) -> Result<String> {
    let from = html.find(begin).ok_or_else(|| format!("the page does not hold {begin}"))?;
    let length =
        html[from..].find(end).ok_or_else(|| format!("the page does not hold {end}"))? + end.len();
    Ok(html.drain(from..from + length).collect())
}

#[cfg(test)]
mod tests {
    use super::{PageShell, cut, escaped, filled};
    use huiqi_library::site::Site;
    use huiqi_policies::POLICIES;

    #[test]
    fn every_part_of_the_shell_is_filled_in() {
        let site = Site::read(r#"{ "title": "甲<乙" }"#, &POLICIES).expect("settings");
        let page = filled(include_str!("../../../index.html"), &site);
        assert!(!page.contains("<!--"), "a part is left to be filled in");
        assert!(page.contains("<title>甲&lt;乙：专精特新政策测算</title>"));
        for policy in POLICIES.policies {
            assert!(page.contains(&escaped(policy.title)), "{}", policy.title);
        }
    }

    #[test]
    fn the_policy_has_unsafe_eval_unless_the_portal_takes_it_out() {
        let page = |json: &str| {
            let site = Site::read(json, &POLICIES).expect("settings");
            filled(include_str!("../../../index.html"), &site)
        };
        let policy = "script-src 'self' 'wasm-unsafe-eval'";
        assert!(page(r#"{ "title": "x" }"#).contains(&format!("{policy} 'unsafe-eval';")));
        let strict = page(r#"{ "title": "x", "unsafe_eval": false }"#);
        assert!(strict.contains(&format!("{policy};")) && !strict.contains("'unsafe-eval'"));
    }

    #[test]
    fn what_the_page_loads_is_found_and_what_it_links_to_is_not() {
        let page = "<link rel=\"stylesheet\" href=\"./style-1.css\"><a href=\"library/index.html\">\
            <script async src=\"./boot.js\" data-js=\"./first-2.js\" data-wasm=\"./first-3.wasm\">\
            <link rel=\"icon\" href=\"icon.svg\"><script src=\"./boot.js\"></script>";
        let shell = PageShell(page.to_owned());
        assert_eq!(
            shell.addresses(),
            ["style-1.css", "boot.js", "first-2.js", "first-3.wasm", "icon.svg"]
        );
        assert_eq!(shell.named("first", ".wasm"), Ok("first-3.wasm".to_owned()));
        assert_eq!(shell.named("last", ".js"), Err("index.html names no last*.js".to_owned()));
    }

    #[test]
    fn a_part_is_cut_with_both_its_ends() {
        let mut page = "<p>a</p><script async>b</script><script>c</script>".to_owned();
        assert_eq!(
            cut(&mut page, "<script async", "</script>"),
            Ok("<script async>b</script>".to_owned())
        );
        assert_eq!(page, "<p>a</p><script>c</script>");
        assert!(cut(&mut page, "<style", ">").is_err());
    }
}
