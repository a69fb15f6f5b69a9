//! The library of documents (文件库) as plain HTML, written from the same tables that the engine
//! reads.
//!
//! It needs no WebAssembly and no script, and the calculator's page loads none of it.

mod awards;
mod coverage;
mod document;
mod editions;
mod frame;
mod html;
mod index;
mod licences;
mod readings;
mod shelf;
mod status;
mod supports;
mod validity;

pub use editions::{EditionWords, PublishedEdition};
pub use shelf::{Document, Library, PublishedRules};

use crate::escape::escaped;
use crate::site::Site;
use frame::{Content, Location};
use huiqi_rules::policy::{Policy, PolicySet};
use huiqi_sitting::wording::date;

/// One file of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the folder of the page.
    pub path: String,
    /// What it holds.
    pub html: String,
}

/// What a page was built from.
#[derive(Clone, Copy, Debug)]
pub struct Built<'b> {
    /// The first 16 digits of the hash of the policy files.
    pub rules: &'b str,
    /// The note about their edition, where there is one.
    pub note: Option<&'b EditionWords>,
    /// The commit.
    pub commit: &'b str,
}

/// Returns every page, and the page for operators beside the calculator. The stylesheets are those
/// of the calculator.
#[must_use]
pub fn files(library: &Library, stylesheets: &[&str], site: &Site, built: &Built<'_>) -> Vec<File> {
    let whole = |path: String, content: &Content<'_>| File {
        path,
        html: frame::page(stylesheets, site, content),
    };
    let rules = library.rules_line();
    let within = |name: &str, title: &str, description: &str, body: String| {
        let location = Location::Within;
        let content = Content { location, title, description, rules: &rules, body };
        whole(format!("library/{name}.html"), &content)
    };
    let newer = |document: &Document| {
        let places = || library.rules_of(library.at(document.policy), built.rules);
        if site.packs { document::newer(library.bundled.edition, &places()) } else { String::new() }
    };
    let documents = library.documents.iter().map(|document| {
        let policy = document.policy;
        let content = Content {
            location: Location::Within,
            title: policy.short_title,
            description: &describes(policy),
            rules: &document.rules_line(library),
            body: document::body(library, document, address(site, policy), &newer(document)),
        };
        whole(format!("library/{}.html", policy.id), &content)
    });
    let index = Content {
        location: Location::Index,
        title: "文件库",
        description: "收录的惠企政策文件：奖补、扶持、限制和有两种理解的条款，都能搜索，都有出处。",
        rules: &rules,
        body: index::body(library, site, built),
    };
    let readings = "文件里有两种理解的条款，两种理解下的条件和金额。";
    let coverage = "收录了哪些文件，什么时候核对，还有什么没有计入。";
    let licences = "测算程序和其中用到的开源软件的许可。";
    let editions = "规则有过哪些版次：什么时候公布，改了什么、为什么，谁编写、谁核对。";
    let status = Content {
        location: Location::Status,
        title: "运行状态",
        description: "给运维人员看：页面是什么版本，旁边的文件写得对不对。",
        rules: &rules,
        body: status::body(library.bundled, site, built),
    };
    let missing = Content {
        location: Location::Missing,
        title: "没有找到这个页面",
        description: "没有找到这个页面。",
        rules: &rules,
        body: MISSING.to_owned(),
    };
    [whole("library/index.html".to_owned(), &index)]
        .into_iter()
        .chain(documents)
        .chain([
            within("readings", "有两种理解的条款", readings, readings::register(library)),
            within("coverage", "收录情况", coverage, coverage::body(library)),
            within("editions", "版次", editions, editions::body(library, site, built)),
            within("licences", "开源许可", licences, licences::body()),
            whole("404.html".to_owned(), &missing),
            whole("status.html".to_owned(), &status),
        ])
        .collect()
}

const MISSING: &str = "<h1 class=\"title\">没有找到这个页面</h1>\n<p class=\"lead\">网址可能写错了，或者页面已经改版。</p>\n\
    <p class=\"acts-line\"><a href=\"index.html\">去测算</a><a href=\"library/index.html\">去文件库</a>\
    </p>\n";

fn describes(policy: &Policy) -> String {
    format!(
        "{}，{}，{}：奖补 {} 项，扶持 {} 项，逐条列出条件、金额和出处。",
        policy.title,
        policy.issuer,
        date(policy.issued_on),
        policy.awards.len(),
        policy.supports.len()
    )
}

/// Returns the official address of a document: the portal's own, else the one in its file.
fn address<'a>(site: &'a Site, policy: &'a Policy) -> Option<&'a str> {
    site.documents.get(policy.id).map(String::as_str).or(policy.source_url)
}

/// Returns the documents as a list with links, for browsers that cannot open the calculator.
#[must_use]
pub fn list(set: &PolicySet) -> String {
    let item = |policy: &Policy| {
        let number = policy.number.map_or(String::new(), |number| format!("{number}，"));
        let facts = format!(
            "{number}{}，{}，{}",
            policy.issuer,
            date(policy.issued_on),
            validity::words(policy)
        );
        let name = html::link(&format!("library/{}.html", policy.id), policy.title);
        format!("<li><b>{name}</b><span class=\"small\">{}</span></li>", escaped(&facts))
    };
    set.policies.iter().map(item).collect()
}

/// Returns the body of the page of a document that is read in the calculator, with the official
/// address that the site has for it, else the one in its file. What it draws with
/// is in it. Its links are those of the library; [`in_calculator`] leads them elsewhere.
#[must_use]
pub fn read_here(library: &Library, id: &str, address: Option<&str>) -> Option<String> {
    let document = library.documents.iter().find(|document| document.policy.id == id)?;
    let body = document::body(library, document, address.or(document.policy.source_url), "");
    Some([frame::PATTERNS, &body].concat())
}

/// Returns the body of the page of all clauses with two readings.
#[must_use]
pub fn readings_here(library: &Library) -> String {
    readings::register(library)
}

/// Returns HTML of the library with the links of a page of the calculator: those to the page `here`
/// and to others of the library lie below `root`, and those to the calculator are its own.
#[must_use]
pub fn in_calculator(html: &str, root: &str, here: &str) -> String {
    let mut parts = html.split(" href=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap_or((part, ""));
        let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
        let own = match file {
            "" if anchor.starts_with("pattern--") || anchor.starts_with("icon--") => {
                address.to_owned()
            }
            "" => below(root, here, anchor),
            "../index.html" => format!("#{anchor}"),
            "index.html" => root.to_owned(),
            file => match file.strip_suffix(".html") {
                Some(name) if !name.contains('/') => below(root, name, anchor),
                Some(_) | None => address.to_owned(),
            },
        };
        out.push_str(" href=\"");
        out.push_str(&own);
        out.push('"');
        out.push_str(rest);
    }
    out
}

fn below(root: &str, page: &str, anchor: &str) -> String {
    let between = if anchor.is_empty() { "" } else { "/" };
    [root, "/", page, between, anchor].concat()
}
