//! What a portal says about itself: site.json, read when the page is built. Everything of it is
//! shown as text.
//!
//! What is built in is there without scripts and before any request. Where scripts run, site.js
//! reads the file beside the page at each visit, checked in the same way (static/site-check.js).

use crate::escape::escaped;
use crate::mistake::mistake;
use crate::said;
use crate::said::Said;
use huiqi_rules::policy::PolicySet;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The settings of a portal. Every key but `title` may be left out.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The name in the masthead and in window titles.
    pub title: String,
    /// The body that runs the site (主办单位).
    #[serde(default)]
    pub host: String,
    /// The offices that answer questions.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The record number of the site (备案号).
    #[serde(default)]
    pub record: String,
    /// The code of the site (网站标识码).
    #[serde(default)]
    pub site_code: String,
    /// The record of the public security (公安备案).
    #[serde(default)]
    pub police_record: Option<SiteLink>,
    /// The mark of a government body (党政机关标识).
    #[serde(default)]
    pub government_mark: Option<SiteLink>,
    /// Where mistakes of a government site are reported (找错).
    #[serde(default)]
    pub report_errors: Option<SiteLink>,
    /// The address of this page for links and codes made where the page has none of its own.
    #[serde(default)]
    pub address: String,
    /// The number of days after which checked rules are shown as old.
    #[serde(default = "stale_days")]
    pub stale_days: u32,
    /// The origins of host pages that may get a result, where the visitor agrees.
    #[serde(default)]
    pub embed_origins: Vec<String>,
    /// Whether the page's own policy lets Chromium 80 to 96 run it, which do not know
    /// `wasm-unsafe-eval` and need `unsafe-eval`.
    #[serde(default = "unsafe_eval")]
    pub unsafe_eval: bool,
    /// The editions of the rules with a mistake: what a browser kept of them gives way at once.
    #[serde(default)]
    pub recalled: Vec<String>,
    /// Whether there are packs beside the page: `packs/index.json` is read at start.
    #[serde(default)]
    pub packs: bool,
    /// The public keys (ed25519) of which one must have signed a pack; none where packs are not
    /// signed. Keys count as they were built in: no file beside the page can add one.
    #[serde(default)]
    pub pack_keys: Vec<String>,
    /// The official address of a document, by its id; it replaces the one in the document's file.
    #[serde(default)]
    pub documents: BTreeMap<String, String>,
}

/// An office and its telephone.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The office.
    pub office: String,
    /// Its telephone number.
    pub phone: String,
}

/// Words and where they lead; words alone where nothing is named.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct SiteLink {
    /// The words.
    pub text: String,
    /// The address.
    #[serde(default)]
    pub address: String,
}

const fn unsafe_eval() -> bool {
    true
}

const fn stale_days() -> u32 {
    180
}

/// The largest number of letters in a text of one line.
const LONGEST: usize = 60;

impl Site {
    /// Reads the settings.
    ///
    /// # Errors
    /// Every problem, with what is wrong and what is allowed; of a file that is no JSON, or has a
    /// key of another name or kind, the first with its line and column.
    pub fn read(text: &str, set: &PolicySet) -> Result<Self, Vec<Said>> {
        let (site, of_build) = Self::read_beside(text, set)?;
        if of_build.is_empty() { Ok(site) } else { Err(of_build) }
    }

