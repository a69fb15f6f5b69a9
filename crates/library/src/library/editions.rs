//! 版次: which rules the page has, since when, what changed and why, by whom, checked by whom.

use super::html::{aged, care, day, fact, link, part, table};
use super::shelf::Library;
use super::{Built, validity};
use crate::escape::escaped;
use crate::site::Site;
use huiqi_rules::day::read_date;
use time::Date;

/// So many places and documents of an edition are named.
const MOST: usize = 30;

/// The note about the edition of the bundled rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionWords {
    /// The day of its publication.
    pub day: Date,
    /// Who wrote it.
    pub author: String,
    /// Who checked it.
    pub reviewer: String,
    /// What changed, and why.
    pub reason: String,
    /// Editions that must not be used any more, each with the reason.
    pub recalled: Vec<(String, String)>,
}

/// An edition that was published beside the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEdition {
    /// Its name.
    pub edition: String,
    /// The day of its publication, as the index has it.
    pub day: String,
    /// Who wrote it.
    pub author: String,
    /// Who checked it.
    pub reviewer: String,
    /// What changed, and why.
    pub reason: String,
    /// The first 16 digits of the SHA-256 of its sources.
    pub rules: String,
    /// Why it must not be used any more.
    pub recalled: Option<String>,
    /// The places whose rules it changed.
    pub places: Vec<String>,
    /// The documents that it changed.
    pub documents: Vec<String>,
    /// How many documents more it changed.
    pub more_documents: usize,
}

/// Returns the page's body. What was published beside the page is read anew by the script; without
/// scripts it is what was known when the page was written.
pub(super) fn body(library: &Library, site: &Site, built: &Built<'_>) -> String {
    let lead = "<h1 class=\"title\">版次</h1>\n<p class=\"lead\">规则改过，就有新的版次：什么时候公布，\
        改了什么、为什么，谁编写、谁核对。公布过的版次不删除，一直查得到。</p>\n";
    let published = if site.packs { published(library.editions.as_deref()) } else { String::new() };
    lead.to_owned() + &published + &part("part--built", "页面自带的规则", &own(library, built))
}

fn published(editions: Option<&[PublishedEdition]>) -> String {
    let (list, without_scripts) = match editions {
        None => (
            "<p class=\"note note--box\">正在取，请稍候。</p>".to_owned(),
            "浏览器没有启用脚本，看不到陆续公布的版次。",
        ),
        Some([]) => ("<p class=\"note note--box\">这里还没有公布过版次。</p>".to_owned(), LATER),
        Some(all) => (listed(all), LATER),
    };
    let body = format!(
        "<div id=\"page--editions\" role=\"status\">{list}</div>\n<noscript>\
         <p class=\"note note--box\">{without_scripts}</p></noscript>\n"
    );
    part("part--published", "陆续公布的版次", &body)
}

const LATER: &str = "浏览器没有启用脚本，看不到这一页写好以后公布的版次。";

/// Returns the editions, the newest first, as static/editions.js draws them.
fn listed(all: &[PublishedEdition]) -> String {
    let newest = all.iter().rposition(|one| one.recalled.is_none());
    let one = |(number, one): (usize, &PublishedEdition)| edition(one, newest == Some(number));
    all.iter().enumerate().rev().map(one).collect()
}

fn edition(one: &PublishedEdition, is_newest: bool) -> String {
    let tag = |is_shown: bool, words: &str| {
        if is_shown { format!("<span class=\"tag\">{words}</span>") } else { String::new() }
    };
    let recalled = one.recalled.as_ref().map_or(String::new(), |why| {
        let words = format!("已撤回，不再使用：{why}");
        format!("<p class=\"note note--box note--care\">{}</p>", escaped(&words))
    });
    let day_words = read_date(&one.day).map_or_else(|| escaped(&one.day), day);
    let documents = if one.documents.is_empty() {
        "没有写明".to_owned()
    } else {
        named(&one.documents, one.documents.len() + one.more_documents, "份文件")
    };
    let places = if one.places.is_empty() {
        "没有新的规则包".to_owned()
    } else {
        named(&one.places, one.places.len(), "个地区")
    };
    let facts = [
        fact("公布日期", &day_words),
        fact("改了什么", &escaped(&one.reason)),
        fact("编写", &escaped(&one.author)),
        fact("核对", &escaped(&one.reviewer)),
        fact("文件", &escaped(&documents)),
        fact("地区", &escaped(&places)),
        fact("规则校验码", &escaped(&one.rules)),
    ];
    format!(
        "<article class=\"item\" id=\"edition--{0}\"><h3 class=\"item__h\">{0}{1}{2}</h3>{recalled}\
         <dl class=\"facts\">{3}</dl></article>",
        escaped(&one.edition),
        tag(one.recalled.is_some(), "已撤回"),
        tag(is_newest, "最新"),
        facts.concat()
    )
}

fn named(names: &[String], count: usize, what: &str) -> String {
    let shown = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("、");
    if count > names.len().min(MOST) { format!("{shown}等 {count} {what}") } else { shown }
}

fn own(library: &Library, built: &Built<'_>) -> String {
    let set = library.bundled;
    let mut facts = fact("版次", &escaped(set.edition));
    match built.note {
        Some(note) => facts.push_str(&said(note)),
        None => facts.push_str(&fact("说明", "这一版没有写说明")),
    }
    facts.push_str(&fact("规则校验码", &escaped(built.rules)));
    let recalled = built.note.map_or(&[][..], |note| note.recalled.as_slice()).iter();
    let recalled: String = recalled
        .map(|(edition, why)| care(&format!("版次 {edition} 已撤回，不再使用：{why}")))
        .collect();
    let rows = set.policies.iter().map(|policy| {
        let has_page = library.documents.iter().any(|document| document.policy.id == policy.id);
        let name = if has_page {
            link(&format!("{}.html", policy.id), policy.short_title)
        } else {
            escaped(policy.short_title)
        };
        vec![
            name,
            escaped(policy.issuer),
            escaped(&validity::words(policy)),
            aged(policy.checked_on),
        ]
    });
    let headings = ["文件", "印发机关", "有效期", "核对日期"];
    format!(
        "<dl class=\"doc\">\n{facts}</dl>\n{recalled}<h3 class=\"kind\">收录的文件</h3>\n{}",
        table("这一版收录的文件", &headings, &rows.collect::<Vec<_>>())
    )
}

fn said(note: &EditionWords) -> String {
    [
        fact("公布日期", &day(note.day)),
        fact("改了什么", &escaped(&note.reason)),
        fact("编写", &escaped(&note.author)),
        fact("核对", &escaped(&note.reviewer)),
    ]
    .concat()
}
