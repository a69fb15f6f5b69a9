//! A page that was built before: what its library was written with, read from the page itself.

use crate::said;
use crate::said::Said;
use crate::site::Site;

/// What a built page says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltPage {
    /// The names of its stylesheets.
    pub stylesheets: Vec<String>,
    /// The commit, as it is shown.
    pub commit: String,
    /// The version of the program.
    pub version: String,
    /// The first 16 digits of the hash of its rules.
    pub rules: String,
    /// The public keys of its packs, where it has packs at all.
    pack_keys: Option<Vec<String>>,
}

impl BuiltPage {
    /// Reads index.html and BUILDINFO of a built page.
    ///
    /// # Errors
    /// What they do not say.
    pub fn read(page: &str, buildinfo: &str) -> Result<Self, Said> {
        let style = attribute(page, "<link rel=\"stylesheet\" href=\"./").ok_or_else(|| {
            said!(
                "index.html names no stylesheet; it is not a page that `make build` wrote",
                "index.html 里没有样式表的名字，不是 make build 写出的页面"
            )
        })?;
        let result = attribute(page, "data-whole-css=\"./").ok_or_else(|| {
            said!(
                "index.html does not name its later files; build the page with `make build`",
                "index.html 里没有后面要取的文件的名字，请用 make build 重新构建页面"
            )
        })?;
        let commit = attribute(page, "<meta name=\"huiqi-build\" content=\"").unwrap_or("unknown");
        let line = |name: &str| {
            let mut lines = buildinfo.lines().filter_map(|line| line.split_once(": "));
            let found = lines.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned());
            found.ok_or_else(|| {
                said!(
                    "BUILDINFO does not say `{name}`; build the page anew",
                    "BUILDINFO 里没有写 {name}，请重新构建页面"
                )
            })
        };
        let setting = attribute(page, "<meta name=\"huiqi-packs\" content=\"");
        let pack_keys = setting
            .and_then(|setting| setting.strip_prefix("on"))
            .map(|keys| keys.split(' ').filter(|key| !key.is_empty()).map(str::to_owned).collect());
        Ok(Self {
            stylesheets: vec![style.to_owned(), result.to_owned()],
            commit: commit.to_owned(),
            version: line("version")?,
            rules: line("rules")?,
            pack_keys,
        })
    }

    /// Whether it has packs beside it.
    #[must_use]
    pub const fn has_packs(&self) -> bool {
        self.pack_keys.is_some()
    }

    /// Returns the public keys of which one must have signed a pack; none where packs are not
    /// signed.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        self.pack_keys.as_deref().unwrap_or_default()
    }

    /// Returns settings as they count for this page: packs and keys as they were built in.
    #[must_use]
    pub fn settings(&self, beside: Site) -> Site {
        Site { packs: self.has_packs(), pack_keys: self.keys().to_vec(), ..beside }
    }
}

/// Returns the rest of the attribute that begins so.
fn attribute<'p>(page: &'p str, begin: &str) -> Option<&'p str> {
    page.split_once(begin)?.1.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::BuiltPage;

    const PAGE: &str = "<head><meta name=\"huiqi-packs\" content=\"on aa bb\">\
        <meta name=\"huiqi-build\" content=\"0123456789ab\">\
        <script async src=\"./boot.js\" data-whole-css=\"./result-2.css\" \
        data-js=\"./x.js\"></script>\
        <link rel=\"stylesheet\" href=\"./style-1.css\"></head>";
    const INFO: &str = "edition: 2026.12\nrules: 0123456789abcdef\ncommit: 01\nversion: 0.2.0\n";

    #[test]
    fn a_built_page_says_what_its_library_was_written_with() {
        let built = BuiltPage::read(PAGE, INFO).expect("a built page");
        assert_eq!(built.stylesheets, ["style-1.css", "result-2.css"]);
        assert_eq!((built.commit.as_str(), built.version.as_str()), ("0123456789ab", "0.2.0"));
        assert_eq!(built.rules, "0123456789abcdef");
        assert!(built.has_packs());
        assert_eq!(built.keys(), ["aa", "bb"]);
        let without = PAGE.replace("name=\"huiqi-packs\" content=\"on aa bb\"", "name=\"x\"");
        assert!(!BuiltPage::read(&without, INFO).expect("a built page").has_packs());
    }

    #[test]
    fn what_it_does_not_say_is_named() {
        let style = BuiltPage::read("<html></html>", INFO).expect_err("no page");
        assert!(style.english.contains("make build"), "{style}");
        assert!(style.chinese.contains("不是 make build 写出的页面"), "{style:?}");
        let old = BuiltPage::read(PAGE, "rules: 1\n").expect_err("no version");
        assert!(old.english.contains("version"), "{old}");
    }
}