    /// Reads settings that lie beside a page, with what is wrong for this build alone: the file may
    /// name the edition or the documents of another one.
    ///
    /// # Errors
    /// As [`Site::read`] has them.
    pub fn read_beside(text: &str, set: &PolicySet) -> Result<(Self, Vec<Said>), Vec<Said>> {
        // Editors of Windows begin a file with this sign.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.contains('\u{fffd}') {
            return Err(vec![said!(
                "letters were lost (U+FFFD); save the file as UTF-8",
                "有乱码，请用记事本另存为 UTF-8 编码"
            )]);
        }
        let site: Self = serde_json::from_str(text).map_err(|error| vec![mistake(text, &error)])?;
        let (problems, of_build) = site.problems(set);
        if problems.len() == of_build.len() { Ok((site, of_build)) } else { Err(problems) }
    }

    /// Returns every problem, and those for this build alone once more.
    fn problems(&self, set: &PolicySet) -> (Vec<Said>, Vec<Said>) {
        let mut of_build = Vec::new();
        let mut problems = Vec::new();
        if self.title.trim().is_empty() {
            problems.push(said!(
                "title is empty; it names the page in the masthead",
                "title：不能空着，它是页面的名称"
            ));
        }
        let offices = self.contacts.iter().flat_map(|contact| {
            [("contacts.office", &contact.office), ("contacts.phone", &contact.phone)]
        });
        for (key, text) in [("title", &self.title), ("host", &self.host), ("record", &self.record)]
            .into_iter()
            .chain(offices)
        {
            if !is_line(text) {
                problems.push(said!(
                    "{key} must be one line of at most {LONGEST} letters, not {text:?}",
                    "{key}：只能写一行，最多 {LONGEST} 个字，现在写的是 {text:?}"
                ));
            }
        }
        let code = &self.site_code;
        let is_code = code.len() == 10 && code.bytes().all(|letter| letter.is_ascii_digit());
        if !code.is_empty() && !is_code {
            problems.push(said!(
                "site_code must be ten digits, not {code:?}",
                "site_code：要写 10 位数字，现在写的是 {code:?}"
            ));
        }
        for (key, link) in self.links() {
            if link.text.trim().is_empty() || !is_line(&link.text) {
                problems.push(said!(
                    "{key}.text must be one line of at most {LONGEST} letters, not {:?}",
                    "{key}.text：要写一行字，最多 {LONGEST} 个字，现在写的是 {:?}",
                    link.text
                ));
            }
            if !link.address.is_empty() && !is_address(&link.address) {
                problems.push(said!(
                    "{key}.address must begin with https:// or http:// and hold no spaces or \
                     quotation marks, not {:?}",
                    "{key}.address：网址要以 https:// 或 http:// 开头，不能有空格和引号，\
                     现在写的是 {:?}",
                    link.address
                ));
            }
        }
        for contact in &self.contacts {
            if contact.office.trim().is_empty() || !is_telephone(&contact.phone) {
                let written = format!("{:?}、{:?}", contact.office, contact.phone);
                problems.push(said!(
                    "contacts needs an office and its telephone (3 to 40 digits, spaces, \
                     - + 转 、 and brackets), not {contact:?}",
                    "contacts：要写单位和电话，电话是 3 到 40 位数字，可以有空格、- + 转 、和括号，\
                     现在写的是 {written}"
                ));
            }
        }
        if !self.address.is_empty()
            && (!is_address(&self.address) || self.address.contains(['?', '#']))
        {
            problems.push(said!(
                "address must begin with https:// or http:// and have no ? and no #, not {:?}",
                "address：网址要以 https:// 或 http:// 开头，不能有 ? 和 #，现在写的是 {:?}",
                self.address
            ));
        }
        if !(1..=3650).contains(&self.stale_days) {
            problems.push(said!(
                "stale_days must be 1 to 3650, not {}",
                "stale_days：可以写 1 到 3650，现在写的是 {}",
                self.stale_days
            ));
        }
        for origin in self.embed_origins.iter().filter(|origin| !is_origin(origin)) {
            problems.push(said!(
                "embed_origins must be like https://www.example.gov.cn, with a port where there is \
                 one and nothing behind it, not {origin:?}",
                "embed_origins：要像 https://www.example.gov.cn，后面不写别的，\
                 现在写的是 {origin:?}"
            ));
        }
        let is_key =
            |key: &&String| key.len() == 64 && key.bytes().all(|digit| digit.is_ascii_hexdigit());
        for key in self.pack_keys.iter().filter(|key| !is_key(key)) {
            problems.push(said!(
                "pack_keys must be 64 hexadecimal digits each, as `make packs` prints them, not \
                 {key:?}",
                "pack_keys：每个公钥是 64 位十六进制数字，make packs 会打印，现在写的是 {key:?}"
            ));
        }
        if !self.pack_keys.is_empty() && !self.packs {
            problems.push(said!(
                "pack_keys are of no use without \"packs\": true",
                "pack_keys：没有写 \"packs\": true，公钥不起作用"
            ));
        }
        for edition in &self.recalled {
            let is_built = edition.as_str() == set.edition;
            if is_edition(edition) && !is_built {
                continue;
            }
            problems.push(said!(
                "recalled names former editions of the rules, like 2026.11, and not the one that \
                 is built ({}), not {edition:?}",
                "recalled：要写以前的规则版本，如 2026.11，不能是这个页面自己的（{}），\
                 现在写的是 {edition:?}",
                set.edition
            ));
            if is_built {
                of_build.extend(problems.last().cloned());
            }
        }
        for (id, address) in &self.documents {
            if !set.policies.iter().any(|policy| policy.id == id) {
                let known: Vec<&str> = set.policies.iter().map(|policy| policy.id).collect();
                problems.push(said!(
                    "documents: there is no document {id:?}; there are {}",
                    "documents：没有这份文件 {id:?}，可以写：{}",
                    known.join(", ")
                ));
                of_build.extend(problems.last().cloned());
            }
            if !is_address(address) {
                problems.push(said!(
                    "documents.{id} must begin with https:// or http:// and hold \
                     no spaces or quotation marks, not {address:?}",
                    "documents.{id}：网址要以 https:// 或 http:// 开头，不能有空格和引号，\
                     现在写的是 {address:?}"
                ));
            }
        }
        (problems, of_build)
    }

    /// Returns the marks that a site links to, by their keys, in the order of the foot.
    fn links(&self) -> impl Iterator<Item = (&'static str, &SiteLink)> {
        [
            ("police_record", &self.police_record),
            ("government_mark", &self.government_mark),
            ("report_errors", &self.report_errors),
        ]
        .into_iter()
        .filter_map(|(key, link)| Some((key, link.as_ref()?)))
    }

    /// Returns what the page reads of it, as elements of its head.
    #[must_use]
    pub fn head(&self) -> String {
        let days = self.stale_days.to_string();
        let origins = self.embed_origins.join(" ");
        // Neither sign is part of a number, nor of a name that reads well.
        let plain = |text: &str| text.replace(['|', ';'], " ");
        let contacts: Vec<String> = self
            .contacts
            .iter()
            .map(|contact| format!("{}|{}", plain(&contact.office), plain(&contact.phone)))
            .collect();
        let contacts = contacts.join(";");
        let keys: String = self.pack_keys.iter().map(|key| format!(" {key}")).collect();
        // Neither an id nor an address has spaces.
        let documents: Vec<String> =
            self.documents.iter().map(|(id, address)| format!("{id} {address}")).collect();
        let documents = documents.join(" ");
        let packs = if self.packs { format!("on{}", keys.to_lowercase()) } else { String::new() };
        let metas = [
            ("packs", packs.as_str()),
            ("title", self.title.as_str()),
            ("contacts", &contacts),
            ("address", &self.address),
            ("stale-days", &days),
            ("embed-origins", &origins),
            ("documents", &documents),
        ];
        let metas = metas.into_iter().filter(|(_, content)| !content.is_empty());
        metas
            .map(|(name, content)| {
                format!("<meta name=\"huiqi-{name}\" content=\"{}\">\n", escaped(content))
            })
            .collect()
    }

    /// Returns who runs the site and whom to ask, for the foot of every page; empty where neither
    /// is set.
    #[must_use]
    pub fn foot(&self) -> String {
        let line = |label: &str, text: &str| {
            if text.is_empty() { String::new() } else { format!("<p>{label}{}</p>", escaped(text)) }
        };
        let contact = |contact: &Contact| {
            let dialled: String = contact
                .phone
                .chars()
                .filter(|letter| letter.is_ascii_digit() || *letter == '+')
                .collect();
            format!(
                "<p>咨询：{}　<a href=\"tel:{dialled}\">{}</a></p>",
                escaped(&contact.office),
                escaped(&contact.phone)
            )
        };
        let contacts: String = self.contacts.iter().map(contact).collect();
        let link = |(_, link): (&str, &SiteLink)| {
            let text = escaped(&link.text);
            if link.address.is_empty() {
                format!("<p>{text}</p>")
            } else {
                let address = escaped(&link.address);
                format!("<p><a href=\"{address}\" rel=\"noreferrer\">{text}</a></p>")
            }
        };
        let links: String = self.links().map(link).collect();
        let inner = format!(
            "<div>{}{contacts}</div><div>{}{}{links}</div>",
            line("主办单位：", &self.host),
            line("", &self.record),
            line("网站标识码：", &self.site_code)
        );
        if inner == "<div></div><div></div>" {
            return String::new();
        }
        format!(
            "<footer class=\"foot foot--site\" aria-label=\"主办单位\"><div class=\"wrap \
             foot__in\">{inner}</div></footer>\n"
        )
    }
}

/// Whether this is one line that is not too long.
fn is_line(text: &str) -> bool {
    text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
}

fn is_telephone(text: &str) -> bool {
    huiqi_rules::apply::is_telephone(text)
}

/// Returns the part of an address after http:// or https://.
fn behind(address: &str) -> Option<&str> {
    address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .filter(|rest| !rest.is_empty())
}

fn is_address(address: &str) -> bool {
    behind(address).is_some_and(|rest| {
        rest.chars().all(|letter| letter.is_ascii_graphic() && !"\"'<>\\^`{}".contains(letter))
    })
}

fn is_edition(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit() || letter == b'.')
}

/// Whether this is an origin as browsers write it: lower case, and no default port.
fn is_origin(origin: &str) -> bool {
    let usual = if origin.starts_with("https") { ":443" } else { ":80" };
    let is_host = |rest: &str| {
        rest.chars().all(|letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.:[]".contains(letter)
        })
    };
    behind(origin).is_some_and(is_host) && !origin.ends_with(usual)
}
