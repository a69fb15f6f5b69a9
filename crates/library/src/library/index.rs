//! The library's first page: search, documents, and every entry.

use super::html::{day, link, part};
use super::shelf::{Document, Library, PlaceName};
use super::{Built, validity};
use crate::escape::escaped;
use crate::site::Site;
use huiqi_policies::coverage::counts;
use huiqi_rules::policy::PolicySet;
use huiqi_sitting::entries::{Entry, EntryKind, places};
use huiqi_sitting::lookup::known_words;
use serde_json::json;

/// Where there are more entries, the documents alone are listed: a page of many megabytes opens on
/// no phone.
const MOST_ENTRIES: usize = 5_000;

/// Returns the page's body. The script searches this list as it is; without it the list is all
/// there is.
pub(super) fn body(library: &Library, site: &Site, built: &Built<'_>) -> String {
    let mut entries = library.entries();
    let count = entries.len();
    let is_short = count > MOST_ENTRIES;
    if is_short {
        entries.retain(|entry| entry.kind == EntryKind::Document);
    }
    let search = format!(
        "<form class=\"search\" id=\"page--search\" role=\"search\" hidden>\n\
        <label class=\"search__label\" for=\"page--query\">搜索全部文件</label>\n\
        <input class=\"search__field\" id=\"page--query\" type=\"search\" autocomplete=\"off\" \
        aria-describedby=\"page--hint\" enterkeyhint=\"search\">\n\
        <p class=\"small\" id=\"page--hint\">平常的说法也可以，如“展会补贴”。几个词用空格隔开。</p>\n\
        <div class=\"search__by\">{}{}</div>\n</form>\n\
        <p class=\"found\" id=\"page--found\" role=\"status\" data-none=\"没有找到。可以换个说法，\
        或者只写部门、条款；选过地区、类别的，改成全部再试。\"></p>\n\
        <noscript><p class=\"note note--box\">浏览器没有启用脚本，不能搜索。全部内容列在下面，可以用浏览器自带的“查找”功能。</p>\
        </noscript>\n{}",
        choice("place", "地区", &places_to_choose(library)),
        choice("kind", "类别", &EntryKind::ALL.map(|kind| (kind.id(), kind.word()))),
        words(library)
    );
    let documents: String = library.documents.iter().map(|one| document(library, one)).collect();
    let documents = format!("<ul class=\"list\">\n{documents}</ul>\n");
    let more = "<p class=\"acts-line\"><a href=\"readings.html\">有两种理解的条款</a>\
        <a href=\"coverage.html\">收录情况</a><a href=\"editions.html\">版次</a></p>\n";
    let all: String = entries.iter().map(|one| entry(library, one)).collect();
    let all = format!("<ul class=\"list entries\" id=\"page--entries\">\n{all}</ul>\n");
    let (heading, note) = if is_short {
        let note = "<p class=\"section__p\">内容太多，这里只列出文件，也只按文件搜索。条款请打开文件再找。</p>\n";
        ("全部文件", note)
    } else {
        ("全部内容", "")
    };
    format!(
        "<h1 class=\"title\">文件库</h1>\n<p class=\"lead\">收录 {} 份文件，共 {count} 条内容，每一条都能查到出处。</p>\n\
         {search}{}{}{}",
        library.documents.len(),
        part("page--documents", "收录的文件", &(documents + more)),
        if site.packs { elsewhere(library, built) } else { String::new() },
        part("part--entries", heading, &(note.to_owned() + &all))
    )
}

/// Returns where the script lists the places whose documents are not on this page: their rules were
/// published beside the page.
fn elsewhere(library: &Library, built: &Built<'_>) -> String {
    let has = library.rules_of(library.places.iter().copied(), built.rules);
    let body = format!(
        "<div id=\"page--elsewhere\" data-edition=\"{}\" data-has=\"{}\"></div>\n<noscript><p \
         class=\"note note--box\">\
         浏览器没有启用脚本，看不到后来公布的地区。</p></noscript>\n",
        escaped(library.bundled.edition),
        escaped(&has)
    );
    part("part--elsewhere", "后来公布的地区", &body)
}

fn document(library: &Library, document: &Document) -> String {
    let policy = document.policy;
    let counts = counts(policy);
    let facts = [policy.number.unwrap_or("没有文号"), policy.issuer].map(escaped);
    format!(
        "<li><h3 class=\"list__name\">{}</h3><p>{}</p><p class=\"small\">{}，{}，{}</p>\
         <p class=\"small\">{}。适用：{}</p>\
         <p class=\"small\">奖补 {} 项，扶持 {} 项，两种理解 {} 处，没有计入 {} 项</p></li>\n",
        link(&format!("{}.html", policy.id), policy.short_title),
        escaped(policy.title),
        facts[0],
        facts[1],
        day(policy.issued_on),
        escaped(&validity::sentence(policy)),
        escaped(&library.places_of(policy).join("、")),
        counts.awards,
        counts.supports,
        counts.readings,
        counts.unpriced + counts.goals
    )
}

/// Returns the places in which a document holds.
fn places_to_choose(library: &Library) -> Vec<PlaceName> {
    let holds =
        |id: &&str| library.documents.iter().any(|document| document.policy.regions.contains(id));
    library.places.iter().copied().filter(|(id, _)| holds(id)).collect()
}

/// Returns a choice of one thing or all.
fn choice(id: &str, label: &str, options: &[(&str, &str)]) -> String {
    let options: String = options
        .iter()
        .map(|(id, name)| format!("<option value=\"{id}\">{}</option>", escaped(name)))
        .collect();
    format!(
        "<label class=\"search__choice\" for=\"page--{id}\">{label}\
         <select class=\"search__select\" id=\"page--{id}\"><option value=\"\">全部{label}</option>\
         {options}</select></label>"
    )
}

/// Returns what the script searches besides the texts of the page.
fn words(library: &Library) -> String {
    let mut sets: Vec<&PolicySet> = vec![library.bundled];
    for document in &library.documents {
        if !sets.iter().any(|set| std::ptr::eq(*set, document.set)) {
            sets.push(document.set);
        }
    }
    let known: Vec<_> = known_words(&sets).into_iter().map(|one| (one.word, one.says)).collect();
    let places: serde_json::Map<_, _> = library
        .documents
        .iter()
        .map(|document| {
            let mut names = places(document.set, document.policy);
            for name in library.places_of(document.policy) {
                if !names.split(' ').any(|known| known == name) {
                    names = [&names, " ", name].concat();
                }
            }
            (document.policy.id.to_owned(), json!(names))
        })
        .collect();
    let data = json!({ "known": known, "places": places }).to_string();
    format!("<div id=\"page--words\" data-words=\"{}\" hidden></div>\n", escaped(&data))
}

/// Returns one entry; the script reads its texts, which hold no tags.
fn entry(library: &Library, entry: &Entry) -> String {
    let fragment =
        if entry.anchor.is_empty() { String::new() } else { format!("#{}", entry.anchor) };
    let lines: String =
        entry.text.lines().map(|line| format!("\n<span>{}</span>", escaped(line))).collect();
    let mut documents = library.documents.iter();
    let document = documents.find(|document| document.policy.id == entry.document);
    let regions = document.map_or_else(String::new, |one| one.policy.regions.join(" "));
    format!(
        "<li data-document=\"{}\" data-kind=\"{}\" data-place=\"{}\" \
         data-also=\"{}\">{}{lines}</li>\n",
        escaped(entry.document),
        entry.kind.id(),
        escaped(&regions),
        escaped(&entry.also),
        link(&format!("{}.html{fragment}", entry.document), &entry.title)
    )
}
